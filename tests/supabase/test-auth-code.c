/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Signing in by a code of an e-mail, and by the second factor. */

#include "config.h"

#include "supa-test-auth.h"

#define OTP "/auth/v1/otp"
#define VERIFY "/auth/v1/verify"
#define CHALLENGE "/auth/v1/factors/f-2/challenge"
#define FACTOR "/auth/v1/factors/f-2/verify"

static const char *
get_member (Fixture    *f,
            JsonNode  **body,
            const char *member)
{
  g_clear_pointer (body, json_node_unref);
  *body = json_from_string (supa_test_server_get_body (f->server), NULL);

  return json_object_get_string_member (json_node_get_object (*body), member);
}

static gboolean
send_code (Fixture  *f,
           GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  supa_auth_send_code_async (f->auth, "a@b.co", NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);

  return supa_auth_send_code_finish (f->auth, result, error);
}

static gboolean
give_code (Fixture  *f,
           GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  supa_auth_sign_in_with_code_async (f->auth, "a@b.co", "123456", NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);

  return supa_auth_sign_in_with_code_finish (f->auth, result, error);
}

static gboolean
give_factor (Fixture     *f,
             const char  *code,
             GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  supa_auth_give_second_factor_async (f->auth, code, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);

  return supa_auth_give_second_factor_finish (f->auth, result, error);
}

/* A code is asked for, without making an account; a wrong one is refused; the right one gives a session, which is kept. */
static void
test_code (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a1", "r1", 3600);
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;

  supa_test_server_answer_json (f->server, OTP, 200, "{}");
  g_assert_true (send_code (f, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_member (f, &body, "email"), ==, "a@b.co");
  g_assert_false (json_object_get_boolean_member_with_default (json_node_get_object (body), "create_user", TRUE));
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer sb_publishable_key");

  supa_test_server_answer_json (f->server, VERIFY, 403, "{\"code\":\"otp_expired\",\"message\":\"Token has expired or is invalid\"}");
  g_assert_false (give_code (f, &error));
  g_assert_cmpstr (supa_error_get_server_code (error), ==, "otp_expired");
  g_assert_null (supa_auth_get_session (f->auth));
  g_clear_error (&error);

  supa_test_server_answer_json (f->server, VERIFY, 200, session);
  g_assert_true (give_code (f, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_member (f, &body, "type"), ==, "email");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (body), "token"), ==, "123456");
  g_assert_cmpstr (get_access_token (f), ==, "a1");
  check_kept (f, "r1");
}

/* A server without mail says so. */
static void
test_no_mail (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  supa_test_server_answer_json (f->server, OTP, 422, "{\"code\":\"email_provider_disabled\",\"message\":\"x\"}");
  g_assert_false (send_code (f, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_INVALID);
  g_assert_cmpstr (supa_error_get_server_code (error), ==, "email_provider_disabled");
}

static void
answer_half (Fixture *f)
{
  g_autofree char *whole = supa_test_make_session ("half", "rh", 3600);
  g_autoptr (JsonNode) root = json_from_string (whole, NULL);
  JsonObject *user = json_object_get_object_member (json_node_get_object (root), "user");
  g_autoptr (JsonNode) factors = json_from_string ("[{\"id\":\"f-1\",\"status\":\"unverified\",\"factor_type\":\"totp\"},"
                                                   "{\"id\":\"f-2\",\"status\":\"verified\",\"factor_type\":\"totp\"}]", NULL);
  g_autofree char *text = NULL;

  json_object_set_member (user, "factors", g_steal_pointer (&factors));
  text = json_to_string (root, FALSE);
  supa_test_server_answer_json (f->server, TOKEN, 200, text);
}

/* The password alone signs nobody in who has an authenticator, and nothing of it is kept; a wrong code may be followed by the right one. */
static void
test_second_factor (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;

  answer_half (f);
  g_assert_false (supa_test_sign_in (f->client, "a@b.co", "x", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SECOND_FACTOR);
  g_assert_null (supa_auth_get_session (f->auth));
  g_assert_null (supa_test_store_get_secret (f->store));
  g_clear_error (&error);

  supa_test_server_answer_json (f->server, CHALLENGE, 200, "{\"id\":\"c-1\",\"type\":\"totp\",\"expires_at\":1}");
  supa_test_server_answer_json (f->server, FACTOR, 422, "{\"code\":\"mfa_verification_failed\",\"message\":\"Invalid TOTP code entered\"}");
  g_assert_false (give_factor (f, "000000", &error));
  g_assert_cmpstr (supa_error_get_server_code (error), ==, "mfa_verification_failed");
  g_assert_null (supa_auth_get_session (f->auth));
  g_clear_error (&error);

  supa_test_server_answer_json (f->server, CHALLENGE, 200, "{\"id\":\"c-2\",\"type\":\"totp\",\"expires_at\":1}");
  supa_test_server_answer_json (f->server, FACTOR, 200, session);
  g_assert_true (give_factor (f, "482913", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_member (f, &body, "challenge_id"), ==, "c-2");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (body), "code"), ==, "482913");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer half");
  g_assert_cmpstr (get_access_token (f), ==, "a2");
  check_kept (f, "r2");

  /* It is done with: nobody can go on from the half. */
  g_assert_false (give_factor (f, "482913", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/auth/code", Fixture, NULL, set_up, test_code, tear_down);
  g_test_add ("/auth/no-mail", Fixture, NULL, set_up, test_no_mail, tear_down);
  g_test_add ("/auth/second-factor", Fixture, NULL, set_up, test_second_factor, tear_down);

  return g_test_run ();
}
