/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_SPLIT (guichet_split_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSplit, guichet_split, GUICHET, SPLIT, AdwBin)

GtkWidget *guichet_split_new          (GtkWidget *sidebar, int width, GtkWidget *content);
void       guichet_split_set_narrow   (GuichetSplit *self, gboolean narrow);
gboolean   guichet_split_get_folded   (GuichetSplit *self);
void       guichet_split_show_content (GuichetSplit *self);
gboolean   guichet_split_show_sidebar (GuichetSplit *self);
GtkWidget *guichet_split_create_back_button (GuichetSplit *self);

G_END_DECLS
