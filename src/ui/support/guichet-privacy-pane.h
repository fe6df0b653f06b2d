/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-person.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PRIVACY_PANE (guichet_privacy_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPrivacyPane, guichet_privacy_pane, GUICHET, PRIVACY_PANE, AdwBin)

GtkWidget *guichet_privacy_pane_new        (DeskSession *session);
void       guichet_privacy_pane_set        (GuichetPrivacyPane *self, DeskPerson *person, DeskPrivacyRequest *request);
void       guichet_privacy_pane_set_beside (GuichetPrivacyPane *self, gboolean beside);
void       guichet_privacy_pane_take_focus (GuichetPrivacyPane *self);
void       guichet_privacy_pane_save       (GuichetPrivacyPane *self);

/* guichet-privacy-pane-notes.c */
gboolean   guichet_privacy_pane_find_unsaved (GuichetPrivacyPane *self, DeskPerson **person, DeskPrivacyRequest **request);
void       guichet_privacy_pane_discard_all  (GuichetPrivacyPane *self);

G_END_DECLS
