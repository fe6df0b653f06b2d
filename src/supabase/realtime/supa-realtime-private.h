/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth-private.h"
#include "supa-realtime.h"
#include "supa-socket.h"
#include "supa-timing.h"

G_BEGIN_DECLS

SupaRealtime *supa_realtime_new          (SupaAuth     *auth);
SupaAuth     *supa_realtime_get_auth     (SupaRealtime *self);
SupaSocket   *supa_realtime_get_socket   (SupaRealtime *self);
SupaTiming   *supa_realtime_get_timing   (SupaRealtime *self);
void          supa_realtime_connect      (SupaRealtime *self);
void          supa_realtime_channel_left (SupaRealtime *self);

G_END_DECLS
