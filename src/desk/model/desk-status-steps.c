/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-status-steps.h"

/** desk_status_step_exists: whether a ticket may go from a status to another, by anybody's hand. */
gboolean
desk_status_step_exists (DeskStatus from, DeskStatus to)
{
  switch (from)
    {
    case DESK_STATUS_OPEN:
      return to != DESK_STATUS_OPEN;
    case DESK_STATUS_IN_PROGRESS:
      return to == DESK_STATUS_WAITING_CUSTOMER || to == DESK_STATUS_RESOLVED || to == DESK_STATUS_CLOSED;
    case DESK_STATUS_WAITING_CUSTOMER:
      return to == DESK_STATUS_IN_PROGRESS || to == DESK_STATUS_RESOLVED || to == DESK_STATUS_CLOSED;
    case DESK_STATUS_RESOLVED:
      return to == DESK_STATUS_IN_PROGRESS || to == DESK_STATUS_CLOSED;
    case DESK_STATUS_CLOSED:
      return to == DESK_STATUS_IN_PROGRESS;
    default:
      return FALSE;
    }
}

/**
 * desk_status_may_step:
 * @from: where a ticket is
 * @to: where it might go
 * @role: who would take it there
 *
 * Returns: whether that role may: an administrator alone takes up what is closed; a client closes, and opens again what is resolved
 */
gboolean
desk_status_may_step (DeskStatus from, DeskStatus to, DeskRole role)
{
  if (!desk_status_step_exists (from, to))
    return FALSE;
  if (role == DESK_ROLE_CLIENT)
    return to == DESK_STATUS_CLOSED || (from == DESK_STATUS_RESOLVED && to == DESK_STATUS_IN_PROGRESS);
  return from != DESK_STATUS_CLOSED || role == DESK_ROLE_ADMIN;
}
