/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-realtime.h"

#include "realtime/local-channel.h"
#include "realtime/local-socket.h"

/* How long the stream of changes may take to start. */
#define START_SECONDS 30

struct _LocalRealtime
{
  LocalHub *hub;
  GPtrArray *sockets;
  GAsyncQueue *posted;
};

/* A broadcast on its way to the main thread. */
typedef struct
{
  gboolean is_private;
  gchar *topic;
  gchar *event;
  gchar *payload;
} Post;

static void
post_free (gpointer data)
{
  Post *post = data;

  g_free (post->topic);
  g_free (post->event);
  g_free (post->payload);
  g_free (post);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Post, post_free)

static void
on_change (guint64 serial, const gchar *payload, gpointer user_data)
{
  LocalRealtime *realtime = user_data;
  LocalChannel *channel = g_hash_table_lookup (realtime->hub->channels, &serial);

  if (channel != NULL)
    local_channel_push (channel, "postgres_changes", payload);
}

static void
on_message (const gchar *topic,
            const gchar *event,
            const gchar *payload,
            const gchar *id,
            gboolean     is_private,
            gpointer     user_data)
{
  local_realtime_broadcast (user_data, is_private, topic, event, payload, id);
}

/* What was committed meanwhile is not heard of: only a client that joins anew knows that it has to catch up. */
static void
on_lost (gpointer user_data)
{
  LocalRealtime *realtime = user_data;

  realtime->hub->is_running = FALSE;
  for (guint i = 0; i < realtime->sockets->len; i++)
    local_socket_close (g_ptr_array_index (realtime->sockets, i), SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "the database is restarting");
}

static void
on_running (gpointer user_data)
{
  LocalRealtime *realtime = user_data;
  GHashTableIter iter;
  gpointer channel;

  realtime->hub->is_running = TRUE;
  g_hash_table_iter_init (&iter, realtime->hub->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    local_channel_on_running (channel);
}

/**
 * local_realtime_new:
 * @context: what all services share
 *
 * Makes what serves websockets.
 *
 * Returns: (transfer full): the service, not started
 */
LocalRealtime *
local_realtime_new (LocalContext *context)
{
  static const LocalReplicationEvents events = { on_change, on_message, on_lost, on_running };
  LocalRealtime *realtime = g_new0 (LocalRealtime, 1);

  realtime->hub = local_hub_new (context);
  realtime->hub->replication = local_replication_new (context, &events, realtime);
  realtime->sockets = g_ptr_array_new_with_free_func ((GDestroyNotify) local_socket_free);
  realtime->posted = g_async_queue_new_full (post_free);
  return realtime;
}

/**
 * local_realtime_free:
 * @realtime: (transfer full): the service, stopped
 *
 * Frees the service.
 */
void
local_realtime_free (LocalRealtime *realtime)
{
  g_ptr_array_unref (realtime->sockets);
  g_async_queue_unref (realtime->posted);
  local_hub_free (realtime->hub);
  g_free (realtime);
}

/**
 * local_realtime_start:
 * @realtime: the service
 * @error: return location of an error
 *
 * Begins to follow what is committed, and waits until it does.
 *
 * Returns: %TRUE if it does
 */
gboolean
local_realtime_start (LocalRealtime *realtime, GError **error)
{
  local_replication_start (realtime->hub->replication);
  return local_replication_wait (realtime->hub->replication, START_SECONDS, error);
}

/**
 * local_realtime_stop:
 * @realtime: the service
 *
 * Closes all sockets, waits for the questions that are under way, and stops following.
 */
void
local_realtime_stop (LocalRealtime *realtime)
{
  for (guint i = 0; i < realtime->sockets->len; i++)
    local_socket_close (g_ptr_array_index (realtime->sockets, i), SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "the server is stopping");
  while (realtime->hub->n_asked > 0)
    g_main_context_iteration (NULL, TRUE);
  local_replication_stop (realtime->hub->replication);
  g_ptr_array_set_size (realtime->sockets, 0);
  while (g_idle_remove_by_data (realtime))
    ;
}

static void
on_socket_closed (LocalSocket *socket, gpointer user_data)
{
  LocalRealtime *realtime = user_data;

  g_ptr_array_remove_fast (realtime->sockets, socket);
}

/**
 * local_realtime_connect:
 * @realtime: the service
 * @connection: an open websocket
 * @query: the parameters of its address
 *
 * Serves a websocket.
 */
void
local_realtime_connect (LocalRealtime *realtime, SoupWebsocketConnection *connection, GHashTable *query)
{
  const gchar *vsn = g_hash_table_lookup (query, "vsn");
  LocalFrameVersion version = vsn != NULL && g_str_has_prefix (vsn, "2.") ? LOCAL_FRAME_V2 : LOCAL_FRAME_V1;
  LocalSocket *socket = local_socket_new (realtime->hub, connection, version, g_hash_table_lookup (query, "apikey"),
                                          on_socket_closed, realtime);

  g_ptr_array_add (realtime->sockets, socket);
}

/**
 * local_realtime_broadcast:
 * @realtime: the service
 * @is_private: to the private topic of that name, or to the public one
 * @topic: a topic, without prefix
 * @event: the event
 * @payload: JSON text
 * @id: (nullable): the number of the row that it comes from
 *
 * Sends a broadcast to all who have joined.
 */
void
local_realtime_broadcast (LocalRealtime *realtime,
                          gboolean       is_private,
                          const gchar   *topic,
                          const gchar   *event,
                          const gchar   *payload,
                          const gchar   *id)
{
  g_autofree gchar *key = local_topic_make_key (is_private, topic);
  g_autofree gchar *quoted = local_frame_quote (event);
  g_autofree gchar *meta = id != NULL ? g_strdup_printf (",\"meta\":{\"id\":\"%s\"}", id) : g_strdup ("");
  g_autofree gchar *text = NULL;
  LocalTopic *found = g_hash_table_lookup (realtime->hub->topics, key);

  if (found == NULL)
    return;

  text = g_strdup_printf ("{\"type\":\"broadcast\",\"event\":%s,\"payload\":%s%s}", quoted, payload, meta);
  local_topic_send (found, NULL, "broadcast", text);
}

static gboolean
on_posted (gpointer user_data)
{
  LocalRealtime *realtime = user_data;
  g_autoptr (Post) post = g_async_queue_try_pop (realtime->posted);

  local_realtime_broadcast (realtime, post->is_private, post->topic, post->event, post->payload, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * local_realtime_post:
 * @realtime: the service
 * @is_private: to the private topic of that name, or to the public one
 * @topic: a topic, without prefix
 * @event: the event
 * @payload: JSON text
 *
 * Lets the main thread send a broadcast. Any thread may ask for it.
 */
void
local_realtime_post (LocalRealtime *realtime,
                     gboolean       is_private,
                     const gchar   *topic,
                     const gchar   *event,
                     const gchar   *payload)
{
  Post *post = g_new0 (Post, 1);

  post->is_private = is_private;
  post->topic = g_strdup (topic);
  post->event = g_strdup (event);
  post->payload = g_strdup (payload);
  g_async_queue_push (realtime->posted, post);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_posted, realtime, NULL);
}

static void
on_connected (LocalContext *context, SoupWebsocketConnection *connection, GHashTable *query, gpointer user_data)
{
  local_realtime_connect (user_data, connection, query);
}

static gboolean
start (LocalContext *context, LocalServer *server, gpointer *state, GError **error)
{
  LocalRealtime *realtime = local_realtime_new (context);

  if (!local_realtime_start (realtime, error))
    {
      local_realtime_stop (realtime);
      local_realtime_free (realtime);
      return FALSE;
    }

  *state = realtime;
  local_server_add_websocket (server, "/realtime/v1/websocket", on_connected, realtime);
  local_server_add_service (server, "/realtime/v1/api", local_realtime_handle, realtime);
  return TRUE;
}

static void
stop (gpointer state)
{
  local_realtime_stop (state);
  local_realtime_free (state);
}

const LocalService local_realtime_service = { "realtime", start, stop };
