/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_DESK_SECTION (guichet_desk_section_get_type ())
G_DECLARE_FINAL_TYPE (GuichetDeskSection, guichet_desk_section, GUICHET, DESK_SECTION, GuichetSettingsSection)


G_END_DECLS
