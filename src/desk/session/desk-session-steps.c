/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-step-private.h"

#include "desk-session-internal.h"
#include "desk-wire-words.h"

/* So many commands can be undone, the last one first. */
#define MOST 50

struct _DeskStep
{
  GObject parent_instance;

  char *field;
  char *value;
  char **add;
  char **remove;
  DeskOutboxStep *asked;        /* (nullable): once it is being taken */
  DeskOutboxTaken *taken;       /* (nullable): once it was */
};

G_DEFINE_FINAL_TYPE (DeskStep, desk_step, G_TYPE_OBJECT)

static void
desk_step_finalize (GObject *object)
{
  DeskStep *self = DESK_STEP (object);

  g_free (self->field);
  g_free (self->value);
  g_strfreev (self->add);
  g_strfreev (self->remove);
  g_clear_pointer (&self->asked, desk_outbox_step_free);
  g_clear_pointer (&self->taken, desk_outbox_taken_free);

  G_OBJECT_CLASS (desk_step_parent_class)->finalize (object);
}

static void
desk_step_class_init (DeskStepClass *class)
{
  G_OBJECT_CLASS (class)->finalize = desk_step_finalize;
}

static void
desk_step_init (DeskStep *self)
{
}

static DeskStep *
step_new (const char *field, char *value)
{
  DeskStep *self = g_object_new (DESK_TYPE_STEP, NULL);

  self->field = g_strdup (field);
  self->value = value;
  return self;
}

/** desk_step_new_status: (transfer full): another status. */
DeskStep *
desk_step_new_status (DeskStatus status)
{
  return step_new ("status", g_strdup (desk_wire_status (status)));
}

/** desk_step_new_priority: (transfer full): another priority. */
DeskStep *
desk_step_new_priority (int priority_id)
{
  return step_new ("priority_id", g_strdup_printf ("%d", priority_id));
}

/** desk_step_new_assignee: (transfer full): given to somebody of staff, or to nobody (%NULL). */
DeskStep *
desk_step_new_assignee (const char *user_id)
{
  return step_new ("assignee_id", g_strdup (user_id));
}

/** desk_step_new_labels: (transfer full): labels to put on and to take off; either may be %NULL. */
DeskStep *
desk_step_new_labels (const char *const *add, const char *const *remove)
{
  DeskStep *self = step_new (DESK_STEP_LABELS, NULL);

  self->add = g_strdupv ((char **) add);
  self->remove = g_strdupv ((char **) remove);
  return self;
}

/** desk_step_get_n_changed: how many tickets it changed. */
guint
desk_step_get_n_changed (DeskStep *self)
{
  g_return_val_if_fail (DESK_IS_STEP (self), 0);

  return self->taken != NULL ? self->taken->traces->len : 0;
}

/** desk_step_get_n_refused: how many tickets could not take it. */
guint
desk_step_get_n_refused (DeskStep *self)
{
  g_return_val_if_fail (DESK_IS_STEP (self), 0);

  return self->taken != NULL ? self->taken->n_refused : 0;
}

/** desk_step_is_about: whether @ticket_id is one of the tickets for which it was taken. */
gboolean
desk_step_is_about (DeskStep *self, const char *ticket_id)
{
  g_return_val_if_fail (DESK_IS_STEP (self), FALSE);
  g_return_val_if_fail (ticket_id != NULL, FALSE);

  return self->asked != NULL && g_ptr_array_find_with_equal_func (self->asked->ticket_ids, ticket_id, g_str_equal, NULL);
}

/** desk_session_forget_steps: nothing can be undone any more. */
void
desk_session_forget_steps (DeskSession *self)
{
  g_queue_clear_full (&self->steps, g_object_unref);
}

static void
remember (DeskSession *self, DeskStep *step)
{
  g_queue_push_tail (&self->steps, g_object_ref (step));
  if (self->steps.length > MOST)
    g_object_unref (g_queue_pop_head (&self->steps));
}

static gboolean
forget (DeskSession *self, DeskStep *step)
{
  if (!g_queue_remove (&self->steps, step))
    return FALSE;
  g_object_unref (step);
  return TRUE;
}

static gboolean
take (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  *result = desk_outbox_take_step (db, changes, data, error);
  return *result != NULL;
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = g_task_get_source_object (task);
  DeskStep *step = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  step->taken = desk_store_write_finish (DESK_STORE (source), result, &error);
  if (step->taken == NULL)
    {
      forget (self, step);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* What changed nothing cannot be undone. */
  if (step->taken->traces->len == 0)
    forget (self, step);
  g_task_return_boolean (task, TRUE);
}

static GTask *
start (DeskSession *self, DeskStep *step, GPtrArray *ticket_ids, gboolean as_asked, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *id = desk_account_new_id (self->account);

  g_task_set_task_data (task, g_object_ref (step), g_object_unref);
  step->asked = desk_outbox_step_new (id, step->field, ticket_ids);
  step->asked->value = g_strdup (step->value);
  step->asked->add = g_strdupv (step->add);
  step->asked->remove = g_strdupv (step->remove);
  step->asked->as_asked = as_asked;
  step->asked->patient = !as_asked;
  step->asked->role = self->role;
  step->asked->now = desk_account_get_now (self->account);
  remember (self, step);
  return task;
}

static void
run (DeskSession *self, DeskStep *step, GTask *task)
{
  /* The step outlives the job: the task holds it. */
  desk_store_write_async (self->store, take, step->asked, NULL, (GDestroyNotify) desk_outbox_taken_free, NULL, on_taken, task);
}

/**
 * desk_session_take_step_async:
 * @step: a step that was not taken
 * @ticket_ids: the tickets
 *
 * Takes a step: in one job of the writer, however many tickets there are.
 */
void
desk_session_take_step_async (DeskSession *self, DeskStep *step, const char *const *ticket_ids, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (DESK_IS_STEP (step) && step->asked == NULL);
  g_return_if_fail (ticket_ids != NULL);

  for (guint i = 0; ticket_ids[i] != NULL; i++)
    g_ptr_array_add (ids, g_strdup (ticket_ids[i]));
  run (self, step, start (self, step, ids, FALSE, callback, user_data));
}

/** desk_session_take_step_finish: %FALSE with @error set. */
gboolean
desk_session_take_step_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_taken_as_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskAccount) account = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_session_take_step_finish (DESK_SESSION (source), result, &error))
    desk_account_tell (account, error);
}

/** desk_session_take_as_asked: a single change; only when it cannot even be kept is the person told. */
void
desk_session_take_as_asked (DeskSession *self, DeskStep *step, const char *ticket_id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, g_strdup (ticket_id));
  run (self, step, start (self, step, ids, TRUE, on_taken_as_asked, g_object_ref (self->account)));
}

typedef struct
{
  DeskStep *step;
  char *undo_id;
  gint64 now;
  guint n_undone;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->step);
  g_free (undo->undo_id);
  g_free (undo);
}

static gboolean
undo_step (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  Undo *undo = data;

  return desk_outbox_undo_step (db, changes, undo->step->asked, undo->step->taken, undo->undo_id, undo->now, &undo->n_undone, error);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/** desk_session_get_last_step: (nullable) (transfer none): what would be undone next. */
DeskStep *
desk_session_get_last_step (DeskSession *self)
{
  DeskStep *step;

  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  step = g_queue_peek_tail (&self->steps);
  /* While it is being written it cannot be undone. */
  return step != NULL && step->taken != NULL ? step : NULL;
}

/**
 * desk_session_undo_step_async:
 * @step: a step that was taken
 *
 * Undoes a step: in one job of the writer, as it was taken.
 */
void
desk_session_undo_step_async (DeskSession *self, DeskStep *step, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Undo *undo;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (DESK_IS_STEP (step));

  task = g_task_new (self, NULL, callback, user_data);
  undo = g_new0 (Undo, 1);
  undo->step = g_object_ref (step);
  g_task_set_task_data (task, undo, undo_free);
  if (self->account == NULL || step->taken == NULL || !forget (self, step))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  undo->undo_id = desk_account_new_id (self->account);
  undo->now = desk_account_get_now (self->account);
  desk_store_write_async (self->store, undo_step, undo, NULL, NULL, NULL, on_undone, g_steal_pointer (&task));
}

/**
 * desk_session_undo_step_finish:
 * @n_undone: (out): tickets that are as they were
 * @n_left: (out): tickets that are not; both are 0 where there was nothing to undo any more
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_session_undo_step_finish (DeskSession *self, GAsyncResult *result, guint *n_undone, guint *n_left, GError **error)
{
  Undo *undo;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  undo = g_task_get_task_data (G_TASK (result));
  *n_undone = undo->n_undone;
  *n_left = undo->undo_id != NULL ? desk_step_get_n_changed (undo->step) - undo->n_undone : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}
