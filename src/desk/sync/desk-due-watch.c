/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-due-watch.h"

#include <glib/gi18n-lib.h>

#include "desk-alarm.h"
#include "desk-announcer.h"
#include "desk-db.h"
#include "desk-sla.h"
#include "desk-sql.h"

/* What passed longer ago, the list says: after a night's sleep a heap of notifications would not. */
#define FRESH (5 * G_TIME_SPAN_MINUTE)
#define SOON (DESK_SLA_SOON_SECONDS * G_USEC_PER_SEC)

struct _DeskDueWatch
{
  GObject parent_instance;

  DeskAccount *account;         /* NULL once it is stopped */
  DeskDueFunc func;
  gpointer user_data;
  DeskNotifyRules rules;
  DeskAlarm *alarm;
  gulong changed_handler;
  gint64 told;                  /* up to this moment, all is told */
  gboolean asking;
  gboolean again;               /* something changed since it asked */
};

G_DEFINE_FINAL_TYPE (DeskDueWatch, desk_due_watch, G_TYPE_OBJECT)

/* A question to the reader, and what it found. */
typedef struct
{
  char *user_id;
  gint64 since;
  gint64 now;
  gboolean wanted;
  int about;
} Question;

typedef struct
{
  char *ticket_id;
  char *title;
  DeskSlaTarget target;
  gint64 due_at;
} Due;

typedef struct
{
  GPtrArray *found;             /* Due */
  gint64 next;                  /* 0 for none */
} Answer;

static void
question_free (Question *question)
{
  g_free (question->user_id);
  g_free (question);
}

static void
due_free (Due *due)
{
  g_free (due->ticket_id);
  g_free (due->title);
  g_free (due);
}

static void
answer_free (Answer *answer)
{
  g_ptr_array_unref (answer->found);
  g_free (answer);
}

static void
desk_due_watch_dispose (GObject *object)
{
  desk_due_watch_stop (DESK_DUE_WATCH (object));

  G_OBJECT_CLASS (desk_due_watch_parent_class)->dispose (object);
}

static void
desk_due_watch_class_init (DeskDueWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_due_watch_dispose;
}

static void
desk_due_watch_init (DeskDueWatch *self)
{
  self->rules = desk_notify_rules_default;
}

/* Two windows of the same length, one a quarter of an hour later: what has passed in it, and what is near since then. next_due is the earliest of the clocks
 * that run (desk-schema.c), so that a ticket which is late already is not told again. */
#define CONCERNED \
  "SELECT t.id, t.number, t.subject, t.next_due," \
  " CASE WHEN t.first_responded_at IS NULL AND coalesce(t.first_response_applies, 1) AND t.first_response_due_at = t.next_due THEN 0" \
  " WHEN t.awaiting_reply_since IS NOT NULL AND t.next_response_due_at = t.next_due THEN 1 ELSE 2 END" \
  " FROM tickets t" \
  " WHERE (t.next_due >= ?1 AND t.next_due < ?2 OR t.next_due > ?1 + ?3 AND t.next_due <= ?2 + ?3)" \
  " AND (?5 = 2 OR t.assignee_id = ?4 OR (?5 = 1 AND t.assignee_id IS NULL))" \
  " ORDER BY t.next_due, t.id"

static gboolean
find_due (sqlite3 *db, const Question *question, GPtrArray *found, GError **error)
{
  static const DeskSlaTarget targets[] = { DESK_SLA_TARGET_FIRST_RESPONSE, DESK_SLA_TARGET_NEXT_RESPONSE, DESK_SLA_TARGET_RESOLUTION };
  g_autoptr (sqlite3_stmt) statement = desk_db_prepare (db, error, CONCERNED, "iiisi", question->since, question->now, (gint64) SOON,
                                                        question->user_id, (gint64) question->about);
  gboolean there;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      Due *due;

      if (!desk_sql_step (statement, &there, error))
        return FALSE;
      if (!there)
        return TRUE;
      due = g_new0 (Due, 1);
      due->ticket_id = desk_db_dup_text (statement, 0);
      due->title = desk_announcer_dup_title (sqlite3_column_int64 (statement, 1), (const char *) sqlite3_column_text (statement, 2));
      due->due_at = sqlite3_column_int64 (statement, 3);
      due->target = targets[sqlite3_column_int (statement, 4)];
      g_ptr_array_add (found, due);
    }
}

/* When there is something to be told next. */
static gboolean
find_next (sqlite3 *db, gint64 now, gint64 *next, GError **error)
{
  gint64 passes, nears;

  if (!desk_db_get_int (db, &passes, error, "SELECT coalesce(min(next_due) + 1, 0) FROM tickets WHERE next_due >= ?1", "i", now) ||
      !desk_db_get_int (db, &nears, error, "SELECT coalesce(min(next_due) - ?2, 0) FROM tickets WHERE next_due > ?1 + ?2", "ii", now, (gint64) SOON))
    return FALSE;
  *next = passes == 0 || (nears != 0 && nears < passes) ? nears : passes;
  return TRUE;
}

static gboolean
answer_question (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  const Question *question = data;
  Answer *answer = g_new0 (Answer, 1);

  answer->found = g_ptr_array_new_with_free_func ((GDestroyNotify) due_free);
  if ((question->wanted && !find_due (db, question, answer->found, error)) || !find_next (db, question->now, &answer->next, error))
    {
      answer_free (answer);
      return FALSE;
    }
  *result = answer;
  return TRUE;
}

/* As in "First response due at 14:05"; the time is that of the computer. */
static char *
dup_body (const Due *due, gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (due->due_at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  /* Translators: a time of the day, as in 19:00 */
  g_autofree char *time = g_date_time_format (local, _("%H:%M"));
  gboolean passed = due->due_at < now;

  switch (due->target)
    {
    case DESK_SLA_TARGET_FIRST_RESPONSE:
      /* Translators: desktop notifications about a deadline; %s is a time, as in 14:05 */
      return g_strdup_printf (passed ? _("Late: the first response was due at %s") : _("The first response is due at %s"), time);
    case DESK_SLA_TARGET_NEXT_RESPONSE:
      return g_strdup_printf (passed ? _("Late: the next response was due at %s") : _("The next response is due at %s"), time);
    case DESK_SLA_TARGET_RESOLUTION:
    default:
      return g_strdup_printf (passed ? _("Late: the resolution was due at %s") : _("The resolution is due at %s"), time);
    }
}

static void look (DeskDueWatch *self);

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDueWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  Answer *answer = desk_store_read_finish (DESK_STORE (source), result, &error);

  self->asking = FALSE;
  if (self->account == NULL)
    {
      g_clear_pointer (&answer, answer_free);
      return;
    }
  if (answer == NULL)
    {
      desk_account_tell (self->account, error);
      return;
    }
  for (guint i = 0; i < answer->found->len; i++)
    {
      const Due *due = g_ptr_array_index (answer->found, i);
      g_autofree char *body = dup_body (due, self->told);

      self->func (due->ticket_id, due->title, body, self->user_data);
    }
  desk_alarm_set (self->alarm, answer->next);
  answer_free (answer);
  if (self->again)
    look (self);
}

static void
look (DeskDueWatch *self)
{
  gint64 now = desk_account_get_now (self->account);
  Question *question;

  self->again = self->asking;
  if (self->asking)
    return;

  self->asking = TRUE;
  question = g_new0 (Question, 1);
  question->user_id = g_strdup (self->account->user_id);
  question->since = MAX (self->told, now - FRESH);
  question->now = now;
  question->about = self->rules.about;
  question->wanted = self->rules.deadlines && self->rules.about != DESK_NOTIFY_NONE && desk_cache_is_staff (self->account->cache) &&
                     !desk_notify_rules_is_quiet (&self->rules, now, NULL);
  self->told = now;
  desk_store_read_async (self->account->store, answer_question, question, (GDestroyNotify) question_free, (GDestroyNotify) answer_free, NULL,
                         on_answered, g_object_ref (self));
}

static void
on_store_changed (DeskStore *store, DeskStoreChanges *changes, gpointer user_data)
{
  if (desk_store_changes_has_table (changes, "tickets"))
    look (DESK_DUE_WATCH (user_data));
}

static void
on_alarm (gpointer user_data)
{
  look (DESK_DUE_WATCH (user_data));
}

/**
 * desk_due_watch_new:
 * @account: whose tickets
 * @func: called in the main thread for each deadline, until desk_due_watch_stop()
 * @user_data: for @func
 *
 * Returns: (transfer full): a watch that tells of what comes to pass from now on
 */
DeskDueWatch *
desk_due_watch_new (DeskAccount *account, DeskDueFunc func, gpointer user_data)
{
  DeskDueWatch *self = g_object_new (DESK_TYPE_DUE_WATCH, NULL);

  self->account = g_object_ref (account);
  self->func = func;
  self->user_data = user_data;
  self->told = desk_account_get_now (account);
  self->alarm = desk_alarm_new (account->clock, on_alarm, self);
  self->changed_handler = g_signal_connect (account->store, "changed", G_CALLBACK (on_store_changed), self);
  look (self);
  return self;
}

/** desk_due_watch_set_rules: what the person wants to hear of from now on. */
void
desk_due_watch_set_rules (DeskDueWatch *self, const DeskNotifyRules *rules)
{
  self->rules = *rules;
}

/** desk_due_watch_stop: tells of nothing any more. */
void
desk_due_watch_stop (DeskDueWatch *self)
{
  if (self->account == NULL)
    return;
  g_clear_signal_handler (&self->changed_handler, self->account->store);
  g_clear_pointer (&self->alarm, desk_alarm_free);
  g_clear_object (&self->account);
}
