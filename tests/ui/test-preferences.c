/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-session-internal.h"
#include "guichet-composer.h"
#include "guichet-preferences.h"
#include "guichet-settings.h"
#include "guichet-signature.h"
#include "support-preferences.h"

/* The preferences over a real backend: what one chooses holds at once, where it is said to. */

#define SIGNATURE "Amélie Fournier\nGuichet support"

/* The signature ------------------------------------------------------------------------------------------------------------------------------- */

static void
test_signature_words (void)
{
  g_autofree char *added = guichet_signature_add (SIGNATURE, "It is fixed.\n\n");
  g_autofree char *twice = guichet_signature_add (SIGNATURE, added);
  g_autofree char *alone = guichet_signature_add (SIGNATURE, "");
  g_autofree char *line = guichet_signature_dup_line (SIGNATURE "\n\n  night desk ");

  g_assert_cmpstr (added, ==, "It is fixed.\n\n" SIGNATURE);
  g_assert_cmpstr (twice, ==, added);
  g_assert_cmpstr (alone, ==, SIGNATURE);
  g_assert_cmpstr (line, ==, "Amélie Fournier · Guichet support · night desk");
  /* In the middle, as lines of its own, it counts; within a line it does not. */
  g_assert_true (guichet_signature_is_in ("Amélie", "Amélie\nP.S. tomorrow"));
  g_assert_false (guichet_signature_is_in ("Amélie", "Amélie will call you."));
  g_assert_false (guichet_signature_is_in ("Amélie", "This is Amélie"));
}

static void
write_signature (Preferences *self,
                 const char *words)
{
  GtkWidget *view = ui_find_type (self->window, GTK_TYPE_TEXT_VIEW);

  g_assert_nonnull (view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), words, -1);
}

static char *
dup_kept_signature (Preferences *self)
{
  return g_settings_get_string (self->settings, "signature");
}

static void
test_signature_kept (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  g_autofree char *too_long = g_strnfill (GUICHET_SIGNATURE_MOST + 1, 'x');
  g_autofree char *kept = NULL;
  g_autofree char *kept_still = NULL;
  GtkTextBuffer *buffer;
  GtkWidget *complaint;

  preferences_show_page (preferences, "writing");
  write_signature (preferences, SIGNATURE);
  kept = dup_kept_signature (preferences);
  g_assert_cmpstr (kept, ==, SIGNATURE);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (preferences->window, GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_insert_at_cursor (buffer, too_long, -1);
  kept_still = dup_kept_signature (preferences);
  g_assert_cmpstr (kept_still, ==, SIGNATURE);
  complaint = ui_find_label (preferences->window, "This signature is longer than 1,000 letters. Shorten it.");
  g_assert_nonnull (complaint);
  g_assert_true (gtk_widget_get_mapped (complaint));
  ui_assert_all_labelled (preferences->window);
  write_signature (preferences, "A.");
  g_assert_false (gtk_widget_get_visible (complaint));
}

/* A client is asked for no signature. */
static void
test_client (void)
{
  g_autoptr (Preferences) preferences = preferences_open (NADIA);

  g_assert_null (preferences_find_row (preferences, "Undo send"));
  g_assert_null (preferences_find_row (preferences, "Rows of the list"));
  g_assert_null (ui_find_type (preferences->window, GTK_TYPE_TEXT_VIEW));
  preferences_show_page (preferences, "notifications");
  g_assert_nonnull (preferences_find_row (preferences, "When support answers"));
  g_assert_null (preferences_find_row (preferences, "When a ticket is filed"));
  g_assert_false (gtk_widget_get_visible (preferences_find_row (preferences, "Deadlines")));
  ui_assert_all_labelled (preferences->window);
}

static GtkTextBuffer *
get_buffer (Thread *thread)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (ui_find_type (thread->view, GUICHET_TYPE_COMPOSER), GTK_TYPE_TEXT_VIEW)));
}

typedef struct
{
  Thread *thread;
  const char *words;
} Said;

static gboolean
is_said (gpointer data)
{
  Said *said = data;

  return gtk_text_buffer_get_char_count (get_buffer (said->thread)) == 0 && ui_find_label (said->thread->view, said->words) != NULL;
}

static gboolean
shows_signature (Thread *thread)
{
  GtkWidget *label = ui_find_label (thread->view, "Amélie Fournier · Guichet support");

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
send (Thread *thread,
      const char *action,
      const char *expected)
{
  Said said = { thread, expected };

  g_assert_true (gtk_widget_activate_action (ui_find_type (thread->view, GUICHET_TYPE_COMPOSER), action, NULL));
  ui_wait_for (is_said, &said);
}

/* It is shown before it is added; a note and what has it already go without. */
static void
test_signature_sent (void)
{
  g_autoptr (GSettings) settings = guichet_settings_find ();
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 560, 800);
  GtkWidget *composer;

  g_settings_set_string (settings, "signature", SIGNATURE "\n");
  thread_open_ticket (thread);
  composer = ui_find_type (thread->view, GUICHET_TYPE_COMPOSER);
  g_assert_false (shows_signature (thread));
  gtk_text_buffer_set_text (get_buffer (thread), "It is fixed.", -1);
  ui_wait_frames (thread->window, 3);
  g_assert_true (shows_signature (thread));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ui_find_type (composer, GTK_TYPE_TEXT_VIEW)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Your signature is added: Amélie Fournier · Guichet support");
  send (thread, "composer.send", "It is fixed.\n\n" SIGNATURE);

  gtk_text_buffer_set_text (get_buffer (thread), "Once more.\n\n" SIGNATURE, -1);
  ui_wait_frames (thread->window, 3);
  g_assert_false (shows_signature (thread));
  send (thread, "composer.send", "Once more.\n\n" SIGNATURE);

  guichet_composer_write (GUICHET_COMPOSER (composer), DESK_DRAFT_NOTE);
  gtk_text_buffer_set_text (get_buffer (thread), "Between us.", -1);
  ui_wait_frames (thread->window, 3);
  g_assert_false (shows_signature (thread));
  send (thread, "composer.add-note", "Between us.");
  g_settings_reset (settings, "signature");
}

/* One's own name ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
is_called (const char *expected)
{
  g_autofree char *name = test_psql (preferences_backend, "select full_name from profiles where email = '" AGENT "'");

  return g_str_equal (name, expected);
}

static void
call_oneself (GtkWidget *row,
              const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  g_signal_emit_by_name (row, "apply");
}

/* None is none; one that is too long is refused in a sentence and stays to be shortened; any letters will do. */
static void
test_name (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  g_autofree char *too_long = g_strnfill (201, 'x');
  GtkWidget *row = preferences_find_row (preferences, "Name");

  call_oneself (row, " \t ");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Amélie Fournier");
  call_oneself (row, too_long);
  test_wait_for (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (ui_find_label (preferences->window, "Something that was entered is empty, too long or out of range. Check it and try again."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, too_long);
  g_assert_true (is_called ("Amélie Fournier"));

  call_oneself (row, " Amélie\nFournier 🚚 אמלי ");
  test_wait_for (is_called ("Amélie Fournier 🚚 אמלי"));
  test_wait_for (!gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Amélie Fournier 🚚 אמלי");
  call_oneself (row, "Amélie Fournier");
  test_wait_for (is_called ("Amélie Fournier"));
}

static GtkWidget *
find_status (GtkWidget *root,
             const char *words)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (root) && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (root)) == GTK_ACCESSIBLE_ROLE_STATUS &&
      g_str_equal (gtk_label_get_label (GTK_LABEL (root)), words))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_status (child, words);

  return found;
}

/* What a toast of this window says is read aloud. */
static void
test_announced (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  GtkWidget *row = preferences_find_row (preferences, "Name");
  GtkWidget *status;

  call_oneself (row, "Amélie F.");
  test_wait_for (find_status (preferences->window, "Saved") != NULL);
  status = find_status (preferences->window, "Saved");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (status), GTK_ACCESSIBLE_PROPERTY_LABEL, "Saved");
  call_oneself (row, "Amélie Fournier");
  test_wait_for (is_called ("Amélie Fournier"));
}

/* Notifications ------------------------------------------------------------------------------------------------------------------------------- */

static void
choose (Preferences *self,
        const char *title)
{
  GtkWidget *check = ui_find_type (preferences_find_row (self, title), GTK_TYPE_CHECK_BUTTON);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

/* The test says why nothing would show; it shows all the same. */
static void
test_outlook (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  g_autofree char *about = NULL;

  preferences_show_page (preferences, "notifications");
  /* This session has no service that shows notifications, which comes first. */
  test_wait_for (preferences_has_subtitle (preferences, "Send a test", "Would not show: this desktop has nothing that shows notifications"));
  choose (preferences, "Nothing");
  about = g_settings_get_string (preferences->settings, "notify-about");
  g_assert_cmpstr (about, ==, "none");
  g_signal_emit_by_name (ui_find_button (preferences->window, "_Test"), "clicked");
  g_assert_nonnull (test_notes_find (preferences->person->notes, "show|test|", "Notifications work"));
}

/* Whether deadlines are told is a choice of its own, and of staff. */
static void
test_deadlines (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  GtkWidget *row;
  GtkWidget *toggle;

  preferences_show_page (preferences, "notifications");
  row = preferences_find_row (preferences, "Deadlines");
  toggle = ui_find_type (row, GTK_TYPE_SWITCH);
  g_assert_true (gtk_widget_get_mapped (row));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  g_assert_true (preferences->person->session->notify_rules.deadlines);
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  g_assert_false (preferences->person->session->notify_rules.deadlines);
  g_assert_false (g_settings_get_boolean (preferences->settings, "notify-deadlines"));
}

/* What is kept here --------------------------------------------------------------------------------------------------------------------------- */

static void
test_files (void)
{
  g_autoptr (Preferences) preferences = preferences_open (AGENT);
  g_autofree char *path = g_build_filename (preferences->person->session->account_dir, "files",
                                            "00000000-0000-4000-8000-00000000beef", NULL);
  g_autofree char *bytes = g_strnfill (3000, 'x');
  GtkWidget *clean = ui_find_button (preferences->window, "Clean _Up");

  test_wait_for (preferences_has_subtitle (preferences, "Files that were opened", "None"));
  g_assert_false (gtk_widget_is_sensitive (clean));
  g_assert_true (g_file_set_contents (path, bytes, 3000, NULL));
  gtk_window_destroy (GTK_WINDOW (preferences->window));
  preferences->window = guichet_preferences_new (preferences->person->session, GTK_WINDOW (preferences->parent));
  gtk_window_present (GTK_WINDOW (preferences->window));
  test_wait_for (preferences_has_subtitle (preferences, "Files that were opened", "3.0\302\240kB"));
  clean = ui_find_button (preferences->window, "Clean _Up");
  g_assert_true (gtk_widget_is_sensitive (clean));
  g_signal_emit_by_name (clean, "clicked");
  test_wait_for (preferences_has_subtitle (preferences, "Files that were opened", "None"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_nonnull (ui_find_label (preferences->window, "3.0\302\240kB removed"));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/preferences/signature/words", test_signature_words);
  g_test_add_func ("/preferences/signature/kept", test_signature_kept);
  g_test_add_func ("/preferences/signature/sent", test_signature_sent);
  g_test_add_func ("/preferences/name", test_name);
  g_test_add_func ("/preferences/announced", test_announced);
  g_test_add_func ("/preferences/client", test_client);
  g_test_add_func ("/preferences/outlook", test_outlook);
  g_test_add_func ("/preferences/deadlines", test_deadlines);
  g_test_add_func ("/preferences/files", test_files);

  return preferences_run ();
}
