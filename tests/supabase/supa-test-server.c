/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-test-server.h"

typedef struct
{
  char *path;
  guint status;
  char *content_type;
  char *body;
  gboolean hangs;
  SupaTestHandler handler;
  gpointer data;
} Answer;

struct _SupaTestServer
{
  SoupServer *soup;
  char *url;
  gint64 skew;
  GPtrArray *answers;  /* of Answer, in order */
  GPtrArray *seen;     /* of path */
  GPtrArray *hanging;  /* of SoupServerMessage */
  char *body;
  char *query;
  SoupMessageHeaders *headers;
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->path);
  g_free (answer->content_type);
  g_free (answer->body);
  g_free (answer);
}

static Answer *
take_answer (SupaTestServer *self,
             const char     *path)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      Answer *answer = g_ptr_array_index (self->answers, i);

      if (g_str_equal (answer->path, path))
        return g_ptr_array_steal_index (self->answers, i);
    }

  return NULL;
}

static void
note_header (const char *name,
             const char *value,
             gpointer    data)
{
  soup_message_headers_append (data, name, value);
}

static void
note_request (SupaTestServer    *self,
              SoupServerMessage *message,
              const char        *path)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  g_ptr_array_add (self->seen, g_strdup (path));
  g_free (self->body);
  self->body = g_strndup (data, size);
  g_free (self->query);
  self->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  soup_message_headers_clear (self->headers);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), note_header, self->headers);
}

static void
set_date (SupaTestServer    *self,
          SoupServerMessage *message)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + self->skew);
  g_autofree char *text = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", text);
}

static void
on_request (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  SupaTestServer *self = data;
  Answer *answer = take_answer (self, path);

  if (answer == NULL)
    g_error ("Nobody expected a request for %s", path);

  note_request (self, message, path);
  set_date (self, message);
  if (answer->handler != NULL)
    answer->handler (message, answer->data);
  else if (answer->hangs)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->hanging, g_object_ref (message));
    }
  else
    {
      soup_server_message_set_status (message, answer->status, NULL);
      soup_server_message_set_response (message, answer->content_type, SOUP_MEMORY_COPY, answer->body,
                                        strlen (answer->body));
    }
  answer_free (answer);
}

SupaTestServer *
supa_test_server_new (void)
{
  SupaTestServer *self = g_new0 (SupaTestServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->soup = soup_server_new (NULL, NULL);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->seen = g_ptr_array_new_with_free_func (g_free);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  g_assert_true (soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->soup);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
supa_test_server_free (SupaTestServer *self)
{
  /* Whoever goes on asking for what no test waits for has a fault. */
  g_assert_cmpuint (self->answers->len, ==, 0);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->seen);
  g_ptr_array_unref (self->hanging);
  soup_message_headers_unref (self->headers);
  g_free (self->url);
  g_free (self->body);
  g_free (self->query);
  g_free (self);
}

const char *
supa_test_server_get_url (SupaTestServer *self)
{
  return self->url;
}

SoupServer *
supa_test_server_get_soup (SupaTestServer *self)
{
  return self->soup;
}

static Answer *
add_answer (SupaTestServer *self,
            const char     *path)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->path = g_strdup (path);
  g_ptr_array_add (self->answers, answer);
  return answer;
}

void
supa_test_server_answer (SupaTestServer *self,
                         const char     *path,
                         guint           status,
                         const char     *content_type,
                         const char     *body)
{
  Answer *answer = add_answer (self, path);

  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->body = g_strdup (body);
}

void
supa_test_server_answer_json (SupaTestServer *self,
                              const char     *path,
                              guint           status,
                              const char     *body)
{
  supa_test_server_answer (self, path, status, "application/json", body);
}

/* The request is taken, and never answered. */
void
supa_test_server_hang (SupaTestServer *self,
                       const char     *path)
{
  add_answer (self, path)->hangs = TRUE;
}

void
supa_test_server_handle (SupaTestServer  *self,
                         const char      *path,
                         SupaTestHandler  handler,
                         gpointer         data)
{
  Answer *answer = add_answer (self, path);

  answer->handler = handler;
  answer->data = data;
}

/* Lets the server's clock be wrong, or ours. */
void
supa_test_server_set_date (SupaTestServer *self,
                           gint64          skew)
{
  self->skew = skew;
}

/* Answers what hangs with an empty list. */
void
supa_test_server_release (SupaTestServer *self)
{
  for (guint i = 0; i < self->hanging->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (self->hanging, i);

      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "[]", 2);
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (self->hanging, 0);
}

guint
supa_test_server_count (SupaTestServer *self,
                        const char     *path)
{
  guint count = 0;

  for (guint i = 0; i < self->seen->len; i++)
    count += g_str_equal (g_ptr_array_index (self->seen, i), path);
  return count;
}

/* The last request's: */

const char *
supa_test_server_get_body (SupaTestServer *self)
{
  return self->body;
}

const char *
supa_test_server_get_header (SupaTestServer *self,
                             const char     *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

const char *
supa_test_server_get_query (SupaTestServer *self)
{
  return self->query;
}

/* GoTrue's answer; @lives is in seconds from now, by a right clock. */
char *
supa_test_make_session (const char *access_token,
                        const char *refresh_token,
                        gint64      lives)
{
  return g_strdup_printf ("{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%" G_GINT64_FORMAT
                          ",\"expires_at\":%" G_GINT64_FORMAT ",\"refresh_token\":\"%s\","
                          "\"user\":{\"id\":\"u-1\",\"email\":\"a@b.co\"}}",
                          access_token, lives, g_get_real_time () / G_USEC_PER_SEC + lives, refresh_token);
}
