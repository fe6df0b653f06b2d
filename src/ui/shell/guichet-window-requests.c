/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-private.h"

#include "guichet-request-window.h"

/* The one window in which a request is written: a new one, or one that follows up a ticket. */

static void
on_filed (GuichetWindow *self,
          const char *ticket_id)
{
  if (self->panes != NULL)
    guichet_panes_open_ticket (self->panes, ticket_id);
}

static void
on_request_destroyed (GuichetWindow *self,
                      GtkWidget *request)
{
  if (self->request == request)
    self->request = NULL;
}

/* What is closed takes no more answers: the next request of whoever could have answered names it. */
gboolean
guichet_window_may_follow_up (GuichetWindow *self,
                              DeskTicket *ticket)
{
  gboolean reporter_side;

  g_object_get (ticket, "reporter-side", &reporter_side, NULL);

  return desk_ticket_get_status (ticket) == DESK_STATUS_CLOSED && (reporter_side || desk_session_is_staff (self->session));
}

/* @followed is NULL for a request that follows up nothing. What was being written for another one is kept as its draft. */
void
guichet_window_write_request (GuichetWindow *self,
                              DeskTicket *followed)
{
  if (self->panes == NULL)
    return;
  if (self->request != NULL &&
      g_strcmp0 (guichet_request_window_get_followed (GUICHET_REQUEST_WINDOW (self->request)),
                 followed != NULL ? desk_ticket_get_id (followed) : NULL) != 0)
    {
      gtk_window_close (GTK_WINDOW (self->request));
      self->request = NULL;
    }

  if (self->request == NULL)
    {
      self->request = followed != NULL ? guichet_request_window_new_follow_up (self->session, GTK_WINDOW (self), followed)
                                       : guichet_request_window_new (self->session, GTK_WINDOW (self));
      g_signal_connect_object (self->request, "filed", G_CALLBACK (on_filed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->request, "destroy", G_CALLBACK (on_request_destroyed), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->request));
}
