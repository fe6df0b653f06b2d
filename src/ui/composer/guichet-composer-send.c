/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-format.h"
#include "guichet-signature.h"
#include "guichet-toast.h"

/* Sending: what somebody else said meanwhile shows first, and a reply may wait a moment so that one can take it back. */

typedef struct
{
  GuichetComposer *composer;
  DeskDraft *draft;
  int then_status;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->composer);
  g_object_unref (sending->draft);
  g_free (sending);
}

/* How long a reply waits, as the person likes it; staff alone. Nothing where the settings are not installed. */
static guint
get_undo_seconds (GuichetComposer *self)
{
  if (!desk_session_is_staff (self->session) || self->settings == NULL)
    return 0;

  return g_settings_get_int (self->settings, "undo-send-seconds");
}

static void
send_now (GuichetComposer *self,
          DeskDraft *draft,
          int then_status)
{
  guint hold = get_undo_seconds (self);
  g_autofree char *signature = guichet_composer_dup_signature (self, draft);
  g_autofree char *signed_body = signature != NULL ? guichet_signature_add (signature, desk_draft_get_body (draft)) : NULL;
  g_autofree char *ticket_id = NULL;
  g_autoptr (GError) error = NULL;

  ticket_id = desk_draft_send_as (draft, signed_body, then_status, hold, &error);
  if (ticket_id == NULL)
    {
      guichet_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (hold > 0 && guichet_composer_get_sheet (self)->draft == draft && self->mode == DESK_DRAFT_REPLY)
    guichet_announce (GTK_WIDGET (self), _("Waiting to send. Ctrl+Z takes it back."));
}

static void
on_response (GtkWidget *dialog,
             const char *response,
             gpointer user_data)
{
  Sending *sending = user_data;

  /* Either way the person has read it: sending again does not ask again. */
  desk_draft_take_seen (sending->draft);
  if (g_str_equal (response, "send"))
    send_now (sending->composer, sending->draft, sending->then_status);
  else if (sending->composer->text != NULL)
    gtk_widget_grab_focus (sending->composer->text);
}

static GtkWidget *
create_message (GuichetComposer *self,
                const DeskMissed *missed)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  g_autofree char *when = guichet_format_day_and_time (missed->time, now);
  const char *name = missed->author_name != NULL ? missed->author_name : missed->author_is_staff ? _("Support") : _("The client");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *author = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);
  GtkWidget *time = gtk_label_new (when);
  GtkWidget *body = g_object_new (GTK_TYPE_LABEL, "label", missed->body, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                  "selectable", TRUE, NULL);

  gtk_widget_add_css_class (author, "heading");
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "secondary");
  gtk_box_append (GTK_BOX (head), author);
  gtk_box_append (GTK_BOX (head), time);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), body);

  return box;
}

static GtkWidget *
create_messages (GuichetComposer *self,
                 GPtrArray *missed)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < missed->len; i++)
    gtk_box_append (GTK_BOX (box), create_message (self, g_ptr_array_index (missed, i)));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 10);
  gtk_widget_set_margin_bottom (box, 10);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 220);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), box);
  gtk_widget_add_css_class (window, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Said meanwhile"), -1);

  return window;
}

static void
ask (Sending *sending,
     GPtrArray *missed)
{
  GuichetComposer *self = sending->composer;
  const DeskMissed *last = g_ptr_array_index (missed, missed->len - 1);
  const char *name = last->author_name != NULL ? last->author_name : last->author_is_staff ? _("Support") : _("The client");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  if (last->author_is_staff)
    /* Translators: %s is a person's name */
    heading = g_strdup_printf (_("%s answered meanwhile"), name);
  else
    /* Translators: %s is a person's name */
    heading = g_strdup_printf (_("%s wrote meanwhile"), name);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, _("You began your reply before that. Nothing is sent yet."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_messages (self, missed));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "look", _("_Look First"), "send", _("_Send Anyway"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "look");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "look");
  g_object_set_data_full (G_OBJECT (dialog), "guichet-sending", sending, sending_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), sending);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_missed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Sending *sending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) missed = desk_draft_find_missed_finish (DESK_DRAFT (source), result, &error);
  gboolean shown = gtk_widget_get_root (GTK_WIDGET (sending->composer)) != NULL;

  sending->composer->asking = FALSE;
  if (missed == NULL)
    g_warning ("Cannot tell what was said meanwhile: %s", error->message);
  if (shown && missed != NULL && missed->len > 0)
    {
      ask (sending, missed);
      return;
    }
  /* What could not be asked does not hold up what one writes; whoever has gone away sends nothing. */
  if (shown)
    send_now (sending->composer, sending->draft, sending->then_status);
  sending_free (sending);
}

/* Sends what shows; staff's replies look first at what was said meanwhile. */
void
guichet_composer_send (GuichetComposer *self,
                       int then_status)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  Sending *sending;

  if (self->mode != DESK_DRAFT_REPLY || !desk_session_is_staff (self->session))
    {
      send_now (self, sheet->draft, then_status);
      return;
    }
  if (self->asking)
    return;

  self->asking = TRUE;
  sending = g_new0 (Sending, 1);
  sending->composer = g_object_ref (self);
  sending->draft = g_object_ref (sheet->draft);
  sending->then_status = then_status;
  desk_draft_find_missed_async (sheet->draft, NULL, on_missed, sending);
}

/* The last reply comes back while it waits; when there is nothing to take back, the key is the text's own. */
gboolean
guichet_composer_undo_send (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);

  if (self->ticket == NULL || self->mode != DESK_DRAFT_REPLY || sheet->draft == NULL || !desk_draft_get_empty (sheet->draft) ||
      gtk_text_buffer_get_can_undo (sheet->buffer) || get_undo_seconds (self) == 0)
    return FALSE;

  desk_session_undo_send (self->session, desk_ticket_get_id (self->ticket));

  return TRUE;
}
