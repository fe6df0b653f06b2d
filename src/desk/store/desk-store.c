/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-store.h"

#include "desk-database.h"
#include "desk-store-worker.h"

struct _DeskStore
{
  GObject parent_instance;

  char *path;
  GMainContext *context;
  DeskStoreWorker writer;
  DeskStoreWorker reader;
  DeskStoreCondition condition;
  int closing;                  /* atomic: nobody waits for what is still to be read */
  gboolean closed;
  gboolean damage_said;
};

G_DEFINE_FINAL_TYPE (DeskStore, desk_store, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DAMAGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/** desk_store_tell: says by the signals what a job did; @changes is %NULL for one that failed. */
void
desk_store_tell (DeskStore *self,
                 DeskStoreChanges *changes,
                 gboolean damaged)
{
  if (damaged && !self->damage_said)
    {
      self->damage_said = TRUE;
      g_signal_emit (self, signals[SIGNAL_DAMAGED], 0);
    }
  if (changes != NULL && !desk_store_changes_is_empty (changes))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

static void
desk_store_finalize (GObject *object)
{
  DeskStore *self = DESK_STORE (object);

  desk_store_close (self);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (desk_store_parent_class)->finalize (object);
}

static void
desk_store_class_init (DeskStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_store_finalize;

  /**
   * DeskStore::changed:
   * @self: a store
   * @changes: what the job touched
   *
   * A write job has been committed. Emitted in the main thread, in the order of the jobs, before the job's own callback.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, DESK_TYPE_STORE_CHANGES);
  /**
   * DeskStore::damaged:
   * @self: a store
   *
   * The file turned out to be broken while it was in use. What can be saved is saved at the next start. Emitted once, in the main thread.
   */
  signals[SIGNAL_DAMAGED] = g_signal_new ("damaged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
desk_store_init (DeskStore *self)
{
}

/**
 * desk_store_new:
 * @path: the cache file, in a folder that exists
 * @error: return location
 *
 * Opens the cache, makes or migrates it, and starts its two threads. Their answers come in the thread-default main context of the caller.
 *
 * Returns: (transfer full): a new store, or %NULL with @error set
 */
DeskStore *
desk_store_new (const char *path,
                GError **error)
{
  g_autoptr(DeskStore) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (DESK_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->context = g_main_context_ref_thread_default ();
  self->writer.db = desk_database_open (path, &self->condition, error);
  if (self->writer.db == NULL)
    return NULL;
  self->reader.db = desk_database_open_reader (path, error);
  if (self->reader.db == NULL)
    return NULL;

  desk_store_worker_start (&self->writer, self, self->path, self->context, "desk-writer", TRUE);
  desk_store_worker_start (&self->reader, self, self->path, self->context, "desk-reader", FALSE);

  return g_steal_pointer (&self);
}

/**
 * desk_store_get_condition:
 * @self: a store
 *
 * Tells how the file was found when it was opened. After anything but %DESK_STORE_INTACT everything has to be loaded again.
 *
 * Returns: the condition
 */
DeskStoreCondition
desk_store_get_condition (DeskStore *self)
{
  g_return_val_if_fail (DESK_IS_STORE (self), DESK_STORE_INTACT);

  return self->condition;
}

/**
 * desk_store_close:
 * @self: a store
 *
 * Finishes what was given to be written and closes the file; what was still to be read, and jobs given later, fail with %G_IO_ERROR_CLOSED.
 * Callbacks still come. Waits for the disk: for the end of a session only.
 */
void
desk_store_close (DeskStore *self)
{
  g_return_if_fail (DESK_IS_STORE (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  g_atomic_int_set (&self->closing, 1);
  desk_store_worker_stop (&self->reader);
  desk_store_worker_stop (&self->writer);
}

/**
 * desk_store_is_closing:
 * @self: a store
 *
 * Tells a long job that nobody waits for it any more. May be called from any thread.
 *
 * Returns: whether desk_store_close() has been called
 */
gboolean
desk_store_is_closing (DeskStore *self)
{
  g_return_val_if_fail (DESK_IS_STORE (self), TRUE);

  return g_atomic_int_get (&self->closing);
}

/* (transfer full): a task for a job; a job that has been committed has happened, cancelled or not */
static GTask *
make_task (DeskStore *self,
           const DeskStoreJob *job,
           GDestroyNotify result_destroy,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (job, sizeof (DeskStoreJob)), desk_store_job_free);
  g_task_set_check_cancellable (task, FALSE);
  g_object_set_data (G_OBJECT (task), "result-destroy", result_destroy);

  return task;
}

static void
give_job (DeskStore *self,
          DeskStoreWorker *worker,
          GTask *task)
{
  if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The cache is closed");
  else
    desk_store_worker_push (worker, g_object_ref (task));
}

/**
 * desk_store_write_async:
 * @self: a store
 * @func: runs in the writer thread inside a transaction
 * @data: for @func
 * @data_destroy: (nullable): frees @data, in the main thread, after the callback
 * @result_destroy: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): stops a job that has not begun
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Gives the writer a job. Jobs run one after the other in the order they were given; one that fails leaves nothing behind. Their
 * callbacks come in the same order, but that of a cancelled job may come after that of the next one.
 */
void
desk_store_write_async (DeskStore *self,
                        DeskStoreWriteFunc func,
                        gpointer data,
                        GDestroyNotify data_destroy,
                        GDestroyNotify result_destroy,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  const DeskStoreJob job = { .write = func, .data = data, .data_destroy = data_destroy };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (DESK_IS_STORE (self));
  g_return_if_fail (func != NULL);

  task = make_task (self, &job, result_destroy, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_store_write_async);
  give_job (self, &self->writer, task);
}

/**
 * desk_store_write_finish:
 * @self: a store
 * @result: as given to the callback
 * @error: return location; of %DESK_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what the job left; look at @error to tell %NULL from failure
 */
gpointer
desk_store_write_finish (DeskStore *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (DESK_IS_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * desk_store_read_async:
 * @self: a store
 * @func: runs in the reader thread; everything it reads is of one moment
 * @data: for @func
 * @data_destroy: (nullable): frees @data, in the main thread, after the callback
 * @result_destroy: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): stops a job, also in the middle
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Gives the reader a job. One given after a write's callback or the signal `changed` sees that write.
 */
void
desk_store_read_async (DeskStore *self,
                       DeskStoreReadFunc func,
                       gpointer data,
                       GDestroyNotify data_destroy,
                       GDestroyNotify result_destroy,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  const DeskStoreJob job = { .read = func, .data = data, .data_destroy = data_destroy };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (DESK_IS_STORE (self));
  g_return_if_fail (func != NULL);

  task = make_task (self, &job, result_destroy, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_store_read_async);
  give_job (self, &self->reader, task);
}

/**
 * desk_store_read_later_async:
 * @self: a store
 * @func: runs in the reader thread; everything it reads is of one moment
 * @data: for @func
 * @data_destroy: (nullable): frees @data, in the main thread, after the callback
 * @result_destroy: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): stops a job, also in the middle
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * desk_store_read_async() for what nobody looks at first: the reader takes it when no other job waits.
 */
void
desk_store_read_later_async (DeskStore *self,
                             DeskStoreReadFunc func,
                             gpointer data,
                             GDestroyNotify data_destroy,
                             GDestroyNotify result_destroy,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const DeskStoreJob job = { .read = func, .data = data, .data_destroy = data_destroy, .later = TRUE };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (DESK_IS_STORE (self));
  g_return_if_fail (func != NULL);

  task = make_task (self, &job, result_destroy, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_store_read_later_async);
  give_job (self, &self->reader, task);
}

/**
 * desk_store_read_finish:
 * @self: a store
 * @result: as given to the callback
 * @error: return location; of %DESK_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what the job left; look at @error to tell %NULL from failure
 */
gpointer
desk_store_read_finish (DeskStore *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (DESK_IS_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
