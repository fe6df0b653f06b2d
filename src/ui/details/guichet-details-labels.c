/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-private.h"

#include <glib/gi18n.h>

#include "guichet-label-chooser.h"
#include "guichet-labels.h"
#include "guichet-steps.h"
#include "guichet-wrap.h"

/* The labels of the ticket as chips, and the button that changes them. */

static void
on_label_changed (GuichetDetailsPane *self,
                  const char *label,
                  gboolean wanted)
{
  g_autoptr (GPtrArray) tickets = g_ptr_array_new ();
  const char *const labels[] = { label, NULL };

  if (self->ticket == NULL)
    return;

  g_ptr_array_add (tickets, self->ticket);
  guichet_steps_label (GTK_WIDGET (self), self->session, tickets, wanted ? labels : NULL, wanted ? NULL : labels);
}

static void
on_show (GuichetDetailsPane *self,
         GuichetLabelChooser *chooser)
{
  g_autoptr (GPtrArray) tickets = g_ptr_array_new ();

  if (self->ticket != NULL)
    g_ptr_array_add (tickets, self->ticket);
  guichet_label_chooser_set_tickets (chooser, tickets);
}

static void
append_chip (GuichetDetailsPane *self,
             const char *words)
{
  GtkWidget *chip = g_object_new (GTK_TYPE_LABEL, "label", words, "ellipsize", PANGO_ELLIPSIZE_END, "tooltip-text", words,
                                  "valign", GTK_ALIGN_CENTER, "margin-top", 2, "margin-bottom", 2, NULL);

  gtk_widget_add_css_class (chip, "chip");
  guichet_wrap_append (GUICHET_WRAP (self->labels), chip);
}

/* Brings the line in line with the ticket. The button stays, and with it the focus. */
void
guichet_details_update_labels (GuichetDetailsPane *self)
{
  g_auto (GStrv) labels = desk_ticket_dup_labels (self->ticket);
  g_autofree char *listed = NULL;
  g_autofree char *heard = NULL;

  g_object_ref (self->labels_button);
  guichet_wrap_clear (GUICHET_WRAP (self->labels));
  for (guint i = 0; labels[i] != NULL; i++)
    {
      /* The clock's own label has no name but ours. */
      if (g_str_equal (labels[i], GUICHET_LABEL_OF_THE_CLOCK))
        {
          g_free (labels[i]);
          labels[i] = g_strdup (_("Escalated"));
        }
      append_chip (self, labels[i]);
    }
  guichet_wrap_append (GUICHET_WRAP (self->labels), self->labels_button);
  g_object_unref (self->labels_button);

  listed = g_strjoinv (", ", labels);
  /* Translators: %s is a list of labels */
  heard = labels[0] != NULL ? g_strdup_printf (_("Labels: %s. Change"), listed) : g_strdup (_("No labels. Add one"));
  guichet_labels_set (self->labels_button, heard);
}

void
guichet_details_create_labels (GuichetDetailsPane *self)
{
  GtkWidget *chooser = guichet_label_chooser_new (self->session);

  self->labels = guichet_wrap_new ();
  self->labels_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->labels_button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->labels_button), chooser);
  gtk_widget_add_css_class (self->labels_button, "flat");
  gtk_widget_add_css_class (self->labels_button, "add");
  g_signal_connect_object (chooser, "changed", G_CALLBACK (on_label_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chooser, "show", G_CALLBACK (on_show), self, G_CONNECT_SWAPPED);
  guichet_wrap_append (GUICHET_WRAP (self->labels), self->labels_button);
  gtk_box_append (GTK_BOX (self->body), guichet_details_create_chips_line (_("Labels"), self->labels));
}
