/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer.h"
#include "guichet-details-pane.h"
#include "guichet-list-pane.h"
#include "guichet-panes.h"
#include "guichet-scope-popover.h"
#include "guichet-thread-view.h"
#include "guichet-triage-bar.h"
#include "guichet-views-pane.h"
#include "guichet-width-bin.h"
#include "guichet-window.h"
#include "ui-shell.h"

/* The window: what is seen at each width, and the quiet bar. */

static void
test_folds (void)
{
  struct
  {
    int width;
    gboolean views, list, thread, details;
  } cases[] = {
    { 1280, TRUE, TRUE, TRUE, TRUE },   { 1180, TRUE, TRUE, TRUE, TRUE },  { 1179, TRUE, TRUE, TRUE, FALSE },
    { 1000, TRUE, TRUE, TRUE, FALSE },  { 999, FALSE, TRUE, TRUE, FALSE }, { 860, FALSE, TRUE, TRUE, FALSE },
    { 859, FALSE, TRUE, TRUE, FALSE },  { 700, FALSE, TRUE, TRUE, FALSE }, { 639, FALSE, FALSE, TRUE, FALSE },
    { 360, FALSE, FALSE, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, cases[i].width);

      g_test_message ("%d pixels", cases[i].width);
      shell_open_ticket (shell);
      g_assert_cmpint (gtk_widget_get_width (shell->window), ==, cases[i].width);
      g_assert_cmpint (shell_shows (shell, shell->views), ==, cases[i].views);
      g_assert_cmpint (shell_shows (shell, shell->list), ==, cases[i].list);
      g_assert_cmpint (shell_shows (shell, shell->thread), ==, cases[i].thread);
      g_assert_cmpint (shell_shows (shell, shell->details), ==, cases[i].details);
    }
}

/* The same window through all levels: what was open stays open. */
static void
test_fold_and_unfold (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  GuichetPanes *panes = GUICHET_PANES (ui_find_type (shell->window, GUICHET_TYPE_PANES));

  shell_open_ticket (shell);
  for (int level = GUICHET_LEVEL_THREE_PANES; level >= GUICHET_LEVEL_ONE_PAGE; level--)
    {
      guichet_panes_set_level (panes, level);
      ui_wait_frames (shell->window, 5);
      g_assert_true (gtk_widget_get_mapped (shell->thread));
    }
  g_assert_false (gtk_widget_get_mapped (shell->list));
  guichet_panes_set_level (panes, GUICHET_LEVEL_FOUR_PANES);
  ui_wait_frames (shell->window, 5);
  g_assert_true (shell_shows (shell, shell->views));
  g_assert_true (shell_shows (shell, shell->list));
  g_assert_true (shell_shows (shell, ui_find_type (shell->window, GUICHET_TYPE_DETAILS_PANE)));
}

static void
test_views_flap (void)
{
  g_autoptr (Shell) wide = shell_open (DESK_ROLE_SUPPORT, 1280);

  g_assert_true (shell_shows (wide, wide->views));
  shell_press (wide, "win.toggle-views");
  g_assert_false (shell_shows (wide, wide->views));
  shell_press (wide, "win.toggle-views");
  g_assert_true (shell_shows (wide, wide->views));

  g_autoptr (Shell) narrow = shell_open (DESK_ROLE_SUPPORT, 360);
  g_assert_false (shell_shows (narrow, narrow->views));
  g_assert_nonnull (ui_find_button (narrow->list, "Views"));
  shell_press (narrow, "win.toggle-views");
  g_assert_true (shell_shows (narrow, narrow->views));
  /* Escape goes one step back. */
  g_assert_true (shell_press_letter (narrow, GDK_KEY_Escape));
  g_assert_false (shell_shows (narrow, narrow->views));
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
  shell_open_ticket (over);
  shell_press (over, "win.toggle-details");
  g_assert_true (shell_shows (over, over->details));
  g_assert_true (shell_press_letter (over, GDK_KEY_Escape));
  g_assert_false (shell_shows (over, over->details));

  g_autoptr (Shell) page = shell_open (DESK_ROLE_SUPPORT, 360);
  shell_open_ticket (page);
  shell_press (page, "win.toggle-details");
  page->details = ui_find_type (page->window, GUICHET_TYPE_DETAILS_PANE);
  ui_wait_for (ui_is_mapped, page->details);
  g_assert_true (shell_shows (page, page->details));
  g_signal_emit_by_name (page->details, "back");
  ui_wait_for (is_unmapped, page->details);
  g_assert_true (shell_shows (page, page->thread));
}

static GtkWidget *
find_sheet (Shell *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (self->window) &&
          gtk_widget_get_mapped (window))
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

  shell_open_ticket (shell);
  shell_press (shell, "win.toggle-details");
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

  shell_open_ticket (shell);
  g_assert_false (shell_shows (shell, shell->list));
  g_signal_emit_by_name (shell->thread, "back");
  ui_wait_for (ui_is_mapped, shell->list);
  ui_wait_frames (shell->window, 5);
  g_assert_true (shell_shows (shell, shell->list));
}

static void
test_client (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_CLIENT, 1280);

  g_assert_null (shell->views);
  shell_open_ticket (shell);
  g_assert_false (shell_shows (shell, shell->details));
  g_assert_true (shell_shows (shell, shell->list));
  g_assert_true (shell_shows (shell, shell->thread));
  g_assert_nonnull (ui_find_button (shell->list, "New Request"));
  g_assert_nonnull (ui_find_button (shell->list, "Main menu"));
  ui_assert_all_labelled (shell->window);
}

static void
test_quiet_bar (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1000);
  const char *words = "Offline: showing what was here at 09:05. 2 changes will be sent later.";
  GtkWidget *label;

  g_assert_null (ui_find_label (shell->window, words));
  ui_fixture_set_line (shell->fixture, DESK_CONNECTION_OFFLINE, UI_FIXTURE_NOW - (gint64) 28 * 60 * G_USEC_PER_SEC, 2,
                       FALSE);
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
      shell_open_ticket (shell);
      ui_assert_all_labelled (shell->window);
    }
}

/* What the backend refused is said on the screen, also while the editor of the scope is open. */
static void
test_scope_refused (void)
{
  g_autoptr (Shell) shell = shell_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *popover, *button;

  shell_open_ticket (shell);
  popover = ui_find_type (shell->window, GUICHET_TYPE_SCOPE_POPOVER);
  g_assert_nonnull (popover);
  button = gtk_widget_get_ancestor (popover, GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_for (ui_is_mapped, popover);
  g_signal_emit_by_name (shell->fixture->session, "problem", "A company that you chose is not active any more, so the ticket cannot concern it.");
  ui_wait_frames (shell->window, 3);
  g_assert_nonnull (ui_find_label (shell->window, "A company that you chose is not active any more, so the ticket cannot concern it."));
  g_assert_true (gtk_widget_get_mapped (popover));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static gboolean
has_composer (gpointer data)
{
  return ui_find_type (data, GUICHET_TYPE_COMPOSER) != NULL;
}

/* The window comes with its list. What a ticket stands in is made when there is leisure, or when it is opened before that. */
static void
test_made_later (void)
{
  g_autoptr (Shell) opening = NULL;
  g_autoptr (Shell) waiting = NULL;
  UiFixture *fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  GtkWidget *panes = g_object_ref_sink (guichet_panes_new (fixture->session));

  g_assert_false (has_composer (panes));
  g_assert_null (ui_find_type (panes, GUICHET_TYPE_TRIAGE_BAR));
  guichet_panes_open_ticket (GUICHET_PANES (panes), UI_FIXTURE_TICKET);
  g_assert_true (has_composer (panes));
  g_object_unref (panes);
  ui_fixture_free (fixture);

  waiting = shell_open (DESK_ROLE_SUPPORT, 1280);
  ui_wait_for (has_composer, waiting->window);
  g_assert_null (guichet_thread_view_get_ticket (GUICHET_THREAD_VIEW (waiting->thread)));
  opening = shell_open (DESK_ROLE_CLIENT, 1280);
  shell_open_ticket (opening);
  g_assert_true (has_composer (opening->window));
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/shell/folds", test_folds);
  g_test_add_func ("/shell/made-later", test_made_later);
  g_test_add_func ("/shell/fold-and-unfold", test_fold_and_unfold);
  g_test_add_func ("/shell/views-flap", test_views_flap);
  g_test_add_func ("/shell/details/places", test_details_places);
  g_test_add_func ("/shell/details/sheet", test_details_sheet);
  g_test_add_func ("/shell/back-to-list", test_back_to_list);
  g_test_add_func ("/shell/client", test_client);
  g_test_add_func ("/shell/quiet-bar", test_quiet_bar);
  g_test_add_func ("/shell/all-labelled", test_all_labelled);
  g_test_add_func ("/shell/scope-refused", test_scope_refused);

  return g_test_run ();
}
