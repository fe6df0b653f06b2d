/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-statement.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
set_content_type (LocalRestRequest         *request,
                  const LocalRestStatement *statement,
                  LocalResponse            *response)
{
  g_autofree char *type = local_rest_media_get_header (statement->media);

  local_response_set_header (response, "Content-Type", type);
  if (request->has_profile)
    local_response_set_header (response, "Content-Profile", request->schema_name);
}

static void
set_body (LocalResponse *response,
          const char    *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_clear_pointer (&response->body, g_bytes_unref);
  response->body = g_steal_pointer (&bytes);
}

static void
set_range (LocalResponse *response,
           gint64         lower,
           gint64         upper,
           gint64         total)
{
  g_autofree char *header = local_rest_range_get_header (lower, upper, total);

  local_response_set_header (response, "Content-Range", header);
}

static void
set_applied (LocalRestRequest   *request,
             LocalRestAppliedTo  what,
             gboolean            can_resolve,
             LocalResponse      *response)
{
  g_autofree char *applied = local_rest_prefer_get_applied (request->prefer, what, can_resolve);

  if (applied != NULL)
    local_response_set_header (response, "Preference-Applied", applied);
}

static int
compare_arguments (gconstpointer a,
                   gconstpointer b)
{
  const LocalRestArgument *first = *(LocalRestArgument *const *) a;
  const LocalRestArgument *second = *(LocalRestArgument *const *) b;

  return strcmp (first->name, second->name);
}

/* Where the same rows are found: the request with its parameters in order. */
static void
set_content_location (LocalRestRequest *request,
                      LocalResponse    *response)
{
  g_autoptr (GString) location = g_string_new ("/");
  GPtrArray *pairs = local_rest_query_split (request->http->query != NULL ? request->http->query : "", request->arena);

  g_string_append_uri_escaped (location, request->name, NULL, FALSE);
  g_ptr_array_sort (pairs, compare_arguments);
  for (guint i = 0; i < pairs->len; i++) {
    const LocalRestArgument *pair = g_ptr_array_index (pairs, i);

    g_string_append_c (location, i == 0 ? '?' : '&');
    g_string_append_uri_escaped (location, pair->name, NULL, FALSE);
    g_string_append_c (location, '=');
    g_string_append_uri_escaped (location, pair->value != NULL ? pair->value : "", NULL, FALSE);
  }
  local_response_set_header (response, "Content-Location", location->str);
}

static void
answer_rows (LocalRestRequest         *request,
             const LocalRestStatement *statement,
             const LocalRestResult    *result,
             LocalResponse            *response)
{
  gboolean is_call = local_rest_request_is_call (request);

  response->status = local_rest_range_get_status (request->range, result->n_rows, result->total);
  set_range (response, request->range.lower, request->range.lower + result->n_rows - 1, result->total);
  set_applied (request, is_call ? LOCAL_REST_APPLIED_TO_CALL : LOCAL_REST_APPLIED_TO_READ, FALSE, response);
  if (!is_call)
    set_content_location (request, response);
  if (statement->function != NULL && statement->function->is_void) {
    response->status = 204;
    return;
  }
  set_content_type (request, statement, response);
  if (response->status == 416) {
    g_autofree char *details = g_strdup_printf ("An offset of %" G_GINT64_FORMAT " was requested, but there are only %" G_GINT64_FORMAT
                                                " rows.",
                                                request->range.lower, result->total);
    g_autoptr (LocalRestError) error = local_rest_error_new (416, "PGRST103", "Requested range not satisfiable", details, NULL);
    g_autofree char *body = local_rest_error_to_json (error);

    set_body (response, request->is_head ? "" : body);
  } else {
    set_body (response, request->is_head ? "" : result->body);
  }
}

/* "/table?key=eq.value" of the row that was put in. */
static void
set_location (LocalRestRequest      *request,
              const LocalRestResult *result,
              LocalResponse         *response)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) location = g_string_new ("/");
  JsonArray *pairs;

  if (result->location == NULL || !json_parser_load_from_data (parser, result->location, -1, NULL))
    return;
  pairs = json_node_get_array (json_parser_get_root (parser));
  g_string_append (location, request->name);
  for (guint i = 0; i < json_array_get_length (pairs); i++) {
    JsonArray *pair = json_array_get_array_element (pairs, i);

    g_string_append_c (location, i == 0 ? '?' : '&');
    g_string_append_uri_escaped (location, json_array_get_string_element (pair, 0), NULL, FALSE);
    g_string_append_c (location, '=');
    g_string_append_uri_escaped (location, json_array_get_string_element (pair, 1), NULL, FALSE);
  }
  local_response_set_header (response, "Location", location->str);
}

static void
answer_insert (LocalRestRequest         *request,
               const LocalRestStatement *statement,
               const LocalRestResult    *result,
               LocalResponse            *response)
{
  gboolean merges = local_rest_prefer_is (request->prefer->resolution, "merge-duplicates");

  response->status = merges && result->inserted <= 0 ? 200 : 201;
  set_location (request, result, response);
  set_range (response, 1, 0, local_rest_prefer_counts (request->prefer) ? result->n_rows : -1);
  set_applied (request, LOCAL_REST_APPLIED_TO_INSERT, statement->table->key->len > 0 || request->query->on_conflict != NULL,
               response);
}

static void
answer_write (LocalRestRequest         *request,
              const LocalRestStatement *statement,
              const LocalRestResult    *result,
              LocalResponse            *response)
{
  gboolean full = local_rest_prefer_is (request->prefer->representation, "representation");
  gint64 total = local_rest_prefer_counts (request->prefer) ? result->n_rows : -1;

  response->status = full ? 200 : 204;
  switch (request->action) {
  case LOCAL_REST_INSERT:
    answer_insert (request, statement, result, response);
    break;
  case LOCAL_REST_UPDATE:
    set_range (response, 0, result->n_rows - 1, total);
    set_applied (request, LOCAL_REST_APPLIED_TO_UPDATE, FALSE, response);
    break;
  case LOCAL_REST_PUT:
    if (full && result->inserted > 0 && result->inserted != G_MAXINT64)
      response->status = 201;
    set_applied (request, LOCAL_REST_APPLIED_TO_PUT, FALSE, response);
    break;
  case LOCAL_REST_DELETE:
  case LOCAL_REST_READ:
  case LOCAL_REST_CALL:
  case LOCAL_REST_CALL_READ:
  case LOCAL_REST_DESCRIBE:
  case LOCAL_REST_INFO_TABLE:
  case LOCAL_REST_INFO_CALL:
  case LOCAL_REST_INFO_ROOT:
  default:
    set_range (response, 1, 0, total);
    set_applied (request, LOCAL_REST_APPLIED_TO_DELETE, FALSE, response);
    break;
  }
  if (full) {
    set_content_type (request, statement, response);
    set_body (response, result->body);
  }
}

static gboolean
apply_status (const LocalRestResult  *result,
              LocalResponse          *response,
              LocalRestError        **error)
{
  guint64 status;

  if (result->status == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (result->status, 10, 100, 999, &status, NULL)) {
    *error = local_rest_error_new (500, "PGRST112", "response.status guc must be a valid status code", NULL, NULL);
    return FALSE;
  }
  response->status = (guint) status;

  return TRUE;
}

/* An array of objects with one member each. */
static gboolean
apply_header (JsonNode      *node,
              GHashTable    *seen,
              LocalResponse *response)
{
  g_autoptr (GList) names = NULL;
  JsonNode *value;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) != 1)
    return FALSE;
  names = json_object_get_members (json_node_get_object (node));
  name = names->data;
  value = json_object_get_member (json_node_get_object (node), name);
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
    return FALSE;
  if (g_hash_table_add (seen, g_ascii_strdown (name, -1)))
    local_response_set_header (response, name, json_node_get_string (value));
  else
    local_response_append_header (response, name, json_node_get_string (value));

  return TRUE;
}

static gboolean
apply_headers (const LocalRestResult  *result,
               LocalResponse          *response,
               LocalRestError        **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *root;
  gboolean good;

  if (result->headers == NULL)
    return TRUE;
  good = json_parser_load_from_data (parser, result->headers, -1, NULL);
  root = good ? json_parser_get_root (parser) : NULL;
  good = root != NULL && JSON_NODE_HOLDS_ARRAY (root);
  for (guint i = 0; good && i < json_array_get_length (json_node_get_array (root)); i++)
    good = apply_header (json_array_get_element (json_node_get_array (root), i), seen, response);
  if (!good)
    *error = local_rest_error_new (500, "PGRST111",
                                   "response.headers guc must be a JSON array composed of objects with a single key and a string "
                                   "value",
                                   NULL, NULL);

  return good;
}

/**
 * local_rest_answer:
 * @request: what was asked for
 * @statement: what was run
 * @result: what it gave
 * @response: the answer
 * @error: return location of an error
 *
 * Answers a request for rows. The database may have decided about status and headers.
 *
 * Returns: whether what it decided is well formed
 */
gboolean
local_rest_answer (LocalRestRequest          *request,
                   const LocalRestStatement  *statement,
                   const LocalRestResult     *result,
                   LocalResponse             *response,
                   LocalRestError           **error)
{
  if (local_rest_request_is_write (request))
    answer_write (request, statement, result, response);
  else
    answer_rows (request, statement, result, response);

  return apply_status (result, response, error) && apply_headers (result, response, error);
}

static char *
list_methods (const LocalRestTable *table)
{
  return g_strconcat ("OPTIONS,GET,HEAD", table->can_insert ? ",POST" : "",
                      table->can_insert && table->can_update && table->key->len > 0 ? ",PUT" : "",
                      table->can_update ? ",PATCH" : "", table->can_delete ? ",DELETE" : "", NULL);
}

/**
 * local_rest_answer_info:
 * @request: what was asked for by OPTIONS
 * @response: the answer
 * @error: return location of an error
 *
 * Answers which methods a table or a function takes.
 *
 * Returns: whether there is such a table or function
 */
gboolean
local_rest_answer_info (LocalRestRequest  *request,
                        LocalResponse     *response,
                        LocalRestError   **error)
{
  g_autofree char *allow = NULL;

  if (request->action == LOCAL_REST_INFO_CALL) {
    const LocalRestFunction *function = local_rest_call_find (request, FALSE, error);

    if (function == NULL)
      return FALSE;
    allow = g_strdup (function->is_volatile ? "OPTIONS,POST" : "OPTIONS,GET,HEAD,POST");
  } else if (request->action == LOCAL_REST_INFO_TABLE) {
    const LocalRestTable *table = local_rest_schema_get_table (request->schema, request->schema_name, request->name);

    if (table == NULL) {
      *error = local_rest_error_printf (404, "PGRST205", "Could not find the table '%s.%s' in the schema cache",
                                        request->schema_name, request->name);
      local_rest_error_take_hint (*error, local_rest_schema_suggest_table (request->schema, request->schema_name, request->name));
      return FALSE;
    }
    allow = list_methods (table);
  } else {
    allow = g_strdup ("OPTIONS,GET,HEAD");
  }
  local_response_set_header (response, "Access-Control-Allow-Origin", "*");
  local_response_set_header (response, "Allow", allow);

  return TRUE;
}
