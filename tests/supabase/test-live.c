/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The client against a real backend: one that shares no code with it. */

#include "config.h"

#include <glib/gstdio.h>

#include "supa-test-store.h"
#include "supa-test.h"
#include "test-backend.h"

#define PASSWORD "guichet-demo"
#define NORTH "c0000000-0000-4000-8000-000000000001"

static TestBackend *backend;

static SupaClient *
new_client (SupaTestStore *store)
{
  return supa_client_new (test_backend_get_url (backend), test_backend_get_publishable_key (backend),
                          store != NULL ? SUPA_SESSION_STORE (store) : NULL);
}

static SupaClient *
new_signed_in (const char *email)
{
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_client (NULL);

  g_assert_true (supa_test_sign_in (client, email, PASSWORD, &error));
  g_assert_no_error (error);
  return client;
}

static void
run_sql (const char *statement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) psql =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "psql", test_backend_get_db_url (backend), "-qX", "-v",
                      "ON_ERROR_STOP=1", "-c", statement, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (psql, NULL, &error));
  g_assert_no_error (error);
}

static JsonObject *
get_row (JsonNode *rows,
         guint     index)
{
  return json_array_get_object_element (json_node_get_array (rows), index);
}

static guint
count_rows (JsonNode *rows)
{
  return json_array_get_length (json_node_get_array (rows));
}

static void
test_sign_in (void)
{
  g_autoptr (SupaTestStore) store = supa_test_store_new ();
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_client (store);
  SupaSession *session;

  g_assert_false (supa_test_sign_in (client, "client@north.test", "wrong", &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_CREDENTIALS);
  g_assert_cmpstr (supa_error_get_server_code (error), ==, "invalid_credentials");
  g_assert_null (supa_test_store_get_secret (store));
  g_clear_error (&error);

  g_assert_true (supa_test_sign_in (client, "client@north.test", PASSWORD, &error));
  g_assert_no_error (error);
  session = supa_auth_get_session (supa_client_get_auth (client));
  g_assert_cmpstr (supa_session_get_user_id (session), ==, "a0000000-0000-4000-8000-000000000001");
  g_assert_cmpstr (supa_session_get_email (session), ==, "client@north.test");
  g_assert_cmpint (supa_session_get_expires_at (session), >, g_get_real_time () / G_USEC_PER_SEC + 60);
  g_assert_nonnull (supa_test_store_get_secret (store));

  supa_test_finalize (client);
  g_assert_finalize_object (g_steal_pointer (&store));
}

static void
test_wrong_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) rows = NULL;
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  SupaClient *client = supa_client_new (test_backend_get_url (backend), "sb_publishable_wrong_key", NULL);

  g_assert_false (supa_test_sign_in (client, "client@north.test", PASSWORD, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_API_KEY);
  supa_test_finalize (client);
}

static void
test_rotation (void)
{
  g_autoptr (SupaTestStore) store = supa_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) first = NULL;
  g_autoptr (SupaSession) kept = NULL;
  g_autofree char *token = NULL;
  SupaClient *client = new_client (store);
  SupaClient *second = NULL;
  SupaSession *session;

  g_assert_true (supa_test_sign_in (client, "client@north.test", PASSWORD, &error));
  first = supa_session_ref (supa_auth_get_session (supa_client_get_auth (client)));

  token = supa_test_get_token (client, TRUE, &error);
  g_assert_no_error (error);
  session = supa_auth_get_session (supa_client_get_auth (client));
  g_assert_cmpstr (supa_session_get_access_token (session), ==, token);
  g_assert_cmpstr (supa_session_get_refresh_token (session), !=, supa_session_get_refresh_token (first));
  kept = supa_session_new_from_json (supa_test_store_get_secret (store), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (supa_session_get_refresh_token (kept), ==, supa_session_get_refresh_token (session));
  supa_test_finalize (client);

  /* Another start of the program, with the same store. */
  second = new_client (store);
  g_assert_true (supa_test_restore (second, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (supa_session_get_refresh_token (supa_auth_get_session (supa_client_get_auth (second))), ==,
                   supa_session_get_refresh_token (kept));
  g_assert_true (supa_test_sign_out (second, &error));
  g_assert_no_error (error);
  g_assert_null (supa_test_store_get_secret (store));
  g_assert_false (supa_test_restore (second, &error));
  g_assert_no_error (error);
  supa_test_finalize (second);
}

static void
note_error (SupaAuth      *auth,
            const GError  *reason,
            GError       **into)
{
  g_assert_null (*into);
  *into = g_error_copy (reason);
}

static void
test_session_ended_elsewhere (void)
{
  g_autoptr (SupaTestStore) store = supa_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) ended = NULL;
  g_autofree char *token = NULL;
  SupaClient *client = new_client (store);

  g_assert_true (supa_test_sign_in (client, "client@south.test", PASSWORD, &error));
  g_signal_connect (supa_client_get_auth (client), "session-ended", G_CALLBACK (note_error), &ended);
  run_sql ("delete from auth.sessions where user_id = 'a0000000-0000-4000-8000-000000000002'");

  token = supa_test_get_token (client, TRUE, &error);
  g_assert_null (token);
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
  g_assert_error (ended, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED);
  g_assert_null (supa_auth_get_session (supa_client_get_auth (client)));
  g_assert_null (supa_test_store_get_secret (store));
  supa_test_finalize (client);
}

static char *
encode_part (const guint8 *bytes,
             gsize         size)
{
  char *text = g_base64_encode (bytes, size);

  g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/* A token as the backend would have given it an hour ago. */
static char *
make_expired_token (void)
{
  const char *header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  const char *secret = test_backend_get_jwt_secret (backend);
  g_autofree char *claims =
    g_strdup_printf ("{\"sub\":\"a0000000-0000-4000-8000-000000000001\",\"role\":\"authenticated\",\"aud\":\"authenticated\","
                     "\"exp\":%" G_GINT64_FORMAT "}", g_get_real_time () / G_USEC_PER_SEC - 3600);
  g_autofree char *first = encode_part ((const guint8 *) header, strlen (header));
  g_autofree char *second = encode_part ((const guint8 *) claims, strlen (claims));
  g_autofree char *content = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) content, -1);
  g_hmac_get_digest (hmac, digest, &length);
  g_hmac_unref (hmac);
  third = encode_part (digest, length);
  return g_strconcat (content, ".", third, NULL);
}

/* Signed in, with a token that ran out although its expiry seems far away: as after a change of the clock. */
static SupaClient *
new_with_expired_token (SupaTestStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) expired = NULL;
  g_autofree char *token = make_expired_token ();
  g_autofree char *text = NULL;
  SupaClient *client = new_client (store);
  SupaSession *session;

  g_assert_true (supa_test_sign_in (client, "client@north.test", PASSWORD, &error));
  session = supa_auth_get_session (supa_client_get_auth (client));
  expired = supa_session_new (token, supa_session_get_refresh_token (session), supa_session_get_expires_at (session),
                              supa_session_get_user_id (session), supa_session_get_email (session));
  text = supa_session_to_json (expired);
  supa_test_store_set_secret (store, text);
  supa_test_finalize (client);

  client = new_client (store);
  g_assert_true (supa_test_restore (client, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (supa_session_get_access_token (supa_auth_get_session (supa_client_get_auth (client))), ==, token);
  return client;
}

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  g_autoptr (SupaQuery) next = supa_query_new ("tickets");
  g_autoptr (SupaQuery) hidden = supa_query_new ("tickets");
  g_autoptr (JsonNode) rows = NULL;
  g_autoptr (JsonNode) more = NULL;
  g_autoptr (JsonNode) none = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  JsonObject *last;

  supa_query_select (query, "id,subject,updated_at,client:clients(name),priority:ticket_priorities(code)");
  supa_query_limit (supa_query_order (supa_query_order (query, "updated_at", TRUE), "id", TRUE), 5);
  rows = supa_test_select (client, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 5);
  last = get_row (rows, 4);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (last, "client"), "name"), ==,
                   "North Logistics");

  /* The next page begins behind the last row. */
  supa_query_after (supa_query_select (next, "id,updated_at"), "updated_at",
                    json_object_get_string_member (last, "updated_at"), "id", json_object_get_string_member (last, "id"));
  supa_query_limit (supa_query_order (supa_query_order (next, "updated_at", TRUE), "id", TRUE), 5);
  more = supa_test_select (client, next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (more), >, 0);
  for (guint i = 0; i < count_rows (more); i++)
    {
      for (guint j = 0; j < count_rows (rows); j++)
        g_assert_cmpstr (json_object_get_string_member (get_row (more, i), "id"), !=,
                         json_object_get_string_member (get_row (rows, j), "id"));
    }

  none = supa_test_select (client, supa_query_neq (hidden, "client_id", NORTH), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (none), ==, 0);
  supa_test_finalize (client);
}

static char *
make_ticket (SupaClient *client,
             const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *arguments = g_strdup_printf ("{\"id\":\"%s\",\"client_id\":\"" NORTH "\",\"subject\":\"%s\","
                                                "\"body\":\"Hello\"}", id, subject);
  g_autoptr (JsonNode) ticket = supa_test_call (client, "create_ticket", arguments, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (ticket), "id"), ==, id);
  return g_steal_pointer (&id);
}

static void
test_writes (void)
{
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  g_autofree char *ticket = make_ticket (client, "It says \\\"no\\\", & nothing (else)");
  g_autofree char *message = g_uuid_string_random ();
  g_autofree char *row = g_strdup_printf ("{\"id\":\"%s\",\"ticket_id\":\"%s\",\"body\":\"é, \\\"x\\\"\"}", message, ticket);
  g_autofree char *foreign = g_strdup_printf ("{\"ticket_id\":\"%s\",\"body\":\"x\",\"visibility\":\"internal\"}", ticket);
  g_autoptr (SupaQuery) query = supa_query_eq (supa_query_new ("tickets"), "subject", "It says \"no\", & nothing (else)");
  g_autoptr (JsonNode) rows = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (JsonNode) refused = NULL;

  found = supa_test_select (client, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (found), ==, 1);

  rows = supa_test_insert (client, "ticket_messages", row, SUPA_WRITE_RETURN | SUPA_WRITE_IGNORE_DUPLICATES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (rows), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (get_row (rows, 0), "body"), ==, "é, \"x\"");

  /* A repeat is safe. */
  again = supa_test_insert (client, "ticket_messages", row, SUPA_WRITE_RETURN | SUPA_WRITE_IGNORE_DUPLICATES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (again), ==, 0);
  g_clear_pointer (&again, json_node_unref);
  again = supa_test_insert (client, "ticket_messages", row, SUPA_WRITE_DEFAULT, &error);
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_CONFLICT);
  g_clear_error (&error);

  refused = supa_test_insert (client, "ticket_messages", foreign, SUPA_WRITE_RETURN, &error);
  g_assert_null (refused);
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_FORBIDDEN);
  g_assert_cmpstr (supa_error_get_server_code (error), ==, "42501");
  supa_test_finalize (client);
}

static void
note_progress (goffset  done,
               goffset  all,
               gpointer data)
{
  goffset *last = data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (done, <=, all);
  *last = done;
}

static gboolean
upload (SupaClient  *client,
        const char  *path,
        GFile       *file,
        goffset     *progress,
        GError     **error)
{
  SupaStorage *storage = supa_client_get_storage (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_storage_upload_async (storage, "project-files", path, file, "application/octet-stream",
                             progress != NULL ? note_progress : NULL, progress, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_storage_upload_finish (storage, result, error);
}

static gboolean
download (SupaClient  *client,
          const char  *address,
          GFile       *file,
          goffset     *progress,
          GError     **error)
{
  SupaStorage *storage = supa_client_get_storage (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_storage_download_async (storage, address, file, note_progress, progress, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_storage_download_finish (storage, result, error);
}

static char *
make_content (gsize size)
{
  char *content = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    content[i] = (char) (i * 2654435761u >> 13);
  return content;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
test_files (void)
{
  const gsize size = 3 * 1024 * 1024 + 17;
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  SupaClient *stranger = new_signed_in ("client@south.test");
  g_autofree char *ticket = make_ticket (client, "Files");
  g_autofree char *folder = g_dir_make_tmp ("guichet-files-XXXXXX", NULL);
  g_autofree char *here = g_build_filename (folder, "here", NULL);
  g_autofree char *there = g_build_filename (folder, "there", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (here);
  g_autoptr (GFile) target = g_file_new_for_path (there);
  g_autofree char *content = make_content (size);
  g_autofree char *path = g_strdup_printf ("tickets/%s/my file (1)+&.bin", ticket);
  g_autofree char *missing = g_strdup_printf ("tickets/%s/none", ticket);
  g_autofree char *address = NULL;
  g_autofree char *received = NULL;
  goffset sent = 0;
  goffset got = 0;
  gsize length = 0;

  g_assert_true (g_file_set_contents (here, content, size, NULL));
  g_assert_true (upload (client, path, source, &sent, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sent, ==, size);

  g_assert_false (upload (client, path, source, NULL, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (upload (stranger, missing, source, NULL, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_FORBIDDEN);
  g_clear_error (&error);

  g_assert_null (supa_test_sign (client, "project-files", missing, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (supa_test_sign (stranger, "project-files", path, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_NOT_FOUND);
  g_clear_error (&error);

  address = supa_test_sign (client, "project-files", path, &error);
  g_assert_no_error (error);
  g_assert_true (download (client, address, target, &got, &error));
  g_assert_no_error (error);
  g_assert_cmpint (got, ==, size);
  g_assert_true (g_file_get_contents (there, &received, &length, NULL));
  g_assert_cmpmem (received, length, content, size);

  /* A refused download leaves what was there, and nothing more. */
  address[strlen (address) - 3] ^= 1;
  got = 0;
  g_assert_false (download (client, address, target, &got, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_TOKEN);
  g_assert_cmpuint (count_files (folder), ==, 2);

  g_remove (here);
  g_remove (there);
  g_rmdir (folder);
  supa_test_finalize (client);
  supa_test_finalize (stranger);
}

static void
test_file_over_the_limit (void)
{
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_signed_in ("client@north.test");
  g_autofree char *ticket = make_ticket (client, "Too large");
  g_autofree char *folder = g_dir_make_tmp ("guichet-files-XXXXXX", NULL);
  g_autofree char *here = g_build_filename (folder, "here", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (here);
  g_autoptr (GFileOutputStream) stream = g_file_create (source, G_FILE_CREATE_NONE, NULL, &error);
  g_autofree char *path = g_strdup_printf ("tickets/%s/large.bin", ticket);

  g_assert_no_error (error);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), 50 * 1024 * 1024 + 1, NULL, &error));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error));
  g_assert_false (upload (client, path, source, NULL, &error));
  g_assert_error (error, SUPA_ERROR, SUPA_ERROR_TOO_LARGE);

  g_remove (here);
  g_rmdir (folder);
  supa_test_finalize (client);
}

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
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);

  g_test_add_func ("/live/sign-in", test_sign_in);
  g_test_add_func ("/live/wrong-key", test_wrong_key);
  g_test_add_func ("/live/rotation", test_rotation);
  g_test_add_func ("/live/session-ended-elsewhere", test_session_ended_elsewhere);
  g_test_add_func ("/live/rows", test_rows);
  g_test_add_func ("/live/writes", test_writes);
  g_test_add_func ("/live/files", test_files);
  g_test_add_func ("/live/file-over-the-limit", test_file_over_the_limit);
  g_test_add_func ("/live/changes", test_changes);
  g_test_add_func ("/live/token-is-pushed", test_token_is_pushed);
  g_test_add_func ("/live/topics", test_topics);
  g_test_add_func ("/live/expired-token", test_expired_token);
  g_test_add_func ("/live/backend-restarts", test_backend_restarts);

  status = g_test_run ();
  test_backend_free (backend);
  return status;
}
