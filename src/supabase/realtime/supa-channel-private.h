/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-channel.h"
#include "supa-join.h"

G_BEGIN_DECLS

SupaChannel *supa_channel_new      (SupaRealtime *realtime,
                                    const char   *topic,
                                    gboolean      is_private);
SupaJoin    *supa_channel_get_join (SupaChannel  *self);

G_END_DECLS
