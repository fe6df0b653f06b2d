/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-ticket.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_LEDGER (guichet_ledger_get_type ())
G_DECLARE_FINAL_TYPE (GuichetLedger, guichet_ledger, GUICHET, LEDGER, AdwBin)

GtkWidget *guichet_ledger_new        (DeskSession *session);
gboolean   guichet_ledger_set_ticket (GuichetLedger *self, DeskTicket *ticket);
void       guichet_ledger_load       (GuichetLedger *self);

G_END_DECLS
