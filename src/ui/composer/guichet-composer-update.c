/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-labels.h"
#include "guichet-signature.h"
#include "guichet-words.h"

/* What the composer shows of the ticket, the mode and the draft. */

static char *
dup_placeholder (GuichetComposer *self)
{
  const char *company = self->ticket != NULL ? desk_ticket_get_client_name (self->ticket) : NULL;

  if (self->mode == DESK_DRAFT_NOTE)
    return g_strdup (_("Only staff sees this"));
  if (self->mode == DESK_DRAFT_ANNOUNCEMENT)
    return g_strdup (_("Write an announcement"));
  if (!desk_session_is_staff (self->session))
    return g_strdup (_("Write to Support"));
  if (company == NULL)
    return g_strdup (_("Reply to the client"));

  /* Translators: %s is the name of a company */
  return g_strdup_printf (_("Reply to %s"), company);
}

/* What will stand under a reply of staff; NULL for none, also where it stands there already. */
char *
guichet_composer_dup_signature (GuichetComposer *self,
                                DeskDraft *draft)
{
  g_autofree char *signature = NULL;
  DeskDraftMode mode;

  if (self->settings == NULL || !desk_session_is_staff (self->session))
    return NULL;
  g_object_get (draft, "mode", &mode, NULL);
  signature = guichet_signature_dup (self->settings);
  if (mode != DESK_DRAFT_REPLY || signature == NULL || guichet_signature_is_in (signature, desk_draft_get_body (draft)))
    return NULL;

  return g_steal_pointer (&signature);
}

/* It is said before it is done: one sees, and hears, what will be added. */
static void
update_signature (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  gboolean something = sheet->draft != NULL && !desk_draft_get_empty (sheet->draft);
  g_autofree char *signature = something ? guichet_composer_dup_signature (self, sheet->draft) : NULL;
  g_autofree char *line = signature != NULL ? guichet_signature_dup_line (signature) : NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->signature_line, line != NULL);
  if (line == NULL)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  gtk_label_set_label (GTK_LABEL (self->signature), line);
  gtk_widget_set_tooltip_text (self->signature_line, _("Your signature is added when the reply goes"));
  /* Translators: %s is the signature, on one line, as in Amélie Fournier · Support */
  words = g_strdup_printf (_("Your signature is added: %s"), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* More than a message holds is not sent to be refused: it is said while it is written, and what was written stays. */
static void
update_length (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  const char *body = sheet->draft != NULL ? desk_draft_get_body (sheet->draft) : NULL;
  g_autofree char *signature = body != NULL ? guichet_composer_dup_signature (self, sheet->draft) : NULL;
  g_autofree char *signed_body = signature != NULL ? guichet_signature_add (signature, body) : NULL;
  g_autofree char *sentence = body != NULL ? guichet_words_too_long (signed_body != NULL ? signed_body : body) : NULL;
  gboolean before = self->too_long;

  self->too_long = sentence != NULL;
  gtk_label_set_label (GTK_LABEL (self->too_long_words), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->too_long_words, self->too_long);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               self->too_long ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (self->too_long && !before)
    guichet_announce (GTK_WIDGET (self), sentence);
}

static void
update_send (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  gboolean note = self->mode == DESK_DRAFT_NOTE;
  gboolean reply = self->mode == DESK_DRAFT_REPLY;
  gboolean staff = desk_session_is_staff (self->session);
  gboolean written = sheet->draft != NULL && !desk_draft_get_empty (sheet->draft);
  gboolean something = written && !self->too_long;
  GtkWidget *self_widget = GTK_WIDGET (self);

  gtk_widget_set_visible (self->send_staff, staff && reply);
  gtk_widget_set_visible (self->send_client, !staff);
  gtk_widget_set_visible (self->add_note, staff && note);
  gtk_widget_action_set_enabled (self_widget, "composer.send", something && reply);
  gtk_widget_action_set_enabled (self_widget, "composer.add-note", something && note);
  gtk_widget_action_set_enabled (self_widget, "composer.send-waiting",
                                 something && reply && staff &&
                                   desk_session_may_set_status (self->session, self->ticket,
                                                                DESK_STATUS_WAITING_CUSTOMER));
  gtk_widget_action_set_enabled (self_widget, "composer.send-resolve",
                                 something && reply && staff &&
                                   desk_session_may_set_status (self->session, self->ticket, DESK_STATUS_RESOLVED));
  gtk_label_set_label (GTK_LABEL (self->state),
                       written && desk_draft_get_saved (sheet->draft) ? _("Draft saved") : "");
}

static void
update_page (GuichetComposer *self)
{
  gboolean closed = self->ticket != NULL && desk_ticket_get_status (self->ticket) == DESK_STATUS_CLOSED;
  /* That one may not write in it is known with the ticket. */
  gboolean loaded = self->ticket != NULL && desk_ticket_get_loaded (self->ticket);
  gboolean may_write = !loaded || guichet_composer_get_may_write (self);
  gboolean of_others = FALSE;

  if (loaded && !desk_session_is_staff (self->session))
    {
      g_object_get (self->ticket, "reporter-side", &of_others, NULL);
      of_others = !of_others;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->ticket != NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), may_write ? "write" : "closed");
  gtk_widget_set_visible (self->follow_up, closed && !of_others);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->closed_sign), closed ? "guichet-status-closed-symbolic" : "guichet-announcement-symbolic");
  gtk_label_set_label (GTK_LABEL (self->closed_words),
                       of_others ? _("Another company filed this request. You read here what Support announces.")
                                 : _("This request is closed. To go on with it, file a follow-up request."));
}

/* Brings everything that shows in line with the ticket, the mode and the draft. */
void
guichet_composer_update (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  gboolean note = self->mode == DESK_DRAFT_NOTE;
  g_autofree char *words = dup_placeholder (self);

  update_page (self);
  update_length (self);
  update_send (self);
  update_signature (self);
  guichet_composer_update_announce (self);
  guichet_composer_update_canned (self);
  gtk_widget_set_visible (self->head, desk_session_is_staff (self->session));
  gtk_widget_set_visible (self->hint_line, note);
  gtk_label_set_label (GTK_LABEL (self->hint), note ? words : "");
  gtk_label_set_label (GTK_LABEL (self->placeholder), words);
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (sheet->buffer) == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
