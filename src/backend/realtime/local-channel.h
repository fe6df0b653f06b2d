/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "realtime/local-socket.h"

G_BEGIN_DECLS

LocalChannel *local_channel_new       (LocalSocket *socket, const LocalFrame *join, const gchar *name);
LocalChannel *local_channel_ref       (LocalChannel *channel);
void          local_channel_unref     (LocalChannel *channel);
const gchar  *local_channel_get_topic (LocalChannel *channel);
void          local_channel_join      (LocalChannel *channel, const LocalFrame *join);
void          local_channel_handle    (LocalChannel *channel, LocalFrame *frame);
void          local_channel_close     (LocalChannel *channel);
void          local_channel_drop      (LocalChannel *channel);
void          local_channel_push      (LocalChannel *channel, const gchar *event, const gchar *payload);
void          local_channel_on_running (LocalChannel *channel);

void          local_topic_send        (LocalTopic  *topic,
                                       LocalChannel *sender,
                                       const gchar  *event,
                                       const gchar  *payload);

G_END_DECLS
