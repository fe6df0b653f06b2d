/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "list-fixture.h"

/* In which order a list shows its tickets, and under which headings. */

static void
set_order (Fixture *fixture,
           DeskListSort sort,
           gboolean ascending,
           DeskListGroup group)
{
  const DeskListOrder order = { sort, ascending, group };

  desk_ticket_list_set_order (fixture->list, &order);
}

static void
test_orders (Fixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    DeskListSort sort;
    gboolean ascending;
    const char *ids;
  } cases[] = {
    { DESK_SORT_ACTIVITY, FALSE, "d c b a" },     { DESK_SORT_ACTIVITY, TRUE, "a b c d" },
    { DESK_SORT_CREATED, FALSE, "a c d b" },      { DESK_SORT_CREATED, TRUE, "b d c a" },
    { DESK_SORT_DUE, TRUE, "b d c a" },           { DESK_SORT_DUE, FALSE, "d b c a" },
    { DESK_SORT_PRIORITY, FALSE, "a c b d" },     { DESK_SORT_PRIORITY, TRUE, "d b c a" },
    { DESK_SORT_NUMBER, FALSE, "d b a c" },       { DESK_SORT_NUMBER, TRUE, "c a b d" },
  };

  put_ticket (fixture, "a", 10, "'number': 7, 'created_at': '2026-11-09T00:00:00Z', 'priority_id': 2");
  put_ticket (fixture, "b", 20, "'number': 8, 'created_at': '2026-11-01T00:00:00Z', 'priority_id': 4, 'resolve_due_at': '2026-11-22T00:00:00Z'");
  put_ticket (fixture, "c", 30, "'number': 6, 'created_at': '2026-11-08T00:00:00Z', 'priority_id': 7");
  put_ticket (fixture, "d", 40, "'created_at': '2026-11-02T00:00:00Z', 'resolve_due_at': '2026-11-23T00:00:00Z'");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", get_word (DESK_TYPE_LIST_SORT, cases[i].sort), cases[i].ascending ? "ascending" : "descending");
      set_order (fixture, cases[i].sort, cases[i].ascending, DESK_GROUP_NONE);
      assert_ids (fixture, cases[i].ids);
    }
}

/* One after the other or all at once: a list that followed every change looks like one that was asked for now. */
static void
test_orders_live (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  static const char *const clients[] = { "'north'", "'east'", "'west'", "null" };

  for (int sort = DESK_SORT_ACTIVITY; sort <= DESK_SORT_NUMBER; sort++)
    for (int group = DESK_GROUP_NONE; group <= DESK_GROUP_DUE; group++)
      {
        g_autoptr(DeskTicketList) fresh = NULL;
        g_autofree char *followed = NULL, *asked = NULL;
        const DeskListOrder order = { sort, g_rand_boolean (rand), group };

        desk_ticket_list_set_order (fixture->list, &order);
        test_settle (fixture->store);
        for (guint i = 0; i < 25; i++)
          {
            g_autofree char *due = dup_time (rand, .7);
            g_autofree char *id = g_strdup_printf ("%02d", g_rand_int_range (rand, 0, 30));
            g_autofree char *more = g_strdup_printf ("'number': %d, 'client_id': %s, 'priority_id': %d, 'resolve_due_at': %s",
                                                     g_rand_int_range (rand, 0, 9), clients[g_rand_int_range (rand, 0, 4)],
                                                     g_rand_boolean (rand) ? 2 : 4, due);

            put_ticket (fixture, id, g_rand_int_range (rand, 0, 60), more);
          }
        test_settle (fixture->store);
        fresh = desk_ticket_list_new_for_cache (fixture->cache);
        desk_ticket_list_set_order (fresh, &order);
        test_settle (fixture->store);
        followed = dup_ids (fixture->list);
        asked = dup_ids (fresh);
        g_assert_cmpstr (followed, ==, asked);
      }
}

static char *
dup_groups (DeskTicketList *list)
{
  GString *text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n; i++)
    {
      guint n_tickets = 0;
      DeskDueGroup due;

      if (desk_ticket_list_begins_group (list, i, &n_tickets, &due))
        g_string_append_printf (text, "%s%u+%u%s%s", i == 0 ? "" : " ", i, n_tickets, due == DESK_DUE_NEVER ? "" : ":",
                                due == DESK_DUE_NEVER ? "" : get_word (DESK_TYPE_DUE_GROUP, due));
    }

  return g_string_free (text, FALSE);
}

static void
assert_groups (Fixture *fixture,
               const char *ids,
               const char *expected)
{
  g_autofree char *groups = NULL;

  assert_ids (fixture, ids);
  groups = dup_groups (fixture->list);
  g_assert_cmpstr (groups, ==, expected);
}

static void
count_signal (guint *count)
{
  (*count)++;
}

static void
test_groups (Fixture *fixture,
             gconstpointer data)
{
  guint n_signals = 0;

  put_ticket (fixture, "a", 10, "'client_id': 'west', 'resolve_due_at': '2026-11-21T11:00:00Z'");
  put_ticket (fixture, "b", 20, "'client_id': 'east', 'resolve_due_at': '2026-11-21T12:10:00Z'");
  put_ticket (fixture, "c", 30, "'client_id': 'west', 'resolve_due_at': '2026-11-21T20:00:00Z'");
  put_ticket (fixture, "d", 40, "'client_id': 'north', 'resolve_due_at': '2026-11-22T20:00:00Z'");
  put_ticket (fixture, "e", 50, "'resolve_due_at': '2026-11-25T20:00:00Z'");
  put_ticket (fixture, "f", 55, "'client_id': 'north'");
  assert_groups (fixture, "f e d c b a", "");

  /* By name; what has no company comes last. */
  set_order (fixture, DESK_SORT_ACTIVITY, FALSE, DESK_GROUP_COMPANY);
  assert_groups (fixture, "b f d c a e", "0+1 1+2 3+2 5+1");
  test_merge (fixture->store, &desk_row_client, "[{'id': 'west', 'name': 'Aviary', 'is_active': true}]");
  assert_groups (fixture, "c a b f d e", "0+2 2+1 3+2 5+1");

  set_order (fixture, DESK_SORT_DUE, TRUE, DESK_GROUP_DUE);
  assert_groups (fixture, "a b c d e f", "0+1:late 1+1:soon 2+1:today 3+1:tomorrow 4+1:later 5+1");

  /* Time alone: the same tickets in the same order, under other headings. */
  g_signal_connect_swapped (fixture->list, "groups-changed", G_CALLBACK (count_signal), &n_signals);
  test_clock_advance (fixture->clock, 11 * MINUTE);
  assert_groups (fixture, "a b c d e f", "0+2:late 2+1:today 3+1:tomorrow 4+1:later 5+1");
  g_assert_cmpuint (n_signals, >, 0);
  test_clock_advance (fixture->clock, DAY);
  assert_groups (fixture, "a b c d e f", "0+3:late 3+1:today 4+1:later 5+1");
}

typedef struct
{
  guint n_changes;
  guint n_items;                /* after the first change */
} Changes;

static void
on_items_changed (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  Changes *changes = user_data;

  if (changes->n_changes++ == 0)
    changes->n_items = g_list_model_get_n_items (list);
}

static void
wait_until_loaded (DeskTicketList *list)
{
  gboolean loading = TRUE;

  while (loading)
    {
      g_object_get (list, "loading", &loading, NULL);
      if (loading)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* Another order of many tickets: those in sight come first, then some more, and all of them are there when it has loaded. */
static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  Changes changes = { 0 };

  put_many (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, MANY);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_items_changed), &changes);
  set_order (fixture, DESK_SORT_NUMBER, TRUE, DESK_GROUP_NONE);
  test_wait_for (changes.n_changes == 1);
  wait_until_loaded (fixture->list);

  g_assert_cmpuint (changes.n_changes, ==, 3);
  g_assert_cmpuint (changes.n_items, <, MANY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, MANY);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("%05u", i);

      g_assert_cmpuint (desk_ticket_list_find (fixture->list, id), ==, i);
    }
  g_signal_handlers_disconnect_by_data (fixture->list, &changes);
}

/* The first ones of every order are those that come first of all, and each heading says how many its group has of all. */
static void
test_first_of_many (Fixture *fixture,
                    gconstpointer data)
{
  put_many (fixture);
  for (int sort = DESK_SORT_ACTIVITY; sort <= DESK_SORT_NUMBER; sort++)
    for (int i = 2 * DESK_GROUP_NONE; i <= 2 * DESK_GROUP_DUE + 1; i++)
      {
        g_autoptr(DeskTicketList) list = desk_ticket_list_new_for_cache (fixture->cache);
        const DeskListOrder order = { sort, i % 2, i / 2 };
        g_autofree char *first = NULL, *first_groups = NULL, *all = NULL, *groups = NULL;
        gboolean loading;

        desk_ticket_list_set_order (list, &order);
        test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
        g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <, MANY);
        g_object_get (list, "loading", &loading, NULL);
        g_assert_true (loading);
        desk_ticket_list_show_read (list);
        first = dup_ids (list);
        first_groups = dup_groups (list);

        wait_until_loaded (list);
        g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
        all = dup_ids (list);
        groups = dup_groups (list);
        g_assert_true (g_str_has_prefix (all, first));
        g_assert_true (g_str_has_prefix (groups, first_groups));
      }
}

/* Whoever needs more than what is in sight need not wait: what has been read shows at once, and is in the list once. */
static void
test_show_read (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr(DeskTicketList) list = NULL;
  g_autoptr(ListValidator) validator = NULL;
  g_autofree char *sight = NULL, *read = NULL, *all = NULL;
  guint n;

  put_many (fixture);
  list = desk_ticket_list_new_for_cache (fixture->cache);
  validator = list_validator_new (G_LIST_MODEL (list));
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  sight = dup_ids (list);

  desk_ticket_list_show_read (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >, n);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <, MANY);
  g_assert_true (desk_ticket_list_is_partial (list));
  read = dup_ids (list);
  desk_ticket_list_show_read (list);
  wait_until_loaded (list);
  all = dup_ids (list);
  g_assert_true (g_str_has_prefix (read, sight));
  g_assert_true (g_str_has_prefix (all, read));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
}

/* What changes before all of them are there is not lost, and comes to its place. */
static void
test_change_among_first (Fixture *fixture,
                         gconstpointer data)
{
  g_autoptr(DeskTicketList) list = NULL;
  g_autoptr(ListValidator) validator = NULL;
  const DeskListOrder order = { DESK_SORT_NUMBER, TRUE, DESK_GROUP_NONE };

  put_many (fixture);
  list = desk_ticket_list_new_for_cache (fixture->cache);
  validator = list_validator_new (G_LIST_MODEL (list));
  desk_ticket_list_set_order (list, &order);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  put_ticket (fixture, "00002", 50, "'number': 90000");
  put_ticket (fixture, "02000", 50, "'number': 1");
  wait_until_loaded (list);

  test_wait_for (desk_ticket_list_find (list, "00002") == MANY - 1);
  g_assert_cmpuint (desk_ticket_list_find (list, "02000"), <, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;

  return G_SOURCE_REMOVE;
}

/* Nobody waits for the others of a list that is let go. */
static void
test_let_go_of_first (Fixture *fixture,
                      gconstpointer data)
{
  DeskTicketList *list;
  gboolean later = FALSE;

  put_many (fixture);
  list = desk_ticket_list_new_for_cache (fixture->cache);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <, MANY);
  g_assert_finalize_object (list);

  list = desk_ticket_list_new_for_cache (fixture->cache);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  /* After what it asked the reader, and before what it waits for. */
  test_settle (fixture->store);
  g_assert_finalize_object (list);
  g_timeout_add_full (G_PRIORITY_LOW + 1, 200, set_flag, &later, NULL);
  test_wait_for (later);
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("TZ", "Europe/Paris", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/desk/list-order/" name, Fixture, NULL, set_up_with_names, test, tear_down)
  ADD ("orders", test_orders);
  ADD ("orders-live", test_orders_live);
  ADD ("groups", test_groups);
  ADD ("many", test_many);
  ADD ("first-of-many", test_first_of_many);
  ADD ("show-read", test_show_read);
  ADD ("change-among-first", test_change_among_first);
  ADD ("let-go-of-first", test_let_go_of_first);

  return g_test_run ();
}
