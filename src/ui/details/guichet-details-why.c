/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-private.h"

#include <glib/gi18n.h>

#include "guichet-ledger-popover.h"
#include "guichet-ledger.h"

/* Why the deadlines are what they are: over the pane, or within it where nothing has room beside it. */

static void
name_button (GtkWidget *button)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "why");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Why these deadlines?"), -1);
}

/* Made when somebody asks for it: beside a conversation nobody does. */
static void
prepare_ledger (GuichetDetailsPane *self)
{
  if (self->ledger != NULL)
    return;

  self->ledger = guichet_ledger_new (self->session);
  gtk_widget_add_css_class (self->ledger, "card");
  gtk_widget_add_css_class (self->ledger, "ledger-here");
  guichet_ledger_set_ticket (GUICHET_LEDGER (self->ledger), self->ticket);
  gtk_box_insert_child_after (GTK_BOX (self->body), self->ledger, self->clocks[G_N_ELEMENTS (self->clocks) - 1]);
}

static void
on_toggled (GuichetDetailsPane *self)
{
  gboolean open = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->why_here));

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->why_here), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  prepare_ledger (self);
  gtk_widget_set_visible (self->ledger, open);
  if (open)
    guichet_ledger_load (GUICHET_LEDGER (self->ledger));
}

/* What is open goes with the button that opened it. */
static void
on_alone (GuichetDetailsPane *self)
{
  gtk_widget_set_visible (self->why, !self->alone);
  gtk_widget_set_visible (self->why_here, self->alone);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->why_here), FALSE);
}

/* Returns: the buttons that ask why, of which one is in sight */
GtkWidget *
guichet_details_create_why (GuichetDetailsPane *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->why = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->why), gtk_label_new (_("Why?")));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->why), GTK_ARROW_LEFT);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->why), guichet_ledger_popover_new (self->session));
  name_button (self->why);
  gtk_box_append (GTK_BOX (buttons), self->why);

  self->why_here = gtk_toggle_button_new_with_label (_("Why?"));
  name_button (self->why_here);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->why_here), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  gtk_box_append (GTK_BOX (buttons), self->why_here);

  g_signal_connect_swapped (self->why_here, "toggled", G_CALLBACK (on_toggled), self);
  g_signal_connect (self, "notify::alone", G_CALLBACK (on_alone), NULL);
  on_alone (self);

  return buttons;
}

/* Another ticket has other reasons: what is open of the one before closes. */
void
guichet_details_update_why (GuichetDetailsPane *self)
{
  guichet_ledger_popover_set_ticket (GUICHET_LEDGER_POPOVER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->why))), self->ticket);
  if (self->ledger != NULL && guichet_ledger_set_ticket (GUICHET_LEDGER (self->ledger), self->ticket))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->why_here), FALSE);
}
