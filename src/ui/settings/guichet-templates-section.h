/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TEMPLATES_SECTION (guichet_templates_section_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTemplatesSection, guichet_templates_section, GUICHET, TEMPLATES_SECTION, GuichetSettingsSection)

G_END_DECLS
