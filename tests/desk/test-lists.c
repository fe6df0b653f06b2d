/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-choice-list.h"
#include "list-fixture.h"

static void
test_live (Fixture *fixture,
           gconstpointer data)
{
  gboolean loading;

  g_object_get (fixture->list, "loading", &loading, NULL);
  g_assert_true (loading);
  assert_ids (fixture, "");
  g_object_get (fixture->list, "loading", &loading, NULL);
  g_assert_false (loading);

  put_ticket (fixture, "a", 10, "");
  put_ticket (fixture, "b", 20, "");
  put_ticket (fixture, "c", 15, "");
  assert_ids (fixture, "b c a");
  g_assert_cmpuint (desk_ticket_list_find (fixture->list, "c"), ==, 1);
  g_assert_cmpuint (desk_ticket_list_find (fixture->list, "x"), ==, G_MAXUINT);

  /* Somebody writes in the last one: one signal, over the three rows that moved. */
  list_validator_reset (fixture->validator);
  put_ticket (fixture, "a", 30, "");
  assert_ids (fixture, "a b c");
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 1);
  g_assert_cmpuint (list_validator_get_touched (fixture->validator), ==, 6);

  /* Only the first two rows change places. */
  list_validator_reset (fixture->validator);
  put_ticket (fixture, "b", 40, "");
  assert_ids (fixture, "b a c");
  g_assert_cmpuint (list_validator_get_touched (fixture->validator), ==, 4);

  /* A change that moves nothing is no signal at all: the ticket itself notifies. */
  list_validator_reset (fixture->validator);
  test_merge (fixture->store, &desk_row_ticket, "[{'id': 'a', 'subject': 'Renamed', 'updated_at': '2026-11-21T11:50:00+00:00'}]");
  assert_ids (fixture, "b a c");
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 0);
}

static gboolean
run_remove (sqlite3 *db,
            DeskStoreChanges *changes,
            gpointer data,
            gpointer *result,
            GError **error)
{
  return desk_store_remove (db, &desk_row_ticket, data, changes, error);
}

/* Two tickets of one moment keep their order; one that the person may no longer see is gone. */
static void
test_ties_and_removal (Fixture *fixture,
                       gconstpointer data)
{
  put_ticket (fixture, "a", 10, "");
  put_ticket (fixture, "c", 10, "");
  put_ticket (fixture, "b", 10, "");
  assert_ids (fixture, "c b a");
  desk_store_write_async (fixture->store, run_remove, (gpointer) "b", NULL, NULL, NULL, NULL, NULL);
  test_wait_for (desk_ticket_list_find (fixture->list, "b") == G_MAXUINT);
  assert_ids (fixture, "c a");
}

static void
put_queue (Fixture *fixture)
{
  put_ticket (fixture, "mine", 10, "'assignee_id': '" ME "', 'status': 'in_progress', 'resolve_due_at': '2026-11-21T12:10:00+00:00'");
  put_ticket (fixture, "nobody", 11, "'resolve_due_at': '2026-11-21T12:30:00+00:00'");
  put_ticket (fixture, "other", 12, "'assignee_id': 'u2', 'resolve_due_at': '2026-11-21T11:59:00+00:00'");
  put_ticket (fixture, "waits", 13, "'assignee_id': '" ME "', 'status': 'waiting_customer', 'resolve_due_at': '2026-11-21T11:00:00+00:00'");
  put_ticket (fixture, "done", 14, "'assignee_id': '" ME "', 'status': 'resolved', 'resolve_due_at': '2026-11-21T11:00:00+00:00'");
  put_ticket (fixture, "over", 15, "'status': 'closed'");
}

static const struct
{
  DeskViewKind view;
  guint mask;
  const char *ids;
} views[] = {
  { DESK_VIEW_ALL, 0, "over done waits other nobody mine" },
  { DESK_VIEW_INBOX, 0, "nobody mine" },
  { DESK_VIEW_MINE, 0, "waits mine" },
  { DESK_VIEW_MINE, 1 << DESK_STATUS_RESOLVED, "done" },
  { DESK_VIEW_UNASSIGNED, 0, "nobody" },
  { DESK_VIEW_UNASSIGNED, 1 << DESK_STATUS_CLOSED | 1 << DESK_STATUS_OPEN, "over nobody" },
  { DESK_VIEW_WAITING, 0, "waits" },
  { DESK_VIEW_DUE_SOON, 0, "mine" },
  { DESK_VIEW_OVERDUE, 0, "other" },
  { DESK_VIEW_ALL, 1 << DESK_STATUS_OPEN, "other nobody" },
};

static void
test_views (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr(DeskViewCounts) counts = desk_view_counts_new_for_cache (fixture->cache);

  put_queue (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      desk_ticket_list_set_view (fixture->list, views[i].view);
      desk_ticket_list_set_status_mask (fixture->list, views[i].mask);
      assert_ids (fixture, views[i].ids);
      if (views[i].mask == 0)
        g_assert_cmpuint (desk_view_counts_get (counts, views[i].view), ==, g_list_model_get_n_items (G_LIST_MODEL (fixture->list)));
    }

  /* For a client every view is all that they may see. */
  desk_ticket_list_set_view (fixture->list, DESK_VIEW_INBOX);
  desk_ticket_list_set_status_mask (fixture->list, 0);
  desk_cache_set_role (fixture->cache, DESK_ROLE_CLIENT);
  assert_ids (fixture, "over done waits other nobody mine");
  g_assert_cmpuint (desk_view_counts_get (counts, DESK_VIEW_MINE), ==, 6);
}

/* Time alone moves tickets from view to view, without any change of the cache. */
static void
test_clock (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr(DeskViewCounts) counts = desk_view_counts_new_for_cache (fixture->cache);

  put_queue (fixture);
  desk_ticket_list_set_view (fixture->list, DESK_VIEW_DUE_SOON);
  assert_ids (fixture, "mine");

  test_clock_advance (fixture->clock, 15 * MINUTE);
  test_wait_for (desk_ticket_list_find (fixture->list, "nobody") == 0);
  assert_ids (fixture, "nobody");
  test_wait_for (desk_view_counts_get (counts, DESK_VIEW_OVERDUE) == 2);

  desk_ticket_list_set_view (fixture->list, DESK_VIEW_OVERDUE);
  assert_ids (fixture, "other mine");
  test_clock_advance (fixture->clock, 15 * MINUTE);
  assert_ids (fixture, "other mine");
  test_clock_advance (fixture->clock, 1);
  test_wait_for (desk_ticket_list_find (fixture->list, "nobody") == 1);
  test_wait_for (desk_view_counts_get (counts, DESK_VIEW_OVERDUE) == 3);
  g_assert_cmpuint (desk_view_counts_get (counts, DESK_VIEW_DUE_SOON), ==, 0);
}

static void
test_search (Fixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *search;
    const char *ids;
  } cases[] = {
    { "invoice", "b a" },
    { "INVOI", "b a" },
    { "reclamation", "c" },
    { "north invoice", "a" },
    { "invoice north", "a" },
    { "north", "c a" },
    { "#1042", "b" },
    { "1042", "b c" },
    { "#104", "" },
    { "printer jammed", "a" },
    { "jammed south", "" },
    { "\"", "b c a" },
    { "inv*", "b a" },
    { "invoice OR printer", "" },
    { "subject:invoice", "" },
    { "' OR 1=1 --", "" },
    { "NEAR(invoice", "" },
    { "   ", "b c a" },
    { "#", "b c a" },
  };

  test_merge (fixture->store, &desk_row_client, "[{'id': 'n', 'name': 'North', 'is_active': true}, {'id': 's', 'name': 'South', 'is_active': true}]");
  put_ticket (fixture, "a", 10, "'subject': 'Invoice wrong', 'client_id': 'n', 'number': 7");
  put_ticket (fixture, "b", 20, "'subject': 'Another invoice', 'client_id': 's', 'number': 1042");
  put_ticket (fixture, "c", 15, "'subject': 'Réclamation 1042', 'client_id': 'n', 'number': 8");
  test_merge (fixture->store, &desk_row_message,
              "[{'id': 'm', 'ticket_id': 'a', 'body': 'The printer is jammed.', 'visibility': 'public', 'created_at': '2026-11-21T11:00:00Z'}]");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].search);
      desk_ticket_list_set_search (fixture->list, cases[i].search);
      assert_ids (fixture, cases[i].ids);
    }

  /* A message that comes in later is found, too. */
  desk_ticket_list_set_search (fixture->list, "jammed");
  assert_ids (fixture, "a");
  test_merge (fixture->store, &desk_row_message,
              "[{'id': 'm2', 'ticket_id': 'b', 'body': 'Jammed again', 'visibility': 'public', 'created_at': '2026-11-21T11:00:00Z'}]");
  assert_ids (fixture, "b a");
  desk_ticket_list_set_search (fixture->list, NULL);
  assert_ids (fixture, "b c a");
}

/* The question changes while an answer is under way: the old answer is never shown. */
static void
test_stale_answer (Fixture *fixture,
                   gconstpointer data)
{
  put_queue (fixture);
  assert_ids (fixture, "over done waits other nobody mine");
  list_validator_reset (fixture->validator);
  for (guint i = 0; i < 20; i++)
    {
      desk_ticket_list_set_view (fixture->list, DESK_VIEW_MINE);
      desk_ticket_list_set_view (fixture->list, DESK_VIEW_WAITING);
    }
  desk_ticket_list_set_view (fixture->list, DESK_VIEW_UNASSIGNED);
  assert_ids (fixture, "nobody");
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 1);
}

static gboolean
raise_flag (sqlite3 *db,
            gpointer data,
            gpointer *result,
            GError **error)
{
  g_atomic_int_set ((int *) data, 1);

  return TRUE;
}

/* The old answer is there already, and only not looked at yet. */
static void
test_stale_answer_waiting (Fixture *fixture,
                           gconstpointer data)
{
  int answered = 0;

  put_queue (fixture);
  assert_ids (fixture, "over done waits other nobody mine");
  list_validator_reset (fixture->validator);
  desk_ticket_list_set_view (fixture->list, DESK_VIEW_MINE);
  desk_store_read_async (fixture->store, raise_flag, &answered, NULL, NULL, NULL, NULL, NULL);
  while (g_atomic_int_get (&answered) == 0)
    g_thread_yield ();
  desk_ticket_list_set_view (fixture->list, DESK_VIEW_UNASSIGNED);
  assert_ids (fixture, "nobody");
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 1);
}

/* A page of a first load: many at once, in one signal; then at random, always what a new list would show. */
static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autoptr(GString) rows = g_string_new ("[");

  test_settle (fixture->store);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (rows, "%s{'id': 't%03u', 'subject': 'x', 'status': 'open', 'created_at': '2026-11-01T00:00:%02u+00:00'}",
                            i == 0 ? "" : ", ", i, i % 60);
  g_string_append_c (rows, ']');
  test_merge (fixture->store, &desk_row_ticket, rows->str);
  test_settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 500);
  g_assert_cmpuint (list_validator_get_signals (fixture->validator), ==, 1);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%03d", g_rand_int_range (rand, 0, 510));
      g_autofree char *ids = NULL;
      g_autofree char *expected = NULL;

      put_ticket (fixture, id, g_rand_int_range (rand, 0, 60), g_rand_boolean (rand) ? "" : "'status': 'closed'");
      if (i % 10 != 9)
        continue;
      test_settle (fixture->store);
      ids = dup_ids (fixture->list);
      expected = test_text (fixture->store, "SELECT group_concat (id, ' ') FROM (SELECT id FROM tickets ORDER BY activity DESC, id DESC)");
      g_assert_cmpstr (ids, ==, expected);
    }
}

/* Rows are read for what is shown, all of one turn in one batch. */
static void
test_placeholders (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr(DeskTicket) first = NULL;
  g_autoptr(DeskTicket) again = NULL;

  put_ticket (fixture, "a", 10, "");
  put_ticket (fixture, "b", 20, "");
  assert_ids (fixture, "b a");
  first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_true (first == again);
  test_wait_for (desk_ticket_get_loaded (first));
  g_assert_cmpstr (desk_ticket_get_subject (first), ==, "Ticket b");
}

static char *
dup_labels (GListModel *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(DeskChoice) choice = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s%s=%s", i == 0 ? "" : " ", desk_choice_get_id (choice), desk_choice_get_label (choice));
    }

  return g_string_free (text, FALSE);
}

static void
assert_choices (Fixture *fixture,
                DeskChoiceKind kind,
                const char *expected)
{
  DeskChoiceList *choices = desk_choice_list_new (fixture->cache, kind);
  ListValidator *validator = list_validator_new (G_LIST_MODEL (choices));
  g_autofree char *labels = NULL;

  test_settle (fixture->store);
  labels = dup_labels (G_LIST_MODEL (choices));
  g_assert_cmpstr (labels, ==, expected);
  list_validator_free (validator);
  g_assert_finalize_object (choices);
}

static void
assert_working_time (Fixture *fixture,
                     const char *expected)
{
  DeskChoiceList *choices = desk_choice_list_new (fixture->cache, DESK_CHOICES_PRIORITIES);
  g_autoptr(GString) told = g_string_new (NULL);

  test_settle (fixture->store);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (choices)); i++)
    {
      g_autoptr(DeskChoice) choice = g_list_model_get_item (G_LIST_MODEL (choices), i);

      g_string_append_printf (told, "%s%s=%d", i > 0 ? " " : "", desk_choice_get_code (choice), desk_choice_get_in_working_time (choice));
    }
  g_assert_cmpstr (told->str, ==, expected);
  g_assert_finalize_object (choices);
}

static void
assert_label_counts (Fixture *fixture,
                     DeskChoiceList *labels,
                     const char *expected)
{
  g_autoptr(GString) told = g_string_new (NULL);

  test_settle (fixture->store);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (labels)); i++)
    {
      g_autoptr(DeskChoice) label = g_list_model_get_item (G_LIST_MODEL (labels), i);

      g_string_append_printf (told, "%s%s=%d", i > 0 ? " " : "", desk_choice_get_id (label), desk_choice_get_n_tickets (label));
    }
  g_assert_cmpstr (told->str, ==, expected);
}

/* Labels say how many tickets have them, through every way in which a label comes and goes. */
static void
test_labels (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr(DeskChoiceList) labels = desk_choice_list_new (fixture->cache, DESK_CHOICES_LABELS);
  g_autoptr(ListValidator) validator = list_validator_new (G_LIST_MODEL (labels));

  assert_label_counts (fixture, labels, "");
  test_merge (fixture->store, &desk_row_triage,
              "[{'ticket_id': 't1', 'labels': ['vat', 'printer']}, {'ticket_id': 't2', 'labels': ['vat']}, {'ticket_id': 't3', 'labels': []}]");
  assert_label_counts (fixture, labels, "printer=1 vat=2");
  test_merge (fixture->store, &desk_row_triage, "[{'ticket_id': 't3', 'labels': ['vat', 'vat', 'june']}, {'ticket_id': 't1', 'labels': ['june']}]");
  assert_label_counts (fixture, labels, "june=2 vat=2");
  test_merge (fixture->store, &desk_row_triage, "[{'ticket_id': 't3', 'labels': null}]");
  assert_label_counts (fixture, labels, "june=1 vat=1");
}

static void
test_choices (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr(DeskChoiceList) categories = desk_choice_list_new (NULL, DESK_CHOICES_CATEGORIES);
  g_autoptr(ListValidator) validator = list_validator_new (G_LIST_MODEL (categories));
  g_autoptr(DeskChoice) billing = NULL;
  g_autoptr(DeskChoice) still = NULL;

  desk_choice_list_set_cache (categories, fixture->cache);
  test_merge (fixture->store, &desk_row_category, "[{'id': 5, 'label': 'billing'}, {'id': 3, 'label': 'Access'}]");
  test_settle (fixture->store);
  billing = g_list_model_get_item (G_LIST_MODEL (categories), 1);
  g_assert_cmpstr (desk_choice_get_id (billing), ==, "5");
  test_merge (fixture->store, &desk_row_category, "[{'id': 9, 'label': 'Appliances'}, {'id': 5, 'label': 'Billing'}]");
  test_settle (fixture->store);
  still = g_list_model_get_item (G_LIST_MODEL (categories), 2);
  g_assert_true (still == billing);
  g_assert_cmpstr (desk_choice_get_label (billing), ==, "Billing");
  test_merge (fixture->store, &desk_row_category,
              "[{'id': 9, 'label': 'Appliances', 'position': 3000}, {'id': 5, 'label': 'Billing', 'position': 1000},"
              " {'id': 3, 'label': 'Access', 'position': 3000}]");
  assert_choices (fixture, DESK_CHOICES_CATEGORIES, "5=Billing 3=Access 9=Appliances");

  test_merge (fixture->store, &desk_row_priority,
              "[{'id': 1, 'code': 'urgent', 'response_sla_minutes': 30, 'resolve_sla_minutes': 240}, {'id': 2, 'code': 'low'}]");
  assert_choices (fixture, DESK_CHOICES_PRIORITIES, "2=low 1=urgent");
  test_merge (fixture->store, &desk_row_priority, "[{'id': 2, 'code': 'low', 'response_sla_minutes': 480, 'calendar_id': 'c1'}]");
  assert_working_time (fixture, "low=1 urgent=0");
  test_merge (fixture->store, &desk_row_profile,
              "[{'user_id': 'u1', 'full_name': 'Ada', 'role': 'admin'}, {'user_id': 'u2', 'full_name': 'Cy', 'role': 'client'},"
              " {'user_id': '" ME "', 'full_name': 'Zoe', 'role': 'support'}]");
  assert_choices (fixture, DESK_CHOICES_STAFF, ME "=Zoe u1=Ada");
  test_merge (fixture->store, &desk_row_client, "[{'id': 'n', 'name': 'North', 'is_active': true}, {'id': 's', 'name': 'Old', 'is_active': false}]");
  assert_choices (fixture, DESK_CHOICES_COMPANIES, "n=North");
  test_merge (fixture->store, &desk_row_project, "[{'id': 'p', 'client_id': 'n', 'name': 'Site'}]");
  assert_choices (fixture, DESK_CHOICES_PROJECTS, "p=Site");

  /* Signed out: nothing to choose. */
  desk_choice_list_set_cache (categories, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (categories)), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/lists/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/desk/lists/ties-and-removal", Fixture, NULL, set_up, test_ties_and_removal, tear_down);
  g_test_add ("/desk/lists/views", Fixture, NULL, set_up, test_views, tear_down);
  g_test_add ("/desk/lists/clock", Fixture, NULL, set_up, test_clock, tear_down);
  g_test_add ("/desk/lists/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/desk/lists/stale-answer", Fixture, NULL, set_up, test_stale_answer, tear_down);
  g_test_add ("/desk/lists/stale-answer-waiting", Fixture, NULL, set_up, test_stale_answer_waiting, tear_down);
  g_test_add ("/desk/lists/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/desk/lists/placeholders", Fixture, NULL, set_up, test_placeholders, tear_down);
  g_test_add ("/desk/lists/labels", Fixture, NULL, set_up, test_labels, tear_down);
  g_test_add ("/desk/lists/choices", Fixture, NULL, set_up, test_choices, tear_down);

  return g_test_run ();
}
