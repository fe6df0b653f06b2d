/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-links.h"

#include <glib/gi18n.h>

/* One quiet line above the conversation: what a ticket follows up, and what follows it up. */

/**
 * guichet_thread_links_new:
 *
 * Returns: the line, empty and hidden
 */
GtkWidget *
guichet_thread_links_new (void)
{
  return g_object_new (GTK_TYPE_BOX, "spacing", 6, "margin-start", 10, "margin-end", 16, "margin-top", 4, "visible", FALSE, NULL);
}

/* @words has one place for the number. */
static void
add_link (GtkWidget *links,
          const char *words,
          const char *ticket_id)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-ticket");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", ticket_id);
  gtk_box_append (GTK_BOX (links), button);
}

static void
add_followed (GtkWidget *links,
              DeskTicket *ticket)
{
  g_autofree char *id = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *words = NULL;
  gint64 number;

  g_object_get (ticket, "follow-up-of", &id, "follow-up-of-number", &number, NULL);
  if (id == NULL || number <= 0)
    return;
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  /* Translators: %s is the number of a ticket */
  words = g_strdup_printf (_("Follows up #%s"), digits);
  add_link (links, words, id);
}

static void
add_following (GtkWidget *links,
               DeskTicket *ticket)
{
  g_autofree char *all = NULL;
  g_auto (GStrv) each = NULL;

  g_object_get (ticket, "follow-ups", &all, NULL);
  each = g_strsplit (all != NULL ? all : "", ",", -1);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (each[i], " ", 2);
      g_autofree char *words = NULL;

      if (g_strv_length (parts) < 2)
        continue;
      /* Translators: %s is the number of a ticket */
      words = g_strdup_printf (_("Followed up by #%s"), parts[1]);
      add_link (links, words, parts[0]);
    }
}

/**
 * guichet_thread_links_show:
 * @links: the line
 * @ticket: (nullable): of which ticket
 *
 * Shows the links of a ticket; without any the line is hidden.
 */
void
guichet_thread_links_show (GtkWidget *links,
                           DeskTicket *ticket)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (links));

  while ((child = gtk_widget_get_first_child (links)) != NULL)
    gtk_box_remove (GTK_BOX (links), child);
  if (ticket != NULL && desk_ticket_get_loaded (ticket))
    {
      add_followed (links, ticket);
      add_following (links, ticket);
    }
  gtk_widget_set_visible (links, gtk_widget_get_first_child (links) != NULL);
}
