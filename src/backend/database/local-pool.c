/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database/local-pool.h"

#include <poll.h>

/* Idle connections beyond these are closed; there are as many workers. */
#define MAX_IDLE 8

struct _LocalPool {
  char *conninfo;
  GMutex mutex;
  GQueue idle;
};

G_DEFINE_QUARK (local-database-error-quark, local_database_error)

/**
 * local_pool_new:
 * @conninfo: how to connect, as libpq takes it
 *
 * Makes a pool of connections, which are made when they are asked for. Every thread may use it.
 *
 * Returns: (transfer full): the pool
 */
LocalPool *
local_pool_new (const char *conninfo)
{
  LocalPool *self;

  g_return_val_if_fail (conninfo != NULL, NULL);

  self = g_new0 (LocalPool, 1);
  self->conninfo = g_strdup (conninfo);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->idle);

  return self;
}

/**
 * local_pool_free:
 * @self: (transfer full): a pool, all of whose connections were given back
 *
 * Closes the connections and frees the pool.
 */
void
local_pool_free (LocalPool *self)
{
  PGconn *connection;

  g_return_if_fail (self != NULL);

  while ((connection = g_queue_pop_head (&self->idle)) != NULL)
    PQfinish (connection);
  g_mutex_clear (&self->mutex);
  g_free (self->conninfo);
  g_free (self);
}

static PGconn *
pop_idle (LocalPool *self)
{
  PGconn *connection;

  g_mutex_lock (&self->mutex);
  connection = g_queue_pop_head (&self->idle);
  g_mutex_unlock (&self->mutex);

  return connection;
}

static gboolean
is_readable (PGconn *connection)
{
  struct pollfd socket = { PQsocket (connection), POLLIN, 0 };

  return poll (&socket, 1, 0) != 0;
}

/* A server that closes an idle connection first says why and then ends the stream, so there is something to read twice; anything
 * else that comes unasked is read at once. */
static gboolean
is_alive (PGconn *connection)
{
  for (guint i = 0; i < 2 && is_readable (connection); i++) {
    if (PQconsumeInput (connection) != 1 || PQstatus (connection) != CONNECTION_OK)
      return FALSE;
  }

  return !is_readable (connection);
}

/**
 * local_pool_take:
 * @self: a pool
 * @error: return location of an error
 *
 * Takes a connection out of the pool, outside of any transaction. Waits while one is made.
 *
 * Returns: (transfer full) (nullable): the connection, to give back with local_pool_give(); %NULL with a %LOCAL_DATABASE_ERROR
 */
PGconn *
local_pool_take (LocalPool  *self,
                 GError    **error)
{
  PGconn *connection;

  g_return_val_if_fail (self != NULL, NULL);

  while ((connection = pop_idle (self)) != NULL) {
    if (is_alive (connection))
      return connection;
    PQfinish (connection);
  }

  connection = PQconnectdb (self->conninfo);
  if (PQstatus (connection) == CONNECTION_OK)
    return connection;

  g_set_error (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_CONNECT, "%s", g_strchomp (PQerrorMessage (connection)));
  PQfinish (connection);

  return NULL;
}

/**
 * local_pool_give:
 * @self: a pool
 * @connection: (transfer full) (nullable): a connection of it
 *
 * Gives a connection back. A transaction that is still open is rolled back, and a broken connection is closed. Settings of the
 * session (SET without LOCAL, LISTEN, prepared statements) stay, so do not make any.
 */
void
local_pool_give (LocalPool *self,
                 PGconn    *connection)
{
  gboolean keep;

  g_return_if_fail (self != NULL);

  if (connection == NULL)
    return;

  if (PQtransactionStatus (connection) == PQTRANS_INTRANS || PQtransactionStatus (connection) == PQTRANS_INERROR)
    PQclear (PQexec (connection, "rollback"));

  g_mutex_lock (&self->mutex);
  keep = PQstatus (connection) == CONNECTION_OK && PQtransactionStatus (connection) == PQTRANS_IDLE
         && g_queue_get_length (&self->idle) < MAX_IDLE;
  if (keep)
    g_queue_push_head (&self->idle, connection);
  g_mutex_unlock (&self->mutex);

  if (!keep)
    PQfinish (connection);
}
