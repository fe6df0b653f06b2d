/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-error.h"

#include <string.h>

#include "database/local-pool.h"

/* SQLSTATE, or the beginning of one, to HTTP status; the first that fits counts. PostgREST, Error.hs */
static const struct {
  const char *state;
  guint status;
} statuses[] = {
  { "08", 503 },    { "09", 500 },    { "0L", 403 },    { "0P", 403 },    { "23503", 409 }, { "23505", 409 }, { "25006", 405 },
  { "21000", 500 }, { "25", 500 },    { "28", 403 },    { "2D", 500 },    { "38", 500 },    { "39", 500 },    { "3B", 500 },
  { "40", 500 },    { "53400", 500 }, { "53", 503 },    { "54", 500 },    { "55", 500 },    { "57P01", 503 }, { "57", 500 },
  { "58", 500 },    { "F0", 500 },    { "HV", 500 },    { "P0001", 400 }, { "P0", 500 },    { "XX", 500 },    { "42883", 404 },
  { "42P01", 404 }, { "42P17", 500 },
};

/**
 * local_rest_error_new:
 * @status: the HTTP status
 * @code: PGRSTnnn or an SQLSTATE
 * @message: what happened
 * @details: (nullable): more about it
 * @hint: (nullable): what to do about it
 *
 * Returns: (transfer full): an error
 */
LocalRestError *
local_rest_error_new (guint       status,
                      const char *code,
                      const char *message,
                      const char *details,
                      const char *hint)
{
  LocalRestError *self = g_new0 (LocalRestError, 1);

  self->status = status;
  self->code = g_strdup (code);
  self->message = g_strdup (message);
  self->hint = g_strdup (hint);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (details != NULL)
    local_rest_error_set_details (self, details);

  return self;
}

/**
 * local_rest_error_printf:
 * @status: the HTTP status
 * @code: PGRSTnnn
 * @format: a format of printf() for the message
 * @...: what it asks for
 *
 * Returns: (transfer full): an error without details and hint
 */
LocalRestError *
local_rest_error_printf (guint       status,
                         const char *code,
                         const char *format,
                         ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return local_rest_error_new (status, code, message, NULL, NULL);
}

/**
 * local_rest_error_set_details:
 * @self: an error
 * @details: more about it
 *
 * Sets the details.
 */
void
local_rest_error_set_details (LocalRestError *self,
                              const char     *details)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, details);
  local_rest_error_take_details (self, node);
}

/**
 * local_rest_error_take_details:
 * @self: an error
 * @details: (transfer full): more about it, which need not be a text
 *
 * Sets the details.
 */
void
local_rest_error_take_details (LocalRestError *self,
                               JsonNode       *details)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->details, json_node_unref);
  self->details = details;
}

/**
 * local_rest_error_take_hint:
 * @self: an error
 * @hint: (transfer full) (nullable): what to do about it
 *
 * Sets the hint.
 */
void
local_rest_error_take_hint (LocalRestError *self,
                            char           *hint)
{
  g_return_if_fail (self != NULL);

  g_free (self->hint);
  self->hint = hint;
}

static guint
find_status (const char *state,
             const char *message,
             gboolean    is_anonymous)
{
  if (g_str_equal (state, "42501"))
    return is_anonymous ? 401 : 403;
  if (g_str_equal (state, "22023"))
    return g_str_has_prefix (message, "role") && g_str_has_suffix (message, "does not exist") ? 401 : 400;
  if (g_str_equal (state, "21000") && g_str_has_suffix (message, "requires a WHERE clause"))
    return 400;
  if (g_str_has_prefix (state, "PT")) {
    guint64 status;

    return g_ascii_string_to_unsigned (state + 2, 10, 100, 999, &status, NULL) ? (guint) status : 500;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    if (g_str_has_prefix (state, statuses[i].state))
      return statuses[i].status;
  }

  return 400;
}

static JsonObject *
parse_object (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (text == NULL || !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_ref (json_node_get_object (root)) : NULL;
}

static gboolean
is_of_type (JsonObject *object,
            const char *name,
            GType       type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  return is_of_type (object, name, G_TYPE_STRING) ? json_object_get_string_member (object, name) : NULL;
}

static LocalRestError *
refuse_raise (const char *member,
              const char *text)
{
  gboolean is_message = g_str_equal (member, "MESSAGE");
  g_autofree char *details = NULL;

  if (text == NULL)
    details = g_strdup ("DETAIL is missing in the RAISE statement");
  else
    details = g_strdup_printf ("Invalid JSON value for %s: '%s'", member, text);

  return local_rest_error_new (500, "PGRST121", "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error", details,
                               is_message ? "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional "
                                            "keys: 'details', 'hint'."
                                          : "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional "
                                            "key: 'status_text'.");
}

/* RAISE SQLSTATE 'PGRST': the function decides about code, status and headers. */
static LocalRestError *
make_raised (const char *message,
             const char *detail)
{
  g_autoptr (JsonObject) body = parse_object (message);
  g_autoptr (JsonObject) rest = parse_object (detail);
  LocalRestError *self;
  JsonObject *headers;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (body == NULL || get_text (body, "code") == NULL || get_text (body, "message") == NULL)
    return refuse_raise ("MESSAGE", message);
  if (rest == NULL || !is_of_type (rest, "status", G_TYPE_INT64) || !json_object_has_member (rest, "headers")
      || !JSON_NODE_HOLDS_OBJECT (json_object_get_member (rest, "headers")))
    return refuse_raise ("DETAIL", detail);

  self = local_rest_error_new ((guint) json_object_get_int_member (rest, "status"), get_text (body, "code"),
                               get_text (body, "message"), get_text (body, "details"), get_text (body, "hint"));
  headers = json_object_get_object_member (rest, "headers");
  json_object_iter_init (&iter, headers);
  while (json_object_iter_next (&iter, &name, &value)) {
    if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
      g_hash_table_insert (self->headers, g_strdup (name), json_node_dup_string (value));
  }

  return self;
}

/**
 * local_rest_error_from_result:
 * @connection: the connection that failed
 * @result: (nullable): what it answered
 * @is_anonymous: whether the request has the anonymous role
 *
 * Turns what PostgreSQL said into an error of the interface.
 *
 * Returns: (transfer full): the error
 */
LocalRestError *
local_rest_error_from_result (PGconn   *connection,
                              PGresult *result,
                              gboolean  is_anonymous)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *message = result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  LocalRestError *self;

  if (state == NULL || message == NULL)
    return local_rest_error_new (503, "PGRST001", "Database client error. Retrying the connection.", PQerrorMessage (connection),
                                 NULL);
  if (g_str_equal (state, "PGRST"))
    return make_raised (message, PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL));

  self = local_rest_error_new (find_status (state, message, is_anonymous), state, message,
                               PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL),
                               PQresultErrorField (result, PG_DIAG_MESSAGE_HINT));
  if (self->status == 401)
    g_hash_table_insert (self->headers, g_strdup ("WWW-Authenticate"), g_strdup ("Bearer"));

  return self;
}

/**
 * local_rest_error_to_json:
 * @self: an error
 *
 * Returns: (transfer full): its JSON
 */
char *
local_rest_error_to_json (LocalRestError *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, self->code);
  json_builder_set_member_name (builder, "details");
  if (self->details != NULL)
    json_builder_add_value (builder, json_node_copy (self->details));
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "hint");
  if (self->hint != NULL)
    json_builder_add_string_value (builder, self->hint);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, self->message);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * local_rest_error_answer:
 * @self: an error
 * @response: the answer
 *
 * Answers a request with an error.
 */
void
local_rest_error_answer (LocalRestError *self,
                         LocalResponse  *response)
{
  g_autofree char *body = local_rest_error_to_json (self);
  g_autofree char *proxy_status = g_strconcat ("PostgREST; error=", self->code, NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  local_response_set_text (response, self->status, "application/json; charset=utf-8", body);
  local_response_set_header (response, "Proxy-Status", proxy_status);
  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    local_response_set_header (response, name, value);
}

/**
 * local_rest_error_free:
 * @self: (transfer full): an error
 *
 * Frees an error.
 */
void
local_rest_error_free (LocalRestError *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->details, json_node_unref);
  g_hash_table_unref (self->headers);
  g_free (self->code);
  g_free (self->message);
  g_free (self->hint);
  g_free (self);
}
