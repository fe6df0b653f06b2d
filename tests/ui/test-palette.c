/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane.h"
#include "guichet-palette-row.h"
#include "guichet-palette.h"
#include "guichet-panes.h"
#include "guichet-saved-views.h"
#include "guichet-thread-view.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* The palette over the window: what is found, what a screen reader hears, what keys do, and where each result leads. */

typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *palette;
  GtkWidget *entry;
  GtkWidget *list;
} Desk;

static gboolean
has_rows (gpointer data)
{
  GtkWidget *row = ui_find_type (data, g_type_from_name ("GuichetTicketRow"));

  return row != NULL && gtk_widget_get_mapped (row);
}

static Desk *
desk_open (DeskRole role,
           int width)
{
  Desk *desk = g_new0 (Desk, 1);

  desk->ui = ui_fixture_new (role, TRUE);
  ui_fixture_set_line (desk->ui, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  desk->window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), desk->ui->session);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), width, 800);
  gtk_window_present (GTK_WINDOW (desk->window));
  desk->list = ui_find_type (desk->window, GUICHET_TYPE_LIST_PANE);
  ui_wait_for (has_rows, desk->list);
  /* Made when somebody first opens it. */
  g_assert_null (ui_find_type (desk->window, GUICHET_TYPE_PALETTE));
  g_assert_true (gtk_widget_activate_action (desk->window, "win.show-palette", NULL));
  desk->palette = ui_find_type (desk->window, GUICHET_TYPE_PALETTE);
  desk->entry = ui_find_type (desk->palette, GTK_TYPE_ENTRY);
  g_assert_true (gtk_widget_activate_action (desk->window, "win.show-palette", NULL));
  g_assert_false (guichet_palette_is_open (GUICHET_PALETTE (desk->palette)));

  return desk;
}

static void
desk_close (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  ui_fixture_free (desk->ui);
  g_free (desk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_close)

static GListModel *
get_results (Desk *desk)
{
  return G_LIST_MODEL (guichet_palette_get_results (GUICHET_PALETTE (desk->palette)));
}

static gboolean
is_ready (gpointer data)
{
  return desk_palette_get_ready (data);
}

/* What is found for the words, once the cache has answered. */
static void
seek (Desk *desk,
      const char *words)
{
  if (!guichet_palette_is_open (GUICHET_PALETTE (desk->palette)))
    g_assert_true (gtk_widget_activate_action (desk->window, "win.show-palette", NULL));
  gtk_editable_set_text (GTK_EDITABLE (desk->entry), words);
  ui_wait_for (is_ready, get_results (desk));
}

typedef struct
{
  GListModel *results;
  const char *title;
} Wanted;

static int
find_position (GListModel *results,
               const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (results); i++)
    {
      g_autoptr (DeskPaletteItem) item = g_list_model_get_item (results, i);

      if (g_strcmp0 (desk_palette_item_get_title (item), title) == 0)
        return i;
    }

  return -1;
}

static gboolean
is_found (gpointer data)
{
  Wanted *wanted = data;

  return find_position (wanted->results, wanted->title) >= 0;
}

static gboolean
press (Desk *desk,
       guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (desk->palette);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

/* Goes down to a result by key, and chooses it by Return. */
static void
choose (Desk *desk,
        const char *words,
        const char *title)
{
  Wanted wanted = { get_results (desk), title };
  int position;

  seek (desk, words);
  ui_wait_for (is_found, &wanted);
  position = find_position (wanted.results, title);
  for (int i = 0; i < position; i++)
    g_assert_true (press (desk, GDK_KEY_Down));
  g_signal_emit_by_name (desk->entry, "activate");
  g_assert_false (guichet_palette_is_open (GUICHET_PALETTE (desk->palette)));
}

static const char *
get_said (Desk *desk)
{
  GtkWidget *announcer = g_object_get_data (G_OBJECT (desk->window), "guichet-announcer");

  return gtk_label_get_label (GTK_LABEL (announcer));
}

static GtkWidget *
get_focus (Desk *desk)
{
  return gtk_window_get_focus (GTK_WINDOW (desk->window));
}

static gboolean
is_in (GtkWidget *widget,
       GtkWidget *pane)
{
  return widget != NULL && (widget == pane || gtk_widget_is_ancestor (widget, pane));
}

static gboolean
has_mapped_row (gpointer data)
{
  GtkWidget *row = ui_find_type (data, GUICHET_TYPE_PALETTE_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

/* Opened and closed by keys; the focus comes back where it was; what is chosen is said, since the focus does not leave the entry. */
static void
test_keys (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *before;
  guint n;

  guichet_list_pane_focus (GUICHET_LIST_PANE (desk->list));
  before = get_focus (desk);
  g_assert_true (is_in (before, desk->list));
  seek (desk, "in");
  g_assert_true (is_in (get_focus (desk), desk->entry));
  ui_wait_for (has_mapped_row, desk->palette);
  n = g_list_model_get_n_items (get_results (desk));
  g_assert_cmpuint (n, >, 3);
  g_assert_nonnull (ui_find_label (desk->palette, "Tickets"));
  g_assert_nonnull (ui_find_label (desk->palette, "Commands"));
  g_assert_true (g_str_has_prefix (get_said (desk), "Invoice shows a wrong total after the VAT change, #1042 · North Logistics, Tickets, 1 of "));

  g_assert_true (press (desk, GDK_KEY_Down));
  g_assert_nonnull (strstr (get_said (desk), ", 2 of "));
  press (desk, GDK_KEY_Up);
  press (desk, GDK_KEY_Up);
  {
    g_autofree char *last = g_strdup_printf (", %u of %u", n, n);

    g_assert_true (g_str_has_suffix (get_said (desk), last));
  }
  g_assert_true (is_in (get_focus (desk), desk->entry));
  g_assert_true (press (desk, GDK_KEY_Escape));
  g_assert_false (guichet_palette_is_open (GUICHET_PALETTE (desk->palette)));
  g_assert_true (get_focus (desk) == before);
}

/* Each row says all of itself; nothing without words; and a search that finds nothing says so. */
static void
test_heard (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *row;

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (desk->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Search tickets, people and commands");
  seek (desk, "#1042");
  ui_wait_for (has_mapped_row, desk->palette);
  ui_wait_frames (desk->window, 3);
  row = ui_find_type (desk->palette, GUICHET_TYPE_PALETTE_ROW);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Invoice shows a wrong total after the VAT change, #1042 · North Logistics, Tickets");
  ui_assert_all_labelled (desk->palette);
  seek (desk, "xyzzy plugh");
  g_assert_cmpuint (g_list_model_get_n_items (get_results (desk)), ==, 0);
}

typedef struct
{
  GtkWidget *root;
  const char *words;
} Label;

static gboolean
has_label (gpointer data)
{
  Label *label = data;

  return ui_find_label (label->root, label->words) != NULL;
}

static gboolean
has_button (gpointer data)
{
  Label *label = data;

  return ui_find_button (label->root, label->words) != NULL;
}

/* A company, a colleague and a client each lead to the list, filtered; a view that somebody keeps shows as it was kept. The focus is in the list. */
static void
test_leads (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT, 1280);
  g_autoptr (DeskListFilter) filter = desk_list_filter_new ();
  const DeskListOrder order = { DESK_SORT_DUE, TRUE, DESK_GROUP_NONE };
  g_autofree char *view = NULL;
  Label wanted = { desk->list, NULL };

  choose (desk, "kestrel", "Kestrel Freight");
  wanted.words = "Remove the filter Kestrel Freight";
  ui_wait_for (has_button, &wanted);
  g_assert_true (is_in (get_focus (desk), desk->list));
  wanted.words = "All";
  ui_wait_for (has_label, &wanted);

  choose (desk, "jonas", "Jonas Weber");
  wanted.words = "Remove the filter Jonas Weber";
  ui_wait_for (has_button, &wanted);
  g_assert_null (ui_find_button (desk->list, "Remove the filter Kestrel Freight"));

  choose (desk, "nadia", "Nadia Benali");
  wanted.words = "Remove the filter North Logistics";
  ui_wait_for (has_button, &wanted);

  filter->mine = TRUE;
  view = desk_session_add_view (desk->ui->session, "Big customers", filter, &order);
  wanted = (Label) { ui_find_type (desk->window, GUICHET_TYPE_SAVED_VIEWS), "Big customers" };
  ui_wait_for (has_label, &wanted);
  choose (desk, "big cu", "Big customers");
  wanted = (Label) { desk->list, "Big customers" };
  ui_wait_for (has_label, &wanted);
  g_assert_nonnull (ui_find_button (desk->list, "Remove the filter Assigned to me"));
  g_assert_null (ui_find_button (desk->list, "Remove the filter North Logistics"));
  g_assert_true (is_in (get_focus (desk), desk->list));
}

static gboolean
has_ticket (gpointer data)
{
  DeskTicket *ticket = guichet_panes_get_ticket (data);

  return ticket != NULL && desk_ticket_get_loaded (ticket) && g_str_equal (desk_ticket_get_id (ticket), UI_FIXTURE_TICKET);
}

/* A number and Return open the ticket, also where Return is faster than the cache. One that is not here is asked for at the server, and never taken for
 * another ticket that only has the digits in its words; here is no server behind the window, so what it says is that. */
static void
test_number (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT, 1280);
  GtkWidget *panes = ui_find_type (desk->window, GUICHET_TYPE_PANES);
  Label wanted = { desk->window, "Your session has ended. Sign in again to go on; nothing you wrote is lost." };

  gtk_widget_activate_action (desk->window, "win.show-palette", NULL);
  gtk_editable_set_text (GTK_EDITABLE (desk->entry), "#1042");
  g_signal_emit_by_name (desk->entry, "activate");
  ui_wait_for (has_ticket, panes);
  g_assert_false (guichet_palette_is_open (GUICHET_PALETTE (desk->palette)));

  seek (desk, "#500");
  g_assert_cmpint (find_position (get_results (desk), "API answers 500 on /shipments with more than 1,000 lines"), ==, 0);
  g_signal_emit_by_name (desk->entry, "activate");
  ui_wait_for (has_label, &wanted);
  g_assert_true (has_ticket (panes));
}

/* A client finds their tickets and what they can do, and neither people nor companies nor commands of staff. */
static void
test_client (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_CLIENT, 1000);

  seek (desk, "invoice");
  g_assert_cmpint (find_position (get_results (desk), "Invoice shows a wrong total after the VAT change"), ==, 0);
  seek (desk, "jonas");
  g_assert_cmpint (find_position (get_results (desk), "Jonas Weber"), ==, -1);
  seek (desk, "north");
  g_assert_cmpint (find_position (get_results (desk), "North Logistics"), ==, -1);
  seek (desk, "");
  g_assert_cmpint (find_position (get_results (desk), "Preferences"), >=, 0);
  g_assert_cmpint (find_position (get_results (desk), "Write an internal note"), ==, -1);
  g_assert_cmpint (find_position (get_results (desk), "Inbox"), ==, -1);
}

/* One page: the card is as wide as the window, and the hints go. */
static void
test_narrow (void)
{
  g_autoptr (Desk) desk = desk_open (DESK_ROLE_SUPPORT, 360);

  seek (desk, "in");
  ui_wait_for (has_mapped_row, desk->palette);
  ui_wait_frames (desk->window, 3);
  g_assert_cmpint (gtk_widget_get_width (desk->window), ==, 360);
  g_assert_null (ui_find_label (desk->palette, "choose"));
  press (desk, GDK_KEY_Escape);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1280, 800);
  seek (desk, "in");
  ui_wait_frames (desk->window, 5);
  g_assert_nonnull (ui_find_label (desk->palette, "choose"));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/palette/keys", test_keys);
  g_test_add_func ("/palette/heard", test_heard);
  g_test_add_func ("/palette/leads", test_leads);
  g_test_add_func ("/palette/number", test_number);
  g_test_add_func ("/palette/client", test_client);
  g_test_add_func ("/palette/narrow", test_narrow);

  return g_test_run ();
}
