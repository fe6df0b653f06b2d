/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-conversation.h"
#include "guichet-event-row.h"
#include "guichet-file-chip.h"
#include "guichet-message-files.h"
#include "guichet-message-row.h"
#include "guichet-thread-view.h"
#include "guichet-thumbnail.h"
#include "ui-thread.h"

/* What a conversation shows. */

static void
test_rows (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 1400);
  GtkWidget *day;

  thread_open_ticket (thread);
  g_assert_nonnull (ui_find_label (thread->view, "Yesterday"));
  g_assert_nonnull (ui_find_label (thread->view, "New"));
  g_assert_nonnull (ui_find_label (thread->view, "Today"));
  g_assert_nonnull (ui_find_label (thread->view, "Nadia Benali"));
  g_assert_nonnull (ui_find_label (thread->view, "North Logistics"));
  g_assert_nonnull (ui_find_label (thread->view, "Support"));
  g_assert_nonnull (ui_find_label (thread->view, "17:48"));
  g_assert_nonnull (ui_find_label (thread->view, "Internal note"));
  g_assert_nonnull (ui_find_label (thread->view, "not seen by the client"));
  g_assert_nonnull (ui_find_label (thread->view, NOTE));
  g_assert_nonnull (ui_find_label (thread->view, "You set it to Waiting for the client"));
  g_assert_nonnull (ui_find_label (thread->view, "Priority changed from Normal to High by Jonas Weber"));
  g_assert_nonnull (ui_find_label (thread->view, "In progress again: the client replied"));

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (thread_get_list (thread)), GTK_ACCESSIBLE_ROLE_LOG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (thread_find_item (thread, LAST)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Nadia Benali, North Logistics, 09:15");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (thread_find_item (thread, NOTE)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Internal note, Jonas Weber, Support, 09:11");
  day = ui_find_label (thread->view, "Today");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (day), GTK_ACCESSIBLE_ROLE_HEADING);
  ui_assert_all_labelled (thread->view);
}

/* All three targets, those that are over too, in one place, and why. */
static void
test_targets (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 900);
  GtkWidget *button, *popover;

  thread_open_ticket (thread);
  button = ui_find_button (thread->view, "All deadlines");
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (thread->window, 5);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_nonnull (ui_find_label (popover, "Deadlines"));
  g_assert_nonnull (ui_find_label (popover, "First response"));
  g_assert_nonnull (ui_find_label (popover, "met"));
  g_assert_nonnull (ui_find_label (popover, "Today, 12:59"));
  g_assert_nonnull (ui_find_button (popover, "Why?"));
  ui_assert_all_labelled (popover);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
test_client (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_CLIENT, 640, 1200);

  thread_open_ticket (thread);
  g_assert_nonnull (ui_find_label (thread->view, "You"));
  g_assert_nonnull (ui_find_label (thread->view, "Solved by"));
  g_assert_nonnull (ui_find_label (thread->view, "12:59"));
  g_assert_nonnull (ui_find_label (thread->view, "First answer after"));
  g_assert_nonnull (ui_find_button (thread->view, "Close Request"));
  g_assert_null (ui_find_button (thread->view, "Details"));
  g_assert_null (ui_find_label (thread->view, "Internal note"));
  ui_assert_all_labelled (thread->view);
}

static gboolean
has_thumbnail (gpointer data)
{
  GtkWidget *thumbnail = ui_find_type (data, GUICHET_TYPE_THUMBNAIL);

  return thumbnail != NULL && ui_find_type (thumbnail, GTK_TYPE_PICTURE) != NULL;
}

static void
test_files (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 1400);
  GtkWidget *files, *thumbnail, *chip;

  thread_open_ticket (thread);
  ui_wait_for (has_thumbnail, thread->view);
  ui_wait_frames (thread->window, 4);
  files = ui_find_type (thread->view, GUICHET_TYPE_MESSAGE_FILES);
  thumbnail = gtk_widget_get_first_child (files);
  chip = gtk_widget_get_last_child (files);
  g_assert_true (GUICHET_IS_THUMBNAIL (thumbnail));
  g_assert_true (GUICHET_IS_FILE_CHIP (chip));
  g_assert_cmpint (gtk_widget_get_width (ui_find_type (thumbnail, GTK_TYPE_PICTURE)), <=, 154);
  g_assert_cmpint (gtk_widget_get_height (ui_find_type (thumbnail, GTK_TYPE_PICTURE)), <=, 86);
  g_assert_nonnull (ui_find_label (chip, "invoice-2026-06.pdf"));
  g_assert_nonnull (ui_find_button (chip, "Save invoice-2026-06.pdf"));

  /* Side by side; one under the other where there is no room. */
  g_assert_cmpint (thread_get_y (chip, files), <, gtk_widget_get_height (thumbnail));
  g_object_set (thread->view, "narrow", TRUE, NULL);
  ui_wait_frames (thread->window, 4);
  g_assert_cmpint (thread_get_y (chip, files), >, thread_get_y (thumbnail, files) + gtk_widget_get_height (thumbnail));
  ui_assert_all_labelled (thread->view);
}

static void
test_narrow (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 360, 720);
  int minimum;

  thread_open_ticket (thread);
  g_object_set (thread->view, "narrow", TRUE, "folded", TRUE, NULL);
  ui_wait_frames (thread->window, 4);
  gtk_widget_measure (thread->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_null (ui_find_label (thread->view, "High"));
  g_assert_nonnull (ui_find_button (thread->view, "Back to the list"));
}

static void
test_narrow_client (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_CLIENT, 360, 720);
  int minimum;

  thread_open_ticket (thread);
  g_object_set (thread->view, "narrow", TRUE, "folded", TRUE, NULL);
  ui_wait_frames (thread->window, 4);
  gtk_widget_measure (thread->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_nonnull (ui_find_label (thread->view, "Solved by"));
  g_assert_nonnull (ui_find_label (thread->view, "12:59"));
  g_assert_null (ui_find_button (thread->view, "Close Request"));
  g_assert_null (ui_find_label (thread->view, "Answer after"));
  g_object_set (thread->view, "narrow", FALSE, NULL);
  gtk_widget_measure (thread->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 400);
  g_assert_nonnull (ui_find_label (thread->view, "Answer after"));
}

/* Beside the list: whole words, though fewer; what buttons do is in the menu too. */
static void
test_brief_client (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_CLIENT, 500, 720);
  GtkWidget *words;

  thread_open_ticket (thread);
  ui_wait_frames (thread->window, 4);
  words = ui_find_label (thread->view, "Answer after");
  g_assert_nonnull (words);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (words))));
  words = ui_find_label (thread->view, "Solved by");
  g_assert_nonnull (words);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (words))));
  g_assert_null (ui_find_button (thread->view, "Close Request"));
}

static gboolean
is_closed (gpointer data)
{
  return desk_ticket_get_status (guichet_thread_view_get_ticket (data)) == DESK_STATUS_CLOSED;
}

/* The button goes with the step; whoever pressed it by keyboard goes on in the conversation. */
static void
test_close_keeps_focus (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_CLIENT, 900, 700);
  GtkWidget *close;

  thread_open_ticket (thread);
  close = ui_find_button (thread->view, "Close Request");
  gtk_widget_grab_focus (close);
  g_assert_true (gtk_widget_is_focus (close));
  g_signal_emit_by_name (close, "clicked");
  ui_wait_for (is_closed, thread->view);
  ui_wait_frames (thread->window, 3);
  g_assert_null (ui_find_button (thread->view, "Close Request"));
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (thread->window)));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (thread->window)), GTK_WIDGET (thread_get_log (thread))));
}

static gboolean
is_read (gpointer data)
{
  return !desk_ticket_get_unread (guichet_thread_view_get_ticket (data));
}

/* Shown in the window that the person uses, a ticket is read. */
static void
test_read (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 700);

  thread_open_ticket (thread);
  ui_wait_for (is_read, thread->view);
}

static DeskDelivery
get_delivery (Thread *thread,
              const char *body)
{
  GtkWidget *row = gtk_widget_get_first_child (thread_find_item (thread, body));

  return desk_thread_item_get_delivery (guichet_message_row_get_item (GUICHET_MESSAGE_ROW (row)));
}

static gboolean
does_not_fail (gpointer data)
{
  return get_delivery (data, "Refused words") != DESK_DELIVERY_FAILED;
}

/* What was refused says why, and can be tried again. */
static void
test_refused (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 900);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (thread->ui->session, UI_FIXTURE_TICKET, DESK_DRAFT_REPLY);
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket_id = NULL;
  GtkWidget *retry;

  thread_open_ticket (thread);
  desk_draft_set_body (draft, "Refused words");
  ticket_id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  thread_wait_for_label (thread, "Waiting to send");
  g_assert_null (ui_find_button (thread->view, "Retry"));
  ui_fixture_refuse (thread->ui, "Refused words");
  thread_wait_for_label (thread, "Retry");
  g_assert_cmpint (get_delivery (thread, "Refused words"), ==, DESK_DELIVERY_FAILED);
  g_assert_nonnull (ui_find_button (thread->view, "Discard"));
  ui_assert_all_labelled (thread->view);

  retry = ui_find_button (thread->view, "Retry");
  g_signal_emit_by_name (retry, "clicked");
  ui_wait_for (does_not_fail, thread);
  ui_wait_frames (thread->window, 4);
  g_assert_null (ui_find_button (thread->view, "Retry"));
}

static void
test_folded_events (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 1600);
  g_autoptr (GString) json = g_string_new ("[");
  GtkWidget *button;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *time = ui_fixture_time (12 - i);

      g_string_append_printf (json,
                              "%s{\"id\":\"51000000-0000-4000-8000-00000000000%d\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"actor_id\":\"" COLLEAGUE "\","
                              "\"kind\":\"priority\",\"old_value\":\"%s\",\"new_value\":\"%s\",\"created_at\":\"%s\"}",
                              i > 0 ? "," : "", i, i % 2 ? "low" : "high", i % 2 ? "high" : "low", time);
    }
  g_string_append_c (json, ']');
  ui_fixture_merge (thread->ui, "ticket_events", json->str);
  thread_open_ticket (thread);

  button = ui_find_button (thread->view, "6 changes");
  g_assert_nonnull (button);
  g_assert_null (ui_find_label (thread->view, "Priority changed from High to Low by Jonas Weber"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  thread_wait_for_label (thread, "Priority changed from High to Low by Jonas Weber");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (thread->view, "6 changes")), FALSE);
  ui_wait_frames (thread->window, 4);
  g_assert_null (ui_find_label (thread->view, "Priority changed from High to Low by Jonas Weber"));
}

/* Another ticket, and none: nothing of the first stays. */
static void
test_another_ticket (void)
{
  g_autoptr (Thread) thread = thread_new (DESK_ROLE_SUPPORT, 520, 800);

  thread_open_ticket (thread);
  g_object_set (thread->view, "ticket-id", "10000000-0000-4000-8000-000000001041", NULL);
  thread_wait_for_label (thread, "Cannot sign in since this morning");
  g_assert_null (ui_find_label (thread->view, LAST));
  g_object_set (thread->view, "ticket-id", NULL, NULL);
  ui_wait_frames (thread->window, 4);
  g_assert_null (ui_find_label (thread->view, "Cannot sign in since this morning"));
  g_assert_null (guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (thread->view)));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/thread/rows", test_rows);
  g_test_add_func ("/thread/targets", test_targets);
  g_test_add_func ("/thread/client", test_client);
  g_test_add_func ("/thread/files", test_files);
  g_test_add_func ("/thread/narrow", test_narrow);
  g_test_add_func ("/thread/close-keeps-focus", test_close_keeps_focus);
  g_test_add_func ("/thread/narrow-client", test_narrow_client);
  g_test_add_func ("/thread/brief-client", test_brief_client);
  g_test_add_func ("/thread/read", test_read);
  g_test_add_func ("/thread/refused", test_refused);
  g_test_add_func ("/thread/folded-events", test_folded_events);
  g_test_add_func ("/thread/another-ticket", test_another_ticket);

  return g_test_run ();
}
