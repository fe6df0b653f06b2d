/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-conversation.h"
#include "desk-conversation-rows.h"

G_BEGIN_DECLS

/* For the files of DeskConversation alone. */

struct _DeskConversation
{
  GObject parent_instance;

  DeskSession *session;
  DeskCache *cache;
  char *ticket_id;
  DeskTicket *ticket;
  DeskConversationRows *rows;
  gulong changed_handler;
  char *typing;

  DeskThreadPlace from;
  char *first_unread_id;        /* where the line is; decided once */
  gboolean unread_decided;
  guint first_unread;
  gboolean answered;
  gboolean known;
  gboolean loading;
  gboolean has_older;
  gboolean complete;            /* the backend's rows have been fetched, all of them */
  gboolean went_back;           /* the person asked for older rows */

  gboolean under_way;
  gboolean touched;             /* ask again, once what is under way has come */
  gboolean wants_older;
  gboolean wants_all;           /* from the beginning on, however long that is */
  gboolean older_under_way;
};

enum
{
  PROP_TICKET = 1,
  PROP_LOADING,
  PROP_HAS_OLDER,
  PROP_COMPLETE,
  PROP_FIRST_UNREAD,
  PROP_FILES,
  PROP_TYPING,
  N_PROPERTIES
};

extern GParamSpec *desk_conversation_properties[N_PROPERTIES];

#define desk_conversation_get_rows(self) G_LIST_MODEL (desk_conversation_rows_get ((self)->rows))

/* desk-conversation-ask.c: what is asked of the cache, one question at a time */
void desk_conversation_ask            (DeskConversation *self);
void desk_conversation_ask_next       (DeskConversation *self);
void desk_conversation_on_changed     (DeskConversation *self, DeskStoreChanges *changes);
void desk_conversation_update_loading (DeskConversation *self);

G_END_DECLS
