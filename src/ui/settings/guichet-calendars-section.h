/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS


#define GUICHET_TYPE_CALENDARS_SECTION (guichet_calendars_section_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCalendarsSection, guichet_calendars_section, GUICHET, CALENDARS_SECTION, GuichetSettingsSection)


G_END_DECLS
