/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ticket-steps.h"

/**
 * guichet_ticket_steps_find_reopened:
 * @session: who asks
 * @ticket: a ticket
 *
 * Returns: the status in which a resolved or closed ticket is open again, or -1 when there is none that the person may set
 */
int
guichet_ticket_steps_find_reopened (DeskSession *session,
                                    DeskTicket *ticket)
{
  const DeskStatus open[] = { DESK_STATUS_OPEN, DESK_STATUS_IN_PROGRESS };
  DeskStatus now;

  g_return_val_if_fail (DESK_IS_SESSION (session), -1);
  g_return_val_if_fail (DESK_IS_TICKET (ticket), -1);

  now = desk_ticket_get_status (ticket);
  if (now != DESK_STATUS_RESOLVED && now != DESK_STATUS_CLOSED)
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    if (desk_session_may_set_status (session, ticket, open[i]))
      return open[i];

  return -1;
}
