/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-request.h"

#include <string.h>

#include "rest/local-rest-json.h"

static gboolean
refuse (const char      *message,
        LocalRestError **error)
{
  *error = local_rest_error_new (400, "PGRST102", message, NULL, NULL);

  return FALSE;
}

static void
set_keys (LocalRestRequest *self,
          GPtrArray        *names)
{
  for (guint i = 0; i < names->len; i++) {
    gpointer name = g_ptr_array_index (names, i);

    if (!g_ptr_array_find_with_equal_func (self->keys, name, g_str_equal, NULL))
      g_ptr_array_add (self->keys, name);
  }
}

/* Where columns= names the columns, PostgreSQL is left to read the body. */
static gboolean
read_json (LocalRestRequest  *self,
           GPtrArray         *columns,
           LocalRestError   **error)
{
  if (columns != NULL) {
    set_keys (self, columns);
    return TRUE;
  }
  if (*self->body == '\0' && self->action == LOCAL_REST_CALL)
    self->body = "{}";

  switch (local_rest_json_inspect (self->body, strlen (self->body), self->arena, self->keys)) {
  case LOCAL_REST_SHAPE_ROWS:
    return TRUE;
  case LOCAL_REST_SHAPE_EMPTY:
    self->body = "[]";
    return TRUE;
  case LOCAL_REST_SHAPE_UNEVEN:
    return refuse ("All object keys must match", error);
  case LOCAL_REST_SHAPE_INVALID:
  default:
    return refuse ("Empty or invalid json", error);
  }
}

static gboolean
read_form (LocalRestRequest  *self,
           LocalRestError   **error)
{
  GPtrArray *pairs = local_rest_query_split (self->body, self->arena);
  g_autoptr (GString) json = NULL;

  if (pairs == NULL)
    return refuse ("The form is not in UTF-8", error);
  for (guint i = 0; i < pairs->len; i++) {
    LocalRestArgument *pair = g_ptr_array_index (pairs, i);

    if (pair->value == NULL)
      pair->value = "";
    if (!g_ptr_array_find_with_equal_func (self->keys, pair->name, g_str_equal, NULL))
      g_ptr_array_add (self->keys, (gpointer) pair->name);
  }
  if (self->action == LOCAL_REST_CALL) {
    self->form = pairs;
    return TRUE;
  }

  json = g_string_new ("{");
  for (guint i = 0; i < pairs->len; i++) {
    const LocalRestArgument *pair = g_ptr_array_index (pairs, i);

    g_string_append (json, i > 0 ? "," : "");
    local_rest_json_append (json, pair->name);
    g_string_append_c (json, ':');
    local_rest_json_append (json, pair->value);
  }
  g_string_append_c (json, '}');
  self->body = local_arena_strdup (self->arena, json->str);

  return TRUE;
}

/* Bytes as PostgreSQL reads them, whatever they are. */
static char *
write_hex (LocalArena   *arena,
           const guchar *bytes,
           gsize         length)
{
  g_autoptr (GString) text = g_string_new ("\\x");

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);

  return local_arena_strdup (arena, text->str);
}

/**
 * local_rest_request_read_body:
 * @self: a request whose query is known
 * @error: return location of an error
 *
 * Turns the body into JSON, and finds the columns or parameters that it has.
 *
 * Returns: whether it is well formed, or of no use to this request
 */
gboolean
local_rest_request_read_body (LocalRestRequest  *self,
                              LocalRestError   **error)
{
  gboolean takes_columns = self->action == LOCAL_REST_INSERT || self->action == LOCAL_REST_UPDATE || self->action == LOCAL_REST_CALL;
  g_autofree char *message = NULL;
  gsize length = 0;
  const char *bytes;

  if (!takes_columns && self->action != LOCAL_REST_PUT)
    return TRUE;
  bytes = self->http->body != NULL ? g_bytes_get_data (self->http->body, &length) : NULL;
  if (self->content_type->kind == LOCAL_REST_MEDIA_OCTETS && self->action == LOCAL_REST_CALL) {
    self->body = write_hex (self->arena, (const guchar *) bytes, length);
    return TRUE;
  }
  self->body = local_arena_strndup (self->arena, bytes != NULL ? bytes : "", length);
  if (strlen (self->body) != length)
    return refuse ("Empty or invalid json", error);

  switch (self->content_type->kind) {
  case LOCAL_REST_MEDIA_JSON:
    return read_json (self, takes_columns ? self->query->columns : NULL, error);
  case LOCAL_REST_MEDIA_CSV:
    self->body = local_rest_csv_to_json (self->arena, self->body, self->keys, error);
    return self->body != NULL;
  case LOCAL_REST_MEDIA_FORM:
    return read_form (self, error);
  case LOCAL_REST_MEDIA_TEXT:
  case LOCAL_REST_MEDIA_XML:
  case LOCAL_REST_MEDIA_OCTETS:
    if (self->action == LOCAL_REST_CALL)
      return TRUE;
    break;
  case LOCAL_REST_MEDIA_GEOJSON:
  case LOCAL_REST_MEDIA_OPENAPI:
  case LOCAL_REST_MEDIA_ANY:
  case LOCAL_REST_MEDIA_ARRAY_STRIPPED:
  case LOCAL_REST_MEDIA_OBJECT:
  case LOCAL_REST_MEDIA_OBJECT_STRIPPED:
  case LOCAL_REST_MEDIA_PLAN:
  case LOCAL_REST_MEDIA_OTHER:
  default:
    break;
  }
  message = g_strconcat ("Content-Type not acceptable: ", self->content_type->name, NULL);

  return refuse (message, error);
}

/* One field, quoted or not; afterwards @at stands at a comma, a line end or the end. */
static char *
read_csv_field (LocalArena  *arena,
                const char **at)
{
  g_autoptr (GString) text = NULL;
  const char *start = *at;

  if (*start != '"') {
    *at += strcspn (*at, ",\r\n\"");
    return **at != '"' ? local_arena_strndup (arena, start, (gsize) (*at - start)) : NULL;
  }

  text = g_string_new (NULL);
  for ((*at)++; **at != '\0'; (*at)++) {
    if (**at == '"') {
      (*at)++;
      if (**at != '"')
        return strchr (",\r\n", **at) != NULL ? local_arena_strdup (arena, text->str) : NULL;
    }
    g_string_append_c (text, **at);
  }

  return NULL;
}

static GPtrArray *
read_csv_line (LocalArena  *arena,
               const char **at)
{
  GPtrArray *fields = local_arena_array (arena);

  while (TRUE) {
    char *field = read_csv_field (arena, at);

    if (field == NULL)
      return NULL;
    g_ptr_array_add (fields, field);
    if (**at != ',')
      break;
    (*at)++;
  }
  if (**at == '\r')
    (*at)++;
  if (**at == '\n')
    (*at)++;

  return fields;
}

static void
append_csv_row (GString   *json,
                GPtrArray *names,
                GPtrArray *fields)
{
  g_string_append (json, json->len > 1 ? ",{" : "{");
  for (guint i = 0; i < names->len; i++) {
    const char *field = g_ptr_array_index (fields, i);

    g_string_append (json, i > 0 ? "," : "");
    local_rest_json_append (json, g_ptr_array_index (names, i));
    g_string_append_c (json, ':');
    local_rest_json_append (json, g_str_equal (field, "NULL") ? NULL : field);
  }
  g_string_append_c (json, '}');
}

/**
 * local_rest_csv_to_json:
 * @arena: where the result is kept
 * @text: lines of fields, the first with the names of the columns; NULL stands for null
 * @keys: (element-type utf8): the names are added here
 * @error: return location of an error
 *
 * Returns: (transfer none) (nullable): an array of objects
 */
char *
local_rest_csv_to_json (LocalArena      *arena,
                        const char      *text,
                        GPtrArray       *keys,
                        LocalRestError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  GPtrArray *names = *text != '\0' && g_utf8_validate (text, -1, NULL) ? read_csv_line (arena, &text) : NULL;

  if (names == NULL) {
    refuse ("Empty or invalid csv", error);
    return NULL;
  }
  g_ptr_array_extend (keys, names, NULL, NULL);
  while (*text != '\0') {
    GPtrArray *fields = read_csv_line (arena, &text);

    if (fields == NULL || fields->len != names->len) {
      refuse (fields == NULL ? "Empty or invalid csv" : "All lines must have same number of fields", error);
      return NULL;
    }
    append_csv_row (json, names, fields);
  }
  g_string_append_c (json, ']');

  return local_arena_strdup (arena, json->str);
}
