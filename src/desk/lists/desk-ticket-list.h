/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-list-filter.h"
#include "desk-ticket.h"

G_BEGIN_DECLS

typedef struct _DeskSession DeskSession;

#define DESK_TYPE_TICKET_LIST (desk_ticket_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskTicketList, desk_ticket_list, DESK, TICKET_LIST, GObject)

/**
 * DeskTicketList:
 *
 * A #GListModel of #DeskTicket over the cache, newest activity first unless it is told otherwise, live: it follows every change of the cache with the smallest
 * items-changed. Ids are read in a worker, rows by page when somebody asks for them; a stale answer is dropped by its generation. Main thread only.
 *
 * Properties: `view` (DeskViewKind), `status-mask` (uint: bit per DeskStatus, 0 for all), `search` (string: words, or #number),
 * `loading` (boolean: the first answer has not come, or
 * of many tickets the first ones only), `n-items` (uint). Signal `groups-changed` (): headings may stand elsewhere.
 */
DeskTicketList *desk_ticket_list_new             (DeskSession *session);
void            desk_ticket_list_set_view        (DeskTicketList *self, DeskViewKind view);
void            desk_ticket_list_set_status_mask (DeskTicketList *self, guint mask);
void            desk_ticket_list_set_search      (DeskTicketList *self, const char *search);
void            desk_ticket_list_set_filter      (DeskTicketList *self, const DeskListFilter *filter);
void            desk_ticket_list_set_order       (DeskTicketList *self, const DeskListOrder *order);
const DeskListFilter *desk_ticket_list_get_filter (DeskTicketList *self);
const DeskListOrder  *desk_ticket_list_get_order  (DeskTicketList *self);
gboolean        desk_ticket_list_begins_group    (DeskTicketList *self, guint position, guint *n_tickets, DeskDueGroup *due);
guint           desk_ticket_list_find            (DeskTicketList *self, const char *ticket_id);
GArray         *desk_ticket_list_find_all        (DeskTicketList *self, GHashTable *ticket_ids);
DeskTicket     *desk_ticket_list_dup_ticket      (DeskTicketList *self, const char *ticket_id);
gboolean        desk_ticket_list_is_partial      (DeskTicketList *self);
void            desk_ticket_list_show_read       (DeskTicketList *self);

G_END_DECLS
