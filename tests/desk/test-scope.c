/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Whom a ticket concerns: set here, shown at once, sent, seen by those who gain sight of it, and taken back when it is refused. */

#include "config.h"

#include "test-session-support.h"

static TestBackend *backend;

static TestPerson *
person_new_synced (const char *email)
{
  return test_person_new_synced (backend, email);
}

/* What the ticket concerns, as this person's cache has it. */
static char *
dup_scope (DeskTicket *ticket)
{
  g_auto (GStrv) names = desk_ticket_dup_affected_names (ticket);
  g_autofree char *joined = g_strjoinv (", ", names);

  return g_strconcat (desk_ticket_get_affects_all (ticket) ? "all" : "", joined, NULL);
}

static gboolean
concerns (DeskTicket *ticket, const char *expected)
{
  g_autofree char *scope = dup_scope (ticket);

  return desk_ticket_get_loaded (ticket) && g_str_equal (scope, expected);
}

static char *
dup_kept (const char *ticket_id)
{
  g_autofree char *sql = g_strdup_printf ("select concat_ws('; ', t.affects_all_companies, (select string_agg(c.name, ', ' order by c.name)"
                                          " from ticket_company_link l join clients c on c.id = l.company_id"
                                          " where l.ticket_id = t.id and l.role = 'affected'),"
                                          " (select count(*) from ticket_events e where e.ticket_id = t.id and e.kind = 'scope'))"
                                          " from tickets t where t.id = '%s'", ticket_id);

  return test_psql (backend, sql);
}

static void
wait_kept (const char *ticket_id, const char *expected)
{
  g_autofree char *kept = dup_kept (ticket_id);

  g_assert_cmpstr (kept, ==, expected);
}

static const char *const south[] = { SOUTH_ID, NULL };

/* Somebody of the company that it comes to concern sees it by itself, may not write, and learns nothing of what was said. */
static void
test_seen_from_each_side (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  TestPerson *paul = person_new_synced (PAUL);
  g_autofree char *id = test_person_file_request (nadia, "The warehouse is closed", "Between us");
  g_autoptr (DeskConversation) theirs = desk_conversation_new (agent->session, id);
  g_autoptr (DeskConversation) his = NULL;
  g_autoptr (DeskTicketList) seen = desk_ticket_list_new (paul->session);
  DeskTicket *ticket = desk_conversation_get_ticket (theirs);
  gboolean reporter_side;

  test_wait_for (concerns (ticket, ""));
  g_assert_cmpuint (desk_ticket_list_find (seen, id), ==, G_MAXUINT);
  desk_session_set_scope (agent->session, id, FALSE, south);
  test_wait_for (concerns (ticket, "South Bakery"));
  test_person_wait_delivered (agent);
  g_assert_true (concerns (ticket, "South Bakery"));
  wait_kept (id, "f; South Bakery; 1");

  test_wait_for (desk_ticket_list_find (seen, id) != G_MAXUINT);
  his = desk_conversation_new (paul->session, id);
  test_wait_for (desk_ticket_get_loaded (desk_conversation_get_ticket (his)) && !desk_conversation_get_loading (his));
  g_object_get (desk_conversation_get_ticket (his), "reporter-side", &reporter_side, NULL);
  g_assert_false (reporter_side);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (his)), ==, 0);

  test_person_write (agent, id, DESK_DRAFT_REPLY, "For the reporter");
  test_person_write (agent, id, DESK_DRAFT_ANNOUNCEMENT, "It opens again at noon");
  test_wait_for (test_shows (G_LIST_MODEL (his), "It opens again at noon", DESK_DELIVERY_SENT));
  g_assert_null (test_find_item (G_LIST_MODEL (his), "For the reporter"));
  g_assert_null (test_find_item (G_LIST_MODEL (his), "Between us"));
  g_assert_cmpint (desk_thread_item_get_kind (test_find_item (G_LIST_MODEL (his), "It opens again at noon")), ==,
                   DESK_THREAD_ANNOUNCEMENT);

  /* Everyone, and nobody else again. */
  desk_session_set_scope (agent->session, id, TRUE, NULL);
  test_wait_for (concerns (ticket, "all"));
  test_person_wait_delivered (agent);
  wait_kept (id, "t; 2");
  desk_session_set_scope (agent->session, id, FALSE, NULL);
  test_person_wait_delivered (agent);
  test_wait_for (concerns (ticket, ""));
  wait_kept (id, "f; 3");

  g_clear_object (&his);
  g_clear_object (&theirs);
  g_clear_object (&seen);
  test_person_free (nadia);
  test_person_free (agent);
  test_person_free (paul);
}

/* What was chosen offline shows, is one step however often it was changed, and survives what the backend still says of before. */
static void
test_offline (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_person_file_request (nadia, "On the train", "Slow line");
  g_autoptr (DeskConversation) theirs = desk_conversation_new (agent->session, id);
  DeskTicket *ticket = desk_conversation_get_ticket (theirs);

  test_wait_for (concerns (ticket, ""));
  test_stop (backend);
  test_wait_for (desk_session_get_connection (agent->session) == DESK_CONNECTION_OFFLINE);
  desk_session_set_scope (agent->session, id, TRUE, NULL);
  test_wait_for (concerns (ticket, "all") && desk_ticket_get_delivery (ticket) == DESK_DELIVERY_SENDING);
  test_wait_for (desk_ticket_get_delivery (ticket) == DESK_DELIVERY_WAITING);
  desk_session_set_scope (agent->session, id, FALSE, south);
  desk_session_set_category (agent->session, id, 2);
  test_wait_for (concerns (ticket, "South Bakery"));
  g_assert_cmpint (desk_ticket_get_delivery (ticket), !=, DESK_DELIVERY_SENT);

  test_start (backend);
  desk_session_wake (agent->session);
  test_person_wait_delivered (agent);
  g_assert_true (concerns (ticket, "South Bakery"));
  wait_kept (id, "f; South Bakery; 1");
  {
    g_autofree char *sql = g_strdup_printf ("select category_id from tickets where id = '%s'", id);
    g_autofree char *category = test_psql (backend, sql);

    g_assert_cmpstr (category, ==, "2");
  }

  g_clear_object (&theirs);
  test_person_free (nadia);
  test_person_free (agent);
}

static void
note_problem (char **problem, const char *sentence)
{
  g_free (*problem);
  *problem = g_strdup (sentence);
}

/* A company that is not active any more cannot be concerned: the person is told why, and the ticket is what it was. */
static void
test_refused (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_person_file_request (nadia, "Refused", "Too late");
  g_autoptr (DeskConversation) theirs = desk_conversation_new (agent->session, id);
  g_autofree char *problem = NULL;
  g_autofree char *gone = test_psql (backend, "insert into clients (name, is_active) values ('Gone', false) returning id");
  const char *const companies[] = { gone, NULL };
  DeskTicket *ticket = desk_conversation_get_ticket (theirs);

  g_strchomp (gone);
  test_wait_for (concerns (ticket, ""));
  g_signal_connect_swapped (agent->session, "problem", G_CALLBACK (note_problem), &problem);
  desk_session_set_scope (agent->session, id, FALSE, companies);
  test_wait_for (problem != NULL);
  g_assert_cmpstr (problem, ==, "A company that you chose is not active any more, so the ticket cannot concern it.");
  test_person_wait_delivered (agent);
  test_wait_for (concerns (ticket, ""));
  wait_kept (id, "f; 0");
  g_signal_handlers_disconnect_by_data (agent->session, &problem);

  g_clear_object (&theirs);
  test_person_free (nadia);
  test_person_free (agent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/scope/seen-from-each-side", test_seen_from_each_side);
  g_test_add_func ("/desk/scope/offline", test_offline);
  g_test_add_func ("/desk/scope/refused", test_refused);

  return test_backend_run (&backend);
}
