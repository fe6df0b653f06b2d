/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-realtime-private.h"

#include "supa-backoff.h"
#include "supa-channel-private.h"
#include "supa-clock.h"
#include "supa-socket.h"

/**
 * SupaRealtime:
 *
 * One socket to the project, open while a channel wants it (wire facts D and I). A sign of life goes out every 25 s; a socket that
 * does not answer it within 10 s, or that slept with the computer, is taken for dead and replaced at once. After other losses it
 * comes back in 1, 2, 5, 10 and then every 30 s, 30 % more or less. The access token is fresh before each join, and pushed to the
 * joined channels when it changes. Main thread only.
 */
struct _SupaRealtime
{
  GObject parent_instance;

  SupaAuth *auth;
  SupaSocket *socket;
  SupaTiming timing;
  GPtrArray *channels;

  char *user_id;        /* whose token the joins carry */
  gboolean had_session;
  gboolean connected;
  guint failures;
  guint retry_id;
  guint idle_id;
};

G_DEFINE_FINAL_TYPE (SupaRealtime, supa_realtime, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CONNECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
supa_realtime_dispose (GObject *object)
{
  SupaRealtime *self = SUPA_REALTIME (object);

  if (self->socket != NULL)
    {
      supa_realtime_close (self);
      g_signal_handlers_disconnect_by_data (self->socket, self);
    }
  if (self->auth != NULL)
    g_signal_handlers_disconnect_by_data (self->auth, self);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  g_ptr_array_set_size (self->channels, 0);
  g_clear_object (&self->socket);
  g_clear_object (&self->auth);

  G_OBJECT_CLASS (supa_realtime_parent_class)->dispose (object);
}

static void
supa_realtime_finalize (GObject *object)
{
  SupaRealtime *self = SUPA_REALTIME (object);

  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->user_id, g_free);

  G_OBJECT_CLASS (supa_realtime_parent_class)->finalize (object);
}

static void
supa_realtime_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SupaRealtime *self = SUPA_REALTIME (object);

  switch (prop_id)
    {
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
supa_realtime_class_init (SupaRealtimeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = supa_realtime_dispose;
  object_class->finalize = supa_realtime_finalize;
  object_class->get_property = supa_realtime_get_property;

  /**
   * SupaRealtime:connected: (getter is_connected)
   *
   * Whether the socket is open.
   */
  properties[PROP_CONNECTED] =
    g_param_spec_boolean ("connected", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
supa_realtime_init (SupaRealtime *self)
{
  self->channels = g_ptr_array_new_with_free_func (g_object_unref);
  self->timing = (SupaTiming) {
    .heartbeat = 25000,
    .answer = 10000,
    .tick = 5000,
    .join = 15000,
    .ready = 15000,
    .stable = 30000,
    .probe = 5 * 60 * 1000,
    .stagger = 100,
    .backoff = 1.0,
    .get_boottime = supa_clock_get_boottime,
  };
}

SupaAuth *
supa_realtime_get_auth (SupaRealtime *self)
{
  return self->auth;
}

SupaSocket *
supa_realtime_get_socket (SupaRealtime *self)
{
  return self->socket;
}

SupaTiming *
supa_realtime_get_timing (SupaRealtime *self)
{
  return &self->timing;
}

static gboolean
is_wanted (SupaRealtime *self)
{
  for (guint i = 0; i < self->channels->len; i++)
    {
      if (supa_join_is_wanted (supa_channel_get_join (g_ptr_array_index (self->channels, i))))
        return TRUE;
    }

  return FALSE;
}

/* How the channels are joined; they may come and go while they are told something. */
static GPtrArray *
dup_joins (SupaRealtime *self)
{
  GPtrArray *joins = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->channels->len; i++)
    g_ptr_array_add (joins, g_object_ref (supa_channel_get_join (g_ptr_array_index (self->channels, i))));

  return joins;
}

static gboolean
on_retry (gpointer data)
{
  SupaRealtime *self = data;

  self->retry_id = 0;
  supa_realtime_connect (self);

  return G_SOURCE_REMOVE;
}

static void
retry (SupaRealtime *self,
       gboolean      at_once)
{
  guint delay = at_once ? 0 : supa_backoff_get_delay (self->failures, g_random_double (), self->timing.backoff);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (!is_wanted (self))
    return;

  self->failures++;
  self->retry_id = g_timeout_add (delay, on_retry, self);
}

/* Tells the channels, once, that the socket is gone. */
static void
set_connected (SupaRealtime *self,
               gboolean      connected)
{
  g_autoptr (GPtrArray) joins = dup_joins (self);
  guint place = 0;

  if (self->connected == connected)
    return;

  self->connected = connected;
  for (guint i = 0; i < joins->len; i++)
    {
      SupaJoin *join = g_ptr_array_index (joins, i);

      if (!connected)
        supa_join_socket_lost (join);
      else if (supa_join_is_wanted (join))
        supa_join_socket_opened (join, place++);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
disconnect (SupaRealtime *self)
{
  supa_socket_close (self->socket);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  set_connected (self, FALSE);
}

static gboolean
on_idle_over (gpointer data)
{
  SupaRealtime *self = data;

  self->idle_id = 0;
  if (!is_wanted (self))
    disconnect (self);

  return G_SOURCE_REMOVE;
}

/*< private >
 * supa_realtime_channel_left:
 *
 * Closes the socket where no channel wants it for a while.
 */
void
supa_realtime_channel_left (SupaRealtime *self)
{
  if (self->idle_id == 0 && self->connected && !is_wanted (self))
    self->idle_id = g_timeout_add (self->timing.stable, on_idle_over, self);
}

static void
on_opened (SupaSocket   *socket,
           SupaRealtime *self)
{
  g_autoptr (SupaRealtime) alive = g_object_ref (self);

  set_connected (alive, TRUE);
}

static void
on_frame (SupaSocket   *socket,
          SupaFrame    *frame,
          SupaRealtime *self)
{
  g_autoptr (GPtrArray) joins = dup_joins (self);

  for (guint i = 0; i < joins->len; i++)
    {
      SupaJoin *join = g_ptr_array_index (joins, i);

      if (g_str_equal (supa_join_get_topic (join), frame->topic))
        supa_join_receive (join, frame);
    }
}

static void
on_lost (SupaSocket   *socket,
         guint         loss,
         SupaRealtime *self)
{
  g_autoptr (SupaRealtime) alive = g_object_ref (self);

  if (self->connected &&
      self->timing.get_boottime () - supa_socket_get_opened_at (socket) >= (gint64) self->timing.stable * 1000)
    self->failures = 0;
  set_connected (alive, FALSE);

  /* Signed out: notify::session brings the next try. */
  if (loss == SUPA_SOCKET_SIGNED_OUT)
    return;

  /* Coming back each second would not mend a wrong key. */
  if (loss == SUPA_SOCKET_REFUSED)
    alive->failures = G_MAXUINT / 2;
  retry (alive, loss == SUPA_SOCKET_DEAD);
}

/*< private >
 * supa_realtime_connect:
 *
 * Opens the socket, if it is wanted and neither open nor being opened nor waiting for its time.
 */
void
supa_realtime_connect (SupaRealtime *self)
{
  SupaSession *session = supa_auth_get_session (self->auth);

  if (self->connected || supa_socket_is_opening (self->socket) || self->retry_id != 0 || !is_wanted (self))
    return;
  /* Signed out: what the person followed is not for nobody's eyes. */
  if (session == NULL && self->had_session)
    return;

  g_clear_pointer (&self->user_id, g_free);
  if (session != NULL)
    {
      self->had_session = TRUE;
      self->user_id = g_strdup (supa_session_get_user_id (session));
    }
  supa_socket_open (self->socket);
}

static void
on_session_changed (SupaAuth     *auth,
                    GParamSpec   *pspec,
                    SupaRealtime *self)
{
  SupaSession *session = supa_auth_get_session (auth);
  g_autoptr (GPtrArray) joins = NULL;

  if (session == NULL)
    {
      disconnect (self);
      return;
    }

  self->had_session = TRUE;
  if (g_strcmp0 (self->user_id, supa_session_get_user_id (session)) != 0)
    {
      disconnect (self);
      supa_realtime_wake (self);
      return;
    }

  /* What kept the socket away may have been the token. */
  if (!self->connected)
    {
      supa_realtime_wake (self);
      return;
    }

  joins = dup_joins (self);
  for (guint i = 0; i < joins->len; i++)
    supa_join_token_changed (g_ptr_array_index (joins, i), supa_session_get_access_token (session));
}

static void
on_network_changed (GNetworkMonitor *monitor,
                    gboolean         available,
                    SupaRealtime    *self)
{
  if (available)
    supa_realtime_wake (self);
}

/*< private >
 * supa_realtime_new:
 */
SupaRealtime *
supa_realtime_new (SupaAuth *auth)
{
  SupaRealtime *self = g_object_new (SUPA_TYPE_REALTIME, NULL);

  g_set_object (&self->auth, auth);
  self->socket = supa_socket_new (auth, &self->timing);
  g_signal_connect (self->socket, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (self->socket, "frame", G_CALLBACK (on_frame), self);
  g_signal_connect (self->socket, "lost", G_CALLBACK (on_lost), self);
  g_signal_connect (auth, "notify::session", G_CALLBACK (on_session_changed), self);
  g_signal_connect (g_network_monitor_get_default (), "network-changed", G_CALLBACK (on_network_changed), self);

  return self;
}

/**
 * supa_realtime_get_channel:
 * @self: the object
 * @topic: the topic, without the prefix `realtime:`
 * @is_private: whether the policies of `realtime.messages` decide who may join
 *
 * Gets the channel of a topic; there is one per topic, which is joined by supa_channel_join().
 *
 * Returns: (transfer none): the channel; it lives as long as @self unless it is forgotten
 */
SupaChannel *
supa_realtime_get_channel (SupaRealtime *self,
                           const char   *topic,
                           gboolean      is_private)
{
  g_autofree char *name = NULL;
  SupaChannel *channel;

  g_return_val_if_fail (SUPA_IS_REALTIME (self), NULL);
  g_return_val_if_fail (topic != NULL && *topic != '\0', NULL);

  name = g_strconcat ("realtime:", topic, NULL);
  for (guint i = 0; i < self->channels->len; i++)
    {
      channel = g_ptr_array_index (self->channels, i);
      if (g_str_equal (supa_join_get_topic (supa_channel_get_join (channel)), name))
        return channel;
    }

  channel = supa_channel_new (self, name, is_private);
  g_ptr_array_add (self->channels, channel);
  return channel;
}

/**
 * supa_realtime_forget_channel:
 * @self: the object
 * @channel: one of its channels
 *
 * Leaves a channel for good; it is freed unless somebody else holds it. For topics that come and go by the hundred.
 */
void
supa_realtime_forget_channel (SupaRealtime *self,
                              SupaChannel  *channel)
{
  g_return_if_fail (SUPA_IS_REALTIME (self));
  g_return_if_fail (SUPA_IS_CHANNEL (channel));

  supa_channel_leave (channel);
  g_ptr_array_remove (self->channels, channel);
}

/**
 * supa_realtime_is_connected:
 * @self: the object
 *
 * Returns: whether the socket is open
 */
gboolean
supa_realtime_is_connected (SupaRealtime *self)
{
  g_return_val_if_fail (SUPA_IS_REALTIME (self), FALSE);

  return self->connected;
}

/**
 * supa_realtime_wake:
 * @self: the object
 *
 * Says that something happened which a connection may not have survived: the computer woke up, the network changed, somebody came back to
 * the window. An open socket is asked for a sign of life, a missing one is opened without waiting longer.
 */
void
supa_realtime_wake (SupaRealtime *self)
{
  g_return_if_fail (SUPA_IS_REALTIME (self));

  if (self->connected)
    supa_socket_probe (self->socket);
  else
    {
      self->failures = 0;
      g_clear_handle_id (&self->retry_id, g_source_remove);
      supa_realtime_connect (self);
    }
}

/**
 * supa_realtime_close:
 * @self: the object
 *
 * Leaves all channels and closes the socket. Joining a channel opens it again.
 */
void
supa_realtime_close (SupaRealtime *self)
{
  g_autoptr (GPtrArray) joins = NULL;

  g_return_if_fail (SUPA_IS_REALTIME (self));

  joins = dup_joins (self);
  for (guint i = 0; i < joins->len; i++)
    supa_join_leave (g_ptr_array_index (joins, i));
  disconnect (self);
}
