/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database/local-migrations.h"

#include <gio/gio.h>
#include <string.h>

#include "database/local-statement.h"
#include "local-resources.h"

#define BOOTSTRAP "/io/github/guichet/backend/bootstrap/"

static void
on_notice (gpointer    user_data,
           const char *message)
{
  g_autofree char *text = g_strdup (message);

  g_debug ("%s", g_strstrip (text));
}

/**
 * local_migrations_connect:
 * @context: what all services share
 * @user: a role
 * @error: return location of an error
 *
 * Connects as some role, outside of the pools.
 *
 * Returns: (transfer full) (nullable): the connection, to be closed with PQfinish()
 */
PGconn *
local_migrations_connect (LocalContext  *context,
                          const char    *user,
                          GError       **error)
{
  g_autofree char *conninfo = NULL;
  PGconn *connection;

  g_return_val_if_fail (context != NULL && user != NULL, NULL);

  conninfo = g_strdup_printf ("%s user=%s", context->conninfo, user);
  connection = PQconnectdb (conninfo);
  if (PQstatus (connection) == CONNECTION_OK) {
    PQsetNoticeProcessor (connection, on_notice, NULL);
    return connection;
  }
  g_set_error (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_CONNECT, "%s", g_strchomp (PQerrorMessage (connection)));
  PQfinish (connection);

  return NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
run_scripts (PGconn  *connection,
             GError **error)
{
  g_auto (GStrv) names = g_resource_enumerate_children (local_get_resource (), BOOTSTRAP, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (names == NULL)
    return FALSE;
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_strconcat (BOOTSTRAP, names[i], NULL);
    g_autoptr (GBytes) script = g_resource_lookup_data (local_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

    if (script == NULL)
      return FALSE;
    if (!local_statement_script (connection, g_bytes_get_data (script, NULL), error)) {
      g_prefix_error (error, "%s: ", names[i]);
      return FALSE;
    }
  }

  return TRUE;
}

/* Newer minor versions refuse every plugin of logical decoding that is not named here; older ones do not know the setting. */
static gboolean
allow_decoding (PGconn  *connection,
                GError **error)
{
  g_autoptr (PGresult) found =
    local_statement_run (connection, error,
                         "select 1 from pg_settings where name = 'output_plugin_libraries' and setting not like '%wal2json%'", 0,
                         NULL);

  if (found == NULL)
    return FALSE;
  if (PQntuples (found) == 0)
    return TRUE;

  return local_statement_script (connection, "alter system set output_plugin_libraries = pgoutput, test_decoding, wal2json", error)
         && local_statement_script (connection, "select pg_reload_conf()", error);
}

/**
 * local_bootstrap_run:
 * @context: what all services share
 * @error: return location of an error
 *
 * Makes what every Supabase project has (roles, schemas, functions), in one transaction, unless it is there.
 *
 * Returns: whether it is there now
 */
gboolean
local_bootstrap_run (LocalContext  *context,
                     GError       **error)
{
  g_autoptr (PGresult) schema = NULL;
  PGconn *connection = local_migrations_connect (context, "supabase_admin", error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  schema = local_statement_run (connection, error, "select 1 from pg_namespace where nspname = 'auth'", 0, NULL);
  done = schema != NULL && allow_decoding (connection, error);
  if (done && PQntuples (schema) == 0)
    done = local_statement_script (connection, "begin", error) && run_scripts (connection, error)
           && local_statement_script (connection, "commit", error);
  PQfinish (connection);

  return done;
}

static gboolean
is_applied (PGconn      *connection,
            const char  *version,
            gboolean    *applied,
            GError     **error)
{
  g_autoptr (PGresult) found =
    local_statement_run (connection, error, "select 1 from supabase_migrations.schema_migrations where version = $1", 1, &version);

  if (found == NULL)
    return FALSE;
  *applied = PQntuples (found) > 0;

  return TRUE;
}

/* The file and its mark are one transaction. Each has a connection of its own, since a SET in it is meant for it alone. */
static gboolean
apply (LocalContext  *context,
       const char    *path,
       const char    *version,
       const char    *name,
       GError       **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (PGresult) recorded = NULL;
  PGconn *connection;
  gboolean done;

  if (!g_file_get_contents (path, &sql, NULL, error))
    return FALSE;
  connection = local_migrations_connect (context, "postgres", error);
  if (connection == NULL)
    return FALSE;

  done = local_statement_script (connection, "begin", error) && local_statement_script (connection, sql, error);
  if (done) {
    const char *values[] = { version, name, sql };

    recorded = local_statement_run (connection, error,
                                    "insert into supabase_migrations.schema_migrations (version, name, statements) "
                                    "values ($1, $2, array[$3])",
                                    G_N_ELEMENTS (values), values);
    done = recorded != NULL && local_statement_script (connection, "commit", error);
  }
  PQfinish (connection);
  if (!done)
    g_prefix_error (error, "%s: ", path);

  return done;
}

static GPtrArray *
list_migrations (const char *directory)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_regex_match_simple ("^[0-9]+_.*\\.sql$", name, 0, 0))
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort (names, compare_names);

  return names;
}

/**
 * local_migrations_run:
 * @context: what all services share
 * @error: return location of an error, which names file and line
 *
 * Runs the migrations of the project that were not run yet, in the order of their versions, as the role postgres, which is no
 * superuser: just as a hosted project would.
 *
 * Returns: whether all are applied now
 */
gboolean
local_migrations_run (LocalContext  *context,
                      GError       **error)
{
  g_autofree char *directory = g_build_filename (context->supabase_dir, "migrations", NULL);
  g_autoptr (GPtrArray) names = list_migrations (directory);
  PGconn *connection = local_migrations_connect (context, "postgres", error);
  gboolean done = connection != NULL;

  for (guint i = 0; done && i < names->len; i++) {
    const char *file = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (directory, file, NULL);
    g_autofree char *version = g_strndup (file, strspn (file, "0123456789"));
    g_autofree char *name = g_strndup (file + strlen (version) + 1, strlen (file) - strlen (version) - 1 - strlen (".sql"));
    gboolean applied = FALSE;

    done = is_applied (connection, version, &applied, error);
    if (done && !applied) {
      g_info ("Migration %s", file);
      done = apply (context, path, version, name, error);
    }
  }
  g_clear_pointer (&connection, PQfinish);

  return done;
}
