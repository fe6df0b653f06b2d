/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-chart.h"

G_DEFINE_ABSTRACT_TYPE (GuichetChart, guichet_chart, GTK_TYPE_WIDGET)

#define NARROWEST 200
#define HATCH 6

static void
guichet_chart_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  GuichetChart *self = GUICHET_CHART (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NARROWEST : GUICHET_CHART_GET_CLASS (self)->get_height (self);
}

static void
guichet_chart_snapshot (GtkWidget *widget,
                        GtkSnapshot *snapshot)
{
  GUICHET_CHART_GET_CLASS (widget)->draw (GUICHET_CHART (widget), snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static gboolean
guichet_chart_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard,
                             GtkTooltip *tooltip)
{
  g_autofree char *words = NULL;

  if (!keyboard && GUICHET_CHART_GET_CLASS (widget)->dup_tooltip != NULL)
    words = GUICHET_CHART_GET_CLASS (widget)->dup_tooltip (GUICHET_CHART (widget), x, y);
  gtk_tooltip_set_text (tooltip, words);

  return words != NULL;
}

static void
guichet_chart_class_init (GuichetChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = guichet_chart_measure;
  widget_class->snapshot = guichet_chart_snapshot;
  widget_class->query_tooltip = guichet_chart_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
guichet_chart_init (GuichetChart *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * guichet_chart_set_summary:
 * @self: a chart
 * @summary: its main sentence
 *
 * What somebody hears who does not see it.
 */
void
guichet_chart_set_summary (GuichetChart *self,
                           const char *summary)
{
  g_return_if_fail (GUICHET_IS_CHART (self));
  g_return_if_fail (summary != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
}

/**
 * guichet_chart_get_color:
 * @self: a chart
 * @color: what for
 * @rgba: (out): the colour, of the theme
 */
void
guichet_chart_get_color (GuichetChart *self,
                         GuichetChartColor color,
                         GdkRGBA *rgba)
{
  static const struct
  {
    const char *name;
    float alpha;
  } colors[] = {
    [GUICHET_CHART_FILLED] = { "accent_bg_color", 1 },
    [GUICHET_CHART_MISSED] = { "error_color", 1 },
    [GUICHET_CHART_INK] = { "view_fg_color", 1 },
    [GUICHET_CHART_QUIET] = { "view_fg_color", .94f },
    [GUICHET_CHART_GRID] = { "view_fg_color", .14f },
    [GUICHET_CHART_REST] = { "view_fg_color", .6f },
  };

  /* Deprecated since 4.10, with nothing in its place for what a widget draws itself. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), colors[color].name, rgba))
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), rgba);
  G_GNUC_END_IGNORE_DEPRECATIONS
  rgba->alpha *= colors[color].alpha;
}

/**
 * guichet_chart_fill:
 * @self: a chart
 * @snapshot: where to draw
 * @color: in which colour
 * @area: where
 * @radius: of the two corners above, 0 for none
 */
void
guichet_chart_fill (GuichetChart *self,
                    GtkSnapshot *snapshot,
                    GuichetChartColor color,
                    const graphene_rect_t *area,
                    float radius)
{
  GdkRGBA rgba;

  if (area->size.width <= 0 || area->size.height <= 0)
    return;

  guichet_chart_get_color (self, color, &rgba);
  if (radius > 0)
    {
      float r = MIN (radius, MIN (area->size.width / 2, area->size.height));
      graphene_size_t corner = GRAPHENE_SIZE_INIT (r, r);
      graphene_size_t none = GRAPHENE_SIZE_INIT (0, 0);
      GskRoundedRect shape;

      gsk_rounded_rect_init (&shape, area, &corner, &corner, &none, &none);
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, &rgba, area);
      gtk_snapshot_pop (snapshot);
      return;
    }
  gtk_snapshot_append_color (snapshot, &rgba, area);
}

/**
 * guichet_chart_hatch:
 * @self: a chart
 * @snapshot: where to draw
 * @area: where
 *
 * What was missed is told by hatching, and not by its colour alone.
 */
void
guichet_chart_hatch (GuichetChart *self,
                     GtkSnapshot *snapshot,
                     const graphene_rect_t *area)
{
  GdkRGBA rgba;
  cairo_t *cr;

  if (area->size.width <= 0 || area->size.height <= 0)
    return;

  guichet_chart_get_color (self, GUICHET_CHART_MISSED, &rgba);
  cr = gtk_snapshot_append_cairo (snapshot, area);
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_set_line_width (cr, 1.5);
  cairo_rectangle (cr, area->origin.x, area->origin.y, area->size.width, area->size.height);
  cairo_clip (cr);
  for (double x = area->origin.x - area->size.height; x < area->origin.x + area->size.width + HATCH; x += HATCH)
    {
      cairo_move_to (cr, x, area->origin.y + area->size.height);
      cairo_line_to (cr, x + area->size.height, area->origin.y);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/**
 * guichet_chart_write:
 * @self: a chart
 * @snapshot: where to draw
 * @words: what to write
 * @x: where, in pixels
 * @y: the middle of the line
 * @align: which part of the words stands at @x: 0 the left end, 1 the right one
 * @color: in which colour
 * @bold: whether in bold
 * @most: how wide it may be before it is cut off, or -1
 *
 * Returns: how wide it became
 */
int
guichet_chart_write (GuichetChart *self,
                     GtkSnapshot *snapshot,
                     const char *words,
                     double x,
                     double y,
                     double align,
                     GuichetChartColor color,
                     gboolean bold,
                     int most)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GdkRGBA rgba;
  int width, height;

  if (bold)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  if (most >= 0)
    {
      pango_layout_get_pixel_size (layout, &width, NULL);
      if (width > most)
        {
          pango_layout_set_width (layout, most * PANGO_SCALE);
          pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
        }
    }
  pango_layout_get_pixel_size (layout, &width, &height);
  guichet_chart_get_color (self, color, &rgba);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - width * align, y - height / 2.0));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);

  return width;
}

int
guichet_chart_measure_text (GuichetChart *self,
                            const char *words)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/* How high a line of text is: charts grow with the text's size. */
int
guichet_chart_get_line (GuichetChart *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

/**
 * guichet_chart_find_step:
 * @most: the largest number there is
 * @n_steps: into how many steps the axis is divided
 *
 * Returns: the smallest round step with which the axis reaches @most
 */
gint64
guichet_chart_find_step (gint64 most,
                         int n_steps)
{
  g_return_val_if_fail (n_steps > 0, 1);

  for (gint64 power = 1;; power *= 10)
    for (gint64 digit = 1; digit <= 6; digit++)
      if (digit * power * n_steps >= most)
        return digit * power;
}
