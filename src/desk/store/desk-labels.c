/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-sql.h"
#include "desk-store.h"
#include "desk-waiting.h"

/* A label of the clock, which nobody puts on or takes off. */
#define OF_THE_CLOCK "escalated"

static gboolean
has_label (JsonArray *labels,
           const char *label)
{
  for (guint i = 0; labels != NULL && i < json_array_get_length (labels); i++)
    {
      if (g_str_equal (json_array_get_string_element (labels, i), label))
        return TRUE;
    }

  return FALSE;
}

/* The same rules as change_labels of the database. */
static JsonArray *
apply (JsonArray *before,
       JsonArray *add,
       JsonArray *remove)
{
  JsonArray *after = json_array_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      const char *label = json_array_get_string_element (before, i);

      if (!has_label (remove, label) || has_label (add, label) || g_str_equal (label, OF_THE_CLOCK))
        json_array_add_string_element (after, label);
    }
  for (guint i = 0; add != NULL && i < json_array_get_length (add); i++)
    {
      const char *label = json_array_get_string_element (add, i);

      if (!has_label (after, label) && !g_str_equal (label, OF_THE_CLOCK))
        json_array_add_string_element (after, label);
    }

  return after;
}

static JsonArray *
get_array (JsonObject *change,
           const char *name)
{
  JsonNode *node = json_object_get_member (change, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static char *
print (JsonArray *labels)
{
  g_autoptr(JsonNode) node = json_node_init_array (json_node_alloc (), labels);

  return json_to_string (node, FALSE);
}

/**
 * desk_store_read_labels:
 * @db: the writer's connection
 * @ticket_id: a ticket
 * @labels: (out) (transfer full): what labels the cache has for it
 * @error: return location
 *
 * Reads the labels of a ticket. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_read_labels (sqlite3 *db,
                        const char *ticket_id,
                        JsonArray **labels,
                        GError **error)
{
  g_autoptr(sqlite3_stmt) read = desk_sql_prepare (db, "SELECT labels FROM ticket_triage WHERE ticket_id = ?1 AND labels IS NOT NULL", error);
  g_autoptr(JsonNode) node = NULL;
  gboolean has_row;

  g_return_val_if_fail (ticket_id != NULL, FALSE);
  g_return_val_if_fail (labels != NULL, FALSE);

  if (read == NULL)
    return FALSE;
  sqlite3_bind_text (read, 1, ticket_id, -1, SQLITE_TRANSIENT);
  if (!desk_sql_step (read, &has_row, error))
    return FALSE;
  if (has_row)
    node = json_from_string ((const char *) sqlite3_column_text (read, 0), NULL);
  *labels = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_ref (json_node_get_array (node)) : json_array_new ();

  return TRUE;
}

/**
 * desk_store_show_labels:
 * @db: the writer's connection
 * @ticket_id: a ticket
 * @change: the labels to `add` and to `remove`
 * @error: return location
 *
 * Shows a change of labels that the backend does not have yet. In a write job; who calls notes the change.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_show_labels (sqlite3 *db,
                        const char *ticket_id,
                        JsonObject *change,
                        GError **error)
{
  g_autoptr(JsonArray) before = NULL;
  g_autoptr(JsonArray) after = NULL;
  g_autofree char *text = NULL;
  g_autoptr(sqlite3_stmt) write = NULL;

  g_return_val_if_fail (change != NULL, FALSE);

  if (!desk_store_read_labels (db, ticket_id, &before, error))
    return FALSE;
  after = apply (before, get_array (change, "add"), get_array (change, "remove"));
  text = print (after);
  write = desk_sql_prepare (db,
                            "INSERT INTO ticket_triage (ticket_id, labels, local) VALUES (?1, ?2, 1)"
                            " ON CONFLICT (ticket_id) DO UPDATE SET labels = excluded.labels", error);
  if (write == NULL)
    return FALSE;
  sqlite3_bind_text (write, 1, ticket_id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (write, 2, text, -1, SQLITE_TRANSIENT);

  return desk_sql_run (write, error);
}

static gboolean
lay (sqlite3 *db,
     const char *ticket_id,
     JsonObject *change,
     gpointer data,
     GError **error)
{
  return desk_store_show_labels (db, ticket_id, change, error);
}

/**
 * desk_store_lay_labels:
 * @db: the writer's connection
 * @ticket_id: a ticket
 * @error: return location
 *
 * Lays what the outbox still has to send of a ticket's labels over those that the backend has, oldest first. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_lay_labels (sqlite3 *db,
                       const char *ticket_id,
                       GError **error)
{
  return desk_waiting_lay (db, "SELECT ticket_id, payload FROM outbox WHERE ticket_id = ?1 AND kind = 'labels' ORDER BY seq", ticket_id, lay, NULL, error);
}
