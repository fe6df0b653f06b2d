/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-errand.h"

G_BEGIN_DECLS

/* What a ticket concerns, set at the backend or asked of it: the ticket, and all its links. Private to desk. */
void       desk_scope_errand_async  (DeskAccount *account, const char *ticket_id, JsonObject *scope, GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *desk_scope_errand_finish (GAsyncResult *result, GError **error);

G_END_DECLS
