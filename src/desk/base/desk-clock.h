/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define DESK_TYPE_CLOCK (desk_clock_get_type ())
G_DECLARE_INTERFACE (DeskClock, desk_clock, DESK, CLOCK, GObject)

/**
 * DeskClockInterface:
 * @get_now: microseconds since 1970-01-01 UTC; may be called from any thread
 *
 * Where the time comes from. Tests hand over one of their own.
 *
 * Signal `jumped` (): the time moved on by itself (a test's clock, waking up from suspend): whoever waits for a moment looks again.
 */
struct _DeskClockInterface
{
  GTypeInterface parent_iface;

  gint64 (*get_now) (DeskClock *self);
};

gint64     desk_clock_get_now     (DeskClock *self);
void       desk_clock_emit_jumped (DeskClock *self);

/* (transfer full): the time of the computer */
DeskClock *desk_system_clock_new  (void);

/* Where ids come from: a function that makes a new uuid text (transfer full), so that tests can seed it. */
typedef char *(*DeskIdFunc) (gpointer user_data);

G_END_DECLS
