/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-clock.h"

G_DEFINE_INTERFACE (DeskClock, desk_clock, G_TYPE_OBJECT)

static guint jumped_signal;

static void
desk_clock_default_init (DeskClockInterface *iface)
{
  /**
   * DeskClock::jumped:
   *
   * The time moved on by itself; whoever waits for a moment looks again. Emitted in the main thread.
   */
  jumped_signal = g_signal_new ("jumped", DESK_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * desk_clock_get_now:
 * @self: a clock
 *
 * Asks for the time. May be called from any thread.
 *
 * Returns: microseconds since 1970-01-01 UTC
 */
gint64
desk_clock_get_now (DeskClock *self)
{
  g_return_val_if_fail (DESK_IS_CLOCK (self), 0);

  return DESK_CLOCK_GET_IFACE (self)->get_now (self);
}

/**
 * desk_clock_emit_jumped:
 * @self: a clock
 *
 * For implementations, and for whoever learns that the computer slept: says that the time moved on by itself. Main thread only.
 */
void
desk_clock_emit_jumped (DeskClock *self)
{
  g_return_if_fail (DESK_IS_CLOCK (self));

  g_signal_emit (self, jumped_signal, 0);
}
