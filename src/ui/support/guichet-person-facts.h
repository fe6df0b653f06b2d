/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-person.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PERSON_FACTS (guichet_person_facts_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPersonFacts, guichet_person_facts, GUICHET, PERSON_FACTS, AdwBin)

GtkWidget *guichet_person_facts_new        (DeskClock *clock);
void       guichet_person_facts_show       (GuichetPersonFacts *self, DeskPerson *person);
void       guichet_person_facts_set_narrow (GuichetPersonFacts *self, gboolean narrow);

G_END_DECLS
