/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-topic.h"

static void
topic_free (gpointer data)
{
  LocalTopic *topic = data;

  g_free (topic->key);
  g_ptr_array_unref (topic->channels);
  local_presence_free (topic->presence);
  g_free (topic);
}

/**
 * local_hub_new:
 * @context: what all services share
 *
 * Returns: (transfer full): a hub without topics
 */
LocalHub *
local_hub_new (LocalContext *context)
{
  LocalHub *hub = g_new0 (LocalHub, 1);

  hub->context = context;
  hub->topics = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, topic_free);
  hub->channels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return hub;
}

/**
 * local_hub_free:
 * @hub: (transfer full): a hub that everybody has left
 *
 * Frees a hub.
 */
void
local_hub_free (LocalHub *hub)
{
  g_clear_pointer (&hub->replication, local_replication_free);
  g_hash_table_unref (hub->topics);
  g_hash_table_unref (hub->channels);
  g_free (hub);
}

/**
 * local_topic_make_key:
 * @is_private: whether the topic is private
 * @name: its name, without prefix
 *
 * Returns: (transfer full): the key of the topic
 */
gchar *
local_topic_make_key (gboolean is_private, const gchar *name)
{
  return g_strconcat (is_private ? "private:" : "public:", name, NULL);
}

/**
 * local_hub_enter:
 * @hub: a hub
 * @key: the key of a topic
 * @channel: a channel
 * @serial: its number
 *
 * Lets a channel into a topic.
 *
 * Returns: (transfer none): the topic
 */
LocalTopic *
local_hub_enter (LocalHub *hub, const gchar *key, LocalChannel *channel, guint64 serial)
{
  LocalTopic *topic = g_hash_table_lookup (hub->topics, key);
  guint64 *number = g_new (guint64, 1);

  if (topic == NULL)
    {
      topic = g_new0 (LocalTopic, 1);
      topic->key = g_strdup (key);
      topic->channels = g_ptr_array_new ();
      topic->presence = local_presence_new ();
      g_hash_table_insert (hub->topics, topic->key, topic);
    }
  g_ptr_array_add (topic->channels, channel);
  *number = serial;
  g_hash_table_insert (hub->channels, number, channel);

  return topic;
}

/**
 * local_hub_leave:
 * @hub: a hub
 * @topic: a topic; gone when nobody is left in it
 * @channel: a channel that is in it
 * @serial: its number
 *
 * Lets a channel out of a topic.
 */
void
local_hub_leave (LocalHub *hub, LocalTopic *topic, LocalChannel *channel, guint64 serial)
{
  g_hash_table_remove (hub->channels, &serial);
  g_ptr_array_remove (topic->channels, channel);
  if (topic->channels->len == 0)
    g_hash_table_remove (hub->topics, topic->key);
}
