/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-targets-button.h"

#include <glib/gi18n.h>

#include "guichet-clock-line.h"
#include "guichet-ledger-popover.h"

/* The clocks of the strip as a button: it shows all three targets, those that are over too, and why they are due when they are. */

#define TARGETS "guichet-targets"
#define WHY "guichet-why"

static GtkWidget *
create_title (GtkWidget *why)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", _("Deadlines"), "xalign", 0.0f, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (words, "title-4");
  gtk_widget_set_margin_start (title, 14);
  gtk_widget_set_margin_end (title, 8);
  gtk_widget_set_margin_top (title, 6);
  gtk_widget_set_margin_bottom (title, 4);
  gtk_box_append (GTK_BOX (title), words);
  gtk_box_append (GTK_BOX (title), why);

  return title;
}

static GtkWidget *
create_why (DeskSession *session)
{
  GtkWidget *why = gtk_menu_button_new ();

  gtk_menu_button_set_child (GTK_MENU_BUTTON (why), gtk_label_new (_("Why?")));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (why), guichet_ledger_popover_new (session));
  gtk_widget_add_css_class (why, "flat");
  gtk_widget_add_css_class (why, "why");
  gtk_accessible_update_property (GTK_ACCESSIBLE (why), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Why these deadlines?"), -1);

  return why;
}

/**
 * guichet_targets_button_new:
 * @session: who looks
 * @clocks: what shows in the button
 *
 * Returns: a button, still without a ticket
 */
GtkWidget *
guichet_targets_button_new (DeskSession *session,
                            GtkWidget *clocks)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *why;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (clocks), NULL);

  why = create_why (session);
  gtk_box_append (GTK_BOX (box), create_title (why));
  for (guint i = DESK_SLA_TARGET_FIRST_RESPONSE; i <= DESK_SLA_TARGET_RESOLUTION; i++)
    gtk_box_append (GTK_BOX (box), guichet_clock_line_new (session, (DeskSlaTarget) i));
  gtk_widget_set_size_request (box, 280, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), clocks);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "targets");
  gtk_widget_set_tooltip_text (button, _("All deadlines"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All deadlines"), -1);
  g_object_set_data (G_OBJECT (button), TARGETS, box);
  g_object_set_data (G_OBJECT (button), WHY, why);

  return button;
}

/**
 * guichet_targets_button_set_ticket:
 * @button: the button
 * @ticket: (nullable): whose targets
 *
 * Changes the ticket, or brings what shows in line with it.
 */
void
guichet_targets_button_set_ticket (GtkWidget *button,
                                   DeskTicket *ticket)
{
  GtkWidget *box = g_object_get_data (G_OBJECT (button), TARGETS);
  GtkWidget *why = g_object_get_data (G_OBJECT (button), WHY);

  g_return_if_fail (box != NULL && why != NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GUICHET_IS_CLOCK_LINE (child))
      guichet_clock_line_set_ticket (GUICHET_CLOCK_LINE (child), ticket);
  guichet_ledger_popover_set_ticket (GUICHET_LEDGER_POPOVER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (why))), ticket);
}
