/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-skeleton.h"

#include <glib/gi18n.h>

#define N_ROWS 4

static GtkWidget *
create_bar (int width,
            int height)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (bar, "skeleton");
  gtk_widget_set_size_request (bar, width, height);
  gtk_widget_set_halign (bar, GTK_ALIGN_START);
  gtk_widget_set_valign (bar, GTK_ALIGN_START);

  return bar;
}

/**
 * guichet_thread_skeleton_new:
 *
 * Returns: grey bars where the rows of a conversation will be
 */
GtkWidget *
guichet_thread_skeleton_new (void)
{
  GtkWidget *skeleton = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_overflow (skeleton, GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (skeleton), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (skeleton), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
  for (int i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
      GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

      gtk_box_append (GTK_BOX (row), create_bar (32, 32));
      gtk_box_append (GTK_BOX (words), create_bar (120 + i % 2 * 30, 12));
      gtk_box_append (GTK_BOX (words), create_bar (260 - i % 3 * 30, 11));
      gtk_box_append (GTK_BOX (words), create_bar (180 + i % 2 * 40, 11));
      gtk_box_append (GTK_BOX (row), words);
      gtk_widget_set_margin_start (row, 16);
      gtk_widget_set_margin_top (row, 14);
      gtk_widget_set_margin_bottom (row, 8);
      gtk_box_append (GTK_BOX (skeleton), row);
    }

  return skeleton;
}
