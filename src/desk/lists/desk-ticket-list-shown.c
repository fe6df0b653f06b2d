/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a list is asked to show, and what it says of its groups. */

#include "config.h"

#include "desk-ticket-list-internal.h"

#include "desk-ticket-keys.h"

static void
update_words (DeskTicketList *self)
{
  g_autoptr(DeskTicketFilter) question = NULL;

  if (self->cache == NULL)
    return;

  question = desk_ticket_filter_new (self->cache, self->filter, &self->order, self->search);
  self->follows_words = desk_ticket_filter_has_words (question);
}

/**
 * desk_ticket_list_set_view:
 * @self: a list
 * @view: which part of the queue
 *
 * Shows a part of the queue. For a client every view is all of their tickets.
 */
void
desk_ticket_list_set_view (DeskTicketList *self,
                           DeskViewKind view)
{
  g_return_if_fail (DESK_IS_TICKET_LIST (self));

  if (self->filter->view == view)
    return;

  self->filter->view = view;
  desk_ticket_list_notify (self, DESK_TICKET_LIST_PROP_VIEW);
  desk_ticket_list_ask_anew (self);
}

/**
 * desk_ticket_list_set_status_mask:
 * @self: a list
 * @mask: a bit (1 << status) for each #DeskStatus to show, 0 for all that the view has
 *
 * Shows some statuses only. Mine and Unassigned leave out what is over unless a mask asks for it.
 */
void
desk_ticket_list_set_status_mask (DeskTicketList *self,
                                  guint mask)
{
  g_return_if_fail (DESK_IS_TICKET_LIST (self));

  if (self->filter->statuses == mask)
    return;

  self->filter->statuses = mask;
  desk_ticket_list_notify (self, DESK_TICKET_LIST_PROP_STATUS_MASK);
  desk_ticket_list_ask_anew (self);
}

/**
 * desk_ticket_list_set_search:
 * @self: a list
 * @search: (nullable): words as a person types them, or #number
 *
 * Shows tickets that have each of the words, or one that begins with it, in the subject, a message, or the company's name.
 */
void
desk_ticket_list_set_search (DeskTicketList *self,
                             const char *search)
{
  g_return_if_fail (DESK_IS_TICKET_LIST (self));

  if (g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (search);
  update_words (self);
  desk_ticket_list_notify (self, DESK_TICKET_LIST_PROP_SEARCH);
  desk_ticket_list_ask_anew (self);
}

/**
 * desk_ticket_list_find:
 * @self: a list
 * @ticket_id: a ticket's id
 *
 * Finds where a ticket stands now.
 *
 * Returns: its position, or %G_MAXUINT (GTK_INVALID_LIST_POSITION) when the list does not show it
 */
guint
desk_ticket_list_find (DeskTicketList *self,
                       const char *ticket_id)
{
  g_return_val_if_fail (DESK_IS_TICKET_LIST (self), G_MAXUINT);
  g_return_val_if_fail (ticket_id != NULL, G_MAXUINT);

  return desk_ticket_keys_find (self->keys, ticket_id);
}

/**
 * desk_ticket_list_find_all:
 * @self: a list
 * @ticket_ids: (element-type utf8): a set of tickets' ids
 *
 * Finds where tickets stand now, all at one go.
 *
 * Returns: (transfer full) (element-type guint): the positions of those that the list shows, the lowest first
 */
GArray *
desk_ticket_list_find_all (DeskTicketList *self,
                           GHashTable *ticket_ids)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n;

  g_return_val_if_fail (DESK_IS_TICKET_LIST (self), positions);
  g_return_val_if_fail (ticket_ids != NULL, positions);

  n = g_hash_table_size (ticket_ids);
  for (guint i = 0; i < self->keys->len && positions->len < n; i++)
    {
      if (g_hash_table_contains (ticket_ids, g_array_index (self->keys, DeskTicketKey, i).id))
        g_array_append_val (positions, i);
    }

  return positions;
}

/**
 * desk_ticket_list_dup_ticket:
 * @self: a list
 * @ticket_id: the id of a ticket that it has shown
 *
 * Gives a ticket wherever it stands.
 *
 * Returns: (transfer full) (nullable): the ticket; %NULL while nobody is signed in
 */
DeskTicket *
desk_ticket_list_dup_ticket (DeskTicketList *self,
                             const char *ticket_id)
{
  g_return_val_if_fail (DESK_IS_TICKET_LIST (self), NULL);
  g_return_val_if_fail (ticket_id != NULL, NULL);

  return self->cache != NULL ? desk_cache_dup_ticket (self->cache, ticket_id) : NULL;
}

/**
 * desk_ticket_list_is_partial:
 * @self: a list
 *
 * Tells whether a ticket that is not found may come yet: of many tickets in another order the first ones come first.
 *
 * Returns: whether more follow by themselves
 */
gboolean
desk_ticket_list_is_partial (DeskTicketList *self)
{
  g_return_val_if_fail (DESK_IS_TICKET_LIST (self), FALSE);

  return self->partial || self->held != NULL;
}

/**
 * desk_ticket_list_set_filter:
 * @self: a list
 * @filter: what to show; copied
 *
 * Shows what a filter lets through, its part of the queue included. A search narrows it further.
 */
void
desk_ticket_list_set_filter (DeskTicketList *self,
                             const DeskListFilter *filter)
{
  g_return_if_fail (DESK_IS_TICKET_LIST (self));
  g_return_if_fail (filter != NULL);

  if (desk_list_filter_equal (self->filter, filter))
    return;

  desk_list_filter_free (self->filter);
  self->filter = desk_list_filter_copy (filter);
  update_words (self);
  desk_ticket_list_notify (self, DESK_TICKET_LIST_PROP_VIEW);
  desk_ticket_list_notify (self, DESK_TICKET_LIST_PROP_STATUS_MASK);
  desk_ticket_list_ask_anew (self);
}

/**
 * desk_ticket_list_get_filter:
 * @self: a list
 *
 * Returns: (transfer none): what it shows
 */
const DeskListFilter *
desk_ticket_list_get_filter (DeskTicketList *self)
{
  g_return_val_if_fail (DESK_IS_TICKET_LIST (self), NULL);

  return self->filter;
}

/**
 * desk_ticket_list_set_order:
 * @self: a list
 * @order: how to sort, and what the groups are
 *
 * Puts the tickets into another order.
 */
void
desk_ticket_list_set_order (DeskTicketList *self,
                            const DeskListOrder *order)
{
  g_return_if_fail (DESK_IS_TICKET_LIST (self));
  g_return_if_fail (order != NULL);

  if (desk_list_order_equal (&self->order, order))
    return;

  self->order = *order;
  desk_ticket_list_ask_anew (self);
}

/**
 * desk_ticket_list_get_order:
 * @self: a list
 *
 * Returns: (transfer none): how it is sorted
 */
const DeskListOrder *
desk_ticket_list_get_order (DeskTicketList *self)
{
  g_return_val_if_fail (DESK_IS_TICKET_LIST (self), NULL);

  return &self->order;
}

/**
 * desk_ticket_list_begins_group:
 * @self: a list
 * @position: a position in it
 * @n_tickets: (out): how many tickets the group of that position holds
 * @due: (out): which group it is, where the list is grouped by due time
 *
 * Tells where headings stand. A group of companies has the name of its tickets' company.
 *
 * Returns: whether a group begins there; %FALSE for a list without groups
 */
gboolean
desk_ticket_list_begins_group (DeskTicketList *self,
                               guint position,
                               guint *n_tickets,
                               DeskDueGroup *due)
{
  GArray *keys;
  guint first;

  g_return_val_if_fail (DESK_IS_TICKET_LIST (self), FALSE);
  g_return_val_if_fail (n_tickets != NULL, FALSE);
  g_return_val_if_fail (due != NULL, FALSE);

  if (self->order.group == DESK_GROUP_NONE || position >= self->keys->len)
    return FALSE;

  keys = self->held != NULL ? self->held : self->keys;
  desk_ticket_keys_find_group (keys, position, &first, n_tickets);
  if (self->partial && first + *n_tickets == keys->len)
    *n_tickets = self->n_last_group;
  *due = self->order.group == DESK_GROUP_DUE ? (DeskDueGroup) g_array_index (self->keys, DeskTicketKey, position).group : DESK_DUE_NEVER;

  return first == position;
}
