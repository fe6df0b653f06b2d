/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-order-private.h"

#include "desk-sql.h"

/* Tickets of which it takes longer to look each up than to go through as many more in order. */
#define MANY 3000

typedef struct
{
  DeskTicketFilter *filter;
  DeskTicketPart part;
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

/* Whether all tickets are read and sorted here, so that one reading of the index that holds their places is enough. */
static gboolean
reads_all (const DeskTicketFilter *filter,
           const DeskTicketPart *part)
{
  return part->ids == NULL && !is_usual_order (&filter->order) && (filter->wanted->view == DESK_VIEW_ALL || !filter->staff) && desk_list_filter_count (filter->wanted) == 0 &&
         !desk_ticket_filter_has_words (filter);
}

/* Whether a list shows only what somebody asks for, and not a whole part of the queue. */
static gboolean
picks (const DeskTicketFilter *filter)
{
  return desk_ticket_filter_follows_clock (filter) || desk_list_filter_count (filter->wanted) > 0 || desk_ticket_filter_has_words (filter);
}

/* Whether the first ones are asked for of labels that many tickets have, and of nothing else: the newest are found sooner in the order of the list than
 * by looking up each that has the label. */
static gboolean
walks (sqlite3 *db,
       const DeskTicketFilter *filter,
       const DeskTicketPart *part)
{
  const DeskListFilter *wanted = filter->wanted;
  g_autoptr(sqlite3_stmt) count = NULL;
  g_autofree char *sql = NULL;
  gboolean has_row;

  if (part->n_first == 0 || !is_usual_order (&filter->order) || wanted->view != DESK_VIEW_ALL || wanted->labels->len != 1 ||
      desk_list_filter_count (wanted) != 1 || desk_ticket_filter_has_words (filter))
    return FALSE;

  sql = g_strdup_printf ("SELECT count(*) FROM (SELECT 1 FROM ticket_labels WHERE label = :label0 LIMIT %u)", MANY);
  count = desk_sql_prepare (db, sql, NULL);
  if (count == NULL)
    return FALSE;
  desk_ticket_filter_bind (filter, count);

  return desk_sql_step (count, &has_row, NULL) && has_row && sqlite3_column_int (count, 0) == MANY;
}

static void
append_order (const DeskTicketFilter *filter,
              const DeskTicketPart *part,
              gboolean walk,
              GString *sql)
{
  /* What is asked for is found by its index, or by one reading of the table, and sorted; without the plus all tickets would be walked in order
   * and each looked up, which takes ten times as long. */
  g_string_append (sql, !walk && picks (filter) ? " ORDER BY +t.activity DESC, +t.id DESC" : " ORDER BY t.activity DESC, t.id DESC");
  /* One more says that there are more. */
  if (part->n_first > 0)
    g_string_append_printf (sql, " LIMIT %u", part->n_first + 1);
}

static char *
dup_sql (sqlite3 *db,
         const DeskTicketFilter *filter,
         const DeskTicketPart *part)
{
  g_autofree char *condition = desk_ticket_filter_dup_condition (filter);
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  GPtrArray *ids = part->ids;
  const gboolean walk = walks (db, filter, part);

  desk_ticket_sorter_append_columns (&filter->order, sql);
  g_string_append_printf (sql, " FROM tickets t%s WHERE %s", walk || reads_all (filter, part) ? " INDEXED BY tickets_in_lists" : "", condition);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_string_append_printf (sql, "%s:id%u%s", i == 0 ? " AND t.id IN (" : ", ", i, i + 1 == ids->len ? ")" : "");
  if (is_usual_order (&filter->order))
    append_order (filter, part, walk, sql);

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

static void
sort_keys (GArray *keys,
           guint n_first)
{
  g_array_sort (keys, (GCompareFunc) desk_ticket_key_compare);
  if (n_first > 0 && keys->len > n_first)
    g_array_set_size (keys, n_first);
}

/* Of the first ones alone not many more are kept than those: now and then what has fallen behind is left out, and what would come after the last is
 * not kept at all. So a hundred thousand are looked at in a fifth of the time that it takes to sort them. */
static gboolean
read_keys (DeskTicketSorter *sorter,
           sqlite3_stmt *statement,
           guint n_first,
           DeskTicketAnswer *answer,
           GError **error)
{
  GArray *keys = answer->keys;
  DeskTicketKey last = { 0 };
  gboolean has_last = FALSE;
  guint n = 0;

  for (;; n++)
    {
      DeskTicketKey key = { 0 };
      gboolean has_row;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (!desk_ticket_sorter_read (sorter, statement, has_last ? &last : NULL, &key))
        continue;
      g_array_append_val (keys, key);
      if (n_first == 0 || keys->len < 4 * n_first)
        continue;
      sort_keys (keys, n_first);
      last = g_array_index (keys, DeskTicketKey, n_first - 1);
      has_last = TRUE;
    }
  answer->partial = n_first > 0 && n > n_first;

  return TRUE;
}

static guint
count_last_group (DeskTicketSorter *sorter,
                  DeskTicketAnswer *answer)
{
  if (!answer->partial || sorter->order.group == DESK_GROUP_NONE)
    return 0;

  return desk_ticket_sorter_count_group (sorter, g_array_index (answer->keys, DeskTicketKey, answer->keys->len - 1).group);
}

/* The first ones of all, where indexes lead to them. If they do not lead to enough, everything has to be read. */
static gboolean
walk_to_first (sqlite3 *db,
               const DeskTicketFilter *filter,
               guint n_first,
               DeskTicketAnswer *answer,
               GError **error)
{
  g_autoptr(DeskTicketSorter) sorter = desk_ticket_sorter_new (db, filter, error);

  /* One more says that there are more. */
  if (sorter == NULL || !desk_ticket_walk_read (db, sorter, n_first + 1, answer->keys, error))
    return FALSE;

  answer->partial = answer->keys->len > n_first;
  if (!answer->partial)
    {
      g_array_set_size (answer->keys, 0);
      return TRUE;
    }
  sort_keys (answer->keys, n_first);
  answer->n_last_group = count_last_group (sorter, answer);

  return TRUE;
}

static gboolean
read_all (sqlite3 *db,
          const DeskTicketFilter *filter,
          const DeskTicketPart *part,
          DeskTicketAnswer *answer,
          GError **error)
{
  g_autofree char *sql = dup_sql (db, filter, part);
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, sql, error);
  g_autoptr(DeskTicketSorter) sorter = NULL;

  if (statement == NULL)
    return FALSE;
  sorter = desk_ticket_sorter_new (db, filter, error);
  if (sorter == NULL)
    return FALSE;

  desk_ticket_filter_bind (filter, statement);
  bind_ids (statement, part->ids);
  if (!read_keys (sorter, statement, part->n_first, answer, error))
    return FALSE;
  if (!is_usual_order (&filter->order))
    sort_keys (answer->keys, part->n_first);
  else if (answer->partial)
    g_array_set_size (answer->keys, part->n_first);
  answer->n_last_group = count_last_group (sorter, answer);

  return TRUE;
}

/** desk_ticket_query_read: reads what a list shows, or a part of it. In the reader thread. */
DeskTicketAnswer *
desk_ticket_query_read (sqlite3 *db,
                        const DeskTicketFilter *filter,
                        const DeskTicketPart *part,
                        GError **error)
{
  g_autoptr(DeskTicketAnswer) answer = g_new0 (DeskTicketAnswer, 1);

  answer->keys = g_array_new (FALSE, TRUE, sizeof (DeskTicketKey));
  if (part->n_first > 0 && reads_all (filter, part) && !walk_to_first (db, filter, part->n_first, answer, error))
    return NULL;
  if (!answer->partial && !read_all (db, filter, part, answer, error))
    return NULL;
  if (desk_ticket_filter_follows_clock (filter))
    answer->next_change = desk_ticket_filter_read_next_change (filter, db);

  return g_steal_pointer (&answer);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  desk_ticket_filter_free (question->filter);
  g_clear_pointer (&question->part.ids, g_ptr_array_unref);
  g_free (question);
}

static gboolean
read_answer (sqlite3 *db,
             gpointer data,
             gpointer *result,
             GError **error)
{
  Question *question = data;

  *result = desk_ticket_query_read (db, question->filter, &question->part, error);

  return *result != NULL;
}

/** desk_ticket_query_async: asks the reader; @filter is taken. desk_store_read_finish() gives a DeskTicketAnswer. */
void
desk_ticket_query_async (DeskStore *store,
                         DeskTicketFilter *filter,
                         const DeskTicketPart *part,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->filter = filter;
  question->part = *part;
  if (part->ids != NULL)
    g_ptr_array_ref (part->ids);
  if (part->later)
    desk_store_read_later_async (store, read_answer, question, question_free, (GDestroyNotify) desk_ticket_answer_free, cancellable, callback,
                                 user_data);
  else
    desk_store_read_async (store, read_answer, question, question_free, (GDestroyNotify) desk_ticket_answer_free, cancellable, callback, user_data);
}
