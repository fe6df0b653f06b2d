/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-store.h"

struct _DeskStoreChanges
{
  gatomicrefcount ref_count;
  GHashTable *tables;           /* name → set of ids */
  GHashTable *tickets;          /* set of ids */
};

static DeskStoreChanges *
desk_store_changes_ref (DeskStoreChanges *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

G_DEFINE_BOXED_TYPE (DeskStoreChanges, desk_store_changes, desk_store_changes_ref, desk_store_changes_unref)

static GPtrArray *
list_keys (GHashTable *set)
{
  GPtrArray *keys = g_ptr_array_sized_new (g_hash_table_size (set));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);

  return keys;
}

/**
 * desk_store_changes_new:
 *
 * Makes a note that nothing has been touched. A write job gets one from the store; tests of a job make their own.
 *
 * Returns: (transfer full): a new note
 */
DeskStoreChanges *
desk_store_changes_new (void)
{
  DeskStoreChanges *self = g_new0 (DeskStoreChanges, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->tickets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * desk_store_changes_unref:
 * @self: (transfer full): a note of changes
 *
 * Lets go of it. May be called from any thread.
 */
void
desk_store_changes_unref (DeskStoreChanges *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->tickets);
  g_free (self);
}

/**
 * desk_store_changes_add:
 * @self: a note of changes
 * @table: the table
 * @id: the row's key as text
 * @ticket_id: (nullable): the ticket that the row hangs on, itself for a ticket
 *
 * Notes a row. In the thread that writes, before the store hands the note out.
 */
void
desk_store_changes_add (DeskStoreChanges *self,
                        const char *table,
                        const char *id,
                        const char *ticket_id)
{
  GHashTable *ids;

  g_return_if_fail (self != NULL);
  g_return_if_fail (table != NULL);
  g_return_if_fail (id != NULL);

  ids = g_hash_table_lookup (self->tables, table);
  if (ids == NULL)
    {
      ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->tables, g_strdup (table), ids);
    }
  g_hash_table_add (ids, g_strdup (id));
  if (ticket_id != NULL)
    g_hash_table_add (self->tickets, g_strdup (ticket_id));
}

/**
 * desk_store_changes_is_empty:
 * @self: a note of changes
 *
 * Tells whether nothing was touched.
 *
 * Returns: %TRUE when nothing was
 */
gboolean
desk_store_changes_is_empty (DeskStoreChanges *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return g_hash_table_size (self->tables) == 0;
}

/**
 * desk_store_changes_has_table:
 * @self: a note of changes
 * @table: a table
 *
 * Tells whether a row of a table was touched.
 *
 * Returns: %TRUE when one was
 */
gboolean
desk_store_changes_has_table (DeskStoreChanges *self,
                              const char *table)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (table != NULL, FALSE);

  return g_hash_table_contains (self->tables, table);
}

/**
 * desk_store_changes_has_ticket:
 * @self: a note of changes
 * @ticket_id: a ticket
 *
 * Tells whether a ticket, or a row that hangs on it, was touched.
 *
 * Returns: %TRUE when one was
 */
gboolean
desk_store_changes_has_ticket (DeskStoreChanges *self,
                               const char *ticket_id)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ticket_id != NULL, FALSE);

  return g_hash_table_contains (self->tickets, ticket_id);
}

/**
 * desk_store_changes_get_tickets:
 * @self: a note of changes
 *
 * Lists the tickets that were touched in any way.
 *
 * Returns: (transfer container) (element-type utf8): their ids, valid as long as @self, in no order
 */
GPtrArray *
desk_store_changes_get_tickets (DeskStoreChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list_keys (self->tickets);
}

/**
 * desk_store_changes_get_ids:
 * @self: a note of changes
 * @table: a table
 *
 * Lists the rows of a table that were touched.
 *
 * Returns: (transfer container) (element-type utf8): their keys, valid as long as @self, in no order; empty when none was
 */
GPtrArray *
desk_store_changes_get_ids (DeskStoreChanges *self,
                            const char *table)
{
  GHashTable *ids;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (table != NULL, NULL);

  ids = g_hash_table_lookup (self->tables, table);
  if (ids == NULL)
    return g_ptr_array_new ();

  return list_keys (ids);
}
