/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Reading and writing rows with a server that misbehaves. */

#include "config.h"

#include "supa-client-private.h"
#include "supa-test-server.h"
#include "supa-test.h"

#define TOKEN "/auth/v1/token"
#define TICKETS "/rest/v1/tickets"
#define EXPIRED "{\"code\":\"PGRST303\",\"details\":null,\"hint\":null,\"message\":\"JWT expired\"}"

typedef struct
{
  SupaTestServer *server;
  SupaClient *client;
  SupaRest *rest;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a1", "r1", 3600);
  g_autoptr (GError) error = NULL;

  f->server = supa_test_server_new ();
  f->client = supa_client_new (supa_test_server_get_url (f->server), "sb_publishable_key", NULL);
  f->rest = supa_client_get_rest (f->client);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  g_assert_true (supa_test_sign_in (f->client, "a@b.co", "x", &error));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->client != NULL)
    supa_test_finalize (g_steal_pointer (&f->client));
  supa_test_server_free (f->server);
}

static JsonNode *
select_tickets (Fixture  *f,
                GError  **error)
{
  g_autoptr (SupaQuery) query = supa_query_select (supa_query_new ("tickets"), "id");

  return supa_test_select (f->client, query, error);
}

static guint
count_rows (JsonNode *rows)
{
  g_assert_nonnull (rows);
  return json_array_get_length (json_node_get_array (rows));
}

static void
test_carries_key_and_token (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) rows = NULL;

  supa_test_server_answer_json (f->server, TICKETS, 200, "[{\"id\":1}]");
  rows = select_tickets (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 1);
  g_assert_cmpstr (supa_test_server_get_header (f->server, "apikey"), ==, "sb_publishable_key");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer a1");
  g_assert_cmpstr (supa_test_server_get_query (f->server), ==, "select=id");
}

static void
test_refused_token_is_replaced (Fixture       *f,
                                gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) rows = NULL;

  supa_test_server_answer_json (f->server, TICKETS, 401, EXPIRED);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  supa_test_server_answer_json (f->server, TICKETS, 200, "[]");
  rows = select_tickets (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 0);
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer a2");
}

static void
test_replaced_once (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  g_autoptr (GError) error = NULL;

  /* A server that refuses every token must not be asked for ever. */
  supa_test_server_answer_json (f->server, TICKETS, 401, EXPIRED);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  supa_test_server_answer_json (f->server, TICKETS, 401, EXPIRED);
  g_assert_null (select_tickets (f, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_TOKEN);
  g_assert_cmpuint (supa_test_server_count (f->server, TICKETS), ==, 2);
  g_assert_nonnull (supa_auth_get_session (supa_client_get_auth (f->client)));
}

static void
answer_by_token (SoupServerMessage *message,
                 gpointer           data)
{
  const char *token = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  gboolean old = g_strcmp0 (token, "Bearer a1") == 0;
  const char *body = old ? EXPIRED : "[]";

  soup_server_message_set_status (message, old ? 401 : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

static void
test_many_refused_one_refresh (Fixture       *f,
                               gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  GAsyncResult *results[5] = { NULL };

  /* By the token that each brings, since a slow one may come after another's repetition. */
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (results); i++)
    supa_test_server_handle (f->server, TICKETS, answer_by_token, NULL);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    supa_rest_select_async (f->rest, query, NULL, supa_test_take_result, &results[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (JsonNode) rows = NULL;

      supa_test_wait_until (results[i] != NULL);
      rows = supa_rest_select_finish (f->rest, results[i], NULL);
      g_assert_cmpuint (count_rows (rows), ==, 0);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (supa_test_server_count (f->server, TOKEN), ==, 2);
}

/* Ends the connection in the middle of the answer. */
static void
truncate_answer (SoupServerMessage *message,
                 gpointer           data)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  const char *text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n[{\"id\":";

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL));
  g_io_stream_close (stream, NULL, NULL);
}

static void
test_reads_are_repeated (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) rows = NULL;

  supa_test_server_answer_json (f->server, TICKETS, 503, "{\"code\":\"PGRST002\",\"message\":\"x\"}");
  supa_test_server_handle (f->server, TICKETS, truncate_answer, NULL);
  supa_test_server_answer_json (f->server, TICKETS, 200, "[{\"id\":1}]");
  rows = select_tickets (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 1);

  supa_test_server_handle (f->server, TICKETS, truncate_answer, NULL);
  supa_test_server_handle (f->server, TICKETS, truncate_answer, NULL);
  supa_test_server_handle (f->server, TICKETS, truncate_answer, NULL);
  g_assert_null (select_tickets (f, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  g_assert_cmpuint (supa_test_server_count (f->server, TICKETS), ==, 6);
}

static void
test_writes_are_not_repeated (Fixture       *f,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  /* The row may have arrived, though its answer did not. */
  supa_test_server_handle (f->server, TICKETS, truncate_answer, NULL);
  g_assert_null (supa_test_insert (f->client, "tickets", "{\"id\":1}", SUPA_WRITE_RETURN, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  g_clear_error (&error);

  supa_test_server_answer_json (f->server, TICKETS, 503, "{\"code\":\"PGRST002\",\"message\":\"x\"}");
  g_assert_null (supa_test_insert (f->client, "tickets", "{\"id\":1}", SUPA_WRITE_RETURN, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SERVER);
  g_assert_cmpuint (supa_test_server_count (f->server, TICKETS), ==, 2);
}

static void
test_silent_server (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  supa_transport_set_timeout (supa_client_get_transport (f->client), 1);
  supa_test_server_hang (f->server, TICKETS);
  g_assert_null (supa_test_insert (f->client, "tickets", "{\"id\":1}", SUPA_WRITE_DEFAULT, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_OFFLINE);
}

static void
test_odd_answers (Fixture       *f,
                  gconstpointer  data)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
    SupaError code;
  } cases[] = {
    { 200, "text/html", "<html>Hotel</html>", SUPA_ERROR_NO_SERVER },
    { 307, "text/html", "", SUPA_ERROR_NO_SERVER },
    { 200, "application/json", "", SUPA_ERROR_SERVER },
    { 200, "application/json", "{\"id\":1}", SUPA_ERROR_SERVER },
    { 200, "application/json", "[{\"id\":", SUPA_ERROR_SERVER },
    { 200, "application/json", "null", SUPA_ERROR_SERVER },
    { 404, "application/json", "{\"code\":\"PGRST205\",\"message\":\"no table\"}", SUPA_ERROR_NOT_FOUND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      supa_test_server_answer (f->server, TICKETS, cases[i].status, cases[i].type, cases[i].body);
      g_assert_null (select_tickets (f, &error));
      g_assert_error (error, SUPA_ERROR, (int) cases[i].code);
    }
}

static void
test_long_answers (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GString) body = g_string_new ("[{\"id\":0}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) rows = NULL;

  for (guint i = 1; i < 20000; i++)
    g_string_append_printf (body, ",{\"id\":%u}", i);
  g_string_append_c (body, ']');
  supa_test_server_answer_json (f->server, TICKETS, 200, body->str);
  rows = select_tickets (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 20000);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (json_node_get_array (rows), 19999), "id"), ==,
                   19999);
}

static void
test_write_requests (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaQuery) which = supa_query_eq (supa_query_new ("tickets"), "id", "1");
  g_autoptr (JsonNode) changes = json_from_string ("{\"status\":\"closed\"}", NULL);
  g_autoptr (JsonNode) inserted = NULL;
  g_autoptr (JsonNode) updated = NULL;
  g_autoptr (JsonNode) called = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) upserted = NULL;
  g_autoptr (GAsyncResult) deleted = NULL;

  supa_test_server_answer_json (f->server, TICKETS, 201, "");
  inserted = supa_test_insert (f->client, "tickets", "[{\"id\":1}]", SUPA_WRITE_IGNORE_DUPLICATES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (inserted), ==, 0);
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Prefer"), ==, "return=minimal,resolution=ignore-duplicates");
  g_assert_cmpstr (supa_test_server_get_body (f->server), ==, "[{\"id\":1}]");
  g_clear_pointer (&inserted, json_node_unref);

  supa_test_server_answer_json (f->server, TICKETS, 200, "[{\"id\":1}]");
  supa_rest_insert_async (f->rest, "tickets", changes, SUPA_WRITE_RETURN | SUPA_WRITE_MERGE_DUPLICATES, "a,b", NULL,
                          supa_test_take_result, &upserted);
  supa_test_wait_until (upserted != NULL);
  inserted = supa_rest_insert_finish (f->rest, upserted, &error);
  g_assert_cmpuint (count_rows (inserted), ==, 1);
  g_assert_cmpstr (supa_test_server_get_query (f->server), ==, "on_conflict=a%2Cb");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Prefer"), ==,
                   "return=representation,resolution=merge-duplicates");

  supa_test_server_answer_json (f->server, TICKETS, 200, "[{\"id\":1}]");
  supa_rest_update_async (f->rest, which, changes, SUPA_WRITE_RETURN, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  updated = supa_rest_update_finish (f->rest, result, &error);
  g_assert_cmpuint (count_rows (updated), ==, 1);
  g_assert_cmpstr (supa_test_server_get_query (f->server), ==, "id=eq.1");
  g_assert_cmpstr (supa_test_server_get_body (f->server), ==, "{\"status\":\"closed\"}");

  supa_test_server_answer_json (f->server, TICKETS, 204, "");
  supa_rest_delete_async (f->rest, which, NULL, supa_test_take_result, &deleted);
  supa_test_wait_until (deleted != NULL);
  g_assert_true (supa_rest_delete_finish (f->rest, deleted, &error));
  g_assert_no_error (error);

  supa_test_server_answer_json (f->server, "/rest/v1/rpc/touch", 204, "");
  called = supa_test_call (f->client, "touch", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_NULL (called));
  g_assert_cmpstr (supa_test_server_get_body (f->server), ==, "{}");
}

static void
sign_in_other (SoupServerMessage *message,
               gpointer           data)
{
  Fixture *f = data;
  g_autofree char *session = supa_test_make_session ("b1", "s1", 3600);
  char *user = strstr (session, "u-1");

  /* While the refused call waits for its new token, somebody else signs in. */
  memcpy (user, "u-2", 3);
  soup_server_message_set_status (message, 401, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, EXPIRED, strlen (EXPIRED));
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
}

static void
test_never_in_anothers_name (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  supa_test_server_handle (f->server, TICKETS, sign_in_other, f);
  g_assert_null (supa_test_insert (f->client, "tickets", "{\"id\":1}", SUPA_WRITE_DEFAULT, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
  g_assert_cmpuint (supa_test_server_count (f->server, TICKETS), ==, 1);
}

static void
answer_busy (SoupServerMessage *message,
             gpointer           data)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", data);
  soup_server_message_set_status (message, 429, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"code\":\"rate_limited\"}", 23);
}

static void
test_retry_after (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) dated = NULL;

  supa_test_server_handle (f->server, "/rest/v1/rpc/busy", answer_busy, (gpointer) "20");
  g_assert_null (supa_test_call (f->client, "busy", "{}", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_RATE_LIMITED);
  g_assert_cmpuint (supa_error_get_retry_after (error), ==, 20);

  supa_test_server_handle (f->server, "/rest/v1/rpc/busy", answer_busy, (gpointer) "Sun, 06 Nov 1994 08:49:37 GMT");
  g_assert_null (supa_test_call (f->client, "busy", "{}", &dated));
  g_assert_cmpuint (supa_error_get_retry_after (dated), ==, 0);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  supa_test_server_hang (f->server, TICKETS);
  supa_rest_select_async (f->rest, query, cancellable, supa_test_take_result, &result);
  supa_test_wait_until (supa_test_server_count (f->server, TICKETS) == 1);
  g_cancellable_cancel (cancellable);
  supa_test_wait_until (result != NULL);
  g_assert_null (supa_rest_select_finish (f->rest, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_goes_while_in_flight (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  g_autoptr (SupaRest) rest = g_object_ref (f->rest);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  supa_test_server_hang (f->server, TICKETS);
  supa_rest_select_async (f->rest, query, NULL, supa_test_take_result, &result);
  supa_test_wait_until (supa_test_server_count (f->server, TICKETS) == 1);
  g_assert_finalize_object (g_steal_pointer (&f->client));
  supa_test_wait_until (result != NULL);
  g_assert_null (supa_rest_select_finish (rest, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* Who kept a part of it is told the same. */
  supa_rest_select_async (rest, query, NULL, supa_test_take_result, &late);
  supa_test_wait_until (late != NULL);
  g_assert_null (supa_rest_select_finish (rest, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_clear_object (&late);
  g_assert_finalize_object (g_steal_pointer (&rest));
}

#define add(PATH, FUNCTION) g_test_add ("/rest/" PATH, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("carries-key-and-token", test_carries_key_and_token);
  add ("refused-token-is-replaced", test_refused_token_is_replaced);
  add ("replaced-once", test_replaced_once);
  add ("many-refused-one-refresh", test_many_refused_one_refresh);
  add ("reads-are-repeated", test_reads_are_repeated);
  add ("writes-are-not-repeated", test_writes_are_not_repeated);
  add ("silent-server", test_silent_server);
  add ("odd-answers", test_odd_answers);
  add ("long-answers", test_long_answers);
  add ("write-requests", test_write_requests);
  add ("never-in-anothers-name", test_never_in_anothers_name);
  add ("retry-after", test_retry_after);
  add ("cancel", test_cancel);
  add ("goes-while-in-flight", test_goes_while_in_flight);

  return g_test_run ();
}
