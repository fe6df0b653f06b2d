/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_WIDTH_BIN (guichet_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (GuichetWidthBin, guichet_width_bin, GUICHET, WIDTH_BIN, AdwBin)

GtkWidget *guichet_width_bin_new         (const int *widths, guint n_widths);
guint      guichet_width_bin_get_level   (GuichetWidthBin *self);

G_END_DECLS
