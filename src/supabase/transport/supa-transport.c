/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-transport.h"

#include <string.h>

/* No byte for so long means that the connection is gone. */
#define TIMEOUT_SECONDS 30

/* The connection to one project: its address, its key, the HTTP session, and what its clock says. */
struct _SupaTransport
{
  GObject parent_instance;

  char *url;
  char *api_key;
  SoupSession *session;
  GCancellable *closing;
  gint64 skew; /* the server's clock minus ours, in seconds */
};

G_DEFINE_FINAL_TYPE (SupaTransport, supa_transport, G_TYPE_OBJECT)

static void
supa_transport_finalize (GObject *object)
{
  SupaTransport *self = SUPA_TRANSPORT (object);

  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->api_key, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->closing);

  G_OBJECT_CLASS (supa_transport_parent_class)->finalize (object);
}

static void
supa_transport_class_init (SupaTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = supa_transport_finalize;
}

static void
supa_transport_init (SupaTransport *self)
{
  self->closing = g_cancellable_new ();
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS,
                                                 "idle-timeout", 60,
                                                 "max-conns-per-host", 8,
                                                 "user-agent", "Guichet/" PACKAGE_VERSION " ",
                                                 NULL);
}

/*< private >
 * supa_transport_new:
 *
 * Returns: (transfer full): a connection to one project; white space around the arguments and slashes after the address go
 */
SupaTransport *
supa_transport_new (const char *url,
                    const char *api_key)
{
  SupaTransport *self = g_object_new (SUPA_TYPE_TRANSPORT, NULL);
  gsize length;

  self->url = g_strstrip (g_strdup (url));
  self->api_key = g_strstrip (g_strdup (api_key));
  for (length = strlen (self->url); length > 0 && self->url[length - 1] == '/'; length--)
    self->url[length - 1] = '\0';

  return self;
}

const char *
supa_transport_get_url (SupaTransport *self)
{
  g_return_val_if_fail (SUPA_IS_TRANSPORT (self), NULL);

  return self->url;
}

const char *
supa_transport_get_api_key (SupaTransport *self)
{
  g_return_val_if_fail (SUPA_IS_TRANSPORT (self), NULL);

  return self->api_key;
}

SoupSession *
supa_transport_get_session (SupaTransport *self)
{
  g_return_val_if_fail (SUPA_IS_TRANSPORT (self), NULL);

  return self->session;
}

/*< private >
 * supa_transport_get_closing:
 *
 * Returns: (transfer none): is cancelled when the client goes away
 */
GCancellable *
supa_transport_get_closing (SupaTransport *self)
{
  g_return_val_if_fail (SUPA_IS_TRANSPORT (self), NULL);

  return self->closing;
}

/*< private >
 * supa_transport_get_server_time:
 *
 * Returns: seconds since 1970 by the server's clock, as its last `Date` header told (wire facts I.10)
 */
gint64
supa_transport_get_server_time (SupaTransport *self)
{
  g_return_val_if_fail (SUPA_IS_TRANSPORT (self), 0);

  return g_get_real_time () / G_USEC_PER_SEC + self->skew;
}

/*< private >
 * supa_transport_set_timeout:
 * @seconds: how long a connection may be silent
 */
void
supa_transport_set_timeout (SupaTransport *self,
                            guint          seconds)
{
  g_return_if_fail (SUPA_IS_TRANSPORT (self));

  soup_session_set_timeout (self->session, seconds);
}

/*< private >
 * supa_transport_close:
 *
 * Cancels what is in flight; what is asked later is cancelled too.
 */
void
supa_transport_close (SupaTransport *self)
{
  g_return_if_fail (SUPA_IS_TRANSPORT (self));

  g_cancellable_cancel (self->closing);
}

static void
on_either_cancelled (GCancellable *cancellable,
                     GCancellable *chained)
{
  g_cancellable_cancel (chained);
}

static void
follow (GCancellable *chained,
        GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;

  /* Not g_cancellable_connect(): its handler would have to go by g_cancellable_disconnect(), which waits for ever where the last
   * reference to @chained is that of a GCancellableSource. */
  g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_either_cancelled), chained, 0);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (chained);
}

/*< private >
 * supa_transport_chain:
 * @cancellable: (nullable): the caller's, which is cancelled in the main thread
 *
 * Returns: (transfer full): a cancellable that follows both the caller's and the end of the client
 */
GCancellable *
supa_transport_chain (SupaTransport *self,
                      GCancellable  *cancellable)
{
  GCancellable *chained = g_cancellable_new ();

  follow (chained, self->closing);
  follow (chained, cancellable);
  return chained;
}

/*< private >
 * supa_transport_new_message:
 * @path: what follows the project's address, escaped, with its query
 * @token: (nullable): the access token, or %NULL to send the API key in its place (wire facts A)
 *
 * No redirect is followed: the key and the token are for this address alone.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with SUPA_ERROR_NO_SERVER where the address is none
 */
SoupMessage *
supa_transport_new_message (SupaTransport  *self,
                            const char     *method,
                            const char     *path,
                            const char     *token,
                            GError        **error)
{
  g_autofree char *uri = g_strconcat (self->url, path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token != NULL ? token : self->api_key, NULL);
  g_autoptr (SoupMessage) message = NULL;
  SoupMessageHeaders *headers;

  if (g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://"))
    message = soup_message_new (method, uri);

  if (message == NULL)
    {
      g_propagate_error (error, supa_error_new (SUPA_ERROR_NO_SERVER, 0, NULL, NULL, "The server's address is not valid"));
      return NULL;
    }

  /* A header holds one line of ASCII; a key that does not cannot be right. */
  if (!g_str_is_ascii (bearer) || strpbrk (bearer, "\r\n") != NULL || !g_str_is_ascii (self->api_key) ||
      strpbrk (self->api_key, "\r\n") != NULL)
    {
      g_propagate_error (error, supa_error_new (SUPA_ERROR_API_KEY, 0, NULL, NULL, "The API key holds signs that no key has"));
      return NULL;
    }

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "apikey", self->api_key);
  soup_message_headers_replace (headers, "Authorization", bearer);
  soup_message_headers_replace (headers, "X-Client-Info", "guichet/" PACKAGE_VERSION);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);

  return g_steal_pointer (&message);
}

typedef struct
{
  SoupMessage *message;
  SupaService service;
  gboolean anonymous;
} SupaSending;

static void
supa_sending_free (SupaSending *sending)
{
  g_clear_object (&sending->message);
  g_free (sending);
}

static void
take_server_time (SupaTransport *self,
                  SoupMessage   *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (date != NULL)
    self->skew = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
is_html (SoupMessage *message)
{
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  return type != NULL && g_ascii_strcasecmp (type, "text/html") == 0;
}

/* Seconds alone; a date is as rare as it is useless between clocks that differ (RFC 9110, 10.2.3). */
static guint
get_retry_after (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return 0;

  return (guint) seconds;
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaTransport *self = g_task_get_source_object (task);
  SupaSending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (sending->message);

  if (body == NULL)
    {
      g_task_return_error (task, supa_failure_from_transport (error));
      return;
    }

  if (!is_html (sending->message))
    take_server_time (self, sending->message);

  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      GError *failure = supa_failure_from_answer (sending->service, sending->anonymous, status, body);

      supa_error_set_retry_after (failure, get_retry_after (sending->message));
      g_task_return_error (task, failure);
    }
  else if (is_html (sending->message))
    g_task_return_error (task, supa_failure_not_supabase (status));
  else
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
}

/*< private >
 * supa_transport_send_async:
 * @anonymous: whether the message carries the API key in place of a token
 *
 * Sends a message and reads its whole answer.
 */
void
supa_transport_send_async (SupaTransport       *self,
                           SoupMessage         *message,
                           SupaService          service,
                           gboolean             anonymous,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GCancellable) chained = supa_transport_chain (self, cancellable);
  g_autoptr (GTask) task = g_task_new (self, chained, callback, user_data);
  SupaSending *sending = g_new0 (SupaSending, 1);

  sending->message = g_object_ref (message);
  sending->service = service;
  sending->anonymous = anonymous;
  g_task_set_source_tag (task, supa_transport_send_async);
  g_task_set_task_data (task, sending, (GDestroyNotify) supa_sending_free);

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, chained, on_sent,
                                    g_object_ref (task));
}

/*< private >
 * supa_transport_send_finish:
 *
 * Returns: (transfer full) (nullable): the body of a successful answer, or %NULL with a SUPA_ERROR or G_IO_ERROR_CANCELLED
 */
GBytes *
supa_transport_send_finish (SupaTransport  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
