/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-store-worker.h"

#include "desk-database.h"
#include "desk-sql.h"
#include "desk-unsent.h"

/* The threads of the store. */

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

/* Tells a thread to end; its address is what counts. */
static char close_job;
#define CLOSE_JOB ((gpointer) &close_job)

/** desk_store_job_free: frees a job and what it is about. */
void
desk_store_job_free (gpointer data)
{
  DeskStoreJob *job = data;

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

  desk_store_tell (g_task_get_source_object (answer->task), answer->error == NULL ? answer->changes : NULL, answer->damaged);
  if (answer->error != NULL)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (answer->task, answer->result, answer->result_destroy);

  return G_SOURCE_REMOVE;
}

static void
run_write (DeskStoreWorker *worker,
           DeskStoreJob *job,
           Answer *answer)
{
  answer->changes = desk_store_changes_new ();
  if (!desk_sql_exec (worker->db, "BEGIN IMMEDIATE", &answer->error))
    return;
  if (job->write (worker->db, answer->changes, job->data, &answer->result, &answer->error) &&
      desk_unsent_commit (worker->db, worker->path, &worker->marked, &answer->error))
    return;

  g_assert (answer->error != NULL);
  answer->damaged = desk_database_is_damage (sqlite3_errcode (worker->db));
  /* A full disk may have rolled back by itself. */
  if (!sqlite3_get_autocommit (worker->db))
    desk_sql_exec (worker->db, "ROLLBACK", NULL);
}

/* All of a job's questions see the same state. One that nobody waits for any more ends in the middle, since others stand in line behind it. */
static void
run_read (DeskStoreWorker *worker,
          DeskStoreJob *job,
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
send_answer (DeskStoreWorker *worker,
             Answer *answer)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (answer->task));
  g_source_set_static_name (source, "desk-store answer");
  g_source_set_callback (source, on_answer, answer, answer_free);
  g_source_attach (source, worker->context);
}

static void
run_job (DeskStoreWorker *worker,
         GTask *task)
{
  DeskStoreJob *job = g_task_get_task_data (task);
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
        desk_database_mark_damaged (worker->path);
      if (answer->result != NULL && result_destroy != NULL)
        result_destroy (answer->result);
      answer->result = NULL;
    }

  send_answer (worker, answer);
}

/* A job may have removed something, also while the rest of what was removed before is being wiped: that begins anew then. */
static void
look_for_scrub (DeskStoreWorker *worker)
{
  if (!worker->writes)
    return;
  g_clear_pointer (&worker->scrub, desk_scrub_free);
  worker->scrub = desk_scrub_new_if_due (worker->db);
}

static gpointer
worker_run (gpointer data)
{
  DeskStoreWorker *worker = data;

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

/**
 * desk_store_worker_start:
 * @worker: with its connection, which it closes in the end
 * @store: whose jobs it does
 * @path: the cache file
 * @context: where the answers go
 * @name: of the thread
 * @writes: whether its jobs write
 *
 * Starts the thread.
 */
void
desk_store_worker_start (DeskStoreWorker *worker,
                         DeskStore *store,
                         const char *path,
                         GMainContext *context,
                         const char *name,
                         gboolean writes)
{
  worker->store = store;
  worker->path = path;
  worker->context = context;
  worker->writes = writes;
  worker->marked = desk_unsent_is_marked (worker->path);
  worker->jobs = g_async_queue_new ();
  worker->thread = g_thread_new (name, worker_run, worker);
}

/* Those of one kind stay in the order they came. */
static int
compare_jobs (gconstpointer a,
              gconstpointer b,
              gpointer nothing)
{
  const DeskStoreJob *one = g_task_get_task_data (G_TASK (a)), *other = g_task_get_task_data (G_TASK (b));

  return one->later - other->later;
}

/** desk_store_worker_push: gives it a job: (transfer full) a task whose data is a DeskStoreJob. */
void
desk_store_worker_push (DeskStoreWorker *worker,
                        GTask *task)
{
  g_async_queue_push_sorted (worker->jobs, task, compare_jobs, NULL);
}

/** desk_store_worker_stop: lets it finish what it was given, and waits for that. */
void
desk_store_worker_stop (DeskStoreWorker *worker)
{
  if (worker->thread != NULL)
    {
      g_async_queue_push (worker->jobs, CLOSE_JOB);
      g_thread_join (g_steal_pointer (&worker->thread));
    }
  g_clear_pointer (&worker->jobs, g_async_queue_unref);
  g_clear_pointer (&worker->db, sqlite3_close);
}
