/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-format.h"

#include <glib/gi18n.h>

/**
 * guichet_format_sla:
 * @sla: a clock
 *
 * The words of the clock's pill in a list: 2 h 40 min, due in 12 min, late 40 min, paused, met; nothing when it does not apply.
 *
 * Returns: (transfer full) (nullable): the words
 */
char *
guichet_format_sla (const DeskSla *sla)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (sla != NULL, NULL);

  time = guichet_format_duration (ABS (sla->remaining));
  switch (sla->state)
    {
    case DESK_SLA_STATE_RUNNING:
      return g_steal_pointer (&time);
    case DESK_SLA_STATE_DUE_SOON:
      /* Translators: %s is a length of time, as in due in 12 min */
      return g_strdup_printf (_("due in %s"), time);
    case DESK_SLA_STATE_OVERDUE:
      /* Translators: %s is a length of time, as in late 40 min */
      return g_strdup_printf (_("late %s"), time);
    case DESK_SLA_STATE_PAUSED:
      return g_strdup (C_("a clock", "paused"));
    case DESK_SLA_STATE_MET:
      return g_strdup (C_("a target", "met"));
    case DESK_SLA_STATE_MISSED:
      return g_strdup (C_("a target", "missed"));
    case DESK_SLA_STATE_NOT_APPLICABLE:
    default:
      return NULL;
    }
}

/**
 * guichet_format_sla_time:
 * @sla: a clock
 *
 * The words beside the clock's name: in 12 min, 3 h 26 min, late 40 min, paused.
 *
 * Returns: (transfer full) (nullable): the words
 */
char *
guichet_format_sla_time (const DeskSla *sla)
{
  g_return_val_if_fail (sla != NULL, NULL);

  if (sla->state == DESK_SLA_STATE_DUE_SOON)
    {
      g_autofree char *time = guichet_format_duration (MAX (sla->remaining, 0));

      /* Translators: follows the name of a deadline: Next response in 12 min */
      return g_strdup_printf (_("in %s"), time);
    }

  return guichet_format_sla (sla);
}

/**
 * guichet_format_sla_target:
 * @target: one of the clocks
 *
 * Returns: its name as people say it: First response
 */
const char *
guichet_format_sla_target (DeskSlaTarget target)
{
  switch (target)
    {
    case DESK_SLA_TARGET_FIRST_RESPONSE:
      return _("First response");
    case DESK_SLA_TARGET_NEXT_RESPONSE:
      return _("Next response");
    case DESK_SLA_TARGET_RESOLUTION:
    default:
      return _("Resolve");
    }
}

/**
 * guichet_format_sla_target_brief:
 * @target: one of the clocks
 *
 * Of the first response and the next one never both run, so that beside its time either is the response.
 *
 * Returns: its name where there is little room: Response
 */
const char *
guichet_format_sla_target_brief (DeskSlaTarget target)
{
  /* Translators: the name of a deadline where there is little room, before its time: Response in 12 min */
  if (target != DESK_SLA_TARGET_RESOLUTION)
    return C_("deadline", "Response");

  /* Translators: the name of a deadline where there is little room, before its time: Resolve in 3 h 20 min */
  return C_("deadline", "Resolve");
}

/* Whole sentences for each target, since other languages bend the words differently. */
static const struct
{
  const char *running, *overdue, *paused, *met, *missed;
} sentences[] = {
  [DESK_SLA_TARGET_FIRST_RESPONSE] = { N_("First response due in %s."), N_("First response late by %s."),
                                       N_("First response: the clock is paused."), N_("First response: met."),
                                       N_("First response: missed.") },
  [DESK_SLA_TARGET_NEXT_RESPONSE] = { N_("Next response due in %s."), N_("Next response late by %s."),
                                      N_("Next response: the clock is paused."), N_("Next response: met."),
                                      N_("Next response: missed.") },
  [DESK_SLA_TARGET_RESOLUTION] = { N_("Solution due in %s."), N_("Solution late by %s."),
                                   N_("Solution: the clock is paused."), N_("Solution: met."), N_("Solution: missed.") },
};

/* A sentence with one %s in it; the translation is checked by msgfmt's c-format. */
static char *
fill_in (const char *sentence,
         const char *word)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

  return g_strjoinv (word, parts);
}

/**
 * guichet_format_sla_sentence:
 * @sla: a clock
 *
 * The clock as it is read aloud: Next response due in 12 min.
 *
 * Returns: (transfer full) (nullable): the words
 */
char *
guichet_format_sla_sentence (const DeskSla *sla)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (sla != NULL, NULL);
  g_return_val_if_fail (sla->target < G_N_ELEMENTS (sentences), NULL);

  time = guichet_format_duration (ABS (sla->remaining));
  switch (sla->state)
    {
    case DESK_SLA_STATE_RUNNING:
    case DESK_SLA_STATE_DUE_SOON:
      return fill_in (_(sentences[sla->target].running), time);
    case DESK_SLA_STATE_OVERDUE:
      return fill_in (_(sentences[sla->target].overdue), time);
    case DESK_SLA_STATE_PAUSED:
      return g_strdup (_(sentences[sla->target].paused));
    case DESK_SLA_STATE_MET:
      return g_strdup (_(sentences[sla->target].met));
    case DESK_SLA_STATE_MISSED:
      return g_strdup (_(sentences[sla->target].missed));
    case DESK_SLA_STATE_NOT_APPLICABLE:
    default:
      return NULL;
    }
}

/**
 * guichet_format_sla_next_change:
 * @sla: a clock
 * @now: microseconds since 1970 UTC
 *
 * When what is shown of the clock has to be looked at again: each second while seconds are shown, else on the minute, and exactly when its
 * state changes.
 *
 * Returns: a moment, or %G_MAXINT64 when nothing moves
 */
gint64
guichet_format_sla_next_change (const DeskSla *sla,
                                gint64 now)
{
  gint64 next, second;

  g_return_val_if_fail (sla != NULL, G_MAXINT64);

  if (sla->state != DESK_SLA_STATE_RUNNING && sla->state != DESK_SLA_STATE_DUE_SOON &&
      sla->state != DESK_SLA_STATE_OVERDUE)
    return G_MAXINT64;

  second = now + G_USEC_PER_SEC;
  if (ABS (sla->remaining) <= 60)
    return second;

  next = guichet_format_next_minute (now);
  if (sla->state == DESK_SLA_STATE_RUNNING)
    next = MIN (next, MAX (second, sla->due_at - DESK_SLA_SOON_SECONDS * G_USEC_PER_SEC));
  if (sla->state != DESK_SLA_STATE_OVERDUE)
    next = MIN (next, MAX (second, sla->due_at - 60 * G_USEC_PER_SEC));

  return next;
}
