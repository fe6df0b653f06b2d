/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ticker.h"

/**
 * GuichetTicker:
 *
 * One timer for every countdown and age on the screen. Each widget says when it has to be looked at again; the timer waits for the
 * earliest of them, and stops when no such widget is mapped. Main thread only.
 */
struct _GuichetTicker
{
  GObject parent_instance;

  DeskClock *clock;
  GHashTable *watches; /* GtkWidget (not owned) to Watch */
  guint source_id;
  gint64 scheduled_for;
};

typedef struct
{
  GuichetTicker *ticker;
  GtkWidget *widget;
  GuichetTickFunc func;
  gint64 next;
} Watch;

G_DEFINE_FINAL_TYPE (GuichetTicker, guichet_ticker, G_TYPE_OBJECT)

static void schedule (GuichetTicker *self);

static gboolean
on_timeout (gpointer user_data)
{
  GuichetTicker *self = user_data;
  gint64 now = desk_clock_get_now (self->clock);
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  Watch *watch;

  self->source_id = 0;
  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &watch))
    if (watch->next <= now && gtk_widget_get_mapped (watch->widget))
      g_ptr_array_add (due, g_object_ref (watch->widget));

  /* A callback may take a widget away: each is looked up again. */
  for (guint i = 0; i < due->len; i++)
    {
      watch = g_hash_table_lookup (self->watches, g_ptr_array_index (due, i));
      if (watch != NULL)
        watch->next = watch->func (watch->widget, now);
    }
  schedule (self);

  return G_SOURCE_REMOVE;
}

static void
schedule (GuichetTicker *self)
{
  gint64 earliest = G_MAXINT64;
  GHashTableIter iter;
  Watch *watch;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &watch))
    if (gtk_widget_get_mapped (watch->widget))
      earliest = MIN (earliest, watch->next);

  if (self->source_id != 0 && earliest == self->scheduled_for)
    return;

  g_clear_handle_id (&self->source_id, g_source_remove);
  if (earliest == G_MAXINT64)
    return;

  gint64 wait = MAX (earliest - desk_clock_get_now (self->clock), 0) / 1000 + 1;
  self->scheduled_for = earliest;
  self->source_id = g_timeout_add (MIN (wait, G_MAXINT), on_timeout, self);
}

static void
on_map (GtkWidget *widget,
        Watch *watch)
{
  watch->next = watch->func (widget, desk_clock_get_now (watch->ticker->clock));
  schedule (watch->ticker);
}

static void
on_unmap (GtkWidget *widget,
          Watch *watch)
{
  schedule (watch->ticker);
}

static void
on_destroyed (gpointer data,
              GObject *where_the_widget_was)
{
  Watch *watch = data;
  g_autoptr (GuichetTicker) ticker = watch->ticker;

  g_hash_table_remove (ticker->watches, where_the_widget_was);
  schedule (ticker);
}

static void
guichet_ticker_finalize (GObject *object)
{
  GuichetTicker *self = GUICHET_TICKER (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_hash_table_unref (self->watches);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (guichet_ticker_parent_class)->finalize (object);
}

static void
guichet_ticker_class_init (GuichetTickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_ticker_finalize;
}

static void
guichet_ticker_init (GuichetTicker *self)
{
  self->watches = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/**
 * guichet_ticker_for_clock:
 * @clock: where the time comes from
 *
 * Returns: (transfer full): the one ticker of this clock
 */
GuichetTicker *
guichet_ticker_for_clock (DeskClock *clock)
{
  static GQuark quark;
  GWeakRef *ref;
  GuichetTicker *self;

  g_return_val_if_fail (DESK_IS_CLOCK (clock), NULL);

  if (quark == 0)
    quark = g_quark_from_static_string ("guichet-ticker");

  ref = g_object_get_qdata (G_OBJECT (clock), quark);
  if (ref == NULL)
    {
      ref = g_new0 (GWeakRef, 1);
      g_weak_ref_init (ref, NULL);
      g_object_set_qdata_full (G_OBJECT (clock), quark, ref, free_weak_ref);
    }

  self = g_weak_ref_get (ref);
  if (self == NULL)
    {
      self = g_object_new (GUICHET_TYPE_TICKER, NULL);
      self->clock = g_object_ref (clock);
      g_weak_ref_set (ref, self);
    }

  return self;
}

/**
 * guichet_ticker_attach:
 * @self: a ticker
 * @widget: what shows a time; it keeps @self alive, and leaves it when it goes
 * @func: brings @widget up to date
 *
 * From now on @func is called whenever @widget appears, and whenever it asked for while it is on the screen.
 */
void
guichet_ticker_attach (GuichetTicker *self,
                       GtkWidget *widget,
                       GuichetTickFunc func)
{
  Watch *watch;

  g_return_if_fail (GUICHET_IS_TICKER (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (func != NULL);
  g_return_if_fail (!g_hash_table_contains (self->watches, widget));

  watch = g_new0 (Watch, 1);
  watch->ticker = g_object_ref (self);
  watch->widget = widget;
  watch->func = func;
  watch->next = G_MAXINT64;
  g_hash_table_insert (self->watches, widget, watch);
  g_object_weak_ref (G_OBJECT (widget), on_destroyed, watch);
  g_signal_connect_after (widget, "map", G_CALLBACK (on_map), watch);
  g_signal_connect_after (widget, "unmap", G_CALLBACK (on_unmap), watch);
  if (gtk_widget_get_mapped (widget))
    on_map (widget, watch);
}

/**
 * guichet_ticker_refresh:
 * @self: a ticker
 * @widget: a widget that was attached
 *
 * Calls the widget's function now, because what it shows has changed.
 */
void
guichet_ticker_refresh (GuichetTicker *self,
                        GtkWidget *widget)
{
  Watch *watch;

  g_return_if_fail (GUICHET_IS_TICKER (self));

  watch = g_hash_table_lookup (self->watches, widget);
  g_return_if_fail (watch != NULL);

  watch->next = watch->func (widget, desk_clock_get_now (self->clock));
  schedule (self);
}

/**
 * guichet_ticker_get_now:
 * @self: a ticker
 *
 * Returns: the time, microseconds since 1970 UTC
 */
gint64
guichet_ticker_get_now (GuichetTicker *self)
{
  g_return_val_if_fail (GUICHET_IS_TICKER (self), 0);

  return desk_clock_get_now (self->clock);
}

/**
 * guichet_ticker_is_running:
 * @self: a ticker
 *
 * Returns: whether a timer is set, that is, something on the screen will change by itself
 */
gboolean
guichet_ticker_is_running (GuichetTicker *self)
{
  g_return_val_if_fail (GUICHET_IS_TICKER (self), FALSE);

  return self->source_id != 0;
}
