/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What becomes of a row of the outbox: started, put off, delivered, refused, tried again, given up. */

#include "config.h"

#include "desk-db.h"
#include "desk-outbox.h"

/* All that goes out for one message: itself, the uploads it waits for, its attachments; for a ticket not created yet, all of it. */
#define CHAIN \
  "WITH RECURSIVE" \
  " down (id) AS (SELECT id FROM outbox WHERE row_id = ?1 AND kind <> 'patch'" \
  "   UNION SELECT o.id FROM outbox o JOIN down d ON o.depends_on = d.id)," \
  " up (id) AS (SELECT id FROM down" \
  "   UNION SELECT u.id FROM up JOIN outbox o ON o.id = up.id JOIN outbox u ON u.id = o.depends_on AND u.kind = 'upload')," \
  " chain (id) AS (SELECT id FROM up)"

/* Notes the tickets of some rows; @where follows FROM outbox. */
static gboolean
note_rows (sqlite3 *db, DeskStoreChanges *changes, const char *sql, const char *value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = desk_db_prepare (db, error, sql, "s", value);
  gboolean more = TRUE;

  if (statement == NULL)
    return FALSE;
  while (more)
    {
      if (!desk_sql_step (statement, &more, error))
        return FALSE;
      if (more)
        desk_store_changes_add (changes, "outbox", (const char *) sqlite3_column_text (statement, 0),
                                (const char *) sqlite3_column_text (statement, 1));
    }
  return TRUE;
}

static gboolean
note_row (sqlite3 *db, DeskStoreChanges *changes, const char *id, GError **error)
{
  return note_rows (db, changes, "SELECT id, ticket_id FROM outbox WHERE id = ?1", id, error);
}

/**
 * desk_outbox_start:
 * @there: (out): %FALSE when the row is gone or waits no more; it must not be sent then
 *
 * Marks a row as under way, on disk, before anything of it is sent.
 */
gboolean
desk_outbox_start (sqlite3 *db, DeskStoreChanges *changes, const char *id, gboolean *there, GError **error)
{
  if (!desk_db_run (db, error, "UPDATE outbox SET state = ?, attempts = attempts + 1 WHERE id = ? AND state = ?", "isi",
                    (gint64) DESK_DELIVERY_SENDING, id, (gint64) DESK_DELIVERY_WAITING))
    return FALSE;
  *there = sqlite3_changes (db) > 0;
  return note_row (db, changes, id, error);
}

/** desk_outbox_postpone: it could not be sent now; it waits until @next_attempt_at. */
gboolean
desk_outbox_postpone (sqlite3 *db, DeskStoreChanges *changes, const char *id, gint64 next_attempt_at, GError **error)
{
  return note_row (db, changes, id, error)
         && desk_db_run (db, error, "UPDATE outbox SET state = ?, next_attempt_at = ? WHERE id = ?", "iis",
                         (gint64) DESK_DELIVERY_WAITING, next_attempt_at, id);
}

/** desk_outbox_delivered: the backend has it; the row goes, in the transaction that merges the backend's answer. */
gboolean
desk_outbox_delivered (sqlite3 *db, DeskStoreChanges *changes, const char *id, GError **error)
{
  return note_row (db, changes, id, error) && desk_db_run (db, error, "DELETE FROM outbox WHERE id = ?", "s", id);
}

/** desk_outbox_fail: it was refused for good; what depends on it cannot go either and says the same. */
gboolean
desk_outbox_fail (sqlite3 *db, DeskStoreChanges *changes, const char *id, DeskError code, GError **error)
{
#define FAILING \
  "WITH RECURSIVE down (id) AS (SELECT id FROM outbox WHERE id = ?1" \
  " UNION SELECT o.id FROM outbox o JOIN down d ON o.depends_on = d.id)"
  return note_rows (db, changes, FAILING " SELECT id, ticket_id FROM outbox WHERE id IN down", id, error)
         && desk_db_run (db, error, FAILING " UPDATE outbox SET state = ?2, error_code = ?3 WHERE id IN down", "sii", id,
                         (gint64) DESK_DELIVERY_FAILED, (gint64) code);
}

/** desk_outbox_revive: after a start: what was under way when the program ended waits again. Sending it twice is safe. */
gboolean
desk_outbox_revive (sqlite3 *db, GError **error)
{
  return desk_db_run (db, error, "UPDATE outbox SET state = ?, next_attempt_at = 0 WHERE state = ?", "ii",
                      (gint64) DESK_DELIVERY_WAITING, (gint64) DESK_DELIVERY_SENDING);
}

/** desk_outbox_hurry: the line is back: nothing waits for its time any more. */
gboolean
desk_outbox_hurry (sqlite3 *db, GError **error)
{
  return desk_db_run (db, error, "UPDATE outbox SET next_attempt_at = 0 WHERE state = ?", "i", (gint64) DESK_DELIVERY_WAITING);
}

/**
 * desk_outbox_retry:
 * @row_or_ticket_id: a message's or an attachment's id with all that goes with it, or a ticket's for all that failed of it
 *
 * What failed waits again.
 */
gboolean
desk_outbox_retry (sqlite3 *db, DeskStoreChanges *changes, const char *row_or_ticket_id, GError **error)
{
#define RETRIED CHAIN ", retried (id) AS (SELECT id FROM chain UNION SELECT id FROM outbox WHERE ticket_id = ?1)"
  return note_rows (db, changes, RETRIED " SELECT id, ticket_id FROM outbox WHERE id IN retried", row_or_ticket_id, error)
         && desk_db_run (db, error,
                         RETRIED " UPDATE outbox SET state = ?2, error_code = NULL, attempts = 0, next_attempt_at = 0"
                                 " WHERE id IN retried AND state = ?3",
                         "sii", row_or_ticket_id, (gint64) DESK_DELIVERY_WAITING, (gint64) DESK_DELIVERY_FAILED);
}

/** desk_outbox_hold: it goes no sooner than @until, so that the person can take it back. */
gboolean
desk_outbox_hold (sqlite3 *db, const char *id, gint64 until, GError **error)
{
  return desk_db_run (db, error, "UPDATE outbox SET hold_until = ? WHERE id = ?", "is", until, id);
}

/**
 * desk_outbox_tie:
 * @depends_on: the row without which this change makes no sense
 * @replaced: the status that it has replaced, which comes back when it is given up
 *
 * Ties a change of the status to a message: given up with it, refused with it.
 */
gboolean
desk_outbox_tie (sqlite3 *db, const char *id, const char *depends_on, const char *replaced, GError **error)
{
  return desk_db_run (db, error, "UPDATE outbox SET depends_on = ?, replaced = ? WHERE id = ?", "sss", depends_on, replaced, id);
}

/** desk_outbox_find_held: (transfer full) (nullable): the latest message of a ticket that is held back now; %NULL without @error for none. */
char *
desk_outbox_find_held (sqlite3 *db, const char *ticket_id, gint64 now, GError **error)
{
  return desk_db_get_text (db, error,
                           "SELECT row_id FROM outbox WHERE ticket_id = ? AND kind = 'message' AND state = ? AND hold_until > ?"
                           " ORDER BY seq DESC LIMIT 1",
                           "sii", ticket_id, (gint64) DESK_DELIVERY_WAITING, now);
}

/* A status that was to follow a message goes with it, unless it was changed again since. */
static gboolean
restore_replaced (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxRow *row, GError **error)
{
  desk_store_changes_add (changes, "tickets", row->ticket_id, row->ticket_id);
  return desk_db_run (db, error,
                      "UPDATE tickets SET status = (SELECT replaced FROM outbox WHERE id = ?1) WHERE id = ?2"
                      " AND EXISTS (SELECT 1 FROM outbox WHERE id = ?1 AND replaced IS NOT NULL)"
                      " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.ticket_id = ?2 AND o.kind = 'patch' AND o.row_id = 'status'"
                      "   AND o.seq > (SELECT seq FROM outbox WHERE id = ?1))",
                      "ss", row->id, row->ticket_id);
}

static gboolean
remove_local (sqlite3 *db, DeskStoreChanges *changes, const char *table, const char *id, const char *ticket_id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ? AND local = 1", table);

  desk_store_changes_add (changes, table, id, ticket_id);
  return desk_db_run (db, error, sql, "s", id);
}

static gboolean
remove_written (sqlite3 *db, DeskStoreChanges *changes, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const DeskOutboxRow *row = g_ptr_array_index (rows, i);
      const char *table = NULL;
      const char *id = row->row_id;

      if (g_str_equal (row->kind, DESK_OUTBOX_MESSAGE))
        table = "ticket_messages";
      else if (g_str_equal (row->kind, DESK_OUTBOX_ATTACHMENT))
        table = "ticket_attachments";
      else if (g_str_equal (row->kind, DESK_OUTBOX_CREATE_TICKET))
        {
          table = "tickets";
          id = row->ticket_id;
        }

      if (table != NULL && !remove_local (db, changes, table, id, row->ticket_id, error))
        return FALSE;
      /* The opening message of a request goes with the request. */
      if (table != NULL && g_str_equal (table, "tickets")
          && (!desk_db_run (db, error, "DELETE FROM ticket_messages WHERE ticket_id = ? AND local = 1", "s", row->ticket_id)
              || !desk_db_run (db, error, "DELETE FROM ticket_attachments WHERE ticket_id = ? AND local = 1", "s", row->ticket_id)))
        return FALSE;
      desk_store_changes_add (changes, "outbox", row->id, row->ticket_id);
    }
  return TRUE;
}

/**
 * desk_outbox_discard:
 * @row_id: a message's id; the opening message's for a ticket that is not created yet
 *
 * Gives up what has not been delivered of a message: it, its attachments, and the uploads that only it waits for. What is under way right now is not
 * given up, since nobody knows whether it has arrived.
 *
 * Returns: (transfer container) (element-type DeskOutboxRow) (nullable): the rows that are gone, %NULL with @error set
 */
GPtrArray *
desk_outbox_discard (sqlite3 *db, DeskStoreChanges *changes, const char *row_id, GError **error)
{
  g_autoptr (GPtrArray) all = desk_outbox_load (db, error);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_outbox_row_free);

  if (all == NULL)
    return NULL;
  ids = desk_db_get_texts (db, error, CHAIN " SELECT id FROM chain", "s", row_id);
  if (ids == NULL)
    return NULL;

  for (guint i = 0; i < all->len;)
    {
      DeskOutboxRow *row = g_ptr_array_index (all, i);

      if (!g_ptr_array_find_with_equal_func (ids, row->id, g_str_equal, NULL))
        {
          i++;
          continue;
        }
      if (row->state == DESK_DELIVERY_SENDING)
        {
          g_set_error_literal (error, DESK_ERROR, DESK_ERROR_BUSY, "It is being sent");
          return NULL;
        }
      g_ptr_array_add (gone, g_ptr_array_steal_index (all, i));
    }

  for (guint i = 0; i < gone->len; i++)
    {
      const DeskOutboxRow *row = g_ptr_array_index (gone, i);

      if ((g_str_equal (row->kind, DESK_OUTBOX_PATCH) && !restore_replaced (db, changes, row, error))
          || !desk_db_run (db, error, "DELETE FROM outbox WHERE id = ?", "s", row->id))
        return NULL;
    }
  return remove_written (db, changes, gone, error) ? g_steal_pointer (&gone) : NULL;
}

/** desk_outbox_count: how many changes wait or are under way (read marks do not count), and how many were refused. */
gboolean
desk_outbox_count (sqlite3 *db, guint *pending, guint *failed, GError **error)
{
  gint64 waiting, refused;

  if (!desk_db_get_int (db, &waiting, error, "SELECT count(*) FROM outbox WHERE state <> ? AND kind <> 'read'", "i",
                        (gint64) DESK_DELIVERY_FAILED)
      || !desk_db_get_int (db, &refused, error, "SELECT count(*) FROM outbox WHERE state = ?", "i", (gint64) DESK_DELIVERY_FAILED))
    return FALSE;
  *pending = waiting;
  *failed = refused;
  return TRUE;
}
