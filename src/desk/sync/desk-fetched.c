/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-errand.h"

/** desk_fetched_free: frees rows of one type. */
void
desk_fetched_free (DeskFetched *fetched)
{
  json_array_unref (fetched->rows);
  g_free (fetched);
}

/** desk_fetched_new: (transfer container) (element-type DeskFetched): no rows yet. */
GPtrArray *
desk_fetched_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) desk_fetched_free);
}

/**
 * desk_fetched_add:
 * @answer: (nullable): an array of rows, or one row, as a call to the backend gives it
 *
 * Adds what a call has answered.
 */
void
desk_fetched_add (GPtrArray *all, const DeskRowType *type, JsonNode *answer)
{
  DeskFetched *fetched = g_new0 (DeskFetched, 1);

  fetched->type = type;
  if (answer != NULL && JSON_NODE_HOLDS_ARRAY (answer))
    {
      fetched->rows = json_array_ref (json_node_get_array (answer));
    }
  else
    {
      fetched->rows = json_array_new ();
      if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
        json_array_add_object_element (fetched->rows, json_object_ref (json_node_get_object (answer)));
    }
  g_ptr_array_add (all, fetched);
}

/** desk_fetched_merge: everything into the cache, inside a write job. */
gboolean
desk_fetched_merge (sqlite3 *db, GPtrArray *all, DeskStoreChanges *changes, GError **error)
{
  for (guint i = 0; i < all->len; i++)
    {
      const DeskFetched *fetched = g_ptr_array_index (all, i);

      if (!desk_store_merge (db, fetched->type, fetched->rows, changes, error))
        return FALSE;
    }
  return TRUE;
}
