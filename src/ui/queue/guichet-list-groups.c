/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include "guichet-ticket-row.h"

/* Headings stand above the first ticket of a group, in its row: a list view of GTK 4.8 has none. */

/* What a row shows beside its ticket: the heading above it, and how high it is. */
void
guichet_list_pane_dress_row (GuichetListPane *self,
                             GtkListItem *item)
{
  GuichetTicketRow *row = GUICHET_TICKET_ROW (gtk_list_item_get_child (item));
  guint n = 0;
  DeskDueGroup due = DESK_DUE_NEVER;

  if (!desk_ticket_list_begins_group (self->tickets, gtk_list_item_get_position (item), &n, &due))
    n = 0;
  guichet_ticket_row_set_group (row, self->order.group, due, n);
  guichet_ticket_row_set_compact (row, self->compact);
}

/* Every row that has a widget now. */
void
guichet_list_pane_update_groups (GuichetListPane *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->view); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      GtkListItem *item = row != NULL ? g_object_get_data (G_OBJECT (row), "guichet-item") : NULL;

      if (item != NULL && gtk_list_item_get_item (item) != NULL)
        guichet_list_pane_dress_row (self, item);
    }
}
