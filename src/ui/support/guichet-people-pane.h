/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-open-cases.h"
#include "desk-support.h"
#include "guichet-place.h"
#include "guichet-split.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PEOPLE_PANE (guichet_people_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPeoplePane, guichet_people_pane, GUICHET, PEOPLE_PANE, AdwBin)

GtkWidget *guichet_people_pane_new        (DeskSession *session, DeskSupport *support, DeskOpenCases *open);
void       guichet_people_pane_add_button (GuichetPeoplePane *self, GtkWidget *button);
void       guichet_people_pane_share_window (GuichetPeoplePane *self, GuichetSplit *split, GuichetPlace *place);
void       guichet_people_pane_select     (GuichetPeoplePane *self, DeskPerson *person);
void       guichet_people_pane_find       (GuichetPeoplePane *self);
void       guichet_people_pane_set_narrow (GuichetPeoplePane *self, gboolean narrow);

G_END_DECLS
