/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A channel, with a server that the test plays word by word. */

#include "config.h"

#include "supa-test-socket.h"

static void
test_ready_is_more_than_joined (Fixture       *f,
                                gconstpointer  data)
{
  const char *ref;
  JsonObject *config;

  supa_channel_join (f->channel);
  ref = expect_join (f, 0, "a1");
  config = json_object_get_object_member (get_payload (f, 0), "config");
  g_assert_false (json_object_get_boolean_member (config, "private"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (config, "postgres_changes")), ==, 1);

  accept_join (f, ref);
  say (f, ref, NULL, "presence_state", "{}");
  settle (f, ref);
  g_assert_cmpuint (f->ready, ==, 0);
  g_assert_false (supa_channel_is_ready (f->channel));
  say (f, ref, NULL, "system", "{\"extension\":\"broadcast\",\"status\":\"ok\",\"message\":\"x\"}");
  settle (f, ref);
  g_assert_cmpuint (f->ready, ==, 0);

  say (f, ref, NULL, "system", FLOWS);
  supa_test_wait_until (f->ready == 1);
  g_assert_true (supa_channel_is_ready (f->channel));

  /* The server's poller was restarted: time to fill the gap again. */
  say (f, ref, NULL, "system", FLOWS);
  supa_test_wait_until (f->ready == 2);
  g_assert_cmpuint (f->lost, ==, 0);
}

static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  const char *change = "{\"ids\":[7],\"data\":{\"type\":\"INSERT\",\"table\":\"tickets\",\"record\":{\"id\":1},\"errors\":null}}";
  const char *ref;

  supa_channel_join (f->channel);
  ref = get_ready (f, 0);
  say (f, NULL, NULL, "postgres_changes", change);
  supa_test_wait_until (f->changes == 1);
  g_assert_true (f->complete);

  /* For somebody else, of an earlier join, or nothing at all. */
  say (f, NULL, NULL, "postgres_changes", "{\"ids\":[8],\"data\":{\"type\":\"INSERT\",\"table\":\"tickets\",\"record\":{}}}");
  say (f, "999", NULL, "postgres_changes", change);
  say (f, NULL, NULL, "postgres_changes", "{}");
  settle (f, ref);
  g_assert_cmpuint (f->changes, ==, 1);

  say (f, NULL, NULL, "postgres_changes",
       "{\"ids\":[7],\"data\":{\"type\":\"INSERT\",\"table\":\"tickets\",\"record\":{},\"errors\":[\"Error 413: x\"]}}");
  supa_test_wait_until (f->changes == 2);
  g_assert_false (f->complete);
}

static void
test_binary_broadcast (Fixture       *f,
                       gconstpointer  data)
{
  static const char bytes[] = "\x04\x0d\x04\x02\x01" "realtime:desk" "ping" "{}" "{\"a\":\"b\"}";

  supa_channel_join (f->channel);
  get_ready (f, 0);
  soup_websocket_connection_send_binary (f->socket, "nonsense", 8);
  soup_websocket_connection_send_text (f->socket, "nonsense");
  soup_websocket_connection_send_binary (f->socket, bytes, sizeof bytes - 1);
  supa_test_wait_until (f->said != NULL);
  g_assert_cmpstr (f->said, ==, "ping b");
}

static void
test_presence (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (JsonNode) self = json_from_string ("{\"user\":1}", NULL);
  const char *ref;

  supa_channel_track (f->channel, self);
  supa_channel_join (f->channel);
  ref = get_ready (f, 0);
  supa_test_wait_until (f->frames->len == 2);
  g_assert_cmpstr (get_event (f, 1), ==, "presence");
  g_assert_cmpstr (json_object_get_string_member (get_payload (f, 1), "event"), ==, "track");

  say (f, ref, NULL, "presence_diff", "{\"joins\":{\"k2\":{\"metas\":[{\"phx_ref\":\"2\"}]}},\"leaves\":{}}");
  say (f, ref, NULL, "presence_state", "{\"k1\":{\"metas\":[{\"phx_ref\":\"1\"}]}}");
  supa_test_wait_until (f->present == 2);
  say (f, ref, NULL, "presence_diff", "{\"joins\":{},\"leaves\":{\"k1\":{\"metas\":[{\"phx_ref\":\"1\"}]}}}");
  supa_test_wait_until (f->present == 1);

  /* After a new join it is there again. */
  say (f, ref, NULL, "phx_error", "{}");
  get_ready (f, 2);
  supa_test_wait_until (f->frames->len == 4);
  g_assert_cmpstr (get_event (f, 3), ==, "presence");
  supa_channel_untrack (f->channel);
  supa_test_wait_until (f->frames->len == 5);
  g_assert_cmpstr (json_object_get_string_member (get_payload (f, 4), "event"), ==, "untrack");
}

/* Whatever the server ends comes back. */
static void
test_joins_again (Fixture       *f,
                  gconstpointer  data)
{
  static const struct
  {
    const char *event;
    const char *payload;
  } ends[] = {
    { "phx_error", "{}" },
    { "phx_error", "{\"reason\":\"crash\"}" },
    { "phx_close", "{}" },
    { "system", "{\"extension\":\"system\",\"status\":\"error\",\"message\":\"Replication connection was not established\"}" },
    { "system", "{\"extension\":\"postgres_changes\",\"status\":\"error\",\"message\":\"x\"}" },
    { "system", "{\"status\":\"error\"}" },
  };

  supa_channel_join (f->channel);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *ref = g_strdup (get_ready (f, i));

      say (f, ref, NULL, ends[i].event, ends[i].payload);
      supa_test_wait_until (f->lost == i + 1);
      /* What the old join still has to say counts for nothing. */
      say (f, ref, NULL, "phx_close", "{}");
      supa_test_wait_until (f->frames->len == i + 2);
      g_assert_cmpstr (get_ref (f, i + 1), !=, ref);
    }
  get_ready (f, G_N_ELEMENTS (ends));
  g_assert_cmpuint (f->lost, ==, G_N_ELEMENTS (ends));
  g_assert_cmpuint (f->opened, ==, 1);
}

static void
test_reply_of_an_old_join (Fixture       *f,
                           gconstpointer  data)
{
  g_autofree char *first = NULL;

  supa_channel_join (f->channel);
  first = g_strdup (expect_join (f, 0, "a1"));
  say (f, first, NULL, "phx_error", "{}");
  expect_join (f, 1, "a1");
  accept_join (f, first);
  say (f, first, NULL, "system", FLOWS);
  say (f, first, first, "phx_reply", "{\"status\":\"error\",\"response\":{\"reason\":\"Unauthorized: x\"}}");
  get_ready (f, 1);
  say (f, first, NULL, "phx_close", "{}");
  say (f, first, NULL, "phx_error", "{}");
  say (f, first, NULL, "system", FLOWS);
  settle (f, get_ref (f, 1));
  g_assert_no_error (f->refused);
  g_assert_cmpuint (f->ready, ==, 1);
  g_assert_cmpuint (f->lost, ==, 0);
}

static void
test_expired_token (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  const char *ref;

  supa_channel_join (f->channel);
  ref = expect_join (f, 0, "a1");
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  refuse_join (f, ref, "InvalidJWTToken: Token has expired 3 seconds ago");
  ref = expect_join (f, 1, "a2");
  accept_join (f, ref);
  say (f, ref, NULL, "system", FLOWS);
  supa_test_wait_until (f->ready == 1);
}

static void
test_expired_while_joined (Fixture       *f,
                           gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  const char *ref;

  supa_channel_join (f->channel);
  ref = get_ready (f, 0);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  say (f, ref, NULL, "system", "{\"extension\":\"system\",\"status\":\"error\",\"message\":\"Token has expired 3 seconds ago\"}");
  say (f, ref, NULL, "phx_close", "{}");
  expect_join (f, 1, "a2");
  g_assert_cmpuint (f->lost, ==, 1);
}

static void
test_failures_are_forgotten (Fixture       *f,
                             gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  const char *ref;

  supa_channel_join (f->channel);
  refuse_join (f, expect_join (f, 0, "a1"), "RealtimeRestarting: wait");
  refuse_join (f, expect_join (f, 1, "a1"), "RealtimeRestarting: wait");
  ref = get_ready (f, 2);

  /* Half a minute later all is well; a token that runs out then is no third failure, or this would take half an hour. */
  slept += 31 * G_USEC_PER_SEC;
  f->timing->backoff = 1000.0;
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  say (f, ref, NULL, "system", "{\"extension\":\"system\",\"status\":\"error\",\"message\":\"Token has expired 3 seconds ago\"}");
  expect_join (f, 3, "a2");
}

static void
test_refused_by_policy (Fixture       *f,
                        gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  g_autofree char *token = NULL;
  const char *ref;

  supa_channel_join (f->channel);
  ref = expect_join (f, 0, "a1");
  refuse_join (f, ref, "Unauthorized: You do not have permissions to read from this Channel topic: desk");
  supa_test_wait_until (f->refused != NULL);
  g_assert_error (f->refused, SUPA_ERROR, SUPA_ERROR_FORBIDDEN);

  /* Another token may be allowed more. Until it comes, nothing is tried. */
  g_assert_cmpuint (f->frames->len, ==, 1);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  token = supa_test_get_token (f->client, TRUE, NULL);
  g_assert_cmpstr (token, ==, "a2");
  ref = expect_join (f, 1, "a2");
  accept_join (f, ref);
  say (f, ref, NULL, "system", FLOWS);
  supa_test_wait_until (f->ready == 1);
}

static void
test_refused_is_probed (Fixture       *f,
                        gconstpointer  data)
{
  f->timing->probe = 50;
  supa_channel_join (f->channel);
  refuse_join (f, expect_join (f, 0, "a1"), "PrivateOnly: This project only allows private channels");
  get_ready (f, 1);
}

static void
test_new_token_is_pushed (Fixture       *f,
                          gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a2", "r2", 3600);
  g_autofree char *token = NULL;
  const char *ref;

  supa_channel_join (f->channel);
  ref = get_ready (f, 0);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  token = supa_test_get_token (f->client, TRUE, NULL);
  supa_test_wait_until (f->frames->len == 2);
  g_assert_cmpstr (get_event (f, 1), ==, "access_token");
  g_assert_cmpstr (json_object_get_string_member (get_payload (f, 1), "access_token"), ==, "a2");
  g_assert_cmpstr (json_array_get_string_element (g_ptr_array_index (f->frames, 1), 0), ==, ref);
  g_assert_cmpuint (f->lost, ==, 0);
}

static void
test_silent_join (Fixture       *f,
                  gconstpointer  data)
{
  const char *ref;

  /* No reply. */
  f->timing->join = 50;
  f->timing->ready = 50;
  supa_channel_join (f->channel);
  expect_join (f, 0, "a1");
  f->timing->join = 60000;

  /* A reply, and no word that the changes flow. */
  accept_join (f, expect_join (f, 1, "a1"));
  expect_join (f, 2, "a1");
  f->timing->ready = 60000;

  /* A reply that echoes something else than what was asked for. */
  ref = get_ref (f, 2);
  say (f, ref, ref, "phx_reply", "{\"status\":\"ok\",\"response\":{\"postgres_changes\":[]}}");
  g_assert_cmpuint (f->ready, ==, 0);
  get_ready (f, 3);
}

#define add(PATH, FUNCTION) g_test_add ("/realtime/" PATH, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("ready-is-more-than-joined", test_ready_is_more_than_joined);
  add ("changes", test_changes);
  add ("binary-broadcast", test_binary_broadcast);
  add ("presence", test_presence);
  add ("joins-again", test_joins_again);
  add ("reply-of-an-old-join", test_reply_of_an_old_join);
  add ("expired-token", test_expired_token);
  add ("expired-while-joined", test_expired_while_joined);
  add ("failures-are-forgotten", test_failures_are_forgotten);
  add ("refused-by-policy", test_refused_by_policy);
  add ("refused-is-probed", test_refused_is_probed);
  add ("new-token-is-pushed", test_new_token_is_pushed);
  add ("silent-join", test_silent_join);

  return g_test_run ();
}
