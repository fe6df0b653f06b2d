/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-schema-load.h"

#include <string.h>

/* A suggestion must be at least so much like what was asked for. */
#define LIKE_ENOUGH 0.75

/**
 * local_rest_schema_ref:
 * @self: a schema
 *
 * Returns: (transfer full): @self
 */
LocalRestSchema *
local_rest_schema_ref (LocalRestSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * local_rest_schema_unref:
 * @self: (transfer full): a schema
 *
 * Lets go of a schema.
 */
void
local_rest_schema_unref (LocalRestSchema *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->tables_by_oid);
  local_arena_free (self->arena);
  g_free (self);
}

/**
 * local_rest_schema_get_table:
 * @self: a schema
 * @schema: the name of a schema
 * @name: the name of a table or view
 *
 * Returns: (transfer none) (nullable): the table
 */
const LocalRestTable *
local_rest_schema_get_table (LocalRestSchema *self,
                             const char      *schema,
                             const char      *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->tables->len; i++) {
    const LocalRestTable *table = g_ptr_array_index (self->tables, i);

    if (g_str_equal (table->name, name) && g_str_equal (table->schema, schema))
      return table;
  }

  return NULL;
}

/**
 * local_rest_schema_get_tables:
 * @self: a schema
 *
 * Returns: (transfer none) (element-type LocalRestTable): all tables and views, by schema and name
 */
GPtrArray *
local_rest_schema_get_tables (LocalRestSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->tables;
}

/**
 * local_rest_schema_get_relations:
 * @self: a schema
 * @schema: the name of a schema
 * @table: the name of a table or view in it
 *
 * Returns: (transfer container) (element-type LocalRestRelation): the relations from that table to others in the same schema
 */
GPtrArray *
local_rest_schema_get_relations (LocalRestSchema *self,
                                 const char      *schema,
                                 const char      *table)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->relations->len; i++) {
    LocalRestRelation *relation = g_ptr_array_index (self->relations, i);

    if (g_str_equal (relation->table->name, table) && g_str_equal (relation->table->schema, schema)
        && g_str_equal (relation->target->schema, schema))
      g_ptr_array_add (found, relation);
  }

  return found;
}

/**
 * local_rest_schema_get_functions:
 * @self: a schema
 * @schema: the name of a schema
 * @name: (nullable): the name of a function; %NULL for all
 *
 * Returns: (transfer container) (element-type LocalRestFunction): the functions of that name
 */
GPtrArray *
local_rest_schema_get_functions (LocalRestSchema *self,
                                 const char      *schema,
                                 const char      *name)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->functions->len; i++) {
    LocalRestFunction *function = g_ptr_array_index (self->functions, i);

    if ((name == NULL || g_str_equal (function->name, name)) && g_str_equal (function->schema, schema))
      g_ptr_array_add (found, function);
  }

  return found;
}

/**
 * local_rest_schema_get_settings:
 * @self: a schema
 * @role: a role
 *
 * Returns: (transfer none) (nullable) (element-type utf8): name and value in turn, of what ALTER ROLE … SET says of that role
 */
GPtrArray *
local_rest_schema_get_settings (LocalRestSchema *self,
                                const char      *role)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->settings, role);
}

/* How many characters must be changed, put in or left out to come from one text to the other. */
static guint
measure_distance (const char *a,
                  const char *b)
{
  gsize length = strlen (b);
  g_autofree guint *row = g_new (guint, length + 1);

  for (guint j = 0; j <= length; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++) {
    guint diagonal = row[0];

    row[0] = i;
    for (guint j = 1; j <= length; j++) {
      guint above = row[j];

      row[j] = MIN (MIN (row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] != b[j - 1] ? 1 : 0));
      diagonal = above;
    }
  }

  return row[length];
}

static gboolean
is_better (const char *name,
           const char *candidate,
           double     *best)
{
  double longest = (double) MAX (strlen (name), strlen (candidate));
  double likeness = longest > 0 ? 1 - measure_distance (name, candidate) / longest : 0;

  if (likeness < LIKE_ENOUGH || likeness <= *best)
    return FALSE;
  *best = likeness;

  return TRUE;
}

/**
 * local_rest_schema_suggest_table:
 * @self: a schema
 * @schema: the name of a schema
 * @name: what is not the name of a table
 *
 * Returns: (transfer full) (nullable): a hint at the table that may have been meant
 */
char *
local_rest_schema_suggest_table (LocalRestSchema *self,
                                 const char      *schema,
                                 const char      *name)
{
  const char *found = NULL;
  double best = 0;

  for (guint i = 0; i < self->tables->len; i++) {
    const LocalRestTable *table = g_ptr_array_index (self->tables, i);

    if (g_str_equal (table->schema, schema) && is_better (name, table->name, &best))
      found = table->name;
  }

  return found != NULL ? g_strdup_printf ("Perhaps you meant the table '%s.%s'", schema, found) : NULL;
}

/**
 * local_rest_schema_suggest_function:
 * @self: a schema
 * @schema: the name of a schema
 * @name: what is not the name of a function
 *
 * Returns: (transfer full) (nullable): a hint at the function that may have been meant
 */
char *
local_rest_schema_suggest_function (LocalRestSchema *self,
                                    const char      *schema,
                                    const char      *name)
{
  const char *found = NULL;
  double best = 0;

  for (guint i = 0; i < self->functions->len; i++) {
    const LocalRestFunction *function = g_ptr_array_index (self->functions, i);

    if (g_str_equal (function->schema, schema) && is_better (name, function->name, &best))
      found = function->name;
  }

  return found != NULL ? g_strdup_printf ("Perhaps you meant to call the function %s.%s", schema, found) : NULL;
}

/**
 * local_rest_table_get_column:
 * @self: a table
 * @name: the name of a column
 *
 * Returns: (transfer none) (nullable): the column
 */
const LocalRestColumn *
local_rest_table_get_column (const LocalRestTable *self,
                             const char           *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->columns->len; i++) {
    const LocalRestColumn *column = g_ptr_array_index (self->columns, i);

    if (g_str_equal (column->name, name))
      return column;
  }

  return NULL;
}

/**
 * local_rest_relation_is_to_one:
 * @self: a relation
 *
 * Returns: whether it leads to one row at most
 */
gboolean
local_rest_relation_is_to_one (const LocalRestRelation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  switch (self->cardinality) {
  case LOCAL_REST_MANY_TO_ONE:
  case LOCAL_REST_ONE_TO_ONE:
    return TRUE;
  case LOCAL_REST_COMPUTED:
    return self->is_single;
  case LOCAL_REST_ONE_TO_MANY:
  case LOCAL_REST_MANY_TO_MANY:
  default:
    return FALSE;
  }
}
