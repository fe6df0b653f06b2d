/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "test-http.h"
#include "test-socket.h"

#define ANN "11111111-1111-4111-8111-111111111111"
#define BOB "22222222-2222-4222-8222-222222222222"

typedef struct
{
  TestBackend *backend;
} Fixture;

/* Ann may hear and speak in rooms, Bob may only hear. */
static const char schema[] =
  "create policy hear on realtime.messages for select to authenticated using (realtime.topic() like 'room:%');"
  "create policy speak on realtime.messages for insert to authenticated"
  " with check (realtime.topic() like 'room:%' and auth.uid() = '" ANN "')";

/* Starting a backend takes longer than any of these tests, so they share one. */
static TestBackend *shared;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = shared;
}

static TestSocket *
open_socket (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TestSocket *socket = test_socket_open (fixture->backend, "2.0.0", test_backend_get_publishable_key (fixture->backend), &error);

  g_assert_no_error (error);
  return socket;
}

static TestSocket *
join (Fixture *fixture, const char *subject, const char *topic, const char *config)
{
  TestSocket *socket = open_socket (fixture);
  g_autofree char *token = test_make_token (fixture->backend, "authenticated", subject, 3600);

  test_socket_send (socket, "[\"1\",\"1\",\"%s\",\"phx_join\",{\"config\":%s,\"access_token\":\"%s\"}]", topic, config, token);
  return socket;
}

static void
test_handshake (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) wrong = NULL;

  g_assert_null (test_socket_open (fixture->backend, "2.0.0", NULL, &missing));
  g_assert_cmpstr (missing->message, ==, "401");
  g_assert_null (test_socket_open (fixture->backend, "2.0.0", "nonsense", &wrong));
  g_assert_cmpstr (wrong->message, ==, "401");
}

static void
test_heartbeat_and_leave (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, ANN, "realtime:a", "{\"presence\":{\"enabled\":false}}");

  test_socket_expect_text (socket, "[\"1\",\"1\",\"realtime:a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{\"postgres_changes\":[]}}]");
  test_socket_send (socket, "[null,\"8\",\"phoenix\",\"heartbeat\",{}]");
  test_socket_expect_text (socket, "[null,\"8\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
  test_socket_send (socket, "[\"1\",\"23\",\"realtime:a\",\"phx_leave\",{}]");
  test_socket_expect_text (socket, "[\"1\",\"23\",\"realtime:a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
  test_socket_expect_text (socket, "[\"1\",\"1\",\"realtime:a\",\"phx_close\",{}]");
  test_socket_send (socket, "[\"1\",\"24\",\"realtime:a\",\"broadcast\",{}]");
  test_socket_expect_text (socket, "[\"1\",\"24\",\"realtime:a\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"unmatched topic\"}}]");
  g_assert_cmpuint (test_socket_count (socket, "*presence_state*"), ==, 0);
}

static void
test_join_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, ANN, "realtime:a", "{}");

  test_socket_expect_text (socket, "*phx_reply*");
  test_socket_send (socket, "[\"2\",\"2\",\"realtime:a\",\"phx_join\",{\"config\":{}}]");
  test_socket_expect_text (socket, "[\"1\",\"1\",\"realtime:a\",\"phx_close\",{}]");
  test_socket_expect_text (socket, "[\"2\",\"2\",\"realtime:a\",\"phx_reply\",{\"status\":\"ok\"*");
}

static void
test_bad_tokens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = open_socket (fixture);
  g_autofree char *expired = test_make_token (fixture->backend, "authenticated", ANN, -90);

  test_socket_send (socket, "[\"1\",\"1\",\"realtime:a\",\"phx_join\",{\"access_token\":\"%s\"}]", expired);
  test_socket_expect_text (socket, "*\"status\":\"error\",\"response\":{\"reason\":\"InvalidJWTToken: Token has expired 9? seconds ago\"}*");
  test_socket_send (socket, "[\"2\",\"2\",\"realtime:a\",\"phx_join\",{\"access_token\":\"a.b\"}]");
  test_socket_expect_text (socket, "*{\"reason\":\"MalformedJWT: The token provided is not a valid JWT\"}*");
  test_socket_send (socket, "[\"3\",\"3\",\"realtime:a\",\"phx_join\",{\"access_token\":\"%sx\"}]", expired);
  test_socket_expect_text (socket, "*{\"reason\":\"JwtSignatureError: Failed to validate JWT signature\"}*");
}

/* A token that runs out ends the channel, one that is renewed in time does not. */
static void
test_expiry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = open_socket (fixture);
  g_autofree char *brief = test_make_token (fixture->backend, "authenticated", ANN, 2);
  g_autofree char *lasting = test_make_token (fixture->backend, "authenticated", ANN, 3600);

  test_socket_send (socket, "[\"1\",\"1\",\"realtime:a\",\"phx_join\",{\"access_token\":\"%s\"}]", brief);
  test_socket_send (socket, "[\"2\",\"2\",\"realtime:b\",\"phx_join\",{\"access_token\":\"%s\"}]", brief);
  test_socket_send (socket, "[\"2\",\"3\",\"realtime:b\",\"access_token\",{\"access_token\":\"%s\"}]", lasting);
  test_socket_expect_text (socket, "[\"1\",null,\"realtime:a\",\"system\",{\"extension\":\"system\",\"status\":\"error\",\"message\":"
                            "\"Token has expired ? seconds ago\",\"channel\":\"a\"}]");
  test_socket_expect_text (socket, "[\"1\",\"1\",\"realtime:a\",\"phx_close\",{}]");
  test_socket_send (socket, "[null,\"8\",\"phoenix\",\"heartbeat\",{}]");
  test_socket_expect_text (socket, "*\"8\",\"phoenix\"*");
  g_assert_cmpuint (test_socket_count (socket, "*realtime:b*phx_close*"), ==, 0);
}

static void
test_broadcast (Fixture *fixture, gconstpointer data)
{
  static const char push[] = "\x03\x01\x01\x0f\x04\x00\x01" "17realtime:room:1ping{\"a\":1}";
  static const char bytes[] = "\x03\x01\x01\x0f\x04\x00\x00" "18realtime:room:1ping\xff\x00\xfe";
  static const char heard[] = "\x04\x0f\x04\x00\x01realtime:room:1ping{\"a\":1}";
  static const char heard_bytes[] = "\x04\x0f\x04\x00\x00realtime:room:1ping\xff\x00\xfe";
  static const char config[] = "{\"private\":true,\"broadcast\":{\"ack\":true,\"self\":true}}";
  g_autoptr (TestSocket) ann = join (fixture, ANN, "realtime:room:1", config);
  g_autoptr (TestSocket) bob = join (fixture, BOB, "realtime:room:1", config);
  g_autoptr (TestSocket) outside = join (fixture, BOB, "realtime:room:1", "{}");
  GBytes *frame;

  test_socket_expect_text (ann, "*phx_reply*\"ok\"*");
  test_socket_expect_text (bob, "*phx_reply*\"ok\"*");
  test_socket_expect_text (outside, "*phx_reply*\"ok\"*");
  test_socket_send_binary (ann, push, sizeof push - 1);
  test_socket_expect_text (ann, "[\"1\",\"7\",\"realtime:room:1\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
  frame = test_socket_expect_binary (bob);
  g_assert_cmpmem (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), heard, sizeof heard - 1);
  frame = test_socket_expect_binary (ann);
  g_assert_cmpmem (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), heard, sizeof heard - 1);
  test_socket_send_binary (ann, bytes, sizeof bytes - 1);
  frame = test_socket_expect_binary (bob);
  g_assert_cmpmem (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), heard_bytes, sizeof heard_bytes - 1);

  /* Bob may not speak: what he says vanishes, and nobody answers. Ann's words come after his would have. */
  test_socket_send (bob, "[\"1\",\"5\",\"realtime:room:1\",\"broadcast\",{\"type\":\"broadcast\",\"event\":\"bob\",\"payload\":{}}]");
  test_socket_send (bob, "[null,\"6\",\"phoenix\",\"heartbeat\",{}]");
  test_socket_expect_text (bob, "*\"6\",\"phoenix\"*");
  test_socket_send (ann, "[\"1\",\"9\",\"realtime:room:1\",\"broadcast\",{\"type\":\"broadcast\",\"event\":\"ann\",\"payload\":{}}]");
  test_socket_expect_text (ann, "[null,null,\"realtime:room:1\",\"broadcast\",{\"type\":\"broadcast\",\"event\":\"ann\",\"payload\":{}}]");
  g_assert_cmpuint (test_socket_count (ann, "*\"bob\"*"), ==, 0);
  g_assert_cmpuint (test_socket_count (bob, "*\"5\",\"realtime*"), ==, 0);
  g_assert_cmpuint (test_socket_count (outside, "*\"broadcast\"*"), ==, 0);
}

static void
test_private_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, ANN, "realtime:other", "{\"private\":true}");

  test_socket_expect_text (socket, "*\"status\":\"error\",\"response\":{\"reason\":\"Unauthorized: You do not have permissions to read "
                            "from this Channel topic: other\"}*");
}

/* When a new token may not hear any more, the channel ends. */
static void
test_lost_permission (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, ANN, "realtime:room:1", "{\"private\":true}");
  g_autofree char *token = test_make_token (fixture->backend, "anon", NULL, 3600);

  test_socket_expect_text (socket, "*phx_reply*\"ok\"*");
  test_socket_send (socket, "[\"1\",\"2\",\"realtime:room:1\",\"access_token\",{\"access_token\":\"%s\"}]", token);
  test_socket_expect_text (socket, "*\"You no longer have permission to read from this Channel topic: room:1\"*");
  test_socket_expect_text (socket, "*phx_close*");
}

/* Who is there, who comes, who says something new, and who is gone because the connection is. */
static void
test_presence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) ann = join (fixture, ANN, "realtime:room", "{\"presence\":{\"key\":\"ann\",\"enabled\":true}}");
  TestSocket *bob;

  test_socket_expect_text (ann, "[\"1\",null,\"realtime:room\",\"presence_state\",{}]");
  test_socket_send (ann, "[\"1\",\"2\",\"realtime:room\",\"presence\",{\"type\":\"presence\",\"event\":\"track\",\"payload\":{\"n\":1}}]");
  test_socket_expect_text (ann, "[\"1\",\"2\",*\"status\":\"ok\"*");
  test_socket_expect_text (ann, "*\"presence_diff\",{\"joins\":{\"ann\":{\"metas\":[{\"n\":1,\"phx_ref\":*}]}},\"leaves\":{}}]");

  bob = join (fixture, BOB, "realtime:room", "{\"presence\":{\"key\":\"bob\",\"enabled\":true}}");
  test_socket_expect_text (bob, "*\"presence_state\",{\"ann\":{\"metas\":[{\"n\":1,*");
  test_socket_send (bob, "[\"1\",\"2\",\"realtime:room\",\"presence\",{\"type\":\"presence\",\"event\":\"track\",\"payload\":{\"n\":2}}]");
  test_socket_expect_text (ann, "*\"presence_diff\",{\"joins\":{\"bob\"*");
  test_socket_send (bob, "[\"1\",\"3\",\"realtime:room\",\"presence\",{\"type\":\"presence\",\"event\":\"track\",\"payload\":{\"n\":3}}]");
  test_socket_expect_text (ann, "*\"joins\":{\"bob\":{\"metas\":[{\"n\":3,*\"phx_ref_prev\"*\"leaves\":{\"bob\":{\"metas\":[{\"n\":2,*");
  test_socket_send (bob, "[\"1\",\"4\",\"realtime:room\",\"presence\",{\"type\":\"presence\",\"event\":\"track\",\"payload\":[]}]");
  test_socket_expect_text (bob, "*\"4\"*Presence track payload must be a map*");
  test_socket_free (bob);
  test_socket_expect_text (ann, "*\"presence_diff\",{\"joins\":{},\"leaves\":{\"bob\"*");
}

static void
test_broadcast_from_outside (Fixture *fixture, gconstpointer data)
{
  const char *key = test_backend_get_service_role_key (fixture->backend);
  g_autofree char *authorization = g_strconcat ("Bearer ", key, NULL);
  g_autofree char *bob = test_make_token (fixture->backend, "authenticated", BOB, 3600);
  g_autofree char *bobs = g_strconcat ("Bearer ", bob, NULL);
  g_autoptr (TestSocket) socket = join (fixture, ANN, "realtime:room:1", "{\"private\":true}");
  g_autoptr (TestAnswer) refused = NULL;
  g_autoptr (TestAnswer) sent = NULL;
  g_autoptr (TestAnswer) nonsense = NULL;

  test_socket_expect_text (socket, "*phx_reply*\"ok\"*");
  test_sql (fixture->backend, "select realtime.send('{\"n\": 1}', 'sql', 'room:1', true)");
  test_socket_expect_text (socket, "*\"broadcast\",{\"type\":\"broadcast\",\"event\":\"sql\",\"payload\":{\"n\": 1,*},\"meta\":{\"id\":*");

  refused = test_http_send (fixture->backend, "POST", "/realtime/v1/api/broadcast",
                            TEST_HEADERS ("apikey", key, "Authorization", bobs, "Content-Type", "application/json"),
                            "{\"messages\":[{\"topic\":\"room:1\",\"event\":\"bob\",\"payload\":{},\"private\":true}]}");
  g_assert_cmpuint (refused->status, ==, 202);
  sent = test_http_send (fixture->backend, "POST", "/realtime/v1/api/broadcast",
                         TEST_HEADERS ("apikey", key, "Authorization", authorization, "Content-Type", "application/json"),
                         "{\"messages\":[{\"topic\":\"room:1\",\"event\":\"http\",\"payload\":{\"n\":2},\"private\":true}]}");
  g_assert_cmpuint (sent->status, ==, 202);
  test_socket_expect_text (socket, "*\"broadcast\",{\"type\":\"broadcast\",\"event\":\"http\",\"payload\":{\"n\":2}}]");
  g_assert_cmpuint (test_socket_count (socket, "*\"bob\"*"), ==, 0);
  nonsense = test_http_send (fixture->backend, "POST", "/realtime/v1/api/broadcast",
                             TEST_HEADERS ("apikey", key, "Authorization", authorization), "{\"messages\":[{}]}");
  g_assert_cmpuint (nonsense->status, ==, 422);
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, ANN, "realtime:a", "{\"broadcast\":3,\"presence\":[],\"postgres_changes\":\"x\"}");
  g_autoptr (TestSocket) other = NULL;

  test_socket_expect_text (socket, "*phx_reply*\"ok\"*");
  test_socket_send (socket, "{\"not\":\"an array\"}");
  g_assert_cmpuint (test_socket_expect_closed (socket), ==, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
  other = join (fixture, ANN, "realtime:a", "{}");
  test_socket_expect_text (other, "*phx_reply*\"ok\"*");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  shared = test_backend_start ("empty", &error);
  g_assert_no_error (error);
  test_sql (shared, schema);
#define ADD(name, function) g_test_add ("/realtime/channels/" name, Fixture, NULL, set_up, function, NULL)
  ADD ("handshake", test_handshake);
  ADD ("heartbeat-and-leave", test_heartbeat_and_leave);
  ADD ("join-again", test_join_again);
  ADD ("bad-tokens", test_bad_tokens);
  ADD ("expiry", test_expiry);
  ADD ("broadcast", test_broadcast);
  ADD ("private-refused", test_private_refused);
  ADD ("lost-permission", test_lost_permission);
  ADD ("presence", test_presence);
  ADD ("broadcast-from-outside", test_broadcast_from_outside);
  ADD ("nonsense", test_nonsense);
  status = g_test_run ();
  g_assert_true (test_backend_stop (shared, &error));
  g_assert_no_error (error);
  test_backend_free (shared);
  return status;
}
