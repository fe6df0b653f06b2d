/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "auth/local-jwt.h"

#define SECRET "a-secret-that-is-long-enough-for-hs256"
#define NOW 1000000

static char *
sign (const char *claims)
{
  g_autoptr (JsonNode) node = json_from_string (claims, NULL);

  g_assert_nonnull (node);

  return local_jwt_sign (json_node_get_object (node), SECRET);
}

static void
assert_refused (const char *token,
                int         code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) claims = local_jwt_verify (token, SECRET, NOW, &error);

  g_assert_error (error, LOCAL_JWT_ERROR, code);
  g_assert_null (claims);
}

/* echo -n HEADER.CLAIMS | openssl dgst -sha256 -hmac SECRET -binary | basenc --base64url */
static void
test_known (void)
{
  g_autofree char *token = sign ("{\"sub\":\"u\",\"role\":\"anon\"}");

  g_assert_cmpstr (token, ==,
                   "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1Iiwicm9sZSI6ImFub24ifQ."
                   "xGB0f0OhN8tv8BvqQCzgWQkuemOZwipoXfOIJuWg4a0");
}

static void
test_round_trip (void)
{
  g_autofree char *token = sign ("{\"sub\":\"é?>\",\"exp\":1000001,\"nbf\":1000000,\"list\":[1,2.5,null]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) claims = local_jwt_verify (token, SECRET, NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (claims, "sub"), ==, "é?>");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (claims, "list")), ==, 3);
}

static void
test_times (void)
{
  g_autofree char *expired = sign ("{\"exp\":1000000}");
  g_autofree char *early = sign ("{\"nbf\":1000001}");
  g_autofree char *text = sign ("{\"exp\":\"soon\"}");
  g_autofree char *none = sign ("{}");
  g_autofree char *later = sign ("{\"iat\":1000010}");
  g_autoptr (JsonObject) claims = NULL;
  g_autoptr (JsonObject) unlimited = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (expired, LOCAL_JWT_ERROR_EXPIRED);
  assert_refused (early, LOCAL_JWT_ERROR_NOT_YET);
  assert_refused (text, LOCAL_JWT_ERROR_CLAIMS);
  unlimited = local_jwt_verify (none, SECRET, NOW, &error);
  g_assert_no_error (error);

  claims = local_jwt_decode (later, SECRET, &error);
  g_assert_no_error (error);
  g_assert_true (local_jwt_check_times (claims, LOCAL_JWT_TIMES_IAT, NOW, 10, NULL));
  g_assert_false (local_jwt_check_times (claims, LOCAL_JWT_TIMES_IAT, NOW, 9, &error));
  g_assert_error (error, LOCAL_JWT_ERROR, LOCAL_JWT_ERROR_ISSUED_LATER);
}

static void
test_parts (void)
{
  g_autofree char *good = sign ("{}");
  g_autofree char *four = g_strconcat (good, ".x", NULL);

  assert_refused ("", LOCAL_JWT_ERROR_PARTS);
  assert_refused ("abc", LOCAL_JWT_ERROR_PARTS);
  assert_refused (four, LOCAL_JWT_ERROR_PARTS);
  assert_refused ("a.b.c", LOCAL_JWT_ERROR_MALFORMED);
  assert_refused ("W10.e30.x", LOCAL_JWT_ERROR_MALFORMED);
}

/* Whoever does not know the secret gets in neither by changing a token nor by asking not to be checked. */
static void
test_forged (void)
{
  g_autofree char *token = sign ("{\"role\":\"anon\"}");
  g_autofree char *other = NULL;
  g_autofree char *unsigned_token = g_strdup ("eyJhbGciOiJub25lIn0.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.");
  g_autoptr (JsonObject) claims = json_object_new ();
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autofree char *changed = g_strconcat (parts[0], ".eyJyb2xlIjoic2VydmljZV9yb2xlIn0.", parts[2], NULL);
  g_autofree char *stripped = g_strconcat (parts[0], ".", parts[1], ".", NULL);

  other = local_jwt_sign (claims, "another-secret-that-is-long-enough-too");
  assert_refused (other, LOCAL_JWT_ERROR_SIGNATURE);
  assert_refused (changed, LOCAL_JWT_ERROR_SIGNATURE);
  assert_refused (stripped, LOCAL_JWT_ERROR_SIGNATURE);
  assert_refused (unsigned_token, LOCAL_JWT_ERROR_ALGORITHM);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/jwt/known", test_known);
  g_test_add_func ("/backend/jwt/round-trip", test_round_trip);
  g_test_add_func ("/backend/jwt/times", test_times);
  g_test_add_func ("/backend/jwt/parts", test_parts);
  g_test_add_func ("/backend/jwt/forged", test_forged);

  return g_test_run ();
}
