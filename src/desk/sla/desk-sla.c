/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-sla.h"

#include "desk-sla-record.h"

static gboolean
is_over (const DeskTicketRecord *ticket)
{
  return ticket->status == DESK_STATUS_RESOLVED || ticket->status == DESK_STATUS_CLOSED;
}

/* When the ticket came to its end. A status set here and not delivered yet has no time of its own: now is the best guess. */
static gint64
get_end (const DeskTicketRecord *ticket,
         gint64 now)
{
  if (ticket->resolved_at != 0)
    return ticket->resolved_at;
  if (ticket->closed_at != 0)
    return ticket->closed_at;

  return now;
}

static gint64
get_due (const DeskTicketRecord *ticket,
         DeskSlaTarget target)
{
  switch (target)
    {
    case DESK_SLA_TARGET_FIRST_RESPONSE:
      return ticket->first_response_applies ? ticket->first_response_due_at : 0;
    case DESK_SLA_TARGET_NEXT_RESPONSE:
      return ticket->awaiting_reply_since != 0 && !is_over (ticket) ? ticket->next_response_due_at : 0;
    case DESK_SLA_TARGET_RESOLUTION:
      return ticket->resolve_due_at;
    default:
      g_assert_not_reached ();
    }
}

/* Whole seconds, rounded down: half a second late is late. */
static gint64
seconds_between (gint64 from,
                 gint64 to)
{
  gint64 difference = to - from;

  return difference / G_USEC_PER_SEC - (difference % G_USEC_PER_SEC < 0 ? 1 : 0);
}

/* A target that has come to its end: what it ended as, or nothing while it is open. */
static gboolean
find_outcome (const DeskTicketRecord *ticket,
              DeskSlaTarget target,
              gint64 now,
              gint64 due,
              DeskSlaState *state)
{
  if (target == DESK_SLA_TARGET_FIRST_RESPONSE && ticket->first_responded_at != 0)
    {
      *state = ticket->first_responded_at <= due ? DESK_SLA_STATE_MET : DESK_SLA_STATE_MISSED;
      return TRUE;
    }
  if (!is_over (ticket))
    return FALSE;

  if (get_end (ticket, now) > due)
    *state = DESK_SLA_STATE_MISSED;
  else
    *state = target == DESK_SLA_TARGET_FIRST_RESPONSE ? DESK_SLA_STATE_NOT_APPLICABLE : DESK_SLA_STATE_MET;

  return TRUE;
}

/** desk_sla_evaluate_record: the rules of the help desk's clock for the columns as the backend computes them; see desk_sla_evaluate().
 * Any thread. Private to desk. */
void
desk_sla_evaluate_record (const DeskTicketRecord *ticket,
                          DeskSlaTarget target,
                          gint64 now,
                          DeskSla *sla)
{
  gint64 due = get_due (ticket, target);
  gboolean paused = ticket->status == DESK_STATUS_WAITING_CUSTOMER;

  *sla = (DeskSla) { .target = target, .state = DESK_SLA_STATE_NOT_APPLICABLE };
  if (due == 0 || (find_outcome (ticket, target, now, due, &sla->state) && sla->state == DESK_SLA_STATE_NOT_APPLICABLE))
    return;

  sla->due_at = due;
  if (sla->state != DESK_SLA_STATE_NOT_APPLICABLE)
    return;

  sla->remaining = seconds_between (paused && ticket->waiting_since != 0 ? ticket->waiting_since : now, due);
  if (paused)
    sla->state = DESK_SLA_STATE_PAUSED;
  else if (due < now)
    sla->state = DESK_SLA_STATE_OVERDUE;
  else if (due - now <= DESK_SLA_SOON_SECONDS * G_USEC_PER_SEC)
    sla->state = DESK_SLA_STATE_DUE_SOON;
  else
    sla->state = DESK_SLA_STATE_RUNNING;
}

/* The lower, the more urgent. */
static int
get_rank (DeskSlaState state)
{
  switch (state)
    {
    case DESK_SLA_STATE_OVERDUE:
    case DESK_SLA_STATE_DUE_SOON:
    case DESK_SLA_STATE_RUNNING:
      return 0;
    case DESK_SLA_STATE_PAUSED:
      return 1;
    case DESK_SLA_STATE_MISSED:
      return 2;
    case DESK_SLA_STATE_MET:
      return 3;
    case DESK_SLA_STATE_NOT_APPLICABLE:
    default:
      return 4;
    }
}

static gboolean
is_more_urgent (const DeskSla *a,
                const DeskSla *b)
{
  int rank_a = get_rank (a->state), rank_b = get_rank (b->state);

  return rank_a != rank_b ? rank_a < rank_b : a->due_at < b->due_at;
}

/** desk_sla_most_urgent_record: see desk_sla_most_urgent(). Any thread. Private to desk. */
gboolean
desk_sla_most_urgent_record (const DeskTicketRecord *ticket,
                             gint64 now,
                             DeskSla *sla)
{
  desk_sla_evaluate_record (ticket, DESK_SLA_TARGET_FIRST_RESPONSE, now, sla);
  for (DeskSlaTarget target = DESK_SLA_TARGET_NEXT_RESPONSE; target <= DESK_SLA_TARGET_RESOLUTION; target++)
    {
      DeskSla other;

      desk_sla_evaluate_record (ticket, target, now, &other);
      if (is_more_urgent (&other, sla))
        *sla = other;
    }

  return sla->state != DESK_SLA_STATE_NOT_APPLICABLE;
}

/**
 * desk_sla_evaluate:
 * @ticket: a ticket
 * @target: which of its clocks
 * @now: the moment, microseconds since 1970 UTC
 * @sla: (out caller-allocates): how the clock stands
 *
 * Evaluates a clock from the columns that the backend computes: a pure function of the ticket and the moment. The filters of lists, pills and
 * countdowns all follow it.
 *
 * - A first response that came is met or missed by its time; a ticket resolved without one is not applicable before the due time, and missed after it.
 * - While the client is waited for, what is open is paused and keeps the time that was left when the pause began.
 * - Due soon is a quarter of an hour or less; overdue begins after the due moment.
 */
void
desk_sla_evaluate (DeskTicket *ticket,
                   DeskSlaTarget target,
                   gint64 now,
                   DeskSla *sla)
{
  g_return_if_fail (DESK_IS_TICKET (ticket));
  g_return_if_fail (sla != NULL);

  desk_sla_evaluate_record (desk_ticket_get_record (ticket), target, now, sla);
}

/**
 * desk_sla_most_urgent:
 * @ticket: a ticket
 * @now: the moment, microseconds since 1970 UTC
 * @sla: (out caller-allocates): the clock that matters most
 *
 * Finds the clock to show where there is room for one: the earliest that runs, else one that is paused, else what was missed, else what was met.
 *
 * Returns: whether there is any; %FALSE with the state not applicable
 */
gboolean
desk_sla_most_urgent (DeskTicket *ticket,
                      gint64 now,
                      DeskSla *sla)
{
  g_return_val_if_fail (DESK_IS_TICKET (ticket), FALSE);
  g_return_val_if_fail (sla != NULL, FALSE);

  return desk_sla_most_urgent_record (desk_ticket_get_record (ticket), now, sla);
}
