/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-session.h"
#include "desk-store.h"

G_BEGIN_DECLS

/* What the lists need to know of a session: the cache, who looks, and the one object per ticket and attachment. Private to desk. */

/* (transfer none) (nullable): made by desk_cache_new() when the account is known, NULL while signed out. */
DeskCache      *desk_session_get_cache         (DeskSession *self);
DeskStore      *desk_session_get_store         (DeskSession *self);
DeskTicket     *desk_session_dup_ticket        (DeskSession *self, const char *ticket_id);
DeskAttachment *desk_session_dup_attachment    (DeskSession *self, const char *attachment_id);

/* An open conversation: its rows are fetched when the cache does not have them, and its topics for "is typing" are joined until it is left. Calls are
 * counted: each want has its leave. */
void            desk_session_want_conversation  (DeskSession *self, const char *ticket_id);
void            desk_session_leave_conversation (DeskSession *self, const char *ticket_id);

/* Everything of the ticket that the cache has now is read: into the outbox, and the ticket's notification goes. */
void            desk_session_mark_read         (DeskSession *self, const char *ticket_id);

/* "… is typing": private signal `typing` (const char *ticket_id) of the session when the names change; dup gives them joined for display, or NULL. */
void            desk_session_set_typing        (DeskSession *self, const char *ticket_id, DeskDraftMode mode, gboolean typing);
char           *desk_session_dup_typing        (DeskSession *self, const char *ticket_id);
/* (transfer container) (element-type DeskPresent): who of staff is here beside the person; told by the same signal. */
GPtrArray      *desk_session_dup_present       (DeskSession *self, const char *ticket_id);

/* For tests of store and lists: a signed-in session over a store, with no server behind it. */
DeskSession    *desk_session_new_offline       (const char *data_dir, DeskClock *clock, DeskIdFunc new_id, gpointer id_data,
                                                const char *user_id, DeskRole role, GError **error);

G_END_DECLS
