/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-table-view.h"

#include <glib/gi18n.h>

#include "guichet-by-steps.h"
#include "guichet-tab-stop.h"

#define MOST_ROWS 11
#define AROUND_A_LINE 13
#define AROUND_TITLES 22
#define TITLE_CHARS 14
/* More than MOST_ROWS; a column view makes all rows that it is given, up to two hundred, so that it gets the others in steps. */
#define FIRST_ROWS 16

/**
 * GuichetTableView:
 *
 * A table of numbers, which can be sorted by each of its columns: by a click on its title, or from a menu.
 */
struct _GuichetTableView
{
  AdwBin parent_instance;

  GuichetTable *table;
  GtkColumnView *view;
  GListModel *shown;
  GtkSliceListModel *made;      /* those of them that have a row */
  guint filling_id;
  GtkWidget *scrolled;
  double beyond;                /* how far it is scrolled from its first column */
  guint sight_id;
  GSimpleActionGroup *actions;
  int sorted_by;                /* the column, or -1 */
  gboolean descending;
};

G_DEFINE_FINAL_TYPE (GuichetTableView, guichet_table_view, ADW_TYPE_BIN)

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer user_data)
{
  guint column = GPOINTER_TO_UINT (user_data);
  double first = guichet_table_row_get_number ((gpointer) a, column);
  double second = guichet_table_row_get_number ((gpointer) b, column);

  return first < second ? GTK_ORDERING_SMALLER : first > second ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

/* Numbers stand unit under unit, also where the language goes from right to left. */
static float
get_numbers_align (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? 0 : 1;
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          gpointer user_data)
{
  gboolean number = GPOINTER_TO_UINT (user_data) > 0;
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", number ? get_numbers_align () : 0.0f, "hexpand", TRUE, "ellipsize",
                                   number ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END, "width-chars", number ? -1 : 10, NULL);

  gtk_widget_add_css_class (label, "time");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         gpointer user_data)
{
  const char *text = guichet_table_row_get_text (gtk_list_item_get_item (item), GPOINTER_TO_UINT (user_data));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

/* Long titles take two lines, so that the columns of numbers under them stay narrow: they break at the space nearest to their middle. */
static char *
dup_title (GuichetTableView *self,
           guint index)
{
  char *title = g_strdup (guichet_table_get_column (self->table, index, NULL));
  char *middle = title + strlen (title) / 2;
  char *best = NULL;

  if (g_utf8_strlen (title, -1) <= TITLE_CHARS)
    return title;

  for (char *space = strchr (title, ' '); space != NULL; space = strchr (space + 1, ' '))
    if (best == NULL || ABS (space - middle) < ABS (best - middle))
      best = space;
  if (best != NULL)
    *best = '\n';

  return title;
}

static GtkColumnViewColumn *
create_column (GuichetTableView *self,
               guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;
  g_autofree char *title = dup_title (self, index);
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (index), NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, index == 0);
  gtk_column_view_column_set_sorter (column, sorter);
  g_object_unref (sorter);

  return column;
}

/* The title stands over its numbers, flush with their units. */
static void
align_titles (GuichetTableView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  guint i = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL; title = gtk_widget_get_next_sibling (title), i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);
      GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

      if (i > 0 && GTK_IS_LABEL (label))
        g_object_set (label, "hexpand", TRUE, "xalign", get_numbers_align (), "justify", GTK_JUSTIFY_RIGHT, NULL);
    }
}

static GtkColumnViewColumn *
dup_column (GuichetTableView *self,
            guint index)
{
  return g_list_model_get_item (gtk_column_view_get_columns (self->view), index);
}

/**
 * guichet_table_view_sort:
 * @self: a table
 * @column: by which column; the same again turns the order round
 */
void
guichet_table_view_sort (GuichetTableView *self,
                         guint column)
{
  GuichetCellKind kind;
  g_autoptr (GtkColumnViewColumn) wanted = NULL;

  g_return_if_fail (GUICHET_IS_TABLE_VIEW (self) && column < guichet_table_get_n_columns (self->table));

  guichet_table_get_column (self->table, column, &kind);
  self->descending = self->sorted_by == (int) column ? !self->descending : kind != GUICHET_CELL_TEXT;
  self->sorted_by = column;
  wanted = dup_column (self, column);
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->view, wanted, self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
on_sort (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  guichet_table_view_sort (user_data, g_variant_get_int32 (parameter));
}

/**
 * guichet_table_view_create_sort_button:
 * @self: a table
 *
 * Returns: a menu of its columns, since their titles cannot be reached by keyboard
 */
GtkWidget *
guichet_table_view_create_sort_button (GuichetTableView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *label = NULL;
  GtkWidget *button = gtk_menu_button_new ();

  for (guint i = 0; i < guichet_table_get_n_columns (self->table); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (guichet_table_get_column (self->table, i, NULL), NULL);

      g_menu_item_set_action_and_target (item, "table.sort", "i", i);
      g_menu_append_item (menu, item);
    }
  /* Translators: by which column a table is sorted; %s is the title of the table */
  label = g_strdup_printf (_("Sort “%s”"), guichet_table_get_title (self->table));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-sort-descending-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_insert_action_group (button, "table", G_ACTION_GROUP (self->actions));

  return button;
}

/** guichet_table_view_get_shown: (transfer none): the rows, in the order in which they are shown. */
GListModel *
guichet_table_view_get_shown (GuichetTableView *self)
{
  g_return_val_if_fail (GUICHET_IS_TABLE_VIEW (self), NULL);

  return self->shown;
}

/* A list view guesses how high it is from the rows that it has made: a short table has to be told to show all of them. Half a row at the foot of a long
 * one says that there are more. */
static void
make_room (GuichetTableView *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->scrolled);
  int n_rows = MIN (g_list_model_get_n_items (self->shown), MOST_ROWS + 1);
  int line, row, highest;

  pango_layout_get_pixel_size (layout, NULL, &line);
  row = line + AROUND_A_LINE;
  highest = line + AROUND_TITLES + MOST_ROWS * row + row / 2;
  gtk_scrolled_window_set_min_content_height (scrolled, -1);
  gtk_scrolled_window_set_max_content_height (scrolled, highest);
  gtk_scrolled_window_set_min_content_height (scrolled, MIN (highest, line + AROUND_TITLES + n_rows * row));
}

static gboolean
make_row (gpointer user_data)
{
  GuichetTableView *self = user_data;
  guint n = gtk_slice_list_model_get_size (self->made);

  if (n >= g_list_model_get_n_items (self->shown))
    return FALSE;

  gtk_slice_list_model_set_size (self->made, n + 1);

  return TRUE;
}

static void
on_shown_changed (GuichetTableView *self)
{
  make_room (self);
  guichet_by_steps_begin (&self->filling_id, make_row, self);
}

static void
guichet_table_view_dispose (GObject *object)
{
  GuichetTableView *self = GUICHET_TABLE_VIEW (object);

  g_clear_handle_id (&self->filling_id, g_source_remove);
  g_clear_handle_id (&self->sight_id, g_source_remove);
  g_clear_object (&self->actions);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_func (self->shown, on_shown_changed, self);
  g_clear_object (&self->made);
  g_clear_object (&self->shown);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (guichet_table_view_parent_class)->dispose (object);
}

static void
guichet_table_view_class_init (GuichetTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_table_view_dispose;
}

static void
guichet_table_view_init (GuichetTableView *self)
{
  static const GActionEntry entries[] = { { "sort", on_sort, "i", NULL, NULL } };

  self->sorted_by = -1;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

static double
count_beyond (GtkAdjustment *across)
{
  return gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across) - gtk_adjustment_get_value (across);
}

static gboolean
is_from_right (GuichetTableView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static void
on_scrolled (GuichetTableView *self,
             GtkAdjustment *across)
{
  /* What moves by itself, while the room changes, is put right. */
  if (self->sight_id == 0)
    self->beyond = is_from_right (self) ? count_beyond (across) : 0;
}

static gboolean
keep_in_sight (gpointer user_data)
{
  GuichetTableView *self = user_data;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  self->sight_id = 0;
  gtk_adjustment_set_value (across, gtk_adjustment_get_value (across) + count_beyond (across) - self->beyond);

  return G_SOURCE_REMOVE;
}

/* From right to left the first column is at the far end of what can be scrolled, and stays in sight when there is more of it; not within an
   allocation, which would not see it. */
static void
on_room (GuichetTableView *self,
         GtkAdjustment *across)
{
  if (is_from_right (self) && count_beyond (across) != self->beyond && self->sight_id == 0)
    self->sight_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, keep_in_sight, self, NULL);
}

/**
 * guichet_table_view_new:
 * @table: a table, with its columns
 *
 * Returns: the table on the screen; it follows its rows
 */
GtkWidget *
guichet_table_view_new (GuichetTable *table)
{
  GuichetTableView *self = g_object_new (GUICHET_TYPE_TABLE_VIEW, NULL);
  GtkSortListModel *sorted;
  GtkAdjustment *across;
  g_autoptr (GtkNoSelection) selection = NULL;

  self->table = g_object_ref (table);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  for (guint i = 0; i < guichet_table_get_n_columns (table); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = create_column (self, i);

      gtk_column_view_append_column (self->view, column);
    }
  align_titles (self);
  sorted = gtk_sort_list_model_new (g_object_ref (guichet_table_get_rows (table)), g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->shown = g_object_ref (G_LIST_MODEL (sorted));
  self->made = gtk_slice_list_model_new (G_LIST_MODEL (sorted), 0, FIRST_ROWS);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->made)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "numbers");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, guichet_table_get_title (table), -1);
  self->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->view, "propagate-natural-height", TRUE, "hscrollbar-policy",
                                 GTK_POLICY_AUTOMATIC, NULL);
  adw_bin_set_child (ADW_BIN (self), guichet_tab_stop_new (self->scrolled));
  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  g_signal_connect_object (across, "changed", G_CALLBACK (on_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (across, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_SWAPPED);
  on_shown_changed (self);

  return GTK_WIDGET (self);
}
