/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-mail-private.h"

#include "desk-support-wire.h"

const char *const desk_mail_statuses[] = { "queued", "sending", "sent", "failed", NULL };
const char *const desk_mail_types[] = { "ticket.created", "ticket.message.created", "ticket.status.changed", "sla.reminder", "test", NULL };

struct _DeskMail
{
  GObject parent_instance;

  char *id;
  DeskMailStatus status;
  DeskMailType kind;
  char *recipient;
  char *locale;
  char *excerpt;
  char *trouble;
  char *provider_id;
  char *ticket_id;
  gint64 ticket_number;
  gint64 attempts;
  gint64 created_at;
  gint64 sent_at;
  gint64 next_at;
};

G_DEFINE_FINAL_TYPE (DeskMail, desk_mail, G_TYPE_OBJECT)

static void
desk_mail_finalize (GObject *object)
{
  DeskMail *self = DESK_MAIL (object);

  g_free (self->id);
  g_free (self->recipient);
  g_free (self->locale);
  g_free (self->excerpt);
  g_free (self->trouble);
  g_free (self->provider_id);
  g_free (self->ticket_id);

  G_OBJECT_CLASS (desk_mail_parent_class)->finalize (object);
}

static void
desk_mail_class_init (DeskMailClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_mail_finalize;
}

static void
desk_mail_init (DeskMail *self)
{
}

/*< private >
 * desk_mail_new:
 * @row: of email_events, with the number of its ticket
 *
 * Returns: (transfer full): the mail
 */
DeskMail *
desk_mail_new (JsonObject *row)
{
  DeskMail *self = g_object_new (DESK_TYPE_MAIL, NULL);
  JsonObject *ticket = desk_wire_get_object (row, "tickets");

  self->id = desk_wire_dup_text (row, "id");
  self->status = desk_wire_read_word (row, "status", desk_mail_statuses);
  self->kind = desk_wire_read_word (row, "type", desk_mail_types);
  self->recipient = desk_wire_dup_text (row, "to");
  self->locale = desk_wire_dup_text (row, "locale");
  self->excerpt = desk_wire_dup_text (row, "payload_excerpt");
  self->trouble = desk_wire_dup_text (row, "error");
  self->provider_id = desk_wire_dup_text (row, "provider_id");
  self->ticket_id = desk_wire_dup_text (row, "ticket_id");
  self->ticket_number = ticket != NULL ? desk_wire_read_number (ticket, "number") : 0;
  self->attempts = desk_wire_read_number (row, "attempts");
  self->created_at = desk_wire_read_time (row, "created_at");
  self->sent_at = desk_wire_read_time (row, "sent_at");
  self->next_at = self->status == DESK_MAIL_QUEUED ? desk_wire_read_time (row, "next_attempt_at") : 0;
  return self;
}

/*< private >
 * desk_mail_keep_number:
 * @self: a mail as a call answered it, without its ticket
 * @before: the same mail before
 */
void
desk_mail_keep_number (DeskMail *self, DeskMail *before)
{
  self->ticket_number = before->ticket_number;
}

const char *
desk_mail_get_id (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), NULL);
  return self->id;
}

DeskMailStatus
desk_mail_get_status (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), DESK_MAIL_QUEUED);
  return self->status;
}

/** desk_mail_get_kind: what caused it. */
DeskMailType
desk_mail_get_kind (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), DESK_MAIL_TEST);
  return self->kind;
}

const char *
desk_mail_get_recipient (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), NULL);
  return self->recipient != NULL ? self->recipient : "";
}

/** desk_mail_get_locale: (transfer none) (nullable): its language. */
const char *
desk_mail_get_locale (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), NULL);
  return self->locale;
}

/** desk_mail_get_excerpt: (transfer none): enough to recognise it, never a whole message. */
const char *
desk_mail_get_excerpt (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), NULL);
  return self->excerpt != NULL ? self->excerpt : "";
}

/** desk_mail_get_trouble: (transfer none) (nullable): what the last attempt ended with, in the words of the mail server. */
const char *
desk_mail_get_trouble (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), NULL);
  return self->trouble;
}

/** desk_mail_get_provider_id: (transfer none) (nullable): by which the provider knows it. */
const char *
desk_mail_get_provider_id (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), NULL);
  return self->provider_id;
}

/** desk_mail_get_ticket_id: (transfer none) (nullable): the ticket that it is about. */
const char *
desk_mail_get_ticket_id (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), NULL);
  return self->ticket_id;
}

/** desk_mail_get_ticket_number: 0 for none. */
gint64
desk_mail_get_ticket_number (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), 0);
  return self->ticket_number;
}

gint64
desk_mail_get_attempts (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), 0);
  return self->attempts;
}

gint64
desk_mail_get_created_at (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), 0);
  return self->created_at;
}

gint64
desk_mail_get_sent_at (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), 0);
  return self->sent_at;
}

/** desk_mail_get_next_at: when it is tried next, for one that waits. */
gint64
desk_mail_get_next_at (DeskMail *self)
{
  g_return_val_if_fail (DESK_IS_MAIL (self), 0);
  return self->next_at;
}
