/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "desk-db.h"
#include "desk-draft-private.h"
#include "desk-error.h"
#include "desk-problem.h"

typedef struct
{
  GFile *from;                  /* (nullable): or bytes */
  GBytes *bytes;
  char *to;
  char *mime_type;
  gint64 size;
} Copy;

static void
copy_free (Copy *copy)
{
  g_clear_object (&copy->from);
  g_clear_pointer (&copy->bytes, g_bytes_unref);
  g_free (copy->to);
  g_free (copy->mime_type);
  g_free (copy);
}

static gboolean
check_size (goffset size, GError **error)
{
  if (size <= DESK_FILE_LIMIT)
    return TRUE;
  g_set_error (error, DESK_ERROR, DESK_ERROR_TOO_LARGE, "%" G_GOFFSET_FORMAT " bytes", size);
  return FALSE;
}

static gboolean
query (Copy *copy, GError **error)
{
  g_autoptr (GFileInfo) info
    = g_file_query_info (copy->from, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
                         G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, DESK_ERROR, DESK_ERROR_FILE, "Not a file");
      return FALSE;
    }
  if (g_file_info_get_content_type (info) != NULL)
    copy->mime_type = g_content_type_get_mime_type (g_file_info_get_content_type (info));
  return check_size (g_file_info_get_size (info), error);
}

/* The limit again while copying: the file may have grown since it was looked at, or have no size at all. */
static gboolean
copy_stream (Copy *copy, GFile *to, GError **error)
{
  g_autoptr (GFileInputStream) in = g_file_read (copy->from, NULL, error);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autofree guint8 *buffer = g_malloc (64 * 1024);
  gssize n;

  if (in == NULL)
    return FALSE;
  out = g_file_replace (to, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  if (out == NULL)
    return FALSE;
  while ((n = g_input_stream_read (G_INPUT_STREAM (in), buffer, 64 * 1024, NULL, error)) > 0)
    {
      copy->size += n;
      if (!check_size (copy->size, error)
          || !g_output_stream_write_all (G_OUTPUT_STREAM (out), buffer, n, NULL, NULL, error))
        return FALSE;
    }
  return n == 0 && g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error);
}

static gboolean
write_copy (Copy *copy, GError **error)
{
  g_autoptr (GFile) to = g_file_new_for_path (copy->to);

  if (copy->from != NULL)
    return query (copy, error) && copy_stream (copy, to, error);

  copy->size = g_bytes_get_size (copy->bytes);
  return check_size (copy->size, error)
         && g_file_replace_contents (to, g_bytes_get_data (copy->bytes, NULL), copy->size, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL,
                                     error);
}

static void
run_copy (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Copy *copy = task_data;
  g_autoptr (GError) error = NULL;

  if (write_copy (copy, &error))
    {
      g_task_return_int (task, copy->size);
      return;
    }
  g_unlink (copy->to);
  g_task_return_error (task, desk_problem_new (error));
}

/**
 * desk_spool_copy_async:
 * @file: (nullable): what to copy
 * @bytes: (nullable): or these
 *
 * Copies a file beside the cache, in a worker, so that nothing can take it away before it is sent. Over the limit it is refused.
 */
void
desk_spool_copy_async (DeskAccount *account, const char *id, GFile *file, GBytes *bytes, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, NULL, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);

  g_assert ((file == NULL) != (bytes == NULL));

  if (file != NULL)
    copy->from = g_object_ref (file);
  else
    copy->bytes = g_bytes_ref (bytes);
  copy->to = desk_account_dup_path (account, "spool", id);
  g_task_set_source_tag (task, desk_spool_copy_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  g_task_run_in_thread (task, run_copy);
}

/**
 * desk_spool_copy_finish:
 * @mime_type: (out) (nullable): what the file is, where that is known
 *
 * Returns: its size; -1 with @error of %DESK_ERROR set
 */
gint64
desk_spool_copy_finish (DeskAccount *account, GAsyncResult *result, char **mime_type, GError **error)
{
  Copy *copy = g_task_get_task_data (G_TASK (result));

  *mime_type = g_strdup (copy->mime_type);
  return g_task_propagate_int (G_TASK (result), error);
}

static gboolean
sweep (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const char *folder = data;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      gint64 named;

      if (!desk_db_get_int (db, &named, error, "SELECT count(*) FROM draft_files WHERE id = ?", "s", name))
        return FALSE;
      if (named > 0)
        continue;
      path = g_build_filename (folder, name, NULL);
      if (g_unlink (path) != 0)
        g_info ("%s stays", path);
    }
  return dir != NULL;
}

/** desk_spool_sweep_async: removes what lies in the spool and belongs to no draft. */
void
desk_spool_sweep_async (DeskAccount *account)
{
  desk_account_write (account, sweep, g_build_filename (account->folder, "spool", NULL), g_free);
}
