/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-transfers.h"

#include "desk-db.h"
#include "desk-download.h"
#include "desk-problem.h"
#include "supa-error.h"

/* One file on its way up, for everybody who asked for it. */
typedef struct
{
  DeskTransfers *owner;         /* (transfer full) */
  char *id;
  char *path;
  char *mime_type;
  GCancellable *cancellable;
  gulong follow;
  GPtrArray *tasks;
  int percent;                  /* the last that was told */
} Upload;

struct _DeskTransfers
{
  GObject parent_instance;

  DeskAccount *account;
  GHashTable *uploads;          /* id → Upload, which frees itself when it ends */
  GHashTable *downloads;        /* id → GPtrArray of GTask */
};

static guint progress_signal;

G_DEFINE_FINAL_TYPE (DeskTransfers, desk_transfers, G_TYPE_OBJECT)

static void
desk_transfers_finalize (GObject *object)
{
  DeskTransfers *self = DESK_TRANSFERS (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->uploads, g_hash_table_unref);
  g_clear_pointer (&self->downloads, g_hash_table_unref);

  G_OBJECT_CLASS (desk_transfers_parent_class)->finalize (object);
}

static void
desk_transfers_class_init (DeskTransfersClass *class)
{
  G_OBJECT_CLASS (class)->finalize = desk_transfers_finalize;

  progress_signal = g_signal_new ("progress", DESK_TYPE_TRANSFERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_DOUBLE);
}

static void
desk_transfers_init (DeskTransfers *self)
{
  self->uploads = g_hash_table_new (g_str_hash, g_str_equal);
  self->downloads = g_hash_table_new (g_str_hash, g_str_equal);
}

/** desk_transfers_new: (transfer full): the transfers of an account. */
DeskTransfers *
desk_transfers_new (DeskAccount *account)
{
  DeskTransfers *self = g_object_new (DESK_TYPE_TRANSFERS, NULL);

  self->account = g_object_ref (account);
  return self;
}

static void
upload_free (Upload *upload)
{
  g_cancellable_disconnect (upload->owner->account->cancellable, upload->follow);
  g_clear_object (&upload->cancellable);
  g_ptr_array_unref (upload->tasks);
  g_free (upload->id);
  g_free (upload->path);
  g_free (upload->mime_type);
  g_object_unref (upload->owner);
  g_free (upload);
}

static void
end_upload (Upload *upload, const GError *error)
{
  g_hash_table_remove (upload->owner->uploads, upload->id);
  for (guint i = 0; i < upload->tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (upload->tasks, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
  upload_free (upload);
}

typedef struct
{
  char *id;
  DeskDelivery state;
  int error_code;
  GError *error;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_error (&outcome->error);
  g_free (outcome->id);
  g_free (outcome);
}

static gboolean
keep_outcome (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Outcome *outcome = data;

  desk_store_changes_add (changes, "draft_files", outcome->id, NULL);
  return desk_db_run (db, error, "UPDATE draft_files SET state = ?, error_code = nullif(?, -1) WHERE id = ?", "iis",
                      (gint64) outcome->state, (gint64) outcome->error_code, outcome->id);
}

typedef struct
{
  Upload *upload;
  GError *error;                /* (nullable): what the upload itself ended with */
} Ending;

static void
on_outcome_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ending *ending = user_data;
  g_autoptr (GError) disk = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &disk);
  end_upload (ending->upload, ending->error != NULL ? ending->error : disk);
  g_clear_error (&ending->error);
  g_free (ending);
}

/* There already: an earlier try arrived and its answer was lost. The path carries the file's own uuid. */
static gboolean
is_done (const GError *error)
{
  return error == NULL || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_CONFLICT);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Upload *upload = user_data;
  DeskAccount *account = upload->owner->account;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;
  Outcome *outcome;
  Ending *ending;

  supa_storage_upload_finish (SUPA_STORAGE (source), result, &error);
  if (!desk_account_take_answer (account, error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");

      end_upload (upload, cancelled);
      return;
    }

  outcome = g_new0 (Outcome, 1);
  outcome->id = g_strdup (upload->id);
  outcome->error_code = -1;
  outcome->state = DESK_DELIVERY_SENT;
  if (!is_done (error))
    {
      problem = desk_problem_new (error);
      outcome->state = desk_problem_is_transient (error) ? DESK_DELIVERY_WAITING : DESK_DELIVERY_FAILED;
      outcome->error_code = problem->code;
    }

  ending = g_new0 (Ending, 1);
  ending->upload = upload;
  ending->error = is_done (error) ? NULL : g_steal_pointer (&error);
  desk_store_write_async (account->store, keep_outcome, outcome, (GDestroyNotify) outcome_free, NULL, NULL, on_outcome_kept, ending);
}

static void
on_upload_progress (goffset done, goffset total, gpointer user_data)
{
  Upload *upload = user_data;

  int percent = total > 0 ? (int) (100 * done / total) : 0;

  if (percent == upload->percent)
    return;
  upload->percent = percent;
  g_signal_emit (upload->owner, progress_signal, 0, upload->id, percent / 100.0);
}

/* What the reader says of a file of a draft. */
typedef struct
{
  char *path;
  char *mime_type;
  DeskDelivery state;
} FileRow;

static void
file_row_free (FileRow *row)
{
  g_free (row->path);
  g_free (row->mime_type);
  g_free (row);
}

static gboolean
read_file_row (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = desk_db_prepare (db, error, "SELECT storage_path, mime_type, state FROM draft_files WHERE id = ?", "s", (const char *) data);
  gboolean there;
  FileRow *row;

  if (statement == NULL || !desk_sql_step (statement, &there, error))
    return FALSE;
  if (!there || sqlite3_column_type (statement, 0) == SQLITE_NULL)
    {
      g_set_error_literal (error, DESK_ERROR, DESK_ERROR_FILE, "No such file, or none with a place to go to");
      return FALSE;
    }

  row = g_new0 (FileRow, 1);
  row->path = desk_db_dup_text (statement, 0);
  row->mime_type = desk_db_dup_text (statement, 1);
  row->state = sqlite3_column_int (statement, 2);
  *result = row;
  return TRUE;
}

static void
on_file_row (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Upload *upload = user_data;
  DeskAccount *account = upload->owner->account;
  g_autoptr (GError) error = NULL;
  g_autofree char *local = desk_account_dup_path (account, "spool", upload->id);
  g_autoptr (GFile) file = g_file_new_for_path (local);
  FileRow *row = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (row == NULL || row->state == DESK_DELIVERY_SENT)
    {
      g_clear_pointer (&row, file_row_free);
      end_upload (upload, error);
      return;
    }

  upload->path = g_steal_pointer (&row->path);
  upload->mime_type = g_steal_pointer (&row->mime_type);
  file_row_free (row);
  supa_storage_upload_async (supa_client_get_storage (account->client), DESK_BUCKET, upload->path, file,
                             upload->mime_type != NULL ? upload->mime_type : "application/octet-stream", on_upload_progress, upload,
                             upload->cancellable, on_uploaded, upload);
}

static void
on_account_closed (GCancellable *account, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/**
 * desk_transfers_upload_async:
 * @file_id: a file of a draft that has its place in the bucket
 *
 * Uploads a file from the spool, or joins the upload that is under way. One that is there already is done at once.
 */
void
desk_transfers_upload_async (DeskTransfers *self, const char *file_id, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Upload *upload;

  g_return_if_fail (DESK_IS_TRANSFERS (self));
  g_return_if_fail (self->account->client != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, desk_transfers_upload_async);
  upload = g_hash_table_lookup (self->uploads, file_id);
  if (upload != NULL)
    {
      g_ptr_array_add (upload->tasks, task);
      return;
    }

  upload = g_new0 (Upload, 1);
  upload->owner = g_object_ref (self);
  upload->id = g_strdup (file_id);
  upload->cancellable = g_cancellable_new ();
  upload->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  upload->follow = g_cancellable_connect (self->account->cancellable, G_CALLBACK (on_account_closed),
                                          g_object_ref (upload->cancellable), g_object_unref);
  g_ptr_array_add (upload->tasks, task);
  g_hash_table_insert (self->uploads, upload->id, upload);
  desk_store_read_async (self->account->store, read_file_row, g_strdup (file_id), g_free, (GDestroyNotify) file_row_free, NULL,
                         on_file_row, upload);
}

/** desk_transfers_upload_finish: %FALSE with @error set, of %SUPA_ERROR where it was the backend's. */
gboolean
desk_transfers_upload_finish (DeskTransfers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** desk_transfers_is_uploading: whether a file is under way. */
gboolean
desk_transfers_is_uploading (DeskTransfers *self, const char *file_id)
{
  return g_hash_table_contains (self->uploads, file_id);
}

/** desk_transfers_cancel: stops an upload; everybody who waits for it gets %G_IO_ERROR_CANCELLED. */
void
desk_transfers_cancel (DeskTransfers *self, const char *file_id)
{
  Upload *upload = g_hash_table_lookup (self->uploads, file_id);

  if (upload != NULL)
    g_cancellable_cancel (upload->cancellable);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskTransfers *self = DESK_TRANSFERS (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_download_dup_id (result);
  g_autoptr (GFile) file = desk_download_finish (result, &error);
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) tasks = NULL;

  g_hash_table_steal_extended (self->downloads, id, (gpointer *) &key, (gpointer *) &tasks);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (g_task_return_error_if_cancelled (task))
        continue;
      if (file != NULL)
        g_task_return_pointer (task, g_object_ref (file), g_object_unref);
      else
        g_task_return_error (task, desk_problem_new (error));
    }
  g_object_unref (self);
}

/**
 * desk_transfers_fetch_async:
 * @attachment: whose file
 *
 * Gives the local copy of a file, after fetching it through a signed URL when there is none yet.
 */
void
desk_transfers_fetch_async (DeskTransfers      *self,
                            DeskAttachment     *attachment,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  const char *id = desk_attachment_get_id (attachment);
  GPtrArray *tasks = g_hash_table_lookup (self->downloads, id);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_transfers_fetch_async);
  if (tasks != NULL)
    {
      g_ptr_array_add (tasks, task);
      return;
    }
  tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (tasks, task);
  g_hash_table_insert (self->downloads, g_strdup (id), tasks);
  desk_download_start (self->account, attachment, on_downloaded, g_object_ref (self));
}

/** desk_transfers_fetch_finish: (transfer full): the local file; %NULL with @error of %DESK_ERROR set. */
GFile *
desk_transfers_fetch_finish (DeskTransfers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** desk_transfers_dup_downloads: (transfer full): the ids of the files that are on their way down. */
char **
desk_transfers_dup_downloads (DeskTransfers *self)
{
  g_autofree const char **ids = NULL;

  g_return_val_if_fail (DESK_IS_TRANSFERS (self), NULL);

  ids = (const char **) g_hash_table_get_keys_as_array (self->downloads, NULL);
  return g_strdupv ((char **) ids);
}
