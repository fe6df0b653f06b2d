/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-error-private.h"
#include "desk-support-private.h"
#include "desk-open-cases.h"
#include "guichet-cases-pane.h"
#include "guichet-erase-dialog.h"
#include "guichet-incident-edits.h"
#include "guichet-incident-pane.h"
#include "guichet-people-pane.h"
#include "guichet-person-pane.h"
#include "guichet-privacy-pane.h"
#include "guichet-privacy-window.h"
#include "guichet-support-notice.h"
#include "guichet-support-place.h"
#include "guichet-ticker.h"
#include "support-console.h"

/* The support console over a real backend: what an agent sees, what is offered and what is not, and what is said when the backend says no. */

#define PAUL_ID "a0000000-0000-4000-8000-000000000002"
#define THEIRS "Faces on the photographs"

static TestBackend *backend;

/* The day thirty days from now, as a sentence has it. */
static char *
dup_due (const char *before)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) due = g_date_time_add_hours (now, 30 * 24);
  gboolean this_year = g_date_time_get_year (now) == g_date_time_get_year (due);
  g_autofree char *day = g_date_time_format (due, this_year ? "%-e %B" : "%-e %B %Y");

  return g_strconcat (before, day, NULL);
}

static DeskIncident *
find_incident (Console *console,
               const char *title)
{
  g_autoptr (DeskPerson) nadia = desk_support_dup_person (guichet_support_place_get_support (GUICHET_SUPPORT_PLACE (console->place)), NADIA_ID);
  GListModel *incidents = desk_person_get_incidents (nadia);

  for (guint i = 0; i < g_list_model_get_n_items (incidents); i++)
    {
      g_autoptr (DeskIncident) incident = g_list_model_get_item (incidents, i);

      if (g_str_equal (desk_incident_get_title (incident), title))
        return incident;
    }
  g_error ("No incident is called %s", title);
}

static GtkWidget *
open_incident (Console *console,
               const char *title)
{
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_INCIDENT_PANE);

  guichet_support_place_show_incident (GUICHET_SUPPORT_PLACE (console->place), find_incident (console, title));
  ui_wait_frames (console->window, 3);

  return pane;
}

static GtkWidget *
get_title (GtkWidget *pane)
{
  return ui_find_type (pane, ADW_TYPE_ENTRY_ROW);
}

static void
test_notice_counts_down (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, FALSE);
  g_autoptr (GuichetTicker) ticker = guichet_ticker_for_clock (fixture->clock);
  g_autoptr (GError) error = desk_error_new_refused (DESK_ERROR_BUSY, "429", "rate_limited", NULL, 20);
  GtkWidget *notice = guichet_support_notice_new (fixture->clock);
  GtkWidget *window = ui_show (notice, 360, 200);
  GtkWidget *retry;

  guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (notice), error, NULL);
  retry = ui_find_button (notice, "Retry");
  g_assert_cmpstr (get_notice (notice), ==, "Too many requests at once. Try again in 20 seconds.");
  g_assert_false (gtk_widget_get_sensitive (retry));
  ui_fixture_set_now (fixture, UI_FIXTURE_NOW + 19 * G_USEC_PER_SEC);
  guichet_ticker_refresh (ticker, notice);
  g_assert_cmpstr (get_notice (notice), ==, "Too many requests at once. Try again in 1 second.");
  ui_fixture_set_now (fixture, UI_FIXTURE_NOW + 20 * G_USEC_PER_SEC);
  guichet_ticker_refresh (ticker, notice);
  g_assert_cmpstr (get_notice (notice), ==, "You can try again now.");
  g_assert_true (gtk_widget_get_sensitive (retry));
  gtk_window_destroy (GTK_WINDOW (window));
}

static DeskIncident *
parse_incident (UiFixture *fixture,
                const char *title,
                const char *priority)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"i\",\"title\":\"%s\",\"description\":\"\",\"priority\":\"%s\",\"status\":\"open\"}", title, priority);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return desk_case_new (DESK_TYPE_INCIDENT, fixture->session, json_node_get_object (node));
}

/* What nobody touched here follows; what both changed is kept twice, until somebody says which. */
static void
test_edits_meet (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, FALSE);
  g_autoptr (DeskIncident) first = parse_incident (fixture, "Charged twice", "low");
  g_autoptr (DeskIncident) moved = parse_incident (fixture, "Charged twice", "high");
  g_autoptr (DeskIncident) renamed = parse_incident (fixture, "Theirs", "high");
  GuichetIncidentEdits *edits = guichet_incident_edits_new (first);

  g_assert_false (guichet_incident_edits_any (edits));
  g_assert_true (guichet_incident_edits_set (edits, GUICHET_INCIDENT_TITLE, "Mine"));
  g_assert_true (guichet_incident_edits_meet (edits, moved));
  g_assert_cmpstr (edits->mine[GUICHET_INCIDENT_PRIORITY], ==, "2");
  g_assert_cmpstr (edits->mine[GUICHET_INCIDENT_TITLE], ==, "Mine");
  g_assert_false (guichet_incident_edits_in_conflict (edits));

  g_assert_false (guichet_incident_edits_meet (edits, renamed));
  g_assert_true (guichet_incident_edits_in_conflict (edits));
  g_assert_cmpstr (edits->theirs[GUICHET_INCIDENT_TITLE], ==, "Theirs");
  guichet_incident_edits_settle (edits, TRUE);
  g_assert_true (guichet_incident_edits_changed (edits, GUICHET_INCIDENT_TITLE));
  g_assert_false (guichet_incident_edits_in_conflict (edits));
  guichet_incident_edits_discard (edits);
  g_assert_cmpstr (edits->mine[GUICHET_INCIDENT_TITLE], ==, "Theirs");
  guichet_incident_edits_free (edits);
}

static void
test_find_and_show (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NULL);
  GtkWidget *search = ui_find_type (console->place, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *people = ui_find_type (console->place, GUICHET_TYPE_PEOPLE_PANE);

  gtk_editable_set_text (GTK_EDITABLE (search), "nobody has this name");
  test_wait_for (ui_find_label (people, "Nobody matches") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "nad");
  test_wait_for (find_row_with (people, "Nadia Benali") != NULL);
  g_assert_nonnull (ui_find_label (people, "1 person"));
  g_assert_nonnull (ui_find_label (people, NADIA));

  gtk_widget_activate (find_row_with (people, "Nadia Benali"));
  test_wait_for (ui_find_label (console->place, "Account created") != NULL);
  g_assert_nonnull (ui_find_label (console->place, "Client, active"));
  g_assert_nonnull (ui_find_label (console->place, "Team, active"));
  g_assert_nonnull (ui_find_label (console->place, "Export, processing"));
  g_assert_nonnull (ui_find_label (console->place, "Today"));
  ui_assert_all_labelled (console->place);

  /* Who was looked at is found again without a search. */
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  test_wait_for (ui_find_label (people, "Recent") != NULL);
  g_assert_nonnull (find_row_with (people, "Nadia Benali"));
}

static void
test_filters (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);

  g_assert_nonnull (ui_find_label (console->place, "Joined North Logistics"));
  g_assert_null (ui_find_label (console->place, "Account looked at"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (console->place, "Incidents")), TRUE);
  g_assert_null (ui_find_label (console->place, "Joined North Logistics"));
  g_assert_nonnull (ui_find_label (console->place, "Incident I-2 moved to Closed"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (console->place, "Audit")), TRUE);
  g_assert_nonnull (ui_find_label (console->place, "Account looked at"));
  g_assert_nonnull (ui_find_label (console->place, "Change of an incident refused: incident_invalid_transition"));
}

/* Return before the answer is there opens the first person of the answer; further words take it back. */
static void
test_return_before_the_answer (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NULL);
  GtkWidget *search = ui_find_type (console->place, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *people = ui_find_type (console->place, GUICHET_TYPE_PEOPLE_PANE);

  gtk_editable_set_text (GTK_EDITABLE (search), "nadi");
  g_signal_emit_by_name (search, "activate");
  gtk_editable_set_text (GTK_EDITABLE (search), "nad");
  test_wait_for (find_row_with (people, "Nadia Benali") != NULL);
  g_assert_null (ui_find_label (console->place, "Account created"));

  gtk_editable_set_text (GTK_EDITABLE (search), "nadia");
  g_signal_emit_by_name (search, "activate");
  g_assert_nonnull (ui_find_label (people, "Searching…"));
  test_wait_for (ui_find_label (console->place, "Account created") != NULL);
}

/* A step that somebody else made impossible is refused in a sentence, and what there is now shows. */
static void
test_steps (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *pane = open_incident (console, "Second factor asked for at every sign-in");
  g_autofree char *moved = NULL;

  g_assert_nonnull (ui_find_label (pane, "Incident I-1"));
  g_assert_nonnull (ui_find_button (pane, "Resolve"));
  g_assert_nonnull (ui_find_button (pane, "Back to Open"));
  g_assert_null (ui_find_button (pane, "Close"));
  moved = test_psql (backend, "update support_incidents set status = 'resolved' where number = 1 returning status");
  press (pane, "Resolve");
  test_wait_for (get_notice (pane) != NULL);
  g_assert_cmpstr (get_notice (pane), ==, "The incident cannot take this step. Somebody may have changed it; look at it again.");
  test_wait_for (ui_find_button (pane, "Close") != NULL);
  ui_assert_all_labelled (pane);
  press (pane, "Close");
  test_wait_for (ui_find_label (pane, "Closed for good. If it comes back, open a new incident.") != NULL);
  g_assert_null (ui_find_button (pane, "Take Up Again"));
}

static void
test_conflict (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *pane = open_incident (console, "Faces on photographs of deliveries");
  g_autofree char *changed = NULL;
  g_autofree char *kept = NULL;

  g_assert_null (ui_find_button (pane, "Discard"));
  gtk_editable_set_text (GTK_EDITABLE (get_title (pane)), "Faces to be hidden");
  g_assert_nonnull (ui_find_button (pane, "Discard"));
  changed = test_psql (backend, "update support_incidents set title = '" THEIRS "', priority = 'high' where number = 4 returning 1");
  press (pane, "Save");
  test_wait_for (get_notice (pane) != NULL);
  g_assert_cmpstr (get_notice (pane), ==, "Somebody else changed the same meanwhile.\nTitle: “" THEIRS "”");
  /* What was not touched here has followed. */
  g_assert_nonnull (ui_find_label (pane, "High"));
  press (pane, "Keep Mine");
  test_wait_for (ui_find_button (pane, "Discard") == NULL);
  kept = test_psql (backend, "select title || ', ' || priority from support_incidents where number = 4");
  g_assert_cmpstr (kept, ==, "Faces to be hidden, high");
}

static void
test_unsaved_is_kept (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *pane = open_incident (console, "Cannot sign in after a new telephone");

  gtk_editable_set_text (GTK_EDITABLE (get_title (pane)), "");
  press (pane, "Save");
  g_assert_cmpstr (get_notice (pane), ==, "Say in a few words what it is about.");
  gtk_editable_set_text (GTK_EDITABLE (get_title (pane)), "Not saved yet");
  guichet_support_place_show_incident (GUICHET_SUPPORT_PLACE (console->place), NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_title (pane))), ==, "");
  g_assert_nonnull (ui_find_button (pane, "Open Incident"));
  open_incident (console, "Cannot sign in after a new telephone");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_title (pane))), ==, "Not saved yet");
}

static void
test_new_incident (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_INCIDENT_PANE);
  g_autofree char *number = NULL;
  g_autofree char *filed = NULL;

  g_assert_true (gtk_widget_activate_action (console->place, "support.new-incident", NULL));
  g_assert_nonnull (ui_find_label (pane, "New Incident"));
  gtk_editable_set_text (GTK_EDITABLE (get_title (pane)), "Wrong name on the invoice");
  press (pane, "Open Incident");
  test_wait_for (ui_find_button (pane, "Start") != NULL);
  number = test_psql (backend, "select 'Incident I-' || number || ' opened: ' || title from support_incidents where title like 'Wrong name%'");
  test_wait_for (find_row_with (console->place, number) != NULL);
  filed = test_psql (backend, "select category || ', ' || priority || ', ' || status from support_incidents where title = 'Wrong name on the invoice'");
  g_assert_cmpstr (filed, ==, "account, medium, open");
}

static GtkWidget *
open_request (Console *console)
{
  g_autoptr (DeskPerson) paul = desk_support_dup_person (guichet_support_place_get_support (GUICHET_SUPPORT_PLACE (console->place)), PAUL_ID);
  g_autoptr (DeskPrivacyRequest) request = g_list_model_get_item (desk_person_get_privacy_requests (paul), 0);

  guichet_support_place_show_request (GUICHET_SUPPORT_PLACE (console->place), request);
  ui_wait_frames (console->window, 3);

  return ui_find_type (console->place, GUICHET_TYPE_PRIVACY_PANE);
}

/* Of an erasure nothing can be completed by hand, and an agent cannot erase. */
static void
test_agent_cannot_erase (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, PAUL_ID);
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_PRIVACY_PANE);
  g_autofree char *status = NULL;
  g_autofree char *due = dup_due ("Due in 29 days, on ");

  g_assert_true (gtk_widget_activate_action (console->place, "support.new-request", "i", DESK_PRIVACY_ERASURE));
  test_wait_for (ui_find_label (pane, "Erasure") != NULL);
  g_assert_null (ui_find_button (pane, "Complete"));
  g_assert_nonnull (ui_find_label (pane, due));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (pane, GTK_TYPE_TEXT_VIEW))), "It takes a week.", -1);
  press (pane, "Start");
  test_wait_for (ui_find_button (pane, "Start") == NULL);
  g_assert_null (ui_find_button (pane, "Complete"));
  g_assert_null (ui_find_button (pane, "Erase…"));
  g_assert_nonnull (ui_find_button (pane, "Reject"));
  ui_assert_all_labelled (pane);
  status = test_psql (backend, "select status || ', ' || note from privacy_requests where kind = 'erasure'");
  g_assert_cmpstr (status, ==, "processing, It takes a week.");
}

static void
test_admin_erases (void)
{
  g_autoptr (Console) console = console_open (backend, "admin@desk.test", PAUL_ID);
  GtkWidget *pane = open_request (console);
  g_autoptr (DeskPerson) paul = desk_support_dup_person (guichet_support_place_get_support (GUICHET_SUPPORT_PLACE (console->place)), PAUL_ID);
  GtkWidget *dialog = guichet_erase_dialog_new (GTK_WINDOW (console->window), paul);
  GtkWidget *entry = ui_find_type (dialog, ADW_TYPE_ENTRY_ROW);

  g_assert_nonnull (ui_find_button (pane, "Erase…"));
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Paul");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  gtk_editable_set_text (GTK_EDITABLE (entry), " paul moreau ");
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  gtk_editable_set_text (GTK_EDITABLE (entry), PAUL);
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_one_page (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *people = ui_find_type (console->place, GUICHET_TYPE_PEOPLE_PANE);
  GtkWidget *person = ui_find_type (console->place, GUICHET_TYPE_PERSON_PANE);
  GtkWidget *incident = ui_find_type (console->place, GUICHET_TYPE_INCIDENT_PANE);

  /* Beside each other while there is room. */
  open_incident (console, "Cannot sign in after a new telephone");
  test_wait_for (gtk_widget_get_mapped (person) && gtk_widget_get_mapped (incident) && gtk_widget_get_mapped (people));
  g_assert_cmpint (gtk_widget_get_width (incident), ==, 348);
  guichet_place_set_room (GUICHET_PLACE (console->place), TRUE, TRUE);
  test_wait_for (!gtk_widget_get_mapped (person) && !gtk_widget_get_mapped (people));
  g_assert_true (gtk_widget_get_mapped (incident));
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (console->place)));
  test_wait_for (gtk_widget_get_mapped (person) && !gtk_widget_get_mapped (incident));
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (console->place)));
  test_wait_for (gtk_widget_get_mapped (people) && !gtk_widget_get_mapped (person));
  g_assert_false (guichet_place_step_back (GUICHET_PLACE (console->place)));
}

static void
test_own_data (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  GtkWidget *window;
  gpointer gone;
  g_autofree char *filed = NULL;
  g_autofree char *due = dup_due ("Received. You hear from us by ");
  g_autofree char *sentence = g_strconcat (due, ".", NULL);
  GtkWidget *dialog = NULL;

  test_person_sign_in (nadia);
  window = guichet_privacy_window_new (nadia->session, NULL);
  gone = window;
  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  gtk_window_present (GTK_WINDOW (window));
  /* What staff wrote is read here. */
  test_wait_for (ui_find_label (window, "Your requests") != NULL);
  ui_assert_all_labelled (window);
  gtk_widget_activate (find_row_with (window, "Have something corrected"));
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) each = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (each))
        dialog = each;
    }
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "file");
  gtk_window_destroy (GTK_WINDOW (dialog));
  test_wait_for (ui_find_label (window, sentence) != NULL);
  filed = test_psql (backend, "select count(*) from privacy_requests where kind = 'rectification' and user_id = '" NADIA_ID "'");
  g_assert_cmpstr (filed, ==, "1");
  gtk_window_destroy (GTK_WINDOW (window));
  test_wait_for (gone == NULL);
  test_person_free (nadia);
}

/* Last, since it takes the backend away: what was loaded stays, and says of when it is. */
static void
test_offline (void)
{
  g_autoptr (Console) console = console_open (backend, AGENT, NADIA_ID);
  GtkWidget *pane = ui_find_type (console->place, GUICHET_TYPE_PERSON_PANE);

  g_assert_true (test_backend_stop (backend, NULL));
  gtk_widget_activate_action (console->place, "support.reload", NULL);
  test_wait_for (get_notice (pane) != NULL);
  g_assert_true (g_str_has_prefix (get_notice (pane), "The server cannot be reached. Showing what was there: Today, "));
  g_assert_nonnull (ui_find_label (pane, "Client, active"));

  /* Nobody says that nothing waits who could not look. */
  {
    g_autoptr (DeskOpenCases) open = desk_open_cases_new (console->person->session);
    GtkWidget *cases = g_object_ref_sink (guichet_cases_pane_new (console->person->session, open));
    GtkWidget *window = ui_show (cases, 600, 400);

    desk_open_cases_load (open);
    test_wait_for (ui_find_label (cases, "Offline") != NULL);
    g_assert_nonnull (ui_find_label (cases, "This page comes from the server, which cannot be reached."));
    g_assert_nonnull (ui_find_button (cases, "_Retry"));
    g_assert_null (ui_find_label (cases, "Nothing is waiting"));
    gtk_window_destroy (GTK_WINDOW (window));
    g_object_unref (cases);
  }
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/support/notice-counts-down", test_notice_counts_down);
  g_test_add_func ("/support/edits-meet", test_edits_meet);
  g_test_add_func ("/support/find-and-show", test_find_and_show);
  g_test_add_func ("/support/return-before-the-answer", test_return_before_the_answer);
  g_test_add_func ("/support/filters", test_filters);
  g_test_add_func ("/support/steps", test_steps);
  g_test_add_func ("/support/conflict", test_conflict);
  g_test_add_func ("/support/unsaved-is-kept", test_unsaved_is_kept);
  g_test_add_func ("/support/new-incident", test_new_incident);
  g_test_add_func ("/support/agent-cannot-erase", test_agent_cannot_erase);
  g_test_add_func ("/support/admin-erases", test_admin_erases);
  g_test_add_func ("/support/one-page", test_one_page);
  g_test_add_func ("/support/own-data", test_own_data);
  g_test_add_func ("/support/offline", test_offline);

  return test_backend_run (&backend);
}
