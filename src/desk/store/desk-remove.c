/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-scrub.h"
#include "desk-sql.h"
#include "desk-store.h"

static gboolean
delete_where (sqlite3 *db,
              const char *table,
              const char *column,
              const char *value,
              GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE %s = ?1", table, column);
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, value, -1, SQLITE_TRANSIENT);

  return desk_sql_run (statement, error);
}

static char *
dup_ticket_of (sqlite3 *db,
               const DeskRowType *type,
               const char *id)
{
  g_autofree char *sql = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row = FALSE;

  if (type == &desk_row_ticket)
    return g_strdup (id);
  if (desk_row_type_find_field (type, "ticket_id") == NULL)
    return NULL;
  sql = g_strdup_printf ("SELECT ticket_id FROM %s WHERE %s = ?1", type->table, type->fields[0].name);
  statement = desk_sql_prepare (db, sql, NULL);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_TRANSIENT);
  if (!desk_sql_step (statement, &has_row, NULL) || !has_row)
    return NULL;

  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

/**
 * desk_store_remove:
 * @db: the writer's connection
 * @type: what the row is
 * @id: its key as text; the first one where there are several
 * @changes: notes what was touched
 * @error: return location
 *
 * Takes a row out that the person may no longer see, soon also from the bytes of the files. With a ticket goes everything that hangs on it, but for what the person wrote and has not sent.
 * In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_remove (sqlite3 *db,
                   const DeskRowType *type,
                   const char *id,
                   DeskStoreChanges *changes,
                   GError **error)
{
  static const char *const hanging[] = {
    "ticket_triage", "ticket_messages", "ticket_events", "ticket_attachments", "ticket_company_link", "ticket_reads", "conversations",
  };
  g_autofree char *ticket_id = NULL;

  g_return_val_if_fail (db != NULL, FALSE);
  g_return_val_if_fail (type != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (changes != NULL, FALSE);

  ticket_id = dup_ticket_of (db, type, id);
  if (!delete_where (db, type->table, type->fields[0].name, id, error))
    return FALSE;
  if (sqlite3_changes (db) == 0)
    return TRUE;

  desk_store_changes_add (changes, type->table, id, ticket_id);
  for (guint i = 0; type == &desk_row_ticket && i < G_N_ELEMENTS (hanging); i++)
    {
      if (!delete_where (db, hanging[i], "ticket_id", id, error))
        return FALSE;
    }

  return desk_scrub_note (db, error);
}
