/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-plan.h"

#include <string.h>

/**
 * local_rest_node_get_name:
 * @self: a node
 *
 * Returns: (transfer none): the name that it has in the answer
 */
const char *
local_rest_node_get_name (const LocalRestNode *self)
{
  return self->alias != NULL ? self->alias : self->relation_name;
}

/**
 * local_rest_node_is_to_one:
 * @self: a node that is embedded
 *
 * Returns: whether it is one row at most
 */
gboolean
local_rest_node_is_to_one (const LocalRestNode *self)
{
  return local_rest_relation_is_to_one (self->relation);
}

/**
 * local_rest_node_is_empty:
 * @self: a node that is embedded
 *
 * Returns: whether nothing at all is selected of it, as in "rel()", so that it only filters
 */
gboolean
local_rest_node_is_empty (const LocalRestNode *self)
{
  if (self->fields->len > 0)
    return FALSE;
  for (guint i = 0; i < self->children->len; i++) {
    if (!local_rest_node_is_empty (g_ptr_array_index (self->children, i)))
      return FALSE;
  }

  return TRUE;
}

/* The value at the end of a path is named after the last key on the way. */
static const char *
name_path (const LocalRestField *field)
{
  for (guint i = field->path->len; i > 0; i--) {
    const LocalRestStep *step = g_ptr_array_index (field->path, i - 1);

    if (!step->is_index)
      return step->key;
  }

  return field->name;
}

static LocalRestNode *
make_node (LocalArena    *arena,
           LocalRestNode *parent,
           const char    *name,
           GPtrArray     *items)
{
  LocalRestNode *node = local_arena_new0 (arena, LocalRestNode);

  node->parent = parent;
  node->depth = parent != NULL ? parent->depth + 1 : 0;
  node->relation_name = name;
  node->fields = local_arena_array (arena);
  node->children = local_arena_array (arena);
  node->where = local_arena_array (arena);
  node->order = local_arena_array (arena);
  node->range = local_rest_range_all ();
  for (guint i = 0; i < items->len; i++) {
    LocalRestItem *item = g_ptr_array_index (items, i);
    LocalRestNode *child;

    if (item->kind == LOCAL_REST_ITEM_FIELD) {
      if (item->alias == NULL && item->field.path->len > 0)
        item->alias = (char *) name_path (&item->field);
      g_ptr_array_add (node->fields, item);
      continue;
    }
    child = make_node (arena, node, item->relation, item->children);
    child->alias = item->alias;
    child->hint = item->hint;
    child->is_inner = item->is_inner;
    child->is_spread = item->kind == LOCAL_REST_ITEM_SPREAD;
    g_ptr_array_add (node->children, child);
  }

  return node;
}

/* An embed may be called by its alias as well as by the name of its target. */
static LocalRestNode *
find_node (LocalRestNode   *root,
           GPtrArray       *path,
           LocalRestError **error)
{
  LocalRestNode *node = root;

  for (guint i = 0; i < path->len; i++) {
    const char *name = g_ptr_array_index (path, i);
    LocalRestNode *found = NULL;

    for (guint j = 0; j < node->children->len && found == NULL; j++) {
      LocalRestNode *child = g_ptr_array_index (node->children, j);

      if (g_str_equal (child->relation_name, name) || g_strcmp0 (child->alias, name) == 0)
        found = child;
    }
    if (found == NULL) {
      *error = local_rest_error_printf (400, "PGRST108", "'%s' is not an embedded resource in this request", name);
      local_rest_error_take_hint (*error,
                                  g_strdup_printf ("Verify that '%s' is included in the 'select' query parameter.", name));
      return NULL;
    }
    node = found;
  }

  return node;
}

/* The conditions of a write are about what is changed, and not about what is answered of it. */
static gboolean
place_conditions (LocalRestNode    *root,
                  GPtrArray        *conditions,
                  gboolean          is_write,
                  LocalRestError  **error)
{
  for (guint i = 0; i < conditions->len; i++) {
    LocalRestCondition *condition = g_ptr_array_index (conditions, i);
    LocalRestNode *node;

    if (is_write && condition->path->len == 0)
      continue;
    node = find_node (root, condition->path, error);
    if (node == NULL)
      return FALSE;
    g_ptr_array_add (node->where, condition->logic);
  }

  return TRUE;
}

static gboolean
place_orders (LocalRestNode    *root,
              GPtrArray        *orders,
              LocalRestError  **error)
{
  for (guint i = 0; i < orders->len; i++) {
    LocalRestOrdering *ordering = g_ptr_array_index (orders, i);
    LocalRestNode *node = find_node (root, ordering->path, error);

    if (node == NULL)
      return FALSE;
    if (node->order->len == 0)
      g_ptr_array_extend (node->order, ordering->terms, NULL, NULL);
  }

  return TRUE;
}

static gboolean
place_windows (LocalRestNode     *root,
               LocalRestRequest  *request,
               LocalRestError   **error)
{
  GPtrArray *windows = request->query->windows;

  root->range = request->range;
  for (guint i = 0; i < windows->len; i++) {
    LocalRestWindow *window = g_ptr_array_index (windows, i);
    LocalRestNode *node;

    if (window->path->len == 0)
      continue;
    node = find_node (root, window->path, error);
    if (node == NULL)
      return FALSE;
    node->range = local_rest_range_parse_window (window->limit, window->offset);
  }

  return TRUE;
}

static LocalRestNode *
find_child (LocalRestNode *node,
            const char    *name)
{
  for (guint i = 0; i < node->children->len; i++) {
    LocalRestNode *child = g_ptr_array_index (node->children, i);

    if (g_str_equal (local_rest_node_get_name (child), name))
      return child;
  }

  return NULL;
}

static gboolean
resolve_orders (LocalRestNode   *node,
                LocalRestError **error)
{
  for (guint i = 0; i < node->order->len; i++) {
    LocalRestOrder *order = g_ptr_array_index (node->order, i);
    LocalRestNode *child;

    if (order->relation == NULL)
      continue;
    child = find_child (node, order->relation);
    if (child == NULL) {
      *error = local_rest_error_printf (400, "PGRST108", "'%s' is not an embedded resource in this request", order->relation);
      local_rest_error_take_hint (*error, g_strdup_printf ("Verify that '%s' is included in the 'select' query parameter.",
                                                           order->relation));
      return FALSE;
    }
    if (!local_rest_node_is_to_one (child)) {
      g_autofree char *details = g_strdup_printf ("'%s' and '%s' do not form a many-to-one or one-to-one relationship",
                                                  node->origin, order->relation);

      *error = local_rest_error_printf (400, "PGRST118", "A related order on '%s' is not possible", order->relation);
      local_rest_error_set_details (*error, details);
      return FALSE;
    }
    order->relation = child->label;
  }

  return TRUE;
}

/* "rel=is.null" is about the embed, if there is one of that name, and not about a column. */
static void
resolve_logic (LocalRestNode  *node,
               LocalRestLogic *logic)
{
  LocalRestNode *child;

  if (logic->members != NULL) {
    for (guint i = 0; i < logic->members->len; i++)
      resolve_logic (node, g_ptr_array_index (logic->members, i));
    return;
  }
  if (logic->operation.kind != LOCAL_REST_OPERATION_IS || !g_str_equal (logic->operation.sql, "NULL") || logic->field.path->len > 0)
    return;
  child = find_child (node, logic->field.name);
  if (child != NULL)
    logic->embed = child->label;
}

/* Each column of a to-many spread becomes an array of its own, so that they must be known. */
static void
expand_stars (LocalRestNode *node,
              LocalArena    *arena)
{
  GPtrArray *expanded = local_arena_array (arena);

  for (guint i = 0; i < node->fields->len; i++) {
    LocalRestItem *item = g_ptr_array_index (node->fields, i);

    if (!g_str_equal (item->field.name, "*") || node->scope.table == NULL) {
      g_ptr_array_add (expanded, item);
      continue;
    }
    for (guint j = 0; j < node->scope.table->columns->len; j++) {
      const LocalRestColumn *column = g_ptr_array_index (node->scope.table->columns, j);
      LocalRestItem *copy = local_arena_new0 (arena, LocalRestItem);

      copy->kind = LOCAL_REST_ITEM_FIELD;
      copy->field.name = column->name;
      copy->field.path = local_arena_array (arena);
      g_ptr_array_add (expanded, copy);
    }
  }
  node->fields = expanded;
}

static gboolean
has_aggregate (LocalRestNode *node)
{
  for (guint i = 0; i < node->fields->len; i++) {
    if (((LocalRestItem *) g_ptr_array_index (node->fields, i))->is_aggregate)
      return TRUE;
  }
  for (guint i = 0; i < node->children->len; i++) {
    if (has_aggregate (g_ptr_array_index (node->children, i)))
      return TRUE;
  }

  return FALSE;
}

/* From the relations downwards: every part needs to know what it is read from. */
static gboolean
resolve (LocalRestRequest  *request,
         LocalRestNode     *node,
         gboolean           in_spread,
         LocalRestError   **error)
{
  for (guint i = 0; i < node->children->len; i++) {
    LocalRestNode *child = g_ptr_array_index (node->children, i);
    gboolean spread;

    if (!local_rest_plan_relate (request, child, error))
      return FALSE;
    spread = in_spread || (child->is_spread && !local_rest_node_is_to_one (child));
    if (!resolve (request, child, spread, error))
      return FALSE;
    if (spread)
      expand_stars (child, request->arena);
  }
  if (!resolve_orders (node, error))
    return FALSE;
  for (guint i = 0; i < node->where->len; i++)
    resolve_logic (node, g_ptr_array_index (node->where, i));
  if (!local_rest_request_is_write (request))
    node->range = local_rest_range_restrict (node->range, LOCAL_REST_MAX_ROWS);

  return TRUE;
}

/**
 * local_rest_plan_build:
 * @request: what is asked for
 * @origin: the table, or what the function returns
 * @error: return location of an error
 *
 * Finds out what is to be read, and how what is embedded belongs to it. What a write or a call gives is read from
 * %LOCAL_REST_SOURCE.
 *
 * Returns: (transfer none) (nullable): the rows that are read
 */
LocalRestNode *
local_rest_plan_build (LocalRestRequest  *request,
                       const char        *origin,
                       LocalRestError   **error)
{
  LocalRestNode *root = make_node (request->arena, NULL, origin, request->query->select);
  gboolean is_write = local_rest_request_is_write (request);
  gboolean is_direct = request->action == LOCAL_REST_READ;

  root->origin = origin;
  root->source_schema = is_direct ? request->schema_name : NULL;
  root->source = is_direct ? origin : LOCAL_REST_SOURCE;
  root->scope.schema = is_direct ? request->schema_name : NULL;
  root->scope.name = origin;
  root->scope.table = local_rest_schema_get_table (request->schema, request->schema_name, origin);
  if (!place_conditions (root, request->query->logic, is_write, error)
      || !place_conditions (root, request->query->filters, is_write, error) || !place_orders (root, request->query->orders, error)
      || (!is_write && !place_windows (root, request, error)) || !resolve (request, root, FALSE, error))
    return NULL;
  if (has_aggregate (root)) {
    *error = local_rest_error_new (400, "PGRST123", "Use of aggregate functions is not allowed", NULL, NULL);
    return NULL;
  }

  return root;
}

static void
add_need (GPtrArray  *needs,
          const char *name)
{
  if (!g_ptr_array_find_with_equal_func (needs, name, g_str_equal, NULL))
    g_ptr_array_add (needs, (gpointer) name);
}

/**
 * local_rest_plan_get_needs:
 * @root: the rows that are read
 * @arena: where the result is kept
 * @key: (nullable) (element-type utf8): columns that are needed anyway
 *
 * Finds out which columns a write or a call must give, so that what is selected and embedded can be read from them.
 *
 * Returns: (transfer none) (element-type utf8): the columns, or "*" alone; may be empty
 */
GPtrArray *
local_rest_plan_get_needs (LocalRestNode *root,
                           LocalArena    *arena,
                           GPtrArray     *key)
{
  GPtrArray *needs = local_arena_array (arena);
  gboolean all = FALSE;

  for (guint i = 0; i < root->fields->len; i++) {
    const LocalRestItem *item = g_ptr_array_index (root->fields, i);

    all = all || g_str_equal (item->field.name, "*");
    add_need (needs, item->field.name);
  }
  for (guint i = 0; i < root->children->len; i++) {
    const LocalRestRelation *relation = ((LocalRestNode *) g_ptr_array_index (root->children, i))->relation;

    all = all || relation->cardinality == LOCAL_REST_COMPUTED;
    for (guint j = 0; relation->pairs != NULL && j < relation->pairs->len; j++)
      add_need (needs, ((LocalRestPair *) g_ptr_array_index (relation->pairs, j))->from);
  }
  for (guint i = 0; key != NULL && i < key->len; i++)
    add_need (needs, g_ptr_array_index (key, i));
  if (all) {
    g_ptr_array_set_size (needs, 0);
    g_ptr_array_add (needs, (gpointer) "*");
  }

  return needs;
}
