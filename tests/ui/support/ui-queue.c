/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-queue.h"

#include "guichet-list-pane.h"

Queue *
queue_new (DeskRole role,
           int width,
           int height)
{
  Queue *self = g_new0 (Queue, 1);

  self->ui = ui_fixture_new (role, TRUE);
  self->counts = desk_view_counts_new (self->ui->session);
  ui_fixture_set_line (self->ui, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  self->pane = guichet_list_pane_new (self->ui->session, self->counts);
  self->window = ui_show (self->pane, width, height);

  return self;
}

void
queue_free (Queue *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->counts);
  ui_fixture_free (self->ui);
  g_free (self);
}
