/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_THREAD_ITEM (desk_thread_item_get_type ())
G_DECLARE_FINAL_TYPE (DeskThreadItem, desk_thread_item, DESK, THREAD_ITEM, GObject)

/* One row of a conversation. Read-only properties: kind (DeskThreadKind), id, time (int64), author-id, author-name, author-is-staff, author-is-me,
 * author-company (nullable), body, attachments (GListModel of DeskAttachment, never NULL), delivery (DeskDelivery), error (string, nullable: a sentence),
 * event-kind (string: status, priority, assignee, created, ...), old-value, new-value (words to show are ui's; names of people are filled in),
 * internal (boolean: for staff alone),
 * count (int: events folded), events (GListModel of DeskThreadItem, for DESK_THREAD_EVENTS). */
DeskThreadKind  desk_thread_item_get_kind            (DeskThreadItem *self);
const char     *desk_thread_item_get_id              (DeskThreadItem *self);
gint64          desk_thread_item_get_time            (DeskThreadItem *self);
const char     *desk_thread_item_get_author_name     (DeskThreadItem *self);
const char     *desk_thread_item_get_author_company  (DeskThreadItem *self);
gboolean        desk_thread_item_get_author_is_staff (DeskThreadItem *self);
gboolean        desk_thread_item_get_author_is_me    (DeskThreadItem *self);
const char     *desk_thread_item_get_body            (DeskThreadItem *self);
GListModel     *desk_thread_item_get_attachments     (DeskThreadItem *self);
DeskDelivery    desk_thread_item_get_delivery        (DeskThreadItem *self);
const char     *desk_thread_item_get_error           (DeskThreadItem *self);
const char     *desk_thread_item_get_event_kind      (DeskThreadItem *self);
const char     *desk_thread_item_get_old_value       (DeskThreadItem *self);
const char     *desk_thread_item_get_new_value       (DeskThreadItem *self);
gboolean        desk_thread_item_get_internal        (DeskThreadItem *self);
guint           desk_thread_item_get_count           (DeskThreadItem *self);
GListModel     *desk_thread_item_get_events          (DeskThreadItem *self);

G_END_DECLS
