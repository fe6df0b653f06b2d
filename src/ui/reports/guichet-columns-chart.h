/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-chart.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_COLUMNS_CHART (guichet_columns_chart_get_type ())
G_DECLARE_FINAL_TYPE (GuichetColumnsChart, guichet_columns_chart, GUICHET, COLUMNS_CHART, GuichetChart)

GtkWidget *guichet_columns_chart_new        (int plot_height, int n_steps, double share);
void       guichet_columns_chart_clear      (GuichetColumnsChart *self, gboolean with_line, int unit);
void       guichet_columns_chart_add        (GuichetColumnsChart *self, const char *label, gint64 value, gint64 line, const char *words);
void       guichet_columns_chart_set_marker (GuichetColumnsChart *self, double position, const char *words);
gboolean   guichet_columns_chart_get_bar    (GuichetColumnsChart *self, guint column, graphene_rect_t *bar);

G_END_DECLS
