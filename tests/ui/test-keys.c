/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane.h"
#include "guichet-shortcuts.h"
#include "guichet-thread-view.h"
#include "guichet-ticket-row.h"
#include "guichet-window.h"
#include "ui-shell.h"

/* What keys do in the window, and the list of them. */

static char *
dup_open_ticket (Shell *self)
{
  char *ticket_id;

  g_object_get (self->thread, "ticket-id", &ticket_id, NULL);

  return ticket_id;
}

static void
test_letters (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *entry;
  char *open;

  g_assert_true (shell_press_letter (shell, GDK_KEY_j));
  open = dup_open_ticket (shell);
  g_assert_cmpstr (open, ==, UI_FIXTURE_TICKET);
  g_free (open);
  g_assert_true (shell_press_letter (shell, GDK_KEY_J));
  open = dup_open_ticket (shell);
  g_assert_cmpstr (open, ==, "10000000-0000-4000-8000-000000001038");
  g_free (open);

  /* While somebody writes, a letter is a letter. */
  shell_press (shell, "win.find");
  entry = ui_find_type (shell->list, GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), entry));
  g_assert_false (shell_press_letter (shell, GDK_KEY_k));
  open = dup_open_ticket (shell);
  g_assert_cmpstr (open, ==, "10000000-0000-4000-8000-000000001038");
  g_free (open);
  g_assert_true (shell_press_letter (shell, GDK_KEY_Escape));
  g_assert_true (shell_press_letter (shell, GDK_KEY_k));
  open = dup_open_ticket (shell);
  g_assert_cmpstr (open, ==, UI_FIXTURE_TICKET);
  g_free (open);
}

/* Whoever goes through the list stays in it, with the conversation beside it. */
static void
test_focus_stays (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *view = ui_find_type (shell->list, GTK_TYPE_LIST_VIEW);

  for (guint position = 0; position < 2; position++)
    {
      g_autofree char *open = NULL;

      guichet_list_pane_focus (GUICHET_LIST_PANE (shell->list));
      gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (view)), position, TRUE);
      ui_wait_frames (shell->window, 5);
      open = dup_open_ticket (shell);
      g_assert_nonnull (open);
      g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), view));
    }
}

typedef struct
{
  DeskTicket *ticket;
  DeskPriorityCode priority;
} Priority;

static gboolean
has_priority (gpointer data)
{
  Priority *wanted = data;

  return desk_ticket_get_priority (wanted->ticket) == wanted->priority;
}

static gboolean
is_closed (gpointer data)
{
  return desk_ticket_get_status (data) == DESK_STATUS_CLOSED;
}

static gboolean
is_mine (gpointer data)
{
  return desk_ticket_get_mine (data);
}

static void
test_ticket_keys (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  DeskTicket *ticket;
  Priority urgent;

  guichet_window_open_ticket (GUICHET_WINDOW (shell->window), "10000000-0000-4000-8000-000000001038");
  ui_wait_frames (shell->window, 5);
  ticket = guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (shell->thread));
  g_assert_nonnull (ticket);
  g_assert_false (desk_ticket_get_mine (ticket));

  urgent = (Priority){ ticket, DESK_PRIORITY_URGENT };
  g_assert_true (shell_press_letter (shell, GDK_KEY_4));
  ui_wait_for (has_priority, &urgent);
  g_assert_true (shell_press_letter (shell, GDK_KEY_a));
  ui_wait_for (is_mine, ticket);
  g_assert_true (shell_press_letter (shell, GDK_KEY_e));
  ui_wait_for (is_closed, ticket);
  /* Closed is closed. */
  shell_press_letter (shell, GDK_KEY_e);
  g_assert_cmpint (desk_ticket_get_status (ticket), ==, DESK_STATUS_CLOSED);
  g_assert_false (desk_session_may_set_status (shell->fixture->session, ticket, DESK_STATUS_CLOSED));
}

static void
test_panes_by_key (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *order[] = { shell->views, shell->list };

  shell_open_ticket (shell);
  guichet_list_pane_focus (GUICHET_LIST_PANE (shell->list));
  shell_press (shell, "win.previous-pane");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), order[0]));
  shell_press (shell, "win.next-pane");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), order[1]));
  shell_press (shell, "win.next-pane");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), shell->thread));
  g_assert_true (shell_press_letter (shell, GDK_KEY_Escape));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), shell->list));
}

/* A client files requests, and reads of no ticket. */
static void
test_shortcuts_of_a_client (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_CLIENT, 1280);
  GtkWidget *window = guichet_shortcuts_create_window (GTK_WINDOW (shell->window), FALSE);

  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (ui_is_mapped, window);
  g_assert_nonnull (ui_find_label (window, "New request"));
  g_assert_nonnull (ui_find_label (window, "Requests"));
  g_assert_null (ui_find_label (window, "New ticket"));
  g_assert_null (ui_find_label (window, "Close the ticket"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_shortcuts_window (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  guint n_shortcuts;
  const GuichetShortcut *shortcuts = guichet_shortcuts_get (&n_shortcuts);
  GtkWidget *window = guichet_shortcuts_create_window (GTK_WINDOW (shell->window), TRUE);

  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (ui_is_mapped, window);
  for (guint i = 0; i < n_shortcuts; i++)
    {
      guint key;
      GdkModifierType modifiers;

      g_assert_true (gtk_accelerator_parse (shortcuts[i].accel, &key, &modifiers));
      g_assert_nonnull (ui_find_label (window, shortcuts[i].title));
    }
  gtk_window_destroy (GTK_WINDOW (window));

  g_assert_cmpstr (guichet_shortcuts_find_letter (GDK_KEY_KP_2, 0), ==, "win.set-priority(1)");
  g_assert_null (guichet_shortcuts_find_letter (GDK_KEY_j, GDK_CONTROL_MASK));
  g_assert_null (guichet_shortcuts_find_letter (GDK_KEY_x, 0));
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/keys/letters", test_letters);
  g_test_add_func ("/keys/focus-stays", test_focus_stays);
  g_test_add_func ("/keys/ticket-keys", test_ticket_keys);
  g_test_add_func ("/keys/panes-by-key", test_panes_by_key);
  g_test_add_func ("/keys/shortcuts-window", test_shortcuts_window);
  g_test_add_func ("/keys/shortcuts-of-a-client", test_shortcuts_of_a_client);

  return g_test_run ();
}
