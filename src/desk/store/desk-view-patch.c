/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-row-value.h"
#include "desk-sql.h"
#include "desk-store.h"
#include "desk-waiting.h"

static gboolean
show_field (sqlite3 *db,
            const DeskField *field,
            const char *view_id,
            JsonNode *node,
            GError **error)
{
  g_auto(DeskRowValue) value = { 0 };
  g_autofree char *sql = g_strdup_printf ("UPDATE saved_views SET %s = ?1 WHERE id = ?2", field->name);
  g_autoptr(sqlite3_stmt) update = desk_sql_prepare (db, sql, error);

  if (update == NULL || !desk_row_value_decode (&value, field, node, error))
    return FALSE;
  desk_row_value_bind (&value, update, 1);
  sqlite3_bind_text (update, 2, view_id, -1, SQLITE_TRANSIENT);

  return desk_sql_run (update, error);
}

/**
 * desk_store_show_view:
 * @db: the writer's connection
 * @view_id: a saved view
 * @change: what is to be changed of it, as it will be sent
 * @error: return location
 *
 * Shows a change of a saved view that the backend does not have yet. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_show_view (sqlite3 *db,
                      const char *view_id,
                      JsonObject *change,
                      GError **error)
{
  g_return_val_if_fail (view_id != NULL, FALSE);
  g_return_val_if_fail (change != NULL, FALSE);

  for (guint i = 0; i < desk_row_saved_view.n_fields; i++)
    {
      const DeskField *field = &desk_row_saved_view.fields[i];

      if ((field->flags & DESK_FIELD_PATCHABLE) && json_object_has_member (change, field->name) &&
          !show_field (db, field, view_id, json_object_get_member (change, field->name), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
lay (sqlite3 *db,
     const char *view_id,
     JsonObject *change,
     gpointer data,
     GError **error)
{
  return desk_store_show_view (db, view_id, change, error);
}

/**
 * desk_store_lay_views:
 * @db: the writer's connection
 * @view_id: a saved view
 * @error: return location
 *
 * Lays what the outbox still has to send for a view over its row, oldest first. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_lay_views (sqlite3 *db,
                      const char *view_id,
                      GError **error)
{
  return desk_waiting_lay (db, "SELECT row_id, payload FROM outbox WHERE row_id = ?1 AND kind IN ('view', 'view_patch') ORDER BY seq", view_id, lay,
                           NULL, error);
}
