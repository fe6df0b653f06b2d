/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-sla.h"
#include "desk-ticket-record.h"

G_BEGIN_DECLS

void     desk_sla_evaluate_record    (const DeskTicketRecord *ticket, DeskSlaTarget target, gint64 now, DeskSla *sla);
gboolean desk_sla_most_urgent_record (const DeskTicketRecord *ticket, gint64 now, DeskSla *sla);

/* The same in SQL, as far as views ask: tickets.next_due (desk-schema.c) is the earliest of the clocks that run, NULL while none does. */
#define DESK_SQL_OVERDUE "t.next_due < :now"
#define DESK_SQL_DUE_SOON "t.next_due >= :now AND t.next_due <= :now + 900000000"

G_END_DECLS
