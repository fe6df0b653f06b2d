/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-message.h"

static JsonNode *
wrap (JsonObject *object)
{
  return json_node_init_object (json_node_alloc (), object);
}

/*< private >
 * supa_message_new_join:
 * @token: (nullable): the access token; none for who is not signed in
 *
 * Returns: (transfer full): what a join says
 */
JsonNode *
supa_message_new_join (SupaBindings *bindings,
                       gboolean      is_private,
                       gboolean      wants_presence,
                       const char   *token)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  JsonObject *config = json_object_new ();
  JsonObject *broadcast = json_object_new ();
  JsonObject *presence = json_object_new ();

  json_object_set_boolean_member (broadcast, "self", FALSE);
  json_object_set_boolean_member (broadcast, "ack", FALSE);
  json_object_set_string_member (presence, "key", "");
  json_object_set_boolean_member (presence, "enabled", wants_presence);
  json_object_set_object_member (config, "broadcast", broadcast);
  json_object_set_object_member (config, "presence", presence);
  json_object_set_array_member (config, "postgres_changes", supa_bindings_to_json (bindings));
  json_object_set_boolean_member (config, "private", is_private);
  json_object_set_object_member (payload, "config", config);
  if (token != NULL)
    json_object_set_string_member (payload, "access_token", token);

  return wrap (payload);
}

/*< private >
 * supa_message_new_token:
 *
 * Returns: (transfer full): what hands a new token to the server
 */
JsonNode *
supa_message_new_token (const char *token)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "access_token", token);
  return wrap (object);
}

/*< private >
 * supa_message_new:
 * @type: `broadcast` or `presence`
 * @payload: (nullable): an object
 *
 * Returns: (transfer full): a broadcast, or what is told of one's presence
 */
JsonNode *
supa_message_new (const char *type,
                  const char *event,
                  JsonNode   *payload)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "event", event);
  if (payload != NULL)
    json_object_set_member (object, "payload", json_node_copy (payload));

  return wrap (object);
}
