/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-rows-chart.h"

#define NAMES 140
#define NUMBERS 44
#define THICKNESS 12
#define GAP 7

typedef struct
{
  char *name;
  gint64 value;
  gboolean rest;
} Row;

/**
 * GuichetRowsChart:
 *
 * Names, a bar for each, and how many. It follows the direction of the language.
 */
struct _GuichetRowsChart
{
  GuichetChart parent_instance;

  GArray *rows;
};

G_DEFINE_FINAL_TYPE (GuichetRowsChart, guichet_rows_chart, GUICHET_TYPE_CHART)

static void
clear_row (gpointer data)
{
  g_free (((Row *) data)->name);
}

static gboolean
is_mirrored (GuichetRowsChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static double
get_step (GuichetRowsChart *self)
{
  return MAX (THICKNESS, guichet_chart_get_line (GUICHET_CHART (self))) + GAP;
}

static double
get_names_width (int width)
{
  return MIN (NAMES, width * .46);
}

static void
bar_of (GuichetRowsChart *self,
        guint i,
        int width,
        graphene_rect_t *bar)
{
  double left = get_names_width (width);
  double room = MAX (0, width - left - NUMBERS);
  double step = get_step (self);
  gint64 most = 1;
  double length;

  for (guint j = 0; j < self->rows->len; j++)
    most = MAX (most, g_array_index (self->rows, Row, j).value);
  length = room * g_array_index (self->rows, Row, i).value / most;
  graphene_rect_init (bar, is_mirrored (self) ? width - left - length : left, i * step + (step - THICKNESS) / 2, length, THICKNESS);
}

static void
guichet_rows_chart_draw (GuichetChart *chart,
                         GtkSnapshot *snapshot,
                         int width,
                         int height)
{
  GuichetRowsChart *self = GUICHET_ROWS_CHART (chart);
  gboolean mirrored = is_mirrored (self);
  double step = get_step (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, row->value);
      double y = i * step + step / 2;
      graphene_rect_t bar;

      bar_of (self, i, width, &bar);
      guichet_chart_write (chart, snapshot, row->name, mirrored ? width : 0, y, mirrored ? 1 : 0, GUICHET_CHART_QUIET, FALSE,
                           get_names_width (width) - 10);
      guichet_chart_fill (chart, snapshot, row->rest ? GUICHET_CHART_REST : GUICHET_CHART_FILLED, &bar, 0);
      guichet_chart_write (chart, snapshot, number, mirrored ? 0 : width, y, mirrored ? 0 : 1, GUICHET_CHART_INK, FALSE, -1);
    }
}

static int
guichet_rows_chart_get_height (GuichetChart *chart)
{
  GuichetRowsChart *self = GUICHET_ROWS_CHART (chart);

  return MAX (1, self->rows->len) * get_step (self);
}

static char *
guichet_rows_chart_dup_tooltip (GuichetChart *chart,
                                double x,
                                double y)
{
  GuichetRowsChart *self = GUICHET_ROWS_CHART (chart);
  int row = y / get_step (self);

  return row >= 0 && row < (int) self->rows->len ? g_strdup (g_array_index (self->rows, Row, row).name) : NULL;
}

static void
guichet_rows_chart_finalize (GObject *object)
{
  g_array_unref (GUICHET_ROWS_CHART (object)->rows);

  G_OBJECT_CLASS (guichet_rows_chart_parent_class)->finalize (object);
}

static void
guichet_rows_chart_class_init (GuichetRowsChartClass *klass)
{
  GuichetChartClass *chart_class = GUICHET_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_rows_chart_finalize;
  chart_class->draw = guichet_rows_chart_draw;
  chart_class->get_height = guichet_rows_chart_get_height;
  chart_class->dup_tooltip = guichet_rows_chart_dup_tooltip;
}

static void
guichet_rows_chart_init (GuichetRowsChart *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);
}

/** guichet_rows_chart_new: a chart without rows. */
GtkWidget *
guichet_rows_chart_new (void)
{
  return g_object_new (GUICHET_TYPE_ROWS_CHART, NULL);
}

void
guichet_rows_chart_clear (GuichetRowsChart *self)
{
  g_return_if_fail (GUICHET_IS_ROWS_CHART (self));

  g_array_set_size (self->rows, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * guichet_rows_chart_add:
 * @self: a chart
 * @name: of the row
 * @value: how long its bar is
 * @rest: whether it stands for all that have no row of their own
 */
void
guichet_rows_chart_add (GuichetRowsChart *self,
                        const char *name,
                        gint64 value,
                        gboolean rest)
{
  Row row = { g_strdup (name), value, rest };

  g_return_if_fail (GUICHET_IS_ROWS_CHART (self));

  g_array_append_val (self->rows, row);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * guichet_rows_chart_get_bar:
 * @self: a chart
 * @row: which one
 * @bar: (out): where it is drawn
 *
 * Returns: whether there is such a row
 */
gboolean
guichet_rows_chart_get_bar (GuichetRowsChart *self,
                            guint row,
                            graphene_rect_t *bar)
{
  g_return_val_if_fail (GUICHET_IS_ROWS_CHART (self) && bar != NULL, FALSE);

  if (row >= self->rows->len)
    return FALSE;
  bar_of (self, row, gtk_widget_get_width (GTK_WIDGET (self)), bar);

  return TRUE;
}
