/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-request.h"

#include "supa-wait.h"

/* A read that met a broken connection or a busy server is repeated; a write never is: it may have arrived (wire facts I.9). */
#define MAX_REPEATS 2

struct _SupaRequest
{
  SupaService service;
  char *method;
  char *path;
  GPtrArray *headers; /* name, value, name, value … */
  GBytes *body;
};

typedef struct
{
  SupaRequest *request;
  SupaAuth *auth;
  char *user_id; /* whose call it is; NULL for nobody's */
  char *token;
  guint repeats;
  gboolean token_replaced;
} SupaSend;

static void get_token (GTask *task);

/*< private >
 * supa_request_new:
 * @path: what follows the project's address, escaped, with its query
 */
SupaRequest *
supa_request_new (SupaService  service,
                  const char  *method,
                  const char  *path)
{
  SupaRequest *self = g_new0 (SupaRequest, 1);

  self->service = service;
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
supa_request_free (SupaRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
supa_request_set_header (SupaRequest *self,
                         const char  *name,
                         const char  *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/*< private >
 * supa_request_take_json:
 * @text: (transfer full): the body
 */
void
supa_request_take_json (SupaRequest *self,
                        char        *text)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new_take (text, strlen (text));
}

static void
supa_send_free (gpointer data)
{
  SupaSend *send = data;

  supa_request_free (send->request);
  g_clear_object (&send->auth);
  g_free (send->user_id);
  g_free (send->token);
  g_free (send);
}

static gboolean
is_worth_repeating (SupaSend     *send,
                    const GError *error)
{
  guint status = supa_error_get_http_status (error);

  if (!g_str_equal (send->request->method, "GET") || send->repeats >= MAX_REPEATS)
    return FALSE;

  return g_error_matches (error, SUPA_ERROR, SUPA_ERROR_OFFLINE) || status == 503 || status == 520;
}

static void
on_waited (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (supa_wait_finish (result, &error))
    get_token (task);
  else
    g_task_return_error (task, error);
}

static void on_token (GObject *source, GAsyncResult *result, gpointer data);

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaSend *send = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GBytes *body = supa_transport_send_finish (SUPA_TRANSPORT (source), result, &error);

  if (body != NULL)
    g_task_return_pointer (task, body, (GDestroyNotify) g_bytes_unref);
  else if (g_error_matches (error, SUPA_ERROR, SUPA_ERROR_TOKEN) && send->token != NULL && !send->token_replaced)
    {
      g_autofree char *refused = g_steal_pointer (&send->token);

      send->token_replaced = TRUE;
      supa_auth_replace_token_async (send->auth, refused, g_task_get_cancellable (task), on_token,
                                     g_object_ref (task));
    }
  else if (is_worth_repeating (send, error))
    {
      guint wait = (250u << (2 * send->repeats)) + (guint) g_random_int_range (0, 100);

      send->repeats++;
      supa_wait_async (wait, g_task_get_cancellable (task), on_waited, g_object_ref (task));
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
transmit (GTask *task)
{
  SupaSend *send = g_task_get_task_data (task);
  SupaRequest *request = send->request;
  SupaTransport *transport = supa_auth_get_transport (send->auth);
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;

  message = supa_transport_new_message (transport, request->method, request->path, send->token, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (message),
                                  g_ptr_array_index (request->headers, i), g_ptr_array_index (request->headers, i + 1));
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
  supa_transport_send_async (transport, message, request->service, send->token == NULL, g_task_get_cancellable (task),
                             on_answered, g_object_ref (task));
}

static void
on_token (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaSend *send = g_task_get_task_data (task);
  SupaSession *session = supa_auth_get_session (SUPA_AUTH (source));
  GError *error = NULL;

  send->token = supa_auth_get_token_finish (SUPA_AUTH (source), result, &error);
  if (send->token == NULL)
    g_task_return_error (task, error);
  else if (session == NULL || !g_str_equal (supa_session_get_user_id (session), send->user_id))
    /* Never carry out in one person's name what another one asked for. */
    g_task_return_error (task, supa_error_new (SUPA_ERROR_SESSION_ENDED, 0, NULL, NULL, "Somebody else is signed in"));
  else
    transmit (task);
}

static void
get_token (GTask *task)
{
  SupaSend *send = g_task_get_task_data (task);

  g_clear_pointer (&send->token, g_free);
  if (send->user_id == NULL)
    transmit (task);
  else
    supa_auth_get_token_async (send->auth, FALSE, g_task_get_cancellable (task), on_token, g_object_ref (task));
}

/*< private >
 * supa_request_send_async:
 * @self: (transfer full): the request
 *
 * Sends a request in the name of who is signed in at this moment, or with the API key alone where nobody is. A refused token is
 * refreshed once and the request repeated (wire facts C.5); a GET is repeated after a broken connection and after 503.
 */
void
supa_request_send_async (SupaRequest         *self,
                         SupaAuth            *auth,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GCancellable) chained = supa_transport_chain (supa_auth_get_transport (auth), cancellable);
  g_autoptr (GTask) task = g_task_new (NULL, chained, callback, user_data);
  SupaSession *session = supa_auth_get_session (auth);
  SupaSend *send = g_new0 (SupaSend, 1);

  send->request = self;
  send->auth = g_object_ref (auth);
  send->user_id = session != NULL ? g_strdup (supa_session_get_user_id (session)) : NULL;
  g_task_set_source_tag (task, supa_request_send_async);
  g_task_set_task_data (task, send, supa_send_free);

  get_token (task);
}

/*< private >
 * supa_request_send_finish:
 *
 * Returns: (transfer full) (nullable): the body of the successful answer
 */
GBytes *
supa_request_send_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
