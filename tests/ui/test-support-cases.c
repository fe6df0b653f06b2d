/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-cases-pane.h"
#include "guichet-incident-pane.h"
#include "guichet-panes.h"
#include "guichet-people-pane.h"
#include "guichet-person-pane.h"
#include "guichet-privacy-pane.h"
#include "guichet-support-place.h"
#include "support-console.h"

/* What waits for support, whoever it is about; a server that wants to be left alone for a moment; and what was begun and not saved. */

static TestBackend *backend;

static GtkWidget *
show_waiting (Console *console)
{
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_CASES_PANE);

  guichet_place_show (GUICHET_PLACE (console->place));
  test_wait_for (ui_find_label (pane, "Incidents") != NULL && gtk_widget_get_visible (ui_find_label (pane, "Incidents")));

  return pane;
}

/* From what waits to the case beside its person, and back; what is done waits no more. */
static void
test_case_and_back (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NULL);
  GtkWidget *people = ui_find_type (console->place, GUICHET_TYPE_PEOPLE_PANE);
  GtkWidget *pane = show_waiting (console);
  GtkWidget *incident = ui_find_type (console->place, GUICHET_TYPE_INCIDENT_PANE);
  GtkWidget *row = find_row_with (pane, "Changer l’adresse e-mail de la boulangerie");

  test_wait_for (ui_find_label (people, "5") != NULL);
  ui_assert_all_labelled (pane);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Changer l’adresse e-mail de la boulangerie. I-5 · Paul Moreau · Open · nobody works on it. Medium");
  g_assert_true (gtk_widget_is_visible (pane) && gtk_widget_get_mapped (pane));
  gtk_widget_activate (row);
  test_wait_for (gtk_widget_get_mapped (incident) && ui_find_label (incident, "Incident I-5") != NULL);
  g_assert_true (gtk_widget_get_mapped (ui_find_type (console->place, GUICHET_TYPE_PERSON_PANE)));
  g_assert_nonnull (ui_find_label (ui_find_type (console->place, GUICHET_TYPE_PERSON_PANE), "Paul Moreau"));
  press (incident, "Resolve");
  test_wait_for (ui_find_button (incident, "Close") != NULL);

  /* One step back to the person, one more to what waits. */
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (console->place)));
  g_assert_false (gtk_widget_get_mapped (incident));
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (console->place)));
  test_wait_for (gtk_widget_get_mapped (pane) && find_row_with (pane, "Changer l’adresse e-mail de la boulangerie") == NULL);
  test_wait_for (ui_find_label (people, "4") != NULL);
  g_assert_false (guichet_place_step_back (GUICHET_PLACE (console->place)));
}

/* What is late says so, stands first, and opens at its request. */
static void
test_late_request (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NULL);
  g_autofree char *filed = test_psql (backend, "insert into privacy_requests (user_id, kind) values ('" NADIA_ID "', 'rectification'); "
                                               "alter table privacy_requests disable trigger user; "
                                               "update privacy_requests set due_at = now() - interval '2 days 1 hour' where kind = 'rectification'; "
                                               "alter table privacy_requests enable trigger user");
  GtkWidget *pane = show_waiting (console);
  GtkWidget *request = ui_find_type (console->place, GUICHET_TYPE_PRIVACY_PANE);
  GtkWidget *row = find_row_with (pane, "Rectification");

  g_assert_true (gtk_widget_has_css_class (ui_find_label (row, "2 days overdue"), "late"));
  g_assert_false (gtk_widget_has_css_class (ui_find_label (pane, "due in 29 days"), "late"));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), ==, 0);
  gtk_widget_activate (row);
  test_wait_for (gtk_widget_get_mapped (request) && ui_find_button (request, "Start") != NULL);
  g_assert_nonnull (ui_find_label (request, "Rectification"));
}

/* In one page, what waits is one step behind the list of people. */
static void
test_one_page (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NULL);
  GtkWidget *people = ui_find_type (console->place, GUICHET_TYPE_PEOPLE_PANE);
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_CASES_PANE);

  guichet_place_set_room (GUICHET_PLACE (console->place), TRUE, TRUE);
  test_wait_for (gtk_widget_get_mapped (people) && !gtk_widget_get_mapped (pane));
  gtk_widget_activate (find_row_with (people, "Open cases"));
  test_wait_for (gtk_widget_get_mapped (pane) && !gtk_widget_get_mapped (people));
  test_wait_for (find_row_with (pane, "Second factor asked for at every sign-in") != NULL);
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (console->place)));
  test_wait_for (gtk_widget_get_mapped (people) && !gtk_widget_get_mapped (pane));
}

/* A server that says when to come back is asked again then, and not before: the seconds are counted down, the button waits as long. */
static void
test_too_many_calls (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_PERSON_PANE);
  g_autofree char *clock = test_psql (backend, "select pg_get_functiondef('private.clock()'::regprocedure)");
  /* Three seconds before the end of a minute in which the agent has called as often as one may. */
  g_autofree char *limit = test_psql (backend, "create or replace function private.clock() returns timestamptz language sql volatile set search_path "
                                               "= '' as 'select date_trunc(''minute'', clock_timestamp()) + interval ''57 seconds'''; "
                                               "insert into private.support_calls (minute, user_id, role) select date_trunc('minute', "
                                               "private.clock(), 'UTC') + m * interval '1 minute', (select user_id from profiles where email = '" AGENT
                                               "'), 'support' from generate_series(0, 2) m, generate_series(1, 120)");
  g_autofree char *again = NULL;

  gtk_widget_activate_action (console->place, "support.reload", NULL);
  test_wait_for (get_notice (pane) != NULL);
  g_assert_cmpstr (get_notice (pane), ==, "Too many requests at once. Try again in 3 seconds.");
  g_assert_false (gtk_widget_get_sensitive (ui_find_button (pane, "Retry")));
  /* What was there stays. */
  g_assert_nonnull (ui_find_label (pane, "Client, active"));
  test_wait_for (!g_str_equal (get_notice (pane), "Too many requests at once. Try again in 3 seconds."));
  test_wait_for (g_strcmp0 (get_notice (pane), "You can try again now.") == 0);
  again = test_psql (backend, clock);
  g_free (again);
  again = test_psql (backend, "delete from private.support_calls");
  press (pane, "Retry");
  test_wait_for (get_notice (pane) == NULL);
}

static void
describe (GtkWidget *pane,
          const char *words)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (pane, GTK_TYPE_TEXT_VIEW))), words, -1);
}

static gboolean
notice_is (GtkWidget *pane,
           const char *words)
{
  return g_strcmp0 (get_notice (pane), words) == 0;
}

static void
assert_incidents (const char *like,
                  const char *expected)
{
  g_autofree char *sql = g_strdup_printf ("select coalesce(string_agg(length(title) || '/' || length(description), ' '), '') "
                                          "from support_incidents where title like '%s'", like);
  g_autofree char *found = test_psql (backend, sql);

  g_assert_cmpstr (found, ==, expected);
}

/* A title or a description that is too long: said, marked, nothing is saved, and what was written stays. As many letters as there may be are saved, whatever
 * bytes they take; so it is with one that is open already. */
static void
test_bad_incident (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_INCIDENT_PANE);
  g_autoptr (GString) most = g_string_new ("Longest ");
  g_autofree char *more = NULL;
  g_autofree char *too_much = g_strnfill (10001, 'x');
  GtkWidget *title;

  while (g_utf8_strlen (most->str, -1) < 200)
    g_string_append (most, "🚚");
  more = g_strconcat (most->str, "🚚", NULL);
  gtk_widget_activate_action (console->place, "support.new-incident", NULL);
  test_wait_for (gtk_widget_get_mapped (pane));
  title = ui_find_type (pane, ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (title), more);
  describe (pane, "Short");
  press (pane, "Open Incident");
  test_wait_for (notice_is (pane, "The title needs 1 to 200 characters."));
  g_assert_true (gtk_widget_has_css_class (title, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, more);
  assert_incidents ("Longest%", "");

  gtk_editable_set_text (GTK_EDITABLE (title), most->str);
  g_assert_false (gtk_widget_has_css_class (title, "error"));
  describe (pane, too_much);
  press (pane, "Open Incident");
  test_wait_for (notice_is (pane, "The description is too long: 10,000 characters at most."));
  assert_incidents ("Longest%", "");
  describe (pane, too_much + 1);
  press (pane, "Open Incident");
  test_wait_for (ui_find_button (pane, "Resolve") != NULL && gtk_widget_get_mapped (ui_find_button (pane, "Resolve")));
  assert_incidents ("Longest%", "200/10000");

  /* One that is open already. */
  gtk_editable_set_text (GTK_EDITABLE (title), more);
  press (pane, "Save");
  test_wait_for (notice_is (pane, "The title needs 1 to 200 characters."));
  g_assert_true (gtk_widget_has_css_class (title, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, more);
  assert_incidents ("Longest%", "200/10000");
  gtk_editable_set_text (GTK_EDITABLE (title), "Longest, shortened");
  press (pane, "Save");
  test_wait_for (ui_find_button (pane, "Discard") == NULL);
  assert_incidents ("Longest%", "18/10000");
}

/* What was typed into the editor is there when one comes back from another page, and was saved nowhere. */
static void
test_unsaved_survives_another_page (void)
{
  TestPerson *agent = test_person_new (backend, AGENT);
  GtkWidget *panes, *window, *place, *pane, *title;
  g_autofree char *saved = NULL;

  test_person_sign_in (agent);
  test_person_wait_synced (agent);
  panes = guichet_panes_new (agent->session);
  window = ui_show (panes, 1280, 800);
  guichet_panes_show_place (GUICHET_PANES (panes), "support");
  place = ui_find_type (panes, GUICHET_TYPE_SUPPORT_PLACE);
  test_wait_for (find_row_with (place, "Second factor asked for at every sign-in") != NULL);
  gtk_widget_activate (find_row_with (place, "Second factor asked for at every sign-in"));
  pane = ui_find_type (place, GUICHET_TYPE_INCIDENT_PANE);
  test_wait_for (gtk_widget_get_mapped (pane));
  title = ui_find_type (pane, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (title), "Begun before lunch");

  guichet_panes_show_place (GUICHET_PANES (panes), "reports");
  test_wait_for (!gtk_widget_get_mapped (pane));
  guichet_panes_show_place (GUICHET_PANES (panes), "support");
  test_wait_for (gtk_widget_get_mapped (pane));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Begun before lunch");
  g_assert_nonnull (ui_find_button (pane, "Discard"));
  saved = test_psql (backend, "select count(*) from support_incidents where title = 'Begun before lunch'");
  g_assert_cmpstr (saved, ==, "0");
  gtk_window_destroy (GTK_WINDOW (window));
  test_person_free (agent);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/support-cases/case-and-back", test_case_and_back);
  g_test_add_func ("/support-cases/late-request", test_late_request);
  g_test_add_func ("/support-cases/one-page", test_one_page);
  g_test_add_func ("/support-cases/too-many-calls", test_too_many_calls);
  g_test_add_func ("/support-cases/bad-incident", test_bad_incident);
  g_test_add_func ("/support-cases/unsaved-survives-another-page", test_unsaved_survives_another_page);

  return test_backend_run (&backend);
}
