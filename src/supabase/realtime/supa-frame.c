/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-frame.h"

#include <string.h>

#include "supa-json.h"

/* A broadcast of a user, sent by the server: 04, three lengths, the encoding, then topic, event, meta and payload. */
#define KIND_USER_BROADCAST 4
#define ENCODING_JSON 1
#define HEADER_BYTES 5

void
supa_frame_free (SupaFrame *self)
{
  g_free (self->join_ref);
  g_free (self->ref);
  g_free (self->topic);
  g_free (self->event);
  g_clear_pointer (&self->payload, json_object_unref);
  g_free (self);
}

static void
add_text_or_null (JsonBuilder *builder,
                  const char  *text)
{
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/*< private >
 * supa_frame_encode:
 * @payload: (nullable): an object; %NULL for an empty one
 *
 * Returns: (transfer full): the text frame
 */
char *
supa_frame_encode (const char *join_ref,
                   const char *ref,
                   const char *topic,
                   const char *event,
                   JsonNode   *payload)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  add_text_or_null (builder, join_ref);
  add_text_or_null (builder, ref);
  json_builder_add_string_value (builder, topic);
  json_builder_add_string_value (builder, event);
  if (payload != NULL)
    json_builder_add_value (builder, json_node_copy (payload));
  else
    {
      json_builder_begin_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static gboolean
dup_text_or_null (JsonArray  *array,
                  guint       index,
                  char      **text)
{
  JsonNode *node = json_array_get_element (array, index);

  *text = NULL;
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;

  *text = g_strdup (json_node_get_string (node));
  return TRUE;
}

/*< private >
 * supa_frame_decode_text:
 *
 * Returns: (transfer full) (nullable): the frame, or %NULL where the text is none
 */
SupaFrame *
supa_frame_decode_text (const char *text,
                        gsize       length)
{
  g_autoptr (JsonNode) root = supa_json_read (text, length, NULL);
  g_autoptr (SupaFrame) self = g_new0 (SupaFrame, 1);
  JsonNode *payload;
  JsonArray *array;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return NULL;

  array = json_node_get_array (root);
  if (json_array_get_length (array) != 5 ||
      !dup_text_or_null (array, 0, &self->join_ref) || !dup_text_or_null (array, 1, &self->ref) ||
      !dup_text_or_null (array, 2, &self->topic) || !dup_text_or_null (array, 3, &self->event) ||
      self->topic == NULL || self->event == NULL)
    return NULL;

  payload = json_array_get_element (array, 4);
  if (JSON_NODE_HOLDS_OBJECT (payload))
    self->payload = json_node_dup_object (payload);

  return g_steal_pointer (&self);
}

static char *
take_text (const guint8 **bytes,
           gsize         *left,
           gsize          length)
{
  char *text;

  if (*left < length || !g_utf8_validate ((const char *) *bytes, (gssize) length, NULL))
    return NULL;

  text = g_strndup ((const char *) *bytes, length);
  *bytes += length;
  *left -= length;
  return text;
}

static JsonObject *
parse_object (const char *text,
              gsize       length)
{
  g_autoptr (JsonNode) root = supa_json_read (text, length, NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/*< private >
 * supa_frame_decode_binary:
 *
 * Gives a binary broadcast (kind 4) the shape of a text one: the event `broadcast` with `{type, event, payload}`.
 *
 * Returns: (transfer full) (nullable): the frame, or %NULL where the bytes are none, are of another kind, or carry something else
 *   than a JSON object
 */
SupaFrame *
supa_frame_decode_binary (GBytes *bytes)
{
  g_autoptr (SupaFrame) self = g_new0 (SupaFrame, 1);
  g_autoptr (JsonObject) payload = NULL;
  g_autofree char *event = NULL;
  g_autofree char *meta = NULL;
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);
  const guint8 *head = data;

  if (left < HEADER_BYTES || head[0] != KIND_USER_BROADCAST || head[4] != ENCODING_JSON)
    return NULL;

  data += HEADER_BYTES;
  left -= HEADER_BYTES;
  self->topic = take_text (&data, &left, head[1]);
  event = self->topic != NULL ? take_text (&data, &left, head[2]) : NULL;
  meta = event != NULL ? take_text (&data, &left, head[3]) : NULL;
  payload = meta != NULL ? parse_object ((const char *) data, left) : NULL;
  if (payload == NULL)
    return NULL;

  self->event = g_strdup ("broadcast");
  self->payload = json_object_new ();
  json_object_set_string_member (self->payload, "type", "broadcast");
  json_object_set_string_member (self->payload, "event", event);
  json_object_set_object_member (self->payload, "payload", g_steal_pointer (&payload));

  return g_steal_pointer (&self);
}
