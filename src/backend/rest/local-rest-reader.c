/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-reader.h"

#include <string.h>

/**
 * local_rest_reader_init:
 * @self: a reader
 * @arena: where what is read is kept
 * @text: the text, in UTF-8
 *
 * Begins to read a text.
 */
void
local_rest_reader_init (LocalRestReader *self,
                        LocalArena      *arena,
                        const char      *text)
{
  self->arena = arena;
  self->text = text;
  self->at = text;
  self->furthest = text;
  self->expected = "end of input";
  self->depth = 0;
}

/**
 * local_rest_reader_fail:
 * @self: a reader
 * @expected: what should be here
 *
 * Notes that something else was expected here.
 *
 * Returns: %FALSE
 */
gboolean
local_rest_reader_fail (LocalRestReader *self,
                        const char      *expected)
{
  if (self->at >= self->furthest) {
    self->furthest = self->at;
    self->expected = expected;
  }

  return FALSE;
}

/**
 * local_rest_reader_text:
 * @self: a reader
 * @text: a text
 *
 * Returns: whether the text was here; then it is read
 */
gboolean
local_rest_reader_text (LocalRestReader *self,
                        const char      *text)
{
  if (!g_str_has_prefix (self->at, text))
    return local_rest_reader_fail (self, text);
  self->at += strlen (text);

  return TRUE;
}

/**
 * local_rest_reader_is_at:
 * @self: a reader
 * @characters: the characters that may follow, besides the end
 * @expected: how to call them in an error
 *
 * Returns: whether the end or one of @characters follows; nothing is read
 */
gboolean
local_rest_reader_is_at (LocalRestReader *self,
                         const char      *characters,
                         const char      *expected)
{
  if (*self->at == '\0' || strchr (characters, *self->at) != NULL)
    return TRUE;

  return local_rest_reader_fail (self, expected);
}

/**
 * local_rest_reader_skip_blank:
 * @self: a reader
 *
 * Reads blanks and tabs.
 */
void
local_rest_reader_skip_blank (LocalRestReader *self)
{
  self->at += strspn (self->at, " \t");
}

/**
 * local_rest_reader_until:
 * @self: a reader
 * @characters: where to stop
 *
 * Returns: (transfer none): what stands before the first of @characters, possibly nothing
 */
char *
local_rest_reader_until (LocalRestReader *self,
                         const char      *characters)
{
  gsize length = strcspn (self->at, characters);
  char *text = local_arena_strndup (self->arena, self->at, length);

  self->at += length;

  return text;
}

/**
 * local_rest_reader_quoted:
 * @self: a reader
 *
 * Reads a text in double quotes, in which a backslash takes the next character as it is.
 *
 * Returns: (transfer none) (nullable): the text without the quotes
 */
char *
local_rest_reader_quoted (LocalRestReader *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!local_rest_reader_text (self, "\""))
    return NULL;
  while (*self->at != '"') {
    if (*self->at == '\\')
      self->at++;
    if (*self->at == '\0') {
      local_rest_reader_fail (self, "\"");
      return NULL;
    }
    g_string_append_c (text, *self->at++);
  }
  self->at++;

  return local_arena_strdup (self->arena, text->str);
}

static gboolean
is_of_identifier (gunichar character)
{
  return character == '_' || character == ' ' || character == '$' || (character >= '0' && character <= '9')
         || g_unichar_isalpha (character);
}

/**
 * local_rest_reader_identifier:
 * @self: a reader
 *
 * Reads letters, digits, blanks, "_" and "$".
 *
 * Returns: (transfer none) (nullable): them, without blanks around
 */
char *
local_rest_reader_identifier (LocalRestReader *self)
{
  const char *start = self->at;

  while (*self->at != '\0' && is_of_identifier (g_utf8_get_char (self->at)))
    self->at = g_utf8_next_char (self->at);
  if (self->at == start) {
    local_rest_reader_fail (self, "field name (* or [a..z0..9_$])");
    return NULL;
  }

  return g_strstrip (local_arena_strndup (self->arena, start, (gsize) (self->at - start)));
}

static char *
read_key_part (LocalRestReader *self)
{
  char *text = local_rest_reader_until (self, "(-:.,>)");

  if (*text == '\0') {
    local_rest_reader_fail (self, "any non reserved character different from: .,>()");
    return NULL;
  }

  return g_strstrip (text);
}

/* Parts with dashes between; a dash that begins an arrow ends the name. */
static char *
read_dashed (LocalRestReader *self,
             char            *(*read_part) (LocalRestReader *))
{
  g_autoptr (GString) name = NULL;
  char *part = read_part (self);

  if (part == NULL)
    return NULL;
  name = g_string_new (part);
  while (self->at[0] == '-' && self->at[1] != '>') {
    self->at++;
    part = read_part (self);
    if (part == NULL)
      return NULL;
    g_string_append_printf (name, "-%s", part);
  }

  return local_arena_strdup (self->arena, name->str);
}

/**
 * local_rest_reader_name:
 * @self: a reader
 *
 * Reads the name of a column, table or function.
 *
 * Returns: (transfer none) (nullable): the name
 */
char *
local_rest_reader_name (LocalRestReader *self)
{
  if (*self->at == '"')
    return local_rest_reader_quoted (self);

  return read_dashed (self, local_rest_reader_identifier);
}

/* An index must be followed by what can follow a path; otherwise it is a key that begins like a number. */
static gboolean
read_index (LocalRestReader *self,
            LocalRestStep   *step)
{
  const char *start = self->at;
  gboolean is_negative = *self->at == '-';
  gsize length;

  if (is_negative)
    self->at++;
  length = strspn (self->at, "0123456789");
  if (length == 0) {
    local_rest_reader_fail (self, "digit");
    self->at = start;
    return FALSE;
  }
  step->key = local_arena_printf (self->arena, "%c%.*s", is_negative ? '-' : '+', (int) length, self->at);
  step->is_index = TRUE;
  self->at += length;
  if (*self->at == '\0' || *self->at == '.' || *self->at == ',' || g_str_has_prefix (self->at, "->")
      || g_str_has_prefix (self->at, "::"))
    return TRUE;

  local_rest_reader_fail (self, "\"->\", \"::\", \".\", \",\" or end of input");
  self->at = start;

  return FALSE;
}

/**
 * local_rest_reader_path:
 * @self: a reader
 * @path: (out) (transfer none) (element-type LocalRestStep): return location of the steps
 *
 * Reads a path into JSON, possibly an empty one.
 *
 * Returns: whether it is well formed
 */
gboolean
local_rest_reader_path (LocalRestReader  *self,
                        GPtrArray       **path)
{
  *path = local_arena_array (self->arena);

  while (g_str_has_prefix (self->at, "->")) {
    LocalRestStep *step = local_arena_new0 (self->arena, LocalRestStep);

    self->at += 2;
    step->as_text = *self->at == '>';
    if (step->as_text)
      self->at++;
    if (!read_index (self, step)) {
      step->is_index = FALSE;
      step->key = *self->at == '"' ? local_rest_reader_quoted (self) : read_dashed (self, read_key_part);
      if (step->key == NULL)
        return FALSE;
    }
    g_ptr_array_add (*path, step);
  }
  local_rest_reader_fail (self, "\"->\" or \"->>\"");

  return TRUE;
}

/**
 * local_rest_reader_field:
 * @self: a reader
 * @field: (out caller-allocates): return location of the field
 *
 * Reads a column and the path into it, with blanks around.
 *
 * Returns: whether there was one
 */
gboolean
local_rest_reader_field (LocalRestReader *self,
                         LocalRestField  *field)
{
  local_rest_reader_skip_blank (self);
  field->name = local_rest_reader_name (self);
  if (field->name == NULL || !local_rest_reader_path (self, &field->path))
    return FALSE;
  local_rest_reader_skip_blank (self);

  return TRUE;
}

/**
 * local_rest_reader_dotted:
 * @self: a reader
 *
 * Reads names with dots between.
 *
 * Returns: (transfer none) (nullable) (element-type utf8): the names, one at least
 */
GPtrArray *
local_rest_reader_dotted (LocalRestReader *self)
{
  GPtrArray *names = local_arena_array (self->arena);

  do {
    char *name = local_rest_reader_name (self);

    if (name == NULL)
      return NULL;
    g_ptr_array_add (names, name);
  } while (local_rest_reader_text (self, "."));

  return names;
}

/**
 * local_rest_reader_error:
 * @self: a reader that failed
 * @what: what was read, such as "order"
 * @shown: the text as the request sent it
 *
 * Returns: (transfer full): the error PGRST100, which names line and column
 */
LocalRestError *
local_rest_reader_error (LocalRestReader *self,
                         const char      *what,
                         const char      *shown)
{
  g_autofree char *message = NULL;
  g_autofree char *details = NULL;
  char found[7] = "";
  guint line = 1;
  guint column = 1;

  for (const char *c = self->text; c < self->furthest; c = g_utf8_next_char (c)) {
    if (*c == '\n') {
      line++;
      column = 1;
    } else {
      column += *c == '\t' ? 8 - (column - 1) % 8 : 1;
    }
  }
  if (*self->furthest != '\0')
    found[g_unichar_to_utf8 (g_utf8_get_char (self->furthest), found)] = '\0';

  message = g_strdup_printf ("\"failed to parse %s (%s)\" (line %u, column %u)", what, shown, line, column);
  details = *found != '\0' ? g_strdup_printf ("unexpected \"%s\" expecting %s", found, self->expected)
                           : g_strdup_printf ("unexpected end of input expecting %s", self->expected);

  return local_rest_error_new (400, "PGRST100", message, details, NULL);
}
