/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-desk.h"

#include <glib/gstdio.h>

#include "desk-sql.h"

struct _TestClock
{
  GObject parent_instance;

  gint64 now;                   /* read by the reader thread as well: atomically */
};

static void test_clock_iface_init (DeskClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestClock, test_clock, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (DESK_TYPE_CLOCK, test_clock_iface_init))

static gint64
test_clock_get_now (DeskClock *clock)
{
  return __atomic_load_n (&TEST_CLOCK (clock)->now, __ATOMIC_SEQ_CST);
}

static void
test_clock_iface_init (DeskClockInterface *iface)
{
  iface->get_now = test_clock_get_now;
}

static void
test_clock_class_init (TestClockClass *klass)
{
}

static void
test_clock_init (TestClock *self)
{
}

DeskClock *
test_clock_new (gint64 now)
{
  TestClock *self = g_object_new (TEST_TYPE_CLOCK, NULL);

  self->now = now;

  return DESK_CLOCK (self);
}

void
test_clock_advance (DeskClock *clock,
                    gint64 microseconds)
{
  __atomic_add_fetch (&TEST_CLOCK (clock)->now, microseconds, __ATOMIC_SEQ_CST);
  desk_clock_emit_jumped (clock);
}

gboolean
test_look_again (gpointer nothing)
{
  return G_SOURCE_CONTINUE;
}

gboolean
test_too_late (gpointer flag)
{
  *(gboolean *) flag = TRUE;

  return G_SOURCE_REMOVE;
}

char *
test_folder_new (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("guichet-test-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
test_folder_free (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

JsonArray *
test_parse_rows (const char *rows)
{
  g_autofree char *text = g_strdelimit (g_strdup (rows), "'", '"');
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);

  return json_array_ref (json_node_get_array (node));
}

typedef struct
{
  gboolean done;
  GError *error;
  gpointer result;
} Wait;

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Wait *wait = user_data;

  wait->result = desk_store_write_finish (DESK_STORE (source), result, &wait->error);
  wait->done = TRUE;
}

static void
on_read (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Wait *wait = user_data;

  wait->result = desk_store_read_finish (DESK_STORE (source), result, &wait->error);
  wait->done = TRUE;
}

void
test_merge (DeskStore *store,
            const DeskRowType *type,
            const char *rows)
{
  g_autoptr(JsonArray) array = test_parse_rows (rows);
  Wait wait = { 0 };

  desk_store_merge_async (store, type, array, NULL, on_written, &wait);
  test_wait_for (wait.done);
  g_assert_no_error (wait.error);
}

typedef struct
{
  const char *sql, *table, *id, *ticket_id;
} Statement;

static gboolean
run_sql (sqlite3 *db,
         DeskStoreChanges *changes,
         gpointer data,
         gpointer *result,
         GError **error)
{
  Statement *statement = data;

  if (statement->table != NULL)
    desk_store_changes_add (changes, statement->table, statement->id, statement->ticket_id);

  return desk_sql_exec (db, statement->sql, error);
}

/* Writes as the outbox does, and notes one row. */
void
test_sql (DeskStore *store,
          const char *sql,
          const char *table,
          const char *id,
          const char *ticket_id)
{
  Statement statement = { sql, table, id, ticket_id };
  Wait wait = { 0 };

  desk_store_write_async (store, run_sql, &statement, NULL, NULL, NULL, on_written, &wait);
  test_wait_for (wait.done);
  g_assert_no_error (wait.error);
}

static gboolean
read_text (sqlite3 *db,
           gpointer data,
           gpointer *result,
           GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, data, error);
  gboolean has_row;

  if (statement == NULL || !desk_sql_step (statement, &has_row, error))
    return FALSE;
  *result = has_row ? g_strdup ((const char *) sqlite3_column_text (statement, 0)) : NULL;

  return TRUE;
}

char *
test_text (DeskStore *store,
           const char *sql)
{
  Wait wait = { 0 };

  desk_store_read_async (store, read_text, (gpointer) sql, NULL, g_free, NULL, on_read, &wait);
  test_wait_for (wait.done);
  g_assert_no_error (wait.error);

  return wait.result;
}

gint64
test_count (DeskStore *store,
            const char *sql)
{
  g_autofree char *text = test_text (store, sql);

  g_assert_nonnull (text);

  return g_ascii_strtoll (text, NULL, 10);
}

/* Until whoever asked the reader has its answers, those that wait for the others included, and what they ask for because of them, too. */
void
test_settle (DeskStore *store)
{
  for (guint i = 0; i < 4; i++)
    {
      Wait wait = { 0 };

      desk_store_read_later_async (store, read_text, (gpointer) "SELECT 1", NULL, g_free, NULL, on_read, &wait);
      test_wait_for (wait.done);
      g_assert_no_error (wait.error);
      g_free (wait.result);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}
