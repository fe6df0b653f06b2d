/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-give-way.h"

/**
 * GuichetGiveWay:
 *
 * Shows its child where there is room for the whole of it, and nothing elsewhere: three dots in place of two words say less than the icon
 * beside them.
 */
struct _GuichetGiveWay
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (GuichetGiveWay, guichet_give_way, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
guichet_give_way_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
guichet_give_way_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GuichetGiveWay *self = GUICHET_GIVE_WAY (widget);

  gtk_widget_measure (self->child, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static void
guichet_give_way_size_allocate (GtkWidget *widget,
                                int width,
                                int height,
                                int baseline)
{
  GuichetGiveWay *self = GUICHET_GIVE_WAY (widget);
  int minimum;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_set_child_visible (self->child, width >= minimum);
  if (width >= minimum)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
guichet_give_way_dispose (GObject *object)
{
  g_clear_pointer (&GUICHET_GIVE_WAY (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (guichet_give_way_parent_class)->dispose (object);
}

static void
guichet_give_way_class_init (GuichetGiveWayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_give_way_dispose;
  widget_class->get_request_mode = guichet_give_way_get_request_mode;
  widget_class->measure = guichet_give_way_measure;
  widget_class->size_allocate = guichet_give_way_size_allocate;
}

static void
guichet_give_way_init (GuichetGiveWay *self)
{
}

/**
 * guichet_give_way_new:
 * @child: what is shown as a whole or not at all
 *
 * Returns: a widget that needs no width
 */
GtkWidget *
guichet_give_way_new (GtkWidget *child)
{
  GuichetGiveWay *self;

  g_return_val_if_fail (GTK_IS_WIDGET (child), NULL);

  self = g_object_new (GUICHET_TYPE_GIVE_WAY, NULL);
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
