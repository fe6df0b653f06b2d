/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-person.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PERSON_PANE (guichet_person_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPersonPane, guichet_person_pane, GUICHET, PERSON_PANE, AdwBin)

GtkWidget *guichet_person_pane_new        (DeskSession *session);
void       guichet_person_pane_set        (GuichetPersonPane *self, DeskPerson *person);
void       guichet_person_pane_add_button (GuichetPersonPane *self, GtkWidget *button);
void       guichet_person_pane_set_last   (GuichetPersonPane *self, gboolean last);
void       guichet_person_pane_set_narrow (GuichetPersonPane *self, gboolean narrow);

G_END_DECLS
