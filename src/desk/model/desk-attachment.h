/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_ATTACHMENT (desk_attachment_get_type ())
G_DECLARE_FINAL_TYPE (DeskAttachment, desk_attachment, DESK, ATTACHMENT, GObject)

/* A file of a ticket. Read-only properties: id, ticket-id, message-id (nullable), label (the real name: show it, never make a path
 * of it), mime-type, size (int64, bytes), created-by, created-at, is-image (boolean), delivery (DeskDelivery), progress (double, 0 to 1,
 * of an upload or a download under way), local-path (nullable: where the cached copy lies). */
const char  *desk_attachment_get_id         (DeskAttachment *self);
const char  *desk_attachment_get_label      (DeskAttachment *self);
const char  *desk_attachment_get_mime_type  (DeskAttachment *self);
gint64       desk_attachment_get_size       (DeskAttachment *self);
gboolean     desk_attachment_is_image       (DeskAttachment *self);
DeskDelivery desk_attachment_get_delivery   (DeskAttachment *self);
double       desk_attachment_get_progress   (DeskAttachment *self);
const char  *desk_attachment_get_local_path (DeskAttachment *self);

/* For the transfers of desk: how far an upload or download is (0 to 1), and where the local copy lies (nullable). */
void         desk_attachment_set_progress   (DeskAttachment *self, double progress);
void         desk_attachment_set_local_path (DeskAttachment *self, const char *path);

G_END_DECLS
