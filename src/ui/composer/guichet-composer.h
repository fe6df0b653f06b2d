/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_COMPOSER (guichet_composer_get_type ())
G_DECLARE_FINAL_TYPE (GuichetComposer, guichet_composer, GUICHET, COMPOSER, AdwBin)

/* Properties: ticket (DeskTicket, nullable), mode (DeskDraftMode, reply or note), may-write (boolean, read-only: neither closed nor somebody else's).
 * Signal: typing (DeskDraftMode mode, gboolean typing). */
GtkWidget    *guichet_composer_new           (DeskSession *session);
void          guichet_composer_set_ticket    (GuichetComposer *self, DeskTicket *ticket);
void          guichet_composer_write         (GuichetComposer *self, DeskDraftMode mode);
DeskDraftMode guichet_composer_get_mode      (GuichetComposer *self);
DeskDraft    *guichet_composer_get_draft     (GuichetComposer *self);
gboolean      guichet_composer_get_may_write (GuichetComposer *self);

G_END_DECLS
