/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How a session lives with a server, a store and a clock that misbehave. */

#include "config.h"

#include "supa-test-auth.h"

static void
test_refreshes_by_itself (Fixture       *f,
                          gconstpointer  data)
{
  /* Two seconds are half of the token's life: that is when it is due. */
  sign_in (f, 4);
  answer_session (f, "a2", "r2", 3600);
  supa_test_wait_until (g_strcmp0 (get_access_token (f), "a2") == 0);
  g_assert_cmpstr (supa_test_server_get_query (f->server), ==, "grant_type=refresh_token");
  g_assert_cmpstr (supa_test_server_get_body (f->server), ==, "{\"refresh_token\":\"r1\"}");
  check_kept (f, "r2");
  g_assert_null (f->ended);
}

static void
test_one_refresh_for_many (Fixture       *f,
                           gconstpointer  data)
{
  GAsyncResult *results[10] = { NULL };

  sign_in (f, 3600);
  answer_session (f, "a2", "r2", 3600);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    supa_auth_get_token_async (f->auth, TRUE, NULL, supa_test_take_result, &results[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *token = NULL;

      supa_test_wait_until (results[i] != NULL);
      token = supa_auth_get_token_finish (f->auth, results[i], NULL);
      g_assert_cmpstr (token, ==, "a2");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (supa_test_server_count (f->server, TOKEN), ==, 2);
}

static void
test_kept_before_used (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *token = NULL;

  sign_in (f, 3600);
  answer_session (f, "a2", "r2", 3600);
  supa_test_store_hold (f->store);
  supa_auth_get_token_async (f->auth, TRUE, NULL, supa_test_take_result, &result);
  supa_test_wait_until (supa_test_store_get_held (f->store) == 1);

  /* The server has given the new session, the store has not taken it yet: nobody sees it. */
  g_assert_null (result);
  g_assert_cmpstr (get_access_token (f), ==, "a1");
  supa_test_store_release (f->store);
  supa_test_wait_until (result != NULL);
  token = supa_auth_get_token_finish (f->auth, result, NULL);
  g_assert_cmpstr (token, ==, "a2");
  check_kept (f, "r2");
}

/* What never ends a session (wire facts B.6, I.10). */
static void
test_passing_failures (Fixture       *f,
                       gconstpointer  data)
{
  static const struct
  {
    guint status;
    const char *body;
    SupaError code;
  } cases[] = {
    { 429, "{\"code\":\"over_request_rate_limit\",\"message\":\"x\"}", SUPA_ERROR_RATE_LIMITED },
    { 409, "{\"code\":\"conflict\",\"message\":\"x\"}", SUPA_ERROR_RATE_LIMITED },
    { 500, "{\"code\":500,\"error_code\":\"unexpected_failure\",\"msg\":\"x\"}", SUPA_ERROR_SERVER },
    { 504, "{\"code\":\"request_timeout\",\"message\":\"x\"}", SUPA_ERROR_SERVER },
    { 522, "<html>origin</html>", SUPA_ERROR_SERVER },
    { 404, "<html>portal</html>", SUPA_ERROR_NO_SERVER },
    { 200, "<html>portal</html>", SUPA_ERROR_SERVER },
    { 401, "{\"message\":\"Invalid API key\"}", SUPA_ERROR_API_KEY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) again = NULL;

      sign_in (f, 3600);
      supa_test_server_answer_json (f->server, TOKEN, cases[i].status, cases[i].body);
      g_assert_null (supa_test_get_token (f->client, TRUE, &error));
      g_assert_error (error, SUPA_ERROR, (int) cases[i].code);
      g_assert_cmpstr (get_access_token (f), ==, "a1");
      check_kept (f, "r1");
      g_assert_null (f->ended);

      /* The server asked to be left alone: it is not asked again at once. */
      g_assert_null (supa_test_get_token (f->client, TRUE, &again));
      g_assert_error (again, SUPA_ERROR, (int) cases[i].code);
    }
}

static void
test_no_network_keeps_the_session (Fixture       *f,
                                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  /* Due, since it lives for a second, but good for that second. */
  sign_in (f, 2);
  soup_server_disconnect (supa_test_server_get_soup (f->server));
  g_assert_null (supa_test_get_token (f->client, TRUE, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  g_assert_cmpstr (get_access_token (f), ==, "a1");
  check_kept (f, "r1");
  g_assert_null (f->ended);
}

static void
test_old_token_while_it_lasts (Fixture       *f,
                               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = supa_test_make_session ("a1", "r1", 60);
  g_autofree char *token = NULL;

  supa_test_store_set_secret (f->store, kept);
  supa_test_server_answer_json (f->server, TOKEN, 503, "{\"code\":\"x\",\"message\":\"x\"}");
  g_assert_true (supa_test_restore (f->client, &error));
  token = supa_test_get_token (f->client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "a1");
}

/* What does end it. */
static void
test_fatal_failures (Fixture       *f,
                     gconstpointer  data)
{
  static const char * const bodies[] = {
    "{\"code\":\"refresh_token_not_found\",\"message\":\"x\"}",
    "{\"code\":400,\"error_code\":\"refresh_token_already_used\",\"msg\":\"x\"}",
    "{\"code\":\"session_not_found\",\"message\":\"x\"}",
    "{\"code\":\"session_expired\",\"message\":\"x\"}",
    "{\"code\":\"user_banned\",\"message\":\"x\"}",
    "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) after = NULL;
      g_autoptr (GError) reason = NULL;

      sign_in (f, 3600);
      g_object_get (f->auth, "ended-reason", &reason, NULL);
      g_assert_no_error (reason);
      supa_test_server_answer_json (f->server, TOKEN, 400, bodies[i]);
      g_assert_null (supa_test_get_token (f->client, TRUE, &error));
      g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
      g_assert_error (f->ended, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
      g_object_get (f->auth, "ended-reason", &reason, NULL);
      g_assert_error (reason, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
      g_assert_null (supa_auth_get_session (f->auth));
      g_assert_null (supa_test_store_get_secret (f->store));
      g_assert_null (supa_test_get_token (f->client, FALSE, &after));
      g_assert_error (after, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
      g_clear_error (&f->ended);
    }
}

static void
test_restore_refreshes_what_ran_out (Fixture       *f,
                                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = supa_test_make_session ("a1", "r1", -3600);

  supa_test_store_set_secret (f->store, kept);
  answer_session (f, "a2", "r2", 3600);
  g_assert_true (supa_test_restore (f->client, &error));
  supa_test_wait_until (g_strcmp0 (get_access_token (f), "a2") == 0);
  check_kept (f, "r2");
}

static void
test_clock_is_the_servers (Fixture       *f,
                           gconstpointer  data)
{
  g_autofree char *token = NULL;
  g_autofree char *body = supa_test_make_session ("a1", "r1", 7200 + 3600);
  g_autoptr (GError) error = NULL;

  /* Our clock is two hours slow: a token that runs out in an hour seems to last for three. */
  supa_test_server_set_date (f->server, 7200);
  supa_test_server_answer_json (f->server, TOKEN, 200, body);
  g_assert_true (supa_test_sign_in (f->client, "a@b.co", "x", &error));
  token = supa_test_get_token (f->client, FALSE, &error);
  g_assert_cmpstr (token, ==, "a1");
  g_assert_cmpuint (supa_test_server_count (f->server, TOKEN), ==, 1);

  /* It is three hours fast: seen from here the token ran out two hours ago. */
  g_clear_pointer (&body, g_free);
  g_clear_pointer (&token, g_free);
  body = supa_test_make_session ("a2", "r2", -10800 + 3600);
  supa_test_server_set_date (f->server, -10800);
  supa_test_server_answer_json (f->server, TOKEN, 200, body);
  g_assert_true (supa_test_sign_in (f->client, "a@b.co", "x", &error));
  token = supa_test_get_token (f->client, FALSE, &error);
  g_assert_cmpstr (token, ==, "a2");
  g_assert_cmpuint (supa_test_server_count (f->server, TOKEN), ==, 2);
}

static void
test_sign_out_beats_refresh (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GAsyncResult) refreshed = NULL;
  g_autoptr (GAsyncResult) signed_out = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (f, 3600);
  answer_session (f, "a2", "r2", 3600);
  supa_test_server_answer_json (f->server, LOGOUT, 204, "");
  supa_test_store_hold (f->store);
  supa_auth_get_token_async (f->auth, TRUE, NULL, supa_test_take_result, &refreshed);
  supa_test_wait_until (supa_test_store_get_held (f->store) == 1);

  /* The new session is on its way into the store. */
  supa_auth_sign_out_async (f->auth, NULL, supa_test_take_result, &signed_out);
  supa_test_store_release (f->store);
  supa_test_wait_until (signed_out != NULL && refreshed != NULL);
  g_assert_true (supa_auth_sign_out_finish (f->auth, signed_out, &error));
  g_assert_null (supa_auth_get_token_finish (f->auth, refreshed, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
  g_assert_null (supa_auth_get_session (f->auth));
  g_assert_null (supa_test_store_get_secret (f->store));
}

static void
test_waiting_can_be_cancelled (Fixture       *f,
                               gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (f, 3600);
  supa_test_server_hang (f->server, TOKEN);
  supa_auth_get_token_async (f->auth, TRUE, cancellable, supa_test_take_result, &result);
  supa_test_wait_until (supa_test_server_count (f->server, TOKEN) == 2);
  g_cancellable_cancel (cancellable);
  supa_test_wait_until (result != NULL);
  g_assert_null (supa_auth_get_token_finish (f->auth, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (get_access_token (f), ==, "a1");
}

static void
test_goes_while_in_flight (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SupaAuth) auth = g_object_ref (f->auth);
  g_autoptr (GError) error = NULL;

  sign_in (f, 3600);
  supa_test_server_hang (f->server, TOKEN);
  supa_auth_get_token_async (f->auth, TRUE, NULL, supa_test_take_result, &result);
  supa_test_wait_until (supa_test_server_count (f->server, TOKEN) == 2);
  g_assert_finalize_object (g_steal_pointer (&f->client));
  supa_test_wait_until (result != NULL);
  g_assert_null (supa_auth_get_token_finish (auth, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&auth));
}

#define add(PATH, FUNCTION) g_test_add ("/refresh/" PATH, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("refreshes-by-itself", test_refreshes_by_itself);
  add ("one-refresh-for-many", test_one_refresh_for_many);
  add ("kept-before-used", test_kept_before_used);
  add ("passing-failures", test_passing_failures);
  add ("no-network-keeps-the-session", test_no_network_keeps_the_session);
  add ("old-token-while-it-lasts", test_old_token_while_it_lasts);
  add ("fatal-failures", test_fatal_failures);
  add ("restore-refreshes-what-ran-out", test_restore_refreshes_what_ran_out);
  add ("clock-is-the-servers", test_clock_is_the_servers);
  add ("sign-out-beats-refresh", test_sign_out_beats_refresh);
  add ("waiting-can-be-cancelled", test_waiting_can_be_cancelled);
  add ("goes-while-in-flight", test_goes_while_in_flight);

  return g_test_run ();
}
