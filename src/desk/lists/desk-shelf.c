/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-shelf.h"

typedef struct
{
  DeskShelf *shelf;
  GObject *object;              /* weak */
  char *id;
} Entry;

static void
on_object_gone (gpointer data,
                GObject *where_the_object_was)
{
  Entry *entry = data;

  entry->object = NULL;
  g_hash_table_remove (entry->shelf->alive, entry->id);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->object != NULL)
    g_object_weak_unref (entry->object, on_object_gone, entry);
  g_free (entry->id);
  g_free (entry);
}

/** desk_shelf_init: makes a shelf in place. */
void
desk_shelf_init (DeskShelf *shelf)
{
  shelf->alive = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  shelf->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  shelf->queue = g_ptr_array_new ();
}

/** desk_shelf_clear: lets go of everything; the objects themselves belong to others. */
void
desk_shelf_clear (DeskShelf *shelf)
{
  g_clear_pointer (&shelf->alive, g_hash_table_unref);
  g_clear_pointer (&shelf->queue, g_ptr_array_unref);
  g_clear_pointer (&shelf->wanted, g_hash_table_unref);
}

/** desk_shelf_find: (transfer none) (nullable): the object of an id, when somebody holds it */
gpointer
desk_shelf_find (DeskShelf *shelf,
                 const char *id)
{
  Entry *entry = g_hash_table_lookup (shelf->alive, id);

  return entry != NULL ? entry->object : NULL;
}

/** desk_shelf_put: puts a new object on the shelf, where it stays until its last owner lets it go. */
void
desk_shelf_put (DeskShelf *shelf,
                const char *id,
                gpointer object)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->shelf = shelf;
  entry->object = object;
  entry->id = g_strdup (id);
  g_object_weak_ref (object, on_object_gone, entry);
  g_hash_table_insert (shelf->alive, entry->id, entry);
}

/** desk_shelf_want: the object of an id is to be read, after those that were wanted before. */
void
desk_shelf_want (DeskShelf *shelf,
                 const char *id)
{
  char *copy;

  if (g_hash_table_contains (shelf->wanted, id))
    return;

  copy = g_strdup (id);
  g_hash_table_add (shelf->wanted, copy);
  g_ptr_array_add (shelf->queue, copy);
}

/** desk_shelf_take_wanted: (transfer full): what is wanted and still alive, in the order in which it was; it is wanted no more */
GPtrArray *
desk_shelf_take_wanted (DeskShelf *shelf)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shelf->queue->len; i++)
    {
      if (desk_shelf_find (shelf, shelf->queue->pdata[i]) != NULL)
        g_ptr_array_add (ids, g_strdup (shelf->queue->pdata[i]));
    }
  g_ptr_array_set_size (shelf->queue, 0);
  g_hash_table_remove_all (shelf->wanted);

  return ids;
}
