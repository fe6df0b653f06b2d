/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-attachment.h"
#include "desk-canned-reply.h"
#include "desk-clock.h"
#include "desk-conversation.h"
#include "desk-draft.h"
#include "desk-notify-rules.h"
#include "desk-saved-view.h"
#include "desk-ticket.h"
#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_SESSION (desk_session_get_type ())
G_DECLARE_FINAL_TYPE (DeskSession, desk_session, DESK, SESSION, GObject)

/**
 * DeskSession:
 *
 * A person at a help desk: signed in, with a cache, an outbox and a sync behind it. The ui's only door. Main thread only; nothing here blocks.
 *
 * Read-only properties: `state` (DeskSessionState), `connection` (DeskConnection), `synced-at` (int64: when the cache was last known to be
 * complete), `pending` (uint: changes not delivered yet), `failed` (uint), `role` (DeskRole), `staff` (boolean), `user-id`, `user-name`, `email`, `server` (string),
 * `first-load` (boolean: the cache is being filled for the first time), `ended-sentence` (string, nullable: why the session ended by itself).
 *
 * Signals: `problem` (const char *sentence): something the person should know that no row shows; `open-ticket` (const char *ticket_id): a notification was clicked.
 */

/* Signing in and out. The server's address and key of the last sign-in are remembered; the password never is. Errors are of DESK_ERROR. */
void         desk_session_restore_async    (DeskSession *self, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean     desk_session_restore_finish   (DeskSession *self, GAsyncResult *result, GError **error);
void         desk_session_sign_in_async    (DeskSession *self, const char *server, const char *key, const char *email,
                                            const char *password, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean     desk_session_sign_in_finish   (DeskSession *self, GAsyncResult *result, GError **error);
void         desk_session_send_code_async  (DeskSession *self, const char *server, const char *key, const char *email, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean     desk_session_send_code_finish (DeskSession *self, GAsyncResult *result, GError **error);
void         desk_session_sign_in_with_code_async  (DeskSession *self, const char *server, const char *key, const char *email,
                                                    const char *code, GCancellable *cancellable, GAsyncReadyCallback callback,
                                                    gpointer user_data);
void         desk_session_give_second_factor_async (DeskSession *self, const char *code, GCancellable *cancellable,
                                                    GAsyncReadyCallback callback, gpointer user_data);
void         desk_session_sign_out_async   (DeskSession *self, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean     desk_session_sign_out_finish  (DeskSession *self, GAsyncResult *result, GError **error);
char        *desk_session_dup_last_server  (DeskSession *self);
char        *desk_session_dup_last_key     (DeskSession *self);

DeskSessionState desk_session_get_state      (DeskSession *self);
DeskConnection   desk_session_get_connection (DeskSession *self);
gint64           desk_session_get_synced_at  (DeskSession *self);
guint            desk_session_get_pending    (DeskSession *self);
DeskRole         desk_session_get_role       (DeskSession *self);
gboolean         desk_session_is_staff       (DeskSession *self);
const char      *desk_session_get_user_id    (DeskSession *self);
const char      *desk_session_get_user_name  (DeskSession *self);
DeskClock       *desk_session_get_clock      (DeskSession *self);

/* What can be chosen: live GListModels of DeskChoice, owned by the session. */
GListModel *desk_session_get_categories (DeskSession *self);
GListModel *desk_session_get_priorities (DeskSession *self);
GListModel *desk_session_get_projects   (DeskSession *self);
GListModel *desk_session_get_companies  (DeskSession *self);
GListModel *desk_session_get_staff      (DeskSession *self);
GListModel *desk_session_get_labels     (DeskSession *self);

/* Changes of a ticket: into the outbox, shown at once. */
void desk_session_set_status   (DeskSession *self, const char *ticket_id, DeskStatus status);
void desk_session_set_priority (DeskSession *self, const char *ticket_id, int priority_id);
void desk_session_set_assignee (DeskSession *self, const char *ticket_id, const char *user_id);
void desk_session_set_category (DeskSession *self, const char *ticket_id, int category_id);
void desk_session_set_scope    (DeskSession *self, const char *ticket_id, gboolean all, const char * const *companies);
gboolean desk_session_may_set_status (DeskSession *self, DeskTicket *ticket, DeskStatus status);

/* Views that a person of staff keeps (desk-saved-views.h lists them): into the outbox, shown at once. */
char    *desk_session_add_view        (DeskSession *self, const char *name, const DeskListFilter *filter, const DeskListOrder *order);
void     desk_session_change_view     (DeskSession *self, const char *view_id, const DeskListFilter *filter, const DeskListOrder *order);
void     desk_session_rename_view     (DeskSession *self, const char *view_id, const char *name);
void     desk_session_share_view      (DeskSession *self, const char *view_id, gboolean shared);
void     desk_session_move_view       (DeskSession *self, const char *view_id, const char *before_id);
void     desk_session_remove_view     (DeskSession *self, const char *view_id, gboolean removed);
gboolean desk_session_may_change_view (DeskSession *self, DeskSavedView *view);
gboolean desk_session_may_share_view  (DeskSession *self, DeskSavedView *view);

/* Canned replies of one's own (desk-canned-replies.h lists them): at the backend and in the cache, or not at all; and never over what was changed
 * elsewhere meanwhile. */
void     desk_session_save_canned_async   (DeskSession *self, const char *id, gint64 since, const char *title, const char *body,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void     desk_session_remove_canned_async (DeskSession *self, const char *id, gint64 since, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
void     desk_session_restore_canned_async (DeskSession *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean desk_session_canned_finish       (DeskSession *self, GAsyncResult *result, DeskCannedReply **theirs, GError **error);

/* What failed: message_id is a DeskThreadItem's id. Discarding a message puts its words back into the draft when that is empty. */
void desk_session_retry        (DeskSession *self, const char *message_id);
void desk_session_discard      (DeskSession *self, const char *message_id);
void desk_session_undo_send    (DeskSession *self, const char *ticket_id);
void desk_session_retry_ticket (DeskSession *self, const char *ticket_id);

/* Drafts: the same object for the same ticket and mode as long as somebody holds it (transfer full). ticket_id is NULL for a request. */
DeskDraft *desk_session_open_draft (DeskSession *self, const char *ticket_id, DeskDraftMode mode);

/* Files: fetched through a signed URL into the cache once; gives the local file (transfer full). Progress shows in the attachment. */
void   desk_session_fetch_async  (DeskSession *self, DeskAttachment *attachment, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GFile *desk_session_fetch_finish (DeskSession *self, GAsyncResult *result, GError **error);
void   desk_session_save_async   (DeskSession *self, DeskAttachment *attachment, GFile *destination, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean desk_session_save_finish (DeskSession *self, GAsyncResult *result, GError **error);

/* A ticket by its number: gives its id (transfer full). */
void   desk_session_find_number_async  (DeskSession *self, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
char  *desk_session_find_number_finish (DeskSession *self, GAsyncResult *result, GError **error);

/* What the person decides. */
void     desk_session_set_notify_rules     (DeskSession *self, const DeskNotifyRules *rules);
gboolean desk_session_test_notification    (DeskSession *self);
void     desk_session_change_profile_async (DeskSession *self, const char *field, const char *value, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean desk_session_change_profile_finish (DeskSession *self, GAsyncResult *result, GError **error);

/* What the person is looking at: no notification for it, and its notification is withdrawn. NULL for none. */
void desk_session_set_ticket_in_view (DeskSession *self, const char *ticket_id);
void desk_session_wake               (DeskSession *self);

G_END_DECLS
