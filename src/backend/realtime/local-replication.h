/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-context.h"
#include "realtime/local-subscriber.h"

G_BEGIN_DECLS

/**
 * LocalReplication:
 *
 * A thread that follows what is committed, by the streaming protocol of logical replication, and finds out who hears of it.
 */
typedef struct _LocalReplication LocalReplication;

/**
 * LocalReplicationEvents:
 * @change: a channel hears of a change; in the order in which transactions committed
 * @message: a row of `realtime.messages` was committed; @payload is JSON text
 * @lost: the stream broke; what is committed until it runs again is not heard of
 * @running: the stream runs
 *
 * What the thread tells. All are called in the main thread.
 */
typedef struct
{
  void (*change) (guint64 serial, const gchar *payload, gpointer user_data);
  void (*message) (const gchar *topic,
                   const gchar *event,
                   const gchar *payload,
                   const gchar *id,
                   gboolean     is_private,
                   gpointer     user_data);
  void (*lost) (gpointer user_data);
  void (*running) (gpointer user_data);
} LocalReplicationEvents;

LocalReplication *local_replication_new         (LocalContext                 *context,
                                                 const LocalReplicationEvents *events,
                                                 gpointer                      user_data);
void              local_replication_start       (LocalReplication *replication);
gboolean          local_replication_wait        (LocalReplication *replication, guint seconds, GError **error);
void              local_replication_stop        (LocalReplication *replication);
void              local_replication_free        (LocalReplication *replication);
void              local_replication_subscribe   (LocalReplication *replication, LocalSubscriber *subscriber);
void              local_replication_unsubscribe (LocalReplication *replication, guint64 serial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalReplication, local_replication_free)

G_END_DECLS
