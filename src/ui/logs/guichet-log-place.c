/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-log-place.h"

#include <glib/gi18n.h>

#include "guichet-hint.h"
#include "guichet-labels.h"
#include "guichet-page-states.h"
#include "guichet-pill.h"
#include "guichet-tab-stop.h"
#include "guichet-width-bin.h"

typedef struct
{
  GtkWidget *room;
  GtkWidget *header;
  GtkWidget *strip;
  GtkWidget *filters;
  GtkWidget *choices;           /* lists to choose from: side by side also where there is little room */
  GtkWidget *note;
  GtkWidget *states;
  GtkColumnView *view;
  GPtrArray *wide_columns;      /* (element-type GtkColumnViewColumn): only where there is room */
  gboolean narrow;
} GuichetLogPlacePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GuichetLogPlace, guichet_log_place, GUICHET_TYPE_PLACE)

static const int widths[] = { 620 };

static GuichetLogPlacePrivate *
get_private (gpointer self)
{
  return guichet_log_place_get_instance_private (self);
}

/* Cells -------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GuichetLogPlace *place;       /* which owns the column */
  GuichetLogCellKind kind;
  GuichetLogBind bind;
} Column;

static GtkWidget *
create_cell_label (const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (label, style);

  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          Column *column)
{
  GtkWidget *cell;

  if (column->kind == GUICHET_LOG_PILL)
    {
      cell = guichet_pill_new ();
      gtk_widget_set_halign (cell, GTK_ALIGN_START);
      gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
    }
  else
    {
      cell = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "valign", GTK_ALIGN_CENTER, NULL);
      gtk_box_append (GTK_BOX (cell), create_cell_label ("time"));
      gtk_box_append (GTK_BOX (cell), create_cell_label ("caption"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (cell), "secondary");
    }
  gtk_list_item_set_child (item, cell);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         Column *column)
{
  column->bind (gtk_list_item_get_child (item), gtk_list_item_get_item (item), column->place);
}

/**
 * guichet_log_cell_set:
 * @cell: a cell of a column of text
 * @text: what it says
 * @below: (nullable): what stands under it where there is no room for other columns
 */
void
guichet_log_cell_set (GtkWidget *cell,
                      const char *text,
                      const char *below)
{
  GtkWidget *caption = gtk_widget_get_last_child (cell);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (cell)), text);
  guichet_hint_set (cell, *text != '\0' ? text : NULL);
  gtk_label_set_label (GTK_LABEL (caption), below != NULL ? below : "");
  gtk_widget_set_visible (caption, below != NULL);
}

/**
 * guichet_log_place_add_column:
 * @self: a log
 * @title: its title
 * @kind: what its cells are
 * @expand: whether it takes the room that is left
 * @wide_only: whether it goes where there is little room
 * @bind: fills a cell
 */
void
guichet_log_place_add_column (GuichetLogPlace *self,
                              const char *title,
                              GuichetLogCellKind kind,
                              gboolean expand,
                              gboolean wide_only,
                              GuichetLogBind bind)
{
  GuichetLogPlacePrivate *priv = get_private (self);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = NULL;
  Column *column = g_new0 (Column, 1);

  column->place = self;
  column->kind = kind;
  column->bind = bind;
  g_object_set_data_full (G_OBJECT (factory), "column", column, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), column);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), column);
  made = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (made, expand);
  gtk_column_view_column_set_resizable (made, !expand);
  if (wide_only)
    g_ptr_array_add (priv->wide_columns, g_object_ref (made));
  gtk_column_view_append_column (priv->view, made);
}

/* Going through it ------------------------------------------------------------------------------------------------------------------------ */

static void
on_activate (GuichetLogPlace *self,
             guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (get_private (self)->view)), position);

  if (item != NULL)
    GUICHET_LOG_PLACE_GET_CLASS (self)->open (self, item);
}

/* Older ones are asked for two screens before the end is reached. */
static void
on_scrolled (GuichetLogPlace *self,
             GtkAdjustment *adjustment)
{
  double page = gtk_adjustment_get_page_size (adjustment);

  if (page > 0 && gtk_adjustment_get_value (adjustment) + 3 * page >= gtk_adjustment_get_upper (adjustment))
    GUICHET_LOG_PLACE_GET_CLASS (self)->load_more (self);
}

static void
load (GuichetLogPlace *self)
{
  GUICHET_LOG_PLACE_GET_CLASS (self)->load (self);
}

static void
clear_filters (GuichetLogPlace *self)
{
  GUICHET_LOG_PLACE_GET_CLASS (self)->clear_filters (self);
}

static void
on_connection (GuichetLogPlace *self)
{
  DeskSession *session = guichet_place_get_session (GUICHET_PLACE (self));

  if (desk_session_get_connection (session) == DESK_CONNECTION_ONLINE && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

/* Room --------------------------------------------------------------------------------------------------------------------------------------- */

static void
on_room (GuichetLogPlace *self)
{
  GuichetLogPlacePrivate *priv = get_private (self);
  gboolean narrow = guichet_width_bin_get_level (GUICHET_WIDTH_BIN (priv->room)) == 0;
  GtkSelectionModel *model = gtk_column_view_get_model (priv->view);

  gtk_box_set_homogeneous (GTK_BOX (priv->choices), narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (priv->filters), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < priv->wide_columns->len; i++)
    gtk_column_view_column_set_visible (g_ptr_array_index (priv->wide_columns, i), !narrow);
  if (priv->narrow != narrow && model != NULL)
    {
      /* Cells say more where there are fewer of them. */
      priv->narrow = narrow;
      g_object_ref (model);
      gtk_column_view_set_model (priv->view, NULL);
      gtk_column_view_set_model (priv->view, model);
      g_object_unref (model);
    }
  priv->narrow = narrow;
}

/** guichet_log_place_is_narrow: whether only the columns show that have to. */
gboolean
guichet_log_place_is_narrow (GuichetLogPlace *self)
{
  g_return_val_if_fail (GUICHET_IS_LOG_PLACE (self), FALSE);

  return get_private (self)->narrow;
}

/* Building ------------------------------------------------------------------------------------------------------------------------------------- */

GtkWidget *
guichet_log_place_get_header (GuichetLogPlace *self)
{
  g_return_val_if_fail (GUICHET_IS_LOG_PLACE (self), NULL);

  return get_private (self)->header;
}

GtkWidget *
guichet_log_place_get_view (GuichetLogPlace *self)
{
  g_return_val_if_fail (GUICHET_IS_LOG_PLACE (self), NULL);

  return GTK_WIDGET (get_private (self)->view);
}

void
guichet_log_place_add_filter (GuichetLogPlace *self,
                              GtkWidget *filter,
                              const char *label)
{
  GuichetLogPlacePrivate *priv = get_private (self);

  g_return_if_fail (GUICHET_IS_LOG_PLACE (self));

  gtk_widget_set_tooltip_text (filter, label);
  if (GTK_IS_DROP_DOWN (filter))
    {
      guichet_labels_drop_down (filter, label);
      gtk_box_append (GTK_BOX (priv->choices), filter);
    }
  else
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (filter), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_box_prepend (GTK_BOX (priv->filters), filter);
    }
}

/** guichet_log_place_set_note: one line over the table; %NULL for none. */
void
guichet_log_place_set_note (GuichetLogPlace *self,
                            const char *note,
                            gboolean alarming)
{
  GuichetLogPlacePrivate *priv = get_private (self);

  gtk_label_set_label (GTK_LABEL (priv->note), note != NULL ? note : "");
  gtk_widget_set_visible (priv->note, note != NULL);
  if (alarming)
    gtk_widget_add_css_class (priv->note, "error-text");
  else
    gtk_widget_remove_css_class (priv->note, "error-text");
}

gint64
guichet_log_place_get_now (GuichetLogPlace *self)
{
  return desk_clock_get_now (desk_session_get_clock (guichet_place_get_session (GUICHET_PLACE (self))));
}

/**
 * guichet_log_place_set_up:
 * @self: a log
 * @title: what it is called
 * @model: its entries
 */
void
guichet_log_place_set_up (GuichetLogPlace *self,
                          const char *title,
                          GListModel *model)
{
  GuichetLogPlacePrivate *priv = get_private (self);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (model));

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (priv->header), adw_window_title_new (title, ""));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_column_view_set_model (priv->view, GTK_SELECTION_MODEL (selection));
}

/* What had the focus may be gone with its row, or with the whole table: the person goes on at the filters, not at the beginning of the window. */
static void
keep_focus (GuichetLogPlace *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && (focus == NULL || !gtk_widget_get_mapped (focus)))
    gtk_widget_child_focus (gtk_widget_get_first_child (get_private (self)->filters), GTK_DIR_TAB_FORWARD);
}

/**
 * guichet_log_place_update:
 * @self: a log
 * @state: how it stands
 */
void
guichet_log_place_update (GuichetLogPlace *self,
                          const GuichetLogState *state)
{
  GuichetLogPlacePrivate *priv = get_private (self);
  GuichetPageStates *states = GUICHET_PAGE_STATES (priv->states);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (priv->view)));

  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->view), GTK_ACCESSIBLE_STATE_BUSY, state->loading, -1);
  if (state->loading)
    {
      if (n == 0)
        guichet_page_states_show_loading (states);
    }
  else if (state->trouble != NULL)
    guichet_page_states_show_trouble (states, state->trouble, n > 0 ? state->loaded_at : 0);
  else if (n > 0)
    guichet_page_states_show_content (states);
  else if (state->filtered)
    guichet_page_states_show_empty (states, "system-search-symbolic", _("Nothing matches"), NULL, _("_Clear Filters"));
  else
    guichet_page_states_show_empty (states, state->icon, state->empty, NULL, NULL);
  if (!state->loading)
    keep_focus (self);
}

static void
guichet_log_place_constructed (GObject *object)
{
  GuichetLogPlace *self = GUICHET_LOG_PLACE (object);
  GuichetLogPlacePrivate *priv = get_private (self);
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled;
  GtkAdjustment *adjustment;

  G_OBJECT_CLASS (guichet_log_place_parent_class)->constructed (object);

  priv->header = adw_header_bar_new ();
  adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header), guichet_place_create_views_button (GUICHET_PLACE (self)));
  g_object_bind_property (self, "views-hidden", priv->header, "show-start-title-buttons", G_BINDING_SYNC_CREATE);
  priv->strip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (priv->strip, "filter-strip");
  priv->filters = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  priv->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (priv->filters), priv->choices);
  priv->note = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "visible", FALSE, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_widget_add_css_class (priv->note, "caption");
  gtk_box_append (GTK_BOX (priv->strip), priv->filters);
  gtk_box_append (GTK_BOX (priv->strip), priv->note);
  priv->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_single_click_activate (priv->view, TRUE);
  gtk_column_view_set_show_row_separators (priv->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->view), "log");
  g_signal_connect_swapped (priv->view, "activate", G_CALLBACK (on_activate), self);
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", priv->view, "vexpand", TRUE, NULL);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  priv->states = guichet_page_states_new (guichet_tab_stop_new (scrolled));
  g_signal_connect_swapped (priv->states, "retry", G_CALLBACK (load), self);
  g_signal_connect_swapped (priv->states, "act", G_CALLBACK (clear_filters), self);
  gtk_box_append (GTK_BOX (whole), priv->header);
  gtk_box_append (GTK_BOX (whole), priv->strip);
  gtk_box_append (GTK_BOX (whole), priv->states);
  priv->room = guichet_width_bin_new (widths, G_N_ELEMENTS (widths));
  adw_bin_set_child (ADW_BIN (priv->room), whole);
  adw_bin_set_child (ADW_BIN (self), priv->room);
  g_signal_connect_swapped (priv->room, "notify::level", G_CALLBACK (on_room), self);
  g_signal_connect_object (guichet_place_get_session (GUICHET_PLACE (self)), "notify::connection", G_CALLBACK (on_connection), self,
                           G_CONNECT_SWAPPED);
}

static void
guichet_log_place_shown (GuichetPlace *place)
{
  on_room (GUICHET_LOG_PLACE (place));
  load (GUICHET_LOG_PLACE (place));
}

static void
guichet_log_place_focus (GuichetPlace *place)
{
  GtkWidget *first = gtk_widget_get_first_child (get_private (place)->filters);

  gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
}

static void
guichet_log_place_finalize (GObject *object)
{
  g_ptr_array_unref (get_private (object)->wide_columns);

  G_OBJECT_CLASS (guichet_log_place_parent_class)->finalize (object);
}

static void
guichet_log_place_class_init (GuichetLogPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GuichetPlaceClass *place_class = GUICHET_PLACE_CLASS (klass);

  object_class->constructed = guichet_log_place_constructed;
  object_class->finalize = guichet_log_place_finalize;
  place_class->shown = guichet_log_place_shown;
  place_class->focus = guichet_log_place_focus;
}

static void
guichet_log_place_init (GuichetLogPlace *self)
{
  get_private (self)->wide_columns = g_ptr_array_new_with_free_func (g_object_unref);
}
