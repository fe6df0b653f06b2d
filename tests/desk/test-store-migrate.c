/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-schema.h"
#include "desk-sql.h"
#include "test-desk.h"

static char *
dup_path (const char *folder)
{
  return g_build_filename (folder, "desk.db", NULL);
}

/* A file as a program of an older version left it. */
static void
make_file (const char *path,
           guint version,
           const char *sql)
{
  g_autoptr(GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  desk_schema_migrate (db, version, &error);
  g_assert_no_error (error);
  desk_sql_exec (db, sql, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static const char content[] =
  "INSERT INTO tickets (id, number, subject, status, created_at) VALUES ('t1', 7, 'Printer jammed', 'open', 100);"
  "INSERT INTO ticket_messages (id, ticket_id, body, visibility, created_at) VALUES ('m1', 't1', 'It smokes', 'public', 100);"
  "INSERT INTO clients (id, name, is_active) VALUES ('c1', 'North', 1);"
  "INSERT INTO outbox (id, kind, payload, created_at) VALUES ('o1', 'message', '{}', 1);"
  "INSERT INTO drafts (key, body) VALUES ('t1/reply', 'Half a sen');";

static char *
dup_schema (DeskStore *store)
{
  return test_text (store, "SELECT group_concat (type || ' ' || name || ' ' || coalesce (sql, ''), char (10)) FROM"
                           " (SELECT * FROM sqlite_schema ORDER BY type, name)");
}

/* From every older version: everything is still there, and the schema is that of a new file. */
static void
test_every_version (void)
{
  g_autofree char *fresh = NULL;

  for (guint version = 0; version <= desk_schema_get_version (); version++)
    {
      char *folder = test_folder_new ();
      g_autofree char *path = dup_path (folder);
      g_autoptr(DeskStore) store = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *schema = NULL;

      if (version > 0)
        make_file (path, version, content);
      store = desk_store_new (path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (desk_store_get_condition (store), ==, DESK_STORE_INTACT);
      schema = dup_schema (store);
      if (version == 0)
        fresh = g_strdup (schema);
      g_assert_cmpstr (schema, ==, fresh);
      g_assert_cmpint (test_count (store, "PRAGMA user_version"), ==, desk_schema_get_version ());

      if (version > 0)
        {
          g_assert_cmpint (test_count (store, "SELECT count(*) FROM tickets JOIN ticket_messages JOIN clients JOIN outbox JOIN drafts"), ==, 1);
          g_assert_cmpint (test_count (store, "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH 'jam*'"), ==, 1);
          g_assert_cmpint (test_count (store, "SELECT count(*) FROM message_search WHERE message_search MATCH 'smokes'"), ==, 1);
          g_assert_cmpint (test_count (store, "SELECT count(*) FROM client_search WHERE client_search MATCH 'north'"), ==, 1);
          g_assert_cmpint (test_count (store, "SELECT activity FROM tickets"), ==, 100);
        }

      g_assert_finalize_object (g_steal_pointer (&store));
      test_folder_free (folder);
    }
}

/* A step that fails leaves the version before it, whole; the next start goes on from there. */
static void
test_half_way (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = dup_path (folder);
  g_autoptr(DeskStore) store = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *db = NULL;
  guint version;

  make_file (path, 1, content);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  desk_sql_exec (db, "CREATE TABLE client_search (in_the_way)", &error);
  g_assert_no_error (error);
  g_assert_false (desk_schema_migrate (db, desk_schema_get_version (), &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (desk_schema_read (db, &version, &error));
  g_assert_cmpuint (version, ==, 1);
  desk_sql_exec (db, "DROP TABLE client_search", &error);
  g_assert_no_error (error);
  sqlite3_close (db);

  store = desk_store_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_count (store, "SELECT count(*) FROM client_search WHERE client_search MATCH 'north'"), ==, 1);

  g_assert_finalize_object (g_steal_pointer (&store));
  test_folder_free (folder);
}

/* A file of a newer program: what was not sent is carried over, the rest will be loaded again, and the file itself is kept. */
static void
test_newer (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = dup_path (folder);
  g_autofree char *aside = g_strconcat (path, ".damaged-1", NULL);
  g_autoptr(DeskStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *draft = NULL;

  make_file (path, desk_schema_get_version (), content);
  make_file (path, desk_schema_get_version (), "ALTER TABLE outbox ADD COLUMN mood TEXT; ALTER TABLE drafts DROP COLUMN fields; PRAGMA user_version = 99");
  store = desk_store_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_store_get_condition (store), ==, DESK_STORE_REBUILT);
  g_assert_cmpint (test_count (store, "SELECT count(*) FROM outbox WHERE id = 'o1'"), ==, 1);
  draft = test_text (store, "SELECT body FROM drafts");
  g_assert_cmpstr (draft, ==, "Half a sen");
  g_assert_cmpint (test_count (store, "SELECT count(*) FROM tickets"), ==, 0);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));

  g_assert_finalize_object (g_steal_pointer (&store));
  test_folder_free (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/migrate/every-version", test_every_version);
  g_test_add_func ("/desk/migrate/half-way", test_half_way);
  g_test_add_func ("/desk/migrate/newer", test_newer);

  return g_test_run ();
}
