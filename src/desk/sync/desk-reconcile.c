/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-reconcile.h"

#include "desk-db.h"
#include "desk-scrub.h"

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

/** desk_reconcile_find_missing: (transfer container): what the backend has and the cache had not. */
GPtrArray *
desk_reconcile_find_missing (GPtrArray *known, GPtrArray *present)
{
  g_autoptr (GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < known->len; i++)
    g_hash_table_add (here, g_ptr_array_index (known, i));
  for (guint i = 0; i < present->len; i++)
    {
      const char *key = g_ptr_array_index (present, i);

      if (!g_hash_table_contains (here, key))
        g_ptr_array_add (missing, g_strdup (key));
    }
  return missing;
}

/**
 * desk_reconcile_forget:
 *
 * The person's role has changed: what they may see of each ticket is another, so that all of it is fetched anew. What they wrote stays.
 */
gboolean
desk_reconcile_forget (sqlite3 *db, DeskStoreChanges *changes, GError **error)
{
  g_autoptr (GPtrArray) tickets = desk_reconcile_list (db, &desk_row_ticket, error);

  if (tickets == NULL)
    return FALSE;
  for (guint i = 0; i < tickets->len; i++)
    {
      if (!desk_store_remove (db, &desk_row_ticket, g_ptr_array_index (tickets, i), changes, error))
        return FALSE;
    }
  desk_store_changes_add (changes, "saved_views", "", NULL);
  desk_store_changes_add (changes, "canned_replies", "", NULL);
  return desk_db_run (db, error, "DELETE FROM saved_views WHERE local = 0", "")
         && desk_db_run (db, error, "DELETE FROM canned_replies", "")
         && desk_scrub_note (db, error)
         && desk_db_run (db, error, "DELETE FROM sync_state WHERE key LIKE 'cursor/%'", "");
}
