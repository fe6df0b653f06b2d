/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-test-socket.h"

#include "supa-clock.h"

gint64 slept;

static gint64
get_sleepy_boottime (void)
{
  return supa_clock_get_boottime () + slept;
}

void
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

void
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

void
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

const char *
get_event (Fixture *f,
           guint    index)
{
  return json_array_get_string_element (g_ptr_array_index (f->frames, index), 3);
}

const char *
get_ref (Fixture *f,
         guint    index)
{
  return json_array_get_string_element (g_ptr_array_index (f->frames, index), 1);
}

JsonObject *
get_payload (Fixture *f,
             guint    index)
{
  return json_array_get_object_element (g_ptr_array_index (f->frames, index), 4);
}

/* Waits for the next frame, which must be a join with a token; gives its ref. */
const char *
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

void
accept_join (Fixture    *f,
             const char *ref)
{
  say (f, ref, ref, "phx_reply", "{\"status\":\"ok\",\"response\":" ECHO "}");
}

void
refuse_join (Fixture    *f,
             const char *ref,
             const char *reason)
{
  g_autofree char *payload = g_strdup_printf ("{\"status\":\"error\",\"response\":{\"reason\":\"%s\"}}", reason);

  say (f, ref, ref, "phx_reply", payload);
}

/* Joined and ready, by the join at @index. */
const char *
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
void
settle (Fixture    *f,
        const char *ref)
{
  g_clear_pointer (&f->said, g_free);
  say (f, ref, NULL, "broadcast", "{\"type\":\"broadcast\",\"event\":\"mark\",\"payload\":{\"a\":\"b\"}}");
  supa_test_wait_until (f->said != NULL);
}
