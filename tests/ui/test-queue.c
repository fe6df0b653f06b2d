/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-view-counts.h"
#include "guichet-filter-page.h"
#include "guichet-filter-popover.h"
#include "guichet-list-pane.h"
#include "guichet-skeleton.h"
#include "guichet-views-pane.h"
#include "ui-queue.h"

/* The list and the views: what is sought, filtered, empty or not there yet, and the way through them. */

static void
online (UiFixture *fixture)
{
  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
}

static void
test_search (void)
{
  g_autoptr (Queue) queue = queue_new (DESK_ROLE_SUPPORT, 312, 800);
  GtkWidget *pane = queue->pane;
  GtkWidget *entry, *button;

  ui_wait_label (pane, "Refund for order 88213");
  guichet_list_pane_start_search (GUICHET_LIST_PANE (pane));
  entry = ui_find_type (pane, GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_get_focus_child (pane) != NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "refund");
  ui_wait_no_label (pane, "Add two warehouses to our account");
  ui_wait_label (pane, "Refund for order 88213");

  gtk_editable_set_text (GTK_EDITABLE (entry), "<nothing> & like it");
  ui_wait_label (pane, "No ticket matches");
  button = ui_find_button (pane, "Clear Filters");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  ui_wait_label (pane, "Add two warehouses to our account");
  g_assert_false (guichet_list_pane_stop_search (GUICHET_LIST_PANE (pane)));
}

static void
test_filter (void)
{
  g_autoptr (Queue) queue = queue_new (DESK_ROLE_SUPPORT, 312, 800);
  GtkWidget *pane = queue->pane;
  GtkWidget *check, *chip;
  GuichetFilterPopover *popover;

  ui_wait_label (pane, "Refund for order 88213");
  popover = GUICHET_FILTER_POPOVER (ui_find_type (pane, GUICHET_TYPE_FILTER_POPOVER));
  guichet_filter_popover_open_page (popover, GUICHET_CRITERION_STATUS);
  check = gtk_widget_get_ancestor (ui_find_label (ui_find_type (GTK_WIDGET (popover), GUICHET_TYPE_FILTER_PAGE), "Open"), GTK_TYPE_CHECK_BUTTON);
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  ui_wait_no_label (pane, "Refund for order 88213");
  ui_wait_label (pane, "Add two warehouses to our account");

  chip = ui_find_button (pane, "Remove the filter Open");
  g_assert_nonnull (chip);
  ui_assert_all_labelled (pane);
  g_signal_emit_by_name (chip, "clicked");
  ui_wait_label (pane, "Refund for order 88213");
  g_assert_null (ui_find_button (pane, "Remove the filter Open"));
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

/* Beside each other where there is room, one below the other in a window as wide as a telephone, with their whole words in both. */
static void
test_filter_footer (void)
{
  const struct
  {
    int width;
    GtkOrientation orientation;
  } cases[] = { { 360, GTK_ORIENTATION_VERTICAL }, { 640, GTK_ORIENTATION_HORIZONTAL } };
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);

  online (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *pane = guichet_list_pane_new (fixture->session, counts);
      GtkWidget *window = ui_show (pane, cases[i].width, 800);
      GtkWidget *popover = ui_find_type (pane, GUICHET_TYPE_FILTER_POPOVER);
      GtkWidget *menu_button = gtk_widget_get_ancestor (popover, GTK_TYPE_MENU_BUTTON);
      GtkWidget *clear, *save;

      g_assert_nonnull (menu_button);
      gtk_menu_button_popup (GTK_MENU_BUTTON (menu_button));
      ui_wait_for (ui_is_mapped, popover);
      ui_wait_frames (window, 3);
      clear = ui_find_button (popover, "Clear Filters");
      save = ui_find_button (popover, "Save as View…");
      g_assert_nonnull (clear);
      g_assert_nonnull (save);
      g_assert_true (gtk_widget_get_parent (clear) == gtk_widget_get_parent (save));
      g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (gtk_widget_get_parent (save))), ==, cases[i].orientation);
      g_assert_cmpint (gtk_widget_get_width (popover), <=, cases[i].width);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (clear))))));
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (save))))));
      gtk_menu_button_popdown (GTK_MENU_BUTTON (menu_button));
      ui_wait_for (is_unmapped, popover);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  g_object_unref (counts);
}

static void
test_empty (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_CLIENT, FALSE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 360, 800);
  ui_wait_label (pane, "No request yet");

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static gboolean
shows_skeleton (gpointer data)
{
  return gtk_widget_get_mapped (ui_find_type (data, GUICHET_TYPE_SKELETON));
}

static void
test_first_load (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, FALSE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window;

  ui_fixture_set_line (fixture, DESK_CONNECTION_CONNECTING, 0, 0, TRUE);
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 312, 800);
  ui_wait_for (shows_skeleton, pane);

  ui_fixture_set_line (fixture, DESK_CONNECTION_OFFLINE, 0, 0, TRUE);
  ui_wait_label (pane, "The tickets could not be loaded");
  g_assert_nonnull (ui_find_button (pane, "Retry"));

  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  ui_wait_label (pane, "Nothing is waiting for you");

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static void
on_selected (GuichetListPane *pane,
             const char *ticket_id,
             char **selected)
{
  g_free (*selected);
  *selected = g_strdup (ticket_id);
}

static void
test_keys (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window;
  g_autofree char *selected = NULL;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  g_signal_connect (pane, "selected", G_CALLBACK (on_selected), &selected);
  window = ui_show (pane, 312, 800);
  ui_wait_label (pane, "Refund for order 88213");

  guichet_list_pane_move (GUICHET_LIST_PANE (pane), 1);
  g_assert_cmpstr (selected, ==, UI_FIXTURE_TICKET);
  guichet_list_pane_move (GUICHET_LIST_PANE (pane), 1);
  g_assert_cmpstr (selected, ==, "10000000-0000-4000-8000-000000001038");
  guichet_list_pane_move (GUICHET_LIST_PANE (pane), -1);
  guichet_list_pane_move (GUICHET_LIST_PANE (pane), -1);
  g_assert_cmpstr (selected, ==, UI_FIXTURE_TICKET);

  /* Another ticket comes to the top: the open one stays selected, and nothing is opened. */
  ui_fixture_merge (fixture, "tickets",
                    "[{\"id\":\"10000000-0000-4000-8000-000000009999\",\"number\":9999,\"subject\":\"Just filed\",\"status\":\"open\","
                    "\"client_id\":\"20000000-0000-4000-8000-000000000008\",\"priority_id\":2,\"first_response_applies\":false,"
                    "\"last_customer_activity\":\"2026-06-30T09:32:00+00:00\",\"created_at\":\"2026-06-30T09:32:00+00:00\","
                    "\"updated_at\":\"2026-06-30T09:32:00+00:00\"}]");
  ui_wait_label (pane, "Just filed");
  g_assert_cmpstr (selected, ==, UI_FIXTURE_TICKET);
  guichet_list_pane_move (GUICHET_LIST_PANE (pane), -1);
  g_assert_cmpstr (selected, ==, "10000000-0000-4000-8000-000000009999");

  /* The open ticket itself goes to another place: it stays selected. */
  guichet_list_pane_move (GUICHET_LIST_PANE (pane), 1);
  guichet_list_pane_move (GUICHET_LIST_PANE (pane), 1);
  g_assert_cmpstr (selected, ==, "10000000-0000-4000-8000-000000001038");
  ui_fixture_merge (fixture, "tickets",
                    "[{\"id\":\"10000000-0000-4000-8000-000000001038\",\"number\":1038,\"subject\":\"Add three warehouses\","
                    "\"status\":\"open\",\"client_id\":\"20000000-0000-4000-8000-000000000004\",\"priority_id\":2,"
                    "\"first_response_applies\":false,\"last_customer_activity\":\"2026-06-30T09:32:59+00:00\","
                    "\"created_at\":\"2026-06-30T08:00:00+00:00\",\"updated_at\":\"2026-06-30T09:32:59+00:00\"}]");
  ui_wait_label (pane, "Add three warehouses");
  g_assert_cmpstr (selected, ==, "10000000-0000-4000-8000-000000001038");
  guichet_list_pane_move (GUICHET_LIST_PANE (pane), 1);
  g_assert_cmpstr (selected, ==, "10000000-0000-4000-8000-000000009999");

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static void
test_views (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane = guichet_views_pane_new (fixture->session, counts);
  GtkWidget *window = ui_show (pane, 196, 800);
  GtkWidget *row = gtk_widget_get_ancestor (ui_wait_label (pane, "Overdue"), GTK_TYPE_LIST_BOX_ROW);

  ui_wait_label (row, "1");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Overdue, 1 ticket");
  ui_wait_label (gtk_widget_get_ancestor (ui_wait_label (pane, "All"), GTK_TYPE_LIST_BOX_ROW), "12");
  ui_assert_all_labelled (pane);

  /* One more is filed: the counts follow. */
  ui_fixture_merge (fixture, "tickets",
                    "[{\"id\":\"10000000-0000-4000-8000-000000009999\",\"number\":9999,\"subject\":\"Just filed\",\"status\":\"open\","
                    "\"client_id\":\"20000000-0000-4000-8000-000000000008\",\"priority_id\":2,\"first_response_applies\":false,"
                    "\"last_customer_activity\":\"2026-06-30T09:32:00+00:00\",\"created_at\":\"2026-06-30T09:32:00+00:00\","
                    "\"updated_at\":\"2026-06-30T09:32:00+00:00\"}]");
  ui_wait_label (gtk_widget_get_ancestor (ui_wait_label (pane, "All"), GTK_TYPE_LIST_BOX_ROW), "13");

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/queue/search", test_search);
  g_test_add_func ("/queue/filter", test_filter);
  g_test_add_func ("/queue/filter/footer", test_filter_footer);
  g_test_add_func ("/queue/empty", test_empty);
  g_test_add_func ("/queue/first-load", test_first_load);
  g_test_add_func ("/queue/keys", test_keys);
  g_test_add_func ("/queue/views", test_views);

  return g_test_run ();
}
