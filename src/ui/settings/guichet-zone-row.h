/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_ZONE_ROW (guichet_zone_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetZoneRow, guichet_zone_row, GUICHET, ZONE_ROW, AdwActionRow)

GtkWidget  *guichet_zone_row_new       (void);
const char *guichet_zone_row_get_zone  (GuichetZoneRow *self);
void        guichet_zone_row_set_zone  (GuichetZoneRow *self, const char *zone);
void        guichet_zone_row_set_zones (GuichetZoneRow *self, const char *const *zones);

G_END_DECLS
