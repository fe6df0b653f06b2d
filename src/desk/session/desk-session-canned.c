/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Canned replies of one's own: set at the backend, and at once in the cache. */

#include "config.h"

#include "desk-session.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-row-type.h"
#include "desk-session-internal.h"
#include "desk-time.h"

static void
on_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_store_merge_finish (DESK_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = DESK_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (self, result, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!JSON_NODE_HOLDS_ARRAY (answer) || json_array_get_length (json_node_get_array (answer)) == 0)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_FORBIDDEN, "The canned reply is not there any more, or is somebody else's");
  else if (self->store == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session has ended");
  else
    desk_store_merge_async (self->store, &desk_row_canned_reply, json_node_get_array (answer), NULL, on_merged, g_steal_pointer (&task));
}

static void
change (DeskSession *self, const char *id, JsonNode *changes, GTask *task)
{
  g_autofree char *columns = desk_row_type_dup_select (&desk_row_canned_reply);
  g_autoptr (SupaQuery) which = supa_query_new (desk_row_canned_reply.table);

  supa_query_eq (supa_query_select (which, columns), "id", id);
  desk_inquiry_update_async (self, which, changes, g_task_get_cancellable (task), on_set, task);
}

/**
 * desk_session_save_canned_async:
 * @id: (nullable): which of one's own is changed; %NULL for a new one
 * @title: by which people find it, one line
 * @body: the text, with its variables
 *
 * Keeps a canned reply of one's own at the backend. Whoever is offline hears so at once, and nothing is kept.
 */
void
desk_session_save_canned_async (DeskSession *self, const char *id, const char *title, const char *body, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *new_id = NULL;
  JsonNode *values;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (title != NULL);
  g_return_if_fail (body != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_save_canned_async);
  if (id != NULL)
    {
      change (self, id, desk_inquiry_arguments ("title", 's', title, "body", 's', body, NULL), task);
      return;
    }
  new_id = desk_account_new_id (self->account);
  values = desk_inquiry_arguments ("id", 's', new_id, "title", 's', title, "body", 's', body, NULL);
  desk_inquiry_insert_async (self, desk_row_canned_reply.table, values, NULL, cancellable, on_set, task);
}

/**
 * desk_session_remove_canned_async:
 * @id: which of one's own
 * @removed: %FALSE takes it back
 *
 * Gives up a canned reply.
 */
void
desk_session_remove_canned_async (DeskSession *self, const char *id, gboolean removed, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *now = NULL;
  JsonObject *values;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_remove_canned_async);
  now = desk_time_dup_wire (desk_account_get_now (self->account));
  values = json_object_new ();
  if (removed)
    json_object_set_string_member (values, "deleted_at", now);
  else
    json_object_set_null_member (values, "deleted_at");
  change (self, id, json_node_init_object (json_node_alloc (), values), task);
  json_object_unref (values);
}

/** desk_session_canned_finish: ends both; %FALSE with @error set when nothing was changed. */
gboolean
desk_session_canned_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
