/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define DESK_TYPE_CANNED_REPLY (desk_canned_reply_get_type ())
G_DECLARE_FINAL_TYPE (DeskCannedReply, desk_canned_reply, DESK, CANNED_REPLY, GObject)

/* What `{{name}}` in a canned reply stands for. */
typedef struct
{
  const char *name;
  const char *value;            /* (nullable): not known here; the name stays where it is, for the person to see */
} DeskCannedValue;

/**
 * DeskCannedReply:
 *
 * A text that staff put into what they write. Main thread only.
 *
 * Read-only properties: `id`, `title`, `body` (string), `mine` (boolean: one's own; else the desk's, which administrators write),
 * `updated-at` (int64).
 */
const char *desk_canned_reply_get_id    (DeskCannedReply *self);
const char *desk_canned_reply_get_title (DeskCannedReply *self);
const char *desk_canned_reply_get_body  (DeskCannedReply *self);
gboolean    desk_canned_reply_get_mine  (DeskCannedReply *self);
gint64      desk_canned_reply_get_updated_at (DeskCannedReply *self);

char       *desk_canned_reply_fill_in   (const char *body, const DeskCannedValue *values, guint n_values, guint *first_left,
                                         guint *first_length);

G_END_DECLS
