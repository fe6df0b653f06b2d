/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-session-store.h"

G_DEFINE_INTERFACE (SupaSessionStore, supa_session_store, G_TYPE_OBJECT)

static void
supa_session_store_default_init (SupaSessionStoreInterface *iface)
{
}

/**
 * supa_session_store_load_async:
 * @self: a session store
 * @account: whose secret: the server's address
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Reads the secret that is kept for an account.
 */
void
supa_session_store_load_async (SupaSessionStore    *self,
                               const char          *account,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (SUPA_IS_SESSION_STORE (self));
  g_return_if_fail (account != NULL);

  SUPA_SESSION_STORE_GET_IFACE (self)->load_async (self, account, cancellable, callback, user_data);
}

/**
 * supa_session_store_load_finish:
 * @self: a session store
 * @result: what the callback was given
 * @error: why it could not be read
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL without @error where none is kept
 */
char *
supa_session_store_load_finish (SupaSessionStore  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (SUPA_IS_SESSION_STORE (self), NULL);

  return SUPA_SESSION_STORE_GET_IFACE (self)->load_finish (self, result, error);
}

/**
 * supa_session_store_save_async:
 * @self: a session store
 * @account: whose secret: the server's address
 * @secret: an opaque text
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Keeps a secret in place of the former one.
 */
void
supa_session_store_save_async (SupaSessionStore    *self,
                               const char          *account,
                               const char          *secret,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (SUPA_IS_SESSION_STORE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (secret != NULL);

  SUPA_SESSION_STORE_GET_IFACE (self)->save_async (self, account, secret, cancellable, callback, user_data);
}

/**
 * supa_session_store_save_finish:
 * @self: a session store
 * @result: what the callback was given
 * @error: why it could not be kept
 *
 * Returns: whether the secret will be there after a restart
 */
gboolean
supa_session_store_save_finish (SupaSessionStore  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (SUPA_IS_SESSION_STORE (self), FALSE);

  return SUPA_SESSION_STORE_GET_IFACE (self)->save_finish (self, result, error);
}

/**
 * supa_session_store_clear_async:
 * @self: a session store
 * @account: whose secret: the server's address
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Forgets the secret of an account.
 */
void
supa_session_store_clear_async (SupaSessionStore    *self,
                                const char          *account,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (SUPA_IS_SESSION_STORE (self));
  g_return_if_fail (account != NULL);

  SUPA_SESSION_STORE_GET_IFACE (self)->clear_async (self, account, cancellable, callback, user_data);
}

/**
 * supa_session_store_clear_finish:
 * @self: a session store
 * @result: what the callback was given
 * @error: why it may still be there
 *
 * Returns: whether no secret is kept any more
 */
gboolean
supa_session_store_clear_finish (SupaSessionStore  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (SUPA_IS_SESSION_STORE (self), FALSE);

  return SUPA_SESSION_STORE_GET_IFACE (self)->clear_finish (self, result, error);
}
