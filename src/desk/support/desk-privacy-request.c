/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-privacy-request.h"

#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

struct _DeskPrivacyRequest
{
  DeskCase parent_instance;

  DeskPrivacyKind kind;
  DeskPrivacyStatus status;
  gint64 due_at;
  char *note;
  gint64 closed_at;
};

G_DEFINE_FINAL_TYPE (DeskPrivacyRequest, desk_privacy_request, DESK_TYPE_CASE)

static void
clear_texts (DeskPrivacyRequest *self)
{
  g_clear_pointer (&self->note, g_free);
}

static void
desk_privacy_request_finalize (GObject *object)
{
  clear_texts (DESK_PRIVACY_REQUEST (object));

  G_OBJECT_CLASS (desk_privacy_request_parent_class)->finalize (object);
}

static void
desk_privacy_request_take (DeskCase *base, JsonObject *row)
{
  DeskPrivacyRequest *self = DESK_PRIVACY_REQUEST (base);

  clear_texts (self);
  self->kind = desk_wire_read_word (row, "kind", desk_wire_privacy_kinds);
  self->status = desk_wire_read_word (row, "status", desk_wire_privacy_statuses);
  self->due_at = desk_wire_read_time (row, "due_at");
  self->note = desk_wire_dup_text (row, "note");
  self->closed_at = desk_wire_read_time (row, "closed_at");
}

static void
desk_privacy_request_class_init (DeskPrivacyRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_privacy_request_finalize;
  DESK_CASE_CLASS (klass)->take = desk_privacy_request_take;
}

static void
desk_privacy_request_init (DeskPrivacyRequest *self)
{
}

/**
 * desk_privacy_request_update_async:
 * @self: a privacy request
 * @status: the next status, or -1 to stay
 * @note: (nullable): what the person may read; "" takes it back
 *
 * Takes a step, or tells the person something, or both.
 */
void
desk_privacy_request_update_async (DeskPrivacyRequest *self, int status, const char *note, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (DESK_IS_PRIVACY_REQUEST (self));

  desk_case_call_async (DESK_CASE (self), "privacy_request_update",
                        desk_inquiry_arguments ("privacy_request_id", 's', desk_case_get_id (DESK_CASE (self)), "status", 's',
                                                status >= 0 ? desk_wire_privacy_statuses[status] : NULL, "note", 's', note, NULL),
                        NULL, desk_privacy_request_update_async, cancellable, callback, user_data);
}

/**
 * desk_privacy_request_erase_async:
 * @self: a request of the kind erasure that is in processing
 *
 * Erases the person, for good, and completes the request. Nothing of it can be taken back.
 */
void
desk_privacy_request_erase_async (DeskPrivacyRequest *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (DESK_IS_PRIVACY_REQUEST (self));

  /* It answers with the request inside of what was done. */
  desk_case_call_async (DESK_CASE (self), "erase_user",
                        desk_inquiry_arguments ("privacy_request_id", 's', desk_case_get_id (DESK_CASE (self)), NULL), "privacy_request",
                        desk_privacy_request_erase_async, cancellable, callback, user_data);
}

/** desk_privacy_request_get_kind: what is asked for. */
DeskPrivacyKind
desk_privacy_request_get_kind (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), DESK_PRIVACY_ACCESS);
  return self->kind;
}

/** desk_privacy_request_get_status: the step where it is. */
DeskPrivacyStatus
desk_privacy_request_get_status (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), DESK_PRIVACY_REQUESTED);
  return self->status;
}

/** desk_privacy_request_get_due_at: until when it has to be done. */
gint64
desk_privacy_request_get_due_at (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), 0);
  return self->due_at;
}

/** desk_privacy_request_get_note: (transfer none) (nullable): what the person is told. */
const char *
desk_privacy_request_get_note (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), NULL);
  return self->note;
}

/** desk_privacy_request_get_closed_at: when it was completed or rejected. */
gint64
desk_privacy_request_get_closed_at (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), 0);
  return self->closed_at;
}
