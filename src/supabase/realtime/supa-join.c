/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-join-private.h"

#include "supa-backoff.h"
#include "supa-message.h"

G_DEFINE_FINAL_TYPE (SupaJoin, supa_join, G_TYPE_OBJECT)

enum
{
  SIGNAL_JOINING, /* about to join: the last moment to say what is wanted */
  SIGNAL_JOINED,
  SIGNAL_READY,
  SIGNAL_LOST,
  SIGNAL_REFUSED,
  SIGNAL_FRAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void begin_join (SupaJoin *self);

static void
stop_waiting (SupaJoin *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_pointer (&self->wish, supa_token_wish_cancel);
}

static void
supa_join_dispose (GObject *object)
{
  SupaJoin *self = SUPA_JOIN (object);

  stop_waiting (self);
  g_clear_weak_pointer (&self->realtime);

  G_OBJECT_CLASS (supa_join_parent_class)->dispose (object);
}

static void
supa_join_finalize (GObject *object)
{
  SupaJoin *self = SUPA_JOIN (object);

  g_free (self->topic);
  supa_bindings_free (self->bindings);
  g_free (self->join_ref);
  g_free (self->token);
  g_free (self->refused_token);

  G_OBJECT_CLASS (supa_join_parent_class)->finalize (object);
}

static guint
new_signal (const char *name,
            guint       n_parameters,
            GType       parameter)
{
  return g_signal_new (name, SUPA_TYPE_JOIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_parameters, parameter);
}

static void
supa_join_class_init (SupaJoinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = supa_join_dispose;
  object_class->finalize = supa_join_finalize;

  signals[SIGNAL_JOINING] = new_signal ("joining", 0, G_TYPE_NONE);
  signals[SIGNAL_JOINED] = new_signal ("joined", 0, G_TYPE_NONE);
  signals[SIGNAL_READY] = new_signal ("ready", 0, G_TYPE_NONE);
  signals[SIGNAL_LOST] = new_signal ("lost", 0, G_TYPE_NONE);
  signals[SIGNAL_REFUSED] = new_signal ("refused", 1, G_TYPE_ERROR);
  signals[SIGNAL_FRAME] = new_signal ("frame", 1, G_TYPE_POINTER);
}

static void
supa_join_init (SupaJoin *self)
{
  self->bindings = supa_bindings_new ();
}

/*< private >
 * supa_join_new:
 * @topic: with its prefix
 */
SupaJoin *
supa_join_new (SupaRealtime *realtime,
               const char   *topic,
               gboolean      is_private)
{
  SupaJoin *self = g_object_new (SUPA_TYPE_JOIN, NULL);

  g_set_weak_pointer (&self->realtime, realtime);
  self->topic = g_strdup (topic);
  self->is_private = is_private;
  return self;
}

const char *
supa_join_get_topic (SupaJoin *self)
{
  return self->topic;
}

SupaBindings *
supa_join_get_bindings (SupaJoin *self)
{
  return self->bindings;
}

/*< private >
 * supa_join_set_presence:
 *
 * Whether the next join asks who is there.
 */
void
supa_join_set_presence (SupaJoin *self,
                        gboolean  wants_presence)
{
  self->wants_presence = wants_presence;
}

gboolean
supa_join_is_wanted (SupaJoin *self)
{
  return self->state != STATE_IDLE;
}

/*< private >
 * supa_join_holds:
 *
 * Returns: whether the server has accepted the join, be the changes flowing or not
 */
gboolean
supa_join_holds (SupaJoin *self)
{
  return self->state == STATE_SETTLING || self->state == STATE_READY;
}

gboolean
supa_join_is_ready (SupaJoin *self)
{
  return self->state == STATE_READY;
}

const SupaTiming *
supa_join_get_timing (SupaJoin *self)
{
  return supa_realtime_get_timing (self->realtime);
}

/*< private >
 * supa_join_push:
 * @payload: (nullable): an object
 *
 * Sends something on the topic.
 */
void
supa_join_push (SupaJoin   *self,
                const char *event,
                JsonNode   *payload)
{
  g_autofree char *ref = NULL;

  if (self->realtime != NULL)
    ref = supa_socket_push (supa_realtime_get_socket (self->realtime), FALSE, self->join_ref, self->topic, event, payload);
}

/*< private >
 * supa_join_forgive:
 *
 * Only a join that was good for a while makes the failures before it forgotten (wire facts I.3).
 */
void
supa_join_forgive (SupaJoin *self)
{
  const SupaTiming *timing = supa_join_get_timing (self);

  if (self->state == STATE_READY && timing->get_boottime () - self->ready_at >= (gint64) timing->stable * 1000)
    self->failures = 0;
}

/* Leaves what was; the caller says where to go. */
void
supa_join_enter (SupaJoin      *self,
                 SupaJoinState  state)
{
  gboolean was_ready = self->state == STATE_READY;
  gboolean holds = state == STATE_JOINING || state == STATE_SETTLING || state == STATE_READY;

  stop_waiting (self);
  supa_join_forgive (self);
  self->state = state;
  if (!holds)
    g_clear_pointer (&self->join_ref, g_free);
  if (was_ready && state != STATE_READY && state != STATE_IDLE)
    g_signal_emit (self, signals[SIGNAL_LOST], 0);
}

static gboolean
on_rested (gpointer data)
{
  SupaJoin *self = data;

  self->timer_id = 0;
  begin_join (self);

  return G_SOURCE_REMOVE;
}

/* A handler of `lost` may have left the channel. */
void
supa_join_rest (SupaJoin      *self,
                SupaJoinState  state,
                guint          milliseconds)
{
  supa_join_enter (self, state);
  if (self->state == state && self->timer_id == 0 && self->realtime != NULL)
    self->timer_id = g_timeout_add (milliseconds, on_rested, self);
}

void
supa_join_try_later (SupaJoin *self)
{
  guint delay = supa_backoff_get_delay (self->failures, g_random_double (), supa_join_get_timing (self)->backoff);

  self->failures++;
  supa_join_rest (self, STATE_RESTING, delay);
}

gboolean
supa_join_give_up (gpointer data)
{
  SupaJoin *self = data;

  self->timer_id = 0;
  g_debug ("%s: the server does not get ready; joining again", self->topic);
  supa_join_try_later (self);

  return G_SOURCE_REMOVE;
}

static void
send_join (SupaJoin *self)
{
  g_autoptr (JsonNode) payload = NULL;
  g_autofree char *ref = NULL;

  g_signal_emit (self, signals[SIGNAL_JOINING], 0);
  payload = supa_message_new_join (self->bindings, self->is_private, self->wants_presence, self->token);
  ref = supa_socket_push (supa_realtime_get_socket (self->realtime), TRUE, NULL, self->topic, "phx_join", payload);

  if (ref == NULL)
    {
      supa_join_enter (self, STATE_WAITING);
      return;
    }

  supa_join_enter (self, STATE_JOINING);
  g_free (self->join_ref);
  self->join_ref = g_steal_pointer (&ref);
  self->timer_id = g_timeout_add (supa_join_get_timing (self)->join, supa_join_give_up, self);
}

static void
on_token (const char   *token,
          const GError *error,
          gpointer      data)
{
  SupaJoin *self = data;

  self->wish = NULL;
  if (token != NULL)
    {
      g_free (self->token);
      self->token = g_strdup (token);
      send_join (self);
    }
  else
    supa_join_try_later (self);
}

/* With a fresh token, always: joins with a dead one are refused without end (wire facts I.2). */
static void
begin_join (SupaJoin *self)
{
  SupaAuth *auth = supa_realtime_get_auth (self->realtime);
  g_autofree char *refused = NULL;

  if (!supa_realtime_is_connected (self->realtime))
    {
      supa_join_enter (self, STATE_WAITING);
      supa_realtime_connect (self->realtime);
      return;
    }

  supa_join_enter (self, STATE_ASKING);
  if (self->state != STATE_ASKING)
    return;

  if (supa_auth_get_session (auth) == NULL)
    {
      g_clear_pointer (&self->token, g_free);
      send_join (self);
      return;
    }

  refused = g_steal_pointer (&self->refused_token);
  self->wish = supa_token_wish_new (auth, refused, on_token, self);
}

/*< private >
 * supa_join_socket_opened:
 * @place: how many channels join before this one
 */
void
supa_join_socket_opened (SupaJoin *self,
                         guint     place)
{
  if (self->state != STATE_IDLE && self->state != STATE_REFUSED)
    supa_join_rest (self, STATE_RESTING, place * supa_join_get_timing (self)->stagger);
}

/*< private >
 * supa_join_socket_lost:
 */
void
supa_join_socket_lost (SupaJoin *self)
{
  if (self->state != STATE_IDLE && self->state != STATE_REFUSED)
    supa_join_enter (self, STATE_WAITING);
}

/*< private >
 * supa_join_token_changed:
 *
 * Hands the new token to the server where the channel is joined; a refused topic is tried with it.
 */
void
supa_join_token_changed (SupaJoin   *self,
                         const char *token)
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
  supa_join_push (self, "access_token", payload);
}

/*< private >
 * supa_join_begin:
 *
 * Joins, unless that is done or under way.
 */
void
supa_join_begin (SupaJoin *self)
{
  if (self->state == STATE_IDLE && self->realtime != NULL)
    begin_join (self);
}

/*< private >
 * supa_join_restart:
 *
 * Joins again where a join is sent already: it asked for something else.
 */
void
supa_join_restart (SupaJoin *self)
{
  if (self->join_ref != NULL && self->realtime != NULL)
    begin_join (self);
}

/*< private >
 * supa_join_leave:
 *
 * Leaves the topic; `lost` is not emitted.
 */
void
supa_join_leave (SupaJoin *self)
{
  if (self->state == STATE_IDLE || self->realtime == NULL)
    return;

  if (self->join_ref != NULL)
    supa_join_push (self, "phx_leave", NULL);
  supa_join_enter (self, STATE_IDLE);
  self->failures = 0;
  supa_realtime_channel_left (self->realtime);
}
