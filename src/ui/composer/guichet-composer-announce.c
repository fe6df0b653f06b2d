/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

#include <glib/gi18n.h>

#include "guichet-toast.h"

/* An announcement: written to everybody whom the ticket concerns, who are named before it is sent. */

/* Whether there is anybody to announce to beside those who read the replies. */
gboolean
guichet_composer_may_announce (GuichetComposer *self)
{
  g_auto (GStrv) affected = NULL;

  if (self->ticket == NULL || !desk_session_is_staff (self->session))
    return FALSE;
  if (self->mode == DESK_DRAFT_ANNOUNCEMENT || desk_ticket_get_affects_all (self->ticket))
    return TRUE;
  affected = desk_ticket_dup_affected (self->ticket);

  return affected[0] != NULL;
}

/* Who will read it. */
char *
guichet_composer_dup_readers (GuichetComposer *self)
{
  const char *reporter = self->ticket != NULL ? desk_ticket_get_client_name (self->ticket) : NULL;
  g_auto (GStrv) names = NULL;
  guint n;

  if (self->ticket == NULL || reporter == NULL)
    return g_strdup (_("Read by everybody concerned"));
  if (desk_ticket_get_affects_all (self->ticket))
    return g_strdup (_("Read by all companies"));

  names = desk_ticket_dup_affected_names (self->ticket);
  n = g_strv_length (names);
  if (n == 0)
    /* Translators: %s is a company */
    return g_strdup_printf (_("Read by %s"), reporter);
  if (n == 1)
    /* Translators: two companies */
    return g_strdup_printf (_("Read by %1$s and %2$s"), reporter, names[0]);

  /* Translators: two companies, and how many more */
  return g_strdup_printf (ngettext ("Read by %1$s, %2$s and %3$u more company", "Read by %1$s, %2$s and %3$u more companies", n - 1),
                          reporter, names[0], n - 1);
}

static void
send (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = &self->sheets[DESK_DRAFT_ANNOUNCEMENT];
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket_id = NULL;

  guichet_composer_set_typing (self, FALSE);
  ticket_id = desk_draft_send (sheet->draft, -1, &error);
  if (ticket_id == NULL)
    guichet_toast_show_error (GTK_WIDGET (self), error);
  gtk_widget_grab_focus (self->text);
}

static void
on_response (GuichetComposer *self,
             const char *response,
             GtkWidget *dialog)
{
  const char *ticket_id = g_object_get_data (G_OBJECT (dialog), "ticket-id");

  if (g_str_equal (response, "announce") && self->mode == DESK_DRAFT_ANNOUNCEMENT && self->ticket != NULL &&
      g_str_equal (desk_ticket_get_id (self->ticket), ticket_id))
    send (self);
}

/* What every client will read is asked about once. */
static void
announce_action (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  GuichetComposer *self = GUICHET_COMPOSER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog;

  g_return_if_fail (self->mode == DESK_DRAFT_ANNOUNCEMENT && self->sheets[DESK_DRAFT_ANNOUNCEMENT].draft != NULL);

  if (!desk_ticket_get_affects_all (self->ticket))
    {
      send (self);
      return;
    }
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Announce to all companies?"),
                                   _("Every client will read it. It cannot be taken back."));
  g_object_set_data_full (G_OBJECT (dialog), "ticket-id", g_strdup (desk_ticket_get_id (self->ticket)), g_free);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "announce", _("_Announce"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "announce", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
guichet_composer_install_announce (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "composer.announce", NULL, announce_action);
}

/* Brings the button and the choice in line with the ticket, the mode and the draft. */
void
guichet_composer_update_announce (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  gboolean announcement = self->mode == DESK_DRAFT_ANNOUNCEMENT;
  gboolean something = sheet->draft != NULL && !desk_draft_get_empty (sheet->draft);
  g_autofree char *readers = guichet_composer_dup_readers (self);

  gtk_widget_set_visible (self->mode_announcement, guichet_composer_may_announce (self));
  gtk_widget_set_visible (self->announce, announcement);
  gtk_widget_set_visible (self->readers_line, announcement);
  gtk_label_set_label (GTK_LABEL (self->readers), readers);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.announce", announcement && something && !self->too_long);
}
