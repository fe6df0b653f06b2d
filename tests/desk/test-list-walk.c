/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "list-fixture.h"

#include "desk-ticket-query.h"

/* How the first tickets of all are found, in every order, and how much is read for them. */

static int
count_work (unsigned kind,
            gpointer user_data,
            gpointer statement,
            gpointer nanoseconds)
{
  *(gint64 *) user_data += sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, FALSE);

  return 0;
}

static DeskTicketAnswer *
read_part (Fixture *fixture,
           sqlite3 *db,
           const DeskListOrder *order,
           guint n_first,
           gint64 *work)
{
  g_autoptr(DeskListFilter) wanted = desk_list_filter_new ();
  g_autoptr(DeskTicketFilter) filter = NULL;
  g_autoptr(GError) error = NULL;
  DeskTicketAnswer *answer;
  const DeskTicketPart part = { n_first, NULL, FALSE };

  wanted->view = DESK_VIEW_ALL;
  filter = desk_ticket_filter_new (fixture->cache, wanted, order, NULL);
  *work = 0;
  sqlite3_trace_v2 (db, SQLITE_TRACE_PROFILE, count_work, work);
  answer = desk_ticket_query_read (db, filter, &part, &error);
  sqlite3_trace_v2 (db, 0, NULL, NULL);
  g_assert_no_error (error);

  return answer;
}

static guint
count_of_group (DeskTicketAnswer *answer,
                gint64 group)
{
  guint n = 0;

  for (guint i = 0; i < answer->keys->len; i++)
    n += g_array_index (answer->keys, DeskTicketKey, i).group == group;

  return n;
}

static void
assert_first (DeskTicketAnswer *first,
              DeskTicketAnswer *all,
              guint n,
              const DeskListOrder *order)
{
  const DeskTicketKey *last = &g_array_index (first->keys, DeskTicketKey, n - 1);

  g_assert_true (first->partial);
  g_assert_cmpuint (first->keys->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (g_array_index (first->keys, DeskTicketKey, i).id, ==, g_array_index (all->keys, DeskTicketKey, i).id);
  g_assert_cmpuint (first->n_last_group, ==, order->group != DESK_GROUP_NONE ? count_of_group (all, last->group) : 0);
}

/* Some at any rate, and those where a group ends or has just begun. */
static GArray *
dup_numbers (DeskTicketAnswer *all)
{
  static const guint some[] = { 1, 20, 700, 1499, 1500, MANY - 1 };
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_vals (numbers, some, G_N_ELEMENTS (some));
  for (guint i = 1; i + 1 < all->keys->len; i++)
    {
      guint next = i + 1;

      if (g_array_index (all->keys, DeskTicketKey, i).group == g_array_index (all->keys, DeskTicketKey, i - 1).group)
        continue;
      g_array_append_val (numbers, i);
      g_array_append_val (numbers, next);
    }

  return numbers;
}

/* @least: reading all is at least so many times the work of reading those in sight. */
static void
assert_firsts (Fixture *fixture,
               sqlite3 *db,
               const DeskListOrder *order,
               gint64 least)
{
  gint64 work, all_work;
  g_autoptr(DeskTicketAnswer) all = read_part (fixture, db, order, 0, &all_work);
  g_autoptr(GArray) numbers = dup_numbers (all);

  g_assert_cmpuint (all->keys->len, ==, MANY);
  for (guint i = 0; i < numbers->len; i++)
    {
      const guint n = g_array_index (numbers, guint, i);
      g_autoptr(DeskTicketAnswer) first = read_part (fixture, db, order, n, &work);

      g_test_message ("%s %s by %s: %u with %" G_GINT64_FORMAT " steps, all with %" G_GINT64_FORMAT, get_word (DESK_TYPE_LIST_SORT, order->sort),
                      order->ascending ? "up" : "down", get_word (DESK_TYPE_LIST_GROUP, order->group), n, work, all_work);
      assert_first (first, all, n, order);
      if (n <= 20)
        g_assert_cmpint (work * least, <, all_work);
    }
}

/* However few are asked for, they are the first of all, in every order, whatever a ticket lacks; and those in sight are found without reading all. */
static void
test_few_of_many (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "desk.db", NULL);
  sqlite3 *db;

  put_many (fixture);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  /* 1 is before, 5 between, 9 after the priorities that have a name. */
  g_assert_cmpint (sqlite3_exec (db, "UPDATE tickets SET number = NULL WHERE rid % 50 = 0; UPDATE tickets SET number = 0 WHERE rid % 49 = 0;"
                                     " UPDATE tickets SET priority_id = 1 + rid % 3 * 4 WHERE rid % 31 = 0;"
                                     " UPDATE tickets SET resolve_due_at = resolve_due_at + rid * 60000000 WHERE resolve_due_at IS NOT NULL;"
                                     " UPDATE tickets SET created_at = created_at + rid * 1000000; UPDATE tickets SET created_at = NULL WHERE rid % 47 = 0",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  for (int sort = DESK_SORT_ACTIVITY; sort <= DESK_SORT_NUMBER; sort++)
    for (int i = 2 * DESK_GROUP_NONE; i <= 2 * DESK_GROUP_DUE + 1; i++)
      {
        const DeskListOrder order = { sort, i % 2, i / 2 };

        /* A group is read whole, and so are those without a priority. */
        assert_firsts (fixture, db, &order, order.group != DESK_GROUP_NONE ? 2 : 3);
      }

  /* With one priority that has a name, and with none. */
  for (int i = 0; i < 4; i++)
    {
      const DeskListOrder order = { DESK_SORT_PRIORITY, i % 2, DESK_GROUP_NONE };

      if (i % 2 == 0)
        g_assert_cmpint (sqlite3_exec (db, i == 0 ? "DELETE FROM ticket_priorities WHERE id <> 4" : "DELETE FROM ticket_priorities", NULL, NULL, NULL), ==,
                         SQLITE_OK);
      assert_firsts (fixture, db, &order, 0);
    }
  sqlite3_close (db);
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("TZ", "Europe/Paris", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/list-walk/few-of-many", Fixture, NULL, set_up_with_names, test_few_of_many, tear_down);

  return g_test_run ();
}
