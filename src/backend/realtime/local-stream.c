/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-stream.h"

#include <libpq-fe.h>
#include <poll.h>
#include <string.h>

#include "database/local-pool.h"

/* How often PostgreSQL is told how far we are; it gives up on who says nothing for a minute. */
#define STATUS_INTERVAL_MS 10000

/* Seconds from 1970 to 2000, where PostgreSQL counts from. */
#define POSTGRES_EPOCH G_GINT64_CONSTANT (946684800)

#define HEAD_DATA 25
#define HEAD_KEEPALIVE 18

struct _LocalStream
{
  PGconn *connection;
  guint64 position;
  gint64 last_status;
};

static void
set_error (LocalStream *stream, GError **error)
{
  g_set_error_literal (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_CONNECT,
                       g_strchomp (PQerrorMessage (stream->connection)));
}

static gboolean
run (LocalStream *stream, const gchar *command, ExecStatusType expected, GError **error)
{
  g_autoptr (PGresult) result = PQexec (stream->connection, command);

  if (PQresultStatus (result) == expected)
    return TRUE;

  set_error (stream, error);
  return FALSE;
}

/**
 * local_stream_open:
 * @conninfo: how to connect, with `replication=database`
 * @publications: what to follow, quoted names separated by commas
 * @error: return location of an error
 *
 * Begins to follow. What is committed from now on will come.
 *
 * Returns: (transfer full) (nullable): the stream
 */
LocalStream *
local_stream_open (const gchar *conninfo, const gchar *publications, GError **error)
{
  g_autoptr (LocalStream) stream = g_new0 (LocalStream, 1);
  g_autofree gchar *uuid = g_uuid_string_random ();
  g_autofree gchar *slot = NULL;
  g_autofree gchar *create = NULL;
  g_autofree gchar *start = NULL;

  slot = g_strdelimit (g_strconcat ("guichet_realtime_", uuid, NULL), "-", '_');
  create = g_strdup_printf ("CREATE_REPLICATION_SLOT %s TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT", slot);
  start = g_strdup_printf ("START_REPLICATION SLOT %s LOGICAL 0/0 (proto_version '1', publication_names '%s')", slot,
                           publications);

  stream->connection = PQconnectdb (conninfo);
  if (PQstatus (stream->connection) != CONNECTION_OK)
    {
      set_error (stream, error);
      return NULL;
    }
  if (!run (stream, create, PGRES_TUPLES_OK, error) || !run (stream, start, PGRES_COPY_BOTH, error))
    return NULL;

  return g_steal_pointer (&stream);
}

/**
 * local_stream_free:
 * @stream: (transfer full) (nullable): a stream
 *
 * Stops following. The slot goes with the connection.
 */
void
local_stream_free (LocalStream *stream)
{
  if (stream == NULL)
    return;

  PQfinish (stream->connection);
  g_free (stream);
}

static void
write_number (guint8 *to, guint64 number)
{
  for (guint i = 0; i < 8; i++)
    to[i] = (guint8) (number >> (56 - 8 * i));
}

static guint64
read_number (const guint8 *from)
{
  guint64 number = 0;

  for (guint i = 0; i < 8; i++)
    number = (number << 8) | from[i];

  return number;
}

/* Tells PostgreSQL how far we are, so that it need not keep its log. */
static gboolean
send_status (LocalStream *stream, GError **error)
{
  guint8 status[34] = { 'r' };

  write_number (status + 1, stream->position);
  write_number (status + 9, stream->position);
  write_number (status + 17, stream->position);
  write_number (status + 25, (guint64) (g_get_real_time () - POSTGRES_EPOCH * G_USEC_PER_SEC));
  stream->last_status = g_get_monotonic_time ();
  if (PQputCopyData (stream->connection, (const gchar *) status, sizeof status) == 1 && PQflush (stream->connection) >= 0)
    return TRUE;

  set_error (stream, error);
  return FALSE;
}

/* Also while there is much to tell: PostgreSQL ends a stream whose reader says nothing for a minute. */
static gboolean
send_status_if_due (LocalStream *stream, GError **error)
{
  return g_get_monotonic_time () - stream->last_status <= STATUS_INTERVAL_MS * 1000 || send_status (stream, error);
}

/**
 * local_stream_wait:
 * @stream: a stream
 * @wake_fd: a file that becomes readable when waiting is to end
 * @error: return location of an error
 *
 * Waits until there is something to read, and reads it.
 *
 * Returns: %FALSE when the stream broke
 */
gboolean
local_stream_wait (LocalStream *stream, gint wake_fd, GError **error)
{
  struct pollfd fds[] = { { PQsocket (stream->connection), POLLIN, 0 }, { wake_fd, POLLIN, 0 } };

  poll (fds, G_N_ELEMENTS (fds), STATUS_INTERVAL_MS);
  if (!send_status_if_due (stream, error))
    return FALSE;
  if (PQconsumeInput (stream->connection) == 1)
    return TRUE;

  set_error (stream, error);
  return FALSE;
}

static gboolean
take (LocalStream *stream, const guint8 *data, gsize length, LocalPgoutput **message, GError **error)
{
  if (length >= HEAD_KEEPALIVE && data[0] == 'k')
    {
      stream->position = MAX (stream->position, read_number (data + 1));
      return data[17] == 0 || send_status (stream, error);
    }
  if (length < HEAD_DATA || data[0] != 'w')
    return TRUE;

  *message = local_pgoutput_parse (data + HEAD_DATA, length - HEAD_DATA);
  if (*message == NULL)
    {
      g_set_error_literal (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_STATEMENT, "the stream is malformed");
      return FALSE;
    }
  if ((*message)->kind == LOCAL_PGOUTPUT_COMMIT)
    stream->position = MAX (stream->position, (*message)->position);
  return TRUE;
}

/**
 * local_stream_next:
 * @stream: a stream
 * @message: (out) (nullable): the next message, %NULL when all that was read is told
 * @error: return location of an error
 *
 * Takes the next message of what was read. It does not wait.
 *
 * Returns: %FALSE when the stream broke
 */
gboolean
local_stream_next (LocalStream *stream, LocalPgoutput **message, GError **error)
{
  *message = NULL;
  if (!send_status_if_due (stream, error))
    return FALSE;

  while (*message == NULL)
    {
      gchar *buffer = NULL;
      gint length = PQgetCopyData (stream->connection, &buffer, 1);
      gboolean taken;

      if (length == 0)
        return TRUE;
      if (length < 0)
        {
          set_error (stream, error);
          return FALSE;
        }
      taken = take (stream, (const guint8 *) buffer, (gsize) length, message, error);
      PQfreemem (buffer);
      if (!taken)
        return FALSE;
    }

  return TRUE;
}
