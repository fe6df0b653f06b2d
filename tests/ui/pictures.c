/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libintl.h>

#include "guichet-request-window.h"
#include "guichet-sign-in-page.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* Draws the screens into a folder, from inside: pictures FOLDER [--dark]. For looking at them, in the language of the locale; the
 * catalogues are taken from GUICHET_LOCALEDIR. */

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

typedef struct
{
  const char *name;
  DeskRole role;
  gboolean with_tickets;
  int width;
  int height;
  int view;                     /* to show; -1 for the first */
  const char *ticket;           /* to open */
  const char *action;           /* to activate */
  gboolean offline;
} Screen;

static const Screen screens[] = {
  { "staff-1280", DESK_ROLE_SUPPORT, TRUE, 1280, 800, DESK_VIEW_ALL, UI_FIXTURE_TICKET },
  { "staff-no-ticket", DESK_ROLE_SUPPORT, TRUE, 1280, 800, DESK_VIEW_MINE },
  { "staff-empty", DESK_ROLE_SUPPORT, FALSE, 1280, 800, DESK_VIEW_MINE },
  { "staff-1000-details", DESK_ROLE_SUPPORT, TRUE, 1000, 700, DESK_VIEW_ALL, UI_FIXTURE_TICKET, "win.toggle-details" },
  { "staff-offline", DESK_ROLE_SUPPORT, TRUE, 1000, 700, DESK_VIEW_ALL, UI_FIXTURE_TICKET, NULL, TRUE },
  { "staff-860", DESK_ROLE_SUPPORT, TRUE, 860, 700, DESK_VIEW_ALL, UI_FIXTURE_TICKET },
  { "staff-860-views", DESK_ROLE_SUPPORT, TRUE, 860, 700, -1, UI_FIXTURE_TICKET, "win.toggle-views" },
  { "staff-700", DESK_ROLE_SUPPORT, TRUE, 700, 700, -1, UI_FIXTURE_TICKET },
  { "staff-640", DESK_ROLE_SUPPORT, TRUE, 640, 700, -1, UI_FIXTURE_TICKET },
  { "staff-360-list", DESK_ROLE_SUPPORT, TRUE, 360, 720, DESK_VIEW_ALL },
  { "staff-360-conversation", DESK_ROLE_SUPPORT, TRUE, 360, 720, -1, UI_FIXTURE_TICKET },
  { "staff-360-details", DESK_ROLE_SUPPORT, TRUE, 360, 720, -1, UI_FIXTURE_TICKET, "win.toggle-details" },
  { "staff-360-views", DESK_ROLE_SUPPORT, TRUE, 360, 720, -1, NULL, "win.toggle-views" },
  { "staff-360-find", DESK_ROLE_SUPPORT, TRUE, 360, 720, -1, NULL, "win.find" },
  { "staff-360-offline", DESK_ROLE_SUPPORT, TRUE, 360, 720, -1, NULL, NULL, TRUE },
  { "client-1000", DESK_ROLE_CLIENT, TRUE, 1000, 700, -1, UI_FIXTURE_TICKET },
  { "client-360-list", DESK_ROLE_CLIENT, TRUE, 360, 720, -1 },
  { "client-empty", DESK_ROLE_CLIENT, FALSE, 1000, 700, -1 },
};

static void
draw (const Screen *screen)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (screen->role, screen->with_tickets);
  GtkWidget *window;

  ui_fixture_set_line (fixture, screen->offline ? DESK_CONNECTION_OFFLINE : DESK_CONNECTION_ONLINE,
                       UI_FIXTURE_NOW - 28 * 60 * G_USEC_PER_SEC, screen->offline ? 2 : 0, FALSE);
  window = open_window (fixture, screen->width, screen->height);
  if (screen->view >= 0)
    gtk_widget_activate_action (window, "win.show-view", "i", screen->view);
  ui_wait_frames (window, 10);
  if (screen->ticket != NULL)
    guichet_window_open_ticket (GUICHET_WINDOW (window), screen->ticket);
  ui_wait_frames (window, 10);
  if (screen->action != NULL)
    gtk_widget_activate_action (window, screen->action, NULL);
  ui_wait_frames (window, 10);
  save (window, screen->name);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static void
draw_request (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_CLIENT, TRUE);
  GtkWidget *window = guichet_request_window_new (fixture->session, NULL);
  g_autofree char *path = g_strdup_printf ("%s/request.png", folder);

  gtk_window_present (GTK_WINDOW (window));
  ui_wait_frames (window, 10);
  g_assert_false (guichet_request_window_send (GUICHET_REQUEST_WINDOW (window)));
  ui_wait_frames (window, 10);
  ui_save_picture (adw_window_get_content (ADW_WINDOW (window)), path);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static void
draw_sign_in (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_CLIENT, FALSE);
  GtkWidget *page = guichet_sign_in_page_new (fixture->session);
  GtkWidget *window = ui_show (page, 560, 720);
  g_autofree char *path = g_strdup_printf ("%s/sign-in.png", folder);

  guichet_sign_in_page_fill (GUICHET_SIGN_IN_PAGE (page), "desk.northern-help.example", "sb_publishable_1x9", "amelie.fournier@northern-help.example", NULL);
  guichet_sign_in_page_submit (GUICHET_SIGN_IN_PAGE (page));
  ui_wait_frames (window, 10);
  ui_save_picture (page, path);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

int
main (int argc,
      char **argv)
{
  if (g_getenv ("GUICHET_LOCALEDIR") != NULL)
    {
      bindtextdomain (GETTEXT_PACKAGE, g_getenv ("GUICHET_LOCALEDIR"));
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
      textdomain (GETTEXT_PACKAGE);
    }
  ui_fixture_init (&argc, &argv);
  if (argc < 2)
    return 2;

  folder = argv[1];
  if (argc > 2 && g_str_equal (argv[2], "--dark"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    draw (&screens[i]);
  draw_request ();
  draw_sign_in ();

  return 0;
}
