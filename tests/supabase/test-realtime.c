/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The socket and its channels with a server that the test plays word by word. */

#include "config.h"

#include "supa-clock.h"
#include "supa-frame.h"
#include "supa-realtime-private.h"
#include "supa-test-server.h"
#include "supa-test.h"

#define TOKEN "/auth/v1/token"
#define SOCKET "/realtime/v1/websocket"
#define ECHO "{\"postgres_changes\":[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"tickets\",\"id\":7}]}"
#define FLOWS "{\"extension\":\"postgres_changes\",\"status\":\"ok\",\"message\":\"Subscribed to PostgreSQL\"}"

typedef struct
{
  SupaTestServer *server;
  SupaClient *client;
  SupaRealtime *realtime;
  SupaTiming *timing;
  SupaChannel *channel;

  /* the server's side */
  SoupWebsocketConnection *socket; /* the newest */
  GPtrArray *sockets;
  guint opened;
  gboolean answers_heartbeats;
  guint heartbeats;
  GPtrArray *frames; /* of JsonArray: what came in, without heartbeats */

  /* the client's side */
  guint ready;
  guint lost;
  guint changes;
  gboolean complete;
  guint present;
  char *said;
  GError *refused;
} Fixture;

static gint64 slept;

static gint64
get_sleepy_boottime (void)
{
  return supa_clock_get_boottime () + slept;
}

static void
say (Fixture    *f,
     const char *join_ref,
     const char *ref,
     const char *event,
     const char *payload)
{
  g_autoptr (JsonNode) node = json_from_string (payload, NULL);
  g_autofree char *text = NULL;

  g_assert_nonnull (node);
  text = supa_frame_encode (join_ref, ref, "realtime:desk", event, node);
  soup_websocket_connection_send_text (f->socket, text);
}

static void
on_server_message (SoupWebsocketConnection *socket,
                   SoupWebsocketDataType    type,
                   GBytes                  *bytes,
                   Fixture                 *f)
{
  g_autoptr (JsonNode) node = json_from_string (g_bytes_get_data (bytes, NULL), NULL);
  JsonArray *frame = json_node_get_array (node);

  if (g_str_equal (json_array_get_string_element (frame, 2), "phoenix"))
    {
      g_autofree char *reply = g_strdup_printf ("[null,\"%s\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]",
                                                json_array_get_string_element (frame, 1));

      f->heartbeats++;
      if (f->answers_heartbeats)
        soup_websocket_connection_send_text (socket, reply);
      return;
    }

  g_ptr_array_add (f->frames, json_array_ref (frame));
}

static void
on_server_socket (SoupServer              *soup,
                  SoupServerMessage       *message,
                  const char              *path,
                  SoupWebsocketConnection *socket,
                  gpointer                 data)
{
  Fixture *f = data;

  g_assert_cmpstr (g_uri_get_query (soup_server_message_get_uri (message)), ==, "apikey=sb_publishable_key&vsn=2.0.0");
  f->opened++;
  f->socket = socket;
  g_ptr_array_add (f->sockets, g_object_ref (socket));
  g_signal_connect (socket, "message", G_CALLBACK (on_server_message), f);
}

static void
on_ready (SupaChannel *channel,
          Fixture     *f)
{
  f->ready++;
}

static void
on_lost (SupaChannel *channel,
         Fixture     *f)
{
  g_assert_false (supa_channel_is_ready (channel));
  f->lost++;
}

static void
on_refused (SupaChannel  *channel,
            const GError *reason,
            Fixture      *f)
{
  g_clear_error (&f->refused);
  f->refused = g_error_copy (reason);
}

static void
on_change (SupaChannel *channel,
           int          type,
           const char  *table,
           JsonObject  *record,
           JsonObject  *old_record,
           gboolean     complete,
           Fixture     *f)
{
  g_assert_cmpstr (table, ==, "tickets");
  f->changes++;
  f->complete = complete;
}

static void
on_broadcast (SupaChannel *channel,
              const char  *event,
              JsonObject  *payload,
              Fixture     *f)
{
  g_free (f->said);
  f->said = g_strdup_printf ("%s %s", event, json_object_get_string_member (payload, "a"));
}

static void
on_presence (SupaChannel *channel,
             JsonObject  *state,
             Fixture     *f)
{
  f->present = json_object_get_size (state);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *session = supa_test_make_session ("a1", "r1", 3600);
  g_autoptr (GError) error = NULL;

  slept = 0;
  f->server = supa_test_server_new ();
  f->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) json_array_unref);
  f->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  f->answers_heartbeats = TRUE;
  soup_server_add_websocket_handler (supa_test_server_get_soup (f->server), SOCKET, NULL, NULL, on_server_socket, f, NULL);

  f->client = supa_client_new (supa_test_server_get_url (f->server), "sb_publishable_key", NULL);
  supa_test_server_answer_json (f->server, TOKEN, 200, session);
  g_assert_true (supa_test_sign_in (f->client, "a@b.co", "x", &error));

  f->realtime = supa_client_get_realtime (f->client);
  f->timing = supa_realtime_get_timing (f->realtime);
  f->timing->backoff = 0.01;
  f->timing->stagger = 1;
  f->timing->get_boottime = get_sleepy_boottime;
  f->channel = supa_realtime_get_channel (f->realtime, "desk", FALSE);
  g_signal_connect (f->channel, "ready", G_CALLBACK (on_ready), f);
  g_signal_connect (f->channel, "lost", G_CALLBACK (on_lost), f);
  g_signal_connect (f->channel, "refused", G_CALLBACK (on_refused), f);
  g_signal_connect (f->channel, "change", G_CALLBACK (on_change), f);
  g_signal_connect (f->channel, "broadcast", G_CALLBACK (on_broadcast), f);
  g_signal_connect (f->channel, "presence", G_CALLBACK (on_presence), f);
  supa_channel_listen (f->channel, "public", "tickets", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->client != NULL)
    supa_test_finalize (g_steal_pointer (&f->client));
  for (guint i = 0; i < f->sockets->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (f->sockets, i), f);
  g_ptr_array_unref (f->sockets);
  supa_test_server_free (f->server);
  g_ptr_array_unref (f->frames);
  g_clear_error (&f->refused);
  g_free (f->said);
}

static const char *
get_event (Fixture *f,
           guint    index)
{
  return json_array_get_string_element (g_ptr_array_index (f->frames, index), 3);
}

static const char *
get_ref (Fixture *f,
         guint    index)
{
  return json_array_get_string_element (g_ptr_array_index (f->frames, index), 1);
}

static JsonObject *
get_payload (Fixture *f,
             guint    index)
{
  return json_array_get_object_element (g_ptr_array_index (f->frames, index), 4);
}

/* Waits for the next frame, which must be a join with a token; gives its ref. */
static const char *
expect_join (Fixture    *f,
             guint       index,
             const char *token)
{
  supa_test_wait_until (f->frames->len > index);
  g_assert_cmpstr (get_event (f, index), ==, "phx_join");
  g_assert_cmpstr (json_array_get_string_element (g_ptr_array_index (f->frames, index), 0), ==, get_ref (f, index));
  g_assert_cmpstr (json_object_get_string_member (get_payload (f, index), "access_token"), ==, token);
  return get_ref (f, index);
}

static void
accept_join (Fixture    *f,
             const char *ref)
{
  say (f, ref, ref, "phx_reply", "{\"status\":\"ok\",\"response\":" ECHO "}");
}

static void
refuse_join (Fixture    *f,
             const char *ref,
             const char *reason)
{
  g_autofree char *payload = g_strdup_printf ("{\"status\":\"error\",\"response\":{\"reason\":\"%s\"}}", reason);

  say (f, ref, ref, "phx_reply", payload);
}

/* Joined and ready, by the join at @index. */
static const char *
get_ready (Fixture *f,
           guint    index)
{
  const char *ref = expect_join (f, index, "a1");
  guint before = f->ready;

  accept_join (f, ref);
  say (f, ref, NULL, "system", FLOWS);
  supa_test_wait_until (f->ready == before + 1);
  return ref;
}

/* Whatever was said before this has been heard after it. */
static void
settle (Fixture    *f,
        const char *ref)
{
  g_clear_pointer (&f->said, g_free);
  say (f, ref, NULL, "broadcast", "{\"type\":\"broadcast\",\"event\":\"mark\",\"payload\":{\"a\":\"b\"}}");
  supa_test_wait_until (f->said != NULL);
}

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
