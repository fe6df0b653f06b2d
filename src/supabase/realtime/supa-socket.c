/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-socket.h"

#include "supa-token-wish.h"

/* What the server sends at most, and some air (wire facts D.1). */
#define MAX_FRAME_BYTES (8 * 1024 * 1024)

/* One WebSocket: opened with a fresh token at hand, watched for signs of life, and given up as soon as it is dead. It does not come
 * back by itself. */
struct _SupaSocket
{
  GObject parent_instance;

  SupaAuth *auth;
  const SupaTiming *timing;

  SoupWebsocketConnection *socket; /* NULL unless open */
  GCancellable *opening;           /* NULL unless being opened */
  SupaTokenWish *wish;             /* the first step of it */

  guint last_ref;
  char *heartbeat_ref;             /* the sign of life that waits for its answer */
  gint64 opened_at;
  gint64 last_tick;

  guint heartbeat_id;
  guint answer_id;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (SupaSocket, supa_socket, G_TYPE_OBJECT)

enum
{
  SIGNAL_OPENED,
  SIGNAL_FRAME,
  SIGNAL_LOST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
supa_socket_dispose (GObject *object)
{
  SupaSocket *self = SUPA_SOCKET (object);

  supa_socket_close (self);
  g_clear_object (&self->auth);

  G_OBJECT_CLASS (supa_socket_parent_class)->dispose (object);
}

static void
supa_socket_class_init (SupaSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = supa_socket_dispose;

  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FRAME] =
    g_signal_new ("frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  G_TYPE_POINTER);
  signals[SIGNAL_LOST] =
    g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
supa_socket_init (SupaSocket *self)
{
}

/*< private >
 * supa_socket_new:
 * @timing: must live longer than the socket
 */
SupaSocket *
supa_socket_new (SupaAuth         *auth,
                 const SupaTiming *timing)
{
  SupaSocket *self = g_object_new (SUPA_TYPE_SOCKET, NULL);

  g_set_object (&self->auth, auth);
  self->timing = timing;
  return self;
}

gboolean
supa_socket_is_open (SupaSocket *self)
{
  return self->socket != NULL;
}

gboolean
supa_socket_is_opening (SupaSocket *self)
{
  return self->opening != NULL;
}

/*< private >
 * supa_socket_get_opened_at:
 *
 * Returns: when it was opened last, in microseconds of the timing's clock
 */
gint64
supa_socket_get_opened_at (SupaSocket *self)
{
  return self->opened_at;
}

/*< private >
 * supa_socket_close:
 *
 * Gives the socket up without waiting for anybody, and without a signal.
 */
void
supa_socket_close (SupaSocket *self)
{
  g_clear_handle_id (&self->heartbeat_id, g_source_remove);
  g_clear_handle_id (&self->answer_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->heartbeat_ref, g_free);
  g_clear_pointer (&self->wish, supa_token_wish_cancel);
  if (self->opening != NULL)
    {
      g_cancellable_cancel (self->opening);
      g_clear_object (&self->opening);
    }
  if (self->socket != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->socket, self);
      g_clear_object (&self->socket);
    }
}

static void
lose (SupaSocket     *self,
      SupaSocketLoss  loss)
{
  supa_socket_close (self);
  g_signal_emit (self, signals[SIGNAL_LOST], 0, (guint) loss);
}

/*< private >
 * supa_socket_push:
 * @is_join: whether the frame begins a join: its ref is its join_ref too
 * @join_ref: (nullable): the join that it belongs to
 * @payload: (nullable): an object
 *
 * Returns: (transfer full) (nullable): the ref that the reply will carry; %NULL where the socket is not open
 */
char *
supa_socket_push (SupaSocket *self,
                  gboolean    is_join,
                  const char *join_ref,
                  const char *topic,
                  const char *event,
                  JsonNode   *payload)
{
  g_autofree char *ref = NULL;
  g_autofree char *text = NULL;

  if (self->socket == NULL || soup_websocket_connection_get_state (self->socket) != SOUP_WEBSOCKET_STATE_OPEN)
    return NULL;

  ref = g_strdup_printf ("%u", ++self->last_ref);
  text = supa_frame_encode (is_join ? ref : join_ref, ref, topic, event, payload);
  soup_websocket_connection_send_text (self->socket, text);

  return g_steal_pointer (&ref);
}

static gboolean
on_answer_missing (gpointer data)
{
  SupaSocket *self = data;

  self->answer_id = 0;
  g_debug ("The realtime socket does not answer; it is replaced");
  lose (self, SUPA_SOCKET_DEAD);

  return G_SOURCE_REMOVE;
}

/*< private >
 * supa_socket_probe:
 *
 * Asks the other end for a sign of life now.
 */
void
supa_socket_probe (SupaSocket *self)
{
  if (self->socket == NULL || self->heartbeat_ref != NULL)
    return;

  self->heartbeat_ref = supa_socket_push (self, FALSE, NULL, "phoenix", "heartbeat", NULL);
  g_clear_handle_id (&self->answer_id, g_source_remove);
  self->answer_id = g_timeout_add (self->timing->answer, on_answer_missing, self);
}

static gboolean
on_heartbeat (gpointer data)
{
  supa_socket_probe (data);

  return G_SOURCE_CONTINUE;
}

/* Timers stand still while the computer sleeps, CLOCK_BOOTTIME does not: a tick that comes far too late tells of a sleep, and of
 * a socket whose other end is gone (wire facts I.1). */
static gboolean
on_tick (gpointer data)
{
  SupaSocket *self = data;
  gint64 now = self->timing->get_boottime ();
  gint64 late = now - self->last_tick - (gint64) self->timing->tick * 1000;

  self->last_tick = now;
  if (late > 2 * (gint64) self->timing->heartbeat * 1000)
    {
      g_debug ("The computer slept; the realtime socket is replaced");
      self->tick_id = 0;
      lose (self, SUPA_SOCKET_DEAD);
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

static void
on_message (SoupWebsocketConnection *socket,
            SoupWebsocketDataType    type,
            GBytes                  *bytes,
            SupaSocket              *self)
{
  g_autoptr (SupaFrame) frame = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  frame = type == SOUP_WEBSOCKET_DATA_TEXT ? supa_frame_decode_text (text, size) : supa_frame_decode_binary (bytes);
  if (frame == NULL)
    g_debug ("A realtime frame of %" G_GSIZE_FORMAT " bytes is not understood", size);
  else if (!g_str_equal (frame->topic, "phoenix"))
    g_signal_emit (self, signals[SIGNAL_FRAME], 0, frame);
  else if (self->heartbeat_ref != NULL && g_strcmp0 (frame->ref, self->heartbeat_ref) == 0)
    {
      g_clear_pointer (&self->heartbeat_ref, g_free);
      g_clear_handle_id (&self->answer_id, g_source_remove);
    }
}

static void
on_closed (SoupWebsocketConnection *socket,
           SupaSocket              *self)
{
  g_debug ("The realtime socket closed: %u", soup_websocket_connection_get_close_code (socket));
  lose (self, SUPA_SOCKET_CLOSED);
}

static void
take_socket (SupaSocket              *self,
             SoupWebsocketConnection *socket)
{
  self->socket = socket;
  self->opened_at = self->timing->get_boottime ();
  self->last_tick = self->opened_at;
  soup_websocket_connection_set_max_incoming_payload_size (socket, MAX_FRAME_BYTES);
  g_signal_connect (socket, "message", G_CALLBACK (on_message), self);
  g_signal_connect (socket, "closed", G_CALLBACK (on_closed), self);
  self->heartbeat_id = g_timeout_add (self->timing->heartbeat, on_heartbeat, self);
  self->tick_id = g_timeout_add (self->timing->tick, on_tick, self);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

typedef struct
{
  GWeakRef socket;
  GCancellable *opening;
  SoupMessage *message;
} SupaOpening;

static void
supa_opening_free (SupaOpening *attempt)
{
  g_weak_ref_clear (&attempt->socket);
  g_clear_object (&attempt->opening);
  g_clear_object (&attempt->message);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaOpening, supa_opening_free)

/* The socket, unless it is gone or began another attempt meanwhile. */
static SupaSocket *
dup_socket (SupaOpening *attempt)
{
  g_autoptr (SupaSocket) self = g_weak_ref_get (&attempt->socket);

  return self != NULL && self->opening == attempt->opening ? g_steal_pointer (&self) : NULL;
}

static void
on_connected (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (SupaOpening) attempt = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) socket = NULL;
  g_autoptr (SupaSocket) self = dup_socket (attempt);
  guint status;

  socket = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (self == NULL)
    return;

  g_clear_object (&self->opening);
  if (socket != NULL)
    {
      take_socket (self, g_steal_pointer (&socket));
      return;
    }

  status = soup_message_get_status (attempt->message);
  g_debug ("The realtime socket could not be opened: %s (%u)", error->message, status);
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_NOT_FOUND)
    lose (self, SUPA_SOCKET_REFUSED);
  else
    lose (self, SUPA_SOCKET_FAILED);
}

static void
open_socket (SupaSocket *self)
{
  SupaTransport *transport = supa_auth_get_transport (self->auth);
  const char *url = supa_transport_get_url (transport);
  g_autofree char *key = g_uri_escape_string (supa_transport_get_api_key (transport), NULL, FALSE);
  g_autofree char *address = NULL;
  SupaOpening *attempt;

  /* The key alone: an access token never stands in an address (wire facts I.2). */
  if (g_str_has_prefix (url, "http"))
    address = g_strconcat ("ws", url + strlen ("http"), "/realtime/v1/websocket?apikey=", key, "&vsn=2.0.0", NULL);

  attempt = g_new0 (SupaOpening, 1);
  g_weak_ref_init (&attempt->socket, self);
  attempt->opening = g_object_ref (self->opening);
  attempt->message = address != NULL ? soup_message_new ("GET", address) : NULL;
  if (attempt->message == NULL)
    {
      g_debug ("The server's address is not valid");
      supa_opening_free (attempt);
      lose (self, SUPA_SOCKET_REFUSED);
      return;
    }

  soup_session_websocket_connect_async (supa_transport_get_session (transport), attempt->message, NULL, NULL,
                                        G_PRIORITY_DEFAULT, self->opening, on_connected, attempt);
}

static void
on_token (const char   *token,
          const GError *error,
          gpointer      data)
{
  SupaSocket *self = data;

  self->wish = NULL;
  if (token != NULL)
    open_socket (self);
  else
    lose (self, g_error_matches (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED) ? SUPA_SOCKET_SIGNED_OUT
                                                                             : SUPA_SOCKET_FAILED);
}

/*< private >
 * supa_socket_open:
 *
 * Opens the socket; first of all the token is made fresh (wire facts I.2). Ends with one of the signals `opened` and `lost`, or in
 * supa_socket_close().
 */
void
supa_socket_open (SupaSocket *self)
{
  g_assert (self->socket == NULL && self->opening == NULL);

  self->opening = supa_transport_chain (supa_auth_get_transport (self->auth), NULL);
  if (supa_auth_get_session (self->auth) == NULL)
    open_socket (self);
  else
    self->wish = supa_token_wish_new (self->auth, NULL, on_token, self);
}
