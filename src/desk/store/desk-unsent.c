/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A mark beside the cache file, there while the file holds something that exists nowhere else: when nothing of a broken file can be read, it
 * alone can tell whether the person has lost anything. It is set before such a change is committed and taken away after the last one has
 * gone, so that it may be there in vain, and is never missing. */

#include "config.h"

#include "desk-unsent.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "desk-sql.h"

static char *
dup_mark_path (const char *path)
{
  return g_strconcat (path, ".unsent", NULL);
}

static gboolean
has_unsent (sqlite3 *db,
            gboolean *unsent,
            GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = desk_sql_prepare (db,
                                "SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM drafts) OR EXISTS (SELECT 1 FROM draft_files)",
                                error);
  if (statement == NULL || !desk_sql_step (statement, &has_row, error))
    return FALSE;
  *unsent = sqlite3_column_int (statement, 0) != 0;

  return TRUE;
}

static void
set_mark (const char *path)
{
  g_autofree char *mark = dup_mark_path (path);
  int file = g_open (mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  if (file >= 0)
    close (file);
  else
    g_warning ("Cannot mark that something waits to be sent: %s", g_strerror (errno));
}

/**
 * desk_unsent_is_marked:
 * @path: the cache file
 *
 * Tells whether the file held something that exists nowhere else, whatever can be read of it.
 *
 * Returns: %FALSE when nothing can have been lost
 */
gboolean
desk_unsent_is_marked (const char *path)
{
  g_autofree char *mark = dup_mark_path (path);

  return g_file_test (mark, G_FILE_TEST_EXISTS);
}

/**
 * desk_unsent_commit:
 * @db: the writer's connection, in a transaction
 * @path: the cache file
 * @marked: (inout): whether the mark is there
 * @error: return location
 *
 * Commits, and keeps the mark true.
 *
 * Returns: %FALSE with @error set; then nothing was committed
 */
gboolean
desk_unsent_commit (sqlite3 *db,
                    const char *path,
                    gboolean *marked,
                    GError **error)
{
  gboolean unsent;

  if (!has_unsent (db, &unsent, error))
    return FALSE;
  if (unsent && !*marked)
    {
      set_mark (path);
      *marked = TRUE;
    }
  if (!desk_sql_exec (db, "COMMIT", error))
    return FALSE;
  if (!unsent && *marked)
    {
      g_autofree char *mark = dup_mark_path (path);

      g_unlink (mark);
      *marked = FALSE;
    }

  return TRUE;
}
