/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_HERE_NOW (guichet_here_now_get_type ())
G_DECLARE_FINAL_TYPE (GuichetHereNow, guichet_here_now, GUICHET, HERE_NOW, GtkBox)

GtkWidget *guichet_here_now_new           (DeskSession *session, gboolean compact);
void       guichet_here_now_set_ticket_id (GuichetHereNow *self, const char *ticket_id);

G_END_DECLS
