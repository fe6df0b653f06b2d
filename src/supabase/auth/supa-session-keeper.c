/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-session-keeper.h"

/* Reads and writes the session in the store, one operation after the other: a slow save that ended after a later clear would
 * bring back a session that the person had signed out of. */
struct _SupaSessionKeeper
{
  GObject parent_instance;

  SupaSessionStore *store; /* nullable */
  char *account;
  GQueue waiting; /* of GTask; the head is under way */
};

G_DEFINE_FINAL_TYPE (SupaSessionKeeper, supa_session_keeper, G_TYPE_OBJECT)

static void run_next (SupaSessionKeeper *self);

static void
supa_session_keeper_finalize (GObject *object)
{
  SupaSessionKeeper *self = SUPA_SESSION_KEEPER (object);

  /* Each task holds the keeper. */
  g_assert (g_queue_is_empty (&self->waiting));
  g_clear_object (&self->store);
  g_clear_pointer (&self->account, g_free);

  G_OBJECT_CLASS (supa_session_keeper_parent_class)->finalize (object);
}

static void
supa_session_keeper_class_init (SupaSessionKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = supa_session_keeper_finalize;
}

static void
supa_session_keeper_init (SupaSessionKeeper *self)
{
  g_queue_init (&self->waiting);
}

/*< private >
 * supa_session_keeper_new:
 * @store: (nullable): where to keep the session; without it the session lives as long as the process
 * @account: the account in the store
 */
SupaSessionKeeper *
supa_session_keeper_new (SupaSessionStore *store,
                         const char       *account)
{
  SupaSessionKeeper *self = g_object_new (SUPA_TYPE_SESSION_KEEPER, NULL);

  g_set_object (&self->store, store);
  self->account = g_strdup (account);
  return self;
}

static void
start_next (SupaSessionKeeper *self)
{
  g_autoptr (GTask) done = g_queue_pop_head (&self->waiting);

  if (!g_queue_is_empty (&self->waiting))
    run_next (self);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  SupaSessionKeeper *self = data;
  GTask *task = g_queue_peek_head (&self->waiting);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = supa_session_store_load_finish (SUPA_SESSION_STORE (source), result, &error);
  g_autoptr (SupaSession) session = NULL;

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      session = text != NULL ? supa_session_new_from_json (text, &error) : NULL;
      if (error != NULL)
        g_message ("What the session store holds is no session; it is taken as empty");
      g_task_return_pointer (task, g_steal_pointer (&session), (GDestroyNotify) supa_session_unref);
    }

  start_next (self);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  SupaSessionKeeper *self = data;
  GTask *task = g_queue_peek_head (&self->waiting);
  GError *error = NULL;

  if (supa_session_store_save_finish (SUPA_SESSION_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  start_next (self);
}

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  SupaSessionKeeper *self = data;
  GTask *task = g_queue_peek_head (&self->waiting);
  GError *error = NULL;

  if (supa_session_store_clear_finish (SUPA_SESSION_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  start_next (self);
}

static void
run_next (SupaSessionKeeper *self)
{
  GTask *task = g_queue_peek_head (&self->waiting);
  gpointer tag = g_task_get_source_tag (task);

  if (tag == supa_session_keeper_load_async)
    supa_session_store_load_async (self->store, self->account, g_task_get_cancellable (task), on_loaded, self);
  else if (tag == supa_session_keeper_save_async)
    supa_session_store_save_async (self->store, self->account, g_task_get_task_data (task), NULL, on_saved, self);
  else
    supa_session_store_clear_async (self->store, self->account, NULL, on_cleared, self);
}

static void
enqueue (SupaSessionKeeper *self,
         GTask             *task)
{
  g_queue_push_tail (&self->waiting, g_object_ref (task));
  if (g_queue_get_length (&self->waiting) == 1)
    run_next (self);
}

/*< private >
 * supa_session_keeper_load_async:
 */
void
supa_session_keeper_load_async (SupaSessionKeeper   *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, supa_session_keeper_load_async);
  if (self->store == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    enqueue (self, task);
}

/*< private >
 * supa_session_keeper_load_finish:
 *
 * Returns: (transfer full) (nullable): the session, or %NULL without @error where none is kept
 */
SupaSession *
supa_session_keeper_load_finish (SupaSessionKeeper  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*< private >
 * supa_session_keeper_save_async:
 *
 * Cannot be cancelled: the former refresh token is spent already.
 */
void
supa_session_keeper_save_async (SupaSessionKeeper   *self,
                                SupaSession         *session,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, supa_session_keeper_save_async);
  g_task_set_task_data (task, supa_session_to_json (session), g_free);
  if (self->store == NULL)
    g_task_return_boolean (task, TRUE);
  else
    enqueue (self, task);
}

/*< private >
 * supa_session_keeper_clear_async:
 */
void
supa_session_keeper_clear_async (SupaSessionKeeper   *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, supa_session_keeper_clear_async);
  if (self->store == NULL)
    g_task_return_boolean (task, TRUE);
  else
    enqueue (self, task);
}

/*< private >
 * supa_session_keeper_write_finish:
 */
gboolean
supa_session_keeper_write_finish (SupaSessionKeeper  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
