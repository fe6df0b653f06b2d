/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-ticket.h"

G_BEGIN_DECLS

/**
 * DeskSla:
 * @target: which clock
 * @state: how it stands
 * @due_at: when it ends, microseconds since 1970 UTC; 0 when not applicable
 * @remaining: seconds of wall-clock time left; negative when overdue; while paused what was left when the pause began
 *
 * One clock of a ticket at one moment.
 */
typedef struct
{
  DeskSlaTarget target;
  DeskSlaState state;
  gint64 due_at;
  gint64 remaining;
} DeskSla;

#define DESK_SLA_SOON_SECONDS (15 * 60)

void     desk_sla_evaluate        (DeskTicket *ticket, DeskSlaTarget target, gint64 now, DeskSla *sla);
gboolean desk_sla_most_urgent     (DeskTicket *ticket, gint64 now, DeskSla *sla);

G_END_DECLS
