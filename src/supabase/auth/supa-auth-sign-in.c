/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Signing in: by a password, by a code that comes by e-mail in its place, and by the one of an authenticator after either (wire facts B.4, B.7). */

#include "config.h"

#include "supa-auth-private.h"

#include <json-glib/json-glib.h>

#include "supa-error-private.h"
#include "supa-json.h"

#define HALF "supa-half-session"

/* What the first factor gave. It is neither kept on disk nor used for anything but the second one. */
typedef struct
{
  SupaSession *session;
  char *factor_id;
} SupaHalf;

static void
supa_half_free (gpointer data)
{
  SupaHalf *half = data;

  supa_session_unref (half->session);
  g_free (half->factor_id);
  g_free (half);
}

static gboolean
is_wanted (JsonObject *factor)
{
  return g_strcmp0 (supa_json_get_text (factor, "status"), "verified") == 0 &&
         g_strcmp0 (supa_json_get_text (factor, "factor_type"), "totp") == 0 && supa_json_get_text (factor, "id") != NULL;
}

/*< private >
 * supa_auth_keep_half:
 * @session: what the server gave for the first factor
 * @answer: all of its answer, with the person's factors
 *
 * Returns: whether the person has an authenticator, so that this is only half of a sign-in
 */
gboolean
supa_auth_keep_half (SupaAuth    *self,
                     SupaSession *session,
                     GBytes      *answer)
{
  g_autoptr (JsonNode) root = supa_json_read (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL);
  JsonObject *user = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? supa_json_get_object (json_node_get_object (root), "user") : NULL;
  JsonNode *node = user != NULL ? json_object_get_member (user, "factors") : NULL;
  JsonArray *factors = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  g_object_set_data (G_OBJECT (self), HALF, NULL);
  for (guint i = 0; factors != NULL && i < json_array_get_length (factors); i++)
    {
      JsonNode *factor = json_array_get_element (factors, i);
      SupaHalf *half;

      if (!JSON_NODE_HOLDS_OBJECT (factor) || !is_wanted (json_node_get_object (factor)))
        continue;
      half = g_new0 (SupaHalf, 1);
      half->session = supa_session_ref (session);
      half->factor_id = g_strdup (supa_json_get_text (json_node_get_object (factor), "id"));
      g_object_set_data_full (G_OBJECT (self), HALF, half, supa_half_free);
      return TRUE;
    }

  return FALSE;
}

/* Sends @body, which is taken, and ends @task where that cannot even begin. */
static void
post (GTask              *task,
      const char         *path,
      const char         *token,
      JsonObject         *body,
      GAsyncReadyCallback on_answered)
{
  SupaTransport *transport = supa_auth_get_transport (g_task_get_source_object (task));
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), body);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text = json_to_string (root, FALSE);
  GError *error = NULL;

  json_object_unref (body);
  bytes = g_bytes_new_take (text, strlen (text));
  message = supa_transport_new_message (transport, "POST", path, token, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Supabase-Api-Version", "2024-01-01");
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  supa_transport_send_async (transport, message, SUPA_SERVICE_AUTH, token == NULL, g_task_get_cancellable (task), on_answered,
                             g_object_ref (task));
}

static void
on_session_answered (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = supa_transport_send_finish (SUPA_TRANSPORT (source), result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_task_get_source_tag (task) == supa_auth_give_second_factor_async)
    g_object_set_data (g_task_get_source_object (task), HALF, NULL);
  supa_auth_take_answer (task, body);
}

/**
 * supa_auth_sign_in_with_password_async:
 * @self: the object
 * @email: the address
 * @password: the password; it is sent, and not kept
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Signs in, and writes the session to the store. Where the store fails, the sign-in holds all the same, and SupaAuth::store-failed
 * is emitted.
 */
void
supa_auth_sign_in_with_password_async (SupaAuth            *self,
                                       const char          *email,
                                       const char          *password,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  JsonObject *body;

  g_return_if_fail (SUPA_IS_AUTH (self));
  g_return_if_fail (email != NULL);
  g_return_if_fail (password != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_auth_sign_in_with_password_async);
  body = json_object_new ();
  json_object_set_string_member (body, "email", email);
  json_object_set_string_member (body, "password", password);
  json_object_set_object_member (body, "gotrue_meta_security", json_object_new ());
  post (task, "/auth/v1/token?grant_type=password", NULL, body, on_session_answered);
}

/**
 * supa_auth_sign_in_with_password_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: %SUPA_ERROR_CREDENTIALS for a wrong address or password, %SUPA_ERROR_SECOND_FACTOR where that is not all, %SUPA_ERROR_NO_SERVER,
 *   %SUPA_ERROR_API_KEY, and so on
 *
 * Returns: whether somebody is signed in now
 */
gboolean
supa_auth_sign_in_with_password_finish (SupaAuth      *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_code_sent (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = supa_transport_send_finish (SUPA_TRANSPORT (source), result, &error);

  if (body == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * supa_auth_send_code_async:
 * @self: the object
 * @email: the address of somebody who has an account; nobody gets one by this
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Lets the server send a code to the address, which supa_auth_sign_in_with_code_async() takes.
 */
void
supa_auth_send_code_async (SupaAuth            *self,
                           const char          *email,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  JsonObject *body;

  g_return_if_fail (SUPA_IS_AUTH (self));
  g_return_if_fail (email != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_auth_send_code_async);
  body = json_object_new ();
  json_object_set_string_member (body, "email", email);
  json_object_set_boolean_member (body, "create_user", FALSE);
  json_object_set_object_member (body, "gotrue_meta_security", json_object_new ());
  post (task, "/auth/v1/otp", NULL, body, on_code_sent);
}

/**
 * supa_auth_send_code_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: among others with the server's code `email_provider_disabled`, `otp_disabled` or `over_email_send_rate_limit`
 *
 * Returns: whether the server has taken it; that does not say that the address has an account
 */
gboolean
supa_auth_send_code_finish (SupaAuth      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * supa_auth_sign_in_with_code_async:
 * @self: the object
 * @email: the address that the code was sent to
 * @code: the code
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Signs in by a code that came by e-mail, as supa_auth_sign_in_with_password_async() does by a password.
 */
void
supa_auth_sign_in_with_code_async (SupaAuth            *self,
                                   const char          *email,
                                   const char          *code,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  JsonObject *body;

  g_return_if_fail (SUPA_IS_AUTH (self));
  g_return_if_fail (email != NULL);
  g_return_if_fail (code != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_auth_sign_in_with_code_async);
  body = json_object_new ();
  json_object_set_string_member (body, "type", "email");
  json_object_set_string_member (body, "email", email);
  json_object_set_string_member (body, "token", code);
  json_object_set_object_member (body, "gotrue_meta_security", json_object_new ());
  post (task, "/auth/v1/verify", NULL, body, on_session_answered);
}

/**
 * supa_auth_sign_in_with_code_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: with the server's code `otp_expired` for one that is wrong or too old; %SUPA_ERROR_SECOND_FACTOR where that is not all
 *
 * Returns: whether somebody is signed in now
 */
gboolean
supa_auth_sign_in_with_code_finish (SupaAuth      *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_challenged (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaHalf *half = g_object_get_data (g_task_get_source_object (task), HALF);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = supa_transport_send_finish (SUPA_TRANSPORT (source), result, &error);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *path = NULL;
  const char *challenge = NULL;
  JsonObject *body;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  root = supa_json_read (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    challenge = supa_json_get_text (json_node_get_object (root), "id");
  if (challenge == NULL || half == NULL)
    {
      g_task_return_error (task, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL, "This is no challenge"));
      return;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "challenge_id", challenge);
  json_object_set_string_member (body, "code", g_task_get_task_data (task));
  path = g_strdup_printf ("/auth/v1/factors/%s/verify", half->factor_id);
  post (task, path, supa_session_get_access_token (half->session), body, on_session_answered);
}

/**
 * supa_auth_give_second_factor_async:
 * @self: the object
 * @code: what the authenticator shows
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Ends a sign-in that failed with %SUPA_ERROR_SECOND_FACTOR. A wrong code may be followed by another.
 */
void
supa_auth_give_second_factor_async (SupaAuth            *self,
                                    const char          *code,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *path = NULL;
  SupaHalf *half;

  g_return_if_fail (SUPA_IS_AUTH (self));
  g_return_if_fail (code != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_auth_give_second_factor_async);
  half = g_object_get_data (G_OBJECT (self), HALF);
  if (half == NULL)
    {
      g_task_return_error (task, supa_error_new (SUPA_ERROR_SESSION_ENDED, 0, NULL, NULL, "Nobody has begun to sign in"));
      return;
    }

  g_task_set_task_data (task, g_strdup (code), g_free);
  path = g_strdup_printf ("/auth/v1/factors/%s/challenge", half->factor_id);
  post (task, path, supa_session_get_access_token (half->session), json_object_new (), on_challenged);
}

/**
 * supa_auth_give_second_factor_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: with the server's code `mfa_verification_failed` for a wrong code
 *
 * Returns: whether somebody is signed in now
 */
gboolean
supa_auth_give_second_factor_finish (SupaAuth      *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
