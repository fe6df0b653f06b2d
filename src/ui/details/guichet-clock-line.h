/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"
#include "desk-sla.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_CLOCK_LINE (guichet_clock_line_get_type ())
G_DECLARE_FINAL_TYPE (GuichetClockLine, guichet_clock_line, GUICHET, CLOCK_LINE, GtkBox)

GtkWidget *guichet_clock_line_new        (DeskSession *session, DeskSlaTarget target);
gboolean   guichet_clock_line_set_ticket (GuichetClockLine *self, DeskTicket *ticket);

G_END_DECLS
