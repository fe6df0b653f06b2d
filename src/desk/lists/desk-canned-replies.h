/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-canned-reply.h"

G_BEGIN_DECLS

typedef struct _DeskSession DeskSession;

#define DESK_TYPE_CANNED_REPLIES (desk_canned_replies_get_type ())
G_DECLARE_FINAL_TYPE (DeskCannedReplies, desk_canned_replies, DESK, CANNED_REPLIES, GObject)

/**
 * DeskCannedReplies:
 *
 * A #GListModel of #DeskCannedReply: one's own and the desk's, by title, live over the cache. A reply keeps its object while it is there. A client
 * has none. Main thread only.
 */
DeskCannedReplies *desk_canned_replies_new (DeskSession *session);

G_END_DECLS
