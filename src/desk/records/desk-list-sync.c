/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-list-sync.h"

static gboolean
is_at (GListStore *store,
       guint position,
       gpointer object)
{
  g_autoptr(GObject) there = g_list_model_get_item (G_LIST_MODEL (store), position);

  return there == object;
}

/**
 * desk_list_sync:
 * @store: a list
 * @objects: (element-type GObject): what it shall hold, in order
 *
 * Makes a list hold given objects with one items-changed over the smallest range, or none. Main thread only.
 */
void
desk_list_sync (GListStore *store,
                GPtrArray *objects)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint start = 0, end = 0;

  while (start < old && start < objects->len && is_at (store, start, objects->pdata[start]))
    start++;
  while (end < old - start && end < objects->len - start &&
         is_at (store, old - 1 - end, objects->pdata[objects->len - 1 - end]))
    end++;
  if (start + end == old && start + end == objects->len)
    return;

  g_list_store_splice (store, start, old - start - end, objects->pdata + start, objects->len - start - end);
}
