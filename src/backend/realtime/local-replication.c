/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-replication.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "realtime/local-delivery.h"
#include "realtime/local-stream.h"
#include "realtime/local-subscribers.h"

/* What is followed: what the project publishes, and what it sends from SQL. */
#define PUBLICATIONS "\"supabase_realtime\",\"supabase_realtime_messages_publication\""

/* How long to wait before a broken stream is tried again. */
#define RETRY_MS 500

/* How long to wait before it is looked again whether a transaction can be seen; it takes some microseconds. */
#define LOOK_MS 1

struct _LocalReplication
{
  gatomicrefcount references;
  LocalContext *context;
  LocalReplicationEvents events;
  gpointer user_data;

  GThread *thread;
  gint wake_fd;
  GMutex mutex;
  GCond cond;
  gboolean stopped;
  gboolean is_following;
  LocalSubscribers *subscribers;
};

/* What the thread alone works with, while a stream runs. */
typedef struct
{
  LocalReplication *replication;
  LocalStream *stream;
  GHashTable *relations;
  gint64 time;
  guint32 transaction;
  gboolean is_visible;
} Work;

/* One thing on its way to the main thread. */
typedef struct
{
  LocalReplication *replication;
  GPtrArray *parcels;
  GStrv message;
  gboolean is_private;
  gboolean is_lost;
  gboolean is_running;
} Notice;

static void
unref (LocalReplication *replication)
{
  if (!g_atomic_ref_count_dec (&replication->references))
    return;

  close (replication->wake_fd);
  local_subscribers_free (replication->subscribers);
  g_mutex_clear (&replication->mutex);
  g_cond_clear (&replication->cond);
  g_free (replication);
}

/* A notice that arrives late finds the thread's mark that it was stopped, so it keeps that alive. */
static Notice *
notice_new (LocalReplication *replication)
{
  Notice *notice = g_new0 (Notice, 1);

  g_atomic_ref_count_inc (&replication->references);
  notice->replication = replication;
  return notice;
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  unref (notice->replication);

  g_clear_pointer (&notice->parcels, g_ptr_array_unref);
  g_strfreev (notice->message);
  g_free (notice);
}

static gboolean
is_stopped (LocalReplication *replication)
{
  gboolean stopped;

  g_mutex_lock (&replication->mutex);
  stopped = replication->stopped;
  g_mutex_unlock (&replication->mutex);
  return stopped;
}

static gboolean
on_notice (gpointer data)
{
  Notice *notice = data;
  LocalReplication *replication = notice->replication;
  const LocalReplicationEvents *events = &replication->events;

  if (is_stopped (replication))
    return G_SOURCE_REMOVE;

  for (guint i = 0; notice->parcels != NULL && i < notice->parcels->len; i++)
    {
      LocalParcel *parcel = g_ptr_array_index (notice->parcels, i);

      events->change (parcel->serial, parcel->payload, replication->user_data);
    }
  if (notice->message != NULL)
    events->message (notice->message[0], notice->message[1], notice->message[2], notice->message[3], notice->is_private,
                     replication->user_data);
  if (notice->is_lost)
    events->lost (replication->user_data);
  if (notice->is_running)
    events->running (replication->user_data);

  return G_SOURCE_REMOVE;
}

/* Sources of one priority run in the order in which they were added, so the order of the log is kept. */
static void
tell (Notice *notice)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_notice, notice, notice_free);
}

static const gchar *
get_text (const LocalRelation *relation, const LocalPgoutput *message, const gchar *name)
{
  for (guint i = 0; i < relation->columns->len; i++)
    {
      const LocalColumn *column = &g_array_index (relation->columns, LocalColumn, i);

      if (strcmp (column->name, name) == 0 && column->wire >= 0 && (guint) column->wire < message->new_values->len)
        return g_array_index (message->new_values, LocalValue, column->wire).text;
    }

  return NULL;
}

/* A row of realtime.messages is a broadcast that was sent from SQL. */
static void
tell_message (Work *work, const LocalRelation *relation, const LocalPgoutput *message)
{
  const gchar *payload = get_text (relation, message, "payload");
  Notice *notice;

  if (message->kind != LOCAL_PGOUTPUT_INSERT || payload == NULL ||
      g_strcmp0 (get_text (relation, message, "extension"), "broadcast") != 0 || get_text (relation, message, "event") == NULL)
    return;

  notice = notice_new (work->replication);
  notice->message = g_new0 (gchar *, 5);
  notice->message[0] = g_strdup (get_text (relation, message, "topic"));
  notice->message[1] = g_strdup (get_text (relation, message, "event"));
  notice->message[2] = g_strdup (payload);
  notice->message[3] = g_strdup (get_text (relation, message, "id"));
  notice->is_private = g_strcmp0 (get_text (relation, message, "private"), "t") == 0;
  tell (notice);
}

static void
pause_for (LocalReplication *replication, gint milliseconds)
{
  gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  g_mutex_lock (&replication->mutex);
  while (!replication->stopped && g_cond_wait_until (&replication->cond, &replication->mutex, until))
    ;
  g_mutex_unlock (&replication->mutex);
}

/* Waits until others see what the transaction did. */
static gboolean
settle (Work *work, PGconn *admin, GError **error)
{
  while (!work->is_visible && !is_stopped (work->replication))
    {
      if (!local_delivery_is_visible (admin, work->transaction, &work->is_visible, error))
        return FALSE;
      if (!work->is_visible)
        pause_for (work->replication, LOOK_MS);
    }

  return TRUE;
}

static gboolean
tell_change (Work *work, const LocalRelation *relation, const LocalPgoutput *message, GError **error)
{
  LocalContext *context = work->replication->context;
  g_autoptr (GPtrArray) subscribers = local_subscribers_copy (work->replication->subscribers);
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GError) problem = NULL;
  PGconn *admin;
  PGconn *person;
  Notice *notice;

  if (subscribers->len == 0)
    return TRUE;
  admin = local_pool_take (context->admin, error);
  if (admin == NULL)
    return FALSE;
  person = local_pool_take (context->rest, error);
  if (person != NULL && settle (work, admin, &problem))
    parcels = local_delivery_pack (admin, person, relation, message, work->time, subscribers, &problem);
  local_pool_give (context->admin, admin);
  local_pool_give (context->rest, person);

  /* A change that cannot be told must not stand in the way of those after it. */
  if (problem != NULL)
    g_warning ("realtime: a change of %s is not told: %s", relation->quoted, problem->message);
  if (parcels == NULL || parcels->len == 0)
    return person != NULL;

  notice = notice_new (work->replication);
  notice->parcels = g_steal_pointer (&parcels);
  tell (notice);
  return TRUE;
}

static gboolean
learn_relation (Work *work, const LocalPgoutput *message, GError **error)
{
  LocalContext *context = work->replication->context;
  PGconn *connection = local_pool_take (context->admin, error);
  LocalRelation *relation = NULL;

  if (connection == NULL)
    return FALSE;

  /* The transaction itself may have changed the table. */
  if (settle (work, connection, error))
    relation = local_relation_new (connection, message, error);
  local_pool_give (context->admin, connection);
  if (relation == NULL)
    return FALSE;

  g_hash_table_insert (work->relations, GUINT_TO_POINTER (message->relation), relation);
  return TRUE;
}

static gboolean
handle (Work *work, const LocalPgoutput *message, GError **error)
{
  const LocalRelation *relation;

  if (message->kind == LOCAL_PGOUTPUT_BEGIN)
    {
      work->time = message->time;
      work->transaction = message->transaction;
      work->is_visible = FALSE;
    }
  if (message->kind == LOCAL_PGOUTPUT_RELATION)
    return learn_relation (work, message, error);
  if (message->kind != LOCAL_PGOUTPUT_INSERT && message->kind != LOCAL_PGOUTPUT_UPDATE &&
      message->kind != LOCAL_PGOUTPUT_DELETE)
    return TRUE;

  relation = g_hash_table_lookup (work->relations, GUINT_TO_POINTER (message->relation));
  if (relation == NULL || relation->columns->len == 0)
    return TRUE;
  if (g_str_equal (relation->schema, "realtime"))
    {
      tell_message (work, relation, message);
      return TRUE;
    }
  return tell_change (work, relation, message, error);
}

static gboolean
follow (Work *work, GError **error)
{
  while (!is_stopped (work->replication))
    {
      g_autoptr (LocalPgoutput) message = NULL;

      if (!local_stream_next (work->stream, &message, error))
        return FALSE;
      if (message != NULL && !handle (work, message, error))
        return FALSE;
      if (message == NULL && !local_stream_wait (work->stream, work->replication->wake_fd, error))
        return FALSE;
    }

  return TRUE;
}

static void
set_following (LocalReplication *replication, gboolean is_following)
{
  g_mutex_lock (&replication->mutex);
  replication->is_following = is_following;
  g_cond_broadcast (&replication->cond);
  g_mutex_unlock (&replication->mutex);
}

static void
run_stream (LocalReplication *replication, GError **error)
{
  g_autofree gchar *conninfo = g_strconcat (replication->context->conninfo, " user=supabase_admin replication=database", NULL);
  g_autoptr (LocalStream) stream = local_stream_open (conninfo, PUBLICATIONS, error);
  g_autoptr (GHashTable) relations = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) local_relation_free);
  Work work = { .replication = replication, .stream = stream, .relations = relations };
  Notice *notice;

  if (stream == NULL)
    return;

  set_following (replication, TRUE);
  notice = notice_new (replication);
  notice->is_running = TRUE;
  tell (notice);

  if (!follow (&work, error))
    {
      set_following (replication, FALSE);
      notice = notice_new (replication);
      notice->is_lost = TRUE;
      tell (notice);
    }
}

static gpointer
run_thread (gpointer data)
{
  LocalReplication *replication = data;

  while (!is_stopped (replication))
    {
      g_autoptr (GError) error = NULL;

      run_stream (replication, &error);
      if (error != NULL && !is_stopped (replication))
        {
          g_message ("realtime: the stream of changes broke: %s", error->message);
          pause_for (replication, RETRY_MS);
        }
    }

  return NULL;
}

/**
 * local_replication_new:
 * @context: what all services share
 * @events: what to tell
 * @user_data: handed to @events
 *
 * Makes the thread, which does not run yet.
 *
 * Returns: (transfer full): the thread
 */
LocalReplication *
local_replication_new (LocalContext *context, const LocalReplicationEvents *events, gpointer user_data)
{
  LocalReplication *replication = g_new0 (LocalReplication, 1);

  g_atomic_ref_count_init (&replication->references);
  replication->context = context;
  replication->events = *events;
  replication->user_data = user_data;
  replication->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  replication->subscribers = local_subscribers_new ();
  g_mutex_init (&replication->mutex);
  g_cond_init (&replication->cond);
  return replication;
}

/**
 * local_replication_start:
 * @replication: the thread
 *
 * Begins to follow.
 */
void
local_replication_start (LocalReplication *replication)
{
  replication->thread = g_thread_new ("realtime", run_thread, replication);
}

/**
 * local_replication_wait:
 * @replication: the thread, started
 * @seconds: how long to wait at most
 * @error: return location of an error
 *
 * Waits until the stream runs: what is committed from then on is heard of.
 *
 * Returns: %TRUE if it runs
 */
gboolean
local_replication_wait (LocalReplication *replication, guint seconds, GError **error)
{
  gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  gboolean is_following;

  g_mutex_lock (&replication->mutex);
  while (!replication->is_following && g_cond_wait_until (&replication->cond, &replication->mutex, until))
    ;
  is_following = replication->is_following;
  g_mutex_unlock (&replication->mutex);
  if (!is_following)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the stream of changes did not start within %u seconds", seconds);

  return is_following;
}

/**
 * local_replication_stop:
 * @replication: the thread
 *
 * Stops following, and waits until the thread has ended.
 */
void
local_replication_stop (LocalReplication *replication)
{
  const guint64 one = 1;

  g_mutex_lock (&replication->mutex);
  replication->stopped = TRUE;
  g_cond_broadcast (&replication->cond);
  g_mutex_unlock (&replication->mutex);
  if (write (replication->wake_fd, &one, sizeof one) != sizeof one)
    g_warning ("realtime: the thread cannot be woken");
  g_clear_pointer (&replication->thread, g_thread_join);
}

/**
 * local_replication_free:
 * @replication: (transfer full): the thread, stopped
 *
 * Frees what belongs to the thread.
 */
void
local_replication_free (LocalReplication *replication)
{
  g_return_if_fail (replication->thread == NULL);

  unref (replication);
}

/**
 * local_replication_subscribe:
 * @replication: the thread
 * @subscriber: a channel, which replaces what it subscribed to before
 *
 * Lets a channel hear of what is committed from now on.
 */
void
local_replication_subscribe (LocalReplication *replication, LocalSubscriber *subscriber)
{
  local_subscribers_add (replication->subscribers, subscriber);
}

/**
 * local_replication_unsubscribe:
 * @replication: the thread
 * @serial: a channel
 *
 * Lets a channel hear of no more changes.
 */
void
local_replication_unsubscribe (LocalReplication *replication, guint64 serial)
{
  local_subscribers_remove (replication->subscribers, serial);
}
