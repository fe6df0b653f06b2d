/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>

#include "desk-clock.h"

#define DESK_TYPE_SYSTEM_CLOCK (desk_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (DeskSystemClock, desk_system_clock, DESK, SYSTEM_CLOCK, GObject)

struct _DeskSystemClock
{
  GObject parent_instance;
};

static void desk_system_clock_iface_init (DeskClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskSystemClock, desk_system_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_CLOCK, desk_system_clock_iface_init))

static gint64
desk_system_clock_get_now (DeskClock *clock)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_REALTIME, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
desk_system_clock_iface_init (DeskClockInterface *iface)
{
  iface->get_now = desk_system_clock_get_now;
}

static void
desk_system_clock_class_init (DeskSystemClockClass *klass)
{
}

static void
desk_system_clock_init (DeskSystemClock *self)
{
}

/**
 * desk_system_clock_new:
 *
 * Makes the clock of this computer: the one place in desk that reads the time.
 *
 * Returns: (transfer full): a new clock
 */
DeskClock *
desk_system_clock_new (void)
{
  return g_object_new (DESK_TYPE_SYSTEM_CLOCK, NULL);
}
