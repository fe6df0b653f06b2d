/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-json.h"

#include <string.h>

/* Deeper nesting is refused; PostgreSQL would run out of stack as well. */
#define MAX_DEPTH 512

typedef struct {
  LocalArena *arena;
  const char *at;
  const char *end;
} Json;

static gboolean read_value (Json      *self,
                            guint      depth,
                            GPtrArray *keys);

static void
skip_blank (Json *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static gboolean
take (Json *self,
      char  character)
{
  if (self->at == self->end || *self->at != character)
    return FALSE;
  self->at++;

  return TRUE;
}

static gboolean
read_hex (Json    *self,
          guint32 *value)
{
  *value = 0;
  for (guint i = 0; i < 4; i++, self->at++) {
    if (self->at == self->end || !g_ascii_isxdigit (*self->at))
      return FALSE;
    *value = *value * 16 + (guint32) g_ascii_xdigit_value (*self->at);
  }

  return TRUE;
}

/* A surrogate must be followed by its other half; alone it stands for no character. */
static gboolean
read_unicode (Json    *self,
              GString *text)
{
  guint32 value;
  guint32 low;

  if (!read_hex (self, &value))
    return FALSE;
  if (value >= 0xd800 && value < 0xdc00 && self->end - self->at >= 6 && self->at[0] == '\\' && self->at[1] == 'u') {
    self->at += 2;
    if (!read_hex (self, &low))
      return FALSE;
    if (low >= 0xdc00 && low < 0xe000)
      value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
  }
  g_string_append_unichar (text, value == 0 || (value >= 0xd800 && value < 0xe000) ? 0xfffd : value);

  return TRUE;
}

static gboolean
read_escape (Json    *self,
             GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;

  if (self->at == self->end)
    return FALSE;
  if (take (self, 'u'))
    return read_unicode (self, text);
  letter = *self->at != '\0' ? strchr (letters, *self->at) : NULL;
  if (letter == NULL)
    return FALSE;
  self->at++;
  g_string_append_c (text, meanings[letter - letters]);

  return TRUE;
}

static gboolean
read_string (Json  *self,
             char **result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!take (self, '"'))
    return FALSE;
  while (!take (self, '"')) {
    if (self->at == self->end || (guchar) *self->at < 0x20)
      return FALSE;
    if (take (self, '\\')) {
      if (!read_escape (self, text))
        return FALSE;
    } else {
      g_string_append_c (text, *self->at++);
    }
  }
  if (result != NULL)
    *result = local_arena_strdup (self->arena, text->str);

  return TRUE;
}

static gboolean
read_digits (Json *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > start;
}

static gboolean
read_number (Json *self)
{
  (void) take (self, '-');
  if (!take (self, '0') && !read_digits (self))
    return FALSE;
  if (take (self, '.') && !read_digits (self))
    return FALSE;
  if (take (self, 'e') || take (self, 'E')) {
    if (!take (self, '+'))
      (void) take (self, '-');
    return read_digits (self);
  }

  return TRUE;
}

static gboolean
read_word (Json       *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || strncmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;

  return TRUE;
}

static gboolean
read_array (Json  *self,
            guint  depth)
{
  skip_blank (self);
  if (take (self, ']'))
    return TRUE;
  do {
    if (!read_value (self, depth + 1, NULL))
      return FALSE;
    skip_blank (self);
  } while (take (self, ','));

  return take (self, ']');
}

static gboolean
read_object (Json      *self,
             guint      depth,
             GPtrArray *keys)
{
  skip_blank (self);
  if (take (self, '}'))
    return TRUE;
  do {
    char *key = NULL;

    skip_blank (self);
    if (!read_string (self, keys != NULL ? &key : NULL))
      return FALSE;
    skip_blank (self);
    if (!take (self, ':') || !read_value (self, depth + 1, NULL))
      return FALSE;
    if (keys != NULL && !g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
      g_ptr_array_add (keys, key);
    skip_blank (self);
  } while (take (self, ','));

  return take (self, '}');
}

static gboolean
read_value (Json      *self,
            guint      depth,
            GPtrArray *keys)
{
  skip_blank (self);
  if (self->at == self->end || depth > MAX_DEPTH)
    return FALSE;
  switch (*self->at) {
  case '{':
    self->at++;
    return read_object (self, depth, keys);
  case '[':
    self->at++;
    return read_array (self, depth);
  case '"':
    return read_string (self, NULL);
  case 't':
    return read_word (self, "true");
  case 'f':
    return read_word (self, "false");
  case 'n':
    return read_word (self, "null");
  default:
    return read_number (self);
  }
}

static gboolean
has_same_keys (GPtrArray *a,
               GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    if (!g_ptr_array_find_with_equal_func (b, g_ptr_array_index (a, i), g_str_equal, NULL))
      return FALSE;
  }

  return TRUE;
}

static gboolean
inspect_rows (Json      *self,
              GPtrArray *keys,
              gboolean  *even)
{
  gboolean first = TRUE;

  do {
    GPtrArray *row_keys = first ? keys : local_arena_array (self->arena);

    skip_blank (self);
    *even = *even && self->at < self->end && *self->at == '{';
    if (!read_value (self, 1, row_keys))
      return FALSE;
    *even = *even && (first || has_same_keys (keys, row_keys));
    first = FALSE;
    skip_blank (self);
  } while (take (self, ','));

  return take (self, ']');
}

/**
 * local_rest_json_inspect:
 * @text: the body of a request
 * @length: its length
 * @arena: where keys are kept
 * @keys: (element-type utf8): the keys of the rows are added here
 *
 * Checks that a body is JSON, and finds the columns that its rows have. The values are left to PostgreSQL, so that no digit gets lost.
 *
 * Returns: what the body is
 */
LocalRestShape
local_rest_json_inspect (const char *text,
                         gsize       length,
                         LocalArena *arena,
                         GPtrArray  *keys)
{
  Json json = { arena, text, text + length };
  LocalRestShape shape = LOCAL_REST_SHAPE_EMPTY;
  gboolean even = TRUE;

  if (!g_utf8_validate (text, (gssize) length, NULL))
    return LOCAL_REST_SHAPE_INVALID;
  skip_blank (&json);
  if (take (&json, '[')) {
    skip_blank (&json);
    if (!take (&json, ']')) {
      if (!inspect_rows (&json, keys, &even))
        return LOCAL_REST_SHAPE_INVALID;
      shape = even ? LOCAL_REST_SHAPE_ROWS : LOCAL_REST_SHAPE_UNEVEN;
    }
  } else {
    if (json.at < json.end && *json.at == '{')
      shape = LOCAL_REST_SHAPE_ROWS;
    if (!read_value (&json, 1, keys))
      return LOCAL_REST_SHAPE_INVALID;
  }
  skip_blank (&json);

  return json.at == json.end ? shape : LOCAL_REST_SHAPE_INVALID;
}

/**
 * local_rest_json_append:
 * @json: JSON that is being written
 * @text: (nullable): a text, in UTF-8
 *
 * Writes a text as a JSON string, or null.
 */
void
local_rest_json_append (GString    *json,
                        const char *text)
{
  if (text == NULL) {
    g_string_append (json, "null");
    return;
  }
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\')
      g_string_append_printf (json, "\\%c", *text);
    else if ((guchar) *text < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint) (guchar) *text);
    else
      g_string_append_c (json, *text);
  }
  g_string_append_c (json, '"');
}
