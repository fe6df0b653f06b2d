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
