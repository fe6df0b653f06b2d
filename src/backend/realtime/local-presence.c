/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-presence.h"

/* What one channel says about itself. */
typedef struct
{
  guint64 serial;
  gchar *key;
  gchar *reference;
  JsonObject *meta;
} Entry;

struct _LocalPresence
{
  GPtrArray *entries;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->reference);
  json_object_unref (entry->meta);
  g_free (entry);
}

/**
 * local_presence_new:
 *
 * Returns: (transfer full): a presence without anybody
 */
LocalPresence *
local_presence_new (void)
{
  LocalPresence *presence = g_new0 (LocalPresence, 1);

  presence->entries = g_ptr_array_new_with_free_func (entry_free);
  return presence;
}

/**
 * local_presence_free:
 * @presence: (transfer full): a presence
 *
 * Forgets who is there.
 */
void
local_presence_free (LocalPresence *presence)
{
  g_ptr_array_unref (presence->entries);
  g_free (presence);
}

/**
 * local_presence_is_empty:
 * @presence: a presence
 *
 * Returns: whether nobody is there
 */
gboolean
local_presence_is_empty (LocalPresence *presence)
{
  return presence->entries->len == 0;
}

static Entry *
find (LocalPresence *presence, guint64 serial)
{
  for (guint i = 0; i < presence->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (presence->entries, i);

      if (entry->serial == serial)
        return entry;
    }

  return NULL;
}

/* Adds a meta below its key: {"key": {"metas": [ … ]}}. */
static void
add_meta (JsonObject *state, const gchar *key, JsonObject *meta)
{
  JsonArray *metas;

  if (!json_object_has_member (state, key))
    {
      JsonObject *under = json_object_new ();

      json_object_set_array_member (under, "metas", json_array_new ());
      json_object_set_object_member (state, key, under);
    }
  metas = json_object_get_array_member (json_object_get_object_member (state, key), "metas");
  json_array_add_object_element (metas, json_object_ref (meta));
}

static gchar *
write_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static gchar *
write_difference (const gchar *join_key, JsonObject *joined, const gchar *leave_key, JsonObject *left)
{
  g_autoptr (JsonObject) difference = json_object_new ();
  JsonObject *joins = json_object_new ();
  JsonObject *leaves = json_object_new ();

  if (joined != NULL)
    add_meta (joins, join_key, joined);
  if (left != NULL)
    add_meta (leaves, leave_key, left);
  json_object_set_object_member (difference, "joins", joins);
  json_object_set_object_member (difference, "leaves", leaves);
  return write_object (difference);
}

static JsonObject *
make_meta (JsonObject *payload, const gchar *reference, const gchar *former)
{
  JsonObject *meta = json_object_new ();
  JsonObjectIter iter;
  const gchar *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, payload);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (meta, name, json_node_copy (node));
  json_object_set_string_member (meta, "phx_ref", reference);
  if (former != NULL)
    json_object_set_string_member (meta, "phx_ref_prev", former);
  return meta;
}

/**
 * local_presence_track:
 * @presence: a presence
 * @serial: a channel
 * @key: the key of the channel
 * @reference: a name for this saying, unlike any other
 * @payload: what the channel says about itself
 *
 * Notes that a channel is there, or what it says anew.
 *
 * Returns: (transfer full): what changed, the payload of `presence_diff`
 */
gchar *
local_presence_track (LocalPresence *presence,
                      guint64        serial,
                      const gchar   *key,
                      const gchar   *reference,
                      JsonObject    *payload)
{
  Entry *former = find (presence, serial);
  Entry *entry = g_new0 (Entry, 1);
  gchar *difference;

  entry->serial = serial;
  entry->key = g_strdup (key);
  entry->reference = g_strdup (reference);
  entry->meta = make_meta (payload, reference, former != NULL ? former->reference : NULL);
  difference = write_difference (key, entry->meta, former != NULL ? former->key : NULL,
                                 former != NULL ? former->meta : NULL);
  if (former != NULL)
    g_ptr_array_remove (presence->entries, former);
  g_ptr_array_add (presence->entries, entry);

  return difference;
}

/**
 * local_presence_untrack:
 * @presence: a presence
 * @serial: a channel
 *
 * Notes that a channel is gone.
 *
 * Returns: (transfer full) (nullable): what changed, %NULL when it was not there
 */
gchar *
local_presence_untrack (LocalPresence *presence, guint64 serial)
{
  Entry *entry = find (presence, serial);
  gchar *difference;

  if (entry == NULL)
    return NULL;

  difference = write_difference (NULL, NULL, entry->key, entry->meta);
  g_ptr_array_remove (presence->entries, entry);
  return difference;
}

/**
 * local_presence_write:
 * @presence: a presence
 *
 * Writes who is there, the payload of `presence_state`.
 *
 * Returns: (transfer full): JSON text
 */
gchar *
local_presence_write (LocalPresence *presence)
{
  g_autoptr (JsonObject) state = json_object_new ();

  for (guint i = 0; i < presence->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (presence->entries, i);

      add_meta (state, entry->key, entry->meta);
    }

  return write_object (state);
}
