/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What happens as it happens, with a real backend, which ends and comes back. */

#include "config.h"

#include <glib/gstdio.h>

#include "supa-test-live.h"

typedef struct
{
  guint ready;
  guint lost;
  GError *refused;
  GPtrArray *changes; /* "INSERT ticket_messages Hello" */
  char *broadcast;
  guint present;
} Heard;

static void
on_ready (SupaChannel *channel,
          Heard       *heard)
{
  heard->ready++;
}

static void
on_lost (SupaChannel *channel,
         Heard       *heard)
{
  heard->lost++;
}

static void
on_refused (SupaChannel  *channel,
            const GError *reason,
            Heard        *heard)
{
  g_clear_error (&heard->refused);
  heard->refused = g_error_copy (reason);
}

static void
on_change (SupaChannel *channel,
           int          type,
           const char  *table,
           JsonObject  *record,
           JsonObject  *old_record,
           gboolean     complete,
           Heard       *heard)
{
  static const char * const names[] = { "INSERT", "UPDATE", "DELETE" };
  const char *body = record != NULL ? json_object_get_string_member_with_default (record, "body", "") : "";

  g_assert_true (complete);
  g_ptr_array_add (heard->changes, g_strdup_printf ("%s %s %s", names[type], table, body));
}

static void
on_broadcast (SupaChannel *channel,
              const char  *event,
              JsonObject  *payload,
              Heard       *heard)
{
  g_free (heard->broadcast);
  heard->broadcast = g_strdup_printf ("%s %s", event, json_object_get_string_member (payload, "text"));
}

static void
on_presence (SupaChannel *channel,
             JsonObject  *state,
             Heard       *heard)
{
  heard->present = json_object_get_size (state);
}

static void
heard_clear (Heard *heard)
{
  g_clear_error (&heard->refused);
  g_clear_pointer (&heard->changes, g_ptr_array_unref);
  g_clear_pointer (&heard->broadcast, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Heard, heard_clear)

static SupaChannel *
hear (SupaClient *client,
      const char *topic,
      gboolean    is_private,
      Heard      *heard)
{
  SupaChannel *channel = supa_realtime_get_channel (supa_client_get_realtime (client), topic, is_private);

  heard->changes = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (channel, "ready", G_CALLBACK (on_ready), heard);
  g_signal_connect (channel, "lost", G_CALLBACK (on_lost), heard);
  g_signal_connect (channel, "refused", G_CALLBACK (on_refused), heard);
  g_signal_connect (channel, "change", G_CALLBACK (on_change), heard);
  g_signal_connect (channel, "broadcast", G_CALLBACK (on_broadcast), heard);
  g_signal_connect (channel, "presence", G_CALLBACK (on_presence), heard);
  return channel;
}

static void
test_changes (void)
{
  g_auto (Heard) heard = { 0 };
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  SupaChannel *channel = hear (client, "tickets", FALSE, &heard);

  supa_channel_listen (channel, "public", "ticket_messages", NULL);
  supa_channel_listen (channel, "public", "tickets", NULL);
  supa_channel_join (channel);
  supa_test_wait_until (heard.ready == 1);
  g_assert_true (supa_channel_is_ready (channel));

  /* A message of staff in a ticket of another company stays unseen, one in the own is told. */
  run_sql ("select set_config('request.jwt.claims','{\"sub\":\"a0000000-0000-4000-8000-000000000003\","
           "\"role\":\"authenticated\"}',false);"
           "insert into public.ticket_messages (ticket_id, author_id, body) "
           "select (select id from public.tickets where client_id <> '" NORTH "' and status = 'open' limit 1), "
           "'a0000000-0000-4000-8000-000000000003', 'unseen';"
           "insert into public.ticket_messages (ticket_id, author_id, body) "
           "select (select id from public.tickets where client_id = '" NORTH "' and status = 'open' limit 1), "
           "'a0000000-0000-4000-8000-000000000003', 'seen';");
  supa_test_wait_until (g_ptr_array_find_with_equal_func (heard.changes, "INSERT ticket_messages seen", g_str_equal, NULL));
  g_assert_false (g_ptr_array_find_with_equal_func (heard.changes, "INSERT ticket_messages unseen", g_str_equal, NULL));
  g_assert_cmpuint (heard.lost, ==, 0);
  supa_test_finalize (client);
}

static void
test_token_is_pushed (void)
{
  g_auto (Heard) heard = { 0 };
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  SupaChannel *channel = hear (client, "tickets", FALSE, &heard);
  g_autofree char *token = NULL;

  supa_channel_listen (channel, "public", "ticket_messages", NULL);
  supa_channel_join (channel);
  supa_test_wait_until (heard.ready == 1);
  token = supa_test_get_token (client, TRUE, &error);
  g_assert_no_error (error);

  run_sql ("select set_config('request.jwt.claims','{\"sub\":\"a0000000-0000-4000-8000-000000000003\","
           "\"role\":\"authenticated\"}',false);"
           "insert into public.ticket_messages (ticket_id, author_id, body) "
           "select (select id from public.tickets where client_id = '" NORTH "' and status = 'open' limit 1), "
           "'a0000000-0000-4000-8000-000000000003', 'with the new token';");
  supa_test_wait_until (g_ptr_array_find_with_equal_func (heard.changes, "INSERT ticket_messages with the new token",
                                                          g_str_equal, NULL));
  supa_test_finalize (client);
}

static void
test_topics (void)
{
  g_auto (Heard) first = { 0 };
  g_auto (Heard) second = { 0 };
  g_auto (Heard) outside = { 0 };
  SupaClient *agent = new_signed_in ("agent@desk.test");
  SupaClient *ops = new_signed_in ("ops@desk.test");
  SupaClient *client = new_signed_in ("client@north.test");
  g_autofree char *ticket = make_ticket (client, "Topics");
  g_autofree char *topic = g_strdup_printf ("ticket:%s:internal", ticket);
  SupaChannel *one = hear (agent, topic, TRUE, &first);
  SupaChannel *two = hear (ops, topic, TRUE, &second);
  SupaChannel *three = hear (client, topic, TRUE, &outside);
  g_autoptr (JsonNode) payload = json_from_string ("{\"text\":\"typing\"}", NULL);

  supa_channel_track (one, payload);
  supa_channel_join (one);
  supa_channel_join (two);
  supa_channel_join (three);
  supa_test_wait_until (first.ready == 1 && second.ready == 1);
  supa_test_wait_until (first.present == 1 && second.present == 1);
  supa_channel_track (two, payload);
  supa_test_wait_until (first.present == 2 && second.present == 2);

  supa_channel_send_broadcast (one, "typing", payload);
  supa_test_wait_until (second.broadcast != NULL);
  g_assert_cmpstr (second.broadcast, ==, "typing typing");
  g_assert_null (first.broadcast);

  supa_channel_leave (two);
  supa_test_wait_until (first.present == 1);

  supa_test_wait_until (outside.refused != NULL);
  g_assert_error (outside.refused, SUPA_ERROR, SUPA_ERROR_FORBIDDEN);
  g_assert_cmpuint (outside.ready, ==, 0);
  supa_test_finalize (agent);
  supa_test_finalize (ops);
  supa_test_finalize (client);
}

static void
test_expired_token (void)
{
  g_auto (Heard) heard = { 0 };
  g_autoptr (SupaTestStore) store = supa_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaQuery) query = supa_query_limit (supa_query_new ("tickets"), 1);
  g_autoptr (JsonNode) rows = NULL;
  g_autofree char *folder = g_dir_make_tmp ("guichet-files-XXXXXX", NULL);
  g_autofree char *here = g_build_filename (folder, "here", NULL);
  g_autofree char *ticket = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) source = g_file_new_for_path (here);
  SupaChannel *channel;
  SupaClient *client;

  /* Each service has words of its own for it; each time the call succeeds, with a new token. */
  client = new_with_expired_token (store);
  rows = supa_test_select (client, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 1);
  ticket = make_ticket (client, "Expired");
  supa_test_finalize (client);

  g_assert_true (g_file_set_contents (here, "content", 7, NULL));
  path = g_strdup_printf ("tickets/%s/a.txt", ticket);
  client = new_with_expired_token (store);
  g_assert_true (upload (client, path, source, NULL, &error));
  g_assert_no_error (error);
  supa_test_finalize (client);

  client = new_with_expired_token (store);
  channel = hear (client, "tickets", FALSE, &heard);
  supa_channel_listen (channel, "public", "ticket_messages", NULL);
  supa_channel_join (channel);
  supa_test_wait_until (heard.ready == 1);
  supa_test_finalize (client);

  g_remove (here);
  g_rmdir (folder);
}

static void
test_backend_restarts (void)
{
  g_auto (Heard) heard = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaQuery) query = supa_query_limit (supa_query_new ("tickets"), 1);
  SupaClient *client = new_signed_in ("client@north.test");
  SupaChannel *channel = hear (client, "tickets", FALSE, &heard);

  supa_channel_listen (channel, "public", "ticket_messages", NULL);
  supa_channel_join (channel);
  supa_test_wait_until (heard.ready == 1);

  g_assert_true (test_backend_stop (backend, &error));
  g_assert_no_error (error);
  supa_test_wait_until (heard.lost == 1);
  g_assert_false (supa_realtime_is_connected (supa_client_get_realtime (client)));
  g_assert_null (supa_test_select (client, query, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_OFFLINE);
  g_assert_true (supa_error_is_transient (error));
  g_clear_error (&error);
  g_assert_nonnull (supa_auth_get_session (supa_client_get_auth (client)));

  g_assert_true (test_backend_restart (backend, &error));
  g_assert_no_error (error);
  supa_test_wait_until (heard.ready == 2);
  supa_test_finalize (client);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/live/changes", test_changes);
  g_test_add_func ("/live/token-is-pushed", test_token_is_pushed);
  g_test_add_func ("/live/topics", test_topics);
  g_test_add_func ("/live/expired-token", test_expired_token);
  g_test_add_func ("/live/backend-restarts", test_backend_restarts);

  return run_live_tests ();
}
