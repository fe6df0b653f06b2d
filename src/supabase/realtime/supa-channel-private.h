/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-channel.h"
#include "supa-frame.h"
#include "supa-realtime-private.h"

G_BEGIN_DECLS

SupaChannel *supa_channel_new           (SupaRealtime *realtime,
                                         const char   *topic,
                                         gboolean      is_private);
const char  *supa_channel_get_topic     (SupaChannel  *self);
gboolean     supa_channel_is_wanted     (SupaChannel  *self);
void         supa_channel_socket_opened (SupaChannel  *self,
                                         guint         place);
void         supa_channel_socket_lost   (SupaChannel  *self);
void         supa_channel_token_changed (SupaChannel  *self,
                                         const char   *token);
void         supa_channel_receive       (SupaChannel  *self,
                                         SupaFrame    *frame);

G_END_DECLS
