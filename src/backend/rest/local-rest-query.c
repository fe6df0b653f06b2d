/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-query.h"

#include <string.h>

#include "rest/local-rest-reader.h"

typedef struct {
  LocalArena *arena;
  gboolean is_call;
  LocalRestQuery *query;
  LocalRestError **error;
} Parse;

static char *
decode (LocalArena *arena,
        const char *text,
        gsize       length)
{
  g_autoptr (GString) decoded = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++) {
    if (text[i] == '+') {
      g_string_append_c (decoded, ' ');
    } else if (text[i] == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2])) {
      g_string_append_c (decoded, (char) (g_ascii_xdigit_value (text[i + 1]) * 16 + g_ascii_xdigit_value (text[i + 2])));
      i += 2;
    } else {
      g_string_append_c (decoded, text[i]);
    }
  }
  if (strlen (decoded->str) != decoded->len || !g_utf8_validate (decoded->str, (gssize) decoded->len, NULL))
    return NULL;

  return local_arena_strdup (arena, decoded->str);
}

/**
 * local_rest_query_split:
 * @text: names and values as forms send them: "a=1&b=x+y%2C"
 * @arena: where they are kept
 *
 * Takes a query string or a form apart.
 *
 * Returns: (transfer none) (nullable) (element-type LocalRestArgument): the pairs; the value of one without "=" is %NULL. %NULL if a
 *   name or a value is not UTF-8 or holds a zero
 */
GPtrArray *
local_rest_query_split (const char *text,
                        LocalArena *arena)
{
  GPtrArray *pairs = local_arena_array (arena);

  while (*text != '\0') {
    gsize length = strcspn (text, "&;");
    const char *equals = memchr (text, '=', length);
    LocalRestArgument *pair = local_arena_new0 (arena, LocalRestArgument);
    gsize name_length = equals != NULL ? (gsize) (equals - text) : length;

    pair->name = decode (arena, text, name_length);
    if (pair->name == NULL)
      return NULL;
    if (equals != NULL) {
      pair->value = decode (arena, equals + 1, length - name_length - 1);
      if (pair->value == NULL)
        return NULL;
    }
    g_ptr_array_add (pairs, pair);
    text += length;
    if (*text != '\0')
      text++;
  }

  return pairs;
}

static const char *
last_word (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL ? dot + 1 : name;
}

static gboolean
parse_names (Parse       *self,
             const char  *what,
             const char  *text,
             GPtrArray  **names)
{
  LocalRestReader reader;

  *names = local_arena_array (self->arena);
  local_rest_reader_init (&reader, self->arena, text);
  do {
    char *name;

    local_rest_reader_skip_blank (&reader);
    name = local_rest_reader_name (&reader);
    if (name == NULL) {
      *self->error = local_rest_reader_error (&reader, what, text);
      return FALSE;
    }
    g_ptr_array_add (*names, name);
    local_rest_reader_skip_blank (&reader);
  } while (local_rest_reader_text (&reader, ","));

  return TRUE;
}

/* Reads "a.b.c->d": the embed a.b and the field c->d of it. */
static GPtrArray *
parse_path (Parse          *self,
            const char     *name,
            LocalRestField *field)
{
  LocalRestReader reader;
  GPtrArray *path;

  local_rest_reader_init (&reader, self->arena, name);
  path = local_rest_reader_dotted (&reader);
  if (path == NULL || !local_rest_reader_path (&reader, &field->path)) {
    *self->error = local_rest_reader_error (&reader, "tree path", name);
    return NULL;
  }
  field->name = g_ptr_array_steal_index (path, path->len - 1);

  return path;
}

static gboolean
parse_filter (Parse                   *self,
              const LocalRestArgument *pair)
{
  LocalRestCondition *condition = local_arena_new0 (self->arena, LocalRestCondition);
  LocalRestReader reader;

  condition->logic = local_arena_new0 (self->arena, LocalRestLogic);
  condition->path = parse_path (self, pair->name, &condition->logic->field);
  if (condition->path == NULL)
    return FALSE;
  local_rest_reader_init (&reader, self->arena, pair->value);
  if (local_rest_reader_operation (&reader, FALSE, &condition->logic->operation)) {
    g_ptr_array_add (self->query->filters, condition);
    g_ptr_array_add (self->query->filter_names, (gpointer) pair->name);
    return TRUE;
  }
  if (self->is_call && reader.at == reader.text) {
    LocalRestArgument *argument = local_arena_new0 (self->arena, LocalRestArgument);

    argument->name = condition->logic->field.name;
    argument->value = pair->value;
    g_ptr_array_add (self->query->arguments, argument);
    return TRUE;
  }
  *self->error = local_rest_reader_error (&reader, "filter", pair->value);

  return FALSE;
}

static gboolean
parse_logic (Parse                   *self,
             const LocalRestArgument *pair)
{
  LocalRestCondition *condition = local_arena_new0 (self->arena, LocalRestCondition);
  LocalRestReader reader;
  GPtrArray *path;
  const char *word;
  gboolean negated = FALSE;

  local_rest_reader_init (&reader, self->arena, pair->name);
  path = local_rest_reader_dotted (&reader);
  if (path == NULL) {
    *self->error = local_rest_reader_error (&reader, "logic path", pair->name);
    return FALSE;
  }
  word = g_ptr_array_steal_index (path, path->len - 1);
  condition->path = local_arena_array (self->arena);
  for (guint i = 0; i < path->len; i++) {
    if (g_str_equal (g_ptr_array_index (path, i), "not"))
      negated = TRUE;
    else
      g_ptr_array_add (condition->path, g_ptr_array_index (path, i));
  }

  local_rest_reader_init (&reader, self->arena,
                          local_arena_printf (self->arena, "%s%s%s", negated ? "not." : "", word, pair->value));
  condition->logic = local_rest_reader_logic (&reader);
  if (condition->logic == NULL) {
    *self->error = local_rest_reader_error (&reader, "logic tree", pair->value);
    return FALSE;
  }
  g_ptr_array_add (self->query->logic, condition);

  return TRUE;
}

static gboolean
parse_ordering (Parse                   *self,
                const LocalRestArgument *pair)
{
  LocalRestOrdering *ordering = local_arena_new0 (self->arena, LocalRestOrdering);
  LocalRestField field;

  ordering->path = parse_path (self, pair->name, &field);
  if (ordering->path == NULL)
    return FALSE;
  ordering->terms = local_rest_query_parse_order (pair->value, self->arena, self->error);
  if (ordering->terms == NULL)
    return FALSE;
  g_ptr_array_add (self->query->orders, ordering);

  return TRUE;
}

static gboolean
is_same_path (GPtrArray *a,
              GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  }

  return TRUE;
}

static gboolean
parse_window (Parse                   *self,
              const LocalRestArgument *pair)
{
  LocalRestField field;
  GPtrArray *path = parse_path (self, pair->name, &field);
  LocalRestWindow *window = NULL;

  if (path == NULL)
    return FALSE;
  for (guint i = 0; i < self->query->windows->len && window == NULL; i++) {
    LocalRestWindow *candidate = g_ptr_array_index (self->query->windows, i);

    if (is_same_path (candidate->path, path))
      window = candidate;
  }
  if (window == NULL) {
    window = local_arena_new0 (self->arena, LocalRestWindow);
    window->path = path;
    g_ptr_array_add (self->query->windows, window);
  }
  if (g_str_equal (last_word (pair->name), "limit"))
    window->limit = pair->value;
  else
    window->offset = pair->value;

  return TRUE;
}

/* select, columns and on_conflict count once, the first time. */
static gboolean
parse_pair (Parse                   *self,
            const LocalRestArgument *pair)
{
  const char *word = last_word (pair->name);

  if (g_str_equal (pair->name, "select")) {
    if (self->query->select == NULL)
      self->query->select = local_rest_query_parse_select (pair->value, self->arena, self->error);
    return self->query->select != NULL;
  }
  if (g_str_equal (pair->name, "columns"))
    return self->query->columns != NULL || parse_names (self, "columns parameter", pair->value, &self->query->columns);
  if (g_str_equal (pair->name, "on_conflict"))
    return self->query->on_conflict != NULL
           || parse_names (self, "on_conflict parameter", pair->value, &self->query->on_conflict);
  if (g_str_equal (word, "order"))
    return parse_ordering (self, pair);
  if (g_str_equal (word, "limit") || g_str_equal (word, "offset"))
    return parse_window (self, pair);
  if (g_str_equal (word, "and") || g_str_equal (word, "or"))
    return parse_logic (self, pair);

  return parse_filter (self, pair);
}

/**
 * local_rest_query_parse:
 * @query: (nullable): the query string as sent, any bytes
 * @is_call: whether a function is called by GET, so that a value without an operator is an argument
 * @arena: where the result is kept
 * @error: return location of an error
 *
 * Reads the query string of a request.
 *
 * Returns: (transfer none) (nullable): what it says
 */
LocalRestQuery *
local_rest_query_parse (const char      *query,
                        gboolean         is_call,
                        LocalArena      *arena,
                        LocalRestError **error)
{
  LocalRestQuery *result;
  GPtrArray *pairs;
  Parse parse = { arena, is_call, NULL, error };

  g_return_val_if_fail (arena != NULL && error != NULL, NULL);

  pairs = local_rest_query_split (query != NULL ? query : "", arena);
  if (pairs == NULL) {
    *error = local_rest_error_new (400, "22021", "invalid byte sequence for encoding \"UTF8\"", NULL, NULL);
    return NULL;
  }

  result = local_arena_new0 (arena, LocalRestQuery);
  result->filters = local_arena_array (arena);
  result->logic = local_arena_array (arena);
  result->filter_names = local_arena_array (arena);
  result->orders = local_arena_array (arena);
  result->windows = local_arena_array (arena);
  result->arguments = local_arena_array (arena);
  parse.query = result;
  for (guint i = 0; i < pairs->len; i++) {
    const LocalRestArgument *pair = g_ptr_array_index (pairs, i);

    if (pair->value != NULL && !parse_pair (&parse, pair))
      return NULL;
  }
  if (result->select == NULL)
    result->select = local_rest_query_parse_select ("*", arena, error);

  return result;
}
