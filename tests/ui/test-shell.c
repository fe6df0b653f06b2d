/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-pane.h"
#include "guichet-list-pane.h"
#include "guichet-panes.h"
#include "guichet-shortcuts.h"
#include "guichet-thread-view.h"
#include "guichet-ticket-row.h"
#include "guichet-views-pane.h"
#include "guichet-width-bin.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* The window: what is seen at each width, what keys do, and the quiet bar. */

typedef struct
{
  UiFixture *fixture;
  GtkWidget *window;
  GtkWidget *views;
  GtkWidget *list;
  GtkWidget *thread;
  GtkWidget *details;
} Shell;

static gboolean
has_rows (gpointer data)
{
  GtkWidget *row = ui_find_type (data, GUICHET_TYPE_TICKET_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

static Shell *
shell_open (DeskRole role,
            int width)
{
  Shell *self = g_new0 (Shell, 1);

  self->fixture = ui_fixture_new (role, TRUE);
  ui_fixture_set_line (self->fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  self->window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), self->fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 700);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 5);
  self->list = ui_find_type (self->window, GUICHET_TYPE_LIST_PANE);
  self->views = ui_find_type (self->window, GUICHET_TYPE_VIEWS_PANE);
  self->thread = ui_find_type (self->window, GUICHET_TYPE_THREAD_VIEW);
  if (gtk_widget_get_mapped (self->list))
    ui_wait_for (has_rows, self->list);

  return self;
}

static void
shell_close (Shell *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_fixture_free (self->fixture);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shell, shell_close)

static void
open_ticket (Shell *self)
{
  guichet_window_open_ticket (GUICHET_WINDOW (self->window), UI_FIXTURE_TICKET);
  ui_wait_frames (self->window, 5);
  self->details = ui_find_type (self->window, GUICHET_TYPE_DETAILS_PANE);
}

/* On the screen, and not slid out of it. */
static gboolean
is_seen (Shell *self,
         GtkWidget *pane)
{
  graphene_rect_t bounds;
  GtkWidget *window = self->window;

  if (pane == NULL || !gtk_widget_get_mapped (pane) || gtk_widget_get_root (pane) != GTK_ROOT (window))
    return FALSE;
  if (!gtk_widget_compute_bounds (pane, window, &bounds))
    return FALSE;

  return bounds.size.width > 0 && bounds.origin.x >= -1 &&
         bounds.origin.x + bounds.size.width <= gtk_widget_get_width (window) + 1;
}

static void
press (Shell *self,
       const char *action)
{
  g_assert_true (gtk_widget_activate_action (self->window, action, NULL));
  ui_wait_frames (self->window, 5);
}

/* As the key controller of the window gets it, after every text field. */
static gboolean
press_letter (Shell *self,
              guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->window);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "letters") == 0)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  ui_wait_frames (self->window, 3);

  return handled;
}

static void
test_folds (void)
{
  struct
  {
    int width;
    gboolean views, list, thread, details;
  } cases[] = {
    { 1280, TRUE, TRUE, TRUE, TRUE },    { 1180, TRUE, TRUE, TRUE, TRUE },    { 1179, TRUE, TRUE, TRUE, FALSE },
    { 1000, TRUE, TRUE, TRUE, FALSE },   { 999, FALSE, TRUE, TRUE, FALSE },   { 860, FALSE, TRUE, TRUE, FALSE },
    { 859, FALSE, TRUE, TRUE, FALSE },   { 700, FALSE, TRUE, TRUE, FALSE },   { 639, FALSE, FALSE, TRUE, FALSE },
    { 360, FALSE, FALSE, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, cases[i].width);

      g_test_message ("%d pixels", cases[i].width);
      open_ticket (shell);
      g_assert_cmpint (gtk_widget_get_width (shell->window), ==, cases[i].width);
      g_assert_cmpint (is_seen (shell, shell->views), ==, cases[i].views);
      g_assert_cmpint (is_seen (shell, shell->list), ==, cases[i].list);
      g_assert_cmpint (is_seen (shell, shell->thread), ==, cases[i].thread);
      g_assert_cmpint (is_seen (shell, shell->details), ==, cases[i].details);
    }
}

/* The same window through all levels: what was open stays open. */
static void
test_fold_and_unfold (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  GuichetPanes *panes = GUICHET_PANES (ui_find_type (shell->window, GUICHET_TYPE_PANES));

  open_ticket (shell);
  for (int level = GUICHET_LEVEL_THREE_PANES; level >= GUICHET_LEVEL_ONE_PAGE; level--)
    {
      guichet_panes_set_level (panes, level);
      ui_wait_frames (shell->window, 5);
      g_assert_true (gtk_widget_get_mapped (shell->thread));
    }
  g_assert_false (gtk_widget_get_mapped (shell->list));
  guichet_panes_set_level (panes, GUICHET_LEVEL_FOUR_PANES);
  ui_wait_frames (shell->window, 5);
  g_assert_true (is_seen (shell, shell->views));
  g_assert_true (is_seen (shell, shell->list));
  g_assert_true (is_seen (shell, ui_find_type (shell->window, GUICHET_TYPE_DETAILS_PANE)));
}

static void
test_views_flap (void)
{
  g_autoptr (Shell) wide = shell_open (DESK_ROLE_SUPPORT, 1280);

  g_assert_true (is_seen (wide, wide->views));
  press (wide, "win.toggle-views");
  g_assert_false (is_seen (wide, wide->views));
  press (wide, "win.toggle-views");
  g_assert_true (is_seen (wide, wide->views));

  g_autoptr (Shell) narrow = shell_open (DESK_ROLE_SUPPORT, 360);
  g_assert_false (is_seen (narrow, narrow->views));
  g_assert_nonnull (ui_find_button (narrow->list, "Views"));
  press (narrow, "win.toggle-views");
  g_assert_true (is_seen (narrow, narrow->views));
  /* Escape goes one step back. */
  g_assert_true (press_letter (narrow, GDK_KEY_Escape));
  g_assert_false (is_seen (narrow, narrow->views));
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

static void
test_details_places (void)
{
  g_autoptr (Shell) over = shell_open (DESK_ROLE_SUPPORT, 1000);
  open_ticket (over);
  press (over, "win.toggle-details");
  g_assert_true (is_seen (over, over->details));
  g_assert_true (press_letter (over, GDK_KEY_Escape));
  g_assert_false (is_seen (over, over->details));

  g_autoptr (Shell) page = shell_open (DESK_ROLE_SUPPORT, 360);
  open_ticket (page);
  press (page, "win.toggle-details");
  page->details = ui_find_type (page->window, GUICHET_TYPE_DETAILS_PANE);
  ui_wait_for (is_mapped, page->details);
  g_assert_true (is_seen (page, page->details));
  g_signal_emit_by_name (page->details, "back");
  ui_wait_for (is_unmapped, page->details);
  g_assert_true (is_seen (page, page->thread));
}

static GtkWidget *
find_sheet (Shell *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (self->window) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static gboolean
has_sheet (gpointer data)
{
  return find_sheet (data) != NULL;
}

static gboolean
has_no_sheet (gpointer data)
{
  return find_sheet (data) == NULL;
}

static void
test_details_sheet (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 700);
  gboolean shown;

  open_ticket (shell);
  press (shell, "win.toggle-details");
  ui_wait_for (has_sheet, shell);
  g_assert_nonnull (ui_find_type (find_sheet (shell), GUICHET_TYPE_DETAILS_PANE));
  gtk_window_close (GTK_WINDOW (find_sheet (shell)));
  ui_wait_for (has_no_sheet, shell);
  g_object_get (shell->thread, "details-shown", &shown, NULL);
  g_assert_false (shown);
}

static void
test_back_to_list (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 360);

  open_ticket (shell);
  g_assert_false (is_seen (shell, shell->list));
  g_signal_emit_by_name (shell->thread, "back");
  ui_wait_for (is_mapped, shell->list);
  ui_wait_frames (shell->window, 5);
  g_assert_true (is_seen (shell, shell->list));
}

static void
test_client (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_CLIENT, 1280);

  g_assert_null (shell->views);
  open_ticket (shell);
  g_assert_false (is_seen (shell, shell->details));
  g_assert_true (is_seen (shell, shell->list));
  g_assert_true (is_seen (shell, shell->thread));
  g_assert_nonnull (ui_find_button (shell->list, "New Request"));
  g_assert_nonnull (ui_find_button (shell->list, "Main menu"));
  ui_assert_all_labelled (shell->window);
}

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

  g_assert_true (press_letter (shell, GDK_KEY_j));
  open = dup_open_ticket (shell);
  g_assert_cmpstr (open, ==, UI_FIXTURE_TICKET);
  g_free (open);
  g_assert_true (press_letter (shell, GDK_KEY_J));
  open = dup_open_ticket (shell);
  g_assert_cmpstr (open, ==, "10000000-0000-4000-8000-000000001038");
  g_free (open);

  /* While somebody writes, a letter is a letter. */
  press (shell, "win.find");
  entry = ui_find_type (shell->list, GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), entry));
  g_assert_false (press_letter (shell, GDK_KEY_k));
  open = dup_open_ticket (shell);
  g_assert_cmpstr (open, ==, "10000000-0000-4000-8000-000000001038");
  g_free (open);
  g_assert_true (press_letter (shell, GDK_KEY_Escape));
  g_assert_true (press_letter (shell, GDK_KEY_k));
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

  urgent = (Priority) { ticket, DESK_PRIORITY_URGENT };
  g_assert_true (press_letter (shell, GDK_KEY_4));
  ui_wait_for (has_priority, &urgent);
  g_assert_true (press_letter (shell, GDK_KEY_a));
  ui_wait_for (is_mine, ticket);
  g_assert_true (press_letter (shell, GDK_KEY_e));
  ui_wait_for (is_closed, ticket);
  /* Closed is closed. */
  press_letter (shell, GDK_KEY_e);
  g_assert_cmpint (desk_ticket_get_status (ticket), ==, DESK_STATUS_CLOSED);
  g_assert_false (desk_session_may_set_status (shell->fixture->session, ticket, DESK_STATUS_CLOSED));
}

static void
test_panes_by_key (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *order[] = { shell->views, shell->list };

  open_ticket (shell);
  guichet_list_pane_focus (GUICHET_LIST_PANE (shell->list));
  press (shell, "win.previous-pane");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), order[0]));
  press (shell, "win.next-pane");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), order[1]));
  press (shell, "win.next-pane");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), shell->thread));
  g_assert_true (press_letter (shell, GDK_KEY_Escape));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (shell->window)), shell->list));
}

static void
test_quiet_bar (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1000);
  const char *words = "Offline: showing what was here at 09:05. 2 changes will be sent later.";
  GtkWidget *label;

  g_assert_null (ui_find_label (shell->window, words));
  ui_fixture_set_line (shell->fixture, DESK_CONNECTION_OFFLINE, UI_FIXTURE_NOW - (gint64) 28 * 60 * G_USEC_PER_SEC, 2, FALSE);
  ui_wait_frames (shell->window, 5);
  label = ui_find_label (shell->window, words);
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_get_mapped (label));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (label)), ==, GTK_ACCESSIBLE_ROLE_STATUS);
  g_assert_nonnull (ui_find_button (shell->window, "Try Now"));

  ui_fixture_set_line (shell->fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  ui_wait_frames (shell->window, 5);
  g_assert_null (ui_find_label (shell->window, words));
}

static void
test_all_labelled (void)
{
  int widths[] = { 1280, 700, 360 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, widths[i]);

      ui_assert_all_labelled (shell->window);
      open_ticket (shell);
      ui_assert_all_labelled (shell->window);
    }
}

/* A client files requests, and reads of no ticket. */
static void
test_shortcuts_of_a_client (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_CLIENT, 1280);
  GtkWidget *window = guichet_shortcuts_create_window (GTK_WINDOW (shell->window), FALSE);

  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (is_mapped, window);
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
  ui_wait_for (is_mapped, window);
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
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/shell/folds", test_folds);
  g_test_add_func ("/shell/fold-and-unfold", test_fold_and_unfold);
  g_test_add_func ("/shell/views-flap", test_views_flap);
  g_test_add_func ("/shell/details/places", test_details_places);
  g_test_add_func ("/shell/details/sheet", test_details_sheet);
  g_test_add_func ("/shell/back-to-list", test_back_to_list);
  g_test_add_func ("/shell/client", test_client);
  g_test_add_func ("/shell/letters", test_letters);
  g_test_add_func ("/shell/focus-stays", test_focus_stays);
  g_test_add_func ("/shell/ticket-keys", test_ticket_keys);
  g_test_add_func ("/shell/panes-by-key", test_panes_by_key);
  g_test_add_func ("/shell/quiet-bar", test_quiet_bar);
  g_test_add_func ("/shell/all-labelled", test_all_labelled);
  g_test_add_func ("/shell/shortcuts-window", test_shortcuts_window);
  g_test_add_func ("/shell/shortcuts-of-a-client", test_shortcuts_of_a_client);

  return g_test_run ();
}
