/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-session-internal.h"
#include "list-validator.h"
#include "test-desk.h"

#define ME "00000000-0000-4000-8000-00000000000a"

/* 2026-11-21T12:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1795262400000000)

typedef struct
{
  char *folder;
  DeskClock *clock;
  DeskSession *session;
  DeskStore *store;
  DeskConversation *conversation;
  ListValidator *validator;
} Fixture;

static char *
make_id (gpointer data)
{
  return g_uuid_string_random ();
}

static void
put_base (Fixture *fixture)
{
  test_merge (fixture->store, &desk_row_client, "[{'id': 'n', 'name': 'North', 'is_active': true}]");
  test_merge (fixture->store, &desk_row_category, "[{'id': 4, 'label': 'Billing'}]");
  test_merge (fixture->store, &desk_row_profile, "[{'user_id': '" ME "', 'full_name': 'Ada', 'role': 'support'}]");
  test_merge (fixture->store, &desk_row_person, "[{'user_id': 'u1', 'display_name': 'Cy', 'is_staff': false}]");
  test_merge (fixture->store, &desk_row_ticket,
              "[{'id': 't1', 'number': 7, 'subject': 'Printer', 'status': 'open', 'client_id': 'n', 'created_at': '2026-11-20T08:00:00+00:00',"
              " 'updated_at': '2026-11-20T08:00:00+00:00'}]");
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = test_folder_new ();
  fixture->clock = test_clock_new (NOW);
  fixture->session = desk_session_new_offline (fixture->folder, fixture->clock, make_id, NULL, ME, DESK_ROLE_SUPPORT, &error);
  g_assert_no_error (error);
  fixture->store = desk_session_get_store (fixture->session);
  put_base (fixture);
}

static void
open_conversation (Fixture *fixture)
{
  fixture->conversation = desk_conversation_new (fixture->session, "t1");
  fixture->validator = list_validator_new (G_LIST_MODEL (fixture->conversation));
  test_settle (fixture->store);
}

static void
close_conversation (Fixture *fixture)
{
  test_settle (fixture->store);
  g_clear_pointer (&fixture->validator, list_validator_free);
  g_assert_finalize_object (g_steal_pointer (&fixture->conversation));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  close_conversation (fixture);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->clock);
  test_folder_free (fixture->folder);
}

static void
put_message (Fixture *fixture,
             const char *id,
             const char *author,
             const char *visibility,
             const char *time)
{
  g_autofree char *rows = g_strdup_printf (
    "[{'id': '%s', 'ticket_id': 't1', 'author_id': '%s', 'visibility': '%s', 'body': 'Text of %s', 'created_at': '2026-11-%s:00+00:00'}]", id,
    author, visibility, id, time);

  test_merge (fixture->store, &desk_row_message, rows);
}

static void
put_event (Fixture *fixture,
           const char *id,
           const char *kind,
           const char *new_value,
           const char *time)
{
  g_autofree char *rows = g_strdup_printf (
    "[{'id': '%s', 'ticket_id': 't1', 'actor_id': '" ME "', 'kind': '%s', 'new_value': '%s', 'created_at': '2026-11-%s:00+00:00'}]", id, kind,
    new_value, time);

  test_merge (fixture->store, &desk_row_event, rows);
}

static void
append_item (GString *text,
             DeskThreadItem *item)
{
  static const char *const words[] = { "DAY", "NEW", "", "note:", "announcement:", "", "" };
  DeskThreadKind kind = desk_thread_item_get_kind (item);

  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[kind]);
  if (kind == DESK_THREAD_EVENTS)
    g_string_append_printf (text, "%u:%s", desk_thread_item_get_count (item), desk_thread_item_get_id (item));
  else if (kind != DESK_THREAD_DAY && kind != DESK_THREAD_NEW)
    g_string_append (text, desk_thread_item_get_id (item));
}

static void
assert_rows (Fixture *fixture,
             const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  test_settle (fixture->store);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)); i++)
    {
      g_autoptr(DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->conversation), i);

      append_item (text, item);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* (transfer full) */
static DeskThreadItem *
dup_row (Fixture *fixture,
         guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->conversation), position);
}

static void
mark_read (Fixture *fixture,
           const char *time)
{
  g_autofree char *rows = g_strdup_printf (
    "[{'ticket_id': 't1', 'user_id': '" ME "', 'last_read_at': '2026-11-%s:00+00:00', 'updated_at': '2026-11-%s:00+00:00'}]", time, time);

  test_merge (fixture->store, &desk_row_read, rows);
}

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
put_many (Fixture *fixture,
          guint from,
          guint n)
{
  g_autoptr(GString) rows = g_string_new ("[");

  for (guint i = from; i < from + n; i++)
    g_string_append_printf (rows,
                            "%s{'id': 'm%04u', 'ticket_id': 't1', 'author_id': '" ME "', 'visibility': 'public', 'body': 'x', 'created_at':"
                            " '2026-11-21T%02u:%02u:%02u+00:00'}",
                            i == from ? "" : ", ", i, i / 3600, i / 60 % 60, i % 60);
  g_string_append_c (rows, ']');
  test_merge (fixture->store, &desk_row_message, rows->str);
}

static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  GListModel *model;
  g_autoptr(DeskThreadItem) newest = NULL;
  g_autoptr(DeskThreadItem) still = NULL;

  put_many (fixture, 0, 130);
  open_conversation (fixture);
  model = G_LIST_MODEL (fixture->conversation);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 51);
  g_assert_true (desk_conversation_get_has_older (fixture->conversation));
  newest = dup_row (fixture, 50);
  g_assert_cmpstr (desk_thread_item_get_id (newest), ==, "m0129");

  /* A new message does not push the oldest out. */
  put_many (fixture, 130, 1);
  test_settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 52);

  list_validator_reset (fixture->validator);
  desk_conversation_load_older (fixture->conversation);
  desk_conversation_load_older (fixture->conversation);
  test_settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 102);
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 1);
  g_assert_cmpuint (list_validator_get_touched (fixture->validator), ==, 50);
  still = dup_row (fixture, 100);
  g_assert_true (still == newest);

  desk_conversation_load_older (fixture->conversation);
  test_settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 132);
  g_assert_false (desk_conversation_get_has_older (fixture->conversation));
  desk_conversation_load_older (fixture->conversation);
  test_settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 132);
}

/* Far back, but unread: the page reaches there. */
static void
test_unread_far_back (Fixture *fixture,
                      gconstpointer data)
{
  put_many (fixture, 0, 10);
  test_merge (fixture->store, &desk_row_message,
              "[{'id': 'asked', 'ticket_id': 't1', 'author_id': 'u1', 'visibility': 'public', 'body': '?', 'created_at':"
              " '2026-11-21T00:00:10.5+00:00'}]");
  put_many (fixture, 11, 100);
  mark_read (fixture, "21T00:00");
  open_conversation (fixture);
  g_assert_cmpuint (desk_conversation_get_first_unread (fixture->conversation), ==, 2);
  g_assert_true (desk_conversation_get_has_older (fixture->conversation));
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

static char *
dup_rows (DeskConversation *conversation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr(DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      append_item (text, item);
    }

  return g_string_free (text, FALSE);
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

/* Nothing fetched yet, and no network: it does not pretend that something is on its way. */
static void
test_offline_empty (Fixture *fixture,
                    gconstpointer data)
{
  open_conversation (fixture);
  test_wait_for (!desk_conversation_get_loading (fixture->conversation));
  assert_rows (fixture, "");
  g_assert_cmpstr (desk_ticket_get_subject (desk_conversation_get_ticket (fixture->conversation)), ==, "Printer");
}

static gboolean
run_remove (sqlite3 *db,
            DeskStoreChanges *changes,
            gpointer data,
            gpointer *result,
            GError **error)
{
  return desk_store_remove (db, &desk_row_ticket, "t1", changes, error);
}

/* With a network, an empty conversation waits for the backend's rows; one that the person may no longer see does not. */
static void
test_loading (Fixture *fixture,
              gconstpointer data)
{
  fixture->session->connection = DESK_CONNECTION_ONLINE;
  open_conversation (fixture);
  g_assert_true (desk_conversation_get_loading (fixture->conversation));
  put_message (fixture, "m1", "u1", "public", "21T08:00");
  test_settle (fixture->store);
  g_assert_false (desk_conversation_get_loading (fixture->conversation));

  desk_store_write_async (fixture->store, run_remove, NULL, NULL, NULL, NULL, NULL, NULL);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)) == 0);
  g_assert_false (desk_conversation_get_loading (fixture->conversation));
}

/* Fetched, and there is nothing: it does not load for ever. */
static void
test_known_empty (Fixture *fixture,
                  gconstpointer data)
{
  fixture->session->connection = DESK_CONNECTION_ONLINE;
  open_conversation (fixture);
  g_assert_true (desk_conversation_get_loading (fixture->conversation));
  test_sql (fixture->store, "INSERT INTO conversations (ticket_id, complete) VALUES ('t1', 1)", "conversations", "t1", "t1");
  test_wait_for (!desk_conversation_get_loading (fixture->conversation));
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
  g_test_add ("/desk/conversation/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/desk/conversation/unread-far-back", Fixture, NULL, set_up, test_unread_far_back, tear_down);
  g_test_add ("/desk/conversation/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/desk/conversation/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/desk/conversation/offline-empty", Fixture, NULL, set_up, test_offline_empty, tear_down);

  g_test_add ("/desk/conversation/loading", Fixture, NULL, set_up, test_loading, tear_down);
  g_test_add ("/desk/conversation/known-empty", Fixture, NULL, set_up, test_known_empty, tear_down);

  return g_test_run ();
}
