/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Drafts on disk: the jobs that read and write them, and the spool. */

#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "desk-db.h"
#include "desk-draft-private.h"
#include "desk-error.h"
#include "desk-outbox.h"
#include "desk-problem.h"

/** desk_draft_row_new: (transfer full): an empty draft. */
DeskDraftRow *
desk_draft_row_new (const char *key, const char *ticket_id)
{
  DeskDraftRow *row = g_new0 (DeskDraftRow, 1);

  row->key = g_strdup (key);
  row->ticket_id = g_strdup (ticket_id);
  row->files = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_draft_file_row_free);
  return row;
}

/** desk_draft_row_free: frees a draft's row. */
void
desk_draft_row_free (DeskDraftRow *row)
{
  g_free (row->key);
  g_free (row->ticket_id);
  g_free (row->body);
  g_free (row->subject);
  g_free (row->project_id);
  g_free (row->client_id);
  g_free (row->follow_up_of);
  g_ptr_array_unref (row->files);
  g_free (row);
}

/** desk_draft_file_row_new: (transfer full): a file as the disk knows it. */
DeskDraftFileRow *
desk_draft_file_row_new (DeskDraftFile *file)
{
  DeskDraftFileRow *row = g_new0 (DeskDraftFileRow, 1);

  row->id = g_strdup (desk_draft_file_get_id (file));
  row->label = g_strdup (desk_draft_file_get_label (file));
  row->mime_type = g_strdup (desk_draft_file_get_mime_type (file));
  row->size = desk_draft_file_get_size (file);
  row->state = desk_draft_file_get_delivery (file);
  row->error_code = -1;
  return row;
}

/** desk_draft_file_row_free: frees a file's row. */
void
desk_draft_file_row_free (DeskDraftFileRow *row)
{
  g_free (row->id);
  g_free (row->label);
  g_free (row->mime_type);
  g_free (row);
}

static char *
print_fields (const DeskDraftRow *row)
{
  g_autoptr (JsonObject) fields = json_object_new ();

  json_object_set_string_member (fields, "subject", row->subject != NULL ? row->subject : "");
  json_object_set_int_member (fields, "category_id", row->category_id);
  json_object_set_int_member (fields, "priority_id", row->priority_id);
  json_object_set_string_member (fields, "project_id", row->project_id != NULL ? row->project_id : "");
  json_object_set_string_member (fields, "client_id", row->client_id != NULL ? row->client_id : "");
  return desk_outbox_print (fields);
}

static char *
dup_or_null (JsonObject *fields, const char *name)
{
  const char *text = json_object_get_string_member_with_default (fields, name, "");

  return *text != '\0' ? g_strdup (text) : NULL;
}

static gboolean
read_fields (DeskDraftRow *row, const char *text, GError **error)
{
  g_autoptr (JsonObject) fields = NULL;

  if (text == NULL)
    return TRUE;
  fields = desk_outbox_parse (text, error);
  if (fields == NULL)
    return FALSE;
  row->subject = dup_or_null (fields, "subject");
  row->category_id = json_object_get_int_member_with_default (fields, "category_id", 0);
  row->priority_id = json_object_get_int_member_with_default (fields, "priority_id", 0);
  row->project_id = dup_or_null (fields, "project_id");
  row->client_id = dup_or_null (fields, "client_id");
  return TRUE;
}

static gboolean
read_files (sqlite3 *db, DeskDraftRow *row, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = desk_db_prepare (db, error,
                       "SELECT id, label, mime_type, size, state, ifnull(error_code, -1) FROM draft_files WHERE draft_key = ?"
                       " ORDER BY position",
                       "s", row->key);
  gboolean more = TRUE;

  if (statement == NULL)
    return FALSE;
  while (more)
    {
      DeskDraftFileRow *file;

      if (!desk_sql_step (statement, &more, error))
        return FALSE;
      if (!more)
        break;
      file = g_new0 (DeskDraftFileRow, 1);
      file->id = desk_db_dup_text (statement, 0);
      file->label = desk_db_dup_text (statement, 1);
      file->mime_type = desk_db_dup_text (statement, 2);
      file->size = sqlite3_column_int64 (statement, 3);
      file->state = sqlite3_column_int (statement, 4);
      file->error_code = sqlite3_column_int (statement, 5);
      g_ptr_array_add (row->files, file);
    }
  return TRUE;
}

static gboolean
is_on_server (sqlite3 *db, const char *ticket_id, gboolean *there, GError **error)
{
  gint64 known = 0;

  if (ticket_id != NULL
      && !desk_db_get_int (db, &known, error, "SELECT count(*) FROM tickets WHERE id = ? AND local = 0", "s", ticket_id))
    return FALSE;
  *there = known > 0;
  return TRUE;
}

static gboolean
read_draft (sqlite3 *db, DeskDraftRow *row, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = desk_db_prepare (db, error, "SELECT body, fields FROM drafts WHERE key = ?", "s", row->key);
  gboolean there;

  if (statement == NULL || !desk_sql_step (statement, &there, error))
    return FALSE;
  if (there)
    {
      row->body = desk_db_dup_text (statement, 0);
      if (!read_fields (row, (const char *) sqlite3_column_text (statement, 1), error))
        return FALSE;
    }
  return read_files (db, row, error) && is_on_server (db, row->ticket_id, &row->on_server, error);
}

/* The row is the job's question and its answer. In the writer's thread: a draft that was put away a moment ago is still to be written there. */
static gboolean
load (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  if (!read_draft (db, data, error))
    {
      desk_draft_row_free (data);
      return FALSE;
    }
  *result = data;
  return TRUE;
}

/** desk_draft_disk_load_async: reads a draft with its files. */
void
desk_draft_disk_load_async (DeskAccount *account, const char *key, const char *ticket_id, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  desk_store_write_async (account->store, load, desk_draft_row_new (key, ticket_id), NULL, NULL, NULL, callback, user_data);
}

/** desk_draft_disk_load_finish: (transfer full): the draft; %NULL with @error set. */
DeskDraftRow *
desk_draft_disk_load_finish (DeskAccount *account, GAsyncResult *result, GError **error)
{
  return desk_store_write_finish (account->store, result, error);
}

/* When the newest thing was said in public that the cache has, by the backend's clock. */
#define SAID_LAST \
  "(SELECT coalesce (max (created_at), 0) FROM ticket_messages WHERE ticket_id = ? AND local = 0 AND visibility <> 'internal')"

typedef struct
{
  DeskDraftRow *row;
  gint64 now;
} Save;

static void
save_free (Save *job)
{
  desk_draft_row_free (job->row);
  g_free (job);
}

static gboolean
save (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Save *job = data;
  const DeskDraftRow *row = job->row;
  g_autofree char *fields = print_fields (row);
  g_autofree char *longest = NULL;

  if (!desk_draft_versions_follow (db, row->key, row->body, &longest, job->now, error))
    return FALSE;
  if ((row->body == NULL || *row->body == '\0') && row->subject == NULL && row->category_id == 0 && row->priority_id == 0
      && row->project_id == NULL && row->client_id == NULL)
    return desk_db_run (db, error, "DELETE FROM drafts WHERE key = ?", "s", row->key);
  return desk_db_run (db, error,
                      "INSERT INTO drafts (key, body, fields, updated_at, longest, seen_at) VALUES (?, ?, ?, ?, ?, " SAID_LAST ")"
                      " ON CONFLICT (key) DO UPDATE SET body = excluded.body, fields = excluded.fields, updated_at = excluded.updated_at,"
                      " longest = excluded.longest",
                      "sssiss", row->key, row->body, fields, job->now, longest, row->ticket_id);
}

/** desk_draft_disk_save_async: writes words and fields; takes @row. */
void
desk_draft_disk_save_async (DeskAccount *account, DeskDraftRow *row, GAsyncReadyCallback callback, gpointer user_data)
{
  Save *job = g_new0 (Save, 1);

  job->row = row;
  job->now = desk_account_get_now (account);
  desk_store_write_async (account->store, save, job, (GDestroyNotify) save_free, NULL, NULL, callback, user_data);
}

/** desk_draft_disk_finish: %FALSE with @error set when it is not on disk. */
gboolean
desk_draft_disk_finish (DeskAccount *account, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;

  desk_store_write_finish (account->store, result, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

typedef struct
{
  char *key;
  char *ticket_id;
  DeskDraftFileRow *file;
  guint position;
} AddFile;

static void
add_file_free (AddFile *job)
{
  g_free (job->key);
  g_free (job->ticket_id);
  desk_draft_file_row_free (job->file);
  g_free (job);
}

static gboolean
add_file (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const AddFile *job = data;
  g_autofree char *path = job->ticket_id != NULL ? desk_transfers_dup_path (job->ticket_id, job->file->id, job->file->label) : NULL;
  gboolean there;

  if (!desk_db_run (db, error,
                    "INSERT INTO draft_files (id, draft_key, ticket_id, label, mime_type, size, spool_name, storage_path, state, position)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    "sssssissii", job->file->id, job->key, job->ticket_id, job->file->label, job->file->mime_type, job->file->size,
                    job->file->id, path, (gint64) DESK_DELIVERY_WAITING, (gint64) job->position)
      || !is_on_server (db, job->ticket_id, &there, error))
    return FALSE;
  *result = GINT_TO_POINTER (there);
  return TRUE;
}

/** desk_draft_disk_add_file_async: notes a file that lies in the spool. */
void
desk_draft_disk_add_file_async (DeskAccount *account, const char *key, const char *ticket_id, DeskDraftFile *file, guint position,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  AddFile *job = g_new0 (AddFile, 1);

  job->key = g_strdup (key);
  job->ticket_id = g_strdup (ticket_id);
  job->file = desk_draft_file_row_new (file);
  job->position = position;
  desk_store_write_async (account->store, add_file, job, (GDestroyNotify) add_file_free, NULL, NULL, callback, user_data);
}

/** desk_draft_disk_add_file_finish: whether it may be uploaded now; %FALSE with @error set when it could not be noted. */
gboolean
desk_draft_disk_add_file_finish (DeskAccount *account, GAsyncResult *result, GError **error)
{
  return GPOINTER_TO_INT (desk_store_write_finish (account->store, result, error));
}

typedef struct
{
  char *id;
  char *path;
} RemoveFile;

static void
remove_file_free (RemoveFile *job)
{
  g_free (job->id);
  g_free (job->path);
  g_free (job);
}

static gboolean
remove_file (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const RemoveFile *job = data;

  g_unlink (job->path);
  return desk_db_run (db, error, "DELETE FROM draft_files WHERE id = ?", "s", job->id);
}

/** desk_draft_disk_remove_file_async: takes a file out of its draft and out of the spool. */
void
desk_draft_disk_remove_file_async (DeskAccount *account, const char *file_id, GAsyncReadyCallback callback, gpointer user_data)
{
  RemoveFile *job = g_new0 (RemoveFile, 1);

  job->id = g_strdup (file_id);
  job->path = desk_account_dup_path (account, "spool", file_id);
  desk_store_write_async (account->store, remove_file, job, (GDestroyNotify) remove_file_free, NULL, NULL, callback, user_data);
}
