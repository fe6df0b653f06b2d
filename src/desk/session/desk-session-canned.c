/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Canned replies of one's own: set at the backend, and at once in the cache; never over what was changed elsewhere meanwhile. */

#include "config.h"

#include "desk-session.h"

#include "desk-canned-reply-record.h"
#include "desk-error-private.h"
#include "desk-inquiry.h"
#include "desk-row-type.h"
#include "desk-session-internal.h"
#include "desk-support-wire.h"
#include "desk-time.h"

typedef struct
{
  char *id;                     /* NULL for a new one */
  char *title;                  /* NULL where it is removed, or taken back */
  char *body;
  gint64 since;                 /* what the person has seen; 0 where nothing is written over */
  gboolean removes;
  DeskCannedReply *theirs;      /* as it was left elsewhere */
  GError *refusal;              /* how it ends once the cache has what was found */
} Change;

static void
change_free (Change *change)
{
  g_free (change->id);
  g_free (change->title);
  g_free (change->body);
  g_clear_object (&change->theirs);
  g_clear_error (&change->refusal);
  g_free (change);
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!desk_store_merge_finish (DESK_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (change->refusal != NULL)
    g_task_return_error (task, g_steal_pointer (&change->refusal));
  else
    g_task_return_boolean (task, TRUE);
}

static void
merge (DeskSession *self, JsonArray *rows, GTask *task)
{
  if (self->store != NULL)
    desk_store_merge_async (self->store, &desk_row_canned_reply, rows, NULL, on_merged, task);
  else
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session has ended");
      g_object_unref (task);
    }
}

/* (transfer full) */
static DeskCannedReply *
read_reply (DeskSession *self, JsonObject *row)
{
  DeskCannedReply *reply = desk_canned_reply_new ();
  DeskCannedReplyRecord record = { 0 };

  record.id = desk_wire_dup_text (row, "id");
  record.title = desk_wire_dup_text (row, "title");
  record.body = desk_wire_dup_text (row, "body");
  record.mine = g_strcmp0 (desk_wire_get_text (row, "owner_id"), self->user_id) == 0;
  record.updated_at = desk_wire_read_time (row, "updated_at");
  desk_canned_reply_update (reply, &record);
  desk_slots_clear (&desk_canned_reply_slots, &record);
  return reply;
}

/* (transfer full) (nullable): why nothing was changed; %NULL where it stands as it was meant to. */
static GError *
explain (Change *change, DeskCannedReply *now, gboolean removed)
{
  if (removed && change->removes)
    return NULL;
  if (change->since == 0 || desk_canned_reply_get_updated_at (now) == change->since)
    return desk_error_new_refused (DESK_ERROR_FORBIDDEN, "The canned reply may not be changed", "42501", NULL, 0);
  if (removed)
    return desk_error_new_refused (DESK_ERROR_NOT_FOUND, "The canned reply was removed elsewhere", NULL, NULL, 0);
  /* The answer to what was saved before may have been lost on the way. */
  if (change->title != NULL && g_strcmp0 (desk_canned_reply_get_title (now), change->title) == 0 &&
      g_strcmp0 (desk_canned_reply_get_body (now), change->body) == 0)
    return NULL;
  change->theirs = g_object_ref (now);
  return desk_error_new_refused (DESK_ERROR_INVALID, "The canned reply was changed elsewhere", "changed_meanwhile", NULL, 0);
}

/* Nothing was changed: this is what stands there. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = DESK_SESSION (source);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (self, result, &error);
  JsonArray *rows = answer != NULL && JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;
  JsonObject *row = rows != NULL && json_array_get_length (rows) > 0 ? desk_wire_get_element (rows, 0) : NULL;
  g_autoptr (DeskCannedReply) now = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* One that was removed keeps its row: what cannot be seen at all is not this person's to see any more. */
  if (row == NULL)
    {
      desk_inquiry_catch_up (self);
      g_task_return_error (task, desk_error_new_refused (DESK_ERROR_FORBIDDEN, "The canned reply may not be seen", "42501", NULL, 0));
      return;
    }

  now = read_reply (self, row);
  change->refusal = explain (change, now, desk_wire_get_text (row, "deleted_at") != NULL);
  merge (self, rows, g_steal_pointer (&task));
}

/* (transfer full): the one with that id. */
static SupaQuery *
name_reply (const char *id)
{
  g_autofree char *columns = desk_row_type_dup_select (&desk_row_canned_reply);
  SupaQuery *query = supa_query_new (desk_row_canned_reply.table);

  return supa_query_eq (supa_query_select (query, columns), "id", id);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = DESK_SESSION (source);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (self, result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (JSON_NODE_HOLDS_ARRAY (answer) && json_array_get_length (json_node_get_array (answer)) > 0)
    merge (self, json_node_get_array (answer), g_steal_pointer (&task));
  else if (change->id == NULL)
    g_task_return_error (task, desk_error_new_refused (DESK_ERROR_FORBIDDEN, "Nothing was added", "42501", NULL, 0));
  else
    {
      g_autoptr (SupaQuery) query = name_reply (change->id);

      desk_inquiry_select_async (self, query, g_task_get_cancellable (task), on_found, g_object_ref (task));
    }
}

static void
set (DeskSession *self, JsonNode *changes, GTask *task)
{
  Change *change = g_task_get_task_data (task);
  g_autoptr (SupaQuery) query = name_reply (change->id);
  g_autofree char *since = desk_time_dup_wire (change->since);

  if (change->since != 0)
    supa_query_eq (query, "updated_at", since);
  desk_inquiry_update_async (self, query, changes, g_task_get_cancellable (task), on_set, task);
}

static GTask *
begin (DeskSession *self, const char *id, gint64 since, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->id = g_strdup (id);
  change->since = since;
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  g_task_set_source_tag (task, tag);
  return task;
}

/**
 * desk_session_save_canned_async:
 * @id: (nullable): which of one's own is changed; %NULL for a new one
 * @since: desk_canned_reply_get_updated_at() of what the person began with; nothing for a new one
 * @title: by which people find it, one line
 * @body: the text, with its variables
 *
 * Keeps a canned reply of one's own at the backend. Whoever is offline hears so at once, and nothing is kept. Where it was changed elsewhere since,
 * nothing is changed either, and desk_session_canned_finish() gives what stands there; where it was removed, that is DESK_ERROR_NOT_FOUND.
 */
void
desk_session_save_canned_async (DeskSession *self, const char *id, gint64 since, const char *title, const char *body,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *new_id = NULL;
  Change *change;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (id == NULL || since != 0);
  g_return_if_fail (title != NULL);
  g_return_if_fail (body != NULL);

  task = begin (self, id, since, desk_session_save_canned_async, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  change->title = g_strdup (title);
  change->body = g_strdup (body);
  if (id != NULL)
    {
      set (self, desk_inquiry_arguments ("title", 's', title, "body", 's', body, NULL), task);
      return;
    }
  new_id = desk_account_new_id (self->account);
  desk_inquiry_insert_async (self, desk_row_canned_reply.table,
                             desk_inquiry_arguments ("id", 's', new_id, "title", 's', title, "body", 's', body, NULL), NULL,
                             cancellable, on_set, task);
}

/**
 * desk_session_remove_canned_async:
 * @id: which of one's own
 * @since: desk_canned_reply_get_updated_at() of what the person saw
 *
 * Gives up a canned reply, unless it was changed elsewhere since; one that was given up elsewhere is given up.
 */
void
desk_session_remove_canned_async (DeskSession *self, const char *id, gint64 since, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *now = NULL;
  Change *change;
  GTask *task;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (id != NULL);
  g_return_if_fail (since != 0);

  task = begin (self, id, since, desk_session_remove_canned_async, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  change->removes = TRUE;
  now = desk_time_dup_wire (desk_account_get_now (self->account));
  set (self, desk_inquiry_arguments ("deleted_at", 's', now, NULL), task);
}

/**
 * desk_session_restore_canned_async:
 * @id: which of one's own was given up
 *
 * Takes that back, with the words that stand there now.
 */
void
desk_session_restore_canned_async (DeskSession *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (id != NULL);

  set (self, desk_inquiry_arguments ("deleted_at", 'n', json_node_new (JSON_NODE_NULL), NULL),
       begin (self, id, 0, desk_session_restore_canned_async, cancellable, callback, user_data));
}

/**
 * desk_session_canned_finish:
 * @theirs: (out) (optional) (nullable) (transfer full): where it was changed elsewhere, how it stands now
 *
 * Ends all three; %FALSE with @error set when nothing was changed.
 */
gboolean
desk_session_canned_finish (DeskSession *self, GAsyncResult *result, DeskCannedReply **theirs, GError **error)
{
  Change *change;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  change = g_task_get_task_data (G_TASK (result));
  if (theirs != NULL)
    *theirs = g_steal_pointer (&change->theirs);
  return g_task_propagate_boolean (G_TASK (result), error);
}
