/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "conversation-fixture.h"

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

void
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

void
open_conversation (Fixture *fixture)
{
  fixture->conversation = desk_conversation_new (fixture->session, "t1");
  fixture->validator = list_validator_new (G_LIST_MODEL (fixture->conversation));
  test_settle (fixture->store);
}

void
close_conversation (Fixture *fixture)
{
  test_settle (fixture->store);
  g_clear_pointer (&fixture->validator, list_validator_free);
  g_assert_finalize_object (g_steal_pointer (&fixture->conversation));
}

void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  close_conversation (fixture);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->clock);
  test_folder_free (fixture->folder);
}

void
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

void
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

char *
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

void
assert_rows (Fixture *fixture,
             const char *expected)
{
  g_autofree char *rows = NULL;

  test_settle (fixture->store);
  rows = dup_rows (fixture->conversation);
  g_assert_cmpstr (rows, ==, expected);
}

/* (transfer full) */
DeskThreadItem *
dup_row (Fixture *fixture,
         guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->conversation), position);
}

void
mark_read (Fixture *fixture,
           const char *time)
{
  g_autofree char *rows = g_strdup_printf (
    "[{'ticket_id': 't1', 'user_id': '" ME "', 'last_read_at': '2026-11-%s:00+00:00', 'updated_at': '2026-11-%s:00+00:00'}]", time, time);

  test_merge (fixture->store, &desk_row_read, rows);
}
