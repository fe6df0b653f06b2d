/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-statement.h"

#include <string.h>

#define SETTING(name) "nullif(current_setting('" name "', true), '')"

static const char csv_header[] =
  "(SELECT coalesce(string_agg(a.k, ','), '') FROM (SELECT json_object_keys(r)::text AS k FROM"
  " (SELECT row_to_json(hh) AS r FROM pgrst_source AS hh LIMIT 1) s) a)";
static const char csv_body[] =
  "coalesce(string_agg(substring(_postgrest_t::text, 2, length(_postgrest_t::text) - 2), E'\\n'), '')";

/* How PostgreSQL makes the body out of the rows. */
static void
write_body_column (LocalRestSql            *sql,
                   const LocalRestMedia    *media,
                   const LocalRestFunction *function)
{
  gboolean is_single = function != NULL && !function->is_set;
  gboolean is_scalar = function != NULL && !function->is_composite;
  gboolean strips = media->kind == LOCAL_REST_MEDIA_ARRAY_STRIPPED || media->kind == LOCAL_REST_MEDIA_OBJECT_STRIPPED;
  gboolean is_object = media->kind == LOCAL_REST_MEDIA_OBJECT || media->kind == LOCAL_REST_MEDIA_OBJECT_STRIPPED;
  const char *rows = is_scalar && (!is_object || is_single) ? "json_agg(_postgrest_t.pgrst_scalar)" : "json_agg(_postgrest_t)";

  if (media->kind == LOCAL_REST_MEDIA_CSV) {
    g_string_append_printf (sql->text, "%s || E'\\n' || %s", csv_header, csv_body);
    return;
  }
  if (media->kind == LOCAL_REST_MEDIA_GEOJSON) {
    local_rest_sql_add (sql, "json_build_object('type', 'FeatureCollection', 'features',"
                             " coalesce(json_agg(ST_AsGeoJSON(_postgrest_t)::json), '[]'))");
    return;
  }
  g_string_append_printf (sql->text, "coalesce(%s%s%s%s, '%s')", strips ? "json_strip_nulls(" : "", rows,
                          is_object || is_single ? "->0" : "", strips ? ")" : "", is_object || is_single ? "null" : "[]");
}

static void
write_tail (LocalRestSql *sql,
            gboolean      counts_inserted)
{
  local_rest_sql_add (sql, " AS body, " SETTING ("response.headers") " AS response_headers, "
                           SETTING ("response.status") " AS response_status, ");
  local_rest_sql_add (sql, counts_inserted ? SETTING ("pgrst.inserted") "::int" : "NULL");
  local_rest_sql_add (sql, " AS response_inserted FROM (");
}

static void
write_counted (LocalRestSql     *sql,
               LocalRestRequest *request,
               LocalRestNode    *root)
{
  if (!local_rest_prefer_counts (request->prefer))
    return;
  local_rest_sql_add (sql, ", pgrst_source_count AS (");
  local_rest_write_count (sql, root);
  if (local_rest_prefer_is (request->prefer->count, "estimated"))
    g_string_append_printf (sql->text, " LIMIT %d", LOCAL_REST_MAX_ROWS + 1);
  local_rest_sql_add (sql, ")");
}

static void
write_totals (LocalRestSql            *sql,
              LocalRestRequest        *request,
              const LocalRestFunction *function)
{
  gboolean counts = local_rest_prefer_counts (request->prefer);
  gboolean is_single = function != NULL && !function->is_set;

  local_rest_sql_add (sql, counts ? "(SELECT pg_catalog.count(*) FROM pgrst_source_count)" : "NULL::bigint");
  local_rest_sql_add (sql, " AS total_result_set, ");
  local_rest_sql_add (sql, is_single ? "1" : "pg_catalog.count(_postgrest_t)");
  local_rest_sql_add (sql, " AS page_total, NULL AS location, ");
}

static void
write_read (LocalRestSql         *sql,
            LocalRestRequest     *request,
            const LocalRestMedia *media,
            LocalRestNode        *root)
{
  local_rest_sql_add (sql, "WITH pgrst_source AS ( ");
  local_rest_write_select (sql, root);
  local_rest_sql_add (sql, " )");
  write_counted (sql, request, root);
  local_rest_sql_add (sql, " SELECT ");
  write_totals (sql, request, NULL);
  if (request->is_head)
    local_rest_sql_add (sql, "''");
  else
    write_body_column (sql, media, NULL);
  write_tail (sql, FALSE);
  local_rest_sql_add (sql, "SELECT * FROM pgrst_source ) _postgrest_t");
}

static void
write_called (LocalRestSql            *sql,
              LocalRestRequest        *request,
              const LocalRestMedia    *media,
              const LocalRestFunction *function,
              LocalRestNode           *root)
{
  local_rest_sql_add (sql, "WITH pgrst_source AS ( ");
  local_rest_write_call (sql, request, function, root);
  local_rest_sql_add (sql, " )");
  write_counted (sql, request, root);
  local_rest_sql_add (sql, " SELECT ");
  write_totals (sql, request, function);
  if (request->is_head)
    local_rest_sql_add (sql, "''");
  else
    write_body_column (sql, media, function);
  write_tail (sql, FALSE);
  local_rest_write_select (sql, root);
  local_rest_sql_add (sql, " ) _postgrest_t");
}

static void
write_location (LocalRestSql         *sql,
                const LocalRestTable *table)
{
  local_rest_sql_add (sql, "CASE WHEN pg_catalog.count(_postgrest_t) = 1 THEN (SELECT json_agg(json_build_array(d.key,"
                           " coalesce('eq.' || d.value, 'is.null'))) FROM (SELECT row_to_json(s) AS row FROM pgrst_source AS s LIMIT 1) r"
                           " CROSS JOIN json_each_text(r.row) AS d WHERE d.key IN (NULL");
  for (guint i = 0; i < table->key->len; i++) {
    local_rest_sql_add (sql, ", ");
    local_rest_sql_literal (sql, g_ptr_array_index (table->key, i));
  }
  local_rest_sql_add (sql, ")) END");
}

static gboolean
write_written (LocalRestSql         *sql,
               LocalRestRequest     *request,
               const LocalRestMedia *media,
               LocalRestNode        *root,
               LocalRestError      **error)
{
  gboolean full = local_rest_prefer_is (request->prefer->representation, "representation");
  gboolean is_insert = request->action == LOCAL_REST_INSERT;
  gboolean counts_inserted = request->action == LOCAL_REST_PUT
                             || (is_insert && local_rest_prefer_is (request->prefer->resolution, "merge-duplicates"));

  local_rest_sql_add (sql, "WITH pgrst_source AS ( ");
  if (!local_rest_write_mutation (sql, request, root, error))
    return FALSE;
  local_rest_sql_add (sql, " ) SELECT NULL AS total_result_set, pg_catalog.count(_postgrest_t) AS page_total, ");
  if (is_insert && local_rest_prefer_is (request->prefer->representation, "headers-only"))
    write_location (sql, root->scope.table);
  else
    local_rest_sql_add (sql, "NULL");
  local_rest_sql_add (sql, " AS location, ");
  if (full)
    write_body_column (sql, media, NULL);
  else
    local_rest_sql_add (sql, "''");
  write_tail (sql, counts_inserted);
  if (full)
    local_rest_write_select (sql, root);
  else
    local_rest_sql_add (sql, "SELECT * FROM pgrst_source");
  local_rest_sql_add (sql, " ) _postgrest_t");

  return TRUE;
}

static gboolean
choose_media (LocalRestRequest      *request,
              LocalRestStatement    *self,
              LocalRestError       **error)
{
  g_autofree char *list = NULL;

  self->media = local_rest_media_choose (request->arena, request->accepted);
  if (self->media != NULL)
    return TRUE;
  list = local_rest_media_list (request->accepted);
  *error = local_rest_error_printf (406, "PGRST107", "None of these media types are available: %s", list);

  return FALSE;
}

static gboolean
check_prefer (LocalRestRequest  *request,
              LocalRestError   **error)
{
  g_autofree char *list = NULL;
  g_autofree char *details = NULL;

  if (!local_rest_prefer_is_strict (request->prefer) || request->prefer->invalid->len == 0)
    return TRUE;
  g_ptr_array_add (request->prefer->invalid, NULL);
  list = g_strjoinv (", ", (char **) request->prefer->invalid->pdata);
  details = g_strconcat ("Invalid preferences: ", list, NULL);
  *error = local_rest_error_new (400, "PGRST122", "Invalid preferences given with handling=strict", details, NULL);

  return FALSE;
}

static gboolean
check_single_call (LocalRestRequest         *request,
                   const LocalRestFunction  *function,
                   LocalRestError          **error)
{
  if (function->is_set || !local_rest_prefer_is_strict (request->prefer) || request->prefer->max_affected < 0)
    return TRUE;
  *error = local_rest_error_new (400, "PGRST128",
                                 "Function must return SETOF or TABLE when max-affected preference is used with handling=strict",
                                 NULL, NULL);

  return FALSE;
}

static gboolean
build_call (LocalRestStatement  *self,
            LocalRestRequest    *request,
            LocalRestError     **error)
{
  LocalRestNode *root;

  self->function = local_rest_call_find (request, request->action == LOCAL_REST_CALL, error);
  if (self->function == NULL)
    return FALSE;
  self->is_read_only = request->action == LOCAL_REST_CALL_READ || !self->function->is_volatile;
  root = local_rest_plan_build (request, self->function->is_composite ? self->function->returns : self->function->name, error);
  if (root == NULL || !choose_media (request, self, error) || !check_prefer (request, error)
      || !check_single_call (request, self->function, error))
    return FALSE;
  write_called (self->sql, request, self->media, self->function, root);

  return TRUE;
}

static gboolean
build_table (LocalRestStatement  *self,
             LocalRestRequest    *request,
             LocalRestError     **error)
{
  LocalRestNode *root;

  self->table = local_rest_schema_get_table (request->schema, request->schema_name, request->name);
  if (self->table == NULL) {
    *error = local_rest_error_printf (404, "PGRST205", "Could not find the table '%s.%s' in the schema cache",
                                      request->schema_name, request->name);
    local_rest_error_take_hint (*error, local_rest_schema_suggest_table (request->schema, request->schema_name, request->name));
    return FALSE;
  }
  self->is_read_only = request->action == LOCAL_REST_READ;
  root = local_rest_plan_build (request, request->name, error);
  if (root == NULL)
    return FALSE;
  if (self->is_read_only) {
    if (!choose_media (request, self, error) || !check_prefer (request, error))
      return FALSE;
    write_read (self->sql, request, self->media, root);
  } else {
    self->media = local_rest_media_choose (request->arena, request->accepted);
    if (!write_written (self->sql, request, self->media != NULL ? self->media : local_rest_media_parse (request->arena, "*/*"), root,
                        error)
        || !check_prefer (request, error) || !choose_media (request, self, error))
      return FALSE;
  }
  if (self->is_read_only
      && (local_rest_prefer_is (request->prefer->count, "planned") || local_rest_prefer_is (request->prefer->count, "estimated"))) {
    self->count = local_rest_sql_new ();
    local_rest_sql_add (self->count, "EXPLAIN (FORMAT JSON) ");
    local_rest_write_count (self->count, root);
  }

  return TRUE;
}

/**
 * local_rest_statement_build:
 * @request: what is asked for
 * @error: return location of an error
 *
 * Turns a request for rows into one statement, in which PostgreSQL makes the body of the answer.
 *
 * Returns: (transfer full) (nullable): the statement
 */
LocalRestStatement *
local_rest_statement_build (LocalRestRequest  *request,
                            LocalRestError   **error)
{
  g_autoptr (LocalRestStatement) self = g_new0 (LocalRestStatement, 1);

  self->sql = local_rest_sql_new ();
  if (!(local_rest_request_is_call (request) ? build_call (self, request, error) : build_table (self, request, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * local_rest_statement_free:
 * @self: (transfer full): a statement
 *
 * Frees a statement.
 */
void
local_rest_statement_free (LocalRestStatement *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->sql, local_rest_sql_free);
  g_clear_pointer (&self->count, local_rest_sql_free);
  g_free (self);
}
