/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include <glib/gi18n.h>

#include "guichet-words.h"

static void
on_chip_clicked (GuichetListPane *self,
                 GtkButton *chip)
{
  guint status = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "guichet-status"));
  guint mask = guichet_status_filter_get_mask (self->filter) & ~(1u << status);

  guichet_status_filter_set_mask (self->filter, mask);
  gtk_widget_grab_focus (self->view);
}

static GtkWidget *
create_chip (GuichetListPane *self,
             DeskStatus status)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = gtk_image_new_from_icon_name ("window-close-symbolic");
  const char *words = guichet_words_status (status, self->staff);
  /* Translators: %s is the name of a status, as in Open */
  g_autofree char *tooltip = g_strdup_printf (_("Remove the filter %s"), words);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_box_append (GTK_BOX (box), gtk_label_new (words));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_object_set_data (G_OBJECT (button), "guichet-status", GUINT_TO_POINTER (status));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_chip_clicked), self);

  return button;
}

/* Another choice of statuses: the chips say which, the list follows. */
void
guichet_list_pane_filter_changed (GuichetListPane *self)
{
  guint mask = guichet_status_filter_get_mask (self->filter);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->chips), child);
  for (DeskStatus status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    if (mask & (1u << status))
      {
        GtkWidget *cell = gtk_flow_box_child_new ();

        gtk_widget_set_focusable (cell, FALSE);
        gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (cell), create_chip (self, status));
        gtk_flow_box_append (GTK_FLOW_BOX (self->chips), cell);
      }
  gtk_widget_set_visible (self->chips, mask != 0);

  desk_ticket_list_set_status_mask (self->tickets, mask);
  guichet_list_pane_update_state (self);
}
