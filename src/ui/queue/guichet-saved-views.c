/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-saved-views-private.h"

#include <glib/gi18n.h>

/**
 * GuichetSavedViews:
 *
 * The views that the person keeps, and those that are shared with all staff, with how many tickets each holds, live. It is not there while there is none.
 */
G_DEFINE_FINAL_TYPE (GuichetSavedViews, guichet_saved_views, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  LOST,
  EMPTIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* (transfer none) (nullable): the view that a row stands for. */
DeskSavedView *
guichet_saved_views_get_view (GtkWidget *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "guichet-view") : NULL;
}

GtkWidget *
guichet_saved_views_find_row (GuichetSavedViews *self,
                              const char *view_id)
{
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      DeskSavedView *view = guichet_saved_views_get_view (row);

      if (view != NULL && g_strcmp0 (desk_saved_view_get_id (view), view_id) == 0)
        return row;
    }

  return NULL;
}

static void
update_row (GtkWidget *row)
{
  DeskSavedView *view = guichet_saved_views_get_view (row);
  const char *name = desk_saved_view_get_name (view);
  guint count = desk_saved_view_get_count (view);
  g_autofree char *number = count > 0 ? g_strdup_printf ("%u", count) : g_strdup ("");
  g_autofree char *sentence = NULL;
  g_autofree char *tooltip = NULL;

  /* Translators: a view of the queue and how many tickets it holds, as in Overdue, 1 ticket */
  sentence = g_strdup_printf (ngettext ("%s, %u ticket", "%s, %u tickets", count), name, count);
  /* Translators: %s is the name of a view */
  tooltip = desk_saved_view_get_shared (view) ? g_strdup_printf (_("%s, shared with all staff"), name) : g_strdup (name);
  gtk_label_set_label (GTK_LABEL (g_object_get_data (G_OBJECT (row), "guichet-name")), name);
  gtk_label_set_label (GTK_LABEL (g_object_get_data (G_OBJECT (row), "guichet-count")), number);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  desk_saved_view_get_shared (view) ? _("Shared with all staff") : "", -1);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GuichetSavedViews *self = user_data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "guichet-view-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (count, "count");
  gtk_widget_add_css_class (count, "secondary");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "guichet-view", g_object_ref (item), g_object_unref);
  g_object_set_data (G_OBJECT (row), "guichet-name", name);
  g_object_set_data (G_OBJECT (row), "guichet-count", count);
  g_signal_connect_object (item, "notify", G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);
  update_row (row);
  guichet_saved_views_watch_row (self, row);

  return row;
}

static void
show_mark (GuichetSavedViews *self)
{
  GtkWidget *row = self->marked != NULL ? guichet_saved_views_find_row (self, self->marked) : NULL;

  gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
}

static void
choose (GuichetSavedViews *self,
        DeskSavedView *view)
{
  guichet_saved_views_mark (self, desk_saved_view_get_id (view));
  g_signal_emit (self, signals[CHOSEN], 0, view);
}

static void
on_row_activated (GuichetSavedViews *self,
                  GtkWidget *row)
{
  choose (self, guichet_saved_views_get_view (row));
}

/* Before the rows follow the list: the one with the focus may go, or be made again at another place. It gives the focus away first: GTK would move that on
 * from a row that went with it, at the next frame, wherever it is by then. */
static void
on_items_changing (GuichetSavedViews *self)
{
  GtkRoot *root = gtk_widget_get_root (self->list);
  GtkWidget *row = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_clear_pointer (&self->focused, g_free);
  /* The list's own idea of its focused child is gone once a popover above it has closed. */
  if (row == NULL || gtk_widget_get_parent (row) != self->list)
    return;
  self->focused = g_strdup (desk_saved_view_get_id (guichet_saved_views_get_view (row)));
  self->focused_place = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gtk_root_set_focus (root, NULL);
}

/* The focus goes with its view; of one that is gone, to the one that has come to its place, or else to what is beside. */
static void
restore_focus (GuichetSavedViews *self)
{
  g_autofree char *focused = g_steal_pointer (&self->focused);
  GtkWidget *row;
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->views));

  if (focused == NULL)
    return;

  row = guichet_saved_views_find_row (self, focused);
  if (row == NULL && n > 0)
    row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MIN (self->focused_place, n - 1)));
  if (row != NULL)
    gtk_widget_grab_focus (row);
  else
    g_signal_emit (self, signals[EMPTIED], 0);
}

static void
on_items_changed (GuichetSavedViews *self)
{
  DeskSavedView *wanted = self->wanted != NULL ? desk_saved_views_find (self->views, self->wanted) : NULL;

  gtk_widget_set_visible (self->box, g_list_model_get_n_items (G_LIST_MODEL (self->views)) > 0);
  restore_focus (self);
  if (wanted != NULL)
    {
      g_clear_pointer (&self->wanted, g_free);
      choose (self, wanted);
      return;
    }
  if (self->marked != NULL && desk_saved_views_find (self->views, self->marked) == NULL)
    {
      guichet_saved_views_mark (self, NULL);
      g_signal_emit (self, signals[LOST], 0);
    }
  show_mark (self);
}

static void
guichet_saved_views_dispose (GObject *object)
{
  GuichetSavedViews *self = GUICHET_SAVED_VIEWS (object);

  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->menu_view);
  g_clear_object (&self->views);
  g_clear_object (&self->session);
  g_clear_pointer (&self->marked, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->focused, g_free);

  G_OBJECT_CLASS (guichet_saved_views_parent_class)->dispose (object);
}

static void
guichet_saved_views_class_init (GuichetSavedViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_saved_views_dispose;

  /**
   * GuichetSavedViews::chosen:
   * @view: a view
   *
   * The person chose a view, maybe the one that was chosen before.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  DESK_TYPE_SAVED_VIEW);
  /**
   * GuichetSavedViews::lost:
   *
   * The view that was chosen is gone.
   */
  signals[LOST] = g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GuichetSavedViews::emptied:
   *
   * The view that had the focus is gone, and there is no other.
   */
  signals[EMPTIED] = g_signal_new ("emptied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
guichet_saved_views_init (GuichetSavedViews *self)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", C_("heading", "Views"), "xalign", 0.0f, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_add_css_class (heading, "secondary");
  gtk_widget_add_css_class (heading, "views-heading");
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_widget_add_css_class (self->list, "views");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved views"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_visible (self->box, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->box);
  guichet_saved_views_install_edit (self);
}

/**
 * guichet_saved_views_set_session:
 * @self: the views
 * @session: who looks; once
 *
 * Says whose views they are.
 */
void
guichet_saved_views_set_session (GuichetSavedViews *self,
                                 DeskSession *session)
{
  g_return_if_fail (GUICHET_IS_SAVED_VIEWS (self));
  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->views = desk_saved_views_new (session);
  g_signal_connect_swapped (self->views, "items-changed", G_CALLBACK (on_items_changing), self);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->views), create_row, self, NULL);
  g_signal_connect_swapped (self->views, "items-changed", G_CALLBACK (on_items_changed), self);
  on_items_changed (self);
}

/**
 * guichet_saved_views_choose:
 * @self: the views
 * @view_id: a view, which may have been made just now
 *
 * Chooses a view as soon as it is there.
 */
void
guichet_saved_views_choose (GuichetSavedViews *self,
                            const char *view_id)
{
  DeskSavedView *view;

  g_return_if_fail (GUICHET_IS_SAVED_VIEWS (self));
  g_return_if_fail (view_id != NULL);

  view = self->views != NULL ? desk_saved_views_find (self->views, view_id) : NULL;
  g_clear_pointer (&self->wanted, g_free);
  if (view != NULL)
    choose (self, view);
  else
    self->wanted = g_strdup (view_id);
}

/**
 * guichet_saved_views_mark:
 * @self: the views
 * @view_id: (nullable): the view that the list shows, %NULL for none
 *
 * Marks where the person is.
 */
void
guichet_saved_views_mark (GuichetSavedViews *self,
                          const char *view_id)
{
  char *copy;

  g_return_if_fail (GUICHET_IS_SAVED_VIEWS (self));

  copy = g_strdup (view_id);
  g_free (self->marked);
  self->marked = copy;
  show_mark (self);
}

/**
 * guichet_saved_views_show_mark:
 * @self: the views
 * @shown: whether the person is where the list is
 *
 * Shows where the person is, or that they are somewhere else.
 */
void
guichet_saved_views_show_mark (GuichetSavedViews *self,
                               gboolean shown)
{
  g_return_if_fail (GUICHET_IS_SAVED_VIEWS (self));

  if (shown)
    show_mark (self);
  else
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), NULL);
}

/**
 * guichet_saved_views_get_marked:
 * @self: the views
 *
 * Returns: (nullable): the view that the list shows
 */
const char *
guichet_saved_views_get_marked (GuichetSavedViews *self)
{
  g_return_val_if_fail (GUICHET_IS_SAVED_VIEWS (self), NULL);

  return self->marked;
}
