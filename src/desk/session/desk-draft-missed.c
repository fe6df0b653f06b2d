/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What others said while somebody was writing. */

#include "config.h"

#include "desk-db.h"
#include "desk-draft-internal.h"
#include "desk-ticket-record.h"

typedef struct
{
  char *key;
  char *ticket_id;
  char *user_id;
} Question;

static void
question_free (Question *question)
{
  g_free (question->key);
  g_free (question->ticket_id);
  g_free (question->user_id);
  g_free (question);
}

static Question *
question_new (DeskDraft *self)
{
  Question *question = g_new0 (Question, 1);

  question->key = g_strdup (self->key);
  question->ticket_id = g_strdup (self->ticket_id);
  question->user_id = g_strdup (self->account->user_id);
  return question;
}

static void
missed_free (DeskMissed *missed)
{
  g_free (missed->id);
  g_free (missed->author_name);
  g_free (missed->body);
  g_free (missed);
}

static DeskMissed *
read_missed (sqlite3_stmt *row)
{
  DeskMissed *missed = g_new0 (DeskMissed, 1);

  missed->id = desk_db_dup_text (row, 0);
  missed->author_name = desk_db_dup_text (row, 1);
  missed->author_is_staff = sqlite3_column_int (row, 2);
  missed->body = desk_db_dup_text (row, 3);
  missed->time = sqlite3_column_int64 (row, 4);
  return missed;
}

#define MISSED                                                                                                                                   \
  "SELECT m.id, " DESK_SQL_NAME_OF ("m.author_id") ","                                                                                            \
  " coalesce ((SELECT p.role <> 'client' FROM profiles p WHERE p.user_id = m.author_id),"                                                        \
  "   (SELECT h.is_staff FROM people h WHERE h.user_id = m.author_id), 0), m.body, m.created_at"                                                 \
  " FROM ticket_messages m JOIN drafts d ON d.key = ?1 AND d.seen_at IS NOT NULL"                                                                \
  " WHERE m.ticket_id = ?2 AND m.local = 0 AND m.visibility <> 'internal' AND m.created_at > d.seen_at AND m.author_id IS NOT ?3"                 \
  " ORDER BY m.created_at, m.id"

/* In the writer's thread: the beginning of the draft may still be on its way to disk. */
static gboolean
find_missed (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) missed_free);
  g_autoptr (sqlite3_stmt) statement = desk_db_prepare (db, error, MISSED, "sss", question->key, question->ticket_id, question->user_id);
  gboolean more = TRUE;

  if (statement == NULL)
    return FALSE;
  while (more)
    {
      if (!desk_sql_step (statement, &more, error))
        return FALSE;
      if (more)
        g_ptr_array_add (found, read_missed (statement));
    }
  *result = g_steal_pointer (&found);
  return TRUE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = desk_store_write_finish (DESK_STORE (source), result, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/** desk_draft_find_missed_async: asks what others said in public since the draft was begun. */
void
desk_draft_find_missed_async (DeskDraft *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_DRAFT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_draft_find_missed_async);
  desk_store_write_async (self->account->store, find_missed, question_new (self), (GDestroyNotify) question_free,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, on_found, task);
}

/** desk_draft_find_missed_finish: (transfer container) (element-type DeskMissed): empty where nothing was; %NULL with @error set. */
GPtrArray *
desk_draft_find_missed_finish (DeskDraft *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
take_seen (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Question *question = data;

  return desk_db_run (db, error,
                      "UPDATE drafts SET seen_at = (SELECT coalesce (max (created_at), 0) FROM ticket_messages WHERE ticket_id = ?2 AND local = 0"
                      " AND visibility <> 'internal') WHERE key = ?1",
                      "ss", question->key, question->ticket_id);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDraft) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_draft_disk_finish (self->account, result, &error))
    desk_account_tell (self->account, error);
}

/** desk_draft_take_seen: the person has read what is said up to now. */
void
desk_draft_take_seen (DeskDraft *self)
{
  g_return_if_fail (DESK_IS_DRAFT (self));

  desk_store_write_async (self->account->store, take_seen, question_new (self), (GDestroyNotify) question_free, NULL, NULL, on_taken,
                          g_object_ref (self));
}
