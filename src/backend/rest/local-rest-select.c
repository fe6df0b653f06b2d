/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-select.h"

static void
write_join_conditions (LocalRestSql  *sql,
                       LocalRestNode *node,
                       gboolean       is_first)
{
  const LocalRestRelation *relation = node->relation;
  gboolean is_many = relation != NULL && relation->cardinality == LOCAL_REST_MANY_TO_MANY;
  LocalRestScope middle = { NULL, NULL, NULL };

  if (relation == NULL || relation->cardinality == LOCAL_REST_COMPUTED)
    return;
  if (is_many)
    middle = (LocalRestScope) { relation->junction->schema, relation->junction->name, NULL };
  for (guint i = 0; is_many && i < relation->second_pairs->len; i++) {
    const LocalRestPair *pair = g_ptr_array_index (relation->second_pairs, i);

    local_rest_sql_add (sql, is_first ? " WHERE " : " AND ");
    is_first = FALSE;
    local_rest_write_column (sql, &middle, pair->to);
    local_rest_sql_add (sql, " = ");
    local_rest_write_column (sql, &node->scope, pair->from);
  }
  for (guint i = 0; i < relation->pairs->len; i++) {
    const LocalRestPair *pair = g_ptr_array_index (relation->pairs, i);

    local_rest_sql_add (sql, is_first ? " WHERE " : " AND ");
    is_first = FALSE;
    local_rest_write_column (sql, is_many ? &middle : &node->scope, pair->to);
    local_rest_sql_add (sql, " = ");
    local_rest_write_column (sql, &node->parent->scope, pair->from);
  }
}

static void
write_from (LocalRestSql  *sql,
            LocalRestNode *node)
{
  const LocalRestRelation *relation = node->relation;

  local_rest_sql_add (sql, " FROM ");
  local_rest_sql_qualified (sql, node->source_schema, node->source);
  if (relation != NULL && relation->cardinality == LOCAL_REST_COMPUTED) {
    local_rest_sql_add (sql, "(");
    local_rest_sql_name (sql, node->parent->scope.name);
    local_rest_sql_add (sql, "::");
    local_rest_sql_qualified (sql, relation->table->schema, relation->table->name);
    local_rest_sql_add (sql, ")");
  }
  if (node->scope.schema == NULL) {
    local_rest_sql_add (sql, " AS ");
    local_rest_sql_name (sql, node->scope.name);
  }
  if (relation != NULL && relation->cardinality == LOCAL_REST_MANY_TO_MANY) {
    local_rest_sql_add (sql, ", ");
    local_rest_sql_qualified (sql, relation->junction->schema, relation->junction->name);
  }
}

static const char *
separator (gboolean *is_first)
{
  gboolean was_first = *is_first;

  *is_first = FALSE;

  return was_first ? "" : ", ";
}

static void
write_item (LocalRestSql        *sql,
            LocalRestNode       *node,
            const LocalRestItem *item)
{
  local_rest_sql_add (sql, item->cast != NULL ? "CAST( " : "");
  local_rest_write_field (sql, &node->scope, &item->field);
  if (item->cast != NULL) {
    local_rest_sql_add (sql, " AS ");
    local_rest_sql_add (sql, item->cast);
    local_rest_sql_add (sql, " )");
  }
  if (item->alias != NULL) {
    local_rest_sql_add (sql, " AS ");
    local_rest_sql_name (sql, item->alias);
  }
}

/* The names of the columns that a spread gives its parent. */
static void
collect_spread (LocalRestNode *node,
                GPtrArray     *names)
{
  for (guint i = 0; i < node->fields->len; i++) {
    const LocalRestItem *item = g_ptr_array_index (node->fields, i);

    g_ptr_array_add (names, item->alias != NULL ? item->alias : item->field.name);
  }
  for (guint i = 0; i < node->children->len; i++) {
    LocalRestNode *child = g_ptr_array_index (node->children, i);

    if (child->is_spread)
      collect_spread (child, names);
    else if (!local_rest_node_is_empty (child))
      g_ptr_array_add (names, (gpointer) local_rest_node_get_name (child));
  }
}

static void
write_embed_columns (LocalRestSql  *sql,
                     LocalRestNode *child,
                     gboolean      *is_first)
{
  if (child->is_spread) {
    g_autoptr (GPtrArray) names = g_ptr_array_new ();

    collect_spread (child, names);
    for (guint i = 0; i < names->len; i++) {
      local_rest_sql_add (sql, separator (is_first));
      local_rest_sql_qualified (sql, child->label, g_ptr_array_index (names, i));
    }
    return;
  }
  if (local_rest_node_is_empty (child))
    return;
  local_rest_sql_add (sql, separator (is_first));
  if (local_rest_node_is_to_one (child)) {
    local_rest_sql_add (sql, "row_to_json(");
    local_rest_sql_qualified (sql, child->label, "*");
    local_rest_sql_add (sql, ")::jsonb AS ");
  } else {
    local_rest_sql_add (sql, "COALESCE( ");
    local_rest_sql_qualified (sql, child->label, child->label);
    local_rest_sql_add (sql, ", '[]') AS ");
  }
  local_rest_sql_name (sql, local_rest_node_get_name (child));
}

static gboolean
is_many_spread (LocalRestNode *node)
{
  return node->is_spread && node->relation != NULL && !local_rest_node_is_to_one (node);
}

/* The name of what a to-many spread is sorted by, which its parent sorts the arrays by. */
static char *
name_sort_column (LocalRestNode        *node,
                  const LocalRestOrder *order,
                  guint                 place)
{
  return g_strdup_printf ("%s_%s_%u", node->label, order->field.name, place + 1);
}

static void
write_sort_columns (LocalRestSql  *sql,
                    LocalRestNode *node,
                    gboolean      *is_first)
{
  for (guint i = 0; i < node->order->len; i++) {
    const LocalRestOrder *order = g_ptr_array_index (node->order, i);
    LocalRestScope related = { NULL, order->relation, NULL };
    g_autofree char *name = name_sort_column (node, order, i);

    local_rest_sql_add (sql, separator (is_first));
    local_rest_write_field (sql, order->relation != NULL ? &related : &node->scope, &order->field);
    local_rest_sql_add (sql, " AS ");
    local_rest_sql_name (sql, name);
  }
}

static void
write_sorted_by (LocalRestSql  *sql,
                 LocalRestNode *node)
{
  for (guint i = 0; i < node->order->len; i++) {
    const LocalRestOrder *order = g_ptr_array_index (node->order, i);
    g_autofree char *name = name_sort_column (node, order, i);

    local_rest_sql_add (sql, i == 0 ? " ORDER BY " : ", ");
    local_rest_sql_qualified (sql, node->label, name);
    local_rest_sql_add (sql, " ");
    local_rest_sql_add (sql, order->direction);
    local_rest_sql_add (sql, " ");
    local_rest_sql_add (sql, order->nulls);
  }
}

static void
write_aggregate (LocalRestSql  *sql,
                 LocalRestNode *child)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  local_rest_sql_add (sql, "SELECT json_agg(");
  local_rest_sql_name (sql, child->label);
  local_rest_sql_add (sql, ")::jsonb AS ");
  local_rest_sql_name (sql, child->label);
  if (child->is_spread)
    collect_spread (child, names);
  for (guint i = 0; i < names->len; i++) {
    local_rest_sql_add (sql, ", COALESCE(json_agg(");
    local_rest_sql_qualified (sql, child->label, g_ptr_array_index (names, i));
    write_sorted_by (sql, child);
    local_rest_sql_add (sql, "),'[]')::jsonb AS ");
    local_rest_sql_name (sql, g_ptr_array_index (names, i));
  }
  local_rest_sql_add (sql, " FROM (");
}

static void
write_join (LocalRestSql  *sql,
            LocalRestNode *child)
{
  gboolean is_to_one = local_rest_node_is_to_one (child);

  local_rest_sql_add (sql, child->is_inner ? " INNER JOIN LATERAL ( " : " LEFT JOIN LATERAL ( ");
  if (!is_to_one)
    write_aggregate (sql, child);
  local_rest_write_select (sql, child);
  if (!is_to_one) {
    local_rest_sql_add (sql, " ) AS ");
    local_rest_sql_name (sql, child->label);
  }
  local_rest_sql_add (sql, " ) AS ");
  local_rest_sql_name (sql, child->label);
  local_rest_sql_add (sql, " ON ");
  if (!is_to_one && child->is_inner) {
    local_rest_sql_name (sql, child->label);
    local_rest_sql_add (sql, " IS NOT NULL");
  } else {
    local_rest_sql_add (sql, "TRUE");
  }
}

/**
 * local_rest_write_select:
 * @sql: a statement
 * @node: what is read
 *
 * Writes a SELECT; what is embedded is joined to it.
 */
void
local_rest_write_select (LocalRestSql  *sql,
                         LocalRestNode *node)
{
  gboolean is_first = TRUE;

  local_rest_sql_add (sql, "SELECT ");
  if (node->fields->len == 0 && node->children->len == 0) {
    local_rest_write_column (sql, &node->scope, "*");
    is_first = FALSE;
  }
  for (guint i = 0; i < node->fields->len; i++) {
    local_rest_sql_add (sql, separator (&is_first));
    write_item (sql, node, g_ptr_array_index (node->fields, i));
  }
  if (is_many_spread (node))
    write_sort_columns (sql, node, &is_first);
  for (guint i = 0; i < node->children->len; i++)
    write_embed_columns (sql, g_ptr_array_index (node->children, i), &is_first);

  write_from (sql, node);
  for (guint i = 0; i < node->children->len; i++)
    write_join (sql, g_ptr_array_index (node->children, i));
  local_rest_write_where (sql, &node->scope, node->where);
  write_join_conditions (sql, node, node->where->len == 0);
  if (!is_many_spread (node))
    local_rest_write_order (sql, &node->scope, node->order);
  local_rest_write_range (sql, node->range);
}

/* What is not joined is looked for, where a condition is about it. */
static void
write_count_logic (LocalRestSql         *sql,
                   LocalRestNode        *node,
                   const LocalRestLogic *logic)
{
  if (logic->members != NULL) {
    local_rest_sql_add (sql, logic->negated ? "NOT (" : "(");
    for (guint i = 0; i < logic->members->len; i++) {
      local_rest_sql_add (sql, i == 0 ? "" : logic->is_or ? " OR " : " AND ");
      write_count_logic (sql, node, g_ptr_array_index (logic->members, i));
    }
    local_rest_sql_add (sql, ")");
    return;
  }
  if (logic->embed == NULL) {
    local_rest_write_operation (sql, &node->scope, logic);
    return;
  }
  for (guint i = 0; i < node->children->len; i++) {
    LocalRestNode *child = g_ptr_array_index (node->children, i);

    if (g_str_equal (child->label, logic->embed)) {
      local_rest_sql_add (sql, logic->operation.negated ? "EXISTS (" : "NOT EXISTS (");
      local_rest_write_count (sql, child);
      local_rest_sql_add (sql, ")");
      return;
    }
  }
}

/**
 * local_rest_write_count:
 * @sql: a statement
 * @node: what is read
 *
 * Writes a SELECT with as many rows as there would be without a limit.
 */
void
local_rest_write_count (LocalRestSql  *sql,
                        LocalRestNode *node)
{
  gboolean is_first = TRUE;

  local_rest_sql_add (sql, "SELECT 1");
  write_from (sql, node);
  for (guint i = 0; i < node->where->len; i++) {
    local_rest_sql_add (sql, is_first ? " WHERE " : " AND ");
    is_first = FALSE;
    write_count_logic (sql, node, g_ptr_array_index (node->where, i));
  }
  write_join_conditions (sql, node, is_first);
  is_first = is_first && (node->relation == NULL || node->relation->cardinality == LOCAL_REST_COMPUTED);
  for (guint i = 0; i < node->children->len; i++) {
    LocalRestNode *child = g_ptr_array_index (node->children, i);

    if (!child->is_inner)
      continue;
    local_rest_sql_add (sql, is_first ? " WHERE EXISTS (" : " AND EXISTS (");
    is_first = FALSE;
    local_rest_write_count (sql, child);
    local_rest_sql_add (sql, ")");
  }
}
