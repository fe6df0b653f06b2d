/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "conversation-fixture.h"

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

  g_test_add ("/desk/conversation/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/desk/conversation/unread-far-back", Fixture, NULL, set_up, test_unread_far_back, tear_down);
  g_test_add ("/desk/conversation/offline-empty", Fixture, NULL, set_up, test_offline_empty, tear_down);
  g_test_add ("/desk/conversation/loading", Fixture, NULL, set_up, test_loading, tear_down);
  g_test_add ("/desk/conversation/known-empty", Fixture, NULL, set_up, test_known_empty, tear_down);

  return g_test_run ();
}
