/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "desk-error.h"
#include "desk-salvage.h"
#include "desk-schema.h"
#include "desk-sql.h"
#include "desk-unsent.h"

/* Beside the file: a job has met damage, so the next start looks at every page before it trusts the file. */
static char *
dup_mark_path (const char *path)
{
  return g_strconcat (path, ".damaged", NULL);
}

/**
 * desk_database_is_damage:
 * @sqlite_code: a result of SQLite, extended or not
 *
 * Tells a broken file from every other trouble.
 *
 * Returns: whether the file is broken
 */
gboolean
desk_database_is_damage (int sqlite_code)
{
  int code = sqlite_code & 0xff;

  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

/**
 * desk_database_mark_damaged:
 * @path: the cache file
 *
 * Remembers that a job has met damage. May be called from any thread.
 */
void
desk_database_mark_damaged (const char *path)
{
  g_autofree char *mark = dup_mark_path (path);
  int file = g_open (mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  if (file >= 0)
    close (file);
  else
    g_warning ("Cannot remember that the cache is damaged: %s", g_strerror (errno));
}

/* SQLite gives its journal the rights of the file, and the file is for its owner alone. */
static gboolean
make_private (const char *path,
              GError **error)
{
  int file = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (file < 0)
    {
      g_set_error (error, DESK_ERROR, errno == ENOSPC ? DESK_ERROR_DISK_FULL : DESK_ERROR_FILE,
                   "Cannot make the cache: %s", g_strerror (errno));
      return FALSE;
    }
  close (file);

  return TRUE;
}

static gboolean
check_pages (sqlite3 *db,
             int *code,
             GError **error)
{
  g_autoptr(sqlite3_stmt) check = desk_sql_prepare (db, "PRAGMA quick_check (1)", error);
  gboolean has_row = FALSE;

  if (check == NULL || !desk_sql_step (check, &has_row, error))
    {
      *code = sqlite3_errcode (db);
      return FALSE;
    }
  if (has_row && g_strcmp0 ((const char *) sqlite3_column_text (check, 0), "ok") == 0)
    return TRUE;

  *code = SQLITE_CORRUPT;
  g_set_error (error, DESK_ERROR, DESK_ERROR_FILE, "The cache is damaged: %s", (const char *) sqlite3_column_text (check, 0));

  return FALSE;
}

/* WAL with full synchronisation: what a person has sent to the outbox is on the disk when the screen says so. REPLACE fires the delete
 * triggers, or the full-text tables would keep ghosts. What is deleted is overwritten (see desk-scrub.c for the rest of that). */
static gboolean
prepare_writer (sqlite3 *db,
                gboolean suspicious,
                int *code,
                GError **error)
{
  guint version;

  if (!desk_sql_exec (db,
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; "
                      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000",
                      error) ||
      !desk_schema_read (db, &version, error) ||
      (suspicious && !check_pages (db, code, error)))
    {
      if (*code == SQLITE_OK)
        *code = sqlite3_errcode (db);
      return FALSE;
    }
  /* A newer program's file is treated as a broken one: the outbox is carried over, the rest is loaded again. */
  if (version > desk_schema_get_version ())
    {
      *code = SQLITE_NOTADB;
      g_set_error (error, DESK_ERROR, DESK_ERROR_INVALID, "The cache has version %u", version);
      return FALSE;
    }
  if (!desk_schema_migrate (db, desk_schema_get_version (), error))
    {
      *code = sqlite3_errcode (db);
      return FALSE;
    }

  return TRUE;
}

static sqlite3 *
open_writer (const char *path,
             gboolean suspicious,
             int *code,
             GError **error)
{
  sqlite3 *db = NULL;

  *code = SQLITE_OK;
  if (!make_private (path, error))
    return NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      *code = sqlite3_errcode (db);
      desk_sql_set_error (db, error);
      sqlite3_close (db);
      return NULL;
    }
  sqlite3_busy_timeout (db, 5000);
  if (!prepare_writer (db, suspicious, code, error))
    {
      sqlite3_close (db);
      return NULL;
    }

  return db;
}

static gboolean
rename_if_there (const char *path,
                 const char *aside,
                 const char *suffix,
                 GError **error)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (aside, suffix, NULL);

  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, DESK_ERROR, DESK_ERROR_FILE, "Cannot move the damaged cache aside: %s", g_strerror (errno));

  return FALSE;
}

/* With its journal, so that what was committed last can still be read out of it. */
static char *
move_aside (const char *path,
            GError **error)
{
  g_autofree char *aside = NULL;

  for (guint i = 1; aside == NULL || g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%u", path, i);
    }
  if (!rename_if_there (path, aside, "", error) || !rename_if_there (path, aside, "-wal", error))
    return NULL;
  if (!rename_if_there (path, aside, "-shm", error))
    return NULL;

  return g_steal_pointer (&aside);
}

static sqlite3 *
rebuild (const char *path,
         DeskStoreCondition *condition,
         GError **error)
{
  g_autofree char *aside = move_aside (path, error);
  sqlite3 *db;
  int code;

  if (aside == NULL)
    return NULL;
  db = open_writer (path, FALSE, &code, error);
  if (db == NULL)
    return NULL;

  *condition = DESK_STORE_REBUILT;
  if (!desk_salvage_copy (aside, db) && desk_unsent_is_marked (path))
    *condition = DESK_STORE_OUTBOX_LOST;
  g_message ("The cache was damaged and has been rebuilt; the old file is kept as %s", aside);

  return db;
}

/**
 * desk_database_open:
 * @path: the cache file; made, for its owner alone, when it is missing
 * @condition: (out): how it was found
 * @error: return location
 *
 * Opens the writer's connection and brings the file up to date. A broken file is moved aside, a new one made, and what had not been sent
 * is carried over as far as it can be read.
 *
 * Returns: (transfer full): the connection, or %NULL with @error set
 */
sqlite3 *
desk_database_open (const char *path,
                    DeskStoreCondition *condition,
                    GError **error)
{
  g_autofree char *mark = dup_mark_path (path);
  g_autoptr(GError) local_error = NULL;
  gboolean suspicious = g_file_test (mark, G_FILE_TEST_EXISTS);
  sqlite3 *db;
  int code;

  *condition = DESK_STORE_INTACT;
  db = open_writer (path, suspicious, &code, &local_error);
  if (db == NULL && desk_database_is_damage (code))
    {
      g_clear_error (&local_error);
      db = rebuild (path, condition, &local_error);
    }
  if (db == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (suspicious)
    g_unlink (mark);

  return db;
}

/**
 * desk_database_open_reader:
 * @path: the cache file, which desk_database_open() has opened
 * @error: return location
 *
 * Opens a connection that cannot write.
 *
 * Returns: (transfer full): the connection, or %NULL with @error set
 */
sqlite3 *
desk_database_open_reader (const char *path,
                           GError **error)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      !desk_sql_exec (db, "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384", error))
    {
      if (error != NULL && *error == NULL)
        desk_sql_set_error (db, error);
      sqlite3_close (db);
      return NULL;
    }
  sqlite3_busy_timeout (db, 5000);

  return db;
}
