/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-refresher.h"

#include <json-glib/json-glib.h>

#include "supa-clock.h"
#include "supa-session-private.h"

/* Trades a refresh token for a new session: one request at a time, however many ask for it, since a token may be spent only
 * once; and the new one is in the store before anybody sees it (wire facts B.6, I.10). */
struct _SupaRefresher
{
  GObject parent_instance;

  SupaTransport *transport;
  SupaSessionKeeper *keeper;

  SupaSession *session;   /* the one that is being refreshed, or NULL */
  SupaSession *fresh;     /* what came back, while it is being saved */
  GError *ended;          /* why the server ended it, while the store is being cleared */
  GCancellable *cancellable;
  GPtrArray *waiting;     /* of GTask */

  guint failures;
  GError *last_error;
  gint64 not_before;      /* CLOCK_BOOTTIME; the server asked to be left alone until then */
};

G_DEFINE_FINAL_TYPE (SupaRefresher, supa_refresher, G_TYPE_OBJECT)

enum
{
  SIGNAL_STORE_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
supa_refresher_finalize (GObject *object)
{
  SupaRefresher *self = SUPA_REFRESHER (object);

  g_clear_object (&self->transport);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->session, supa_session_unref);
  g_clear_pointer (&self->fresh, supa_session_unref);
  g_clear_error (&self->ended);
  g_clear_error (&self->last_error);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (supa_refresher_parent_class)->finalize (object);
}

static void
supa_refresher_class_init (SupaRefresherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = supa_refresher_finalize;

  signals[SIGNAL_STORE_FAILED] =
    g_signal_new ("store-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  G_TYPE_ERROR);
}

static void
supa_refresher_init (SupaRefresher *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/*< private >
 * supa_refresher_new:
 */
SupaRefresher *
supa_refresher_new (SupaTransport     *transport,
                    SupaSessionKeeper *keeper)
{
  SupaRefresher *self = g_object_new (SUPA_TYPE_REFRESHER, NULL);

  g_set_object (&self->transport, transport);
  g_set_object (&self->keeper, keeper);
  return self;
}

/* Gives everybody who waits the same answer. */
static void
answer_all (SupaRefresher *self,
            SupaSession   *session,
            const GError  *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_pointer (&self->session, supa_session_unref);
  g_clear_object (&self->cancellable);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);
      GSource *watch = g_task_get_task_data (task);

      if (watch != NULL)
        g_source_destroy (watch);
      if (session != NULL)
        g_task_return_pointer (task, supa_session_ref (session), (GDestroyNotify) supa_session_unref);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

static gboolean
on_waiter_cancelled (GCancellable *cancellable,
                     gpointer      data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (data));
  SupaRefresher *self = g_task_get_source_object (task);

  g_ptr_array_remove (self->waiting, task);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
add_waiter (SupaRefresher *self,
            GTask         *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      GSource *watch = g_cancellable_source_new (cancellable);

      g_source_set_callback (watch, G_SOURCE_FUNC (on_waiter_cancelled), task, NULL);
      g_source_attach (watch, g_task_get_context (task));
      g_task_set_task_data (task, watch, (GDestroyNotify) g_source_unref);
    }
  g_ptr_array_add (self->waiting, g_object_ref (task));
}

/* Seconds to leave the server alone after so many failures. Being without a network is no load for the server. */
static guint
get_cooldown (const GError *error,
              guint         failures)
{
  static const guint limited[] = { 5, 10, 20, 30, 60 };
  static const guint broken[] = { 1, 2, 5, 10, 30 };
  guint step = MIN (failures, G_N_ELEMENTS (limited)) - 1;

  if (g_error_matches (error, SUPA_ERROR, SUPA_ERROR_RATE_LIMITED))
    return limited[step];
  if (g_error_matches (error, SUPA_ERROR, SUPA_ERROR_OFFLINE))
    return 0;

  return broken[step];
}

static gboolean
is_fatal (const GError *error)
{
  return g_error_matches (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED) ||
         /* "invalid_grant" of older GoTrue: the refresh token is not accepted. */
         g_error_matches (error, SUPA_ERROR, SUPA_ERROR_CREDENTIALS) ||
         g_strcmp0 (supa_error_get_server_code (error), "user_banned") == 0;
}

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SupaRefresher) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) ended = g_steal_pointer (&self->ended);

  if (!supa_session_keeper_write_finish (SUPA_SESSION_KEEPER (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_STORE_FAILED], 0, error);

  answer_all (self, NULL, ended);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (SupaRefresher) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) fresh = g_steal_pointer (&self->fresh);

  if (!supa_session_keeper_write_finish (SUPA_SESSION_KEEPER (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_STORE_FAILED], 0, error);

  answer_all (self, fresh, NULL);
}

static void
take_failure (SupaRefresher *self,
              const GError  *error)
{
  if (is_fatal (error))
    {
      self->ended = supa_error_copy_as (error, SUPA_ERROR_SESSION_ENDED);
      supa_session_keeper_clear_async (self->keeper, on_cleared, g_object_ref (self));
      return;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->failures++;
      self->not_before = supa_clock_get_boottime () + (gint64) get_cooldown (error, self->failures) * G_USEC_PER_SEC;
      g_clear_error (&self->last_error);
      self->last_error = g_error_copy (error);
      g_debug ("The session could not be refreshed: %s", error->message);
    }
  answer_all (self, NULL, error);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (SupaRefresher) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = supa_transport_send_finish (SUPA_TRANSPORT (source), result, &error);
  g_autoptr (SupaSession) fresh = NULL;

  if (body != NULL)
    fresh = supa_session_new_from_answer (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body),
                                          supa_transport_get_server_time (self->transport), &error);
  if (fresh == NULL)
    {
      take_failure (self, error);
      return;
    }

  self->failures = 0;
  self->not_before = 0;
  g_clear_error (&self->last_error);
  self->fresh = g_steal_pointer (&fresh);
  supa_session_keeper_save_async (self->keeper, self->fresh, on_saved, g_object_ref (self));
}

static void
start (SupaRefresher *self,
       SupaSession   *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  json_object_set_string_member (object, "refresh_token", supa_session_get_refresh_token (session));
  text = json_to_string (root, FALSE);
  body = g_bytes_new (text, strlen (text));

  self->session = supa_session_ref (session);
  self->cancellable = g_cancellable_new ();

  /* With the API key, not with the user's token: that one may have run out (wire facts B.1). */
  message = supa_transport_new_message (self->transport, "POST", "/auth/v1/token?grant_type=refresh_token", NULL, &error);
  if (message == NULL)
    {
      take_failure (self, error);
      return;
    }

  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Supabase-Api-Version", "2024-01-01");
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  supa_transport_send_async (self->transport, message, SUPA_SERVICE_AUTH, TRUE, self->cancellable, on_answered,
                             g_object_ref (self));
}

/*< private >
 * supa_refresher_run_async:
 * @session: the session to be refreshed
 *
 * Joins the request that is under way, if there is one. After a failure that the server complained of, asks nothing for a while and
 * gives the same failure again.
 */
void
supa_refresher_run_async (SupaRefresher       *self,
                          SupaSession         *session,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, supa_refresher_run_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->session == NULL && self->last_error != NULL && supa_clock_get_boottime () < self->not_before)
    {
      g_task_return_error (task, g_error_copy (self->last_error));
      return;
    }

  /* The refresh of a session that was left meanwhile is just ending. */
  if (self->session != NULL &&
      !g_str_equal (supa_session_get_refresh_token (self->session), supa_session_get_refresh_token (session)))
    {
      g_task_return_error (task, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL, "Another refresh is ending"));
      return;
    }

  add_waiter (self, task);
  if (self->session == NULL)
    start (self, session);
}

/*< private >
 * supa_refresher_run_finish:
 *
 * Returns: (transfer full) (nullable): the new session; %NULL with SUPA_ERROR_SESSION_ENDED where the server ended it, the store
 *   being cleared already; %NULL with another error where the old one may still be good
 */
SupaSession *
supa_refresher_run_finish (SupaRefresher  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*< private >
 * supa_refresher_cancel:
 *
 * Stops the request under way: nothing is saved after it. Everybody who waits is told G_IO_ERROR_CANCELLED.
 */
void
supa_refresher_cancel (SupaRefresher *self)
{
  g_return_if_fail (SUPA_IS_REFRESHER (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  self->failures = 0;
  self->not_before = 0;
  g_clear_error (&self->last_error);
}

/*< private >
 * supa_refresher_get_retry_delay:
 *
 * Returns: seconds to wait before the next try that nobody asked for
 */
guint
supa_refresher_get_retry_delay (SupaRefresher *self)
{
  static const guint delays[] = { 0, 2, 5, 10, 20, 30 };
  guint delay = delays[MIN (self->failures, G_N_ELEMENTS (delays) - 1)];
  gint64 wait = self->not_before - supa_clock_get_boottime ();

  return MAX (delay, wait > 0 ? (guint) (wait / G_USEC_PER_SEC) + 1 : 0);
}
