/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-upload.h"

#include <libsoup/soup.h>
#include <string.h>

#include "http/local-json.h"
#include "storage/local-storage-names.h"

/**
 * local_storage_upload_clear:
 * @upload: a file
 *
 * Frees what is known of a file.
 */
void
local_storage_upload_clear (LocalStorageUpload *upload)
{
  g_clear_pointer (&upload->body, g_bytes_unref);
  g_clear_pointer (&upload->mime, g_free);
  g_clear_pointer (&upload->cache_control, g_free);
  g_clear_pointer (&upload->user_metadata, g_free);
}

/* What is no JSON object is dropped without a word, as the reference does. */
static gchar *
check_metadata (const gchar *text, gsize length)
{
  g_autoptr (JsonNode) node = length > 0 ? local_json_parse (text, (gssize) length) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_strndup (text, length);

  return g_strdup ("{}");
}

static gchar *
take_text (GBytes *bytes)
{
  gsize size = 0;
  const gchar *data = g_bytes_get_data (bytes, &size);

  return size > 0 && g_utf8_validate_len (data, size, NULL) ? g_strndup (data, size) : g_strdup ("");
}

static void
take_field (LocalStorageUpload *upload, const gchar *name, GBytes *content, gchar **mime)
{
  g_autofree gchar *text = take_text (content);

  if (strcmp (name, "cacheControl") == 0 && *text != '\0')
    {
      g_free (upload->cache_control);
      upload->cache_control = g_strconcat ("max-age=", text, NULL);
    }
  else if (strcmp (name, "metadata") == 0)
    {
      g_free (upload->user_metadata);
      upload->user_metadata = check_metadata (text, strlen (text));
    }
  else if (strcmp (name, "contentType") == 0 && *text != '\0')
    {
      g_free (*mime);
      *mime = g_steal_pointer (&text);
    }
}

static gboolean
read_form (LocalStorageCall *call, LocalStorageUpload *upload, const gchar *type, GError **error)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autofree gchar *mime = NULL;
  SoupMultipart *form;

  soup_message_headers_replace (headers, "Content-Type", type);
  form = soup_multipart_new_from_message (headers, call->request->body);
  for (gint i = 0; form != NULL && i < soup_multipart_get_length (form); i++)
    {
      g_autoptr (GHashTable) params = NULL;
      g_autofree gchar *disposition = NULL;
      SoupMessageHeaders *part = NULL;
      GBytes *content = NULL;
      const gchar *name;

      soup_multipart_get_part (form, i, &part, &content);
      if (!soup_message_headers_get_content_disposition (part, &disposition, &params) || params == NULL)
        continue;
      name = g_hash_table_lookup (params, "name");
      if (!g_hash_table_contains (params, "filename") && name != NULL && *name != '\0')
        {
          take_field (upload, name, content, &mime);
          continue;
        }
      /* Fields after the file are not waited for. */
      upload->body = g_bytes_ref (content);
      if (mime == NULL)
        mime = g_strdup (soup_message_headers_get_one (part, "Content-Type"));
      break;
    }
  g_clear_pointer (&form, soup_multipart_free);

  if (upload->body == NULL)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST, "No file in the form");
      return FALSE;
    }

  upload->mime = mime != NULL ? g_steal_pointer (&mime) : g_strdup ("application/octet-stream");
  return TRUE;
}

static void
read_raw (LocalStorageCall *call, LocalStorageUpload *upload, const gchar *type)
{
  const gchar *cache_control = local_request_get_header (call->request, "cache-control");
  const gchar *metadata = local_request_get_header (call->request, "x-metadata");

  upload->body = g_bytes_ref (call->request->body);
  upload->mime = g_strdup (type != NULL && *type != '\0' ? type : "application/octet-stream");
  if (cache_control != NULL && *cache_control != '\0')
    upload->cache_control = g_strdup (cache_control);
  if (metadata != NULL)
    {
      gsize length = 0;
      g_autofree guchar *decoded = g_base64_decode (metadata, &length);

      upload->user_metadata = check_metadata ((const gchar *) decoded, length);
    }
}

static gboolean
check_limits (const LocalStorageUpload *upload, const PGresult *bucket, GError **error)
{
  gint64 limit = LOCAL_STORAGE_MAX_SIZE;
  const gchar *own_limit = local_storage_get (bucket, 0);
  const gchar *allowed = local_storage_get (bucket, 1);
  g_auto (GStrv) types = allowed != NULL ? g_strsplit (allowed, "\n", -1) : NULL;

  if (own_limit != NULL)
    limit = MIN (limit, g_ascii_strtoll (own_limit, NULL, 10));

  if (!local_storage_mime_is_valid (upload->mime))
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_MIME, "Invalid Content-Type header");
  else if (!local_storage_mime_is_allowed (upload->mime, (const gchar *const *) types))
    g_set_error (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_MIME, "mime type %s is not supported", upload->mime);
  else if ((gint64) g_bytes_get_size (upload->body) > limit)
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_TOO_LARGE,
                         "The object exceeded the maximum allowed size");
  else
    return TRUE;

  return FALSE;
}

/**
 * local_storage_upload_read:
 * @call: a request
 * @upload: (out caller-allocates): the file
 * @error: return location of an error
 *
 * Takes the file out of a request, raw or a form, and holds it against the limits of the bucket.
 *
 * Returns: %TRUE when it may go in, as far as the bucket is concerned
 */
gboolean
local_storage_upload_read (LocalStorageCall *call, LocalStorageUpload *upload, GError **error)
{
  static const gchar sql[] =
    "select file_size_limit, array_to_string(allowed_mime_types, e'\\n') from storage.buckets where id = $1";
  const gchar *type = local_request_get_header (call->request, "content-type");
  g_autoptr (PGresult) bucket = NULL;

  bucket = local_storage_run_once (call, LOCAL_STORAGE_AS_SERVICE, sql, LOCAL_STORAGE_VALUES (call->bucket), error);
  if (bucket == NULL)
    return FALSE;
  if (PQntuples (bucket) == 0)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_NO_SUCH_BUCKET, "Bucket not found");
      return FALSE;
    }

  if (type != NULL && g_ascii_strncasecmp (type, "multipart/form-data", strlen ("multipart/form-data")) == 0)
    {
      if (!read_form (call, upload, type, error))
        return FALSE;
    }
  else
    read_raw (call, upload, type);

  if (upload->cache_control == NULL)
    upload->cache_control = g_strdup ("no-cache");
  if (upload->user_metadata == NULL)
    upload->user_metadata = g_strdup ("{}");
  upload->declared_size = g_bytes_get_size (call->request->body);

  return check_limits (upload, bucket, error);
}
