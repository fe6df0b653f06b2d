/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-write.h"

#include <string.h>

static gboolean
is_object (const char *body)
{
  return body[strspn (body, " \t\r\n")] == '{';
}

/* An object of the defaults, under which each row is laid. */
static void
write_defaults (LocalRestSql *sql,
                const char   *body,
                GPtrArray    *fields)
{
  gboolean is_first = TRUE;

  local_rest_sql_add (sql, is_object (body) ? "LATERAL (SELECT jsonb_build_object(" : "LATERAL (SELECT jsonb_agg(jsonb_build_object(");
  for (guint i = 0; i < fields->len; i++) {
    const LocalRestBodyField *field = g_ptr_array_index (fields, i);

    if (field->default_value == NULL)
      continue;
    local_rest_sql_add (sql, is_first ? "" : ", ");
    is_first = FALSE;
    local_rest_sql_literal (sql, field->name);
    local_rest_sql_add (sql, ", ");
    local_rest_sql_add (sql, field->default_value);
  }
  local_rest_sql_add (sql, is_object (body)
                             ? ") || pgrst_payload.json_data AS val) pgrst_json_defs, "
                             : ") || elem) AS val FROM jsonb_array_elements(pgrst_payload.json_data) elem) pgrst_json_defs, ");
}

static void
write_names (LocalRestSql *sql,
             GPtrArray    *fields,
             const char   *qualifier,
             gboolean      with_types)
{
  for (guint i = 0; i < fields->len; i++) {
    const LocalRestBodyField *field = g_ptr_array_index (fields, i);

    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_sql_qualified (sql, qualifier, field->name);
    if (with_types) {
      local_rest_sql_add (sql, " ");
      local_rest_sql_add (sql, field->type);
    }
  }
}

/**
 * local_rest_write_body:
 * @sql: a statement
 * @body: the body of a request, in JSON
 * @fields: (element-type LocalRestBodyField): what to take out of it
 * @flags: how
 *
 * Writes the rows of a body as a table "pgrst_body"; PostgreSQL takes them out of the JSON.
 */
void
local_rest_write_body (LocalRestSql       *sql,
                       const char         *body,
                       GPtrArray          *fields,
                       LocalRestBodyFlags  flags)
{
  gboolean defaults = (flags & LOCAL_REST_BODY_DEFAULTS) != 0;
  const char *type = defaults ? "jsonb" : "json";
  const char *source = defaults ? "pgrst_json_defs.val" : "pgrst_payload.json_data";

  if ((flags & LOCAL_REST_BODY_SELECT) != 0) {
    local_rest_sql_add (sql, "SELECT ");
    write_names (sql, fields, "pgrst_body", FALSE);
    local_rest_sql_add (sql, " ");
  }
  local_rest_sql_add (sql, "FROM (SELECT ");
  local_rest_sql_value (sql, body);
  g_string_append_printf (sql->text, "::%s AS json_data) pgrst_payload, ", type);
  if (defaults)
    write_defaults (sql, body, fields);
  local_rest_sql_add (sql, "LATERAL (SELECT ");
  write_names (sql, fields, NULL, FALSE);
  if (fields->len > 0) {
    g_string_append_printf (sql->text, " FROM %s_to_record%s(%s) AS _(", type, is_object (body) ? "" : "set", source);
    write_names (sql, fields, NULL, TRUE);
    local_rest_sql_add (sql, (flags & LOCAL_REST_BODY_ONE) != 0 ? ") LIMIT 1" : ")");
  } else if (is_object (body)) {
    local_rest_sql_add (sql, " FROM (VALUES (1)) _");
  } else {
    g_string_append_printf (sql->text, " FROM %s_array_elements(%s) _", type, source);
  }
  local_rest_sql_add (sql, ") pgrst_body ");
}

static GPtrArray *
find_fields (LocalRestRequest      *request,
             const LocalRestTable  *table,
             LocalRestError       **error)
{
  GPtrArray *fields = local_arena_array (request->arena);

  for (guint i = 0; i < request->keys->len; i++) {
    const char *key = g_ptr_array_index (request->keys, i);
    const LocalRestColumn *column = local_rest_table_get_column (table, key);
    LocalRestBodyField *field = local_arena_new0 (request->arena, LocalRestBodyField);

    if (column == NULL) {
      *error = local_rest_error_printf (400, "PGRST204", "Could not find the '%s' column of '%s' in the schema cache", key,
                                        table->name);
      return NULL;
    }
    field->name = column->name;
    field->type = column->type;
    field->default_value = column->default_value;
    g_ptr_array_add (fields, field);
  }

  return fields;
}

/* Counts up for each row that is put in, and down again for one that was there: so it is known whether any was new. */
static void
write_counter (LocalRestSql *sql,
               gboolean      up)
{
  g_string_append_printf (sql->text,
                          "set_config('pgrst.inserted', (coalesce(nullif(current_setting('pgrst.inserted', true), '')::int, 0) "
                          "%c 1)::text, true) <> '%d'",
                          up ? '+' : '-', up ? 0 : -1);
}

static void
write_conflict (LocalRestSql     *sql,
                LocalRestRequest *request,
                GPtrArray        *fields,
                GPtrArray        *columns,
                gboolean          merge)
{
  local_rest_sql_add (sql, "ON CONFLICT (");
  for (guint i = 0; i < columns->len; i++) {
    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_sql_name (sql, g_ptr_array_index (columns, i));
  }
  if (!merge || fields->len == 0) {
    local_rest_sql_add (sql, ") DO NOTHING ");
    return;
  }
  local_rest_sql_add (sql, ") DO UPDATE SET ");
  for (guint i = 0; i < fields->len; i++) {
    const LocalRestBodyField *field = g_ptr_array_index (fields, i);

    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_sql_name (sql, field->name);
    local_rest_sql_add (sql, " = EXCLUDED.");
    local_rest_sql_name (sql, field->name);
  }
  local_rest_sql_add (sql, " WHERE ");
  write_counter (sql, FALSE);
  local_rest_sql_add (sql, " ");
}

static GPtrArray *
collect_logic (LocalRestRequest *request)
{
  GPtrArray *logic = local_arena_array (request->arena);
  GPtrArray *sources[] = { request->query->filters, request->query->logic };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++) {
    for (guint j = 0; j < sources[i]->len; j++) {
      const LocalRestCondition *condition = g_ptr_array_index (sources[i], j);

      if (condition->path->len == 0)
        g_ptr_array_add (logic, condition->logic);
    }
  }

  return logic;
}

static void
write_insert (LocalRestSql         *sql,
              LocalRestRequest     *request,
              const LocalRestTable *table,
              GPtrArray            *fields)
{
  gboolean is_put = request->action == LOCAL_REST_PUT;
  gboolean merge = is_put || local_rest_prefer_is (request->prefer->resolution, "merge-duplicates");
  gboolean resolve = is_put || request->prefer->resolution != NULL;
  gboolean defaults = !is_put && local_rest_prefer_is (request->prefer->missing, "default");
  GPtrArray *conflict = !is_put && request->query->on_conflict != NULL ? request->query->on_conflict : table->key;

  local_rest_sql_add (sql, "INSERT INTO ");
  local_rest_sql_qualified (sql, table->schema, table->name);
  local_rest_sql_add (sql, " ");
  if (fields->len > 0) {
    local_rest_sql_add (sql, "(");
    write_names (sql, fields, NULL, FALSE);
    local_rest_sql_add (sql, ") ");
  }
  local_rest_write_body (sql, request->body, fields,
                         LOCAL_REST_BODY_SELECT | (defaults ? LOCAL_REST_BODY_DEFAULTS : 0));
  if (resolve && merge) {
    local_rest_sql_add (sql, "WHERE ");
    write_counter (sql, TRUE);
    local_rest_sql_add (sql, " ");
  }
  if (is_put) {
    GPtrArray *logic = collect_logic (request);
    LocalRestScope scope = { NULL, "pgrst_body", table };

    for (guint i = 0; i < logic->len; i++) {
      local_rest_sql_add (sql, "AND ");
      local_rest_write_logic (sql, &scope, g_ptr_array_index (logic, i));
      local_rest_sql_add (sql, " ");
    }
  }
  if (resolve && conflict->len > 0)
    write_conflict (sql, request, fields, conflict, merge);
}

static void
write_update (LocalRestSql         *sql,
              LocalRestRequest     *request,
              const LocalRestTable *table,
              GPtrArray            *fields)
{
  LocalRestScope scope = { table->schema, table->name, table };
  gboolean defaults = local_rest_prefer_is (request->prefer->missing, "default");

  local_rest_sql_add (sql, "UPDATE ");
  local_rest_sql_qualified (sql, table->schema, table->name);
  local_rest_sql_add (sql, " SET ");
  for (guint i = 0; i < fields->len; i++) {
    const LocalRestBodyField *field = g_ptr_array_index (fields, i);

    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_sql_name (sql, field->name);
    local_rest_sql_add (sql, " = ");
    local_rest_sql_qualified (sql, "pgrst_body", field->name);
  }
  local_rest_sql_add (sql, " ");
  local_rest_write_body (sql, request->body, fields, defaults ? LOCAL_REST_BODY_DEFAULTS : 0);
  local_rest_write_where (sql, &scope, collect_logic (request));
  local_rest_sql_add (sql, " ");
}

/* With nothing to change there is no UPDATE, but what is selected must have its columns. */
static void
write_no_update (LocalRestSql         *sql,
                 const LocalRestTable *table,
                 GPtrArray            *returned)
{
  local_rest_sql_add (sql, returned->len == 0 ? "SELECT NULL" : "SELECT ");
  for (guint i = 0; i < returned->len; i++) {
    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_sql_qualified (sql, table->name, g_ptr_array_index (returned, i));
  }
  local_rest_sql_add (sql, " FROM ");
  local_rest_sql_qualified (sql, table->schema, table->name);
  local_rest_sql_add (sql, " WHERE false");
}

static void
write_returning (LocalRestSql         *sql,
                 const LocalRestTable *table,
                 GPtrArray            *returned)
{
  LocalRestScope scope = { table->schema, table->name, table };

  local_rest_sql_add (sql, returned->len == 0 ? "RETURNING 1" : "RETURNING ");
  for (guint i = 0; i < returned->len; i++) {
    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_write_column (sql, &scope, g_ptr_array_index (returned, i));
  }
}

/* A PUT names the whole key of the row, and nothing else. */
static gboolean
check_put (LocalRestRequest      *request,
           const LocalRestTable  *table,
           LocalRestError       **error)
{
  GPtrArray *names = request->query->filter_names;
  gboolean good = request->query->logic->len == 0 && table->key->len > 0;

  for (guint i = 0; i < names->len && good; i++)
    good = g_ptr_array_find_with_equal_func (table->key, g_ptr_array_index (names, i), g_str_equal, NULL);
  for (guint i = 0; i < table->key->len && good; i++)
    good = g_ptr_array_find_with_equal_func (names, g_ptr_array_index (table->key, i), g_str_equal, NULL);
  for (guint i = 0; i < request->query->filters->len && good; i++) {
    const LocalRestOperation *operation
      = &((LocalRestCondition *) g_ptr_array_index (request->query->filters, i))->logic->operation;

    good = !operation->negated && operation->quantifier == NULL && g_str_equal (operation->name, "eq");
  }
  if (!good)
    *error = local_rest_error_new (405, "PGRST105",
                                   "Filters must include all and only primary key columns with 'eq' operators", NULL, NULL);

  return good;
}

/**
 * local_rest_write_mutation:
 * @sql: a statement
 * @request: what is asked for: an insert, update, put or delete
 * @root: what is answered of the rows
 * @error: return location of an error
 *
 * Writes the statement that changes rows, and gives those columns of them that the answer needs.
 *
 * Returns: whether it can be done
 */
gboolean
local_rest_write_mutation (LocalRestSql      *sql,
                           LocalRestRequest  *request,
                           LocalRestNode     *root,
                           LocalRestError   **error)
{
  const LocalRestTable *table = root->scope.table;
  gboolean returns = request->prefer->representation != NULL && !local_rest_prefer_is (request->prefer->representation, "minimal");
  GPtrArray *returned = local_arena_array (request->arena);
  GPtrArray *fields;

  if (request->action == LOCAL_REST_PUT && !check_put (request, table, error))
    return FALSE;
  fields = find_fields (request, table, error);
  if (fields == NULL)
    return FALSE;
  if (returns)
    returned = local_rest_plan_get_needs (root, request->arena, table->key);

  if (request->action == LOCAL_REST_DELETE) {
    LocalRestScope scope = { table->schema, table->name, table };

    local_rest_sql_add (sql, "DELETE FROM ");
    local_rest_sql_qualified (sql, table->schema, table->name);
    local_rest_write_where (sql, &scope, collect_logic (request));
    local_rest_sql_add (sql, " ");
  } else if (request->action != LOCAL_REST_UPDATE) {
    write_insert (sql, request, table, fields);
  } else if (fields->len > 0) {
    write_update (sql, request, table, fields);
  } else {
    write_no_update (sql, table, returned);
    return TRUE;
  }
  write_returning (sql, table, returned);

  return TRUE;
}
