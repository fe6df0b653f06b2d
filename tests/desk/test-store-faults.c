/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error.h"
#include "desk-sql.h"
#include "test-desk.h"

/* Between SQLite and the disk: the nth write or flush from now on fails, once. */

/* SQLite has a table of methods for each kind of file: databases, journals. */
typedef struct
{
  sqlite3_io_methods methods;   /* first: a file's table is looked up by it */
  const sqlite3_io_methods *real;
} Methods;

static Methods tables[4];
static int (*real_open) (sqlite3_vfs *, sqlite3_filename, sqlite3_file *, int, int *);
static sqlite3_vfs faulty;
static int countdown;           /* atomic; 0 for no fault */
static int fault;               /* what the fault answers */

static gboolean
is_to_fail (void)
{
  return g_atomic_int_get (&countdown) > 0 && g_atomic_int_dec_and_test (&countdown);
}

static const sqlite3_io_methods *
get_real (sqlite3_file *file)
{
  return ((const Methods *) (const void *) file->pMethods)->real;
}

static int
faulty_write (sqlite3_file *file,
              const void *data,
              int n_bytes,
              sqlite3_int64 offset)
{
  return is_to_fail () ? fault : get_real (file)->xWrite (file, data, n_bytes, offset);
}

static int
faulty_sync (sqlite3_file *file,
             int flags)
{
  return is_to_fail () ? fault : get_real (file)->xSync (file, flags);
}

static const sqlite3_io_methods *
wrap (const sqlite3_io_methods *real)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (tables) && tables[i].real != NULL && tables[i].real != real)
    i++;
  g_assert_cmpuint (i, <, G_N_ELEMENTS (tables));
  if (tables[i].real == NULL)
    {
      tables[i].methods = *real;
      tables[i].methods.xWrite = faulty_write;
      tables[i].methods.xSync = faulty_sync;
      tables[i].real = real;
    }

  return &tables[i].methods;
}

static int
faulty_open (sqlite3_vfs *vfs,
             sqlite3_filename name,
             sqlite3_file *file,
             int flags,
             int *out_flags)
{
  static GMutex mutex;
  int result = real_open (vfs, name, file, flags, out_flags);

  g_mutex_lock (&mutex);
  if (result == SQLITE_OK && file->pMethods != NULL)
    file->pMethods = wrap (file->pMethods);
  g_mutex_unlock (&mutex);

  return result;
}

static void
put_in_between (void)
{
  faulty = *sqlite3_vfs_find (NULL);
  real_open = faulty.xOpen;
  faulty.zName = "faulty";
  faulty.xOpen = faulty_open;
  g_assert_cmpint (sqlite3_vfs_register (&faulty, TRUE), ==, SQLITE_OK);
}

typedef struct
{
  gboolean done;
  GError *error;
} Wait;

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Wait *wait = user_data;

  desk_store_write_finish (DESK_STORE (source), result, &wait->error);
  wait->done = TRUE;
}

static gboolean
run_sql (sqlite3 *db,
         DeskStoreChanges *changes,
         gpointer data,
         gpointer *result,
         GError **error)
{
  return desk_sql_exec (db, data, error);
}

static GError *
try_sql (DeskStore *store,
         const char *sql)
{
  Wait wait = { 0 };

  desk_store_write_async (store, run_sql, (gpointer) sql, NULL, NULL, NULL, on_written, &wait);
  test_wait_for (wait.done);

  return wait.error;
}

/* Three rows of one job that belong together, large enough for several pages. */
static char *
dup_job (guint i)
{
  return g_strdup_printf ("INSERT INTO tickets (id, subject, status, created_at) VALUES ('t%u', 'Subject %u', 'open', 1);"
                          "INSERT INTO ticket_messages (id, ticket_id, body, visibility, created_at) VALUES ('m%u', 't%u',"
                          " hex (randomblob (6000)), 'public', 1);"
                          "INSERT INTO outbox (id, kind, payload, created_at) VALUES ('o%u', 'message', '{}', 1)", i, i, i, i, i);
}

static DeskStore *
open_store (const char *path)
{
  g_autoptr(GError) error = NULL;
  DeskStore *store = desk_store_new (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (desk_store_get_condition (store), ==, DESK_STORE_INTACT);

  return store;
}

static void
assert_sound (DeskStore *store,
              guint expected)
{
  g_assert_cmpint (test_count (store, "SELECT count(*) FROM tickets"), ==, expected);
  g_assert_cmpint (test_count (store, "SELECT count(*) FROM ticket_messages"), ==, expected);
  g_assert_cmpint (test_count (store, "SELECT count(*) FROM outbox"), ==, expected);
  g_assert_cmpint (test_count (store, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), ==, 0);
}

/* Each write and each flush of a job fails in turn: the job says so and leaves nothing, the next one works without a new start, and after one everything
 * that was confirmed is there. */
static void
test_each_write (gconstpointer data)
{
  char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  DeskStore *store = open_store (path);
  guint confirmed = 0, failed = 0;
  int code;

  fault = GPOINTER_TO_INT (data);
  code = fault == SQLITE_FULL ? DESK_ERROR_DISK_FULL : DESK_ERROR_FILE;
  for (int n = 1; n <= 100; n++)
    {
      g_autofree char *job = dup_job (n);
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) again = NULL;

      g_atomic_int_set (&countdown, n);
      error = try_sql (store, job);
      g_atomic_int_set (&countdown, 0);
      if (error != NULL)
        {
          g_assert_error (error, DESK_ERROR, code);
          failed++;
          again = try_sql (store, job);
          g_assert_no_error (again);
        }
      confirmed++;
      assert_sound (store, confirmed);
    }
  g_test_message ("%u of 100 jobs failed", failed);
  g_assert_cmpuint (failed, >, 20);

  desk_store_close (store);
  g_assert_finalize_object (store);
  store = open_store (path);
  assert_sound (store, confirmed);
  desk_store_close (store);
  g_assert_finalize_object (store);
  test_folder_free (folder);
}

/* The file cannot even be made, or not be brought up to date: opening says so, leaves what was there, and works the next time. */
static void
test_each_write_of_opening (void)
{
  guint failed = 0;

  fault = SQLITE_FULL;
  for (int n = 1; n <= 200; n += 4)
    {
      char *folder = test_folder_new ();
      g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
      g_autoptr(GError) error = NULL;
      DeskStore *store;

      g_atomic_int_set (&countdown, n);
      store = desk_store_new (path, &error);
      g_atomic_int_set (&countdown, 0);
      if (store == NULL)
        {
          g_assert_error (error, DESK_ERROR, DESK_ERROR_DISK_FULL);
          failed++;
          store = open_store (path);
        }
      assert_sound (store, 0);
      desk_store_close (store);
      g_assert_finalize_object (store);
      test_folder_free (folder);
    }
  g_test_message ("%u openings failed", failed);
  g_assert_cmpuint (failed, >, 20);
}

int
main (int argc,
      char *argv[])
{
  put_in_between ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/desk/faults/each-write-full", GINT_TO_POINTER (SQLITE_FULL), test_each_write);
  g_test_add_data_func ("/desk/faults/each-write-broken", GINT_TO_POINTER (SQLITE_IOERR_WRITE), test_each_write);
  g_test_add_func ("/desk/faults/each-write-of-opening", test_each_write_of_opening);

  return g_test_run ();
}
