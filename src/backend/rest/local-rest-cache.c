/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest.h"

#include "database/local-statement.h"
#include "rest/local-rest-schema-load.h"

#define MAX_TRIES 3

struct _LocalRestCache {
  LocalContext *context;
  GMutex mutex;
  PGconn *listener;
  LocalRestSchema *schema;
};

/**
 * local_rest_cache_new:
 * @context: what all services share; must outlive the cache
 *
 * Returns: (transfer full): a cache that knows nothing yet
 */
LocalRestCache *
local_rest_cache_new (LocalContext *context)
{
  LocalRestCache *self = g_new0 (LocalRestCache, 1);

  self->context = context;
  g_mutex_init (&self->mutex);

  return self;
}

/**
 * local_rest_cache_free:
 * @self: (transfer full): a cache that nobody uses any more
 *
 * Closes the connection and frees the cache.
 */
void
local_rest_cache_free (LocalRestCache *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->schema, local_rest_schema_unref);
  g_clear_pointer (&self->listener, PQfinish);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Listens before the schema is read, so that no change slips through between. */
static gboolean
open_listener (LocalRestCache *self,
               GError        **error)
{
  g_autofree char *conninfo = g_strconcat (self->context->conninfo, " user=authenticator", NULL);
  PGconn *connection = PQconnectdb (conninfo);

  if (PQstatus (connection) != CONNECTION_OK) {
    g_set_error (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_CONNECT, "%s", PQerrorMessage (connection));
    PQfinish (connection);
    return FALSE;
  }
  if (!local_statement_script (connection, "listen pgrst", error)) {
    PQfinish (connection);
    return FALSE;
  }
  self->listener = connection;

  return TRUE;
}

/* What is dropped while the catalogues are read makes the reading fail, so it is tried more than once. */
static gboolean
load (LocalRestCache  *self,
      GError         **error)
{
  LocalRestSchema *schema = NULL;

  for (guint i = 0; i < MAX_TRIES && schema == NULL; i++) {
    PGconn *connection;

    g_clear_error (error);
    connection = local_pool_take (self->context->rest, error);
    if (connection == NULL)
      return FALSE;
    schema = local_rest_schema_load (connection, error);
    local_pool_give (self->context->rest, connection);
  }
  if (schema == NULL)
    return FALSE;
  g_clear_pointer (&self->schema, local_rest_schema_unref);
  self->schema = schema;

  return TRUE;
}

/* Whether anything was said since the last look; a broken connection may have missed it. */
static gboolean
was_notified (LocalRestCache *self)
{
  PGnotify *notify;
  gboolean found = FALSE;

  if (self->listener == NULL)
    return TRUE;
  if (PQconsumeInput (self->listener) == 0) {
    g_clear_pointer (&self->listener, PQfinish);
    return TRUE;
  }
  while ((notify = PQnotifies (self->listener)) != NULL) {
    found = TRUE;
    PQfreemem (notify);
  }

  return found;
}

static LocalRestSchema *
get_locked (LocalRestCache  *self,
            gboolean         reload,
            GError         **error)
{
  if (!was_notified (self) && !reload && self->schema != NULL)
    return local_rest_schema_ref (self->schema);
  if ((self->listener == NULL && !open_listener (self, error)) || !load (self, error))
    return NULL;

  return local_rest_schema_ref (self->schema);
}

/**
 * local_rest_cache_get:
 * @self: a cache
 * @error: return location of an error
 *
 * Returns: (transfer full) (nullable): the schema
 */
LocalRestSchema *
local_rest_cache_get (LocalRestCache  *self,
                      GError         **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return get_locked (self, FALSE, error);
}

/**
 * local_rest_cache_refresh:
 * @self: a cache
 * @known: the schema in which something was missing
 * @error: return location of an error
 *
 * Loads the schema anew, unless another thread did so since @known was got. So what was made a moment ago is found, although the
 * notification may still be under way.
 *
 * Returns: (transfer full) (nullable): the schema
 */
LocalRestSchema *
local_rest_cache_refresh (LocalRestCache   *self,
                          LocalRestSchema  *known,
                          GError          **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return get_locked (self, self->schema == known, error);
}
