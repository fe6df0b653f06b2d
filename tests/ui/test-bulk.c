/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-view-counts.h"
#include "guichet-list-pane-private.h"
#include "guichet-ticket-row.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* Several tickets at once: how they are selected, and what can be done to all of them. */

#define INVOICE "Invoice shows a wrong total after the VAT change"

typedef struct
{
  GtkWidget *root;
  const char *words;
} Label;

static gboolean
says (gpointer data)
{
  Label *label = data;
  GtkWidget *found = ui_find_label (label->root, label->words);

  return found != NULL && gtk_widget_get_mapped (found);
}

static void
wait_label (GtkWidget *root,
            const char *words)
{
  Label label = { root, words };

  ui_wait_for (says, &label);
}

typedef struct
{
  UiFixture *fixture;
  DeskViewCounts *counts;
  GtkWidget *pane;
  GtkWidget *window;
  GtkListView *view;
  GString *opened;
} List;

static void
on_selected (List *list,
             const char *ticket_id)
{
  g_string_append_printf (list->opened, "%s ", ticket_id + strlen (ticket_id) - 4);
}

static List *
list_new (DeskRole role,
          int width)
{
  List *list = g_new0 (List, 1);

  list->fixture = ui_fixture_new (role, TRUE);
  ui_fixture_set_line (list->fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  list->counts = desk_view_counts_new (list->fixture->session);
  list->pane = guichet_list_pane_new (list->fixture->session, list->counts);
  list->opened = g_string_new (NULL);
  g_signal_connect_swapped (list->pane, "selected", G_CALLBACK (on_selected), list);
  if (role != DESK_ROLE_CLIENT)
    guichet_list_pane_set_view (GUICHET_LIST_PANE (list->pane), DESK_VIEW_ALL);
  list->window = ui_show (list->pane, width, 800);
  wait_label (list->pane, INVOICE);
  list->view = GTK_LIST_VIEW (ui_find_type (list->pane, GTK_TYPE_LIST_VIEW));

  return list;
}

static void
list_free (List *list)
{
  gtk_window_destroy (GTK_WINDOW (list->window));
  g_object_unref (list->counts);
  g_string_free (list->opened, TRUE);
  ui_fixture_free (list->fixture);
  g_free (list);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (List, list_free)

static GtkSelectionModel *
get_selection (List *list)
{
  return gtk_list_view_get_model (list->view);
}

static char *
dup_numbers (List *list)
{
  g_autoptr (GPtrArray) tickets = guichet_list_pane_dup_several (GUICHET_LIST_PANE (list->pane));
  GString *numbers = g_string_new (NULL);

  for (guint i = 0; i < tickets->len; i++)
    g_string_append_printf (numbers, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", desk_ticket_get_number (tickets->pdata[i]));

  return g_string_free (numbers, FALSE);
}

static void
test_several (void)
{
  g_autoptr (List) list = list_new (DESK_ROLE_SUPPORT, 312);
  GtkSelectionModel *selection = get_selection (list);
  g_autofree char *numbers = NULL;

  /* One is open; that several are selected opens none of them, and the title says how many they are. */
  gtk_selection_model_select_item (selection, 0, TRUE);
  g_assert_cmpstr (list->opened->str, ==, "1042 ");
  gtk_selection_model_select_item (selection, 2, FALSE);
  gtk_selection_model_select_item (selection, 3, FALSE);
  g_assert_cmpuint (guichet_list_pane_get_n_several (GUICHET_LIST_PANE (list->pane)), ==, 3);
  numbers = dup_numbers (list);
  g_assert_cmpstr (numbers, ==, "1042 1040 1038");
  g_assert_cmpstr (list->opened->str, ==, "1042 ");
  g_assert_nonnull (ui_find_label (list->pane, "3 selected"));

  /* What is open stays so when nothing else is selected any more. */
  g_assert_true (guichet_list_pane_select_none (GUICHET_LIST_PANE (list->pane)));
  g_assert_false (guichet_list_pane_select_none (GUICHET_LIST_PANE (list->pane)));
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  g_assert_false (gtk_selection_model_is_selected (selection, 2));
  g_assert_cmpstr (list->opened->str, ==, "1042 ");
  g_assert_null (ui_find_label (list->pane, "3 selected"));
  g_assert_nonnull (ui_find_label (list->pane, "All"));

  /* The last one cannot be taken away: it is open. */
  gtk_selection_model_unselect_item (selection, 0);
  g_assert_true (gtk_selection_model_is_selected (selection, 0));

  /* The next one is the next after the open one, alone. */
  gtk_selection_model_select_item (selection, 5, FALSE);
  guichet_list_pane_move (GUICHET_LIST_PANE (list->pane), 1);
  g_assert_cmpstr (list->opened->str, ==, "1042 1041 ");
  g_assert_cmpuint (guichet_list_pane_get_n_several (GUICHET_LIST_PANE (list->pane)), ==, 0);
  g_assert_true (gtk_selection_model_is_selected (selection, 1));
  g_assert_false (gtk_selection_model_is_selected (selection, 5));
}

static void
test_others_change_the_list (void)
{
  g_autoptr (List) list = list_new (DESK_ROLE_SUPPORT, 312);
  GtkSelectionModel *selection = get_selection (list);
  g_autofree char *now = ui_fixture_time (0);
  g_autofree char *moved = g_strdup_printf ("[{\"id\": \"10000000-0000-4000-8000-000000001038\", \"last_customer_activity\": \"%s\","
                                            " \"updated_at\": \"%s\"}]", now, now);
  g_autofree char *numbers = NULL;
  g_autofree char *left = NULL;

  guichet_list_pane_set_view (GUICHET_LIST_PANE (list->pane), DESK_VIEW_ALL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, 12);
  gtk_selection_model_select_item (selection, 2, TRUE);
  gtk_selection_model_select_item (selection, 3, FALSE);
  numbers = dup_numbers (list);
  g_assert_cmpstr (numbers, ==, "1040 1038");

  /* A ticket that goes up stays selected. */
  ui_fixture_merge (list->fixture, "tickets", moved);
  ui_wait_frames (list->window, 5);
  left = dup_numbers (list);
  g_assert_cmpstr (left, ==, "1038 1040");
}

static void
test_all_and_none (void)
{
  g_autoptr (List) list = list_new (DESK_ROLE_SUPPORT, 312);

  gtk_selection_model_select_all (get_selection (list));
  g_assert_cmpuint (guichet_list_pane_get_n_several (GUICHET_LIST_PANE (list->pane)), ==, 12);
  /* Another view is looked at with one ticket open, not with twelve selected. */
  guichet_list_pane_set_view (GUICHET_LIST_PANE (list->pane), DESK_VIEW_INBOX);
  g_assert_cmpuint (guichet_list_pane_get_n_several (GUICHET_LIST_PANE (list->pane)), ==, 0);
}

#define MANY 5000

static void
put_many (List *list)
{
  g_autoptr (GString) rows = g_string_new ("[");

  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (rows,
                            "%s{'id': '00000000-0000-4000-8000-%012u', 'number': %u, 'subject': 'Many %u', 'status': 'closed', 'created_at':"
                            " '2026-01-01T%02u:%02u:%02u+00:00', 'updated_at': '2026-01-01T11:00:00+00:00'}",
                            i > 0 ? ", " : "", i, 10000 + i, i, i / 3600, i / 60 % 60, i % 60);
  g_string_append_c (rows, ']');
  ui_fixture_merge (list->fixture, "tickets", rows->str);
}

static gboolean
shows_many (gpointer data)
{
  List *list = data;

  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (list))) == MANY + 12;
}

/* The first ones of another order. */
static gboolean
shows_few (gpointer data)
{
  List *list = data;

  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (list))) < MANY;
}

/* Wherever they stand, and wherever they go to: what is selected is selected. */
static void
test_far_down (void)
{
  static const DeskListOrder orders[] = {
    { DESK_SORT_NUMBER, TRUE, DESK_GROUP_NONE },
    { DESK_SORT_ACTIVITY, FALSE, DESK_GROUP_DUE },
    { DESK_SORT_ACTIVITY, FALSE, DESK_GROUP_NONE },
  };
  g_autoptr (List) list = list_new (DESK_ROLE_SUPPORT, 400);
  g_autoptr (DeskListFilter) filter = desk_list_filter_new ();
  GuichetListPane *pane = GUICHET_LIST_PANE (list->pane);

  put_many (list);
  ui_wait_for (shows_many, list);
  gtk_selection_model_select_item (get_selection (list), 1, TRUE);
  gtk_selection_model_select_item (get_selection (list), MANY - 9, FALSE);
  gtk_selection_model_select_item (get_selection (list), 2500, FALSE);
  g_assert_cmpuint (guichet_list_pane_get_n_several (pane), ==, 3);

  filter->view = DESK_VIEW_ALL;
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GPtrArray) tickets = NULL;
      g_autoptr (GPtrArray) before = guichet_list_pane_dup_several (pane);
      g_autoptr (GtkBitset) selected = NULL;

      guichet_list_pane_show_filter (pane, filter, &orders[i]);
      ui_wait_for (shows_few, list);
      g_assert_cmpuint (guichet_list_pane_get_n_several (pane), ==, 3);
      ui_wait_for (shows_many, list);

      g_assert_cmpuint (guichet_list_pane_get_n_several (pane), ==, 3);
      selected = gtk_selection_model_get_selection (get_selection (list));
      g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 3);
      tickets = guichet_list_pane_dup_several (pane);
      g_assert_cmpuint (tickets->len, ==, 3);
      for (guint j = 0; j < before->len; j++)
        g_assert_true (g_ptr_array_find (tickets, before->pdata[j], NULL));
    }
}

static void
test_client_selects_one (void)
{
  g_autoptr (List) list = list_new (DESK_ROLE_CLIENT, 360);
  GtkSelectionModel *selection = get_selection (list);

  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_selection_model_select_item (selection, 1, FALSE);
  g_assert_cmpuint (guichet_list_pane_get_n_several (GUICHET_LIST_PANE (list->pane)), ==, 0);
  g_assert_false (gtk_selection_model_is_selected (selection, 0));
}

static gboolean
says_no_more (gpointer data)
{
  return !says (data);
}

static void
wait_no_label (GtkWidget *root,
               const char *words)
{
  Label label = { root, words };

  ui_wait_for (says_no_more, &label);
}

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
  wait_label (desk.window, INVOICE);
  gtk_widget_activate_action (desk.window, "win.show-view", "i", DESK_VIEW_ALL);
  wait_label (desk.window, "Where do I find the delivery notes of last year?");
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
  wait_label (desk->window, "3 tickets selected");
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
  wait_label (desk.window, "of South Bakery, Polar Optics and Kestrel Freight");
  ui_assert_all_labelled (desk.window);

  /* One key for all of them, shown at once, and taken back as one. */
  g_assert_true (none_is_mine (&desk));
  gtk_widget_activate_action (desk.window, "win.assign-to-me", NULL);
  ui_wait_for (all_are_mine, &desk);
  wait_label (desk.window, "3 tickets assigned to you");
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
  wait_no_label (desk.window, "3 tickets selected");

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
  wait_label (desk.window, "2 selected");
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
  wait_label (desk.window, "1 of 12");
  ui_wait_for (is_hidden, pane);
  ui_assert_all_labelled (desk.window);
  g_assert_true (press (&desk, GDK_KEY_s));
  wait_label (desk.window, "2 of 12");
  g_assert_true (press (&desk, GDK_KEY_a));
  wait_label (desk.window, "3 of 12");
  ui_wait_for (second_is_mine, &desk);
  g_assert_true (press (&desk, GDK_KEY_z));
  wait_label (desk.window, "2 of 12");
  ui_wait_for (second_is_not_mine, &desk);
  g_assert_true (press (&desk, GDK_KEY_j));
  wait_label (desk.window, "3 of 12");
  g_assert_true (press (&desk, GDK_KEY_k));
  wait_label (desk.window, "2 of 12");

  /* Escape leaves what is written first, and the triage after that. */
  g_assert_true (press (&desk, GDK_KEY_r));
  g_assert_true (GTK_IS_TEXT_VIEW (get_focus (&desk)));
  g_assert_true (press (&desk, GDK_KEY_Escape));
  g_assert_false (GTK_IS_TEXT_VIEW (get_focus (&desk)));
  wait_label (desk.window, "2 of 12");
  g_assert_true (press (&desk, GDK_KEY_Escape));
  wait_no_label (desk.window, "2 of 12");
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
  wait_label (desk.window, "1 of 2");
  g_assert_true (press (&desk, GDK_KEY_s));
  wait_label (desk.window, "2 of 2");
  g_assert_true (press (&desk, GDK_KEY_s));
  wait_no_label (desk.window, "2 of 2");
  ui_wait_for (list_has_focus, &desk);

  g_assert_true (press (&desk, GDK_KEY_t));
  wait_label (desk.window, "1 of 12");
  guichet_window_open_ticket (GUICHET_WINDOW (desk.window), "10000000-0000-4000-8000-000000001038");
  wait_no_label (desk.window, "1 of 12");

  g_assert_true (press (&desk, GDK_KEY_t));
  wait_label (desk.window, "1 of 12");
  gtk_widget_activate_action (desk.window, "win.show-view", "i", DESK_VIEW_MINE);
  wait_no_label (desk.window, "1 of 12");

  close_desk (&desk);
}

/* With one page the decisions are icons, and fit. */
static void
test_triage_narrow (void)
{
  Desk desk = open_desk (360);

  g_assert_true (press (&desk, GDK_KEY_t));
  wait_label (desk.window, "1 of 12");
  ui_wait_frames (desk.window, 5);
  g_assert_cmpint (gtk_widget_get_width (desk.window), ==, 360);
  g_assert_nonnull (ui_find_button (desk.window, "Skip"));
  ui_assert_all_labelled (desk.window);
  g_assert_true (press (&desk, GDK_KEY_Escape));
  wait_no_label (desk.window, "1 of 12");
  ui_wait_for (list_has_focus, &desk);

  close_desk (&desk);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/bulk/several", test_several);
  g_test_add_func ("/bulk/others-change-the-list", test_others_change_the_list);
  g_test_add_func ("/bulk/all-and-none", test_all_and_none);
  g_test_add_func ("/bulk/far-down", test_far_down);
  g_test_add_func ("/bulk/client-selects-one", test_client_selects_one);

  g_test_add_func ("/bulk/page", test_page);
  g_test_add_func ("/bulk/bar", test_bar);
  g_test_add_func ("/bulk/triage", test_triage);
  g_test_add_func ("/bulk/triage-ends", test_triage_ends);
  g_test_add_func ("/bulk/triage-narrow", test_triage_narrow);

  return g_test_run ();
}
