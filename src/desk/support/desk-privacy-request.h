/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-case.h"

G_BEGIN_DECLS

#define DESK_TYPE_PRIVACY_REQUEST (desk_privacy_request_get_type ())
G_DECLARE_FINAL_TYPE (DeskPrivacyRequest, desk_privacy_request, DESK, PRIVACY_REQUEST, DeskCase)

/**
 * DeskPrivacyRequest:
 *
 * What somebody asked for under data protection. Times are microseconds since 1970 UTC, 0 for none. Main thread only.
 */
DeskPrivacyKind   desk_privacy_request_get_kind      (DeskPrivacyRequest *self);
DeskPrivacyStatus desk_privacy_request_get_status    (DeskPrivacyRequest *self);
gint64            desk_privacy_request_get_due_at    (DeskPrivacyRequest *self);
const char       *desk_privacy_request_get_note      (DeskPrivacyRequest *self);
gint64            desk_privacy_request_get_closed_at (DeskPrivacyRequest *self);

/* desk_case_call_finish() ends both.
 *
 * A step, or the note that the person reads ("" takes it back), or both. */
void desk_privacy_request_update_async (DeskPrivacyRequest *self, int status, const char *note, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* For administrators, for a request of the kind erasure that is in processing: the person is erased, and the request completed. */
void desk_privacy_request_erase_async  (DeskPrivacyRequest *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);

G_END_DECLS
