/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <libpq-fe.h>
#include <string.h>

#include "test-http.h"

static JsonArray *
read_manifest (JsonParser *parser)
{
  g_autofree char *path = g_build_filename (g_getenv ("GUICHET_SUPABASE_DIR"), "seed-files", "manifest.json", NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_node_get_array (json_parser_get_root (parser));
}

static void
assert_query (TestBackend *backend,
              const char  *sql,
              const char  *expected)
{
  PGconn *connection = PQconnectdb (test_backend_get_db_url (backend));
  PGresult *result = PQexec (connection, sql);

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  g_assert_cmpstr (PQgetvalue (result, 0, 0), ==, expected);
  PQclear (result);
  PQfinish (connection);
}

static char *
sign_in (TestBackend *backend,
         const char  *email)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"guichet-demo\"}", email);
  g_autoptr (TestAnswer) answer = test_http_send (backend, "POST", "/auth/v1/token?grant_type=password",
                                                  TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend)), body);

  g_assert_cmpuint (answer->status, ==, 200);

  return g_strconcat ("Bearer ", test_answer_get_string (answer, "access_token"), NULL);
}

/* The file is in storage as it is on disk, for the one who put it there. */
static void
assert_uploaded (TestBackend *backend,
                 JsonObject  *entry)
{
  g_autofree char *file =
    g_build_filename (g_getenv ("GUICHET_SUPABASE_DIR"), "seed-files", json_object_get_string_member (entry, "file"), NULL);
  g_autofree char *contents = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *authorization = sign_in (backend, json_object_get_string_member (entry, "owner"));
  g_autofree char *path =
    g_strconcat ("/storage/v1/object/authenticated/project-files/", json_object_get_string_member (entry, "path"), NULL);
  g_autoptr (TestAnswer) answer = test_http_send (
    backend, "GET", path, TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", authorization), NULL);
  goffset length = soup_message_headers_get_content_length (answer->headers);

  g_file_get_contents (file, &contents, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (length, ==, (goffset) size);
}

static void
assert_attached (TestBackend *backend,
                 guint        n)
{
  g_autofree char *expected = g_strdup_printf ("%u", n);

  assert_query (backend, "select count(*) from public.ticket_attachments", expected);
  assert_query (backend, "select count(*) from storage.objects where bucket_id = 'project-files'", expected);
  assert_query (backend,
                "select count(*) from public.ticket_attachments a join storage.objects o"
                " on o.bucket_id = a.storage_bucket and o.name = a.storage_path and o.owner_id = a.created_by::text",
                expected);
}

/* The demo is what seed.sql says, and the files are with their messages, put there by the people whose they are. */
static void
test_demo (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestBackend) backend = test_backend_start ("demo", &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *manifest = read_manifest (parser);

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (manifest), >, 0);
  assert_query (backend, "select count(*) >= 40 from public.tickets", "t");
  assert_attached (backend, json_array_get_length (manifest));
  for (guint i = 0; i < json_array_get_length (manifest); i++)
    assert_uploaded (backend, json_array_get_object_element (manifest, i));
}

/* The second start adds nothing, and one that was interrupted between the database and the files is made good. */
static void
test_again (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestBackend) backend = test_backend_start ("demo", &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  guint n = json_array_get_length (read_manifest (parser));

  g_assert_no_error (error);
  test_backend_stop (backend, &error);
  g_assert_no_error (error);
  test_backend_restart (backend, &error);
  g_assert_no_error (error);
  assert_attached (backend, n);
  assert_query (backend, "select count(*) from supabase_migrations.seed_files", "2");

  assert_query (backend, "with gone as (delete from supabase_migrations.seed_files where path like 'seed-files/%' returning 1)"
                         " select count(*) from gone", "1");
  test_backend_stop (backend, &error);
  g_assert_no_error (error);
  test_backend_restart (backend, &error);
  g_assert_no_error (error);
  assert_attached (backend, n);
  assert_query (backend, "select count(*) from supabase_migrations.seed_files", "2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/demo/uploaded", test_demo);
  g_test_add_func ("/backend/demo/again", test_again);

  return g_test_run ();
}
