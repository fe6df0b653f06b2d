/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The line goes, the program dies, the line comes back: everything arrives, once. */

#include "config.h"

#include "test-session-support.h"

static TestBackend *backend;

static TestPerson *
person_new_synced (const char *email)
{
  return test_person_new_synced (backend, email);
}

static void
wait_offline (TestPerson *person)
{
  test_wait_for (desk_session_get_connection (person->session) == DESK_CONNECTION_OFFLINE);
}

/* A backend that is restarted is found again by the back-off; waking does not wait for it. */
static void
wait_back (TestPerson *person)
{
  desk_session_wake (person->session);
  test_wait_for (desk_session_get_connection (person->session) == DESK_CONNECTION_ONLINE);
}

static guint
count_rows (const char *table, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("select count(*) from %s where %s", table, condition);
  g_autofree char *text = test_psql (backend, sql);

  return g_ascii_strtoull (text, NULL, 10);
}

/* The line is cut while the program runs: what is there stays, what is written is kept and goes out once. */
static void
test_message_while_offline (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_person_file_request (nadia, "Offline", "It begins online");
  g_autoptr (DeskConversation) hers = desk_conversation_new (nadia->session, id);
  g_autoptr (DeskConversation) theirs = NULL;

  test_person_wait_delivered (nadia);
  test_stop (backend);
  wait_offline (nadia);
  test_wait_for (test_shows (G_LIST_MODEL (hers), "It begins online", DESK_DELIVERY_SENT));

  test_person_write (nadia, id, DESK_DRAFT_REPLY, "First word offline");
  test_person_write (nadia, id, DESK_DRAFT_REPLY, "Second word offline");
  test_wait_for (test_shows (G_LIST_MODEL (hers), "First word offline", DESK_DELIVERY_WAITING));
  test_wait_for (test_shows (G_LIST_MODEL (hers), "Second word offline", DESK_DELIVERY_WAITING));
  test_wait_for (desk_session_get_pending (nadia->session) == 2);

  test_start (backend);
  wait_back (nadia);
  test_person_wait_delivered (nadia);
  test_wait_for (test_shows (G_LIST_MODEL (hers), "Second word offline", DESK_DELIVERY_SENT));
  g_assert_cmpuint (count_rows ("ticket_messages", "body like '% word offline'"), ==, 2);
  {
    g_autofree char *order = test_psql (backend, "select string_agg(body, ', ' order by created_at) from ticket_messages"
                                                 " where body like '% word offline'");

    g_assert_cmpstr (order, ==, "First word offline, Second word offline");
  }

  wait_back (agent);
  theirs = desk_conversation_new (agent->session, id);
  test_wait_for (test_shows (G_LIST_MODEL (theirs), "Second word offline", DESK_DELIVERY_SENT));
  g_clear_object (&hers);
  g_clear_object (&theirs);
  test_person_free (nadia);
  test_person_free (agent);
}

/* Write offline, kill the program, start it offline: list and conversation are there, and the rest goes out once the line is back. */
static void
test_killed_while_offline (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  g_autofree char *old = test_person_file_request (nadia, "Known already", "Known words");
  g_autofree char *id = NULL;
  g_autoptr (DeskTicketList) list = NULL;
  g_autoptr (DeskConversation) known = NULL;
  g_autoptr (DeskConversation) hers = NULL;
  g_autoptr (DeskDraft) draft = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a picture", 9);
  g_autoptr (GError) error = NULL;
  DeskStore *store = desk_session_get_store (nadia->session);

  test_person_wait_delivered (nadia);
  test_stop (backend);
  wait_offline (nadia);
  draft = desk_session_open_draft (nadia->session, NULL, DESK_DRAFT_REQUEST);
  desk_draft_add_bytes (draft, "photo été.png", "image/png", bytes);
  test_wait_for (test_count (store, "SELECT count(*) FROM draft_files") == 1);
  test_settle (store);
  g_object_set (draft, "subject", "Filed offline", "body", "Opening words offline", "client-id", NORTH_ID, NULL);
  id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  g_clear_object (&draft);
  test_person_write (nadia, id, DESK_DRAFT_REPLY, "And a word more");
  test_wait_for (desk_session_get_pending (nadia->session) == 4);
  test_person_quit (nadia);

  test_person_start (nadia);
  g_assert_true (test_person_restore (nadia));
  list = desk_ticket_list_new (nadia->session);
  known = desk_conversation_new (nadia->session, old);
  hers = desk_conversation_new (nadia->session, id);
  test_wait_for (desk_ticket_list_find (list, id) != G_MAXUINT && desk_ticket_list_find (list, old) != G_MAXUINT);
  test_wait_for (test_shows (G_LIST_MODEL (known), "Known words", DESK_DELIVERY_SENT));
  test_wait_for (test_shows (G_LIST_MODEL (hers), "Opening words offline", DESK_DELIVERY_WAITING));
  test_wait_for (desk_session_get_pending (nadia->session) == 4);

  test_start (backend);
  wait_back (nadia);
  test_person_wait_delivered (nadia);
  test_wait_for (test_shows (G_LIST_MODEL (hers), "Opening words offline", DESK_DELIVERY_SENT));
  test_wait_for (test_shows (G_LIST_MODEL (hers), "And a word more", DESK_DELIVERY_SENT));
  g_assert_cmpuint (count_rows ("tickets", "subject = 'Filed offline'"), ==, 1);
  g_assert_cmpuint (count_rows ("ticket_messages", "body in ('Opening words offline', 'And a word more')"), ==, 2);
  g_assert_cmpuint (count_rows ("ticket_attachments", "label = 'photo été.png' and size_bytes = 9 and message_id is not null"), ==, 1);
  g_assert_cmpuint (count_rows ("storage.objects", "name like 'tickets/%-photo-ete.png'"), ==, 1);
  g_assert_cmpint (test_count (desk_session_get_store (nadia->session), "SELECT count(*) FROM draft_files"), ==, 0);

  g_clear_object (&list);
  g_clear_object (&known);
  g_clear_object (&hers);
  test_person_free (nadia);
}

/* Killed between sending and the answer: the row is at the backend, and this computer does not know. */
static void
test_killed_before_the_answer (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  g_autofree char *id = test_person_file_request (nadia, "No answer came", "Opening");
  g_autoptr (DeskConversation) hers = NULL;
  g_autofree char *message_id = NULL;
  g_autofree char *arrived = NULL;
  g_autofree char *insert = NULL;
  g_autofree char *closed_sql = NULL;
  g_autofree char *closed = NULL;
  DeskStore *store = desk_session_get_store (nadia->session);

  test_person_wait_delivered (nadia);
  test_stop (backend);
  wait_offline (nadia);
  test_person_write (nadia, id, DESK_DRAFT_REPLY, "Did it arrive?");
  test_wait_for (desk_session_get_pending (nadia->session) == 1);
  message_id = test_text (store, "SELECT row_id FROM outbox WHERE kind = 'message'");
  test_sql (store, "UPDATE outbox SET state = 2, attempts = 1, next_attempt_at = 9000000000000000", NULL, NULL, NULL);
  test_person_quit (nadia);

  /* It did, and the ticket was closed right after it: a second message would be refused. */
  test_start (backend);
  insert = g_strdup_printf ("insert into ticket_messages (id, ticket_id, author_id, body) values ('%s', '%s', '" NADIA_ID
                            "', 'Did it arrive?') returning 1",
                            message_id, id);
  arrived = test_psql (backend, insert);
  closed_sql = g_strdup_printf ("update tickets set status = 'closed' where id = '%s' returning 1", id);
  closed = test_psql (backend, closed_sql);

  test_person_start (nadia);
  g_assert_true (test_person_restore (nadia));
  hers = desk_conversation_new (nadia->session, id);
  test_person_wait_synced (nadia);
  test_person_wait_delivered (nadia);
  test_wait_for (test_shows (G_LIST_MODEL (hers), "Did it arrive?", DESK_DELIVERY_SENT));
  g_assert_cmpuint (count_rows ("ticket_messages", "body = 'Did it arrive?'"), ==, 1);
  g_assert_cmpint (test_count (desk_session_get_store (nadia->session), "SELECT count(*) FROM outbox"), ==, 0);
  g_clear_object (&hers);
  test_person_free (nadia);
}

/* The same for a whole request: calling again gives the same ticket. */
static void
test_request_repeated (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  g_autofree char *id = NULL;
  g_autofree char *payload = NULL;
  g_autofree char *again = NULL;
  DeskStore *store = desk_session_get_store (nadia->session);

  test_stop (backend);
  wait_offline (nadia);
  id = test_person_file_request (nadia, "Asked twice", "Once is enough");
  test_wait_for (desk_session_get_pending (nadia->session) == 1);
  payload = test_text (store, "SELECT payload FROM outbox WHERE kind = 'create_ticket'");
  test_start (backend);
  wait_back (nadia);
  test_person_wait_delivered (nadia);

  again = g_strdup_printf ("INSERT INTO outbox (id, kind, ticket_id, row_id, payload, created_at) SELECT 'again', 'create_ticket', '%s',"
                           " json_extract('%s', '$.message_id'), '%s', 1",
                           id, payload, payload);
  test_sql (store, again, "outbox", "again", id);
  test_wait_for (test_count (store, "SELECT count(*) FROM outbox") == 0);
  g_assert_cmpuint (count_rows ("tickets", "subject = 'Asked twice'"), ==, 1);
  g_assert_cmpuint (count_rows ("ticket_messages", "body = 'Once is enough'"), ==, 1);
  test_person_free (nadia);
}

/* The backend is killed in the middle of it: whatever was under way then, all arrives once, in the order in which it was written. */
static void
test_backend_killed (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  g_autofree char *id = test_person_file_request (nadia, "Killed in the middle", "Here they come");
  g_autoptr (GString) expected = g_string_new (NULL);

  test_person_wait_delivered (nadia);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *body = g_strdup_printf ("Part %02u", i);

      test_person_write (nadia, id, DESK_DRAFT_REPLY, body);
      g_string_append_printf (expected, "%s%s", i > 0 ? ", " : "", body);
    }
  test_wait_for (desk_session_get_pending (nadia->session) > 12);
  test_wait_for (desk_session_get_pending (nadia->session) <= 12);
  test_backend_kill (backend);
  wait_offline (nadia);
  g_assert_cmpuint (desk_session_get_pending (nadia->session), >, 0);

  test_start (backend);
  wait_back (nadia);
  test_person_wait_delivered (nadia);
  {
    g_autofree char *order = test_psql (backend, "select string_agg(body, ', ' order by created_at) from ticket_messages"
                                                 " where body like 'Part __'");

    g_assert_cmpstr (order, ==, expected->str);
  }
  test_person_free (nadia);
}

/* Changes made offline arrive in their order; nothing that came meanwhile undoes them on the screen. */
static void
test_changes_while_offline (void)
{
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_psql (backend, "select id from tickets where status = 'open' order by number limit 1");
  g_autoptr (DeskTicket) ticket = desk_session_dup_ticket (agent->session, id);

  test_wait_for (desk_ticket_get_loaded (ticket));
  test_stop (backend);
  wait_offline (agent);
  desk_session_set_status (agent->session, id, DESK_STATUS_RESOLVED);
  desk_session_set_status (agent->session, id, DESK_STATUS_IN_PROGRESS);
  desk_session_set_status (agent->session, id, DESK_STATUS_WAITING_CUSTOMER);
  desk_session_set_priority (agent->session, id, 1);
  desk_session_set_priority (agent->session, id, 4);
  test_wait_for (desk_ticket_get_status (ticket) == DESK_STATUS_WAITING_CUSTOMER
                 && desk_ticket_get_priority (ticket) == DESK_PRIORITY_URGENT);
  test_wait_for (desk_session_get_pending (agent->session) == 4);

  test_start (backend);
  wait_back (agent);
  test_person_wait_delivered (agent);
  {
    g_autofree char *sql = g_strdup_printf ("select status || ' ' || priority_id from tickets where id = '%s'", id);
    g_autofree char *events_sql
      = g_strdup_printf ("select string_agg(new_value, ' ' order by created_at) from ticket_events where ticket_id = '%s'"
                         " and kind = 'status' and new_value in ('resolved', 'in_progress', 'waiting_customer')",
                         id);
    g_autofree char *now = test_psql (backend, sql);
    g_autofree char *events = test_psql (backend, events_sql);

    g_assert_cmpstr (now, ==, "waiting_customer 4");
    g_assert_true (g_str_has_suffix (events, "resolved in_progress waiting_customer"));
  }
  g_assert_cmpint (desk_ticket_get_status (ticket), ==, DESK_STATUS_WAITING_CUSTOMER);
  g_clear_object (&ticket);
  test_person_free (agent);
}

/* A backend that dies and stays away for a while; the other side wrote nothing, and still nothing is missed afterwards. */
static void
test_gap (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_person_file_request (nadia, "A gap", "Before the gap");
  g_autoptr (DeskConversation) theirs = NULL;
  g_autofree char *insert = NULL;
  g_autofree char *arrived = NULL;

  test_person_wait_delivered (nadia);
  test_person_quit (agent);
  insert = g_strdup_printf ("insert into ticket_messages (ticket_id, author_id, body) select '%s', '" NADIA_ID
                            "', 'Gap ' || n from generate_series(1, 700) n returning 1",
                            id);
  arrived = test_psql (backend, insert);

  test_person_start (agent);
  g_assert_true (test_person_restore (agent));
  test_wait_for (test_count (desk_session_get_store (agent->session), "SELECT count(*) FROM ticket_messages WHERE body LIKE 'Gap %'") == 700);
  theirs = desk_conversation_new (agent->session, id);
  test_wait_for (test_shows (G_LIST_MODEL (theirs), "Gap 700", DESK_DELIVERY_SENT));
  test_wait_for (desk_session_get_connection (agent->session) == DESK_CONNECTION_ONLINE);
  g_clear_object (&theirs);
  test_person_free (nadia);
  test_person_free (agent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/sync/offline/message", test_message_while_offline);
  g_test_add_func ("/desk/sync/offline/killed", test_killed_while_offline);
  g_test_add_func ("/desk/sync/offline/killed-before-the-answer", test_killed_before_the_answer);
  g_test_add_func ("/desk/sync/offline/request-repeated", test_request_repeated);
  g_test_add_func ("/desk/sync/offline/backend-killed", test_backend_killed);
  g_test_add_func ("/desk/sync/offline/changes", test_changes_while_offline);
  g_test_add_func ("/desk/sync/offline/gap", test_gap);

  return test_backend_run (&backend);
}
