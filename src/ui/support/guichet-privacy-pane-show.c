/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-privacy-pane-private.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-step-line.h"
#include "guichet-support-words.h"

/* How a privacy request stands, and what can be done about it. */

static void
show_steps (GuichetPrivacyPane *self,
            DeskPrivacyStatus status)
{
  gboolean rejected = status == DESK_PRIVACY_REJECTED;
  const char *names[] = { guichet_words_privacy_status (DESK_PRIVACY_REQUESTED), guichet_words_privacy_status (DESK_PRIVACY_PROCESSING),
                          guichet_words_privacy_status (rejected ? DESK_PRIVACY_REJECTED : DESK_PRIVACY_COMPLETED) };

  guichet_step_line_show (GUICHET_STEP_LINE (self->steps), names, G_N_ELEMENTS (names), MIN (status, DESK_PRIVACY_COMPLETED),
                      status >= DESK_PRIVACY_COMPLETED);
}

static const char *
get_hint (DeskPrivacyKind kind)
{
  switch (kind)
    {
    case DESK_PRIVACY_ACCESS:
      return _("The person wants to know what is held about them. Export it, look through it, and send it in a safe way.");
    case DESK_PRIVACY_EXPORT:
      return _("The person wants their data to take along. Export it and send it in a safe way.");
    case DESK_PRIVACY_ERASURE:
      return _("The person wants to be forgotten. Only an administrator erases, once the request is in processing.");
    case DESK_PRIVACY_RECTIFICATION:
    default:
      return _("The person wants something wrong put right.");
    }
}

static void
show_due (GuichetPrivacyPane *self)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  gint64 closed_at = desk_privacy_request_get_closed_at (self->request);
  gboolean overdue = FALSE;
  g_autofree char *due = guichet_words_due (desk_privacy_request_get_due_at (self->request), now, &overdue);
  g_autofree char *day = guichet_words_date (closed_at != 0 ? closed_at : desk_privacy_request_get_due_at (self->request), now);
  g_autofree char *begun = guichet_words_capital (due);
  g_autofree char *words = NULL;

  if (closed_at != 0)
    /* Translators: %s is a day */
    words = g_strdup_printf (_("Done on %s"), day);
  else
    /* Translators: how far away it is, and the day, as in Due in 29 days, on 24 July */
    words = g_strdup_printf (_("%1$s, on %2$s"), begun, day);
  gtk_label_set_label (GTK_LABEL (self->due), words);
  if (overdue && closed_at == 0)
    gtk_widget_add_css_class (self->due, "late");
  else
    gtk_widget_remove_css_class (self->due, "late");
}

static void
show_buttons (GuichetPrivacyPane *self,
              DeskPrivacyStatus status)
{
  DeskPrivacyKind kind = desk_privacy_request_get_kind (self->request);
  gboolean processing = status == DESK_PRIVACY_PROCESSING;
  gboolean erasure = kind == DESK_PRIVACY_ERASURE;
  gboolean may_erase = desk_session_get_role (self->session) == DESK_ROLE_ADMIN && desk_person_get_role (self->person) == DESK_ROLE_CLIENT &&
                       desk_person_get_erased_at (self->person) == 0;
  gboolean focused = gtk_widget_get_focus_child (self->buttons) != NULL;

  gtk_widget_set_visible (self->start, status == DESK_PRIVACY_REQUESTED);
  gtk_widget_set_visible (self->complete, processing && !erasure);
  gtk_widget_set_visible (self->erase, processing && erasure && may_erase);
  gtk_widget_set_visible (self->reject, desk_privacy_step_exists (status, DESK_PRIVACY_REJECTED));
  gtk_widget_set_visible (self->buttons, status < DESK_PRIVACY_COMPLETED);
  gtk_widget_set_visible (self->export, processing && (kind == DESK_PRIVACY_ACCESS || kind == DESK_PRIVACY_EXPORT));
  if (focused && gtk_widget_get_focus_child (self->buttons) == NULL)
    gtk_widget_child_focus (gtk_widget_get_visible (self->buttons) ? self->buttons : GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* What is seen, after anything changed. */
void
guichet_privacy_pane_update (GuichetPrivacyPane *self)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  DeskPrivacyStatus status = desk_privacy_request_get_status (self->request);
  g_autofree char *person = guichet_words_person (self->person);
  g_autofree char *note = guichet_privacy_pane_dup_note (self);
  g_autofree char *filed = guichet_format_moment (desk_case_get_created_at (DESK_CASE (self->request)), now);
  /* Translators: %s is a day and a time */
  g_autofree char *meta = g_strdup_printf (_("Filed: %s"), filed);

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), guichet_words_privacy_kind (desk_privacy_request_get_kind (self->request)));
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title), person);
  show_steps (self, status);
  show_due (self);
  show_buttons (self, status);
  gtk_label_set_label (GTK_LABEL (self->hint), get_hint (desk_privacy_request_get_kind (self->request)));
  gtk_widget_set_visible (self->hint, status < DESK_PRIVACY_COMPLETED);
  gtk_label_set_label (GTK_LABEL (self->meta), meta);
  /* What is under way makes no button insensitive: it would lose the focus. */
  if (g_str_equal (note, guichet_privacy_pane_get_saved_note (self)) && gtk_widget_get_focus_child (self->bar) != NULL)
    gtk_widget_grab_focus (self->note);
  gtk_action_bar_set_revealed (GTK_ACTION_BAR (self->bar), !g_str_equal (note, guichet_privacy_pane_get_saved_note (self)));
}
