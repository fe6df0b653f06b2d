/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-chart.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TARGETS_CHART (guichet_targets_chart_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTargetsChart, guichet_targets_chart, GUICHET, TARGETS_CHART, GuichetChart)

GtkWidget *guichet_targets_chart_new     (const char *first, const char *second);
void       guichet_targets_chart_clear   (GuichetTargetsChart *self);
void       guichet_targets_chart_add     (GuichetTargetsChart *self, const char *name, const gint64 *met, const gint64 *missed);
gboolean   guichet_targets_chart_get_bar (GuichetTargetsChart *self, guint row, guint target, gboolean missed, graphene_rect_t *bar);

G_END_DECLS
