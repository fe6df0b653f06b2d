/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-channel-private.h"

#include <string.h>

#include "realtime/local-token.h"

/* A token is looked at again at least so often. */
#define MAX_LOOK_SECONDS 300

/* What waits while the policies are asked; a client that sends more is not waiting for its answer. */
#define MAX_WAITING 100

/* The members of a configuration may be texts. */
static gboolean
get_boolean (JsonObject *object, const gchar *name, gboolean otherwise)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return otherwise;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return strcmp (json_node_get_string (node), "true") == 0;
  return json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : otherwise;
}

static JsonObject *
get_object (JsonObject *object, const gchar *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const gchar *
get_text (JsonObject *object, const gchar *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

static void
read_config (LocalChannel *channel, JsonObject *config)
{
  g_autoptr (JsonArray) nothing = json_array_new ();
  g_autoptr (JsonArray) echo = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonObject *broadcast = get_object (config, "broadcast");
  JsonObject *presence = get_object (config, "presence");
  JsonNode *requested = config != NULL ? json_object_get_member (config, "postgres_changes") : NULL;
  const gchar *key = get_text (presence, "key");

  channel->is_private = get_boolean (config, "private", FALSE);
  channel->hears_itself = get_boolean (broadcast, "self", FALSE);
  channel->wants_ack = get_boolean (broadcast, "ack", FALSE);
  channel->has_presence = get_boolean (presence, "enabled", TRUE);
  channel->presence_key = key != NULL && *key != '\0' ? g_strdup (key) : g_uuid_string_random ();
  channel->bindings = local_bindings_parse (requested != NULL && JSON_NODE_HOLDS_ARRAY (requested)
                                              ? json_node_get_array (requested) : nothing,
                                            echo, &channel->binding_problem);
  json_node_set_array (node, echo);
  channel->echo = json_to_string (node, FALSE);
}

/**
 * local_channel_new:
 * @socket: the socket
 * @join: the message that asks for it
 * @name: the name of the topic, without prefix
 *
 * Makes a channel that has not joined yet.
 *
 * Returns: (transfer full): the channel
 */
LocalChannel *
local_channel_new (LocalSocket *socket, const LocalFrame *join, const gchar *name)
{
  LocalChannel *channel = g_new0 (LocalChannel, 1);
  JsonObject *payload = JSON_NODE_HOLDS_OBJECT (join->payload) ? json_node_get_object (join->payload) : NULL;

  g_ref_count_init (&channel->references);
  channel->socket = socket;
  channel->hub = local_socket_get_hub (socket);
  channel->serial = ++channel->hub->last_serial;
  channel->topic_name = g_strdup (join->topic);
  channel->name = g_strdup (name);
  /* In objects a join has no reference of its own: it is the one that the reply names. */
  channel->join_ref = g_strdup (join->join_ref != NULL ? join->join_ref : join->ref);
  g_queue_init (&channel->waiting);
  read_config (channel, get_object (payload, "config"));
  return channel;
}

/**
 * local_channel_ref:
 * @channel: a channel
 *
 * Returns: (transfer full): @channel
 */
LocalChannel *
local_channel_ref (LocalChannel *channel)
{
  g_ref_count_inc (&channel->references);
  return channel;
}

/**
 * local_channel_unref:
 * @channel: (transfer full): a channel
 *
 * Lets go of a channel.
 */
void
local_channel_unref (LocalChannel *channel)
{
  if (!g_ref_count_dec (&channel->references))
    return;

  g_assert (channel->topic == NULL);
  g_clear_handle_id (&channel->expiry_id, g_source_remove);
  g_queue_clear_full (&channel->waiting, (GDestroyNotify) local_frame_free);
  g_free (channel->topic_name);
  g_free (channel->name);
  g_free (channel->join_ref);
  g_free (channel->presence_key);
  g_free (channel->token);
  local_person_unref (channel->person);
  g_ptr_array_unref (channel->bindings);
  g_free (channel->echo);
  g_free (channel->binding_problem);
  g_free (channel);
}

/**
 * local_channel_get_topic:
 * @channel: a channel
 *
 * Returns: the name of its topic on the wire
 */
const gchar *
local_channel_get_topic (LocalChannel *channel)
{
  return channel->topic_name;
}

/**
 * local_channel_push:
 * @channel: a channel
 * @event: an event
 * @payload: JSON text
 *
 * Sends something that answers nothing.
 */
void
local_channel_push (LocalChannel *channel, const gchar *event, const gchar *payload)
{
  if (channel->socket != NULL)
    local_socket_send (channel->socket, channel->join_ref, NULL, channel->topic_name, event, payload);
}

/* Answers a message of the channel. */
void
local_channel_reply (LocalChannel *channel, const LocalFrame *frame, const gchar *status, const gchar *response)
{
  if (channel->socket != NULL)
    local_socket_reply (channel->socket, channel->join_ref, frame->ref, channel->topic_name, status, response);
}

/* Sends a message of the system. */
void
local_channel_say (LocalChannel *channel, const gchar *extension, const gchar *status, const gchar *message)
{
  g_autofree gchar *text = local_frame_quote (message);
  g_autofree gchar *name = local_frame_quote (channel->name);
  g_autofree gchar *payload = g_strdup_printf ("{\"extension\":\"%s\",\"status\":\"%s\",\"message\":%s,\"channel\":%s}",
                                               extension, status, text, name);

  local_channel_push (channel, "system", payload);
}

/* Refuses a join, and forgets the channel. */
void
local_channel_refuse (LocalChannel *channel, const gchar *reason)
{
  g_autofree gchar *text = local_frame_quote (reason);
  g_autofree gchar *response = g_strdup_printf ("{\"reason\":%s}", text);
  LocalSocket *socket = channel->socket;

  if (socket == NULL)
    return;

  local_socket_reply (socket, channel->join_ref, channel->join_ref, channel->topic_name, "error", response);
  local_channel_drop (channel);
  local_socket_forget (socket, channel);
}

/* Says why, and closes. */
void
local_channel_shut_down (LocalChannel *channel, const gchar *message)
{
  local_channel_say (channel, "system", "error", message);
  local_channel_close (channel);
}

static gboolean
on_token_look (gpointer user_data)
{
  LocalChannel *channel = user_data;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree gchar *message = NULL;

  if (now < channel->expiry)
    {
      channel->expiry_id = g_timeout_add_seconds ((guint) MIN (MAX_LOOK_SECONDS, channel->expiry - now), on_token_look, channel);
      return G_SOURCE_REMOVE;
    }

  channel->expiry_id = 0;
  message = local_token_describe_expiry (channel->expiry, now);
  local_channel_shut_down (channel, message);
  return G_SOURCE_REMOVE;
}

static void
watch_token (LocalChannel *channel)
{
  gint64 left = channel->expiry - g_get_real_time () / G_USEC_PER_SEC;

  g_clear_handle_id (&channel->expiry_id, g_source_remove);
  channel->expiry_id = g_timeout_add_seconds ((guint) CLAMP (left, 0, MAX_LOOK_SECONDS), on_token_look, channel);
}

/* A key of the new kind is no token: the one of the socket stands for it. */
static gboolean
is_token (const gchar *token)
{
  return token != NULL && *token != '\0' && !g_str_has_prefix (token, "sb_");
}

/**
 * local_channel_join:
 * @channel: a new channel
 * @join: the message that asks for it
 *
 * Lets a channel join, if its token and the policies let it.
 */
void
local_channel_join (LocalChannel *channel, const LocalFrame *join)
{
  JsonObject *payload = JSON_NODE_HOLDS_OBJECT (join->payload) ? json_node_get_object (join->payload) : NULL;
  const gchar *token = get_text (payload, "access_token");
  g_autofree gchar *problem = NULL;
  g_autoptr (LocalPerson) person = NULL;
  const gchar *code = NULL;

  if (!is_token (token))
    token = local_socket_get_token (channel->socket);
  person = local_token_read (token, channel->hub->context->jwt_secret, g_get_real_time () / G_USEC_PER_SEC, &channel->expiry,
                             &code, &problem);
  if (person == NULL)
    {
      g_autofree gchar *reason = g_strconcat (code, ": ", problem, NULL);

      local_channel_refuse (channel, reason);
      return;
    }

  channel->token = g_strdup (token);
  channel->person = g_steal_pointer (&person);
  watch_token (channel);
  if (channel->is_private)
    local_channel_authorize (channel, channel->person);
  else
    {
      channel->rights = (LocalRights) { TRUE, TRUE, TRUE, TRUE };
      local_channel_enter (channel);
    }
}

/* What every join that was let in does. */
void
local_channel_enter (LocalChannel *channel)
{
  g_autofree gchar *key = local_topic_make_key (channel->is_private, channel->name);
  g_autofree gchar *response = g_strdup_printf ("{\"postgres_changes\":%s}", channel->echo);
  LocalFrame *frame;

  channel->state = LOCAL_CHANNEL_JOINED;
  channel->topic = local_hub_enter (channel->hub, key, channel, channel->serial);
  local_socket_reply (channel->socket, channel->join_ref, channel->join_ref, channel->topic_name, "ok", response);
  if (channel->has_presence)
    local_channel_send_state (channel);
  if (channel->bindings->len > 0)
    local_channel_subscribe (channel);

  while (channel->state == LOCAL_CHANNEL_JOINED && (frame = g_queue_pop_head (&channel->waiting)) != NULL)
    local_channel_handle (channel, frame);
}

static void
renew_token (LocalChannel *channel, const LocalFrame *frame)
{
  JsonObject *payload = JSON_NODE_HOLDS_OBJECT (frame->payload) ? json_node_get_object (frame->payload) : NULL;
  const gchar *token = get_text (payload, "access_token");
  g_autofree gchar *problem = NULL;
  g_autoptr (LocalPerson) person = NULL;
  const gchar *code = NULL;
  gint64 expiry = 0;

  if (!is_token (token) || g_strcmp0 (token, channel->token) == 0)
    return;

  person = local_token_read (token, channel->hub->context->jwt_secret, g_get_real_time () / G_USEC_PER_SEC, &expiry, &code,
                             &problem);
  if (person == NULL)
    {
      local_channel_shut_down (channel, problem);
      return;
    }

  g_free (channel->token);
  channel->token = g_strdup (token);
  channel->expiry = expiry;
  watch_token (channel);
  if (channel->is_private)
    local_channel_authorize (channel, person);
  else
    local_channel_renew (channel, person, &channel->rights);
}

/* Takes on the rights of a new token. */
void
local_channel_renew (LocalChannel *channel, LocalPerson *person, const LocalRights *rights)
{
  g_autofree gchar *message = NULL;

  if (!rights->read_broadcast && !rights->read_presence)
    {
      message = g_strconcat ("You no longer have permission to read from this Channel topic: ", channel->name, NULL);
      local_channel_shut_down (channel, message);
      return;
    }

  local_person_ref (person);
  local_person_unref (channel->person);
  channel->person = person;
  channel->rights = *rights;
  if (channel->bindings->len > 0)
    local_channel_subscribe (channel);
}

static void
leave (LocalChannel *channel, const LocalFrame *frame)
{
  local_channel_reply (channel, frame, "ok", "{}");
  local_channel_close (channel);
}

/**
 * local_channel_handle:
 * @channel: a channel
 * @frame: (transfer full): a message for it
 *
 * Does what a message asks for. One of a former join is ignored.
 */
void
local_channel_handle (LocalChannel *channel, LocalFrame *frame)
{
  g_autoptr (LocalFrame) owned = frame;

  if (frame->join_ref != NULL && g_strcmp0 (frame->join_ref, channel->join_ref) != 0)
    return;
  if (channel->state == LOCAL_CHANNEL_JOINING)
    {
      if (g_queue_get_length (&channel->waiting) < MAX_WAITING)
        g_queue_push_tail (&channel->waiting, g_steal_pointer (&owned));
      return;
    }

  if (strcmp (frame->event, "broadcast") == 0 && frame->user_payload != NULL)
    local_channel_broadcast_binary (channel, frame);
  else if (strcmp (frame->event, "broadcast") == 0)
    local_channel_broadcast (channel, frame);
  else if (strcmp (frame->event, "presence") == 0)
    local_channel_presence (channel, frame);
  else if (strcmp (frame->event, "access_token") == 0)
    renew_token (channel, frame);
  else if (strcmp (frame->event, "phx_leave") == 0)
    leave (channel, frame);
}

/**
 * local_channel_close:
 * @channel: a channel
 *
 * Ends a channel, and tells the client so.
 */
void
local_channel_close (LocalChannel *channel)
{
  LocalSocket *socket = channel->socket;

  if (socket == NULL)
    return;

  local_channel_ref (channel);
  local_socket_send (socket, channel->join_ref, channel->join_ref, channel->topic_name, "phx_close", "{}");
  local_channel_drop (channel);
  local_socket_forget (socket, channel);
  local_channel_unref (channel);
}

/**
 * local_channel_drop:
 * @channel: a channel
 *
 * Ends a channel without a word. Others see it leave.
 */
void
local_channel_drop (LocalChannel *channel)
{
  channel->state = LOCAL_CHANNEL_CLOSED;
  channel->socket = NULL;
  g_clear_handle_id (&channel->expiry_id, g_source_remove);
  local_replication_unsubscribe (channel->hub->replication, channel->serial);
  if (channel->topic == NULL)
    return;

  local_channel_untrack (channel);
  local_hub_leave (channel->hub, g_steal_pointer (&channel->topic), channel, channel->serial);
}
