/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Two people at two computers on one real backend: what one writes, the other sees. */

#include "config.h"

#include "test-session-support.h"

typedef struct
{
  TestPerson *nadia;
  TestPerson *agent;
} Fixture;

static TestBackend *backend;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->nadia = test_person_new (backend, NADIA);
  fixture->agent = test_person_new (backend, AGENT);
  test_person_sign_in (fixture->nadia);
  test_person_sign_in (fixture->agent);
  test_person_wait_synced (fixture->nadia);
  test_person_wait_synced (fixture->agent);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_person_free (fixture->nadia);
  test_person_free (fixture->agent);
}

static char *
file_and_see (Fixture *fixture, const char *subject)
{
  g_autoptr (DeskTicketList) queue = desk_ticket_list_new (fixture->agent->session);
  char *id = test_person_file_request (fixture->nadia, subject, "It began this morning.");

  desk_ticket_list_set_view (queue, DESK_VIEW_ALL);
  test_wait_for (desk_ticket_list_find (queue, id) != G_MAXUINT);
  return id;
}

static void
test_request_and_answer (Fixture *fixture, gconstpointer data)
{
  gint64 began = g_get_monotonic_time ();
  g_autofree char *id = file_and_see (fixture, "The scanner shows a blank page");
  gint64 seen = g_get_monotonic_time ();
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, id);
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, id);
  g_autoptr (DeskTicket) ticket = desk_session_dup_ticket (fixture->agent->session, id);

  test_wait_for (desk_ticket_get_loaded (ticket));
  g_assert_cmpstr (desk_ticket_get_subject (ticket), ==, "The scanner shows a blank page");
  g_assert_cmpstr (desk_ticket_get_client_name (ticket), ==, "North Logistics");
  test_wait_for (test_shows (G_LIST_MODEL (theirs), "It began this morning.", DESK_DELIVERY_SENT));
  {
    g_autoptr (DeskThreadItem) item = test_find_item (G_LIST_MODEL (theirs), "It began this morning.");

    test_wait_for (g_strcmp0 (desk_thread_item_get_author_name (item), "Nadia Benali") == 0);
    g_assert_false (desk_thread_item_get_author_is_me (item));
  }

  test_person_write (fixture->agent, id, DESK_DRAFT_REPLY, "Which model is it?");
  test_person_wait_delivered (fixture->agent);
  test_wait_for (test_shows (G_LIST_MODEL (hers), "Which model is it?", DESK_DELIVERY_SENT));
  {
    g_autoptr (DeskThreadItem) item = test_find_item (G_LIST_MODEL (hers), "Which model is it?");

    g_assert_true (desk_thread_item_get_author_is_staff (item));
    test_wait_for (desk_thread_item_get_author_name (item) != NULL && *desk_thread_item_get_author_name (item) != '\0');
  }
  g_test_message ("a request was in the other list %.0f ms after it was sent", (seen - began) / 1000.0);
}

static gint64
get_commit_time (const char *body)
{
  g_autofree char *sql = g_strdup_printf ("select (extract(epoch from created_at) * 1000000)::bigint from ticket_messages where body = '%s'", body);
  g_autofree char *text = test_psql (backend, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

static void
test_how_soon (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "How soon");
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, id);
  double worst = 0, sum = 0;

  test_wait_for (test_shows (G_LIST_MODEL (theirs), "It began this morning.", DESK_DELIVERY_SENT));
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *body = g_strdup_printf ("Word number %u", i);
      gint64 shown;

      test_person_write (fixture->nadia, id, DESK_DRAFT_REPLY, body);
      test_wait_for (test_shows (G_LIST_MODEL (theirs), body, DESK_DELIVERY_SENT));
      shown = g_get_real_time ();
      worst = MAX (worst, (shown - get_commit_time (body)) / 1000.0);
      sum += (shown - get_commit_time (body)) / 1000.0;
    }
  g_test_message ("a message was on the other screen %.0f ms after it was written in the database (mean of 5; worst %.0f ms)", sum / 5,
                  worst);
}

static void
test_note_stays_inside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "A note stays inside");
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, id);
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, id);

  test_person_write (fixture->agent, id, DESK_DRAFT_NOTE, "She has called twice already");
  test_person_write (fixture->agent, id, DESK_DRAFT_REPLY, "Thank you for the details");
  test_wait_for (test_shows (G_LIST_MODEL (theirs), "She has called twice already", DESK_DELIVERY_SENT));
  test_wait_for (test_shows (G_LIST_MODEL (hers), "Thank you for the details", DESK_DELIVERY_SENT));
  g_assert_false (test_shows (G_LIST_MODEL (hers), "She has called twice already", DESK_DELIVERY_SENT));
  g_assert_cmpint (test_count (desk_session_get_store (fixture->nadia->session),
                               "SELECT count(*) FROM ticket_messages WHERE visibility = 'internal'"),
                   ==, 0);
}

static void
test_status_and_assignee (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "Status and assignee");
  g_autoptr (DeskTicket) hers = desk_session_dup_ticket (fixture->nadia->session, id);
  g_autoptr (DeskTicket) theirs = desk_session_dup_ticket (fixture->agent->session, id);

  test_wait_for (desk_ticket_get_loaded (theirs));
  desk_session_set_assignee (fixture->agent->session, id, desk_session_get_user_id (fixture->agent->session));
  desk_session_set_status (fixture->agent->session, id, DESK_STATUS_IN_PROGRESS);
  desk_session_set_status (fixture->agent->session, id, DESK_STATUS_RESOLVED);
  test_wait_for (desk_ticket_get_status (theirs) == DESK_STATUS_RESOLVED && desk_ticket_get_mine (theirs));
  test_person_wait_delivered (fixture->agent);
  test_wait_for (desk_ticket_get_status (hers) == DESK_STATUS_RESOLVED);
  g_assert_cmpint (desk_ticket_get_status (theirs), ==, DESK_STATUS_RESOLVED);
  g_assert_true (desk_session_may_set_status (fixture->nadia->session, hers, DESK_STATUS_IN_PROGRESS));
  g_assert_false (desk_session_may_set_status (fixture->nadia->session, hers, DESK_STATUS_WAITING_CUSTOMER));
}

static void
note_problem (DeskSession *session, const char *sentence, gpointer user_data)
{
  char **place = user_data;

  g_free (*place);
  *place = g_strdup (sentence);
}

static void
test_refused_status (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "A refused step");
  g_autoptr (DeskTicket) theirs = desk_session_dup_ticket (fixture->agent->session, id);
  g_autofree char *problem = NULL;

  test_wait_for (desk_ticket_get_loaded (theirs));
  g_signal_connect (fixture->agent->session, "problem", G_CALLBACK (note_problem), &problem);
  desk_session_set_status (fixture->agent->session, id, DESK_STATUS_CLOSED);
  test_person_wait_delivered (fixture->agent);
  desk_session_set_status (fixture->agent->session, id, DESK_STATUS_RESOLVED);
  test_wait_for (problem != NULL);
  g_assert_nonnull (strstr (problem, "status"));
  test_wait_for (desk_ticket_get_status (theirs) == DESK_STATUS_CLOSED);
  test_person_wait_delivered (fixture->agent);
  g_assert_cmpint (test_count (desk_session_get_store (fixture->agent->session), "SELECT count(*) FROM outbox"), ==, 0);
  g_signal_handlers_disconnect_by_func (fixture->agent->session, note_problem, &problem);
}

static void
test_reply_on_closed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "Closed already");
  g_autofree char *closed = g_strdup_printf ("update tickets set status = 'closed' where id = '%s' returning 1", id);
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, id);
  g_autoptr (DeskThreadItem) item = NULL;
  g_autoptr (DeskDraft) draft = NULL;
  g_autofree char *done = NULL;

  test_person_wait_delivered (fixture->nadia);
  done = test_psql (backend, closed);
  test_person_write (fixture->nadia, id, DESK_DRAFT_REPLY, "One thing more");
  test_wait_for (test_shows (G_LIST_MODEL (hers), "One thing more", DESK_DELIVERY_FAILED));
  item = test_find_item (G_LIST_MODEL (hers), "One thing more");
  g_assert_nonnull (strstr (desk_thread_item_get_error (item), "closed"));

  draft = desk_session_open_draft (fixture->nadia->session, id, DESK_DRAFT_REPLY);
  desk_session_discard (fixture->nadia->session, desk_thread_item_get_id (item));
  test_wait_for (g_strcmp0 (desk_draft_get_body (draft), "One thing more") == 0);
  test_wait_for (!test_shows (G_LIST_MODEL (hers), "One thing more", DESK_DELIVERY_FAILED));
}

static void
test_notifications (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "Tell me");
  g_autofree char *shown = g_strdup_printf ("show|%s|", id);
  g_autofree char *withdrawn = g_strdup_printf ("withdraw|%s", id);
  g_autoptr (DeskConversation) theirs = NULL;
  guint n;

  /* Her own words are no news to her; the agent hears of them with number, subject, name and words. */
  test_wait_for (test_notes_find (fixture->agent->notes, shown, " Tell me|Nadia Benali: It began this morning.") != NULL);
  g_assert_nonnull (strstr (test_notes_find (fixture->agent->notes, shown, ""), "|#"));

  test_person_write (fixture->agent, id, DESK_DRAFT_NOTE, "Known trouble");
  test_person_write (fixture->agent, id, DESK_DRAFT_REPLY, "We are on it");
  test_wait_for (test_notes_find (fixture->nadia->notes, shown, ": We are on it") != NULL);
  g_assert_null (test_notes_find (fixture->nadia->notes, shown, "Known trouble"));
  g_assert_null (test_notes_find (fixture->nadia->notes, shown, "It began"));

  /* Looking at it takes it back, and while it is looked at there is no other. */
  desk_session_set_ticket_in_view (fixture->nadia->session, id);
  g_assert_nonnull (test_notes_find (fixture->nadia->notes, withdrawn, ""));
  n = test_notes_get_n (fixture->nadia->notes);
  theirs = desk_conversation_new (fixture->nadia->session, id);
  test_person_write (fixture->agent, id, DESK_DRAFT_REPLY, "It is mended");
  test_wait_for (test_shows (G_LIST_MODEL (theirs), "It is mended", DESK_DELIVERY_SENT));
  test_settle (desk_session_get_store (fixture->nadia->session));
  g_assert_cmpuint (test_notes_get_n (fixture->nadia->notes), ==, n);
  desk_session_set_ticket_in_view (fixture->nadia->session, NULL);

  /* Read: the agent's goes, and the mark travels to the agent's other computer. */
  desk_session_mark_read (fixture->agent->session, id);
  g_assert_nonnull (test_notes_find (fixture->agent->notes, withdrawn, ""));
  {
    g_autofree char *delivered = g_strdup_printf ("SELECT count(*) FROM ticket_reads WHERE ticket_id = '%s' AND local = 0", id);
    g_autofree char *sql = g_strdup_printf ("select count(*) from ticket_reads where ticket_id = '%s'", id);
    g_autofree char *marks = NULL;

    test_wait_for (test_count (desk_session_get_store (fixture->agent->session), delivered) == 1);
    marks = test_psql (backend, sql);
    g_assert_cmpstr (marks, ==, "1");
  }
}

static void
test_out_of_sight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTicketList) hers = desk_ticket_list_new (fixture->nadia->session);
  g_autofree char *id = file_and_see (fixture, "Out of sight");
  g_autofree char *out = NULL;
  g_autofree char *in = NULL;
  DeskStore *store = desk_session_get_store (fixture->nadia->session);

  test_person_wait_delivered (fixture->nadia);
  test_wait_for (desk_ticket_list_find (hers, id) != G_MAXUINT);
  /* Nothing of the ticket has changed: a word of its own tells that she may not see it any more, long before the next look. */
  test_wait_for (desk_session_get_connection (fixture->nadia->session) == DESK_CONNECTION_ONLINE);
  out = test_psql (backend, "delete from client_members where user_id = '" NADIA_ID "' returning 1");
  test_wait_for (desk_ticket_list_find (hers, id) == G_MAXUINT);
  test_wait_for (test_count (store, "SELECT count(*) FROM ticket_messages m JOIN tickets t ON t.id = m.ticket_id WHERE t.client_id = '"
                                    NORTH_ID "'") == 0);
  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (fixture->nadia->session)) == 0);

  in = test_psql (backend, "insert into client_members (client_id, user_id) values ('" NORTH_ID "', '" NADIA_ID "') returning 1");
  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (fixture->nadia->session)) == 1);
  /* What comes into sight again has not changed meanwhile. */
  test_wait_for (desk_ticket_list_find (hers, id) != G_MAXUINT);
  {
    g_autoptr (DeskConversation) conversation = desk_conversation_new (fixture->nadia->session, id);

    test_wait_for (test_shows (G_LIST_MODEL (conversation), "It began this morning.", DESK_DELIVERY_SENT));
  }
}

/* Somebody leaves staff: what was for staff alone goes from this computer, at once and by a word of its own, not that of the tables. */
static void
test_role_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "Roles change");
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, id);
  DeskStore *store = desk_session_get_store (fixture->agent->session);
  const char *internal = "SELECT count(*) FROM ticket_messages WHERE visibility = 'internal'";
  g_autofree char *down = NULL;
  g_autofree char *up = NULL;
  gboolean staff = TRUE;

  test_person_write (fixture->agent, id, DESK_DRAFT_NOTE, "Not for clients");
  test_person_wait_delivered (fixture->agent);
  g_assert_cmpint (test_count (store, internal), >, 0);

  test_wait_for (desk_session_get_connection (fixture->agent->session) == DESK_CONNECTION_ONLINE);
  down = test_psql (backend, "update profiles set role = 'client' where email = '" AGENT "' returning 1");
  test_wait_for ((g_object_get (fixture->agent->session, "staff", &staff, NULL), !staff));
  test_wait_for (test_count (store, internal) == 0);
  test_wait_for (test_count (store, "SELECT count(*) FROM ticket_triage") == 0);

  up = test_psql (backend, "update profiles set role = 'support' where email = '" AGENT "' returning 1");
  test_wait_for ((g_object_get (fixture->agent->session, "staff", &staff, NULL), staff));
  test_wait_for (test_shows (G_LIST_MODEL (theirs), "Not for clients", DESK_DELIVERY_SENT));
}

static gboolean
somebody_types (DeskConversation *conversation, char **typing)
{
  g_clear_pointer (typing, g_free);
  g_object_get (conversation, "typing", typing, NULL);
  return *typing != NULL;
}

static void
test_typing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "Who is typing");
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, id);
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, id);
  g_autofree char *typing = NULL;
  guint told = 0;

  test_person_wait_delivered (fixture->nadia);
  /* Joining takes a moment: it is told again and again, as somebody types. */
  test_wait_for ((desk_conversation_set_typing (hers, DESK_DRAFT_REPLY, TRUE), told++, somebody_types (theirs, &typing)));
  g_assert_cmpstr (typing, ==, "Nadia Benali");
  /* Nothing more is heard of her: forgotten by itself. */
  test_wait_for (!somebody_types (theirs, &typing));
  g_test_message ("told %u times", told);

  /* Whoever sends is not typing any more, without waiting for that. */
  {
    gint64 last;

    test_wait_for ((desk_conversation_set_typing (hers, DESK_DRAFT_REPLY, TRUE), somebody_types (theirs, &typing)));
    last = g_get_monotonic_time ();
    test_person_write (fixture->nadia, id, DESK_DRAFT_REPLY, "Done typing");
    test_wait_for (test_shows (G_LIST_MODEL (theirs), "Done typing", DESK_DELIVERY_SENT) && !somebody_types (theirs, &typing));
    g_assert_cmpint (g_get_monotonic_time () - last, <, 4 * G_TIME_SPAN_SECOND);
  }
}

static void
count_typing (DeskSession *session, const char *ticket_id, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* Not even that a note is being written reaches a client. */
static void
test_typing_a_note (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = file_and_see (fixture, "Who is typing a note");
  TestPerson *other = test_person_new (backend, "ops@desk.test");
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, id);
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, id);
  g_autoptr (DeskConversation) ops = NULL;
  g_autofree char *typing = NULL;
  guint heard = 0;

  test_person_sign_in (other);
  test_person_wait_synced (other);
  ops = desk_conversation_new (other->session, id);
  /* Her topic is joined: she hears a reply being typed. */
  test_wait_for ((desk_conversation_set_typing (theirs, DESK_DRAFT_REPLY, TRUE), somebody_types (hers, &typing)));
  test_wait_for (!somebody_types (hers, &typing) && !somebody_types (ops, &typing));

  g_signal_connect (fixture->nadia->session, "typing", G_CALLBACK (count_typing), &heard);
  test_wait_for ((desk_conversation_set_typing (theirs, DESK_DRAFT_NOTE, TRUE), somebody_types (ops, &typing)));
  test_person_write (fixture->agent, id, DESK_DRAFT_REPLY, "After the note");
  test_wait_for (test_shows (G_LIST_MODEL (hers), "After the note", DESK_DELIVERY_SENT));
  g_assert_cmpuint (heard, ==, 0);
  g_signal_handlers_disconnect_by_func (fixture->nadia->session, count_typing, &heard);
  g_clear_object (&ops);
  test_person_free (other);
}

/* What is read on one computer is read on the other, and its notification goes there too. */
static void
test_two_computers (Fixture *fixture, gconstpointer data)
{
  TestPerson *laptop = test_person_new (backend, AGENT);
  g_autofree char *id = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *withdrawn = NULL;
  g_autoptr (DeskTicket) ticket = NULL;
  g_autoptr (DeskTicket) here = NULL;

  test_person_sign_in (laptop);
  test_person_wait_synced (laptop);
  id = file_and_see (fixture, "Two computers");
  shown = g_strdup_printf ("show|%s|", id);
  withdrawn = g_strdup_printf ("withdraw|%s", id);
  test_wait_for (test_notes_find (laptop->notes, shown, "Two computers") != NULL);
  ticket = desk_session_dup_ticket (laptop->session, id);
  test_wait_for (desk_ticket_get_loaded (ticket) && desk_ticket_get_unread (ticket));

  /* What is marked is what is here: so it must be here as well. */
  here = desk_session_dup_ticket (fixture->agent->session, id);
  test_wait_for (desk_ticket_get_loaded (here) && desk_ticket_get_unread (here));
  desk_session_mark_read (fixture->agent->session, id);
  test_wait_for (!desk_ticket_get_unread (ticket));
  test_wait_for (test_notes_find (laptop->notes, withdrawn, "") != NULL);
  g_clear_object (&here);
  g_clear_object (&ticket);
  test_person_free (laptop);
}

/* A request that the backend does not take says so, can be tried again, and becomes the draft again when it is given up. */
static void
test_refused_request (Fixture *fixture, gconstpointer data)
{
  DeskSession *session = fixture->nadia->session;
  g_autoptr (DeskTicketList) hers = desk_ticket_list_new (session);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (session, NULL, DESK_DRAFT_REQUEST);
  g_autoptr (DeskConversation) conversation = NULL;
  g_autoptr (DeskThreadItem) item = NULL;
  g_autoptr (DeskTicket) ticket = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *n = NULL;

  g_object_set (draft, "subject", "For another company", "body", "Let me in", "client-id", SOUTH_ID, NULL);
  id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  ticket = desk_session_dup_ticket (session, id);
  test_wait_for (desk_ticket_get_delivery (ticket) == DESK_DELIVERY_FAILED);
  conversation = desk_conversation_new (session, id);
  test_wait_for (test_shows (G_LIST_MODEL (conversation), "Let me in", DESK_DELIVERY_FAILED));
  item = test_find_item (G_LIST_MODEL (conversation), "Let me in");
  g_assert_nonnull (strstr (desk_thread_item_get_error (item), "not allowed"));

  desk_session_retry_ticket (session, id);
  test_wait_for (desk_ticket_get_delivery (ticket) != DESK_DELIVERY_FAILED);
  test_wait_for (desk_ticket_get_delivery (ticket) == DESK_DELIVERY_FAILED);

  desk_session_discard (session, desk_thread_item_get_id (item));
  test_wait_for (desk_ticket_list_find (hers, id) == G_MAXUINT);
  test_wait_for (g_strcmp0 (desk_draft_get_body (draft), "Let me in") == 0);
  g_object_get (draft, "subject", &subject, NULL);
  g_assert_cmpstr (subject, ==, "For another company");
  n = test_psql (backend, "select count(*) from tickets where subject = 'For another company'");
  g_assert_cmpstr (n, ==, "0");
  desk_draft_discard (draft);
  test_wait_for (desk_draft_get_saved (draft));
}

#define ADD(path, function) g_test_add ("/desk/sync/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("request-and-answer", test_request_and_answer);
  ADD ("how-soon", test_how_soon);
  ADD ("note-stays-inside", test_note_stays_inside);
  ADD ("status-and-assignee", test_status_and_assignee);
  ADD ("refused-status", test_refused_status);
  ADD ("reply-on-closed", test_reply_on_closed);
  ADD ("notifications", test_notifications);
  ADD ("out-of-sight", test_out_of_sight);
  ADD ("role-changed", test_role_changed);
  ADD ("refused-request", test_refused_request);
  ADD ("two-computers", test_two_computers);
  ADD ("typing", test_typing);
  ADD ("typing-a-note", test_typing_a_note);

  return test_backend_run (&backend);
}
