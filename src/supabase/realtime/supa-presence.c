/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-presence.h"

#include "supa-json.h"

/* Who is there, as the server tells it in one whole state and many differences (wire facts D.5). A difference may come before
 * the state that it belongs to; it waits. */
struct _SupaPresence
{
  JsonObject *state; /* key to {metas: [{phx_ref, …}]} */
  GPtrArray *early;  /* of JsonObject */
  gboolean has_state;
};

/*< private >
 * supa_presence_new:
 */
SupaPresence *
supa_presence_new (void)
{
  SupaPresence *self = g_new0 (SupaPresence, 1);

  self->state = json_object_new ();
  self->early = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  return self;
}

void
supa_presence_free (SupaPresence *self)
{
  json_object_unref (self->state);
  g_ptr_array_unref (self->early);
  g_free (self);
}

/*< private >
 * supa_presence_reset:
 *
 * Forgets everything: the next join begins with a state of its own.
 */
void
supa_presence_reset (SupaPresence *self)
{
  json_object_unref (self->state);
  self->state = json_object_new ();
  g_ptr_array_set_size (self->early, 0);
  self->has_state = FALSE;
}

static JsonArray *
get_metas (JsonObject *presences,
           const char *key)
{
  JsonNode *entry = json_object_get_member (presences, key);
  JsonNode *metas = entry != NULL && JSON_NODE_HOLDS_OBJECT (entry)
                    ? json_object_get_member (json_node_get_object (entry), "metas")
                    : NULL;

  return metas != NULL && JSON_NODE_HOLDS_ARRAY (metas) ? json_node_get_array (metas) : NULL;
}

static const char *
get_ref (JsonNode *meta)
{
  if (!JSON_NODE_HOLDS_OBJECT (meta))
    return NULL;

  return supa_json_get_text (json_node_get_object (meta), "phx_ref");
}

static gboolean
holds_ref (JsonArray  *metas,
           const char *ref)
{
  for (guint i = 0; metas != NULL && i < json_array_get_length (metas); i++)
    {
      if (g_strcmp0 (get_ref (json_array_get_element (metas, i)), ref) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Adds to @into what of @metas is neither there nor in @except. */
static void
add_metas (JsonArray *into,
           JsonArray *metas,
           JsonArray *except)
{
  for (guint i = 0; metas != NULL && i < json_array_get_length (metas); i++)
    {
      JsonNode *meta = json_array_get_element (metas, i);
      const char *ref = get_ref (meta);

      if (ref != NULL && !holds_ref (into, ref) && !holds_ref (except, ref))
        json_array_add_element (into, json_node_copy (meta));
    }
}

static void
put_metas (SupaPresence *self,
           const char   *key,
           JsonArray    *metas)
{
  JsonObject *entry;

  if (json_array_get_length (metas) == 0)
    {
      json_object_remove_member (self->state, key);
      json_array_unref (metas);
      return;
    }

  entry = json_object_new ();
  json_object_set_array_member (entry, "metas", metas);
  json_object_set_object_member (self->state, key, entry);
}

static void
apply_side (SupaPresence *self,
            JsonObject   *diff,
            const char   *side)
{
  JsonNode *node = json_object_get_member (diff, side);
  gboolean joins = g_str_equal (side, "joins");
  JsonObjectIter iter;
  const char *key;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, NULL))
    {
      JsonArray *changed = get_metas (json_node_get_object (node), key);
      JsonArray *metas = json_array_new ();

      add_metas (metas, get_metas (self->state, key), joins ? NULL : changed);
      if (joins)
        add_metas (metas, changed, NULL);
      put_metas (self, key, metas);
    }
}

/*< private >
 * supa_presence_take_state:
 *
 * Returns: whether the state can be told: always %TRUE
 */
gboolean
supa_presence_take_state (SupaPresence *self,
                          JsonObject   *state)
{
  JsonObjectIter iter;
  const char *key;

  json_object_unref (self->state);
  self->state = json_object_new ();
  self->has_state = TRUE;

  json_object_iter_init_ordered (&iter, state);
  while (json_object_iter_next_ordered (&iter, &key, NULL))
    {
      JsonArray *metas = json_array_new ();

      add_metas (metas, get_metas (state, key), NULL);
      put_metas (self, key, metas);
    }

  for (guint i = 0; i < self->early->len; i++)
    supa_presence_take_diff (self, g_ptr_array_index (self->early, i));
  g_ptr_array_set_size (self->early, 0);

  return TRUE;
}

/* Whoever was told the state may keep it: what was told does not change. */
static void
copy_state (SupaPresence *self)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *entry;

  json_object_iter_init_ordered (&iter, self->state);
  while (json_object_iter_next_ordered (&iter, &key, &entry))
    json_object_set_member (copy, key, json_node_copy (entry));
  json_object_unref (self->state);
  self->state = copy;
}

/*< private >
 * supa_presence_take_diff:
 *
 * Returns: whether the state can be told; %FALSE while the first state is awaited
 */
gboolean
supa_presence_take_diff (SupaPresence *self,
                         JsonObject   *diff)
{
  if (!self->has_state)
    {
      g_ptr_array_add (self->early, json_object_ref (diff));
      return FALSE;
    }

  copy_state (self);
  apply_side (self, diff, "joins");
  apply_side (self, diff, "leaves");
  return TRUE;
}

/*< private >
 * supa_presence_get_state:
 *
 * Returns: (transfer none): key to `{metas: […]}`
 */
JsonObject *
supa_presence_get_state (SupaPresence *self)
{
  return self->state;
}
