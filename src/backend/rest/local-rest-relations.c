/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-schema-load.h"

#include <stdlib.h>

#include "database/local-statement.h"

/* A foreign key whose columns are just those of a key of its own table leads to one row both ways. */
static const char keys_sql[] =
  "select f.conrelid, f.confrelid, f.conname, pg_catalog.array_to_string(f.conkey, E'\\n'),"
  "  pg_catalog.array_to_string(f.confkey, E'\\n'),"
  "  exists (select from pg_catalog.pg_constraint u where u.conrelid = f.conrelid and u.contype in ('p', 'u')"
  "    and u.conkey @> f.conkey and u.conkey <@ f.conkey)"
  " from pg_catalog.pg_constraint f where f.contype = 'f' and f.conparentid = 0"
  " order by f.conrelid, f.conname";

/* What is being loaded, with the columns of all views, and the names of all columns. */
typedef struct {
  LocalRestSchema *schema;
  GPtrArray *view_columns;
  GHashTable *column_names;
} Load;

static LocalRestRelation *
add_relation (LocalRestSchema      *self,
              LocalRestCardinality  cardinality,
              const LocalRestTable *table,
              const LocalRestTable *target,
              char                 *constraint,
              GPtrArray            *pairs)
{
  LocalRestRelation *relation = local_arena_new0 (self->arena, LocalRestRelation);

  relation->cardinality = cardinality;
  relation->table = table;
  relation->target = target;
  relation->constraint = constraint;
  relation->pairs = pairs;
  g_ptr_array_add (self->relations, relation);

  return relation;
}

static void
add_pair (LocalRestSchema *self,
          GPtrArray       *pairs,
          const char      *from,
          const char      *to)
{
  LocalRestPair *pair = local_arena_new0 (self->arena, LocalRestPair);

  pair->from = from;
  pair->to = to;
  g_ptr_array_add (pairs, pair);
}

static GPtrArray *
swap_pairs (LocalRestSchema *self,
            GPtrArray       *pairs)
{
  GPtrArray *swapped = local_arena_array (self->arena);

  for (guint i = 0; i < pairs->len; i++) {
    const LocalRestPair *pair = g_ptr_array_index (pairs, i);

    add_pair (self, swapped, pair->to, pair->from);
  }

  return swapped;
}

static const char *
get_column (Load  *load,
            guint  table,
            int    number)
{
  g_autofree char *key = local_rest_column_key (table, number);

  return g_hash_table_lookup (load->column_names, key);
}

static gboolean
add_keys (Load      *load,
          PGconn    *connection,
          GError   **error)
{
  LocalRestSchema *self = load->schema;
  g_autoptr (PGresult) result = local_statement_run (connection, error, keys_sql, 0, NULL);

  if (result == NULL)
    return FALSE;
  for (int row = 0; row < PQntuples (result); row++) {
    guint from = (guint) strtoul (PQgetvalue (result, row, 0), NULL, 10);
    guint to = (guint) strtoul (PQgetvalue (result, row, 1), NULL, 10);
    const LocalRestTable *table = g_hash_table_lookup (self->tables_by_oid, GUINT_TO_POINTER (from));
    const LocalRestTable *target = g_hash_table_lookup (self->tables_by_oid, GUINT_TO_POINTER (to));
    GPtrArray *columns = local_rest_split_array (self->arena, PQgetvalue (result, row, 3));
    GPtrArray *target_columns = local_rest_split_array (self->arena, PQgetvalue (result, row, 4));
    GPtrArray *pairs = local_arena_array (self->arena);

    if (table == NULL || target == NULL)
      continue;
    for (guint i = 0; i < columns->len; i++)
      add_pair (self, pairs, get_column (load, from, atoi (g_ptr_array_index (columns, i))),
                get_column (load, to, atoi (g_ptr_array_index (target_columns, i))));
    add_relation (self, *PQgetvalue (result, row, 5) == 't' ? LOCAL_REST_ONE_TO_ONE : LOCAL_REST_MANY_TO_ONE, table, target,
                  local_arena_strdup (self->arena, PQgetvalue (result, row, 2)), pairs);
  }

  return TRUE;
}

/* Every way in which @view shows the columns that are @names of @table; each way is an array of names in the view. A column may be shown
 * more than once, then each combination counts. */
static GPtrArray *
show_columns (Load                 *load,
              const LocalRestTable *view,
              const LocalRestTable *table,
              GPtrArray            *names)
{
  GPtrArray *ways = local_arena_array (load->schema->arena);

  g_ptr_array_add (ways, local_arena_array (load->schema->arena));
  for (guint i = 0; i < names->len; i++) {
    GPtrArray *longer = local_arena_array (load->schema->arena);

    for (guint j = 0; j < load->view_columns->len; j++) {
      const LocalRestViewColumn *column = g_ptr_array_index (load->view_columns, j);

      if (column->view != view->oid || column->table != table->oid
          || g_strcmp0 (get_column (load, column->table, column->number), g_ptr_array_index (names, i)) != 0)
        continue;
      for (guint k = 0; k < ways->len; k++) {
        GPtrArray *way = local_arena_array (load->schema->arena);

        g_ptr_array_extend (way, g_ptr_array_index (ways, k), NULL, NULL);
        g_ptr_array_add (way, (gpointer) column->column);
        g_ptr_array_add (longer, way);
      }
    }
    ways = longer;
  }

  return ways;
}

static GPtrArray *
get_side (Load      *load,
          GPtrArray *pairs,
          gboolean   to)
{
  GPtrArray *names = local_arena_array (load->schema->arena);

  for (guint i = 0; i < pairs->len; i++) {
    const LocalRestPair *pair = g_ptr_array_index (pairs, i);

    g_ptr_array_add (names, (gpointer) (to ? pair->to : pair->from));
  }

  return names;
}

static void
add_way (Load                    *load,
         const LocalRestRelation *base,
         const LocalRestTable    *table,
         GPtrArray               *columns,
         const LocalRestTable    *target,
         GPtrArray               *target_columns)
{
  GPtrArray *pairs = local_arena_array (load->schema->arena);

  for (guint i = 0; i < columns->len; i++)
    add_pair (load->schema, pairs, g_ptr_array_index (columns, i), g_ptr_array_index (target_columns, i));
  add_relation (load->schema, base->cardinality, table, target, base->constraint, pairs);
}

/* A relation between tables holds as well for the views that show its columns. */
static void
add_views_of (Load                    *load,
              const LocalRestRelation *base,
              GPtrArray               *views)
{
  GPtrArray *from = get_side (load, base->pairs, FALSE);
  GPtrArray *to = get_side (load, base->pairs, TRUE);

  for (guint i = 0; i < views->len; i++) {
    const LocalRestTable *view = g_ptr_array_index (views, i);
    GPtrArray *ways = show_columns (load, view, base->table, from);
    GPtrArray *target_ways = show_columns (load, view, base->target, to);

    for (guint j = 0; j < ways->len; j++)
      add_way (load, base, view, g_ptr_array_index (ways, j), base->target, to);
    for (guint j = 0; j < target_ways->len; j++)
      add_way (load, base, base->table, from, view, g_ptr_array_index (target_ways, j));
    for (guint k = 0; k < views->len && ways->len > 0; k++) {
      const LocalRestTable *other = g_ptr_array_index (views, k);
      GPtrArray *other_ways = show_columns (load, other, base->target, to);

      for (guint j = 0; j < ways->len * other_ways->len; j++)
        add_way (load, base, view, g_ptr_array_index (ways, j / other_ways->len), other,
                 g_ptr_array_index (other_ways, j % other_ways->len));
    }
  }
}

static void
add_view_key (Load                 *load,
              LocalRestTable       *view,
              const LocalRestTable *table)
{
  GPtrArray *ways;

  if (table->is_view || table->key->len == 0)
    return;
  ways = show_columns (load, view, table, table->key);
  if (ways->len > 0)
    g_ptr_array_extend (view->key, g_ptr_array_index (ways, 0), NULL, NULL);
}

static void
add_views (Load *load)
{
  LocalRestSchema *self = load->schema;
  GPtrArray *views = local_arena_array (self->arena);
  guint n_keys = self->relations->len;

  for (guint i = 0; i < self->tables->len; i++) {
    LocalRestTable *table = g_ptr_array_index (self->tables, i);

    if (!table->is_view)
      continue;
    g_ptr_array_add (views, table);
    for (guint j = 0; j < self->tables->len; j++)
      add_view_key (load, table, g_ptr_array_index (self->tables, j));
  }
  for (guint i = 0; i < n_keys && views->len > 0; i++)
    add_views_of (load, g_ptr_array_index (self->relations, i), views);
}

static void
add_inverses (LocalRestSchema *self)
{
  guint n = self->relations->len;

  for (guint i = 0; i < n; i++) {
    const LocalRestRelation *relation = g_ptr_array_index (self->relations, i);

    if (relation->cardinality == LOCAL_REST_MANY_TO_ONE)
      add_relation (self, LOCAL_REST_ONE_TO_MANY, relation->target, relation->table, relation->constraint,
                    swap_pairs (self, relation->pairs));
  }
  for (guint i = 0; i < n; i++) {
    const LocalRestRelation *relation = g_ptr_array_index (self->relations, i);

    if (relation->cardinality == LOCAL_REST_ONE_TO_ONE)
      add_relation (self, LOCAL_REST_ONE_TO_ONE, relation->target, relation->table, relation->constraint,
                    swap_pairs (self, relation->pairs));
  }
}

static gboolean
is_in_key (const LocalRestRelation *relation)
{
  for (guint i = 0; i < relation->pairs->len; i++) {
    const LocalRestPair *pair = g_ptr_array_index (relation->pairs, i);
    gboolean found = FALSE;

    for (guint j = 0; j < relation->table->key->len && !found; j++)
      found = g_str_equal (g_ptr_array_index (relation->table->key, j), pair->from);
    if (!found)
      return FALSE;
  }

  return TRUE;
}

/* A table whose key holds two foreign keys is a junction of the tables that they lead to. */
static void
add_junctions (LocalRestSchema *self)
{
  guint n = self->relations->len;

  for (guint i = 0; i < n; i++) {
    const LocalRestRelation *first = g_ptr_array_index (self->relations, i);

    if (first->cardinality != LOCAL_REST_MANY_TO_ONE || !is_in_key (first))
      continue;
    for (guint j = 0; j < n; j++) {
      const LocalRestRelation *second = g_ptr_array_index (self->relations, j);
      LocalRestRelation *relation;

      if (second->cardinality != LOCAL_REST_MANY_TO_ONE || second->table != first->table
          || g_str_equal (second->constraint, first->constraint) || !is_in_key (second))
        continue;
      relation = add_relation (self, LOCAL_REST_MANY_TO_MANY, first->target, second->target, first->constraint,
                               swap_pairs (self, first->pairs));
      relation->junction = first->table;
      relation->second_constraint = second->constraint;
      relation->second_pairs = swap_pairs (self, second->pairs);
    }
  }
}

/**
 * local_rest_schema_load_relations:
 * @self: a schema that is being loaded, which has its tables
 * @connection: a connection, in the transaction of the load
 * @column_names: (element-type utf8 utf8): the names of all columns, by local_rest_column_key()
 * @error: return location of an error
 *
 * Finds out how tables and views are related.
 *
 * Returns: whether that worked
 */
gboolean
local_rest_schema_load_relations (LocalRestSchema  *self,
                                  PGconn           *connection,
                                  GHashTable       *column_names,
                                  GError          **error)
{
  Load load = { self, NULL, column_names };

  load.view_columns = local_rest_schema_load_views (self, connection, column_names, error);
  if (load.view_columns == NULL || !add_keys (&load, connection, error))
    return FALSE;
  add_views (&load);
  add_inverses (self);
  add_junctions (self);

  return TRUE;
}
