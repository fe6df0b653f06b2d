/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "http/local-request.h"
#include "http/local-response.h"
#include "local-context.h"

G_BEGIN_DECLS

#define LOCAL_TYPE_SERVER (local_server_get_type ())
G_DECLARE_FINAL_TYPE (LocalServer, local_server, LOCAL, SERVER, GObject)

/**
 * LocalHandler:
 * @context: what all services share
 * @request: the request, behind the gateway
 * @response: the answer to fill in; status 200 without a body at first
 * @user_data: what was given with the handler
 *
 * Answers one request. It runs in one of several worker threads, so it may wait for the database and for the disk, and several
 * run at once. Nothing of @request or @response may be kept when it returns.
 */
typedef void (*LocalHandler) (LocalContext       *context,
                              const LocalRequest *request,
                              LocalResponse      *response,
                              gpointer            user_data);

/**
 * LocalReply:
 *
 * An answer that is owed.
 */
typedef struct _LocalReply LocalReply;

/**
 * LocalAsyncHandler:
 * @context: what all services share
 * @request: the request, behind the gateway
 * @response: the answer to fill in; status 200 without a body at first
 * @reply: to be sent once, with local_reply_send(); @request and @response live until then
 * @user_data: what was given with the handler
 *
 * Begins to answer one request. It runs in the main thread, so it must not wait.
 */
typedef void (*LocalAsyncHandler) (LocalContext       *context,
                                   const LocalRequest *request,
                                   LocalResponse      *response,
                                   LocalReply         *reply,
                                   gpointer            user_data);

void          local_reply_send            (LocalReply *reply);
GCancellable *local_reply_get_cancellable (LocalReply *reply);

/**
 * LocalWebsocketHandler:
 * @context: what all services share
 * @connection: the open connection; take a reference to keep it
 * @query: the decoded query of the request's address; "apikey" holds a JWT already when a publishable or secret key was sent
 * @user_data: what was given with the handler
 *
 * Takes over a websocket. It runs in the main thread, and so do the signals of @connection: it must not wait.
 */
typedef void (*LocalWebsocketHandler) (LocalContext            *context,
                                       SoupWebsocketConnection *connection,
                                       GHashTable              *query,
                                       gpointer                 user_data);

LocalServer *local_server_new               (LocalContext           *context);
void         local_server_add_service       (LocalServer            *self,
                                             const char             *prefix,
                                             LocalHandler            handler,
                                             gpointer                user_data);
void         local_server_add_async_service (LocalServer            *self,
                                             const char             *prefix,
                                             LocalAsyncHandler       handler,
                                             gpointer                user_data);
void         local_server_add_websocket     (LocalServer            *self,
                                             const char             *path,
                                             LocalWebsocketHandler   handler,
                                             gpointer                user_data);
gboolean     local_server_listen            (LocalServer            *self,
                                             guint                   port,
                                             GError                **error);
guint        local_server_get_port          (LocalServer            *self);
void         local_server_stop              (LocalServer            *self);

G_END_DECLS
