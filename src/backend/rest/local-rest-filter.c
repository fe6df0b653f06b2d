/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-select.h"

#include <string.h>

/**
 * local_rest_write_column:
 * @sql: a statement
 * @scope: what the column belongs to
 * @name: its name, or "*"
 *
 * Writes a column.
 */
void
local_rest_write_column (LocalRestSql         *sql,
                         const LocalRestScope *scope,
                         const char           *name)
{
  if (scope->schema != NULL) {
    local_rest_sql_name (sql, scope->schema);
    local_rest_sql_add (sql, ".");
  }
  local_rest_sql_qualified (sql, scope->name, name);
}

static void
write_path (LocalRestSql *sql,
            GPtrArray    *path)
{
  for (guint i = 0; i < path->len; i++) {
    const LocalRestStep *step = g_ptr_array_index (path, i);

    local_rest_sql_add (sql, step->as_text ? "->>" : "->");
    local_rest_sql_value (sql, step->key);
    if (step->is_index)
      local_rest_sql_add (sql, "::int");
  }
}

/**
 * local_rest_write_field:
 * @sql: a statement
 * @scope: what the column belongs to
 * @field: a column and the path into it
 *
 * Writes a field. A path leads as well into what is no JSON, such as arrays.
 */
void
local_rest_write_field (LocalRestSql         *sql,
                        const LocalRestScope *scope,
                        const LocalRestField *field)
{
  const LocalRestColumn *column = scope->table != NULL ? local_rest_table_get_column (scope->table, field->name) : NULL;
  gboolean convert = field->path->len > 0
                     && (column == NULL || (!g_str_equal (column->type, "json") && !g_str_equal (column->type, "jsonb")));

  local_rest_sql_add (sql, convert ? "to_jsonb(" : "");
  local_rest_write_column (sql, scope, field->name);
  local_rest_sql_add (sql, convert ? ")" : "");
  write_path (sql, field->path);
}

/* The words of a text are searched as those of the same language. */
static void
write_searched (LocalRestSql         *sql,
                const LocalRestScope *scope,
                const LocalRestLogic *logic)
{
  const LocalRestColumn *column = scope->table != NULL ? local_rest_table_get_column (scope->table, logic->field.name) : NULL;

  if (column != NULL && column->is_tsvector) {
    local_rest_write_field (sql, scope, &logic->field);
    return;
  }
  local_rest_sql_add (sql, "to_tsvector(");
  if (logic->operation.language != NULL) {
    local_rest_sql_value (sql, logic->operation.language);
    local_rest_sql_add (sql, ", ");
  }
  local_rest_write_field (sql, scope, &logic->field);
  local_rest_sql_add (sql, ")");
}

static void
write_search (LocalRestSql             *sql,
              const LocalRestOperation *operation)
{
  local_rest_sql_add (sql, " @@ ");
  local_rest_sql_add (sql, operation->sql);
  local_rest_sql_add (sql, "(");
  if (operation->language != NULL) {
    local_rest_sql_value (sql, operation->language);
    local_rest_sql_add (sql, ", ");
  }
  local_rest_sql_value (sql, operation->value);
  local_rest_sql_add (sql, ")");
}

static void
write_in (LocalRestSql *sql,
          GPtrArray    *values)
{
  if (values->len == 1 && *(char *) g_ptr_array_index (values, 0) == '\0') {
    local_rest_sql_add (sql, " = ANY ('{}')");
    return;
  }
  local_rest_sql_add (sql, " = ANY (");
  local_rest_sql_array (sql, values);
  local_rest_sql_add (sql, ")");
}

static void
write_operand (LocalRestSql             *sql,
               const LocalRestOperation *operation)
{
  g_autofree char *value = g_strdup (operation->value);

  if (operation->kind == LOCAL_REST_OPERATION_LIKE)
    g_strdelimit (value, "*", '%');
  local_rest_sql_add (sql, " ");
  local_rest_sql_add (sql, operation->sql);
  local_rest_sql_add (sql, " ");
  if (operation->quantifier != NULL) {
    local_rest_sql_add (sql, operation->quantifier);
    local_rest_sql_add (sql, "(");
  }
  local_rest_sql_value (sql, value);
  local_rest_sql_add (sql, operation->quantifier != NULL ? ")" : "");
}

/**
 * local_rest_write_operation:
 * @sql: a statement
 * @scope: what the column belongs to
 * @logic: a filter that is about a column
 *
 * Writes a filter.
 */
void
local_rest_write_operation (LocalRestSql         *sql,
                            const LocalRestScope *scope,
                            const LocalRestLogic *logic)
{
  const LocalRestOperation *operation = &logic->operation;

  local_rest_sql_add (sql, operation->negated ? "NOT " : "");
  if (operation->kind == LOCAL_REST_OPERATION_SEARCH)
    write_searched (sql, scope, logic);
  else
    local_rest_write_field (sql, scope, &logic->field);

  switch (operation->kind) {
  case LOCAL_REST_OPERATION_SEARCH:
    write_search (sql, operation);
    break;
  case LOCAL_REST_OPERATION_IN:
    write_in (sql, operation->values);
    break;
  case LOCAL_REST_OPERATION_IS:
    local_rest_sql_add (sql, " IS ");
    local_rest_sql_add (sql, operation->sql);
    break;
  case LOCAL_REST_OPERATION_BINARY:
  case LOCAL_REST_OPERATION_LIKE:
  case LOCAL_REST_OPERATION_DISTINCT:
  default:
    write_operand (sql, operation);
    break;
  }
}

/**
 * local_rest_write_logic:
 * @sql: a statement
 * @scope: what the columns belong to
 * @logic: a condition
 *
 * Writes a condition.
 */
void
local_rest_write_logic (LocalRestSql         *sql,
                        const LocalRestScope *scope,
                        const LocalRestLogic *logic)
{
  if (logic->members != NULL) {
    local_rest_sql_add (sql, logic->negated ? "NOT (" : "(");
    for (guint i = 0; i < logic->members->len; i++) {
      local_rest_sql_add (sql, i == 0 ? "" : logic->is_or ? " OR " : " AND ");
      local_rest_write_logic (sql, scope, g_ptr_array_index (logic->members, i));
    }
    local_rest_sql_add (sql, ")");
  } else if (logic->embed != NULL) {
    local_rest_sql_name (sql, logic->embed);
    local_rest_sql_add (sql, logic->operation.negated ? " IS DISTINCT FROM NULL" : " IS NOT DISTINCT FROM NULL");
  } else {
    local_rest_write_operation (sql, scope, logic);
  }
}

/**
 * local_rest_write_where:
 * @sql: a statement
 * @scope: what the columns belong to
 * @logic: (element-type LocalRestLogic): conditions
 *
 * Writes a WHERE, unless there is no condition.
 */
void
local_rest_write_where (LocalRestSql         *sql,
                        const LocalRestScope *scope,
                        GPtrArray            *logic)
{
  for (guint i = 0; i < logic->len; i++) {
    local_rest_sql_add (sql, i == 0 ? " WHERE " : " AND ");
    local_rest_write_logic (sql, scope, g_ptr_array_index (logic, i));
  }
}

/**
 * local_rest_write_order:
 * @sql: a statement
 * @scope: what the columns belong to
 * @order: (element-type LocalRestOrder): what to sort by
 *
 * Writes an ORDER BY, unless there is nothing to sort by.
 */
void
local_rest_write_order (LocalRestSql         *sql,
                        const LocalRestScope *scope,
                        GPtrArray            *order)
{
  for (guint i = 0; i < order->len; i++) {
    const LocalRestOrder *term = g_ptr_array_index (order, i);
    LocalRestScope related = { NULL, term->relation, NULL };

    local_rest_sql_add (sql, i == 0 ? " ORDER BY " : ", ");
    local_rest_write_field (sql, term->relation != NULL ? &related : scope, &term->field);
    local_rest_sql_add (sql, " ");
    local_rest_sql_add (sql, term->direction);
    local_rest_sql_add (sql, " ");
    local_rest_sql_add (sql, term->nulls);
  }
}

/**
 * local_rest_write_range:
 * @sql: a statement
 * @range: which rows
 *
 * Writes LIMIT and OFFSET, unless all rows are wanted.
 */
void
local_rest_write_range (LocalRestSql   *sql,
                        LocalRestRange  range)
{
  if (local_rest_range_is_all (range))
    return;
  local_rest_sql_add (sql, " LIMIT ");
  if (range.upper == G_MAXINT64)
    local_rest_sql_add (sql, "ALL");
  else
    local_rest_sql_number (sql, MAX (range.upper - range.lower + 1, 0));
  local_rest_sql_add (sql, " OFFSET ");
  local_rest_sql_number (sql, range.lower);
}
