/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "guichet-sight.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TICKET_ROW (guichet_ticket_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTicketRow, guichet_ticket_row, GUICHET, TICKET_ROW, GtkWidget)

GtkWidget  *guichet_ticket_row_new        (DeskSession *session, GuichetSight *sight);
void        guichet_ticket_row_fill       (GtkWidget *row);
DeskTicket *guichet_ticket_row_get_ticket (GuichetTicketRow *self);
void        guichet_ticket_row_set_ticket (GuichetTicketRow *self, DeskTicket *ticket);
void        guichet_ticket_row_set_group   (GuichetTicketRow *self, DeskListGroup group, DeskDueGroup due, guint n_tickets);
void        guichet_ticket_row_set_compact (GuichetTicketRow *self, gboolean compact);
char       *guichet_ticket_row_dup_sentence (GuichetTicketRow *self);

G_END_DECLS
