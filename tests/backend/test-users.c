/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "test-http.h"

static TestBackend *backend;

static TestAnswer *
call (const char *method,
      const char *path,
      const char *token,
      const char *body)
{
  g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);

  return test_http_send (backend, method, path,
                         TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", authorization), body);
}

static TestAnswer *
call_as_service (const char *method,
                 const char *path,
                 const char *body)
{
  const char *key = test_backend_get_secret_key (backend);
  g_autofree char *authorization = g_strconcat ("Bearer ", key, NULL);

  return test_http_send (backend, method, path, TEST_HEADERS ("apikey", key, "Authorization", authorization), body);
}

static TestAnswer *
sign_in (const char *email,
         const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\"}", email, password);

  return test_http_send (backend, "POST", "/auth/v1/token?grant_type=password",
                         TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend)), body);
}

static char *
add_user (const char *email)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"first one\",\"email_confirm\":true,"
                                           "\"user_metadata\":{\"full_name\":\"N\"}}",
                                           email);
  g_autoptr (TestAnswer) answer = call_as_service ("POST", "/auth/v1/admin/users", body);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (answer, "email"), ==, email);

  return g_strdup (test_answer_get_string (answer, "id"));
}

/* The service makes, finds, changes and removes people. */
static void
test_service (void)
{
  g_autofree char *id = add_user ("made@south.test");
  g_autofree char *path = g_strconcat ("/auth/v1/admin/users/", id, NULL);
  g_autoptr (TestAnswer) list = call_as_service ("GET", "/auth/v1/admin/users?page=1&per_page=1000", NULL);
  g_autoptr (TestAnswer) found = call_as_service ("GET", path, NULL);
  g_autoptr (TestAnswer) changed = call_as_service ("PUT", path, "{\"password\":\"second one\",\"app_metadata\":{\"team\":\"x\"}}");
  g_autoptr (TestAnswer) session = sign_in ("made@south.test", "second one");
  g_autoptr (TestAnswer) twice = call_as_service ("POST", "/auth/v1/admin/users", "{\"email\":\"made@south.test\"}");
  g_autoptr (TestAnswer) removed = NULL;
  g_autoptr (TestAnswer) absent = NULL;
  g_autoptr (TestAnswer) refused = NULL;

  g_assert_nonnull (strstr (list->text, id));
  g_assert_nonnull (test_answer_get_header (list, "X-Total-Count"));
  g_assert_nonnull (strstr (test_answer_get_header (list, "Link"), "rel=\"last\""));
  g_assert_cmpstr (test_answer_get_string (found, "id"), ==, id);
  g_assert_nonnull (strstr (changed->text, "\"team\":\"x\""));
  g_assert_nonnull (strstr (changed->text, "\"provider\":\"email\""));
  g_assert_cmpuint (session->status, ==, 200);
  g_assert_cmpuint (twice->status, ==, 422);
  g_assert_cmpstr (test_answer_get_string (twice, "error_code"), ==, "email_exists");

  removed = call_as_service ("DELETE", path, NULL);
  g_assert_cmpuint (removed->status, ==, 200);
  absent = call_as_service ("GET", path, NULL);
  g_assert_cmpuint (absent->status, ==, 404);
  refused = call ("GET", "/auth/v1/user", test_answer_get_string (session, "access_token"), NULL);
  g_assert_cmpuint (refused->status, ==, 403);
  g_assert_cmpstr (test_answer_get_string (refused, "error_code"), ==, "user_not_found");
}

static void
test_service_only (void)
{
  g_autofree char *id = add_user ("plain@south.test");
  g_autofree char *path = g_strconcat ("/auth/v1/admin/users/", id, NULL);
  g_autoptr (TestAnswer) session = sign_in ("plain@south.test", "first one");
  const char *token = test_answer_get_string (session, "access_token");
  g_autoptr (TestAnswer) list = call ("GET", "/auth/v1/admin/users", token, NULL);
  g_autoptr (TestAnswer) removed = call ("DELETE", path, token, NULL);
  g_autoptr (TestAnswer) anonymous = call ("GET", "/auth/v1/admin/users", test_backend_get_publishable_key (backend), NULL);
  g_autoptr (TestAnswer) still = sign_in ("plain@south.test", "first one");

  g_assert_cmpuint (list->status, ==, 403);
  g_assert_cmpstr (test_answer_get_string (list, "error_code"), ==, "not_admin");
  g_assert_cmpuint (removed->status, ==, 403);
  g_assert_cmpuint (anonymous->status, ==, 403);
  g_assert_cmpuint (still->status, ==, 200);
}

static void
test_ban (void)
{
  g_autofree char *id = add_user ("banned@south.test");
  g_autofree char *path = g_strconcat ("/auth/v1/admin/users/", id, NULL);
  g_autoptr (TestAnswer) session = sign_in ("banned@south.test", "first one");
  g_autoptr (TestAnswer) banned = call_as_service ("PUT", path, "{\"ban_duration\":\"24h\"}");
  g_autoptr (TestAnswer) refused = sign_in ("banned@south.test", "first one");
  g_autoptr (TestAnswer) user = call ("GET", "/auth/v1/user", test_answer_get_string (session, "access_token"), NULL);
  g_autoptr (TestAnswer) freed = call_as_service ("PUT", path, "{\"ban_duration\":\"none\"}");
  g_autoptr (TestAnswer) again = sign_in ("banned@south.test", "first one");

  g_assert_nonnull (strstr (banned->text, "banned_until"));
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpstr (test_answer_get_string (refused, "error_code"), ==, "user_banned");
  g_assert_cmpuint (user->status, ==, 403);
  g_assert_cmpuint (freed->status, ==, 200);
  g_assert_cmpuint (again->status, ==, 200);
}

/* A person changes their own data; a new password ends their other sessions, not this one. */
static void
test_change (void)
{
  g_autofree char *id = add_user ("change@south.test");
  g_autoptr (TestAnswer) here = sign_in ("change@south.test", "first one");
  g_autoptr (TestAnswer) elsewhere = sign_in ("change@south.test", "first one");
  const char *token = test_answer_get_string (here, "access_token");
  g_autoptr (TestAnswer) data = call ("PUT", "/auth/v1/user", token, "{\"data\":{\"full_name\":null,\"locale\":\"fr\"}}");
  g_autoptr (TestAnswer) same = call ("PUT", "/auth/v1/user", token, "{\"password\":\"first one\"}");
  g_autoptr (TestAnswer) changed = call ("PUT", "/auth/v1/user", token, "{\"password\":\"second one\"}");
  g_autoptr (TestAnswer) still = call ("GET", "/auth/v1/user", token, NULL);
  g_autoptr (TestAnswer) ended = call ("GET", "/auth/v1/user", test_answer_get_string (elsewhere, "access_token"), NULL);
  g_autoptr (TestAnswer) old = sign_in ("change@south.test", "first one");
  g_autoptr (TestAnswer) new = sign_in ("change@south.test", "second one");

  g_assert_cmpuint (data->status, ==, 200);
  g_assert_nonnull (strstr (data->text, "\"user_metadata\":{\"locale\":\"fr\"}"));
  g_assert_cmpuint (same->status, ==, 422);
  g_assert_cmpstr (test_answer_get_string (same, "error_code"), ==, "same_password");
  g_assert_cmpuint (changed->status, ==, 200);
  g_assert_cmpuint (still->status, ==, 200);
  g_assert_cmpuint (ended->status, ==, 403);
  g_assert_cmpuint (old->status, ==, 400);
  g_assert_cmpuint (new->status, ==, 200);
}

/* What the user says about themselves never decides a role. */
static void
test_role_is_not_asked (void)
{
  g_autoptr (TestAnswer) session = test_http_send (
    backend, "POST", "/auth/v1/signup", TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend)),
    "{\"email\":\"mallory@south.test\",\"password\":\"some words\",\"role\":\"service_role\",\"app_metadata\":{\"role\":\"admin\"},"
    "\"data\":{\"role\":\"admin\"}}");
  g_autoptr (TestAnswer) admin = NULL;

  g_assert_cmpuint (session->status, ==, 200);
  g_assert_nonnull (strstr (session->text, "\"role\":\"authenticated\""));
  g_assert_nonnull (strstr (session->text, "\"app_metadata\":{\"provider\":\"email\",\"providers\":[\"email\"]}"));
  admin = call ("GET", "/auth/v1/admin/users", test_answer_get_string (session, "access_token"), NULL);
  g_assert_cmpuint (admin->status, ==, 403);
}

/* The gateway wants a key of this project, but for what is opened as a link. */
static void
test_keys (void)
{
  static const char health[] = "/auth/v1/health";
  g_autoptr (TestAnswer) missing = test_http_send (backend, "GET", health, NULL, NULL);
  g_autoptr (TestAnswer) wrong = test_http_send (backend, "GET", health, TEST_HEADERS ("apikey", "sb_publishable_x"), NULL);
  g_autoptr (TestAnswer) anon = test_http_send (backend, "GET", health, TEST_HEADERS ("apikey", test_backend_get_anon_key (backend)), NULL);
  g_autofree char *query = g_strconcat (health, "?apikey=", test_backend_get_publishable_key (backend), NULL);
  g_autoptr (TestAnswer) in_query = test_http_send (backend, "GET", query, NULL, NULL);
  g_autoptr (TestAnswer) keys = test_http_send (backend, "GET", "/auth/v1/.well-known/jwks.json", NULL, NULL);
  g_autoptr (TestAnswer) nowhere = test_http_send (backend, "GET", "/nosuch/v1", NULL, NULL);

  g_assert_cmpuint (missing->status, ==, 401);
  g_assert_cmpstr (test_answer_get_string (missing, "message"), ==, "No API key found in request");
  g_assert_cmpuint (wrong->status, ==, 401);
  g_assert_cmpstr (test_answer_get_string (wrong, "message"), ==, "Invalid API key");
  g_assert_nonnull (test_answer_get_string (wrong, "hint"));
  g_assert_cmpuint (anon->status, ==, 200);
  g_assert_cmpuint (in_query->status, ==, 200);
  g_assert_cmpuint (keys->status, ==, 200);
  g_assert_cmpstr (keys->text, ==, "{\"keys\":[]}");
  g_assert_cmpuint (nowhere->status, ==, 404);
}

/* The first line of the answer to a websocket's handshake. */
static char *
shake_hands (const char *key)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) test_backend_get_port (backend), NULL, &error);
  g_autofree char *request =
    g_strdup_printf ("GET /realtime/v1/websocket?vsn=2.0.0%s%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                     "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                     key != NULL ? "&apikey=" : "", key != NULL ? key : "");
  g_autoptr (GDataInputStream) lines = NULL;
  char *line;

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);

  return g_strchomp (line);
}

/* A websocket brings its key in the query. */
static void
test_socket_keys (void)
{
  g_autofree char *missing = shake_hands (NULL);
  g_autofree char *wrong = shake_hands ("sb_publishable_x");
  g_autofree char *publishable = shake_hands (test_backend_get_publishable_key (backend));
  g_autofree char *anon = shake_hands (test_backend_get_anon_key (backend));

  g_assert_cmpstr (missing, ==, "HTTP/1.1 401 Unauthorized");
  g_assert_cmpstr (wrong, ==, "HTTP/1.1 401 Unauthorized");
  g_assert_cmpstr (publishable, ==, "HTTP/1.1 101 Switching Protocols");
  g_assert_cmpstr (anon, ==, "HTTP/1.1 101 Switching Protocols");
}

/* A page of another origin may ask first, and then read the answer. */
static void
test_cors (void)
{
  const char *key = test_backend_get_publishable_key (backend);
  g_autoptr (TestAnswer) preflight =
    test_http_send (backend, "OPTIONS", "/auth/v1/user",
                    TEST_HEADERS ("Origin", "https://desk.test", "Access-Control-Request-Method", "POST",
                                  "Access-Control-Request-Headers", "apikey,authorization"),
                    NULL);
  g_autoptr (TestAnswer) answer =
    test_http_send (backend, "GET", "/auth/v1/settings", TEST_HEADERS ("Origin", "https://desk.test", "apikey", key), NULL);

  g_assert_cmpuint (preflight->status, ==, 200);
  g_assert_cmpstr (test_answer_get_header (preflight, "Access-Control-Allow-Headers"), ==, "apikey,authorization");
  g_assert_cmpstr (test_answer_get_header (preflight, "Access-Control-Allow-Origin"), ==, "*");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (test_answer_get_header (answer, "Access-Control-Allow-Origin"), ==, "*");
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

  g_test_add_func ("/backend/users/service", test_service);
  g_test_add_func ("/backend/users/service-only", test_service_only);
  g_test_add_func ("/backend/users/ban", test_ban);
  g_test_add_func ("/backend/users/change", test_change);
  g_test_add_func ("/backend/users/role-is-not-asked", test_role_is_not_asked);
  g_test_add_func ("/backend/gateway/keys", test_keys);
  g_test_add_func ("/backend/gateway/socket-keys", test_socket_keys);
  g_test_add_func ("/backend/gateway/cors", test_cors);

  status = g_test_run ();
  test_backend_free (backend);

  return status;
}
