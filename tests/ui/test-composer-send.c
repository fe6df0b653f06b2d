/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer.h"
#include "ui-thread.h"

/* Sending looks first at what was said meanwhile, and what one wrote over can be had back. */

#define ANSWER "It left with tonight's mail."
#define REPLY "The corrected invoice is on its way."

static GtkTextBuffer *
get_buffer (Thread *thread)
{
  GtkWidget *composer = ui_find_type (thread->view, GUICHET_TYPE_COMPOSER);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (composer, GTK_TYPE_TEXT_VIEW)));
}

static void
assert_text (Thread *thread,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (get_buffer (thread), "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_saved (gpointer data)
{
  return ui_find_label (((Thread *) data)->view, "Draft saved") != NULL;
}

static void
write_down (Thread *thread,
            const char *words)
{
  gtk_text_buffer_set_text (get_buffer (thread), words, -1);
  ui_wait_for (is_saved, thread);
}

static void
act (Thread *thread,
     const char *action)
{
  GtkWidget *composer = ui_find_type (thread->view, GUICHET_TYPE_COMPOSER);

  g_assert_true (gtk_widget_activate_action (composer, action, NULL));
}

static gboolean
has_been_sent (gpointer data)
{
  Thread *thread = data;
  g_autofree char *text = NULL;

  g_object_get (get_buffer (thread), "text", &text, NULL);

  return *text == '\0' && ui_find_label (thread->view, REPLY) != NULL;
}

/* Asked once: the answer shows, nothing is sent, and whoever has looked is not asked again. */
static void
test_meanwhile (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 560, 800);
  GtkWidget *question;

  thread_open_ticket (thread);
  write_down (thread, REPLY);
  thread_put_message (thread, 500, 5, COLLEAGUE, ANSWER);
  thread_wait_for_label (thread, ANSWER);

  act (thread, "composer.send");
  question = ui_wait_dialog ();
  g_assert_nonnull (ui_find_label (question, "Jonas Weber answered meanwhile"));
  g_assert_nonnull (ui_find_label (question, ANSWER));
  g_assert_null (ui_find_label (question, LAST));
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (question)), ==, "look");
  ui_assert_all_labelled (question);
  ui_answer ("_Look First");
  assert_text (thread, REPLY);
  g_assert_null (ui_find_label (thread->view, "Waiting to send"));

  act (thread, "composer.send");
  ui_wait_for (has_been_sent, thread);
  g_assert_null (ui_find_dialog ());
}

static void
test_send_anyway (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 560, 800);

  thread_open_ticket (thread);
  write_down (thread, REPLY);
  thread_put_message (thread, 500, 5, UI_FIXTURE_CLIENT, ANSWER);
  thread_wait_for_label (thread, ANSWER);
  act (thread, "composer.send");
  g_assert_nonnull (ui_find_label (ui_wait_dialog (), "Nadia Benali wrote meanwhile"));
  ui_answer ("_Send Anyway");
  ui_wait_for (has_been_sent, thread);
}

/* A note passes nobody's answer, and a client asks nobody. */
static void
test_not_asked (void)
{
  g_autoptr (Thread) staff = thread_new (DESK_ROLE_SUPPORT, 560, 800);

  thread_open_ticket (staff);
  guichet_composer_write (GUICHET_COMPOSER (ui_find_type (staff->view, GUICHET_TYPE_COMPOSER)), DESK_DRAFT_NOTE);
  write_down (staff, REPLY);
  thread_put_message (staff, 500, 5, COLLEAGUE, ANSWER);
  thread_wait_for_label (staff, ANSWER);
  act (staff, "composer.add-note");
  ui_wait_for (has_been_sent, staff);
  g_assert_null (ui_find_dialog ());
}

/* Letters of three directions and none, and what looks like markup, as a reply and as a note: they read as they were typed. */
static void
test_odd_words (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 560, 800);
  const char *odd = "Été 🚚 שילוח\n<b>&amp;\a</b>";

  thread_open_ticket (thread);
  write_down (thread, odd);
  act (thread, "composer.send");
  thread_wait_for_label (thread, odd);
  guichet_composer_write (GUICHET_COMPOSER (ui_find_type (thread->view, GUICHET_TYPE_COMPOSER)), DESK_DRAFT_NOTE);
  write_down (thread, "🚚 שילוח");
  act (thread, "composer.add-note");
  thread_wait_for_label (thread, "🚚 שילוח");
}

#define TOO_LONG "This message has 100001 letters, and 100000 is the most. Shorten it, or attach it as a file."

/* So many letters, in lines as somebody might write them; each takes three bytes, and is one to the database. */
static char *
make_letters (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append (text, i % 100 == 0 ? "\n" : "ש");

  return g_string_free (text, FALSE);
}

static gboolean
is_seen (Thread *thread,
         const char *words)
{
  GtkWidget *label = ui_find_label (thread->view, words);

  return label != NULL && gtk_widget_get_visible (label);
}

static gboolean
is_sent (gpointer data)
{
  return gtk_text_buffer_get_char_count (get_buffer (data)) == 0;
}

/* More than a message holds: it is said while it is written, nothing goes, and what was written stays. A letter less goes. */
static void
test_too_long (gconstpointer data)
{
  DeskDraftMode mode = GPOINTER_TO_UINT (data);
  const char *buttons[] = { "Send", "Add note" };
  const char *actions[] = { "composer.send", "composer.add-note" };
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 560, 800);
  g_autofree char *most = make_letters (100000);
  g_autofree char *more = g_strconcat (most, "ש", NULL);
  GtkWidget *composer = ui_find_type (thread->view, GUICHET_TYPE_COMPOSER);
  GtkWidget *button;

  thread_open_ticket (thread);
  guichet_composer_write (GUICHET_COMPOSER (composer), mode);
  write_down (thread, more);
  button = ui_find_button (composer, buttons[mode]);
  g_assert_true (is_seen (thread, TOO_LONG));
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_test_accessible_assert_state (ui_find_type (composer, GTK_TYPE_TEXT_VIEW), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_widget_activate_action (composer, "composer.submit", NULL);
  gtk_widget_activate_action (composer, actions[mode], NULL);
  ui_wait_frames (thread->window, 3);
  assert_text (thread, more);

  write_down (thread, most);
  g_assert_false (is_seen (thread, TOO_LONG));
  g_assert_true (gtk_widget_is_sensitive (button));
  act (thread, actions[mode]);
  ui_wait_for (is_sent, thread);
}

static gboolean
has_earlier (gpointer data)
{
  return ui_find_button (((Thread *) data)->view, "Earlier drafts") != NULL;
}

/* What was written over is had back as if typed, and Ctrl+Z brings the other again. */
static void
test_earlier (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 560, 800);
  GtkWidget *button, *list;

  thread_open_ticket (thread);
  g_assert_false (has_earlier (thread));
  write_down (thread, REPLY);
  write_down (thread, "Something else, written in its place");
  ui_wait_for (has_earlier, thread);
  button = ui_find_button (thread->view, "Earlier drafts");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (thread->window, 5);
  list = ui_find_type (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), GTK_TYPE_LIST_BOX);
  g_assert_nonnull (ui_find_label (list, REPLY));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, REPLY ", Today, 09:33");
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  assert_text (thread, REPLY);
  gtk_text_buffer_undo (get_buffer (thread));
  assert_text (thread, "Something else, written in its place");
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/composer-send/meanwhile", test_meanwhile);
  g_test_add_func ("/composer-send/send-anyway", test_send_anyway);
  g_test_add_func ("/composer-send/not-asked", test_not_asked);
  g_test_add_func ("/composer-send/odd-words", test_odd_words);
  g_test_add_data_func ("/composer-send/too-long/reply", GUINT_TO_POINTER (DESK_DRAFT_REPLY), test_too_long);
  g_test_add_data_func ("/composer-send/too-long/note", GUINT_TO_POINTER (DESK_DRAFT_NOTE), test_too_long);
  g_test_add_func ("/composer-send/earlier", test_earlier);

  return g_test_run ();
}
