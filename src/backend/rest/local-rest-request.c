/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-request.h"

#include <string.h>

typedef struct {
  const char *method;
  LocalRestAction action;
} Method;

static const Method table_methods[] = {
  { "HEAD", LOCAL_REST_READ },          { "GET", LOCAL_REST_READ },      { "POST", LOCAL_REST_INSERT },
  { "PUT", LOCAL_REST_PUT },            { "PATCH", LOCAL_REST_UPDATE },  { "DELETE", LOCAL_REST_DELETE },
  { "OPTIONS", LOCAL_REST_INFO_TABLE }, { NULL },
};

static const Method call_methods[] = {
  { "HEAD", LOCAL_REST_CALL_READ },    { "GET", LOCAL_REST_CALL_READ }, { "POST", LOCAL_REST_CALL },
  { "OPTIONS", LOCAL_REST_INFO_CALL }, { NULL },
};

static const Method root_methods[] = {
  { "HEAD", LOCAL_REST_DESCRIBE }, { "GET", LOCAL_REST_DESCRIBE }, { "OPTIONS", LOCAL_REST_INFO_ROOT }, { NULL },
};

static gboolean
find_action (const Method    *methods,
             const char      *name,
             LocalRestAction *action)
{
  for (; methods->method != NULL; methods++) {
    if (g_str_equal (methods->method, name)) {
      *action = methods->action;
      return TRUE;
    }
  }

  return FALSE;
}

static LocalRestError *
refuse_path (void)
{
  return local_rest_error_new (404, "PGRST125", "Invalid path specified in request URL", NULL, NULL);
}

/* "/", "/table" or "/rpc/function". */
static gboolean
parse_resource (LocalRestRequest  *self,
                LocalRestError   **error)
{
  const char *method = self->http->method;
  g_auto (GStrv) parts = g_strsplit (self->http->path + 1, "/", -1);
  guint n_parts = g_strv_length (parts);
  gboolean is_call = n_parts == 2 && g_str_equal (parts[0], "rpc");
  gboolean is_root = n_parts == 0 || (n_parts == 1 && *parts[0] == '\0');
  gboolean found;
  char *name;

  self->is_head = g_str_equal (method, "HEAD");
  if (!is_root && !is_call && n_parts != 1) {
    *error = refuse_path ();
    return FALSE;
  }
  if (is_root) {
    found = find_action (root_methods, method, &self->action);
  } else {
    name = g_uri_unescape_string (parts[n_parts - 1], NULL);
    if (name == NULL || !g_utf8_validate (name, -1, NULL)) {
      g_free (name);
      *error = refuse_path ();
      return FALSE;
    }
    self->name = local_arena_take (self->arena, name);
    found = is_call ? find_action (call_methods, method, &self->action) : find_action (table_methods, method, &self->action);
  }
  if (found)
    return TRUE;

  *error = is_call ? local_rest_error_printf (405, "PGRST101", "Cannot use the %s method on RPC", method)
                   : local_rest_error_printf (405, "PGRST117", "Unsupported HTTP method: %s", method);

  return FALSE;
}

static gboolean
choose_schema (LocalRestRequest  *self,
               LocalRestError   **error)
{
  const char *const *schemas = (const char *const *) self->context->schemas;
  const char *method = self->http->method;
  gboolean is_write = g_str_equal (method, "POST") || g_str_equal (method, "PATCH") || g_str_equal (method, "PUT")
                      || g_str_equal (method, "DELETE");
  const char *profile = local_request_get_header (self->http, is_write ? "content-profile" : "accept-profile");

  self->has_profile = profile != NULL || schemas[1] != NULL;
  self->schema_name = schemas[0];
  if (profile == NULL)
    return TRUE;
  if (g_strv_contains (schemas, profile)) {
    self->schema_name = profile;
    return TRUE;
  }

  *error = local_rest_error_printf (406, "PGRST106", "Invalid schema: %s", profile);
  {
    g_autofree char *list = g_strjoinv (", ", self->context->schemas);

    local_rest_error_take_hint (*error, g_strconcat ("Only the following schemas are exposed: ", list, NULL));
  }

  return FALSE;
}

static gboolean
parse_range (LocalRestRequest  *self,
             LocalRestError   **error)
{
  LocalRestRange header = local_rest_range_all ();
  LocalRestRange window = local_rest_range_all ();

  if (g_str_equal (self->http->method, "GET"))
    header = local_rest_range_parse_header (local_request_get_header (self->http, "range"));
  for (guint i = 0; i < self->query->windows->len; i++) {
    const LocalRestWindow *candidate = g_ptr_array_index (self->query->windows, i);

    if (candidate->path->len == 0)
      window = local_rest_range_parse_window (candidate->limit, candidate->offset);
  }

  if (local_rest_range_is_zero (window)) {
    self->range = (LocalRestRange) { 0, -1 };
  } else {
    self->range = local_rest_range_intersect (header, window);
    if (local_rest_range_is_empty (self->range)) {
      *error = local_rest_error_new (416, "PGRST103", "Requested range not satisfiable",
                                     local_rest_range_is_empty (header)
                                       ? "The lower boundary must be lower than or equal to the upper boundary in the Range header."
                                       : "Limit should be greater than or equal to zero.",
                                     NULL);
      return FALSE;
    }
  }
  if (self->action == LOCAL_REST_PUT && !local_rest_range_is_all (self->range)) {
    *error = local_rest_error_new (400, "PGRST114", "limit/offset querystring parameters are not allowed for PUT", NULL, NULL);
    return FALSE;
  }

  return TRUE;
}

/**
 * local_rest_request_parse:
 * @self: a request of which @context, @http, @arena and the role are known
 * @error: return location of an error
 *
 * Finds out what is asked for: resource, schema, query, range and body.
 *
 * Returns: whether it is well formed
 */
gboolean
local_rest_request_parse (LocalRestRequest  *self,
                          LocalRestError   **error)
{
  const char *type = local_request_get_header (self->http, "content-type");

  self->prefer = local_rest_prefer_parse (self->arena, local_request_get_header (self->http, "prefer"));
  self->accepted = local_rest_media_parse_accept (self->arena, local_request_get_header (self->http, "accept"));
  self->content_type = local_rest_media_parse (self->arena, type != NULL ? type : "application/json");
  self->keys = local_arena_array (self->arena);
  if (!parse_resource (self, error) || !choose_schema (self, error))
    return FALSE;
  self->query = local_rest_query_parse (self->http->query, self->action == LOCAL_REST_CALL_READ, self->arena, error);

  return self->query != NULL && parse_range (self, error) && local_rest_request_read_body (self, error);
}

/**
 * local_rest_request_is_write:
 * @self: a request
 *
 * Returns: whether it changes rows of a table
 */
gboolean
local_rest_request_is_write (const LocalRestRequest *self)
{
  return self->action == LOCAL_REST_INSERT || self->action == LOCAL_REST_UPDATE || self->action == LOCAL_REST_PUT
         || self->action == LOCAL_REST_DELETE;
}

/**
 * local_rest_request_is_call:
 * @self: a request
 *
 * Returns: whether it calls a function
 */
gboolean
local_rest_request_is_call (const LocalRestRequest *self)
{
  return self->action == LOCAL_REST_CALL || self->action == LOCAL_REST_CALL_READ;
}
