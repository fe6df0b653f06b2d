/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-row-value.h"

#include "desk-error.h"
#include "desk-time.h"

static gboolean
fail (const DeskField *field,
      const char *reason,
      GError **error)
{
  g_set_error (error, DESK_ERROR, DESK_ERROR_INVALID, "Field %s: %s", field->name, reason);

  return FALSE;
}

static void
take_text (DeskRowValue *self,
           char *text)
{
  self->type = SQLITE_TEXT;
  self->text = text;
}

static void
take_integer (DeskRowValue *self,
              gint64 integer)
{
  self->type = SQLITE_INTEGER;
  self->integer = integer;
}

static gboolean
decode_array (DeskRowValue *self,
              const DeskField *field,
              JsonNode *node,
              GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (field, "not an array", error);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        return fail (field, "an element is not a text", error);
    }
  take_text (self, json_to_string (node, FALSE));

  return TRUE;
}

/* Realtime gives a jsonb value as what it is or as its text. */
static gboolean
decode_object (DeskRowValue *self,
               const DeskField *field,
               JsonNode *node,
               GError **error)
{
  g_autoptr(JsonNode) parsed = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    node = parsed = json_from_string (json_node_get_string (node), NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (field, "not an object", error);
  take_text (self, json_to_string (node, FALSE));

  return TRUE;
}

static gboolean
decode_text (DeskRowValue *self,
             const DeskField *field,
             JsonNode *node,
             GError **error)
{
  const char *text;

  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (field, "not a text", error);

  text = json_node_get_string (node);
  if (field->type == DESK_FIELD_TIME)
    {
      gint64 time;

      if (!desk_time_parse (text, &time))
        return fail (field, "not a time", error);
      take_integer (self, time);
      return TRUE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    return fail (field, "not UTF-8", error);
  take_text (self, g_strdup (text));

  return TRUE;
}

/**
 * desk_row_value_decode:
 * @self: an empty value
 * @field: what is expected
 * @node: (nullable): what came; %NULL when the row has no such member
 * @error: return location; %DESK_ERROR_INVALID for a value of the wrong type
 *
 * Reads a value of a row as PostgREST and Realtime write it (timestamptz in ISO 8601, int8 as a number, text[] as an array).
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_row_value_decode (DeskRowValue *self,
                       const DeskField *field,
                       JsonNode *node,
                       GError **error)
{
  self->present = node != NULL;
  self->type = SQLITE_NULL;
  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_NULL (node))
    return (field->flags & (DESK_FIELD_NULLABLE | DESK_FIELD_KEY)) == DESK_FIELD_NULLABLE || fail (field, "null", error);
  if (field->type == DESK_FIELD_TEXT_ARRAY)
    return decode_array (self, field, node, error);
  if (field->type == DESK_FIELD_OBJECT)
    return decode_object (self, field, node, error);
  if (!JSON_NODE_HOLDS_VALUE (node))
    return fail (field, "not a single value", error);

  switch (field->type)
    {
    case DESK_FIELD_INTEGER:
      if (json_node_get_value_type (node) != G_TYPE_INT64)
        return fail (field, "not an integer", error);
      take_integer (self, json_node_get_int (node));
      return TRUE;
    case DESK_FIELD_BOOLEAN:
      if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return fail (field, "neither true nor false", error);
      take_integer (self, json_node_get_boolean (node));
      return TRUE;
    case DESK_FIELD_TEXT:
    case DESK_FIELD_TIME:
      return decode_text (self, field, node, error);
    case DESK_FIELD_TEXT_ARRAY:
    case DESK_FIELD_OBJECT:
    default:
      g_assert_not_reached ();
    }
}

/**
 * desk_row_value_clear:
 * @self: a value
 *
 * Frees what it holds and empties it.
 */
void
desk_row_value_clear (DeskRowValue *self)
{
  g_free (self->text);
  *self = (DeskRowValue) { .type = SQLITE_NULL };
}

/**
 * desk_row_value_bind:
 * @self: a value that outlives the next run of @statement
 * @statement: a statement
 * @position: the parameter's number, from 1
 *
 * Gives a parameter its value, without a copy.
 */
void
desk_row_value_bind (const DeskRowValue *self,
                     sqlite3_stmt *statement,
                     int position)
{
  switch (self->type)
    {
    case SQLITE_INTEGER:
      sqlite3_bind_int64 (statement, position, self->integer);
      break;
    case SQLITE_TEXT:
      sqlite3_bind_text (statement, position, self->text, -1, SQLITE_STATIC);
      break;
    default:
      sqlite3_bind_null (statement, position);
      break;
    }
}

/**
 * desk_row_value_equals:
 * @self: a value
 * @row: a statement on a row
 * @column: a column of it, from 0
 *
 * Compares with what is stored.
 *
 * Returns: whether they are the same
 */
gboolean
desk_row_value_equals (const DeskRowValue *self,
                       sqlite3_stmt *row,
                       int column)
{
  if (sqlite3_column_type (row, column) != self->type)
    return FALSE;
  if (self->type == SQLITE_INTEGER)
    return sqlite3_column_int64 (row, column) == self->integer;
  if (self->type == SQLITE_TEXT)
    return g_strcmp0 ((const char *) sqlite3_column_text (row, column), self->text) == 0;

  return TRUE;
}
