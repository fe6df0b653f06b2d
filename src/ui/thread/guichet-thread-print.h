/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"
#include "desk-ticket.h"

G_BEGIN_DECLS

void guichet_thread_print     (GtkWidget *from, DeskSession *session, const char *ticket_id, gboolean with_notes, const char *pdf_path);
void guichet_thread_print_ask (GtkWidget *from, DeskSession *session, DeskTicket *ticket, gboolean to_pdf);

G_END_DECLS
