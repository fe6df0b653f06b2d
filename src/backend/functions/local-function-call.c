/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "functions/local-function-call.h"

#define MAX_REQUEST (10 * 1024 * 1024)
#define MAX_RESPONSE (64 * 1024 * 1024)
#define CHUNK (64 * 1024)

/* A request that Deno answers. It holds nothing of the caller but @request and @response, which outlive it. */
typedef struct {
  LocalDeno *deno;
  SoupSession *session;
  const LocalRequest *request;
  LocalResponse *response;
  LocalFunctionCalled called;
  gpointer user_data;
  GCancellable *cancellable;
  GCancellable *gone;
  gulong on_gone;
  guint timer;
  gboolean late;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
} Call;

/* Headers that are about one connection, or that each side makes itself. */
static const char *const skipped[] = {
  "connection", "content-length", "date", "expect", "host", "keep-alive", "proxy-authenticate", "proxy-authorization",
  "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
};

static gboolean
is_skipped (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (skipped); i++) {
    if (g_ascii_strcasecmp (name, skipped[i]) == 0)
      return TRUE;
  }

  return FALSE;
}

/**
 * local_function_call_make_session:
 *
 * Returns: (transfer full): a session that hands on what is said as it is said
 */
SoupSession *
local_function_call_make_session (void)
{
  SoupSession *session = soup_session_new_with_options ("proxy-resolver", NULL, "max-conns", 64, "max-conns-per-host", 64, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}

/**
 * local_function_call_refuse:
 * @response: the answer
 * @status: its HTTP status
 * @code: what the runtime of a hosted project says to programs
 * @message: what it says to people
 *
 * Answers in place of a function; clients tell such an answer from the function's own by a header.
 */
void
local_function_call_refuse (LocalResponse *response,
                            guint          status,
                            const char    *code,
                            const char    *message)
{
  g_autofree char *text = g_strdup_printf ("{\"code\":\"%s\",\"message\":\"%s\"}", code, message);

  g_return_if_fail (response != NULL);

  local_response_set_text (response, status, "application/json", text);
  local_response_set_header (response, "x-relay-error", "true");
}

static void
finish (Call *call)
{
  g_clear_handle_id (&call->timer, g_source_remove);
  g_cancellable_disconnect (call->gone, call->on_gone);
  call->called (call->response, call->user_data);
  g_clear_object (&call->gone);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->message);
  g_clear_object (&call->stream);
  g_clear_object (&call->session);
  g_byte_array_unref (call->body);
  g_free (call);
}

static void
fail (Call         *call,
      const GError *error)
{
  if (call->late) {
    local_function_call_refuse (call->response, SOUP_STATUS_GATEWAY_TIMEOUT, "IDLE_TIMEOUT",
                                "The function did not answer in time");
  } else {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_message ("A function did not answer: %s", error->message);
    local_function_call_refuse (call->response, SOUP_STATUS_BAD_GATEWAY, "WORKER_ERROR",
                                "The function ended without an answer (please check logs)");
  }
  finish (call);
}

static void
copy_answer (Call *call)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  call->body = g_byte_array_new ();
  local_response_set_bytes (call->response, soup_message_get_status (call->message), NULL, bytes);
  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (call->message));
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    if (!is_skipped (name))
      local_response_append_header (call->response, name, value);
  }
  finish (call);
}

static void
on_chunk_read (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = 0;

  if (bytes == NULL) {
    fail (call, error);
    return;
  }
  g_byte_array_append (call->body, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  length = g_bytes_get_size (bytes);
  if (call->body->len > MAX_RESPONSE) {
    local_function_call_refuse (call->response, SOUP_STATUS_BAD_GATEWAY, "WORKER_LIMIT", "The function's answer is too large");
    finish (call);
  } else if (length == 0) {
    copy_answer (call);
  } else {
    g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT, call->cancellable, on_chunk_read, call);
  }
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL)
    fail (call, error);
  else
    g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT, call->cancellable, on_chunk_read, call);
}

static SoupMessage *
make_message (const LocalRequest *request,
              guint               port)
{
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u%s%s%s", port, request->path, request->query != NULL ? "?" : "",
                                          request->query != NULL ? request->query : "");
  SoupMessage *message = soup_message_new (request->method, uri);
  SoupMessageHeaders *headers;
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  if (request->body != NULL && g_bytes_get_size (request->body) > 0)
    soup_message_set_request_body_from_bytes (message, NULL, request->body);
  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    if (!is_skipped (name))
      soup_message_headers_replace (headers, name, value);
  }
  if (request->remote_address != NULL)
    soup_message_headers_replace (headers, "x-forwarded-for", request->remote_address);

  return message;
}

static void
on_port (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  guint port = local_deno_get_port_finish (call->deno, result, &error);

  if (port == 0 && !call->late && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    local_function_call_refuse (call->response, SOUP_STATUS_SERVICE_UNAVAILABLE, "BOOT_ERROR",
                                "Worker failed to boot (please check logs)");
    finish (call);
    return;
  }
  if (port == 0) {
    fail (call, error);
    return;
  }
  call->message = make_message (call->request, port);
  if (call->message == NULL) {
    local_function_call_refuse (call->response, SOUP_STATUS_BAD_REQUEST, "BAD_REQUEST", "The path is no path");
    finish (call);
    return;
  }
  soup_session_send_async (call->session, call->message, G_PRIORITY_DEFAULT, call->cancellable, on_answered, call);
}

static gboolean
on_late (gpointer user_data)
{
  Call *call = user_data;

  call->timer = 0;
  call->late = TRUE;
  g_cancellable_cancel (call->cancellable);

  return G_SOURCE_REMOVE;
}

static void
on_gone (GCancellable *gone,
         gpointer      cancellable)
{
  g_cancellable_cancel (cancellable);
}

/**
 * local_function_call_start:
 * @deno: who runs the functions
 * @session: from local_function_call_make_session()
 * @patience: how many seconds it may take
 * @request: what is asked; its path begins with the name of the function. It must live until @called
 * @response: the answer to fill in; it must live until @called
 * @cancellable: cancelled when nobody wants the answer any more
 * @called: called when the answer is there
 * @user_data: handed to @called
 *
 * Lets a function answer. What goes wrong on the way is answered as the gateway of a hosted project does. An answer is handed on
 * when it is complete.
 */
void
local_function_call_start (LocalDeno           *deno,
                           SoupSession         *session,
                           int                  patience,
                           const LocalRequest  *request,
                           LocalResponse       *response,
                           GCancellable        *cancellable,
                           LocalFunctionCalled  called,
                           gpointer             user_data)
{
  Call *call;

  g_return_if_fail (deno != NULL && patience > 0 && request != NULL && response != NULL && cancellable != NULL && called != NULL);

  call = g_new0 (Call, 1);
  call->deno = deno;
  call->session = g_object_ref (session);
  call->request = request;
  call->response = response;
  call->called = called;
  call->user_data = user_data;
  call->body = g_byte_array_new ();
  call->cancellable = g_cancellable_new ();
  call->gone = g_object_ref (cancellable);
  call->on_gone = g_cancellable_connect (cancellable, G_CALLBACK (on_gone), call->cancellable, NULL);
  if (request->body != NULL && g_bytes_get_size (request->body) > MAX_REQUEST) {
    local_function_call_refuse (response, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "PAYLOAD_TOO_LARGE", "The request is too large");
    finish (call);
    return;
  }
  call->timer = g_timeout_add_seconds ((guint) patience, on_late, call);
  local_deno_get_port_async (deno, call->cancellable, on_port, call);
}
