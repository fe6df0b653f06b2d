/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "test-socket.h"

#include "auth/local-jwt.h"

#define WAIT_SECONDS 120

struct _TestSocket
{
  SoupSession *session;
  SoupWebsocketConnection *connection;
  GPtrArray *texts;
  GPtrArray *binaries;
  GError *error;
  gboolean opened;
  gboolean closed;
  guint next;
  guint next_binary;
};

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *message, gpointer user_data)
{
  TestSocket *self = user_data;
  gsize size = 0;
  const char *data = g_bytes_get_data (message, &size);

  if (type == SOUP_WEBSOCKET_DATA_TEXT)
    g_ptr_array_add (self->texts, g_strndup (data, size));
  else
    g_ptr_array_add (self->binaries, g_bytes_ref (message));
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer user_data)
{
  TestSocket *self = user_data;

  self->closed = TRUE;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TestSocket *self = user_data;

  self->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &self->error);
  self->opened = TRUE;
}

static gboolean
on_timeout (gpointer user_data)
{
  gboolean *is_over = user_data;

  *is_over = TRUE;
  return G_SOURCE_CONTINUE;
}

typedef gboolean (*Condition) (TestSocket *self, gconstpointer data);

static gboolean
wait_for (TestSocket *self, Condition condition, gconstpointer data)
{
  gboolean is_over = FALSE;
  guint id = g_timeout_add_seconds (WAIT_SECONDS, on_timeout, &is_over);

  while (!condition (self, data) && !is_over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  return !is_over;
}

static gboolean
is_opened (TestSocket *self, gconstpointer data)
{
  return self->opened;
}

/* Connects; with an error, the answer of the server was no websocket. */
TestSocket *
test_socket_open (TestBackend *backend, const char *vsn, const char *key, GError **error)
{
  g_autoptr (TestSocket) self = g_new0 (TestSocket, 1);
  g_autofree char *query = key != NULL ? g_strdup_printf ("apikey=%s&vsn=%s", key, vsn) : g_strdup_printf ("vsn=%s", vsn);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/realtime/v1/websocket?%s", test_backend_get_port (backend), query);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, url);

  self->session = soup_session_new ();
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->binaries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, on_opened, self);
  g_assert_true (wait_for (self, is_opened, NULL));
  if (self->connection == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%u", soup_message_get_status (message));
      return NULL;
    }

  soup_websocket_connection_set_max_incoming_payload_size (self->connection, 16 * 1024 * 1024);
  g_signal_connect (self->connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
  return g_steal_pointer (&self);
}

void
test_socket_free (TestSocket *self)
{
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      g_io_stream_close (soup_websocket_connection_get_io_stream (self->connection), NULL, NULL);
      g_object_unref (self->connection);
    }
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->binaries);
  g_clear_error (&self->error);
  g_free (self);
}

void
test_socket_send (TestSocket *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  soup_websocket_connection_send_text (self->connection, text);
}

void
test_socket_send_binary (TestSocket *self, const void *data, gsize length)
{
  soup_websocket_connection_send_binary (self->connection, data, length);
}

static gboolean
has_match (TestSocket *self, gconstpointer data)
{
  for (; self->next < self->texts->len; self->next++)
    if (g_pattern_match_simple (data, g_ptr_array_index (self->texts, self->next)))
      return TRUE;

  return FALSE;
}

/* Gives the next frame that fits the pattern; those before it are passed over. */
const char *
test_socket_expect_text (TestSocket *self, const char *pattern)
{
  if (!wait_for (self, has_match, pattern))
    {
      for (guint i = 0; i < self->texts->len; i++)
        g_test_message ("came: %s", (char *) g_ptr_array_index (self->texts, i));
      g_error ("nothing like %s came", pattern);
    }

  return g_ptr_array_index (self->texts, self->next++);
}

static gboolean
has_binary (TestSocket *self, gconstpointer data)
{
  return self->next_binary < self->binaries->len;
}

GBytes *
test_socket_expect_binary (TestSocket *self)
{
  g_assert_true (wait_for (self, has_binary, NULL));
  return g_ptr_array_index (self->binaries, self->next_binary++);
}

static gboolean
is_closed (TestSocket *self, gconstpointer data)
{
  return self->closed;
}

/* Gives the code with which the server closed the socket. */
guint
test_socket_expect_closed (TestSocket *self)
{
  g_assert_true (wait_for (self, is_closed, NULL));
  return soup_websocket_connection_get_close_code (self->connection);
}

guint
test_socket_count (TestSocket *self, const char *pattern)
{
  guint count = 0;

  for (guint i = 0; i < self->texts->len; i++)
    count += g_pattern_match_simple (pattern, g_ptr_array_index (self->texts, i));
  return count;
}

/* A token of the backend's own secret; with negative seconds it has expired. */
char *
test_make_token (TestBackend *backend, const char *role, const char *subject, gint64 seconds)
{
  g_autoptr (JsonObject) claims = json_object_new ();

  json_object_set_string_member (claims, "role", role);
  json_object_set_string_member (claims, "aud", "authenticated");
  if (subject != NULL)
    json_object_set_string_member (claims, "sub", subject);
  json_object_set_int_member (claims, "exp", g_get_real_time () / G_USEC_PER_SEC + seconds);
  return local_jwt_sign (claims, test_backend_get_jwt_secret (backend));
}

/* Runs SQL as the superuser, and waits until it is committed. */
void
test_sql (TestBackend *backend, const char *sql)
{
  PGconn *connection = PQconnectdb (test_backend_get_db_url (backend));
  PGresult *result;

  g_assert_cmpint (PQstatus (connection), ==, CONNECTION_OK);
  result = PQexec (connection, sql);
  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  PQclear (result);
  PQfinish (connection);
}
