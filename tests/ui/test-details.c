/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-conversation.h"
#include "guichet-assignee-popover.h"
#include "guichet-details-pane.h"
#include "guichet-label-chooser.h"
#include "guichet-scope-popover.h"
#include "ui-fixture.h"

#define SOUTH "20000000-0000-4000-8000-000000000002"
#define COLLEAGUE "00000000-0000-4000-8000-00000000000b"

/* What is known beside the conversation. */

typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *pane;
  DeskConversation *conversation;
} Details;

static gboolean
nothing_is_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

static gboolean
has_file (gpointer data)
{
  return ui_find_label (data, "total-june.png") != NULL;
}

static DeskTicket *
get_ticket (Details *details)
{
  return desk_conversation_get_ticket (details->conversation);
}

static Details *
details_new (DeskRole role)
{
  Details *details = g_new0 (Details, 1);

  details->ui = ui_fixture_new (role, TRUE);
  details->pane = guichet_details_pane_new (details->ui->session);
  details->window = ui_show (details->pane, 264, 700);
  details->conversation = desk_conversation_new (details->ui->session, UI_FIXTURE_TICKET);
  g_object_set (details->pane, "ticket", get_ticket (details), "conversation", details->conversation, NULL);
  ui_wait_for (has_file, details->pane);
  ui_wait_frames (details->window, 4);

  return details;
}

static void
details_free (Details *details)
{
  g_object_add_weak_pointer (G_OBJECT (details->pane), (gpointer *) &details->pane);
  gtk_window_destroy (GTK_WINDOW (details->window));
  ui_wait_for (nothing_is_pending, NULL);
  g_assert_null (details->pane);
  g_assert_finalize_object (details->conversation);
  ui_fixture_free (details->ui);
  g_free (details);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Details, details_free)

static void
test_shows (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  const char *const words[] = { "In progress", "High", "Amélie Fournier", "Billing", "First response", "Today, 09:04", "Next response", "Today, 09:45",
                                "12\u00a0min", "Resolve", "Today, 12:59", "3\u00a0h 26\u00a0min", "Files", "2", "total-june.png", "invoice-2026-06.pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (ui_find_label (details->pane, words[i]) == NULL)
      g_error ("The details do not say “%s”", words[i]);
  ui_assert_all_labelled (details->pane);
}

/* What of this menu button's popover can be chosen. */
static char *
dup_choices (Details *details,
             const char *value)
{
  GtkWidget *label = ui_find_label (details->pane, value);
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_MENU_BUTTON);
  g_autoptr (GString) choices = g_string_new (NULL);
  GMenuModel *menu;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 2);
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  g_assert_nonnull (menu);
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *words = NULL;

      g_assert_true (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &words));
      g_string_append_printf (choices, "%s%s", i > 0 ? ", " : "", words);
    }
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 2);

  return g_string_free (g_steal_pointer (&choices), FALSE);
}

static gboolean
is_resolved (gpointer data)
{
  return ui_find_label (data, "Resolved") != NULL;
}

/* The allowed steps only, and they change with the status. */
static void
test_status (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  g_autofree char *first = dup_choices (details, "In progress");
  g_autofree char *second = NULL;

  for (int status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    if (status != DESK_STATUS_IN_PROGRESS)
      {
        const char *words[] = { "Open", "In progress", "Waiting for the client", "Resolved", "Closed" };

        g_assert_cmpint (strstr (first, words[status]) != NULL, ==,
                         desk_session_may_set_status (details->ui->session, get_ticket (details), status));
      }
  g_assert_null (strstr (first, "In progress"));

  gtk_widget_activate_action (details->pane, "details.set-status", "i", DESK_STATUS_RESOLVED);
  ui_wait_for (is_resolved, details->pane);
  g_assert_cmpint (desk_ticket_get_status (get_ticket (details)), ==, DESK_STATUS_RESOLVED);
  second = dup_choices (details, "Resolved");
  g_assert_null (strstr (second, "Waiting for the client"));
}

static gboolean
is_urgent (gpointer data)
{
  return ui_find_label (data, "Urgent") != NULL;
}

static void
test_priority (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  g_autofree char *choices = dup_choices (details, "High");

  g_assert_cmpstr (choices, ==, "Low, Normal, Urgent");
  gtk_widget_activate_action (details->pane, "details.set-priority", "i", 4);
  ui_wait_for (is_urgent, details->pane);
}

static gboolean
is_jonas (gpointer data)
{
  return g_strcmp0 (desk_ticket_get_assignee_id (data), COLLEAGUE) == 0;
}

static gboolean
is_nobody (gpointer data)
{
  return desk_ticket_get_assignee_id (data) == NULL;
}

static void
test_assignee (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  GtkWidget *button = gtk_widget_get_ancestor (ui_find_label (details->pane, "Amélie Fournier"), GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  GtkWidget *entry = ui_find_type (popover, GTK_TYPE_SEARCH_ENTRY);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 4);
  g_assert_nonnull (ui_find_label (popover, "Jonas Weber"));
  g_assert_nonnull (ui_find_label (popover, "Priya Nair"));
  g_assert_null (ui_find_label (popover, "Nadia Benali"));
  ui_assert_all_labelled (popover);

  gtk_editable_set_text (GTK_EDITABLE (entry), "jon");
  ui_wait_frames (details->window, 4);
  g_assert_nonnull (ui_find_label (popover, "Jonas Weber"));
  g_assert_null (ui_find_label (popover, "Priya Nair"));
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for (is_jonas, get_ticket (details));
  g_assert_nonnull (ui_find_label (details->pane, "Jonas Weber"));

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 4);
  g_signal_emit_by_name (ui_find_button (popover, "Nobody"), "clicked");
  ui_wait_for (is_nobody, get_ticket (details));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

/* Closed is closed, save for the administrator: no button that does nothing. */
static void
test_closed (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  g_autoptr (DeskConversation) closed = desk_conversation_new (details->ui->session, "10000000-0000-4000-8000-000000001022");
  GtkWidget *button;

  g_object_set (details->pane, "ticket", desk_conversation_get_ticket (closed), "conversation", closed, NULL);
  while (ui_find_label (details->pane, "Closed") == NULL)
    ui_wait_frames (details->window, 1);
  button = gtk_widget_get_ancestor (ui_find_label (details->pane, "Closed"), GTK_TYPE_MENU_BUTTON);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_null (ui_find_label (details->pane, "Files"));
  g_object_set (details->pane, "ticket", NULL, "conversation", NULL, NULL);
  ui_wait_for (nothing_is_pending, NULL);
}

static gboolean
concerns_south (gpointer data)
{
  g_auto (GStrv) ids = desk_ticket_dup_affected (data);

  return g_strv_length (ids) == 1 && g_str_equal (ids[0], SOUTH) && !desk_ticket_get_affects_all (data);
}

static gboolean
concerns_all (gpointer data)
{
  g_auto (GStrv) ids = desk_ticket_dup_affected (data);

  return g_strv_length (ids) == 0 && desk_ticket_get_affects_all (data);
}

static GtkWidget *
find_all (GtkWidget *root)
{
  GtkWidget *label = ui_find_label (root, "All companies");

  g_assert_nonnull (label);

  return gtk_widget_get_ancestor (label, GTK_TYPE_CHECK_BUTTON);
}

/* Nothing changes before it is applied, it says what it means, and shows as chips. */
static void
test_scope (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  GtkWidget *popover = ui_find_type (details->pane, GUICHET_TYPE_SCOPE_POPOVER);
  GtkWidget *button = gtk_widget_get_ancestor (popover, GTK_TYPE_MENU_BUTTON);
  GtkWidget *entry = ui_find_type (popover, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *apply;

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Concerns North Logistics alone. Change");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 4);
  ui_assert_all_labelled (popover);
  apply = ui_find_button (popover, "Apply");
  g_assert_nonnull (ui_find_label (popover, "Only the company that filed it sees it."));
  g_assert_false (gtk_widget_is_sensitive (apply));

  gtk_editable_set_text (GTK_EDITABLE (entry), "south");
  ui_wait_frames (details->window, 4);
  g_assert_null (ui_find_label (popover, "Polar Optics"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (ui_find_label (popover, "Its members see the request and its announcements, not the conversation."));
  g_assert_false (concerns_south (get_ticket (details)));
  g_signal_emit_by_name (apply, "clicked");
  ui_wait_for (concerns_south, get_ticket (details));
  ui_wait_frames (details->window, 4);
  g_assert_nonnull (ui_find_label (details->pane, "South Bakery"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Concerns South Bakery as well. Change");

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 4);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_all (popover)), TRUE);
  g_assert_false (gtk_widget_is_sensitive (entry));
  g_assert_nonnull (ui_find_label (popover, "Every client sees the request and its announcements, not the conversation."));
  g_signal_emit_by_name (apply, "clicked");
  ui_wait_for (concerns_all, get_ticket (details));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 4);
}

static gboolean
has_odd_label (gpointer data)
{
  g_auto (GStrv) labels = desk_ticket_dup_labels (data);

  return g_strv_contains ((const char *const *) labels, "Été 🚚 שילוח <b>&amp;");
}

/* No label, one that there is in other letters, the clock's own: not offered. A long one ends where the database ends, an odd one is one line. */
static void
test_bad_labels (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  GtkWidget *popover = ui_find_type (details->pane, GUICHET_TYPE_LABEL_CHOOSER);
  GtkWidget *button = gtk_widget_get_ancestor (popover, GTK_TYPE_MENU_BUTTON);
  GtkWidget *entry = ui_find_type (popover, GTK_TYPE_SEARCH_ENTRY);
  g_autofree char *longer = g_strnfill (61, 'x');
  static const char *const not_offered[] = { "", " \t", "\a", "escalated", "ÉTÉ 🚚 שילוח <B>&AMP;" };

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 4);
  gtk_editable_set_text (GTK_EDITABLE (entry), " Été 🚚\nשילוח\a<b>&amp; ");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (ui_find_button (popover, "Add “Été 🚚 שילוח <b>&amp;”"));
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for (has_odd_label, get_ticket (details));
  ui_wait_frames (details->window, 4);
  g_assert_nonnull (ui_find_label (details->pane, "Été 🚚 שילוח <b>&amp;"));

  for (guint i = 0; i < G_N_ELEMENTS (not_offered); i++)
    {
      g_autofree char *offered = g_strdup_printf ("Add “%s”", not_offered[i]);

      gtk_editable_set_text (GTK_EDITABLE (entry), not_offered[i]);
      g_signal_emit_by_name (entry, "search-changed");
      g_assert_null (ui_find_button (popover, offered));
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), longer);
  g_assert_cmpuint (g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (entry)), -1), ==, 60);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  ui_wait_frames (details->window, 4);
}

static gboolean
is_tracking (gpointer data)
{
  return g_strcmp0 (desk_ticket_get_category (data), "Tracking") == 0;
}

static void
test_category (void)
{
  g_autoptr (Details) details = details_new (DESK_ROLE_SUPPORT);
  g_autofree char *choices = dup_choices (details, "Billing");

  g_assert_cmpstr (choices, ==, "Account, Tracking, None");
  gtk_widget_activate_action (details->pane, "details.set-category", "i", 2);
  ui_wait_for (is_tracking, get_ticket (details));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/details/shows", test_shows);
  g_test_add_func ("/details/status", test_status);
  g_test_add_func ("/details/priority", test_priority);
  g_test_add_func ("/details/assignee", test_assignee);
  g_test_add_func ("/details/closed", test_closed);
  g_test_add_func ("/details/scope", test_scope);
  g_test_add_func ("/details/bad-labels", test_bad_labels);
  g_test_add_func ("/details/category", test_category);

  return g_test_run ();
}
