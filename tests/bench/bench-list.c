/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-list-filter.h"
#include "desk-sql.h"
#include "desk-ticket-list-private.h"
#include "test-desk.h"

/* How long the list of a large help desk takes, against a small one in the same run: ratios say more than times of a machine. */

#define ME "00000000-0000-4000-8000-00000000000a"
#define NOW G_GINT64_CONSTANT (1795262400000000)

/* What somebody may ask for by chips: few tickets, many, and several at once. */
static const struct
{
  const char *what;
  const char *json;
} filters[] = {
  { "filter: urgent", "{\"priority\": [\"urgent\"]}" },
  { "filter: two states, a company", "{\"status\": [\"open\", \"in_progress\"], \"company\": [\"c6\"]}" },
  { "filter: mine", "{\"mine\": true}" },
  { "filter: overdue", "{\"sla\": [\"overdue\"]}" },
  { "filter: a label", "{\"label\": [\"call back\"]}" },
  { "filter: unread", "{\"unread\": true}" },
  { "filter: created in sixty days", "{\"created\": {\"last_days\": 60}}" },
};

static const struct
{
  const char *what;
  DeskListOrder order;
} orders[] = {
  { "sort: due first", { DESK_SORT_DUE, TRUE, DESK_GROUP_NONE } },
  { "sort: most urgent first", { DESK_SORT_PRIORITY, FALSE, DESK_GROUP_NONE } },
  { "sort: newest first", { DESK_SORT_CREATED, FALSE, DESK_GROUP_NONE } },
  { "group: by company", { DESK_SORT_ACTIVITY, FALSE, DESK_GROUP_COMPANY } },
  { "group: by due time", { DESK_SORT_DUE, TRUE, DESK_GROUP_DUE } },
};

typedef struct
{
  double fill;                  /* milliseconds, all of them */
  double open;
  double row;
  double change;
  double counts;
  double overdue;
  double search;
  double filters[G_N_ELEMENTS (filters)];
  double orders[G_N_ELEMENTS (orders)];
  double stall;                 /* the longest turn of the main loop, the callbacks included */
} Times;

typedef struct
{
  char *folder;
  DeskStore *store;
  DeskClock *clock;
  DeskCache *cache;
} Desk;

static double
get_milliseconds (void)
{
  return g_get_monotonic_time () / 1000.0;
}

/* Turns the main loop until something is so, and notes the longest turn that had work to do. */
#define turn_until(condition, times)                                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        double begin_ = get_milliseconds ();                                                                           \
        if (g_main_context_iteration (NULL, FALSE))                                                                    \
          (times)->stall = MAX ((times)->stall, get_milliseconds () - begin_);                                         \
        else                                                                                                           \
          g_thread_yield ();                                                                                           \
      }                                                                                                                \
  }                                                                                                                    \
  G_STMT_END

static void
append_ticket (GString *rows,
               guint i)
{
  static const char *const words[] = { "open", "in_progress", "waiting_customer", "resolved", "closed" };

  g_string_append_printf (
    rows,
    "%s{'id': '00000000-0000-4000-8000-%012u', 'number': %u, 'subject': 'Request %u about the %s', 'status': '%s', 'client_id': 'c%u',"
    " 'priority_id': %u, 'assignee_id': %s, 'created_at': '2026-%02u-%02uT08:%02u:%02u+00:00', 'resolve_due_at': '2026-11-%02uT12:00:00+00:00',"
    " 'updated_at': '2026-11-20T08:00:00+00:00'}",
    rows->len == 1 ? "" : ", ", i, i, i, i % 3 ? "printer" : "invoice", words[i % 5], i % 200, 1 + i % 4, i % 7 ? "null" : "'" ME "'",
    1 + i % 10, 1 + i % 28, i % 60, i / 60 % 60, 1 + i % 28);
}

static void
fill (Desk *desk,
      guint n,
      Times *times)
{
  double begin = get_milliseconds ();

  test_merge (desk->store, &desk_row_priority, "[{'id': 1, 'code': 'low'}, {'id': 2, 'code': 'normal'}, {'id': 3, 'code': 'high'},"
                                               " {'id': 4, 'code': 'urgent'}]");
  for (guint i = 0; i < n; i += 500)
    {
      g_autoptr(GString) labels = g_string_new ("[");

      g_autoptr(GString) rows = g_string_new ("[");

      for (guint j = i; j < MIN (i + 500, n); j++)
        {
          append_ticket (rows, j);
          if (j % 50 == 0)
            g_string_append_printf (labels, "%s{'ticket_id': '00000000-0000-4000-8000-%012u', 'labels': ['call back', 'l%u']}",
                                    labels->len == 1 ? "" : ", ", j, j % 13);
        }
      g_string_append_c (rows, ']');
      g_string_append_c (labels, ']');
      test_merge (desk->store, &desk_row_ticket, rows->str);
      test_merge (desk->store, &desk_row_triage, labels->str);
    }
  times->fill = get_milliseconds () - begin;
}

static gboolean
is_loading (DeskTicketList *list)
{
  gboolean loading;

  g_object_get (list, "loading", &loading, NULL);

  return loading;
}

static void
measure_open (Desk *desk,
              DeskTicketList **list,
              Times *times)
{
  double begin = get_milliseconds ();
  g_autoptr(DeskTicket) first = NULL;

  *list = desk_ticket_list_new_for_cache (desk->cache);
  turn_until (!is_loading (*list), times);
  times->open = get_milliseconds () - begin;

  begin = get_milliseconds ();
  first = g_list_model_get_item (G_LIST_MODEL (*list), 0);
  turn_until (desk_ticket_get_loaded (first), times);
  times->row = get_milliseconds () - begin;
}

/* The last ticket gets a message: it moves to the top. */
static void
measure_change (Desk *desk,
                DeskTicketList *list,
                Times *times)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr(DeskTicket) last = g_list_model_get_item (G_LIST_MODEL (list), n - 1);
  g_autofree char *text = g_strdup_printf ("[{'id': '%s', 'last_customer_activity': '2026-11-21T12:00:00+00:00', 'updated_at':"
                                           " '2026-11-21T12:00:00+00:00'}]", desk_ticket_get_id (last));
  g_autoptr(JsonArray) rows = test_parse_rows (text);
  double begin = get_milliseconds ();

  desk_store_merge_async (desk->store, &desk_row_ticket, rows, NULL, NULL, NULL);
  turn_until (desk_ticket_list_find (list, desk_ticket_get_id (last)) == 0, times);
  times->change = get_milliseconds () - begin;
}

static void
note_change (gboolean *changed)
{
  *changed = TRUE;
}

static void
measure_counts (Desk *desk,
                Times *times)
{
  gboolean changed = FALSE;
  double begin = get_milliseconds ();
  g_autoptr(DeskViewCounts) counts = desk_view_counts_new_for_cache (desk->cache);

  g_signal_connect_swapped (counts, "changed", G_CALLBACK (note_change), &changed);
  turn_until (changed, times);
  times->counts = get_milliseconds () - begin;
}

static void
measure_overdue (DeskTicketList *list,
                 Times *times)
{
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (list, "items-changed", G_CALLBACK (note_change), &changed);
  double begin = get_milliseconds ();

  desk_ticket_list_set_view (list, DESK_VIEW_OVERDUE);
  turn_until (changed, times);
  times->overdue = get_milliseconds () - begin;

  changed = FALSE;
  desk_ticket_list_set_view (list, DESK_VIEW_ALL);
  turn_until (changed, times);
  g_signal_handler_disconnect (list, handler);
}

static void
measure_search (DeskTicketList *list,
                Times *times)
{
  gboolean changed = FALSE;
  double begin = get_milliseconds ();

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (note_change), &changed);
  desk_ticket_list_set_search (list, "invo request");
  turn_until (changed, times);
  times->search = get_milliseconds () - begin;
}

/* From asking to the first row filled. */
static double
wait_for_rows (DeskTicketList *list,
               gboolean *changed,
               double begin,
               Times *times)
{
  g_autoptr(DeskTicket) first = NULL;

  turn_until (*changed, times);
  *changed = FALSE;
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_nonnull (first);
  turn_until (desk_ticket_get_loaded (first), times);

  return get_milliseconds () - begin;
}

static void
measure_filters (Desk *desk,
                 DeskTicketList *list,
                 Times *times)
{
  g_autoptr(DeskListFilter) none = desk_list_filter_new ();
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (list, "items-changed", G_CALLBACK (note_change), &changed);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DeskListFilter) filter = desk_list_filter_new_from_json (filters[i].json, &error);
      double begin;

      g_assert_no_error (error);
      test_settle (desk->store);
      changed = FALSE;
      begin = get_milliseconds ();
      desk_ticket_list_set_filter (list, filter);
      times->filters[i] = wait_for_rows (list, &changed, begin, times);
    }
  desk_ticket_list_set_filter (list, none);
  turn_until (changed, times);
  test_settle (desk->store);
  g_signal_handler_disconnect (list, handler);
}

static void
measure_orders (Desk *desk,
                DeskTicketList *list,
                Times *times)
{
  const DeskListOrder usual = { 0 };
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (list, "items-changed", G_CALLBACK (note_change), &changed);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      double begin;

      test_settle (desk->store);
      changed = FALSE;
      begin = get_milliseconds ();
      desk_ticket_list_set_order (list, &orders[i].order);
      times->orders[i] = wait_for_rows (list, &changed, begin, times);
    }
  desk_ticket_list_set_order (list, &usual);
  turn_until (changed, times);
  test_settle (desk->store);
  g_signal_handler_disconnect (list, handler);
}

static Times
measure (guint n)
{
  Times times = { 0 };
  Desk desk = { .folder = test_folder_new () };
  g_autofree char *path = g_build_filename (desk.folder, "desk.db", NULL);
  DeskTicketList *list = NULL;

  desk.store = desk_store_new (path, NULL);
  desk.clock = test_clock_new (NOW);
  desk.cache = desk_cache_new (desk.store, desk.clock, desk.folder, ME, DESK_ROLE_SUPPORT);
  fill (&desk, n, &times);
  measure_open (&desk, &list, &times);
  measure_change (&desk, list, &times);
  measure_counts (&desk, &times);
  measure_overdue (list, &times);
  measure_filters (&desk, list, &times);
  measure_orders (&desk, list, &times);
  measure_search (list, &times);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, (n + 2) / 3);

  test_settle (desk.store);
  g_object_unref (list);
  g_object_unref (desk.cache);
  g_object_unref (desk.store);
  g_object_unref (desk.clock);
  test_folder_free (desk.folder);

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
  guint n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  Times small = measure (1000);
  Times large = measure (n);

  g_print ("%-32s %10s %12u %9s\n", "milliseconds, tickets:", "1000", n, "ratio");
  print_line ("merge all, pages of 500", small.fill, large.fill);
  print_line ("open the list", small.open, large.open);
  print_line ("first row filled", small.row, large.row);
  print_line ("last row moves to the top", small.change, large.change);
  print_line ("count all views", small.counts, large.counts);
  print_line ("show what is overdue", small.overdue, large.overdue);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    print_line (filters[i].what, small.filters[i], large.filters[i]);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    print_line (orders[i].what, small.orders[i], large.orders[i]);
  print_line ("search two words", small.search, large.search);
  print_line ("longest turn of the main loop", small.stall, large.stall);

  return 0;
}
