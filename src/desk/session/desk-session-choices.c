/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-inquiry.h"
#include "desk-session-internal.h"

#include <glib/gi18n-lib.h>

/* What the person decides about notifications and about themselves. */

/**
 * desk_session_set_notify_rules:
 * @self: a session
 * @rules: when and how a new message becomes a notification; copied
 *
 * Holds from the next message on, also for who signs in later.
 */
void
desk_session_set_notify_rules (DeskSession *self, const DeskNotifyRules *rules)
{
  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (rules != NULL);

  self->notify_rules = *rules;
  if (self->announcer != NULL)
    desk_announcer_set_rules (self->announcer, rules);
}

/**
 * desk_session_test_notification:
 * @self: a session
 *
 * Shows a notification now, whatever the rules say.
 *
 * Returns: %FALSE where there is nothing that could show it
 */
gboolean
desk_session_test_notification (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);

  if (self->notifier == NULL)
    return FALSE;
  desk_notifier_show (self->notifier, "test", _("Notifications work"), _("This is how a new message shows."));

  return TRUE;
}

static void
on_profile (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = DESK_SESSION (source);
  GError *error = NULL;
  g_autoptr (JsonNode) rows = desk_inquiry_finish (self, result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  desk_inquiry_catch_up (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * desk_session_change_profile_async:
 * @self: a session
 * @field: `full_name` or `locale`
 * @value: what it shall be
 * @cancellable: (nullable)
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Changes the person's own name, or the language of their mail.
 */
void
desk_session_change_profile_async (DeskSession *self, const char *field, const char *value, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (SupaQuery) which = NULL;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (field != NULL && value != NULL);

  which = supa_query_eq (supa_query_new ("profiles"), "user_id", self->user_id != NULL ? self->user_id : "");
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_change_profile_async);
  desk_inquiry_update_async (self, which, desk_inquiry_arguments (field, 's', value, NULL), cancellable, on_profile, task);
}

/** desk_session_change_profile_finish: %FALSE with @error set. */
gboolean
desk_session_change_profile_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static guint64
measure_folder (GFile *folder, GCancellable *cancellable)
{
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (folder,
                                                                 G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                                 "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);
  guint64 size = 0;
  GFileInfo *info;
  GFile *file;

  /* A file may go while it is looked at: what is left counts. */
  while (files != NULL && g_file_enumerator_iterate (files, &info, &file, cancellable, NULL) && info != NULL)
    size += g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY ? measure_folder (file, cancellable)
                                                                      : (guint64) g_file_info_get_size (info);
  return size;
}

static void
measure (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_new_for_path (data);

  g_task_return_int (task, (gssize) measure_folder (folder, cancellable));
}

/** desk_session_measure_async: how much of the help desk is kept on this computer. */
void
desk_session_measure_async (DeskSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_measure_async);
  g_task_set_task_data (task, g_strdup (self->account_dir != NULL ? self->account_dir : self->data_dir), g_free);
  g_task_run_in_thread (task, measure);
}

/** desk_session_measure_finish: bytes; 0 with @error set. */
guint64
desk_session_measure_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  gssize bytes;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  bytes = g_task_propagate_int (G_TASK (result), error);
  return MAX (bytes, 0);
}
