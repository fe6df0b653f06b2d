/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "desk-conversation.h"
#include "guichet-composer.h"
#include "guichet-drop-area.h"
#include "guichet-thread-view.h"
#include "guichet-upload-chip.h"
#include "ui-fixture.h"

#define OTHER_TICKET "10000000-0000-4000-8000-000000001041"
#define CLOSED_TICKET "10000000-0000-4000-8000-000000001022"

/* Where one writes. */

typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *view;
  GuichetComposer *composer;
} Writing;

static gboolean
nothing_is_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

static gboolean
has_loaded (gpointer data)
{
  DeskTicket *ticket = guichet_thread_view_get_ticket (data);

  return ticket != NULL && desk_ticket_get_loaded (ticket);
}

static void
open_ticket (Writing *writing,
             const char *id)
{
  g_object_set (writing->view, "ticket-id", id, NULL);
  ui_wait_for (has_loaded, writing->view);
  ui_wait_frames (writing->window, 8);
}

static Writing *
writing_new (DeskRole role)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->ui = ui_fixture_new (role, TRUE);
  writing->view = guichet_thread_view_new (writing->ui->session);
  writing->window = ui_show (writing->view, 560, 700);
  open_ticket (writing, UI_FIXTURE_TICKET);
  writing->composer = GUICHET_COMPOSER (ui_find_type (writing->view, GUICHET_TYPE_COMPOSER));

  return writing;
}

static void
writing_free (Writing *writing)
{
  g_object_add_weak_pointer (G_OBJECT (writing->view), (gpointer *) &writing->view);
  g_object_add_weak_pointer (G_OBJECT (writing->composer), (gpointer *) &writing->composer);
  gtk_window_destroy (GTK_WINDOW (writing->window));
  ui_wait_for (nothing_is_pending, NULL);
  g_assert_null (writing->view);
  g_assert_null (writing->composer);
  ui_fixture_free (writing->ui);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static GtkWidget *
get_text (Writing *writing)
{
  return ui_find_type (GTK_WIDGET (writing->composer), GTK_TYPE_TEXT_VIEW);
}

static void
type (Writing *writing,
      const char *words)
{
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text (writing))), words, -1);
}

static void
assert_text (Writing *writing,
             const char *expected)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text (writing)));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_asks (Writing *writing,
             const char *words)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_text (writing)), GTK_ACCESSIBLE_PROPERTY_LABEL, words);
}

static gboolean
is_enabled (Writing *writing,
            const char *words)
{
  GtkWidget *button = ui_find_button (GTK_WIDGET (writing->composer), words);

  g_assert_nonnull (button);

  return gtk_widget_is_sensitive (button);
}

typedef struct
{
  GtkWidget *view;
  const char *body;
  DeskThreadKind kind;
} Said;

/* Whether the conversation has these words, and which kind of row they are. */
static gboolean
is_said (gpointer data)
{
  Said *said = data;
  g_autoptr (DeskConversation) conversation = NULL;

  g_object_get (said->view, "conversation", &conversation, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr (DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      if (g_strcmp0 (desk_thread_item_get_body (item), said->body) == 0)
        {
          said->kind = desk_thread_item_get_kind (item);
          return TRUE;
        }
    }

  return FALSE;
}

static void
wait_until_said (Writing *writing,
                 const char *body,
                 DeskThreadKind kind)
{
  Said said = { writing->view, body };

  ui_wait_for (is_said, &said);
  g_assert_cmpint (said.kind, ==, kind);
}

static void
activate (Writing *writing,
          const char *action)
{
  gtk_widget_activate_action (get_text (writing), action, NULL);
}

static void
test_two_texts (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);

  assert_asks (writing, "Reply to North Logistics");
  type (writing, "Dear Nadia");
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  assert_asks (writing, "Only staff sees this");
  assert_text (writing, "");
  type (writing, "She is right");
  guichet_composer_write (writing->composer, DESK_DRAFT_REPLY);
  assert_asks (writing, "Reply to North Logistics");
  assert_text (writing, "Dear Nadia");
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  assert_text (writing, "She is right");
  ui_assert_all_labelled (writing->view);
}

/* The two buttons, as a click works them. */
static void
test_buttons (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);

  type (writing, "Dear Nadia");
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (writing->composer), "Internal note"), "clicked");
  g_assert_cmpint (guichet_composer_get_mode (writing->composer), ==, DESK_DRAFT_NOTE);
  assert_text (writing, "");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (writing->window)) == get_text (writing));
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (writing->composer), "Reply"), "clicked");
  g_assert_cmpint (guichet_composer_get_mode (writing->composer), ==, DESK_DRAFT_REPLY);
  assert_text (writing, "Dear Nadia");
}

/* A note cannot leave as a reply, nor a reply as a note, whatever is asked for. */
static void
test_note_stays_inside (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);

  type (writing, "Dear Nadia");
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  type (writing, "She is right");
  activate (writing, "composer.send");
  activate (writing, "composer.send-waiting");
  activate (writing, "composer.send-resolve");
  ui_wait_frames (writing->window, 4);
  assert_text (writing, "She is right");
  g_assert_null (ui_find_button (GTK_WIDGET (writing->composer), "Send (Ctrl+Return)"));

  activate (writing, "composer.submit");
  wait_until_said (writing, "She is right", DESK_THREAD_NOTE);
  assert_text (writing, "");
  g_assert_cmpint (guichet_composer_get_mode (writing->composer), ==, DESK_DRAFT_NOTE);
  guichet_composer_write (writing->composer, DESK_DRAFT_REPLY);
  assert_text (writing, "Dear Nadia");
  activate (writing, "composer.add-note");
  assert_text (writing, "Dear Nadia");
  activate (writing, "composer.submit");
  wait_until_said (writing, "Dear Nadia", DESK_THREAD_MESSAGE);
  assert_text (writing, "");
}

static gboolean
is_waiting (gpointer data)
{
  return desk_ticket_get_status (guichet_thread_view_get_ticket (data)) == DESK_STATUS_WAITING_CUSTOMER;
}

static void
test_send_and_wait (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);

  type (writing, "Please try again");
  activate (writing, "composer.send-waiting");
  wait_until_said (writing, "Please try again", DESK_THREAD_MESSAGE);
  ui_wait_for (is_waiting, writing->view);
}

static void
test_nothing_to_send (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);

  g_assert_false (is_enabled (writing, "Send"));
  activate (writing, "composer.submit");
  type (writing, " \t\n\302\240\a\342\200\213\342\200\217");
  g_assert_false (is_enabled (writing, "Send"));
  type (writing, "x");
  g_assert_true (is_enabled (writing, "Send"));
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  g_assert_false (is_enabled (writing, "Add note"));
}

/* Going through tickets loses nothing, and takes no focus. */
static void
test_other_ticket (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);
  GtkWidget *elsewhere = ui_find_button (writing->view, "Ticket menu");

  type (writing, "Dear Nadia");
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  type (writing, "She is right");
  gtk_widget_child_focus (elsewhere, GTK_DIR_TAB_FORWARD);
  open_ticket (writing, OTHER_TICKET);
  g_assert_cmpint (guichet_composer_get_mode (writing->composer), ==, DESK_DRAFT_REPLY);
  assert_asks (writing, "Reply to South Bakery");
  assert_text (writing, "");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (writing->window)) != get_text (writing));
  type (writing, "Dear Paul");
  open_ticket (writing, UI_FIXTURE_TICKET);
  assert_text (writing, "Dear Nadia");
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  assert_text (writing, "She is right");
  open_ticket (writing, OTHER_TICKET);
  assert_text (writing, "Dear Paul");
}

static gboolean
is_saved (gpointer data)
{
  return ui_find_label (data, "Draft saved") != NULL;
}

/* What others do to the ticket changes nothing in what one writes. */
static void
test_changes_meanwhile (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);

  type (writing, "Half a sen");
  ui_wait_for (is_saved, writing->composer);
  ui_fixture_merge (writing->ui, "ticket_messages",
                    "[{\"id\":\"43000000-0000-4000-8000-000000000001\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"author_id\":\"" UI_FIXTURE_CLIENT "\","
                    "\"body\":\"One more thing\",\"visibility\":\"public\",\"created_at\":\"2026-06-30T09:32:00+00:00\"}]");
  wait_until_said (writing, "One more thing", DESK_THREAD_MESSAGE);
  desk_session_set_status (writing->ui->session, UI_FIXTURE_TICKET, DESK_STATUS_WAITING_CUSTOMER);
  ui_wait_for (is_waiting, writing->view);
  assert_text (writing, "Half a sen");
  type (writing, "tence");
  assert_text (writing, "Half a sentence");
}

static gboolean
is_closed (gpointer data)
{
  return desk_ticket_get_status (guichet_thread_view_get_ticket (data)) == DESK_STATUS_CLOSED;
}

static void
test_closed (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_CLIENT);

  g_assert_true (guichet_composer_get_may_write (writing->composer));
  assert_asks (writing, "Write to Support");
  g_assert_null (ui_find_button (writing->view, "Internal note"));
  type (writing, "Not sent yet");
  open_ticket (writing, CLOSED_TICKET);
  g_assert_false (guichet_composer_get_may_write (writing->composer));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (writing->composer), "This request is closed. To go on with it, file a follow-up request."));
  g_assert_nonnull (ui_find_button (GTK_WIDGET (writing->composer), "Follow-up Request"));
  g_assert_false (gtk_widget_get_mapped (get_text (writing)));
  open_ticket (writing, UI_FIXTURE_TICKET);
  assert_text (writing, "Not sent yet");

  /* And when it is closed while one writes. */
  desk_session_set_status (writing->ui->session, UI_FIXTURE_TICKET, DESK_STATUS_CLOSED);
  ui_wait_for (is_closed, writing->view);
  ui_wait_frames (writing->window, 4);
  g_assert_false (gtk_widget_get_mapped (get_text (writing)));
  assert_text (writing, "Not sent yet");
}

static GtkWidget *
find_chip (Writing *writing)
{
  return ui_find_type (GTK_WIDGET (writing->composer), GUICHET_TYPE_UPLOAD_CHIP);
}

static gboolean
has_chip (gpointer data)
{
  return find_chip (data) != NULL;
}

static gboolean
has_no_chip (gpointer data)
{
  return find_chip (data) == NULL;
}

static gboolean
can_add_note (gpointer data)
{
  return is_enabled (data, "Add note");
}

/* What is dropped anywhere goes to what shows, and to nothing else. */
static void
test_drop (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);
  GtkWidget *area = ui_find_type (writing->view, GUICHET_TYPE_DROP_AREA);
  g_autofree char *path = g_build_filename (writing->ui->dir, "report.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GdkFileList *list;
  g_auto (GValue) value = G_VALUE_INIT;
  GtkWidget *remove;

  g_assert_true (g_file_set_contents (path, "what was found", -1, NULL));
  list = gdk_file_list_new_from_array (&file, 1);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, list);

  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  g_signal_emit_by_name (area, "dropped", &value);
  ui_wait_for (has_chip, writing);
  g_assert_nonnull (ui_find_label (find_chip (writing), "report.txt"));
  ui_wait_for (can_add_note, writing);
  guichet_composer_write (writing->composer, DESK_DRAFT_REPLY);
  g_assert_null (find_chip (writing));
  g_assert_false (is_enabled (writing, "Send"));
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  ui_assert_all_labelled (writing->view);

  remove = ui_find_button (find_chip (writing), "Remove report.txt");
  if (remove == NULL)
    remove = ui_find_button (find_chip (writing), "Cancel report.txt");
  g_assert_nonnull (remove);
  g_signal_emit_by_name (remove, "clicked");
  ui_wait_for (has_no_chip, writing);
}

static void
count_typing (GuichetComposer *composer,
              DeskDraftMode mode,
              gboolean typing,
              int *last)
{
  *last = typing ? 1 + mode : 0;
}

static void
test_typing (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);
  int last = -1;

  g_signal_connect (writing->composer, "typing", G_CALLBACK (count_typing), &last);
  type (writing, "D");
  g_assert_cmpint (last, ==, 1 + DESK_DRAFT_REPLY);
  guichet_composer_write (writing->composer, DESK_DRAFT_NOTE);
  g_assert_cmpint (last, ==, 0);
  type (writing, "S");
  g_assert_cmpint (last, ==, 1 + DESK_DRAFT_NOTE);
  activate (writing, "composer.submit");
  g_assert_cmpint (last, ==, 0);
}

static gboolean
may_announce (gpointer data)
{
  return ui_find_button (data, "Announcement") != NULL && gtk_widget_get_visible (ui_find_button (data, "Announcement"));
}

/* There is nobody to announce to before the ticket concerns somebody; then who reads it is said before it is sent, and the reply is another text. */
static void
test_announcement (void)
{
  g_autoptr (Writing) writing = writing_new (DESK_ROLE_SUPPORT);
  const char *const companies[] = { "20000000-0000-4000-8000-000000000002", NULL };

  type (writing, "Dear Nadia");
  guichet_composer_write (writing->composer, DESK_DRAFT_ANNOUNCEMENT);
  g_assert_cmpint (guichet_composer_get_mode (writing->composer), ==, DESK_DRAFT_REPLY);

  desk_session_set_scope (writing->ui->session, UI_FIXTURE_TICKET, FALSE, companies);
  ui_wait_for (may_announce, writing->composer);
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (writing->composer), "Announcement"), "clicked");
  g_assert_cmpint (guichet_composer_get_mode (writing->composer), ==, DESK_DRAFT_ANNOUNCEMENT);
  assert_text (writing, "");
  assert_asks (writing, "Write an announcement");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (writing->composer), "Read by North Logistics and South Bakery"));
  g_assert_false (is_enabled (writing, "Announce"));
  type (writing, "To all of you");
  g_assert_true (is_enabled (writing, "Announce"));
  activate (writing, "composer.send");
  assert_text (writing, "To all of you");
  activate (writing, "composer.submit");
  assert_text (writing, "");
  g_signal_emit_by_name (ui_find_button (GTK_WIDGET (writing->composer), "Reply"), "clicked");
  assert_text (writing, "Dear Nadia");
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/composer/two-texts", test_two_texts);
  g_test_add_func ("/composer/buttons", test_buttons);
  g_test_add_func ("/composer/note-stays-inside", test_note_stays_inside);
  g_test_add_func ("/composer/send-and-wait", test_send_and_wait);
  g_test_add_func ("/composer/nothing-to-send", test_nothing_to_send);
  g_test_add_func ("/composer/other-ticket", test_other_ticket);
  g_test_add_func ("/composer/changes-meanwhile", test_changes_meanwhile);
  g_test_add_func ("/composer/closed", test_closed);
  g_test_add_func ("/composer/drop", test_drop);
  g_test_add_func ("/composer/typing", test_typing);
  g_test_add_func ("/composer/announcement", test_announcement);

  return g_test_run ();
}
