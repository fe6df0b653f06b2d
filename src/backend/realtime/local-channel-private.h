/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "realtime/local-authorization.h"
#include "realtime/local-channel.h"

G_BEGIN_DECLS

/**
 * LocalChannelState:
 * @LOCAL_CHANNEL_JOINING: the policies are being asked; what comes meanwhile waits
 * @LOCAL_CHANNEL_JOINED: it is in its topic
 * @LOCAL_CHANNEL_CLOSED: it has ended
 *
 * Where a channel is in its life.
 */
typedef enum
{
  LOCAL_CHANNEL_JOINING,
  LOCAL_CHANNEL_JOINED,
  LOCAL_CHANNEL_CLOSED,
} LocalChannelState;

struct _LocalChannel
{
  grefcount references;
  LocalSocket *socket;
  LocalHub *hub;
  guint64 serial;
  LocalChannelState state;

  gchar *topic_name;
  gchar *name;
  gchar *join_ref;
  gboolean is_private;
  gboolean hears_itself;
  gboolean wants_ack;
  gboolean has_presence;
  gchar *presence_key;

  gchar *token;
  LocalPerson *person;
  gint64 expiry;
  guint expiry_id;
  LocalRights rights;

  GPtrArray *bindings;
  gchar *echo;
  gchar *binding_problem;
  gboolean waits_for_stream;

  LocalTopic *topic;
  GQueue waiting;
};

/* local-channel-message.c */
void local_channel_broadcast        (LocalChannel *channel, const LocalFrame *frame);
void local_channel_broadcast_binary (LocalChannel *channel, const LocalFrame *frame);
void local_channel_presence         (LocalChannel *channel, const LocalFrame *frame);
void local_channel_send_state       (LocalChannel *channel);
void local_channel_untrack          (LocalChannel *channel);

/* local-channel-join.c */
void local_channel_authorize        (LocalChannel *channel, LocalPerson *person);
void local_channel_subscribe        (LocalChannel *channel);

/* local-channel.c */
void local_channel_enter            (LocalChannel *channel);
void local_channel_refuse           (LocalChannel *channel, const gchar *reason);
void local_channel_renew            (LocalChannel *channel, LocalPerson *person, const LocalRights *rights);
void local_channel_reply            (LocalChannel *channel, const LocalFrame *frame, const gchar *status, const gchar *response);
void local_channel_say              (LocalChannel *channel, const gchar *extension, const gchar *status, const gchar *message);
void local_channel_shut_down        (LocalChannel *channel, const gchar *message);

G_END_DECLS
