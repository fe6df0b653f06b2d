/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

#include <glib/gi18n.h>

#include "guichet-code-page.h"
#include "guichet-composer.h"
#include "guichet-sign-in-page.h"
#include "guichet-thread-log.h"
#include "guichet-window.h"

/* Steps that set a scene: what somebody wrote, what a drag or the network would bring about. */

/* mode, then the words. */
gboolean
screens_scene_compose (ScreenStep *step)
{
  GuichetComposer *composer = GUICHET_COMPOSER (ui_find_type (step->window, GUICHET_TYPE_COMPOSER));
  DeskDraftMode mode = g_str_has_prefix (step->given, "note") ? DESK_DRAFT_NOTE : DESK_DRAFT_REPLY;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (380000), 380000);

  guichet_composer_write (composer, mode);
  if (mode == DESK_DRAFT_REPLY)
    desk_draft_add_bytes (guichet_composer_get_draft (composer), "rounding.ods", "application/vnd.oasis.opendocument.spreadsheet", bytes);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (GTK_WIDGET (composer), GTK_TYPE_TEXT_VIEW))),
                            strchr (step->given, ' ') + 1, -1);

  return TRUE;
}

static GtkWidget *
find_class (GtkWidget *root,
            const char *css_class)
{
  GtkWidget *found = gtk_widget_has_css_class (root, css_class) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_class (child, css_class);

  return found;
}

/* What only a drag brings out. */
gboolean
screens_scene_reveal (ScreenStep *step)
{
  GtkWidget *widget = find_class (step->window, step->given);

  if (widget == NULL)
    return FALSE;
  gtk_widget_set_visible (widget, TRUE);

  return TRUE;
}

/* A view that the person keeps. */
gboolean
screens_scene_keep_view (ScreenStep *step)
{
  static const char json[] = "{\"priority\": [\"high\", \"urgent\"], \"status\": [\"open\", \"in_progress\", \"waiting_customer\"]}";
  g_autoptr (DeskListFilter) filter = desk_list_filter_new_from_json (json, NULL);
  const DeskListOrder order = { DESK_SORT_DUE, TRUE, DESK_GROUP_COMPANY };
  g_autofree char *id = desk_session_add_view (step->fixture->session, step->given, filter, &order);

  return id != NULL && gtk_widget_activate_action (step->window, "win.show-saved-view", "s", id);
}

static const char *const bodies[] = { "Here is the corrected export.", "Yes, we keep the number. The corrected invoice follows this afternoon." };

/* One reply that waits, and one that was refused. */
gboolean
screens_scene_queue_replies (ScreenStep *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (DeskDraft) draft = desk_session_open_draft (step->fixture->session, UI_FIXTURE_TICKET, DESK_DRAFT_REPLY);
      g_autofree char *id = NULL;

      desk_draft_set_body (draft, bodies[i]);
      id = desk_draft_send (draft, -1, NULL);
      if (id == NULL)
        return FALSE;
      if (i == 0)
        ui_fixture_refuse (step->fixture, bodies[i]);
    }

  return TRUE;
}

gboolean
screens_scene_set_scope (ScreenStep *step)
{
  const char *const companies[] = { "20000000-0000-4000-8000-000000000002", "20000000-0000-4000-8000-000000000003", "20000000-0000-4000-8000-000000000005", NULL };

  desk_session_set_scope (step->fixture->session, UI_FIXTURE_TICKET, g_str_equal (step->given, "all"),
                          g_str_equal (step->given, "all") ? NULL : companies);

  return TRUE;
}

/* The address and the key of the real backend, and somebody of the demonstration. */
gboolean
screens_scene_fill_sign_in (ScreenStep *step)
{
  TestBackend *backend = screens_people_get_backend ();
  GtkWidget *page = ui_find_type (step->window, GUICHET_TYPE_SIGN_IN_PAGE);

  if (page == NULL)
    return FALSE;
  guichet_sign_in_page_fill (GUICHET_SIGN_IN_PAGE (page), test_backend_get_url (backend), test_backend_get_publishable_key (backend), step->given, "");

  return TRUE;
}

/* Where guichet-backend is installed: `ready` or `starting`. */
gboolean
screens_scene_offer_demo (ScreenStep *step)
{
  guichet_window_set_demo (GUICHET_WINDOW (step->window), g_str_equal (step->given, "starting") ? GUICHET_DEMO_STARTING : GUICHET_DEMO_READY);

  return TRUE;
}

/* A window of the demo, as it is told apart. */
gboolean
screens_scene_be_demo (ScreenStep *step)
{
  guichet_window_mark_as_demo (GUICHET_WINDOW (step->window), _("Guichet – Demo as Support"), _("Demo as support. Nothing here is kept."));

  return TRUE;
}

/* As after a mail, or for the second factor: the demonstration has neither. */
gboolean
screens_scene_ask_code (ScreenStep *step)
{
  GtkWidget *page = ui_find_type (step->window, GUICHET_TYPE_CODE_PAGE);

  if (page == NULL)
    return FALSE;
  gtk_stack_set_visible_child (GTK_STACK (gtk_widget_get_parent (page)), page);
  if (g_str_equal (step->given, "mail"))
    {
      g_autofree char *words = g_strdup_printf (_("Enter the code that was sent to %s,\nif that address has an account here."), "client@north.test");

      guichet_code_page_ask (GUICHET_CODE_PAGE (page), "mail-unread-symbolic", _("One-time code"), words, TRUE);
    }
  else
    guichet_code_page_ask (GUICHET_CODE_PAGE (page), "dialog-password-symbolic", _("Second factor"),
                           _("Enter the six digits that your authenticator\nshows for Guichet."), FALSE);

  return TRUE;
}

/* As somebody who read everything. */
gboolean
screens_scene_go_to_end (ScreenStep *step)
{
  GtkWidget *log = ui_find_type (step->window, GUICHET_TYPE_THREAD_LOG);

  if (log == NULL)
    return FALSE;
  guichet_thread_log_scroll_to_end (GUICHET_THREAD_LOG (log));
  ui_wait_frames (step->window, 20);

  return TRUE;
}

static gboolean
is_offline (gpointer session)
{
  return desk_session_get_connection (session) == DESK_CONNECTION_OFFLINE;
}

/* The server is gone, for all that come after. */
gboolean
screens_scene_unplug (ScreenStep *step)
{
  UiFixture *none;
  DeskSession *session = screens_people_get (SCREEN_REAL_ADMIN, &none);

  if (!is_offline (session))
    test_backend_kill (screens_people_get_backend ());

  return screens_wait (is_offline, session);
}
