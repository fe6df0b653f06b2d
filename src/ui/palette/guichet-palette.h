/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-palette.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PALETTE (guichet_palette_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPalette, guichet_palette, GUICHET, PALETTE, GtkBox)

GtkWidget   *guichet_palette_new        (DeskSession *session);
void         guichet_palette_open       (GuichetPalette *self);
void         guichet_palette_close      (GuichetPalette *self, gboolean restore_focus);
gboolean     guichet_palette_is_open    (GuichetPalette *self);
void         guichet_palette_set_narrow (GuichetPalette *self, gboolean narrow);
DeskPalette *guichet_palette_get_results (GuichetPalette *self);

G_END_DECLS
