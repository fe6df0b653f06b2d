/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-chart.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_ROWS_CHART (guichet_rows_chart_get_type ())
G_DECLARE_FINAL_TYPE (GuichetRowsChart, guichet_rows_chart, GUICHET, ROWS_CHART, GuichetChart)

GtkWidget *guichet_rows_chart_new     (void);
void       guichet_rows_chart_clear   (GuichetRowsChart *self);
void       guichet_rows_chart_add     (GuichetRowsChart *self, const char *name, gint64 value, gboolean rest);
gboolean   guichet_rows_chart_get_bar (GuichetRowsChart *self, guint row, graphene_rect_t *bar);

G_END_DECLS
