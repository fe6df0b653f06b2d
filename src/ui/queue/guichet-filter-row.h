/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_FILTER_ROW (guichet_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetFilterRow, guichet_filter_row, GUICHET, FILTER_ROW, GtkListBoxRow)

GtkWidget *guichet_filter_row_new         (const char *title);
void       guichet_filter_row_set_summary (GuichetFilterRow *self, const char *summary);

G_END_DECLS
