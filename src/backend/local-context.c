/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "local-context.h"

/**
 * local_context_new:
 *
 * Returns: (transfer full): an empty context, with the default expiry and the gateway on
 */
LocalContext *
local_context_new (void)
{
  LocalContext *self = g_new0 (LocalContext, 1);

  self->jwt_expiry = 3600;
  self->gateway = TRUE;
  self->functions_period = -1;
  self->functions_patience = 150;

  return self;
}

/**
 * local_context_free:
 * @self: (transfer full): a context that nobody uses any more
 *
 * Closes the connections and frees the context.
 */
void
local_context_free (LocalContext *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->rest, local_pool_free);
  g_clear_pointer (&self->admin, local_pool_free);
  g_free (self->data_dir);
  g_free (self->supabase_dir);
  g_free (self->url);
  g_free (self->jwt_secret);
  g_free (self->anon_key);
  g_free (self->service_role_key);
  g_free (self->publishable_key);
  g_free (self->secret_key);
  g_free (self->functions_secret);
  g_free (self->deno);
  g_strfreev (self->schemas);
  g_free (self->conninfo);
  g_free (self);
}
