/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk-error.h"
#include "desk-session-private.h"
#include "desk-sql.h"
#include "test-desk.h"

typedef struct
{
  char *folder;
  char *path;
  DeskStore *store;
} Fixture;

static const char unsent[] =
  "INSERT INTO outbox (id, kind, ticket_id, row_id, payload, created_at) VALUES ('o1', 'message', 't1', 'm1', '{\"body\": \"Hello\"}', 1);"
  "INSERT INTO ticket_messages (id, ticket_id, body, visibility, created_at, local) VALUES ('m1', 't1', 'Hello', 'public', 1, 1);"
  "INSERT INTO ticket_messages (id, ticket_id, body, visibility, created_at) VALUES ('m2', 't1', 'From the backend', 'public', 1);"
  "INSERT INTO drafts (key, body) VALUES ('t1/reply', 'Half a sen');";

static void
open_store (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->store = desk_store_new (fixture->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "desk.db", NULL);
  open_store (fixture);
}

static void
close_store (Fixture *fixture)
{
  desk_store_close (fixture->store);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  if (fixture->store != NULL)
    close_store (fixture);
  g_free (fixture->path);
  test_folder_free (fixture->folder);
}

static gboolean
run_sql (sqlite3 *db,
         DeskStoreChanges *changes,
         gpointer data,
         gpointer *result,
         GError **error)
{
  desk_store_changes_add (changes, "drafts", "x", NULL);

  return desk_sql_exec (db, data, error);
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

static GError *
try_sql (Fixture *fixture,
         const char *sql)
{
  Wait wait = { 0 };

  desk_store_write_async (fixture->store, run_sql, (gpointer) sql, NULL, NULL, NULL, on_written, &wait);
  test_wait_for (wait.done);

  return wait.error;
}

static void
count_signal (guint *count)
{
  (*count)++;
}

#define BIG_DRAFT "INSERT OR REPLACE INTO drafts (key, body) VALUES ('big', hex (randomblob (200000)))"

/* A full disk: the job fails with a code that has a sentence, nothing of it stays, and there is no signal; with room again it works. */
static void
test_full_disk (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) again = NULL;
  g_autofree char *limit = NULL;
  guint changed = 0;

  test_sql (fixture->store, unsent, NULL, NULL, NULL);
  limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, test_count (fixture->store, "PRAGMA page_count") + 4);
  test_sql (fixture->store, limit, NULL, NULL, NULL);
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (count_signal), &changed);

  error = try_sql (fixture, "UPDATE outbox SET attempts = 5; " BIG_DRAFT);
  g_assert_error (error, DESK_ERROR, DESK_ERROR_DISK_FULL);
  g_assert_cmpuint (changed, ==, 0);
  g_assert_cmpint (test_count (fixture->store, "SELECT attempts FROM outbox"), ==, 0);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM drafts"), ==, 1);
  /* A small change may still fit. */
  test_sql (fixture->store, "UPDATE outbox SET attempts = 1", NULL, NULL, NULL);

  test_sql (fixture->store, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL);
  again = try_sql (fixture, BIG_DRAFT);
  g_assert_no_error (again);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM drafts"), ==, 2);
  g_assert_cmpint (test_count (fixture->store, "SELECT attempts FROM outbox"), ==, 1);
}

/* Every number of free pages: each job is there as a whole or not at all. */
static void
test_full_disk_anywhere (Fixture *fixture,
                         gconstpointer data)
{
  guint failed = 0;

  for (guint room = 0; room < 40; room++)
    {
      g_autofree char *limit = NULL;
      g_autoptr(GError) error = NULL;

      limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, test_count (fixture->store, "PRAGMA page_count") + room);
      test_sql (fixture->store, limit, NULL, NULL, NULL);
      error = try_sql (fixture,
                       "INSERT INTO tickets (id, subject, status, created_at) VALUES ('t1', hex (randomblob (9000)), 'open', 1);"
                       "INSERT INTO ticket_messages (id, ticket_id, body, visibility, created_at) VALUES ('m1', 't1', hex (randomblob (9000)),"
                       " 'public', 1); INSERT INTO outbox (id, kind, payload, created_at) VALUES ('o1', 'message', hex (randomblob (9000)), 1)");
      g_assert_true (error == NULL || g_error_matches (error, DESK_ERROR, DESK_ERROR_DISK_FULL));
      failed += error != NULL;
      g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM tickets"), ==, error == NULL);
      g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM ticket_messages"), ==, error == NULL);
      g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox"), ==, error == NULL);
      test_sql (fixture->store, "PRAGMA max_page_count = 1000000; DELETE FROM tickets; DELETE FROM ticket_messages; DELETE FROM outbox", NULL,
                NULL, NULL);
    }
  g_test_message ("%u of 40 failed for want of room", failed);
  g_assert_cmpuint (failed, >, 0);
  g_assert_cmpuint (failed, <, 40);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), ==, 0);
}

static void
overwrite (const char *path,
           gint64 offset,
           gsize n_bytes)
{
  g_autofree char *noise = g_malloc (n_bytes);
  int file = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  memset (noise, 0xa5, n_bytes);
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (pwrite (file, noise, n_bytes, offset), ==, n_bytes);
  close (file);
}

static void
assert_set_aside (Fixture *fixture)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);

  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

/* The first page is gone, so nothing can be read: said honestly, and the program works. */
static void
test_no_header (Fixture *fixture,
                gconstpointer data)
{
  test_sql (fixture->store, unsent, NULL, NULL, NULL);
  close_store (fixture);
  overwrite (fixture->path, 0, 4096);
  open_store (fixture);

  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_OUTBOX_LOST);
  assert_set_aside (fixture);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox"), ==, 0);
  test_sql (fixture->store, unsent, NULL, NULL, NULL);
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_INTACT);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox"), ==, 1);
}

/* The same, but there was nothing that could be lost: the person is not frightened. */
static void
test_nothing_to_lose (Fixture *fixture,
                      gconstpointer data)
{
  test_sql (fixture->store, unsent, NULL, NULL, NULL);
  test_sql (fixture->store, "DELETE FROM outbox; DELETE FROM drafts", NULL, NULL, NULL);
  close_store (fixture);
  overwrite (fixture->path, 0, 4096);
  open_store (fixture);
  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_REBUILT);
}

static gint64
find_root_page (Fixture *fixture,
                const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);

  return test_count (fixture->store, sql);
}

/* A page of the backend's rows is broken: the reader meets it, and the next start carries over all that was not sent. */
static void
test_broken_rows (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *draft = NULL;
  guint damaged = 0;
  gint64 page;

  test_sql (fixture->store, unsent, NULL, NULL, NULL);
  test_merge (fixture->store, &desk_row_category, "[{'id': 1, 'label': 'Billing'}]");
  page = find_root_page (fixture, "ticket_categories");
  close_store (fixture);
  overwrite (fixture->path, (page - 1) * 4096, 4096);

  open_store (fixture);
  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_INTACT);
  g_signal_connect_swapped (fixture->store, "damaged", G_CALLBACK (count_signal), &damaged);
  error = try_sql (fixture, "UPDATE ticket_categories SET label = 'x'");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FILE);
  g_assert_cmpuint (damaged, ==, 1);
  close_store (fixture);

  open_store (fixture);
  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_REBUILT);
  assert_set_aside (fixture);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox WHERE id = 'o1' AND row_id = 'm1'"), ==, 1);
  draft = test_text (fixture->store, "SELECT body FROM drafts");
  g_assert_cmpstr (draft, ==, "Half a sen");
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM ticket_messages WHERE id = 'm1'"), ==, 1);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM ticket_messages"), ==, 1);
  /* Once is enough. */
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_INTACT);
}

static void
note_problem (char **problem,
              const char *sentence)
{
  g_free (*problem);
  *problem = g_strdup (sentence);
}

static char *
make_id (gpointer data)
{
  return g_uuid_string_random ();
}

static DeskSession *
open_session (Fixture *fixture,
              DeskClock *clock)
{
  g_autoptr(GError) error = NULL;
  DeskSession *session;

  session = desk_session_new_offline (fixture->folder, clock, make_id, NULL, "00000000-0000-4000-8000-00000000000a", DESK_ROLE_SUPPORT, &error);
  g_assert_no_error (error);

  return session;
}

static char *
find_file (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, "desk.db", NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  g_assert_not_reached ();
}

/* A person hears of it, in a sentence, and the session works. */
static void
test_session_says_so (Fixture *fixture,
                      gconstpointer data)
{
  g_autoptr(DeskClock) clock = test_clock_new (G_GINT64_CONSTANT (1795262400000000));
  g_autofree char *path = NULL;
  g_autofree char *problem = NULL;
  DeskSession *session;

  session = open_session (fixture, clock);
  test_sql (desk_session_get_store (session), "INSERT INTO drafts (key, body) VALUES ('t1/reply', 'Half a sen')", NULL, NULL, NULL);
  test_settle (desk_session_get_store (session));
  g_assert_finalize_object (session);
  path = find_file (fixture->folder);
  overwrite (path, 0, 4096);

  session = open_session (fixture, clock);
  g_signal_connect_swapped (session, "problem", G_CALLBACK (note_problem), &problem);
  test_wait_for (problem != NULL);
  g_assert_nonnull (strstr (problem, "may be lost"));
  test_settle (desk_session_get_store (session));
  g_assert_finalize_object (session);
}

/* The outbox's own page is broken: the drafts are saved, and that something was lost is said. */
static void
test_broken_outbox (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 page;

  test_sql (fixture->store, unsent, NULL, NULL, NULL);
  page = find_root_page (fixture, "outbox");
  close_store (fixture);
  overwrite (fixture->path, (page - 1) * 4096, 4096);

  open_store (fixture);
  error = try_sql (fixture, "UPDATE outbox SET attempts = 1");
  g_assert_nonnull (error);
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_OUTBOX_LOST);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM drafts"), ==, 1);
}

/* Runs in a process of its own and writes until it is killed; each job writes two rows that belong together, and says on the pipe how far it is. */
static int
be_victim (const char *path)
{
  g_autoptr(GError) error = NULL;
  Fixture fixture = { NULL, (char *) path, desk_store_new (path, &error) };

  if (fixture.store == NULL)
    return 1;
  for (guint i = 0;; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO outbox (id, kind, payload, created_at) VALUES (hex (randomblob (16)), 'message',"
                                              " hex (randomblob (%u)), 1); INSERT INTO drafts (key, body) VALUES (hex (randomblob (16)), '')",
                                              100 + i % 50 * 400);

      if (try_sql (&fixture, sql) != NULL || write (STDOUT_FILENO, ".", 1) != 1)
        return 1;
    }
}

static void
kill_in_the_middle (const char *path,
                    guint after,
                    gint64 *confirmed)
{
  const char *argv[] = { g_test_get_filename (G_TEST_BUILT, "test-desk-store-torture", NULL), "--victim", path, NULL };
  g_autoptr(GError) error = NULL;
  GPid pid;
  int output;
  guint seen = 0;
  char byte;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  while (seen < after && read (output, &byte, 1) == 1)
    seen++;
  g_assert_cmpuint (seen, ==, after);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  /* What it still said before it died counts: the job was confirmed. */
  while (read (output, &byte, 1) == 1)
    seen++;
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  g_spawn_close_pid (pid);
  close (output);
  *confirmed += seen;
}

/* Killed while it writes: what was confirmed is there, jobs are whole, and the file is sound. */
static void
test_killed (Fixture *fixture,
             gconstpointer data)
{
  gint64 confirmed = 0;

  close_store (fixture);
  for (guint run = 0; run < 12; run++)
    {
      gint64 in_outbox;

      kill_in_the_middle (fixture->path, 3 + run * 7, &confirmed);
      open_store (fixture);
      g_assert_cmpint (desk_store_get_condition (fixture->store), ==, DESK_STORE_INTACT);
      in_outbox = test_count (fixture->store, "SELECT count(*) FROM outbox");
      g_assert_cmpint (in_outbox, ==, test_count (fixture->store, "SELECT count(*) FROM drafts"));
      g_assert_cmpint (in_outbox, >=, confirmed);
      /* At most the one job that was under way was committed and not confirmed. */
      g_assert_cmpint (in_outbox, <=, confirmed + 1);
      confirmed = in_outbox;
      g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), ==, 0);
      close_store (fixture);
    }
  g_test_message ("12 kills, %" G_GINT64_FORMAT " jobs", confirmed);
}

int
main (int argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--victim"))
    return be_victim (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/torture/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  g_test_add ("/desk/torture/full-disk-anywhere", Fixture, NULL, set_up, test_full_disk_anywhere, tear_down);
  g_test_add ("/desk/torture/no-header", Fixture, NULL, set_up, test_no_header, tear_down);
  g_test_add ("/desk/torture/nothing-to-lose", Fixture, NULL, set_up, test_nothing_to_lose, tear_down);
  g_test_add ("/desk/torture/broken-rows", Fixture, NULL, set_up, test_broken_rows, tear_down);
  g_test_add ("/desk/torture/broken-outbox", Fixture, NULL, set_up, test_broken_outbox, tear_down);
  g_test_add ("/desk/torture/session-says-so", Fixture, NULL, set_up, test_session_says_so, tear_down);
  g_test_add ("/desk/torture/killed", Fixture, NULL, set_up, test_killed, tear_down);

  return g_test_run ();
}
