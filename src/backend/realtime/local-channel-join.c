/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>

#include "realtime/local-channel-private.h"

/* What a worker thread is to find out for a channel. The channel itself is not touched there. */
typedef struct
{
  LocalChannel *channel;
  LocalContext *context;
  LocalPerson *person;
  GPtrArray *bindings;
  gchar *name;
  LocalRights rights;
  gchar *problem;
} Job;

static Job *
job_new (LocalChannel *channel, LocalPerson *person)
{
  Job *job = g_new0 (Job, 1);

  channel->hub->n_asked++;
  job->channel = local_channel_ref (channel);
  job->context = channel->hub->context;
  job->person = local_person_ref (person);
  job->bindings = g_ptr_array_ref (channel->bindings);
  job->name = g_strdup (channel->name);
  return job;
}

/* Runs in the main thread: a task lets go of its data there. */
static void
job_free (gpointer data)
{
  Job *job = data;

  local_person_unref (job->person);
  g_ptr_array_unref (job->bindings);
  g_free (job->name);
  g_free (job->problem);
  g_free (job);
}

static void
probe (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (local_authorization_probe (job->context, job->person, job->name, &job->rights, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LocalChannel *channel = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree gchar *reason = NULL;
  gboolean asked = g_task_propagate_boolean (G_TASK (result), &error);

  if (!asked)
    g_message ("realtime: the policies of %s cannot be asked: %s", job->name, error->message);

  if (channel->state == LOCAL_CHANNEL_JOINED && asked)
    local_channel_renew (channel, job->person, &job->rights);
  else if (channel->state == LOCAL_CHANNEL_JOINED)
    local_channel_shut_down (channel, "Realtime was unable to connect to the project database");
  else if (channel->state == LOCAL_CHANNEL_JOINING && asked && (job->rights.read_broadcast || job->rights.read_presence))
    {
      channel->rights = job->rights;
      local_channel_enter (channel);
    }
  else if (channel->state == LOCAL_CHANNEL_JOINING)
    {
      reason = asked ? g_strconcat ("Unauthorized: You do not have permissions to read from this Channel topic: ", job->name, NULL)
                     : g_strdup ("UnableToConnectToProject: Realtime was unable to connect to the project database");
      local_channel_refuse (channel, reason);
    }
  channel->hub->n_asked--;
  local_channel_unref (channel);
}

/* Asks the policies what a person may do on the channel's private topic. */
void
local_channel_authorize (LocalChannel *channel, LocalPerson *person)
{
  Job *job = job_new (channel, person);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_probed, job->channel);

  g_task_set_source_tag (task, local_channel_authorize);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, probe);
}

static void
check (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (local_authorization_check_bindings (job->context, job->person, job->bindings, &job->problem, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_hearing (LocalChannel *channel)
{
  g_autoptr (LocalSubscriber) subscriber = local_subscriber_new (channel->serial, channel->person, channel->bindings);

  local_replication_subscribe (channel->hub->replication, subscriber);
  channel->waits_for_stream = !channel->hub->is_running;
  if (channel->hub->is_running)
    local_channel_say (channel, "postgres_changes", "ok", "Subscribed to PostgreSQL");
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LocalChannel *channel = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean asked = g_task_propagate_boolean (G_TASK (result), &error);

  if (channel->state == LOCAL_CHANNEL_JOINED && !asked)
    {
      g_message ("realtime: a subscription cannot be checked: %s", error->message);
      local_channel_say (channel, "postgres_changes", "error", "Unable to connect to the project database");
    }
  else if (channel->state == LOCAL_CHANNEL_JOINED && job->problem != NULL)
    local_channel_say (channel, "postgres_changes", "error", job->problem);
  else if (channel->state == LOCAL_CHANNEL_JOINED)
    start_hearing (channel);
  channel->hub->n_asked--;
  local_channel_unref (channel);
}

/* Lets the channel hear of changes, if what it asks for is there. */
void
local_channel_subscribe (LocalChannel *channel)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (channel->binding_problem != NULL)
    {
      local_channel_say (channel, "postgres_changes", "error", channel->binding_problem);
      return;
    }

  job = job_new (channel, channel->person);
  task = g_task_new (NULL, NULL, on_checked, job->channel);
  g_task_set_source_tag (task, local_channel_subscribe);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, check);
}

/**
 * local_channel_on_running:
 * @channel: a channel
 *
 * Tells a channel that waited for the stream of changes that it hears of them now.
 */
void
local_channel_on_running (LocalChannel *channel)
{
  if (!channel->waits_for_stream)
    return;

  channel->waits_for_stream = FALSE;
  local_channel_say (channel, "postgres_changes", "ok", "Subscribed to PostgreSQL");
}
