/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-auth-private.h"

#include "supa-error-private.h"
#include "supa-refresher.h"

/* Refresh so long before the token runs out (wire facts B.6, I.10). */
#define MARGIN_SECONDS 90
/* Timers stand still while the computer sleeps, so look at the clock this often. */
#define TICK_SECONDS 30

/**
 * SupaAuth:
 *
 * Who is signed in. The session is refreshed by itself, one request at a time, 90 s before it runs out by the server's clock; the
 * refreshed session is in the store before it is used. Being offline, rate limits and broken servers never end a session; only
 * the server's word does (wire facts B.6, I.10). Main thread only.
 */
struct _SupaAuth
{
  GObject parent_instance;

  SupaTransport *transport;
  SupaSessionKeeper *keeper;
  SupaRefresher *refresher;

  SupaSession *session;
  GError *ended_reason;
  gint64 margin;
  guint timer_id;
};

G_DEFINE_FINAL_TYPE (SupaAuth, supa_auth, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_ENDED_REASON,
  N_PROPS
};

enum
{
  SIGNAL_SESSION_ENDED,
  SIGNAL_STORE_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void schedule (SupaAuth *self);

static void
supa_auth_dispose (GObject *object)
{
  SupaAuth *self = SUPA_AUTH (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->refresher != NULL)
    g_signal_handlers_disconnect_by_data (self->refresher, self);
  g_clear_object (&self->refresher);
  g_clear_object (&self->keeper);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->session, supa_session_unref);
  g_clear_error (&self->ended_reason);

  G_OBJECT_CLASS (supa_auth_parent_class)->dispose (object);
}

static void
supa_auth_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  SupaAuth *self = SUPA_AUTH (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_boxed (value, self->session);
      break;
    case PROP_ENDED_REASON:
      g_value_set_boxed (value, self->ended_reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
supa_auth_class_init (SupaAuthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = supa_auth_dispose;
  object_class->get_property = supa_auth_get_property;

  /**
   * SupaAuth:session: (getter get_session)
   *
   * The session, or %NULL. Notified on sign-in, on each refresh, and on sign-out.
   */
  properties[PROP_SESSION] =
    g_param_spec_boxed ("session", NULL, NULL, SUPA_TYPE_SESSION, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SupaAuth:ended-reason:
   *
   * Why the server ended the last session, or %NULL.
   */
  properties[PROP_ENDED_REASON] =
    g_param_spec_boxed ("ended-reason", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SupaAuth::session-ended:
   * @self: the object
   * @reason: a SUPA_ERROR_SESSION_ENDED
   *
   * The server ended the session for good. The store is cleared already; the person must sign in again.
   */
  signals[SIGNAL_SESSION_ENDED] =
    g_signal_new ("session-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  G_TYPE_ERROR);

  /**
   * SupaAuth::store-failed:
   * @self: the object
   * @error: what the session store said
   *
   * The session could not be written to the store, or not be removed from it. It is good as long as the program runs.
   */
  signals[SIGNAL_STORE_FAILED] =
    g_signal_new ("store-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  G_TYPE_ERROR);
}

static void
supa_auth_init (SupaAuth *self)
{
  self->margin = MARGIN_SECONDS;
}

static void
on_store_failed (SupaRefresher *refresher,
                 const GError  *error,
                 SupaAuth      *self)
{
  g_signal_emit (self, signals[SIGNAL_STORE_FAILED], 0, error);
}

/*< private >
 * supa_auth_new:
 */
SupaAuth *
supa_auth_new (SupaTransport    *transport,
               SupaSessionStore *store)
{
  SupaAuth *self = g_object_new (SUPA_TYPE_AUTH, NULL);

  g_set_object (&self->transport, transport);
  self->keeper = supa_session_keeper_new (store, supa_transport_get_url (transport));
  self->refresher = supa_refresher_new (transport, self->keeper);
  g_signal_connect (self->refresher, "store-failed", G_CALLBACK (on_store_failed), self);

  return self;
}

static void
set_session (SupaAuth    *self,
             SupaSession *session)
{
  if (self->session == session)
    return;

  g_clear_pointer (&self->session, supa_session_unref);
  self->session = session != NULL ? supa_session_ref (session) : NULL;
  schedule (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
set_ended_reason (SupaAuth     *self,
                  const GError *reason)
{
  if (self->ended_reason == NULL && reason == NULL)
    return;

  g_clear_error (&self->ended_reason);
  self->ended_reason = reason != NULL ? g_error_copy (reason) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDED_REASON]);
}

/*< private >
 * supa_auth_take_new_session:
 * @session: one that the server has just given
 *
 * A token that lives shorter than the usual margin would be refreshed without end, so the margin shrinks with it.
 */
void
supa_auth_take_new_session (SupaAuth    *self,
                            SupaSession *session)
{
  gint64 lifetime = supa_session_get_expires_at (session) - supa_transport_get_server_time (self->transport);

  self->margin = CLAMP (lifetime / 2, 1, MARGIN_SECONDS);
  set_ended_reason (self, NULL);
  set_session (self, session);
}

/*< private >
 * supa_auth_take_kept_session:
 * @session: one that was in the store
 */
void
supa_auth_take_kept_session (SupaAuth    *self,
                             SupaSession *session)
{
  self->margin = MARGIN_SECONDS;
  set_session (self, session);
}

/*< private >
 * supa_auth_drop_session:
 *
 * Forgets the session here, and sees to it that no refresh under way brings it back.
 */
void
supa_auth_drop_session (SupaAuth *self)
{
  supa_refresher_cancel (self->refresher);
  set_ended_reason (self, NULL);
  set_session (self, NULL);
}

/*< private >
 * supa_auth_report_store_failure:
 */
void
supa_auth_report_store_failure (SupaAuth     *self,
                                const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_STORE_FAILED], 0, error);
}

SupaTransport *
supa_auth_get_transport (SupaAuth *self)
{
  return self->transport;
}

SupaSessionKeeper *
supa_auth_get_keeper (SupaAuth *self)
{
  return self->keeper;
}

static gboolean
is_due (SupaAuth *self)
{
  return supa_transport_get_server_time (self->transport) >= supa_session_get_expires_at (self->session) - self->margin;
}

/* What a finished refresh means, whoever asked for it. @before is the session that it began with. */
static void
take_refreshed (SupaAuth     *self,
                SupaSession  *before,
                SupaSession  *session,
                const GError *error)
{
  if (self->session != before)
    return;

  if (session != NULL)
    supa_auth_take_new_session (self, session);
  else if (g_error_matches (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED))
    {
      set_ended_reason (self, error);
      set_session (self, NULL);
      g_signal_emit (self, signals[SIGNAL_SESSION_ENDED], 0, error);
    }
  else
    schedule (self);
}

typedef struct
{
  SupaAuth *auth;
  SupaSession *before;
} SupaAutoRefresh;

static void
on_auto_refreshed (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  SupaAutoRefresh *refresh = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) session = supa_refresher_run_finish (SUPA_REFRESHER (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_refreshed (refresh->auth, refresh->before, session, error);

  g_object_unref (refresh->auth);
  supa_session_unref (refresh->before);
  g_free (refresh);
}

static gboolean
on_tick (gpointer data)
{
  SupaAuth *self = data;

  self->timer_id = 0;
  if (!is_due (self))
    schedule (self);
  else
    {
      SupaAutoRefresh *refresh = g_new0 (SupaAutoRefresh, 1);

      refresh->auth = g_object_ref (self);
      refresh->before = supa_session_ref (self->session);
      supa_refresher_run_async (self->refresher, self->session, NULL, on_auto_refreshed, refresh);
    }

  return G_SOURCE_REMOVE;
}

static void
schedule (SupaAuth *self)
{
  gint64 wait;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->session == NULL)
    return;

  wait = supa_session_get_expires_at (self->session) - self->margin - supa_transport_get_server_time (self->transport);
  wait = MAX (wait, supa_refresher_get_retry_delay (self->refresher));
  wait = CLAMP (wait, 0, TICK_SECONDS);
  self->timer_id = g_timeout_add (wait > 0 ? (guint) wait * 1000 : 1, on_tick, self);
}

/**
 * supa_auth_get_session:
 * @self: the object
 *
 * Returns: (transfer none) (nullable): the session of who is signed in; valid until the property changes
 */
SupaSession *
supa_auth_get_session (SupaAuth *self)
{
  g_return_val_if_fail (SUPA_IS_AUTH (self), NULL);

  return self->session;
}

typedef struct
{
  SupaSession *before;
  gboolean forced;
} SupaTokenWait;

static void
supa_token_wait_free (gpointer data)
{
  SupaTokenWait *wait = data;

  supa_session_unref (wait->before);
  g_free (wait);
}

static void
return_token (SupaAuth *self,
              GTask    *task)
{
  if (self->session != NULL)
    g_task_return_pointer (task, g_strdup (supa_session_get_access_token (self->session)), g_free);
  else
    g_task_return_error (task, supa_error_new (SUPA_ERROR_SESSION_ENDED, 0, NULL, NULL, "Nobody is signed in"));
}

static void
on_token_refreshed (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaAuth *self = g_task_get_source_object (task);
  SupaTokenWait *wait = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) session = supa_refresher_run_finish (SUPA_REFRESHER (source), result, &error);
  gboolean still_good;

  take_refreshed (self, wait->before, session, error);

  /* What runs out in a minute is good for a minute. */
  still_good = self->session == wait->before && !wait->forced && (error == NULL || supa_error_is_transient (error)) &&
               supa_transport_get_server_time (self->transport) < supa_session_get_expires_at (wait->before);

  if (error == NULL || still_good || self->session != wait->before)
    return_token (self, task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
refresh_for (SupaAuth *self,
             GTask    *task,
             gboolean  forced)
{
  SupaTokenWait *wait = g_new0 (SupaTokenWait, 1);

  wait->before = supa_session_ref (self->session);
  wait->forced = forced;
  g_task_set_task_data (task, wait, supa_token_wait_free);
  supa_refresher_run_async (self->refresher, self->session, g_task_get_cancellable (task), on_token_refreshed,
                            g_object_ref (task));
}

/**
 * supa_auth_get_token_async:
 * @self: the object
 * @force_refresh: whether to get a new token although the present one seems good
 * @cancellable: (nullable): to stop waiting; a refresh under way goes on
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Gets an access token that is good for a while, refreshing the session first where it is due. Where that fails for lack of
 * network, and the present token has not run out yet, it is given.
 */
void
supa_auth_get_token_async (SupaAuth            *self,
                           gboolean             force_refresh,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SUPA_IS_AUTH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_auth_get_token_async);

  if (self->session != NULL && (force_refresh || is_due (self)))
    refresh_for (self, task, force_refresh);
  else
    return_token (self, task);
}

/**
 * supa_auth_get_token_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: %SUPA_ERROR_SESSION_ENDED where nobody is signed in any more, or why the session could not be refreshed
 *
 * Returns: (transfer full) (nullable): the access token
 */
char *
supa_auth_get_token_finish (SupaAuth      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*< private >
 * supa_auth_replace_token_async:
 * @refused_token: the token that a server refused
 *
 * Like supa_auth_get_token_async(), but refreshes only where @refused_token is still the present one: of ten calls that were refused
 * together, nine find the work done. Ends by supa_auth_get_token_finish().
 */
void
supa_auth_replace_token_async (SupaAuth            *self,
                               const char          *refused_token,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  gboolean is_present = self->session != NULL &&
                        g_str_equal (supa_session_get_access_token (self->session), refused_token);

  supa_auth_get_token_async (self, is_present, cancellable, callback, user_data);
}
