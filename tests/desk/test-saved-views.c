/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Views that people keep: through the outbox to the backend, to whoever may see them, and counted by each for themselves. */

#include "config.h"

#include "desk-saved-views.h"
#include "test-session-support.h"

#define ADMIN "admin@desk.test"

static TestBackend *backend;

static TestPerson *
person_new_synced (const char *email)
{
  return test_person_new_synced (backend, email);
}

static DeskSavedView *
find_named (DeskSavedViews *views, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (views));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskSavedView) view = g_list_model_get_item (G_LIST_MODEL (views), i);

      if (g_str_equal (desk_saved_view_get_name (view), name))
        return view;
    }
  return NULL;
}

static char *
dup_names (DeskSavedViews *views)
{
  GString *text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (views));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskSavedView) view = g_list_model_get_item (G_LIST_MODEL (views), i);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", desk_saved_view_get_name (view));
    }
  return g_string_free (text, FALSE);
}

static gboolean
names_are (DeskSavedViews *views, const char *expected)
{
  g_autofree char *names = dup_names (views);

  return g_str_equal (names, expected);
}

static char *
add_view (TestPerson *person, const char *name, const char *json, const char *sort)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskListFilter) filter = desk_list_filter_new_from_json (json, &error);
  DeskListOrder order;

  g_assert_no_error (error);
  desk_list_order_parse (&order, sort, "none");
  return desk_session_add_view (person->session, name, filter, &order);
}

/* An administrator keeps a view and shares it: the agent has it, with the count of today, and of tomorrow. */
static void
test_shared (void)
{
  TestPerson *admin = person_new_synced (ADMIN);
  TestPerson *agent = person_new_synced (AGENT);
  TestPerson *nadia = person_new_synced (NADIA);
  g_autoptr (DeskSavedViews) here = desk_saved_views_new (admin->session);
  g_autoptr (DeskSavedViews) there = desk_saved_views_new (agent->session);
  g_autoptr (DeskSavedViews) none = desk_saved_views_new (nadia->session);
  g_autofree char *id = add_view (admin, "Umbrellas", "{\"version\": 1, \"text\": \"umbrella\", \"status\": [\"open\"]}", "due.asc");
  g_autofree char *own = NULL;
  g_autofree char *first = test_person_file_request (nadia, "A red umbrella", "It leaks");
  g_autofree char *second = NULL;
  DeskSavedView *view;

  test_wait_for (find_named (here, "Umbrellas") != NULL);
  test_person_wait_delivered (admin);
  g_assert_null (find_named (there, "Umbrellas"));
  desk_session_share_view (admin->session, id, TRUE);
  test_wait_for (find_named (there, "Umbrellas") != NULL);
  view = find_named (there, "Umbrellas");
  g_assert_true (desk_saved_view_get_shared (view));
  g_assert_false (desk_saved_view_get_mine (view));
  g_assert_cmpint (desk_saved_view_get_order (view)->sort, ==, DESK_SORT_DUE);
  g_assert_true (desk_saved_view_get_order (view)->ascending);
  g_assert_cmpstr (desk_saved_view_get_filter (view)->text, ==, "umbrella");
  g_assert_false (desk_session_may_change_view (agent->session, view));
  g_assert_true (desk_session_may_change_view (admin->session, find_named (here, "Umbrellas")));

  test_wait_for (desk_saved_view_get_count (view) == 1);
  second = test_person_file_request (nadia, "A blue umbrella", "It leaks as well");
  test_wait_for (desk_saved_view_get_count (view) == 2);
  desk_session_set_status (agent->session, second, DESK_STATUS_RESOLVED);
  test_wait_for (desk_saved_view_get_count (view) == 1 && desk_saved_view_get_count (find_named (here, "Umbrellas")) == 1);

  /* One's own is nobody else's. */
  own = add_view (agent, "Mine alone", "{\"mine\": true}", "activity.desc");
  test_wait_for (names_are (there, "Umbrellas, Mine alone"));
  test_person_wait_delivered (agent);

  desk_session_rename_view (admin->session, id, "Rain");
  test_wait_for (names_are (there, "Rain, Mine alone"));
  g_assert_true (find_named (there, "Rain") == view);
  desk_session_move_view (agent->session, own, id);
  test_wait_for (names_are (there, "Mine alone, Rain"));
  test_wait_for (names_are (here, "Rain"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);

  /* Given up, everywhere; and that taken back. */
  desk_session_remove_view (admin->session, id, TRUE);
  test_wait_for (names_are (there, "Mine alone"));
  desk_session_remove_view (admin->session, id, FALSE);
  test_wait_for (names_are (there, "Mine alone, Rain"));
  desk_session_remove_view (admin->session, id, TRUE);
  desk_session_remove_view (agent->session, own, TRUE);
  test_wait_for (names_are (there, ""));
  test_person_wait_delivered (admin);
  test_person_wait_delivered (agent);

  g_clear_object (&here);
  g_clear_object (&there);
  g_clear_object (&none);
  test_person_free (nadia);
  test_person_free (agent);
  test_person_free (admin);
}

/* Offline a view is kept, changed and there at once; once the line is back the backend has it as it was left. */
static void
test_offline (void)
{
  TestPerson *agent = person_new_synced (AGENT);
  g_autoptr (DeskSavedViews) views = desk_saved_views_new (agent->session);
  g_autofree char *id = NULL;
  g_autofree char *kept = NULL;

  test_stop (backend);
  desk_session_wake (agent->session);
  test_wait_for (desk_session_get_connection (agent->session) == DESK_CONNECTION_OFFLINE);
  id = add_view (agent, "Written on the train", "{\"unread\": true}", "number.asc");
  desk_session_rename_view (agent->session, id, "Renamed on the train");
  test_wait_for (names_are (views, "Renamed on the train"));

  test_start (backend);
  desk_session_wake (agent->session);
  test_person_wait_delivered (agent);
  kept = test_psql (backend, "select name || ' ' || sort || ' ' || (filter ->> 'unread') from saved_views where deleted_at is null");
  g_assert_cmpstr (kept, ==, "Renamed on the train number.asc true");
  g_assert_true (names_are (views, "Renamed on the train"));
  desk_session_remove_view (agent->session, id, TRUE);
  test_person_wait_delivered (agent);
  g_clear_object (&views);
  test_person_free (agent);
}

static void
note_problem (char **problem, const char *sentence)
{
  g_free (*problem);
  *problem = g_strdup (sentence);
}

/* Who may not share is told so, and the view is what it was. */
static void
test_refused (void)
{
  TestPerson *agent = person_new_synced (AGENT);
  g_autoptr (DeskSavedViews) views = desk_saved_views_new (agent->session);
  g_autofree char *id = add_view (agent, "Of the agent", "{}", "activity.desc");
  g_autofree char *problem = NULL;

  test_person_wait_delivered (agent);
  g_signal_connect_swapped (agent->session, "problem", G_CALLBACK (note_problem), &problem);
  desk_session_share_view (agent->session, id, TRUE);
  test_wait_for (problem != NULL);
  test_person_wait_delivered (agent);
  test_wait_for (find_named (views, "Of the agent") != NULL && !desk_saved_view_get_shared (find_named (views, "Of the agent")));
  desk_session_remove_view (agent->session, id, TRUE);
  test_person_wait_delivered (agent);
  g_signal_handlers_disconnect_by_data (agent->session, &problem);

  g_clear_object (&views);
  test_person_free (agent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/saved-views/shared", test_shared);
  g_test_add_func ("/desk/saved-views/offline", test_offline);
  g_test_add_func ("/desk/saved-views/refused", test_refused);

  return test_backend_run (&backend);
}
