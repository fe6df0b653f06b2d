/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database/local-run-directory.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path of a unix socket has 107 bytes, and every user must be able to walk it: so the socket lies here, not in the data. */
#define PREFIX "/tmp/guichet-"

/* How long a PostgreSQL whose backend was killed may take to end by itself, and then by force, in steps of 20 ms. */
#define STEP (20 * 1000)
#define PATIENCE 500

static char *
dup_note (const char *data_dir)
{
  return g_build_filename (data_dir, "run-directory", NULL);
}

/**
 * local_run_directory_make:
 * @data_dir: the directory of all data
 * @error: return location of an error
 *
 * Makes a directory for PostgreSQL's socket, and keeps its name in @data_dir, so that it can be removed even when this process is
 * killed.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
local_run_directory_make (const char  *data_dir,
                          GError     **error)
{
  g_autofree char *path = g_strdup (PREFIX "XXXXXX");
  g_autofree char *note = NULL;

  g_return_val_if_fail (data_dir != NULL, NULL);

  if (g_mkdtemp_full (path, 0755) == NULL || g_chmod (path, 0755) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
    return NULL;
  }
  note = dup_note (data_dir);
  if (!g_file_set_contents (note, path, -1, error)) {
    g_rmdir (path);
    return NULL;
  }

  return g_steal_pointer (&path);
}

/**
 * local_run_directory_remove:
 * @data_dir: the directory of all data
 *
 * Removes the directory that was made last, if it is still there.
 */
void
local_run_directory_remove (const char *data_dir)
{
  static const char *const names[] = { ".s.PGSQL.5432", ".s.PGSQL.5432.lock" };
  g_autofree char *note = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (data_dir != NULL);

  note = dup_note (data_dir);
  if (!g_file_get_contents (note, &path, NULL, NULL))
    return;
  if (g_str_has_prefix (path, PREFIX) && strchr (path + strlen (PREFIX), '/') == NULL) {
    for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
      g_autofree char *file = g_build_filename (path, names[i], NULL);

      g_unlink (file);
    }
    g_rmdir (path);
  }
  g_unlink (note);
}

/* Whether the process runs in the cluster, as a postmaster and all of its children do. */
static gboolean
runs_in (const char        *pid,
         const struct stat *cluster)
{
  g_autofree char *link = g_strdup_printf ("/proc/%s/cwd", pid);
  struct stat there;

  return stat (link, &there) == 0 && there.st_dev == cluster->st_dev && there.st_ino == cluster->st_ino;
}

/* How many processes run in the cluster; @signal_number, if not 0, is sent to each. */
static guint
count_processes (const char *cluster,
                 int         signal_number)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  struct stat status;
  const char *name;
  guint n = 0;

  if (processes == NULL || stat (cluster, &status) != 0)
    return 0;
  while ((name = g_dir_read_name (processes)) != NULL) {
    if (!g_ascii_isdigit (*name) || !runs_in (name, &status))
      continue;
    n++;
    if (signal_number != 0)
      kill ((pid_t) g_ascii_strtoll (name, NULL, 10), signal_number);
  }

  return n;
}

/**
 * local_run_directory_await:
 * @cluster: the directory of the cluster
 * @error: return location of an error
 *
 * Waits for the end of a PostgreSQL whose backend was killed, children included, and takes away its mark when it could not do that
 * itself: the number of a process in it may belong to another one by now. The caller holds the lock of the data, so nobody else
 * needs that PostgreSQL.
 *
 * Returns: whether nobody runs in the cluster now
 */
gboolean
local_run_directory_await (const char  *cluster,
                           GError     **error)
{
  g_autofree char *file = NULL;

  g_return_val_if_fail (cluster != NULL, FALSE);

  file = g_build_filename (cluster, "postmaster.pid", NULL);
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;

  for (guint i = 0; count_processes (cluster, i == PATIENCE ? SIGQUIT : 0) > 0; i++) {
    if (i > 2 * PATIENCE) {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "A former PostgreSQL still uses %s", cluster);
      return FALSE;
    }
    g_usleep (STEP);
  }
  g_unlink (file);

  return TRUE;
}
