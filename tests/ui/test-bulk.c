/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* What can be done to several tickets: to all at once, and to one after the other. */

#define INVOICE "Invoice shows a wrong total after the VAT change"

typedef struct
{
  UiFixture *fixture;
  GtkWidget *window;
  GtkSelectionModel *selection;
} Desk;

static Desk
open_desk (int width)
{
  Desk desk = { ui_fixture_new (DESK_ROLE_SUPPORT, TRUE) };
  GtkWidget *pane;

  ui_fixture_set_line (desk.fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  desk.window = guichet_window_new (NULL, desk.fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (desk.window), width, 800);
  gtk_window_present (GTK_WINDOW (desk.window));
  ui_wait_label (desk.window, INVOICE);
  gtk_widget_activate_action (desk.window, "win.show-view", "i", DESK_VIEW_ALL);
  ui_wait_label (desk.window, "Where do I find the delivery notes of last year?");
  pane = ui_find_type (desk.window, GUICHET_TYPE_LIST_PANE);
  desk.selection = gtk_list_view_get_model (GTK_LIST_VIEW (ui_find_type (pane, GTK_TYPE_LIST_VIEW)));

  return desk;
}

static void
close_desk (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  ui_fixture_free (desk->fixture);
}

static void
select_three (Desk *desk)
{
  gtk_selection_model_select_item (desk->selection, 1, TRUE);
  gtk_selection_model_select_item (desk->selection, 3, FALSE);
  gtk_selection_model_select_item (desk->selection, 6, FALSE);
  ui_wait_label (desk->window, "3 tickets selected");
}

static gboolean
mine (Desk *desk,
      guint position)
{
  g_autoptr (DeskTicket) ticket = g_list_model_get_item (G_LIST_MODEL (desk->selection), position);

  return desk_ticket_get_mine (ticket);
}

static gboolean
all_are_mine (gpointer data)
{
  return mine (data, 1) && mine (data, 3) && mine (data, 6);
}

static gboolean
none_is_mine (gpointer data)
{
  return !mine (data, 1) && !mine (data, 3) && !mine (data, 6);
}

static void
test_page (void)
{
  Desk desk = open_desk (1280);
  GtkWidget *undo;

  select_three (&desk);
  ui_wait_label (desk.window, "of South Bakery, Polar Optics and Kestrel Freight");
  ui_assert_all_labelled (desk.window);

  /* One key for all of them, shown at once, and taken back as one. */
  g_assert_true (none_is_mine (&desk));
  gtk_widget_activate_action (desk.window, "win.assign-to-me", NULL);
  ui_wait_for (all_are_mine, &desk);
  ui_wait_label (desk.window, "3 tickets assigned to you");
  undo = ui_find_button (desk.window, "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  ui_wait_for (none_is_mine, &desk);

  /* The same by the keyboard, when the toast is gone. */
  gtk_widget_activate_action (desk.window, "win.assign-to-me", NULL);
  ui_wait_for (all_are_mine, &desk);
  gtk_widget_activate_action (desk.window, "win.undo", NULL);
  ui_wait_for (none_is_mine, &desk);

  /* Escape goes back to one. */
  gtk_widget_activate_action (desk.window, "win.step-back", NULL);
  ui_wait_no_label (desk.window, "3 tickets selected");

  close_desk (&desk);
}

static gboolean
has_bar (gpointer data)
{
  GtkWidget *button = ui_find_button (data, "Set labels…");

  return button != NULL && gtk_widget_get_mapped (button);
}

static void
test_bar (void)
{
  Desk desk = open_desk (360);
  GtkWidget *button;

  gtk_selection_model_select_item (desk.selection, 1, TRUE);
  gtk_selection_model_select_item (desk.selection, 3, FALSE);
  ui_wait_label (desk.window, "2 selected");
  ui_wait_for (has_bar, desk.window);
  button = ui_find_button (desk.window, "Set labels…");
  ui_assert_all_labelled (desk.window);
  gtk_widget_activate_action (desk.window, "win.select-none", NULL);
  ui_wait_frames (desk.window, 5);
  g_assert_false (gtk_widget_get_mapped (button));

  close_desk (&desk);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

static GtkWidget *
get_focus (Desk *desk)
{
  return gtk_window_get_focus (GTK_WINDOW (desk->window));
}

static gboolean
list_has_focus (gpointer data)
{
  GtkWidget *focus = get_focus (data);

  return focus != NULL && gtk_widget_get_ancestor (focus, GUICHET_TYPE_LIST_PANE) != NULL && gtk_widget_get_mapped (focus);
}

/* A single key, as the window gets it after every text field. */
static gboolean
press (Desk *desk,
       guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (desk->window);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "letters") == 0)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

static gboolean
second_is_mine (gpointer desk)
{
  return mine (desk, 1);
}

static gboolean
second_is_not_mine (gpointer desk)
{
  return !mine (desk, 1);
}

/* One ticket at a time, alone: a key decides and brings the next one; what is taken back brings its ticket back; Escape ends at the list. */
static void
test_triage (void)
{
  Desk desk = open_desk (1280);
  GtkWidget *pane = ui_find_type (desk.window, GUICHET_TYPE_LIST_PANE);

  g_assert_true (press (&desk, GDK_KEY_t));
  ui_wait_label (desk.window, "1 of 12");
  ui_wait_for (is_hidden, pane);
  ui_assert_all_labelled (desk.window);
  g_assert_true (press (&desk, GDK_KEY_s));
  ui_wait_label (desk.window, "2 of 12");
  g_assert_true (press (&desk, GDK_KEY_a));
  ui_wait_label (desk.window, "3 of 12");
  ui_wait_for (second_is_mine, &desk);
  g_assert_true (press (&desk, GDK_KEY_z));
  ui_wait_label (desk.window, "2 of 12");
  ui_wait_for (second_is_not_mine, &desk);
  g_assert_true (press (&desk, GDK_KEY_j));
  ui_wait_label (desk.window, "3 of 12");
  g_assert_true (press (&desk, GDK_KEY_k));
  ui_wait_label (desk.window, "2 of 12");

  /* Escape leaves what is written first, and the triage after that. */
  g_assert_true (press (&desk, GDK_KEY_r));
  g_assert_true (GTK_IS_TEXT_VIEW (get_focus (&desk)));
  g_assert_true (press (&desk, GDK_KEY_Escape));
  g_assert_false (GTK_IS_TEXT_VIEW (get_focus (&desk)));
  ui_wait_label (desk.window, "2 of 12");
  g_assert_true (press (&desk, GDK_KEY_Escape));
  ui_wait_no_label (desk.window, "2 of 12");
  ui_wait_for (list_has_focus, &desk);

  close_desk (&desk);
}

/* Of what is selected only; at the end comes the list. Whoever opens another ticket, or another view, has ended it. */
static void
test_triage_ends (void)
{
  Desk desk = open_desk (1280);

  gtk_selection_model_select_item (desk.selection, 1, TRUE);
  gtk_selection_model_select_item (desk.selection, 3, FALSE);
  g_assert_true (press (&desk, GDK_KEY_t));
  ui_wait_label (desk.window, "1 of 2");
  g_assert_true (press (&desk, GDK_KEY_s));
  ui_wait_label (desk.window, "2 of 2");
  g_assert_true (press (&desk, GDK_KEY_s));
  ui_wait_no_label (desk.window, "2 of 2");
  ui_wait_for (list_has_focus, &desk);

  g_assert_true (press (&desk, GDK_KEY_t));
  ui_wait_label (desk.window, "1 of 12");
  guichet_window_open_ticket (GUICHET_WINDOW (desk.window), "10000000-0000-4000-8000-000000001038");
  ui_wait_no_label (desk.window, "1 of 12");

  g_assert_true (press (&desk, GDK_KEY_t));
  ui_wait_label (desk.window, "1 of 12");
  gtk_widget_activate_action (desk.window, "win.show-view", "i", DESK_VIEW_MINE);
  ui_wait_no_label (desk.window, "1 of 12");

  close_desk (&desk);
}

/* With one page the decisions are icons, and fit. */
static void
test_triage_narrow (void)
{
  Desk desk = open_desk (360);

  g_assert_true (press (&desk, GDK_KEY_t));
  ui_wait_label (desk.window, "1 of 12");
  ui_wait_frames (desk.window, 5);
  g_assert_cmpint (gtk_widget_get_width (desk.window), ==, 360);
  g_assert_nonnull (ui_find_button (desk.window, "Skip"));
  ui_assert_all_labelled (desk.window);
  g_assert_true (press (&desk, GDK_KEY_Escape));
  ui_wait_no_label (desk.window, "1 of 12");
  ui_wait_for (list_has_focus, &desk);

  close_desk (&desk);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/bulk/page", test_page);
  g_test_add_func ("/bulk/bar", test_bar);
  g_test_add_func ("/bulk/triage", test_triage);
  g_test_add_func ("/bulk/triage-ends", test_triage_ends);
  g_test_add_func ("/bulk/triage-narrow", test_triage_narrow);

  return g_test_run ();
}
