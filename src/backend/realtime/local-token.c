/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-token.h"

#include "auth/local-jwt.h"

/**
 * local_token_describe_expiry:
 * @expiry: when a token expired, in seconds since 1970
 * @now: the time
 *
 * Returns: (transfer full): what is said of it
 */
gchar *
local_token_describe_expiry (gint64 expiry, gint64 now)
{
  return g_strdup_printf ("Token has expired %" G_GINT64_FORMAT " seconds ago", now - expiry);
}

static gboolean
holds (JsonObject *claims, const gchar *name, gboolean is_text)
{
  JsonNode *node = json_object_get_member (claims, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_STRING) == is_text;
}

/**
 * local_token_read:
 * @token: (nullable): what claims to be a token
 * @secret: the secret of the server
 * @now: the time, in seconds since 1970
 * @expiry: (out): until when it is valid
 * @code: (out): what kind of problem there is
 * @problem: (out): the problem, in the words of realtime
 *
 * Checks a token.
 *
 * Returns: (transfer full) (nullable): who it is, %NULL with @code and @problem
 */
LocalPerson *
local_token_read (const gchar  *token,
                  const gchar  *secret,
                  gint64        now,
                  gint64       *expiry,
                  const gchar **code,
                  gchar       **problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) claims = token != NULL ? local_jwt_decode (token, secret, &error) : NULL;

  if (claims == NULL && g_error_matches (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_SIGNATURE))
    {
      *code = "JwtSignatureError";
      *problem = g_strdup ("Failed to validate JWT signature");
      return NULL;
    }
  if (claims == NULL)
    {
      *code = "MalformedJWT";
      *problem = g_strdup ("The token provided is not a valid JWT");
      return NULL;
    }

  *code = "InvalidJWTToken";
  if (!holds (claims, "role", TRUE) || !holds (claims, "exp", FALSE))
    {
      *problem = g_strdup ("Fields `role` and `exp` are required in JWT");
      return NULL;
    }
  *expiry = (gint64) json_node_get_double (json_object_get_member (claims, "exp"));
  if (*expiry <= now)
    {
      *problem = local_token_describe_expiry (*expiry, now);
      return NULL;
    }

  return local_person_new (claims);
}
