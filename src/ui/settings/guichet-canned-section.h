/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_CANNED_SECTION (guichet_canned_section_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCannedSection, guichet_canned_section, GUICHET, CANNED_SECTION, GuichetSettingsSection)

G_END_DECLS
