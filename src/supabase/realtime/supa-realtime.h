/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-channel.h"

G_BEGIN_DECLS

#define SUPA_TYPE_REALTIME (supa_realtime_get_type ())
G_DECLARE_FINAL_TYPE (SupaRealtime, supa_realtime, SUPA, REALTIME, GObject)

SupaChannel *supa_realtime_get_channel    (SupaRealtime *self,
                                           const char   *topic,
                                           gboolean      is_private);
void         supa_realtime_forget_channel (SupaRealtime *self,
                                           SupaChannel  *channel);
gboolean     supa_realtime_is_connected   (SupaRealtime *self);
void         supa_realtime_wake           (SupaRealtime *self);
void         supa_realtime_close          (SupaRealtime *self);

G_END_DECLS
