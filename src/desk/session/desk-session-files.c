/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fetching and saving attachments. */

#include "config.h"

#include "desk-session.h"

#include "desk-error.h"
#include "desk-problem.h"
#include "desk-session-internal.h"

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = desk_transfers_fetch_finish (DESK_TRANSFERS (source), result, &error);

  desk_session_keep_limit (g_task_get_source_object (task));
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
refuse_signed_out (DeskSession *self, GTask *task)
{
  if (self->transfers != NULL)
    return FALSE;
  g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_SESSION_ENDED, "Nobody is signed in");
  return TRUE;
}

/** desk_session_fetch_async: gives the local copy of an attachment, fetching it first where needed. */
void
desk_session_fetch_async (DeskSession        *self,
                          DeskAttachment     *attachment,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (DESK_IS_ATTACHMENT (attachment));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_fetch_async);
  if (!refuse_signed_out (self, task))
    desk_transfers_fetch_async (self->transfers, attachment, cancellable, on_fetched, g_steal_pointer (&task));
}

/** desk_session_fetch_finish: (transfer full): the local file; %NULL with @error of %DESK_ERROR set. */
GFile *
desk_session_fetch_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, desk_problem_new (error));
}

static void
on_fetched_to_save (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *destination = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = desk_transfers_fetch_finish (DESK_TRANSFERS (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (file == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_file_copy_async (file, destination, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, G_PRIORITY_DEFAULT, cancellable,
                       NULL, NULL, on_copied, g_steal_pointer (&task));
}

/** desk_session_save_async: copies an attachment to where the person wants it, replacing what is there: the file chooser has asked. */
void
desk_session_save_async (DeskSession        *self,
                         DeskAttachment     *attachment,
                         GFile              *destination,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (DESK_IS_ATTACHMENT (attachment));
  g_return_if_fail (G_IS_FILE (destination));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_save_async);
  g_task_set_task_data (task, g_object_ref (destination), g_object_unref);
  if (!refuse_signed_out (self, task))
    desk_transfers_fetch_async (self->transfers, attachment, cancellable, on_fetched_to_save, g_steal_pointer (&task));
}

/** desk_session_save_finish: %FALSE with @error of %DESK_ERROR set. */
gboolean
desk_session_save_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
