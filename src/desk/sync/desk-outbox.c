/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-outbox.h"

#include "desk-db.h"
#include "desk-time.h"

#define COLUMNS "seq, id, kind, ticket_id, row_id, depends_on, payload, state, attempts, next_attempt_at, ifnull(error_code, -1), hold_until"

/** desk_outbox_row_free: frees a row of desk_outbox_load(). */
void
desk_outbox_row_free (DeskOutboxRow *row)
{
  g_free (row->id);
  g_free (row->kind);
  g_free (row->ticket_id);
  g_free (row->row_id);
  g_free (row->depends_on);
  g_free (row->payload);
  g_free (row);
}

/** desk_outbox_load: (transfer container) (element-type DeskOutboxRow): the whole outbox, oldest first; %NULL with @error set. */
GPtrArray *
desk_outbox_load (sqlite3 *db, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_outbox_row_free);
  g_autoptr (sqlite3_stmt) statement = desk_db_prepare (db, error, "SELECT " COLUMNS " FROM outbox ORDER BY seq", "");

  while (statement != NULL)
    {
      DeskOutboxRow *row;
      gboolean more;

      if (!desk_sql_step (statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&rows);

      row = g_new0 (DeskOutboxRow, 1);
      row->seq = sqlite3_column_int64 (statement, 0);
      row->id = desk_db_dup_text (statement, 1);
      row->kind = desk_db_dup_text (statement, 2);
      row->ticket_id = desk_db_dup_text (statement, 3);
      row->row_id = desk_db_dup_text (statement, 4);
      row->depends_on = desk_db_dup_text (statement, 5);
      row->payload = desk_db_dup_text (statement, 6);
      row->state = sqlite3_column_int (statement, 7);
      row->attempts = sqlite3_column_int (statement, 8);
      row->next_attempt_at = sqlite3_column_int64 (statement, 9);
      row->error_code = sqlite3_column_int (statement, 10);
      row->hold_until = sqlite3_column_int64 (statement, 11);
      g_ptr_array_add (rows, row);
    }
  return NULL;
}

/** desk_outbox_print: (transfer full): an object as JSON text. */
char *
desk_outbox_print (JsonObject *payload)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), payload);

  return json_to_string (node, FALSE);
}

/** desk_outbox_parse: (transfer full): the object in a JSON text; %NULL with @error set. */
JsonObject *
desk_outbox_parse (const char *payload, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (payload, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, DESK_ERROR, DESK_ERROR_INVALID, "A row of the outbox holds no object");
      return NULL;
    }
  return json_object_ref (json_node_get_object (node));
}

static void
note (DeskStoreChanges *changes, const char *id, const char *ticket_id)
{
  desk_store_changes_add (changes, "outbox", id, ticket_id);
}

/* What is written into a ticket that the backend does not have yet waits for the ticket. */
static gboolean
find_creation (sqlite3 *db, const char *ticket_id, char **id, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *id = desk_db_get_text (db, &failure, "SELECT id FROM outbox WHERE ticket_id = ? AND kind = '" DESK_OUTBOX_CREATE_TICKET "'",
                           "s", ticket_id);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * desk_outbox_add:
 * @depends_on: (nullable): the row that goes first; where none is named, the creation of the ticket, if that is still here
 *
 * Puts one write at the end of the outbox. The optimistic row is the caller's, in the same transaction.
 */
gboolean
desk_outbox_add (sqlite3          *db,
                 DeskStoreChanges *changes,
                 const char       *id,
                 const char       *kind,
                 const char       *ticket_id,
                 const char       *row_id,
                 const char       *depends_on,
                 JsonObject       *payload,
                 gint64            now,
                 GError          **error)
{
  g_autofree char *creation = NULL;
  g_autofree char *text = desk_outbox_print (payload);

  if (depends_on == NULL && !find_creation (db, ticket_id, &creation, error))
    return FALSE;

  note (changes, id, ticket_id);
  return desk_db_run (db, error,
                       "INSERT INTO outbox (id, kind, ticket_id, row_id, depends_on, payload, state, attempts, next_attempt_at,"
                       " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?)",
                       "ssssssii", id, kind, ticket_id, row_id, depends_on != NULL ? depends_on : creation, text,
                       (gint64) DESK_DELIVERY_WAITING, now);
}

/** desk_outbox_show_patch: shows a change of a ticket in the cache. */
gboolean
desk_outbox_show_patch (sqlite3 *db, DeskStoreChanges *changes, const char *ticket_id, const char *field, JsonNode *value, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE tickets SET %s = ? WHERE id = ?", field);

  desk_store_changes_add (changes, "tickets", ticket_id, ticket_id);
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64)
    return desk_db_run (db, error, sql, "is", (gint64) json_node_get_int (value), ticket_id);
  return desk_db_run (db, error, sql, "ss", JSON_NODE_HOLDS_NULL (value) ? NULL : json_node_get_string (value), ticket_id);
}

/* Not status: the way from one to the other may be the only one that is allowed (resolved, in progress, waiting). */
static gboolean
collapse_patch (sqlite3 *db, DeskStoreChanges *changes, const char *ticket_id, const char *field, const char *payload, gboolean *done,
                GError **error)
{
  g_autofree char *last = NULL;
  g_autoptr (GError) failure = NULL;

  *done = FALSE;
  if (g_str_equal (field, "status"))
    return TRUE;

  last = desk_db_get_text (db, &failure,
                            "SELECT id FROM outbox WHERE seq = (SELECT max(seq) FROM outbox WHERE ticket_id = ? AND kind <> 'read')"
                            " AND kind = 'patch' AND row_id = ? AND state = ?",
                            "ssi", ticket_id, field, (gint64) DESK_DELIVERY_WAITING);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (last == NULL)
    return TRUE;

  *done = TRUE;
  note (changes, last, ticket_id);
  return desk_db_run (db, error, "UPDATE outbox SET payload = ?, attempts = 0, next_attempt_at = 0 WHERE id = ?", "ss", payload, last);
}

/**
 * desk_outbox_add_patch:
 * @field: a column of tickets that a person may change: status, priority_id, assignee_id or category_id
 * @value: the new value
 *
 * A change of a ticket: shown in the cache at once, and put into the outbox; a change of the same field that still waits as the ticket's last
 * is replaced. The row_id of a patch is the field's name.
 */
gboolean
desk_outbox_add_patch (sqlite3          *db,
                       DeskStoreChanges *changes,
                       const char       *id,
                       const char       *ticket_id,
                       const char       *field,
                       JsonNode         *value,
                       gint64            now,
                       GError          **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *text = NULL;
  gboolean collapsed;

  g_assert (g_str_equal (field, "status") || g_str_equal (field, "priority_id") || g_str_equal (field, "assignee_id")
            || g_str_equal (field, "category_id"));

  json_object_set_member (payload, field, json_node_copy (value));
  text = desk_outbox_print (payload);
  if (!desk_outbox_show_patch (db, changes, ticket_id, field, value, error)
      || !collapse_patch (db, changes, ticket_id, field, text, &collapsed, error))
    return FALSE;
  return collapsed || desk_outbox_add (db, changes, id, DESK_OUTBOX_PATCH, ticket_id, field, NULL, payload, now, error);
}

/* The moment of the newest thing of the ticket that the cache has, by the database's clock, so that this computer's clock does not matter. */
static gboolean
newest_seen (sqlite3 *db, const char *ticket_id, gint64 *when, GError **error)
{
  return desk_db_get_int (db, when, error,
                           "SELECT max(ifnull(t.last_customer_activity, 0), ifnull(t.last_admin_activity, 0),"
                           " ifnull((SELECT max(m.created_at) FROM ticket_messages m WHERE m.ticket_id = t.id AND m.local = 0), 0))"
                           " FROM tickets t WHERE t.id = ?",
                           "s", ticket_id);
}

/**
 * desk_outbox_add_read:
 *
 * Everything of the ticket that the cache has is read. Nothing happens when it was already; a read mark that still waits is moved on.
 */
gboolean
desk_outbox_add_read (sqlite3          *db,
                      DeskStoreChanges *changes,
                      const char       *id,
                      const char       *ticket_id,
                      const char       *user_id,
                      gint64            now,
                      GError          **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *text = NULL;
  g_autofree char *print = NULL;
  gint64 newest, known;

  if (!newest_seen (db, ticket_id, &newest, error)
      || !desk_db_get_int (db, &known, error, "SELECT last_read_at FROM ticket_reads WHERE ticket_id = ? AND user_id = ?", "ss",
                            ticket_id, user_id))
    return FALSE;
  if (newest == 0 || known >= newest)
    return TRUE;

  text = desk_time_dup_wire (newest);
  json_object_set_string_member (payload, "ticket_id", ticket_id);
  json_object_set_string_member (payload, "user_id", user_id);
  json_object_set_string_member (payload, "last_read_at", text);
  print = desk_outbox_print (payload);

  desk_store_changes_add (changes, "ticket_reads", ticket_id, ticket_id);
  if (!desk_db_run (db, error, "DELETE FROM outbox WHERE ticket_id = ? AND kind = 'read' AND state <> ?", "si", ticket_id,
                     (gint64) DESK_DELIVERY_SENDING)
      || !desk_db_run (db, error,
                        "INSERT INTO ticket_reads (ticket_id, user_id, last_read_at, updated_at, local) VALUES (?, ?, ?, ?, 1)"
                        " ON CONFLICT (ticket_id, user_id) DO UPDATE SET last_read_at = excluded.last_read_at, local = 1",
                        "ssii", ticket_id, user_id, newest, newest))
    return FALSE;
  return desk_outbox_add (db, changes, id, DESK_OUTBOX_READ, ticket_id, NULL, NULL, payload, now, error);
}
