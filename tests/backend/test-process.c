/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "test-backend.h"

static char *
query_as (TestBackend *backend,
          const char  *user,
          const char  *sql)
{
  g_autofree char *conninfo = g_strdup_printf ("%s&user=%s", test_backend_get_db_url (backend), user);
  PGconn *connection = PQconnectdb (conninfo);
  PGresult *result;
  char *value;

  g_assert_cmpstr (PQerrorMessage (connection), ==, "");
  result = PQexec (connection, sql);
  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  value = g_strdup (PQntuples (result) > 0 ? PQgetvalue (result, 0, 0) : "");
  PQclear (result);
  PQfinish (connection);

  return value;
}

static char *
query (TestBackend *backend,
       const char  *sql)
{
  return query_as (backend, "supabase_admin", sql);
}

static void
assert_query (TestBackend *backend,
              const char  *sql,
              const char  *expected)
{
  g_autofree char *value = query (backend, sql);

  g_assert_cmpstr (value, ==, expected);
}

static void
execute (TestBackend *backend,
         const char  *sql)
{
  g_autofree char *value = query (backend, sql);

  g_assert_nonnull (value);
}

static TestBackend *
start (void)
{
  g_autoptr (GError) error = NULL;
  TestBackend *backend = test_backend_start ("empty", &error);

  g_assert_no_error (error);

  return backend;
}

static void
restart (TestBackend *backend)
{
  g_autoptr (GError) error = NULL;

  test_backend_restart (backend, &error);
  g_assert_no_error (error);
}

static void
stop (TestBackend *backend)
{
  g_autoptr (GError) error = NULL;

  test_backend_stop (backend, &error);
  g_assert_no_error (error);
}

/* The directory of PostgreSQL's socket. */
static char *
dup_run_directory (TestBackend *backend)
{
  const char *begin = strstr (test_backend_get_db_url (backend), "host=");

  g_assert_nonnull (begin);
  begin += strlen ("host=");

  return g_strndup (begin, strcspn (begin, "&"));
}

static pid_t
read_postmaster (TestBackend *backend)
{
  g_autofree char *path = g_build_filename (test_backend_get_data_dir (backend), "postgres", "postmaster.pid", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return (pid_t) g_ascii_strtoll (text, NULL, 10);
}

/* A process that ended may still be in the table until somebody asks for its status, but it has no directory any more. */
static gboolean
is_running (pid_t pid)
{
  g_autofree char *link = g_strdup_printf ("/proc/%d/cwd", pid);

  return g_file_test (link, G_FILE_TEST_EXISTS);
}

/* What was there before is there after: data, keys, the address. */
static void
test_restart (void)
{
  g_autoptr (TestBackend) backend = start ();
  g_autofree char *publishable = g_strdup (test_backend_get_publishable_key (backend));
  g_autofree char *secret = g_strdup (test_backend_get_jwt_secret (backend));
  g_autofree char *url = g_strdup (test_backend_get_url (backend));

  execute (backend, "create table public.kept as select 'here'::text as what");
  stop (backend);
  restart (backend);

  assert_query (backend, "select what from public.kept", "here");
  g_assert_cmpstr (test_backend_get_publishable_key (backend), ==, publishable);
  g_assert_cmpstr (test_backend_get_jwt_secret (backend), ==, secret);
  g_assert_cmpstr (test_backend_get_url (backend), ==, url);
}

/* SIGTERM takes PostgreSQL along, and leaves nothing outside the data. */
static void
test_stop (void)
{
  g_autoptr (TestBackend) backend = start ();
  g_autofree char *run = dup_run_directory (backend);
  pid_t postmaster = read_postmaster (backend);

  g_assert_true (g_file_test (run, G_FILE_TEST_IS_DIR));
  g_assert_true (is_running (postmaster));

  stop (backend);

  g_assert_false (g_file_test (run, G_FILE_TEST_EXISTS));
  g_assert_false (is_running (postmaster));
}

/* What was committed survives a crash of the backend; its PostgreSQL does not stay behind. */
static void
test_kill (void)
{
  g_autoptr (TestBackend) backend = start ();
  g_autofree char *run = dup_run_directory (backend);
  g_autofree char *run_after = NULL;
  pid_t postmaster = read_postmaster (backend);

  execute (backend, "create table public.kept as select 'here'::text as what");
  test_backend_kill (backend);
  restart (backend);

  assert_query (backend, "select what from public.kept", "here");
  run_after = dup_run_directory (backend);
  g_assert_cmpstr (run, !=, run_after);
  g_assert_false (g_file_test (run, G_FILE_TEST_EXISTS));
  g_assert_cmpint (read_postmaster (backend), !=, postmaster);
  g_assert_false (is_running (postmaster));
}

/* Nobody has to start again for PostgreSQL to end. */
static void
test_no_orphan (void)
{
  g_autoptr (TestBackend) backend = start ();
  struct pollfd ended = { pidfd_open (read_postmaster (backend), 0), POLLIN, 0 };

  g_assert_cmpint (ended.fd, >=, 0);
  test_backend_kill (backend);
  g_assert_cmpint (poll (&ended, 1, 8000), ==, 1);
  close (ended.fd);
}

/* PostgreSQL killed as well, its mark left behind: the mark is no obstacle. */
static void
test_kill_all (void)
{
  g_autoptr (TestBackend) backend = start ();
  pid_t postmaster = read_postmaster (backend);
  g_autofree char *mark = g_build_filename (test_backend_get_data_dir (backend), "postgres", "postmaster.pid", NULL);

  execute (backend, "create table public.kept as select 'here'::text as what");
  kill (postmaster, SIGKILL);
  test_backend_kill (backend);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  restart (backend);

  assert_query (backend, "select what from public.kept", "here");
}

static void
test_two (void)
{
  g_autoptr (TestBackend) one = start ();
  g_autoptr (TestBackend) other = start ();

  g_assert_cmpstr (test_backend_get_url (one), !=, test_backend_get_url (other));
  g_assert_cmpstr (test_backend_get_publishable_key (one), !=, test_backend_get_publishable_key (other));
  execute (one, "create table public.mine as select 1 as x");
  assert_query (other, "select coalesce(to_regclass('public.mine')::text, 'absent')", "absent");

  stop (one);
  assert_query (other, "select 1", "1");
}

/* The second one says so and leaves the first one alone. */
static void
test_same_directory (void)
{
  g_autoptr (TestBackend) backend = start ();
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;
  const char *argv[] = {
    g_getenv ("GUICHET_BACKEND"), "--data-dir", test_backend_get_data_dir (backend), "--port", "0", "--seed", "empty",
    "--supabase-dir", g_getenv ("GUICHET_SUPABASE_DIR"), NULL,
  };
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &complaint, &status, &error);
  g_assert_no_error (error);
  g_assert_false (g_spawn_check_wait_status (status, NULL));
  g_assert_nonnull (strstr (complaint, "Another guichet-backend uses"));
  assert_query (backend, "select 1", "1");
}

/* Nothing of a temporary server is left when it has stopped. */
static void
test_temporary (void)
{
  static const char *const arguments[] = { "--temporary", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (TestBackend) backend = test_backend_start_with ("empty", arguments, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_test (test_backend_get_data_dir (backend), G_FILE_TEST_IS_DIR));
  stop (backend);
  g_assert_false (g_file_test (test_backend_get_data_dir (backend), G_FILE_TEST_EXISTS));
}

/* What somebody keeps in a directory is never removed as temporary. */
static void
test_temporary_refused (void)
{
  g_autofree char *directory = g_dir_make_tmp ("guichet-test-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (directory, "kept", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;
  const char *argv[] = {
    g_getenv ("GUICHET_BACKEND"), "--data-dir", directory, "--temporary", "--port", "0", "--seed", "empty",
    "--supabase-dir", g_getenv ("GUICHET_SUPABASE_DIR"), NULL,
  };
  int status = 0;

  g_assert_true (g_file_set_contents (file, "here", -1, NULL));
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &complaint, &status, &error);
  g_assert_no_error (error);
  g_assert_false (g_spawn_check_wait_status (status, NULL));
  g_assert_nonnull (strstr (complaint, "--temporary wants an empty directory"));
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

/* db_url is for whoever looks into the database, whoever they are on this machine. */
static void
test_other_user (void)
{
  g_autoptr (TestBackend) backend = start ();
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *uid = NULL;
  struct passwd *nobody = getpwnam ("nobody");
  int status = 0;

  if (geteuid () != 0 || nobody == NULL) {
    g_test_skip ("Only root can be somebody else");
    return;
  }
  uid = g_strdup_printf ("--reuid=%u", nobody->pw_uid);
  {
    const char *argv[] = {
      "setpriv", uid, "--clear-groups", "psql", test_backend_get_db_url (backend), "-XAtc",
      "select rolsuper from pg_roles where rolname = current_user", NULL,
    };

    g_spawn_sync ("/", (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  }
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (output, ==, "t\n");
}

/* Nothing of it can be reached from another machine. */
static void
test_addresses (void)
{
  g_autoptr (TestBackend) backend = start ();
  g_autofree char *table = NULL;
  g_autofree char *loopback = g_strdup_printf (" 0100007F:%04X 00000000:0000 0A", test_backend_get_port (backend));
  g_autofree char *everywhere = g_strdup_printf (" 00000000:%04X 00000000:0000 0A", test_backend_get_port (backend));
  g_autoptr (GError) error = NULL;

  g_file_get_contents ("/proc/net/tcp", &table, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (table, loopback));
  g_assert_null (strstr (table, everywhere));
  assert_query (backend, "show listen_addresses", "");
}

/* Migrations run as a new hosted project would run them. */
static void
test_migrations (void)
{
  g_autoptr (TestBackend) backend = start ();
  g_autofree char *created = NULL;

  assert_query (backend, "select rolsuper from pg_roles where rolname = 'postgres'", "f");
  assert_query (backend, "select count(*) > 0 from supabase_migrations.schema_migrations where version ~ '^[0-9]{14}$'", "t");
  assert_query (backend, "select tableowner from pg_tables where schemaname = 'public' and tablename = 'tickets'", "postgres");

  created = query_as (backend, "postgres", "create table public.fresh (id int)");
  assert_query (backend, "select has_table_privilege('authenticated', 'public.fresh', 'select')", "f");
  assert_query (backend, "select has_table_privilege('service_role', 'public.fresh', 'select')", "f");
}

/* A mistake in a migration is told by its file and line. */
static void
test_broken_migration (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("guichet-test-XXXXXX", &error);
  g_autofree char *migrations = g_build_filename (root, "migrations", NULL);
  g_autofree char *file = g_build_filename (migrations, "20260101000000_broken.sql", NULL);
  g_autofree char *data = g_build_filename (root, "data", NULL);
  g_autofree char *complaint = NULL;
  const char *argv[] = {
    g_getenv ("GUICHET_BACKEND"), "--data-dir", data, "--port", "0", "--seed", "empty", "--supabase-dir", root, NULL,
  };
  const char *clean[] = { "rm", "-r", "--", root, NULL };
  int status = 0;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (migrations, 0755), ==, 0);
  g_file_set_contents (file, "create table public.half (id int);\n\nselect nothing from nowhere;\n", -1, &error);
  g_assert_no_error (error);

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &complaint, &status, &error);
  g_assert_no_error (error);
  g_assert_false (g_spawn_check_wait_status (status, NULL));
  g_assert_nonnull (strstr (complaint, "20260101000000_broken.sql: line 3: 42P01"));

  g_spawn_sync (NULL, (char **) clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/process/restart", test_restart);
  g_test_add_func ("/backend/process/stop", test_stop);
  g_test_add_func ("/backend/process/kill", test_kill);
  g_test_add_func ("/backend/process/no-orphan", test_no_orphan);
  g_test_add_func ("/backend/process/kill-all", test_kill_all);
  g_test_add_func ("/backend/process/two", test_two);
  g_test_add_func ("/backend/process/same-directory", test_same_directory);
  g_test_add_func ("/backend/process/temporary", test_temporary);
  g_test_add_func ("/backend/process/temporary-refused", test_temporary_refused);
  g_test_add_func ("/backend/process/other-user", test_other_user);
  g_test_add_func ("/backend/process/addresses", test_addresses);
  g_test_add_func ("/backend/process/migrations", test_migrations);
  g_test_add_func ("/backend/process/broken-migration", test_broken_migration);

  return g_test_run ();
}
