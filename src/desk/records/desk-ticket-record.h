/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-slot.h"
#include "desk-ticket.h"

G_BEGIN_DECLS

/* What a DeskTicket holds, and how a reader job gets it: desk_ticket_slots over desk_ticket_from, with the parameters :me and :staff. */
typedef struct
{
  gboolean loaded;
  char *id;
  gint64 number;
  char *subject;
  int status;
  int priority;
  int priority_id;
  int category_id;
  char *category;
  char *client_id;
  char *client_name;
  char *project_name;
  char *assignee_id;
  char *assignee_name;
  char *created_by;
  char *contact_user_id;
  char *contact_name;
  char *follow_up_of;
  gint64 follow_up_of_number;
  char *follow_ups;
  gboolean affects_all;
  char *labels;
  char *affected;
  char *affected_names;
  gboolean unread;
  int delivery;
  gint64 last_activity;
  gint64 created_at;
  gint64 closed_at;
  gint64 resolved_at;
  gint64 first_responded_at;
  gint64 first_response_due_at;
  gint64 resolve_due_at;
  gint64 next_response_due_at;
  gint64 awaiting_reply_since;
  gint64 waiting_since;
  gint64 last_customer_activity;
  gint64 last_admin_activity;
  gboolean first_response_applies;
  gboolean mine;
  gboolean reporter_side;
} DeskTicketRecord;

extern const DeskSlotTable desk_ticket_slots;
extern const char desk_ticket_from[];

/* A person's name as far as this cache knows it; NULL when it does not. */
#define DESK_SQL_NAME_OF(id)                                                                                           \
  "coalesce ((SELECT coalesce (nullif (p.full_name, ''), p.email) FROM profiles p WHERE p.user_id = " id "),"          \
  " (SELECT h.display_name FROM people h WHERE h.user_id = " id "))"

/* Whether a ticket t has something that its reader has not seen; r is the reader's own row of ticket_reads. */
#define DESK_SQL_UNREAD                                                                                                \
  "coalesce (CASE WHEN :staff THEN t.last_customer_activity ELSE t.last_admin_activity END > coalesce (r.last_read_at, 0), 0)"

DeskTicket             *desk_ticket_new        (const char *ticket_id);
void                    desk_ticket_update     (DeskTicket *self, DeskTicketRecord *record);
const DeskTicketRecord *desk_ticket_get_record (DeskTicket *self);

G_END_DECLS
