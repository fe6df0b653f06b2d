/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_TYPING (desk_typing_get_type ())
G_DECLARE_FINAL_TYPE (DeskTyping, desk_typing, DESK, TYPING, GObject)

/**
 * DeskTyping:
 *
 * "… is typing", told and heard on the private topics of the conversations that are open: a client on the public one, staff on both. Private to desk.
 * Main thread only.
 *
 * Signal `changed` (const char *ticket_id).
 */
DeskTyping *desk_typing_new       (DeskAccount *account);
void        desk_typing_open      (DeskTyping *self, const char *ticket_id);
void        desk_typing_close     (DeskTyping *self, const char *ticket_id);
void        desk_typing_tell      (DeskTyping *self, const char *ticket_id, DeskDraftMode mode, const char *name);
char       *desk_typing_dup_names (DeskTyping *self, const char *ticket_id);

G_END_DECLS
