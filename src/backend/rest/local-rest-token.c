/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-request.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "auth/local-jwt.h"

/* The clocks of those who sign and those who check may differ by so many seconds. PostgREST, Auth/Jwt.hs */
#define LEEWAY 30

static LocalRestError *
refuse_token (const char *code,
              const char *message,
              const char *details)
{
  LocalRestError *error = local_rest_error_new (401, code, message, details, NULL);

  g_hash_table_insert (error->headers, g_strdup ("WWW-Authenticate"),
                       g_strdup_printf ("Bearer error=\"invalid_token\", error_description=\"%s\"", message));

  return error;
}

static LocalRestError *
translate (const GError *reason)
{
  g_autofree char *message = NULL;

  switch ((LocalJwtError) reason->code) {
  case LOCAL_JWT_ERROR_PARTS:
    message = g_strdup_printf ("Expected 3 parts in JWT; got %s", reason->message);
    return refuse_token ("PGRST301", message, NULL);
  case LOCAL_JWT_ERROR_MALFORMED:
    if (g_str_equal (reason->message, "claims"))
      return refuse_token ("PGRST303", "Parsing claims failed", NULL);
    return refuse_token ("PGRST301", "JWT cryptographic operation failed", NULL);
  case LOCAL_JWT_ERROR_ALGORITHM:
    if (g_str_equal (reason->message, "none"))
      return refuse_token ("PGRST301", "Wrong or unsupported encoding algorithm",
                           "JWT is unsecured but expected 'alg' was not 'none'");
    return refuse_token ("PGRST301", "No suitable key or wrong key type", "No suitable key was found to decode the JWT");
  case LOCAL_JWT_ERROR_SIGNATURE:
    return refuse_token ("PGRST301", "No suitable key or wrong key type", "None of the keys was able to decode the JWT");
  case LOCAL_JWT_ERROR_CLAIMS:
    message = g_strdup_printf ("The JWT '%s' claim must be a number", reason->message);
    return refuse_token ("PGRST303", message, NULL);
  case LOCAL_JWT_ERROR_EXPIRED:
    return refuse_token ("PGRST303", "JWT expired", NULL);
  case LOCAL_JWT_ERROR_NOT_YET:
    return refuse_token ("PGRST303", "JWT not yet valid", NULL);
  case LOCAL_JWT_ERROR_ISSUED_LATER:
    return refuse_token ("PGRST303", "JWT issued at future", NULL);
  default:
    return refuse_token ("PGRST301", "JWT couldn't be decoded", NULL);
  }
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_good_audience (JsonNode *node)
{
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || is_text (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!is_text (json_array_get_element (array, i)))
      return FALSE;
  }

  return TRUE;
}

/* The claims, with the role put in: they are handed to the database as they are. */
static void
set_claims (LocalRestRequest *self,
            JsonObject       *claims)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *with_role = json_object_new ();
  JsonNode *role = claims != NULL ? json_object_get_member (claims, "role") : NULL;

  if (role == NULL)
    self->role = local_arena_strdup (self->arena, "anon");
  else if (is_text (role))
    self->role = local_arena_strdup (self->arena, json_node_get_string (role));
  else
    self->role = local_arena_take (self->arena, json_to_string (role, FALSE));

  if (claims != NULL) {
    JsonObjectIter iter;
    const char *name;
    JsonNode *value;

    json_object_iter_init (&iter, claims);
    while (json_object_iter_next (&iter, &name, &value))
      json_object_set_member (with_role, name, json_node_copy (value));
  }
  json_object_set_string_member (with_role, "role", self->role);
  json_node_take_object (node, with_role);
  self->claims = local_arena_take (self->arena, json_to_string (node, FALSE));
}

/**
 * local_rest_request_authenticate:
 * @self: a request
 * @now: the time, in seconds since 1970
 * @error: return location of an error
 *
 * Finds out on whose behalf the request is made: the role of the token, or the anonymous one.
 *
 * Returns: whether the token is good, or there is none
 */
gboolean
local_rest_request_authenticate (LocalRestRequest  *self,
                                 gint64             now,
                                 LocalRestError   **error)
{
  g_autoptr (JsonObject) claims = NULL;
  g_autoptr (GError) reason = NULL;

  if (self->http->token == NULL) {
    set_claims (self, NULL);
    return TRUE;
  }
  if (*self->http->token == '\0') {
    *error = refuse_token ("PGRST301", "Empty JWT is sent in Authorization header", NULL);
    return FALSE;
  }

  claims = local_jwt_decode (self->http->token, self->context->jwt_secret, &reason);
  if (claims == NULL
      || !local_jwt_check_times (claims, LOCAL_JWT_TIMES_EXP | LOCAL_JWT_TIMES_NBF | LOCAL_JWT_TIMES_IAT, now, LEEWAY, &reason)) {
    *error = translate (reason);
    return FALSE;
  }
  if (!is_good_audience (json_object_get_member (claims, "aud"))) {
    *error = refuse_token ("PGRST303", "The JWT 'aud' claim must be a string or an array of strings", NULL);
    return FALSE;
  }
  set_claims (self, claims);

  return TRUE;
}

/**
 * local_rest_request_is_anonymous:
 * @self: a request
 *
 * Returns: whether it has the anonymous role
 */
gboolean
local_rest_request_is_anonymous (const LocalRestRequest *self)
{
  return g_str_equal (self->role, "anon");
}
