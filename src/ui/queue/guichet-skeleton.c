/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-skeleton.h"

#include <glib/gi18n.h>

/**
 * GuichetSkeleton:
 *
 * Grey bars where the rows of the list will be.
 */
struct _GuichetSkeleton
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (GuichetSkeleton, guichet_skeleton, GTK_TYPE_BOX)

#define N_ROWS 9

static GtkWidget *
create_bar (int width,
            int height)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (bar, "skeleton");
  gtk_widget_set_size_request (bar, width, height);
  gtk_widget_set_halign (bar, GTK_ALIGN_START);

  return bar;
}

/**
 * guichet_skeleton_crop:
 * @rows: (transfer floating): grey bars
 *
 * Returns: (transfer floating): as many of them as there is room for: what only shows while something loads is no reason for a window to be tall
 */
GtkWidget *
guichet_skeleton_crop (GtkWidget *rows)
{
  GtkWidget *scroller;

  g_return_val_if_fail (GTK_IS_WIDGET (rows), NULL);

  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "vscrollbar-policy", GTK_POLICY_EXTERNAL, "vexpand",
                           TRUE, "can-target", FALSE, "can-focus", FALSE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), rows);

  return scroller;
}

static void
guichet_skeleton_class_init (GuichetSkeletonClass *klass)
{
}

static void
guichet_skeleton_init (GuichetSkeleton *self)
{
  GtkWidget *rows;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);

  rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (int i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 7);

      gtk_box_append (GTK_BOX (row), create_bar (210 - i % 3 * 34, 12));
      gtk_box_append (GTK_BOX (row), create_bar (130 + i % 2 * 30, 9));
      gtk_box_append (GTK_BOX (row), create_bar (96, 9));
      gtk_widget_set_margin_start (row, 20);
      gtk_widget_set_margin_top (row, 11);
      gtk_widget_set_margin_bottom (row, 9);
      gtk_box_append (GTK_BOX (rows), row);
      gtk_box_append (GTK_BOX (rows), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
    }
  gtk_box_append (GTK_BOX (self), guichet_skeleton_crop (rows));
}
