/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "http/local-json.h"
#include "realtime/local-authorization.h"
#include "realtime/local-frame.h"
#include "realtime/local-realtime.h"
#include "realtime/local-token.h"

#define JSON_TYPE "application/json; charset=utf-8"

/* A broadcast as it was asked for. */
typedef struct
{
  gboolean is_private;
  gchar *topic;
  gchar *event;
  gchar *payload;
} Broadcast;

static void
broadcast_free (gpointer data)
{
  Broadcast *broadcast = data;

  g_free (broadcast->topic);
  g_free (broadcast->event);
  g_free (broadcast->payload);
  g_free (broadcast);
}

/* What may not be sent to a private topic is dropped without a word. */
static gboolean
may_send (LocalContext *context, const LocalPerson *person, const Broadcast *broadcast)
{
  g_autoptr (GError) error = NULL;
  LocalRights rights;

  if (!broadcast->is_private)
    return TRUE;
  if (local_authorization_probe (context, person, broadcast->topic, &rights, &error))
    return rights.write_broadcast;

  g_message ("realtime: the policies of %s cannot be asked: %s", broadcast->topic, error->message);
  return FALSE;
}

static gchar *
dup_text (JsonObject *object, const gchar *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_dup_string (node) : NULL;
}

static Broadcast *
read_message (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *payload = object != NULL ? json_object_get_member (object, "payload") : NULL;
  Broadcast *broadcast;

  if (payload == NULL || !JSON_NODE_HOLDS_OBJECT (payload))
    return NULL;

  broadcast = g_new0 (Broadcast, 1);
  broadcast->topic = dup_text (object, "topic");
  broadcast->event = dup_text (object, "event");
  broadcast->payload = json_to_string (payload, FALSE);
  broadcast->is_private = json_object_has_member (object, "private") &&
                          JSON_NODE_HOLDS_VALUE (json_object_get_member (object, "private")) &&
                          json_node_get_boolean (json_object_get_member (object, "private"));
  if (broadcast->topic != NULL && *broadcast->topic != '\0' && broadcast->event != NULL)
    return broadcast;

  broadcast_free (broadcast);
  return NULL;
}

static GPtrArray *
read_messages (GBytes *body)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (broadcast_free);
  gsize size = 0;
  const gchar *data = g_bytes_get_data (body, &size);
  g_autoptr (JsonNode) root = size > 0 ? local_json_parse (data, (gssize) size) : NULL;
  JsonNode *list = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                     ? json_object_get_member (json_node_get_object (root), "messages") : NULL;

  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return NULL;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      Broadcast *broadcast = read_message (json_array_get_element (json_node_get_array (list), i));

      if (broadcast == NULL)
        return NULL;
      g_ptr_array_add (messages, broadcast);
    }

  return g_steal_pointer (&messages);
}

/**
 * local_realtime_handle:
 * @context: what all services share
 * @request: a request below `/realtime/v1/api`
 * @response: the answer
 * @user_data: the #LocalRealtime
 *
 * Takes broadcasts by HTTP. Runs in a worker thread.
 */
void
local_realtime_handle (LocalContext *context, const LocalRequest *request, LocalResponse *response, gpointer user_data)
{
  g_autoptr (LocalPerson) person = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autofree gchar *problem = NULL;
  const gchar *code = NULL;
  gint64 expiry = 0;

  if (!g_str_equal (request->path, "/broadcast") || !g_str_equal (request->method, "POST"))
    {
      local_response_set_text (response, 404, JSON_TYPE, "{\"message\":\"Not found\"}");
      return;
    }

  person = local_token_read (request->token != NULL ? request->token : request->authorization, context->jwt_secret,
                             g_get_real_time () / G_USEC_PER_SEC, &expiry, &code, &problem);
  if (person == NULL)
    {
      local_response_set_text (response, 401, JSON_TYPE, "{\"message\":\"Unauthorized\"}");
      return;
    }

  messages = read_messages (request->body);
  if (messages == NULL)
    {
      local_response_set_text (response, 422, JSON_TYPE, "{\"errors\":{\"messages\":[\"is invalid\"]}}");
      return;
    }

  for (guint i = 0; i < messages->len; i++)
    {
      Broadcast *broadcast = g_ptr_array_index (messages, i);

      if (may_send (context, person, broadcast))
        local_realtime_post (user_data, broadcast->is_private, broadcast->topic, broadcast->event, broadcast->payload);
    }
  response->status = 202;
}
