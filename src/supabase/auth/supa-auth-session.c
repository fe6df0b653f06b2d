/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How a session is taken from the server's answer or from the store, and ends by the person's will. */

#include "config.h"

#include "supa-auth-private.h"

#include "supa-error-private.h"
#include "supa-session-private.h"
#include "supa-wait.h"

/* The server's part of a sign-out is a courtesy; nobody waits longer for it. */
#define SIGN_OUT_PATIENCE_MS 5000

static void
on_sign_in_saved (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaAuth *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!supa_session_keeper_write_finish (SUPA_SESSION_KEEPER (source), result, &error))
    supa_auth_report_store_failure (self, error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    supa_session_keeper_clear_async (SUPA_SESSION_KEEPER (source), NULL, NULL);
  else
    supa_auth_take_new_session (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/*< private >
 * supa_auth_take_answer:
 * @task: a sign-in, which ends here or once the session is kept
 * @body: what the server answered
 *
 * Takes a session that the server has given; unless a second factor is asked for, when it is half a session.
 */
void
supa_auth_take_answer (GTask  *task,
                       GBytes *body)
{
  SupaAuth *self = g_task_get_source_object (task);
  g_autoptr (SupaSession) session = NULL;
  GError *error = NULL;

  session = supa_session_new_from_answer (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body),
                                          supa_transport_get_server_time (supa_auth_get_transport (self)), &error);
  if (session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_get_source_tag (task) != supa_auth_give_second_factor_async && supa_auth_keep_half (self, session, body))
    {
      g_task_return_error (task, supa_error_new (SUPA_ERROR_SECOND_FACTOR, 0, NULL, NULL, "A second factor is asked for"));
      return;
    }

  /* Whoever was signed in is not any more, or a refresh of that session might be saved after this one. */
  supa_auth_drop_session (self);
  g_task_set_task_data (task, supa_session_ref (session), (GDestroyNotify) supa_session_unref);
  supa_session_keeper_save_async (supa_auth_get_keeper (self), session, on_sign_in_saved, g_object_ref (task));
}

static void
on_restored (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaAuth *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) session = supa_session_keeper_load_finish (SUPA_SESSION_KEEPER (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Somebody who signed in meanwhile goes first. */
  if (supa_auth_get_session (self) == NULL && session != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    supa_auth_take_kept_session (self, session);
  g_task_return_boolean (task, supa_auth_get_session (self) != NULL);
}

/**
 * supa_auth_restore_async:
 * @self: the object
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Takes up the session that the store keeps. It needs no network: a session in the store is a session; where it has run out, it is
 * refreshed as soon as that is possible, and SupaAuth::session-ended tells when the server does not have it any more.
 */
void
supa_auth_restore_async (SupaAuth            *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SUPA_IS_AUTH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_auth_restore_async);
  supa_session_keeper_load_async (supa_auth_get_keeper (self), cancellable, on_restored, g_object_ref (task));
}

/**
 * supa_auth_restore_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: what the session store said, for instance that the keyring is locked
 *
 * Returns: %TRUE if somebody is signed in; %FALSE without @error where the store is empty
 */
gboolean
supa_auth_restore_finish (SupaAuth      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  GCancellable *patience;
  GError *clear_error;
  guint pending;
} SupaSignOut;

static void
supa_sign_out_free (gpointer data)
{
  SupaSignOut *sign_out = data;

  g_clear_object (&sign_out->patience);
  g_clear_error (&sign_out->clear_error);
  g_free (sign_out);
}

static void
finish_sign_out_part (GTask *task)
{
  SupaSignOut *sign_out = g_task_get_task_data (task);

  if (--sign_out->pending > 0)
    return;

  g_cancellable_cancel (sign_out->patience);
  if (sign_out->clear_error != NULL)
    g_task_return_error (task, g_steal_pointer (&sign_out->clear_error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_logout_answered (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = supa_transport_send_finish (SUPA_TRANSPORT (source), result, &error);

  /* A token that ran out, a session that is gone, no network: it ends here all the same (wire facts B.6). */
  if (body == NULL)
    g_debug ("The server did not take the sign-out: %s", error->message);
  finish_sign_out_part (task);
}

static void
on_patience_over (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GCancellable) patience = data;

  if (supa_wait_finish (result, NULL))
    g_cancellable_cancel (patience);
}

static void
on_sign_out_cleared (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaSignOut *sign_out = g_task_get_task_data (task);

  supa_session_keeper_write_finish (SUPA_SESSION_KEEPER (source), result, &sign_out->clear_error);
  finish_sign_out_part (task);
}

static void
tell_server (SupaAuth    *self,
             SupaSession *session,
             GTask       *task)
{
  SupaSignOut *sign_out = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;

  message = supa_transport_new_message (supa_auth_get_transport (self), "POST", "/auth/v1/logout?scope=local",
                                        supa_session_get_access_token (session), NULL);
  if (message == NULL)
    return;

  sign_out->pending++;
  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Supabase-Api-Version", "2024-01-01");
  supa_wait_async (SIGN_OUT_PATIENCE_MS, sign_out->patience, on_patience_over, g_object_ref (sign_out->patience));
  supa_transport_send_async (supa_auth_get_transport (self), message, SUPA_SERVICE_AUTH, FALSE, sign_out->patience,
                             on_logout_answered, g_object_ref (task));
}

/**
 * supa_auth_sign_out_async:
 * @self: the object
 * @cancellable: (nullable): stops the waiting, not the sign-out
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Ends the session: here and in the store always, at once; at the server where it can be reached within five seconds. The sessions
 * of the same person on other computers go on.
 */
void
supa_auth_sign_out_async (SupaAuth            *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SupaSession) session = NULL;
  SupaSignOut *sign_out;

  g_return_if_fail (SUPA_IS_AUTH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_auth_sign_out_async);
  sign_out = g_new0 (SupaSignOut, 1);
  sign_out->patience = g_cancellable_new ();
  sign_out->pending = 1;
  g_task_set_task_data (task, sign_out, supa_sign_out_free);

  if (supa_auth_get_session (self) != NULL)
    session = supa_session_ref (supa_auth_get_session (self));
  supa_auth_drop_session (self);
  if (session != NULL)
    tell_server (self, session, task);
  supa_session_keeper_clear_async (supa_auth_get_keeper (self), on_sign_out_cleared, g_object_ref (task));
}

/**
 * supa_auth_sign_out_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: why the secret may still be in the store
 *
 * Returns: whether nothing of the session is left
 */
gboolean
supa_auth_sign_out_finish (SupaAuth      *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
