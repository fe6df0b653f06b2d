/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http/local-server.h"

#include <string.h>

#include "http/local-gateway.h"
#include "http/local-message.h"

#define N_WORKERS 8

typedef struct {
  char *prefix;
  LocalHandler handler;
  LocalAsyncHandler async_handler;
  gpointer user_data;
} Service;

typedef struct {
  LocalServer *server;
  LocalWebsocketHandler handler;
  gpointer user_data;
} Socket;

/* A request on its way through a worker thread, or through a handler that answers later, and back. */
struct _LocalReply {
  LocalServer *server;
  SoupServerMessage *message;
  const Service *service;
  LocalRequest *request;
  LocalResponse *response;
  GCancellable *gone;
};

struct _LocalServer {
  GObject parent_instance;

  LocalContext *context;
  SoupServer *soup;
  GThreadPool *workers;
  GPtrArray *services;
  GPtrArray *sockets;
  guint port;
  guint n_running;
};

G_DEFINE_FINAL_TYPE (LocalServer, local_server, G_TYPE_OBJECT)

static void
service_free (Service *service)
{
  g_free (service->prefix);
  g_free (service);
}

static void
on_message_finished (SoupServerMessage *message,
                     gpointer           user_data)
{
  LocalReply *reply = user_data;

  g_cancellable_cancel (reply->gone);
}

static void
reply_free (LocalReply *reply)
{
  g_signal_handlers_disconnect_by_data (reply->message, reply);
  g_object_unref (reply->message);
  local_request_free (reply->request);
  local_response_free (reply->response);
  g_object_unref (reply->gone);
  g_object_unref (reply->server);
  g_free (reply);
}

static gboolean
on_answered (gpointer user_data)
{
  LocalReply *reply = user_data;

  reply->server->n_running--;
  if (!g_cancellable_is_cancelled (reply->gone)) {
    local_message_answer (reply->message, reply->response);
    soup_server_message_unpause (reply->message);
  }
  reply_free (reply);

  return G_SOURCE_REMOVE;
}

/**
 * local_reply_send:
 * @reply: (transfer full): a request whose response is filled in
 *
 * Sends the answer that a #LocalAsyncHandler owes.
 */
void
local_reply_send (LocalReply *reply)
{
  g_return_if_fail (reply != NULL);

  local_gateway_add_cors (reply->service->prefix, reply->request, reply->response);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_answered, reply, NULL);
}

/**
 * local_reply_get_cancellable:
 * @reply: a request that is not answered yet
 *
 * Returns: (transfer none): cancelled when the client has hung up, or the server stops: nobody reads the answer then, but it is
 *   still to be sent
 */
GCancellable *
local_reply_get_cancellable (LocalReply *reply)
{
  g_return_val_if_fail (reply != NULL, NULL);

  return reply->gone;
}

static void
run_handler (gpointer data,
             gpointer user_data)
{
  LocalReply *reply = data;
  LocalContext *context = user_data;

  reply->service->handler (context, reply->request, reply->response, reply->service->user_data);
  local_reply_send (reply);
}

static const Service *
find_service (LocalServer  *self,
              const char   *path,
              const char  **rest)
{
  for (guint i = 0; i < self->services->len; i++) {
    const Service *service = g_ptr_array_index (self->services, i);
    gsize length = strlen (service->prefix);

    if (strncmp (path, service->prefix, length) == 0 && (path[length] == '/' || path[length] == '\0')) {
      *rest = path + length;
      return service;
    }
  }

  return NULL;
}

static void
on_request (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *decoded_path,
            GHashTable        *query,
            gpointer           user_data)
{
  LocalServer *self = user_data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  const char *rest = path;
  const Service *service = find_service (self, path, &rest);
  g_autoptr (LocalRequest) request = local_message_read (message, rest, self->context->url);
  g_autoptr (LocalResponse) response = local_response_new ();
  LocalReply *reply;

  if (local_message_is_too_large (message, response) || service == NULL
      || !local_gateway_admit (self->context, service->prefix, request, response)) {
    if (service == NULL)
      local_response_set_text (response, SOUP_STATUS_NOT_FOUND, "application/json; charset=utf-8",
                               "{\"message\":\"no Route matched with those values\"}");
    local_gateway_add_cors (service != NULL ? service->prefix : NULL, request, response);
    local_message_answer (message, response);
    return;
  }

  reply = g_new0 (LocalReply, 1);
  reply->server = g_object_ref (self);
  reply->message = g_object_ref (message);
  reply->service = service;
  reply->request = g_steal_pointer (&request);
  reply->response = g_steal_pointer (&response);
  reply->gone = g_cancellable_new ();
  g_signal_connect (message, "finished", G_CALLBACK (on_message_finished), reply);
  /* Who hangs up, or a server that stops, leaves nothing to answer. */
  g_signal_connect (message, "disconnected", G_CALLBACK (on_message_finished), reply);
  self->n_running++;
  soup_server_message_pause (message);
  if (service->async_handler != NULL)
    service->async_handler (self->context, reply->request, reply->response, reply, service->user_data);
  else
    g_thread_pool_push (self->workers, reply, NULL);
}

static void
on_headers (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  local_message_limit (message);
}

static GHashTable *
decode_query (SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  GHashTable *values = NULL;

  if (query != NULL)
    values = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM | G_URI_PARAMS_PARSE_RELAXED, NULL);

  return values != NULL ? values : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static const char *
find_socket_key (SoupServerMessage *message,
                 GHashTable        *query)
{
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "x-api-key");

  return key != NULL ? key : g_hash_table_lookup (query, "apikey");
}

static void
on_socket_headers (SoupServer        *soup,
                   SoupServerMessage *message,
                   const char        *path,
                   GHashTable        *unused,
                   gpointer           user_data)
{
  Socket *socket = user_data;
  g_autoptr (GHashTable) query = decode_query (message);
  g_autoptr (LocalResponse) response = NULL;
  const char *key = find_socket_key (message, query);

  if (key != NULL && local_gateway_is_known_key (socket->server->context, key))
    return;

  response = local_response_new ();
  local_gateway_refuse (key != NULL, response);
  local_message_answer (message, response);
}

static void
on_socket_open (SoupServer              *soup,
                SoupServerMessage       *message,
                const char              *path,
                SoupWebsocketConnection *connection,
                gpointer                 user_data)
{
  Socket *socket = user_data;
  g_autoptr (GHashTable) query = decode_query (message);
  const char *key = find_socket_key (message, query);

  g_hash_table_insert (query, g_strdup ("apikey"), local_gateway_map_key (socket->server->context, key));
  socket->handler (socket->server->context, connection, query, socket->user_data);
}

/**
 * local_server_new:
 * @context: what all services share; must outlive the server
 *
 * Makes a server that does not listen yet.
 *
 * Returns: (transfer full): the server
 */
LocalServer *
local_server_new (LocalContext *context)
{
  LocalServer *self;

  g_return_val_if_fail (context != NULL, NULL);

  self = g_object_new (LOCAL_TYPE_SERVER, NULL);
  self->context = context;
  self->workers = g_thread_pool_new (run_handler, context, N_WORKERS, TRUE, NULL);

  return self;
}

static Service *
add_service (LocalServer *self,
             const char  *prefix,
             gpointer     user_data)
{
  Service *service = g_new0 (Service, 1);

  service->prefix = g_strdup (prefix);
  service->user_data = user_data;
  g_ptr_array_add (self->services, service);

  return service;
}

/**
 * local_server_add_service:
 * @self: a server that does not listen yet
 * @prefix: the path that the service stands under, such as "/rest/v1"
 * @handler: answers its requests, in a worker thread
 * @user_data: handed to @handler
 *
 * Adds a service. What follows @prefix is the path that @handler sees.
 */
void
local_server_add_service (LocalServer  *self,
                          const char   *prefix,
                          LocalHandler  handler,
                          gpointer      user_data)
{
  g_return_if_fail (LOCAL_IS_SERVER (self));
  g_return_if_fail (prefix != NULL && handler != NULL);

  add_service (self, prefix, user_data)->handler = handler;
}

/**
 * local_server_add_async_service:
 * @self: a server that does not listen yet
 * @prefix: the path that the service stands under
 * @handler: answers its requests later, from the main thread
 * @user_data: handed to @handler
 *
 * Adds a service that waits for others, and so must not take a worker thread away from them.
 */
void
local_server_add_async_service (LocalServer       *self,
                                const char        *prefix,
                                LocalAsyncHandler  handler,
                                gpointer           user_data)
{
  g_return_if_fail (LOCAL_IS_SERVER (self));
  g_return_if_fail (prefix != NULL && handler != NULL);

  add_service (self, prefix, user_data)->async_handler = handler;
}

/**
 * local_server_add_websocket:
 * @self: a server that does not listen yet
 * @path: the whole path, such as "/realtime/v1/websocket"
 * @handler: takes over each connection, in the main thread
 * @user_data: handed to @handler
 *
 * Adds a websocket. One without a good key never comes to @handler.
 */
void
local_server_add_websocket (LocalServer           *self,
                            const char            *path,
                            LocalWebsocketHandler  handler,
                            gpointer               user_data)
{
  Socket *socket;

  g_return_if_fail (LOCAL_IS_SERVER (self));
  g_return_if_fail (path != NULL && handler != NULL);

  socket = g_new0 (Socket, 1);
  socket->server = self;
  socket->handler = handler;
  socket->user_data = user_data;
  g_ptr_array_add (self->sockets, socket);
  soup_server_add_early_handler (self->soup, path, on_socket_headers, socket, NULL);
  soup_server_add_websocket_handler (self->soup, path, NULL, NULL, on_socket_open, socket, NULL);
}

/**
 * local_server_listen:
 * @self: a server
 * @port: a port, or 0 for a free one
 * @error: return location of an error
 *
 * Begins to answer, on 127.0.0.1 only.
 *
 * Returns: whether the port could be taken
 */
gboolean
local_server_listen (LocalServer  *self,
                     guint         port,
                     GError      **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) socket_address = NULL;
  GSList *uris;

  g_return_val_if_fail (LOCAL_IS_SERVER (self), FALSE);
  g_return_val_if_fail (port <= G_MAXUINT16, FALSE);

  socket_address = g_inet_socket_address_new (address, (guint16) port);
  if (!soup_server_listen (self->soup, socket_address, 0, error))
    return FALSE;
  uris = soup_server_get_uris (self->soup);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

/**
 * local_server_get_port:
 * @self: a server
 *
 * Returns: the port that it listens on, 0 if it does not
 */
guint
local_server_get_port (LocalServer *self)
{
  g_return_val_if_fail (LOCAL_IS_SERVER (self), 0);

  return self->port;
}

/**
 * local_server_stop:
 * @self: a server
 *
 * Closes all connections and waits for the handlers that run.
 */
void
local_server_stop (LocalServer *self)
{
  g_return_if_fail (LOCAL_IS_SERVER (self));

  self->port = 0;
  soup_server_disconnect (self->soup);
  while (self->n_running > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
local_server_finalize (GObject *object)
{
  LocalServer *self = LOCAL_SERVER (object);

  if (self->workers != NULL)
    g_thread_pool_free (self->workers, FALSE, TRUE);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->sockets, g_ptr_array_unref);

  G_OBJECT_CLASS (local_server_parent_class)->finalize (object);
}

static void
local_server_class_init (LocalServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = local_server_finalize;
}

static void
local_server_init (LocalServer *self)
{
  self->services = g_ptr_array_new_with_free_func ((GDestroyNotify) service_free);
  self->sockets = g_ptr_array_new_with_free_func (g_free);
  /* Services need a path as it was sent: "%2F" and ".." mean themselves. */
  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
}
