/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "test-http.h"
#include "test-socket.h"

#define N_RACERS 8

typedef struct
{
  TestBackend *backend;
  char *authorization;
} Fixture;

/* Starting a backend takes longer than any of these tests, so they share one. */
static TestBackend *shared;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = shared;
  fixture->authorization = g_strconcat ("Bearer ", test_backend_get_service_role_key (shared), NULL);
  test_sql (shared, "begin; set local storage.allow_delete_query = 'true'; delete from storage.objects; commit");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->authorization);
}

static TestAnswer *
ask (Fixture *fixture, const char *method, const char *path, const char *body)
{
  g_autofree char *whole = g_strconcat ("/storage/v1", path, NULL);

  return test_http_send (fixture->backend, method, whole,
                         TEST_HEADERS ("apikey", test_backend_get_service_role_key (fixture->backend), "Authorization",
                                       fixture->authorization, "Content-Type", "text/plain"),
                         body);
}

static guint
count_files (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      count += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }

  return count;
}

static guint
count_objects (Fixture *fixture)
{
  g_autofree char *directory = g_build_filename (test_backend_get_data_dir (fixture->backend), "storage", NULL);

  return count_files (directory);
}

/* What was answered with 200 is there after the process was killed. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestAnswer) put = ask (fixture, "POST", "/object/project-files/a.txt", "words");
  g_autoptr (TestAnswer) got = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (put->status, ==, 200);
  test_backend_kill (fixture->backend);
  g_assert_true (test_backend_restart (fixture->backend, &error));
  g_assert_no_error (error);
  got = ask (fixture, "GET", "/object/project-files/a.txt", NULL);
  g_assert_cmpuint (got->status, ==, 200);
  g_assert_cmpstr (got->text, ==, "words");
}

/* A replaced, moved or removed object leaves nothing behind on disk, and a refused one nothing at all. */
static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  guint before = count_objects (fixture);
  g_autoptr (TestAnswer) one = ask (fixture, "POST", "/object/project-files/a.txt", "one");
  g_autoptr (TestAnswer) two = ask (fixture, "PUT", "/object/project-files/a.txt", "two");
  g_autoptr (TestAnswer) refused = ask (fixture, "POST", "/object/project-files/a.txt", "three");
  g_autoptr (TestAnswer) removed = NULL;

  g_assert_cmpuint (one->status, ==, 200);
  g_assert_cmpuint (two->status, ==, 200);
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpuint (count_objects (fixture), ==, before + 1);
  removed = ask (fixture, "DELETE", "/object/project-files/a.txt", NULL);
  g_assert_cmpuint (removed->status, ==, 200);
  g_assert_cmpuint (count_objects (fixture), ==, before);
}

/* A row that names a path instead of a version is a row without a file, and nothing else. */
static void
test_evil_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestAnswer) put = ask (fixture, "POST", "/object/project-files/a.txt", "words");
  g_autoptr (TestAnswer) got = NULL;

  g_assert_cmpuint (put->status, ==, 200);
  test_sql (fixture->backend, "update storage.objects set version = '../../../../../../etc/passwd'");
  got = ask (fixture, "GET", "/object/project-files/a.txt", NULL);
  g_assert_cmpuint (got->status, ==, 500);
  g_assert_null (strstr (got->text, "root:"));
  g_assert_cmpstr (test_answer_get_string (got, "code"), ==, "InternalError");
}

/* The parser of JSON recurses, so a body of a million brackets would take the process with it. */
static void
test_abyss (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "/storage/v1/object/list/project-files", "/storage/v1/object/sign/project-files", "/storage/v1/bucket",
    "/realtime/v1/api/broadcast", "/auth/v1/token?grant_type=password", "/rest/v1/rpc/people",
  };
  g_autofree char *deep = g_strnfill (900000, '[');
  g_autofree char *base64 = g_base64_encode ((const guchar *) deep, 30000);
  g_autofree char *token = g_strconcat ("Bearer ", base64, ".e30.x", NULL);
  g_autoptr (TestAnswer) alive = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (TestAnswer) answer = NULL;

      answer = test_http_send (fixture->backend, "POST", paths[i],
                               TEST_HEADERS ("apikey", test_backend_get_service_role_key (fixture->backend), "Authorization",
                                             fixture->authorization, "Content-Type", "application/json"),
                               deep);
      g_assert_cmpuint (answer->status, >=, 400);
      g_assert_cmpuint (answer->status, <, 500);
    }
  alive = test_http_send (fixture->backend, "GET", "/storage/v1/bucket",
                          TEST_HEADERS ("apikey", test_backend_get_service_role_key (fixture->backend), "Authorization", token),
                          NULL);
  g_assert_cmpuint (alive->status, ==, 400);
}

static void
on_raced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (body);
  (*n_done)++;
}

/* Of several who replace an object at once one is the last, whole, and the versions of the others are gone. */
static void
test_race (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns-per-host", N_RACERS, NULL);
  g_autofree char *url = g_strconcat (test_backend_get_url (fixture->backend), "/storage/v1/object/project-files/race.txt", NULL);
  g_autoptr (TestAnswer) got = NULL;
  g_autofree char *expected = NULL;
  guint before = count_objects (fixture);
  guint n_done = 0;

  for (guint i = 0; i < N_RACERS; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_PUT, url);
      g_autofree char *text = g_strnfill (100000, (char) ('a' + i));
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);

      soup_message_headers_replace (headers, "apikey", test_backend_get_service_role_key (fixture->backend));
      soup_message_headers_replace (headers, "Authorization", fixture->authorization);
      soup_message_set_request_body_from_bytes (message, "text/plain", body);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_raced, &n_done);
    }
  while (n_done < N_RACERS)
    g_main_context_iteration (NULL, TRUE);

  got = ask (fixture, "GET", "/object/project-files/race.txt", NULL);
  g_assert_cmpuint (got->status, ==, 200);
  expected = g_strnfill (100000, got->text[0]);
  g_assert_cmpstr (got->text, ==, expected);
  g_assert_cmpuint (count_objects (fixture), ==, before + 1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  shared = test_backend_start ("empty", &error);
  g_assert_no_error (error);
#define ADD(name, function) g_test_add ("/storage/durable/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("killed", test_killed);
  ADD ("nothing-left", test_nothing_left);
  ADD ("evil-version", test_evil_version);
  ADD ("race", test_race);
  ADD ("abyss", test_abyss);
  status = g_test_run ();
  g_assert_true (test_backend_stop (shared, &error));
  g_assert_no_error (error);
  test_backend_free (shared);
  return status;
}
