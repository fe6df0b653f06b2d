/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sessions on a real backend: signing in and out, coming back, what each role sees. */

#include "config.h"

#include "test-session-support.h"

static TestBackend *backend;

/* What is no address of a server asks nobody, and says so. */
static void
test_bad_addresses (void)
{
  static const char *const addresses[] = { "desk example", "http://", "ftp://127.0.0.1", "127.0.0.1:99999", "https://[::1", "\a", "🚚://", " \t " };
  TestPerson *nadia = test_person_new (backend, NADIA);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = test_person_try_sign_in (nadia, addresses[i], test_backend_get_publishable_key (backend), "guichet-demo");

      g_test_message ("“%s”: %s", addresses[i], error->message);
      g_assert_error (error, DESK_ERROR, DESK_ERROR_NO_SERVER);
      g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_OUT);
    }
  test_person_free (nadia);
}

static void
test_refused_sign_in (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  const char *url = test_backend_get_url (backend);
  const char *key = test_backend_get_publishable_key (backend);
  g_autoptr (GError) password = test_person_try_sign_in (nadia, url, key, "wrong");
  g_autoptr (GError) wrong_key = test_person_try_sign_in (nadia, url, "sb_publishable_nonsense", "guichet-demo");
  g_autoptr (GError) nobody = test_person_try_sign_in (nadia, "http://127.0.0.1:1", key, "guichet-demo");
  g_autoptr (GError) no_address = test_person_try_sign_in (nadia, "", key, "guichet-demo");

  g_assert_error (password, DESK_ERROR, DESK_ERROR_PASSWORD);
  g_assert_error (wrong_key, DESK_ERROR, DESK_ERROR_KEY);
  g_assert_error (nobody, DESK_ERROR, DESK_ERROR_OFFLINE);
  g_assert_error (no_address, DESK_ERROR, DESK_ERROR_NO_SERVER);
  g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_OUT);
  g_assert_cmpuint (test_tokens_get_n (nadia->tokens), ==, 0);
  g_assert_false (test_person_restore (nadia));
  test_person_free (nadia);
}

static void
test_first_load (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  TestPerson *agent = test_person_new (backend, AGENT);
  g_autoptr (DeskTicketList) hers = NULL;
  g_autoptr (DeskTicketList) all = NULL;
  g_autofree char *in_all = test_psql (backend, "select count(*) from tickets");
  g_autofree char *in_hers = test_psql (backend, "select count(*) from tickets t where client_id = '" NORTH_ID "' or affects_all_companies"
                                                 " or exists (select from ticket_company_link l where l.ticket_id = t.id"
                                                 " and l.company_id = '" NORTH_ID "')");

  test_person_sign_in (nadia);
  test_person_sign_in (agent);
  g_assert_false (desk_session_is_staff (nadia->session));
  g_assert_true (desk_session_is_staff (agent->session));
  g_assert_cmpstr (desk_session_get_user_name (nadia->session), ==, "Nadia Benali");

  hers = desk_ticket_list_new (nadia->session);
  all = desk_ticket_list_new (agent->session);
  desk_ticket_list_set_view (all, DESK_VIEW_ALL);
  test_person_wait_synced (nadia);
  test_person_wait_synced (agent);
  g_test_message ("%s tickets, %s of them for a client", in_all, in_hers);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (all)) == g_ascii_strtoull (in_all, NULL, 10));
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (hers)) == g_ascii_strtoull (in_hers, NULL, 10));
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_priorities (nadia->session)), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_companies (nadia->session)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_companies (agent->session)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_staff (agent->session)), >=, 3);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_staff (nadia->session)), ==, 0);
  /* Nothing of this is news. */
  g_assert_cmpuint (test_notes_get_n (nadia->notes), ==, 0);
  g_assert_cmpuint (test_notes_get_n (agent->notes), ==, 0);

  g_clear_object (&hers);
  g_clear_object (&all);
  test_person_free (nadia);
  test_person_free (agent);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_session_sign_out_finish (DESK_SESSION (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_sign_out (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autofree char *server = NULL;
  gboolean done = FALSE;

  test_person_sign_in (nadia);
  test_person_wait_synced (nadia);
  g_assert_cmpuint (test_tokens_get_n (nadia->tokens), ==, 1);
  g_assert_cmpuint (count_entries (nadia->folder), ==, 2);

  desk_session_sign_out_async (nadia->session, NULL, on_signed_out, &done);
  test_wait_for (done);
  g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_OUT);
  g_assert_cmpuint (test_tokens_get_n (nadia->tokens), ==, 0);
  g_assert_cmpuint (count_entries (nadia->folder), ==, 1);
  server = desk_session_dup_last_server (nadia->session);
  g_assert_cmpstr (server, ==, test_backend_get_url (backend));
  g_assert_false (test_person_restore (nadia));

  /* Somebody else on the same computer. */
  nadia->email = PAUL;
  test_person_sign_in (nadia);
  test_person_wait_synced (nadia);
  g_assert_cmpstr (desk_session_get_user_name (nadia->session), ==, "Paul Moreau");
  test_person_free (nadia);
}

static void
test_restore (void)
{
  TestPerson *nadia = test_person_new_synced (backend, NADIA);

  test_person_quit (nadia);

  test_person_start (nadia);
  g_assert_true (test_person_restore (nadia));
  g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_IN);
  g_assert_cmpstr (desk_session_get_user_name (nadia->session), ==, "Nadia Benali");
  test_person_wait_synced (nadia);
  test_person_free (nadia);
}

/* The server ends the session: the person is told, and what they were writing is there after the next sign-in. */
static void
test_session_ended (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autofree char *ticket_id = test_psql (backend, "select id from tickets where client_id = '" NORTH_ID "' limit 1");
  g_autofree char *sentence = NULL;
  g_autofree char *none = NULL;
  g_autoptr (DeskDraft) draft = NULL;

  test_person_sign_in (nadia);
  test_person_wait_synced (nadia);
  draft = desk_session_open_draft (nadia->session, ticket_id, DESK_DRAFT_REPLY);
  desk_draft_set_body (draft, "Half a thought");
  test_wait_for (desk_draft_get_saved (draft));
  g_clear_object (&draft);
  test_person_quit (nadia);
  test_tokens_spoil (nadia->tokens);

  /* The word of the server may come before or after the cache is open. */
  test_person_start (nadia);
  test_person_restore (nadia);
  test_wait_for (desk_session_get_state (nadia->session) == DESK_SESSION_SIGNED_OUT);
  g_object_get (nadia->session, "ended-sentence", &sentence, NULL);
  g_assert_nonnull (strstr (sentence, "Sign in again"));
  g_assert_cmpuint (test_tokens_get_n (nadia->tokens), ==, 0);

  test_person_sign_in (nadia);
  g_object_get (nadia->session, "ended-sentence", &none, NULL);
  g_assert_null (none);
  draft = desk_session_open_draft (nadia->session, ticket_id, DESK_DRAFT_REPLY);
  test_wait_for (g_strcmp0 (desk_draft_get_body (draft), "Half a thought") == 0);
  g_clear_object (&draft);
  test_person_free (nadia);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/session/refused-sign-in", test_refused_sign_in);
  g_test_add_func ("/desk/session/bad-addresses", test_bad_addresses);
  g_test_add_func ("/desk/session/first-load", test_first_load);
  g_test_add_func ("/desk/session/sign-out", test_sign_out);
  g_test_add_func ("/desk/session/restore", test_restore);
  g_test_add_func ("/desk/session/ended", test_session_ended);

  return test_backend_run (&backend);
}
