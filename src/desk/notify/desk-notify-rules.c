/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-notify-rules.h"

const DeskNotifyRules desk_notify_rules_default = { .about = DESK_NOTIFY_UNASSIGNED, .words = TRUE, .deadlines = TRUE };

/* Whether a minute of a local day is quiet. */
static gboolean
is_quiet_at (const DeskNotifyRules *self,
             GDateTime *time)
{
  int minute = g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);

  if (self->quiet_days & (1u << (g_date_time_get_day_of_week (time) - 1)))
    return TRUE;
  if (self->quiet_from <= self->quiet_until)
    return minute >= self->quiet_from && minute < self->quiet_until;

  return minute >= self->quiet_from || minute < self->quiet_until;
}

/**
 * desk_notify_rules_is_quiet:
 * @self: the rules
 * @now: microseconds since 1970 UTC; the hours are those of the computer's time zone
 * @until: (out) (optional): when the quiet ends; 0 where it never does
 *
 * Returns: whether nothing shows now
 */
gboolean
desk_notify_rules_is_quiet (const DeskNotifyRules *self,
                            gint64 now,
                            gint64 *until)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) time = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (until != NULL)
    *until = 0;
  if (!self->quiet)
    return FALSE;

  utc = g_date_time_new_from_unix_utc (now / G_TIME_SPAN_SECOND);
  time = g_date_time_to_local (utc);
  if (!is_quiet_at (self, time))
    return FALSE;

  /* It ends at a full minute of the next eight days, or never. */
  for (int i = 1; until != NULL && *until == 0 && i <= 8 * 24 * 60; i++)
    {
      g_autoptr(GDateTime) later = g_date_time_add_seconds (time, i * 60 - g_date_time_get_second (time));

      if (!is_quiet_at (self, later))
        *until = g_date_time_to_unix (later) * G_TIME_SPAN_SECOND;
    }

  return TRUE;
}
