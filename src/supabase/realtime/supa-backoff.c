/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-backoff.h"

#define JITTER 0.3

/*< private >
 * supa_backoff_get_delay:
 * @attempt: how many tries have failed already
 * @chance: from 0 to 1, so that a thousand clients do not come back in the same moment
 * @scale: 1.0; smaller in tests
 *
 * Returns: milliseconds until the next try: 1, 2, 5, 10, then 30 s, 30 % more or less (wire facts I.3)
 */
guint
supa_backoff_get_delay (guint  attempt,
                        double chance,
                        double scale)
{
  static const guint seconds[] = { 1, 2, 5, 10, 30 };
  double base = 1000.0 * seconds[MIN (attempt, G_N_ELEMENTS (seconds) - 1)];

  return (guint) (base * scale * (1.0 - JITTER + 2.0 * JITTER * chance) + 0.5);
}
