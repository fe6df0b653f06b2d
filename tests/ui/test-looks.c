/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-abreast.h"
#include "guichet-give-way.h"
#include "guichet-label-chooser.h"
#include "guichet-page-states.h"
#include "guichet-reports-place.h"
#include "guichet-request-window.h"
#include "guichet-settings-name.h"
#include "guichet-skeleton.h"
#include "guichet-triage-bar.h"
#include "guichet-wrap.h"
#include "ui-shell.h"

/* What gives way where there is little room, and words and signs that are the same wherever they mean the same. */

/* A picture that is to be seen. */
static GtkWidget *
find_icon (GtkWidget *root,
           const char *name)
{
  if (!gtk_widget_get_visible (root) || GTK_IS_POPOVER (root))
    return NULL;
  if (GTK_IS_IMAGE (root) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (root)), name) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_icon (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GPtrArray *
get_no_tickets (gpointer nothing)
{
  return g_ptr_array_new ();
}

/* Keys stay as long as they fit; icons alone are told apart. */
static void
test_triage (void)
{
  static const int rooms[] = { [GUICHET_TRIAGE_ICONS] = 360, [GUICHET_TRIAGE_KEYS] = 640, [GUICHET_TRIAGE_WORDS] = 1000 };
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  GtkWidget *bar = guichet_triage_bar_new (fixture->session, get_no_tickets, NULL);
  GtkWidget *window = ui_show (bar, 1000, 100);

  for (int room = GUICHET_TRIAGE_ICONS; room <= GUICHET_TRIAGE_WORDS; room++)
    {
      int least;

      guichet_triage_bar_set_room (GUICHET_TRIAGE_BAR (bar), room);
      guichet_triage_bar_set_place (GUICHET_TRIAGE_BAR (bar), 12, 842);
      g_assert_cmpint (ui_find_label (bar, "Z") != NULL, ==, room > GUICHET_TRIAGE_ICONS);
      g_assert_cmpint (ui_find_label (bar, "Undo") != NULL, ==, room == GUICHET_TRIAGE_WORDS);
      g_assert_cmpint (find_icon (bar, "mail-reply-sender-symbolic") != NULL, ==, room < GUICHET_TRIAGE_WORDS);
      g_assert_cmpint (find_icon (bar, "object-rotate-left-symbolic") != NULL, ==, room < GUICHET_TRIAGE_WORDS);
      g_assert_null (find_icon (bar, "edit-undo-symbolic"));
      gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_assert_cmpint (least, <=, rooms[room]);
      ui_assert_all_labelled (bar);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  GtkWidget *place;
  gboolean in_header;
} Choices;

static gboolean
stand_there (gpointer data)
{
  Choices *choices = data;
  GtkWidget *first = ui_find_type (choices->place, GTK_TYPE_DROP_DOWN);

  return (gtk_widget_get_ancestor (first, ADW_TYPE_HEADER_BAR) != NULL) == choices->in_header;
}

/* The choices leave the header before its title has to give way. */
static void
test_reports (void)
{
  static const struct
  {
    int width;
    gboolean in_header;
    gboolean with_words;
  } cases[] = { { 1083, TRUE, TRUE }, { 640, FALSE, FALSE }, { 860, TRUE, FALSE }, { 360, FALSE, FALSE } };
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *place = g_object_new (GUICHET_TYPE_REPORTS_PLACE, "session", fixture->session, NULL);
      GtkWidget *window = ui_show (place, cases[i].width, 700);
      Choices choices = { place, cases[i].in_header };
      GtkWidget *title;

      ui_wait_for (stand_there, &choices);
      ui_wait_frames (window, 3);
      title = ui_find_label (place, "Reports");
      g_assert_nonnull (title);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (title))));
      g_assert_cmpint (ui_find_label (place, "Export CSV") != NULL, ==, cases[i].with_words);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

typedef struct
{
  GtkWidget *window;
  const char *words;
} Said;

static gboolean
is_said (gpointer data)
{
  Said *said = data;

  return ui_find_label (said->window, said->words) != NULL;
}

/* To a client it is an answer; staff has one word for it, there as in the details and the reports. */
static void
test_first_response (void)
{
  static const struct
  {
    DeskRole role;
    const char *words;
  } cases[] = { { DESK_ROLE_CLIENT, "First answer within 8\u00a0hours" }, { DESK_ROLE_SUPPORT, "First response within 8\u00a0hours" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UiFixture) fixture = ui_fixture_new (cases[i].role, TRUE);
      GtkWidget *window = guichet_request_window_new (fixture->session, NULL);
      Said said = { window, cases[i].words };

      gtk_window_present (GTK_WINDOW (window));
      ui_wait_for (is_said, &said);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* Each row that adds something says so by the same sign. */
static void
test_new_row (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = guichet_settings_name_new_row ("New company");
  GtkWidget *window;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = ui_show (list, 400, 200);
  g_assert_nonnull (find_icon (row, "list-add-symbolic"));
  g_assert_true (adw_entry_row_get_show_apply_button (ADW_ENTRY_ROW (row)));
  ui_assert_all_labelled (list);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* And so does the row that adds a label. */
static void
test_new_label (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  g_autoptr (GPtrArray) tickets = g_ptr_array_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = guichet_label_chooser_new (fixture->session);
  GtkWidget *window = ui_show (button, 400, 400);
  GtkWidget *entry = ui_find_type (popover, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *add;

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  guichet_label_chooser_set_tickets (GUICHET_LABEL_CHOOSER (popover), tickets);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_wait_for (ui_is_mapped, entry);
  g_assert_null (ui_find_button (popover, "Add “hardware”"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "hardware");
  g_signal_emit_by_name (entry, "search-changed");
  add = ui_find_button (popover, "Add “hardware”");
  g_assert_nonnull (add);
  g_assert_nonnull (find_icon (add, "list-add-symbolic"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, "Add “hardware”");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
get_place (GtkWidget *child,
           graphene_rect_t *place)
{
  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), place));
}

/* Beside each other as long as no word is cut, each as wide as the other; then one under the other. */
static void
test_abreast (void)
{
  static const char *const words[] = { "Resolve", "Go back to the very beginning" };

  for (guint i = 0; i < 4; i++)
    {
      gboolean wide = i % 2 == 0;
      gboolean rtl = i >= 2;
      GtkWidget *row = guichet_abreast_new (8, TRUE);
      GtkWidget *buttons[2];
      GtkWidget *window;
      graphene_rect_t places[2];

      for (guint b = 0; b < G_N_ELEMENTS (buttons); b++)
        {
          buttons[b] = gtk_button_new_with_label (words[b]);
          gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (buttons[b]))), PANGO_ELLIPSIZE_END);
          guichet_abreast_append (GUICHET_ABREAST (row), buttons[b]);
        }
      gtk_widget_set_direction (row, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      gtk_widget_set_valign (row, GTK_ALIGN_START);
      window = ui_show (row, wide ? 700 : 320, 200);
      for (guint b = 0; b < G_N_ELEMENTS (buttons); b++)
        {
          get_place (buttons[b], &places[b]);
          g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (buttons[b]))))));
        }
      g_assert_cmpfloat (places[0].size.width, ==, places[1].size.width);
      g_assert_cmpfloat (places[0].size.width, ==, wide ? (gtk_widget_get_width (row) - 8) / 2 : gtk_widget_get_width (row));
      g_assert_cmpfloat (places[1].origin.y, ==, wide ? 0 : places[0].size.height + 8);
      g_assert_cmpint (places[0].origin.x > places[1].origin.x, ==, wide && rtl);
      g_assert_cmpint (places[1].origin.x > places[0].origin.x, ==, wide && !rtl);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* What stands at the end of the line begins a line of its own where there is no room for it. */
static void
test_abreast_end (void)
{
  for (guint i = 0; i < 4; i++)
    {
      gboolean wide = i % 2 == 0;
      gboolean rtl = i >= 2;
      GtkWidget *row = guichet_abreast_new (8, FALSE);
      GtkWidget *start = g_object_new (GTK_TYPE_BUTTON, "label", "Internal note", "halign", GTK_ALIGN_START, NULL);
      GtkWidget *end = g_object_new (GTK_TYPE_LABEL, "label", "Only staff sees this", "hexpand", TRUE, "halign", GTK_ALIGN_END, "wrap", TRUE, NULL);
      GtkWidget *window;
      graphene_rect_t place;

      guichet_abreast_append (GUICHET_ABREAST (row), start);
      guichet_abreast_append (GUICHET_ABREAST (row), end);
      gtk_widget_set_direction (row, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      gtk_widget_set_direction (end, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      gtk_widget_set_valign (row, GTK_ALIGN_START);
      window = ui_show (row, wide ? 700 : 200, 200);
      get_place (end, &place);
      g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (end))), ==, 1);
      g_assert_cmpint (place.origin.y >= gtk_widget_get_height (start), ==, !wide);
      if (wide == rtl)
        g_assert_cmpfloat (place.origin.x, ==, 0);
      else
        g_assert_cmpfloat (place.origin.x + place.size.width, ==, gtk_widget_get_width (row));
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* Six pixels between two, beside and under each other, and what else is asked for. */
static void
test_wrap_spacing (void)
{
  for (guint i = 0; i < 4; i++)
    {
      gboolean wide = i % 2 == 0;
      int spacing = i < 2 ? 6 : 4;
      GtkWidget *row = guichet_wrap_new ();
      GtkWidget *buttons[] = { gtk_button_new_with_label ("invoices"), gtk_button_new_with_label ("vat") };
      GtkWidget *window;
      graphene_rect_t places[2];

      for (guint b = 0; b < G_N_ELEMENTS (buttons); b++)
        guichet_wrap_append (GUICHET_WRAP (row), buttons[b]);
      if (spacing != 6)
        guichet_wrap_set_spacing (GUICHET_WRAP (row), spacing);
      gtk_widget_set_halign (row, wide ? GTK_ALIGN_FILL : GTK_ALIGN_START);
      gtk_widget_set_size_request (row, wide ? 400 : 90, -1);
      gtk_widget_set_valign (row, GTK_ALIGN_START);
      window = ui_show (row, 400, 200);
      for (guint b = 0; b < G_N_ELEMENTS (buttons); b++)
        get_place (buttons[b], &places[b]);
      g_assert_cmpfloat (places[1].origin.x, ==, wide ? places[0].size.width + spacing : 0);
      g_assert_cmpfloat (places[1].origin.y, ==, wide ? 0 : places[0].size.height + spacing);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* Where there is no room for the words, the sign stands where they would end: no hole is left before what follows. */
static void
test_give_way (void)
{
  for (guint i = 0; i < 4; i++)
    {
      gboolean wide = i % 2 == 0;
      gboolean rtl = i >= 2;
      GtkWidget *sign = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "pixel-size", 12, NULL);
      GtkWidget *words = gtk_label_new ("not sent");
      GtkWidget *row = guichet_give_way_new (sign, words);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      GtkWidget *window;
      graphene_rect_t place;

      gtk_widget_set_direction (row, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      gtk_widget_set_hexpand (row, TRUE);
      gtk_box_append (GTK_BOX (box), row);
      gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "width-request", wide ? 100 : 260, NULL));
      window = ui_show (box, 300, 100);
      get_place (sign, &place);
      g_assert_cmpint (gtk_widget_get_mapped (words), ==, wide);
      if (wide == rtl)
        g_assert_cmpfloat (place.origin.x + place.size.width, ==, gtk_widget_get_width (row));
      else
        g_assert_cmpfloat (place.origin.x, ==, 0);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static gboolean
offers (GMenuModel *menu,
        const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *name = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name);
      if (g_strcmp0 (name, action) == 0 || (section != NULL && offers (section, action)))
        return TRUE;
    }

  return FALSE;
}

/* The list is as wide as it is drawn, with what files a request in words, and a pointer still gets to the search. */
static void
test_list_header (void)
{
  static const struct
  {
    DeskRole role;
    int width;
    const char *title;
  } cases[] = { { DESK_ROLE_CLIENT, 340, "Requests" }, { DESK_ROLE_SUPPORT, 312, "Inbox" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Shell) shell = shell_open (cases[i].role, 1280);
      GtkWidget *menu = ui_find_type (cases[i].role == DESK_ROLE_CLIENT ? shell->list : shell->views, GTK_TYPE_MENU_BUTTON);
      GtkWidget *words = ui_find_label (shell->list, "New Request");
      GtkWidget *title;

      g_assert_cmpint (gtk_widget_get_width (shell->list), ==, cases[i].width);
      g_assert_cmpint (words != NULL, ==, cases[i].role == DESK_ROLE_CLIENT);
      title = ui_find_label (shell->list, cases[i].title);
      g_assert_nonnull (title);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (title))));
      gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
      g_assert_true (offers (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (menu)), "win.find"));
      gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
    }
}

/* What was there of somebody else goes at once, and grey rows come while one waits. */
static void
test_cleared (void)
{
  GtkWidget *states = guichet_page_states_new (gtk_label_new ("Of Nadia"));
  GtkWidget *window = ui_show (states, 400, 400);

  guichet_page_states_show_content (GUICHET_PAGE_STATES (states));
  guichet_page_states_show_loading (GUICHET_PAGE_STATES (states));
  g_assert_true (guichet_page_states_has_content (GUICHET_PAGE_STATES (states)));
  guichet_page_states_clear (GUICHET_PAGE_STATES (states));
  g_assert_false (guichet_page_states_has_content (GUICHET_PAGE_STATES (states)));
  guichet_page_states_show_loading (GUICHET_PAGE_STATES (states));
  ui_wait_for (ui_is_mapped, ui_find_type (states, GUICHET_TYPE_SKELETON));
  ui_assert_all_labelled (states);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/looks/triage", test_triage);
  g_test_add_func ("/looks/reports", test_reports);
  g_test_add_func ("/looks/first-response", test_first_response);
  g_test_add_func ("/looks/new-row", test_new_row);
  g_test_add_func ("/looks/new-label", test_new_label);
  g_test_add_func ("/looks/abreast", test_abreast);
  g_test_add_func ("/looks/abreast/end", test_abreast_end);
  g_test_add_func ("/looks/wrap/spacing", test_wrap_spacing);
  g_test_add_func ("/looks/give-way", test_give_way);
  g_test_add_func ("/looks/list-header", test_list_header);
  g_test_add_func ("/looks/cleared", test_cleared);

  return g_test_run ();
}
