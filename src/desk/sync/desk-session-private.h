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
void            desk_session_want_conversation (DeskSession *self, const char *ticket_id);

/* For tests of store and lists: a signed-in session over a store, with no server behind it. */
DeskSession    *desk_session_new_offline       (const char *data_dir, DeskClock *clock, DeskIdFunc new_id, gpointer id_data,
                                                const char *user_id, DeskRole role, GError **error);

G_END_DECLS
