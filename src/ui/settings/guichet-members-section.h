/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_MEMBERS_SECTION (guichet_members_section_get_type ())
G_DECLARE_FINAL_TYPE (GuichetMembersSection, guichet_members_section, GUICHET, MEMBERS_SECTION, GuichetSettingsSection)


G_END_DECLS
