/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-privacy-request.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_OWN_REQUESTS (desk_own_requests_get_type ())
G_DECLARE_FINAL_TYPE (DeskOwnRequests, desk_own_requests, DESK, OWN_REQUESTS, GObject)

/**
 * DeskOwnRequests:
 *
 * The privacy requests of who is signed in, of whatever role. What was loaded stays until something newer comes. Main thread only.
 *
 * Signal `changed` (): loading, loaded or failed.
 */
DeskOwnRequests *desk_own_requests_new           (DeskSession *session);
GListModel      *desk_own_requests_get_list      (DeskOwnRequests *self);
gint64           desk_own_requests_get_loaded_at (DeskOwnRequests *self);
gboolean         desk_own_requests_get_loading   (DeskOwnRequests *self);
const GError    *desk_own_requests_get_trouble   (DeskOwnRequests *self);
void             desk_own_requests_load          (DeskOwnRequests *self);
void             desk_own_requests_file_async    (DeskOwnRequests *self, DeskPrivacyKind kind, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean         desk_own_requests_file_finish   (DeskOwnRequests *self, GAsyncResult *result, GError **error);

G_END_DECLS
