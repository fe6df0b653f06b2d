/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-store.h"

typedef struct
{
  const DeskRowType *type;
  JsonArray *rows;
} MergeJob;

static void
merge_job_free (gpointer data)
{
  MergeJob *job = data;

  json_array_unref (job->rows);
  g_free (job);
}

static gboolean
run_merge (sqlite3 *db,
           DeskStoreChanges *changes,
           gpointer data,
           gpointer *result,
           GError **error)
{
  MergeJob *job = data;

  return desk_store_merge (db, job->type, job->rows, changes, error);
}

/**
 * desk_store_merge_async:
 * @self: a store
 * @type: what the rows are
 * @rows: an array of objects; not to be changed any more
 * @cancellable: (nullable): stops a job that has not begun
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Runs desk_store_merge() as a job of its own.
 */
void
desk_store_merge_async (DeskStore *self,
                        const DeskRowType *type,
                        JsonArray *rows,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  MergeJob *job;

  g_return_if_fail (DESK_IS_STORE (self));
  g_return_if_fail (type != NULL);
  g_return_if_fail (rows != NULL);

  job = g_new0 (MergeJob, 1);
  job->type = type;
  job->rows = json_array_ref (rows);
  desk_store_write_async (self, run_merge, job, merge_job_free, NULL, cancellable, callback, user_data);
}

/**
 * desk_store_merge_finish:
 * @self: a store
 * @result: as given to the callback
 * @error: return location; of %DESK_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Ends desk_store_merge_async().
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_merge_finish (DeskStore *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (DESK_IS_STORE (self), FALSE);

  desk_store_write_finish (self, result, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
