/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-alarm.h"

/* Timeouts stand still while the computer sleeps: none is longer than this, and each looks at the clock. */
#define LONGEST_WAIT_MS (30 * 1000)

struct _DeskAlarm
{
  DeskClock *clock;
  gulong jumped_handler;
  DeskAlarmFunc func;
  gpointer user_data;
  gint64 moment;                /* 0 for none */
  guint timeout;
};

static void desk_alarm_look (DeskAlarm *self);

static gboolean
on_timeout (gpointer user_data)
{
  DeskAlarm *self = user_data;

  self->timeout = 0;
  desk_alarm_look (self);

  return G_SOURCE_REMOVE;
}

static void
desk_alarm_look (DeskAlarm *self)
{
  gint64 left;

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->moment == 0)
    return;

  left = self->moment - desk_clock_get_now (self->clock);
  if (left <= 0)
    {
      self->moment = 0;
      self->func (self->user_data);
      return;
    }
  self->timeout = g_timeout_add (MIN (left / 1000 + 1, LONGEST_WAIT_MS), on_timeout, self);
}

/** desk_alarm_new: makes an alarm that waits for nothing yet. */
DeskAlarm *
desk_alarm_new (DeskClock *clock,
                DeskAlarmFunc func,
                gpointer user_data)
{
  DeskAlarm *self = g_new0 (DeskAlarm, 1);

  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;
  self->jumped_handler = g_signal_connect_swapped (clock, "jumped", G_CALLBACK (desk_alarm_look), self);

  return self;
}

/** desk_alarm_set: calls once, at or soon after @moment (microseconds since 1970 UTC), in place of what it waited for before; 0 waits for
 * nothing. A moment that is past calls from the main loop, not from here. */
void
desk_alarm_set (DeskAlarm *self,
                gint64 moment)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->moment = moment;
  if (moment != 0)
    {
      gint64 left = moment - desk_clock_get_now (self->clock);

      self->timeout = g_timeout_add (CLAMP (left / 1000 + 1, 0, LONGEST_WAIT_MS), on_timeout, self);
    }
}

/** desk_alarm_free: stops waiting. */
void
desk_alarm_free (DeskAlarm *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_signal_handler (&self->jumped_handler, self->clock);
  g_object_unref (self->clock);
  g_free (self);
}
