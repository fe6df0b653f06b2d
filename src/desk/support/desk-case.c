/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-case.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

typedef struct
{
  DeskSession *session;
  char *id;
  char *user_id;
  char *person_name;
  gint64 created_at;
  guint64 taken;                /* which of all answers was the last */
} DeskCasePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DeskCase, desk_case, G_TYPE_OBJECT)

#define PRIVATE(self) ((DeskCasePrivate *) desk_case_get_instance_private (self))

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static guint64 n_taken;

static void
desk_case_finalize (GObject *object)
{
  DeskCasePrivate *priv = PRIVATE (DESK_CASE (object));

  g_free (priv->id);
  g_free (priv->user_id);
  g_free (priv->person_name);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (desk_case_parent_class)->finalize (object);
}

static void
desk_case_class_init (DeskCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_case_finalize;

  /**
   * DeskCase::changed:
   * @self: a case
   *
   * Something of it is another than before.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_case_init (DeskCase *self)
{
}

/** desk_case_take: what the backend says of it now. Private to desk. */
void
desk_case_take (DeskCase *self, JsonObject *row)
{
  DeskCasePrivate *priv = PRIVATE (self);

  g_free (priv->id);
  g_free (priv->user_id);
  priv->id = desk_wire_dup_text (row, "id");
  priv->user_id = desk_wire_dup_text (row, "user_id");
  /* Only lists tell the name; it is no other after a step. */
  if (json_object_has_member (row, "full_name"))
    {
      g_free (priv->person_name);
      priv->person_name = desk_wire_dup_text (row, "full_name");
    }
  priv->created_at = desk_wire_read_time (row, "created_at");
  priv->taken = ++n_taken;
  DESK_CASE_GET_CLASS (self)->take (self, row);
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_case_count_taken: how many answers about any case have come. Private to desk. */
guint64
desk_case_count_taken (void)
{
  return n_taken;
}

/** desk_case_get_taken: what desk_case_count_taken() was when the last one about this case had come. Private to desk. */
guint64
desk_case_get_taken (DeskCase *self)
{
  return PRIVATE (self)->taken;
}

/**
 * desk_case_new:
 * @type: %DESK_TYPE_INCIDENT or %DESK_TYPE_PRIVACY_REQUEST
 * @session: who looks
 * @row: what the backend says of it
 *
 * Private to desk.
 *
 * Returns: (transfer full): the case
 */
gpointer
desk_case_new (GType type, DeskSession *session, JsonObject *row)
{
  DeskCase *self = g_object_new (type, NULL);

  PRIVATE (self)->session = g_object_ref (session);
  desk_case_take (self, row);
  return self;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *member = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonObject *row = answer != NULL ? desk_wire_get_data (answer) : NULL;

  if (row != NULL && member != NULL)
    row = desk_wire_get_object (row, member);
  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (row == NULL)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "A case: no object");
  else
    {
      desk_case_take (g_task_get_source_object (task), row);
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * desk_case_call_async:
 * @self: a case
 * @function: a call that answers with the case
 * @arguments: (transfer full): its arguments
 * @member: (nullable): a literal; where in the answer the case is, if it is not the answer
 * @tag: the source tag
 *
 * Calls, and takes what is answered. Private to desk; desk_case_call_finish() ends it.
 */
void
desk_case_call_async (DeskCase *self, const char *function, JsonNode *arguments, const char *member, gpointer tag,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, (gpointer) member, NULL);
  desk_inquiry_call_async (PRIVATE (self)->session, function, arguments, cancellable, on_answer, task);
}

/** desk_case_call_finish: ends whatever a case was asked to do; %FALSE with @error set. */
gboolean
desk_case_call_finish (DeskCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/** desk_case_get_id: (transfer none). */
const char *
desk_case_get_id (DeskCase *self)
{
  g_return_val_if_fail (DESK_IS_CASE (self), NULL);
  return PRIVATE (self)->id;
}

/** desk_case_get_user_id: (transfer none): whom it is about. */
const char *
desk_case_get_user_id (DeskCase *self)
{
  g_return_val_if_fail (DESK_IS_CASE (self), NULL);
  return PRIVATE (self)->user_id;
}

/** desk_case_get_person_name: (transfer none) (nullable): the name of whom it is about, where the case came with it. */
const char *
desk_case_get_person_name (DeskCase *self)
{
  g_return_val_if_fail (DESK_IS_CASE (self), NULL);
  return PRIVATE (self)->person_name;
}

/** desk_case_get_created_at: when it was opened or filed, in microseconds since 1970 UTC. */
gint64
desk_case_get_created_at (DeskCase *self)
{
  g_return_val_if_fail (DESK_IS_CASE (self), 0);
  return PRIVATE (self)->created_at;
}
