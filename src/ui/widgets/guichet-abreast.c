/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-abreast.h"

/**
 * GuichetAbreast:
 *
 * A few widgets beside each other where each has the width that it likes, and one under the other, each as wide as there is room, where that is
 * not so: longer languages and narrow windows then take height, and cut no words. A child that is aligned to the end stands at the end of the
 * line, and at the start of a line of its own.
 */
struct _GuichetAbreast
{
  GtkWidget parent_instance;

  int spacing;
  gboolean homogeneous;
};

G_DEFINE_FINAL_TYPE (GuichetAbreast, guichet_abreast, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_HOMOGENEOUS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* What the children would like, beside each other. */
typedef struct
{
  int number;
  int expanding;
  int least;                    /* of the one that cannot be narrower */
  int width;
} Wish;

static Wish
get_wish (GuichetAbreast *self)
{
  Wish wish = { 0 };
  int widest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      wish.number++;
      wish.expanding += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL) ? 1 : 0;
      wish.least = MAX (wish.least, minimum);
      wish.width += natural;
      widest = MAX (widest, natural);
    }
  if (self->homogeneous)
    wish.width = widest * wish.number;
  wish.width += self->spacing * MAX (wish.number - 1, 0);

  return wish;
}

static int
get_child_width (GuichetAbreast *self,
                 GtkWidget *child,
                 const Wish *wish,
                 int width)
{
  int natural;

  if (self->homogeneous)
    return (width - self->spacing * (wish->number - 1)) / wish->number;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    natural += (width - wish->width) / wish->expanding;

  return natural;
}

/* Beside each other: all are as high as the highest. Gives the height; with @height they are placed. */
static int
lay_out_line (GuichetAbreast *self,
              const Wish *wish,
              int width,
              int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int highest = 0, x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = get_child_width (self, child, wish, width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, &child_height, NULL, NULL, NULL);
      if (height > 0)
        gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - x - child_width : x, 0, child_width, height }, -1);
      highest = MAX (highest, child_height);
      x += child_width + self->spacing;
    }

  return highest;
}

/* One under the other. */
static int
lay_out_column (GuichetAbreast *self,
                int width,
                gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width = width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      if (gtk_widget_get_halign (child) == GTK_ALIGN_END)
        {
          int natural;

          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
          child_width = MIN (natural, width);
        }
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, &child_height, NULL, NULL, NULL);
      if (allocate)
        gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - child_width : 0, y, child_width, child_height }, -1);
      y += child_height + self->spacing;
    }

  return MAX (y - self->spacing, 0);
}

static gboolean
stand_in_line (const Wish *wish,
               int width)
{
  return wish->number > 1 && width >= wish->width;
}

static GtkSizeRequestMode
guichet_abreast_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
guichet_abreast_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  GuichetAbreast *self = GUICHET_ABREAST (widget);
  Wish wish = get_wish (self);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = wish.least;
      *natural = MAX (wish.width, wish.least);
      return;
    }

  if (for_size < 0)
    for_size = MAX (wish.width, wish.least);
  *minimum = *natural = stand_in_line (&wish, for_size) ? lay_out_line (self, &wish, for_size, 0) : lay_out_column (self, for_size, FALSE);
}

static void
guichet_abreast_size_allocate (GtkWidget *widget,
                               int width,
                               int height,
                               int baseline)
{
  GuichetAbreast *self = GUICHET_ABREAST (widget);
  Wish wish = get_wish (self);

  if (stand_in_line (&wish, width))
    lay_out_line (self, &wish, width, height);
  else
    lay_out_column (self, width, TRUE);
}

static void
guichet_abreast_compute_expand (GtkWidget *widget,
                                gboolean *hexpand,
                                gboolean *vexpand)
{
  *hexpand = *vexpand = FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      *hexpand |= gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
      *vexpand |= gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL);
    }
}

static void
guichet_abreast_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  GuichetAbreast *self = GUICHET_ABREAST (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;

    case PROP_HOMOGENEOUS:
      g_value_set_boolean (value, self->homogeneous);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_abreast_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  GuichetAbreast *self = GUICHET_ABREAST (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;

    case PROP_HOMOGENEOUS:
      self->homogeneous = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_abreast_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (guichet_abreast_parent_class)->dispose (object);
}

static void
guichet_abreast_class_init (GuichetAbreastClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = guichet_abreast_dispose;
  object_class->get_property = guichet_abreast_get_property;
  object_class->set_property = guichet_abreast_set_property;
  widget_class->get_request_mode = guichet_abreast_get_request_mode;
  widget_class->measure = guichet_abreast_measure;
  widget_class->size_allocate = guichet_abreast_size_allocate;
  widget_class->compute_expand = guichet_abreast_compute_expand;

  /**
   * GuichetAbreast:spacing:
   *
   * Pixels between two children, beside and under each other.
   */
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * GuichetAbreast:homogeneous:
   *
   * Whether all are as wide as the widest.
   */
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
guichet_abreast_init (GuichetAbreast *self)
{
}

/**
 * guichet_abreast_new:
 * @spacing: pixels between two children
 * @homogeneous: whether all are as wide as the widest
 *
 * Returns: an empty row
 */
GtkWidget *
guichet_abreast_new (int spacing,
                     gboolean homogeneous)
{
  return g_object_new (GUICHET_TYPE_ABREAST, "spacing", spacing, "homogeneous", homogeneous, NULL);
}

/**
 * guichet_abreast_append:
 * @self: a row
 * @child: a widget without a parent
 *
 * Adds a widget at the end; gtk_widget_unparent() takes it out.
 */
void
guichet_abreast_append (GuichetAbreast *self,
                        GtkWidget *child)
{
  g_return_if_fail (GUICHET_IS_ABREAST (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
