/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a ticket concerns, as a whole: everyone, or some companies beside the one that filed it. */

#include "config.h"

#include "desk-sql.h"
#include "desk-store.h"
#include "desk-waiting.h"

static gboolean
show_company (sqlite3_stmt *insert,
              const char *ticket_id,
              const char *company_id,
              GError **error)
{
  g_autofree char *id = g_strdup_printf ("%s/%s", ticket_id, company_id);

  sqlite3_bind_text (insert, 1, id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 2, ticket_id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 3, company_id, -1, SQLITE_TRANSIENT);

  return desk_sql_run (insert, error);
}

static gboolean
clear_links (sqlite3 *db,
             const char *ticket_id,
             const char *sql,
             GError **error)
{
  g_autoptr(sqlite3_stmt) clear = desk_sql_prepare (db, sql, error);

  if (clear == NULL)
    return FALSE;
  sqlite3_bind_text (clear, 1, ticket_id, -1, SQLITE_TRANSIENT);

  return desk_sql_run (clear, error);
}

/**
 * desk_store_show_scope:
 * @db: the writer's connection
 * @changes: notes what was touched
 * @ticket_id: a ticket
 * @scope: `affects_all_companies` and `company_ids`, as a row of the outbox has them
 * @error: return location
 *
 * Shows what a ticket will concern once the backend has it. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_show_scope (sqlite3 *db,
                       DeskStoreChanges *changes,
                       const char *ticket_id,
                       JsonObject *scope,
                       GError **error)
{
  JsonArray *companies = json_object_get_array_member (scope, "company_ids");
  gboolean all = json_object_get_boolean_member (scope, "affects_all_companies");
  g_autoptr(sqlite3_stmt) update = NULL;
  g_autoptr(sqlite3_stmt) insert = NULL;

  g_return_val_if_fail (ticket_id != NULL, FALSE);

  desk_store_changes_add (changes, "tickets", ticket_id, ticket_id);
  desk_store_changes_add (changes, "ticket_company_link", ticket_id, ticket_id);
  update = desk_sql_prepare (db, "UPDATE tickets SET affects_all_companies = ?2 WHERE id = ?1", error);
  insert = desk_sql_prepare (db,
                             "INSERT INTO ticket_company_link (id, ticket_id, company_id, role, local) VALUES (?1, ?2, ?3, 'affected', 1)"
                             " ON CONFLICT DO NOTHING",
                             error);
  if (update == NULL || insert == NULL)
    return FALSE;
  sqlite3_bind_text (update, 1, ticket_id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (update, 2, all);
  if (!desk_sql_run (update, error) ||
      !clear_links (db, ticket_id, "DELETE FROM ticket_company_link WHERE ticket_id = ?1 AND role = 'affected'", error))
    return FALSE;
  for (guint i = 0; companies != NULL && i < json_array_get_length (companies); i++)
    {
      if (!show_company (insert, ticket_id, json_array_get_string_element (companies, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * desk_store_forget_scope:
 * @db: the writer's connection
 * @ticket_id: a ticket
 * @error: return location
 *
 * Takes the links of a ticket away, since those that the backend has are about to be merged. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_forget_scope (sqlite3 *db,
                         const char *ticket_id,
                         GError **error)
{
  g_return_val_if_fail (ticket_id != NULL, FALSE);

  return clear_links (db, ticket_id, "DELETE FROM ticket_company_link WHERE ticket_id = ?1", error);
}

static gboolean
lay (sqlite3 *db,
     const char *ticket_id,
     JsonObject *scope,
     gpointer changes,
     GError **error)
{
  return desk_store_show_scope (db, changes, ticket_id, scope, error);
}

/**
 * desk_store_lay_scopes:
 * @db: the writer's connection
 * @changes: notes what was touched
 * @error: return location
 *
 * Lays what the outbox still has to say of the scope of tickets over the links that came from the backend, oldest first. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_lay_scopes (sqlite3 *db,
                       DeskStoreChanges *changes,
                       GError **error)
{
  return desk_waiting_lay (db, "SELECT ticket_id, payload FROM outbox WHERE kind = 'scope' ORDER BY seq", NULL, lay, changes, error);
}
