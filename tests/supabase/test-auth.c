/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How a session begins, is kept, and ends by the person's will. */

#include "config.h"

#include "supa-test-auth.h"

static void
test_sign_in_request (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (JsonNode) body = NULL;
  JsonObject *object;

  sign_in (f, 3600);
  g_assert_cmpstr (supa_test_server_get_query (f->server), ==, "grant_type=password");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "apikey"), ==, "sb_publishable_key");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer sb_publishable_key");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "X-Supabase-Api-Version"), ==, "2024-01-01");
  body = json_from_string (supa_test_server_get_body (f->server), NULL);
  object = json_node_get_object (body);
  g_assert_cmpstr (json_object_get_string_member (object, "email"), ==, "a@b.co");
  g_assert_cmpstr (json_object_get_string_member (object, "password"), ==, "pass \"word\" é");
  g_assert_cmpstr (get_access_token (f), ==, "a1");
  check_kept (f, "r1");
}

/* Answers that are no answers. */
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
    { 200, "text/html", "<html>Welcome</html>", SUPA_ERROR_NO_SERVER },
    { 404, "text/html", "<html>Nothing here</html>", SUPA_ERROR_NO_SERVER },
    { 302, "text/html", "", SUPA_ERROR_NO_SERVER },
    { 200, "application/json", "{\"hello\":1}", SUPA_ERROR_SERVER },
    { 200, "application/json", "", SUPA_ERROR_SERVER },
    { 200, "application/json", "[", SUPA_ERROR_SERVER },
    { 502, "text/html", "<html>Bad gateway</html>", SUPA_ERROR_SERVER },
    { 401, "application/json", "{\"message\":\"Invalid API key\",\"hint\":\"x\"}", SUPA_ERROR_API_KEY },
    { 400, "application/json", "{\"code\":\"invalid_credentials\",\"message\":\"x\"}", SUPA_ERROR_CREDENTIALS },
    { 429, "application/json", "{\"code\":\"over_request_rate_limit\",\"message\":\"x\"}", SUPA_ERROR_RATE_LIMITED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      supa_test_server_answer (f->server, TOKEN, cases[i].status, cases[i].type, cases[i].body);
      g_assert_false (supa_test_sign_in (f->client, "a@b.co", "x", &error));
      g_assert_error (error, SUPA_ERROR, (int) cases[i].code);
      g_assert_null (supa_auth_get_session (f->auth));
      g_assert_null (supa_test_store_get_secret (f->store));
    }
}

static void
test_odd_addresses (void)
{
  static const struct
  {
    const char *url;
    const char *key;
    SupaError code;
  } cases[] = {
    { "", "key", SUPA_ERROR_NO_SERVER },
    { "nonsense", "key", SUPA_ERROR_NO_SERVER },
    { "ftp://127.0.0.1", "key", SUPA_ERROR_NO_SERVER },
    { "http://", "key", SUPA_ERROR_NO_SERVER },
    { "http://127.0.0.1:1", "key", SUPA_ERROR_OFFLINE },
    { "http://name.invalid", "key", SUPA_ERROR_NO_SERVER },
    { "http://127.0.0.1:1", "ké", SUPA_ERROR_API_KEY },
    { "http://127.0.0.1:1", "a\nb", SUPA_ERROR_API_KEY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      SupaClient *client = supa_client_new (cases[i].url, cases[i].key, NULL);

      g_assert_false (supa_test_sign_in (client, "a@b.co", "x", &error));
      /* A machine without any name server cannot tell a wrong name from a missing network. */
      if (!(strstr (cases[i].url, ".invalid") != NULL && g_error_matches (error, SUPA_ERROR, SUPA_ERROR_OFFLINE)))
        g_assert_error (error, SUPA_ERROR, (int) cases[i].code);
      supa_test_finalize (client);
    }
}

static void
test_certificate (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "nobody-trusts-this.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (SoupServer) soup = NULL;
  g_autofree char *url = NULL;
  g_autofree char *plain = NULL;
  SupaClient *client;
  GSList *uris;

  g_assert_no_error (error);
  soup = soup_server_new ("tls-certificate", certificate, NULL);
  g_assert_true (soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  uris = soup_server_get_uris (soup);
  url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  plain = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  client = supa_client_new (url, "key", NULL);
  g_assert_false (supa_test_sign_in (client, "a@b.co", "x", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_CERTIFICATE);
  g_clear_error (&error);
  supa_test_finalize (client);

  /* The same door without TLS: there is somebody, but nobody to talk to. */
  client = supa_client_new (plain, "key", NULL);
  g_assert_false (supa_test_sign_in (client, "a@b.co", "x", &error));
  g_assert_true (supa_error_is_transient (error));
  supa_test_finalize (client);
  soup_server_disconnect (soup);
}

static gboolean
answer_plainly (GSocketService    *service,
                GSocketConnection *connection,
                GObject           *source,
                gpointer           data)
{
  const char *text = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text),
                                            NULL, NULL, NULL));
  return TRUE;
}

static void
test_tls_to_a_plain_server (void)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  SupaClient *client = supa_client_new (url, "key", NULL);

  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (answer_plainly), NULL);
  g_assert_false (supa_test_sign_in (client, "a@b.co", "x", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_NO_SERVER);
  supa_test_finalize (client);
  g_socket_service_stop (service);
}

static void
test_address_is_trimmed (void)
{
  SupaClient *client = supa_client_new (" https://abcd.supabase.co// \n", "key", NULL);

  g_assert_cmpstr (supa_client_get_url (client), ==, "https://abcd.supabase.co");
  supa_test_finalize (client);
}

static void
test_restore_without_network (Fixture       *f,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = supa_test_make_session ("a1", "r1", -3600);

  soup_server_disconnect (supa_test_server_get_soup (f->server));
  supa_test_store_set_secret (f->store, kept);
  g_assert_true (supa_test_restore (f->client, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_access_token (f), ==, "a1");
  g_assert_null (supa_test_get_token (f->client, FALSE, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  g_assert_cmpstr (get_access_token (f), ==, "a1");
  g_assert_nonnull (supa_test_store_get_secret (f->store));
}

static void
test_restore_nothing_and_nonsense (Fixture       *f,
                                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (supa_test_restore (f->client, &error));
  g_assert_no_error (error);

  supa_test_store_set_secret (f->store, "nonsense");
  g_assert_false (supa_test_restore (f->client, &error));
  g_assert_no_error (error);
}

static void
test_broken_store (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  supa_test_store_set_broken (f->store, TRUE);
  g_assert_false (supa_test_restore (f->client, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);

  /* One can work all the same, and is told. */
  sign_in (f, 3600);
  g_assert_error (f->store_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpstr (get_access_token (f), ==, "a1");

  supa_test_server_answer_json (f->server, LOGOUT, 204, "");
  g_assert_false (supa_test_sign_out (f->client, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_null (supa_auth_get_session (f->auth));
}

static void
test_sign_out_tells_the_server (Fixture       *f,
                                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f, 3600);
  supa_test_server_answer_json (f->server, LOGOUT, 204, "");
  g_assert_true (supa_test_sign_out (f->client, &error));
  g_assert_cmpstr (supa_test_server_get_query (f->server), ==, "scope=local");
  g_assert_cmpstr (supa_test_server_get_header (f->server, "Authorization"), ==, "Bearer a1");
  g_assert_null (supa_auth_get_session (f->auth));
  g_assert_null (supa_test_store_get_secret (f->store));
  g_assert_null (f->ended);

  /* Refused, or not there: it is over here all the same. */
  sign_in (f, 3600);
  supa_test_server_answer_json (f->server, LOGOUT, 403, "{\"code\":\"session_not_found\",\"message\":\"x\"}");
  g_assert_true (supa_test_sign_out (f->client, &error));
  g_assert_null (supa_test_store_get_secret (f->store));

  sign_in (f, 3600);
  soup_server_disconnect (supa_test_server_get_soup (f->server));
  g_assert_true (supa_test_sign_out (f->client, &error));
  g_assert_no_error (error);
  g_assert_null (supa_test_store_get_secret (f->store));
}

#define add(PATH, FUNCTION) g_test_add ("/auth/" PATH, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("sign-in-request", test_sign_in_request);
  add ("odd-answers", test_odd_answers);
  g_test_add_func ("/auth/odd-addresses", test_odd_addresses);
  g_test_add_func ("/auth/certificate", test_certificate);
  g_test_add_func ("/auth/tls-to-a-plain-server", test_tls_to_a_plain_server);
  g_test_add_func ("/auth/address-is-trimmed", test_address_is_trimmed);
  add ("restore-without-network", test_restore_without_network);
  add ("restore-nothing-and-nonsense", test_restore_nothing_and_nonsense);
  add ("broken-store", test_broken_store);
  add ("sign-out-tells-the-server", test_sign_out_tells_the_server);

  return g_test_run ();
}
