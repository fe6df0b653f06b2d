/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-slot.h"
#include "desk-thread-item.h"

G_BEGIN_DECLS

/* What a DeskThreadItem holds. Those with an expression come from a reader job over messages and events (desk-conversation-query.c). */
typedef struct
{
  int kind;
  char *id;
  gint64 time;
  char *author_id;
  char *author_name;
  gboolean author_is_staff;
  gboolean author_is_me;
  char *author_company;
  char *body;
  GListModel *attachments;      /* GListStore of DeskAttachment */
  int delivery;
  char *error;
  char *event_kind;
  char *old_value;
  char *new_value;
  gboolean internal;            /* for staff alone */
  guint count;
  GListModel *events;           /* GListStore of DeskThreadItem */
} DeskThreadRecord;

extern const DeskSlotTable desk_thread_slots;

DeskThreadItem *desk_thread_item_new        (DeskThreadKind kind, const char *id, gint64 time);
void            desk_thread_item_update     (DeskThreadItem *self, DeskThreadRecord *record);
void            desk_thread_item_set_events (DeskThreadItem *self, GPtrArray *events);
void            desk_thread_item_set_attachments (DeskThreadItem *self, GPtrArray *attachments);

const DeskThreadRecord *desk_thread_item_get_record (DeskThreadItem *self);

G_END_DECLS
