/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-thread-record.h"

G_BEGIN_DECLS

#define DESK_CONVERSATION_PAGE 50

/* From where on a conversation shows: everything at or after a place in the order of its rows. Those that wait (local) come last. */
typedef struct
{
  int local;
  gint64 time;
} DeskThreadPlace;

typedef enum
{
  DESK_CONVERSATION_NEWEST,     /* the newest page, or from the first unread on */
  DESK_CONVERSATION_SAME,       /* from the same place on */
  DESK_CONVERSATION_OLDER,      /* a page more */
} DeskConversationStep;

typedef struct
{
  char *id;
  char *message_id;             /* (nullable) */
} DeskThreadFile;

typedef struct
{
  GPtrArray *records;           /* DeskThreadRecord, in order */
  GPtrArray *files;             /* DeskThreadFile: all of the ticket, in order */
  DeskThreadPlace from;
  gboolean has_older;
  gboolean known;               /* the backend's rows have been fetched once */
  char *first_unread_id;        /* (nullable) */
} DeskConversationAnswer;

void desk_conversation_query_async (DeskCache *cache, const char *ticket_id, DeskConversationStep step, DeskThreadPlace from, guint page,
                                    GAsyncReadyCallback callback, gpointer user_data);
void desk_conversation_answer_free (DeskConversationAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskConversationAnswer, desk_conversation_answer_free)

G_END_DECLS
