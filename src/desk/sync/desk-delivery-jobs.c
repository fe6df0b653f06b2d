/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-delivery-jobs.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "desk-db.h"
#include "desk-errand.h"
#include "desk-problem.h"

typedef struct
{
  char *id;
  char *kind;
  char *ticket_id;
  char *row_id;
  char *spool_path;             /* of a delivered attachment */
  char *file_path;
  GPtrArray *fetched;           /* (nullable): delivered, with these rows */
  gboolean final;
  DeskError code;
  gint64 again_at;
} Settlement;

static void
settlement_free (Settlement *settlement)
{
  g_free (settlement->id);
  g_free (settlement->kind);
  g_free (settlement->ticket_id);
  g_free (settlement->row_id);
  g_free (settlement->spool_path);
  g_free (settlement->file_path);
  g_clear_pointer (&settlement->fetched, g_ptr_array_unref);
  g_free (settlement);
}

/* The file that was sent is the first that the person opens: it stays, as if it had been fetched. */
static gboolean
keep_sent_file (sqlite3 *db, Settlement *settlement, GError **error)
{
  if (g_rename (settlement->spool_path, settlement->file_path) != 0 && errno != ENOENT)
    {
      int saved = errno;

      g_set_error (error, DESK_ERROR, DESK_ERROR_FILE, "%s: %s", settlement->file_path, g_strerror (saved));
      return FALSE;
    }
  return desk_db_run (db, error, "DELETE FROM draft_files WHERE id = ?", "s", settlement->row_id);
}

/* A view that the backend has not taken, or shows no more, is none here either. */
static gboolean
drop_lost_view (sqlite3 *db, Settlement *settlement, DeskStoreChanges *changes, GError **error)
{
  const DeskFetched *fetched = settlement->fetched->len > 0 ? g_ptr_array_index (settlement->fetched, 0) : NULL;

  if (!g_str_has_prefix (settlement->kind, DESK_OUTBOX_VIEW) || fetched == NULL || json_array_get_length (fetched->rows) > 0)
    return TRUE;
  return desk_store_remove (db, &desk_row_saved_view, settlement->row_id, changes, error);
}

/* The backend's links take the place of those that were shown before it had them. */
static gboolean
make_room_for_links (sqlite3 *db, Settlement *settlement, GError **error)
{
  return !g_str_equal (settlement->kind, DESK_OUTBOX_SCOPE) || desk_store_forget_scope (db, settlement->ticket_id, error);
}

static gboolean
settle (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  Settlement *settlement = data;

  if (settlement->fetched != NULL)
    {
      if (!desk_outbox_delivered (db, changes, settlement->id, error)
          || !make_room_for_links (db, settlement, error)
          || !desk_fetched_merge (db, settlement->fetched, changes, error)
          || !drop_lost_view (db, settlement, changes, error))
        return FALSE;
      return settlement->spool_path == NULL || keep_sent_file (db, settlement, error);
    }
  if (!settlement->final)
    return desk_outbox_postpone (db, changes, settlement->id, settlement->again_at, error);
  /* A read mark that is refused concerns nobody: the ticket is gone from sight. */
  if (g_str_equal (settlement->kind, DESK_OUTBOX_READ))
    return desk_outbox_delivered (db, changes, settlement->id, error);
  return desk_outbox_fail (db, changes, settlement->id, settlement->code, error);
}

/**
 * desk_delivery_settle_async:
 * @fetched: (nullable): what the backend has now, when it was delivered
 * @error: (nullable): why it was not
 * @again_at: when to try again, should that help
 *
 * Writes down how a trip ended: the outbox row goes in the same transaction in which the backend's answer is merged.
 */
void
desk_delivery_settle_async (DeskAccount         *account,
                            const DeskOutboxRow *row,
                            GPtrArray           *fetched,
                            const GError        *error,
                            gint64               again_at,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Settlement *settlement = g_new0 (Settlement, 1);

  settlement->id = g_strdup (row->id);
  settlement->kind = g_strdup (row->kind);
  settlement->ticket_id = g_strdup (row->ticket_id);
  settlement->row_id = g_strdup (row->row_id);
  settlement->again_at = again_at;
  if (error == NULL)
    {
      settlement->fetched = g_ptr_array_ref (fetched);
      if (g_str_equal (row->kind, DESK_OUTBOX_ATTACHMENT))
        {
          settlement->spool_path = desk_account_dup_path (account, "spool", row->row_id);
          settlement->file_path = desk_account_dup_path (account, "files", row->row_id);
        }
    }
  else
    {
      g_autoptr (GError) problem = desk_problem_new (error);

      /* A file whose upload was stopped waits for the person. */
      settlement->final = !desk_problem_is_transient (error);
      settlement->code = problem->domain == DESK_ERROR ? (DeskError) problem->code : DESK_ERROR_FILE;
    }
  desk_store_write_async (account->store, settle, settlement, (GDestroyNotify) settlement_free, NULL, NULL, callback, user_data);
}

static gboolean
start (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  gboolean there;

  if (!desk_outbox_start (db, changes, data, &there, error))
    return FALSE;
  *result = GINT_TO_POINTER (there);
  return TRUE;
}

/** desk_delivery_start_async: marks a row as under way before anything of it is sent. */
void
desk_delivery_start_async (DeskAccount *account, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  desk_store_write_async (account->store, start, g_strdup (id), g_free, NULL, NULL, callback, user_data);
}

static gboolean
revive (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  return desk_outbox_revive (db, error);
}

/** desk_delivery_revive_async: what was under way when the program ended waits again. */
void
desk_delivery_revive_async (DeskAccount *account, GAsyncReadyCallback callback, gpointer user_data)
{
  desk_store_write_async (account->store, revive, NULL, NULL, NULL, NULL, callback, user_data);
}

static gboolean
hurry (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  return desk_outbox_hurry (db, error);
}

/** desk_delivery_hurry_async: nothing waits for its time any more. */
void
desk_delivery_hurry_async (DeskAccount *account, GAsyncReadyCallback callback, gpointer user_data)
{
  desk_store_write_async (account->store, hurry, NULL, NULL, NULL, NULL, callback, user_data);
}
