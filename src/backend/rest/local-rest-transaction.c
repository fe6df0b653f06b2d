/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-statement.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "rest/local-rest-json.h"

enum {
  COLUMN_TOTAL,
  COLUMN_ROWS,
  COLUMN_LOCATION,
  COLUMN_BODY,
  COLUMN_HEADERS,
  COLUMN_STATUS,
  COLUMN_INSERTED,
};

/**
 * local_rest_result_free:
 * @self: (transfer full): a result
 *
 * Frees a result.
 */
void
local_rest_result_free (LocalRestResult *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->location);
  g_free (self->body);
  g_free (self->headers);
  g_free (self->status);
  g_free (self);
}

static PGresult *
execute (LocalRestRequest    *request,
         PGconn              *connection,
         const LocalRestSql  *sql,
         LocalRestError     **error)
{
  g_autoptr (PGresult) result = PQexecParams (connection, sql->text->str, (int) sql->values->len, NULL,
                                              (const char *const *) sql->values->pdata, NULL, NULL, 0);
  ExecStatusType status = PQresultStatus (result);

  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    return g_steal_pointer (&result);
  *error = local_rest_error_from_result (connection, result, local_rest_request_is_anonymous (request));

  return NULL;
}

static gboolean
execute_text (LocalRestRequest  *request,
              PGconn            *connection,
              const char        *text,
              LocalRestError   **error)
{
  g_autoptr (LocalRestSql) sql = local_rest_sql_new ();
  g_autoptr (PGresult) result = NULL;

  local_rest_sql_add (sql, text);
  result = execute (request, connection, sql, error);

  return result != NULL;
}

static void
write_setting (LocalRestSql *sql,
               const char   *name,
               const char   *value)
{
  local_rest_sql_add (sql, sql->values->len == 0 ? "SELECT set_config(" : ", set_config(");
  local_rest_sql_value (sql, name);
  local_rest_sql_add (sql, ", ");
  local_rest_sql_value (sql, value);
  local_rest_sql_add (sql, ", true)");
}

static void
append_member (GString    *json,
               const char *name,
               const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autofree char *valid_name = g_utf8_make_valid (name, -1);

  if (json->len > 1)
    g_string_append_c (json, ',');
  local_rest_json_append (json, valid_name);
  g_string_append_c (json, ':');
  local_rest_json_append (json, valid);
}

static char *
write_headers (const LocalRequest *http)
{
  GString *json = g_string_new ("{");
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, http->headers);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    if (!g_str_equal (name, "cookie"))
      append_member (json, name, value);
  }
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

static char *
write_cookies (const LocalRequest *http)
{
  GString *json = g_string_new ("{");
  const char *header = local_request_get_header (http, "cookie");
  g_auto (GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", -1);

  for (char **cookie = cookies; *cookie != NULL; cookie++) {
    char *equals = strchr (*cookie, '=');

    if (equals == NULL)
      continue;
    *equals = '\0';
    append_member (json, g_strstrip (*cookie), g_strstrip (equals + 1));
  }
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

static void
write_settings (LocalRestSql *sql,
                GPtrArray    *settings)
{
  for (guint i = 0; settings != NULL && i + 1 < settings->len; i += 2)
    write_setting (sql, g_ptr_array_index (settings, i), g_ptr_array_index (settings, i + 1));
}

/* The settings of the role come before the role, which might not be allowed to set them. PostgREST, Query/PreQuery.hs */
static gboolean
take_on_role (LocalRestRequest         *request,
              PGconn                   *connection,
              const LocalRestStatement *statement,
              LocalRestError          **error)
{
  g_autoptr (LocalRestSql) sql = local_rest_sql_new ();
  g_autoptr (LocalRestSql) path = local_rest_sql_new ();
  g_autofree char *headers = write_headers (request->http);
  g_autofree char *cookies = write_cookies (request->http);
  g_autoptr (PGresult) result = NULL;

  local_rest_sql_name (path, request->schema_name);
  local_rest_sql_add (path, ", \"public\", \"extensions\"");
  write_setting (sql, "search_path", path->text->str);
  write_settings (sql, local_rest_schema_get_settings (request->schema, request->role));
  write_setting (sql, "role", request->role);
  write_setting (sql, "request.jwt.claims", request->claims);
  write_setting (sql, "request.method", request->http->method);
  write_setting (sql, "request.path", request->http->path);
  write_setting (sql, "request.headers", headers);
  write_setting (sql, "request.cookies", cookies);
  if (request->prefer->timezone != NULL)
    write_setting (sql, "timezone", request->prefer->timezone);
  write_settings (sql, statement->function != NULL ? statement->function->settings : NULL);
  result = execute (request, connection, sql, error);

  return result != NULL;
}

static char *
dup_value (PGresult *result,
           int       column)
{
  return PQgetisnull (result, 0, column) ? NULL : g_strdup (PQgetvalue (result, 0, column));
}

static gint64
get_number (PGresult *result,
            int       column,
            gint64    otherwise)
{
  return PQgetisnull (result, 0, column) ? otherwise : g_ascii_strtoll (PQgetvalue (result, 0, column), NULL, 10);
}

static LocalRestResult *
read_result (PGresult *result)
{
  LocalRestResult *self = g_new0 (LocalRestResult, 1);

  self->total = get_number (result, COLUMN_TOTAL, -1);
  self->n_rows = get_number (result, COLUMN_ROWS, 0);
  self->location = dup_value (result, COLUMN_LOCATION);
  self->body = PQgetisnull (result, 0, COLUMN_BODY) ? g_strdup ("") : dup_value (result, COLUMN_BODY);
  self->headers = dup_value (result, COLUMN_HEADERS);
  self->status = dup_value (result, COLUMN_STATUS);
  self->inserted = get_number (result, COLUMN_INSERTED, G_MAXINT64);

  return self;
}

/* What is found out too late to refuse the request is undone. */
static gboolean
check_result (LocalRestRequest         *request,
              const LocalRestStatement *statement,
              const LocalRestResult    *result,
              LocalRestError          **error)
{
  gboolean wants_one = statement->media->kind == LOCAL_REST_MEDIA_OBJECT
                       || statement->media->kind == LOCAL_REST_MEDIA_OBJECT_STRIPPED;
  gboolean is_limited = request->prefer->max_affected >= 0 && local_rest_prefer_is_strict (request->prefer)
                        && (request->action == LOCAL_REST_UPDATE || request->action == LOCAL_REST_DELETE
                            || local_rest_request_is_call (request));
  g_autofree char *details = NULL;

  if (request->action == LOCAL_REST_PUT) {
    if (result->n_rows == 1)
      return TRUE;
    *error = local_rest_error_new (400, "PGRST115", "Payload values do not match URL in primary key column(s)", NULL, NULL);
    return FALSE;
  }
  if (wants_one && result->n_rows != 1) {
    details = g_strdup_printf ("The result contains %" G_GINT64_FORMAT " rows", result->n_rows);
    *error = local_rest_error_new (406, "PGRST116", "Cannot coerce the result to a single JSON object", details, NULL);
    return FALSE;
  }
  if (is_limited && result->n_rows > request->prefer->max_affected) {
    details = g_strdup_printf ("The query affects %" G_GINT64_FORMAT " rows", result->n_rows);
    *error = local_rest_error_new (400, "PGRST124", "Query result exceeds max-affected preference constraint", details, NULL);
    return FALSE;
  }

  return TRUE;
}

/* The number of rows that the planner expects. */
static gint64
read_guess (PGresult *result)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *plans;

  if (!json_parser_load_from_data (parser, PQgetvalue (result, 0, 0), -1, NULL)
      || !JSON_NODE_HOLDS_ARRAY (json_parser_get_root (parser)))
    return -1;
  plans = json_node_get_array (json_parser_get_root (parser));

  return json_object_get_int_member (json_object_get_object_member (json_array_get_object_element (plans, 0), "Plan"), "Plan Rows");
}

static gboolean
guess_total (LocalRestRequest         *request,
             PGconn                   *connection,
             const LocalRestStatement *statement,
             LocalRestResult          *result,
             LocalRestError          **error)
{
  g_autoptr (PGresult) plan = NULL;
  gint64 guess;

  if (statement->count == NULL)
    return TRUE;
  plan = execute (request, connection, statement->count, error);
  if (plan == NULL)
    return FALSE;
  guess = read_guess (plan);
  if (local_rest_prefer_is (request->prefer->count, "planned"))
    result->total = guess;
  else if (result->total > LOCAL_REST_MAX_ROWS)
    result->total = MAX (result->total, guess);

  return TRUE;
}

static LocalRestResult *
run (LocalRestRequest         *request,
     PGconn                   *connection,
     const LocalRestStatement *statement,
     LocalRestError          **error)
{
  g_autoptr (LocalRestResult) result = NULL;
  g_autoptr (PGresult) rows = NULL;

  if (!execute_text (request, connection,
                     statement->is_read_only ? "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"
                                             : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
                     error)
      || !take_on_role (request, connection, statement, error))
    return NULL;
  rows = execute (request, connection, statement->sql, error);
  if (rows == NULL)
    return NULL;
  result = read_result (rows);
  if (!check_result (request, statement, result, error) || !guess_total (request, connection, statement, result, error)
      || !execute_text (request, connection, "COMMIT", error))
    return NULL;

  return g_steal_pointer (&result);
}

/* What a statement remarks on is of interest to nobody but who looks for a fault. */
static void
on_notice (void       *data,
           const char *message)
{
  g_debug ("%s", message);
}

static PGconn *
take_connection (LocalRestRequest  *request,
                 LocalRestError   **error)
{
  g_autoptr (GError) reason = NULL;
  PGconn *connection = local_pool_take (request->context->rest, &reason);

  if (connection == NULL)
    *error = local_rest_error_new (503, "PGRST000", "Database connection error. Retrying the connection.", reason->message, NULL);
  else
    PQsetNoticeProcessor (connection, on_notice, NULL);

  return connection;
}

/**
 * local_rest_transaction_run:
 * @request: what is asked for
 * @statement: what to run
 * @error: return location of an error
 *
 * Runs a statement in a transaction of its own, with the role and the settings of the request, so that row level security decides.
 *
 * Returns: (transfer full) (nullable): what it gave
 */
LocalRestResult *
local_rest_transaction_run (LocalRestRequest          *request,
                            const LocalRestStatement  *statement,
                            LocalRestError           **error)
{
  PGconn *connection = take_connection (request, error);
  LocalRestResult *result;

  if (connection == NULL)
    return NULL;
  result = run (request, connection, statement, error);
  local_pool_give (request->context->rest, connection);

  return result;
}

/**
 * local_rest_transaction_check_timezone:
 * @request: what is asked for
 * @error: return location of an error
 *
 * Counts a time zone that PostgreSQL does not know among the preferences that are not known.
 *
 * Returns: whether that could be found out
 */
gboolean
local_rest_transaction_check_timezone (LocalRestRequest  *request,
                                       LocalRestError   **error)
{
  g_autoptr (LocalRestSql) sql = local_rest_sql_new ();
  g_autoptr (PGresult) result = NULL;
  PGconn *connection;

  if (request->prefer->timezone == NULL)
    return TRUE;
  connection = take_connection (request, error);
  if (connection == NULL)
    return FALSE;
  local_rest_sql_add (sql, "SELECT 1 FROM pg_catalog.pg_timezone_names WHERE name = ");
  local_rest_sql_value (sql, request->prefer->timezone);
  result = execute (request, connection, sql, error);
  local_pool_give (request->context->rest, connection);
  if (result == NULL)
    return FALSE;
  if (PQntuples (result) == 0) {
    g_ptr_array_add (request->prefer->invalid, local_arena_printf (request->arena, "timezone=%s", request->prefer->timezone));
    request->prefer->timezone = NULL;
  }

  return TRUE;
}
