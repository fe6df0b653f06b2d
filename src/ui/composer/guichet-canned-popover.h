/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_CANNED_POPOVER (guichet_canned_popover_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCannedPopover, guichet_canned_popover, GUICHET, CANNED_POPOVER, GtkPopover)

/* Signals: insert (const char *text, guint first_left, guint first_length): the person chose one; save-text (): what is written is to be kept as one;
 * manage (): to change one's own. */
GtkWidget *guichet_canned_popover_new        (DeskSession *session);
void       guichet_canned_popover_set_ticket (GuichetCannedPopover *self, DeskTicket *ticket);
void       guichet_canned_popover_set_may_save (GuichetCannedPopover *self, gboolean may_save);

G_END_DECLS
