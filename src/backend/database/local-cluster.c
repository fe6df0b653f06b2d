/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database/local-cluster.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "database/local-binaries.h"
#include "database/local-child.h"
#include "database/local-run-directory.h"

#define STEP (10 * 1000)
#define START_STEPS 6000
#define STOP_STEPS 1500

struct _LocalCluster {
  char *data_dir;
  char *cluster;
  char *binaries;
  char *run_directory;
  char *conninfo;
  LocalChild child;
  int lock;
  GPid pid;
  guint watch;
  LocalClusterExited exited;
  gpointer user_data;
};

/**
 * local_cluster_new:
 * @data_dir: the directory of all data
 *
 * Returns: (transfer full): a private PostgreSQL in @data_dir, not started
 */
LocalCluster *
local_cluster_new (const char *data_dir)
{
  LocalCluster *self;

  g_return_val_if_fail (data_dir != NULL, NULL);

  self = g_new0 (LocalCluster, 1);
  self->data_dir = g_strdup (data_dir);
  self->cluster = g_build_filename (data_dir, "postgres", NULL);
  self->lock = -1;
  self->child.directory = -1;
  self->child.output = -1;

  return self;
}

/**
 * local_cluster_free:
 * @self: (transfer full): a cluster; it is stopped first
 *
 * Frees a cluster.
 */
void
local_cluster_free (LocalCluster *self)
{
  g_return_if_fail (self != NULL);

  local_cluster_stop (self);
  g_free (self->data_dir);
  g_free (self->cluster);
  g_free (self->binaries);
  g_free (self);
}

static gboolean
fail (const char  *path,
      GError     **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));

  return FALSE;
}

/* The lock goes with the process, however it ends; PostgreSQL's own mark does not. */
static gboolean
take_lock (LocalCluster  *self,
           GError       **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return fail (path, error);
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "Another guichet-backend uses %s", self->data_dir);

  return FALSE;
}

/* Only a complete cluster gets its name, so that an interrupted start is no trap for the next one. */
static gboolean
make_cluster (LocalCluster  *self,
              GError       **error)
{
  g_autofree char *unfinished = g_strconcat (self->cluster, ".new", NULL);
  g_autofree char *initdb = g_build_filename (self->binaries, "initdb", NULL);
  g_autofree char *path = NULL;

  if (g_file_test (unfinished, G_FILE_TEST_EXISTS)) {
    char *argv[] = { (char *) "rm", (char *) "-r", (char *) "--", unfinished, NULL };

    if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, error))
      return FALSE;
  }
  if (g_mkdir (unfinished, 0700) != 0)
    return fail (unfinished, error);
  if (self->child.drop && chown (unfinished, self->child.uid, self->child.gid) != 0)
    return fail (unfinished, error);
  if (!local_child_open (&self->child, unfinished, error))
    return FALSE;

  path = local_child_dup_path (&self->child);
  {
    char *argv[] = {
      initdb, (char *) "-D", path, (char *) "-U", (char *) "supabase_admin", (char *) "-A", (char *) "trust",
      (char *) "-E", (char *) "UTF8", (char *) "--locale=C.UTF-8", (char *) "--no-sync", (char *) "--no-instructions", NULL,
    };

    if (!local_child_run (&self->child, argv, error))
      return FALSE;
  }

  return g_rename (unfinished, self->cluster) == 0 || fail (unfinished, error);
}

static gboolean
has_cron (LocalCluster *self)
{
  g_autofree char *pg_config = g_build_filename (self->binaries, "pg_config", NULL);
  g_autofree char *program = g_file_test (pg_config, G_FILE_TEST_IS_EXECUTABLE) ? g_strdup (pg_config) : g_strdup ("pg_config");
  char *argv[] = { program, (char *) "--pkglibdir", NULL };
  g_autofree char *output = NULL;
  g_autofree char *library = NULL;

  if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, NULL))
    return FALSE;
  library = g_build_filename (g_strstrip (output), "pg_cron.so", NULL);

  return g_file_test (library, G_FILE_TEST_EXISTS);
}

static void
add_setting (GPtrArray  *argv,
             const char *setting)
{
  g_ptr_array_add (argv, g_strdup ("-c"));
  g_ptr_array_add (argv, g_strdup (setting));
}

static GPtrArray *
make_command (LocalCluster *self)
{
  static const char *const settings[] = {
    "listen_addresses=", "port=5432", "unix_socket_permissions=0777", "wal_level=logical", "max_connections=100",
    "max_replication_slots=20", "max_wal_senders=20", "max_slot_wal_keep_size=1GB", "synchronous_commit=on",
    "timezone=UTC", "log_timezone=UTC", "log_min_messages=warning", "logging_collector=off",
  };
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sockets = g_strconcat ("unix_socket_directories=", self->run_directory, NULL);

  g_ptr_array_add (argv, g_build_filename (self->binaries, "postgres", NULL));
  g_ptr_array_add (argv, g_strdup ("-D"));
  g_ptr_array_add (argv, local_child_dup_path (&self->child));
  add_setting (argv, sockets);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    add_setting (argv, settings[i]);
  if (has_cron (self)) {
    add_setting (argv, "shared_preload_libraries=pg_cron");
    add_setting (argv, "cron.database_name=postgres");
    add_setting (argv, "cron.use_background_workers=on");
  }
  g_ptr_array_add (argv, NULL);

  return argv;
}

static gboolean
open_log (LocalCluster  *self,
          GError       **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "postgres.log", NULL);

  self->child.output = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  return self->child.output >= 0 || fail (path, error);
}

static void
set_start_error (LocalCluster  *self,
                 const char    *reason,
                 GError       **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "postgres.log", NULL);
  g_autofree char *log = NULL;

  if (!g_file_get_contents (path, &log, NULL, NULL))
    log = g_strdup ("");
  g_set_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "PostgreSQL %s: %s", reason, g_strstrip (log));
}

static gboolean
wait_until_ready (LocalCluster  *self,
                  GError       **error)
{
  g_autofree char *ping = g_strconcat (self->conninfo, " user=supabase_admin", NULL);

  for (guint i = 0; i < START_STEPS; i++) {
    PGPing answer;

    if (waitpid (self->pid, NULL, WNOHANG) == self->pid) {
      self->pid = 0;
      set_start_error (self, "did not start", error);
      return FALSE;
    }
    answer = PQping (ping);
    if (answer == PQPING_OK)
      return TRUE;
    g_usleep (STEP);
  }
  set_start_error (self, "does not get ready", error);

  return FALSE;
}

static void
on_exited (GPid     pid,
           int      status,
           gpointer user_data)
{
  LocalCluster *self = user_data;

  self->watch = 0;
  self->pid = 0;
  self->exited (self->user_data);
}

static gboolean
launch (LocalCluster  *self,
        GError       **error)
{
  g_autoptr (GPtrArray) argv = NULL;

  self->run_directory = local_run_directory_make (self->data_dir, error);
  if (self->run_directory == NULL)
    return FALSE;
  if (self->child.drop && chown (self->run_directory, self->child.uid, self->child.gid) != 0)
    return fail (self->run_directory, error);
  if (!open_log (self, error) || !local_child_open (&self->child, self->cluster, error))
    return FALSE;

  self->conninfo = g_strdup_printf ("host=%s port=5432 dbname=postgres", self->run_directory);
  argv = make_command (self);

  return local_child_start (&self->child, (char **) argv->pdata, &self->pid, error) && wait_until_ready (self, error);
}

/**
 * local_cluster_start:
 * @self: a cluster
 * @exited: called if it ends by itself later
 * @user_data: handed to @exited
 * @error: return location of an error
 *
 * Makes the cluster if there is none, starts it, and waits until it takes connections. It listens on a unix socket only, and
 * trusts whoever can open that: every user of this machine.
 *
 * Returns: whether it runs
 */
gboolean
local_cluster_start (LocalCluster        *self,
                     LocalClusterExited   exited,
                     gpointer             user_data,
                     GError             **error)
{
  g_return_val_if_fail (self != NULL && exited != NULL, FALSE);
  g_return_val_if_fail (self->pid == 0, FALSE);

  if (!take_lock (self, error) || !local_child_init (&self->child, error))
    return FALSE;
  local_run_directory_remove (self->data_dir);
  self->binaries = local_binaries_find (self->cluster, error);
  if (self->binaries == NULL)
    return FALSE;
  if (!g_file_test (self->cluster, G_FILE_TEST_EXISTS) && !make_cluster (self, error))
    return FALSE;
  if (!local_run_directory_await (self->cluster, error) || !launch (self, error))
    return FALSE;

  self->exited = exited;
  self->user_data = user_data;
  self->watch = g_child_watch_add (self->pid, on_exited, self);

  return TRUE;
}

static gboolean
wait_until_gone (LocalCluster *self)
{
  for (guint i = 0; i < STOP_STEPS; i++) {
    if (waitpid (self->pid, NULL, WNOHANG) != 0)
      return TRUE;
    g_usleep (STEP);
  }

  return FALSE;
}

/**
 * local_cluster_stop:
 * @self: a cluster
 *
 * Stops PostgreSQL: ends its sessions and writes what is to be written. By force if that takes long; the log is replayed then
 * at the next start. Nothing happens if it does not run.
 */
void
local_cluster_stop (LocalCluster *self)
{
  static const int signals[] = { SIGINT, SIGQUIT, SIGKILL };

  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->watch, g_source_remove);
  for (guint i = 0; self->pid != 0 && i < G_N_ELEMENTS (signals); i++) {
    kill (self->pid, signals[i]);
    if (wait_until_gone (self))
      self->pid = 0;
  }
  local_child_clear (&self->child);
  if (self->run_directory != NULL)
    local_run_directory_remove (self->data_dir);
  g_clear_pointer (&self->run_directory, g_free);
  g_clear_pointer (&self->conninfo, g_free);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

/**
 * local_cluster_get_conninfo:
 * @self: a cluster that runs
 *
 * Returns: (transfer none): how libpq reaches it, without a user
 */
const char *
local_cluster_get_conninfo (LocalCluster *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->conninfo;
}

/**
 * local_cluster_dup_url:
 * @self: a cluster that runs
 *
 * Returns: (transfer full): how psql reaches it as a superuser
 */
char *
local_cluster_dup_url (LocalCluster *self)
{
  g_return_val_if_fail (self != NULL && self->run_directory != NULL, NULL);

  return g_strdup_printf ("postgresql://supabase_admin@/postgres?host=%s&port=5432", self->run_directory);
}
