/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-popover.h"
#include "guichet-list-pane.h"
#include "guichet-saved-views.h"
#include "guichet-views-pane.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* Filters, groups and the views that people keep of them: what is seen, heard and done by keys. */

typedef struct
{
  GtkWidget *root;
  const char *words;
} Button;

static gboolean
has_button (gpointer data)
{
  Button *button = data;

  return ui_find_button (button->root, button->words) != NULL;
}

static GtkWidget *
wait_button (GtkWidget *root,
             const char *words)
{
  Button button = { root, words };

  ui_wait_for (has_button, &button);

  return ui_find_button (root, words);
}

static DeskListFilter *
read_filter (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  DeskListFilter *filter = desk_list_filter_new_from_json (text, &error);

  g_assert_no_error (error);

  return filter;
}

/* A key as the widget that has the focus gets it. */
static gboolean
press (GtkWidget *widget,
       guint keyval,
       GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }

  return handled;
}

typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *list;
  GtkWidget *views;
} Desk;

static Desk *
desk_open (DeskRole role)
{
  Desk *desk = g_new0 (Desk, 1);
  GtkWidget *content;

  desk->ui = ui_fixture_new (role, TRUE);
  ui_fixture_set_line (desk->ui, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  desk->window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), desk->ui->session);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (desk->window));
  content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (desk->window));
  desk->list = ui_find_type (content, GUICHET_TYPE_LIST_PANE);
  desk->views = ui_find_type (content, GUICHET_TYPE_SAVED_VIEWS);
  g_assert_nonnull (desk->list);

  return desk;
}

static void
desk_close (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  ui_fixture_free (desk->ui);
  g_free (desk);
}

static char *
keep_view (Desk *desk,
           const char *name,
           const char *json,
           DeskListGroup group)
{
  g_autoptr (DeskListFilter) filter = read_filter (json);
  const DeskListOrder order = { DESK_SORT_DUE, TRUE, group };

  return desk_session_add_view (desk->ui->session, name, filter, &order);
}

/* Shown as it was kept; a chip goes by Delete; then the view says that it was changed, and is saved. */
static void
test_changed (void)
{
  Desk *desk = desk_open (DESK_ROLE_SUPPORT);
  g_autofree char *id = keep_view (desk, "Big customers", "{'priority': ['high', 'urgent'], 'view': 'inbox'}", DESK_GROUP_COMPANY);
  GtkWidget *chip, *row;

  ui_wait_label (desk->views, "Big customers");
  gtk_widget_activate_action (desk->window, "win.show-saved-view", "s", id);
  chip = wait_button (desk->list, "Remove the filter High");
  g_assert_nonnull (ui_find_button (desk->list, "Remove the filter Inbox"));
  g_assert_nonnull (ui_find_label (desk->list, "Big customers"));
  g_assert_null (ui_find_button (desk->list, "Save Changes"));
  ui_assert_all_labelled (desk->list);

  gtk_widget_grab_focus (chip);
  g_assert_true (press (chip, GDK_KEY_Delete, 0));
  ui_wait_label (desk->list, "Changed");
  g_assert_null (ui_find_button (desk->list, "Remove the filter High"));
  g_assert_true (gtk_widget_get_focus_child (desk->list) != NULL);

  g_signal_emit_by_name (wait_button (desk->list, "Undo Changes"), "clicked");
  chip = wait_button (desk->list, "Remove the filter High");
  ui_wait_no_label (desk->list, "Changed");

  press (chip, GDK_KEY_Delete, 0);
  g_signal_emit_by_name (wait_button (desk->list, "Save Changes"), "clicked");
  ui_wait_no_label (desk->list, "Changed");
  row = gtk_widget_get_ancestor (ui_find_label (desk->views, "Big customers"), GTK_TYPE_LIST_BOX_ROW);
  ui_wait_label (row, "1");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Big customers, 1 ticket");
  desk_close (desk);
}

/* Headings stand above the first of each group, and are read with it. */
static void
test_groups (void)
{
  Desk *desk = desk_open (DESK_ROLE_SUPPORT);
  g_autofree char *id = keep_view (desk, "By due time", "{}", DESK_GROUP_DUE);

  ui_wait_label (desk->views, "By due time");
  gtk_widget_activate_action (desk->window, "win.show-saved-view", "s", id);
  ui_wait_label (desk->list, "Due today");
  ui_wait_label (desk->list, "Overdue");
  g_object_set (desk->list, "compact", TRUE, NULL);
  ui_wait_label (desk->list, "Due today");
  g_object_set (desk->list, "compact", FALSE, NULL);
  gtk_widget_activate_action (desk->window, "win.show-view", "i", DESK_VIEW_ALL);
  ui_wait_no_label (desk->list, "Due today");
  desk_close (desk);
}

typedef struct
{
  GtkWidget *views;
  const char *first;
} Order;

static gboolean
is_first (gpointer data)
{
  Order *order = data;
  GtkWidget *list = gtk_widget_get_ancestor (ui_find_label (order->views, order->first), GTK_TYPE_LIST_BOX);
  GtkListBoxRow *row = list != NULL ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) : NULL;

  return row != NULL && ui_find_label (GTK_WIDGET (row), order->first) != NULL;
}

typedef struct
{
  Desk *desk;
  const char *words;
} Focus;

static gboolean
is_focus_on (gpointer data)
{
  Focus *focus = data;
  GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (focus->desk->window));

  return widget != NULL && ui_find_label (widget, focus->words) != NULL;
}

static void
wait_focus_on_at (const char *where,
                  Desk *desk,
                  const char *words)
{
  Focus focus = { desk, words };

  ui_wait_for_at (where, is_focus_on, &focus);
}

#define wait_focus_on(desk, words) wait_focus_on_at (G_STRLOC, desk, words)

static gboolean
is_unmapped (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* The views by keys: moved, opened by the menu, given up; and what is gone leaves the list on the queue. */
static void
test_keys (void)
{
  Desk *desk = desk_open (DESK_ROLE_SUPPORT);
  g_autofree char *first = keep_view (desk, "First", "{'mine': true}", DESK_GROUP_NONE);
  g_autofree char *second = keep_view (desk, "Second", "{'unassigned': true}", DESK_GROUP_NONE);
  GtkWidget *row, *list, *menu;
  Order order = { desk->views, "Second" };

  ui_wait_label (desk->views, "First");
  ui_wait_label (desk->views, "Second");
  row = gtk_widget_get_ancestor (ui_find_label (desk->views, "Second"), GTK_TYPE_LIST_BOX_ROW);
  list = gtk_widget_get_parent (row);
  gtk_widget_grab_focus (row);
  g_assert_true (press (list, GDK_KEY_Up, GDK_ALT_MASK));
  ui_wait_for (is_first, &order);
  wait_focus_on (desk, "Second");

  gtk_widget_activate_action (desk->window, "win.show-saved-view", "s", second);
  ui_wait_label (desk->list, "Second");
  row = gtk_widget_get_ancestor (ui_find_label (desk->views, "Second"), GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_grab_focus (row);
  ui_wait_frames (desk->window, 2);
  g_assert_true (press (list, GDK_KEY_F10, GDK_SHIFT_MASK));
  menu = ui_find_type (desk->views, GTK_TYPE_POPOVER_MENU);
  g_assert_true (gtk_widget_get_mapped (menu));
  ui_wait_frames (desk->window, 2);
  gtk_popover_popdown (GTK_POPOVER (menu));
  ui_wait_for (is_unmapped, menu);
  wait_focus_on (desk, "Second");
  g_assert_true (press (list, GDK_KEY_Delete, 0));
  ui_wait_no_label (desk->views, "Second");
  ui_wait_label (desk->list, "Inbox");
  wait_focus_on (desk, "First");

  g_assert_true (press (list, GDK_KEY_Delete, 0));
  ui_wait_no_label (desk->views, "First");
  wait_focus_on (desk, "Inbox");
  desk_close (desk);
}

/* Return in the entry of the dialog. */
static void
name_it (const char *name)
{
  GtkWidget *entry;

  ui_wait_dialog ();
  entry = ui_find_type (ui_find_dialog (), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "entry-activated");
  ui_wait_no_dialog ();
}

/* Return in the dialog that asks for a name keeps it, closes the dialog, and leaves the focus where it was. */
static void
test_name (void)
{
  Desk *desk = desk_open (DESK_ROLE_SUPPORT);
  g_autofree char *id = keep_view (desk, "First", "{'mine': true}", DESK_GROUP_NONE);
  GtkWidget *row, *list;

  ui_wait_label (desk->views, "First");
  guichet_list_pane_focus (GUICHET_LIST_PANE (desk->list));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (desk->window)), desk->list));
  gtk_widget_activate_action (desk->window, "win.save-view", NULL);
  name_it ("Kept");
  ui_wait_label (desk->views, "Kept");
  ui_wait_label (desk->list, "Kept");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (desk->window)), desk->list));

  row = gtk_widget_get_ancestor (ui_find_label (desk->views, "First"), GTK_TYPE_LIST_BOX_ROW);
  list = gtk_widget_get_parent (row);
  gtk_widget_grab_focus (row);
  g_assert_true (press (list, GDK_KEY_F2, 0));
  name_it ("Best");
  ui_wait_label (desk->views, "Best");
  ui_wait_no_label (desk->views, "First");
  wait_focus_on (desk, "Best");
  desk_close (desk);
}

static gboolean
offers (const char *name)
{
  GtkWidget *entry = ui_find_type (ui_find_dialog (), ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (entry), name);

  return adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (ui_find_dialog ()), "accept");
}

/* No name and a long one are not taken, and Return does nothing; an odd one is kept on one line; one that there is already is another view. */
static void
test_bad_names (void)
{
  Desk *desk = desk_open (DESK_ROLE_SUPPORT);
  g_autofree char *id = keep_view (desk, "Twice", "{'mine': true}", DESK_GROUP_NONE);
  g_autofree char *longest = g_strnfill (80, 'x');
  g_autofree char *longer = g_strconcat (longest, "é", NULL);
  GtkWidget *row;

  ui_wait_label (desk->views, "Twice");
  gtk_widget_activate_action (desk->window, "win.save-view", NULL);
  ui_wait_dialog ();
  g_assert_false (offers (""));
  g_assert_false (offers (" \t\a "));
  g_assert_null (ui_find_label (ui_find_dialog (), "This name is longer than 80 letters. Shorten it."));
  g_assert_false (offers (longer));
  g_assert_nonnull (ui_find_label (ui_find_dialog (), "This name is longer than 80 letters. Shorten it."));
  row = ui_find_type (ui_find_dialog (), ADW_TYPE_ENTRY_ROW);
  g_signal_emit_by_name (row, "entry-activated");
  g_assert_nonnull (ui_find_dialog ());
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, longer);
  g_assert_true (offers (longest));
  g_assert_null (ui_find_label (ui_find_dialog (), "This name is longer than 80 letters. Shorten it."));
  name_it (" Été 🚚\nשילוח\a<b>&amp; ");
  ui_wait_label (desk->views, "Été 🚚 שילוח <b>&amp;");

  gtk_widget_activate_action (desk->window, "win.save-view", NULL);
  name_it ("Twice");
  ui_wait_label (desk->list, "Twice");
  row = gtk_widget_get_ancestor (ui_find_label (desk->views, "Twice"), GTK_TYPE_LIST_BOX_ROW);
  while ((row = gtk_widget_get_next_sibling (row)) != NULL && ui_find_label (row, "Twice") == NULL)
    ;
  g_assert_nonnull (row);
  desk_close (desk);
}

/* A client filters by what concerns a client. */
static void
test_client (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_CLIENT, TRUE);
  g_autoptr (DeskViewCounts) counts = desk_view_counts_new (fixture->session);
  GtkWidget *pane, *window, *popover;

  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  pane = guichet_list_pane_new (fixture->session, counts);
  window = ui_show (pane, 360, 800);
  popover = ui_find_type (pane, GUICHET_TYPE_FILTER_POPOVER);
  guichet_list_pane_open_filters (GUICHET_LIST_PANE (pane));
  ui_wait_label (popover, "Priority");
  g_assert_null (ui_find_label (popover, "Labels"));
  g_assert_null (ui_find_label (popover, "Group by"));
  gtk_popover_popdown (GTK_POPOVER (popover));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/views/changed", test_changed);
  g_test_add_func ("/views/groups", test_groups);
  g_test_add_func ("/views/keys", test_keys);
  g_test_add_func ("/views/name", test_name);
  g_test_add_func ("/views/bad-names", test_bad_names);
  g_test_add_func ("/views/client", test_client);

  return g_test_run ();
}
