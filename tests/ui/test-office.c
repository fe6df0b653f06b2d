/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-choice.h"
#include "guichet-canned-form.h"
#include "guichet-open-list.h"
#include "guichet-place.h"
#include "guichet-settings-section.h"
#include "guichet-template-editor.h"
#include "guichet-template-languages.h"
#include "guichet-template-text.h"
#include "guichet-window.h"
#include "support-office.h"

/* The settings of the desk over a real backend: what is entered wrongly, what somebody else changed, what is not saved when one goes. */

static TestBackend *backend;

static gboolean
is_invalid (GtkWidget *row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));
  g_autofree char *differs = gtk_test_accessible_check_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  return differs == NULL && gtk_widget_has_css_class (row, "error");
}

/* A name that cannot be kept is marked, and said; nothing is sent. */
static void
test_names (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *long_name = g_strnfill (101, 'x');
  g_autofree char *n_before = test_psql (backend, "select count(*) from ticket_categories");
  g_autofree char *n_after = NULL;
  GtkWidget *row = wait_for_entry (office, "New category", NULL);

  apply (row, "   ");
  g_assert_true (complains (office, "Enter a name."));
  g_assert_true (is_invalid (row));
  apply (row, long_name);
  g_assert_true (complains (office, "This name is longer than 100 letters. Shorten it."));
  g_assert_true (is_invalid (row));
  gtk_editable_set_text (GTK_EDITABLE (row), "Ret");
  g_assert_false (is_invalid (row));
  n_after = test_psql (backend, "select count(*) from ticket_categories");
  g_assert_cmpstr (n_after, ==, n_before);

  apply (row, "Returns");
  wait_for_entry (office, "Category", "Returns");
  g_assert_false (complains (office, "This name is longer than 100 letters. Shorten it."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
}

static char *
dup_shown (Office *self)
{
  GtkWidget *list = gtk_widget_get_ancestor (find_entry (self->place, "New category", NULL), GTK_TYPE_LIST_BOX);
  GString *shown = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (shown, "%s%s", gtk_widget_get_prev_sibling (row) != NULL ? " " : "", gtk_editable_get_text (GTK_EDITABLE (row)));

  return g_string_free (shown, FALSE);
}

static gboolean
shows (Office *self,
       const char *expected)
{
  g_autofree char *shown = dup_shown (self);

  return g_str_equal (shown, expected);
}

/* What everybody chooses from. */
static gboolean
offers (Office *self,
        const char *expected)
{
  GListModel *categories = desk_session_get_categories (self->person->session);
  g_autoptr (GString) offered = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr (DeskChoice) category = g_list_model_get_item (categories, i);

      g_string_append_printf (offered, "%s ", desk_choice_get_label (category));
    }

  return g_str_equal (offered->str, expected);
}

/* As a key does it: on the way down to what has the focus. */
static void
press_alt (GtkWidget *row,
           guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, GDK_ALT_MASK, &taken);
    }
}

/* Categories are moved by keys and by their menus; the focus and what somebody writes go with them; what is refused goes back. */
static void
test_order (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *undone = NULL;
  g_autofree char *kept = NULL;
  GtkWidget *row = wait_for_entry (office, "Category", "Tracking");
  GtkWidget *account;

  g_assert_true (shows (office, "Account Billing Technical Tracking "));
  /* The page is read again: what comes of that after a move does not take the move back. */
  g_assert_true (gtk_widget_activate_action (office->window, "win.show-place", "s", "settings"));
  g_assert_true (gtk_widget_grab_focus (row));
  press_alt (row, GDK_KEY_Up);
  g_assert_true (shows (office, "Account Billing Tracking Technical "));
  press_alt (row, GDK_KEY_Up);
  press_alt (row, GDK_KEY_Up);
  g_assert_true (shows (office, "Tracking Account Billing Technical "));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (office->window)), row));
  press_alt (row, GDK_KEY_Up);
  test_wait_for (offers (office, "Tracking Account Billing Technical "));
  test_wait_for (shows (office, "Tracking Account Billing Technical "));

  /* The menu, with a name that is not applied yet; two rows one after the other, before the first is answered. */
  account = find_entry (office->place, "Category", "Account");
  gtk_editable_set_text (GTK_EDITABLE (account), "Accounts");
  g_assert_true (gtk_widget_activate_action (account, "order.down", NULL));
  g_assert_true (gtk_widget_activate_action (row, "order.down", NULL));
  g_assert_true (shows (office, "Billing Tracking Accounts Technical "));
  test_wait_for (offers (office, "Billing Tracking Account Technical "));
  g_assert_true (shows (office, "Billing Tracking Accounts Technical "));
  g_signal_emit_by_name (account, "apply");
  test_wait_for (offers (office, "Billing Tracking Accounts Technical "));
  test_wait_for (gtk_widget_get_sensitive (account));
  ui_assert_all_labelled (office->place);

  /* Somebody who is no administrator any more. */
  test_set_role_unheard (backend, "admin@desk.test", "support");
  press_alt (account, GDK_KEY_Up);
  g_assert_true (shows (office, "Billing Accounts Tracking Technical "));
  test_wait_for (complains (office, "Only an administrator may do this.") || !is_in_sight (office));
  g_assert_true (!is_in_sight (office) || shows (office, "Billing Tracking Accounts Technical "));
  kept = test_psql (backend, "select string_agg(label, ' ' order by position, id) from ticket_categories");
  g_assert_cmpstr (kept, ==, "Billing Tracking Accounts Technical");
  undone = test_psql (backend, "update profiles set role = 'admin' where email = 'admin@desk.test' returning 1");
}

/* Who comes second sees what the first left, and why; the next try counts. */
static void
test_two_administrators (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *done = NULL;
  g_autofree char *label = NULL;
  GtkWidget *row = wait_for_entry (office, "Category", "Billing");

  done = test_psql (backend, "update ticket_categories set label = 'Invoices' where label = 'Billing' returning 1");
  apply (row, "Money");
  test_wait_for (complains (office, "Somebody else changed this meanwhile. What they saved is shown now; look at it, then make your change again."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Invoices");
  g_assert_true (gtk_widget_get_sensitive (row));
  apply (row, "Money");
  test_wait_for (!complains (office, "Somebody else changed this meanwhile. What they saved is shown now; look at it, then make your change again."));
  label = test_psql (backend, "select count(*) from ticket_categories where label = 'Money'");
  g_assert_cmpstr (label, ==, "1");
}

/* Going elsewhere with something that is not saved asks: stay, forget, or save; where saving fails one stays and sees why. */
static void
test_leaving (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *name = NULL;
  GtkWidget *row;

  open_section (office, "Desk");
  row = wait_for_entry (office, "Name of the desk", "Guichet");
  gtk_editable_set_text (GTK_EDITABLE (row), "The North desk");
  g_assert_true (guichet_place_has_changes (GUICHET_PLACE (office->place)));
  gtk_widget_activate_action (office->window, "win.show-view", "i", DESK_VIEW_MINE);
  ui_answer ("_Cancel");
  g_assert_true (gtk_widget_get_mapped (office->place));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "The North desk");

  /* Another page of the settings asks as well. */
  open_section (office, "Categories");
  ui_answer ("_Cancel");
  g_assert_true (gtk_widget_get_mapped (row));

  /* What cannot be saved keeps one there. */
  gtk_editable_set_text (GTK_EDITABLE (row), " ");
  gtk_widget_activate_action (office->window, "win.show-place", "s", "reports");
  ui_answer ("_Save");
  test_wait_for (complains (office, "Enter a name."));
  g_assert_true (gtk_widget_get_mapped (office->place));
  gtk_editable_set_text (GTK_EDITABLE (row), "The South desk");
  g_assert_true (gtk_widget_get_mapped (office->place));

  gtk_widget_activate_action (office->window, "win.show-view", "i", DESK_VIEW_MINE);
  ui_answer ("_Save");
  test_wait_for (!is_in_sight (office));
  name = test_psql (backend, "select value from desk_settings where key = 'name'");
  g_assert_cmpstr (name, ==, "The South desk");
}

/* Closing the window asks, also from elsewhere; forgotten is forgotten. */
static void
test_closing (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *name = NULL;
  gpointer window = office->window;
  GtkWidget *row;

  open_section (office, "Desk");
  row = wait_for_entry (office, "Name of the desk", "The South desk");
  gtk_editable_set_text (GTK_EDITABLE (row), "Nobody's desk");
  g_assert_false (guichet_window_may_close (GUICHET_WINDOW (office->window)));
  gtk_window_close (GTK_WINDOW (office->window));
  ui_answer ("_Cancel");
  g_assert_true (gtk_widget_get_mapped (office->window));
  g_object_add_weak_pointer (G_OBJECT (office->window), &window);
  gtk_window_close (GTK_WINDOW (office->window));
  ui_answer ("_Discard");
  test_wait_for (window == NULL);
  office->window = NULL;
  name = test_psql (backend, "select value from desk_settings where key = 'name'");
  g_assert_cmpstr (name, ==, "The South desk");
}

/* A company with its projects: added, named wrongly, renamed, no longer active. */
static void
test_company (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *long_name = g_strnfill (201, 'x');
  g_autofree char *projects = NULL;
  GtkWidget *row;

  open_section (office, "Members and roles");
  row = wait_for_entry (office, "New company", NULL);
  apply (row, long_name);
  g_assert_true (complains (office, "This name is longer than 200 letters. Shorten it."));
  apply (row, "West Ferries");
  row = wait_for_entry (office, "New project", NULL);
  apply (row, "");
  g_assert_true (complains (office, "Enter a name."));
  apply (row, "Night line");
  wait_for_entry (office, "Project", "Night line");
  row = wait_for_entry (office, "Name", "West Ferries");
  apply (row, " ");
  g_assert_true (complains (office, "Enter a name."));
  g_assert_true (is_invalid (row));
  apply (row, "West Boats");
  test_wait_for (ui_find_label (office->place, "West Boats") != NULL);
  projects = test_psql (backend, "select string_agg(c.name || ': ' || p.name, ', ') from projects p join clients c on c.id = p.client_id "
                                 "where c.name like 'West%'");
  g_assert_cmpstr (projects, ==, "West Boats: Night line");
  ui_assert_all_labelled (office->place);
}

static void
press (GtkWidget *root,
       const char *words)
{
  GtkWidget *button = ui_find_button (root, words);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* The row of the list that stands for something with a page of its own. */
static GtkWidget *
find_row (Office *self,
          const char *name)
{
  GtkWidget *list = ui_find_type (self->place, GUICHET_TYPE_OPEN_LIST);
  GtkWidget *label = list != NULL ? ui_find_label (list, name) : NULL;

  return label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;
}

/* The desk's canned replies: written with the variables that there are, kept for all staff, deleted and taken back. */
static void
test_canned (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *kept = NULL;
  g_autofree char *n_deleted = NULL;
  g_autofree char *n_left = NULL;
  GtkWidget *text;

  open_section (office, "Canned replies");
  apply (wait_for_entry (office, "New canned reply", NULL), "Lost parcel");
  wait_for_entry (office, "Title", "Lost parcel");
  text = guichet_template_text_get_view (GUICHET_TEMPLATE_TEXT (ui_find_type (ui_find_type (office->place, GUICHET_TYPE_CANNED_FORM), GUICHET_TYPE_TEMPLATE_TEXT)));
  press (office->place, "_Save");
  g_assert_true (complains (office, "Write the text that is to be inserted."));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Dear {{nobody}}, we look for it.", -1);
  press (office->place, "_Save");
  g_assert_true (complains (office, "A canned reply has no variable {{nobody}}."));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Dear {{contact}}, we look for it.", -1);
  g_assert_false (complains (office, "A canned reply has no variable {{nobody}}."));
  press (office->place, "_Save");
  test_wait_for (!guichet_place_has_changes (GUICHET_PLACE (office->place)));
  kept = test_psql (backend, "select coalesce(owner_id::text, 'the desk') || ': ' || body from canned_replies where title = 'Lost parcel'");
  g_assert_cmpstr (kept, ==, "the desk: Dear {{contact}}, we look for it.");

  /* Back to the list only after the question. */
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Never mind.", -1);
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (office->place)));
  ui_answer ("_Cancel");
  g_assert_true (gtk_widget_get_mapped (text));
  press (office->place, "_Discard");
  g_assert_false (guichet_place_has_changes (GUICHET_PLACE (office->place)));

  press (office->place, "_Delete");
  test_wait_for (ui_find_button (office->window, "Undo") != NULL);
  n_deleted = test_psql (backend, "select count(*) from canned_replies where title = 'Lost parcel' and deleted_at is not null");
  g_assert_cmpstr (n_deleted, ==, "1");
  press (office->window, "Undo");
  test_wait_for (ui_find_label (office->place, "Dear {{contact}}, we look for it.") != NULL);
  n_left = test_psql (backend, "select count(*) from canned_replies where title = 'Lost parcel' and deleted_at is null");
  g_assert_cmpstr (n_left, ==, "1");
}

/* A calendar: begun with its name, saved, and found again in the list, where one goes back to. */
static void
test_calendar (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *kept = NULL;
  GtkWidget *row;
  GtkWidget *name;

  open_section (office, "Calendars");
  row = wait_for_entry (office, "New calendar", NULL);
  apply (row, " ");
  g_assert_true (complains (office, "Enter a name."));
  apply (row, "Night shift");
  g_assert_false (gtk_widget_get_mapped (row));
  g_assert_false (complains (office, "Enter a name."));

  /* What was wrong is said until it is changed. */
  gtk_editable_set_text (GTK_EDITABLE (wait_for_entry (office, "Monday", NULL)), "18-9");
  press (office->place, "_Save");
  g_assert_true (complains (office, "Some hours cannot be read, or overlap. Write 09:00–12:00, 13:00–18:00, one after the other."));
  gtk_editable_set_text (GTK_EDITABLE (wait_for_entry (office, "Monday", NULL)), "9-18");
  g_assert_false (complains (office, "Some hours cannot be read, or overlap. Write 09:00–12:00, 13:00–18:00, one after the other."));
  press (office->place, "_Save");
  test_wait_for (!guichet_place_has_changes (GUICHET_PLACE (office->place)) && find_row (office, "Night shift") != NULL);
  kept = test_psql (backend, "select count(*) from calendars where name = 'Night shift'");
  g_assert_cmpstr (kept, ==, "1");
  g_assert_true (guichet_place_step_back (GUICHET_PLACE (office->place)));
  test_wait_for (gtk_widget_get_mapped (row));
  test_wait_for (gtk_window_get_focus (GTK_WINDOW (office->window)) == find_row (office, "Night shift"));
  g_signal_emit_by_name (find_row (office, "Night shift"), "activated");
  g_assert_false (gtk_widget_get_mapped (row));
  /* Begun anew, wherever one was before; and a key does not replace the name. */
  name = wait_for_entry (office, "Name", "Night shift");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (office->window)), name));
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (name), NULL, NULL));
  ui_assert_all_labelled (office->place);
}

/* A language that no e-mail is written in yet: added, half written, written. */
static void
test_language (void)
{
  g_autoptr (Office) office = office_open (backend);
  g_autofree char *kept = NULL;
  GtkWidget *languages;
  GtkWidget *subject;
  GtkWidget *text;

  open_section (office, "E-mail templates");
  test_wait_for (ui_find_label (office->place, "Acknowledgement") != NULL);
  g_signal_emit_by_name (gtk_widget_get_ancestor (ui_find_label (office->place, "Acknowledgement"), ADW_TYPE_ACTION_ROW), "activated");
  subject = wait_for_entry (office, "Subject", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), !=, "");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (office->window)), subject));
  languages = ui_find_type (office->place, GUICHET_TYPE_TEMPLATE_LANGUAGES);
  gtk_editable_select_region (GTK_EDITABLE (subject), 0, -1);
  guichet_template_editor_focus (GUICHET_TEMPLATE_EDITOR (gtk_widget_get_ancestor (languages, GUICHET_TYPE_TEMPLATE_EDITOR)));
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (subject), NULL, NULL));
  text = guichet_template_text_get_view (GUICHET_TEMPLATE_TEXT (ui_find_type (gtk_widget_get_ancestor (languages, GUICHET_TYPE_TEMPLATE_EDITOR),
                                                                              GUICHET_TYPE_TEMPLATE_TEXT)));
  g_assert_true (gtk_widget_activate_action (languages, "languages.add", "s", "de"));
  g_assert_nonnull (ui_find_label (languages, "Deutsch"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, "");
  g_assert_false (guichet_place_has_changes (GUICHET_PLACE (office->place)));

  gtk_editable_set_text (GTK_EDITABLE (subject), "Angekommen: #{{number}}");
  press (office->place, "_Save");
  g_assert_true (complains (office, "An e-mail needs a subject and a text. Write both, or neither."));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Vielen Dank. {{nonsense}}", -1);
  press (office->place, "_Save");
  test_wait_for (complains (office, "The text names a variable that this e-mail does not have."));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Vielen Dank.", -1);
  g_assert_false (complains (office, "The text names a variable that this e-mail does not have."));
  press (office->place, "_Save");
  test_wait_for (!guichet_place_has_changes (GUICHET_PLACE (office->place)));
  kept = test_psql (backend, "select subject || ' / ' || body from email_templates where event = 'ticket.created' and locale = 'de'");
  g_assert_cmpstr (kept, ==, "Angekommen: #{{number}} / Vielen Dank.");
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/office/order", test_order);
  g_test_add_func ("/office/names", test_names);
  g_test_add_func ("/office/two-administrators", test_two_administrators);
  g_test_add_func ("/office/leaving", test_leaving);
  g_test_add_func ("/office/closing", test_closing);
  g_test_add_func ("/office/company", test_company);
  g_test_add_func ("/office/canned", test_canned);
  g_test_add_func ("/office/calendar", test_calendar);
  g_test_add_func ("/office/language", test_language);

  return test_backend_run (&backend);
}
