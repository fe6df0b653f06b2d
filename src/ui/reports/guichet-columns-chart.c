/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-columns-chart.h"

#define ABOVE 10
#define BELOW 8
#define AT_THE_END 8
#define BETWEEN 6

typedef struct
{
  char *label;                  /* on the axis */
  char *words;                  /* the whole of it */
  gint64 value;
  gint64 line;
} Column;

/**
 * GuichetColumnsChart:
 *
 * Columns over an axis, with a line over them or a mark between them. Its axis is one of time, or of lengths of time: it goes from left to right in every language.
 */
struct _GuichetColumnsChart
{
  GuichetChart parent_instance;

  GArray *columns;
  gboolean with_line;
  int unit;                     /* every how many columns a label may stand */
  int plot_height;
  int n_steps;
  double share;                 /* of a column's room that is filled */
  double marker;
  char *marker_words;
};

G_DEFINE_FINAL_TYPE (GuichetColumnsChart, guichet_columns_chart, GUICHET_TYPE_CHART)

typedef struct
{
  double left;
  double top;
  double width;
  double height;
  double step;                  /* from column to column */
  gint64 most;                  /* at the top of the axis */
} Plot;

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->label);
  g_free (column->words);
}

static gint64
get_most (GuichetColumnsChart *self)
{
  gint64 most = 1;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);

      most = MAX (most, self->with_line ? MAX (column->value, column->line) : column->value);
    }

  return guichet_chart_find_step (most, self->n_steps) * self->n_steps;
}

/* The words of the mark stand above all columns: over one of them nobody could read them. */
static double
get_top (GuichetColumnsChart *self)
{
  return ABOVE + (self->marker_words != NULL ? guichet_chart_get_line (GUICHET_CHART (self)) : 0);
}

static void
lay_out (GuichetColumnsChart *self,
         int width,
         int height,
         Plot *plot)
{
  g_autofree char *widest = NULL;

  plot->most = get_most (self);
  widest = g_strdup_printf ("%'" G_GINT64_FORMAT, plot->most);
  plot->left = MAX (34, guichet_chart_measure_text (GUICHET_CHART (self), widest) + 14);
  plot->top = get_top (self);
  plot->width = MAX (0, width - plot->left - AT_THE_END);
  plot->height = MAX (0, height - plot->top - BELOW - guichet_chart_get_line (GUICHET_CHART (self)));
  plot->step = plot->width / MAX (1, self->columns->len);
}

static void
bar_of (GuichetColumnsChart *self,
        const Plot *plot,
        guint i,
        graphene_rect_t *bar)
{
  Column *column = &g_array_index (self->columns, Column, i);
  double height = plot->height * column->value / plot->most;

  graphene_rect_init (bar, plot->left + plot->step * (i + (1 - self->share) / 2), plot->top + plot->height - height, plot->step * self->share, height);
}

static void
draw_grid (GuichetColumnsChart *self,
           GtkSnapshot *snapshot,
           const Plot *plot)
{
  GdkRGBA grid;

  guichet_chart_get_color (GUICHET_CHART (self), GUICHET_CHART_GRID, &grid);
  for (int i = 0; i <= self->n_steps; i++)
    {
      double y = (int) (plot->top + plot->height - plot->height * i / self->n_steps + .5);
      g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, plot->most / self->n_steps * i);

      gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (plot->left, y, plot->width, 1));
      guichet_chart_write (GUICHET_CHART (self), snapshot, number, plot->left - 8, y, 1, GUICHET_CHART_QUIET, FALSE, -1);
    }
}

static void
draw_line (GuichetColumnsChart *self,
           GtkSnapshot *snapshot,
           const Plot *plot)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (plot->left, 0, plot->width, plot->top + plot->height + 2));
  GdkRGBA ink;

  guichet_chart_get_color (GUICHET_CHART (self), GUICHET_CHART_INK, &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1.8);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->columns->len; i++)
    cairo_line_to (cr, plot->left + (i + .5) * plot->step,
                   plot->top + plot->height - plot->height * g_array_index (self->columns, Column, i).line / plot->most);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* Whether labels that are so many columns apart do not meet. */
static gboolean
labels_fit (GuichetColumnsChart *self,
            const Plot *plot,
            guint every)
{
  int last = 0;

  for (guint i = 0; i < self->columns->len; i += every)
    {
      int width = guichet_chart_measure_text (GUICHET_CHART (self), g_array_index (self->columns, Column, i).label);

      if (i > 0 && (width + last) / 2.0 + BETWEEN > plot->step * every)
        return FALSE;
      last = width;
    }

  return TRUE;
}

/* As many labels as have room: every one, or every week. */
static void
draw_labels (GuichetColumnsChart *self,
             GtkSnapshot *snapshot,
             const Plot *plot,
             int height)
{
  static const guint weeks[] = { 1, 7, 14, 28, 56, 112 };
  guint every = 1;

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      every = self->unit == 7 ? weeks[i] : 1u << i;
      if (labels_fit (self, plot, every))
        break;
    }
  for (guint i = 0; i < self->columns->len; i += every)
    {
      const char *label = g_array_index (self->columns, Column, i).label;
      double half = guichet_chart_measure_text (GUICHET_CHART (self), label) / 2.0;
      double x = CLAMP (plot->left + (i + .5) * plot->step, half, MAX (half, plot->left + plot->width + AT_THE_END - half));

      guichet_chart_write (GUICHET_CHART (self), snapshot, label, x, height - guichet_chart_get_line (GUICHET_CHART (self)) / 2.0 - 2, .5,
                           GUICHET_CHART_QUIET, FALSE, -1);
    }
}

static void
draw_marker (GuichetColumnsChart *self,
             GtkSnapshot *snapshot,
             const Plot *plot)
{
  double x = plot->left + self->marker * plot->step;
  gboolean turned = x + 6 + guichet_chart_measure_text (GUICHET_CHART (self), self->marker_words) * 1.1 > plot->left + plot->width + AT_THE_END;
  double above = guichet_chart_get_line (GUICHET_CHART (self));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x - 2, plot->top - above, 4, plot->height + above));
  GdkRGBA ink;

  guichet_chart_get_color (GUICHET_CHART (self), GUICHET_CHART_INK, &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, (const double[]) { 4, 3 }, 2, 0);
  cairo_move_to (cr, x, plot->top - above);
  cairo_line_to (cr, x, plot->top + plot->height);
  cairo_stroke (cr);
  cairo_destroy (cr);
  guichet_chart_write (GUICHET_CHART (self), snapshot, self->marker_words, turned ? x - 6 : x + 6, plot->top - above / 2 - 1, turned ? 1 : 0, GUICHET_CHART_INK,
                       TRUE, -1);
}

static void
guichet_columns_chart_draw (GuichetChart *chart,
                            GtkSnapshot *snapshot,
                            int width,
                            int height)
{
  GuichetColumnsChart *self = GUICHET_COLUMNS_CHART (chart);
  Plot plot;

  lay_out (self, width, height, &plot);
  draw_grid (self, snapshot, &plot);
  for (guint i = 0; i < self->columns->len; i++)
    {
      graphene_rect_t bar;

      bar_of (self, &plot, i, &bar);
      guichet_chart_fill (chart, snapshot, GUICHET_CHART_FILLED, &bar, 3);
    }
  if (self->with_line)
    draw_line (self, snapshot, &plot);
  draw_labels (self, snapshot, &plot, height);
  if (self->marker_words != NULL)
    draw_marker (self, snapshot, &plot);
}

static int
guichet_columns_chart_get_height (GuichetChart *chart)
{
  return GUICHET_COLUMNS_CHART (chart)->plot_height + get_top (GUICHET_COLUMNS_CHART (chart)) + BELOW + guichet_chart_get_line (chart);
}

static char *
guichet_columns_chart_dup_tooltip (GuichetChart *chart,
                                   double x,
                                   double y)
{
  GuichetColumnsChart *self = GUICHET_COLUMNS_CHART (chart);
  Plot plot;
  int column;

  lay_out (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), &plot);
  if (plot.step <= 0 || x < plot.left)
    return NULL;

  column = (x - plot.left) / plot.step;
  return column < (int) self->columns->len ? g_strdup (g_array_index (self->columns, Column, column).words) : NULL;
}

static void
guichet_columns_chart_finalize (GObject *object)
{
  GuichetColumnsChart *self = GUICHET_COLUMNS_CHART (object);

  g_array_unref (self->columns);
  g_free (self->marker_words);

  G_OBJECT_CLASS (guichet_columns_chart_parent_class)->finalize (object);
}

static void
guichet_columns_chart_class_init (GuichetColumnsChartClass *klass)
{
  GuichetChartClass *chart_class = GUICHET_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_columns_chart_finalize;
  chart_class->draw = guichet_columns_chart_draw;
  chart_class->get_height = guichet_columns_chart_get_height;
  chart_class->dup_tooltip = guichet_columns_chart_dup_tooltip;
}

static void
guichet_columns_chart_init (GuichetColumnsChart *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
}

/**
 * guichet_columns_chart_new:
 * @plot_height: how high the axis is, in pixels
 * @n_steps: into how many steps it is divided
 * @share: how much of its room a column fills, of 1
 *
 * Returns: a chart without columns
 */
GtkWidget *
guichet_columns_chart_new (int plot_height,
                           int n_steps,
                           double share)
{
  GuichetColumnsChart *self = g_object_new (GUICHET_TYPE_COLUMNS_CHART, NULL);

  self->plot_height = plot_height;
  self->n_steps = n_steps;
  self->share = share;

  return GTK_WIDGET (self);
}

/**
 * guichet_columns_chart_clear:
 * @self: a chart
 * @with_line: whether a line goes over the columns
 * @unit: 7 where columns are days, so that the labels that stand are a week apart; else 1
 */
void
guichet_columns_chart_clear (GuichetColumnsChart *self,
                             gboolean with_line,
                             int unit)
{
  g_return_if_fail (GUICHET_IS_COLUMNS_CHART (self));

  g_array_set_size (self->columns, 0);
  self->with_line = with_line;
  self->unit = unit;
  guichet_columns_chart_set_marker (self, 0, NULL);
}

/**
 * guichet_columns_chart_add:
 * @self: a chart
 * @label: under the column
 * @value: how high it is
 * @line: where the line goes over it
 * @words: all of it in words, for the tooltip
 */
void
guichet_columns_chart_add (GuichetColumnsChart *self,
                           const char *label,
                           gint64 value,
                           gint64 line,
                           const char *words)
{
  Column column = { g_strdup (label), g_strdup (words), value, line };

  g_return_if_fail (GUICHET_IS_COLUMNS_CHART (self));

  g_array_append_val (self->columns, column);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * guichet_columns_chart_set_marker:
 * @self: a chart
 * @position: in columns from the start of the axis
 * @words: (nullable): what it says; %NULL for no marker
 */
void
guichet_columns_chart_set_marker (GuichetColumnsChart *self,
                                  double position,
                                  const char *words)
{
  g_return_if_fail (GUICHET_IS_COLUMNS_CHART (self));

  self->marker = position;
  g_free (self->marker_words);
  self->marker_words = g_strdup (words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * guichet_columns_chart_get_bar:
 * @self: a chart
 * @column: which one
 * @bar: (out): where it is drawn
 *
 * Returns: whether there is such a column
 */
gboolean
guichet_columns_chart_get_bar (GuichetColumnsChart *self,
                               guint column,
                               graphene_rect_t *bar)
{
  Plot plot;

  g_return_val_if_fail (GUICHET_IS_COLUMNS_CHART (self) && bar != NULL, FALSE);

  if (column >= self->columns->len)
    return FALSE;
  lay_out (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), &plot);
  bar_of (self, &plot, column, bar);

  return TRUE;
}
