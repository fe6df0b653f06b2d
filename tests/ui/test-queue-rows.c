/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-view-counts.h"
#include "guichet-list-pane.h"
#include "guichet-ticket-row.h"
#include "ui-queue.h"

/* The rows of the list, as somebody sees them and a screen reader hears them. */

static GuichetTicketRow *
get_row (GtkWidget *root,
         const char *subject)
{
  GtkWidget *label = ui_wait_label (root, subject);

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
  g_autoptr (Queue) queue = queue_new (DESK_ROLE_SUPPORT, 312, 800);
  GtkWidget *pane = queue->pane;
  GtkWidget *item;
  GuichetTicketRow *row;
  g_autofree char *sentence = NULL;

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
}

static void
test_clock_turns (void)
{
  g_autoptr (Queue) queue = queue_new (DESK_ROLE_SUPPORT, 312, 800);
  GtkWidget *pane = queue->pane;

  guichet_list_pane_set_view (GUICHET_LIST_PANE (pane), DESK_VIEW_ALL);
  ui_wait_label (pane, "due in 12\u00a0min");

  /* The row is shown again when it comes back onto the screen, with the time of then. */
  ui_fixture_set_now (queue->ui, UI_FIXTURE_NOW + (gint64) 13 * 60 * G_USEC_PER_SEC);
  gtk_widget_set_visible (pane, FALSE);
  gtk_widget_set_visible (pane, TRUE);
  ui_wait_label (pane, "late 1\u00a0min");
  ui_wait_no_label (pane, "due in 12\u00a0min");
}

static void
test_client_rows (void)
{
  g_autoptr (Queue) queue = queue_new (DESK_ROLE_CLIENT, 360, 800);
  GtkWidget *pane = queue->pane;
  GuichetTicketRow *row;

  row = get_row (pane, "Invoice shows a wrong total after the VAT change");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "Billing"));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (row), "in progress"));
  g_assert_null (ui_find_label (GTK_WIDGET (row), "High"));
  g_assert_null (ui_find_label (GTK_WIDGET (row), "due in 12\u00a0min"));
  g_assert_nonnull (ui_find_button (pane, "New Request"));
  ui_assert_all_labelled (pane);
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
  g_test_add_func ("/queue/rows/clock-turns", test_clock_turns);
  g_test_add_func ("/queue/rows/client", test_client_rows);
  g_test_add_func ("/queue/rows/never-markup", test_never_markup);
  g_test_add_func ("/queue/rows/sight", test_sight);

  return g_test_run ();
}
