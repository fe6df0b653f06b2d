/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-waiting-list.h"

#include <glib/gi18n.h>

/* The one row above the people: what waits for support, and how much of it there is. */

static void
show_count (DeskOpenCases *open,
            GtkWidget *row)
{
  guint n = desk_open_cases_get_n_privacy_requests (open) + desk_open_cases_get_n_incidents (open);
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : NULL;
  g_autofree char *words = n > 0 ? g_strdup_printf (ngettext ("Open cases, %u case", "Open cases, %u cases", n), n) : g_strdup (_("Open cases"));

  gtk_label_set_label (g_object_get_data (G_OBJECT (row), "count"), count != NULL ? count : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * guichet_waiting_list_new:
 * @open: what waits
 *
 * Returns: a #GtkListBox of one row, which follows how many there are
 */
GtkWidget *
guichet_waiting_list_new (DeskOpenCases *open)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "view-list-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", _("Open cases"), "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END,
                                  NULL);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (count, "secondary");
  gtk_widget_add_css_class (count, "time");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  g_object_set_data (G_OBJECT (row), "count", count);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Support"), -1);
  g_signal_connect_object (open, "changed", G_CALLBACK (show_count), row, 0);
  show_count (open, row);

  return list;
}

/** guichet_waiting_list_select: whether what waits is shown beside the list. */
void
guichet_waiting_list_select (GtkWidget *list,
                             gboolean shown)
{
  g_return_if_fail (GTK_IS_LIST_BOX (list));

  if (shown)
    gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  else
    gtk_list_box_unselect_all (GTK_LIST_BOX (list));
}
