/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-session-private.h"
#include "test-desk.h"

/* How long the conversation of a ticket with very many messages takes, against a short one in the same run. */

#define ME "00000000-0000-4000-8000-00000000000a"
#define NOW G_GINT64_CONSTANT (1795262400000000)

typedef struct
{
  double open;                  /* milliseconds, all of them */
  double older;
  double message;
} Times;

static double
get_milliseconds (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static char *
make_id (gpointer data)
{
  return g_uuid_string_random ();
}

static void
fill (DeskStore *store,
      const char *ticket_id,
      guint n)
{
  for (guint i = 0; i < n; i += 500)
    {
      g_autoptr(GString) rows = g_string_new ("[");

      for (guint j = i; j < MIN (i + 500, n); j++)
        g_string_append_printf (rows,
                                "%s{'id': '%s-%u', 'ticket_id': '%s', 'author_id': '" ME "', 'visibility': 'public', 'body': 'Message %u of a long"
                                " story', 'created_at': '2026-%02u-%02uT%02u:%02u:00+00:00'}",
                                j == i ? "" : ", ", ticket_id, j, ticket_id, j, 1 + j / 40000 % 10, 1 + j / 1440 % 28, j / 60 % 24, j % 60);
      g_string_append_c (rows, ']');
      test_merge (store, &desk_row_message, rows->str);
    }
}

static Times
measure (DeskSession *session,
         const char *ticket_id)
{
  Times times;
  double begin = get_milliseconds ();
  g_autoptr(DeskConversation) conversation = desk_conversation_new (session, ticket_id);
  GListModel *model = G_LIST_MODEL (conversation);
  g_autofree char *row = NULL;
  g_autoptr(JsonArray) rows = NULL;
  guint n;

  test_wait_for (g_list_model_get_n_items (model) > 0);
  times.open = get_milliseconds () - begin;

  n = g_list_model_get_n_items (model);
  begin = get_milliseconds ();
  desk_conversation_load_older (conversation);
  test_wait_for (g_list_model_get_n_items (model) > n);
  times.older = get_milliseconds () - begin;

  n = g_list_model_get_n_items (model);
  row = g_strdup_printf ("[{'id': '%s-new', 'ticket_id': '%s', 'author_id': '" ME "', 'visibility': 'public', 'body': 'New', 'created_at':"
                         " '2026-11-21T12:00:00+00:00'}]", ticket_id, ticket_id);
  rows = test_parse_rows (row);
  begin = get_milliseconds ();
  desk_store_merge_async (desk_session_get_store (session), &desk_row_message, rows, NULL, NULL, NULL);
  test_wait_for (g_list_model_get_n_items (model) > n);
  times.message = get_milliseconds () - begin;
  test_settle (desk_session_get_store (session));

  return times;
}

static void
print_line (const char *what,
            double small,
            double large)
{
  g_print ("%-32s %10.2f %12.2f %9.1f\n", what, small, large, large / MAX (small, 0.001));
}

int
main (int argc,
      char *argv[])
{
  guint n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 50000;
  char *folder = test_folder_new ();
  g_autoptr(DeskClock) clock = test_clock_new (NOW);
  DeskSession *session = desk_session_new_offline (folder, clock, make_id, NULL, ME, DESK_ROLE_SUPPORT, NULL);
  DeskStore *store = desk_session_get_store (session);
  Times small, large;

  fill (store, "small", 200);
  fill (store, "large", n);
  test_merge (store, &desk_row_read,
              "[{'ticket_id': 'small', 'user_id': '" ME "', 'last_read_at': '2026-11-21T12:00:00Z'},"
              " {'ticket_id': 'large', 'user_id': '" ME "', 'last_read_at': '2026-11-21T12:00:00Z'}]");
  small = measure (session, "small");
  large = measure (session, "large");

  g_print ("%-32s %10s %12u %9s\n", "milliseconds, messages:", "200", n, "ratio");
  print_line ("open the conversation", small.open, large.open);
  print_line ("a page of older ones", small.older, large.older);
  print_line ("a new message shows", small.message, large.message);

  g_object_unref (session);
  test_folder_free (folder);

  return 0;
}
