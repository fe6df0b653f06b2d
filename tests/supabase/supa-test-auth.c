/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-test-auth.h"

static void
note_ended (SupaAuth     *auth,
            const GError *reason,
            Fixture      *f)
{
  g_assert_null (f->ended);
  f->ended = g_error_copy (reason);
}

static void
note_store_failed (SupaAuth     *auth,
                   const GError *reason,
                   Fixture      *f)
{
  g_clear_error (&f->store_error);
  f->store_error = g_error_copy (reason);
}

void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->server = supa_test_server_new ();
  f->store = supa_test_store_new ();
  f->client = supa_client_new (supa_test_server_get_url (f->server), "sb_publishable_key", SUPA_SESSION_STORE (f->store));
  f->auth = supa_client_get_auth (f->client);
  g_signal_connect (f->auth, "session-ended", G_CALLBACK (note_ended), f);
  g_signal_connect (f->auth, "store-failed", G_CALLBACK (note_store_failed), f);
}

void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  SupaTestStore *store = f->store;

  if (f->client != NULL)
    supa_test_finalize (g_steal_pointer (&f->client));
  /* What was in flight holds the store until it is cancelled. */
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &f->store);
  g_object_unref (store);
  supa_test_wait_until (f->store == NULL);
  supa_test_server_free (f->server);
  g_clear_error (&f->ended);
  g_clear_error (&f->store_error);
}

void
answer_session (Fixture    *f,
                const char *access_token,
                const char *refresh_token,
                gint64      lives)
{
  g_autofree char *body = supa_test_make_session (access_token, refresh_token, lives);

  supa_test_server_answer_json (f->server, TOKEN, 200, body);
}

/* Signed in as "a1", refreshable by "r1". */
void
sign_in (Fixture *f,
         gint64   lives)
{
  g_autoptr (GError) error = NULL;

  answer_session (f, "a1", "r1", lives);
  g_assert_true (supa_test_sign_in (f->client, "a@b.co", "pass \"word\" é", &error));
  g_assert_no_error (error);
}

const char *
get_access_token (Fixture *f)
{
  SupaSession *session = supa_auth_get_session (f->auth);

  return session != NULL ? supa_session_get_access_token (session) : NULL;
}

void
check_kept (Fixture    *f,
            const char *refresh_token)
{
  g_autoptr (SupaSession) kept = NULL;

  g_assert_nonnull (supa_test_store_get_secret (f->store));
  kept = supa_session_new_from_json (supa_test_store_get_secret (f->store), NULL);
  g_assert_nonnull (kept);
  g_assert_cmpstr (supa_session_get_refresh_token (kept), ==, refresh_token);
}
