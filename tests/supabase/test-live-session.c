/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sessions, with a real backend: one that shares no code with the client. */

#include "config.h"

#include "supa-test-live.h"

static void
test_sign_in (void)
{
  g_autoptr (SupaTestStore) store = supa_test_store_new ();
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_client (store);
  SupaSession *session;

  g_assert_false (supa_test_sign_in (client, "client@north.test", "wrong", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_CREDENTIALS);
  g_assert_cmpstr (supa_error_get_server_code (error), ==, "invalid_credentials");
  g_assert_null (supa_test_store_get_secret (store));
  g_clear_error (&error);

  g_assert_true (supa_test_sign_in (client, "client@north.test", PASSWORD, &error));
  g_assert_no_error (error);
  session = supa_auth_get_session (supa_client_get_auth (client));
  g_assert_cmpstr (supa_session_get_user_id (session), ==, "a0000000-0000-4000-8000-000000000001");
  g_assert_cmpstr (supa_session_get_email (session), ==, "client@north.test");
  g_assert_cmpint (supa_session_get_expires_at (session), >, g_get_real_time () / G_USEC_PER_SEC + 60);
  g_assert_nonnull (supa_test_store_get_secret (store));

  supa_test_finalize (client);
  g_assert_finalize_object (g_steal_pointer (&store));
}

static void
test_wrong_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) rows = NULL;
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  SupaClient *client = supa_client_new (test_backend_get_url (backend), "sb_publishable_wrong_key", NULL);

  g_assert_false (supa_test_sign_in (client, "client@north.test", PASSWORD, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_API_KEY);
  supa_test_finalize (client);
}

static void
test_rotation (void)
{
  g_autoptr (SupaTestStore) store = supa_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) first = NULL;
  g_autoptr (SupaSession) kept = NULL;
  g_autofree char *token = NULL;
  SupaClient *client = new_client (store);
  SupaClient *second = NULL;
  SupaSession *session;

  g_assert_true (supa_test_sign_in (client, "client@north.test", PASSWORD, &error));
  first = supa_session_ref (supa_auth_get_session (supa_client_get_auth (client)));

  token = supa_test_get_token (client, TRUE, &error);
  g_assert_no_error (error);
  session = supa_auth_get_session (supa_client_get_auth (client));
  g_assert_cmpstr (supa_session_get_access_token (session), ==, token);
  g_assert_cmpstr (supa_session_get_refresh_token (session), !=, supa_session_get_refresh_token (first));
  kept = supa_session_new_from_json (supa_test_store_get_secret (store), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (supa_session_get_refresh_token (kept), ==, supa_session_get_refresh_token (session));
  supa_test_finalize (client);

  /* Another start of the program, with the same store. */
  second = new_client (store);
  g_assert_true (supa_test_restore (second, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (supa_session_get_refresh_token (supa_auth_get_session (supa_client_get_auth (second))), ==,
                   supa_session_get_refresh_token (kept));
  g_assert_true (supa_test_sign_out (second, &error));
  g_assert_no_error (error);
  g_assert_null (supa_test_store_get_secret (store));
  g_assert_false (supa_test_restore (second, &error));
  g_assert_no_error (error);
  supa_test_finalize (second);
}

static void
note_error (SupaAuth      *auth,
            const GError  *reason,
            GError       **into)
{
  g_assert_null (*into);
  *into = g_error_copy (reason);
}

static void
test_session_ended_elsewhere (void)
{
  g_autoptr (SupaTestStore) store = supa_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) ended = NULL;
  g_autofree char *token = NULL;
  SupaClient *client = new_client (store);

  g_assert_true (supa_test_sign_in (client, "client@south.test", PASSWORD, &error));
  g_signal_connect (supa_client_get_auth (client), "session-ended", G_CALLBACK (note_error), &ended);
  run_sql ("delete from auth.sessions where user_id = 'a0000000-0000-4000-8000-000000000002'");

  token = supa_test_get_token (client, TRUE, &error);
  g_assert_null (token);
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
  g_assert_error (ended, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
  g_assert_null (supa_auth_get_session (supa_client_get_auth (client)));
  g_assert_null (supa_test_store_get_secret (store));
  supa_test_finalize (client);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/live/sign-in", test_sign_in);
  g_test_add_func ("/live/wrong-key", test_wrong_key);
  g_test_add_func ("/live/rotation", test_rotation);
  g_test_add_func ("/live/session-ended-elsewhere", test_session_ended_elsewhere);

  return run_live_tests ();
}
