/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-query.h"

#include "desk-sla-record.h"
#include "desk-sql.h"

/* More words than anybody remembers of a ticket; each costs a look into three indexes. */
#define MAX_WORDS 8

#define ACTIVE "t.status IN ('open', 'in_progress', 'waiting_customer')"

/** desk_ticket_filter_new: takes who looks and what time it is from @cache. */
DeskTicketFilter *
desk_ticket_filter_new (DeskCache *cache,
                        const DeskListFilter *wanted,
                        const DeskListOrder *order,
                        const char *search)
{
  DeskTicketFilter *self = g_new0 (DeskTicketFilter, 1);

  self->wanted = desk_list_filter_copy (wanted);
  self->order = *order;
  self->search = g_strdup (search);
  self->user_id = g_strdup (desk_cache_get_user_id (cache));
  self->staff = desk_cache_is_staff (cache);
  self->now = desk_clock_get_now (desk_cache_get_clock (cache));

  return self;
}

/** desk_ticket_filter_free: frees a filter. */
void
desk_ticket_filter_free (DeskTicketFilter *self)
{
  desk_list_filter_free (self->wanted);
  g_free (self->search);
  g_free (self->user_id);
  g_free (self);
}

static gboolean
follows_days (const DeskTicketFilter *self)
{
  return self->wanted->created.last_days > 0 || self->wanted->activity.last_days > 0 || self->order.group == DESK_GROUP_DUE;
}

static gboolean
follows_due (const DeskTicketFilter *self)
{
  const guint clocks = (1u << DESK_SLA_STATE_OVERDUE) | (1u << DESK_SLA_STATE_DUE_SOON) | (1u << DESK_SLA_STATE_RUNNING);

  return (self->staff && (self->wanted->view == DESK_VIEW_DUE_SOON || self->wanted->view == DESK_VIEW_OVERDUE)) ||
         (self->wanted->sla & clocks) != 0 || self->order.group == DESK_GROUP_DUE;
}

/** desk_ticket_filter_follows_clock: whether time alone changes the answer. */
gboolean
desk_ticket_filter_follows_clock (const DeskTicketFilter *self)
{
  return follows_due (self) || follows_days (self) || self->wanted->next_reply == DESK_NEXT_REPLY_OVERDUE;
}

static gboolean
has_letter (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalnum (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

/* The words of what is searched, those left out that no index could know. Never more than a few. */
static void
add_words (GPtrArray *words,
           const char *search)
{
  g_auto(GStrv) parts = NULL;

  if (search == NULL || !g_utf8_validate (search, -1, NULL))
    return;

  parts = g_strsplit_set (search, " \t\n", -1);
  for (guint i = 0; parts[i] != NULL && words->len < MAX_WORDS; i++)
    {
      if (has_letter (parts[i]))
        g_ptr_array_add (words, g_strdup (parts[i]));
    }
}

static GPtrArray *
dup_words (const DeskTicketFilter *self)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  add_words (words, self->wanted->text);
  add_words (words, self->search);

  return words;
}

/** desk_ticket_filter_has_words: whether the answer depends on what stands in messages. */
gboolean
desk_ticket_filter_has_words (const DeskTicketFilter *self)
{
  g_autoptr(GPtrArray) words = dup_words (self);

  return words->len > 0;
}

static gboolean
parse_number (const char *word,
              gint64 *number)
{
  return g_ascii_string_to_signed (*word == '#' ? word + 1 : word, 10, 0, G_MAXINT64, number, NULL);
}

static const char *
get_view_condition (const DeskTicketFilter *self)
{
  if (!self->staff)
    return "1";

  switch (self->wanted->view)
    {
    case DESK_VIEW_INBOX:
      return "t.status IN ('open', 'in_progress') AND (t.assignee_id IS NULL OR t.assignee_id = :me)";
    case DESK_VIEW_MINE:
      return self->wanted->statuses != 0 ? "t.assignee_id = :me" : "t.assignee_id = :me AND " ACTIVE;
    case DESK_VIEW_UNASSIGNED:
      return self->wanted->statuses != 0 ? "t.assignee_id IS NULL" : "t.assignee_id IS NULL AND " ACTIVE;
    case DESK_VIEW_DUE_SOON:
      return DESK_SQL_DUE_SOON;
    case DESK_VIEW_OVERDUE:
      return DESK_SQL_OVERDUE;
    case DESK_VIEW_WAITING:
      return "t.status = 'waiting_customer'";
    case DESK_VIEW_ALL:
    default:
      return "1";
    }
}

/* Each word has to be found somewhere: in the subject, in a message, in the company's name, or as the number. */
static void
append_word (GString *sql,
             const char *word,
             guint i)
{
  gint64 number;
  gboolean is_number = parse_number (word, &number);

  if (is_number && *word == '#')
    {
      g_string_append_printf (sql, " AND t.number = :number%u", i);
      return;
    }
  g_string_append_printf (sql,
                          " AND (t.rid IN (SELECT rowid FROM ticket_search WHERE ticket_search MATCH :word%u)"
                          " OR t.id IN (SELECT m.ticket_id FROM message_search s JOIN ticket_messages m ON m.rid = s.rowid"
                          " WHERE message_search MATCH :word%u)"
                          " OR t.client_id IN (SELECT c.id FROM client_search s JOIN clients c ON c.rid = s.rowid"
                          " WHERE client_search MATCH :word%u)",
                          i, i, i);
  if (is_number)
    g_string_append_printf (sql, " OR t.number = :number%u", i);
  g_string_append_c (sql, ')');
}

/** desk_ticket_filter_dup_condition: (transfer full): an SQL condition over tickets t, for desk_ticket_filter_bind(). What a person typed
 * is bound and never becomes SQL or a full-text operator. */
char *
desk_ticket_filter_dup_condition (const DeskTicketFilter *self)
{
  g_autoptr(GString) sql = g_string_new (get_view_condition (self));
  g_autoptr(GPtrArray) words = dup_words (self);

  desk_ticket_condition_append (self, sql);
  for (guint i = 0; i < words->len; i++)
    append_word (sql, words->pdata[i], i);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* A phrase of full-text search that matches words that begin so. */
static char *
dup_phrase (const char *word)
{
  g_auto(GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *inner = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\" *", inner);
}

/** desk_ticket_filter_bind: gives the parameters of desk_ticket_filter_dup_condition() their values. */
void
desk_ticket_filter_bind (const DeskTicketFilter *self,
                         sqlite3_stmt *statement)
{
  g_autoptr(GPtrArray) words = dup_words (self);

  desk_sql_bind_text (statement, ":me", self->user_id);
  desk_sql_bind_int64 (statement, ":now", self->now);
  desk_ticket_condition_bind (self, statement);
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *word_name = g_strdup_printf (":word%u", i);
      g_autofree char *number_name = g_strdup_printf (":number%u", i);
      g_autofree char *phrase = dup_phrase (words->pdata[i]);
      gint64 number;

      desk_sql_bind_text (statement, word_name, phrase);
      if (parse_number (words->pdata[i], &number))
        desk_sql_bind_int64 (statement, number_name, number);
    }
}

static gint64
read_moment (sqlite3 *db,
             const char *sql,
             gint64 now)
{
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, sql, NULL);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return G_MAXINT64;

  desk_sql_bind_int64 (statement, ":now", now);
  if (!desk_sql_step (statement, &has_row, NULL) || !has_row || sqlite3_column_type (statement, 0) == SQLITE_NULL)
    return G_MAXINT64;

  return sqlite3_column_int64 (statement, 0);
}

/** desk_ticket_filter_read_next_change: when time alone next changes the answer: a microsecond after a ticket is due or has become due soon, or at
 * midnight. 0 for never. */
gint64
desk_ticket_filter_read_next_change (const DeskTicketFilter *self,
                                     sqlite3 *db)
{
  gint64 next = G_MAXINT64;

  if (follows_due (self))
    {
      next = MIN (next, read_moment (db, "SELECT min (next_due) + 1 FROM tickets WHERE next_due >= :now", self->now));
      next = MIN (next, read_moment (db, "SELECT min (next_due) - 900000000 FROM tickets WHERE next_due > :now + 900000000",
                                     self->now));
    }
  if (self->wanted->next_reply == DESK_NEXT_REPLY_OVERDUE)
    next = MIN (next, read_moment (db, "SELECT min (next_response_due_at) + 1 FROM tickets WHERE next_response_due_at >= :now", self->now));
  if (follows_days (self))
    next = MIN (next, desk_ticket_day_start (self->now, 1));

  return next == G_MAXINT64 ? 0 : next;
}
