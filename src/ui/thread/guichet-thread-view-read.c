/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-view-private.h"

/* A ticket is read when its conversation shows in the window that the person uses. */

void
guichet_thread_view_update_read (GuichetThreadView *self)
{
  if (self->conversation == NULL || self->window == NULL || !gtk_window_is_active (self->window) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!desk_ticket_get_unread (self->ticket) || desk_conversation_get_loading (self->conversation) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->conversation)) == 0)
    return;

  desk_conversation_mark_read (self->conversation);
}

void
guichet_thread_view_watch_window (GuichetThreadView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  guichet_thread_view_leave_window (self);
  if (!GTK_IS_WINDOW (root))
    return;

  /* The window holds the pane, not the other way round. */
  g_set_weak_pointer (&self->window, GTK_WINDOW (root));
  g_signal_connect_swapped (self->window, "notify::is-active", G_CALLBACK (guichet_thread_view_update_read), self);
}

void
guichet_thread_view_leave_window (GuichetThreadView *self)
{
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, guichet_thread_view_update_read, self);
  g_clear_weak_pointer (&self->window);
}
