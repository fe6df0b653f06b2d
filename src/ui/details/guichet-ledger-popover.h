/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_LEDGER_POPOVER (guichet_ledger_popover_get_type ())
G_DECLARE_FINAL_TYPE (GuichetLedgerPopover, guichet_ledger_popover, GUICHET, LEDGER_POPOVER, GtkPopover)

GtkWidget *guichet_ledger_popover_new        (DeskSession *session);
void       guichet_ledger_popover_set_ticket (GuichetLedgerPopover *self, DeskTicket *ticket);

G_END_DECLS
