/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A filter as a saved view keeps it: an object with a version and a member for each thing that is asked for. What stands there and is not known is left
 * alone by a reader of this version: a view of a newer program still opens, and shows more than it should rather than nothing. */

#include "config.h"

#include <json-glib/json-glib.h>

#include "desk-enums.h"
#include "desk-error.h"
#include "desk-list-filter.h"
#include "desk-slot.h"

#define VERSION 1

/* A word as the wire writes words: with underscores. */
static char *
dup_word (GType type,
          int value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);

  return g_strdelimit (g_strdup (g_enum_get_value (klass, value)->value_nick), "-", '_');
}

static void
add_word (JsonBuilder *builder,
          const char *name,
          GType type,
          int value)
{
  g_autofree char *word = dup_word (type, value);

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, word);
}

static void
add_mask (JsonBuilder *builder,
          const char *name,
          GType type,
          guint mask)
{
  if (mask == 0)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; mask >> i != 0; i++)
    {
      g_autofree char *word = mask & (1u << i) ? dup_word (type, i) : NULL;

      if (word != NULL)
        json_builder_add_string_value (builder, word);
    }
  json_builder_end_array (builder);
}

static void
add_set (JsonBuilder *builder,
         const char *name,
         GPtrArray *set)
{
  if (set->len == 0)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < set->len; i++)
    json_builder_add_string_value (builder, set->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_flag (JsonBuilder *builder,
          const char *name,
          gboolean flag)
{
  if (!flag)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, TRUE);
}

static void
add_text (JsonBuilder *builder,
          const char *name,
          const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_days (JsonBuilder *builder,
          const char *name,
          const DeskDays *days)
{
  if (!desk_days_is_set (days))
    return;

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  if (days->last_days > 0)
    {
      json_builder_set_member_name (builder, "last_days");
      json_builder_add_int_value (builder, days->last_days);
    }
  add_text (builder, "from", days->from);
  add_text (builder, "to", days->to);
  json_builder_end_object (builder);
}

/**
 * desk_list_filter_dup_json:
 * @self: a filter
 *
 * Writes a filter down.
 *
 * Returns: (transfer full): a JSON object as text
 */
char *
desk_list_filter_dup_json (const DeskListFilter *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  add_word (builder, "view", DESK_TYPE_VIEW_KIND, self->view);
  add_mask (builder, "status", DESK_TYPE_STATUS, self->statuses);
  add_mask (builder, "priority", DESK_TYPE_PRIORITY_CODE, self->priorities);
  add_set (builder, "category", self->categories);
  add_set (builder, "company", self->companies);
  if (self->companies->len > 0 && self->company_part != DESK_COMPANY_ANY_PART)
    add_word (builder, "company_part", DESK_TYPE_COMPANY_PART, self->company_part);
  add_flag (builder, "everyone", self->everyone);
  add_flag (builder, "mine", self->mine);
  add_flag (builder, "unassigned", self->unassigned);
  add_set (builder, "assignee", self->assignees);
  add_set (builder, "label", self->labels);
  add_mask (builder, "sla", DESK_TYPE_SLA_STATE, self->sla);
  if (self->next_reply != DESK_NEXT_REPLY_ANY)
    add_word (builder, "next_reply", DESK_TYPE_NEXT_REPLY, self->next_reply);
  add_flag (builder, "unread", self->unread);
  add_text (builder, "text", self->text);
  add_days (builder, "created", &self->created);
  add_days (builder, "activity", &self->activity);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

static gboolean
get_flag (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static int
get_word (JsonObject *object,
          const char *name,
          GType type,
          int otherwise)
{
  const char *word = get_text (object, name);
  int value = otherwise;

  if (word != NULL)
    desk_slot_enum_parse (type, word, &value);

  return value;
}

/* (element-type utf8): the texts of an array. */
static GPtrArray *
dup_texts (JsonObject *object,
           const char *name)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        desk_list_filter_set (texts, json_node_get_string (element), TRUE);
    }

  return texts;
}

static void
take_set (JsonObject *object,
          const char *name,
          GPtrArray **set)
{
  g_ptr_array_unref (*set);
  *set = dup_texts (object, name);
}

static guint
get_mask (JsonObject *object,
          const char *name,
          GType type)
{
  g_autoptr(GPtrArray) words = dup_texts (object, name);
  guint mask = 0;

  for (guint i = 0; i < words->len; i++)
    {
      int value;

      if (desk_slot_enum_parse (type, words->pdata[i], &value))
        mask |= 1u << value;
    }

  return mask;
}

static gboolean
is_day (const char *text)
{
  g_autofree char *moment = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) time = strlen (text) == 10 ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;

  return time != NULL;
}

static void
take_days (JsonObject *object,
           const char *name,
           DeskDays *days)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonObject *said = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *from, *to;
  JsonNode *last;

  if (said == NULL)
    return;

  from = get_text (said, "from");
  to = get_text (said, "to");
  last = json_object_get_member (said, "last_days");
  desk_days_set (days,
                 last != NULL && JSON_NODE_HOLDS_VALUE (last) && json_node_get_value_type (last) == G_TYPE_INT64
                   ? CLAMP (json_node_get_int (last), 0, 3660) : 0,
                 from != NULL && is_day (from) ? from : NULL, to != NULL && is_day (to) ? to : NULL);
}

/**
 * desk_list_filter_new_from_json:
 * @json: what desk_list_filter_dup_json() wrote, maybe of another version
 * @error: return location; %DESK_ERROR_INVALID for what is no JSON object
 *
 * Reads a filter. Members and words that are not known are passed over.
 *
 * Returns: (transfer full) (nullable): a new filter, or %NULL with @error set
 */
DeskListFilter *
desk_list_filter_new_from_json (const char *json,
                                GError **error)
{
  g_autoptr(DeskListFilter) self = NULL;
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (json != NULL, NULL);

  root = json_from_string (json, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, DESK_ERROR, DESK_ERROR_INVALID, "A filter is not a JSON object");
      return NULL;
    }

  self = desk_list_filter_new ();
  object = json_node_get_object (root);
  self->view = get_word (object, "view", DESK_TYPE_VIEW_KIND, DESK_VIEW_ALL);
  self->statuses = get_mask (object, "status", DESK_TYPE_STATUS);
  self->priorities = get_mask (object, "priority", DESK_TYPE_PRIORITY_CODE);
  take_set (object, "category", &self->categories);
  take_set (object, "company", &self->companies);
  self->company_part = get_word (object, "company_part", DESK_TYPE_COMPANY_PART, DESK_COMPANY_ANY_PART);
  self->everyone = get_flag (object, "everyone");
  self->mine = get_flag (object, "mine");
  self->unassigned = get_flag (object, "unassigned");
  take_set (object, "assignee", &self->assignees);
  take_set (object, "label", &self->labels);
  self->sla = get_mask (object, "sla", DESK_TYPE_SLA_STATE);
  self->next_reply = get_word (object, "next_reply", DESK_TYPE_NEXT_REPLY, DESK_NEXT_REPLY_ANY);
  self->unread = get_flag (object, "unread");
  self->text = g_strdup (get_text (object, "text"));
  take_days (object, "created", &self->created);
  take_days (object, "activity", &self->activity);

  return g_steal_pointer (&self);
}

/**
 * desk_list_order_dup_sort:
 * @self: an order
 *
 * Writes down by what is sorted, and in which direction.
 *
 * Returns: (transfer full): as in activity.desc
 */
char *
desk_list_order_dup_sort (const DeskListOrder *self)
{
  g_autofree char *word = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  word = dup_word (DESK_TYPE_LIST_SORT, self->sort);

  return g_strconcat (word, self->ascending ? ".asc" : ".desc", NULL);
}

/**
 * desk_list_order_get_group:
 * @self: an order
 *
 * Writes down what the headings are.
 *
 * Returns: as in company
 */
const char *
desk_list_order_get_group (const DeskListOrder *self)
{
  static const char *const words[] = { "none", "company", "due" };

  g_return_val_if_fail (self != NULL, NULL);

  return words[self->group];
}

/**
 * desk_list_order_parse:
 * @self: an order
 * @sort: (nullable): as desk_list_order_dup_sort() writes it
 * @group: (nullable): as desk_list_order_get_group() writes it
 *
 * Reads an order. A word that is not known gives the usual one: newest activity first, without headings.
 */
void
desk_list_order_parse (DeskListOrder *self,
                       const char *sort,
                       const char *group)
{
  g_auto(GStrv) parts = g_strsplit (sort != NULL ? sort : "", ".", 2);
  int value;

  g_return_if_fail (self != NULL);

  *self = (DeskListOrder) { DESK_SORT_ACTIVITY, FALSE, DESK_GROUP_NONE };
  if (parts[0] != NULL && desk_slot_enum_parse (DESK_TYPE_LIST_SORT, parts[0], &value))
    *self = (DeskListOrder) { value, g_strcmp0 (parts[1], "asc") == 0, DESK_GROUP_NONE };
  if (group != NULL && desk_slot_enum_parse (DESK_TYPE_LIST_GROUP, group, &value))
    self->group = value;
}

/**
 * desk_list_order_equal:
 * @self: an order
 * @other: another one
 *
 * Returns: whether they are the same
 */
gboolean
desk_list_order_equal (const DeskListOrder *self,
                       const DeskListOrder *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return self->sort == other->sort && self->ascending == other->ascending && self->group == other->group;
}
