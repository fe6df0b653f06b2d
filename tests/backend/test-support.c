/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libpq-fe.h>
#include <string.h>

#include "test-http.h"

#define NADIA "a0000000-0000-4000-8000-000000000001"
#define PAUL "a0000000-0000-4000-8000-000000000002"

static TestBackend *backend;
static PGconn *database;
static char *client;
static char *agent;
static char *admin;

static char *
query (const char *sql)
{
  PGresult *result = PQexec (database, sql);
  char *value = NULL;

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  if (PQresultStatus (result) == PGRES_TUPLES_OK && PQntuples (result) > 0)
    value = g_strdup (PQgetvalue (result, 0, 0));
  PQclear (result);

  return value;
}

static void
assert_query (const char *sql,
              const char *expected)
{
  g_autofree char *value = query (sql);

  g_assert_cmpstr (value, ==, expected);
}

static void
set_clock (const char *expression)
{
  g_autofree char *sql = g_strdup_printf ("create or replace function private.clock() returns timestamptz language sql volatile"
                                          " set search_path = '' as $$ select %s $$",
                                          expression);
  g_autofree char *nothing = query (sql);

  g_assert_null (nothing);
}

static TestAnswer *
send_sign_in (const char *email)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"guichet-demo\"}", email);

  return test_http_send (backend, "POST", "/auth/v1/token?grant_type=password",
                         TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend)), body);
}

static char *
sign_in (const char *email)
{
  g_autoptr (TestAnswer) answer = send_sign_in (email);

  g_assert_cmpuint (answer->status, ==, 200);

  return g_strconcat ("Bearer ", test_answer_get_string (answer, "access_token"), NULL);
}

static TestAnswer *
call_with_id (const char *authorization,
              const char *name,
              const char *body,
              const char *request_id)
{
  g_autofree char *path = g_strconcat ("/rest/v1/rpc/", name, NULL);

  return test_http_send (backend, "POST", path,
                         TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", authorization,
                                       "X-Request-Id", request_id),
                         body);
}

static TestAnswer *
call (const char *authorization,
      const char *name,
      const char *body)
{
  return call_with_id (authorization, name, body, "");
}

static void
assert_refused (TestAnswer *answer,
                guint       status,
                const char *code)
{
  g_assert_cmpstr (test_answer_get_string (answer, "code"), ==, code);
  g_assert_cmpuint (answer->status, ==, status);
}

static const char *
get_detail (TestAnswer *answer,
            const char *name)
{
  return json_object_get_string_member (json_object_get_object_member (answer->json, "details"), name);
}

/* What was asked, by whom and how it ended stands in the log of the server, and nothing that somebody wrote. */
static void
assert_logged (const char *request_id,
               const char *status)
{
  g_autofree char *path = g_build_filename (test_backend_get_data_dir (backend), "postgres.log", NULL);
  g_autofree char *log = NULL;
  g_autofree char *id = g_strdup_printf ("\"request_id\": \"%s\"", request_id);
  g_autofree char *outcome = g_strdup_printf ("\"status\": \"%s\"", status);
  g_autoptr (GError) error = NULL;
  const char *line;
  g_autofree char *rest = NULL;

  g_file_get_contents (path, &log, NULL, &error);
  g_assert_no_error (error);
  line = strstr (log, id);
  g_assert_nonnull (line);
  while (line > log && line[-1] != '\n')
    line--;
  rest = g_strndup (line, strcspn (line, "\n"));
  g_assert_nonnull (strstr (rest, outcome));
  g_assert_nonnull (strstr (rest, "\"action\": \"support_user_find\""));
  g_assert_null (strstr (rest, "north.test"));
}

static void
test_answers (void)
{
  g_autoptr (TestAnswer) found = call_with_id (agent, "support_find_user", "{\"query\":\"client@north.test\"}", "desk-1.ok");
  g_autoptr (TestAnswer) made = call_with_id (agent, "support_find_user", "{\"query\":\"client@north.test\"}", "not an id!");
  JsonObject *meta = json_object_get_object_member (found->json, "meta");
  JsonObject *person = json_array_get_object_element (json_object_get_array_member (found->json, "data"), 0);

  g_assert_cmpuint (found->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (person, "user_id"), ==, NADIA);
  g_assert_cmpstr (json_object_get_string_member (meta, "request_id"), ==, "desk-1.ok");
  g_assert_cmpstr (test_answer_get_header (found, "x-request-id"), ==, "desk-1.ok");
  g_assert_true (g_str_has_prefix (test_answer_get_header (found, "content-type"), "application/json"));
  g_assert_true (g_uuid_string_is_valid (test_answer_get_header (made, "x-request-id")));
  assert_query ("select concat_ws(' ', action, status, details) from public.audit_events where request_id = 'desk-1.ok'",
                "support_user_find ok {\"found\": [\"" NADIA "\"]}");
  assert_logged ("desk-1.ok", "ok");
}

/* A refusal is an error like the others of the interface, and what it left in the record was committed. */
static void
test_refusals (void)
{
  g_autofree char *anon = g_strconcat ("Bearer ", test_backend_get_anon_key (backend), NULL);
  g_autoptr (TestAnswer) role = call_with_id (client, "support_find_user", "{\"query\":\"client@south.test\"}", "desk-2.no");
  g_autoptr (TestAnswer) fields = call (agent, "incident_create", "{\"category\":\"money\"}");
  g_autoptr (TestAnswer) missing = call (agent, "incident_get", "{\"incident_id\":\"00000000-0000-4000-8000-000000000000\"}");
  g_autoptr (TestAnswer) visitor = call (anon, "support_metrics", "{}");
  g_autoptr (TestAnswer) read = test_http_send (
    backend, "GET", "/rest/v1/rpc/incident_list",
    TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", agent), NULL);

  assert_refused (role, 403, "insufficient_role");
  g_assert_cmpstr (get_detail (role, "request_id"), ==, "desk-2.no");
  g_assert_cmpstr (test_answer_get_header (role, "x-request-id"), ==, "desk-2.no");
  g_assert_true (json_object_has_member (role->json, "message"));
  g_assert_true (json_object_has_member (role->json, "hint"));
  assert_query ("select concat_ws(' ', action, actor_role, status, actor_id) from public.audit_events where request_id = 'desk-2.no'",
                "support_user_find client refused " NADIA);
  assert_logged ("desk-2.no", "refused");

  assert_refused (fields, 422, "validation_error");
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (
                      json_object_get_object_member (fields->json, "details"), "fields")),
                    ==, 3);
  assert_refused (missing, 404, "incident_not_found");
  assert_refused (visitor, 401, "42501");
  assert_refused (read, 405, "25006");
}

typedef struct {
  SoupSession *session;
  GMainLoop *loop;
  guint waiting;
  guint taken;
  guint refused;
  char *retry_after;
} Crowd;

static void
on_answered (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Crowd *crowd = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (object), result);

  g_assert_no_error (error);
  g_assert_nonnull (body);
  if (soup_message_get_status (message) == 200) {
    crowd->taken++;
  } else {
    crowd->refused++;
    g_free (crowd->retry_after);
    crowd->retry_after = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After"));
    g_assert_true (soup_message_get_status (message) == 429 || soup_message_get_status (message) == 409);
  }
  if (--crowd->waiting == 0)
    g_main_loop_quit (crowd->loop);
}

/* Sends the same call many times at once and waits for all answers. */
static void
crowd_in (Crowd      *crowd,
          const char *authorization,
          const char *name,
          const char *body,
          guint       times)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns", 16, "max-conns-per-host", 16, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *url = g_strconcat (test_backend_get_url (backend), "/rest/v1/rpc/", name, NULL);

  crowd->loop = loop;
  crowd->waiting = times;
  for (guint i = 0; i < times; i++) {
    g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
    SoupMessageHeaders *headers = soup_message_get_request_headers (message);

    soup_message_headers_append (headers, "apikey", test_backend_get_publishable_key (backend));
    soup_message_headers_append (headers, "Authorization", authorization);
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answered, crowd);
  }
  g_main_loop_run (loop);
}

/* Two people cannot take the same step: of many at once, one does and the others are told. */
static void
test_one_step (void)
{
  g_autoptr (TestAnswer) made =
    call (agent, "incident_create", "{\"user_id\":\"" PAUL "\",\"category\":\"account\",\"title\":\"Locked out\"}");
  const char *id = json_object_get_string_member (json_object_get_object_member (made->json, "data"), "id");
  g_autofree char *body = g_strdup_printf ("{\"incident_id\":\"%s\",\"status\":\"resolved\"}", id);
  g_autofree char *refused = g_strdup_printf ("select count(*) from public.audit_events where target_id = '%s' and status = 'refused'"
                                              " and details ->> 'code' = 'incident_invalid_transition'",
                                              id);
  Crowd crowd = { 0 };

  crowd_in (&crowd, admin, "incident_update", body, 8);
  g_assert_cmpuint (crowd.taken, ==, 1);
  g_assert_cmpuint (crowd.refused, ==, 7);
  assert_query (refused, "7");
}

/* A hundred and twenty calls a minute, exactly, however many come at once; the others go on. */
static void
test_limit (void)
{
  Crowd crowd = { 0 };
  g_autoptr (TestAnswer) other = NULL;

  set_clock ("'2031-03-02 10:00:18+00'::timestamptz");
  crowd_in (&crowd, agent, "incident_list", "{\"max_rows\":1}", 140);
  other = call (admin, "incident_list", "{\"max_rows\":1}");
  set_clock ("pg_catalog.clock_timestamp()");

  g_assert_cmpuint (crowd.taken, ==, 120);
  g_assert_cmpuint (crowd.refused, ==, 20);
  g_assert_cmpstr (crowd.retry_after, ==, "42");
  g_assert_cmpuint (other->status, ==, 200);
  assert_query ("select count(*) from public.audit_events where action = 'support_incident_list' and details ->> 'limit' = 'user'", "20");
  g_free (crowd.retry_after);
}

/* A client asks to be forgotten, and is: nothing lets them in again, and the files are handed to the job. */
static void
test_forgotten (void)
{
  g_autofree char *paul = sign_in ("client@south.test");
  g_autofree char *service = g_strconcat ("Bearer ", test_backend_get_service_role_key (backend), NULL);
  g_autoptr (TestAnswer) filed = test_http_send (
    backend, "POST", "/rest/v1/privacy_requests",
    TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", paul, "Accept",
                  "application/vnd.pgrst.object+json", "Prefer", "return=representation"),
    "{\"kind\":\"erasure\",\"status\":\"completed\",\"user_id\":\"" NADIA "\"}");
  const char *id = test_answer_get_string (filed, "id");
  g_autofree char *step = g_strdup_printf ("{\"privacy_request_id\":\"%s\",\"status\":\"processing\"}", id);
  g_autofree char *request = g_strdup_printf ("{\"privacy_request_id\":\"%s\"}", id);
  g_autofree char *uploaded = query ("select count(*) from storage.objects where owner_id = '" PAUL "'");
  g_autoptr (TestAnswer) told = call (agent, "export_user_data", "{\"user_id\":\"" PAUL "\"}");
  g_autoptr (TestAnswer) taken = call (agent, "privacy_request_update", step);
  g_autoptr (TestAnswer) not_allowed = call (agent, "erase_user", request);
  g_autoptr (TestAnswer) erased = call (admin, "erase_user", request);
  g_autoptr (TestAnswer) again = send_sign_in ("client@south.test");
  g_autoptr (TestAnswer) user = test_http_send (
    backend, "GET", "/auth/v1/user", TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", paul), NULL);
  g_autoptr (TestAnswer) tickets =
    test_http_send (backend, "GET", "/rest/v1/tickets?select=id",
                    TEST_HEADERS ("apikey", test_backend_get_publishable_key (backend), "Authorization", paul), NULL);
  g_autoptr (TestAnswer) files = call (service, "claim_file_erasures", "{\"max_rows\":100}");

  g_assert_cmpuint (filed->status, ==, 201);
  g_assert_cmpstr (test_answer_get_string (filed, "user_id"), ==, PAUL);
  g_assert_cmpstr (test_answer_get_string (filed, "status"), ==, "requested");
  g_assert_nonnull (strstr (told->text, "client@south.test"));
  g_assert_cmpuint (taken->status, ==, 200);
  assert_refused (not_allowed, 403, "insufficient_role");
  g_assert_cmpuint (erased->status, ==, 200);
  g_assert_cmpuint (again->status, ==, 400);
  g_assert_cmpuint (user->status, ==, 403);
  g_assert_cmpstr (tickets->text, ==, "[]");
  assert_query ("select count(*) from auth.users where email = 'client@south.test'", "0");
  assert_query ("select count(*) from public.file_erasures", uploaded);
  g_assert_cmpstr (uploaded, !=, "0");
  g_assert_nonnull (strstr (files->text, "\"bucket\":\"project-files\""));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);
  database = PQconnectdb (test_backend_get_db_url (backend));
  g_assert_cmpint (PQstatus (database), ==, CONNECTION_OK);
  client = sign_in ("client@north.test");
  agent = sign_in ("agent@desk.test");
  admin = sign_in ("admin@desk.test");

  g_test_add_func ("/support/answers", test_answers);
  g_test_add_func ("/support/refusals", test_refusals);
  g_test_add_func ("/support/one-step", test_one_step);
  g_test_add_func ("/support/limit", test_limit);
  g_test_add_func ("/support/forgotten", test_forgotten);

  result = g_test_run ();
  g_free (client);
  g_free (agent);
  g_free (admin);
  PQfinish (database);
  test_backend_free (backend);

  return result;
}
