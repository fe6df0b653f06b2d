/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The socket below the channels: how it dies, sleeps, comes back and ends. */

#include "config.h"

#include "supa-test-socket.h"

static void
test_server_closes (Fixture       *f,
                    gconstpointer  data)
{
  supa_channel_join (f->channel);
  get_ready (f, 0);
  g_assert_true (supa_realtime_is_connected (f->realtime));
  soup_websocket_connection_close (f->socket, 1012, "restart");
  supa_test_wait_until (f->lost == 1);
  g_assert_false (supa_realtime_is_connected (f->realtime));
  supa_test_wait_until (f->opened == 2);
  get_ready (f, 1);
}

static void
test_dead_socket (Fixture       *f,
                  gconstpointer  data)
{
  f->timing->heartbeat = 50;
  f->timing->answer = 50;
  supa_channel_join (f->channel);
  get_ready (f, 0);
  supa_test_wait_until (f->heartbeats >= 3);
  g_assert_cmpuint (f->opened, ==, 1);

  /* The line is cut without a word. */
  f->answers_heartbeats = FALSE;
  supa_test_wait_until (f->lost == 1);
  f->answers_heartbeats = TRUE;
  supa_test_wait_until (f->opened >= 2);
  supa_test_wait_until (f->frames->len >= 2);
  get_ready (f, f->frames->len - 1);
}

static void
test_sleep (Fixture       *f,
            gconstpointer  data)
{
  f->timing->tick = 20;
  supa_channel_join (f->channel);
  get_ready (f, 0);

  /* Less than two signs of life: the socket may well be alive. */
  slept += 40 * G_USEC_PER_SEC;
  settle (f, get_ref (f, 0));
  g_assert_cmpuint (f->opened, ==, 1);

  slept += 3600LL * G_USEC_PER_SEC;
  supa_test_wait_until (f->lost == 1);
  supa_test_wait_until (f->opened == 2);
  get_ready (f, 1);
}

static void
test_token_is_fresh_after_sleep (Fixture       *f,
                                 gconstpointer  data)
{
  g_autofree char *first = supa_test_make_session ("b1", "s1", 3);
  g_autofree char *second = supa_test_make_session ("b2", "s2", 3600);
  g_autoptr (GError) error = NULL;

  /* A token that is nearly over when the join comes. */
  supa_test_server_answer_json (f->server, TOKEN, 200, first);
  g_assert_true (supa_test_sign_in (f->client, "a@b.co", "x", &error));
  supa_test_server_answer_json (f->server, TOKEN, 200, second);
  supa_test_wait_until (g_strcmp0 (supa_session_get_access_token (supa_auth_get_session (supa_client_get_auth (f->client))),
                                   "b2") == 0);
  supa_channel_join (f->channel);
  expect_join (f, 0, "b2");
}

static void
test_wake (Fixture       *f,
           gconstpointer  data)
{
  f->timing->backoff = 1000.0;
  supa_channel_join (f->channel);
  get_ready (f, 0);
  supa_realtime_wake (f->realtime);
  supa_test_wait_until (f->heartbeats == 1);
  g_assert_cmpuint (f->opened, ==, 1);

  soup_websocket_connection_close (f->socket, 1012, "restart");
  supa_test_wait_until (f->lost == 1);
  /* The next try would be a quarter of an hour away. */
  supa_realtime_wake (f->realtime);
  supa_test_wait_until (f->opened == 2);
}

static void
test_leave (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *ref = NULL;

  f->timing->stable = 50;
  supa_channel_join (f->channel);
  ref = g_strdup (get_ready (f, 0));
  supa_channel_leave (f->channel);
  supa_test_wait_until (f->frames->len == 2);
  g_assert_cmpstr (get_event (f, 1), ==, "phx_leave");
  g_assert_cmpuint (f->lost, ==, 0);
  say (f, ref, NULL, "phx_close", "{}");

  /* Nobody wants the socket any more. */
  supa_test_wait_until (!supa_realtime_is_connected (f->realtime));
  g_assert_cmpuint (f->opened, ==, 1);

  supa_channel_join (f->channel);
  supa_test_wait_until (f->opened == 2);
  get_ready (f, 2);
}

static void
test_sign_out_and_in (Fixture       *f,
                      gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("b1", "s1", 3600);
  g_autoptr (GError) error = NULL;
  const char *ref;

  supa_channel_join (f->channel);
  get_ready (f, 0);
  supa_test_server_answer_json (f->server, "/auth/v1/logout", 204, "");
  g_assert_true (supa_test_sign_out (f->client, &error));
  g_assert_cmpuint (f->lost, ==, 1);
  g_assert_false (supa_realtime_is_connected (f->realtime));

  /* Even when shaken: nobody is signed in. */
  supa_realtime_wake (f->realtime);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  g_assert_true (supa_test_sign_in (f->client, "b@b.co", "x", &error));
  ref = expect_join (f, 1, "b1");
  accept_join (f, ref);
  say (f, ref, NULL, "system", FLOWS);
  supa_test_wait_until (f->ready == 2);
  g_assert_cmpuint (f->opened, ==, 2);
}

static void
test_several_channels (Fixture       *f,
                       gconstpointer  data)
{
  SupaChannel *second = supa_realtime_get_channel (f->realtime, "other", TRUE);
  g_autofree char *topics = NULL;

  g_assert_true (supa_realtime_get_channel (f->realtime, "other", TRUE) == second);
  supa_channel_join (f->channel);
  supa_channel_join (second);
  supa_test_wait_until (f->frames->len == 2);
  g_assert_cmpuint (f->opened, ==, 1);
  topics = g_strjoin (" ", json_array_get_string_element (g_ptr_array_index (f->frames, 0), 2),
                      json_array_get_string_element (g_ptr_array_index (f->frames, 1), 2), NULL);
  g_assert_cmpstr (topics, ==, "realtime:desk realtime:other");
  g_assert_true (json_object_get_boolean_member (json_object_get_object_member (get_payload (f, 1), "config"), "private"));

  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  supa_realtime_forget_channel (f->realtime, second);
  g_assert_null (second);
  supa_test_wait_until (f->frames->len == 3);
  g_assert_cmpstr (get_event (f, 2), ==, "phx_leave");
}

static void
leave_at_once (SupaChannel *channel,
               Fixture     *f)
{
  supa_channel_leave (channel);
}

static void
test_left_in_the_handler (Fixture       *f,
                          gconstpointer  data)
{
  const char *ref;

  g_signal_connect (f->channel, "lost", G_CALLBACK (leave_at_once), f);
  supa_channel_join (f->channel);
  ref = get_ready (f, 0);
  say (f, ref, NULL, "phx_error", "{}");
  supa_test_wait_until (f->lost == 1);
  g_assert_cmpuint (f->frames->len, ==, 1);

  /* Had it gone on, this second join would be the third. */
  supa_channel_join (f->channel);
  get_ready (f, 1);
}

static void
drop_client (SupaChannel *channel,
             Fixture     *f)
{
  g_assert_finalize_object (g_steal_pointer (&f->client));
}

static void
test_goes_in_the_handler (Fixture       *f,
                          gconstpointer  data)
{
  SupaRealtime *realtime = f->realtime;
  const char *ref;

  g_signal_connect (f->channel, "ready", G_CALLBACK (drop_client), f);
  g_object_add_weak_pointer (G_OBJECT (realtime), (gpointer *) &realtime);
  supa_channel_join (f->channel);
  ref = expect_join (f, 0, "a1");
  accept_join (f, ref);
  say (f, ref, NULL, "system", FLOWS);
  supa_test_wait_until (realtime == NULL);
  g_assert_cmpuint (f->ready, ==, 1);
}

static void
test_goes_while_opening (Fixture       *f,
                         gconstpointer  data)
{
  SupaRealtime *realtime = f->realtime;

  g_object_add_weak_pointer (G_OBJECT (realtime), (gpointer *) &realtime);
  supa_channel_join (f->channel);
  g_assert_finalize_object (g_steal_pointer (&f->client));
  supa_test_wait_until (realtime == NULL);
  g_assert_cmpuint (f->frames->len, ==, 0);
}

static void
test_channel_outlives_the_client (Fixture       *f,
                                  gconstpointer  data)
{
  g_autoptr (SupaChannel) channel = g_object_ref (f->channel);
  g_autoptr (JsonNode) payload = json_from_string ("{}", NULL);

  supa_channel_join (channel);
  get_ready (f, 0);
  g_assert_finalize_object (g_steal_pointer (&f->client));
  g_assert_false (supa_channel_is_ready (channel));
  supa_channel_join (channel);
  supa_channel_listen (channel, "public", "x", NULL);
  supa_channel_send_broadcast (channel, "e", payload);
  supa_channel_track (channel, payload);
  supa_channel_untrack (channel);
  supa_channel_leave (channel);
  g_assert_finalize_object (g_steal_pointer (&channel));
}

#define add(PATH, FUNCTION) g_test_add ("/socket/" PATH, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("server-closes", test_server_closes);
  add ("dead-socket", test_dead_socket);
  add ("sleep", test_sleep);
  add ("token-is-fresh-after-sleep", test_token_is_fresh_after_sleep);
  add ("wake", test_wake);
  add ("leave", test_leave);
  add ("sign-out-and-in", test_sign_out_and_in);
  add ("several-channels", test_several_channels);
  add ("left-in-the-handler", test_left_in_the_handler);
  add ("goes-in-the-handler", test_goes_in_the_handler);
  add ("goes-while-opening", test_goes_while_opening);
  add ("channel-outlives-the-client", test_channel_outlives_the_client);

  return g_test_run ();
}
