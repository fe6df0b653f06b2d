/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-order-private.h"

#include "desk-enums.h"
#include "desk-sla.h"
#include "desk-slot.h"
#include "desk-sql.h"

enum
{
  COLUMN_ID,
  COLUMN_ACTIVITY,
  COLUMN_CREATED,
  COLUMN_NUMBER,
  COLUMN_DUE,
  COLUMN_PRIORITY,
  COLUMN_CLIENT,
  N_COLUMNS,
};

/* What a place in the list is computed from; the index tickets_in_lists holds all of it. */
static const char *const columns[] = { "t.id", "t.activity", "t.created_at", "t.number", "t.next_due", "t.priority_id", "t.client_id" };

static const int sort_columns[] = {
  [DESK_SORT_ACTIVITY] = COLUMN_ACTIVITY, [DESK_SORT_CREATED] = COLUMN_CREATED, [DESK_SORT_DUE] = COLUMN_DUE,
  [DESK_SORT_PRIORITY] = COLUMN_PRIORITY, [DESK_SORT_NUMBER] = COLUMN_NUMBER,
};

static const int group_columns[] = {
  [DESK_GROUP_NONE] = COLUMN_ID, [DESK_GROUP_COMPANY] = COLUMN_CLIENT, [DESK_GROUP_DUE] = COLUMN_DUE,
};

typedef struct
{
  char *id;
  char *key;
} Company;

static void
company_free (gpointer data)
{
  Company *company = data;

  g_free (company->id);
  g_free (company->key);
  g_free (company);
}

static int
compare_companies (gconstpointer a,
                   gconstpointer b)
{
  const Company *one = *(Company *const *) a, *other = *(Company *const *) b;
  int order = strcmp (one->key, other->key);

  return order != 0 ? order : strcmp (one->id, other->id);
}

static gboolean
read_priorities (DeskTicketSorter *self,
                 sqlite3 *db,
                 GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, "SELECT id, code FROM ticket_priorities", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      int rank;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (has_row && desk_slot_enum_parse (DESK_TYPE_PRIORITY_CODE, (const char *) sqlite3_column_text (statement, 1), &rank))
        g_hash_table_insert (self->priorities, GINT_TO_POINTER (sqlite3_column_int (statement, 0)), GINT_TO_POINTER (rank + 1));
    }

  return TRUE;
}

static gboolean
read_companies (DeskTicketSorter *self,
                sqlite3 *db,
                GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, "SELECT id, coalesce (name, '') FROM clients", error);
  g_autoptr(GPtrArray) companies = g_ptr_array_new_with_free_func (company_free);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      Company *company;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      company = g_new0 (Company, 1);
      company->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      company->key = g_utf8_collate_key ((const char *) sqlite3_column_text (statement, 1), -1);
      g_ptr_array_add (companies, company);
    }
  g_ptr_array_sort (companies, compare_companies);
  for (guint i = 0; i < companies->len; i++)
    {
      Company *company = companies->pdata[i];

      g_hash_table_insert (self->companies, g_steal_pointer (&company->id), GUINT_TO_POINTER (i + 1));
    }

  return TRUE;
}

/** desk_ticket_sorter_new: what is to be known before the tickets are read. In the reader thread. */
DeskTicketSorter *
desk_ticket_sorter_new (sqlite3 *db,
                        const DeskTicketFilter *filter,
                        GError **error)
{
  g_autoptr(DeskTicketSorter) self = g_new0 (DeskTicketSorter, 1);

  self->order = filter->order;
  self->now = filter->now;
  self->tomorrow = desk_ticket_day_start (filter->now, 1);
  self->day_after = desk_ticket_day_start (filter->now, 2);
  self->priorities = g_hash_table_new (NULL, NULL);
  self->companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sizes = g_array_new (FALSE, TRUE, sizeof (guint));
  if (self->order.sort == DESK_SORT_PRIORITY && !read_priorities (self, db, error))
    return NULL;
  if (self->order.group == DESK_GROUP_COMPANY && !read_companies (self, db, error))
    return NULL;
  g_array_set_size (self->sizes, 2 + MAX (g_hash_table_size (self->companies), DESK_DUE_NEVER));

  return g_steal_pointer (&self);
}

/** desk_ticket_sorter_free: frees a sorter. */
void
desk_ticket_sorter_free (DeskTicketSorter *self)
{
  g_hash_table_unref (self->priorities);
  g_hash_table_unref (self->companies);
  g_array_unref (self->sizes);
  g_free (self);
}

static DeskDueGroup
get_due_group (DeskTicketSorter *self,
               sqlite3_stmt *row)
{
  gint64 due = sqlite3_column_int64 (row, COLUMN_DUE);

  if (sqlite3_column_type (row, COLUMN_DUE) == SQLITE_NULL)
    return DESK_DUE_NEVER;
  if (due < self->now)
    return DESK_DUE_LATE;
  if (due - self->now <= DESK_SLA_SOON_SECONDS * G_USEC_PER_SEC)
    return DESK_DUE_SOON;
  if (due < self->tomorrow)
    return DESK_DUE_TODAY;

  return due < self->day_after ? DESK_DUE_TOMORROW : DESK_DUE_LATER;
}

static gint64
get_group (DeskTicketSorter *self,
           sqlite3_stmt *row)
{
  const char *client_id;
  guint place = 0;

  if (self->order.group == DESK_GROUP_DUE)
    return get_due_group (self, row);
  if (self->order.group != DESK_GROUP_COMPANY)
    return 0;

  client_id = (const char *) sqlite3_column_text (row, COLUMN_CLIENT);
  if (client_id != NULL)
    place = GPOINTER_TO_UINT (g_hash_table_lookup (self->companies, client_id));

  return place > 0 ? place : G_MAXINT64;
}

/* Those of no company are a group, too. */
static guint *
get_slot (DeskTicketSorter *self,
          gint64 group)
{
  return &g_array_index (self->sizes, guint, group == G_MAXINT64 ? 0 : group + 1);
}

/* What has no value comes last in both directions; but for the number, which a ticket gets when it is delivered: it is the newest. */
static gint64
get_major (DeskTicketSorter *self,
           sqlite3_stmt *row)
{
  int column = sort_columns[self->order.sort];
  gint64 value = sqlite3_column_int64 (row, column);

  if (self->order.sort == DESK_SORT_NUMBER && value == 0)
    value = G_MAXINT64;
  else if (self->order.sort == DESK_SORT_PRIORITY)
    value = GPOINTER_TO_INT (g_hash_table_lookup (self->priorities, GINT_TO_POINTER ((int) value)));
  else if (sqlite3_column_type (row, column) == SQLITE_NULL)
    return G_MAXINT64;

  return self->order.ascending ? value : -value;
}

/** desk_ticket_sorter_append_columns: what desk_ticket_sorter_read() wants to know in this order; NULL stands for what it does not look at, since a
 * hundred thousand times each column counts. */
void
desk_ticket_sorter_append_columns (const DeskListOrder *order,
                                   GString *sql)
{
  for (int i = 0; i < N_COLUMNS; i++)
    {
      gboolean wanted = i <= COLUMN_ACTIVITY || i == sort_columns[order->sort] || i == group_columns[order->group];

      g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", wanted ? columns[i] : "NULL");
    }
}

/** desk_ticket_sorter_read: the place of the ticket that a statement over desk_ticket_sorter_append_columns() stands on, but for one that comes
 * after @last (nullable) for sure. Says whether it was read. */
gboolean
desk_ticket_sorter_read (DeskTicketSorter *self,
                         sqlite3_stmt *row,
                         const DeskTicketKey *last,
                         DeskTicketKey *key)
{
  key->minor = -sqlite3_column_int64 (row, COLUMN_ACTIVITY);
  key->major = get_major (self, row);
  key->group = get_group (self, row);
  (*get_slot (self, key->group))++;
  if (last != NULL && desk_ticket_key_compare_places (key, last) > 0)
    return FALSE;
  g_strlcpy (key->id, (const char *) sqlite3_column_text (row, COLUMN_ID), sizeof (key->id));

  return TRUE;
}

/** desk_ticket_sorter_count_group: how many of the tickets that were read belong to a group. */
guint
desk_ticket_sorter_count_group (DeskTicketSorter *self,
                                gint64 group)
{
  return *get_slot (self, group);
}
