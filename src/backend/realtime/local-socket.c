/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-socket.h"

#include <string.h>

#include "realtime/local-channel.h"

/* The largest frame that is taken. */
#define MAX_FRAME (5 * 1000 * 1000)

/* Who says nothing for so long is gone. */
#define MAX_SILENCE_SECONDS 60
#define LOOK_SECONDS 5

#define TOPIC_PREFIX "realtime:"

struct _LocalSocket
{
  LocalHub *hub;
  SoupWebsocketConnection *connection;
  LocalFrameVersion version;
  gchar *token;
  GHashTable *channels;
  gint64 last_frame;
  guint look_id;
  LocalSocketClosed closed;
  gpointer user_data;
};

static void
handle_join (LocalSocket *socket, const LocalFrame *frame)
{
  LocalChannel *former = g_hash_table_lookup (socket->channels, frame->topic);
  LocalChannel *channel;

  if (!g_str_has_prefix (frame->topic, TOPIC_PREFIX) || strlen (frame->topic) == strlen (TOPIC_PREFIX))
    {
      local_socket_reply (socket, frame->join_ref, frame->ref, frame->topic, "error", "{\"reason\":\"unmatched topic\"}");
      return;
    }
  if (former != NULL)
    local_channel_close (former);

  channel = local_channel_new (socket, frame, frame->topic + strlen (TOPIC_PREFIX));
  g_hash_table_insert (socket->channels, g_strdup (frame->topic), channel);
  local_channel_join (channel, frame);
}

static void
handle (LocalSocket *socket, LocalFrame *frame)
{
  LocalChannel *channel;

  if (strcmp (frame->topic, "phoenix") == 0)
    {
      if (strcmp (frame->event, "heartbeat") == 0)
        local_socket_reply (socket, NULL, frame->ref, "phoenix", "ok", "{}");
      local_frame_free (frame);
      return;
    }
  if (strcmp (frame->event, "phx_join") == 0)
    {
      handle_join (socket, frame);
      local_frame_free (frame);
      return;
    }

  channel = g_hash_table_lookup (socket->channels, frame->topic);
  if (channel != NULL)
    {
      local_channel_handle (channel, frame);
      return;
    }
  local_socket_reply (socket, frame->join_ref, frame->ref, frame->topic, "error", "{\"reason\":\"unmatched topic\"}");
  local_frame_free (frame);
}

static void
on_message (SoupWebsocketConnection *connection, gint type, GBytes *message, gpointer user_data)
{
  LocalSocket *socket = user_data;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (message, &size);
  LocalFrame *frame = NULL;

  socket->last_frame = g_get_monotonic_time ();
  if (type == SOUP_WEBSOCKET_DATA_TEXT)
    frame = local_frame_parse_text (socket->version, (const gchar *) data, (gssize) size);
  else if (socket->version == LOCAL_FRAME_V2)
    frame = local_frame_parse_binary (data, size);

  /* A client that sends nonsense is told by the connection ending, as the reference's serializer does by crashing. */
  if (frame == NULL)
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "malformed message");
  else
    handle (socket, frame);
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer user_data)
{
  LocalSocket *socket = user_data;

  socket->closed (socket, socket->user_data);
}

static gboolean
on_look (gpointer user_data)
{
  LocalSocket *socket = user_data;

  if (g_get_monotonic_time () - socket->last_frame < MAX_SILENCE_SECONDS * G_TIME_SPAN_SECOND)
    return G_SOURCE_CONTINUE;

  /* Closing needs an answer of the other side, which may be gone for good. */
  socket->look_id = 0;
  g_io_stream_close (soup_websocket_connection_get_io_stream (socket->connection), NULL, NULL);
  socket->closed (socket, socket->user_data);
  return G_SOURCE_REMOVE;
}

/**
 * local_socket_new:
 * @hub: the hub; must outlive the socket
 * @connection: an open websocket
 * @version: how it writes messages
 * @token: (nullable): the token of its key, for channels that bring none
 * @closed: called when the other side has closed it, or is silent
 * @user_data: handed to @closed
 *
 * Serves a websocket.
 *
 * Returns: (transfer full): the socket
 */
LocalSocket *
local_socket_new (LocalHub                *hub,
                  SoupWebsocketConnection *connection,
                  LocalFrameVersion        version,
                  const gchar             *token,
                  LocalSocketClosed        closed,
                  gpointer                 user_data)
{
  LocalSocket *socket = g_new0 (LocalSocket, 1);

  socket->hub = hub;
  socket->connection = g_object_ref (connection);
  socket->version = version;
  socket->token = g_strdup (token);
  socket->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) local_channel_unref);
  socket->last_frame = g_get_monotonic_time ();
  socket->look_id = g_timeout_add_seconds (LOOK_SECONDS, on_look, socket);
  socket->closed = closed;
  socket->user_data = user_data;
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_FRAME);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), socket);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), socket);
  return socket;
}

/**
 * local_socket_free:
 * @socket: (transfer full): a socket
 *
 * Ends all channels of a socket, without telling it, and frees it.
 */
void
local_socket_free (LocalSocket *socket)
{
  GHashTableIter iter;
  gpointer channel;

  g_signal_handlers_disconnect_by_data (socket->connection, socket);
  g_clear_handle_id (&socket->look_id, g_source_remove);
  g_hash_table_iter_init (&iter, socket->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    local_channel_drop (channel);
  g_hash_table_unref (socket->channels);
  g_object_unref (socket->connection);
  g_free (socket->token);
  g_free (socket);
}

/**
 * local_socket_close:
 * @socket: a socket
 * @code: why, as websockets say it
 * @reason: why, for people
 *
 * Begins to close a socket.
 */
void
local_socket_close (LocalSocket *socket, gushort code, const gchar *reason)
{
  if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (socket->connection, code, reason);
}

/**
 * local_socket_get_hub:
 * @socket: a socket
 *
 * Returns: (transfer none): the hub
 */
LocalHub *
local_socket_get_hub (LocalSocket *socket)
{
  return socket->hub;
}

/**
 * local_socket_get_version:
 * @socket: a socket
 *
 * Returns: how it writes messages
 */
LocalFrameVersion
local_socket_get_version (LocalSocket *socket)
{
  return socket->version;
}

/**
 * local_socket_get_token:
 * @socket: a socket
 *
 * Returns: (nullable): the token of its key
 */
const gchar *
local_socket_get_token (LocalSocket *socket)
{
  return socket->token;
}

/**
 * local_socket_send:
 * @socket: a socket
 * @join_ref: (nullable): the join that it belongs to
 * @ref: (nullable): what it answers
 * @topic: a topic
 * @event: an event
 * @payload: JSON text
 *
 * Sends a message.
 */
void
local_socket_send (LocalSocket *socket,
                   const gchar *join_ref,
                   const gchar *ref,
                   const gchar *topic,
                   const gchar *event,
                   const gchar *payload)
{
  g_autofree gchar *frame = NULL;

  if (soup_websocket_connection_get_state (socket->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return;

  frame = local_frame_write (socket->version, join_ref, ref, topic, event, payload);
  soup_websocket_connection_send_text (socket->connection, frame);
}

/**
 * local_socket_send_binary:
 * @socket: a socket of version 2
 * @frame: a binary frame
 *
 * Sends a message.
 */
void
local_socket_send_binary (LocalSocket *socket, GBytes *frame)
{
  if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_message (socket->connection, SOUP_WEBSOCKET_DATA_BINARY, frame);
}

/**
 * local_socket_reply:
 * @socket: a socket
 * @join_ref: (nullable): the join that it belongs to
 * @ref: (nullable): what it answers
 * @topic: a topic
 * @status: `ok` or `error`
 * @response: JSON text
 *
 * Answers a message.
 */
void
local_socket_reply (LocalSocket *socket,
                    const gchar *join_ref,
                    const gchar *ref,
                    const gchar *topic,
                    const gchar *status,
                    const gchar *response)
{
  g_autofree gchar *payload = g_strdup_printf ("{\"status\":\"%s\",\"response\":%s}", status, response);

  local_socket_send (socket, join_ref, ref, topic, "phx_reply", payload);
}

/**
 * local_socket_forget:
 * @socket: a socket
 * @channel: a channel of it that ended
 *
 * Lets go of a channel.
 */
void
local_socket_forget (LocalSocket *socket, LocalChannel *channel)
{
  const gchar *topic = local_channel_get_topic (channel);

  if (g_hash_table_lookup (socket->channels, topic) == channel)
    g_hash_table_remove (socket->channels, topic);
}
