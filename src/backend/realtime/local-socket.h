/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "realtime/local-frame.h"
#include "realtime/local-topic.h"

G_BEGIN_DECLS

/**
 * LocalSocketClosed:
 * @socket: a socket that is closed; it may be freed now
 * @user_data: what was given with it
 *
 * Told once, in the main thread.
 */
typedef void (*LocalSocketClosed) (LocalSocket *socket, gpointer user_data);

LocalSocket      *local_socket_new         (LocalHub                *hub,
                                            SoupWebsocketConnection *connection,
                                            LocalFrameVersion        version,
                                            const gchar             *token,
                                            LocalSocketClosed        closed,
                                            gpointer                 user_data);
void              local_socket_free        (LocalSocket *socket);
void              local_socket_close       (LocalSocket *socket, gushort code, const gchar *reason);
LocalHub         *local_socket_get_hub     (LocalSocket *socket);
LocalFrameVersion local_socket_get_version (LocalSocket *socket);
const gchar      *local_socket_get_token   (LocalSocket *socket);
void              local_socket_send        (LocalSocket *socket,
                                            const gchar *join_ref,
                                            const gchar *ref,
                                            const gchar *topic,
                                            const gchar *event,
                                            const gchar *payload);
void              local_socket_send_binary (LocalSocket *socket, GBytes *frame);
void              local_socket_reply       (LocalSocket *socket,
                                            const gchar *join_ref,
                                            const gchar *ref,
                                            const gchar *topic,
                                            const gchar *status,
                                            const gchar *response);
void              local_socket_forget      (LocalSocket *socket, LocalChannel *channel);

G_END_DECLS
