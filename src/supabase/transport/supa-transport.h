/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "supa-failure.h"

G_BEGIN_DECLS

#define SUPA_TYPE_TRANSPORT (supa_transport_get_type ())
G_DECLARE_FINAL_TYPE (SupaTransport, supa_transport, SUPA, TRANSPORT, GObject)

SupaTransport *supa_transport_new             (const char           *url,
                                               const char           *api_key);
const char    *supa_transport_get_url         (SupaTransport        *self);
const char    *supa_transport_get_api_key     (SupaTransport        *self);
SoupSession   *supa_transport_get_session     (SupaTransport        *self);
GCancellable  *supa_transport_get_closing     (SupaTransport        *self);
gint64         supa_transport_get_server_time (SupaTransport        *self);
void           supa_transport_set_timeout     (SupaTransport        *self,
                                               guint                 seconds);
void           supa_transport_close           (SupaTransport        *self);

SoupMessage   *supa_transport_new_message     (SupaTransport        *self,
                                               const char           *method,
                                               const char           *path,
                                               const char           *token,
                                               GError              **error);
void           supa_transport_send_async      (SupaTransport        *self,
                                               SoupMessage          *message,
                                               SupaService           service,
                                               gboolean              anonymous,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GBytes        *supa_transport_send_finish     (SupaTransport        *self,
                                               GAsyncResult         *result,
                                               GError              **error);

GCancellable  *supa_transport_chain           (SupaTransport        *self,
                                               GCancellable         *cancellable);

G_END_DECLS
