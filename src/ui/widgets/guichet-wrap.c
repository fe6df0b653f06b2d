/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-wrap.h"

/**
 * GuichetWrap:
 *
 * Widgets one after another, each as wide as it likes, going on in the next line where there is no more room: for chips. (A GtkFlowBox keeps columns.)
 */
struct _GuichetWrap
{
  GtkWidget parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (GuichetWrap, guichet_wrap, GTK_TYPE_WIDGET)

/* Where nothing else is asked for. */
#define SPACING 6

static GtkSizeRequestMode
guichet_wrap_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
measure_child (GtkWidget *child,
               int width,
               int *height)
{
  int minimum, natural, child_width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  child_width = MAX (minimum, MIN (natural, width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, height, NULL, NULL);

  return child_width;
}

/* Places the children of one line, up to @end, each in its middle. */
static void
place_line (GtkWidget *widget,
            GtkWidget *first,
            GtkWidget *end,
            int width,
            int y,
            int line)
{
  int spacing = GUICHET_WRAP (widget)->spacing;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, height;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = measure_child (child, width, &height);
      gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - x - child_width : x, y + (line - height) / 2, child_width, height }, -1);
      x += child_width + spacing;
    }
}

/* Walks the children, and places them when asked to; gives the height. */
static int
lay_out (GtkWidget *widget,
         int width,
         gboolean allocate)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int spacing = GUICHET_WRAP (widget)->spacing;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, height;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = measure_child (child, width, &height);
      if (x > 0 && x + child_width > width)
        {
          if (allocate)
            place_line (widget, first, child, width, y, line);
          first = child;
          x = 0;
          y += line + spacing;
          line = 0;
        }
      x += child_width + spacing;
      line = MAX (line, height);
    }
  if (allocate)
    place_line (widget, first, NULL, width, y, line);

  return y + line;
}

static void
guichet_wrap_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  int widest = 0;

  *minimum_baseline = *natural_baseline = -1;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      widest = MAX (widest, child_minimum);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    /* It takes what is there: chips do not make a pane wider. */
    *minimum = *natural = widest;
  else
    *minimum = *natural = lay_out (widget, for_size >= 0 ? for_size : G_MAXINT / 2, FALSE);
}

static void
guichet_wrap_size_allocate (GtkWidget *widget,
                            int width,
                            int height,
                            int baseline)
{
  lay_out (widget, width, TRUE);
}

static void
guichet_wrap_dispose (GObject *object)
{
  guichet_wrap_clear (GUICHET_WRAP (object));

  G_OBJECT_CLASS (guichet_wrap_parent_class)->dispose (object);
}

static void
guichet_wrap_class_init (GuichetWrapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_wrap_dispose;
  widget_class->get_request_mode = guichet_wrap_get_request_mode;
  widget_class->measure = guichet_wrap_measure;
  widget_class->size_allocate = guichet_wrap_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
guichet_wrap_init (GuichetWrap *self)
{
  self->spacing = SPACING;
}

/**
 * guichet_wrap_new:
 *
 * Returns: an empty box
 */
GtkWidget *
guichet_wrap_new (void)
{
  return g_object_new (GUICHET_TYPE_WRAP, NULL);
}

/**
 * guichet_wrap_set_spacing:
 * @self: a box
 * @spacing: pixels between two widgets, and between two lines
 *
 * Lets the widgets stand nearer to each other, or further away.
 */
void
guichet_wrap_set_spacing (GuichetWrap *self,
                          int spacing)
{
  g_return_if_fail (GUICHET_IS_WRAP (self));

  if (self->spacing == spacing)
    return;
  self->spacing = spacing;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * guichet_wrap_append:
 * @self: a box
 * @child: a widget without a parent
 *
 * Adds a widget at the end.
 */
void
guichet_wrap_append (GuichetWrap *self,
                     GtkWidget *child)
{
  g_return_if_fail (GUICHET_IS_WRAP (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * guichet_wrap_clear:
 * @self: a box
 *
 * Takes all widgets out.
 */
void
guichet_wrap_clear (GuichetWrap *self)
{
  GtkWidget *child;

  g_return_if_fail (GUICHET_IS_WRAP (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
