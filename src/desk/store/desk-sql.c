/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-sql.h"

#include "desk-error.h"

/**
 * desk_sql_set_error:
 * @db: the connection whose last call failed
 * @error: where to say so
 *
 * Turns SQLite's last result into an error of %DESK_ERROR: a full disk is told from everything else, since a person can do something about it.
 *
 * Returns: %FALSE, so that a caller can return it
 */
gboolean
desk_sql_set_error (sqlite3 *db,
                    GError **error)
{
  int code = sqlite3_extended_errcode (db);
  DeskError kind = DESK_ERROR_FILE;

  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits for the answer any more");
      return FALSE;
    }
  if ((code & 0xff) == SQLITE_FULL)
    kind = DESK_ERROR_DISK_FULL;
  else if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
    kind = DESK_ERROR_BUSY;

  g_set_error (error, DESK_ERROR, kind, "SQLite %d: %s", code, sqlite3_errmsg (db));

  return FALSE;
}

/* So many steps of SQLite's machine, some tenths of a millisecond, pass between two looks at whether anybody still waits. */
#define STEPS 1000

static int
is_given_up (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/**
 * desk_sql_heed:
 * @db: a connection
 * @cancellable: (nullable): %NULL to heed nothing any more
 *
 * Ends what @db does, also in the middle, once @cancellable is cancelled: it then fails with %G_IO_ERROR_CANCELLED.
 */
void
desk_sql_heed (sqlite3 *db,
               GCancellable *cancellable)
{
  sqlite3_progress_handler (db, cancellable != NULL ? STEPS : 0, cancellable != NULL ? is_given_up : NULL, cancellable);
}

/**
 * desk_sql_exec:
 * @db: a connection
 * @sql: one or more statements without parameters
 * @error: return location
 *
 * Runs statements that answer nothing.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_sql_exec (sqlite3 *db,
               const char *sql,
               GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return desk_sql_set_error (db, error);

  return TRUE;
}

/**
 * desk_sql_prepare:
 * @db: a connection
 * @sql: one statement
 * @error: return location
 *
 * Compiles a statement.
 *
 * Returns: (transfer full): the statement, or %NULL with @error set
 */
sqlite3_stmt *
desk_sql_prepare (sqlite3 *db,
                  const char *sql,
                  GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      desk_sql_set_error (db, error);
      return NULL;
    }

  return statement;
}

/**
 * desk_sql_step:
 * @statement: a statement
 * @has_row: (out): whether there is a row to read
 * @error: return location
 *
 * Goes to the next row; past the last one the statement is reset.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_sql_step (sqlite3_stmt *statement,
               gboolean *has_row,
               GError **error)
{
  int code = sqlite3_step (statement);

  *has_row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    {
      desk_sql_set_error (sqlite3_db_handle (statement), error);
      sqlite3_reset (statement);
      return FALSE;
    }
  sqlite3_reset (statement);

  return TRUE;
}

/**
 * desk_sql_run:
 * @statement: a statement that answers no rows
 * @error: return location
 *
 * Runs a statement once and makes it ready for the next time.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_sql_run (sqlite3_stmt *statement,
              GError **error)
{
  gboolean has_row;

  do
    {
      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
    }
  while (has_row);

  return TRUE;
}

/**
 * desk_sql_bind_text:
 * @statement: a statement
 * @name: a parameter with its colon
 * @value: (nullable): what it stands for; copied
 *
 * Gives a parameter its value.
 */
void
desk_sql_bind_text (sqlite3_stmt *statement,
                    const char *name,
                    const char *value)
{
  int position = sqlite3_bind_parameter_index (statement, name);

  if (position > 0)
    sqlite3_bind_text (statement, position, value, -1, SQLITE_TRANSIENT);
}

/**
 * desk_sql_bind_int64:
 * @statement: a statement
 * @name: a parameter with its colon
 * @value: what it stands for
 *
 * Gives a parameter its value.
 */
void
desk_sql_bind_int64 (sqlite3_stmt *statement,
                     const char *name,
                     gint64 value)
{
  int position = sqlite3_bind_parameter_index (statement, name);

  if (position > 0)
    sqlite3_bind_int64 (statement, position, value);
}
