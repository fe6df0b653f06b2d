/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-clock.h"

#include <time.h>

/*< private >
 * supa_clock_get_boottime:
 *
 * Unlike CLOCK_MONOTONIC it goes on while the computer sleeps (wire facts I.1).
 *
 * Returns: microseconds since the computer was started
 */
gint64
supa_clock_get_boottime (void)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
