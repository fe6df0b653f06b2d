/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-reader.h"

#include <string.h>

static gboolean read_items (LocalRestReader *self,
                            GPtrArray       *items);

static char *
read_alias (LocalRestReader *self)
{
  const char *start = self->at;
  char *alias = local_rest_reader_name (self);

  if (alias != NULL && self->at[0] == ':' && self->at[1] != ':') {
    self->at++;
    return alias;
  }
  if (alias != NULL)
    local_rest_reader_fail (self, "letter, digit, \"-\", \"->>\", \"->\", \"::\", \".\", \")\", \",\" or end of input");
  self->at = start;

  return NULL;
}

static gboolean
read_embed_parameter (LocalRestReader *self,
                      LocalRestItem   *item)
{
  if (local_rest_reader_text (self, "left"))
    return TRUE;
  if (local_rest_reader_text (self, "inner")) {
    item->is_inner = TRUE;
    return TRUE;
  }
  item->hint = local_rest_reader_name (self);

  return item->hint != NULL;
}

/* "[alias:]name[!hint][!inner](" or "...name[!hint][!inner](", up to the parenthesis. */
static gboolean
read_embed_head (LocalRestReader *self,
                 LocalRestItem   *item)
{
  local_rest_reader_skip_blank (self);
  item->kind = LOCAL_REST_ITEM_EMBED;
  if (g_str_has_prefix (self->at, "...")) {
    item->kind = LOCAL_REST_ITEM_SPREAD;
    self->at += 3;
  } else {
    item->alias = read_alias (self);
  }
  item->relation = local_rest_reader_name (self);
  if (item->relation == NULL || (item->kind == LOCAL_REST_ITEM_EMBED && g_str_equal (item->relation, "count")))
    return FALSE;

  for (guint i = 0; i < 2 && *self->at == '!'; i++) {
    self->at++;
    if (!read_embed_parameter (self, item))
      return FALSE;
  }

  return *self->at == '(' || local_rest_reader_fail (self, "\"(\"");
}

static gboolean
read_children (LocalRestReader *self,
               LocalRestItem   *item)
{
  item->children = local_arena_array (self->arena);
  self->at++;
  if (++self->depth > LOCAL_REST_READER_MAX_DEPTH)
    return local_rest_reader_fail (self, "less nesting");
  if (!read_items (self, item->children) || !local_rest_reader_text (self, ")"))
    return FALSE;
  local_rest_reader_skip_blank (self);
  self->depth--;

  return TRUE;
}

static gboolean
at_end (LocalRestReader *self)
{
  return local_rest_reader_is_at (self, "),", "letter, digit, \"-\", \"->>\", \"->\", \"::\", \".\", \")\", \",\" or end of input");
}

/* A type is the one thing of a request that cannot be quoted, since "double precision" is no name; so it is letters, digits and blanks,
 * and no dollar, which could begin a string. */
static gboolean
read_cast (LocalRestReader  *self,
           char            **cast)
{
  if (!g_str_has_prefix (self->at, "::"))
    return TRUE;
  self->at += 2;
  *cast = local_rest_reader_identifier (self);
  if (*cast == NULL)
    return FALSE;

  return strchr (*cast, '$') == NULL || local_rest_reader_fail (self, "letter or digit");
}

static gboolean
read_count (LocalRestReader *self,
            LocalRestItem   *item)
{
  char *cast = NULL;

  item->alias = read_alias (self);
  if (!g_str_has_prefix (self->at, "count()"))
    return FALSE;
  self->at += strlen ("count()");
  item->is_aggregate = TRUE;
  item->field.name = local_arena_strdup (self->arena, "*");
  item->field.path = local_arena_array (self->arena);

  return read_cast (self, &cast) && at_end (self);
}

static gboolean
read_aggregate (LocalRestReader *self,
                LocalRestItem   *item)
{
  static const char *const names[] = { "sum()", "avg()", "count()", "max()", "min()" };

  if (*self->at != '.')
    return TRUE;
  self->at++;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_has_prefix (self->at, names[i])) {
      char *cast = NULL;

      self->at += strlen (names[i]);
      item->is_aggregate = TRUE;
      return read_cast (self, &cast);
    }
  }
  local_rest_reader_fail (self, "\"sum\", \"avg\", \"count\", \"max\" or \"min\"");
  self->at--;

  return TRUE;
}

static gboolean
read_field_item (LocalRestReader *self,
                 LocalRestItem   *item)
{
  const char *start;

  local_rest_reader_skip_blank (self);
  start = self->at;
  if (*self->at == '*') {
    self->at++;
    item->field.name = local_arena_strdup (self->arena, "*");
    item->field.path = local_arena_array (self->arena);
    if (at_end (self))
      return TRUE;
    self->at = start;
  }
  if (read_count (self, item))
    return TRUE;

  *item = (LocalRestItem) { .kind = LOCAL_REST_ITEM_FIELD };
  self->at = start;
  item->alias = read_alias (self);
  if (!local_rest_reader_field (self, &item->field) || !read_cast (self, &item->cast) || !read_aggregate (self, item)
      || !at_end (self))
    return FALSE;
  local_rest_reader_skip_blank (self);

  return TRUE;
}

static gboolean
read_item (LocalRestReader *self,
           GPtrArray       *items)
{
  LocalRestItem *item = local_arena_new0 (self->arena, LocalRestItem);
  const char *start = self->at;

  g_ptr_array_add (items, item);
  if (read_embed_head (self, item))
    return read_children (self, item);

  *item = (LocalRestItem) { .kind = LOCAL_REST_ITEM_FIELD };
  self->at = start;

  return read_field_item (self, item);
}

/* A list may be empty, but not end with a comma. */
static gboolean
read_items (LocalRestReader *self,
            GPtrArray       *items)
{
  const char *start = self->at;

  if (*self->at == '\0' || *self->at == ')')
    return TRUE;
  if (!read_item (self, items)) {
    if (self->furthest > start)
      return FALSE;
    g_ptr_array_set_size (items, 0);
    self->at = start;
    return TRUE;
  }
  while (local_rest_reader_text (self, ",")) {
    local_rest_reader_skip_blank (self);
    if (!read_item (self, items))
      return FALSE;
  }

  return TRUE;
}

/**
 * local_rest_query_parse_select:
 * @text: a select list, in UTF-8
 * @arena: where it is kept
 * @error: return location of an error
 *
 * Reads a select list, with embeds and spreads.
 *
 * Returns: (transfer none) (nullable) (element-type LocalRestItem): its items
 */
GPtrArray *
local_rest_query_parse_select (const char      *text,
                               LocalArena      *arena,
                               LocalRestError **error)
{
  LocalRestReader reader;
  GPtrArray *items = local_arena_array (arena);

  local_rest_reader_init (&reader, arena, text);
  if (read_items (&reader, items))
    return items;
  *error = local_rest_reader_error (&reader, "select parameter", text);

  return NULL;
}

static gboolean
read_order_tail (LocalRestReader *self,
                 LocalRestOrder  *order)
{
  order->direction = "";
  order->nulls = "";
  if (local_rest_reader_text (self, ".asc"))
    order->direction = "ASC";
  else if (local_rest_reader_text (self, ".desc"))
    order->direction = "DESC";
  if (local_rest_reader_text (self, ".nullsfirst"))
    order->nulls = "NULLS FIRST";
  else if (local_rest_reader_text (self, ".nullslast"))
    order->nulls = "NULLS LAST";
  if (*self->at == '\0' || *self->at == ',')
    return TRUE;

  if (*self->at == '.')
    self->at++;

  return local_rest_reader_fail (self, "\"asc\", \"desc\", \"nullsfirst\" or \"nullslast\"");
}

static gboolean
read_order (LocalRestReader *self,
            LocalRestOrder  *order)
{
  const char *start;

  local_rest_reader_skip_blank (self);
  start = self->at;
  order->relation = local_rest_reader_name (self);
  if (order->relation != NULL && *self->at == '(') {
    self->at++;
    return local_rest_reader_field (self, &order->field) && local_rest_reader_text (self, ")") && read_order_tail (self, order);
  }
  order->relation = NULL;
  self->at = start;

  return local_rest_reader_field (self, &order->field) && read_order_tail (self, order);
}

/**
 * local_rest_query_parse_order:
 * @text: what order= says, in UTF-8
 * @arena: where it is kept
 * @error: return location of an error
 *
 * Reads what to sort by.
 *
 * Returns: (transfer none) (nullable) (element-type LocalRestOrder): the terms
 */
GPtrArray *
local_rest_query_parse_order (const char      *text,
                              LocalArena      *arena,
                              LocalRestError **error)
{
  LocalRestReader reader;
  GPtrArray *terms = local_arena_array (arena);

  local_rest_reader_init (&reader, arena, text);
  do {
    LocalRestOrder *order = local_arena_new0 (arena, LocalRestOrder);

    if (!read_order (&reader, order)) {
      *error = local_rest_reader_error (&reader, "order", text);
      return NULL;
    }
    g_ptr_array_add (terms, order);
  } while (local_rest_reader_text (&reader, ","));

  return terms;
}
