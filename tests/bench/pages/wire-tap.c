/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire-tap.h"

#define PIECE 65536

struct _WireTap
{
  GMutex lock;
  WireCount count;              /* under the lock */
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  guint backend_port;
  char *url;
};

/* One connection of the program, and what it became at the backend; two threads hold it. */
typedef struct
{
  WireTap *tap;
  GSocketConnection *program;
  GSocketConnection *backend;
  gint live;                    /* whether it is the socket of live changes: it says so before the backend answers */
} Line;

/* A request begins a piece: the program asks one thing at a time on a connection. */
static gboolean
begins_request (const char *piece,
                gssize length)
{
  static const char *const methods[] = { "GET ", "POST ", "PATCH ", "PUT ", "DELETE ", "HEAD " };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (length > (gssize) strlen (methods[i]) && g_str_has_prefix (piece, methods[i]))
      return TRUE;

  return FALSE;
}

static void
note_request (Line *line,
              const char *piece,
              gssize length)
{
  if (!begins_request (piece, length))
    return;
  if (g_strstr_len (piece, length, "Sec-WebSocket-Key") != NULL)
    {
      g_atomic_int_set (&line->live, TRUE);
      return;
    }

  g_mutex_lock (&line->tap->lock);
  line->tap->count.requests++;
  g_mutex_unlock (&line->tap->lock);
}

static void
note_answer (Line *line,
             gssize length)
{
  if (g_atomic_int_get (&line->live))
    return;

  g_mutex_lock (&line->tap->lock);
  line->tap->count.bytes += length;
  line->tap->count.last_at = g_get_monotonic_time ();
  g_mutex_unlock (&line->tap->lock);
}

static void
pass_on (Line *line,
         gboolean answers)
{
  GSocketConnection *from = answers ? line->backend : line->program;
  GSocketConnection *to = answers ? line->program : line->backend;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (from));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (to));
  g_autofree char *piece = g_malloc (PIECE);
  gssize length;

  while ((length = g_input_stream_read (in, piece, PIECE, line->tap->cancellable, NULL)) > 0)
    {
      if (answers)
        note_answer (line, length);
      else
        note_request (line, piece, length);
      if (!g_output_stream_write_all (out, piece, length, NULL, line->tap->cancellable, NULL))
        break;
    }
  /* The other side is told that no more will come. */
  g_socket_shutdown (g_socket_connection_get_socket (to), FALSE, TRUE, NULL);
}

static gpointer
pass_answers_on (gpointer data)
{
  pass_on (data, TRUE);

  return NULL;
}

static gpointer
serve (gpointer data)
{
  Line *line = data;
  g_autoptr(GSocketClient) client = g_socket_client_new ();

  line->backend = g_socket_client_connect_to_host (client, "127.0.0.1", line->tap->backend_port, line->tap->cancellable, NULL);
  if (line->backend != NULL)
    {
      GThread *answers = g_thread_new ("answers", pass_answers_on, line);

      pass_on (line, FALSE);
      g_thread_join (answers);
    }
  g_clear_object (&line->backend);
  g_object_unref (line->program);
  g_free (line);

  return NULL;
}

static gpointer
accept_all (gpointer data)
{
  WireTap *self = data;
  g_autoptr(GPtrArray) threads = g_ptr_array_new ();
  GSocketConnection *program;

  while ((program = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL)) != NULL)
    {
      Line *line = g_new0 (Line, 1);

      line->tap = self;
      line->program = program;
      g_ptr_array_add (threads, g_thread_new ("line", serve, line));
    }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);

  return NULL;
}

WireTap *
wire_tap_new (guint backend_port)
{
  WireTap *self = g_new0 (WireTap, 1);
  g_autoptr(GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (here, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->lock);
  self->backend_port = backend_port;
  self->cancellable = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("tap", accept_all, self);

  return self;
}

void
wire_tap_free (WireTap *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self->url);
  g_free (self);
}

const char *
wire_tap_get_url (WireTap *self)
{
  return self->url;
}

/** wire_tap_reset: counts from nothing again. */
void
wire_tap_reset (WireTap *self)
{
  g_mutex_lock (&self->lock);
  self->count = (WireCount) { 0, 0, 0 };
  g_mutex_unlock (&self->lock);
}

WireCount
wire_tap_count (WireTap *self)
{
  WireCount count;

  g_mutex_lock (&self->lock);
  count = self->count;
  g_mutex_unlock (&self->lock);

  return count;
}
