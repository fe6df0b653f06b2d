/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_REQUEST_STRIP (guichet_request_strip_get_type ())
G_DECLARE_FINAL_TYPE (GuichetRequestStrip, guichet_request_strip, GUICHET, REQUEST_STRIP, GtkBox)

/* Properties: narrow (boolean): status and solution alone; brief (boolean): in fewer words, without buttons. */
GtkWidget *guichet_request_strip_new        (DeskSession *session);
void       guichet_request_strip_set_ticket (GuichetRequestStrip *self, DeskTicket *ticket);

G_END_DECLS
