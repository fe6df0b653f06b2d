/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "functions/local-schedule.h"

#include "functions/local-function-call.h"

/* As install_cron() schedules them. */
static const struct {
  const char *function;
  guint seconds;
} jobs[] = {
  { "send-emails", 60 },
  { "sla-monitor", 5 * 60 },
  { "erase-files", 60 * 60 },
};

typedef struct {
  LocalSchedule *schedule;
  const char *function;
  guint timer;
  guint last_status;
  LocalRequest *request;
  LocalResponse *response;
} Job;

struct _LocalSchedule {
  LocalContext *context;
  LocalDeno *deno;
  SoupSession *session;
  GCancellable *cancellable;
  Job jobs[G_N_ELEMENTS (jobs)];
  guint n_running;
};

static LocalRequest *
make_request (LocalContext *context,
              const char   *function)
{
  LocalRequest *request = g_new0 (LocalRequest, 1);

  request->method = g_strdup ("POST");
  request->path = g_strconcat ("/", function, NULL);
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (request->headers, g_strdup ("content-type"), g_strdup ("application/json"));
  g_hash_table_insert (request->headers, g_strdup ("x-guichet-secret"), g_strdup (context->functions_secret));
  request->body = g_bytes_new_static ("{}", 2);

  return request;
}

/* The log tells when something changes, not every minute again. */
static void
on_called (LocalResponse *response,
           gpointer       user_data)
{
  Job *job = user_data;
  guint status = response->status;

  if (status != job->last_status && !g_cancellable_is_cancelled (job->schedule->cancellable)
      && (job->last_status != 0 || !SOUP_STATUS_IS_SUCCESSFUL (status)))
    g_message ("%s answers %u now", job->function, status);
  job->last_status = status;
  g_clear_pointer (&job->request, local_request_free);
  g_clear_pointer (&job->response, local_response_free);
  job->schedule->n_running--;
}

static gboolean
on_time (gpointer user_data)
{
  Job *job = user_data;
  LocalSchedule *self = job->schedule;

  /* The last run goes on: it does what this one would. */
  if (job->request != NULL)
    return G_SOURCE_CONTINUE;
  job->request = make_request (self->context, job->function);
  job->response = local_response_new ();
  self->n_running++;
  local_function_call_start (self->deno, self->session, self->context->functions_patience, job->request, job->response,
                             self->cancellable, on_called, job);

  return G_SOURCE_CONTINUE;
}

/**
 * local_schedule_new:
 * @context: what all services share
 * @deno: who runs the functions
 * @session: from local_function_call_make_session()
 *
 * Begins to call the functions.
 *
 * Returns: (transfer full): the schedule
 */
LocalSchedule *
local_schedule_new (LocalContext *context,
                    LocalDeno    *deno,
                    SoupSession  *session)
{
  LocalSchedule *self;

  g_return_val_if_fail (context != NULL && deno != NULL && session != NULL, NULL);

  self = g_new0 (LocalSchedule, 1);
  self->context = context;
  self->deno = deno;
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++) {
    guint seconds = context->functions_period < 0 ? jobs[i].seconds : (guint) context->functions_period;

    self->jobs[i].schedule = self;
    self->jobs[i].function = jobs[i].function;
    if (seconds > 0)
      self->jobs[i].timer = g_timeout_add_seconds (seconds, on_time, &self->jobs[i]);
  }

  return self;
}

/**
 * local_schedule_free:
 * @self: (transfer full): the schedule
 *
 * Calls no function any more, and waits for the calls that are under way to be given up.
 */
void
local_schedule_free (LocalSchedule *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    g_clear_handle_id (&self->jobs[i].timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  while (self->n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  g_free (self);
}
