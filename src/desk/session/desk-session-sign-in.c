/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Signing in: by a password, by a code that came by e-mail, and by the code of an authenticator after either. */

#include "config.h"

#include "desk-session.h"

#include "desk-error.h"
#include "desk-problem.h"
#include "desk-session-internal.h"

#define HALF "desk-half-sign-in"

typedef gboolean (*FinishFunc) (SupaAuth *auth, GAsyncResult *result, GError **error);

typedef struct
{
  char *server;
  char *key;
  char *email;
  FinishFunc finish;
} SignIn;

static SignIn *
sign_in_new (const char *server, const char *key, const char *email)
{
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->server = desk_account_dup_server (server);
  sign_in->key = g_strstrip (g_strdup (key));
  sign_in->email = g_strstrip (g_strdup (email));

  return sign_in;
}

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_free (sign_in->server);
  g_free (sign_in->key);
  g_free (sign_in->email);
  g_free (sign_in);
}

/* The first factor was right: its client waits for the second one, and nobody is here before. */
typedef struct
{
  SupaClient *client;
  char *server;
  char *key;
} Half;

static void
half_free (gpointer data)
{
  Half *half = data;

  g_object_unref (half->client);
  g_free (half->server);
  g_free (half->key);
  g_free (half);
}

static void
wait_for_second_factor (GTask *task)
{
  DeskSession *self = g_task_get_source_object (task);
  const SignIn *sign_in = g_task_get_task_data (task);
  Half *half = g_new0 (Half, 1);

  half->client = g_object_ref (self->client);
  half->server = g_strdup (sign_in->server);
  half->key = g_strdup (sign_in->key);
  g_object_set_data_full (G_OBJECT (self), HALF, half, half_free);
  desk_session_close_account (self);
  desk_session_take_state (self, DESK_SESSION_SIGNED_OUT);
  g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_SECOND_FACTOR, "A second factor is asked for");
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = g_task_get_source_object (task);
  const SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (sign_in->finish (SUPA_AUTH (source), result, &error))
    {
      g_object_set_data (G_OBJECT (self), HALF, NULL);
      desk_session_go_on (self, sign_in->server, g_steal_pointer (&task));
    }
  else if (g_error_matches (error, SUPA_ERROR, SUPA_ERROR_SECOND_FACTOR))
    wait_for_second_factor (task);
  else
    desk_session_give_up (task, error);
}

/* (nullable): %NULL where it has ended already, since somebody is here. */
static GTask *
begin (DeskSession *self, SignIn *sign_in, FinishFunc finish, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_session_sign_in_async);
  g_task_set_task_data (task, sign_in, sign_in_free);
  sign_in->finish = finish;

  return desk_session_begin (self, task) ? g_steal_pointer (&task) : NULL;
}

/**
 * desk_session_sign_in_async:
 * @server: the address, as typed
 * @key: the project's public key
 * @email: the person's address
 * @password: their password; it is sent and forgotten
 *
 * Signs in and opens the account's cache.
 */
void
desk_session_sign_in_async (DeskSession        *self,
                            const char         *server,
                            const char         *key,
                            const char         *email,
                            const char         *password,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  SignIn *sign_in;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (server != NULL && key != NULL && email != NULL && password != NULL);

  sign_in = sign_in_new (server, key, email);
  task = begin (self, sign_in, supa_auth_sign_in_with_password_finish, cancellable, callback, user_data);
  if (task == NULL)
    return;

  desk_session_make_client (self, sign_in->server, sign_in->key);
  supa_auth_sign_in_with_password_async (supa_client_get_auth (self->client), sign_in->email, password, cancellable, on_signed_in, task);
}

/**
 * desk_session_sign_in_finish:
 * @self: a session
 * @result: of any of the ways to sign in
 * @error: of %DESK_ERROR; %DESK_ERROR_SECOND_FACTOR where the code of an authenticator is asked for as well
 *
 * Returns: whether somebody is signed in
 */
gboolean
desk_session_sign_in_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_code_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (supa_auth_send_code_finish (SUPA_AUTH (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, desk_problem_new (error));
}

/**
 * desk_session_send_code_async:
 * @self: a session
 * @server: the address, as typed
 * @key: the project's public key
 * @email: the address of somebody who has an account
 * @cancellable: (nullable)
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Lets the server send a code by e-mail, in place of a password; desk_session_sign_in_with_code_async() takes it.
 */
void
desk_session_send_code_async (DeskSession        *self,
                              const char         *server,
                              const char         *key,
                              const char         *email,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (SupaClient) client = NULL;
  SignIn *sign_in;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (server != NULL && key != NULL && email != NULL);

  sign_in = sign_in_new (server, key, email);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_send_code_async);
  g_task_set_task_data (task, sign_in, sign_in_free);
  /* It lives as long as what it was asked for. */
  client = supa_client_new (sign_in->server, sign_in->key, NULL);
  g_object_set_data_full (G_OBJECT (task), "client", g_object_ref (client), g_object_unref);
  supa_auth_send_code_async (supa_client_get_auth (client), sign_in->email, cancellable, on_code_sent, task);
}

/** desk_session_send_code_finish: %FALSE with @error of %DESK_ERROR set. */
gboolean
desk_session_send_code_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_session_sign_in_with_code_async:
 * @self: a session
 * @server: the address, as typed
 * @key: the project's public key
 * @email: the address that the code was sent to
 * @code: the code
 * @cancellable: (nullable)
 * @callback: called when done; desk_session_sign_in_finish() ends it
 * @user_data: for @callback
 *
 * Signs in by a code that came by e-mail.
 */
void
desk_session_sign_in_with_code_async (DeskSession        *self,
                                      const char         *server,
                                      const char         *key,
                                      const char         *email,
                                      const char         *code,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  SignIn *sign_in;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (server != NULL && key != NULL && email != NULL && code != NULL);

  sign_in = sign_in_new (server, key, email);
  task = begin (self, sign_in, supa_auth_sign_in_with_code_finish, cancellable, callback, user_data);
  if (task == NULL)
    return;

  desk_session_make_client (self, sign_in->server, sign_in->key);
  supa_auth_sign_in_with_code_async (supa_client_get_auth (self->client), sign_in->email, code, cancellable, on_signed_in, task);
}

/**
 * desk_session_give_second_factor_async:
 * @self: a session
 * @code: what the authenticator shows
 * @cancellable: (nullable)
 * @callback: called when done; desk_session_sign_in_finish() ends it
 * @user_data: for @callback
 *
 * Goes on with a sign-in that ended with %DESK_ERROR_SECOND_FACTOR. After a wrong code another one may be given.
 */
void
desk_session_give_second_factor_async (DeskSession        *self,
                                       const char         *code,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  const Half *half;
  SignIn *sign_in;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (code != NULL);

  half = g_object_get_data (G_OBJECT (self), HALF);
  sign_in = sign_in_new (half != NULL ? half->server : "", half != NULL ? half->key : "", "");
  task = begin (self, sign_in, supa_auth_give_second_factor_finish, cancellable, callback, user_data);
  if (task == NULL)
    return;
  if (half == NULL)
    {
      g_autoptr (GError) nobody = g_error_new_literal (DESK_ERROR, DESK_ERROR_SESSION_ENDED, "Nobody has begun to sign in");

      desk_session_give_up (task, nobody);
      g_object_unref (task);
      return;
    }

  g_free (self->key);
  self->key = g_strdup (half->key);
  self->client = g_object_ref (half->client);
  desk_session_heed_client (self);
  supa_auth_give_second_factor_async (supa_client_get_auth (self->client), code, cancellable, on_signed_in, task);
}
