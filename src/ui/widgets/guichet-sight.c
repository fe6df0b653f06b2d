/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-sight.h"

/**
 * GuichetSight:
 *
 * Which rows of a list are in sight. A list view keeps two hundred rows ready, and measures the words of each whenever they change; a person sees a
 * dozen. Rows that wait here are filled as soon as the list has laid them out where they can be seen, in the same frame, so that nobody sees them
 * empty. Until then they are as high as they think.
 */
struct _GuichetSight
{
  GObject parent_instance;

  GtkWidget *list;              /* weak */
  GuichetSightFunc fill;
  GHashTable *waiting;          /* GtkWidget (not owned): each forgets itself */
  GdkFrameClock *clock;
  gulong layout_id;
};

G_DEFINE_FINAL_TYPE (GuichetSight, guichet_sight, G_TYPE_OBJECT)

/* After the list has been laid out: it maps what is in sight, and nothing else. Filling a row may change its height; the frame is laid out again before
 * it is painted. */
static void
on_laid_out (GuichetSight *self)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (gtk_widget_get_mapped (row))
      {
        g_ptr_array_add (seen, g_object_ref (row));
        g_hash_table_iter_remove (&iter);
      }

  for (guint i = 0; i < seen->len; i++)
    self->fill (seen->pdata[i]);
}

static void
on_realize (GuichetSight *self)
{
  self->clock = g_object_ref (gtk_widget_get_frame_clock (self->list));
  self->layout_id = g_signal_connect_data (self->clock, "layout", G_CALLBACK (on_laid_out), self, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
on_unrealize (GuichetSight *self)
{
  if (self->clock != NULL)
    g_clear_signal_handler (&self->layout_id, self->clock);
  g_clear_object (&self->clock);
}

static void
guichet_sight_finalize (GObject *object)
{
  GuichetSight *self = GUICHET_SIGHT (object);

  on_unrealize (self);
  g_clear_weak_pointer (&self->list);
  g_hash_table_unref (self->waiting);

  G_OBJECT_CLASS (guichet_sight_parent_class)->finalize (object);
}

static void
guichet_sight_class_init (GuichetSightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_sight_finalize;
}

static void
guichet_sight_init (GuichetSight *self)
{
  self->waiting = g_hash_table_new (NULL, NULL);
}

/**
 * guichet_sight_new:
 * @list: what holds the rows
 * @fill: fills a row
 *
 * Returns: (transfer full): the sight of a list
 */
GuichetSight *
guichet_sight_new (GtkWidget *list,
                   GuichetSightFunc fill)
{
  GuichetSight *self;

  g_return_val_if_fail (GTK_IS_WIDGET (list), NULL);
  g_return_val_if_fail (fill != NULL, NULL);

  self = g_object_new (GUICHET_TYPE_SIGHT, NULL);
  g_set_weak_pointer (&self->list, list);
  self->fill = fill;
  g_signal_connect_object (list, "realize", G_CALLBACK (on_realize), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (list, "unrealize", G_CALLBACK (on_unrealize), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_realized (list))
    on_realize (self);

  return self;
}

/**
 * guichet_sight_await:
 * @self: the sight of a list
 * @row: one of its rows; it has to be forgotten before it goes
 *
 * Fills the row as soon as it is in sight, once.
 */
void
guichet_sight_await (GuichetSight *self,
                     GtkWidget *row)
{
  g_return_if_fail (GUICHET_IS_SIGHT (self));
  g_return_if_fail (GTK_IS_WIDGET (row));

  if (g_hash_table_add (self->waiting, row) && self->clock != NULL)
    gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
}

/**
 * guichet_sight_forget:
 * @self: the sight of a list
 * @row: one of its rows
 *
 * The row has nothing to show any more.
 */
void
guichet_sight_forget (GuichetSight *self,
                      GtkWidget *row)
{
  g_return_if_fail (GUICHET_IS_SIGHT (self));

  g_hash_table_remove (self->waiting, row);
}
