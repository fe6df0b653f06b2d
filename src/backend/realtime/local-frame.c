/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-frame.h"

#include <string.h>

#include "http/local-json.h"

/* The kinds of the binary serializer that carry what users broadcast. */
#define KIND_USER_BROADCAST_PUSH 3
#define KIND_USER_BROADCAST 4

/* Gives FALSE when the node is neither a string nor null. */
static gboolean
take_reference (JsonNode *node, gchar **reference)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;

  *reference = json_node_dup_string (node);
  return TRUE;
}

static gboolean
take_parts (LocalFrame *frame, JsonNode *join_ref, JsonNode *ref, JsonNode *topic, JsonNode *event, JsonNode *payload)
{
  if (!take_reference (join_ref, &frame->join_ref) || !take_reference (ref, &frame->ref) ||
      !take_reference (topic, &frame->topic) || !take_reference (event, &frame->event))
    return FALSE;
  if (frame->topic == NULL || frame->event == NULL || payload == NULL)
    return FALSE;

  frame->payload = json_node_ref (payload);
  return TRUE;
}

/**
 * local_frame_parse_text:
 * @version: the serialization of the socket
 * @text: a text frame
 * @length: its length in bytes, or -1 when it is terminated
 *
 * Parses a message of a client.
 *
 * Returns: (transfer full) (nullable): the message, %NULL when @text is none
 */
LocalFrame *
local_frame_parse_text (LocalFrameVersion version, const gchar *text, gssize length)
{
  g_autoptr (LocalFrame) frame = g_new0 (LocalFrame, 1);
  g_autoptr (JsonNode) root = NULL;
  gboolean complete = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  root = local_json_parse (text, length);
  if (root == NULL)
    return NULL;

  if (version == LOCAL_FRAME_V2 && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *array = json_node_get_array (root);

      complete = json_array_get_length (array) == 5 &&
                 take_parts (frame, json_array_get_element (array, 0), json_array_get_element (array, 1),
                             json_array_get_element (array, 2), json_array_get_element (array, 3),
                             json_array_get_element (array, 4));
    }
  else if (version == LOCAL_FRAME_V1 && JSON_NODE_HOLDS_OBJECT (root))
    {
      JsonObject *object = json_node_get_object (root);

      complete = take_parts (frame, json_object_get_member (object, "join_ref"), json_object_get_member (object, "ref"),
                             json_object_get_member (object, "topic"), json_object_get_member (object, "event"),
                             json_object_get_member (object, "payload"));
    }

  return complete ? g_steal_pointer (&frame) : NULL;
}

static gchar *
take_text (const guint8 **cursor, gsize length)
{
  g_autofree gchar *text = g_strndup ((const gchar *) *cursor, length);

  *cursor += length;
  if (strlen (text) != length || !g_utf8_validate (text, (gssize) length, NULL))
    return NULL;

  return g_steal_pointer (&text);
}

/**
 * local_frame_parse_binary:
 * @data: (array length=length): a binary frame
 * @length: its length
 *
 * Parses a broadcast that realtime-js pushes in binary (kind 3): one byte for the length of each of join reference,
 * reference, topic, event and metadata, one for the encoding, then those five and the payload.
 *
 * Returns: (transfer full) (nullable): the message, %NULL when @data is none
 */
LocalFrame *
local_frame_parse_binary (const guint8 *data, gsize length)
{
  g_autoptr (LocalFrame) frame = g_new0 (LocalFrame, 1);
  const gsize head = 7;
  const guint8 *cursor;
  gsize texts;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length < head || data[0] != KIND_USER_BROADCAST_PUSH || data[6] > 1)
    return NULL;
  texts = (gsize) data[1] + data[2] + data[3] + data[4] + data[5];
  if (length < head + texts || data[3] == 0)
    return NULL;

  cursor = data + head;
  frame->join_ref = take_text (&cursor, data[1]);
  frame->ref = take_text (&cursor, data[2]);
  frame->topic = take_text (&cursor, data[3]);
  frame->user_event = take_text (&cursor, data[4]);
  frame->user_meta = take_text (&cursor, data[5]);
  if (frame->join_ref == NULL || frame->ref == NULL || frame->topic == NULL || frame->user_event == NULL ||
      frame->user_meta == NULL)
    return NULL;

  /* An empty reference is written for none. */
  if (*frame->join_ref == '\0')
    g_clear_pointer (&frame->join_ref, g_free);
  if (*frame->ref == '\0')
    g_clear_pointer (&frame->ref, g_free);
  frame->event = g_strdup ("broadcast");
  frame->user_payload = g_bytes_new (cursor, length - head - texts);
  frame->user_payload_is_json = data[6] == 1;
  if (frame->user_payload_is_json)
    {
      g_autoptr (JsonNode) json = local_json_parse ((const gchar *) cursor, (gssize) (length - head - texts));

      if (json == NULL)
        return NULL;
    }

  return g_steal_pointer (&frame);
}

/**
 * local_frame_free:
 * @frame: (transfer full) (nullable): a message
 *
 * Frees a message.
 */
void
local_frame_free (LocalFrame *frame)
{
  if (frame == NULL)
    return;

  g_free (frame->join_ref);
  g_free (frame->ref);
  g_free (frame->topic);
  g_free (frame->event);
  g_clear_pointer (&frame->payload, json_node_unref);
  g_free (frame->user_event);
  g_free (frame->user_meta);
  g_clear_pointer (&frame->user_payload, g_bytes_unref);
  g_free (frame);
}

/**
 * local_frame_quote:
 * @text: (nullable): any UTF-8 text
 *
 * Writes a JSON string.
 *
 * Returns: (transfer full): @text in quotation marks, or `null`
 */
gchar *
local_frame_quote (const gchar *text)
{
  g_autoptr (JsonNode) node = NULL;

  if (text == NULL)
    return g_strdup ("null");

  node = json_node_init_string (json_node_alloc (), text);
  return json_to_string (node, FALSE);
}

/**
 * local_frame_write:
 * @version: the serialization of the socket
 * @join_ref: (nullable): the reference of the join; left out of objects
 * @ref: (nullable): the reference that is answered
 * @topic: the topic
 * @event: the event
 * @payload: the payload, JSON text
 *
 * Writes a text frame for a client.
 *
 * Returns: (transfer full): the frame
 */
gchar *
local_frame_write (LocalFrameVersion version,
                   const gchar      *join_ref,
                   const gchar      *ref,
                   const gchar      *topic,
                   const gchar      *event,
                   const gchar      *payload)
{
  g_autofree gchar *quoted_ref = local_frame_quote (ref);
  g_autofree gchar *quoted_topic = local_frame_quote (topic);
  g_autofree gchar *quoted_event = local_frame_quote (event);
  g_autofree gchar *quoted_join_ref = NULL;

  if (version == LOCAL_FRAME_V1)
    return g_strconcat ("{\"topic\":", quoted_topic, ",\"event\":", quoted_event, ",\"payload\":", payload,
                        ",\"ref\":", quoted_ref, "}", NULL);

  quoted_join_ref = local_frame_quote (join_ref);
  return g_strconcat ("[", quoted_join_ref, ",", quoted_ref, ",", quoted_topic, ",", quoted_event, ",", payload, "]",
                      NULL);
}

/**
 * local_frame_write_binary:
 * @topic: the topic, with the prefix `realtime:`
 * @event: the event of the broadcast
 * @meta: JSON text, empty for none
 * @payload: the payload
 * @is_json: whether @payload is JSON text
 *
 * Writes a broadcast in binary (kind 4), the only kind that realtime-js decodes.
 *
 * Returns: (transfer full) (nullable): the frame, %NULL when one of the texts is longer than a byte can tell
 */
GBytes *
local_frame_write_binary (const gchar *topic, const gchar *event, const gchar *meta, GBytes *payload, gboolean is_json)
{
  gsize topic_length = strlen (topic);
  gsize event_length = strlen (event);
  gsize meta_length = strlen (meta);
  GByteArray *frame;
  guint8 head[5];

  if (topic_length > G_MAXUINT8 || event_length > G_MAXUINT8 || meta_length > G_MAXUINT8)
    return NULL;

  head[0] = KIND_USER_BROADCAST;
  head[1] = (guint8) topic_length;
  head[2] = (guint8) event_length;
  head[3] = (guint8) meta_length;
  head[4] = is_json ? 1 : 0;
  frame = g_byte_array_sized_new ((guint) (sizeof head + topic_length + event_length + meta_length +
                                           g_bytes_get_size (payload)));
  g_byte_array_append (frame, head, sizeof head);
  g_byte_array_append (frame, (const guint8 *) topic, (guint) topic_length);
  g_byte_array_append (frame, (const guint8 *) event, (guint) event_length);
  g_byte_array_append (frame, (const guint8 *) meta, (guint) meta_length);
  if (g_bytes_get_size (payload) > 0)
    g_byte_array_append (frame, g_bytes_get_data (payload, NULL), (guint) g_bytes_get_size (payload));

  return g_byte_array_free_to_bytes (frame);
}
