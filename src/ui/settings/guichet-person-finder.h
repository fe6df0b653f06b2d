/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PERSON_FINDER (guichet_person_finder_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPersonFinder, guichet_person_finder, GUICHET, PERSON_FINDER, AdwBin)

typedef void (*GuichetPersonFound) (DeskOfficeRow *person, gpointer user_data);

void guichet_person_finder_ask (GuichetSettingsSection *section, const char *heading, GuichetPersonFound found, gpointer user_data);

G_END_DECLS
