/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libpq-fe.h>
#include <string.h>

#include "test-http.h"

static TestBackend *backend;
static PGconn *database;

static TestAnswer *
ask (const char *method,
     const char *path,
     const char *key,
     const char *body)
{
  return test_http_send (backend, method, path, TEST_HEADERS ("apikey", key, "Prefer", "return=representation"), body);
}

static TestAnswer *
ask_as_anon (const char *method,
             const char *path,
             const char *body)
{
  return ask (method, path, test_backend_get_publishable_key (backend), body);
}

static void
run (const char *sql)
{
  PGresult *result = PQexec (database, sql);

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  PQclear (result);
}

static void
assert_answer (TestAnswer *answer,
               guint       status,
               const char *text)
{
  g_assert_cmpstr (answer->text, ==, text);
  g_assert_cmpuint (answer->status, ==, status);
}

static void
assert_refused (TestAnswer *answer,
                guint       status,
                const char *code)
{
  g_assert_cmpstr (test_answer_get_string (answer, "code"), ==, code);
  g_assert_cmpuint (answer->status, ==, status);
}

/* What was made a moment ago can be used at once, whether or not the server has heard of it. */
static void
test_reload (void)
{
  g_autoptr (TestAnswer) before = ask_as_anon ("GET", "/rest/v1/things", NULL);
  g_autoptr (TestAnswer) made = NULL;
  g_autoptr (TestAnswer) wider = NULL;
  g_autoptr (TestAnswer) called = NULL;
  g_autoptr (TestAnswer) after = NULL;

  assert_refused (before, 404, "PGRST205");
  run ("create table public.things (id integer primary key, name text); grant all on public.things to anon");
  made = ask_as_anon ("POST", "/rest/v1/things", "{\"id\":1,\"name\":\"one\"}");
  assert_answer (made, 201, "[{\"id\":1,\"name\":\"one\"}]");
  run ("alter table public.things add column place text default 'here'");
  wider = ask_as_anon ("PATCH", "/rest/v1/things?id=eq.1&select=place", "{\"place\":\"there\"}");
  assert_answer (wider, 200, "[{\"place\":\"there\"}]");
  run ("create function public.how_many() returns bigint language sql stable as 'select count(*) from public.things'");
  called = ask_as_anon ("GET", "/rest/v1/rpc/how_many", NULL);
  assert_answer (called, 200, "1");
  run ("drop function public.how_many(); drop table public.things");
  after = ask_as_anon ("GET", "/rest/v1/things", NULL);
  assert_refused (after, 404, "PGRST205");
}

/* One request leaves nothing behind for the next on the same connection: no role, no claims, no setting. */
static void
test_role (void)
{
  run ("create function public.who() returns text language sql stable as $$ select current_user || ' '"
       " || coalesce(current_setting('request.jwt.claims', true)::json ->> 'role', 'nobody') || ' '"
       " || current_setting('statement_timeout') $$");
  for (guint i = 0; i < 5; i++) {
    g_autoptr (TestAnswer) service = ask ("GET", "/rest/v1/rpc/who", test_backend_get_secret_key (backend), NULL);
    g_autoptr (TestAnswer) anon = ask_as_anon ("GET", "/rest/v1/rpc/who", NULL);

    assert_answer (service, 200, "\"service_role service_role 8s\"");
    assert_answer (anon, 200, "\"anon anon 3s\"");
  }
  run ("drop function public.who()");
}

/* Sends a request over a connection that stays, and reads an answer that has no body. */
static void
assert_no_body (GSocketConnection *connection,
                GDataInputStream  *answers,
                const char        *request,
                const char        *key,
                const char        *etag,
                const char        *expected)
{
  g_autofree char *text = g_strdup_printf ("%s HTTP/1.1\r\nHost: localhost\r\napikey: %s\r\nAuthorization: Bearer %s\r\nIf-None-Match: %s\r\n\r\n",
                                           request, key, key, etag);
  g_autofree char *status = NULL;
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  for (gboolean is_first = TRUE;; is_first = FALSE) {
    g_autofree char *line = g_data_input_stream_read_line (answers, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (line);
    if (is_first)
      status = g_strdup (line);
    if (*line == '\0')
      break;
  }
  g_assert_cmpstr (status, ==, expected);
}

#define PATH_OF_FILE "/storage/v1/object/authenticated/project-files/kept.json"

/* An answer without a body, whether it says its length or not, does not end the connection: a client that keeps it would meet the end with its next
 * request. */
static void
test_kept (void)
{
  const char *key = test_backend_get_secret_key (backend);
  g_autofree char *authorization = g_strconcat ("Bearer ", key, NULL);
  g_autoptr (GUri) uri = g_uri_parse (test_backend_get_url (backend), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) answers = NULL;
  g_autoptr (TestAnswer) uploaded = NULL;
  g_autoptr (TestAnswer) file = NULL;
  g_autoptr (GError) error = NULL;
  const char *etag;

  run ("create table public.things (id integer primary key); grant all on public.things to service_role");
  uploaded = ask ("POST", "/storage/v1/object/project-files/kept.json", key, "{}");
  g_assert_cmpuint (uploaded->status, ==, 200);
  file = test_http_send (backend, "GET", PATH_OF_FILE, TEST_HEADERS ("apikey", key, "Authorization", authorization), NULL);
  etag = test_answer_get_header (file, "ETag");
  g_assert_nonnull (etag);
  connection = g_socket_client_connect_to_host (client, g_uri_get_host (uri), (guint16) g_uri_get_port (uri), NULL, &error);
  g_assert_no_error (error);
  answers = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (answers, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  for (guint i = 0; i < 3; i++) {
    assert_no_body (connection, answers, "DELETE /rest/v1/things?id=eq.1", key, etag, "HTTP/1.1 204 No Content");
    assert_no_body (connection, answers, "GET " PATH_OF_FILE, key, etag, "HTTP/1.1 304 Not Modified");
  }
  run ("drop table public.things");
}

/* A read cannot write, whatever the function says of itself; and what fails is undone. */
static void
test_transaction (void)
{
  g_autoptr (TestAnswer) read = NULL;
  g_autoptr (TestAnswer) failed = NULL;
  g_autoptr (TestAnswer) late = NULL;
  g_autoptr (TestAnswer) left = NULL;

  run ("create table public.things (id integer primary key, other integer references public.things deferrable initially deferred);"
       " grant all on public.things to anon;"
       " create function public.put_one() returns void language sql as 'insert into public.things values (1)'");
  read = ask_as_anon ("GET", "/rest/v1/rpc/put_one", NULL);
  assert_refused (read, 405, "25006");
  failed = ask_as_anon ("POST", "/rest/v1/things", "[{\"id\":2},{\"id\":2}]");
  assert_refused (failed, 409, "23505");
  late = ask_as_anon ("POST", "/rest/v1/things", "{\"id\":3,\"other\":4}");
  assert_refused (late, 409, "23503");
  left = ask_as_anon ("GET", "/rest/v1/things", NULL);
  assert_answer (left, 200, "[]");
  run ("drop function public.put_one(); drop table public.things");
}

/* What is no part of the interface is refused, and never passed over. */
static void
test_refusals (void)
{
  static const struct {
    const char *method;
    const char *path;
    guint status;
    const char *code;
  } requests[] = {
    { "GET", "/rest/v1/things/1", 404, "PGRST125" },   { "GET", "/rest/v1/things?a=~.1", 400, "PGRST100" },
    { "GET", "/rest/v1/things?limit=-1", 416, "PGRST103" }, { "GET", "/rest/v1/things?select=id.sum()", 400, "PGRST123" },
    { "GET", "/rest/v1/things?id=eq.%00", 400, "22021" }, { "GET", "/rest/v1/things?select=id::no_such_type", 400, "42704" },
    { "DELETE", "/rest/v1/rpc/f", 405, "PGRST101" },
  };

  run ("create table public.things (id integer primary key); grant all on public.things to anon");
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_autoptr (TestAnswer) answer = ask_as_anon (requests[i].method, requests[i].path, NULL);

    assert_refused (answer, requests[i].status, requests[i].code);
  }
  run ("drop table public.things");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  backend = test_backend_start ("empty", &error);
  g_assert_no_error (error);
  database = PQconnectdb (test_backend_get_db_url (backend));
  g_assert_cmpint (PQstatus (database), ==, CONNECTION_OK);

  g_test_add_func ("/rest/live/reload", test_reload);
  g_test_add_func ("/rest/live/role", test_role);
  g_test_add_func ("/rest/live/kept", test_kept);
  g_test_add_func ("/rest/live/transaction", test_transaction);
  g_test_add_func ("/rest/live/refusals", test_refusals);

  result = g_test_run ();
  PQfinish (database);
  test_backend_free (backend);

  return result;
}
