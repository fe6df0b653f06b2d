/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the outbox still has to send is laid over what the backend has, so that nobody's own change is undone on the screen by an older state. */

#include "config.h"

#include "desk-waiting.h"

#include "desk-error.h"
#include "desk-sql.h"

/**
 * desk_waiting_lay:
 * @db: the cache, in a write job
 * @sql: chooses the id of a row and the change of each that waits, oldest first
 * @id: (nullable): for the first parameter of @sql
 * @show: called for each change
 * @data: for @show
 * @error: %DESK_ERROR_INVALID where a change is not an object
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_waiting_lay (sqlite3 *db,
                  const char *sql,
                  const char *id,
                  DeskWaitingFunc show,
                  gpointer data,
                  GError **error)
{
  g_autoptr(sqlite3_stmt) waiting = desk_sql_prepare (db, sql, error);
  gboolean has_row;

  if (waiting == NULL)
    return FALSE;
  if (id != NULL)
    sqlite3_bind_text (waiting, 1, id, -1, SQLITE_TRANSIENT);
  for (;;)
    {
      g_autoptr(JsonNode) change = NULL;

      if (!desk_sql_step (waiting, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      change = json_from_string ((const char *) sqlite3_column_text (waiting, 1), NULL);
      if (change == NULL || !JSON_NODE_HOLDS_OBJECT (change))
        {
          g_set_error_literal (error, DESK_ERROR, DESK_ERROR_INVALID, "The outbox has a change that is not an object");
          return FALSE;
        }
      if (!show (db, (const char *) sqlite3_column_text (waiting, 0), json_node_get_object (change), data, error))
        return FALSE;
    }
}
