/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-wire-words.h"

/** desk_wire_status: a status as the tables write it. */
const char *
desk_wire_status (DeskStatus status)
{
  switch (status)
    {
    case DESK_STATUS_OPEN:
      return "open";
    case DESK_STATUS_IN_PROGRESS:
      return "in_progress";
    case DESK_STATUS_WAITING_CUSTOMER:
      return "waiting_customer";
    case DESK_STATUS_RESOLVED:
      return "resolved";
    case DESK_STATUS_CLOSED:
      return "closed";
    default:
      g_return_val_if_reached ("open");
    }
}

/** desk_wire_parse_role: a role from a profile; what is not known has a client's rights. */
DeskRole
desk_wire_parse_role (const char *word)
{
  if (g_strcmp0 (word, "support") == 0)
    return DESK_ROLE_SUPPORT;
  if (g_strcmp0 (word, "ops") == 0)
    return DESK_ROLE_OPS;
  if (g_strcmp0 (word, "admin") == 0)
    return DESK_ROLE_ADMIN;
  return DESK_ROLE_CLIENT;
}
