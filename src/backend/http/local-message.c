/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http/local-message.h"

/* A body is held in memory; storage allows 50 MiB, and its form encoding adds a little. */
#define MAX_BODY (256 * 1024 * 1024)

/* libsoup takes an answer without a length for one that ends with the connection, also where there can be no body. It would hang up
 * without a word, and the next request of whoever keeps the connection could meet that. */
static void
on_wrote_headers (SoupServerMessage *message,
                  gpointer           user_data)
{
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_NONE);
}

/**
 * local_message_answer:
 * @message: a message
 * @response: the answer
 *
 * Puts an answer into a message.
 */
void
local_message_answer (SoupServerMessage   *message,
                      const LocalResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_server_message_set_status (message, response->status, NULL);
  soup_message_headers_iter_init (&iter, response->headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    soup_message_headers_append (headers, name, value);
  /* Earlier would be too early: writing the headers takes the length off again, and with it what was said of the end. */
  if (response->status == SOUP_STATUS_NO_CONTENT)
    g_signal_connect (message, "wrote-headers", G_CALLBACK (on_wrote_headers), NULL);
  if (response->body != NULL && g_bytes_get_size (response->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
}

static void
add_header (const char *name,
            const char *value,
            gpointer    user_data)
{
  GHashTable *headers = user_data;
  g_autofree char *key = g_ascii_strdown (name, -1);
  const char *former = g_hash_table_lookup (headers, key);
  char *joined = former != NULL ? g_strconcat (former, ", ", value, NULL) : g_strdup (value);

  g_hash_table_insert (headers, g_steal_pointer (&key), joined);
}

/**
 * local_message_read:
 * @message: a message whose body has come
 * @path: what follows the prefix of the service, "" for nothing
 * @fallback: (nullable): where the server is, for a client that does not say
 *
 * Makes a request out of a message.
 *
 * Returns: (transfer full): the request
 */
LocalRequest *
local_message_read (SoupServerMessage *message,
                    const char        *path,
                    const char        *fallback)
{
  LocalRequest *request = g_new0 (LocalRequest, 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *host;

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (*path == '\0' ? "/" : path);
  request->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), add_header, request->headers);
  request->body = soup_message_body_get_accumulate (body) ? soup_message_body_flatten (body) : g_bytes_new (NULL, 0);
  host = local_request_get_header (request, "host");
  request->origin = host != NULL ? g_strconcat ("http://", host, NULL) : g_strdup (fallback);
  request->remote_address = g_strdup (soup_server_message_get_remote_host (message));

  return request;
}

/* What is over the limit is still read, so that the client gets to read the answer, but not kept. */
static void
on_chunk (SoupServerMessage *message,
          GBytes            *chunk,
          gpointer           user_data)
{
  gsize *size = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  *size += g_bytes_get_size (chunk);
  if (*size <= MAX_BODY)
    return;
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
}

static void
free_size (gpointer  size,
           GClosure *closure)
{
  g_free (size);
}

/**
 * local_message_limit:
 * @message: a message whose headers have come
 *
 * Sees to it that a body does not fill the memory.
 */
void
local_message_limit (SoupServerMessage *message)
{
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (on_chunk), g_new0 (gsize, 1), free_size, 0);
}

/**
 * local_message_is_too_large:
 * @message: a message whose body has come
 * @response: the answer, filled in if the body was too large
 *
 * Returns: whether the body was over the limit, and was dropped
 */
gboolean
local_message_is_too_large (SoupServerMessage *message,
                            LocalResponse     *response)
{
  if (soup_message_body_get_accumulate (soup_server_message_get_request_body (message)))
    return FALSE;
  local_response_set_text (response, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "application/json; charset=utf-8",
                           "{\"message\":\"Payload Too Large\"}");

  return TRUE;
}
