/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-sla.h"
#include "desk-ticket.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TICKET_LINES (guichet_ticket_lines_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTicketLines, guichet_ticket_lines, GUICHET, TICKET_LINES, AdwBin)

GtkWidget *guichet_ticket_lines_new          (gboolean staff);
void       guichet_ticket_lines_show         (GuichetTicketLines *self, DeskTicket *ticket);
void       guichet_ticket_lines_show_times   (GuichetTicketLines *self, const char *age, const DeskSla *sla);
void       guichet_ticket_lines_show_heading (GuichetTicketLines *self, const char *words, guint n_tickets);
void       guichet_ticket_lines_set_compact  (GuichetTicketLines *self, gboolean compact);

G_END_DECLS
