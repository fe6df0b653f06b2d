/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-privacy-window.h"

#include <glib/gi18n.h>

#include "desk-own-requests.h"
#include "guichet-announce.h"
#include "guichet-format.h"
#include "guichet-support-notice.h"
#include "guichet-support-words.h"
#include "guichet-toast.h"

/**
 * GuichetPrivacyWindow:
 *
 * What a person can ask about their own data, in plain words, and how far it is.
 */
struct _GuichetPrivacyWindow
{
  AdwWindow parent_instance;

  DeskSession *session;
  DeskOwnRequests *requests;
  GCancellable *cancellable;
  int wanted;                   /* the kind that is to be tried again; -1 for the list */

  GtkWidget *notice;
  GtkWidget *own;
  GPtrArray *own_rows;
  GtkWidget *kinds;
};

G_DEFINE_FINAL_TYPE (GuichetPrivacyWindow, guichet_privacy_window, ADW_TYPE_WINDOW)

/* What each kind is called by somebody who does not know the law, what it means, and what to ask before it is filed. */
static const struct
{
  const char *name;
  const char *meaning;
  const char *question;
} kinds[] = {
  [DESK_PRIVACY_ACCESS] = { N_("See what is held about me"), N_("You get an overview of your data and what it is used for."),
                            N_("Ask what is held about you?") },
  [DESK_PRIVACY_EXPORT] = { N_("Get a copy of my data"), N_("You get your data as a file, to keep or to take along."),
                            N_("Ask for a copy of your data?") },
  [DESK_PRIVACY_RECTIFICATION] = { N_("Have something corrected"), N_("Something about you is wrong or out of date."),
                                   N_("Ask for a correction?") },
  [DESK_PRIVACY_ERASURE] = { N_("Have my data erased"), N_("Your account is closed for good. Requests stay with your company, without your name."),
                             N_("Ask for your data to be erased?") },
};

/* The harmless ones first. */
static const DeskPrivacyKind order[] = { DESK_PRIVACY_ACCESS, DESK_PRIVACY_EXPORT, DESK_PRIVACY_RECTIFICATION, DESK_PRIVACY_ERASURE };

static void
guichet_privacy_window_dispose (GObject *object)
{
  GuichetPrivacyWindow *self = GUICHET_PRIVACY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->requests != NULL)
    g_signal_handlers_disconnect_by_data (self->requests, self);
  g_clear_object (&self->requests);
  g_clear_object (&self->session);
  g_clear_pointer (&self->own_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (guichet_privacy_window_parent_class)->dispose (object);
}

static void
guichet_privacy_window_class_init (GuichetPrivacyWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_privacy_window_dispose;
}

static char *
word_state (DeskPrivacyRequest *request,
            gint64 now)
{
  gint64 closed_at = desk_privacy_request_get_closed_at (request);
  g_autofree char *day = guichet_words_date (closed_at != 0 ? closed_at : desk_privacy_request_get_due_at (request), now);

  switch (desk_privacy_request_get_status (request))
    {
    case DESK_PRIVACY_REQUESTED:
      /* Translators: %s is a day */
      return g_strdup_printf (_("Received. You hear from us by %s."), day);
    case DESK_PRIVACY_PROCESSING:
      return g_strdup_printf (_("Being worked on. Done by %s."), day);
    case DESK_PRIVACY_COMPLETED:
      return g_strdup_printf (_("Done on %s."), day);
    case DESK_PRIVACY_REJECTED:
    default:
      return g_strdup_printf (_("Declined on %s."), day);
    }
}

static GtkWidget *
create_own_row (DeskPrivacyRequest *request,
                gint64 now)
{
  GtkWidget *row = adw_action_row_new ();
  const char *note = desk_privacy_request_get_note (request);
  const char *name = _(kinds[desk_privacy_request_get_kind (request)].name);
  g_autofree char *state = word_state (request, now);
  g_autofree char *words = note != NULL ? g_strdup_printf ("%s\n%s", state, note) : g_strdup (state);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *label = g_strdup_printf ("%s. %s", name, words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return row;
}

static void
show_rows (GuichetPrivacyWindow *self)
{
  GListModel *list = desk_own_requests_get_list (self->requests);
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  gboolean focused = gtk_widget_get_focus_child (self->own) != NULL;

  for (guint i = 0; i < self->own_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->own), self->own_rows->pdata[i]);
  g_ptr_array_set_size (self->own_rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DeskPrivacyRequest) request = g_list_model_get_item (list, i);
      GtkWidget *row = create_own_row (request, now);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->own), row);
      g_ptr_array_add (self->own_rows, row);
    }
  gtk_widget_set_visible (self->own, g_list_model_get_n_items (list) > 0);
  /* Whoever reads them by keyboard goes on reading. */
  if (focused && self->own_rows->len > 0)
    gtk_widget_grab_focus (self->own_rows->pdata[0]);
}

static void
update (GuichetPrivacyWindow *self)
{
  const GError *trouble = desk_own_requests_get_trouble (self->requests);
  gint64 loaded_at = desk_own_requests_get_loaded_at (self->requests);

  if (desk_own_requests_get_loading (self->requests))
    return;
  show_rows (self);
  if (trouble != NULL)
    {
      g_autofree char *time = guichet_format_day_and_time (loaded_at, desk_clock_get_now (desk_session_get_clock (self->session)));
      g_autofree char *more = g_strdup_printf (_("Showing what was there: %s."), time);

      self->wanted = -1;
      guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (self->notice), trouble, loaded_at != 0 ? more : NULL);
    }
  else
    guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
}

static void
on_filed (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetPrivacyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = desk_own_requests_file_finish (DESK_OWN_REQUESTS (source), result, &error);

  if (self->requests == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->kinds, TRUE);
  if (done)
    {
      guichet_toast_show (self->notice, _("Your request is filed"));
      gtk_widget_grab_focus (self->own_rows->pdata[0]);
    }
  else
    guichet_support_notice_show_error (GUICHET_SUPPORT_NOTICE (self->notice), error, NULL);
}

static void
file (GuichetPrivacyWindow *self,
      DeskPrivacyKind kind)
{
  self->wanted = kind;
  gtk_widget_set_sensitive (self->kinds, FALSE);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  desk_own_requests_file_async (self->requests, kind, self->cancellable, on_filed, g_object_ref (self));
}

static void
on_retry (GuichetPrivacyWindow *self)
{
  if (self->wanted >= 0)
    file (self, self->wanted);
  else
    desk_own_requests_load (self->requests);
}

static void
on_response (AdwMessageDialog *dialog,
             const char *response,
             GuichetPrivacyWindow *self)
{
  if (g_str_equal (response, "file"))
    file (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "kind")));
}

static void
on_kind (AdwActionRow *row,
         GuichetPrivacyWindow *self)
{
  DeskPrivacyKind kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"));
  g_autofree char *body = g_strdup_printf ("%s %s", _(kinds[kind].meaning), _("You get an answer within 30 days."));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _(kinds[kind].question), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "file", _("_File Request"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "file",
                                              kind == DESK_PRIVACY_ERASURE ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), kind == DESK_PRIVACY_ERASURE ? "cancel" : "file");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
create_kinds (GuichetPrivacyWindow *self)
{
  self->kinds = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->kinds), _("What you can ask for"));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      g_autofree char *label = g_strdup_printf ("%s. %s", _(kinds[order[i]].name), _(kinds[order[i]].meaning));

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(kinds[order[i]].name));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(kinds[order[i]].meaning));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER (order[i]));
      g_signal_connect_object (row, "activated", G_CALLBACK (on_kind), self, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->kinds), row);
    }
}

/* Before the sentence that says that a request is filed: as long as it shows, it would take Escape for itself. */
static void
close_with_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

static void
guichet_privacy_window_init (GuichetPrivacyWindow *self)
{
  close_with_escape (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->own_rows = g_ptr_array_new ();
  self->wanted = -1;
  self->own = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->own), _("Your requests"));
  gtk_widget_set_visible (self->own, FALSE);
  create_kinds (self);
  gtk_window_set_title (GTK_WINDOW (self), _("My Data"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 600);
}

/**
 * guichet_privacy_window_new:
 * @session: who asks
 * @parent: (nullable): the window that it stands before
 *
 * Returns: (transfer none): the window; it destroys itself when it is closed
 */
GtkWidget *
guichet_privacy_window_new (DeskSession *session,
                            GtkWindow *parent)
{
  GuichetPrivacyWindow *self = g_object_new (GUICHET_TYPE_PRIVACY_WINDOW, "transient-for", parent, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 18, "margin-start", 18, "margin-end", 18,
                                  "margin-top", 18, "margin-bottom", 18, NULL);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 560, "child", body, NULL);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE, NULL);
  GtkWidget *toasts = adw_toast_overlay_new ();

  self->session = g_object_ref (session);
  self->requests = desk_own_requests_new (session);
  self->notice = guichet_support_notice_new (desk_session_get_clock (session));
  g_signal_connect_swapped (self->notice, "retry", G_CALLBACK (on_retry), self);
  g_signal_connect_swapped (self->requests, "changed", G_CALLBACK (update), self);
  gtk_box_append (GTK_BOX (body), self->notice);
  gtk_box_append (GTK_BOX (body), self->own);
  gtk_box_append (GTK_BOX (body), self->kinds);
  gtk_box_append (GTK_BOX (body), guichet_announcer_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), scrolled);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), toasts);
  adw_window_set_content (ADW_WINDOW (self), box);
  desk_own_requests_load (self->requests);

  return GTK_WIDGET (self);
}
