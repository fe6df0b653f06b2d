/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows and files, with a real backend. */

#include "config.h"

#include <glib/gstdio.h>

#include "supa-test-live.h"

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  g_autoptr (SupaQuery) next = supa_query_new ("tickets");
  g_autoptr (SupaQuery) hidden = supa_query_new ("tickets");
  g_autoptr (JsonNode) rows = NULL;
  g_autoptr (JsonNode) more = NULL;
  g_autoptr (JsonNode) none = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  JsonObject *last;

  supa_query_select (query, "id,subject,updated_at,client:clients(name),priority:ticket_priorities(code)");
  supa_query_limit (supa_query_order (supa_query_order (query, "updated_at", TRUE), "id", TRUE), 5);
  rows = supa_test_select (client, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 5);
  last = get_row (rows, 4);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (last, "client"), "name"), ==,
                   "North Logistics");

  /* The next page begins behind the last row. */
  supa_query_after (supa_query_select (next, "id,updated_at"), "updated_at",
                    json_object_get_string_member (last, "updated_at"), "id", json_object_get_string_member (last, "id"));
  supa_query_limit (supa_query_order (supa_query_order (next, "updated_at", TRUE), "id", TRUE), 5);
  more = supa_test_select (client, next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (more), >, 0);
  for (guint i = 0; i < count_rows (more); i++)
    {
      for (guint j = 0; j < count_rows (rows); j++)
        g_assert_cmpstr (json_object_get_string_member (get_row (more, i), "id"), !=,
                         json_object_get_string_member (get_row (rows, j), "id"));
    }

  none = supa_test_select (client, supa_query_neq (hidden, "client_id", NORTH), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (none), ==, 0);
  supa_test_finalize (client);
}

static void
test_writes (void)
{
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  g_autofree char *ticket = make_ticket (client, "It says \\\"no\\\", & nothing (else)");
  g_autofree char *message = g_uuid_string_random ();
  g_autofree char *row = g_strdup_printf ("{\"id\":\"%s\",\"ticket_id\":\"%s\",\"body\":\"é, \\\"x\\\"\"}", message, ticket);
  g_autofree char *foreign = g_strdup_printf ("{\"ticket_id\":\"%s\",\"body\":\"x\",\"visibility\":\"internal\"}", ticket);
  g_autoptr (SupaQuery) query = supa_query_eq (supa_query_new ("tickets"), "subject", "It says \"no\", & nothing (else)");
  g_autoptr (JsonNode) rows = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (JsonNode) refused = NULL;

  found = supa_test_select (client, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (found), ==, 1);

  rows = supa_test_insert (client, "ticket_messages", row, SUPA_WRITE_RETURN | SUPA_WRITE_IGNORE_DUPLICATES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (get_row (rows, 0), "body"), ==, "é, \"x\"");

  /* A repeat is safe. */
  again = supa_test_insert (client, "ticket_messages", row, SUPA_WRITE_RETURN | SUPA_WRITE_IGNORE_DUPLICATES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (again), ==, 0);
  g_clear_pointer (&again, json_node_unref);
  again = supa_test_insert (client, "ticket_messages", row, SUPA_WRITE_DEFAULT, &error);
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_CONFLICT);
  g_clear_error (&error);

  refused = supa_test_insert (client, "ticket_messages", foreign, SUPA_WRITE_RETURN, &error);
  g_assert_null (refused);
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_FORBIDDEN);
  g_assert_cmpstr (supa_error_get_server_code (error), ==, "42501");
  supa_test_finalize (client);
}

static gboolean
download (SupaClient  *client,
          const char  *address,
          GFile       *file,
          goffset     *progress,
          GError     **error)
{
  SupaStorage *storage = supa_client_get_storage (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_storage_download_async (storage, address, file, note_progress, progress, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_storage_download_finish (storage, result, error);
}

static char *
make_content (gsize size)
{
  char *content = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    content[i] = (char) (i * 2654435761u >> 13);
  return content;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
test_files (void)
{
  const gsize size = 3 * 1024 * 1024 + 17;
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  SupaClient *stranger = new_signed_in ("client@south.test");
  g_autofree char *ticket = make_ticket (client, "Files");
  g_autofree char *folder = g_dir_make_tmp ("guichet-files-XXXXXX", NULL);
  g_autofree char *here = g_build_filename (folder, "here", NULL);
  g_autofree char *there = g_build_filename (folder, "there", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (here);
  g_autoptr (GFile) target = g_file_new_for_path (there);
  g_autofree char *content = make_content (size);
  g_autofree char *path = g_strdup_printf ("tickets/%s/my file (1)+&.bin", ticket);
  g_autofree char *missing = g_strdup_printf ("tickets/%s/none", ticket);
  g_autofree char *address = NULL;
  g_autofree char *received = NULL;
  goffset sent = 0;
  goffset got = 0;
  gsize length = 0;

  g_assert_true (g_file_set_contents (here, content, size, NULL));
  g_assert_true (upload (client, path, source, &sent, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sent, ==, size);

  g_assert_false (upload (client, path, source, NULL, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (upload (stranger, missing, source, NULL, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_FORBIDDEN);
  g_clear_error (&error);

  g_assert_null (supa_test_sign (client, "project-files", missing, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (supa_test_sign (stranger, "project-files", path, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_NOT_FOUND);
  g_clear_error (&error);

  address = supa_test_sign (client, "project-files", path, &error);
  g_assert_no_error (error);
  g_assert_true (download (client, address, target, &got, &error));
  g_assert_no_error (error);
  g_assert_cmpint (got, ==, size);
  g_assert_true (g_file_get_contents (there, &received, &length, NULL));
  g_assert_cmpmem (received, length, content, size);

  /* A refused download leaves what was there, and nothing more. */
  address[strlen (address) - 3] ^= 1;
  got = 0;
  g_assert_false (download (client, address, target, &got, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_TOKEN);
  g_assert_cmpuint (count_files (folder), ==, 2);

  g_remove (here);
  g_remove (there);
  g_rmdir (folder);
  supa_test_finalize (client);
  supa_test_finalize (stranger);
}

static void
test_file_over_the_limit (void)
{
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  g_autofree char *ticket = make_ticket (client, "Too large");
  g_autofree char *folder = g_dir_make_tmp ("guichet-files-XXXXXX", NULL);
  g_autofree char *here = g_build_filename (folder, "here", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (here);
  g_autoptr (GFileOutputStream) stream = g_file_create (source, G_FILE_CREATE_NONE, NULL, &error);
  g_autofree char *path = g_strdup_printf ("tickets/%s/large.bin", ticket);

  g_assert_no_error (error);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), 50 * 1024 * 1024 + 1, NULL, &error));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error));
  g_assert_false (upload (client, path, source, NULL, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_TOO_LARGE);

  g_remove (here);
  g_rmdir (folder);
  supa_test_finalize (client);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/live/rows", test_rows);
  g_test_add_func ("/live/writes", test_writes);
  g_test_add_func ("/live/files", test_files);
  g_test_add_func ("/live/file-over-the-limit", test_file_over_the_limit);

  return run_live_tests ();
}
