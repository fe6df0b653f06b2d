/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-count-check.h"

#include <glib/gi18n.h>

/**
 * guichet_count_check_new:
 * @words: what can be chosen
 * @n_tickets: how many tickets it is said of; 0 is not shown
 *
 * Returns: a check with its words and, at the end, the number; a screen reader hears both
 */
GtkWidget *
guichet_count_check_new (const char *words,
                         guint n_tickets)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "max-width-chars", 24, NULL);
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (words != NULL, check);

  gtk_box_append (GTK_BOX (box), label);
  if (n_tickets > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", n_tickets);
      GtkWidget *count = gtk_label_new (number);

      gtk_widget_add_css_class (count, "count");
      gtk_box_append (GTK_BOX (box), count);
      /* Translators: a view of the queue and how many tickets it holds, as in Overdue, 1 ticket */
      sentence = g_strdup_printf (ngettext ("%s, %u ticket", "%s, %u tickets", n_tickets), words, n_tickets);
    }
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence != NULL ? sentence : words, -1);

  return check;
}
