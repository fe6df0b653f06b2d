/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-tab-stop.h"

/**
 * GuichetTabStop:
 *
 * Makes a list one stop of Tab, as a list view is: Tab goes to the row that is selected and from there out of the list, the arrows go from row to row.
 * A GtkListBox by itself is as many stops as it has rows, and where the selection follows the focus Tab would choose the last one.
 */
struct _GuichetTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (GuichetTabStop, guichet_tab_stop, ADW_TYPE_BIN)

static gboolean
has_focus_inside (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
guichet_tab_stop_focus (GtkWidget *widget,
                        GtkDirectionType direction)
{
  GtkWidget *list = adw_bin_get_child (ADW_BIN (widget));
  GtkListBoxRow *row;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (guichet_tab_stop_parent_class)->focus (widget, direction);
  if (has_focus_inside (widget))
    return FALSE;
  row = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
  if (row != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (row));

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
 * @list: a GtkListBox
 *
 * Returns: the list as one stop
 */
GtkWidget *
guichet_tab_stop_new (GtkWidget *list)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX (list), NULL);

  return g_object_new (GUICHET_TYPE_TAB_STOP, "child", list, NULL);
}
