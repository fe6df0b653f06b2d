/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_ASSIGNEE_POPOVER (guichet_assignee_popover_get_type ())
G_DECLARE_FINAL_TYPE (GuichetAssigneePopover, guichet_assignee_popover, GUICHET, ASSIGNEE_POPOVER, GtkPopover)

GtkWidget *guichet_assignee_popover_new        (DeskSession *session);
void       guichet_assignee_popover_set_ticket (GuichetAssigneePopover *self, DeskTicket *ticket);

G_END_DECLS
