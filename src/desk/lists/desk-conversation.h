/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-thread-item.h"
#include "desk-ticket.h"

G_BEGIN_DECLS

typedef struct _DeskSession DeskSession;

#define DESK_TYPE_CONVERSATION (desk_conversation_get_type ())
G_DECLARE_FINAL_TYPE (DeskConversation, desk_conversation, DESK, CONVERSATION, GObject)

/**
 * DeskConversation:
 *
 * A #GListModel of #DeskThreadItem: what was said and what happened in one ticket, oldest first, with day separators and the
 * line above the first unread, over the cache, live. It begins with the newest page; desk_conversation_load_older() puts older rows in front.
 * Items keep their identity across changes. Main thread only.
 *
 * Properties: `ticket` (DeskTicket), `loading` (boolean), `has-older` (boolean), `complete` (boolean), `first-unread` (uint: position of the first
 * unread row when it was opened, or GTK_INVALID_LIST_POSITION (G_MAXUINT)), `files` (GListModel of DeskAttachment), `typing` (string, nullable:
 * names of who is typing, joined for display).
 */
DeskConversation *desk_conversation_new          (DeskSession *session, const char *ticket_id);
DeskTicket       *desk_conversation_get_ticket   (DeskConversation *self);
GListModel       *desk_conversation_get_files    (DeskConversation *self);
gboolean          desk_conversation_get_loading  (DeskConversation *self);
gboolean          desk_conversation_get_has_older (DeskConversation *self);
guint             desk_conversation_get_first_unread (DeskConversation *self);
gboolean          desk_conversation_get_complete (DeskConversation *self);
void              desk_conversation_load_older   (DeskConversation *self);
void              desk_conversation_load_all     (DeskConversation *self);
void              desk_conversation_mark_read    (DeskConversation *self);
void              desk_conversation_set_typing   (DeskConversation *self, DeskDraftMode mode, gboolean typing);

G_END_DECLS
