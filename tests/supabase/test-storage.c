/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Files, with a server that misbehaves and a disk that is looked at. */

#include "config.h"

#include <glib/gstdio.h>

#include "supa-test-server.h"
#include "supa-test.h"

#define TOKEN "/auth/v1/token"
#define OBJECT "/storage/v1/object/files/a b.bin"
#define SIGNED "/storage/v1/object/sign/files/a b.bin"
#define SIZE (2 * 1024 * 1024 + 5)

typedef struct
{
  SupaTestServer *server;
  SupaClient *client;
  SupaStorage *storage;
  char *folder;
  GFile *source;
  GFile *target;
  char *content;
  goffset done;
  goffset all;
  GCancellable *cancel_at_half;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a1", "r1", 3600);
  g_autoptr (GError) error = NULL;
  g_autofree char *source = NULL;
  g_autofree char *target = NULL;

  f->server = supa_test_server_new ();
  f->client = supa_client_new (supa_test_server_get_url (f->server), "sb_publishable_key", NULL);
  f->storage = supa_client_get_storage (f->client);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  g_assert_true (supa_test_sign_in (f->client, "a@b.co", "x", &error));

  f->folder = g_dir_make_tmp ("guichet-storage-XXXXXX", &error);
  g_assert_no_error (error);
  source = g_build_filename (f->folder, "source", NULL);
  target = g_build_filename (f->folder, "target", NULL);
  f->source = g_file_new_for_path (source);
  f->target = g_file_new_for_path (target);
  f->content = g_malloc (SIZE);
  for (gsize i = 0; i < SIZE; i++)
    f->content[i] = (char) (i % 251);
  g_assert_true (g_file_set_contents (source, f->content, SIZE, &error));
}

/* Nothing else than these two may be left in the folder. */
static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_file_delete (f->source, NULL, NULL);
  g_file_delete (f->target, NULL, NULL);
  if (f->client != NULL)
    supa_test_finalize (g_steal_pointer (&f->client));
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  supa_test_server_free (f->server);
  g_object_unref (f->source);
  g_object_unref (f->target);
  g_clear_object (&f->cancel_at_half);
  g_free (f->folder);
  g_free (f->content);
}

static void
note_progress (goffset  done,
               goffset  all,
               gpointer data)
{
  Fixture *f = data;

  f->done = done;
  f->all = all;
  if (f->cancel_at_half != NULL && done > all / 2)
    g_cancellable_cancel (f->cancel_at_half);
}

static gboolean
upload (Fixture  *f,
        GFile    *file,
        GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  supa_storage_upload_async (f->storage, "files", "a b.bin", file, "image/png", note_progress, f, f->cancel_at_half,
                             supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_storage_upload_finish (f->storage, result, error);
}

static gboolean
download (Fixture  *f,
          GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *address = g_strconcat (supa_test_server_get_url (f->server),
                                          "/storage/v1/object/sign/files/a%20b.bin?token=t", NULL);

  supa_storage_download_async (f->storage, address, f->target, note_progress, f, f->cancel_at_half, supa_test_take_result,
                               &result);
  supa_test_wait_until (result != NULL);
  return supa_storage_download_finish (f->storage, result, error);
}

static void
test_upload (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  supa_test_server_answer_json (f->server, OBJECT, 200, "{\"Id\":\"1\",\"Key\":\"files/a b.bin\"}");
  g_assert_true (upload (f, f->source, &error));
  g_assert_no_error (error);
  g_assert_cmpint (f->done, ==, SIZE);
  g_assert_cmpint (f->all, ==, SIZE);
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Content-Type"), ==, "image/png");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Content-Length"), ==, "2097157");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "x-upsert"), ==, "false");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer a1");
}

static void
test_upload_with_a_refused_token (Fixture       *f,
                                  gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  g_autoptr (GError) error = NULL;

  supa_test_server_answer_json (f->server, OBJECT, 400,
                                "{\"statusCode\":\"403\",\"code\":\"AccessDenied\",\"error\":\"Unauthorized\","
                                "\"message\":\"\\\"exp\\\" claim timestamp check failed\"}");
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  supa_test_server_answer_json (f->server, OBJECT, 200, "{\"Id\":\"1\",\"Key\":\"files/a b.bin\"}");
  g_assert_true (upload (f, f->source, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer a2");
  g_assert_cmpint (f->done, ==, SIZE);
}

static void
test_refused_uploads (Fixture       *f,
                      gconstpointer  data)
{
  static const struct
  {
    const char *body;
    SupaError code;
  } cases[] = {
    { "{\"statusCode\":\"409\",\"error\":\"Duplicate\",\"message\":\"The resource already exists\"}", SUPA_ERROR_CONFLICT },
    { "{\"statusCode\":\"413\",\"error\":\"Payload too large\",\"message\":\"x\"}", SUPA_ERROR_TOO_LARGE },
    { "{\"statusCode\":\"403\",\"error\":\"Unauthorized\",\"message\":\"new row violates row-level security policy\"}",
      SUPA_ERROR_FORBIDDEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      supa_test_server_answer_json (f->server, OBJECT, 400, cases[i].body);
      g_assert_false (upload (f, f->source, &error));
      g_assert_error (error, SUPA_ERROR, (int) cases[i].code);
    }
}

static void
test_upload_of_nothing (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (upload (f, f->target, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_replace_contents (f->source, "", 0, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error));
  supa_test_server_answer_json (f->server, OBJECT, 200, "{\"Id\":\"1\",\"Key\":\"files/a b.bin\"}");
  g_assert_true (upload (f, f->source, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Content-Length"), ==, "0");
}

static void
test_cancelled_upload (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->cancel_at_half = g_cancellable_new ();
  g_assert_false (upload (f, f->source, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (f->done, <, SIZE);
  g_assert_cmpuint (supa_test_server_count (f->server, OBJECT), ==, 0);
}

static void
test_sign (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  g_autofree char *expected = g_strconcat (supa_test_server_get_url (f->server),
                                           "/storage/v1/object/sign/files/a%20b.bin?token=e.y.J", NULL);

  /* The server gives the path as it is, with its space. */
  supa_test_server_answer_json (f->server, SIGNED, 200, "{\"signedURL\":\"/object/sign/files/a b.bin?token=e.y.J\"}");
  address = supa_test_sign (f->client, "files", "a b.bin", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (address, ==, expected);
  g_assert_cmpstr (supa_test_server_get_body (f->server), ==, "{\"expiresIn\":60}");

  supa_test_server_answer_json (f->server, SIGNED, 200, "{\"signedURL\":null}");
  g_assert_null (supa_test_sign (f->client, "files", "a b.bin", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SERVER);
}

static void
send_content (SoupServerMessage *message,
              gpointer           data)
{
  Fixture *f = data;

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC, f->content, SIZE);
}

static void
check_target (Fixture    *f,
              const char *expected,
              gsize       size)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_load_contents (f->target, NULL, &content, &length, NULL, NULL));
  g_assert_cmpmem (content, length, expected, size);
}

static void
test_download (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_replace_contents (f->target, "old", 3, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error));
  supa_test_server_handle (f->server, SIGNED, send_content, f);
  g_assert_true (download (f, &error));
  g_assert_no_error (error);
  g_assert_cmpint (f->done, ==, SIZE);
  g_assert_cmpint (f->all, ==, SIZE);
  check_target (f, f->content, SIZE);

  /* The address is enough; neither key nor token goes along. */
  g_assert_null (supa_test_server_get_header (f->server, "apikey"));
  g_assert_null (supa_test_server_get_header (f->server, "Authorization"));
}

static void
truncate_answer (SoupServerMessage *message,
                 gpointer           data)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  const char *text = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\nhalf";

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL));
  g_io_stream_close (stream, NULL, NULL);
}

static void
test_failed_downloads (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_replace_contents (f->target, "old", 3, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error));

  supa_test_server_handle (f->server, SIGNED, truncate_answer, f);
  g_assert_false (download (f, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  g_clear_error (&error);

  supa_test_server_answer_json (f->server, SIGNED, 400,
                                "{\"statusCode\":\"400\",\"code\":\"InvalidJWT\",\"error\":\"InvalidJWT\","
                                "\"message\":\"\\\"exp\\\" claim timestamp check failed\"}");
  g_assert_false (download (f, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_TOKEN);
  g_clear_error (&error);

  supa_test_server_answer (f->server, SIGNED, 200, "text/html", "<html>Hotel</html>");
  g_assert_false (download (f, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_NO_SERVER);
  g_clear_error (&error);

  f->cancel_at_half = g_cancellable_new ();
  supa_test_server_handle (f->server, SIGNED, send_content, f);
  g_assert_false (download (f, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* What was there is there. */
  check_target (f, "old", 3);
}

static void
test_download_without_a_folder (Fixture       *f,
                                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "such", "folder", NULL);

  g_object_unref (f->target);
  f->target = g_file_new_for_path (nowhere);
  supa_test_server_handle (f->server, SIGNED, send_content, f);
  g_assert_false (download (f, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_goes_while_in_flight (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr (SupaStorage) storage = g_object_ref (f->storage);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  supa_test_server_hang (f->server, OBJECT);
  supa_storage_upload_async (f->storage, "files", "a b.bin", f->source, "image/png", note_progress, f, NULL,
                             supa_test_take_result, &result);
  supa_test_wait_until (supa_test_server_count (f->server, OBJECT) == 1);
  g_assert_finalize_object (g_steal_pointer (&f->client));
  supa_test_wait_until (result != NULL);
  g_assert_false (supa_storage_upload_finish (storage, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&storage));
}

#define add(PATH, FUNCTION) g_test_add ("/storage/" PATH, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("upload", test_upload);
  add ("upload-with-a-refused-token", test_upload_with_a_refused_token);
  add ("refused-uploads", test_refused_uploads);
  add ("upload-of-nothing", test_upload_of_nothing);
  add ("cancelled-upload", test_cancelled_upload);
  add ("sign", test_sign);
  add ("download", test_download);
  add ("failed-downloads", test_failed_downloads);
  add ("download-without-a-folder", test_download_without_a_folder);
  add ("goes-while-in-flight", test_goes_while_in_flight);

  return g_test_run ();
}
