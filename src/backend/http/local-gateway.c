/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http/local-gateway.h"

#include <string.h>

#include "auth/local-jwt.h"

/* What a browser may read of an answer. The first list is PostgREST's own. */
#define EXPOSED_BY_REST                                                                                                  \
  "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Server, Transfer-Encoding, Range-Unit"
#define EXPOSED_BY_OTHERS                                                                                                \
  EXPOSED_BY_REST ", X-Total-Count, Link, X-Supabase-Api-Version, X-Sb-Error-Code, ETag, Tus-Resumable, Tus-Version, "     \
                  "Tus-Extension, Tus-Max-Size, Upload-Offset, Upload-Length, Upload-Metadata, Upload-Expires"

/* Where the hosted gateway asks for no key: links that are opened as they are. */
static const struct {
  const char *prefix;
  const char *path;
} open_paths[] = {
  { "/auth/v1", "/verify" },
  { "/auth/v1", "/callback" },
  { "/auth/v1", "/authorize" },
  { "/auth/v1", "/.well-known/" },
  { "/storage/v1", "/object/public/" },
  { "/storage/v1", "/object/sign/" },
  { "/storage/v1", "/object/upload/sign/" },
  { "/storage/v1", "/upload/resumable/sign" },
  /* An edge function decides itself whom it lets in; who calls it from outside has no key. */
  { "/functions/v1", "/" },
};

static gboolean
is_open (const char         *prefix,
         const LocalRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_paths); i++) {
    if (g_str_equal (prefix, open_paths[i].prefix) && g_str_has_prefix (request->path, open_paths[i].path))
      return TRUE;
  }

  return FALSE;
}

static char *
dup_query_value (const char *query,
                 const char *name)
{
  g_autoptr (GHashTable) values = NULL;

  if (query == NULL)
    return NULL;
  values = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM | G_URI_PARAMS_PARSE_RELAXED, NULL);

  return values == NULL ? NULL : g_strdup (g_hash_table_lookup (values, name));
}

/**
 * local_gateway_is_known_key:
 * @context: what all services share
 * @key: what was sent as "apikey"
 *
 * Returns: whether it is one of the project's keys, or a JWT that was signed with its secret
 */
gboolean
local_gateway_is_known_key (LocalContext *context,
                            const char   *key)
{
  g_autoptr (JsonObject) claims = NULL;

  g_return_val_if_fail (context != NULL && key != NULL, FALSE);

  if (g_str_equal (key, context->publishable_key) || g_str_equal (key, context->secret_key))
    return TRUE;
  claims = local_jwt_decode (key, context->jwt_secret, NULL);

  return claims != NULL;
}

/**
 * local_gateway_map_key:
 * @context: what all services share
 * @key: what was sent as "apikey"
 *
 * Returns: (transfer full): the JWT that the key stands for; a key that is none of the new kind comes back as it is
 */
char *
local_gateway_map_key (LocalContext *context,
                       const char   *key)
{
  g_return_val_if_fail (context != NULL && key != NULL, NULL);

  if (g_str_equal (key, context->secret_key))
    return g_strdup (context->service_role_key);
  if (g_str_equal (key, context->publishable_key))
    return g_strdup (context->anon_key);

  return g_strdup (g_ascii_strncasecmp (key, "Bearer ", 7) == 0 ? key + 7 : key);
}

/**
 * local_gateway_refuse:
 * @has_key: whether there was a key at all
 * @response: the answer
 *
 * Refuses a request for its key, as the hosted gateway does.
 */
void
local_gateway_refuse (gboolean       has_key,
                      LocalResponse *response)
{
  local_response_set_text (response, SOUP_STATUS_UNAUTHORIZED, "application/json; charset=utf-8",
                           has_key ? "{\"message\":\"Invalid API key\","
                                     "\"hint\":\"Double check your Supabase `anon` or `service_role` API key.\"}"
                                   : "{\"message\":\"No API key found in request\","
                                     "\"hint\":\"No `apikey` request header or url param was found.\"}");
}

static void
answer_preflight (const LocalRequest *request,
                  LocalResponse      *response)
{
  const char *wanted = local_request_get_header (request, "access-control-request-headers");

  response->status = SOUP_STATUS_OK;
  local_response_set_header (response, "Access-Control-Allow-Origin", "*");
  local_response_set_header (response, "Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS");
  local_response_set_header (response, "Access-Control-Allow-Headers", wanted != NULL ? wanted : "*");
  local_response_set_header (response, "Access-Control-Max-Age", "3600");
}

/* The scheme is told apart without regard to case; an Authorization without a blank has none. */
static void
set_authorization (LocalRequest *request,
                   char         *authorization)
{
  g_free (request->authorization);
  request->authorization = authorization;
  g_clear_pointer (&request->token, g_free);
  if (authorization == NULL)
    return;
  g_hash_table_insert (request->headers, g_strdup ("authorization"), g_strdup (authorization));
  if (g_ascii_strcasecmp (authorization, "Bearer") == 0)
    request->token = g_strdup ("");
  else if (g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    request->token = g_strstrip (g_strdup (authorization + 7));
}

/**
 * local_gateway_admit:
 * @context: what all services share
 * @prefix: the service that the request is for
 * @request: the request; its Authorization is rewritten
 * @response: the answer, filled in when the request goes no further
 *
 * What the gateway in front of a Supabase project does: it asks for a key, turns the keys of the new kind, which are no tokens,
 * into the tokens that they stand for, and answers the preflight requests of browsers.
 *
 * Returns: whether the service is to answer
 */
gboolean
local_gateway_admit (LocalContext  *context,
                     const char    *prefix,
                     LocalRequest  *request,
                     LocalResponse *response)
{
  g_autofree char *key = NULL;
  const char *authorization;

  g_return_val_if_fail (context != NULL && request != NULL && response != NULL, FALSE);

  if (g_str_equal (request->method, "OPTIONS") && local_request_get_header (request, "access-control-request-method") != NULL) {
    answer_preflight (request, response);
    return FALSE;
  }

  key = g_strdup (local_request_get_header (request, "apikey"));
  if (key == NULL)
    key = dup_query_value (request->query, "apikey");

  if (context->gateway && key == NULL && !is_open (prefix, request)) {
    local_gateway_refuse (FALSE, response);
    return FALSE;
  }
  if (key != NULL && !local_gateway_is_known_key (context, key)) {
    local_gateway_refuse (TRUE, response);
    return FALSE;
  }

  authorization = local_request_get_header (request, "authorization");
  if (key != NULL && (authorization == NULL || g_ascii_strncasecmp (authorization, "Bearer sb_", 10) == 0)) {
    g_autofree char *token = local_gateway_map_key (context, key);

    set_authorization (request, g_strconcat ("Bearer ", token, NULL));
  } else {
    set_authorization (request, g_strdup (authorization));
  }

  return TRUE;
}

/**
 * local_gateway_add_cors:
 * @prefix: (nullable): the service that answered
 * @request: what was asked
 * @response: its answer
 *
 * Allows a page of any origin to read the answer. Headers that the service set itself stay.
 */
void
local_gateway_add_cors (const char         *prefix,
                        const LocalRequest *request,
                        LocalResponse      *response)
{
  if (local_request_get_header (request, "origin") == NULL)
    return;
  if (soup_message_headers_get_one (response->headers, "Access-Control-Allow-Origin") == NULL)
    local_response_set_header (response, "Access-Control-Allow-Origin", "*");
  if (soup_message_headers_get_one (response->headers, "Access-Control-Expose-Headers") == NULL)
    local_response_set_header (response, "Access-Control-Expose-Headers",
                               g_strcmp0 (prefix, "/rest/v1") == 0 ? EXPOSED_BY_REST : EXPOSED_BY_OTHERS);
}
