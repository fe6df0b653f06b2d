/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-download.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <utime.h>

#include "desk-db.h"
#include "desk-error.h"
#include "desk-problem.h"

/* A signed URL is valid for ten minutes at most; one that is used at once needs less, and a slow line only to begin. */
#define LINK_SECONDS 300
#define DESK_DOWNLOAD_BUCKET "project-files"

typedef struct
{
  DeskAccount *account;
  DeskAttachment *attachment;
  GFile *file;
  char *bucket;
  char *path;
  gint64 size;
} Download;

static void
download_free (Download *download)
{
  g_clear_object (&download->account);
  g_clear_object (&download->attachment);
  g_clear_object (&download->file);
  g_free (download->bucket);
  g_free (download->path);
  g_free (download);
}

static void
give_file (GTask *task, GFile *file)
{
  Download *download = g_task_get_task_data (task);

  desk_attachment_set_local_path (download->attachment, g_file_peek_path (file));
  desk_attachment_set_progress (download->attachment, 0);
  g_task_return_pointer (task, g_object_ref (file), g_object_unref);
}

static void
give_error (GTask *task, GError *error)
{
  Download *download = g_task_get_task_data (task);

  desk_attachment_set_progress (download->attachment, 0);
  g_task_return_error (task, error);
}

static void
on_size_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL)
    {
      give_error (task, g_steal_pointer (&error));
    }
  else if (download->size > 0 && g_file_info_get_size (info) != download->size)
    {
      g_file_delete_async (download->file, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      give_error (task, g_error_new (DESK_ERROR, DESK_ERROR_BUSY, "Got %" G_GOFFSET_FORMAT " bytes of %" G_GINT64_FORMAT,
                                     g_file_info_get_size (info), download->size));
    }
  else
    {
      give_file (task, download->file);
    }
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  supa_storage_download_finish (SUPA_STORAGE (source), result, &error);
  if (!desk_account_take_answer (download->account, error))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return;
    }
  if (error != NULL)
    {
      give_error (task, g_steal_pointer (&error));
      return;
    }
  g_file_query_info_async (download->file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, G_PRIORITY_DEFAULT,
                           download->account->cancellable, on_size_checked, g_steal_pointer (&task));
}

static void
on_download_progress (goffset done, goffset total, gpointer user_data)
{
  Download *download = g_task_get_task_data (G_TASK (user_data));
  goffset all = total > 0 ? total : download->size;

  if (all > 0)
    desk_attachment_set_progress (download->attachment, CLAMP ((double) done / all, 0, 1));
}

static void
on_signed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = supa_storage_sign_finish (SUPA_STORAGE (source), result, &error);

  if (!desk_account_take_answer (download->account, error))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else if (url == NULL)
    give_error (task, g_steal_pointer (&error));
  else
    {
      GTask *held = g_steal_pointer (&task);

      supa_storage_download_async (SUPA_STORAGE (source), url, download->file, on_download_progress, held,
                                   download->account->cancellable, on_downloaded, held);
    }
}

static gboolean
read_place (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  Download *download = data;
  const char *id = desk_attachment_get_id (download->attachment);
  g_autoptr (sqlite3_stmt) statement
    = desk_db_prepare (db, error, "SELECT storage_bucket, storage_path, size_bytes FROM ticket_attachments WHERE id = ?", "s", id);
  gboolean there;

  if (statement == NULL || !desk_sql_step (statement, &there, error))
    return FALSE;
  if (!there)
    {
      g_set_error_literal (error, DESK_ERROR, DESK_ERROR_NOT_FOUND, "No such attachment");
      return FALSE;
    }
  download->bucket = desk_db_dup_text (statement, 0);
  download->path = desk_db_dup_text (statement, 1);
  download->size = sqlite3_column_int64 (statement, 2);
  return TRUE;
}

static void
on_place (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  desk_store_read_finish (DESK_STORE (source), result, &error);
  if (error == NULL && (download->path == NULL || download->account->client == NULL))
    error = g_error_new_literal (DESK_ERROR, DESK_ERROR_NOT_FOUND, "No file behind the attachment");
  if (error != NULL)
    {
      give_error (task, g_steal_pointer (&error));
      return;
    }
  supa_storage_sign_async (supa_client_get_storage (download->account->client),
                           download->bucket != NULL ? download->bucket : DESK_DOWNLOAD_BUCKET, download->path, LINK_SECONDS,
                           download->account->cancellable, on_signed, g_steal_pointer (&task));
}

/* The copy is there already, or the file is this computer's own and still in the spool, or it must be fetched. */
static void
find_local (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Download *download = task_data;
  const char *id = desk_attachment_get_id (download->attachment);
  const char *const folders[] = { "files", "spool" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = desk_account_dup_path (download->account, folders[i], id);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        {
          /* Those that were used longest ago are the first to go. */
          if (i == 0 && g_utime (path, NULL) != 0)
            g_debug ("%s: %s", path, g_strerror (errno));
          g_task_return_pointer (task, g_steal_pointer (&path), g_free);
          return;
        }
    }
  g_task_return_pointer (task, NULL, NULL);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autofree char *local = g_task_propagate_pointer (G_TASK (result), NULL);

  if (local != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (local);

      give_file (task, file);
      return;
    }
  desk_store_read_async (download->account->store, read_place, download, NULL, NULL, NULL, on_place, g_steal_pointer (&task));
}

/** desk_download_start: fetches the file of an attachment unless it is here already. */
void
desk_download_start (DeskAccount *account, DeskAttachment *attachment, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (attachment, NULL, callback, user_data);
  g_autoptr (GTask) look = NULL;
  Download *download = g_new0 (Download, 1);
  g_autofree char *path = desk_account_dup_path (account, "files", desk_attachment_get_id (attachment));

  download->account = g_object_ref (account);
  download->attachment = g_object_ref (attachment);
  download->file = g_file_new_for_path (path);
  g_task_set_source_tag (task, desk_download_start);
  g_task_set_task_data (task, download, (GDestroyNotify) download_free);

  look = g_task_new (attachment, NULL, on_looked, task);
  g_task_set_task_data (look, download, NULL);
  g_task_run_in_thread (look, find_local);
}

/** desk_download_finish: (transfer full): the local file; %NULL with @error set. */
GFile *
desk_download_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** desk_download_dup_id: (transfer full): which attachment a result is about. */
char *
desk_download_dup_id (GAsyncResult *result)
{
  const Download *download = g_task_get_task_data (G_TASK (result));

  return g_strdup (desk_attachment_get_id (download->attachment));
}
