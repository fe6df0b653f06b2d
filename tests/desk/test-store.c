/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-sql.h"
#include "test-desk.h"

typedef struct
{
  char *folder;
  char *path;
  DeskStore *store;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->store = desk_store_new (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (fixture->store);
  g_free (fixture->path);
  test_folder_free (fixture->folder);
}

static gboolean
run_write (sqlite3 *db,
           DeskStoreChanges *changes,
           gpointer data,
           gpointer *result,
           GError **error)
{
  desk_store_changes_add (changes, "sync_state", data, NULL);

  return desk_sql_exec (db, data, error);
}

static void
note_end (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  GPtrArray *log = user_data;
  g_autoptr(GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  g_ptr_array_add (log, g_strdup (error == NULL ? "done" : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled" :
                                  g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ? "closed" : "failed"));
}

static void
note_change (GPtrArray *log,
             DeskStoreChanges *changes)
{
  g_autoptr(GPtrArray) ids = desk_store_changes_get_ids (changes, "sync_state");

  g_ptr_array_add (log, g_strdup_printf ("changed %u", ids->len));
}

static char *
dup_log (GPtrArray *log)
{
  g_ptr_array_add (log, NULL);

  return g_strjoinv (", ", (char **) log->pdata);
}

static void
test_order (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func (g_free);
  /* GTask tells of a cancelled job one turn of the main loop later: the job after it may have ended by then. */
  g_autoptr(GPtrArray) given_up = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *text = NULL;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (note_change), log);
  g_cancellable_cancel (cancellable);
  desk_store_write_async (fixture->store, run_write, (gpointer) "INSERT INTO sync_state VALUES ('a', '1')", NULL, NULL, NULL, note_end, log);
  desk_store_write_async (fixture->store, run_write, (gpointer) "INSERT INTO drafts (key) VALUES ('ghost'); INSERT INTO sync_state VALUES ('a', '2')",
                          NULL, NULL, NULL, note_end, log);
  desk_store_write_async (fixture->store, run_write, (gpointer) "DELETE FROM sync_state", NULL, NULL, cancellable, note_end, given_up);
  desk_store_write_async (fixture->store, run_write, (gpointer) "UPDATE sync_state SET value = '3'", NULL, NULL, NULL, note_end, log);
  test_wait_for (log->len == 5 && given_up->len == 1);

  text = dup_log (log);
  g_assert_cmpstr (text, ==, "changed 1, done, failed, changed 1, done");
  g_assert_cmpstr (given_up->pdata[0], ==, "cancelled");
  /* The failed job left nothing behind. */
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM sync_state WHERE key = 'a' AND value = '3'"), ==, 1);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM sync_state"), ==, 1);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM drafts"), ==, 0);
}

static void
test_close (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 50; i++)
    desk_store_write_async (fixture->store, run_write, (gpointer) "INSERT INTO drafts (key) VALUES (hex (randomblob (8)))", NULL, NULL, NULL,
                            note_end, log);
  desk_store_close (fixture->store);
  desk_store_write_async (fixture->store, run_write, (gpointer) "DELETE FROM drafts", NULL, NULL, NULL, note_end, log);
  test_wait_for (log->len == 51);
  g_assert_cmpstr (log->pdata[49], ==, "done");
  g_assert_cmpstr (log->pdata[50], ==, "closed");

  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  fixture->store = desk_store_new (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_INTACT);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM drafts"), ==, 50);
}

/* The jobs that were given run, and their callbacks come, when nobody holds the store any more. */
static void
test_let_go (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(DeskStore) store = g_steal_pointer (&fixture->store);

  desk_store_write_async (store, run_write, (gpointer) "INSERT INTO drafts (key) VALUES ('new')", NULL, NULL, NULL, note_end, log);
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &fixture->store);
  fixture->store = store;
  g_clear_object (&store);
  test_wait_for (fixture->store == NULL);
  g_assert_cmpuint (log->len, ==, 1);
  g_assert_cmpstr (log->pdata[0], ==, "done");
}

static void
test_private (Fixture *fixture,
              gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  test_sql (fixture->store, "INSERT INTO drafts (key) VALUES ('new')", NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);
      GStatBuf buffer;

      g_assert_cmpint (g_stat (path, &buffer), ==, 0);
      g_assert_cmpint (buffer.st_mode & 0777, ==, 0600);
    }
}

static gboolean
wait_for_close (sqlite3 *db,
                gpointer data,
                gpointer *result,
                GError **error)
{
  while (!desk_store_is_closing (data))
    g_thread_yield ();

  return TRUE;
}

static gboolean
read_nothing (sqlite3 *db,
              gpointer data,
              gpointer *result,
              GError **error)
{
  return TRUE;
}

static void
note_read_end (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  GPtrArray *log = user_data;
  g_autoptr(GError) error = NULL;

  desk_store_read_finish (DESK_STORE (source), result, &error);
  g_ptr_array_add (log, g_strdup (error == NULL ? "read" : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ? "closed" : "failed"));
}

/* Closing does not wait for what is still to be read: nobody wants it any more. */
static void
test_close_drops_reads (Fixture *fixture,
                        gconstpointer data)
{
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  desk_store_read_async (fixture->store, wait_for_close, fixture->store, NULL, NULL, NULL, note_read_end, log);
  desk_store_read_async (fixture->store, read_nothing, NULL, NULL, NULL, NULL, note_read_end, log);
  desk_store_read_async (fixture->store, read_nothing, NULL, NULL, NULL, NULL, note_read_end, log);
  desk_store_close (fixture->store);
  test_wait_for (log->len == 3);
  text = dup_log (log);
  g_assert_true (g_str_has_suffix (text, "closed, closed"));
}

static gboolean
read_when_told (sqlite3 *db,
                   gpointer data,
                   gpointer *result,
                   GError **error)
{
  gint *flag = data;

  while (!g_atomic_int_get (flag))
    g_thread_yield ();

  return TRUE;
}

static void
note_first (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  desk_store_read_finish (DESK_STORE (source), result, NULL);
  g_ptr_array_add (user_data, g_strdup ("first"));
}

static void
note_later (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  desk_store_read_finish (DESK_STORE (source), result, NULL);
  g_ptr_array_add (user_data, g_strdup ("later"));
}

/* What nobody looks at first is read after what came later, but is. */
static void
test_read_later (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  gint go = 0;

  desk_store_read_async (fixture->store, read_when_told, &go, NULL, NULL, NULL, note_read_end, log);
  desk_store_read_later_async (fixture->store, read_nothing, NULL, NULL, NULL, NULL, note_later, log);
  desk_store_read_later_async (fixture->store, read_nothing, NULL, NULL, NULL, NULL, note_read_end, log);
  desk_store_read_async (fixture->store, read_nothing, NULL, NULL, NULL, NULL, note_first, log);
  g_atomic_int_set (&go, 1);
  test_wait_for (log->len == 4);
  text = dup_log (log);
  g_assert_cmpstr (text, ==, "read, first, later, read");
}

static gboolean
run_bad_read (sqlite3 *db,
              gpointer data,
              gpointer *result,
              GError **error)
{
  return desk_sql_exec (db, "INSERT INTO drafts (key) VALUES ('reader')", error);
}

static void
note_read (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  GError **error = user_data;

  desk_store_read_finish (DESK_STORE (source), result, error);
}

static void
test_reader_cannot_write (Fixture *fixture,
                          gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  desk_store_read_async (fixture->store, run_bad_read, NULL, NULL, NULL, NULL, note_read, &error);
  test_wait_for (error != NULL);
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FILE);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM drafts"), ==, 0);
}

/* Counts without end, and says that it has begun. */
static gboolean
run_endless_read (sqlite3 *db,
                  gpointer data,
                  gpointer *result,
                  GError **error)
{
  g_autoptr(sqlite3_stmt) statement
    = desk_sql_prepare (db, "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c", error);
  gboolean has_row;

  g_atomic_int_set ((int *) data, 1);

  return statement != NULL && desk_sql_step (statement, &has_row, error);
}

/* What nobody waits for any more ends in the middle, and the reader goes on with the next. */
static void
test_read_is_given_up (Fixture *fixture,
                       gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  int begun = 0;

  desk_store_read_async (fixture->store, run_endless_read, &begun, NULL, NULL, cancellable, note_read, &error);
  while (!g_atomic_int_get (&begun))
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  test_wait_for (error != NULL);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM drafts"), ==, 0);
}

/* Whether these words stand in any file of the folder, as anybody with the disk could read them. */
static gboolean
is_readable (const char *folder,
             const char *words)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while (!found && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      found = g_file_get_contents (path, &bytes, &size, NULL) && memmem (bytes, size, words, strlen (words)) != NULL;
    }

  return found;
}

static gboolean
remove_ticket (sqlite3 *db,
               DeskStoreChanges *changes,
               gpointer data,
               gpointer *result,
               GError **error)
{
  return desk_store_remove (db, &desk_row_ticket, data, changes, error);
}

/* What somebody may no longer see goes out of the files too, the index of words and the log among them, while the program stays open. */
static void
test_removed_is_wiped (Fixture *fixture,
                       gconstpointer data)
{
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *tickets = g_strdup_printf ("[{'id':'t%d','subject':'Ticket %d'}]", i, i);
      g_autofree char *messages = g_strdup_printf ("[{'id':'m%d','ticket_id':'t%d','body':'the quixotic zanzibarite of %d','is_internal':true}]", i, i, i);

      test_merge (fixture->store, &desk_row_ticket, tickets);
      test_merge (fixture->store, &desk_row_message, messages);
    }
  g_assert_true (is_readable (fixture->folder, "quixotic"));

  for (int i = 0; i < 40; i++)
    desk_store_write_async (fixture->store, remove_ticket, g_strdup_printf ("t%d", i), g_free, NULL, NULL, note_end, log);
  test_wait_for (log->len == 40);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM ticket_messages"), ==, 0);
  test_wait_for (!is_readable (fixture->folder, "quixotic") && !is_readable (fixture->folder, "zanzibarite"));
  test_wait_for (test_count (fixture->store, "SELECT count(*) FROM sync_state WHERE key = 'scrub'") == 0);

  /* The index is whole after it. */
  test_sql (fixture->store, "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)", "sync_state", "scrub", NULL);
}

static void
test_no_folder (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskStore) store = desk_store_new ("/nonexistent/desk.db", &error);

  g_assert_null (store);
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FILE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/store/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/desk/store/close", Fixture, NULL, set_up, test_close, tear_down);
  g_test_add ("/desk/store/read-later", Fixture, NULL, set_up, test_read_later, tear_down);
  g_test_add ("/desk/store/close-drops-reads", Fixture, NULL, set_up, test_close_drops_reads, tear_down);
  g_test_add ("/desk/store/let-go", Fixture, NULL, set_up, test_let_go, tear_down);
  g_test_add ("/desk/store/private", Fixture, NULL, set_up, test_private, tear_down);
  g_test_add ("/desk/store/reader-cannot-write", Fixture, NULL, set_up, test_reader_cannot_write, tear_down);
  g_test_add ("/desk/store/read-is-given-up", Fixture, NULL, set_up, test_read_is_given_up, tear_down);
  g_test_add ("/desk/store/removed-is-wiped", Fixture, NULL, set_up, test_removed_is_wiped, tear_down);
  g_test_add_func ("/desk/store/no-folder", test_no_folder);

  return g_test_run ();
}
