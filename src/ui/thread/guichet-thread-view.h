/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_THREAD_VIEW (guichet_thread_view_get_type ())
G_DECLARE_FINAL_TYPE (GuichetThreadView, guichet_thread_view, GUICHET, THREAD_VIEW, AdwBin)

/* Properties: ticket-id (string, nullable), ticket (DeskTicket, read-only), details-shown, narrow, folded, window-buttons (boolean).
 * Signal: back. */
GtkWidget *guichet_thread_view_new         (DeskSession *session);
void       guichet_thread_view_prepare     (GuichetThreadView *self);
/* The ticket that is shown, borrowed; property `ticket`. NULL when none is. */
DeskTicket *guichet_thread_view_get_ticket (GuichetThreadView *self);
void       guichet_thread_view_write       (GuichetThreadView *self, DeskDraftMode mode);
void       guichet_thread_view_focus_log   (GuichetThreadView *self);

G_END_DECLS
