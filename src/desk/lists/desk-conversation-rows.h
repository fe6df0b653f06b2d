/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-conversation-query.h"

G_BEGIN_DECLS

/* The objects behind the rows of a conversation: each keeps its identity as long as what it stands for is there. Private to desk. */
typedef struct _DeskConversationRows DeskConversationRows;

DeskConversationRows *desk_conversation_rows_new   (DeskCache *cache);
void                  desk_conversation_rows_free  (DeskConversationRows *self);
GListStore           *desk_conversation_rows_get   (DeskConversationRows *self);
GListStore           *desk_conversation_rows_files (DeskConversationRows *self);
void                  desk_conversation_rows_take  (DeskConversationRows *self, DeskConversationAnswer *answer, const char *first_unread_id);
guint                 desk_conversation_rows_find_unread (DeskConversationRows *self);

G_END_DECLS
