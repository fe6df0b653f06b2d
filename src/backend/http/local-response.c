/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http/local-response.h"

#include <string.h>

/**
 * local_response_new:
 *
 * Returns: (transfer full): an answer of status 200 without headers and body
 */
LocalResponse *
local_response_new (void)
{
  LocalResponse *self = g_new0 (LocalResponse, 1);

  self->status = SOUP_STATUS_OK;
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  return self;
}

/**
 * local_response_free:
 * @self: (transfer full): an answer
 *
 * Frees an answer and all that it holds.
 */
void
local_response_free (LocalResponse *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * local_response_set_header:
 * @self: an answer
 * @name: a header
 * @value: its value; every former one is replaced
 *
 * Sets a header.
 */
void
local_response_set_header (LocalResponse *self,
                           const char    *name,
                           const char    *value)
{
  g_return_if_fail (self != NULL);

  soup_message_headers_replace (self->headers, name, value);
}

/**
 * local_response_append_header:
 * @self: an answer
 * @name: a header
 * @value: one more value
 *
 * Adds a header beside those of the same name.
 */
void
local_response_append_header (LocalResponse *self,
                              const char    *name,
                              const char    *value)
{
  g_return_if_fail (self != NULL);

  soup_message_headers_append (self->headers, name, value);
}

/**
 * local_response_set_json:
 * @self: an answer
 * @status: its HTTP status
 * @node: (transfer none): what its body says
 *
 * Makes a JSON answer, of the type "application/json; charset=utf-8".
 */
void
local_response_set_json (LocalResponse *self,
                         guint          status,
                         JsonNode      *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  local_response_set_text (self, status, "application/json; charset=utf-8", text);
}

/**
 * local_response_set_text:
 * @self: an answer
 * @status: its HTTP status
 * @content_type: (nullable): its Content-Type
 * @text: its body
 *
 * Makes an answer out of a text.
 */
void
local_response_set_text (LocalResponse *self,
                         guint          status,
                         const char    *content_type,
                         const char    *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  local_response_set_bytes (self, status, content_type, bytes);
}

/**
 * local_response_set_bytes:
 * @self: an answer
 * @status: its HTTP status
 * @content_type: (nullable): its Content-Type
 * @bytes: (transfer none): its body
 *
 * Makes an answer out of bytes.
 */
void
local_response_set_bytes (LocalResponse *self,
                          guint          status,
                          const char    *content_type,
                          GBytes        *bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL);

  self->status = status;
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (bytes);
  if (content_type != NULL)
    soup_message_headers_replace (self->headers, "Content-Type", content_type);
}
