/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window.h"
#include "ui-fixture.h"

/* Draws the screens into a folder, from inside: pictures FOLDER [--dark]. For looking at them, and for the documentation. */

static const char *folder;

static void
save (GtkWidget *window,
      const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);

  ui_wait_frames (window, 4);
  ui_save_picture (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)), path);
}

static gboolean
nothing_is_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

static GtkWidget *
open_window (UiFixture *fixture,
             int width,
             int height)
{
  GtkWidget *window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), fixture->session);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_frames (window, 10);

  return window;
}

static void
draw (DeskRole role,
      gboolean with_tickets,
      int width,
      int height,
      const char *ticket,
      const char *action,
      const char *name)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (role, with_tickets);
  GtkWidget *window = open_window (fixture, width, height);

  if (ticket != NULL)
    guichet_window_open_ticket (GUICHET_WINDOW (window), ticket);
  ui_wait_frames (window, 10);
  if (action != NULL)
    gtk_widget_activate_action (window, action, NULL);
  ui_wait_frames (window, 10);
  save (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  if (argc < 2)
    return 2;

  folder = argv[1];
  if (argc > 2 && g_str_equal (argv[2], "--dark"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);

  draw (DESK_ROLE_SUPPORT, TRUE, 1280, 800, UI_FIXTURE_TICKET, NULL, "staff-1280");
  draw (DESK_ROLE_SUPPORT, TRUE, 1280, 800, NULL, NULL, "staff-no-ticket");
  draw (DESK_ROLE_SUPPORT, FALSE, 1280, 800, NULL, NULL, "staff-empty");
  draw (DESK_ROLE_SUPPORT, TRUE, 1000, 700, UI_FIXTURE_TICKET, "win.toggle-details", "staff-1000-details");
  draw (DESK_ROLE_SUPPORT, TRUE, 860, 700, UI_FIXTURE_TICKET, NULL, "staff-860");
  draw (DESK_ROLE_SUPPORT, TRUE, 860, 700, UI_FIXTURE_TICKET, "win.toggle-views", "staff-860-views");
  draw (DESK_ROLE_SUPPORT, TRUE, 360, 720, NULL, NULL, "staff-360-list");
  draw (DESK_ROLE_SUPPORT, TRUE, 360, 720, UI_FIXTURE_TICKET, NULL, "staff-360-conversation");
  draw (DESK_ROLE_SUPPORT, TRUE, 360, 720, UI_FIXTURE_TICKET, "win.toggle-details", "staff-360-details");
  draw (DESK_ROLE_SUPPORT, TRUE, 360, 720, NULL, "win.toggle-views", "staff-360-views");
  draw (DESK_ROLE_SUPPORT, TRUE, 360, 720, NULL, "win.find", "staff-360-find");
  draw (DESK_ROLE_CLIENT, TRUE, 1000, 700, UI_FIXTURE_TICKET, NULL, "client-1000");
  draw (DESK_ROLE_CLIENT, TRUE, 360, 720, NULL, NULL, "client-360-list");
  draw (DESK_ROLE_CLIENT, FALSE, 1000, 700, NULL, NULL, "client-empty");

  return 0;
}
