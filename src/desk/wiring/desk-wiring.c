/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-wiring.h"

#include <errno.h>
#include <sys/random.h>

#include "desk-session-internal.h"

/* A version 4 UUID (RFC 9562) from the kernel's random bytes. */
static char *
make_uuid (gpointer user_data)
{
  guint8 b[16];
  gsize got = 0;

  while (got < sizeof b)
    {
      ssize_t n = getrandom (b + got, sizeof b - got, 0);

      if (n < 0 && errno != EINTR)
        g_error ("The kernel gives no random bytes: %s", g_strerror (errno));
      got += MAX (n, 0);
    }
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4], b[5],
                          b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

/* Documented in the header. */
DeskSession *
desk_wiring_create_session (const char       *data_dir,
                            SupaSessionStore *store,
                            DeskNotifier     *notifier,
                            DeskClock        *clock)
{
  g_autoptr (DeskClock) system_clock = NULL;

  g_return_val_if_fail (data_dir != NULL, NULL);

  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    g_warning ("Cannot make %s: %s", data_dir, g_strerror (errno));
  if (clock == NULL)
    system_clock = desk_system_clock_new ();
  return desk_session_new (data_dir, store, notifier, clock != NULL ? clock : system_clock, make_uuid, NULL, NULL);
}
