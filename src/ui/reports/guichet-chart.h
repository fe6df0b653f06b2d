/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_CHART (guichet_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (GuichetChart, guichet_chart, GUICHET, CHART, GtkWidget)

/**
 * GuichetChartClass:
 * @draw: draws into a room of this size
 * @get_height: how high it wants to be, in pixels
 * @dup_tooltip: (nullable): what stands at this point, in words; %NULL for nothing
 *
 * Numbers as a picture. What it says in one sentence is its accessible label.
 */
struct _GuichetChartClass
{
  GtkWidgetClass parent_class;

  void  (*draw)        (GuichetChart *self, GtkSnapshot *snapshot, int width, int height);
  int   (*get_height)  (GuichetChart *self);
  char *(*dup_tooltip) (GuichetChart *self, double x, double y);
};

void   guichet_chart_set_summary  (GuichetChart *self, const char *summary);

/* For those that draw. */
typedef enum
{
  GUICHET_CHART_FILLED,         /* met, filed */
  GUICHET_CHART_MISSED,
  GUICHET_CHART_INK,            /* lines, and the numbers that count */
  GUICHET_CHART_QUIET,          /* axis words */
  GUICHET_CHART_GRID,
  GUICHET_CHART_REST,
} GuichetChartColor;

void   guichet_chart_get_color    (GuichetChart *self, GuichetChartColor color, GdkRGBA *rgba);
void   guichet_chart_fill         (GuichetChart *self, GtkSnapshot *snapshot, GuichetChartColor color, const graphene_rect_t *area, float radius);
void   guichet_chart_hatch        (GuichetChart *self, GtkSnapshot *snapshot, const graphene_rect_t *area);
int    guichet_chart_write        (GuichetChart *self, GtkSnapshot *snapshot, const char *words, double x, double y, double align,
                                   GuichetChartColor color, gboolean bold, int most);
int    guichet_chart_measure_text (GuichetChart *self, const char *words);
int    guichet_chart_get_line     (GuichetChart *self);
gint64 guichet_chart_find_step    (gint64 most, int n_steps);

G_END_DECLS
