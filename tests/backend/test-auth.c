/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <libpq-fe.h>
#include <string.h>

#include "auth/local-jwt.h"
#include "test-http.h"

#define VERSION "X-Supabase-Api-Version"
#define PASSWORD "\"password\":\"a password\""

static TestBackend *backend;

static TestAnswer *
post (const char *path,
      const char *body)
{
  return test_http_send (backend, "POST", path, TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend)), body);
}

static TestAnswer *
call_as (const char *method,
         const char *path,
         const char *token,
         const char *body)
{
  g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);

  return test_http_send (backend, method, path,
                         TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", authorization, VERSION,
                                       "2024-01-01"),
                         body);
}

static TestAnswer *
refresh (const char *token)
{
  g_autofree char *body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", token);

  return post ("/auth/v1/token?grant_type=refresh_token", body);
}

/* Each test has a person of its own. */
static TestAnswer *
sign_up (const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s@north.test\"," PASSWORD ",\"data\":{\"full_name\":\"%s\"}}", name, name);
  TestAnswer *answer = post ("/auth/v1/signup", body);

  g_assert_cmpuint (answer->status, ==, 200);

  return answer;
}

static TestAnswer *
sign_in (const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s@north.test\"," PASSWORD "}", name);
  TestAnswer *answer = post ("/auth/v1/token?grant_type=password", body);

  g_assert_cmpuint (answer->status, ==, 200);

  return answer;
}

static JsonObject *
decode (TestAnswer *session)
{
  g_autoptr (GError) error = NULL;
  JsonObject *claims =
    local_jwt_decode (test_answer_get_string (session, "access_token"), test_backend_get_jwt_secret (backend), &error);

  g_assert_no_error (error);

  return claims;
}

static void
execute (const char *sql,
         const char *parameter)
{
  PGconn *connection = PQconnectdb (test_backend_get_db_url (backend));
  PGresult *result = PQexecParams (connection, sql, 1, NULL, &parameter, NULL, NULL, 0);

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  PQclear (result);
  PQfinish (connection);
}

/* Signing up, with the confirmation of addresses off, is signing in. */
static void
test_sign_up (void)
{
  g_autoptr (TestAnswer) session = sign_up ("Ann");
  g_autoptr (JsonObject) claims = decode (session);
  JsonObject *user = json_object_get_object_member (session->json, "user");

  g_assert_cmpstr (test_answer_get_string (session, "token_type"), ==, "bearer");
  g_assert_cmpint (json_object_get_int_member (session->json, "expires_in"), ==, 3600);
  g_assert_cmpint (json_object_get_int_member (session->json, "expires_at"), ==, json_object_get_int_member (claims, "exp"));
  g_assert_cmpuint (strlen (test_answer_get_string (session, "refresh_token")), ==, 12);

  g_assert_cmpstr (json_object_get_string_member (user, "email"), ==, "ann@north.test");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (user, "user_metadata"), "full_name"), ==, "Ann");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (user, "identities")), ==, 1);
  g_assert_true (json_object_has_member (user, "confirmed_at"));
  g_assert_false (json_object_has_member (user, "banned_until"));
  g_assert_false (json_object_has_member (user, "encrypted_password"));

  g_assert_cmpstr (json_object_get_string_member (claims, "sub"), ==, json_object_get_string_member (user, "id"));
  g_assert_cmpstr (json_object_get_string_member (claims, "role"), ==, "authenticated");
  g_assert_cmpstr (json_object_get_string_member (claims, "aud"), ==, "authenticated");
  g_assert_cmpstr (json_object_get_string_member (claims, "phone"), ==, "");
  g_assert_cmpstr (json_object_get_string_member (claims, "aal"), ==, "aal1");
  g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (claims, "session_id")));
}

static void
test_sign_up_refused (void)
{
  g_autoptr (TestAnswer) first = sign_up ("twice");
  g_autoptr (TestAnswer) taken = post ("/auth/v1/signup", "{\"email\":\"TWICE@north.test\"," PASSWORD "}");
  g_autoptr (TestAnswer) weak = post ("/auth/v1/signup", "{\"email\":\"weak@north.test\",\"password\":\"12345\"}");
  g_autoptr (TestAnswer) bad = post ("/auth/v1/signup", "{\"email\":\"nobody\"," PASSWORD "}");
  g_autoptr (TestAnswer) anonymous = post ("/auth/v1/signup", "{}");

  g_assert_cmpuint (taken->status, ==, 422);
  g_assert_cmpstr (test_answer_get_string (taken, "error_code"), ==, "user_already_exists");
  g_assert_cmpuint (weak->status, ==, 422);
  g_assert_cmpstr (test_answer_get_string (weak, "error_code"), ==, "weak_password");
  g_assert_true (json_object_has_member (weak->json, "weak_password"));
  g_assert_cmpuint (bad->status, ==, 400);
  g_assert_cmpstr (test_answer_get_string (bad, "error_code"), ==, "validation_failed");
  g_assert_cmpuint (anonymous->status, ==, 422);
}

/* A wrong password and an unknown address get the same answer, in the shape of the client's version. */
static void
test_wrong_password (void)
{
  static const char path[] = "/auth/v1/token?grant_type=password";
  static const char body[] = "{\"email\":\"wrong@north.test\",\"password\":\"not it\"}";
  g_autoptr (TestAnswer) session = sign_up ("wrong");
  g_autoptr (TestAnswer) old = post (path, body);
  g_autoptr (TestAnswer) unknown = post (path, "{\"email\":\"nobody@north.test\",\"password\":\"not it\"}");
  g_autoptr (TestAnswer) new = test_http_send (
    backend, "POST", path, TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), VERSION, "2024-01-01"), body);

  g_assert_cmpuint (old->status, ==, 400);
  g_assert_cmpint (json_object_get_int_member (old->json, "code"), ==, 400);
  g_assert_cmpstr (test_answer_get_string (old, "error_code"), ==, "invalid_credentials");
  g_assert_cmpstr (test_answer_get_string (old, "msg"), ==, "Invalid login credentials");
  g_assert_null (test_answer_get_header (old, VERSION));
  g_assert_cmpstr (unknown->text, ==, old->text);

  g_assert_cmpuint (new->status, ==, 400);
  g_assert_cmpstr (test_answer_get_string (new, "code"), ==, "invalid_credentials");
  g_assert_cmpstr (test_answer_get_string (new, "message"), ==, "Invalid login credentials");
  g_assert_cmpstr (test_answer_get_header (new, VERSION), ==, "2024-01-01");
  g_assert_cmpstr (test_answer_get_header (new, "x-sb-error-code"), ==, "invalid_credentials");
}

static void
test_unreadable (void)
{
  g_autoptr (TestAnswer) broken = post ("/auth/v1/token?grant_type=password", "{oh");
  g_autoptr (TestAnswer) list = post ("/auth/v1/token?grant_type=password", "[]");
  g_autoptr (TestAnswer) grant = post ("/auth/v1/token?grant_type=magic", "{}");
  g_autoptr (TestAnswer) empty = post ("/auth/v1/token?grant_type=refresh_token", "{}");
  g_autoptr (TestAnswer) mail = post ("/auth/v1/otp", "{\"email\":\"a@north.test\"}");

  g_assert_cmpstr (test_answer_get_string (broken, "error_code"), ==, "bad_json");
  g_assert_cmpstr (test_answer_get_string (list, "error_code"), ==, "bad_json");
  g_assert_cmpuint (grant->status, ==, 400);
  g_assert_cmpstr (test_answer_get_string (empty, "error_description"), ==, "refresh_token required");
  g_assert_cmpuint (mail->status, ==, 422);
  g_assert_cmpstr (test_answer_get_string (mail, "error_code"), ==, "email_provider_disabled");
}

/* Every refresh gives a new refresh token; one whose answer was lost gives the same one again. */
static void
test_rotation (void)
{
  g_autoptr (TestAnswer) session = sign_up ("rotation");
  const char *first = test_answer_get_string (session, "refresh_token");
  g_autoptr (TestAnswer) second = refresh (first);
  g_autoptr (TestAnswer) again = refresh (first);
  g_autoptr (JsonObject) before = decode (session);
  g_autoptr (JsonObject) after = decode (second);

  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (second, "refresh_token"), !=, first);
  g_assert_cmpstr (json_object_get_string_member (before, "session_id"), ==, json_object_get_string_member (after, "session_id"));
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (again, "refresh_token"), ==, test_answer_get_string (second, "refresh_token"));
}

/* A token two steps behind is taken for ten seconds; after that it ends the whole session. */
static void
test_reuse (void)
{
  g_autoptr (TestAnswer) session = sign_up ("reuse");
  const char *first = test_answer_get_string (session, "refresh_token");
  g_autoptr (TestAnswer) second = refresh (first);
  g_autoptr (TestAnswer) third = refresh (test_answer_get_string (second, "refresh_token"));
  g_autoptr (TestAnswer) soon = refresh (first);
  g_autoptr (TestAnswer) late = NULL;
  g_autoptr (TestAnswer) newest = NULL;

  g_assert_cmpuint (third->status, ==, 200);
  g_assert_cmpuint (soon->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (soon, "refresh_token"), !=, test_answer_get_string (third, "refresh_token"));

  g_clear_pointer (&third, test_answer_free);
  third = refresh (test_answer_get_string (soon, "refresh_token"));
  g_assert_cmpuint (third->status, ==, 200);
  execute ("update auth.refresh_tokens set updated_at = updated_at - interval '11 seconds' where token = $1", first);
  late = refresh (first);
  g_assert_cmpuint (late->status, ==, 400);
  g_assert_cmpstr (test_answer_get_string (late, "error_code"), ==, "refresh_token_already_used");

  execute ("update auth.refresh_tokens set updated_at = updated_at - interval '11 seconds' where token = $1",
           test_answer_get_string (third, "refresh_token"));
  newest = refresh (test_answer_get_string (third, "refresh_token"));
  g_assert_cmpuint (newest->status, ==, 400);
}

static void
test_unknown_refresh_token (void)
{
  g_autoptr (TestAnswer) answer = refresh ("abcdefghijkl");

  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpstr (test_answer_get_string (answer, "error_code"), ==, "refresh_token_not_found");
}

/* A token that has run out is forbidden (403), not unauthorized. */
static void
test_expired (void)
{
  g_autoptr (TestAnswer) session = sign_up ("expired");
  g_autoptr (JsonObject) claims = decode (session);
  g_autoptr (JsonObject) changed = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (claims);
  g_autofree char *token = NULL;
  g_autoptr (TestAnswer) answer = NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (changed, l->data, json_node_copy (json_object_get_member (claims, l->data)));
  json_object_set_int_member (changed, "exp", g_get_real_time () / G_USEC_PER_SEC - 1);
  token = local_jwt_sign (changed, test_backend_get_jwt_secret (backend));

  answer = call_as ("GET", "/auth/v1/user", token, NULL);
  g_assert_cmpuint (answer->status, ==, 403);
  g_assert_cmpstr (test_answer_get_string (answer, "code"), ==, "bad_jwt");
  g_assert_nonnull (strstr (answer->text, "token is expired"));
}

static void
test_bad_tokens (void)
{
  g_autoptr (TestAnswer) garbage = call_as ("GET", "/auth/v1/user", "a.b.c", NULL);
  g_autoptr (TestAnswer) anonymous = call_as ("GET", "/auth/v1/user", test_backend_get_anon_key (backend), NULL);
  g_autoptr (TestAnswer) key = call_as ("GET", "/auth/v1/user", test_backend_get_publishable_key (backend), NULL);

  g_assert_cmpuint (garbage->status, ==, 403);
  g_assert_cmpstr (test_answer_get_string (garbage, "code"), ==, "bad_jwt");
  g_assert_cmpuint (anonymous->status, ==, 403);
  g_assert_cmpuint (key->status, ==, 403);
  g_assert_cmpstr (key->text, ==, anonymous->text);
}

static void
assert_session (TestAnswer *session,
                guint       status)
{
  g_autoptr (TestAnswer) answer = call_as ("GET", "/auth/v1/user", test_answer_get_string (session, "access_token"), NULL);

  g_assert_cmpuint (answer->status, ==, status);
  if (status == 403)
    g_assert_cmpstr (test_answer_get_string (answer, "code"), ==, "session_not_found");
}

static void
log_out (TestAnswer *session,
         const char *path)
{
  g_autoptr (TestAnswer) answer = call_as ("POST", path, test_answer_get_string (session, "access_token"), NULL);

  g_assert_cmpuint (answer->status, ==, 204);
  g_assert_cmpstr (answer->text, ==, "");
}

static void
test_logout (void)
{
  g_autoptr (TestAnswer) one = sign_up ("logout");
  g_autoptr (TestAnswer) two = sign_in ("logout");
  g_autoptr (TestAnswer) three = sign_in ("logout");
  g_autoptr (TestAnswer) gone = NULL;
  g_autoptr (TestAnswer) unknown =
    call_as ("POST", "/auth/v1/logout?scope=nowhere", test_answer_get_string (one, "access_token"), NULL);

  g_assert_cmpuint (unknown->status, ==, 400);

  log_out (one, "/auth/v1/logout?scope=local");
  assert_session (one, 403);
  assert_session (two, 200);
  gone = refresh (test_answer_get_string (one, "refresh_token"));
  g_assert_cmpuint (gone->status, ==, 400);

  log_out (two, "/auth/v1/logout?scope=others");
  assert_session (two, 200);
  assert_session (three, 403);

  log_out (two, "/auth/v1/logout");
  assert_session (two, 403);
}

/* Connections that PostgreSQL closed are replaced, and nobody notices. */
static void
test_lost_connections (void)
{
  g_autoptr (TestAnswer) session = sign_up ("lost");
  g_autoptr (TestAnswer) answer = NULL;

  execute ("select pg_terminate_backend(pid, 5000) from pg_stat_activity"
           " where usename = $1 and backend_type = 'client backend' and pid <> pg_backend_pid()",
           "supabase_admin");
  answer = call_as ("GET", "/auth/v1/user", test_answer_get_string (session, "access_token"), NULL);
  g_assert_cmpuint (answer->status, ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  backend = test_backend_start ("empty", &error);
  g_assert_no_error (error);

  g_test_add_func ("/backend/auth/sign-up", test_sign_up);
  g_test_add_func ("/backend/auth/sign-up-refused", test_sign_up_refused);
  g_test_add_func ("/backend/auth/wrong-password", test_wrong_password);
  g_test_add_func ("/backend/auth/unreadable", test_unreadable);
  g_test_add_func ("/backend/auth/rotation", test_rotation);
  g_test_add_func ("/backend/auth/reuse", test_reuse);
  g_test_add_func ("/backend/auth/unknown-refresh-token", test_unknown_refresh_token);
  g_test_add_func ("/backend/auth/expired", test_expired);
  g_test_add_func ("/backend/auth/bad-tokens", test_bad_tokens);
  g_test_add_func ("/backend/auth/logout", test_logout);
  g_test_add_func ("/backend/auth/lost-connections", test_lost_connections);

  status = g_test_run ();
  test_backend_free (backend);

  return status;
}
