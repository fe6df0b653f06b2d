/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-view-counts.h"
#include "guichet-list-pane-private.h"
#include "ui-fixture.h"

/* Several tickets of the list at once: how they are selected, and stay so. */

#define INVOICE "Invoice shows a wrong total after the VAT change"

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
  ui_wait_label (list->pane, INVOICE);
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

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/selection/several", test_several);
  g_test_add_func ("/selection/others-change-the-list", test_others_change_the_list);
  g_test_add_func ("/selection/all-and-none", test_all_and_none);
  g_test_add_func ("/selection/far-down", test_far_down);
  g_test_add_func ("/selection/client-selects-one", test_client_selects_one);

  return g_test_run ();
}
