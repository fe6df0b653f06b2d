/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-salvage.h"

#include "desk-sql.h"

/* What exists nowhere else. Of the backend's tables only what was written here; the rest is loaded again. */
static const struct
{
  const char *table;
  const char *condition;
} wanted[] = {
  { "outbox", "1" },
  { "drafts", "1" },
  { "draft_files", "1" },
  { "tickets", "local = 1" },
  { "ticket_messages", "local = 1" },
  { "ticket_attachments", "local = 1" },
};

static gboolean
has_column (sqlite3 *db,
            const char *table,
            const char *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s LIMIT 0", column, table);
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, sql, NULL);

  return statement != NULL;
}

/* The columns that both files have: the broken one may be older or newer. Row numbers and computed columns are made anew. */
static char *
dup_shared_columns (sqlite3 *db,
                    sqlite3 *damaged,
                    const char *table,
                    guint *n_columns)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s') WHERE name <> 'rid'", table);
  g_autoptr(sqlite3_stmt) columns = desk_sql_prepare (db, sql, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean has_row = FALSE;

  *n_columns = 0;
  while (columns != NULL && desk_sql_step (columns, &has_row, NULL) && has_row)
    {
      const char *name = (const char *) sqlite3_column_text (columns, 0);

      if (!has_column (damaged, table, name))
        continue;
      g_string_append_printf (text, "%s%s", *n_columns == 0 ? "" : ", ", name);
      (*n_columns)++;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static sqlite3_stmt *
prepare_insert (sqlite3 *db,
                const char *table,
                const char *columns,
                guint n_columns)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT OR IGNORE INTO %s (%s) VALUES (", table, columns);
  for (guint i = 0; i < n_columns; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_c (sql, ')');

  return desk_sql_prepare (db, sql->str, NULL);
}

static gboolean
copy_rows (sqlite3_stmt *from,
           sqlite3_stmt *to,
           guint n_columns)
{
  gboolean has_row;

  for (;;)
    {
      if (!desk_sql_step (from, &has_row, NULL))
        return FALSE;
      if (!has_row)
        return TRUE;
      for (guint i = 0; i < n_columns; i++)
        sqlite3_bind_value (to, i + 1, sqlite3_column_value (from, i));
      if (!desk_sql_run (to, NULL))
        return FALSE;
    }
}

static gboolean
copy_table (sqlite3 *db,
            sqlite3 *damaged,
            const char *table,
            const char *condition)
{
  g_autofree char *columns = NULL;
  g_autofree char *select = NULL;
  g_autoptr(sqlite3_stmt) from = NULL;
  g_autoptr(sqlite3_stmt) to = NULL;
  guint n_columns;

  columns = dup_shared_columns (db, damaged, table, &n_columns);
  if (n_columns == 0)
    return FALSE;

  select = g_strdup_printf ("SELECT %s FROM %s WHERE %s", columns, table, condition);
  from = desk_sql_prepare (damaged, select, NULL);
  to = prepare_insert (db, table, columns, n_columns);

  return from != NULL && to != NULL && copy_rows (from, to, n_columns);
}

/**
 * desk_salvage_copy:
 * @damaged_path: a broken cache file, with its journal beside it
 * @db: the writer's connection to the new one
 *
 * Carries over what exists nowhere else: the outbox, drafts and their files, and the rows that show what waits. Reads on past a table that
 * cannot be read.
 *
 * Returns: whether all of it could be read
 */
gboolean
desk_salvage_copy (const char *damaged_path,
                   sqlite3 *db)
{
  sqlite3 *damaged = NULL;
  gboolean complete = FALSE;

  if (sqlite3_open_v2 (damaged_path, &damaged, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
      desk_sql_exec (db, "BEGIN IMMEDIATE", NULL))
    {
      complete = TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
        complete &= copy_table (db, damaged, wanted[i].table, wanted[i].condition);
      complete &= desk_sql_exec (db, "COMMIT", NULL);
    }
  sqlite3_close (damaged);

  return complete;
}
