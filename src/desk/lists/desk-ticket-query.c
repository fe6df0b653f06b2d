/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-query.h"

#include "desk-sql.h"

typedef struct
{
  DeskTicketFilter *filter;
  GPtrArray *ids;               /* (nullable): all */
} Question;

/** desk_ticket_answer_free: frees an answer; any thread. */
void
desk_ticket_answer_free (DeskTicketAnswer *self)
{
  g_array_unref (self->keys);
  g_free (self);
}

/* The usual order is that of an index. */
static gboolean
is_usual_order (const DeskListOrder *order)
{
  return order->sort == DESK_SORT_ACTIVITY && !order->ascending && order->group == DESK_GROUP_NONE;
}

/* Whether a list shows only what somebody asks for, and not a whole part of the queue. */
static gboolean
picks (const DeskTicketFilter *filter)
{
  return desk_ticket_filter_follows_clock (filter) || desk_list_filter_count (filter->wanted) > 0 || desk_ticket_filter_has_words (filter);
}

static char *
dup_sql (const DeskTicketFilter *filter,
         GPtrArray *ids)
{
  g_autofree char *condition = desk_ticket_filter_dup_condition (filter);
  g_autoptr(GString) sql = g_string_new ("SELECT ");

  desk_ticket_sorter_append_columns (&filter->order, sql);
  g_string_append_printf (sql, " FROM tickets t WHERE %s", condition);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_string_append_printf (sql, "%s:id%u%s", i == 0 ? " AND t.id IN (" : ", ", i, i + 1 == ids->len ? ")" : "");
  if (!is_usual_order (&filter->order))
    return g_string_free (g_steal_pointer (&sql), FALSE);

  /* What is asked for is found by its index, or by one reading of the table, and sorted; without the plus all tickets would be walked in order
   * and each looked up, which takes ten times as long. */
  g_string_append (sql, picks (filter) ? " ORDER BY +t.activity DESC, +t.id DESC" : " ORDER BY t.activity DESC, t.id DESC");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
bind_ids (sqlite3_stmt *statement,
          GPtrArray *ids)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autofree char *name = g_strdup_printf (":id%u", i);

      desk_sql_bind_text (statement, name, ids->pdata[i]);
    }
}

static gboolean
read_keys (DeskTicketSorter *sorter,
           sqlite3_stmt *statement,
           GArray *keys,
           GError **error)
{
  gboolean has_row;

  for (;;)
    {
      DeskTicketKey key = { 0 };

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      desk_ticket_sorter_read (sorter, statement, &key);
      g_array_append_val (keys, key);
    }
}

/** desk_ticket_query_read: reads what a list shows, or with @ids (nullable) which of them it shows. In the reader thread. */
DeskTicketAnswer *
desk_ticket_query_read (sqlite3 *db,
                        const DeskTicketFilter *filter,
                        GPtrArray *ids,
                        GError **error)
{
  g_autofree char *sql = dup_sql (filter, ids);
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, sql, error);
  g_autoptr(DeskTicketSorter) sorter = NULL;
  g_autoptr(DeskTicketAnswer) answer = g_new0 (DeskTicketAnswer, 1);

  answer->keys = g_array_new (FALSE, TRUE, sizeof (DeskTicketKey));
  if (statement == NULL)
    return NULL;
  sorter = desk_ticket_sorter_new (db, filter, error);
  if (sorter == NULL)
    return NULL;

  desk_ticket_filter_bind (filter, statement);
  bind_ids (statement, ids);
  if (!read_keys (sorter, statement, answer->keys, error))
    return NULL;
  if (!is_usual_order (&filter->order))
    g_array_sort (answer->keys, (GCompareFunc) desk_ticket_key_compare);
  if (desk_ticket_filter_follows_clock (filter))
    answer->next_change = desk_ticket_filter_read_next_change (filter, db);

  return g_steal_pointer (&answer);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  desk_ticket_filter_free (question->filter);
  g_clear_pointer (&question->ids, g_ptr_array_unref);
  g_free (question);
}

static gboolean
read_answer (sqlite3 *db,
             gpointer data,
             gpointer *result,
             GError **error)
{
  Question *question = data;

  *result = desk_ticket_query_read (db, question->filter, question->ids, error);

  return *result != NULL;
}

/** desk_ticket_query_async: asks the reader; @filter is taken. desk_store_read_finish() gives a DeskTicketAnswer. */
void
desk_ticket_query_async (DeskStore *store,
                         DeskTicketFilter *filter,
                         GPtrArray *ids,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->filter = filter;
  question->ids = ids != NULL ? g_ptr_array_ref (ids) : NULL;
  desk_store_read_async (store, read_answer, question, question_free, (GDestroyNotify) desk_ticket_answer_free, cancellable,
                         callback, user_data);
}
