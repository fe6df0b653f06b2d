/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libintl.h>

#include "guichet-composer.h"
#include "guichet-drop-area.h"
#include "guichet-filter-popover.h"
#include "guichet-list-pane.h"
#include "guichet-request-window.h"
#include "guichet-scope-popover.h"
#include "guichet-sign-in-page.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* Draws the screens into a folder, from inside: pictures FOLDER [--dark | --rtl]. For looking at them, in the language of the locale; the
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
  { "client-360-conversation", DESK_ROLE_CLIENT, TRUE, 360, 720, -1, UI_FIXTURE_TICKET },
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

/* Several tickets selected. */
static void
draw_bulk (const char *name,
           int width,
           int height)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  GtkWidget *window;
  GtkSelectionModel *selection;

  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  window = open_window (fixture, width, height);
  gtk_widget_activate_action (window, "win.show-view", "i", DESK_VIEW_ALL);
  ui_wait_frames (window, 10);
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (ui_find_type (ui_find_type (window, GUICHET_TYPE_LIST_PANE), GTK_TYPE_LIST_VIEW)));
  gtk_selection_model_select_item (selection, 1, TRUE);
  gtk_selection_model_select_item (selection, 3, FALSE);
  gtk_selection_model_select_item (selection, 6, FALSE);
  ui_wait_frames (window, 10);
  save (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

/* The zone that shows while files are held over the conversation. */
static GtkWidget *
find_zone (GtkWidget *root)
{
  if (gtk_widget_has_css_class (root, "drop-zone"))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_zone (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
draw_writing (const char *name,
              DeskDraftMode mode,
              int width,
              const char *text,
              gboolean with_file,
              gboolean drop)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  GtkWidget *window = open_window (fixture, width, 800);
  GuichetComposer *composer;

  guichet_window_open_ticket (GUICHET_WINDOW (window), UI_FIXTURE_TICKET);
  ui_wait_frames (window, 10);
  composer = GUICHET_COMPOSER (ui_find_type (window, GUICHET_TYPE_COMPOSER));
  guichet_composer_write (composer, mode);
  if (with_file)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (380000), 380000);

      desk_draft_add_bytes (guichet_composer_get_draft (composer), "rounding.ods", "application/vnd.oasis.opendocument.spreadsheet", bytes);
    }
  if (text != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (GTK_WIDGET (composer), GTK_TYPE_TEXT_VIEW))), text, -1);
  if (drop)
    gtk_widget_set_visible (find_zone (ui_find_type (window, GUICHET_TYPE_DROP_AREA)), TRUE);
  ui_wait_frames (window, 30);
  save (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

/* One reply that waits, and one that was refused. */
static void
draw_outbox (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  GtkWidget *window;
  static const char *const bodies[] = { "Here is the corrected export.", "Yes, we keep the number. The corrected invoice follows this afternoon." };

  ui_fixture_set_line (fixture, DESK_CONNECTION_OFFLINE, UI_FIXTURE_NOW - 28 * 60 * G_USEC_PER_SEC, 2, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->session, UI_FIXTURE_TICKET, DESK_DRAFT_REPLY);
      g_autofree char *id = NULL;

      desk_draft_set_body (draft, bodies[i]);
      id = desk_draft_send (draft, -1, NULL);
      g_assert_nonnull (id);
      if (i == 0)
        ui_fixture_refuse (fixture, bodies[i]);
    }
  ui_fixture_merge (fixture, "ticket_reads",
                    "[{\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"user_id\":\"" UI_FIXTURE_ME "\",\"last_read_at\":\"2026-06-30T09:33:00+00:00\","
                    "\"updated_at\":\"2026-06-30T09:33:00+00:00\"}]");
  window = open_window (fixture, 1000, 700);
  guichet_window_open_ticket (GUICHET_WINDOW (window), UI_FIXTURE_TICKET);
  ui_wait_frames (window, 30);
  save (window, "staff-outbox");
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static gboolean
is_add (GtkWidget *widget)
{
  return GTK_IS_MENU_BUTTON (widget) && gtk_widget_has_css_class (widget, "add") && gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget)) != NULL &&
         G_OBJECT_TYPE (gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget))) == GUICHET_TYPE_SCOPE_POPOVER;
}

static GtkWidget *
find_add (GtkWidget *root)
{
  GtkWidget *found = is_add (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_add (child);

  return found;
}

/* A ticket that concerns others as well: chips, the announcement that is written and the one that was; then the editor. */
static void
draw_scope (const char *name,
            int width)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  g_autofree char *editor = g_strconcat (folder, "/", name, "-editor.png", NULL);
  GtkWidget *window = open_window (fixture, width, 800);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->session, UI_FIXTURE_TICKET, DESK_DRAFT_ANNOUNCEMENT);
  const char *const companies[] = { "20000000-0000-4000-8000-000000000002", "20000000-0000-4000-8000-000000000003", "20000000-0000-4000-8000-000000000005", NULL };
  g_autofree char *id = NULL;
  GuichetComposer *composer;
  GtkWidget *add;

  desk_session_set_scope (fixture->session, UI_FIXTURE_TICKET, FALSE, companies);
  guichet_window_open_ticket (GUICHET_WINDOW (window), UI_FIXTURE_TICKET);
  ui_wait_frames (window, 10);
  desk_draft_set_body (draft, "The VAT change shows in all invoices from noon on. Nothing is to do on your side.");
  id = desk_draft_send (draft, -1, NULL);
  g_assert_nonnull (id);
  composer = GUICHET_COMPOSER (ui_find_type (window, GUICHET_TYPE_COMPOSER));
  guichet_composer_write (composer, DESK_DRAFT_ANNOUNCEMENT);
  ui_wait_frames (window, 30);
  save (window, name);
  if (width < 640)
    gtk_widget_activate_action (window, "win.toggle-details", NULL);
  ui_wait_frames (window, 30);
  add = find_add (window);
  if (add != NULL)
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (add));
      ui_wait_frames (window, 20);
      ui_save_picture (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (add))), editor);
      gtk_menu_button_popdown (GTK_MENU_BUTTON (add));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

static void
draw_request (DeskRole role,
              const char *name)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (role, TRUE);
  GtkWidget *window = guichet_request_window_new (fixture->session, NULL);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);

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

/* A filter as text, with single quotes. */
static DeskListFilter *
read_filter (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');

  return desk_list_filter_new_from_json (text, NULL);
}

static GtkWidget *
find_in (GtkWidget *window,
         GType type)
{
  return ui_find_type (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)), type);
}

/* A view that somebody keeps, shown and then changed. */
static void
draw_views (int width,
            const char *name,
            gboolean changed)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_ADMIN, TRUE);
  g_autoptr (DeskListFilter) big = read_filter ("{'priority': ['high', 'urgent'], 'status': ['open', 'in_progress', 'waiting_customer']}");
  g_autoptr (DeskListFilter) week = read_filter ("{'activity': {'last_days': 7}, 'text': 'invoice'}");
  const DeskListOrder by_company = { DESK_SORT_DUE, TRUE, DESK_GROUP_COMPANY }, usual = { 0 };
  g_autofree char *first = desk_session_add_view (fixture->session, "Big customers", big, &by_company);
  g_autofree char *second = desk_session_add_view (fixture->session, "Billing this week", week, &usual);
  GtkWidget *window;

  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  window = open_window (fixture, width, 800);
  gtk_widget_activate_action (window, "win.show-saved-view", "s", first);
  ui_wait_frames (window, 20);
  if (changed)
    {
      GuichetListPane *list = GUICHET_LIST_PANE (find_in (window, GUICHET_TYPE_LIST_PANE));

      g_object_set (list, "compact", TRUE, NULL);
      g_signal_emit_by_name (ui_find_button (GTK_WIDGET (list), "Remove the filter High"), "clicked");
    }
  ui_wait_frames (window, 20);
  save (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for (nothing_is_pending, NULL);
}

/* The popover is a surface of its own. */
static void
draw_filter (DeskRole role,
             const char *name,
             int criterion)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (role, TRUE);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  GtkWidget *window, *popover;

  ui_fixture_set_line (fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  window = open_window (fixture, 1000, 700);
  gtk_widget_activate_action (window, "win.filter", NULL);
  popover = find_in (window, GUICHET_TYPE_FILTER_POPOVER);
  ui_wait_frames (window, 20);
  if (criterion >= 0)
    guichet_filter_popover_open_page (GUICHET_FILTER_POPOVER (popover), criterion);
  ui_wait_frames (window, 40);
  ui_save_picture (gtk_popover_get_child (GTK_POPOVER (popover)), path);
  gtk_popover_popdown (GTK_POPOVER (popover));
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
  if (argc > 2 && g_str_equal (argv[2], "--rtl"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    draw (&screens[i]);
  draw_bulk ("bulk-1280", 1280, 800);
  draw_bulk ("bulk-860", 860, 700);
  draw_bulk ("bulk-360", 360, 720);
  draw_writing ("reply", DESK_DRAFT_REPLY, 1280, "Dear Nadia,\nthank you for the screenshot. The total is wrong, the lines are right.", TRUE, FALSE);
  draw_writing ("note", DESK_DRAFT_NOTE, 1280, "Check with Priya before we promise a date.", FALSE, FALSE);
  draw_writing ("note-360", DESK_DRAFT_NOTE, 360, "Check with Priya before we promise a date.", FALSE, FALSE);
  draw_writing ("drop-reply", DESK_DRAFT_REPLY, 1280, NULL, FALSE, TRUE);
  draw_writing ("drop-note", DESK_DRAFT_NOTE, 1280, NULL, FALSE, TRUE);
  draw_scope ("scope", 1280);
  draw_scope ("scope-360", 360);
  draw_outbox ();
  draw_views (1280, "views", FALSE);
  draw_views (1280, "views-changed", TRUE);
  draw_views (360, "views-360", TRUE);
  draw_filter (DESK_ROLE_SUPPORT, "filter", -1);
  draw_filter (DESK_ROLE_SUPPORT, "filter-company", GUICHET_CRITERION_COMPANY);
  draw_filter (DESK_ROLE_SUPPORT, "filter-days", GUICHET_CRITERION_CREATED);
  draw_filter (DESK_ROLE_CLIENT, "filter-client", -1);
  draw_request (DESK_ROLE_CLIENT, "request");
  draw_request (DESK_ROLE_SUPPORT, "request-staff");
  draw_sign_in ();

  return 0;
}
