/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-scrub.h"

#include "desk-sql.h"

/* What a person may no longer see must not stay readable in a file either. SQLite overwrites the rows themselves (secure_delete), but the index of
 * words keeps a word until its segments are merged, and the log beside the file keeps the pages as they were. Both are tidied in small steps, between
 * the jobs of the writer; a note in the file says that it is due, so that a program that is killed goes on with it at its next start. */

/* As many pages of an index as one step may write: some milliseconds. */
#define PAGES_A_STEP 200

static const char *const indexes[] = { "ticket_search", "message_search", "client_search" };

struct _DeskScrub
{
  gint64 due;                   /* the note when it began */
  guint index;
  gboolean begun;               /* merging that index */
};

/**
 * desk_scrub_note:
 * @db: the writer's connection
 * @error: return location
 *
 * Notes that something has been removed. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_scrub_note (sqlite3 *db,
                 GError **error)
{
  return desk_sql_exec (db,
                        "INSERT INTO sync_state (key, value) VALUES ('scrub', 1)"
                        " ON CONFLICT (key) DO UPDATE SET value = CAST (value AS INTEGER) + 1",
                        error);
}

/* 0 when nothing is due. */
static gint64
get_due (sqlite3 *db)
{
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, "SELECT CAST (value AS INTEGER) FROM sync_state WHERE key = 'scrub'", NULL);
  gboolean has_row = FALSE;

  if (statement == NULL || !desk_sql_step (statement, &has_row, NULL) || !has_row)
    return 0;

  return sqlite3_column_int64 (statement, 0);
}

/**
 * desk_scrub_new_if_due:
 * @db: the writer's connection
 *
 * Returns: (transfer full) (nullable): what there is to do; %NULL when nothing has been removed
 */
DeskScrub *
desk_scrub_new_if_due (sqlite3 *db)
{
  gint64 due = get_due (db);
  DeskScrub *self;

  if (due == 0)
    return NULL;
  self = g_new0 (DeskScrub, 1);
  self->due = due;

  return self;
}

/* The first call of a merge, with a negative number, lays down that all segments become one; the next ones go on with it. One that changed less than
 * two rows had nothing to do (https://sqlite.org/fts5.html#the_merge_command). */
static gboolean
merge_some (DeskScrub *self,
            sqlite3 *db,
            GError **error)
{
  const char *name = indexes[self->index];
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (%s, rank) VALUES ('merge', %d)", name, name, self->begun ? PAGES_A_STEP : -PAGES_A_STEP);
  int before = sqlite3_total_changes (db);

  if (!desk_sql_exec (db, sql, error))
    return FALSE;
  if (self->begun && sqlite3_total_changes (db) - before < 2)
    {
      self->index++;
      self->begun = FALSE;
    }
  else
    {
      self->begun = TRUE;
    }

  return TRUE;
}

/* The log goes back into the file and is cut off. Somebody who reads just now keeps it: then the next step tries again. */
static gboolean
finish (DeskScrub *self,
        sqlite3 *db,
        gboolean *done,
        GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM sync_state WHERE key = 'scrub' AND CAST (value AS INTEGER) = %" G_GINT64_FORMAT, self->due);
  g_autoptr(sqlite3_stmt) checkpoint = desk_sql_prepare (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  gboolean has_row = FALSE;

  if (checkpoint == NULL || !desk_sql_step (checkpoint, &has_row, error))
    return FALSE;
  if (!has_row || sqlite3_column_int (checkpoint, 0) != 0)
    return TRUE;
  sqlite3_reset (checkpoint);
  if (!desk_sql_exec (db, sql, error))
    return FALSE;
  *done = TRUE;

  return TRUE;
}

/**
 * desk_scrub_step:
 * @self: what is left to do
 * @db: the writer's connection, outside a transaction
 *
 * Does some of it. What cannot be done now, on a full disk, stays due for the next start.
 *
 * Returns: whether there is more to do
 */
gboolean
desk_scrub_step (DeskScrub *self,
                 sqlite3 *db)
{
  g_autoptr(GError) error = NULL;
  gboolean done = FALSE;

  if (self->index < G_N_ELEMENTS (indexes))
    {
      if (merge_some (self, db, &error))
        return TRUE;
    }
  else if (finish (self, db, &done, &error))
    {
      return !done;
    }
  g_warning ("What was removed could not be wiped from the cache yet: %s", error->message);

  return FALSE;
}

/** desk_scrub_free: (transfer full) */
void
desk_scrub_free (DeskScrub *self)
{
  g_free (self);
}
