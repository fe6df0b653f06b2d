/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

GtkWidget *guichet_targets_button_new        (DeskSession *session, GtkWidget *clocks);
void       guichet_targets_button_set_ticket (GtkWidget *button, DeskTicket *ticket);

G_END_DECLS
