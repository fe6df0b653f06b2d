/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/* Tickets that somebody names, whether the cache has them or not. Private to desk. */
void     desk_ticket_fetch_async  (DeskSession *session, GPtrArray *ids, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean desk_ticket_fetch_finish (DeskSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
