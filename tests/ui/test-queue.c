/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "desk-view-counts.h"
#include "guichet-filter-page.h"
#include "guichet-filter-popover.h"
#include "guichet-list-pane.h"
#include "guichet-skeleton.h"
#include "guichet-ticket-row.h"
#include "guichet-views-pane.h"
#include "ui-fixture.h"

/* The list and the views, as somebody sees them and a screen reader hears them. */

typedef struct
{
  GtkWidget *root;
  const char *words;
  GtkWidget *found;
} Label;

static gboolean
says (gpointer data)
{
  Label *label = data;

  label->found = ui_find_label (label->root, label->words);

  return label->found != NULL && gtk_widget_get_mapped (label->found);
}

static gboolean
says_no_more (gpointer data)
{
  return !says (data);
}

static GtkWidget *
wait_label (GtkWidget *root,
            const char *words)
{
  Label label = { root, words };

  ui_wait_for (says, &label);

  return label.found;
}

static void
wait_no_label (GtkWidget *root,
               const char *words)
{
  Label label = { root, words };

  ui_wait_for (says_no_more, &label);
}

static GuichetTicketRow *
get_row (GtkWidget *root,
         const char *subject)
{
  GtkWidget *label = wait_label (root, subject);

  return GUICHET_TICKET_ROW (gtk_widget_get_ancestor (label, GUICHET_TYPE_TICKET_ROW));
}

static void
online (UiFixture *fixture)
{
  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
}

static void
test_rows (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window, *item;
  GuichetTicketRow *row;
  g_autofree char *sentence = NULL;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 312, 800);
  row = get_row (pane, "Invoice shows a wrong total after the VAT change");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "North Logistics"));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "#1042"));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "18\u00a0min"));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "High"));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "due in 12\u00a0min"));

  sentence = guichet_ticket_row_dup_sentence (row);
  g_assert_cmpstr (sentence, ==,
                   "Unread. Invoice shows a wrong total after the VAT change. North Logistics, #1042, 18\u00a0minutes ago. High. "
                   "Next response due in 12\u00a0min. Assigned to you.");
  item = gtk_widget_get_parent (GTK_WIDGET (row));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence);
  ui_assert_all_labelled (pane);

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static void
test_clock_turns (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  guichet_list_pane_set_view (GUICHET_LIST_PANE (pane), DESK_VIEW_ALL);
  window = ui_show (pane, 312, 800);
  wait_label (pane, "due in 12\u00a0min");

  /* The row is shown again when it comes back onto the screen, with the time of then. */
  ui_fixture_set_now (fixture, UI_FIXTURE_NOW + (gint64) 13 * 60 * G_USEC_PER_SEC);
  gtk_widget_set_visible (pane, FALSE);
  gtk_widget_set_visible (pane, TRUE);
  wait_label (pane, "late 1\u00a0min");
  wait_no_label (pane, "due in 12\u00a0min");

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static void
test_client_rows (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_CLIENT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window;
  GuichetTicketRow *row;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 360, 800);
  row = get_row (pane, "Invoice shows a wrong total after the VAT change");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "Billing"));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "in progress"));
  g_assert_null (ui_find_label (GTK_WIDGET (row), "High"));
  g_assert_null (ui_find_label (GTK_WIDGET (row), "due in 12\u00a0min"));
  g_assert_nonnull (ui_find_button (pane, "New Request"));
  ui_assert_all_labelled (pane);

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static void
test_never_markup (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window;
  GuichetTicketRow *row;

  online (fixture);
  ui_fixture_merge (fixture, "tickets",
                    "[{\"id\":\"10000000-0000-4000-8000-000000009999\",\"number\":9999,\"subject\":\"<b>5 < 6 & 7</b>\",\"status\":\"open\","
                    "\"client_id\":\"20000000-0000-4000-8000-000000000008\",\"priority_id\":2,\"first_response_applies\":false,"
                    "\"last_customer_activity\":\"2026-06-30T09:30:00+00:00\",\"created_at\":\"2026-06-30T09:30:00+00:00\","
                    "\"updated_at\":\"2026-06-30T09:30:00+00:00\"}]");
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 312, 800);
  row = get_row (pane, "<b>5 < 6 & 7</b>");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "Okonkwo & Sons"));

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static void
test_search (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window, *entry, *button;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 312, 800);
  wait_label (pane, "Refund for order 88213");
  guichet_list_pane_start_search (GUICHET_LIST_PANE (pane));
  entry = ui_find_type (pane, GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_get_focus_child (pane) != NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "refund");
  wait_no_label (pane, "Add two warehouses to our account");
  wait_label (pane, "Refund for order 88213");

  gtk_editable_set_text (GTK_EDITABLE (entry), "<nothing> & like it");
  wait_label (pane, "No ticket matches");
  button = ui_find_button (pane, "Clear Filters");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  wait_label (pane, "Add two warehouses to our account");
  g_assert_false (guichet_list_pane_stop_search (GUICHET_LIST_PANE (pane)));

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

static void
test_filter (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window, *check, *chip;
  GuichetFilterPopover *popover;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 312, 800);
  wait_label (pane, "Refund for order 88213");
  popover = GUICHET_FILTER_POPOVER (ui_find_type (pane, GUICHET_TYPE_FILTER_POPOVER));
  guichet_filter_popover_open_page (popover, GUICHET_CRITERION_STATUS);
  check = gtk_widget_get_ancestor (ui_find_label (ui_find_type (GTK_WIDGET (popover), GUICHET_TYPE_FILTER_PAGE), "Open"), GTK_TYPE_CHECK_BUTTON);
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  wait_no_label (pane, "Refund for order 88213");
  wait_label (pane, "Add two warehouses to our account");

  chip = ui_find_button (pane, "Remove the filter Open");
  g_assert_nonnull (chip);
  ui_assert_all_labelled (pane);
  g_signal_emit_by_name (chip, "clicked");
  wait_label (pane, "Refund for order 88213");
  g_assert_null (ui_find_button (pane, "Remove the filter Open"));

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
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
  wait_label (pane, "No request yet");

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
  wait_label (pane, "The tickets could not be loaded");
  g_assert_nonnull (ui_find_button (pane, "Retry"));

  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  wait_label (pane, "Nothing is waiting for you");

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
  wait_label (pane, "Refund for order 88213");

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
  wait_label (pane, "Just filed");
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
  wait_label (pane, "Add three warehouses");
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
  GtkWidget *row = gtk_widget_get_ancestor (wait_label (pane, "Overdue"), GTK_TYPE_LIST_BOX_ROW);

  wait_label (row, "1");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Overdue, 1 ticket");
  wait_label (gtk_widget_get_ancestor (wait_label (pane, "All"), GTK_TYPE_LIST_BOX_ROW), "12");
  ui_assert_all_labelled (pane);

  /* One more is filed: the counts follow. */
  ui_fixture_merge (fixture, "tickets",
                    "[{\"id\":\"10000000-0000-4000-8000-000000009999\",\"number\":9999,\"subject\":\"Just filed\",\"status\":\"open\","
                    "\"client_id\":\"20000000-0000-4000-8000-000000000008\",\"priority_id\":2,\"first_response_applies\":false,"
                    "\"last_customer_activity\":\"2026-06-30T09:32:00+00:00\",\"created_at\":\"2026-06-30T09:32:00+00:00\","
                    "\"updated_at\":\"2026-06-30T09:32:00+00:00\"}]");
  wait_label (gtk_widget_get_ancestor (wait_label (pane, "All"), GTK_TYPE_LIST_BOX_ROW), "13");

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

/* The last of the twelve, of which three are in sight. */
#define LAST "10000000-0000-4000-8000-000000001022"
#define LAST_SUBJECT "Two customers see the same tracking number"

typedef struct
{
  GtkWidget *pane;
  guint n_frames;
  guint n_empty;                /* rows that were painted without words though their ticket was known */
} Watch;

static GtkWidget *
find_row (GtkWidget *pane,
          const char *ticket_id)
{
  GtkWidget *list = ui_find_type (pane, GTK_TYPE_LIST_VIEW);

  for (GtkWidget *item = gtk_widget_get_first_child (list); item != NULL; item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);
      DeskTicket *ticket = GUICHET_IS_TICKET_ROW (row) ? guichet_ticket_row_get_ticket (GUICHET_TICKET_ROW (row)) : NULL;

      if (ticket != NULL && g_str_equal (desk_ticket_get_id (ticket), ticket_id))
        return row;
    }

  return NULL;
}

static void
on_painted (Watch *watch)
{
  GtkWidget *list = ui_find_type (watch->pane, GTK_TYPE_LIST_VIEW);

  watch->n_frames++;
  for (GtkWidget *item = gtk_widget_get_first_child (list); item != NULL; item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);
      DeskTicket *ticket = GUICHET_IS_TICKET_ROW (row) ? guichet_ticket_row_get_ticket (GUICHET_TICKET_ROW (row)) : NULL;

      if (ticket != NULL && gtk_widget_get_mapped (row) && desk_ticket_get_loaded (ticket) &&
          ui_find_label (row, desk_ticket_get_subject (ticket)) == NULL)
        watch->n_empty++;
    }
}

static gboolean
is_said (gpointer pane)
{
  GtkWidget *row = find_row (pane, LAST);
  g_autofree char *sentence = row != NULL ? guichet_ticket_row_dup_sentence (GUICHET_TICKET_ROW (row)) : NULL;

  return sentence != NULL && strstr (sentence, LAST_SUBJECT) != NULL;
}

/* A row gets its words in the frame in which it comes into sight, and is not made before; a screen reader knows it all the same. */
static void
test_sight (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  DeskViewCounts *counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window, *row;
  Watch watch = { 0 };
  GdkFrameClock *clock;
  gulong handler;
  int height;

  online (fixture);
  pane = guichet_list_pane_new (fixture->session, counts);
  guichet_list_pane_set_view (GUICHET_LIST_PANE (pane), DESK_VIEW_ALL);
  window = ui_show (pane, 312, 240);
  watch.pane = pane;
  clock = gtk_widget_get_frame_clock (window);
  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_painted), &watch);
  height = gtk_widget_get_height (GTK_WIDGET (get_row (pane, "Invoice shows a wrong total after the VAT change")));
  ui_wait_for (is_said, pane);
  row = find_row (pane, LAST);
  g_assert_false (gtk_widget_get_mapped (row));
  g_assert_null (ui_find_label (row, LAST_SUBJECT));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       LAST_SUBJECT ". North Logistics, #1022, 22 June. High. First response: met. Assigned to Jonas Weber.");

  gtk_widget_activate_action (ui_find_type (pane, GTK_TYPE_LIST_VIEW), "list.scroll-to-item", "u", 11);
  g_assert_true (get_row (pane, LAST_SUBJECT) == GUICHET_TICKET_ROW (row));
  g_assert_cmpint (gtk_widget_get_height (row), ==, height);
  g_assert_cmpuint (watch.n_frames, >, 0);
  g_assert_cmpuint (watch.n_empty, ==, 0);

  g_signal_handler_disconnect (clock, handler);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (counts);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/queue/rows", test_rows);
  g_test_add_func ("/queue/clock-turns", test_clock_turns);
  g_test_add_func ("/queue/client-rows", test_client_rows);
  g_test_add_func ("/queue/never-markup", test_never_markup);
  g_test_add_func ("/queue/search", test_search);
  g_test_add_func ("/queue/filter", test_filter);
  g_test_add_func ("/queue/filter/footer", test_filter_footer);
  g_test_add_func ("/queue/empty", test_empty);
  g_test_add_func ("/queue/first-load", test_first_load);
  g_test_add_func ("/queue/keys", test_keys);
  g_test_add_func ("/queue/views", test_views);
  g_test_add_func ("/queue/sight", test_sight);

  return g_test_run ();
}
