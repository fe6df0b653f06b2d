/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-session.h"

#include "desk-error.h"
#include "desk-problem.h"
#include "desk-session-internal.h"

/* What signing out still has to do. */
typedef struct
{
  SupaClient *client;
  char *folder;
  GError *error;
} SignOut;

static void
sign_out_free (SignOut *sign_out)
{
  g_clear_object (&sign_out->client);
  g_free (sign_out->folder);
  g_clear_error (&sign_out->error);
  g_free (sign_out);
}

static void
on_folder_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *sign_out = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (sign_out->error != NULL)
    g_task_return_error (task, g_steal_pointer (&sign_out->error));
  else if (error != NULL)
    g_task_return_error (task, desk_problem_new (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
remove_folder (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (desk_account_remove_tree (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = g_task_get_source_object (task);
  SignOut *sign_out = g_task_get_task_data (task);
  g_autoptr (GTask) removal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) disk = NULL;

  if (!supa_auth_sign_out_finish (SUPA_AUTH (source), result, &error))
    sign_out->error = g_error_new_literal (DESK_ERROR, DESK_ERROR_KEYRING, error->message);
  if (!desk_session_remember (self, NULL, &disk) && sign_out->error == NULL)
    sign_out->error = desk_problem_new (disk);
  desk_session_take_state (self, DESK_SESSION_SIGNED_OUT);

  removal = g_task_new (self, NULL, on_folder_removed, g_steal_pointer (&task));
  g_task_set_task_data (removal, g_strdup (sign_out->folder), g_free);
  g_task_run_in_thread (removal, remove_folder);
}

/**
 * desk_session_sign_out_async:
 *
 * Ends the session: stops everything, forgets the tokens, and removes the account's cache with all that was not delivered; ask for
 * desk_session_get_pending() before.
 */
void
desk_session_sign_out_async (DeskSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SignOut *sign_out;

  g_return_if_fail (DESK_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_sign_out_async);
  if (self->state != DESK_SESSION_SIGNED_IN || self->client == NULL)
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_SESSION_ENDED, "Nobody is signed in");
      return;
    }

  sign_out = g_new0 (SignOut, 1);
  sign_out->folder = g_strdup (self->account_dir);
  g_task_set_task_data (task, sign_out, (GDestroyNotify) sign_out_free);
  sign_out->client = g_object_ref (self->client);
  desk_session_close_account (self);
  supa_auth_sign_out_async (supa_client_get_auth (sign_out->client), cancellable, on_signed_out, g_steal_pointer (&task));
}

/** desk_session_sign_out_finish: %FALSE with @error set when something of the session may be left on this computer. */
gboolean
desk_session_sign_out_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
