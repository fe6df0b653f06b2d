/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-shell.h"

#include "guichet-details-pane.h"
#include "guichet-list-pane.h"
#include "guichet-thread-view.h"
#include "guichet-ticket-row.h"
#include "guichet-views-pane.h"
#include "guichet-window.h"

static gboolean
has_rows (gpointer data)
{
  GtkWidget *row = ui_find_type (data, GUICHET_TYPE_TICKET_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

/* The window for somebody of that role, so wide. */
Shell *
shell_open (DeskRole role, int width)
{
  Shell *self = g_new0 (Shell, 1);

  self->fixture = ui_fixture_new (role, TRUE);
  ui_fixture_set_line (self->fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  self->window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), self->fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 700);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 5);
  self->list = ui_find_type (self->window, GUICHET_TYPE_LIST_PANE);
  self->views = ui_find_type (self->window, GUICHET_TYPE_VIEWS_PANE);
  self->thread = ui_find_type (self->window, GUICHET_TYPE_THREAD_VIEW);
  if (gtk_widget_get_mapped (self->list))
    ui_wait_for (has_rows, self->list);

  return self;
}

void
shell_close (Shell *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_fixture_free (self->fixture);
  g_free (self);
}

void
shell_open_ticket (Shell *self)
{
  guichet_window_open_ticket (GUICHET_WINDOW (self->window), UI_FIXTURE_TICKET);
  ui_wait_frames (self->window, 5);
  self->details = ui_find_type (self->window, GUICHET_TYPE_DETAILS_PANE);
}

/* On the screen, and not slid out of it. */
gboolean
shell_shows (Shell *self, GtkWidget *pane)
{
  graphene_rect_t bounds;
  GtkWidget *window = self->window;

  if (pane == NULL || !gtk_widget_get_mapped (pane) || gtk_widget_get_root (pane) != GTK_ROOT (window))
    return FALSE;
  if (!gtk_widget_compute_bounds (pane, window, &bounds))
    return FALSE;

  return bounds.size.width > 0 && bounds.origin.x >= -1 &&
         bounds.origin.x + bounds.size.width <= gtk_widget_get_width (window) + 1;
}

void
shell_press (Shell *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (self->window, action, NULL));
  ui_wait_frames (self->window, 5);
}

/* As the key controller of the window gets it, after every text field. */
gboolean
shell_press_letter (Shell *self, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->window);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "letters") == 0)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  ui_wait_frames (self->window, 3);

  return handled;
}
