/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PRIORITIES_SECTION (guichet_priorities_section_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPrioritiesSection, guichet_priorities_section, GUICHET, PRIORITIES_SECTION, GuichetSettingsSection)

G_END_DECLS
