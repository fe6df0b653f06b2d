/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http/local-request.h"

/**
 * local_request_get_header:
 * @self: a request
 * @name: the name of a header, in lower case
 *
 * Returns: (nullable) (transfer none): its value
 */
const char *
local_request_get_header (const LocalRequest *self,
                          const char         *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->headers, name);
}

/**
 * local_request_free:
 * @self: (transfer full): a request
 *
 * Frees a request and all that it holds.
 */
void
local_request_free (LocalRequest *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->authorization);
  g_free (self->token);
  g_free (self->origin);
  g_free (self->remote_address);
  g_free (self);
}
