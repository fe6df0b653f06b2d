/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-log-private.h"

/* Where the log stands. It opens at the first unread row, else at the end; it follows the end while the person is there (`sticky`); older pages come
 * before the top is reached. A list view guesses the heights of rows that it has not shown, so one jump is not enough: the log goes on until nothing
 * moves any more. */
#define NEAR_END 24
#define STILL_ENOUGH 3
#define TICKS_AT_MOST 120
#define TICKS_AT_END 2

static guint
get_n_rows (GuichetThreadLog *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static gboolean
is_at_end (GuichetThreadLog *self)
{
  double end = gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment);

  return gtk_adjustment_get_value (self->adjustment) >= end - NEAR_END;
}

static void
scroll_to_row (GuichetThreadLog *self,
               guint position)
{
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}

static void
scroll_to_end (GuichetThreadLog *self)
{
  scroll_to_row (self, get_n_rows (self) - 1);
}

/* From the end upwards, so that the line above what is new comes to stand at the top; the list has to have been at the end before that. */
static void
scroll_to_unread (GuichetThreadLog *self)
{
  guint unread = desk_conversation_get_first_unread (self->conversation);

  if (unread == GTK_INVALID_LIST_POSITION || unread >= get_n_rows (self))
    self->goal = GUICHET_THREAD_END;
  if (self->goal == GUICHET_THREAD_END || self->n_ticks <= TICKS_AT_END)
    scroll_to_end (self);
  else
    scroll_to_row (self, unread > 0 ? unread - 1 : 0);
}

/* The time up to which the person has had everything on the screen. */
static void
see_everything (GuichetThreadLog *self)
{
  guint n_rows = get_n_rows (self);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      self->seen_time = MAX (self->seen_time, desk_thread_item_get_time (item));
    }
  guichet_thread_log_update_news (self);
}

static void
load_older (GuichetThreadLog *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);

  if (self->conversation == NULL || self->tick_id != 0 || !self->opened || !desk_conversation_get_has_older (self->conversation))
    return;
  if (value < 2 * gtk_adjustment_get_page_size (self->adjustment))
    desk_conversation_load_older (self->conversation);
}

/* Stops going by itself: it has arrived, or the person scrolls. */
void
guichet_thread_log_stop_scrolling (GuichetThreadLog *self)
{
  if (self->tick_id == 0)
    return;

  gtk_widget_remove_tick_callback (self->list, self->tick_id);
  gtk_widget_set_opacity (self->list, 1);
  self->tick_id = 0;
  self->goal = GUICHET_THREAD_NOWHERE;
}

static void
arrive (GuichetThreadLog *self)
{
  self->opened = TRUE;
  gtk_widget_set_opacity (self->list, 1);
  guichet_thread_log_set_sticky (self, is_at_end (self));
  see_everything (self);
  guichet_thread_log_take_focus (self);
}

static gboolean
on_tick (GtkWidget *list,
         GdkFrameClock *clock,
         gpointer user_data)
{
  GuichetThreadLog *self = user_data;
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double value = gtk_adjustment_get_value (self->adjustment);

  self->n_still = upper == self->last_upper && value == self->last_value && self->n_ticks > TICKS_AT_END ? self->n_still + 1 : 0;
  self->last_upper = upper;
  self->last_value = value;
  if (get_n_rows (self) == 0 || self->n_still > STILL_ENOUGH || self->n_ticks++ > TICKS_AT_MOST)
    {
      self->tick_id = 0;
      self->goal = GUICHET_THREAD_NOWHERE;
      arrive (self);
      load_older (self);
      return G_SOURCE_REMOVE;
    }

  if (self->goal == GUICHET_THREAD_END)
    scroll_to_end (self);
  else
    scroll_to_unread (self);

  return G_SOURCE_CONTINUE;
}

static void
go (GuichetThreadLog *self,
    GuichetThreadGoal goal)
{
  self->goal = goal;
  self->n_ticks = 0;
  self->n_still = 0;
  self->last_upper = -1;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->list, on_tick, self, NULL);
}

/* Goes to where a conversation opens, as soon as it has rows. */
void
guichet_thread_log_begin (GuichetThreadLog *self)
{
  if (self->opened || self->goal != GUICHET_THREAD_NOWHERE || get_n_rows (self) == 0)
    return;

  /* Not seen while it finds its place. */
  gtk_widget_set_opacity (self->list, 0);
  go (self, GUICHET_THREAD_UNREAD);
}

/* Whether the person wrote one of the rows that came in at the end. */
static gboolean
is_own (GuichetThreadLog *self,
        guint position,
        guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (desk_thread_item_get_author_is_me (item) && desk_thread_item_get_delivery (item) != DESK_DELIVERY_SENT)
        return TRUE;
    }

  return FALSE;
}

/* Rows came or went. */
void
guichet_thread_log_rows_changed (GuichetThreadLog *self,
                                 guint position,
                                 guint added)
{
  gboolean at_end = added > 0 && position + added == get_n_rows (self);

  if (!self->opened)
    {
      guichet_thread_log_begin (self);
      return;
    }

  if (at_end && is_own (self, position, added))
    guichet_thread_log_set_sticky (self, TRUE);
  if (self->sticky)
    go (self, GUICHET_THREAD_END);
  else
    guichet_thread_log_update_news (self);
}

static gboolean
on_laid_out (gpointer user_data)
{
  GuichetThreadLog *self = user_data;

  self->laid_out = FALSE;
  self->laid_out_id = 0;

  return G_SOURCE_REMOVE;
}

/* The list has measured rows, or has more or less room: that moves it without anybody scrolling. */
static void
on_changed (GuichetThreadLog *self)
{
  self->laid_out = TRUE;
  if (self->laid_out_id == 0)
    self->laid_out_id = g_idle_add_full (G_PRIORITY_HIGH, on_laid_out, self, NULL);
  if (self->opened && self->sticky && self->tick_id == 0 && get_n_rows (self) > 0)
    go (self, GUICHET_THREAD_END);
}

static void
on_value_changed (GuichetThreadLog *self)
{
  if (!self->opened || self->tick_id != 0 || self->laid_out)
    return;

  guichet_thread_log_set_sticky (self, is_at_end (self));
  if (self->sticky)
    see_everything (self);
  load_older (self);
}

static gboolean
on_scroll (GuichetThreadLog *self)
{
  if (self->opened)
    guichet_thread_log_stop_scrolling (self);

  return GDK_EVENT_PROPAGATE;
}

/* Follows what the person does to the log. */
void
guichet_thread_log_watch_scrolling (GuichetThreadLog *self,
                                    GtkScrolledWindow *window)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (window));
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_value_changed), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (window), wheel);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

/**
 * guichet_thread_log_scroll_to_end:
 * @self: a log
 *
 * Goes to the last row, and follows the end from then on.
 */
void
guichet_thread_log_scroll_to_end (GuichetThreadLog *self)
{
  g_return_if_fail (GUICHET_IS_THREAD_LOG (self));

  if (get_n_rows (self) == 0)
    return;
  guichet_thread_log_set_sticky (self, TRUE);
  go (self, GUICHET_THREAD_END);
}
