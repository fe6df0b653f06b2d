/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-ticket.h"

G_BEGIN_DECLS

GtkWidget *guichet_thread_links_new  (void);
void       guichet_thread_links_show (GtkWidget *links, DeskTicket *ticket);

G_END_DECLS
