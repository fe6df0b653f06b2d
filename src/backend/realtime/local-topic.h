/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-context.h"
#include "realtime/local-presence.h"
#include "realtime/local-replication.h"

G_BEGIN_DECLS

typedef struct _LocalChannel LocalChannel;
typedef struct _LocalSocket LocalSocket;

/**
 * LocalTopic:
 * @key: its name, with what tells private from public
 * @channels: (element-type LocalChannel): who has joined; the channels are the sockets'
 * @presence: who says that it is there
 *
 * Where channels of one name meet. A private and a public topic of one name are two.
 */
typedef struct
{
  gchar *key;
  GPtrArray *channels;
  LocalPresence *presence;
} LocalTopic;

/**
 * LocalHub:
 * @context: what all services share
 * @replication: the thread that follows what is committed
 * @is_running: whether it follows
 * @n_asked: how many questions to the database are under way; a stop waits for them
 * @topics: (element-type LocalTopic): the topics that somebody has joined, by key
 * @channels: (element-type LocalChannel): all that have joined, by number
 * @last_serial: the number that was given last
 *
 * What sockets and channels share. It lives in the main thread.
 */
typedef struct
{
  LocalContext *context;
  LocalReplication *replication;
  gboolean is_running;
  guint n_asked;
  GHashTable *topics;
  GHashTable *channels;
  guint64 last_serial;
} LocalHub;

LocalHub   *local_hub_new          (LocalContext *context);
void        local_hub_free         (LocalHub *hub);
gchar      *local_topic_make_key   (gboolean is_private, const gchar *name);
LocalTopic *local_hub_enter        (LocalHub *hub, const gchar *key, LocalChannel *channel, guint64 serial);
void        local_hub_leave        (LocalHub *hub, LocalTopic *topic, LocalChannel *channel, guint64 serial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalHub, local_hub_free)

G_END_DECLS
