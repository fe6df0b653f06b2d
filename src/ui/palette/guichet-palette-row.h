/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-palette-item.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PALETTE_ROW (guichet_palette_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPaletteRow, guichet_palette_row, GUICHET, PALETTE_ROW, GtkBox)

GtkWidget *guichet_palette_row_new          (void);
void       guichet_palette_row_set_item     (GuichetPaletteRow *self, DeskPaletteItem *item, gboolean staff);
char      *guichet_palette_row_dup_sentence (DeskPaletteItem *item, gboolean staff);

G_END_DECLS
