/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "http/local-server.h"
#include "local-services.h"

G_BEGIN_DECLS

extern const LocalService local_realtime_service;

/**
 * LocalRealtime:
 *
 * The websockets, their channels, and what goes between them. It lives in the main thread.
 */
typedef struct _LocalRealtime LocalRealtime;

LocalRealtime *local_realtime_new       (LocalContext *context);
void           local_realtime_free      (LocalRealtime *realtime);
gboolean       local_realtime_start     (LocalRealtime *realtime, GError **error);
void           local_realtime_stop      (LocalRealtime *realtime);
void           local_realtime_connect   (LocalRealtime           *realtime,
                                         SoupWebsocketConnection *connection,
                                         GHashTable              *query);
void           local_realtime_broadcast (LocalRealtime *realtime,
                                         gboolean       is_private,
                                         const gchar   *topic,
                                         const gchar   *event,
                                         const gchar   *payload,
                                         const gchar   *id);
void           local_realtime_post      (LocalRealtime *realtime,
                                         gboolean       is_private,
                                         const gchar   *topic,
                                         const gchar   *event,
                                         const gchar   *payload);
void           local_realtime_handle    (LocalContext       *context,
                                         const LocalRequest *request,
                                         LocalResponse      *response,
                                         gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRealtime, local_realtime_free)

G_END_DECLS
