/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-query.h"

#include "desk-enums.h"
#include "desk-sla-record.h"
#include "desk-sql.h"

/* More words than anybody remembers of a ticket; each costs a look into three indexes. */
#define MAX_WORDS 8

#define ACTIVE "t.status IN ('open', 'in_progress', 'waiting_customer')"

/** desk_ticket_filter_new: takes who looks and what time it is from @cache. */
DeskTicketFilter *
desk_ticket_filter_new (DeskCache *cache,
                        DeskViewKind view,
                        guint status_mask,
                        const char *search)
{
  DeskTicketFilter *self = g_new0 (DeskTicketFilter, 1);

  self->view = view;
  self->status_mask = status_mask;
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
  g_free (self->search);
  g_free (self->user_id);
  g_free (self);
}

/** desk_ticket_filter_follows_clock: whether time alone changes the answer. */
gboolean
desk_ticket_filter_follows_clock (const DeskTicketFilter *self)
{
  return self->staff && (self->view == DESK_VIEW_DUE_SOON || self->view == DESK_VIEW_OVERDUE);
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

/** desk_ticket_filter_dup_words: (transfer full) (element-type utf8): the words of a search, those left out that no index could know.
 * Never more than a few. */
GPtrArray *
desk_ticket_filter_dup_words (const char *search)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) parts = NULL;

  if (search == NULL || !g_utf8_validate (search, -1, NULL))
    return words;

  parts = g_strsplit_set (search, " \t\n", -1);
  for (guint i = 0; parts[i] != NULL && words->len < MAX_WORDS; i++)
    {
      if (has_letter (parts[i]))
        g_ptr_array_add (words, g_strdup (parts[i]));
    }

  return words;
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

  switch (self->view)
    {
    case DESK_VIEW_INBOX:
      return "t.status IN ('open', 'in_progress') AND (t.assignee_id IS NULL OR t.assignee_id = :me)";
    case DESK_VIEW_MINE:
      return self->status_mask != 0 ? "t.assignee_id = :me" : "t.assignee_id = :me AND " ACTIVE;
    case DESK_VIEW_UNASSIGNED:
      return self->status_mask != 0 ? "t.assignee_id IS NULL" : "t.assignee_id IS NULL AND " ACTIVE;
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

static void
append_statuses (GString *sql,
                 guint mask)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (DESK_TYPE_STATUS);
  gboolean first = TRUE;

  g_string_append (sql, " AND t.status IN (");
  for (guint i = 0; i < klass->n_values; i++)
    {
      g_autofree char *word = g_strdelimit (g_strdup (klass->values[i].value_nick), "-", '_');

      if (!(mask & (1u << klass->values[i].value)))
        continue;
      g_string_append_printf (sql, "%s'%s'", first ? "" : ", ", word);
      first = FALSE;
    }
  g_string_append_c (sql, ')');
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
  g_autoptr(GPtrArray) words = desk_ticket_filter_dup_words (self->search);

  if (self->status_mask != 0)
    append_statuses (sql, self->status_mask);
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
  g_autoptr(GPtrArray) words = desk_ticket_filter_dup_words (self->search);

  desk_sql_bind_text (statement, ":me", self->user_id);
  desk_sql_bind_int64 (statement, ":staff", self->staff);
  desk_sql_bind_int64 (statement, ":now", self->now);
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

/** desk_ticket_filter_read_next_change: when the next ticket becomes due soon or overdue by time alone: a microsecond into it. 0 for
 * never. */
gint64
desk_ticket_filter_read_next_change (sqlite3 *db,
                                     gint64 now)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row = FALSE;

  statement = desk_sql_prepare (db,
                                "SELECT min (coalesce ((SELECT min (next_due) + 1 FROM tickets WHERE next_due >= :now), 9223372036854775807),"
                                " coalesce ((SELECT min (next_due) - 900000000 FROM tickets WHERE next_due > :now + 900000000),"
                                " 9223372036854775807))",
                                NULL);
  if (statement == NULL)
    return 0;

  desk_sql_bind_int64 (statement, ":now", now);
  if (!desk_sql_step (statement, &has_row, NULL) || !has_row || sqlite3_column_int64 (statement, 0) == G_MAXINT64)
    return 0;

  return sqlite3_column_int64 (statement, 0);
}
