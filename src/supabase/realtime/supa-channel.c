/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-channel-private.h"

#include "supa-change.h"
#include "supa-json.h"
#include "supa-message.h"
#include "supa-presence.h"

/**
 * SupaChannel:
 *
 * A topic of the project's realtime service: changes of the database, broadcasts, and who is there (wire facts D). Once joined it stays so:
 * when it is lost it joins again by itself. Main thread only.
 */
struct _SupaChannel
{
  GObject parent_instance;

  SupaJoin *join;
  SupaPresence *presence;
  JsonNode *tracked; /* nullable: what this side tells of itself */
};

G_DEFINE_FINAL_TYPE (SupaChannel, supa_channel, G_TYPE_OBJECT)

enum
{
  SIGNAL_READY,
  SIGNAL_LOST,
  SIGNAL_REFUSED,
  SIGNAL_CHANGE,
  SIGNAL_BROADCAST,
  SIGNAL_PRESENCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
supa_channel_dispose (GObject *object)
{
  SupaChannel *self = SUPA_CHANNEL (object);

  if (self->join != NULL)
    g_signal_handlers_disconnect_by_data (self->join, self);
  g_clear_object (&self->join);

  G_OBJECT_CLASS (supa_channel_parent_class)->dispose (object);
}

static void
supa_channel_finalize (GObject *object)
{
  SupaChannel *self = SUPA_CHANNEL (object);

  supa_presence_free (self->presence);
  g_clear_pointer (&self->tracked, json_node_unref);

  G_OBJECT_CLASS (supa_channel_parent_class)->finalize (object);
}

static void
supa_channel_class_init (SupaChannelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = supa_channel_dispose;
  object_class->finalize = supa_channel_finalize;

  /**
   * SupaChannel::ready:
   * @self: the object
   *
   * The channel is joined and, where changes were asked for, they flow: now is the time to fill the gap. It is emitted again when the
   * server says anew that they flow, since what happened in between may be lost (wire facts D.4, I.4, I.8).
   */
  signals[SIGNAL_READY] = g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SupaChannel::lost:
   * @self: the object
   *
   * The channel is not ready any more. It will join again by itself.
   */
  signals[SIGNAL_LOST] = g_signal_new ("lost", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SupaChannel::refused:
   * @self: the object
   * @reason: a SUPA_ERROR_FORBIDDEN
   *
   * The policies refuse the topic. It is tried again when the token changes, and now and then.
   */
  signals[SIGNAL_REFUSED] =
    g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  /**
   * SupaChannel::change:
   * @self: the object
   * @type: a SupaChangeType
   * @table: the table
   * @record: (nullable): the row as it is now; %NULL for a DELETE
   * @old_record: (nullable): the row as it was, as far as the server tells, often the key alone; %NULL for an INSERT
   * @complete: %FALSE where the server left values out: fetch the row
   *
   * A row changed. Changes may come twice, and in another order than they happened (wire facts I.7).
   */
  signals[SIGNAL_CHANGE] =
    g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5, G_TYPE_INT, G_TYPE_STRING,
                  JSON_TYPE_OBJECT, JSON_TYPE_OBJECT, G_TYPE_BOOLEAN);

  /**
   * SupaChannel::broadcast:
   * @self: the object
   * @event: its name
   * @payload: what it says
   *
   * Somebody, or the database, sent something to all on the topic.
   */
  signals[SIGNAL_BROADCAST] =
    g_signal_new ("broadcast", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                  JSON_TYPE_OBJECT);

  /**
   * SupaChannel::presence:
   * @self: the object
   * @state: who is there: key to `{metas: […]}`, whole
   *
   * Somebody came or went. Connect to it before joining: without a handler the server is not asked for it.
   */
  signals[SIGNAL_PRESENCE] =
    g_signal_new ("presence", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
}

static void
supa_channel_init (SupaChannel *self)
{
  self->presence = supa_presence_new ();
}

static void
push_presence (SupaChannel *self,
               const char  *event,
               JsonNode    *payload)
{
  g_autoptr (JsonNode) node = supa_message_new ("presence", event, payload);

  supa_join_push (self->join, "presence", node);
}

static void
on_joining (SupaJoin    *join,
            SupaChannel *self)
{
  gboolean listens = g_signal_has_handler_pending (self, signals[SIGNAL_PRESENCE], 0, FALSE);

  supa_presence_reset (self->presence);
  supa_join_set_presence (join, self->tracked != NULL || listens);
}

static void
on_joined (SupaJoin    *join,
           SupaChannel *self)
{
  if (self->tracked != NULL)
    push_presence (self, "track", self->tracked);
}

static void
on_ready (SupaJoin    *join,
          SupaChannel *self)
{
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

static void
on_lost (SupaJoin    *join,
         SupaChannel *self)
{
  g_signal_emit (self, signals[SIGNAL_LOST], 0);
}

static void
on_refused (SupaJoin     *join,
            const GError *reason,
            SupaChannel  *self)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, reason);
}

static void
take_change (SupaChannel *self,
             SupaFrame   *frame)
{
  SupaChange change;

  if (supa_bindings_match (supa_join_get_bindings (self->join), frame->payload) && supa_change_read (&change, frame->payload))
    g_signal_emit (self, signals[SIGNAL_CHANGE], 0, change.type, change.table, change.record, change.old_record,
                   change.complete);
}

static void
take_broadcast (SupaChannel *self,
                SupaFrame   *frame)
{
  const char *event = supa_json_get_text (frame->payload, "event");
  JsonObject *payload = supa_json_get_object (frame->payload, "payload");

  if (event != NULL && payload != NULL)
    g_signal_emit (self, signals[SIGNAL_BROADCAST], 0, event, payload);
}

static void
take_presence (SupaChannel *self,
               SupaFrame   *frame)
{
  gboolean is_state = g_str_equal (frame->event, "presence_state");

  if (is_state ? supa_presence_take_state (self->presence, frame->payload)
               : supa_presence_take_diff (self->presence, frame->payload))
    {
      g_autoptr (JsonObject) state = json_object_ref (supa_presence_get_state (self->presence));

      g_signal_emit (self, signals[SIGNAL_PRESENCE], 0, state);
    }
}

static void
on_frame (SupaJoin    *join,
          SupaFrame   *frame,
          SupaChannel *self)
{
  g_autoptr (SupaChannel) alive = g_object_ref (self);

  if (g_str_equal (frame->event, "postgres_changes"))
    take_change (alive, frame);
  else if (g_str_equal (frame->event, "broadcast"))
    take_broadcast (alive, frame);
  else if (g_str_equal (frame->event, "presence_state") || g_str_equal (frame->event, "presence_diff"))
    take_presence (alive, frame);
}

/*< private >
 * supa_channel_new:
 * @topic: with its prefix
 */
SupaChannel *
supa_channel_new (SupaRealtime *realtime,
                  const char   *topic,
                  gboolean      is_private)
{
  SupaChannel *self = g_object_new (SUPA_TYPE_CHANNEL, NULL);

  self->join = supa_join_new (realtime, topic, is_private);
  g_signal_connect (self->join, "joining", G_CALLBACK (on_joining), self);
  g_signal_connect (self->join, "joined", G_CALLBACK (on_joined), self);
  g_signal_connect (self->join, "ready", G_CALLBACK (on_ready), self);
  g_signal_connect (self->join, "lost", G_CALLBACK (on_lost), self);
  g_signal_connect (self->join, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect (self->join, "frame", G_CALLBACK (on_frame), self);

  return self;
}

/*< private >
 * supa_channel_get_join:
 *
 * Returns: (transfer none): how the channel is joined
 */
SupaJoin *
supa_channel_get_join (SupaChannel *self)
{
  return self->join;
}

/**
 * supa_channel_listen:
 * @self: a channel
 * @schema: a schema, usually `public`
 * @table: (nullable): a table, or %NULL for all
 * @filter: (nullable): a condition such as `client_id=eq.1`, or %NULL for all rows
 *
 * Asks for changes of the database. Best called before the channel is joined; afterwards it makes it join again.
 */
void
supa_channel_listen (SupaChannel *self,
                     const char  *schema,
                     const char  *table,
                     const char  *filter)
{
  g_return_if_fail (SUPA_IS_CHANNEL (self));
  g_return_if_fail (schema != NULL);

  supa_bindings_add (supa_join_get_bindings (self->join), schema, table, filter);
  supa_join_restart (self->join);
}

/**
 * supa_channel_join:
 * @self: a channel
 *
 * Joins the topic, and stays in it: opens the socket where needed, and joins again whenever the channel is lost. Does nothing where it is
 * joined already.
 */
void
supa_channel_join (SupaChannel *self)
{
  g_return_if_fail (SUPA_IS_CHANNEL (self));

  supa_join_begin (self->join);
}

/**
 * supa_channel_leave:
 * @self: a channel
 *
 * Leaves the topic. The signal `lost` is not emitted.
 */
void
supa_channel_leave (SupaChannel *self)
{
  g_return_if_fail (SUPA_IS_CHANNEL (self));

  supa_join_leave (self->join);
}

/**
 * supa_channel_is_ready:
 * @self: a channel
 *
 * Returns: whether it is joined, and the changes that were asked for flow
 */
gboolean
supa_channel_is_ready (SupaChannel *self)
{
  g_return_val_if_fail (SUPA_IS_CHANNEL (self), FALSE);

  return supa_join_is_ready (self->join);
}

/**
 * supa_channel_send_broadcast:
 * @self: a channel
 * @event: its name
 * @payload: an object
 *
 * Sends something to all others on the topic. It is for what matters now: where the channel is not joined at this moment, nothing is sent,
 * now or later.
 */
void
supa_channel_send_broadcast (SupaChannel *self,
                             const char  *event,
                             JsonNode    *payload)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_if_fail (SUPA_IS_CHANNEL (self));
  g_return_if_fail (event != NULL);
  g_return_if_fail (payload != NULL && JSON_NODE_HOLDS_OBJECT (payload));

  if (!supa_join_holds (self->join))
    return;

  node = supa_message_new ("broadcast", event, payload);
  supa_join_push (self->join, "broadcast", node);
}

/**
 * supa_channel_track:
 * @self: a channel
 * @payload: an object: what this side tells of itself
 *
 * Shows all on the topic that this side is there, from now on and after each new join, in place of what it told before. A server takes
 * five of these in thirty seconds.
 */
void
supa_channel_track (SupaChannel *self,
                    JsonNode    *payload)
{
  g_return_if_fail (SUPA_IS_CHANNEL (self));
  g_return_if_fail (payload != NULL && JSON_NODE_HOLDS_OBJECT (payload));

  g_clear_pointer (&self->tracked, json_node_unref);
  self->tracked = json_node_copy (payload);
  if (supa_join_holds (self->join))
    push_presence (self, "track", self->tracked);
}

/**
 * supa_channel_untrack:
 * @self: a channel
 *
 * Takes back what supa_channel_track() told.
 */
void
supa_channel_untrack (SupaChannel *self)
{
  g_return_if_fail (SUPA_IS_CHANNEL (self));

  if (self->tracked != NULL && supa_join_holds (self->join))
    push_presence (self, "untrack", NULL);
  g_clear_pointer (&self->tracked, json_node_unref);
}
