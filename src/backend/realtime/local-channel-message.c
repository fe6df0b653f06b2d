/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "realtime/local-channel-private.h"

/* The largest broadcast. */
#define MAX_PAYLOAD (3 * 1000 * 1000)

/**
 * local_topic_send:
 * @topic: a topic
 * @sender: (nullable): who sent it, and hears it only when it asked to
 * @event: `broadcast` or `presence_diff`
 * @payload: JSON text
 *
 * Sends something to all channels of a topic that may hear it.
 */
void
local_topic_send (LocalTopic *topic, LocalChannel *sender, const gchar *event, const gchar *payload)
{
  gboolean is_presence = strcmp (event, "presence_diff") == 0;

  for (guint i = 0; i < topic->channels->len; i++)
    {
      LocalChannel *channel = g_ptr_array_index (topic->channels, i);
      gboolean may_hear = is_presence ? channel->has_presence && channel->rights.read_presence
                                      : channel->rights.read_broadcast;

      if (!may_hear || channel->socket == NULL || (channel == sender && !channel->hears_itself))
        continue;
      local_socket_send (channel->socket, NULL, NULL, channel->topic_name, event, payload);
    }
}

/* Whether a broadcast may go out. One that may not vanishes: the sender is not told. */
static gboolean
admit (LocalChannel *channel, const LocalFrame *frame, gsize size)
{
  if (!channel->rights.write_broadcast)
    return FALSE;
  if (size <= MAX_PAYLOAD)
    return TRUE;

  if (channel->wants_ack)
    local_channel_reply (channel, frame, "error", "\"payload_size_exceeded\"");
  return FALSE;
}

/* A broadcast in a text frame goes out as it came. */
void
local_channel_broadcast (LocalChannel *channel, const LocalFrame *frame)
{
  g_autofree gchar *payload = json_to_string (frame->payload, FALSE);

  if (!JSON_NODE_HOLDS_OBJECT (frame->payload) || !admit (channel, frame, strlen (payload)))
    return;

  local_topic_send (channel->topic, channel, "broadcast", payload);
  if (channel->wants_ack)
    local_channel_reply (channel, frame, "ok", "{}");
}

/* A broadcast in binary goes out in binary to those who understand it, and as text to the others, unless it is none. */
void
local_channel_broadcast_binary (LocalChannel *channel, const LocalFrame *frame)
{
  gsize size = 0;
  const gchar *data = g_bytes_get_data (frame->user_payload, &size);
  g_autoptr (GBytes) binary = NULL;
  g_autofree gchar *text = NULL;

  if (!admit (channel, frame, size))
    return;

  binary = local_frame_write_binary (channel->topic_name, frame->user_event, "", frame->user_payload,
                                     frame->user_payload_is_json);
  if (frame->user_payload_is_json)
    {
      g_autofree gchar *event = local_frame_quote (frame->user_event);

      text = g_strdup_printf ("{\"type\":\"broadcast\",\"event\":%s,\"payload\":%.*s}", event, (gint) size, data);
    }

  for (guint i = 0; i < channel->topic->channels->len; i++)
    {
      LocalChannel *other = g_ptr_array_index (channel->topic->channels, i);

      if (other->socket == NULL || !other->rights.read_broadcast || (other == channel && !other->hears_itself))
        continue;
      if (binary != NULL && local_socket_get_version (other->socket) == LOCAL_FRAME_V2)
        local_socket_send_binary (other->socket, binary);
      else if (text != NULL)
        local_socket_send (other->socket, NULL, NULL, other->topic_name, "broadcast", text);
    }
  if (channel->wants_ack)
    local_channel_reply (channel, frame, "ok", "{}");
}

static void
send_difference (LocalTopic *topic, const gchar *difference)
{
  local_topic_send (topic, NULL, "presence_diff", difference);
}

/* Tells a channel who is there. */
void
local_channel_send_state (LocalChannel *channel)
{
  g_autofree gchar *state = NULL;

  if (!channel->rights.read_presence)
    return;

  state = local_presence_write (channel->topic->presence);
  local_channel_push (channel, "presence_state", state);
}

static void
track (LocalChannel *channel, const LocalFrame *frame, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "payload");
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autofree gchar *reference = NULL;
  g_autofree gchar *difference = NULL;

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && !JSON_NODE_HOLDS_OBJECT (node))
    {
      local_channel_reply (channel, frame, "error", "{\"reason\":\"Presence track payload must be a map\"}");
      return;
    }

  channel->has_presence = TRUE;
  reference = g_uuid_string_random ();
  difference = local_presence_track (channel->topic->presence, channel->serial, channel->presence_key, reference,
                                     node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : nothing);
  local_channel_reply (channel, frame, "ok", "{}");
  send_difference (channel->topic, difference);
}

/* Lets others know that the channel is there, or no more. */
void
local_channel_presence (LocalChannel *channel, const LocalFrame *frame)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (frame->payload) ? json_node_get_object (frame->payload) : NULL;
  JsonNode *node = object != NULL ? json_object_get_member (object, "event") : NULL;
  const gchar *event = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  if (!channel->rights.write_presence || event == NULL)
    return;

  if (g_ascii_strcasecmp (event, "track") == 0)
    track (channel, frame, object);
  else if (g_ascii_strcasecmp (event, "untrack") == 0)
    {
      local_channel_reply (channel, frame, "ok", "{}");
      local_channel_untrack (channel);
    }
}

/* Notes that the channel is gone, if it said that it was there. */
void
local_channel_untrack (LocalChannel *channel)
{
  g_autofree gchar *difference = local_presence_untrack (channel->topic->presence, channel->serial);

  if (difference != NULL)
    send_difference (channel->topic, difference);
}
