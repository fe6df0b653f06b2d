/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-db.h"

static sqlite3_stmt *
prepare (sqlite3 *db, GError **error, const char *sql, const char *types, va_list values)
{
  g_autoptr (sqlite3_stmt) statement = desk_sql_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;

  for (int i = 0; types[i] != '\0'; i++)
    {
      const char *text;
      int outcome;

      g_assert (types[i] == 's' || types[i] == 'i');
      if (types[i] == 'i')
        {
          outcome = sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
        }
      else
        {
          text = va_arg (values, const char *);
          outcome = text != NULL ? sqlite3_bind_text (statement, i + 1, text, -1, SQLITE_TRANSIENT)
                                 : sqlite3_bind_null (statement, i + 1);
        }
      if (outcome != SQLITE_OK)
        {
          desk_sql_set_error (db, error);
          return NULL;
        }
    }
  return g_steal_pointer (&statement);
}

/* Returns: a statement with its values, or NULL with @error set. */
sqlite3_stmt *
desk_db_prepare (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = prepare (db, error, sql, types, values);
  va_end (values);
  return statement;
}

/* A statement whose rows do not matter. */
gboolean
desk_db_run (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list values;

  va_start (values, types);
  statement = prepare (db, error, sql, types, values);
  va_end (values);
  return statement != NULL && desk_sql_run (statement, error);
}

/* Returns: (nullable) (transfer full): a column's text, NULL for SQL's null. */
char *
desk_db_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/* The first column of the first row as a number; 0 where there is no row or a null. */
gboolean
desk_db_get_int (sqlite3 *db, gint64 *value, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;
  va_list values;

  va_start (values, types);
  statement = prepare (db, error, sql, types, values);
  va_end (values);
  if (statement == NULL || !desk_sql_step (statement, &row, error))
    return FALSE;
  *value = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

/* Returns: (nullable) (transfer full): the first column of the first row; NULL where there is none, and NULL with @error set. */
char *
desk_db_get_text (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;
  va_list values;

  va_start (values, types);
  statement = prepare (db, error, sql, types, values);
  va_end (values);
  if (statement == NULL || !desk_sql_step (statement, &row, error) || !row)
    return NULL;
  return desk_db_dup_text (statement, 0);
}

/* Returns: (nullable) (transfer container): the first column of every row, nulls left out; NULL with @error set. */
GPtrArray *
desk_db_get_texts (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;
  va_list values;

  va_start (values, types);
  statement = prepare (db, error, sql, types, values);
  va_end (values);
  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!desk_sql_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&texts);
      if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
        g_ptr_array_add (texts, desk_db_dup_text (statement, 0));
    }
}
