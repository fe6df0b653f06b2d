/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-targets-chart.h"

#include "guichet-report-words.h"

#define APART 20
#define NUMBERS 44
#define THICKNESS 12
#define GAP 10

typedef struct
{
  char *name;
  gint64 met[2];
  gint64 missed[2];
} Row;

/**
 * GuichetTargetsChart:
 *
 * For each priority how much of two targets was met, and how much was missed (hatched). It follows the direction of the language.
 */
struct _GuichetTargetsChart
{
  GuichetChart parent_instance;

  char *headings[2];
  GArray *rows;
};

G_DEFINE_FINAL_TYPE (GuichetTargetsChart, guichet_targets_chart, GUICHET_TYPE_CHART)

static void
clear_row (gpointer data)
{
  g_free (((Row *) data)->name);
}

static double
get_head (GuichetTargetsChart *self)
{
  return guichet_chart_get_line (GUICHET_CHART (self)) + 4;
}

static double
get_step (GuichetTargetsChart *self)
{
  return MAX (THICKNESS, guichet_chart_get_line (GUICHET_CHART (self))) + GAP;
}

typedef struct
{
  double left[2];
  double width;                 /* of a half: the bar and its number */
  double track;
} Halves;

/* As wide as the widest of them, with room at both sides. */
static double
measure_numbers (GuichetTargetsChart *self)
{
  double widest = NUMBERS;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      for (guint target = 0; target < 2; target++)
        {
          g_autofree char *share = guichet_report_dup_share (row->met[target], row->missed[target], FALSE);

          widest = MAX (widest, guichet_chart_measure_text (GUICHET_CHART (self), share) + 16);
        }
    }

  return widest;
}

static void
lay_out (GuichetTargetsChart *self,
         int width,
         Halves *halves)
{
  double names = 0;

  for (guint i = 0; i < self->rows->len; i++)
    names = MAX (names, guichet_chart_measure_text (GUICHET_CHART (self), g_array_index (self->rows, Row, i).name));
  names = MIN (MAX (names + 12, 62), width * .4);
  halves->width = MAX (0, (width - names - APART) / 2);
  halves->track = MAX (0, halves->width - measure_numbers (self));
  halves->left[0] = names;
  halves->left[1] = names + halves->width + APART;
}

/* Where something of this length stands that begins there, in the direction of the language. */
static void
place (GuichetTargetsChart *self,
       double left,
       double y,
       double length,
       int width,
       graphene_rect_t *area)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  length = MAX (0, length);
  graphene_rect_init (area, mirrored ? width - left - length : left, y - THICKNESS / 2, length, THICKNESS);
}

static void
bar_of (GuichetTargetsChart *self,
        const Halves *halves,
        guint i,
        guint target,
        gboolean missed,
        int width,
        graphene_rect_t *area)
{
  Row *row = &g_array_index (self->rows, Row, i);
  double all = MAX (1, row->met[target] + row->missed[target]);
  double met = halves->track * row->met[target] / all;
  double y = get_head (self) + get_step (self) * (i + .5);

  if (!missed)
    place (self, halves->left[target], y, met - (row->missed[target] > 0 && met > 1 ? 1 : 0), width, area);
  else
    place (self, halves->left[target] + met + (met > 0 ? 1 : 0), y, row->missed[target] > 0 ? MAX (2, halves->track - met - 1) : 0, width, area);
}

static void
write_at (GuichetTargetsChart *self,
          GtkSnapshot *snapshot,
          const char *words,
          double x,
          double y,
          double align,
          int width,
          GuichetChartColor color,
          gboolean bold,
          int most)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  guichet_chart_write (GUICHET_CHART (self), snapshot, words, mirrored ? width - x : x, y, mirrored ? 1 - align : align, color, bold, most);
}

static void
guichet_targets_chart_draw (GuichetChart *chart,
                            GtkSnapshot *snapshot,
                            int width,
                            int height)
{
  GuichetTargetsChart *self = GUICHET_TARGETS_CHART (chart);
  Halves halves;

  lay_out (self, width, &halves);
  for (guint target = 0; target < 2; target++)
    write_at (self, snapshot, self->headings[target], halves.left[target], guichet_chart_get_line (chart) / 2.0, 0, width, GUICHET_CHART_INK, TRUE,
              halves.width);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      double y = get_head (self) + get_step (self) * (i + .5);

      write_at (self, snapshot, row->name, 0, y, 0, width, GUICHET_CHART_QUIET, FALSE, halves.left[0] - 8);
      for (guint target = 0; target < 2; target++)
        {
          g_autofree char *share = guichet_report_dup_share (row->met[target], row->missed[target], FALSE);
          graphene_rect_t area;

          bar_of (self, &halves, i, target, FALSE, width, &area);
          guichet_chart_fill (chart, snapshot, GUICHET_CHART_FILLED, &area, 0);
          bar_of (self, &halves, i, target, TRUE, width, &area);
          guichet_chart_hatch (chart, snapshot, &area);
          write_at (self, snapshot, share, halves.left[target] + halves.width - 8, y, 1, width, GUICHET_CHART_INK, FALSE, -1);
        }
    }
}

static int
guichet_targets_chart_get_height (GuichetChart *chart)
{
  GuichetTargetsChart *self = GUICHET_TARGETS_CHART (chart);

  return get_head (self) + get_step (self) * MAX (1, self->rows->len);
}

static void
guichet_targets_chart_finalize (GObject *object)
{
  GuichetTargetsChart *self = GUICHET_TARGETS_CHART (object);

  g_free (self->headings[0]);
  g_free (self->headings[1]);
  g_array_unref (self->rows);

  G_OBJECT_CLASS (guichet_targets_chart_parent_class)->finalize (object);
}

static void
guichet_targets_chart_class_init (GuichetTargetsChartClass *klass)
{
  GuichetChartClass *chart_class = GUICHET_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_targets_chart_finalize;
  chart_class->draw = guichet_targets_chart_draw;
  chart_class->get_height = guichet_targets_chart_get_height;
}

static void
guichet_targets_chart_init (GuichetTargetsChart *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);
}

/**
 * guichet_targets_chart_new:
 * @first: the name of the first target
 * @second: and of the second
 *
 * Returns: a chart without rows
 */
GtkWidget *
guichet_targets_chart_new (const char *first,
                           const char *second)
{
  GuichetTargetsChart *self = g_object_new (GUICHET_TYPE_TARGETS_CHART, NULL);

  self->headings[0] = g_strdup (first);
  self->headings[1] = g_strdup (second);

  return GTK_WIDGET (self);
}

void
guichet_targets_chart_clear (GuichetTargetsChart *self)
{
  g_return_if_fail (GUICHET_IS_TARGETS_CHART (self));

  g_array_set_size (self->rows, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * guichet_targets_chart_add:
 * @self: a chart
 * @name: of the row
 * @met: (array fixed-size=2): of each target
 * @missed: (array fixed-size=2): of each target
 */
void
guichet_targets_chart_add (GuichetTargetsChart *self,
                           const char *name,
                           const gint64 *met,
                           const gint64 *missed)
{
  Row row = { g_strdup (name), { met[0], met[1] }, { missed[0], missed[1] } };

  g_return_if_fail (GUICHET_IS_TARGETS_CHART (self));

  g_array_append_val (self->rows, row);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * guichet_targets_chart_get_bar:
 * @self: a chart
 * @row: which one
 * @target: 0 or 1
 * @missed: whether the hatched part
 * @bar: (out): where it is drawn
 *
 * Returns: whether there is such a row
 */
gboolean
guichet_targets_chart_get_bar (GuichetTargetsChart *self,
                               guint row,
                               guint target,
                               gboolean missed,
                               graphene_rect_t *bar)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  Halves halves;

  g_return_val_if_fail (GUICHET_IS_TARGETS_CHART (self) && target < 2 && bar != NULL, FALSE);

  if (row >= self->rows->len)
    return FALSE;
  lay_out (self, width, &halves);
  bar_of (self, &halves, row, target, missed, width, bar);

  return TRUE;
}
