/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_CATEGORIES_SECTION (guichet_categories_section_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCategoriesSection, guichet_categories_section, GUICHET, CATEGORIES_SECTION, GuichetSettingsSection)

G_END_DECLS
