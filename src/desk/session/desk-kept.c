/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-kept.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-problem.h"
#include "desk-session-internal.h"

/* What is kept in the folder of an account. */

static guint64
measure_folder (const char *path, GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (folder,
                                                                 G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                                 "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);
  guint64 size = 0;
  GFileInfo *info;
  GFile *file;

  /* A file may go while it is looked at: what is left counts. */
  while (files != NULL && g_file_enumerator_iterate (files, &info, &file, cancellable, NULL) && info != NULL)
    size += g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY ? measure_folder (g_file_peek_path (file), cancellable)
                                                                      : (guint64) g_file_info_get_size (info);
  return size;
}

static void
measure (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *files = g_build_filename (task_data, "files", NULL);
  guint64 all = measure_folder (task_data, cancellable);
  DeskKept *kept = g_new0 (DeskKept, 1);

  kept->files = measure_folder (files, cancellable);
  kept->tickets = all > kept->files ? all - kept->files : 0;
  g_task_return_pointer (task, kept, g_free);
}

/** desk_kept_measure_async: how much of the help desk is kept here. */
void
desk_kept_measure_async (DeskSession *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_SESSION (session));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_kept_measure_async);
  g_task_set_task_data (task, g_strdup (session->account_dir != NULL ? session->account_dir : session->data_dir), g_free);
  g_task_run_in_thread (task, measure);
}

/** desk_kept_measure_finish: %FALSE with @error set. */
gboolean
desk_kept_measure_finish (DeskSession *session, GAsyncResult *result, DeskKept *kept, GError **error)
{
  g_autofree DeskKept *measured = NULL;

  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (kept != NULL, FALSE);

  measured = g_task_propagate_pointer (G_TASK (result), error);
  if (measured != NULL)
    *kept = *measured;
  return measured != NULL;
}

/* Trimming ------------------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *folder;
  char **busy;                  /* ids of files that are on their way */
  guint64 bytes;
} Trim;

typedef struct
{
  char *path;
  guint64 size;
  gint64 used;
} KeptFile;

static void
trim_free (Trim *trim)
{
  g_free (trim->folder);
  g_strfreev (trim->busy);
  g_free (trim);
}

static void
kept_file_free (KeptFile *file)
{
  g_free (file->path);
  g_free (file);
}

/* The one that was used longest ago comes first. */
static int
compare_use (gconstpointer one, gconstpointer other)
{
  const KeptFile *a = *(const KeptFile *const *) one;
  const KeptFile *b = *(const KeptFile *const *) other;

  return (a->used > b->used) - (a->used < b->used);
}

/* What is no file of an attachment is not looked at: a copy that is being written has another name. */
static GPtrArray *
list_files (const Trim *trim, guint64 *size, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) kept_file_free);
  g_autoptr (GDir) dir = g_dir_open (trim->folder, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (trim->folder, name, NULL);
      GStatBuf info;
      KeptFile *file;

      if (!g_uuid_string_is_valid (name) || g_stat (path, &info) != 0 || !S_ISREG (info.st_mode))
        continue;
      *size += info.st_size;
      if (g_strv_contains ((const char *const *) trim->busy, name))
        continue;
      file = g_new0 (KeptFile, 1);
      file->path = g_steal_pointer (&path);
      file->size = info.st_size;
      file->used = (gint64) info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
      g_ptr_array_add (files, file);
    }
  g_ptr_array_sort (files, compare_use);
  return g_steal_pointer (&files);
}

static void
run_trim (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Trim *trim = task_data;
  guint64 size = 0;
  guint64 freed = 0;
  GError *error = NULL;
  g_autoptr (GPtrArray) files = list_files (trim, &size, &error);

  for (guint i = 0; files != NULL && i < files->len && size > trim->bytes; i++)
    {
      const KeptFile *file = g_ptr_array_index (files, i);
      int saved;

      if (g_unlink (file->path) == 0)
        {
          size -= file->size;
          freed += file->size;
          continue;
        }
      saved = errno;
      if (saved != ENOENT && error == NULL)
        error = g_error_new (DESK_ERROR, DESK_ERROR_FILE, "%s: %s", file->path, g_strerror (saved));
    }
  if (error != NULL)
    {
      g_task_return_error (task, desk_problem_new (error));
      g_error_free (error);
    }
  else
    {
      g_task_return_int (task, (gssize) freed);
    }
}

/** desk_kept_trim_async: lets files go until there are no more than @bytes of them; those that are on their way stay. */
void
desk_kept_trim_async (DeskSession *session, guint64 bytes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Trim *trim;

  g_return_if_fail (DESK_IS_SESSION (session));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_kept_trim_async);
  if (session->account_dir == NULL || session->transfers == NULL)
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_SESSION_ENDED, "Nobody is signed in");
      return;
    }
  trim = g_new0 (Trim, 1);
  trim->folder = g_build_filename (session->account_dir, "files", NULL);
  trim->busy = desk_transfers_dup_downloads (session->transfers);
  trim->bytes = bytes;
  g_task_set_task_data (task, trim, (GDestroyNotify) trim_free);
  g_task_run_in_thread (task, run_trim);
}

/** desk_kept_trim_finish: how many bytes are free again; 0 with @error of %DESK_ERROR set where a file could not be removed. */
guint64
desk_kept_trim_finish (DeskSession *session, GAsyncResult *result, GError **error)
{
  gssize freed;

  g_return_val_if_fail (g_task_is_valid (result, session), 0);

  freed = g_task_propagate_int (G_TASK (result), error);
  return MAX (freed, 0);
}

/* The limit ----------------------------------------------------------------------------------------------------------------------------------- */

static void
on_limit_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (source);
  g_autoptr (GError) error = NULL;

  desk_kept_trim_finish (self, result, &error);
  self->trimming = FALSE;
  if (error != NULL && self->account != NULL)
    desk_account_tell (self->account, error);
  if (self->trim_again)
    desk_session_keep_limit (self);
}

/* Files have come, or the limit is another: one look at a time. */
void
desk_session_keep_limit (DeskSession *self)
{
  self->trim_again = self->trimming;
  if (self->files_limit == 0 || self->trimming || self->transfers == NULL)
    return;
  self->trimming = TRUE;
  desk_kept_trim_async (self, self->files_limit, NULL, on_limit_kept, NULL);
}

/** desk_kept_set_limit: how many bytes of files may be kept, from now on; 0 for no limit. */
void
desk_kept_set_limit (DeskSession *session, guint64 bytes)
{
  g_return_if_fail (DESK_IS_SESSION (session));

  if (session->files_limit == bytes)
    return;
  session->files_limit = bytes;
  desk_session_keep_limit (session);
}
