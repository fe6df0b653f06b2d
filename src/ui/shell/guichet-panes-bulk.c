/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include "guichet-bulk-page.h"

/* What stands in place of the conversation while several tickets are selected; with one page it is a bar under the list. */

static GPtrArray *
get_tickets (gpointer user_data)
{
  return guichet_list_pane_dup_several (GUICHET_PANES (user_data)->list);
}

/* Made when somebody first selects several: whoever opens the window reads one ticket. */
static void
build (GuichetPanes *self)
{
  if (self->bulk != NULL)
    return;

  self->bulk = guichet_bulk_page_new (self->session, get_tickets, self);
  gtk_stack_add_child (GTK_STACK (self->talk), self->bulk);
  self->bulk_bar = guichet_bulk_bar_new (self->session, get_tickets, self);
  gtk_widget_set_visible (self->bulk_bar, FALSE);
  guichet_list_pane_add_bar (self->list, self->bulk_bar);
}

static void
on_several (GuichetPanes *self)
{
  if (guichet_panes_has_several (self))
    {
      build (self);
      guichet_bulk_page_update (GUICHET_BULK_PAGE (self->bulk));
    }
  guichet_panes_fold (self);
  guichet_panes_tell_ticket_changed (self);
}

void
guichet_panes_build_bulk (GuichetPanes *self)
{
  if (!self->staff)
    return;

  g_signal_connect_swapped (self->list, "several", G_CALLBACK (on_several), self);
}

void
guichet_panes_fold_bulk (GuichetPanes *self)
{
  gboolean several = guichet_panes_has_several (self);

  if (several)
    build (self);
  if (self->bulk == NULL)
    return;

  if (several && !guichet_panes_is_one_page (self))
    gtk_stack_set_visible_child (GTK_STACK (self->talk), self->bulk);
  /* A window that got narrow, maybe in front of the conversation, shows what is selected. */
  else if (several)
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));
  gtk_widget_set_visible (self->bulk_bar, several && guichet_panes_is_one_page (self));
}

/**
 * guichet_panes_has_several:
 * @self: the panes
 *
 * Returns: whether several tickets are selected, and in sight
 */
gboolean
guichet_panes_has_several (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), FALSE);

  return self->place == NULL && guichet_list_pane_get_n_several (self->list) > 0;
}

/**
 * guichet_panes_dup_targets:
 * @self: the panes
 *
 * Returns: (transfer container) (element-type DeskTicket): what a command is about: the tickets that are selected, or the open one
 */
GPtrArray *
guichet_panes_dup_targets (GuichetPanes *self)
{
  GPtrArray *tickets;
  DeskTicket *ticket;

  g_return_val_if_fail (GUICHET_IS_PANES (self), NULL);

  if (guichet_panes_has_several (self))
    return guichet_list_pane_dup_several (self->list);

  tickets = g_ptr_array_new_with_free_func (g_object_unref);
  ticket = guichet_panes_get_ticket (self);
  if (ticket != NULL && desk_ticket_get_loaded (ticket))
    g_ptr_array_add (tickets, g_object_ref (ticket));

  return tickets;
}

/**
 * guichet_panes_select_none:
 * @self: the panes
 *
 * Goes back to the one ticket that is open.
 *
 * Returns: whether several were selected
 */
gboolean
guichet_panes_select_none (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), FALSE);

  return guichet_list_pane_select_none (self->list);
}
