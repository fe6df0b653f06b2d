/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-store.h"

#include "desk-database.h"
#include "desk-error.h"
#include "desk-scrub.h"
#include "desk-sql.h"
#include "desk-unsent.h"

/* One thread with one connection, working through its jobs in the order they came. */
typedef struct
{
  DeskStore *store;             /* not owned: the store joins the thread before it goes */
  GThread *thread;
  GAsyncQueue *jobs;            /* Job, or CLOSE_JOB at the end */
  sqlite3 *db;
  gboolean writes;
  gboolean marked;              /* see desk-unsent.c */
  DeskScrub *scrub;             /* for when no job waits; NULL when nothing is due */
} Worker;

typedef struct
{
  DeskStoreWriteFunc write;
  DeskStoreReadFunc read;
  gpointer data;
  GDestroyNotify data_destroy;
} Job;

/* What a job ended with, on its way to the main thread. */
typedef struct
{
  GTask *task;
  DeskStoreChanges *changes;
  gpointer result;
  GDestroyNotify result_destroy;
  GError *error;
  gboolean damaged;
} Answer;

struct _DeskStore
{
  GObject parent_instance;

  char *path;
  GMainContext *context;
  Worker writer;
  Worker reader;
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

/* Tells a thread to end; its address is what counts. */
static char close_job;
#define CLOSE_JOB ((gpointer) &close_job)

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_destroy != NULL)
    job->data_destroy (job->data);
  g_free (job);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->changes, desk_store_changes_unref);
  g_clear_error (&answer->error);
  g_object_unref (answer->task);
  g_free (answer);
}

static gboolean
on_answer (gpointer user_data)
{
  Answer *answer = user_data;
  DeskStore *self = g_task_get_source_object (answer->task);

  if (answer->damaged && !self->damage_said)
    {
      self->damage_said = TRUE;
      g_signal_emit (self, signals[SIGNAL_DAMAGED], 0);
    }
  if (answer->error == NULL && answer->changes != NULL && !desk_store_changes_is_empty (answer->changes))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, answer->changes);

  if (answer->error != NULL)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (answer->task, answer->result, answer->result_destroy);

  return G_SOURCE_REMOVE;
}

static void
run_write (Worker *worker,
           Job *job,
           Answer *answer)
{
  answer->changes = desk_store_changes_new ();
  if (!desk_sql_exec (worker->db, "BEGIN IMMEDIATE", &answer->error))
    return;
  if (job->write (worker->db, answer->changes, job->data, &answer->result, &answer->error) &&
      desk_unsent_commit (worker->db, worker->store->path, &worker->marked, &answer->error))
    return;

  g_assert (answer->error != NULL);
  answer->damaged = desk_database_is_damage (sqlite3_errcode (worker->db));
  /* A full disk may have rolled back by itself. */
  if (!sqlite3_get_autocommit (worker->db))
    desk_sql_exec (worker->db, "ROLLBACK", NULL);
}

/* All of a job's questions see the same state. One that nobody waits for any more ends in the middle, since others stand in line behind it. */
static void
run_read (Worker *worker,
          Job *job,
          GCancellable *cancellable,
          Answer *answer)
{
  if (!desk_sql_exec (worker->db, "BEGIN", &answer->error))
    return;
  desk_sql_heed (worker->db, cancellable);
  if (!job->read (worker->db, job->data, &answer->result, &answer->error))
    answer->damaged = desk_database_is_damage (sqlite3_errcode (worker->db));
  desk_sql_heed (worker->db, NULL);
  if (!sqlite3_get_autocommit (worker->db))
    desk_sql_exec (worker->db, "COMMIT", NULL);
}

/* A source of its own: g_main_context_invoke() would run it here whenever the main thread happens to do something else. */
static void
send_answer (DeskStore *self,
             Answer *answer)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (answer->task));
  g_source_set_static_name (source, "desk-store answer");
  g_source_set_callback (source, on_answer, answer, answer_free);
  g_source_attach (source, self->context);
}

static void
run_job (Worker *worker,
         GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GDestroyNotify result_destroy = g_object_get_data (G_OBJECT (task), "result-destroy");
  Answer *answer = g_new0 (Answer, 1);

  answer->task = task;
  answer->result_destroy = result_destroy;
  if (!worker->writes && desk_store_is_closing (worker->store))
    g_set_error_literal (&answer->error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The cache is closed");
  else if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &answer->error))
    {
      if (worker->writes)
        run_write (worker, job, answer);
      else
        run_read (worker, job, g_task_get_cancellable (task), answer);
    }
  if (answer->error != NULL)
    {
      if (answer->damaged)
        desk_database_mark_damaged (worker->store->path);
      if (answer->result != NULL && result_destroy != NULL)
        result_destroy (answer->result);
      answer->result = NULL;
    }

  send_answer (worker->store, answer);
}

/* A job may have removed something, also while the rest of what was removed before is being wiped: that begins anew then. */
static void
look_for_scrub (Worker *worker)
{
  if (!worker->writes)
    return;
  g_clear_pointer (&worker->scrub, desk_scrub_free);
  worker->scrub = desk_scrub_new_if_due (worker->db);
}

static gpointer
worker_run (gpointer data)
{
  Worker *worker = data;

  look_for_scrub (worker);
  for (;;)
    {
      gpointer job = worker->scrub != NULL ? g_async_queue_try_pop (worker->jobs) : g_async_queue_pop (worker->jobs);

      if (job == CLOSE_JOB)
        break;
      if (job != NULL)
        {
          run_job (worker, job);
          look_for_scrub (worker);
        }
      else if (!desk_scrub_step (worker->scrub, worker->db))
        {
          g_clear_pointer (&worker->scrub, desk_scrub_free);
        }
    }
  g_clear_pointer (&worker->scrub, desk_scrub_free);

  return NULL;
}

static void
worker_start (Worker *worker,
              DeskStore *store,
              const char *name,
              gboolean writes)
{
  worker->store = store;
  worker->writes = writes;
  worker->marked = desk_unsent_is_marked (store->path);
  worker->jobs = g_async_queue_new ();
  worker->thread = g_thread_new (name, worker_run, worker);
}

static void
worker_stop (Worker *worker)
{
  if (worker->thread != NULL)
    {
      g_async_queue_push (worker->jobs, CLOSE_JOB);
      g_thread_join (g_steal_pointer (&worker->thread));
    }
  g_clear_pointer (&worker->jobs, g_async_queue_unref);
  g_clear_pointer (&worker->db, sqlite3_close);
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

  worker_start (&self->writer, self, "desk-writer", TRUE);
  worker_start (&self->reader, self, "desk-reader", FALSE);

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
  worker_stop (&self->reader);
  worker_stop (&self->writer);
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
           const Job *job,
           GDestroyNotify result_destroy,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (job, sizeof (Job)), job_free);
  g_task_set_check_cancellable (task, FALSE);
  g_object_set_data (G_OBJECT (task), "result-destroy", result_destroy);

  return task;
}

static void
give_job (DeskStore *self,
          Worker *worker,
          GTask *task)
{
  if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The cache is closed");
  else
    g_async_queue_push (worker->jobs, g_object_ref (task));
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
 * Gives the writer a job. Jobs run one after the other in the order they were given; one that fails leaves nothing behind.
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
  const Job job = { .write = func, .data = data, .data_destroy = data_destroy };
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
  const Job job = { .read = func, .data = data, .data_destroy = data_destroy };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (DESK_IS_STORE (self));
  g_return_if_fail (func != NULL);

  task = make_task (self, &job, result_destroy, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_store_read_async);
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
