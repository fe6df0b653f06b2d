/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-jwt.h"

#include <string.h>

#include "http/local-json.h"

G_DEFINE_QUARK (local-jwt-error-quark, local_jwt_error)

static char *
encode (gconstpointer data,
        gsize         length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

static guchar *
decode (const char *text,
        gsize      *length)
{
  g_autoptr (GString) padded = NULL;

  if (text[strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")] != '\0' || strlen (text) % 4 == 1)
    return NULL;

  padded = g_string_new (text);
  g_string_replace (padded, "-", "+", 0);
  g_string_replace (padded, "_", "/", 0);
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');

  return g_base64_decode (padded->str, length);
}

static JsonObject *
decode_object (const char *text)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  bytes = decode (text, &length);
  if (bytes == NULL)
    return NULL;
  root = local_json_parse ((const char *) bytes, (gssize) length);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return json_object_ref (json_node_get_object (root));
}

static char *
make_signature (const char *text,
                gsize       length,
                const char *secret)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));
  guint8 digest[32];
  gsize digest_length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) text, (gssize) length);
  g_hmac_get_digest (hmac, digest, &digest_length);

  return encode (digest, digest_length);
}

/* Takes as long wherever the first difference is, so that a signature cannot be found byte by byte. */
static gboolean
is_same (const char *a,
         const char *b)
{
  gsize length = strlen (a);
  guchar difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) (a[i] ^ b[i]);

  return difference == 0;
}

/**
 * local_jwt_decode:
 * @token: what claims to be a JWT
 * @secret: the secret of the server
 * @error: return location of an error
 *
 * Checks form and signature of a token, and leaves its times to local_jwt_check_times(). Only HS256 is taken.
 *
 * Returns: (transfer full) (nullable): the claims, which must not be changed; %NULL with a %LOCAL_JWT_ERROR
 */
JsonObject *
local_jwt_decode (const char  *token,
                  const char  *secret,
                  GError     **error)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (JsonObject) header = NULL;
  g_autoptr (JsonObject) claims = NULL;
  g_autofree char *signature = NULL;
  const char *algorithm;

  g_return_val_if_fail (token != NULL && secret != NULL, NULL);

  parts = g_strsplit (token, ".", -1);
  if (g_strv_length (parts) != 3) {
    g_set_error (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_PARTS, "%u", g_strv_length (parts));
    return NULL;
  }

  header = decode_object (parts[0]);
  if (header == NULL) {
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_MALFORMED, "header");
    return NULL;
  }
  algorithm = json_object_get_string_member_with_default (header, "alg", "");
  if (!g_str_equal (algorithm, "HS256")) {
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_ALGORITHM, algorithm);
    return NULL;
  }

  signature = make_signature (token, strlen (parts[0]) + 1 + strlen (parts[1]), secret);
  if (!is_same (signature, parts[2])) {
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_SIGNATURE, "signature");
    return NULL;
  }

  claims = decode_object (parts[1]);
  if (claims == NULL)
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_MALFORMED, "claims");

  return g_steal_pointer (&claims);
}

/* Whether the claim is absent (then @value is left alone) or a number. */
static gboolean
read_time (JsonObject  *claims,
           const char  *name,
           double      *value,
           GError     **error)
{
  JsonNode *node = json_object_get_member (claims, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE)) {
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_CLAIMS, name);
    return FALSE;
  }
  *value = json_node_get_double (node);

  return TRUE;
}

/**
 * local_jwt_check_times:
 * @claims: the claims of a token
 * @times: which ones to look at
 * @now: the time, in seconds since 1970
 * @leeway: by how many seconds the clocks may differ
 * @error: return location of an error
 *
 * Checks whether a token is valid now.
 *
 * Returns: whether it is; %FALSE with a %LOCAL_JWT_ERROR
 */
gboolean
local_jwt_check_times (JsonObject     *claims,
                       LocalJwtTimes   times,
                       gint64          now,
                       gint64          leeway,
                       GError        **error)
{
  double expiry = G_MAXDOUBLE;
  double not_before = -G_MAXDOUBLE;
  double issued = -G_MAXDOUBLE;

  g_return_val_if_fail (claims != NULL, FALSE);

  if (((times & LOCAL_JWT_TIMES_EXP) != 0 && !read_time (claims, "exp", &expiry, error))
      || ((times & LOCAL_JWT_TIMES_NBF) != 0 && !read_time (claims, "nbf", &not_before, error))
      || ((times & LOCAL_JWT_TIMES_IAT) != 0 && !read_time (claims, "iat", &issued, error)))
    return FALSE;

  if ((double) (now - leeway) >= expiry) {
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_EXPIRED, "exp");
    return FALSE;
  }
  if ((double) (now + leeway) < not_before) {
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_NOT_YET, "nbf");
    return FALSE;
  }
  if ((double) (now + leeway) < issued) {
    g_set_error_literal (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_ISSUED_LATER, "iat");
    return FALSE;
  }

  return TRUE;
}

/**
 * local_jwt_verify:
 * @token: what claims to be a JWT
 * @secret: the secret of the server
 * @now: the time, in seconds since 1970
 * @error: return location of an error
 *
 * Checks form, signature, "exp" and "nbf" of a token, without leeway.
 *
 * Returns: (transfer full) (nullable): the claims, which must not be changed; %NULL with a %LOCAL_JWT_ERROR
 */
JsonObject *
local_jwt_verify (const char  *token,
                  const char  *secret,
                  gint64       now,
                  GError     **error)
{
  g_autoptr (JsonObject) claims = local_jwt_decode (token, secret, error);

  if (claims == NULL || !local_jwt_check_times (claims, LOCAL_JWT_TIMES_EXP | LOCAL_JWT_TIMES_NBF, now, 0, error))
    return NULL;

  return g_steal_pointer (&claims);
}

/**
 * local_jwt_sign:
 * @claims: what the token says
 * @secret: the secret of the server
 *
 * Makes a token, signed by HS256.
 *
 * Returns: (transfer full): the token
 */
char *
local_jwt_sign (JsonObject *claims,
                const char *secret)
{
  static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *signed_part = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (claims != NULL && secret != NULL, NULL);

  node = json_node_init_object (json_node_alloc (), claims);
  text = json_to_string (node, FALSE);
  first = encode (header, strlen (header));
  second = encode (text, strlen (text));
  signed_part = g_strconcat (first, ".", second, NULL);
  signature = make_signature (signed_part, strlen (signed_part), secret);

  return g_strconcat (signed_part, ".", signature, NULL);
}
