/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-tab-stop.h"

/**
 * GuichetTabStop:
 *
 * Makes a list, with or without what scrolls it, one stop of Tab: Tab goes to the row that is selected, through what that row holds, and from there
 * out of the list; the arrows go from row to row. The lists of GTK 4.8 by themselves are as many stops as they have rows, so that nobody comes past
 * a hundred thousand of them, and where the selection follows the focus Tab would choose the last one.
 */
struct _GuichetTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (GuichetTabStop, guichet_tab_stop, ADW_TYPE_BIN)

/* (nullable): the row of a list below that holds the focus */
static GtkWidget *
find_row (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  while (child != NULL && !GTK_IS_LIST_VIEW (widget) && !GTK_IS_LIST_BOX (widget))
    {
      widget = child;
      child = gtk_widget_get_focus_child (widget);
    }

  return child;
}

static gboolean
holds_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
guichet_tab_stop_focus (GtkWidget *widget,
                        GtkDirectionType direction)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  gboolean inside = holds_focus (widget);
  GtkWidget *row = inside ? find_row (widget) : NULL;
  GtkListBoxRow *selected = NULL;

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    {
      if (row != NULL)
        return gtk_widget_child_focus (row, direction);
      if (!inside && GTK_IS_LIST_BOX (child))
        selected = gtk_list_box_get_selected_row (GTK_LIST_BOX (child));
      if (selected != NULL)
        return gtk_widget_grab_focus (GTK_WIDGET (selected));
    }

  return GTK_WIDGET_CLASS (guichet_tab_stop_parent_class)->focus (widget, direction);
}

static void
guichet_tab_stop_class_init (GuichetTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = guichet_tab_stop_focus;
}

static void
guichet_tab_stop_init (GuichetTabStop *self)
{
}

/**
 * guichet_tab_stop_new:
 * @child: a list, or what holds one
 *
 * Returns: the list as one stop
 */
GtkWidget *
guichet_tab_stop_new (GtkWidget *child)
{
  g_return_val_if_fail (GTK_IS_WIDGET (child), NULL);

  return g_object_new (GUICHET_TYPE_TAB_STOP, "child", child, NULL);
}
