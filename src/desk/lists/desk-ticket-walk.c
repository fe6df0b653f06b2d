/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The first of all tickets in an order that is not the usual one, found by walking indexes: as many rows are read as are wanted, or a few groups of
 * them, however many are stored. */

#include "config.h"

#include "desk-ticket-order-private.h"

#include "desk-sla.h"
#include "desk-sql.h"

/* From 1, how urgent a priority can be. */
#define N_RANKS (DESK_PRIORITY_URGENT + 1)
#define NEWEST "t.activity DESC, t.id DESC"
#define INDEXED(index, condition) " INDEXED BY " index " WHERE " condition

typedef struct
{
  sqlite3 *db;
  DeskTicketSorter *sorter;
  GArray *keys;
  guint n_wanted;
  GError **error;
} Walk;

static gboolean
has_enough (Walk *self)
{
  return self->keys->len >= self->n_wanted;
}

/* Reads what follows: @from is an index and a condition, @order (nullable) how the rows are to come so that the first are enough. */
static gboolean
read_step (Walk *self,
           const char *from,
           const char *order,
           const char *company)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(sqlite3_stmt) statement = NULL;

  desk_ticket_sorter_append_columns (&self->sorter->order, sql);
  g_string_append_printf (sql, " FROM tickets t%s", from);
  if (order != NULL)
    g_string_append_printf (sql, " ORDER BY %s LIMIT %u", order, self->n_wanted);
  statement = desk_sql_prepare (self->db, sql->str, self->error);
  if (statement == NULL)
    return FALSE;

  desk_sql_bind_text (statement, ":company", company);
  for (;;)
    {
      DeskTicketKey key = { 0 };
      gboolean has_row;

      if (!desk_sql_step (statement, &has_row, self->error))
        return FALSE;
      if (!has_row)
        return TRUE;
      desk_ticket_sorter_read (self->sorter, statement, NULL, &key);
      g_array_append_val (self->keys, key);
    }
}

static gboolean
read_steps (Walk *self,
            const char *const *from,
            const char *const *orders)
{
  for (guint i = 0; from[i] != NULL; i++)
    {
      if (!has_enough (self) && !read_step (self, from[i], orders[i], NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
walk_activity (Walk *self)
{
  return read_step (self, INDEXED ("tickets_by_activity", "1"), self->sorter->order.ascending ? "t.activity, t.id DESC" : NEWEST, NULL);
}

static gboolean
walk_created (Walk *self)
{
  const char *const from[] = { INDEXED ("tickets_by_created", "t.created_at IS NOT NULL"), INDEXED ("tickets_by_created", "t.created_at IS NULL"), NULL };
  const char *const orders[] = { self->sorter->order.ascending ? "t.created_at, " NEWEST : "t.created_at DESC, " NEWEST, NEWEST };

  return read_steps (self, from, orders);
}

static gboolean
walk_due (Walk *self)
{
  const char *const from[] = { INDEXED ("tickets_by_due", "t.next_due IS NOT NULL"), INDEXED ("tickets_in_lists", "t.next_due IS NULL"), NULL };
  const char *const orders[] = { self->sorter->order.ascending ? "t.next_due, " NEWEST : "t.next_due DESC, " NEWEST, NEWEST };

  return read_steps (self, from, orders);
}

/* A ticket gets its number when it is delivered: until then it is the newest. */
static gboolean
walk_number (Walk *self)
{
  const gboolean ascending = self->sorter->order.ascending;
  const char *const numbered = INDEXED ("tickets_by_number", "t.number <> 0");
  const char *const not_yet = INDEXED ("tickets_by_number", "(t.number IS NULL OR t.number = 0)");
  const char *const from[] = { ascending ? numbered : not_yet, ascending ? not_yet : numbered, NULL };
  const char *const orders[] = { ascending ? "t.number, " NEWEST : NEWEST, ascending ? NEWEST : "t.number DESC, " NEWEST };

  return read_steps (self, from, orders);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

/* Of tickets with no priority, or with one that nobody knows: all that lies between those that are known, so that the index finds it. */
static char *
dup_unknown (GHashTable *priorities)
{
  GString *condition = g_string_new ("(t.priority_id IS NULL");
  g_autoptr(GList) ids = g_list_sort (g_hash_table_get_keys (priorities), compare_ids);

  g_string_append (condition, ids == NULL ? " OR t.priority_id IS NOT NULL" : "");
  for (GList *id = ids; id != NULL; id = id->next)
    {
      if (id->prev != NULL)
        g_string_append_printf (condition, " AND t.priority_id < %d)", GPOINTER_TO_INT (id->data));
      else
        g_string_append_printf (condition, " OR t.priority_id < %d", GPOINTER_TO_INT (id->data));
      g_string_append_printf (condition, id->next != NULL ? " OR (t.priority_id > %d" : " OR t.priority_id > %d", GPOINTER_TO_INT (id->data));
    }
  g_string_append_c (condition, ')');

  return g_string_free (condition, FALSE);
}

/* Of tickets that are as urgent as that; %NULL for a rank that no priority has. */
static char *
dup_ranked (GHashTable *priorities,
            int rank)
{
  g_autoptr(GString) condition = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, priorities);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      if (GPOINTER_TO_INT (value) == rank)
        g_string_append_printf (condition, "%s%d", condition->len == 0 ? "t.priority_id IN (" : ", ", GPOINTER_TO_INT (id));
    }
  if (condition->len == 0)
    return NULL;
  g_string_append_c (condition, ')');

  return g_string_free (g_steal_pointer (&condition), FALSE);
}

static gboolean
walk_priority (Walk *self)
{
  GHashTable *priorities = self->sorter->priorities;

  for (int i = 0; i <= N_RANKS && !has_enough (self); i++)
    {
      int rank = self->sorter->order.ascending ? i : N_RANKS - i;
      g_autofree char *condition = rank == 0 ? dup_unknown (priorities) : dup_ranked (priorities, rank);
      g_autofree char *from = condition != NULL ? g_strconcat (INDEXED ("tickets_by_priority", ""), condition, NULL) : NULL;

      if (from != NULL && !read_step (self, from, NEWEST, NULL))
        return FALSE;
    }

  return TRUE;
}

/* Group by group, each whole: its heading says how many it has. */
static gboolean
walk_companies (Walk *self)
{
  GHashTable *companies = self->sorter->companies;
  g_autofree const char **ids = g_new0 (const char *, g_hash_table_size (companies));
  GHashTableIter iter;
  gpointer id, place;

  g_hash_table_iter_init (&iter, companies);
  while (g_hash_table_iter_next (&iter, &id, &place))
    ids[GPOINTER_TO_UINT (place) - 1] = id;
  for (guint i = 0; i < g_hash_table_size (companies) && !has_enough (self); i++)
    {
      if (!read_step (self, INDEXED ("tickets_by_client", "t.client_id = :company"), NULL, ids[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
walk_due_groups (Walk *self)
{
  const DeskTicketSorter *sorter = self->sorter;
  const gint64 soon = sorter->now + DESK_SLA_SOON_SECONDS * G_USEC_PER_SEC + 1;
  /* Where each group ends; what is due soon is due soon, also after midnight. */
  const gint64 ends[] = { sorter->now, soon, MAX (soon, sorter->tomorrow), MAX (soon, sorter->day_after), G_MAXINT64 };
  gint64 begin = G_MININT64;

  for (guint i = 0; i < G_N_ELEMENTS (ends) && !has_enough (self); i++)
    {
      g_autofree char *from = g_strdup_printf (INDEXED ("tickets_by_due", "t.next_due >= %" G_GINT64_FORMAT " AND t.next_due < %" G_GINT64_FORMAT),
                                               begin, ends[i]);

      if (!read_step (self, from, NULL, NULL))
        return FALSE;
      begin = ends[i];
    }

  return TRUE;
}

static gboolean
walk (Walk *self)
{
  switch (self->sorter->order.group)
    {
    case DESK_GROUP_COMPANY:
      return walk_companies (self);
    case DESK_GROUP_DUE:
      return walk_due_groups (self);
    case DESK_GROUP_NONE:
    default:
      break;
    }

  switch (self->sorter->order.sort)
    {
    case DESK_SORT_CREATED:
      return walk_created (self);
    case DESK_SORT_DUE:
      return walk_due (self);
    case DESK_SORT_PRIORITY:
      return walk_priority (self);
    case DESK_SORT_NUMBER:
      return walk_number (self);
    case DESK_SORT_ACTIVITY:
    default:
      return walk_activity (self);
    }
}

/**
 * desk_ticket_walk_read: the first of all tickets, at least so many if there are; fewer where their order has to be found by reading all, those with
 * no company or no deadline in a list that is grouped by it. In the reader thread.
 */
gboolean
desk_ticket_walk_read (sqlite3 *db,
                       DeskTicketSorter *sorter,
                       guint n_wanted,
                       GArray *keys,
                       GError **error)
{
  Walk self = { db, sorter, keys, n_wanted, error };

  return walk (&self);
}
