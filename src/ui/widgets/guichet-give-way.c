/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-give-way.h"

/**
 * GuichetGiveWay:
 *
 * A sign, and after it the words that say the same where there is room for the whole of them. Elsewhere the sign stands alone at the end, beside
 * what follows: three dots in place of two words say less than it does.
 */
struct _GuichetGiveWay
{
  GtkWidget parent_instance;

  GtkWidget *sign;
  GtkWidget *words;
};

G_DEFINE_FINAL_TYPE (GuichetGiveWay, guichet_give_way, GTK_TYPE_WIDGET)

/* As in the other pills. */
#define SPACING 4

static int
get_least (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

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
  int least, likes;

  gtk_widget_measure (self->sign, orientation, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (self->words, orientation, -1, &likes, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = least + SPACING + likes;
      return;
    }
  *minimum = *natural = MAX (least, likes);
}

static void
place (GtkWidget *widget,
       GtkWidget *child,
       int x,
       int child_width,
       int width,
       int height)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - x - child_width : x, 0, child_width, height }, -1);
}

static void
guichet_give_way_size_allocate (GtkWidget *widget,
                                int width,
                                int height,
                                int baseline)
{
  GuichetGiveWay *self = GUICHET_GIVE_WAY (widget);
  int sign = get_least (self->sign);
  int words = get_least (self->words);
  gboolean fits = width >= sign + SPACING + words;

  place (widget, self->sign, fits ? 0 : width - sign, sign, width, height);
  gtk_widget_set_child_visible (self->words, fits);
  if (fits)
    place (widget, self->words, sign + SPACING, width - sign - SPACING, width, height);
}

static void
guichet_give_way_dispose (GObject *object)
{
  GuichetGiveWay *self = GUICHET_GIVE_WAY (object);

  g_clear_pointer (&self->sign, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);

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
 * @sign: what is always shown
 * @words: what is shown as a whole or not at all
 *
 * Returns: a widget that needs no more width than @sign
 */
GtkWidget *
guichet_give_way_new (GtkWidget *sign,
                      GtkWidget *words)
{
  GuichetGiveWay *self;

  g_return_val_if_fail (GTK_IS_WIDGET (sign), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (words), NULL);

  self = g_object_new (GUICHET_TYPE_GIVE_WAY, NULL);
  self->sign = sign;
  self->words = words;
  gtk_widget_set_parent (sign, GTK_WIDGET (self));
  gtk_widget_set_parent (words, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
