/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-privacy-request.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

struct _DeskPrivacyRequest
{
  GObject parent_instance;

  DeskSession *session;
  char *id;
  char *user_id;
  DeskPrivacyKind kind;
  DeskPrivacyStatus status;
  gint64 due_at;
  char *note;
  gint64 created_at;
  gint64 closed_at;
};

G_DEFINE_FINAL_TYPE (DeskPrivacyRequest, desk_privacy_request, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_texts (DeskPrivacyRequest *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->note, g_free);
}

static void
desk_privacy_request_finalize (GObject *object)
{
  DeskPrivacyRequest *self = DESK_PRIVACY_REQUEST (object);

  clear_texts (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_privacy_request_parent_class)->finalize (object);
}

static void
desk_privacy_request_class_init (DeskPrivacyRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_privacy_request_finalize;

  /**
   * DeskPrivacyRequest::changed:
   * @self: a privacy request
   *
   * Something of it is another than before.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_privacy_request_init (DeskPrivacyRequest *self)
{
}

/** desk_privacy_request_take: what the backend says of it now. Private to desk. */
void
desk_privacy_request_take (DeskPrivacyRequest *self, JsonObject *row)
{
  clear_texts (self);
  self->id = desk_wire_dup_text (row, "id");
  self->user_id = desk_wire_dup_text (row, "user_id");
  self->kind = desk_wire_read_word (row, "kind", desk_wire_privacy_kinds);
  self->status = desk_wire_read_word (row, "status", desk_wire_privacy_statuses);
  self->due_at = desk_wire_read_time (row, "due_at");
  self->note = desk_wire_dup_text (row, "note");
  self->created_at = desk_wire_read_time (row, "created_at");
  self->closed_at = desk_wire_read_time (row, "closed_at");
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_privacy_request_new: (transfer full). Private to desk. */
DeskPrivacyRequest *
desk_privacy_request_new (DeskSession *session, JsonObject *row)
{
  DeskPrivacyRequest *self = g_object_new (DESK_TYPE_PRIVACY_REQUEST, NULL);

  self->session = g_object_ref (session);
  desk_privacy_request_take (self, row);
  return self;
}

/* Updating answers with the request, erasing with the request inside of what was done. */
static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonObject *row = answer != NULL ? desk_wire_get_data (answer) : NULL;

  if (row != NULL && g_task_get_source_tag (task) == desk_privacy_request_erase_async)
    row = desk_wire_get_object (row, "privacy_request");
  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (row == NULL)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "A privacy request: no object");
  else
    {
      desk_privacy_request_take (g_task_get_source_object (task), row);
      g_task_return_boolean (task, TRUE);
    }
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
  GTask *task;

  g_return_if_fail (DESK_IS_PRIVACY_REQUEST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_privacy_request_update_async);
  desk_inquiry_call_async (self->session, "privacy_request_update",
                           desk_inquiry_arguments ("privacy_request_id", 's', self->id, "status", 's',
                                                   status >= 0 ? desk_wire_privacy_statuses[status] : NULL, "note", 's', note, NULL),
                           cancellable, on_answer, task);
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
  GTask *task;

  g_return_if_fail (DESK_IS_PRIVACY_REQUEST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_privacy_request_erase_async);
  desk_inquiry_call_async (self->session, "erase_user", desk_inquiry_arguments ("privacy_request_id", 's', self->id, NULL), cancellable,
                           on_answer, task);
}

/** desk_privacy_request_call_finish: ends what one of the two began; %FALSE with @error set. */
gboolean
desk_privacy_request_call_finish (DeskPrivacyRequest *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/** desk_privacy_request_get_id: (transfer none). */
const char *
desk_privacy_request_get_id (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), NULL);
  return self->id;
}

/** desk_privacy_request_get_user_id: (transfer none): whom it is about. */
const char *
desk_privacy_request_get_user_id (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), NULL);
  return self->user_id;
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

/** desk_privacy_request_get_created_at: when it was filed. */
gint64
desk_privacy_request_get_created_at (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), 0);
  return self->created_at;
}

/** desk_privacy_request_get_closed_at: when it was completed or rejected. */
gint64
desk_privacy_request_get_closed_at (DeskPrivacyRequest *self)
{
  g_return_val_if_fail (DESK_IS_PRIVACY_REQUEST (self), 0);
  return self->closed_at;
}
