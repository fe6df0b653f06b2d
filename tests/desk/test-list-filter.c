/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error.h"
#include "desk-list-filter.h"
#include "desk-sla.h"
#include "list-fixture.h"

/* What a filter means: as a value, as text, and as the tickets that a list then shows. */

/* Shows what a JSON filter lets through. */
static void
show (Fixture *fixture,
      const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskListFilter) filter = desk_list_filter_new_from_json (text, &error);

  g_assert_no_error (error);
  desk_ticket_list_set_filter (fixture->list, filter);
}

static void
assert_shows (Fixture *fixture,
              const char *json,
              const char *expected)
{
  g_test_message ("%s", json);
  show (fixture, json);
  assert_ids (fixture, expected);
}

static const char full[] =
  "{\"version\":1,\"view\":\"inbox\",\"status\":[\"open\",\"waiting_customer\"],\"priority\":[\"urgent\"],\"category\":[\"3\"],\"company\":"
  "[\"north\",\"west\"],\"company_part\":\"concerned\",\"everyone\":true,\"mine\":true,\"unassigned\":true,\"assignee\":[\"x\"],\"label\":"
  "[\"it's \\\"so\\\"\"],\"sla\":[\"due_soon\",\"overdue\"],\"next_reply\":\"overdue\",\"unread\":true,\"text\":\"invoice\",\"created\":"
  "{\"last_days\":7},\"activity\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-30\"}}";

static void
test_json (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskListFilter) filter = desk_list_filter_new_from_json (full, &error);
  g_autoptr(DeskListFilter) copy = NULL;
  g_autoptr(DeskListFilter) empty = desk_list_filter_new ();
  g_autofree char *again = NULL, *nothing = NULL;

  g_assert_no_error (error);
  again = desk_list_filter_dup_json (filter);
  g_assert_cmpstr (again, ==, full);
  g_assert_cmpuint (desk_list_filter_count (filter), ==, 18);

  copy = desk_list_filter_copy (filter);
  g_assert_true (desk_list_filter_equal (filter, copy));
  g_assert_true (desk_list_filter_set (copy->labels, "vat", TRUE));
  g_assert_false (desk_list_filter_set (copy->labels, "vat", TRUE));
  g_assert_false (desk_list_filter_equal (filter, copy));
  g_assert_cmpuint (filter->labels->len, ==, 1);

  nothing = desk_list_filter_dup_json (empty);
  g_assert_cmpstr (nothing, ==, "{\"version\":1,\"view\":\"all\"}");
  g_assert_cmpuint (desk_list_filter_count (empty), ==, 0);
}

/* What another program may have kept: more, less, or something else than this one knows. */
static void
test_strange_json (void)
{
  static const char *const nothing_asked[] = {
    "{}", "{\"version\": 9, \"mood\": \"good\"}", "{\"status\": \"open\"}", "{\"status\": [1, null, \"on_fire\"]}",
    "{\"mine\": \"yes\", \"text\": 3, \"label\": {}, \"view\": []}", "{\"created\": 7, \"activity\": {\"from\": \"yesterday\"}}",
    "{\"created\": {\"last_days\": -1, \"to\": \"2026-02-30\"}}",
  };
  static const char *const no_filter[] = { "", "[]", "\"inbox\"", "{", "null" };
  g_autoptr(DeskListFilter) empty = desk_list_filter_new ();

  for (guint i = 0; i < G_N_ELEMENTS (nothing_asked); i++)
    {
      g_autoptr(DeskListFilter) filter = desk_list_filter_new_from_json (nothing_asked[i], NULL);

      g_test_message ("%s", nothing_asked[i]);
      g_assert_nonnull (filter);
      g_assert_true (desk_list_filter_equal (filter, empty));
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_filter); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (desk_list_filter_new_from_json (no_filter[i], &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
    }
}

static void
test_order_words (void)
{
  DeskListOrder order = { DESK_SORT_DUE, TRUE, DESK_GROUP_COMPANY }, read;
  g_autofree char *sort = desk_list_order_dup_sort (&order);

  g_assert_cmpstr (sort, ==, "due.asc");
  g_assert_cmpstr (desk_list_order_get_group (&order), ==, "company");
  desk_list_order_parse (&read, sort, "company");
  g_assert_true (desk_list_order_equal (&order, &read));
  desk_list_order_parse (&read, "mood.asc", "weather");
  g_assert_true (desk_list_order_equal (&read, &(DeskListOrder) { 0 }));
  desk_list_order_parse (&read, NULL, NULL);
  g_assert_true (desk_list_order_equal (&read, &(DeskListOrder) { 0 }));
}

static void
test_members (Fixture *fixture,
              gconstpointer data)
{
  put_ticket (fixture, "a", 10, "'client_id': 'north', 'priority_id': 2, 'category_id': 3, 'assignee_id': '" ME "'");
  put_ticket (fixture, "b", 20, "'client_id': 'east', 'priority_id': 4, 'status': 'waiting_customer', 'assignee_id': 'other'");
  put_ticket (fixture, "c", 30, "'client_id': 'west', 'priority_id': 7, 'affects_all_companies': true, 'category_id': 3");
  put_ticket (fixture, "d", 40, "'client_id': 'west', 'status': 'resolved', 'priority_id': 7");
  test_merge (fixture->store, &desk_row_company_link,
              "[{'id': 'l1', 'ticket_id': 'b', 'company_id': 'north', 'role': 'affected', 'created_at': '2026-11-01T00:00:00Z'},"
              " {'id': 'l2', 'ticket_id': 'a', 'company_id': 'north', 'role': 'reporter', 'created_at': '2026-11-01T00:00:00Z'}]");
  test_merge (fixture->store, &desk_row_triage, "[{'ticket_id': 'a', 'labels': ['vat', 'big']}, {'ticket_id': 'd', 'labels': ['vat']}]");
  test_merge (fixture->store, &desk_row_read, "[{'ticket_id': 'b', 'user_id': '" ME "', 'last_read_at': '2026-11-21T11:20:00+00:00'}]");

  assert_shows (fixture, "{}", "d c b a");
  assert_shows (fixture, "{'status': ['open', 'resolved']}", "d c a");
  assert_shows (fixture, "{'priority': ['urgent', 'low']}", "b a");
  assert_shows (fixture, "{'category': ['3']}", "c a");
  assert_shows (fixture, "{'category': ['3'], 'priority': ['normal']}", "c");
  assert_shows (fixture, "{'company': ['north']}", "c b a");
  assert_shows (fixture, "{'company': ['north'], 'company_part': 'filed'}", "a");
  assert_shows (fixture, "{'company': ['north', 'west'], 'company_part': 'filed'}", "d c a");
  assert_shows (fixture, "{'company': ['north'], 'company_part': 'concerned'}", "c b");
  assert_shows (fixture, "{'company': ['east'], 'company_part': 'filed', 'everyone': true}", "c b");
  assert_shows (fixture, "{'everyone': true}", "c");
  assert_shows (fixture, "{'mine': true}", "a");
  assert_shows (fixture, "{'unassigned': true}", "d c");
  assert_shows (fixture, "{'mine': true, 'assignee': ['other']}", "b a");
  assert_shows (fixture, "{'label': ['vat']}", "d a");
  assert_shows (fixture, "{'label': ['big', 'none']}", "a");
  assert_shows (fixture, "{'unread': true}", "d c a");
  assert_shows (fixture, "{'text': 'ticket b'}", "b");
  assert_shows (fixture, "{'view': 'waiting'}", "b");
  assert_shows (fixture, "{'view': 'inbox', 'priority': ['normal', 'urgent']}", "c a");
  assert_shows (fixture, "{'company': ['x\\' OR 1=1 --'], 'company_part': 'filed'}", "");

  desk_ticket_list_set_search (fixture->list, "ticket");
  assert_shows (fixture, "{'text': 'a'}", "a");
}

/* What hangs on a ticket decides as well, live: a label, a link, a read mark. */
static void
test_live (Fixture *fixture,
           gconstpointer data)
{
  put_ticket (fixture, "a", 10, "'client_id': 'east'");
  put_ticket (fixture, "b", 20, "'client_id': 'west'");

  assert_shows (fixture, "{'label': ['vat']}", "");
  test_merge (fixture->store, &desk_row_triage, "[{'ticket_id': 'b', 'labels': ['vat'], 'updated_at': '2026-11-21T10:00:00Z'}]");
  assert_ids (fixture, "b");
  test_merge (fixture->store, &desk_row_triage, "[{'ticket_id': 'b', 'labels': ['big'], 'updated_at': '2026-11-21T10:01:00Z'}]");
  assert_ids (fixture, "");

  assert_shows (fixture, "{'company': ['north']}", "");
  test_merge (fixture->store, &desk_row_company_link,
              "[{'id': 'l1', 'ticket_id': 'a', 'company_id': 'north', 'role': 'affected', 'created_at': '2026-11-01T00:00:00Z'}]");
  assert_ids (fixture, "a");

  assert_shows (fixture, "{'unread': true}", "b a");
  test_merge (fixture->store, &desk_row_read, "[{'ticket_id': 'a', 'user_id': '" ME "', 'last_read_at': '2026-11-21T11:59:00+00:00'}]");
  assert_ids (fixture, "b");

  assert_shows (fixture, "{'priority': ['urgent']}", "");
  put_ticket (fixture, "c", 30, "'priority_id': 9");
  test_merge (fixture->store, &desk_row_priority, "[{'id': 9, 'code': 'urgent'}]");
  assert_ids (fixture, "c");
}

/* A label that thousands have is found another way than one of a few: its tickets are the same, in the same order, the first ones and all. */
static void
test_frequent_label (Fixture *fixture,
                     gconstpointer data)
{
  const guint n = 3300;
  g_autoptr(GString) tickets = g_string_new ("[");
  g_autoptr(GString) labels = g_string_new ("[");
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (tickets, "%s{'id': 't%04u', 'created_at': '2026-11-01T%02u:%02u:%02u+00:00'}", i == 0 ? "" : ", ", i, i / 3600, i / 60 % 60, i % 60);
      g_string_append_printf (labels, "%s{'ticket_id': 't%04u', 'labels': [%s'other']}", i == 0 ? "" : ", ", i, i % 33 == 0 ? "" : "'often', ");
    }
  g_string_append_c (tickets, ']');
  g_string_append_c (labels, ']');
  test_merge (fixture->store, &desk_row_ticket, tickets->str);
  test_merge (fixture->store, &desk_row_triage, labels->str);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == n);

  show (fixture, "{'label': ['often']}");
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) != n);
  g_assert_true (desk_ticket_list_is_partial (fixture->list));
  first = dup_ids (fixture->list);
  g_assert_true (g_str_has_prefix (first, "t3299 t3298 t3297"));
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == n - n / 33);
  last = dup_ids (fixture->list);
  g_assert_true (g_str_has_prefix (last, first));
  g_assert_true (g_str_has_suffix (last, "t0034 t0032 t0031 t0030 t0029 t0028 t0027 t0026 t0025 t0024 t0023 t0022 t0021 t0020 t0019 t0018 t0017 t0016"
                                         " t0015 t0014 t0013 t0012 t0011 t0010 t0009 t0008 t0007 t0006 t0005 t0004 t0003 t0002 t0001"));
}

/* Days are those of the person, who here is in Paris, an hour ahead of UTC. */
static void
test_days (Fixture *fixture,
           gconstpointer data)
{
  put_ticket (fixture, "a", 1, "'created_at': '2026-11-20T22:59:59+00:00'");
  put_ticket (fixture, "b", 2, "'created_at': '2026-11-20T23:00:00+00:00'");
  put_ticket (fixture, "c", 3, "'created_at': '2026-11-14T23:00:00+00:00'");
  put_ticket (fixture, "d", 4, "'created_at': '2026-11-14T22:59:59+00:00'");

  assert_shows (fixture, "{'created': {'last_days': 1}}", "b");
  assert_shows (fixture, "{'created': {'last_days': 2}}", "b a");
  assert_shows (fixture, "{'created': {'last_days': 7}}", "c b a");
  assert_shows (fixture, "{'created': {'from': '2026-11-15', 'to': '2026-11-20'}}", "c a");
  assert_shows (fixture, "{'created': {'to': '2026-11-14'}}", "d");
  assert_shows (fixture, "{'activity': {'from': '2026-11-22'}}", "");

  /* Today becomes yesterday at midnight, without anything else happening. */
  assert_shows (fixture, "{'created': {'last_days': 1}}", "b");
  test_clock_advance (fixture->clock, 11 * 60 * MINUTE);
  assert_ids (fixture, "");
}

static void
put_random (Fixture *fixture,
            GRand *rand,
            guint i)
{
  static const char *const statuses[] = { "open", "in_progress", "waiting_customer", "resolved", "closed" };
  g_autofree char *first_due = dup_time (rand, .8), *first = dup_time (rand, .4), *due = dup_time (rand, .8), *next = dup_time (rand, .5);
  g_autofree char *awaiting = dup_time (rand, .5), *resolved = dup_time (rand, .5), *closed = dup_time (rand, .3);
  g_autofree char *more = g_strdup_printf (
    "'status': '%s', 'first_response_due_at': %s, 'first_responded_at': %s, 'resolve_due_at': %s, 'next_response_due_at': %s,"
    " 'awaiting_reply_since': %s, 'resolved_at': %s, 'closed_at': %s, 'first_response_applies': %s",
    statuses[g_rand_int_range (rand, 0, 5)], first_due, first, due, next, awaiting, resolved, closed,
    g_rand_boolean (rand) ? "true" : "null");
  g_autofree char *id = g_strdup_printf ("%03u", i);

  put_ticket (fixture, id, i % 60, more);
}

/* The state that the filter finds is the one that a row of the list shows: SQL and C say the same of every kind of ticket. */
static void
test_clocks (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);
  guint total = 0;

  for (guint i = 0; i < 400; i++)
    put_random (fixture, rand, i);
  test_settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 400);

  for (int state = DESK_SLA_STATE_NOT_APPLICABLE; state <= DESK_SLA_STATE_PAUSED; state++)
    {
      g_autofree char *word = g_strdelimit (g_strdup (get_word (DESK_TYPE_SLA_STATE, state)), "-", '_');
      g_autofree char *json = g_strdup_printf ("{'sla': ['%s']}", word);
      guint n;

      g_test_message ("%s", json);
      show (fixture, json);
      test_settle (fixture->store);
      test_wait_for (!desk_ticket_list_is_partial (fixture->list));
      n = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
      g_assert_cmpuint (n, >, 0);
      total += n;
      for (guint i = 0; i < n; i++)
        {
          g_autoptr(DeskTicket) ticket = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
          DeskSla sla;

          test_wait_for (desk_ticket_get_loaded (ticket));
          desk_sla_most_urgent (ticket, NOW, &sla);
          g_assert_cmpint (sla.state, ==, state);
        }
    }
  g_assert_cmpuint (total, ==, 400);
}

static void
test_next_reply (Fixture *fixture,
                 gconstpointer data)
{
  put_ticket (fixture, "a", 10, "'awaiting_reply_since': '2026-11-21T11:00:00Z', 'next_response_due_at': '2026-11-21T12:30:00Z'");
  put_ticket (fixture, "b", 20, "'awaiting_reply_since': '2026-11-21T11:00:00Z', 'next_response_due_at': '2026-11-21T11:30:00Z'");
  put_ticket (fixture, "c", 30, "'awaiting_reply_since': '2026-11-21T11:00:00Z', 'status': 'resolved'");
  put_ticket (fixture, "d", 40, "");

  assert_shows (fixture, "{'next_reply': 'waiting'}", "b a");
  assert_shows (fixture, "{'next_reply': 'overdue'}", "b");
  test_clock_advance (fixture->clock, 31 * MINUTE);
  assert_ids (fixture, "b a");
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("TZ", "Europe/Paris", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/list-filter/json", test_json);
  g_test_add_func ("/desk/list-filter/strange-json", test_strange_json);
  g_test_add_func ("/desk/list-filter/order-words", test_order_words);
#define ADD(name, test) g_test_add ("/desk/list-filter/" name, Fixture, NULL, set_up_with_names, test, tear_down)
  ADD ("members", test_members);
  ADD ("live", test_live);
  ADD ("frequent-label", test_frequent_label);
  ADD ("days", test_days);
  ADD ("clocks", test_clocks);
  ADD ("next-reply", test_next_reply);

  return g_test_run ();
}
