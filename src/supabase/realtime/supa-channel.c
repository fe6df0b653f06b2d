/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-channel-private.h"

#include "supa-backoff.h"
#include "supa-bindings.h"
#include "supa-change.h"
#include "supa-message.h"
#include "supa-presence.h"
#include "supa-refusal.h"

/* Where a channel stands. Everything that goes wrong leads back to WAITING or RESTING, and from there to a new join: nothing that
 * the server closes is closed for good (wire facts I.3). */
typedef enum
{
  STATE_IDLE,     /* nobody wants it */
  STATE_WAITING,  /* for the socket */
  STATE_RESTING,  /* before the next try */
  STATE_ASKING,   /* for a fresh token */
  STATE_JOINING,  /* the join is sent */
  STATE_SETTLING, /* joined; the changes do not flow yet */
  STATE_READY,
  STATE_REFUSED,  /* by the policies */
} SupaChannelState;

/**
 * SupaChannel:
 *
 * A topic of the project's realtime service: changes of the database, broadcasts, and who is there (wire facts D). Once joined it stays so:
 * when it is lost it joins again by itself. Main thread only.
 */
struct _SupaChannel
{
  GObject parent_instance;

  SupaRealtime *realtime; /* weak */
  char *topic;
  gboolean is_private;
  SupaBindings *bindings;
  SupaPresence *presence;
  JsonNode *tracked;      /* nullable: what this side tells of itself */

  SupaChannelState state;
  GCancellable *asking;
  char *join_ref;         /* NULL unless a join is sent and holds */
  char *token;            /* that the join carried */
  char *refused_token;    /* that the server refused */
  guint failures;
  gint64 ready_at;
  guint timer_id;
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

static void begin_join (SupaChannel *self);

static void
stop_waiting (SupaChannel *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->asking != NULL)
    {
      g_cancellable_cancel (self->asking);
      g_clear_object (&self->asking);
    }
}

static void
supa_channel_dispose (GObject *object)
{
  SupaChannel *self = SUPA_CHANNEL (object);

  stop_waiting (self);
  g_clear_weak_pointer (&self->realtime);

  G_OBJECT_CLASS (supa_channel_parent_class)->dispose (object);
}

static void
supa_channel_finalize (GObject *object)
{
  SupaChannel *self = SUPA_CHANNEL (object);

  g_free (self->topic);
  supa_bindings_free (self->bindings);
  supa_presence_free (self->presence);
  g_clear_pointer (&self->tracked, json_node_unref);
  g_free (self->join_ref);
  g_free (self->token);
  g_free (self->refused_token);

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
  self->bindings = supa_bindings_new ();
  self->presence = supa_presence_new ();
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

  g_set_weak_pointer (&self->realtime, realtime);
  self->topic = g_strdup (topic);
  self->is_private = is_private;
  return self;
}

const char *
supa_channel_get_topic (SupaChannel *self)
{
  return self->topic;
}

gboolean
supa_channel_is_wanted (SupaChannel *self)
{
  return self->state != STATE_IDLE;
}

static const SupaTiming *
get_timing (SupaChannel *self)
{
  return supa_realtime_get_timing (self->realtime);
}

static gboolean
is_joined (SupaChannel *self)
{
  return self->state == STATE_SETTLING || self->state == STATE_READY;
}

static void
push (SupaChannel *self,
      const char  *event,
      JsonNode    *payload)
{
  g_autofree char *ref = supa_realtime_push (self->realtime, self->join_ref, self->topic, event, payload);
}

/* Leaves what was; the caller says where to go. */
static void
enter (SupaChannel      *self,
       SupaChannelState  state)
{
  gboolean was_ready = self->state == STATE_READY;
  gboolean holds = state == STATE_JOINING || state == STATE_SETTLING || state == STATE_READY;

  stop_waiting (self);
  self->state = state;
  if (!holds)
    {
      g_clear_pointer (&self->join_ref, g_free);
      supa_presence_reset (self->presence);
    }
  if (was_ready && state != STATE_READY)
    {
      if (get_timing (self)->get_boottime () - self->ready_at >= (gint64) get_timing (self)->stable * 1000)
        self->failures = 0;
      if (state != STATE_IDLE)
        g_signal_emit (self, signals[SIGNAL_LOST], 0);
    }
}

static gboolean
on_rested (gpointer data)
{
  SupaChannel *self = data;

  self->timer_id = 0;
  begin_join (self);

  return G_SOURCE_REMOVE;
}

/* A handler of `lost` may have left the channel. */
static void
rest (SupaChannel      *self,
      SupaChannelState  state,
      guint             milliseconds)
{
  enter (self, state);
  if (self->state == state && self->timer_id == 0 && self->realtime != NULL)
    self->timer_id = g_timeout_add (milliseconds, on_rested, self);
}

static void
try_later (SupaChannel *self)
{
  guint delay = supa_backoff_get_delay (self->failures, g_random_double (), get_timing (self)->backoff);

  self->failures++;
  rest (self, STATE_RESTING, delay);
}

static gboolean
on_too_slow (gpointer data)
{
  SupaChannel *self = data;

  self->timer_id = 0;
  g_debug ("%s: the server does not get ready; joining again", self->topic);
  try_later (self);

  return G_SOURCE_REMOVE;
}

static void
send_join (SupaChannel *self)
{
  gboolean listens = g_signal_has_handler_pending (self, signals[SIGNAL_PRESENCE], 0, FALSE);
  g_autoptr (JsonNode) payload = supa_message_new_join (self->bindings, self->is_private,
                                                        self->tracked != NULL || listens, self->token);
  g_autofree char *ref = supa_realtime_push_join (self->realtime, self->topic, payload);

  if (ref == NULL)
    {
      enter (self, STATE_WAITING);
      return;
    }

  enter (self, STATE_JOINING);
  g_free (self->join_ref);
  self->join_ref = g_steal_pointer (&ref);
  self->timer_id = g_timeout_add (get_timing (self)->join, on_too_slow, self);
}

typedef struct
{
  GWeakRef channel;
  GCancellable *asking;
} SupaAsking;

static void
on_token (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  SupaAsking *asking = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = supa_auth_get_token_finish (SUPA_AUTH (source), result, &error);
  g_autoptr (SupaChannel) self = g_weak_ref_get (&asking->channel);
  gboolean is_present = self != NULL && self->realtime != NULL && self->asking == asking->asking;

  g_weak_ref_clear (&asking->channel);
  g_object_unref (asking->asking);
  g_free (asking);
  if (!is_present)
    return;

  g_clear_object (&self->asking);
  if (token != NULL)
    {
      g_free (self->token);
      self->token = g_steal_pointer (&token);
      send_join (self);
    }
  else
    try_later (self);
}

/* With a fresh token, always: joins with a dead one are refused without end (wire facts I.2). */
static void
begin_join (SupaChannel *self)
{
  SupaAuth *auth = supa_realtime_get_auth (self->realtime);
  SupaAsking *asking;

  if (!supa_realtime_is_connected (self->realtime))
    {
      enter (self, STATE_WAITING);
      supa_realtime_connect (self->realtime);
      return;
    }

  enter (self, STATE_ASKING);
  if (self->state != STATE_ASKING)
    return;

  if (supa_auth_get_session (auth) == NULL)
    {
      g_clear_pointer (&self->token, g_free);
      send_join (self);
      return;
    }

  self->asking = g_cancellable_new ();
  asking = g_new0 (SupaAsking, 1);
  g_weak_ref_init (&asking->channel, self);
  asking->asking = g_object_ref (self->asking);
  if (self->refused_token != NULL)
    {
      g_autofree char *refused = g_steal_pointer (&self->refused_token);

      supa_auth_replace_token_async (auth, refused, self->asking, on_token, asking);
    }
  else
    supa_auth_get_token_async (auth, FALSE, self->asking, on_token, asking);
}

static void
take_refusal (SupaChannel *self,
              const char  *reason)
{
  g_debug ("%s: %s", self->topic, reason);

  switch (supa_refusal_judge (reason))
    {
    case SUPA_REFUSAL_TOKEN:
      g_free (self->refused_token);
      self->refused_token = g_strdup (self->token);
      /* The first time the new token helps at once; a server that refuses that as well is asked less often. */
      if (self->failures++ == 0)
        rest (self, STATE_RESTING, 0);
      else
        try_later (self);
      break;

    case SUPA_REFUSAL_POLICY:
      {
        g_autoptr (GError) error = supa_error_new (SUPA_ERROR_FORBIDDEN, 0, NULL, NULL, reason);

        rest (self, STATE_REFUSED, get_timing (self)->probe);
        g_signal_emit (self, signals[SIGNAL_REFUSED], 0, error);
      }
      break;

    case SUPA_REFUSAL_LIMIT:
      self->failures = MAX (self->failures + 1, 3);
      try_later (self);
      break;

    case SUPA_REFUSAL_PASSING:
    default:
      try_later (self);
      break;
    }
}

static void
become_ready (SupaChannel *self)
{
  if (self->state != STATE_READY)
    {
      enter (self, STATE_READY);
      self->ready_at = get_timing (self)->get_boottime ();
    }
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

static void
push_presence (SupaChannel *self,
               const char  *event,
               JsonNode    *payload)
{
  g_autoptr (JsonNode) node = supa_message_new ("presence", event, payload);

  push (self, "presence", node);
}

static void
take_reply (SupaChannel *self,
            SupaFrame   *frame)
{
  JsonObject *response = supa_message_get_object (frame->payload, "response");
  const char *reason = supa_message_get_text (response, "reason");

  if (self->state != STATE_JOINING || g_strcmp0 (frame->ref, self->join_ref) != 0)
    return;

  if (g_strcmp0 (supa_message_get_text (frame->payload, "status"), "ok") != 0)
    {
      take_refusal (self, reason != NULL ? reason : "The join was refused without a reason");
      return;
    }

  if (!supa_bindings_take_reply (self->bindings, response))
    {
      take_refusal (self, "The server did not echo the changes that were asked for");
      return;
    }

  enter (self, STATE_SETTLING);
  if (self->tracked != NULL)
    push_presence (self, "track", self->tracked);
  if (supa_bindings_is_empty (self->bindings))
    become_ready (self);
  else
    self->timer_id = g_timeout_add (get_timing (self)->ready, on_too_slow, self);
}

static void
take_system (SupaChannel *self,
             SupaFrame   *frame)
{
  const char *message = supa_message_get_text (frame->payload, "message");
  const char *extension = supa_message_get_text (frame->payload, "extension");

  if (!is_joined (self))
    return;

  if (g_strcmp0 (supa_message_get_text (frame->payload, "status"), "ok") != 0)
    take_refusal (self, message != NULL ? message : "The server reports a failure without a reason");
  else if (g_strcmp0 (extension, "postgres_changes") == 0 && !supa_bindings_is_empty (self->bindings))
    become_ready (self);
}

static void
take_change (SupaChannel *self,
             SupaFrame   *frame)
{
  SupaChange change;

  if (supa_bindings_match (self->bindings, frame->payload) && supa_change_read (&change, frame->payload))
    g_signal_emit (self, signals[SIGNAL_CHANGE], 0, change.type, change.table, change.record, change.old_record,
                   change.complete);
}

static void
take_broadcast (SupaChannel *self,
                SupaFrame   *frame)
{
  const char *event = supa_message_get_text (frame->payload, "event");
  JsonObject *payload = supa_message_get_object (frame->payload, "payload");

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

/*< private >
 * supa_channel_receive:
 *
 * Takes a frame of this topic. One of an earlier join says nothing of this one (wire facts D.1).
 */
void
supa_channel_receive (SupaChannel *self,
                      SupaFrame   *frame)
{
  g_autoptr (SupaChannel) alive = g_object_ref (self);

  if (self->join_ref == NULL || (frame->join_ref != NULL && !g_str_equal (frame->join_ref, self->join_ref)))
    return;

  if (g_str_equal (frame->event, "phx_reply"))
    take_reply (self, frame);
  else if (g_str_equal (frame->event, "phx_error") || g_str_equal (frame->event, "phx_close"))
    take_refusal (self, "The server closed the channel");
  else if (g_str_equal (frame->event, "system"))
    take_system (self, frame);
  else if (is_joined (self) && frame->payload != NULL)
    {
      if (g_str_equal (frame->event, "postgres_changes"))
        take_change (self, frame);
      else if (g_str_equal (frame->event, "broadcast"))
        take_broadcast (self, frame);
      else if (g_str_equal (frame->event, "presence_state") || g_str_equal (frame->event, "presence_diff"))
        take_presence (self, frame);
    }
}

/*< private >
 * supa_channel_socket_opened:
 * @place: how many channels join before this one
 */
void
supa_channel_socket_opened (SupaChannel *self,
                            guint        place)
{
  if (self->state != STATE_IDLE && self->state != STATE_REFUSED)
    rest (self, STATE_RESTING, place * get_timing (self)->stagger);
}

/*< private >
 * supa_channel_socket_lost:
 */
void
supa_channel_socket_lost (SupaChannel *self)
{
  if (self->state != STATE_IDLE && self->state != STATE_REFUSED)
    enter (self, STATE_WAITING);
}

/*< private >
 * supa_channel_token_changed:
 *
 * Hands the new token to the server where the channel is joined; a refused topic is tried with it.
 */
void
supa_channel_token_changed (SupaChannel *self,
                            const char  *token)
{
  g_autoptr (JsonNode) payload = NULL;

  if (self->state == STATE_REFUSED)
    {
      begin_join (self);
      return;
    }
  if (self->join_ref == NULL || g_strcmp0 (self->token, token) == 0)
    return;

  g_free (self->token);
  self->token = g_strdup (token);
  payload = supa_message_new_token (token);
  push (self, "access_token", payload);
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

  supa_bindings_add (self->bindings, schema, table, filter);
  if (self->realtime != NULL && self->join_ref != NULL)
    begin_join (self);
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

  if (self->state == STATE_IDLE && self->realtime != NULL)
    begin_join (self);
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

  if (self->state == STATE_IDLE || self->realtime == NULL)
    return;

  if (self->join_ref != NULL)
    push (self, "phx_leave", NULL);
  enter (self, STATE_IDLE);
  self->failures = 0;
  supa_realtime_channel_left (self->realtime);
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

  return self->state == STATE_READY;
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

  if (!is_joined (self))
    return;

  node = supa_message_new ("broadcast", event, payload);
  push (self, "broadcast", node);
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
  if (is_joined (self))
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

  if (self->tracked != NULL && is_joined (self))
    push_presence (self, "untrack", NULL);
  g_clear_pointer (&self->tracked, json_node_unref);
}
