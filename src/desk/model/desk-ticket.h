/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_TICKET (desk_ticket_get_type ())
G_DECLARE_FINAL_TYPE (DeskTicket, desk_ticket, DESK, TICKET, GObject)

/* One ticket as the cache has it. There is one object per ticket and session; it changes in place and notifies. Times are
 * microseconds since 1970 UTC, 0 for none. All properties are read-only, with these names and types:
 *  loaded (boolean: FALSE while only the id is known), id, number (int64), subject, status (DeskStatus), priority (DeskPriorityCode), priority-id (int),
 *  category-id (int, 0 none), category (string, nullable), client-id, client-name, project-name (nullable), assignee-id (nullable),
 *  assignee-name (nullable), created-by, contact-user-id, affects-all (boolean), affected, affected-names (string, nullable), labels (string, nullable: joined by U+001F), unread (boolean), delivery (DeskDelivery: of what this
 *  computer still has to send for it), last-activity (int64), created-at, closed-at, resolved-at, first-responded-at,
 *  first-response-due-at, resolve-due-at, next-response-due-at, awaiting-reply-since, waiting-since, last-customer-activity,
 *  last-admin-activity, first-response-applies (boolean), mine (boolean: assigned to me), reporter-side (boolean: the signed-in
 *  client belongs to the reporting company, so may write), contact-name (nullable: whom staff writes to), follow-up-of (nullable: an id),
 *  follow-up-of-number (int64), follow-ups (nullable: "id number" of those that follow this one up, with commas). */
const char      *desk_ticket_get_id             (DeskTicket *self);
gint64           desk_ticket_get_number         (DeskTicket *self);
const char      *desk_ticket_get_subject        (DeskTicket *self);
DeskStatus       desk_ticket_get_status         (DeskTicket *self);
DeskPriorityCode desk_ticket_get_priority       (DeskTicket *self);
const char      *desk_ticket_get_category       (DeskTicket *self);
const char      *desk_ticket_get_client_id      (DeskTicket *self);
const char      *desk_ticket_get_client_name    (DeskTicket *self);
const char      *desk_ticket_get_assignee_id    (DeskTicket *self);
const char      *desk_ticket_get_assignee_name  (DeskTicket *self);
char           **desk_ticket_dup_labels         (DeskTicket *self);
gboolean         desk_ticket_get_affects_all    (DeskTicket *self);
char           **desk_ticket_dup_affected       (DeskTicket *self);
char           **desk_ticket_dup_affected_names (DeskTicket *self);
gboolean         desk_ticket_get_loaded         (DeskTicket *self);
gboolean         desk_ticket_get_unread         (DeskTicket *self);
gboolean         desk_ticket_get_mine           (DeskTicket *self);
DeskDelivery     desk_ticket_get_delivery       (DeskTicket *self);
gint64           desk_ticket_get_last_activity  (DeskTicket *self);
gint64           desk_ticket_get_time           (DeskTicket *self, const char *property);

G_END_DECLS
