/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-announcer.h"

#include <glib/gi18n-lib.h>

#include "desk-db.h"
#include "desk-due-watch.h"

/* What is older came while nobody looked: the list says so, a heap of notifications would not. */
#define FRESH (5 * G_TIME_SPAN_MINUTE)
#define LONGEST_BODY 160

struct _DeskAnnouncer
{
  GObject parent_instance;

  DeskAccount *account;
  DeskNotifier *notifier;
  DeskDueWatch *due;
  GHashTable *shown;            /* set of ticket ids */
  char *in_view;
  DeskNotifyRules rules;
  gulong changed_handler;
};

G_DEFINE_FINAL_TYPE (DeskAnnouncer, desk_announcer, G_TYPE_OBJECT)

static void
desk_announcer_dispose (GObject *object)
{
  DeskAnnouncer *self = DESK_ANNOUNCER (object);

  desk_announcer_stop (self);
  g_clear_object (&self->due);
  g_clear_object (&self->account);
  g_clear_object (&self->notifier);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->in_view, g_free);

  G_OBJECT_CLASS (desk_announcer_parent_class)->dispose (object);
}

static void
desk_announcer_class_init (DeskAnnouncerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = desk_announcer_dispose;
}

static void
desk_announcer_init (DeskAnnouncer *self)
{
  self->rules = desk_notify_rules_default;
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* A question to the reader, and what it found. */
typedef struct
{
  char **message_ids;
  char *user_id;
  gboolean staff;
  gint64 fresh_since;
  DeskNotifyRules rules;
} Question;

typedef struct
{
  char *ticket_id;
  char *title;
  char *body;
} Announcement;

static void
question_free (Question *question)
{
  g_strfreev (question->message_ids);
  g_free (question->user_id);
  g_free (question);
}

static void
announcement_free (Announcement *announcement)
{
  g_free (announcement->ticket_id);
  g_free (announcement->title);
  g_free (announcement->body);
  g_free (announcement);
}

/** desk_announcer_dup_body: who, and their first words, on one line. */
char *
desk_announcer_dup_body (const char *name, const char *text, gboolean internal)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  const char *who = name != NULL && *name != '\0' ? name : _("Somebody");

  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", *word);
    }
  if (g_utf8_strlen (line->str, -1) > LONGEST_BODY)
    {
      g_string_truncate (line, g_utf8_offset_to_pointer (line->str, LONGEST_BODY - 1) - line->str);
      g_string_append (line, "…");
    }

  if (internal)
    /* Translators: a desktop notification: who wrote an internal note, and its first words. */
    return g_strdup_printf (_("%s: internal note: %s"), who, line->str);
  /* Translators: a desktop notification: who wrote a message, and its first words. */
  return g_strdup_printf (_("%s: %s"), who, line->str);
}

/** desk_announcer_dup_hint: who wrote, and nothing of what they wrote. */
char *
desk_announcer_dup_hint (const char *name, gboolean internal)
{
  if (internal)
    return g_strdup (_("New internal note"));
  if (name == NULL || *name == '\0')
    return g_strdup (_("New message"));
  /* Translators: a desktop notification that shows nothing of a message but who wrote it. */
  return g_strdup_printf (_("New message from %s"), name);
}

/** desk_announcer_dup_title: a ticket that is not delivered yet has no number. */
char *
desk_announcer_dup_title (gint64 number, const char *subject)
{
  return number > 0 ? g_strdup_printf ("#%" G_GINT64_FORMAT " %s", number, subject) : g_strdup (subject);
}

#define CONCERNED \
  "SELECT m.ticket_id, t.number, t.subject, coalesce(nullif(p.full_name, ''), nullif(o.display_name, '')), m.body," \
  " m.visibility = 'internal'" \
  " FROM ticket_messages m JOIN tickets t ON t.id = m.ticket_id" \
  " LEFT JOIN profiles p ON p.user_id = m.author_id LEFT JOIN people o ON o.user_id = m.author_id" \
  " LEFT JOIN ticket_reads r ON r.ticket_id = m.ticket_id AND r.user_id = ?2" \
  " WHERE m.id = ?1 AND m.author_id IS NOT ?2 AND m.created_at > ?3 AND m.created_at > ifnull(r.last_read_at, 0)" \
  " AND (?4 = 0 OR ?5 = 2 OR t.assignee_id = ?2 OR (?5 = 1 AND t.assignee_id IS NULL))"

static gboolean
find_announcements (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) announcement_free);

  for (char **id = question->message_ids; *id != NULL; id++)
    {
      g_autoptr (sqlite3_stmt) statement = desk_db_prepare (db, error, CONCERNED, "ssiii", *id, question->user_id, question->fresh_since,
                                                            (gint64) question->staff, (gint64) question->rules.about);
      g_autofree char *name = NULL;
      Announcement *announcement;
      gboolean there;

      if (statement == NULL || !desk_sql_step (statement, &there, error))
        return FALSE;
      if (!there)
        continue;
      name = desk_db_dup_text (statement, 3);
      announcement = g_new0 (Announcement, 1);
      announcement->ticket_id = desk_db_dup_text (statement, 0);
      announcement->title = desk_announcer_dup_title (sqlite3_column_int64 (statement, 1), (const char *) sqlite3_column_text (statement, 2));
      if (question->rules.words)
        announcement->body = desk_announcer_dup_body (name, (const char *) sqlite3_column_text (statement, 4),
                                                      sqlite3_column_int (statement, 5));
      else
        announcement->body = desk_announcer_dup_hint (name, sqlite3_column_int (statement, 5));
      g_ptr_array_add (found, announcement);
    }
  *result = g_steal_pointer (&found);
  return TRUE;
}

static void
announce (DeskAnnouncer *self, const char *ticket_id, const char *title, const char *body)
{
  if (g_strcmp0 (ticket_id, self->in_view) == 0)
    return;
  g_hash_table_add (self->shown, g_strdup (ticket_id));
  desk_notifier_show (self->notifier, ticket_id, title, body);
}

static void
on_due (const char *ticket_id, const char *title, const char *body, gpointer user_data)
{
  announce (DESK_ANNOUNCER (user_data), ticket_id, title, body);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskAnnouncer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (self->changed_handler == 0)
    return;
  if (found == NULL)
    {
      desk_account_tell (self->account, error);
      return;
    }
  for (guint i = 0; i < found->len; i++)
    {
      const Announcement *announcement = g_ptr_array_index (found, i);

      announce (self, announcement->ticket_id, announcement->title, announcement->body);
    }
}

/**
 * desk_announcer_consider:
 * @message_ids: messages that the cache did not have before
 * @live: they were written just now, whatever this computer's clock says; otherwise what is old is passed over
 *
 * Shows those that concern the person.
 */
void
desk_announcer_consider (DeskAnnouncer *self, const char * const *message_ids, gboolean live)
{
  gint64 now = desk_account_get_now (self->account);
  Question *question;

  if (self->rules.about == DESK_NOTIFY_NONE || desk_notify_rules_is_quiet (&self->rules, now, NULL))
    return;

  question = g_new0 (Question, 1);
  question->rules = self->rules;
  question->message_ids = g_strdupv ((char **) message_ids);
  question->user_id = g_strdup (self->account->user_id);
  question->staff = desk_cache_is_staff (self->account->cache);
  question->fresh_since = live ? 0 : now - FRESH;
  desk_store_read_async (self->account->store, find_announcements, question, (GDestroyNotify) question_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, on_found, g_object_ref (self));
}

/** desk_announcer_withdraw: the ticket is looked at, or read. */
void
desk_announcer_withdraw (DeskAnnouncer *self, const char *ticket_id)
{
  if (g_hash_table_remove (self->shown, ticket_id))
    desk_notifier_withdraw (self->notifier, ticket_id);
}

/** desk_announcer_set_rules: what the person wants to hear of from now on. */
void
desk_announcer_set_rules (DeskAnnouncer *self, const DeskNotifyRules *rules)
{
  self->rules = *rules;
  desk_due_watch_set_rules (self->due, rules);
}

/** desk_announcer_set_in_view: (nullable) what the person looks at: no notification for it. */
void
desk_announcer_set_in_view (DeskAnnouncer *self, const char *ticket_id)
{
  g_free (self->in_view);
  self->in_view = g_strdup (ticket_id);
  if (ticket_id != NULL)
    desk_announcer_withdraw (self, ticket_id);
}

typedef struct
{
  DeskAnnouncer *announcer;
  char *ticket_id;
  char *user_id;
} ReadCheck;

static void
read_check_free (ReadCheck *check)
{
  g_object_unref (check->announcer);
  g_free (check->ticket_id);
  g_free (check->user_id);
  g_free (check);
}

static gboolean
count_unread (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  const ReadCheck *check = data;
  gint64 unread;

  if (!desk_db_get_int (db, &unread, error,
                        "SELECT count(*) FROM ticket_messages WHERE ticket_id = ?1 AND local = 0 AND author_id IS NOT ?2 AND created_at >"
                        " ifnull((SELECT last_read_at FROM ticket_reads WHERE ticket_id = ?1 AND user_id = ?2), 0)",
                        "ss", check->ticket_id, check->user_id))
    return FALSE;
  *result = GINT_TO_POINTER (unread > 0);
  return TRUE;
}

static void
on_unread (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ReadCheck *check = user_data;
  g_autoptr (GError) error = NULL;
  gpointer unread = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (error == NULL && !GPOINTER_TO_INT (unread) && check->announcer->shown != NULL)
    desk_announcer_withdraw (check->announcer, check->ticket_id);
  read_check_free (check);
}

/* Read here or on another computer. */
static void
on_store_changed (DeskStore *store, DeskStoreChanges *changes, gpointer user_data)
{
  DeskAnnouncer *self = DESK_ANNOUNCER (user_data);
  GHashTableIter iter;
  gpointer id;

  if (!desk_store_changes_has_table (changes, "ticket_reads"))
    return;
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      ReadCheck *check;

      if (!desk_store_changes_has_ticket (changes, id))
        continue;
      check = g_new0 (ReadCheck, 1);
      check->announcer = g_object_ref (self);
      check->ticket_id = g_strdup (id);
      check->user_id = g_strdup (self->account->user_id);
      desk_store_read_async (store, count_unread, check, NULL, NULL, NULL, on_unread, check);
    }
}

/** desk_announcer_new: (transfer full): the announcer of an account. */
DeskAnnouncer *
desk_announcer_new (DeskAccount *account, DeskNotifier *notifier)
{
  DeskAnnouncer *self = g_object_new (DESK_TYPE_ANNOUNCER, NULL);

  self->account = g_object_ref (account);
  self->notifier = g_object_ref (notifier);
  self->changed_handler = g_signal_connect (account->store, "changed", G_CALLBACK (on_store_changed), self);
  self->due = desk_due_watch_new (account, on_due, self);
  return self;
}

/** desk_announcer_stop: takes back all that is shown: the person has left. */
void
desk_announcer_stop (DeskAnnouncer *self)
{
  GHashTableIter iter;
  gpointer id;

  if (self->changed_handler == 0)
    return;
  g_clear_signal_handler (&self->changed_handler, self->account->store);
  desk_due_watch_stop (self->due);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    desk_notifier_withdraw (self->notifier, id);
  g_hash_table_remove_all (self->shown);
}
