/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "conversation-fixture.h"

static void
test_rows (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr(DeskThreadItem) first = NULL;
  g_autoptr(DeskThreadItem) answer = NULL;
  g_autoptr(DeskThreadItem) event = NULL;

  mark_read (fixture, "21T11:59");
  put_event (fixture, "e1", "created", "open", "20T08:00");
  put_message (fixture, "m1", "u1", "public", "20T08:00");
  put_message (fixture, "m2", ME, "public", "21T09:00");
  put_event (fixture, "e2", "assignee", ME, "21T09:00");
  put_event (fixture, "e3", "category", "4", "21T09:01");
  put_message (fixture, "m3", ME, "internal", "21T09:02");
  open_conversation (fixture);
  assert_rows (fixture, "DAY e1 m1 DAY m2 e2 e3 note:m3");

  first = dup_row (fixture, 2);
  g_assert_cmpstr (desk_thread_item_get_author_name (first), ==, "Cy");
  g_assert_cmpstr (desk_thread_item_get_author_company (first), ==, "North");
  g_assert_false (desk_thread_item_get_author_is_staff (first));
  g_assert_cmpstr (desk_thread_item_get_body (first), ==, "Text of m1");
  answer = dup_row (fixture, 4);
  g_assert_cmpstr (desk_thread_item_get_author_name (answer), ==, "Ada");
  g_assert_true (desk_thread_item_get_author_is_staff (answer) && desk_thread_item_get_author_is_me (answer));
  g_assert_null (desk_thread_item_get_author_company (answer));
  event = dup_row (fixture, 5);
  g_assert_cmpstr (desk_thread_item_get_event_kind (event), ==, "assignee");
  g_assert_cmpstr (desk_thread_item_get_new_value (event), ==, "Ada");
  g_set_object (&event, NULL);
  event = dup_row (fixture, 6);
  g_assert_cmpstr (desk_thread_item_get_new_value (event), ==, "Billing");
  /* An id is no word for a person. */
  put_event (fixture, "e2", "assignee", "u9", "21T09:00");
  test_settle (fixture->store);
  g_set_object (&event, NULL);
  event = dup_row (fixture, 5);
  g_assert_cmpstr (desk_thread_item_get_new_value (event), ==, "somebody");
  put_event (fixture, "e3", "labels", "", "21T09:01");
  test_settle (fixture->store);
  g_assert_cmpstr (desk_thread_item_get_new_value (event), ==, "somebody");
  test_merge (fixture->store, &desk_row_person, "[{'user_id': 'u9', 'display_name': 'Jonas', 'is_staff': true}]");
  test_settle (fixture->store);
  g_assert_cmpstr (desk_thread_item_get_new_value (event), ==, "Jonas");
  g_set_object (&event, NULL);
  event = dup_row (fixture, 6);
  g_assert_cmpstr (desk_thread_item_get_new_value (event), ==, "");
  g_assert_cmpuint (desk_conversation_get_first_unread (fixture->conversation), ==, G_MAXUINT);
  g_assert_false (desk_conversation_get_has_older (fixture->conversation));
}

/* Rows keep their objects; what is new comes as the smallest range. */
static void
test_live (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr(DeskThreadItem) before = NULL;
  g_autoptr(DeskThreadItem) after = NULL;

  mark_read (fixture, "21T11:59");
  put_message (fixture, "m1", "u1", "public", "21T08:00");
  put_event (fixture, "e1", "status", "open", "21T08:01");
  put_event (fixture, "e2", "status", "open", "21T08:02");
  put_event (fixture, "e3", "status", "open", "21T08:03");
  open_conversation (fixture);
  assert_rows (fixture, "DAY m1 e1 e2 e3");
  before = dup_row (fixture, 1);

  list_validator_reset (fixture->validator);
  put_message (fixture, "m2", "u1", "public", "21T09:00");
  assert_rows (fixture, "DAY m1 e1 e2 e3 m2");
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 1);
  g_assert_cmpuint (list_validator_get_touched (fixture->validator), ==, 1);

  /* An event that comes late folds the others, and only those rows change. */
  list_validator_reset (fixture->validator);
  put_event (fixture, "e4", "status", "open", "21T08:04");
  assert_rows (fixture, "DAY m1 4:events-e1 m2");
  g_assert_cmpuint (list_validator_get_touched (fixture->validator), ==, 4);
  list_validator_reset (fixture->validator);
  put_event (fixture, "e5", "status", "open", "21T08:05");
  assert_rows (fixture, "DAY m1 5:events-e1 m2");
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 0);

  /* A name becomes known: the row stays, its property changes. */
  test_merge (fixture->store, &desk_row_person, "[{'user_id': 'u1', 'display_name': 'Cyril', 'is_staff': false}]");
  test_settle (fixture->store);
  after = dup_row (fixture, 1);
  g_assert_true (before == after);
  g_assert_cmpstr (desk_thread_item_get_author_name (after), ==, "Cyril");
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 0);
}

/* What waits stands at the end, says so, and stays the same row when the backend has it. */
static void
test_waiting (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr(DeskThreadItem) item = NULL;
  g_autoptr(DeskThreadItem) sent = NULL;

  mark_read (fixture, "21T11:59");
  put_message (fixture, "m1", "u1", "public", "21T08:00");
  open_conversation (fixture);
  test_sql (fixture->store,
            "INSERT INTO ticket_messages (id, ticket_id, author_id, body, visibility, created_at, local)"
            " VALUES ('m0', 't1', '" ME "', 'Mine', 'public', 1795246200000000, 1);"
            "INSERT INTO outbox (id, kind, ticket_id, row_id, payload, state, created_at) VALUES ('o', 'message', 't1', 'm0', '{}', 1, 0)",
            "ticket_messages", "m0", "t1");
  assert_rows (fixture, "DAY m1 m0");
  item = dup_row (fixture, 2);
  g_assert_cmpint (desk_thread_item_get_delivery (item), ==, DESK_DELIVERY_WAITING);
  g_assert_null (desk_thread_item_get_error (item));

  test_sql (fixture->store, "UPDATE outbox SET state = 3, error_code = 8", "outbox", "o", "t1");
  test_settle (fixture->store);
  g_assert_cmpint (desk_thread_item_get_delivery (item), ==, DESK_DELIVERY_FAILED);
  g_assert_nonnull (strstr (desk_thread_item_get_error (item), "follow-up"));

  test_sql (fixture->store, "DELETE FROM outbox", "outbox", "o", "t1");
  list_validator_reset (fixture->validator);
  put_message (fixture, "m0", ME, "public", "21T12:01");
  assert_rows (fixture, "DAY m1 m0");
  sent = dup_row (fixture, 2);
  g_assert_true (item == sent);
  g_assert_cmpint (desk_thread_item_get_delivery (item), ==, DESK_DELIVERY_SENT);
  g_assert_null (desk_thread_item_get_error (item));
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 0);
}

static void
test_unread (Fixture *fixture,
             gconstpointer data)
{
  put_message (fixture, "m1", "u1", "public", "21T08:00");
  put_message (fixture, "m2", ME, "public", "21T09:00");
  put_message (fixture, "m3", "u1", "public", "21T10:00");
  mark_read (fixture, "21T09:00");
  open_conversation (fixture);
  assert_rows (fixture, "DAY m1 m2 NEW m3");
  g_assert_cmpuint (desk_conversation_get_first_unread (fixture->conversation), ==, 4);

  /* The line stays while it is open, and is gone the next time. */
  mark_read (fixture, "21T10:30");
  put_message (fixture, "m4", "u1", "public", "21T11:00");
  assert_rows (fixture, "DAY m1 m2 NEW m3 m4");
  close_conversation (fixture);
  open_conversation (fixture);
  assert_rows (fixture, "DAY m1 m2 m3 NEW m4");
}

static void
test_files (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr(DeskThreadItem) item = NULL;
  g_autoptr(DeskAttachment) of_message = NULL;
  g_autoptr(DeskAttachment) of_ticket = NULL;
  g_autoptr(ListValidator) validator = NULL;
  GListModel *files;

  put_message (fixture, "m1", ME, "public", "21T08:00");
  open_conversation (fixture);
  files = desk_conversation_get_files (fixture->conversation);
  validator = list_validator_new (files);
  item = dup_row (fixture, 1);
  g_assert_cmpuint (g_list_model_get_n_items (desk_thread_item_get_attachments (item)), ==, 0);

  test_merge (fixture->store, &desk_row_attachment,
              "[{'id': 'f1', 'ticket_id': 't1', 'message_id': 'm1', 'label': 'plan.pdf', 'created_at': '2026-11-21T08:00:00Z'},"
              " {'id': 'f2', 'ticket_id': 't1', 'message_id': null, 'label': 'log.txt', 'created_at': '2026-11-21T08:00:01Z'},"
              " {'id': 'f3', 'ticket_id': 't2', 'message_id': 'm9', 'label': 'other.txt', 'created_at': '2026-11-21T08:00:01Z'}]");
  test_settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (desk_thread_item_get_attachments (item)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (files), ==, 2);
  of_message = g_list_model_get_item (desk_thread_item_get_attachments (item), 0);
  of_ticket = g_list_model_get_item (files, 0);
  g_assert_true (of_message == of_ticket);
  g_assert_cmpstr (desk_attachment_get_label (of_message), ==, "plan.pdf");
}

static void
do_something (Fixture *fixture,
              GRand *rand,
              guint i)
{
  g_autofree char *id = g_strdup_printf ("x%03u", i);
  g_autofree char *time = g_strdup_printf ("2%dT%02d:%02d", g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 0, 12),
                                           g_rand_int_range (rand, 0, 60));
  g_autofree char *sql = NULL;

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      put_message (fixture, id, ME, "internal", time);
      break;
    case 1:
      sql = g_strdup_printf ("INSERT INTO ticket_messages (id, ticket_id, author_id, body, visibility, created_at, local)"
                             " VALUES ('%s', 't1', '" ME "', 'x', 'public', %" G_GINT64_FORMAT ", 1)", id, NOW + i);
      test_sql (fixture->store, sql, "ticket_messages", id, "t1");
      break;
    case 2:
      test_sql (fixture->store, "DELETE FROM ticket_messages WHERE rid = (SELECT min (rid) FROM ticket_messages)", "ticket_messages", id, "t1");
      break;
    default:
      put_event (fixture, id, "status", "open", time);
      break;
    }
}

/* Whatever happens while it is open, it shows what a conversation opened now would show; and every signal is true (the validator). */
static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  mark_read (fixture, "21T23:59");
  open_conversation (fixture);
  for (guint i = 0; i < 45; i++)
    {
      g_autoptr(DeskConversation) fresh = NULL;
      g_autofree char *live = NULL;
      g_autofree char *expected = NULL;

      do_something (fixture, rand, i);
      fresh = desk_conversation_new (fixture->session, "t1");
      test_settle (fixture->store);
      live = dup_rows (fixture->conversation);
      expected = dup_rows (fresh);
      g_assert_cmpstr (live, ==, expected);
    }
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/conversation/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/desk/conversation/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/desk/conversation/waiting", Fixture, NULL, set_up, test_waiting, tear_down);
  g_test_add ("/desk/conversation/unread", Fixture, NULL, set_up, test_unread, tear_down);
  g_test_add ("/desk/conversation/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/desk/conversation/random", Fixture, NULL, set_up, test_random, tear_down);


  return g_test_run ();
}
