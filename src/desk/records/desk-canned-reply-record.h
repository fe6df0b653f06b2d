/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-canned-reply.h"
#include "desk-slot.h"

G_BEGIN_DECLS

/* What a reader job tells of a canned reply: desk_canned_reply_slots over the table canned_replies, with the parameter :me. Private to desk. */
typedef struct
{
  char *id;
  char *title;
  char *body;
  gboolean mine;
  gint64 updated_at;
} DeskCannedReplyRecord;

extern const DeskSlotTable desk_canned_reply_slots;

DeskCannedReply *desk_canned_reply_new    (void);
void             desk_canned_reply_update (DeskCannedReply *self, DeskCannedReplyRecord *record);

G_END_DECLS
