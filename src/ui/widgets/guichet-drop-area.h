/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_DROP_AREA (guichet_drop_area_get_type ())
G_DECLARE_FINAL_TYPE (GuichetDropArea, guichet_drop_area, GUICHET, DROP_AREA, AdwBin)

GtkWidget *guichet_drop_area_new        (GtkWidget *child);
void       guichet_drop_area_set_words  (GuichetDropArea *self, const char *title, const char *subtitle);
void       guichet_drop_area_set_style  (GuichetDropArea *self, const char *style);
void       guichet_drop_area_set_active (GuichetDropArea *self, gboolean active);

G_END_DECLS
