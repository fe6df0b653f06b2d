/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Signing in with a second factor. The local backend has none, so a door stands before it that asks for one as Supabase does: what the
 * backend answers to the password is held back until the code was right. Everything else goes through. */

#include "config.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "test-session-support.h"

#define CODE "493817"
#define FACTOR "f0000000-0000-4000-8000-000000000001"
#define CHALLENGE "c4000000-0000-4000-8000-000000000001"

typedef struct
{
  SoupServer *server;
  SoupSession *through;
  char *url;
  char *kept;                   /* the answer to the password, as the backend gave it */
  char *half_token;             /* the token of the half session, which asks for the challenge */
  guint challenges;
} Door;

typedef struct
{
  Door *door;
  SoupServerMessage *message;
  SoupMessage *onward;
} Passage;

static TestBackend *backend;

/* What the backend gave, with an authenticator that the person has, and a token that opens nothing. */
static char *
make_half (Door       *door,
           const char *answer)
{
  g_autoptr (JsonNode) root = json_from_string (answer, NULL);
  JsonObject *object = json_node_get_object (root);
  JsonArray *factors = json_array_new ();
  JsonObject *factor = json_object_new ();

  g_assert_nonnull (object);
  json_object_set_string_member (factor, "id", FACTOR);
  json_object_set_string_member (factor, "factor_type", "totp");
  json_object_set_string_member (factor, "status", "verified");
  json_array_add_object_element (factors, factor);
  json_object_set_array_member (json_object_get_object_member (object, "user"), "factors", factors);
  g_free (door->half_token);
  door->half_token = g_strdup ("half-a-token");
  json_object_set_string_member (object, "access_token", door->half_token);
  json_object_set_string_member (object, "refresh_token", "half-a-refresh-token");

  return json_to_string (root, FALSE);
}

static void
copy_header (const char *name,
             const char *value,
             gpointer    data)
{
  if (g_ascii_strcasecmp (name, "Host") != 0 && g_ascii_strcasecmp (name, "Connection") != 0 && g_ascii_strcasecmp (name, "Content-Length") != 0
      && g_ascii_strcasecmp (name, "Transfer-Encoding") != 0 && g_ascii_strcasecmp (name, "Content-Encoding") != 0
      && g_ascii_strcasecmp (name, "Accept-Encoding") != 0)
    soup_message_headers_append (data, name, value);
}

static void
on_passed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Passage *passage = data;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  const char *path = g_uri_get_path (soup_message_get_uri (passage->onward));
  guint status = bytes != NULL ? soup_message_get_status (passage->onward) : 502;
  g_autofree char *text = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : g_strdup ("");

  soup_message_headers_foreach (soup_message_get_response_headers (passage->onward), copy_header,
                                soup_server_message_get_response_headers (passage->message));
  if (g_str_equal (path, "/auth/v1/token") && status == 200 && g_strcmp0 (g_uri_get_query (soup_message_get_uri (passage->onward)), "grant_type=password") == 0)
    {
      g_autofree char *half = make_half (passage->door, text);

      g_free (passage->door->kept);
      passage->door->kept = g_steal_pointer (&text);
      text = g_steal_pointer (&half);
    }
  soup_message_body_append (soup_server_message_get_response_body (passage->message), SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_set_status (passage->message, status, NULL);
  soup_server_message_unpause (passage->message);
  g_object_unref (passage->message);
  g_object_unref (passage->onward);
  g_free (passage);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  Door *door = data;
  Passage *passage = g_new0 (Passage, 1);
  g_autofree char *uri = g_strconcat (test_backend_get_url (backend), path, NULL);
  const char *words = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *full = words != NULL ? g_strconcat (uri, "?", words, NULL) : g_strdup (uri);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  passage->door = door;
  passage->message = g_object_ref (message);
  passage->onward = soup_message_new (soup_server_message_get_method (message), full);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                soup_message_get_request_headers (passage->onward));
  if (g_bytes_get_size (body) > 0)
    soup_message_set_request_body_from_bytes (passage->onward, soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Content-Type"),
                                              body);
  soup_server_message_pause (message);
  soup_session_send_and_read_async (door->through, passage->onward, G_PRIORITY_DEFAULT, NULL, on_passed, passage);
}

static gboolean
is_half_session (Door              *door,
                 SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *expected = g_strconcat ("Bearer ", door->half_token, NULL);

  return g_strcmp0 (header, expected) == 0;
}

static void
on_challenge (SoupServer        *server,
              SoupServerMessage *message,
              const char        *path,
              GHashTable        *query,
              gpointer           data)
{
  Door *door = data;
  const char *answer = "{\"id\":\"" CHALLENGE "\",\"type\":\"totp\",\"expires_at\":4102444800}";

  g_assert_true (is_half_session (door, message));
  door->challenges++;
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer, strlen (answer));
  soup_server_message_set_status (message, 200, NULL);
}

static void
on_verify (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  Door *door = data;
  g_autoptr (JsonNode) root = json_from_string (soup_server_message_get_request_body (message)->data, NULL);
  JsonObject *body = json_node_get_object (root);
  const char *answer = "{\"code\":\"mfa_verification_failed\",\"message\":\"Invalid TOTP code entered\"}";
  gboolean right = g_str_equal (json_object_get_string_member (body, "code"), CODE);

  g_assert_true (is_half_session (door, message));
  g_assert_cmpstr (json_object_get_string_member (body, "challenge_id"), ==, CHALLENGE);
  if (right)
    answer = door->kept;
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer, strlen (answer));
  soup_server_message_set_status (message, right ? 200 : 422, NULL);
}

static Door *
door_new (void)
{
  Door *door = g_new0 (Door, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  door->through = soup_session_new ();
  door->server = soup_server_new ("server-header", "door", NULL);
  soup_server_add_handler (door->server, NULL, on_request, door, NULL);
  soup_server_add_handler (door->server, "/auth/v1/factors/" FACTOR "/challenge", on_challenge, door, NULL);
  soup_server_add_handler (door->server, "/auth/v1/factors/" FACTOR "/verify", on_verify, door, NULL);
  soup_server_listen_local (door->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (door->server);
  door->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return door;
}

static void
door_free (Door *door)
{
  soup_server_disconnect (door->server);
  soup_session_abort (door->through);
  g_object_unref (door->server);
  g_object_unref (door->through);
  g_free (door->url);
  g_free (door->kept);
  g_free (door->half_token);
  g_free (door);
}

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GError *
give_code (TestPerson *person,
           const char *code)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  desk_session_give_second_factor_async (person->session, code, NULL, take_result, &result);
  test_wait_for (result != NULL);
  g_assert_true (desk_session_sign_in_finish (person->session, result, &error) == (error == NULL));

  return error;
}

static GError *
give_password (TestPerson *person,
               Door       *door)
{
  return test_person_try_sign_in (person, door->url, test_backend_get_publishable_key (backend), "guichet-demo");
}

/* The password alone lets nobody in, and keeps nothing; a wrong code may be followed by the right one; then everything is there. */
static void
test_both (void)
{
  Door *door = door_new ();
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autoptr (GError) half = give_password (nadia, door);
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) right = NULL;
  g_autofree char *server = NULL;

  g_assert_error (half, DESK_ERROR, DESK_ERROR_SECOND_FACTOR);
  g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_OUT);
  g_assert_null (desk_session_get_store (nadia->session));
  g_assert_cmpuint (test_tokens_get_n (nadia->tokens), ==, 0);

  wrong = give_code (nadia, "000000");
  g_assert_nonnull (wrong);
  g_assert_cmpint (wrong->code, !=, DESK_ERROR_SECOND_FACTOR);
  g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_OUT);
  g_assert_cmpuint (test_tokens_get_n (nadia->tokens), ==, 0);

  right = give_code (nadia, CODE);
  g_assert_no_error (right);
  g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_IN);
  g_assert_cmpuint (test_tokens_get_n (nadia->tokens), ==, 1);
  g_assert_cmpuint (door->challenges, ==, 2);
  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (nadia->session)) == 1);
  g_assert_cmpstr (desk_session_get_user_name (nadia->session), ==, "Nadia Benali");
  server = desk_session_dup_last_server (nadia->session);
  g_assert_cmpstr (server, ==, door->url);
  test_person_quit (nadia);

  /* Who comes back is not asked again. */
  test_person_start (nadia);
  g_assert_true (test_person_restore (nadia));
  test_person_free (nadia);
  door_free (door);
}

/* A code without a password before it opens nothing. */
static void
test_no_password (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autoptr (GError) error = give_code (nadia, CODE);

  g_assert_error (error, DESK_ERROR, DESK_ERROR_SESSION_ENDED);
  g_assert_cmpint (desk_session_get_state (nadia->session), ==, DESK_SESSION_SIGNED_OUT);
  test_person_free (nadia);
}

/* Who gives up at the code, and signs in as somebody else where no second factor is asked for, is that somebody. */
static void
test_somebody_else (void)
{
  Door *door = door_new ();
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autoptr (GError) half = give_password (nadia, door);

  g_assert_error (half, DESK_ERROR, DESK_ERROR_SECOND_FACTOR);
  nadia->email = PAUL;
  test_person_sign_in (nadia);
  g_assert_cmpstr (desk_session_get_user_name (nadia->session), ==, "Paul Moreau");
  test_person_free (nadia);
  door_free (door);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/second-factor/both", test_both);
  g_test_add_func ("/second-factor/no-password", test_no_password);
  g_test_add_func ("/second-factor/somebody-else", test_somebody_else);

  return test_backend_run (&backend);
}
