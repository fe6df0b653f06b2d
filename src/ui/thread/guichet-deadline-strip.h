/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_DEADLINE_STRIP (guichet_deadline_strip_get_type ())
G_DECLARE_FINAL_TYPE (GuichetDeadlineStrip, guichet_deadline_strip, GUICHET, DEADLINE_STRIP, GtkBox)

/* Property: narrow (boolean): without the priority. */
GtkWidget *guichet_deadline_strip_new        (DeskSession *session);
void       guichet_deadline_strip_set_ticket (GuichetDeadlineStrip *self, DeskTicket *ticket);

G_END_DECLS
