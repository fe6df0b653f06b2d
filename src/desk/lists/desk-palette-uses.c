/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-query.h"

#include "desk-db.h"

/* What was chosen in the palette: remembered in the cache's file, on this computer alone. */

typedef struct
{
  char *key;
  gint64 now;
} Use;

static void
use_free (gpointer data)
{
  Use *use = data;

  g_free (use->key);
  g_free (use);
}

static gboolean
write_use (sqlite3 *db,
           DeskStoreChanges *changes,
           gpointer data,
           gpointer *result,
           GError **error)
{
  const Use *use = data;

  return desk_db_run (db, error,
                      "INSERT INTO palette_uses (key, n_uses, used_at) VALUES (?, 1, ?) ON CONFLICT (key)"
                      " DO UPDATE SET n_uses = n_uses + 1, used_at = excluded.used_at",
                      "si", use->key, use->now);
}

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("Cannot remember what was chosen: %s", error->message);
}

/** desk_palette_count_use: something was chosen now. */
void
desk_palette_count_use (DeskCache *cache,
                        const char *key)
{
  Use *use = g_new0 (Use, 1);

  use->key = g_strdup (key);
  use->now = desk_clock_get_now (desk_cache_get_clock (cache));
  desk_store_write_async (desk_cache_get_store (cache), write_use, use, use_free, NULL, NULL, on_written, NULL);
}

static gboolean
read_uses (sqlite3 *db,
           gpointer data,
           gpointer *result,
           GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_db_prepare (db, error,
                                                       "SELECT key, n_uses, used_at FROM palette_uses"
                                                       " WHERE key GLOB 'command:*' OR key GLOB 'view:*'",
                                                       "");
  g_autoptr(GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      DeskPaletteRank *rank;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      rank = g_new0 (DeskPaletteRank, 1);
      rank->score = sqlite3_column_int (statement, 1);
      rank->moment = sqlite3_column_int64 (statement, 2);
      g_hash_table_insert (uses, desk_db_dup_text (statement, 0), rank);
    }
  *result = g_steal_pointer (&uses);

  return TRUE;
}

/** desk_palette_uses_async: reads how often commands and views were chosen. desk_store_read_finish() gives a GHashTable of keys to
 * DeskPaletteRank: the number, and the last time. */
void
desk_palette_uses_async (DeskCache *cache,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  desk_store_read_async (desk_cache_get_store (cache), read_uses, NULL, NULL, (GDestroyNotify) g_hash_table_unref, NULL, callback, user_data);
}
