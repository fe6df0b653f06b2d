/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-reconcile.h"

#include "desk-db.h"

/** desk_reconcile_list: (transfer container): the keys of all rows that came from the backend; %NULL with @error set. */
GPtrArray *
desk_reconcile_list (sqlite3 *db, const DeskRowType *type, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE local = 0", type->fields[0].name, type->table);

  return desk_db_get_texts (db, error, sql, "");
}

/**
 * desk_reconcile_remove:
 * @known: what the cache had before the backend was asked
 * @present: what the backend has
 *
 * Removes what the cache had and the backend does not show any more.
 */
gboolean
desk_reconcile_remove (sqlite3 *db, const DeskRowType *type, GPtrArray *known, GPtrArray *present, DeskStoreChanges *changes,
                       GError **error)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < present->len; i++)
    g_hash_table_add (there, g_ptr_array_index (present, i));
  for (guint i = 0; i < known->len; i++)
    {
      const char *key = g_ptr_array_index (known, i);

      if (!g_hash_table_contains (there, key) && !desk_store_remove (db, type, key, changes, error))
        return FALSE;
    }
  return TRUE;
}
