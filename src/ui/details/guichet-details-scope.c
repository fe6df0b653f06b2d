/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-private.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-scope-popover.h"
#include "guichet-wrap.h"

/* Whom the ticket concerns beside the company that filed it, as chips, and the button that opens the editor. */

static void
append_chip (GuichetDetailsPane *self,
             const char *words)
{
  GtkWidget *chip = g_object_new (GTK_TYPE_LABEL, "label", words, "ellipsize", PANGO_ELLIPSIZE_END, "tooltip-text", words,
                                  "valign", GTK_ALIGN_CENTER, "margin-top", 2, "margin-bottom", 2, NULL);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_insert_before (chip, self->concerned, self->scope_button);
}

/* Brings the line in line with the ticket. The button stays, and with it the focus. */
void
guichet_details_update_scope (GuichetDetailsPane *self)
{
  g_auto (GStrv) names = desk_ticket_dup_affected_names (self->ticket);
  gboolean all = desk_ticket_get_affects_all (self->ticket);
  const char *reporter = desk_ticket_get_client_name (self->ticket);
  g_autofree char *listed = g_strjoinv (", ", names);
  g_autofree char *heard = NULL;
  GtkWidget *chip;

  while ((chip = gtk_widget_get_prev_sibling (self->scope_button)) != NULL)
    gtk_widget_unparent (chip);
  if (all)
    append_chip (self, _("All companies"));
  for (guint i = 0; !all && names[i] != NULL; i++)
    append_chip (self, names[i]);

  if (all)
    heard = g_strdup (_("Concerns all companies. Change"));
  else if (names[0] != NULL)
    /* Translators: %s is a list of companies */
    heard = g_strdup_printf (_("Concerns %s as well. Change"), listed);
  else
    /* Translators: %s is a company */
    heard = g_strdup_printf (_("Concerns %s alone. Change"), reporter != NULL ? reporter : "");
  guichet_labels_set (self->scope_button, heard);
  guichet_scope_popover_set_ticket (GUICHET_SCOPE_POPOVER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->scope_button))),
                                    self->ticket);
}

void
guichet_details_create_scope (GuichetDetailsPane *self)
{
  self->concerned = guichet_wrap_new ();
  self->scope_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->scope_button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->scope_button), guichet_scope_popover_new (self->session));
  gtk_widget_add_css_class (self->scope_button, "flat");
  gtk_widget_add_css_class (self->scope_button, "add");
  guichet_wrap_append (GUICHET_WRAP (self->concerned), self->scope_button);
  gtk_box_append (GTK_BOX (self->body), guichet_details_create_chips_line (_("Concerns"), self->concerned));
}
