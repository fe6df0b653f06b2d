/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-width-bin.h"

/**
 * GuichetWidthBin:
 *
 * Watches how wide its child may be, since GTK 4.8 has no breakpoints. `level` says how many of the given widths fit; it changes in an idle,
 * never inside an allocation, because folding a pane there would warn and loop. Until the fold has happened the child is given the width
 * that it asks for and is cut off, so that the window can always be made narrower.
 */
struct _GuichetWidthBin
{
  AdwBin parent_instance;

  GArray *widths;
  guint level;
  guint wanted;
  guint idle_id;
};

G_DEFINE_FINAL_TYPE (GuichetWidthBin, guichet_width_bin, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_LEVEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The narrowest window that can be used. */
#define MINIMUM_WIDTH 360

static guint
level_for_width (GuichetWidthBin *self,
                 int width)
{
  guint level = 0;

  while (level < self->widths->len && width >= g_array_index (self->widths, int, level))
    level++;

  return level;
}

static gboolean
on_idle (gpointer user_data)
{
  GuichetWidthBin *self = user_data;

  self->idle_id = 0;
  if (self->level != self->wanted)
    {
      self->level = self->wanted;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
    }

  return G_SOURCE_REMOVE;
}

static void
guichet_width_bin_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int child_minimum = 0;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child == NULL)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (child, orientation, for_size, &child_minimum, natural, NULL, NULL);
      *minimum = MIN (child_minimum, MINIMUM_WIDTH);
      return;
    }

  if (for_size >= 0)
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      for_size = MAX (for_size, child_minimum);
    }
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
guichet_width_bin_size_allocate (GtkWidget *widget,
                                 int width,
                                 int height,
                                 int baseline)
{
  GuichetWidthBin *self = GUICHET_WIDTH_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  int minimum = 0, minimum_height = 0;
  GskTransform *transform = NULL;

  self->wanted = level_for_width (self, width);
  if (self->wanted != self->level && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);

  if (child == NULL)
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  minimum = MAX (minimum, width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, minimum, &minimum_height, NULL, NULL, NULL);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && minimum > width)
    transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (width - minimum, 0));
  gtk_widget_allocate (child, minimum, MAX (height, minimum_height), baseline, transform);
}

static void
guichet_width_bin_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  GuichetWidthBin *self = GUICHET_WIDTH_BIN (object);

  switch (prop_id)
    {
    case PROP_LEVEL:
      g_value_set_uint (value, self->level);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_width_bin_dispose (GObject *object)
{
  GuichetWidthBin *self = GUICHET_WIDTH_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);

  G_OBJECT_CLASS (guichet_width_bin_parent_class)->dispose (object);
}

static void
guichet_width_bin_finalize (GObject *object)
{
  GuichetWidthBin *self = GUICHET_WIDTH_BIN (object);

  g_array_unref (self->widths);

  G_OBJECT_CLASS (guichet_width_bin_parent_class)->finalize (object);
}

static void
guichet_width_bin_class_init (GuichetWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = guichet_width_bin_get_property;
  object_class->dispose = guichet_width_bin_dispose;
  object_class->finalize = guichet_width_bin_finalize;
  widget_class->measure = guichet_width_bin_measure;
  widget_class->size_allocate = guichet_width_bin_size_allocate;

  /**
   * GuichetWidthBin:level:
   *
   * How many of the widths fit, the narrowest first.
   */
  properties[PROP_LEVEL] = g_param_spec_uint ("level", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
guichet_width_bin_init (GuichetWidthBin *self)
{
  self->widths = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * guichet_width_bin_new:
 * @widths: (array length=n_widths): widths in pixels, growing
 * @n_widths: how many
 *
 * Returns: a bin whose `level` is the number of @widths that fit
 */
GtkWidget *
guichet_width_bin_new (const int *widths,
                       guint n_widths)
{
  GuichetWidthBin *self = g_object_new (GUICHET_TYPE_WIDTH_BIN, NULL);

  g_return_val_if_fail (widths != NULL || n_widths == 0, NULL);

  g_array_append_vals (self->widths, widths, n_widths);

  return GTK_WIDGET (self);
}

/**
 * guichet_width_bin_get_level:
 * @self: a bin
 *
 * Returns: how many of the widths fit
 */
guint
guichet_width_bin_get_level (GuichetWidthBin *self)
{
  g_return_val_if_fail (GUICHET_IS_WIDTH_BIN (self), 0);

  return self->level;
}
