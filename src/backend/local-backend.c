/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "local-backend.h"

#include <errno.h>
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "auth/local-keys.h"
#include "database/local-cluster.h"
#include "database/local-migrations.h"
#include "http/local-server.h"
#include "local-seed.h"
#include "local-services.h"

typedef struct {
  LocalContext *context;
  LocalCluster *cluster;
  LocalServer *server;
  GMainLoop *loop;
  gboolean services;
  gboolean seeding;
  gboolean stopping;
  int status;
} Backend;

static gboolean
on_signal (gpointer user_data)
{
  Backend *self = user_data;

  g_main_loop_quit (self->loop);

  return G_SOURCE_CONTINUE;
}

static void
on_cluster_exited (gpointer user_data)
{
  Backend *self = user_data;

  g_critical ("PostgreSQL ended by itself; postgres.log in the data directory may tell why");
  self->status = EXIT_FAILURE;
  g_main_loop_quit (self->loop);
}

static LocalPool *
make_pool (LocalContext *context,
           const char   *user,
           const char   *more)
{
  g_autofree char *conninfo = g_strdup_printf ("%s user=%s%s", context->conninfo, user, more);

  return local_pool_new (conninfo);
}

/* The one line that tells whoever started this where everything is. */
static void
announce (Backend *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *database = local_cluster_dup_url (self->cluster);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "url", self->context->url);
  json_object_set_string_member (object, "anon_key", self->context->anon_key);
  json_object_set_string_member (object, "service_role_key", self->context->service_role_key);
  json_object_set_string_member (object, "publishable_key", self->context->publishable_key);
  json_object_set_string_member (object, "secret_key", self->context->secret_key);
  json_object_set_string_member (object, "jwt_secret", self->context->jwt_secret);
  json_object_set_string_member (object, "db_url", database);
  if (self->context->functions)
    json_object_set_string_member (object, "functions_secret", self->context->functions_secret);
  node = json_node_init_object (json_node_alloc (), object);
  text = json_to_string (node, FALSE);
  printf ("%s\n", text);
  fflush (stdout);
}

static void
seed_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  LocalContext *context = task_data;
  GError *error = NULL;

  if (local_seed_files (context, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_files_seeded (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Backend *self = user_data;
  g_autoptr (GError) error = NULL;

  self->seeding = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    announce (self);
    return;
  }
  /* What was not uploaded before a stop is uploaded at the next start. */
  if (self->stopping)
    return;
  g_critical ("%s", error->message);
  self->status = EXIT_FAILURE;
  g_main_loop_quit (self->loop);
}

static gboolean
start (Backend     *self,
       const char  *jwt_secret,
       guint        port,
       LocalSeed    seed,
       GError     **error)
{
  LocalContext *context = self->context;

  if (g_mkdir_with_parents (context->data_dir, 0755) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", context->data_dir, g_strerror (errno));
    return FALSE;
  }
  if (!local_cluster_start (self->cluster, on_cluster_exited, self, error) || !local_keys_load (context, jwt_secret, error))
    return FALSE;

  context->conninfo = g_strdup (local_cluster_get_conninfo (self->cluster));
  if (!local_bootstrap_run (context, error) || !local_migrations_run (context, error)
      || (seed == LOCAL_SEED_DEMO && !local_seed_database (context, error)))
    return FALSE;

  context->rest = make_pool (context, "authenticator", "");
  context->admin = make_pool (context, "supabase_admin", "");
  self->services = local_services_start (context, self->server, error);
  if (!self->services || !local_server_listen (self->server, port, error))
    return FALSE;
  context->url = g_strdup_printf ("http://127.0.0.1:%u", local_server_get_port (self->server));

  return TRUE;
}

static void
finish_start (Backend   *self,
              LocalSeed  seed)
{
  g_autoptr (GTask) task = NULL;

  if (seed != LOCAL_SEED_DEMO) {
    announce (self);
    return;
  }
  task = g_task_new (NULL, NULL, on_files_seeded, self);
  g_task_set_source_tag (task, finish_start);
  g_task_set_task_data (task, self->context, NULL);
  self->seeding = TRUE;
  g_task_run_in_thread (task, seed_in_thread);
}

/**
 * local_backend_run:
 * @context: data_dir, supabase_dir, schemas, jwt_expiry and gateway are set
 * @jwt_secret: (nullable): the secret that the user wants, %NULL for the one of the last start or a new one
 * @port: the port to listen on, 0 for a free one
 * @seed: what a new database holds
 *
 * Starts PostgreSQL and all services, announces them on standard output, and runs until SIGTERM, SIGINT, SIGHUP or a failure.
 *
 * Returns: the exit status of the process
 */
int
local_backend_run (LocalContext *context,
                   const char   *jwt_secret,
                   guint         port,
                   LocalSeed     seed)
{
  g_autoptr (GError) error = NULL;
  Backend self = { .context = context };
  guint on_term;
  guint on_int;
  guint on_hup;

  g_return_val_if_fail (context != NULL, EXIT_FAILURE);

  self.loop = g_main_loop_new (NULL, FALSE);
  self.cluster = local_cluster_new (context->data_dir);
  self.server = local_server_new (context);
  on_term = g_unix_signal_add (SIGTERM, on_signal, &self);
  on_int = g_unix_signal_add (SIGINT, on_signal, &self);
  on_hup = g_unix_signal_add (SIGHUP, on_signal, &self);

  if (start (&self, jwt_secret, port, seed, &error)) {
    finish_start (&self, seed);
    g_main_loop_run (self.loop);
  } else {
    g_critical ("%s", error->message);
    self.status = EXIT_FAILURE;
  }

  self.stopping = TRUE;
  local_server_stop (self.server);
  while (self.seeding)
    g_main_context_iteration (NULL, TRUE);
  if (self.services)
    local_services_stop ();
  g_clear_pointer (&context->rest, local_pool_free);
  g_clear_pointer (&context->admin, local_pool_free);
  local_cluster_free (self.cluster);
  g_object_unref (self.server);
  g_source_remove (on_term);
  g_source_remove (on_int);
  g_source_remove (on_hup);
  g_main_loop_unref (self.loop);

  return self.status;
}
