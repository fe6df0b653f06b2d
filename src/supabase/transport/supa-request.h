/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth-private.h"

G_BEGIN_DECLS

/*< private >
 * SupaRequest:
 *
 * One call to the backend that carries the person's token: how it is made, so that it can be made again.
 */
typedef struct _SupaRequest SupaRequest;

SupaRequest *supa_request_new         (SupaService           service,
                                       const char           *method,
                                       const char           *path);
void         supa_request_free        (SupaRequest          *self);
void         supa_request_set_header  (SupaRequest          *self,
                                       const char           *name,
                                       const char           *value);
void         supa_request_take_json   (SupaRequest          *self,
                                       char                 *text);
void         supa_request_send_async  (SupaRequest          *self,
                                       SupaAuth             *auth,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GBytes      *supa_request_send_finish (GAsyncResult         *result,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaRequest, supa_request_free)

G_END_DECLS
