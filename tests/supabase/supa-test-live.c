/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-test-live.h"

TestBackend *backend;

SupaClient *
new_client (SupaTestStore *store)
{
  return supa_client_new (test_backend_get_url (backend), test_backend_get_publishable_key (backend),
                          store != NULL ? SUPA_SESSION_STORE (store) : NULL);
}

SupaClient *
new_signed_in (const char *email)
{
  g_autoptr (GError) error = NULL;
  SupaClient *client = new_client (NULL);

  g_assert_true (supa_test_sign_in (client, email, PASSWORD, &error));
  g_assert_no_error (error);
  return client;
}

void
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

JsonObject *
get_row (JsonNode *rows,
         guint     index)
{
  return json_array_get_object_element (json_node_get_array (rows), index);
}

guint
count_rows (JsonNode *rows)
{
  return json_array_get_length (json_node_get_array (rows));
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
SupaClient *
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

char *
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

void
note_progress (goffset  done,
               goffset  all,
               gpointer data)
{
  goffset *last = data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (done, <=, all);
  *last = done;
}

gboolean
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

int
run_live_tests (void)
{
  g_autoptr (GError) error = NULL;
  int status;

  backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);
  status = g_test_run ();
  test_backend_free (backend);

  return status;
}
