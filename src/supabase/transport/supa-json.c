/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-json.h"

#include <math.h>
#include <string.h>

#include "supa-error-private.h"

/* What is longer is parsed in a worker: about a page of rows. */
#define INLINE_BYTES (16 * 1024)

/* Deeper than any row is; the parser goes down by recursion, and a hostile text would take it through the stack. */
#define MAX_DEPTH 100

/* The longest number that has no exponent and is finite all the same has 309 digits; one this long is looked at. */
#define LONG_NUMBER 300

/* The parser takes a number that is too large for infinity, which it then writes as no JSON has it. Moves @at to the end of the number. */
static gboolean
is_finite (const char *text,
           gsize       length,
           gsize      *at)
{
  gsize begin = *at;
  gboolean exponent = FALSE;
  g_autofree char *number = NULL;

  for (; *at < length && text[*at] != '\0' && strchr ("+-.0123456789Ee", text[*at]) != NULL; (*at)++)
    exponent = exponent || g_ascii_tolower (text[*at]) == 'e';
  if (!exponent && *at - begin < LONG_NUMBER)
    return TRUE;

  number = g_strndup (text + begin, *at - begin);
  return isfinite (g_ascii_strtod (number, NULL));
}

/* The code unit that the escape at @at names by four digits, or -1. */
static int
read_unit (const char *text,
           gsize       length,
           gsize       at)
{
  int unit = 0;

  if (at + 6 > length || text[at] != '\\' || text[at + 1] != 'u')
    return -1;
  for (gsize i = at + 2; i < at + 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (text[i]);
    }

  return unit;
}

/* The parser knows escapes that JSON has not, and half of a surrogate pair: both become a text that is no UTF-8. Moves @at, from the backslash, to the
 * last character of the escape. */
static gboolean
is_escape (const char *text,
           gsize       length,
           gsize      *at)
{
  int unit = read_unit (text, length, *at);
  gboolean pair = unit >= 0xd800 && unit < 0xe000;

  if (unit < 0)
    return ++*at < length && text[*at] != '\0' && strchr ("\"\\/bfnrt", text[*at]) != NULL;

  *at += 5;
  if (!pair)
    return TRUE;

  unit = unit < 0xdc00 ? read_unit (text, length, *at + 1) : -1;
  *at += 6;
  return unit >= 0xdc00 && unit < 0xe000;
}

static gboolean
is_sound (const char *text,
          gsize       length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!in_string && (text[i] == '-' || g_ascii_isdigit (text[i])))
        {
          if (!is_finite (text, length, &i))
            return FALSE;
          i--;
        }
      else if (in_string && text[i] == '\\')
        {
          if (!is_escape (text, length, &i))
            return FALSE;
        }
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!in_string && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }

  return TRUE;
}

/*< private >
 * supa_json_read:
 * @text: (nullable): what a server sent, whatever it be
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with SUPA_ERROR_SERVER where the text is no JSON, is too deep, or has a number or half of
 *   a character that nothing can hold
 */
JsonNode *
supa_json_read (const char  *text,
                gsize        length,
                GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) parse_error = NULL;
  JsonNode *root = NULL;

  if (text != NULL && g_utf8_validate_len (text, length, NULL) && is_sound (text, length) &&
      json_parser_load_from_data (parser, text, (gssize) length, &parse_error))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    g_propagate_error (error, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL,
                                              parse_error != NULL ? parse_error->message : "The answer is no JSON"));

  return root;
}

static void
parse_and_return (GTask  *task,
                  GBytes *text)
{
  GError *error = NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (text, &size);
  JsonNode *root = supa_json_read (data, size, &error);

  if (root != NULL)
    g_task_return_pointer (task, root, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parse_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  parse_and_return (task, data);
}

/*< private >
 * supa_json_parse_async:
 * @text: UTF-8
 *
 * Parses JSON, in a worker where it is long.
 */
void
supa_json_parse_async (GBytes              *text,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, supa_json_parse_async);
  g_task_set_task_data (task, g_bytes_ref (text), (GDestroyNotify) g_bytes_unref);
  if (g_bytes_get_size (text) > INLINE_BYTES)
    g_task_run_in_thread (task, parse_in_thread);
  else
    parse_and_return (task, text);
}

/*< private >
 * supa_json_parse_finish:
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with SUPA_ERROR_SERVER where the text is no JSON
 */
JsonNode *
supa_json_parse_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*< private >
 * supa_json_get_text:
 * @object: (nullable): where to look
 *
 * Returns: (transfer none) (nullable): the member, if it is there and a text
 */
const char *
supa_json_get_text (JsonObject *object,
                    const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/*< private >
 * supa_json_get_object:
 * @object: (nullable): where to look
 *
 * Returns: (transfer none) (nullable): the member, if it is there and an object
 */
JsonObject *
supa_json_get_object (JsonObject *object,
                      const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
