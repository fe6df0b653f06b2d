/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "local-seed.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "database/local-migrations.h"
#include "database/local-statement.h"

/* The people of the demo all have it; it is no secret. */
#define DEMO_PASSWORD "guichet-demo"
#define BUCKET "project-files"

static gboolean
is_seeded (PGconn      *connection,
           const char  *path,
           gboolean    *seeded,
           GError     **error)
{
  g_autoptr (PGresult) found =
    local_statement_run (connection, error, "select 1 from supabase_migrations.seed_files where path = $1", 1, &path);

  if (found == NULL)
    return FALSE;
  *seeded = PQntuples (found) > 0;

  return TRUE;
}

static gboolean
record (PGconn      *connection,
        const char  *path,
        const char  *contents,
        GError     **error)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, contents, -1);
  const char *values[] = { path, hash };
  g_autoptr (PGresult) result = local_statement_run (
    connection, error, "insert into supabase_migrations.seed_files (path, hash) values ($1, $2)", G_N_ELEMENTS (values), values);

  return result != NULL;
}

/**
 * local_seed_database:
 * @context: what all services share
 * @error: return location of an error, which names the line
 *
 * Runs seed.sql of the project as the role postgres, once in the life of the database.
 *
 * Returns: whether it was run, now or before
 */
gboolean
local_seed_database (LocalContext  *context,
                     GError       **error)
{
  static const char name[] = "seed.sql";
  g_autofree char *path = g_build_filename (context->supabase_dir, name, NULL);
  g_autofree char *sql = NULL;
  PGconn *connection = local_migrations_connect (context, "postgres", error);
  gboolean seeded = FALSE;
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = is_seeded (connection, name, &seeded, error);
  if (done && !seeded)
    done = g_file_get_contents (path, &sql, NULL, error) && local_statement_script (connection, "begin", error)
           && local_statement_script (connection, sql, error) && record (connection, name, sql, error)
           && local_statement_script (connection, "commit", error);
  PQfinish (connection);
  if (!done)
    g_prefix_error (error, "%s: ", path);

  return done;
}

/* Sends a request to this very server, as any program would. */
static JsonNode *
call (SoupSession   *session,
      LocalContext  *context,
      const char    *path,
      const char    *token,
      const char    *content_type,
      GBytes        *body,
      GError       **error)
{
  g_autofree char *url = g_strconcat (context->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL;
  guint status;

  soup_message_headers_replace (headers, "apikey", context->publishable_key);
  if (token != NULL) {
    g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (headers, "Authorization", authorization);
  }
  soup_message_set_request_body_from_bytes (message, content_type, body);
  answer = soup_session_send_and_read (session, message, NULL, error);
  if (answer == NULL)
    return NULL;

  text = g_bytes_get_size (answer) > 0 ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer)) : g_strdup ("");
  status = soup_message_get_status (message);
  /* What is there already was put there by a start that was interrupted. */
  if (!SOUP_STATUS_IS_SUCCESSFUL (status) && strstr (text, "\"409\"") == NULL && status != SOUP_STATUS_CONFLICT) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "POST %s: %u %s", path, status, text);
    return NULL;
  }
  if (*text == '\0')
    return json_node_init_null (json_node_alloc ());

  return json_parser_load_from_data (parser, text, -1, error) ? json_node_copy (json_parser_get_root (parser)) : NULL;
}

static GBytes *
print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

static char *
sign_in (SoupSession   *session,
         LocalContext  *context,
         const char    *email,
         GError       **error)
{
  g_autoptr (JsonObject) credentials = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (credentials, "email", email);
  json_object_set_string_member (credentials, "password", DEMO_PASSWORD);
  body = print (credentials);
  answer = call (session, context, "/auth/v1/token?grant_type=password", NULL, "application/json", body, error);

  return answer == NULL ? NULL
                        : g_strdup (json_object_get_string_member_with_default (json_node_get_object (answer), "access_token", ""));
}

static JsonObject *
make_row (JsonObject *entry,
          gsize       size)
{
  static const char *const copied[] = { "ticket_id", "message_id", "label" };
  JsonObject *row = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++) {
    JsonNode *value = json_object_get_member (entry, copied[i]);

    if (value != NULL)
      json_object_set_member (row, copied[i], json_node_copy (value));
  }
  json_object_set_string_member (row, "storage_path", json_object_get_string_member (entry, "path"));
  json_object_set_string_member (row, "mime_type", json_object_get_string_member (entry, "content_type"));
  json_object_set_int_member (row, "size_bytes", (gint64) size);

  return row;
}

static gboolean
upload (SoupSession   *session,
        LocalContext  *context,
        const char    *directory,
        JsonObject    *entry,
        GError       **error)
{
  g_autofree char *file = g_build_filename (directory, json_object_get_string_member_with_default (entry, "file", ""), NULL);
  g_autofree char *name = g_uri_escape_string (json_object_get_string_member_with_default (entry, "path", ""), "/", FALSE);
  g_autofree char *path = g_strconcat ("/storage/v1/object/" BUCKET "/", name, NULL);
  g_autofree char *contents = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) row_text = NULL;
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (JsonNode) stored = NULL;
  g_autoptr (JsonNode) attached = NULL;
  gsize size = 0;

  if (!g_file_get_contents (file, &contents, &size, error))
    return FALSE;
  bytes = g_bytes_new_take (g_steal_pointer (&contents), size);
  token = sign_in (session, context, json_object_get_string_member_with_default (entry, "owner", ""), error);
  if (token == NULL)
    return FALSE;
  stored = call (session, context, path, token, json_object_get_string_member_with_default (entry, "content_type", ""), bytes, error);
  if (stored == NULL)
    return FALSE;

  row = make_row (entry, size);
  row_text = print (row);
  attached = call (session, context, "/rest/v1/ticket_attachments", token, "application/json", row_text, error);

  return attached != NULL;
}

static gboolean
upload_all (LocalContext  *context,
            const char    *directory,
            const char    *manifest,
            GError       **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (SoupSession) session = soup_session_new ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, manifest, -1, error))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The manifest is no list");
    return FALSE;
  }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++) {
    if (!upload (session, context, directory, json_array_get_object_element (json_node_get_array (root), i), error))
      return FALSE;
  }

  return TRUE;
}

/**
 * local_seed_files:
 * @context: what all services share; the server listens
 * @error: return location of an error
 *
 * Uploads the files of the demo and attaches them, through the server's own interfaces and as the people whose files they are, once
 * in the life of the database. It waits for the server's answers, so it must not run in the main thread.
 *
 * Returns: whether they were uploaded, now or before, or there are none
 */
gboolean
local_seed_files (LocalContext  *context,
                  GError       **error)
{
  static const char name[] = "seed-files/manifest.json";
  g_autofree char *path = g_build_filename (context->supabase_dir, name, NULL);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *manifest = NULL;
  PGconn *connection;
  gboolean seeded = FALSE;
  gboolean done;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  connection = local_migrations_connect (context, "postgres", error);
  if (connection == NULL)
    return FALSE;
  done = is_seeded (connection, name, &seeded, error);
  if (done && !seeded)
    done = g_file_get_contents (path, &manifest, NULL, error) && upload_all (context, directory, manifest, error)
           && record (connection, name, manifest, error);
  PQfinish (connection);
  if (!done)
    g_prefix_error (error, "%s: ", path);

  return done;
}
