/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-change.h"

#include <string.h>

#include "database/local-pool.h"

/* One query asks for everything: the values as JSON, the filters, the privileges. The two tables tell in which column the
   answer for a filter, or for a role, will stand. */
typedef struct
{
  GString *sql;
  GPtrArray *values;
  gint n_columns;
  GHashTable *filters;
  GHashTable *roles;
} Query;

static const LocalColumn *
get_column (const LocalRelation *relation, guint i)
{
  return &g_array_index (relation->columns, LocalColumn, i);
}

static const LocalValue *
get_value (GArray *tuple, const LocalColumn *column)
{
  if (tuple == NULL || column->wire < 0 || (guint) column->wire >= tuple->len)
    return NULL;

  return &g_array_index (tuple, LocalValue, column->wire);
}

static gint
add_value (Query *query, const gchar *text)
{
  g_ptr_array_add (query->values, (gpointer) text);
  return (gint) query->values->len;
}

/* Finds the row as it is now, by the primary key that the tuple has. */
static gchar *
write_current (Query *query, const LocalRelation *relation, GArray *tuple, const LocalColumn *column)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean first = TRUE;

  g_string_printf (sql, "(select c.%s from %s c where ", column->quoted, relation->quoted);
  for (guint i = 0; i < relation->columns->len; i++)
    {
      const LocalColumn *key = get_column (relation, i);
      const LocalValue *value = get_value (tuple, key);

      if (!key->is_primary)
        continue;
      if (value == NULL || value->kind != LOCAL_VALUE_TEXT)
        return NULL;
      g_string_append_printf (sql, "%sc.%s = $%d::%s", first ? "" : " and ", key->quoted, add_value (query, value->text),
                              key->sql_type);
      first = FALSE;
    }
  g_string_append_c (sql, ')');

  return first ? NULL : g_strdup (sql->str);
}

/* SQL that gives the value of a column; NULL when nothing tells it. */
static gchar *
write_operand (Query *query, const LocalRelation *relation, GArray *tuple, const LocalColumn *column, gboolean may_look)
{
  const LocalValue *value = get_value (tuple, column);

  if (value != NULL && value->kind == LOCAL_VALUE_TEXT)
    return g_strdup_printf ("$%d::%s", add_value (query, value->text), column->sql_type);
  if (value != NULL && value->kind == LOCAL_VALUE_NULL)
    return g_strdup_printf ("null::%s", column->sql_type);

  return may_look ? write_current (query, relation, tuple, column) : NULL;
}

static void
add_result (Query *query, const gchar *sql)
{
  g_string_append_printf (query->sql, "%s%s", query->n_columns > 0 ? ", " : "select ", sql);
  query->n_columns++;
}

static void
add_json (Query *query, const LocalColumn *column, const gchar *operand)
{
  g_autofree gchar *sql = NULL;

  if (operand == NULL)
    sql = g_strdup ("null::text");
  else if (strcmp (column->type, "bytea") == 0)
    sql = g_strdup_printf ("coalesce(to_json(encode(%s, 'hex'))::text, 'null')", operand);
  else
    sql = g_strdup_printf ("coalesce(to_json(%s)::text, 'null')", operand);
  add_result (query, sql);
}

/* Of the old row the key alone is told when row level security is on, or it would show what a policy hides. */
static gboolean
tells_old (const LocalRelation *relation, const LocalPgoutput *message, const LocalColumn *column)
{
  return column->is_primary || (!relation->has_rls && message->old_values != NULL && !message->old_is_key);
}

static void
add_values (Query *query, const LocalRelation *relation, const LocalPgoutput *message)
{
  /* An update that leaves the key as it is comes without its old tuple. */
  GArray *old = message->old_values != NULL ? message->old_values : message->new_values;

  for (guint i = 0; i < relation->columns->len; i++)
    {
      const LocalColumn *column = get_column (relation, i);
      g_autofree gchar *operand = NULL;
      g_autofree gchar *old_operand = NULL;

      if (message->new_values != NULL)
        operand = write_operand (query, relation, message->new_values, column, TRUE);
      if (message->kind != LOCAL_PGOUTPUT_INSERT && tells_old (relation, message, column))
        old_operand = write_operand (query, relation, old, column, FALSE);
      add_json (query, column, operand);
      add_json (query, column, old_operand);
    }
}

static gchar *
write_condition (Query               *query,
                 PGconn              *connection,
                 const LocalRelation *relation,
                 const LocalPgoutput *message,
                 const LocalFilter   *filter)
{
  gboolean is_delete = message->kind == LOCAL_PGOUTPUT_DELETE;

  for (guint i = 0; i < relation->columns->len; i++)
    {
      const LocalColumn *column = get_column (relation, i);
      g_autofree gchar *operand = NULL;

      if (strcmp (column->name, filter->column) != 0)
        continue;
      /* The tuple of a key has nulls for the columns that are no key. */
      if (is_delete && message->old_is_key && !column->is_primary)
        return NULL;
      operand = write_operand (query, relation, is_delete ? message->old_values : message->new_values, column, !is_delete);
      return operand != NULL ? local_filter_to_sql (filter, connection, operand, column->sql_type) : NULL;
    }

  return NULL;
}

static void
ask_filter (Query               *query,
            PGconn              *connection,
            const LocalChange   *change,
            const LocalPgoutput *message,
            const LocalBinding  *binding)
{
  g_autofree gchar *condition = NULL;

  if (binding->filter == NULL ||
      !local_binding_covers (binding, change->event, change->relation->schema, change->relation->name))
    return;

  condition = write_condition (query, connection, change->relation, message, binding->filter);
  if (condition == NULL)
    return;

  g_hash_table_insert (query->filters, binding->filter, GINT_TO_POINTER (query->n_columns));
  add_result (query, condition);
}

static void
ask_role (Query *query, const LocalRelation *relation, const gchar *role)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gint place;

  if (g_hash_table_contains (query->roles, role))
    return;

  place = add_value (query, role);
  for (guint i = 0; i < relation->columns->len; i++)
    g_string_append_printf (sql, "%shas_column_privilege($%d::name, %u::oid, %d::int2, 'SELECT')::int::text",
                            i > 0 ? " || " : "", place, relation->oid, get_column (relation, i)->number);
  g_hash_table_insert (query->roles, (gpointer) role, GINT_TO_POINTER (query->n_columns));
  add_result (query, sql->str);
}

static gchar *
take_text (const PGresult *result, gint column)
{
  return PQgetisnull (result, 0, column) ? NULL : g_strdup (PQgetvalue (result, 0, column));
}

static void
take_answers (LocalChange *change, const Query *query, const LocalPgoutput *message, const PGresult *result)
{
  guint n_columns = change->relation->columns->len;
  GHashTableIter iter;
  gpointer key;
  gpointer place;

  if (message->new_values != NULL)
    change->record = g_new0 (gchar *, n_columns);
  if (message->kind != LOCAL_PGOUTPUT_INSERT)
    change->old_record = g_new0 (gchar *, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      if (change->record != NULL)
        change->record[i] = take_text (result, (gint) i * 2);
      if (change->old_record != NULL)
        change->old_record[i] = take_text (result, (gint) i * 2 + 1);
    }

  g_hash_table_iter_init (&iter, query->filters);
  while (g_hash_table_iter_next (&iter, &key, &place))
    if (g_strcmp0 (PQgetvalue (result, 0, GPOINTER_TO_INT (place)), "t") == 0)
      g_hash_table_add (change->passed, key);
  g_hash_table_iter_init (&iter, query->roles);
  while (g_hash_table_iter_next (&iter, &key, &place))
    g_hash_table_insert (change->readable, g_strdup (key), take_text (result, GPOINTER_TO_INT (place)));
}

/**
 * local_change_new:
 * @connection: a connection with full rights
 * @relation: the table; must outlive the change
 * @message: the change, as the stream tells it
 * @time: when it was committed
 * @subscribers: (element-type LocalSubscriber): who may hear of it; must outlive the change
 * @error: return location of an error
 *
 * Puts a change into the form in which clients hear of it. PostgreSQL writes the values and compares the filters. Waits for
 * the database.
 *
 * Returns: (transfer full) (nullable): the change
 */
LocalChange *
local_change_new (PGconn              *connection,
                  const LocalRelation *relation,
                  const LocalPgoutput *message,
                  gint64               time,
                  GPtrArray           *subscribers,
                  GError             **error)
{
  g_autoptr (LocalChange) change = g_new0 (LocalChange, 1);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GHashTable) filters = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) roles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PGresult) result = NULL;
  Query query = { sql, values, 0, filters, roles };

  change->relation = relation;
  change->event = local_change_get_event (message->kind);
  change->time = local_change_write_time (time);
  change->passed = g_hash_table_new (NULL, NULL);
  change->readable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  add_values (&query, relation, message);
  for (guint i = 0; i < subscribers->len; i++)
    {
      const LocalSubscriber *subscriber = g_ptr_array_index (subscribers, i);

      for (guint j = 0; j < subscriber->bindings->len; j++)
        ask_filter (&query, connection, change, message, g_ptr_array_index (subscriber->bindings, j));
      ask_role (&query, relation, subscriber->person->role);
    }

  result = PQexecParams (connection, sql->str, (gint) values->len, NULL, (const gchar *const *) values->pdata, NULL, NULL, 0);
  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    {
      g_set_error_literal (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_STATEMENT, PQresultErrorMessage (result));
      return NULL;
    }

  take_answers (change, &query, message, result);
  return g_steal_pointer (&change);
}

/**
 * local_change_free:
 * @change: (transfer full) (nullable): a change
 *
 * Frees a change.
 */
void
local_change_free (LocalChange *change)
{
  guint n_columns;

  if (change == NULL)
    return;

  n_columns = change->relation->columns->len;
  for (guint i = 0; i < n_columns; i++)
    {
      if (change->record != NULL)
        g_free (change->record[i]);
      if (change->old_record != NULL)
        g_free (change->old_record[i]);
    }
  g_free (change->record);
  g_free (change->old_record);
  g_free (change->time);
  g_hash_table_unref (change->passed);
  g_hash_table_unref (change->readable);
  g_free (change);
}
