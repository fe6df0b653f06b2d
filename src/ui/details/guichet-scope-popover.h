/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SCOPE_POPOVER (guichet_scope_popover_get_type ())
G_DECLARE_FINAL_TYPE (GuichetScopePopover, guichet_scope_popover, GUICHET, SCOPE_POPOVER, GtkPopover)

GtkWidget *guichet_scope_popover_new        (DeskSession *session);
void       guichet_scope_popover_set_ticket (GuichetScopePopover *self, DeskTicket *ticket);

G_END_DECLS
