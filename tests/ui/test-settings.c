/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-desk-section.h"
#include "guichet-settings-place.h"
#include "guichet-settings-section.h"
#include "guichet-tab-stop.h"
#include "guichet-targets-grid.h"
#include "guichet-template-text.h"
#include "guichet-week-picture.h"
#include "ui-fixture.h"

/* The settings of the desk, as far as they need no server. */

static gboolean
nothing_is_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

static GListModel *
rows (const char *text)
{
  GListStore *list = g_list_store_new (DESK_TYPE_OFFICE_ROW);
  g_autoptr (GVariant) values = g_variant_ref_sink (g_variant_new_parsed (text));

  for (gsize i = 0; i < g_variant_n_children (values); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (values, i);
      g_autoptr (DeskOfficeRow) row = desk_office_row_new (child);

      g_list_store_append (list, row);
    }

  return G_LIST_MODEL (list);
}

static GtkWidget *
find_entry (GtkWidget *root,
            const char *text)
{
  GtkWidget *found = GTK_IS_ENTRY (root) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (root)), text) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_entry (child, text);

  return found;
}

/* The table names its columns once, a form each field. */
static gboolean
is_table (gpointer grid)
{
  return ui_find_label (grid, "Priority") != NULL;
}

static gboolean
is_form (gpointer grid)
{
  return !is_table (grid);
}

/* A day is the calendar's; what is changed, what cannot be read and what is saved are told apart. */
static void
test_targets (void)
{
  g_autoptr (GListModel) calendars = rows ("[{'id': <'c'>, 'name': <'Office hours'>, 'calendar_ranges': <[<{'weekday': <int64 1>, 'starts': <'09:00:00'>, "
                                           "'ends': <'18:00:00'>}>]>}]");
  g_autoptr (GListModel) priorities = rows ("[{'id': <int64 4>, 'code': <'urgent'>, 'response_sla_minutes': <int64 15>, 'resolve_sla_minutes': <int64 1440>, "
                                            "'calendar_id': <@ms nothing>}, {'id': <int64 3>, 'code': <'high'>, 'response_sla_minutes': <int64 540>, "
                                            "'resolve_sla_minutes': <int64 240>, 'calendar_id': <'c'>}]");
  GtkWidget *widget = guichet_targets_grid_new ();
  GuichetTargetsGrid *grid = GUICHET_TARGETS_GRID (widget);
  GtkWidget *window = ui_show (widget, 800, 400);
  g_autoptr (GVariant) changes = NULL;
  g_autofree char *was = NULL;
  GtkWidget *entry;
  gboolean valid;

  guichet_targets_grid_set_rows (grid, priorities, calendars);
  ui_wait_for (is_table, grid);
  g_assert_nonnull (find_entry (widget, "15\u00a0min"));
  g_assert_nonnull (find_entry (widget, "4\u00a0h"));
  g_assert_cmpint (guichet_targets_grid_get_minutes (grid, 0, GUICHET_TARGET_RESOLVE), ==, 1440);
  g_assert_cmpint (guichet_targets_grid_get_minutes (grid, 1, GUICHET_TARGET_RESPONSE), ==, 540);
  g_assert_cmpuint (guichet_targets_grid_count_changes (grid, &valid), ==, 0);
  g_assert_true (valid);
  ui_assert_all_labelled (widget);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_entry (widget, "4\u00a0h")), GTK_ACCESSIBLE_PROPERTY_LABEL, "High, Resolution");

  entry = find_entry (widget, "15\u00a0min");
  gtk_editable_set_text (GTK_EDITABLE (entry), "soon");
  guichet_targets_grid_count_changes (grid, &valid);
  g_assert_false (valid);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_cmpuint (guichet_targets_grid_count_changes (grid, &valid), ==, 1);
  g_assert_true (valid);
  g_assert_true (gtk_widget_has_css_class (entry, "changed"));
  was = gtk_entry_get_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY);
  g_assert_cmpstr (was, ==, "Was 15\u00a0min");
  changes = guichet_targets_grid_dup_changes (grid, 0);
  g_assert_cmpuint (g_variant_n_children (changes), ==, 1);
  g_assert_null (guichet_targets_grid_dup_changes (grid, 1));

  /* Little room: the same entries, with what was written, and the person goes on where they were. */
  g_assert_true (gtk_widget_grab_focus (entry));
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 400);
  ui_wait_for (is_form, grid);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), entry));
  g_assert_cmpuint (guichet_targets_grid_count_changes (grid, &valid), ==, 1);
  g_assert_nonnull (ui_find_label (widget, "Next response"));
  guichet_targets_grid_reset (grid);
  g_assert_cmpuint (guichet_targets_grid_count_changes (grid, &valid), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static void
test_week (void)
{
  g_autoptr (GArray) hours = g_array_new (FALSE, FALSE, sizeof (GuichetHours));
  g_autofree char *day = NULL;
  g_autofree char *sentence = NULL;

  g_assert_true (guichet_week_read_day ("9:00-12:30, 13:30 – 18", 1, hours));
  g_assert_true (guichet_week_read_day ("", 2, hours));
  g_assert_true (guichet_week_read_day ("20-24:00", 3, hours));
  g_assert_cmpuint (hours->len, ==, 3);
  day = guichet_week_dup_day ((GuichetHours *) hours->data, hours->len, 1);
  g_assert_cmpstr (day, ==, "09:00–12:30, 13:30–18:00");
  sentence = guichet_week_dup_sentence ((GuichetHours *) hours->data, hours->len);
  g_assert_true (g_str_has_prefix (sentence, "Monday 09:00–12:30, 13:30–18:00. Tuesday closed. Wednesday 20:00–24:00."));
  g_assert_false (guichet_week_read_day ("09:00-12:00, 11:00-18:00", 4, hours));
  g_assert_false (guichet_week_read_day ("18:00-09:00", 4, hours));
  g_assert_false (guichet_week_read_day ("morning", 4, hours));
  g_assert_false (guichet_week_read_day ("09:00", 4, hours));
}

static void
test_variables (void)
{
  const char *const known[] = { "number", "subject", NULL };
  GtkWidget *widget = guichet_template_text_new ();
  GuichetTemplateText *text = GUICHET_TEMPLATE_TEXT (widget);
  GtkWidget *window = ui_show (widget, 400, 300);
  g_auto (GStrv) unknown = NULL;
  g_autofree char *written = NULL;

  guichet_template_text_set_text (text, "Hello ");
  guichet_template_text_set_known (text, (char **) known);
  guichet_template_text_insert (text, "number");
  written = guichet_template_text_dup_text (text);
  g_assert_cmpstr (written, ==, "Hello {{number}}");
  unknown = guichet_template_find_unknown ("{{ number }} {{nobody}} {{{{subject}} {{", known);
  g_assert_cmpuint (g_strv_length (unknown), ==, 1);
  g_assert_cmpstr (unknown[0], ==, "nobody");
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

/* Tab goes to the row that is selected, and from there out of the list. */
static void
test_tab_stop (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *before = gtk_button_new_with_label ("Before");
  GtkWidget *after = gtk_button_new_with_label ("After");
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *window;

  for (guint i = 0; i < 3; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), gtk_label_new ("Row"));
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), guichet_tab_stop_new (list));
  gtk_box_append (GTK_BOX (box), after);
  window = ui_show (box, 400, 300);
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  gtk_widget_grab_focus (before);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1)));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == after);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1)));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == before);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

/* What is being saved cannot be written in, and the focus comes back to where it was, with nothing selected that the next key would replace. */
static void
test_hold (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *other = gtk_entry_new ();
  GtkWidget *window = ui_show (box, 400, 300);
  GtkWidget *text;

  gtk_box_append (GTK_BOX (box), other);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "45 min");
  gtk_widget_grab_focus (entry);
  text = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (gtk_widget_is_ancestor (text, entry));
  guichet_settings_hold (box);
  g_assert_false (gtk_widget_is_sensitive (entry));
  g_assert_null (gtk_window_get_focus (GTK_WINDOW (window)));
  guichet_settings_release (box);
  g_assert_true (gtk_widget_is_sensitive (entry));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == text);
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (entry), NULL, NULL));
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static gboolean
has_retry (gpointer data)
{
  GtkWidget *button = ui_find_button (data, "_Retry");

  return button != NULL && gtk_widget_get_mapped (button);
}

/* Without a server the page says so and can be tried again; every control has a name. */
static void
test_place (void)
{
  g_autoptr (UiFixture) ui = ui_fixture_new (DESK_ROLE_ADMIN, TRUE);
  GtkWidget *place = g_object_new (GUICHET_TYPE_SETTINGS_PLACE, "session", ui->session, NULL);
  GtkWidget *window = ui_show (place, 1060, 700);

  guichet_place_show (GUICHET_PLACE (place));
  ui_wait_for (has_retry, place);
  g_assert_nonnull (ui_find_label (place, "This could not be loaded"));
  ui_assert_all_labelled (place);
  g_object_add_weak_pointer (G_OBJECT (place), (gpointer *) &place);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
  g_assert_null (place);
}

typedef struct
{
  GtkWidget *button;
  GType bar;
} Standing;

static gboolean
stands_in (gpointer data)
{
  Standing *standing = data;

  return gtk_widget_get_ancestor (standing->button, standing->bar) != NULL && gtk_widget_get_mapped (standing->button);
}

/* Discard and Save stand in the header where the title has room beside them, and else below the page; the focus stays where it was. */
static void
test_bottom_bar (void)
{
  const struct
  {
    int width;
    GType bar;
  } cases[] = { { 420, GTK_TYPE_ACTION_BAR }, { 640, ADW_TYPE_HEADER_BAR } };
  g_autoptr (UiFixture) ui = ui_fixture_new (DESK_ROLE_ADMIN, TRUE);
  g_autoptr (DeskOffice) office = desk_office_new (ui->session);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *section = g_object_new (GUICHET_TYPE_DESK_SECTION, "office", office, NULL);
      GtkWidget *window = ui_show (section, cases[i].width, 600);
      Standing save = { ui_find_button (section, "_Save"), cases[i].bar };
      Standing discard = { ui_find_button (section, "_Discard"), cases[i].bar };

      g_assert_nonnull (save.button);
      g_assert_nonnull (discard.button);
      ui_wait_for (stands_in, &save);
      ui_wait_for (stands_in, &discard);
      gtk_widget_set_sensitive (discard.button, TRUE);
      gtk_widget_grab_focus (discard.button);
      save.bar = discard.bar = GTK_TYPE_ACTION_BAR;
      guichet_settings_section_set_narrow (GUICHET_SETTINGS_SECTION (section), TRUE);
      ui_wait_for (stands_in, &save);
      ui_wait_for (stands_in, &discard);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == discard.button);
      save.bar = cases[i].bar;
      guichet_settings_section_set_narrow (GUICHET_SETTINGS_SECTION (section), FALSE);
      ui_wait_for (stands_in, &save);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == discard.button);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  ui_wait_for (nothing_is_pending, NULL);
}

int
main (int argc,
      char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/settings/targets", test_targets);
  g_test_add_func ("/settings/week", test_week);
  g_test_add_func ("/settings/variables", test_variables);
  g_test_add_func ("/settings/tab-stop", test_tab_stop);
  g_test_add_func ("/settings/hold", test_hold);
  g_test_add_func ("/settings/bottom-bar", test_bottom_bar);
  g_test_add_func ("/settings/place", test_place);

  return g_test_run ();
}
