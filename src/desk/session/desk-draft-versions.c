/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a draft was before it was sent, given up or written over. */

#include "config.h"

#include <string.h>

#include "desk-db.h"
#include "desk-draft-internal.h"

/* So many are kept of each draft. */
#define KEPT 5

/* Less than that is typed again sooner than found. */
#define SHORTEST 12

/**
 * desk_draft_versions_keep:
 * @body: (nullable): the words
 *
 * Keeps a text, unless there is nothing in it; the same words are kept once.
 */
gboolean
desk_draft_versions_keep (sqlite3 *db, const char *key, const char *body, gint64 now, GError **error)
{
  if (desk_draft_is_blank (body))
    return TRUE;
  return desk_db_run (db, error, "DELETE FROM draft_versions WHERE key = ? AND body = ?", "ss", key, body)
         && desk_db_run (db, error, "INSERT INTO draft_versions (key, body, kept_at) VALUES (?, ?, ?)", "ssi", key, body, now)
         && desk_db_run (db, error,
                         "DELETE FROM draft_versions WHERE key = ?1 AND id NOT IN"
                         " (SELECT id FROM draft_versions WHERE key = ?1 ORDER BY id DESC LIMIT ?2)",
                         "si", key, (gint64) KEPT);
}

/* How much of the old text still stands at the beginning and at the end of the new one. */
static gsize
count_common (const char *before, const char *after)
{
  gsize n_before = strlen (before), n_after = strlen (after);
  gsize start = 0, end = 0;

  while (start < n_before && start < n_after && before[start] == after[start])
    start++;
  while (end < n_before - start && end < n_after - start && before[n_before - 1 - end] == after[n_after - 1 - end])
    end++;
  return start + end;
}

/**
 * desk_draft_versions_follow:
 * @body: (nullable): what the draft is now
 * @longest: (out): what to compare the next one with: the longest that it was since the last one that was kept
 *
 * Looks at each change as it goes to disk, in the job that writes it: when less than half of what there was is left, that is kept.
 */
gboolean
desk_draft_versions_follow (sqlite3 *db, const char *key, const char *body, char **longest, gint64 now, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *before = desk_db_get_text (db, &failure, "SELECT coalesce (longest, body) FROM drafts WHERE key = ?", "s", key);
  const char *after = body != NULL ? body : "";

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (before != NULL && strlen (before) >= SHORTEST && count_common (before, after) * 2 < strlen (before))
    {
      if (!desk_draft_versions_keep (db, key, before, now, error))
        return FALSE;
      g_clear_pointer (&before, g_free);
    }
  *longest = g_strdup (before != NULL && strlen (before) > strlen (after) ? before : after);
  return TRUE;
}

static void
version_free (DeskDraftVersion *version)
{
  g_free (version->body);
  g_free (version);
}

static gboolean
list_versions (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) version_free);
  g_autoptr (sqlite3_stmt) statement
    = desk_db_prepare (db, error, "SELECT body, kept_at FROM draft_versions WHERE key = ? ORDER BY id DESC", "s", data);
  gboolean more = TRUE;

  while (statement != NULL && more)
    {
      DeskDraftVersion *version;

      if (!desk_sql_step (statement, &more, error))
        return FALSE;
      if (!more)
        break;
      version = g_new0 (DeskDraftVersion, 1);
      version->body = desk_db_dup_text (statement, 0);
      version->time = sqlite3_column_int64 (statement, 1);
      g_ptr_array_add (versions, version);
    }
  if (statement == NULL)
    return FALSE;
  *result = g_steal_pointer (&versions);
  return TRUE;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = desk_store_write_finish (DESK_STORE (source), result, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/** desk_draft_list_versions_async: asks what the draft was before; behind everything of it that is on its way to disk. */
void
desk_draft_list_versions_async (DeskDraft *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_DRAFT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_draft_list_versions_async);
  desk_store_write_async (self->account->store, list_versions, g_strdup (self->key), g_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                          on_done, task);
}

/** desk_draft_list_versions_finish: (transfer container) (element-type DeskDraftVersion): newest first; %NULL with @error set. */
GPtrArray *
desk_draft_list_versions_finish (DeskDraft *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
