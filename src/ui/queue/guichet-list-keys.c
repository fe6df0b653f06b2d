/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include "guichet-ticket-row.h"

/* Going through the list by keyboard, and finding in it. */

/* The widget of the row that is selected; only rows near the visible ones have widgets. */
static GtkWidget *
find_selected_widget (GuichetListPane *self)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (self->view); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      DeskTicket *ticket = GUICHET_IS_TICKET_ROW (row) ? guichet_ticket_row_get_ticket (GUICHET_TICKET_ROW (row)) : NULL;

      if (ticket != NULL && g_strcmp0 (desk_ticket_get_id (ticket), self->ticket_id) == 0)
        return child;
    }

  return NULL;
}

static gboolean
is_in_sight (GuichetListPane *self,
             GtkWidget *row)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, self->scroller, &bounds) &&
         bounds.origin.y >= 0 && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (self->scroller);
}

/**
 * guichet_list_pane_select:
 * @self: a pane
 * @ticket_id: (nullable): a ticket
 *
 * Marks the ticket that is open, without saying that the person selected it. It need not be in the list.
 */
void
guichet_list_pane_select (GuichetListPane *self,
                          const char *ticket_id)
{
  char *copy;

  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  copy = g_strdup (ticket_id);
  g_free (self->ticket_id);
  self->ticket_id = copy;
  guichet_list_pane_select_open (self);
}

/**
 * guichet_list_pane_move:
 * @self: a pane
 * @step: 1 for the next ticket, -1 for the one before
 *
 * Selects the next or the previous ticket and brings it into sight.
 */
void
guichet_list_pane_move (GuichetListPane *self,
                        int step)
{
  guint n_items, position, next;
  GtkWidget *row;

  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->tickets));
  if (n_items == 0)
    return;

  position = self->ticket_id != NULL ? desk_ticket_list_find (self->tickets, self->ticket_id) : GTK_INVALID_LIST_POSITION;
  if (position == GTK_INVALID_LIST_POSITION)
    next = step > 0 ? 0 : n_items - 1;
  else
    next = CLAMP ((int) position + step, 0, (int) n_items - 1);

  gtk_selection_model_select_item (self->selection, next, TRUE);
  row = find_selected_widget (self);
  if (row == NULL || !is_in_sight (self, row))
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", next);
  /* These keys come only while nobody writes: the focus may follow. */
  row = find_selected_widget (self);
  if (row != NULL && gtk_widget_get_mapped (row))
    gtk_widget_grab_focus (row);
}

/**
 * guichet_list_pane_activate:
 * @self: a pane
 *
 * Opens the ticket that is selected.
 */
void
guichet_list_pane_activate (GuichetListPane *self)
{
  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  if (self->ticket_id != NULL)
    g_signal_emit_by_name (self, "activated", self->ticket_id);
}

/**
 * guichet_list_pane_focus:
 * @self: a pane
 *
 * Puts the focus on the row that is selected, or else on the list.
 */
void
guichet_list_pane_focus (GuichetListPane *self)
{
  GtkWidget *row;

  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  row = find_selected_widget (self);
  if (row != NULL && gtk_widget_grab_focus (row))
    return;
  if (!gtk_widget_grab_focus (self->view))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * guichet_list_pane_start_search:
 * @self: a pane
 *
 * Opens the search entry and puts the cursor into it.
 */
void
guichet_list_pane_start_search (GuichetListPane *self)
{
  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->search_revealer), TRUE);
  gtk_widget_grab_focus (self->search);
}

/**
 * guichet_list_pane_stop_search:
 * @self: a pane
 *
 * Closes the search entry and shows the whole view again.
 *
 * Returns: whether it was open
 */
gboolean
guichet_list_pane_stop_search (GuichetListPane *self)
{
  g_return_val_if_fail (GUICHET_IS_LIST_PANE (self), FALSE);

  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->search_revealer)))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->search_revealer), FALSE);
  guichet_list_pane_focus (self);

  return TRUE;
}

/**
 * guichet_list_pane_popup_menu:
 * @self: a pane
 *
 * Opens the main menu, when it stands in this pane.
 */
void
guichet_list_pane_popup_menu (GuichetListPane *self)
{
  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  if (gtk_widget_get_visible (self->menu_button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
}
