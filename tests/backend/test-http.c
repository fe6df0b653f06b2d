/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-http.h"

#include <string.h>

/**
 * test_http_send:
 * @backend: a backend that runs
 * @method: the HTTP method
 * @path: the path, with the query, as it is sent
 * @headers: (nullable): names and values in turn, ended by %NULL; nothing else is added, not even a key
 * @body: (nullable): a JSON text
 *
 * Sends a request and waits for the answer.
 *
 * Returns: (transfer full): the answer; no answer fails the test
 */
TestAnswer *
test_http_send (TestBackend        *backend,
                const char         *method,
                const char         *path,
                const char *const  *headers,
                const char         *body)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (test_backend_get_url (backend), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  TestAnswer *answer = g_new0 (TestAnswer, 1);

  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    soup_message_headers_append (soup_message_get_request_headers (message), headers[i], headers[i + 1]);
  if (body != NULL) {
    g_autoptr (GBytes) request_body = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (message, "application/json", request_body);
  }
  bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);

  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  answer->text = g_bytes_get_size (bytes) > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : g_strdup ("");
  node = *answer->text == '{' ? json_from_string (answer->text, NULL) : NULL;
  answer->json = node != NULL ? json_node_dup_object (node) : NULL;

  return answer;
}

/**
 * test_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees it.
 */
void
test_answer_free (TestAnswer *self)
{
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * test_answer_get_string:
 * @self: an answer whose body is a JSON object
 * @name: a member
 *
 * Returns: its text; a member that is absent fails the test
 */
const char *
test_answer_get_string (TestAnswer *self,
                        const char *name)
{
  if (self->json == NULL || !json_object_has_member (self->json, name))
    g_error ("No “%s” in %u %s", name, self->status, self->text);

  return json_object_get_string_member (self->json, name);
}

/**
 * test_answer_get_header:
 * @self: an answer
 * @name: a header
 *
 * Returns: (nullable): its value
 */
const char *
test_answer_get_header (TestAnswer *self,
                        const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}
