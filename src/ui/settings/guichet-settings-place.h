/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-place.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SETTINGS_PLACE (guichet_settings_place_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSettingsPlace, guichet_settings_place, GUICHET, SETTINGS_PLACE, GuichetPlace)

G_END_DECLS
