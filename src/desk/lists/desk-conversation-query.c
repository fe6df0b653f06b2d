/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-conversation-query.h"

#include "desk-sql.h"
#include "desk-ticket-record.h"

/* So far back the newest page reaches when the first unread message lies there. */
#define MAX_UNREAD 500

#define IS_STAFF(id)                                                                                                   \
  "coalesce ((SELECT p.role <> 'client' FROM profiles p WHERE p.user_id = " id "),"                                    \
  " (SELECT h.is_staff FROM people h WHERE h.user_id = " id "), " id " = :me AND :staff, 0)"

/* Events carry ids of people and categories; a reader wants names. A person whose name has not come yet is an empty text. */
#define WORD_OF(value)                                                                                                 \
  "CASE e.kind WHEN 'assignee' THEN coalesce (" DESK_SQL_NAME_OF (value) ", substr (" value ", 1, 0))"                 \
  " WHEN 'scope' THEN CASE WHEN " value " = 'all' THEN 'all' ELSE (SELECT group_concat (coalesce (k.name, '?'), ', ')"                \
  " FROM (SELECT c.name FROM json_each ('[\"' || replace (replace (" value ", '\"', ''), ', ', '\",\"') || '\"]') j LEFT JOIN clients c ON c.id = j.value"     \
  " ORDER BY lower (c.name)) k) END"                                                                                                 \
  " WHEN 'category' THEN coalesce ((SELECT c.label FROM ticket_categories c WHERE c.id = " value "), " value ") ELSE " value " END"

/* A message that came with a new request is delivered with it. */
#define OUTBOX_STATE                                                                                                   \
  "coalesce ((SELECT max (o.state) FROM outbox o WHERE o.row_id = m.id),"                                              \
  " CASE WHEN m.local THEN (SELECT max (o.state) FROM outbox o WHERE o.ticket_id = m.ticket_id AND o.kind = 'create_ticket') END, 0)"
#define OUTBOX_ERROR                                                                                                   \
  "coalesce ((SELECT o.error_code FROM outbox o WHERE o.row_id = m.id AND o.state = 3),"                               \
  " CASE WHEN m.local THEN (SELECT o.error_code FROM outbox o WHERE o.ticket_id = m.ticket_id AND o.kind = 'create_ticket'"\
  " AND o.state = 3) END)"

static const char entries_sql[] =
  "SELECT 1 AS rank, m.local AS local, CASE m.visibility WHEN 'internal' THEN 'note' WHEN 'announcement' THEN 'announcement'"
  " ELSE 'message' END AS kind, m.id AS id, m.created_at AS time, m.author_id AS author_id, "
  DESK_SQL_NAME_OF ("m.author_id") " AS author_name, m.visibility <> 'public' OR " IS_STAFF ("m.author_id") " AS author_is_staff,"
  " m.author_id IS :me AS author_is_me, cl.name AS company, m.body AS body, " OUTBOX_STATE " AS delivery, " OUTBOX_ERROR " AS error,"
  " NULL AS event_kind, NULL AS old_value, NULL AS new_value, m.visibility = 'internal' AS internal"
  " FROM ticket_messages m LEFT JOIN tickets t ON t.id = m.ticket_id LEFT JOIN clients cl ON cl.id = t.client_id"
  " WHERE m.ticket_id = :ticket AND (m.local, m.created_at) >= (:local, :time)"
  " UNION ALL "
  "SELECT CASE e.kind WHEN 'created' THEN 0 ELSE 2 END, e.local, 'event', e.id, e.created_at, e.actor_id, "
  DESK_SQL_NAME_OF ("e.actor_id") ", " IS_STAFF ("e.actor_id") ", e.actor_id IS :me, cl.name, NULL, 0, NULL, e.kind, "
  WORD_OF ("e.old_value") ", " WORD_OF ("e.new_value") ", e.visibility = 'internal'"
  " FROM ticket_events e LEFT JOIN tickets t ON t.id = e.ticket_id LEFT JOIN clients cl ON cl.id = t.client_id"
  " WHERE e.ticket_id = :ticket AND (e.local, e.created_at) >= (:local, :time)";

/* The place of the nth entry before another, counted backwards; both arms walk their index. */
static const char nth_before_sql[] =
  "SELECT local, time FROM ("
  "SELECT * FROM (SELECT local, created_at AS time FROM ticket_messages WHERE ticket_id = :ticket AND (local, created_at) < (:local, :time)"
  " ORDER BY local DESC, created_at DESC LIMIT :n) UNION ALL "
  "SELECT * FROM (SELECT local, created_at AS time FROM ticket_events WHERE ticket_id = :ticket AND (local, created_at) < (:local, :time)"
  " ORDER BY local DESC, created_at DESC LIMIT :n)) ORDER BY local DESC, time DESC LIMIT 1 OFFSET :n - 1";

static const char first_unread_sql[] =
  "SELECT id, created_at FROM ticket_messages WHERE ticket_id = :ticket AND local = 0 AND author_id IS NOT :me"
  " AND created_at > coalesce ((SELECT last_read_at FROM ticket_reads WHERE ticket_id = :ticket AND user_id = :me), 0)"
  " ORDER BY created_at, id LIMIT 1";

typedef struct
{
  char *ticket_id;
  char *user_id;
  gboolean staff;
  DeskConversationStep step;
  DeskThreadPlace from;
  guint page;
} Question;

static const DeskThreadPlace beginning = { 0, G_MININT64 };
static const DeskThreadPlace end = { 2, 0 };

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->ticket_id);
  g_free (question->user_id);
  g_free (question);
}

static void
record_free (gpointer record)
{
  desk_slots_free (&desk_thread_slots, record);
}

static void
file_free (gpointer data)
{
  DeskThreadFile *file = data;

  g_free (file->id);
  g_free (file->message_id);
  g_free (file);
}

/** desk_conversation_answer_free: frees an answer with all that it holds; any thread. */
void
desk_conversation_answer_free (DeskConversationAnswer *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self->first_unread_id);
  g_free (self);
}

static sqlite3_stmt *
prepare (sqlite3 *db,
         const char *sql,
         const Question *question,
         const DeskThreadPlace *place,
         GError **error)
{
  sqlite3_stmt *statement = desk_sql_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;

  desk_sql_bind_text (statement, ":ticket", question->ticket_id);
  desk_sql_bind_text (statement, ":me", question->user_id);
  desk_sql_bind_int64 (statement, ":staff", question->staff);
  desk_sql_bind_int64 (statement, ":local", place->local);
  desk_sql_bind_int64 (statement, ":time", place->time);

  return statement;
}

/* The place of the @n th entry before another; the beginning when there are not so many. */
static gboolean
find_nth_before (sqlite3 *db,
                 const Question *question,
                 DeskThreadPlace before,
                 guint n,
                 DeskThreadPlace *place,
                 GError **error)
{
  g_autoptr(sqlite3_stmt) statement = prepare (db, nth_before_sql, question, &before, error);
  gboolean has_row;

  *place = beginning;
  if (statement == NULL)
    return FALSE;

  desk_sql_bind_int64 (statement, ":n", n);
  if (!desk_sql_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    {
      place->local = sqlite3_column_int (statement, 0);
      place->time = sqlite3_column_int64 (statement, 1);
    }

  return TRUE;
}

static gboolean
is_before (const DeskThreadPlace *a,
           const DeskThreadPlace *b)
{
  return a->local != b->local ? a->local < b->local : a->time < b->time;
}

/* The page reaches back to the first unread message, within reason. */
static gboolean
find_first_unread (sqlite3 *db,
                   const Question *question,
                   DeskConversationAnswer *answer,
                   GError **error)
{
  g_autoptr(sqlite3_stmt) statement = prepare (db, first_unread_sql, question, &beginning, error);
  DeskThreadPlace unread = { 0 }, farthest;
  gboolean has_row;

  if (statement == NULL || !desk_sql_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  answer->first_unread_id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  unread.time = sqlite3_column_int64 (statement, 1);
  if (!is_before (&unread, &answer->from))
    return TRUE;
  if (!find_nth_before (db, question, end, MAX_UNREAD, &farthest, error))
    return FALSE;
  answer->from = is_before (&unread, &farthest) ? farthest : unread;

  return TRUE;
}

static gboolean
find_place (sqlite3 *db,
            const Question *question,
            DeskConversationAnswer *answer,
            GError **error)
{
  DeskThreadPlace older;

  answer->from = question->from;
  if (question->step == DESK_CONVERSATION_NEWEST &&
      !(find_nth_before (db, question, end, question->page, &answer->from, error) &&
        find_first_unread (db, question, answer, error)))
    return FALSE;
  if (question->step == DESK_CONVERSATION_OLDER &&
      !find_nth_before (db, question, question->from, question->page, &answer->from, error))
    return FALSE;

  if (!find_nth_before (db, question, answer->from, 1, &older, error))
    return FALSE;
  answer->has_older = older.time != beginning.time;

  return TRUE;
}

static gboolean
read_entries (sqlite3 *db,
              const Question *question,
              DeskConversationAnswer *answer,
              GError **error)
{
  g_autofree char *columns = desk_slots_dup_select (&desk_thread_slots);
  g_autofree char *sql = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  sql = g_strdup_printf ("SELECT %s FROM (SELECT *, CASE WHEN author_is_staff THEN NULL ELSE company END AS author_company FROM (%s))"
                         " ORDER BY local, time, rank, id",
                         columns, entries_sql);
  statement = prepare (db, sql, question, &answer->from, error);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_ptr_array_add (answer->records, desk_slots_read (&desk_thread_slots, statement));
    }
}

static gboolean
read_files (sqlite3 *db,
            const Question *question,
            DeskConversationAnswer *answer,
            GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = prepare (db, "SELECT id, message_id FROM ticket_attachments WHERE ticket_id = :ticket ORDER BY created_at, id", question,
                       &beginning, error);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      DeskThreadFile *file;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      file = g_new0 (DeskThreadFile, 1);
      file->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      file->message_id = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      g_ptr_array_add (answer->files, file);
    }
}

static gboolean
read_known (sqlite3 *db,
            const Question *question,
            DeskConversationAnswer *answer,
            GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = prepare (db, "SELECT 1 FROM conversations WHERE ticket_id = :ticket AND complete", question, &beginning, error);

  return statement != NULL && desk_sql_step (statement, &answer->known, error);
}

static gboolean
read_conversation (sqlite3 *db,
                   gpointer data,
                   gpointer *result,
                   GError **error)
{
  const Question *question = data;
  g_autoptr(DeskConversationAnswer) answer = g_new0 (DeskConversationAnswer, 1);

  answer->records = g_ptr_array_new_with_free_func (record_free);
  answer->files = g_ptr_array_new_with_free_func (file_free);
  if (!find_place (db, question, answer, error) || !read_entries (db, question, answer, error) ||
      !read_files (db, question, answer, error) || !read_known (db, question, answer, error))
    return FALSE;
  *result = g_steal_pointer (&answer);

  return TRUE;
}

/**
 * desk_conversation_query_async:
 * @cache: whose conversation
 * @ticket_id: of which ticket
 * @step: what to read
 * @from: from where on it showed, but for the newest page
 * @page: how many entries make a page
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Reads a part of a conversation in the reader thread; desk_store_read_finish() gives a DeskConversationAnswer.
 */
void
desk_conversation_query_async (DeskCache *cache,
                               const char *ticket_id,
                               DeskConversationStep step,
                               DeskThreadPlace from,
                               guint page,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->ticket_id = g_strdup (ticket_id);
  question->user_id = g_strdup (desk_cache_get_user_id (cache));
  question->staff = desk_cache_is_staff (cache);
  question->step = step;
  question->from = from;
  question->page = page;
  desk_store_read_async (desk_cache_get_store (cache), read_conversation, question, question_free,
                         (GDestroyNotify) desk_conversation_answer_free, NULL, callback, user_data);
}
