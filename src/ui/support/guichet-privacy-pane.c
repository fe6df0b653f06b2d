/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-privacy-pane-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-abreast.h"
#include "guichet-announce.h"
#include "guichet-erase-dialog.h"
#include "guichet-labels.h"
#include "guichet-step-line.h"
#include "guichet-support-notice.h"
#include "guichet-support-words.h"

/**
 * GuichetPrivacyPane:
 *
 * One privacy request: its steps, until when it is due, and what the person is told. What was written and not saved is kept for as long as the window is there.
 *
 * Signal `closed` (): the person wants to go back.
 *
 * Signal `settled` (gboolean saved): something was asked of the backend, and was done or refused.
 */
G_DEFINE_FINAL_TYPE (GuichetPrivacyPane, guichet_privacy_pane, ADW_TYPE_BIN)

enum { NOTE = -1, ERASE = -2 };

enum
{
  CLOSED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask (GuichetPrivacyPane *self, int what);

static void
forget (GuichetPrivacyPane *self)
{
  if (self->request != NULL)
    g_signal_handlers_disconnect_by_data (self->request, self);
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_data (self->person, self);
  g_clear_object (&self->request);
  g_clear_object (&self->person);
}

static void
guichet_privacy_pane_dispose (GObject *object)
{
  GuichetPrivacyPane *self = GUICHET_PRIVACY_PANE (object);

  forget (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->sent_note, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_privacy_pane_parent_class)->dispose (object);
}

static void
guichet_privacy_pane_class_init (GuichetPrivacyPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_privacy_pane_dispose;

  /**
   * GuichetPrivacyPane::closed:
   * @self: the pane
   *
   * The person wants to go back to who it is about.
   */
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetPrivacyPane::settled:
   * @self: the pane
   * @saved: whether it was done
   *
   * Something was asked of the backend, and was done or refused.
   */
  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
say_trouble (GuichetPrivacyPane *self,
             const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (desk_error_names_field (error, "note"))
    guichet_support_notice_say (GUICHET_SUPPORT_NOTICE (self->notice), _("The note is too long: 2,000 characters at most."));
  else if (desk_error_get_refusal (error) != NULL && desk_error_get_retry_after (error) == 0)
    {
      sentence = guichet_words_trouble (error);
      guichet_support_notice_say (GUICHET_SUPPORT_NOTICE (self->notice), sentence);
    }
  else
    guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (self->notice), error, NULL);
}

static void
on_asked (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetPrivacyPane) self = user_data;
  DeskPrivacyRequest *request = DESK_PRIVACY_REQUEST (source);
  g_autoptr (GError) error = NULL;
  gboolean done = desk_case_call_finish (DESK_CASE (request), result, &error);

  self->busy = FALSE;
  if (self->person == NULL)
    return;
  if (done)
    guichet_privacy_pane_forget_saved (self, request);
  g_clear_pointer (&self->sent_note, g_free);
  desk_person_load (self->person);
  if (self->request == request)
    {
      guichet_privacy_pane_show_note (self);
      guichet_privacy_pane_update (self);
      if (done)
        guichet_announce (GTK_WIDGET (self), self->wanted_step >= 0 ? guichet_words_privacy_status (desk_privacy_request_get_status (request))
                                             : self->wanted_step == ERASE ? _("Person erased") : _("Saved"));
      else
        say_trouble (self, error);
    }
  g_signal_emit (self, signals[SETTLED], 0, done);
}

/* Whatever the step, the note goes with it: nobody writes one for later. */
static void
ask (GuichetPrivacyPane *self,
     int what)
{
  g_autofree char *note = guichet_privacy_pane_dup_note (self);
  gboolean with_note = !g_str_equal (note, guichet_privacy_pane_get_saved_note (self));

  if (self->busy || (what == NOTE && !with_note))
    return;
  self->busy = TRUE;
  self->wanted_step = what;
  if (what != ERASE)
    self->sent_note = g_strdup (note);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  guichet_privacy_pane_update (self);
  if (what == ERASE)
    desk_privacy_request_erase_async (self->request, self->cancellable, on_asked, g_object_ref (self));
  else
    desk_privacy_request_update_async (self->request, what, with_note ? note : NULL, self->cancellable, on_asked, g_object_ref (self));
}

static void
on_retry (GuichetPrivacyPane *self)
{
  if (self->request != NULL)
    ask (self, self->wanted_step);
}

static void
on_start (GuichetPrivacyPane *self)
{
  ask (self, DESK_PRIVACY_PROCESSING);
}

static void
on_complete (GuichetPrivacyPane *self)
{
  ask (self, DESK_PRIVACY_COMPLETED);
}

static void
on_reject (GuichetPrivacyPane *self)
{
  ask (self, DESK_PRIVACY_REJECTED);
}

/** guichet_privacy_pane_save: saves the note of the request that is shown; `settled` says what became of it. */
void
guichet_privacy_pane_save (GuichetPrivacyPane *self)
{
  g_return_if_fail (GUICHET_IS_PRIVACY_PANE (self));
  g_return_if_fail (self->request != NULL);

  if (guichet_privacy_pane_find_unsaved (self, NULL, NULL))
    ask (self, NOTE);
  else
    g_signal_emit (self, signals[SETTLED], 0, TRUE);
}

static void
on_erase_response (GuichetPrivacyPane *self,
                   const char *response)
{
  if (g_str_equal (response, "erase") && self->request != NULL)
    ask (self, ERASE);
}

static void
on_erase (GuichetPrivacyPane *self)
{
  GtkWidget *dialog = guichet_erase_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->person);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_erase_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_back (GuichetPrivacyPane *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_request_changed (GuichetPrivacyPane *self)
{
  guichet_privacy_pane_show_note (self);
  guichet_privacy_pane_update (self);
}

/* Only an administrator erases. */
static void
on_role (GuichetPrivacyPane *self)
{
  if (self->request != NULL)
    guichet_privacy_pane_update (self);
}

static GtkWidget *
create_button (GuichetPrivacyPane *self,
               const char *label,
               const char *style,
               GCallback pressed)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  g_signal_connect_swapped (button, "clicked", pressed, self);
  guichet_abreast_append (GUICHET_ABREAST (self->buttons), button);

  return button;
}

static void
create_buttons (GuichetPrivacyPane *self)
{
  self->buttons = guichet_abreast_new (8, TRUE);
  self->start = create_button (self, _("Start"), "suggested-action", G_CALLBACK (on_start));
  self->complete = create_button (self, _("Complete"), "suggested-action", G_CALLBACK (on_complete));
  self->erase = create_button (self, _("Erase…"), "destructive-action", G_CALLBACK (on_erase));
  self->reject = create_button (self, _("Reject"), NULL, G_CALLBACK (on_reject));
  self->export = gtk_button_new_with_label (_("Export Data…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->export), "support.export");
}

static GtkWidget *
create_note (GuichetPrivacyPane *self)
{
  GtkWidget *about = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", _("Note to the person"), "xalign", 0.0f, "margin-start", 2, NULL);
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "overflow", GTK_OVERFLOW_HIDDEN, NULL);
  GtkWidget *seen = g_object_new (GTK_TYPE_LABEL, "label", _("They read it beside their request."), "xalign", 0.0f, "wrap", TRUE, "margin-start",
                                  2, NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (seen, "caption");
  gtk_widget_add_css_class (seen, "secondary");
  self->note = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "top-margin", 10, "bottom-margin", 10, "left-margin", 12,
                             "right-margin", 12, "height-request", 80, "accepts-tab", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note to the person"), -1);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note)), "changed", G_CALLBACK (guichet_privacy_pane_edited), self);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), self->note);
  gtk_box_append (GTK_BOX (about), heading);
  gtk_box_append (GTK_BOX (about), card);
  gtk_box_append (GTK_BOX (about), seen);

  return about;
}

static GtkWidget *
create_body (GuichetPrivacyPane *self)
{
  GtkWidget *body = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 16, "margin-start", 16, "margin-end", 16,
                                  "margin-top", 16, "margin-bottom", 16, NULL);

  self->clamp = adw_clamp_new ();
  self->notice = guichet_support_notice_new (desk_session_get_clock (self->session));
  g_signal_connect_swapped (self->notice, "retry", G_CALLBACK (on_retry), self);
  self->steps = guichet_step_line_new ();
  create_buttons (self);
  self->due = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "margin-start", 2, NULL);
  self->hint = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "margin-start", 2, NULL);
  gtk_widget_add_css_class (self->hint, "secondary");
  self->meta = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "margin-start", 2, NULL);
  gtk_widget_add_css_class (self->meta, "caption");
  gtk_widget_add_css_class (self->meta, "secondary");
  gtk_box_append (GTK_BOX (body), self->notice);
  gtk_box_append (GTK_BOX (body), self->steps);
  gtk_box_append (GTK_BOX (body), self->buttons);
  gtk_box_append (GTK_BOX (body), self->due);
  gtk_box_append (GTK_BOX (body), self->hint);
  gtk_box_append (GTK_BOX (body), self->export);
  gtk_box_append (GTK_BOX (body), create_note (self));
  gtk_box_append (GTK_BOX (body), self->meta);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), body);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->clamp, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE, NULL);
}

static void
guichet_privacy_pane_init (GuichetPrivacyPane *self)
{
  self->cancellable = g_cancellable_new ();
  self->kept = guichet_privacy_pane_create_kept ();
}

/** guichet_privacy_pane_new: nothing is shown yet. */
GtkWidget *
guichet_privacy_pane_new (DeskSession *session)
{
  GuichetPrivacyPane *self = g_object_new (GUICHET_TYPE_PRIVACY_PANE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *save = gtk_button_new_with_label (_("Save Note"));

  self->session = g_object_ref (session);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  self->window_title = adw_window_title_new ("", NULL);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->window_title);
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (on_back), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);
  self->bar = gtk_action_bar_new ();
  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (guichet_privacy_pane_save), self);
  gtk_action_bar_pack_end (GTK_ACTION_BAR (self->bar), save);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), create_body (self));
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_widget_add_css_class (box, "background");
  adw_bin_set_child (ADW_BIN (self), box);
  guichet_privacy_pane_set_beside (self, FALSE);
  g_signal_connect_object (session, "notify::role", G_CALLBACK (on_role), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/** guichet_privacy_pane_set: shows a request of @person, with the note that was written before and not saved. */
void
guichet_privacy_pane_set (GuichetPrivacyPane *self,
                          DeskPerson *person,
                          DeskPrivacyRequest *request)
{
  g_return_if_fail (GUICHET_IS_PRIVACY_PANE (self));
  g_return_if_fail (DESK_IS_PERSON (person));
  g_return_if_fail (DESK_IS_PRIVACY_REQUEST (request));

  forget (self);
  self->person = g_object_ref (person);
  self->request = g_object_ref (request);
  g_signal_connect_swapped (request, "changed", G_CALLBACK (on_request_changed), self);
  g_signal_connect_swapped (person, "changed", G_CALLBACK (guichet_privacy_pane_update), self);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  guichet_privacy_pane_show_note (self);
  guichet_privacy_pane_update (self);
}

/** guichet_privacy_pane_set_beside: whether it stands beside the person, and not in their place. */
void
guichet_privacy_pane_set_beside (GuichetPrivacyPane *self,
                                 gboolean beside)
{
  g_return_if_fail (GUICHET_IS_PRIVACY_PANE (self));

  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), beside ? 348 : 560);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), beside ? 348 : 560);
  gtk_button_set_icon_name (GTK_BUTTON (self->back), beside ? "sidebar-show-right-symbolic" : "go-previous-symbolic");
  guichet_labels_set (self->back, beside ? _("Hide") : _("Back"));
}

/** guichet_privacy_pane_take_focus: the focus goes to what can be done next. */
void
guichet_privacy_pane_take_focus (GuichetPrivacyPane *self)
{
  g_return_if_fail (GUICHET_IS_PRIVACY_PANE (self));

  if (!gtk_widget_get_visible (self->buttons) || !gtk_widget_child_focus (self->buttons, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->note);
}
