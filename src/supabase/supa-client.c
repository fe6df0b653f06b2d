/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-client-private.h"

#include "supa-auth-private.h"
#include "supa-realtime-private.h"
#include "supa-rest-private.h"
#include "supa-storage-private.h"

/**
 * SupaClient:
 *
 * One project, by its address and key. The parts share one session and one set of connections. When the client goes, what is in
 * flight ends with %G_IO_ERROR_CANCELLED. Main thread only.
 */
struct _SupaClient
{
  GObject parent_instance;

  SupaTransport *transport;
  SupaAuth *auth;
  SupaRest *rest;
  SupaStorage *storage;
  SupaRealtime *realtime;
};

G_DEFINE_FINAL_TYPE (SupaClient, supa_client, G_TYPE_OBJECT)

static void
supa_client_dispose (GObject *object)
{
  SupaClient *self = SUPA_CLIENT (object);

  if (self->transport != NULL)
    supa_transport_close (self->transport);
  if (self->realtime != NULL)
    supa_realtime_close (self->realtime);
  g_clear_object (&self->realtime);
  g_clear_object (&self->storage);
  g_clear_object (&self->rest);
  g_clear_object (&self->auth);
  g_clear_object (&self->transport);

  G_OBJECT_CLASS (supa_client_parent_class)->dispose (object);
}

static void
supa_client_class_init (SupaClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = supa_client_dispose;
}

static void
supa_client_init (SupaClient *self)
{
}

/**
 * supa_client_new:
 * @url: the project's address, such as `https://abcd.supabase.co`, with or without a slash at the end
 * @api_key: the publishable key, or the older anon key
 * @store: (nullable): where the session survives a restart
 *
 * Nothing is sent before the first call. An address or key that cannot be right fails at the first call, with
 * %SUPA_ERROR_NO_SERVER or %SUPA_ERROR_API_KEY.
 *
 * Returns: (transfer full): a client
 */
SupaClient *
supa_client_new (const char       *url,
                 const char       *api_key,
                 SupaSessionStore *store)
{
  SupaClient *self;

  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (api_key != NULL, NULL);
  g_return_val_if_fail (store == NULL || SUPA_IS_SESSION_STORE (store), NULL);

  self = g_object_new (SUPA_TYPE_CLIENT, NULL);
  self->transport = supa_transport_new (url, api_key);
  self->auth = supa_auth_new (self->transport, store);
  self->rest = supa_rest_new (self->auth);
  self->storage = supa_storage_new (self->auth);
  self->realtime = supa_realtime_new (self->auth);

  return self;
}

/**
 * supa_client_get_url:
 * @self: a client
 *
 * Returns: (transfer none): the project's address, without a slash at the end
 */
const char *
supa_client_get_url (SupaClient *self)
{
  g_return_val_if_fail (SUPA_IS_CLIENT (self), NULL);

  return supa_transport_get_url (self->transport);
}

/**
 * supa_client_get_auth:
 * @self: a client
 *
 * Returns: (transfer none): who is signed in
 */
SupaAuth *
supa_client_get_auth (SupaClient *self)
{
  g_return_val_if_fail (SUPA_IS_CLIENT (self), NULL);

  return self->auth;
}

/**
 * supa_client_get_rest:
 * @self: a client
 *
 * Returns: (transfer none): the tables and functions
 */
SupaRest *
supa_client_get_rest (SupaClient *self)
{
  g_return_val_if_fail (SUPA_IS_CLIENT (self), NULL);

  return self->rest;
}

/**
 * supa_client_get_storage:
 * @self: a client
 *
 * Returns: (transfer none): the files
 */
SupaStorage *
supa_client_get_storage (SupaClient *self)
{
  g_return_val_if_fail (SUPA_IS_CLIENT (self), NULL);

  return self->storage;
}

/**
 * supa_client_get_realtime:
 * @self: a client
 *
 * Returns: (transfer none): what happens, as it happens
 */
SupaRealtime *
supa_client_get_realtime (SupaClient *self)
{
  g_return_val_if_fail (SUPA_IS_CLIENT (self), NULL);

  return self->realtime;
}

/*< private >
 * supa_client_get_transport:
 */
SupaTransport *
supa_client_get_transport (SupaClient *self)
{
  g_return_val_if_fail (SUPA_IS_CLIENT (self), NULL);

  return self->transport;
}
