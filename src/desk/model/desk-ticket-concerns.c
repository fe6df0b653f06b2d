/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a ticket is sorted under, and whom it concerns: the lists that hang on a ticket. */

#include "config.h"

#include "desk-ticket.h"

#include "desk-ticket-record.h"

static char **
split (const char *list,
       const char *between)
{
  return g_strsplit (list != NULL ? list : "", between, -1);
}

/**
 * desk_ticket_dup_labels:
 * @self: a ticket
 *
 * Tells its labels, that of the clock (`escalated`) among them.
 *
 * Returns: (transfer full): plain text; empty for a client
 */
char **
desk_ticket_dup_labels (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return split (desk_ticket_get_record (self)->labels, "\037");
}

/**
 * desk_ticket_get_affects_all:
 * @self: a ticket
 *
 * Tells whether it concerns every company.
 *
 * Returns: %TRUE when it does; no company is named then
 */
gboolean
desk_ticket_get_affects_all (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), FALSE);

  return desk_ticket_get_record (self)->affects_all;
}

/**
 * desk_ticket_dup_affected:
 * @self: a ticket
 *
 * Tells which companies it concerns beside the one that filed it, as far as the person may know.
 *
 * Returns: (transfer full): their ids, by their names
 */
char **
desk_ticket_dup_affected (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return split (desk_ticket_get_record (self)->affected, " ");
}

/**
 * desk_ticket_dup_affected_names:
 * @self: a ticket
 *
 * Tells the names of the companies that it concerns beside the one that filed it.
 *
 * Returns: (transfer full): plain text, in the order of desk_ticket_dup_affected()
 */
char **
desk_ticket_dup_affected_names (DeskTicket *self)
{
  g_return_val_if_fail (DESK_IS_TICKET (self), NULL);

  return split (desk_ticket_get_record (self)->affected_names, "\n");
}
