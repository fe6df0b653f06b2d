/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-channel.h"

G_BEGIN_DECLS

#define SUPA_TYPE_REALTIME (supa_realtime_get_type ())
G_DECLARE_FINAL_TYPE (SupaRealtime, supa_realtime, SUPA, REALTIME, GObject)

/* One socket, connected while a channel wants it. Property `connected`. Heartbeat every 25 s, answer within 10 s, liveness by
 * CLOCK_BOOTTIME; reconnects with 1, 2, 5, 10, 30 s and 30 % jitter; a fresh token before each join (wire facts D, I). Main thread only. */
SupaChannel *supa_realtime_get_channel  (SupaRealtime *self, const char *topic, gboolean is_private);
gboolean     supa_realtime_is_connected (SupaRealtime *self);
void         supa_realtime_wake         (SupaRealtime *self);
void         supa_realtime_close        (SupaRealtime *self);

G_END_DECLS
