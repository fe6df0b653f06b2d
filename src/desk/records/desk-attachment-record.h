/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-attachment.h"
#include "desk-slot.h"

G_BEGIN_DECLS

/* What a DeskAttachment holds, and how a reader job gets it: desk_attachment_slots over desk_attachment_from. */
typedef struct
{
  char *id;
  char *ticket_id;
  char *message_id;
  char *label;
  char *mime_type;
  gint64 size;
  char *created_by;
  gint64 created_at;
  gboolean is_image;
  int delivery;
  double progress;
  char *local_path;
} DeskAttachmentRecord;

extern const DeskSlotTable desk_attachment_slots;
extern const char desk_attachment_from[];

DeskAttachment *desk_attachment_new            (const char *attachment_id);
void            desk_attachment_update         (DeskAttachment *self, DeskAttachmentRecord *record);
const char     *desk_attachment_get_ticket_id  (DeskAttachment *self);
const char     *desk_attachment_get_message_id (DeskAttachment *self);
gint64          desk_attachment_get_created_at (DeskAttachment *self);

G_END_DECLS
