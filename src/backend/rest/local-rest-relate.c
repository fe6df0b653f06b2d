/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-plan.h"

/* Whether the one column of a relation is @name; of more columns none counts. */
static gboolean
is_column (const LocalRestRelation *relation,
           const char              *name,
           gboolean                 of_target)
{
  const LocalRestPair *pair;

  if (relation->cardinality == LOCAL_REST_MANY_TO_MANY || relation->pairs->len != 1)
    return FALSE;
  pair = g_ptr_array_index (relation->pairs, 0);

  return g_str_equal (of_target ? pair->to : pair->from, name);
}

static gboolean
is_constraint (const LocalRestRelation *relation,
               const char              *name)
{
  return relation->cardinality != LOCAL_REST_MANY_TO_MANY && g_str_equal (relation->constraint, name);
}

/* Both ways of a key from a table to itself have the same names; the column stands for the one, the table for the many. */
static gboolean
is_self_match (const LocalRestRelation *relation,
               const LocalRestNode     *node)
{
  gboolean is_many = relation->cardinality == LOCAL_REST_ONE_TO_MANY && g_str_equal (relation->target->name, node->relation_name);

  if (node->hint != NULL)
    return is_many && is_column (relation, node->hint, TRUE);

  return is_many || (relation->cardinality == LOCAL_REST_MANY_TO_ONE && is_column (relation, node->relation_name, FALSE));
}

static gboolean
is_match (const LocalRestRelation *relation,
          const LocalRestNode     *node)
{
  gboolean is_target = g_str_equal (relation->target->name, node->relation_name);

  if (relation->cardinality == LOCAL_REST_COMPUTED)
    return g_str_equal (relation->function, node->relation_name);
  if (relation->table == relation->target)
    return is_self_match (relation, node);
  if (node->hint == NULL)
    return is_target
           || (!relation->target->is_view
               && (is_constraint (relation, node->relation_name) || is_column (relation, node->relation_name, FALSE)));

  return is_target
         && (is_constraint (relation, node->hint) || is_column (relation, node->hint, FALSE)
             || is_column (relation, node->hint, TRUE)
             || (relation->cardinality == LOCAL_REST_MANY_TO_MANY && g_str_equal (relation->junction->name, node->hint)));
}

static char *
list_columns (GPtrArray *pairs,
              gboolean   to)
{
  GString *text = g_string_new ("(");

  for (guint i = 0; i < pairs->len; i++) {
    const LocalRestPair *pair = g_ptr_array_index (pairs, i);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", to ? pair->to : pair->from);
  }
  g_string_append_c (text, ')');

  return g_string_free (text, FALSE);
}

static const char *
name_cardinality (LocalRestCardinality cardinality)
{
  switch (cardinality) {
  case LOCAL_REST_MANY_TO_ONE:
    return "many-to-one";
  case LOCAL_REST_ONE_TO_MANY:
    return "one-to-many";
  case LOCAL_REST_ONE_TO_ONE:
    return "one-to-one";
  case LOCAL_REST_MANY_TO_MANY:
  case LOCAL_REST_COMPUTED:
  default:
    return "many-to-many";
  }
}

static void
describe (const LocalRestRelation *relation,
          JsonBuilder             *builder)
{
  g_autofree char *embedding = g_strdup_printf ("%s with %s", relation->table->name, relation->target->name);
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  if (relation->cardinality != LOCAL_REST_COMPUTED) {
    gboolean is_many = relation->cardinality == LOCAL_REST_MANY_TO_MANY;
    g_autofree char *from = list_columns (relation->pairs, is_many);
    g_autofree char *to = list_columns (is_many ? relation->second_pairs : relation->pairs, TRUE);

    if (is_many)
      text = g_strdup_printf ("%s using %s%s and %s%s", relation->junction->name, relation->constraint, from,
                              relation->second_constraint, to);
    else
      text = g_strdup_printf ("%s using %s%s and %s%s", relation->constraint, relation->table->name, from, relation->target->name,
                              to);
    json_builder_set_member_name (builder, "cardinality");
    json_builder_add_string_value (builder, name_cardinality (relation->cardinality));
    json_builder_set_member_name (builder, "embedding");
    json_builder_add_string_value (builder, embedding);
    json_builder_set_member_name (builder, "relationship");
    json_builder_add_string_value (builder, text);
  }
  json_builder_end_object (builder);
}

static LocalRestError *
refuse_ambiguous (const LocalRestNode *node,
                  GPtrArray           *found)
{
  LocalRestError *error;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) hint = g_string_new (NULL);

  g_string_append_printf (hint, "Try changing '%s' to one of the following: ", node->relation_name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++) {
    const LocalRestRelation *relation = g_ptr_array_index (found, i);

    describe (relation, builder);
    if (relation->cardinality != LOCAL_REST_COMPUTED)
      g_string_append_printf (hint, "%s'%s!%s'", i > 0 ? ", " : "", relation->target->name,
                              relation->junction != NULL ? relation->junction->name : relation->constraint);
  }
  json_builder_end_array (builder);
  g_string_append (hint, ". Find the desired relationship in the 'details' key.");

  error = local_rest_error_printf (300, "PGRST201",
                                   "Could not embed because more than one relationship was found for '%s' and '%s'",
                                   node->parent->origin, node->relation_name);
  local_rest_error_take_details (error, json_builder_get_root (builder));
  local_rest_error_take_hint (error, g_strdup (hint->str));

  return error;
}

static LocalRestError *
refuse_unrelated (const LocalRestNode *node,
                  const char          *schema)
{
  LocalRestError *error;
  g_autofree char *with_hint = node->hint != NULL ? g_strdup_printf (" using the hint '%s'", node->hint) : NULL;
  g_autofree char *details = NULL;

  details = g_strdup_printf ("Searched for a foreign key relationship between '%s' and '%s'%s in the schema '%s', "
                             "but no matches were found.",
                             node->parent->origin, node->relation_name, with_hint != NULL ? with_hint : "", schema);
  error = local_rest_error_printf (400, "PGRST200", "Could not find a relationship between '%s' and '%s' in the schema cache",
                                   node->parent->origin, node->relation_name);
  local_rest_error_set_details (error, details);

  return error;
}

static void
apply (LocalRestRequest        *request,
       LocalRestNode           *node,
       const LocalRestRelation *relation)
{
  gboolean has_alias = relation->cardinality != LOCAL_REST_MANY_TO_MANY;

  node->relation = relation;
  node->origin = relation->target->name;
  node->source_schema = relation->cardinality == LOCAL_REST_COMPUTED ? relation->function_schema : relation->target->schema;
  node->source = relation->cardinality == LOCAL_REST_COMPUTED ? relation->function : relation->target->name;
  node->scope.schema = has_alias ? NULL : relation->target->schema;
  node->scope.name = has_alias ? local_arena_printf (request->arena, "%s_%u", relation->target->name, node->depth)
                               : relation->target->name;
  node->scope.table = relation->target;
  node->label = local_arena_printf (request->arena, "%s_%s_%u", relation->table->name, local_rest_node_get_name (node),
                                    node->depth);
}

/**
 * local_rest_plan_relate:
 * @request: what is asked for
 * @node: what is embedded; its parent is related already
 * @error: return location of an error
 *
 * Finds the one relation that leads from the parent to what is embedded.
 *
 * Returns: whether there is just one
 */
gboolean
local_rest_plan_relate (LocalRestRequest  *request,
                        LocalRestNode     *node,
                        LocalRestError   **error)
{
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  relations = local_rest_schema_get_relations (request->schema, request->schema_name, node->parent->origin);
  for (guint i = 0; i < relations->len; i++) {
    LocalRestRelation *relation = g_ptr_array_index (relations, i);

    if (is_match (relation, node))
      g_ptr_array_add (found, relation);
  }
  if (found->len == 1) {
    apply (request, node, g_ptr_array_index (found, 0));
    return TRUE;
  }
  *error = found->len == 0 ? refuse_unrelated (node, request->schema_name) : refuse_ambiguous (node, found);

  return FALSE;
}
