/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-download.h"

#include <string.h>

#include "database/local-pool.h"
#include "storage/local-storage-names.h"
#include "storage/local-storage-upload.h"

/* What an answer is made of; the order is that of the columns below. */
enum
{
  COLUMN_VERSION,
  COLUMN_MIME,
  COLUMN_CACHE_CONTROL,
  COLUMN_ETAG,
  COLUMN_MODIFIED,
  COLUMN_INFO,
};

static const gchar find_sql[] =
  "select version, coalesce(metadata ->> 'mimetype', 'application/octet-stream'),"
  " coalesce(metadata ->> 'cacheControl', 'no-cache'), metadata ->> 'eTag',"
  " extract(epoch from coalesce((metadata ->> 'lastModified')::timestamptz, updated_at))::bigint,"
  " json_build_object('id', id, 'name', name, 'version', version, 'bucket_id', bucket_id,"
  "  'size', (metadata ->> 'size')::bigint, 'content_type', metadata ->> 'mimetype',"
  "  'cache_control', metadata ->> 'cacheControl', 'etag', metadata ->> 'eTag', 'metadata', user_metadata,"
  "  'last_modified', updated_at, 'created_at', created_at)"
  " from storage.objects where bucket_id = $1 and name = $2";

static PGresult *
find_object (LocalStorageCall *call, LocalStorageWho who, GError **error)
{
  g_autoptr (PGresult) found = NULL;

  found = local_storage_run_once (call, who, find_sql, LOCAL_STORAGE_VALUES (call->bucket, call->name), error);
  if (found != NULL && PQntuples (found) == 0)
    {
      local_storage_error_set_no_key (error);
      return NULL;
    }

  return g_steal_pointer (&found);
}

/* Lets through whom the door is for, and finds the object with the rights that then hold. */
static PGresult *
open_door (LocalStorageCall *call, LocalStorageDoor door, GError **error)
{
  static const gchar sql[] = "select public from storage.buckets where id = $1";
  g_autoptr (PGresult) bucket = NULL;
  gboolean is_public;

  if (door == LOCAL_STORAGE_DOOR_AUTHENTICATED && !local_storage_call_identify (call, error))
    return NULL;
  /* Here a bad token is as good as none. */
  if (door == LOCAL_STORAGE_DOOR_EITHER)
    local_storage_call_identify (call, NULL);
  if (!local_storage_check_key (call->name, error))
    return NULL;

  bucket = local_storage_run_once (call, LOCAL_STORAGE_AS_SERVICE, sql, LOCAL_STORAGE_VALUES (call->bucket), error);
  if (bucket == NULL)
    return NULL;

  is_public = g_strcmp0 (local_storage_get (bucket, 0), "t") == 0;
  if (PQntuples (bucket) == 0 ||
      (!is_public && (door == LOCAL_STORAGE_DOOR_PUBLIC || (door == LOCAL_STORAGE_DOOR_EITHER && call->claims == NULL))))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_NO_SUCH_BUCKET, "Bucket not found");
      return NULL;
    }

  if (is_public && door != LOCAL_STORAGE_DOOR_AUTHENTICATED)
    return find_object (call, LOCAL_STORAGE_AS_SERVICE, error);
  return find_object (call, LOCAL_STORAGE_AS_PERSON, error);
}

static gchar *
write_http_date (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return soup_date_time_to_string (time, SOUP_DATE_HTTP);
}

static gint64
get_modified (const PGresult *object)
{
  const gchar *seconds = local_storage_get (object, COLUMN_MODIFIED);

  return seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) : 0;
}

static void
set_disposition (LocalStorageCall *call)
{
  g_autofree gchar *name = local_storage_call_get_query (call, "download");
  g_autofree gchar *encoded = NULL;
  g_autofree gchar *disposition = NULL;

  if (name == NULL)
    return;

  encoded = local_storage_name_encode (name);
  disposition = *name == '\0' ? g_strdup ("attachment;")
                              : g_strdup_printf ("attachment; filename=%s; filename*=UTF-8''%s", encoded, encoded);
  local_response_set_header (call->response, "Content-Disposition", disposition);
}

/* Whether the reader has this very content already. */
static gboolean
is_unchanged (LocalStorageCall *call, const PGresult *object)
{
  const gchar *tag = local_request_get_header (call->request, "if-none-match");
  const gchar *since = local_request_get_header (call->request, "if-modified-since");
  g_autoptr (GDateTime) time = NULL;

  if (tag != NULL)
    return g_strcmp0 (tag, local_storage_get (object, COLUMN_ETAG)) == 0;

  time = since != NULL ? soup_date_time_new_from_http_string (since) : NULL;
  return time != NULL && get_modified (object) <= g_date_time_to_unix (time);
}

static void
set_headers (LocalStorageCall *call, const PGresult *object, gboolean with_cache_control)
{
  g_autofree gchar *modified = write_http_date (get_modified (object));
  const gchar *cache_control = local_storage_get (object, COLUMN_CACHE_CONTROL);
  const gchar *tag = local_request_get_header (call->request, "if-none-match");
  g_autofree gchar *stale = NULL;

  if (tag != NULL && g_strcmp0 (tag, local_storage_get (object, COLUMN_ETAG)) != 0)
    stale = g_strconcat (cache_control, ", stale-while-revalidate=30", NULL);
  if (with_cache_control)
    local_response_set_header (call->response, "Cache-Control", stale != NULL ? stale : cache_control);
  if (local_storage_get (object, COLUMN_ETAG) != NULL)
    local_response_set_header (call->response, "ETag", local_storage_get (object, COLUMN_ETAG));
  local_response_set_header (call->response, "Last-Modified", modified);
}

/* Between the look at the row and the look at the file, the object may have been replaced: then there is another version, of
   the same object, which the reader was let through to already. */
static GBytes *
read_object (LocalStorageCall *call, PGresult **object, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PGresult) newer = NULL;
  GBytes *bytes = local_storage_files_read (call->files, local_storage_get (*object, COLUMN_VERSION), &problem);

  if (bytes != NULL)
    return bytes;
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    newer = find_object (call, LOCAL_STORAGE_AS_SERVICE, error);
  if (newer == NULL)
    {
      if (error == NULL || *error == NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  PQclear (*object);
  *object = g_steal_pointer (&newer);
  return local_storage_files_read (call->files, local_storage_get (*object, COLUMN_VERSION), error);
}

/* Frees @object, or what it became. */
static gboolean
send_object (LocalStorageCall *call, PGresult *found, gboolean with_cache_control, GError **error)
{
  g_autoptr (PGresult) object = found;
  const gchar *range = local_request_get_header (call->request, "range");
  g_autoptr (GBytes) bytes = read_object (call, &object, error);
  g_autoptr (GBytes) part = NULL;
  g_autofree gchar *content_range = NULL;
  const gchar *mime;
  guint status = 200;
  gsize start = 0;
  gsize length;

  if (bytes == NULL)
    return FALSE;

  mime = local_storage_get (object, COLUMN_MIME);
  length = g_bytes_get_size (bytes);
  if (is_unchanged (call, object))
    {
      status = 304;
      length = 0;
    }
  else if (range != NULL && g_str_equal (call->request->method, "GET"))
    {
      if (!local_storage_parse_range (range, g_bytes_get_size (bytes), &start, &length))
        {
          g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_RANGE, "invalid range provided");
          return FALSE;
        }
      status = 206;
      content_range = g_strdup_printf ("bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT, start,
                                       start + length - 1, g_bytes_get_size (bytes));
      local_response_set_header (call->response, "Content-Range", content_range);
    }

  /* A page that somebody uploaded is never run under our address. */
  part = g_bytes_new_from_bytes (bytes, start, length);
  local_response_set_bytes (call->response, status, g_str_has_prefix (mime, "text/html") ? "text/plain" : mime, part);
  local_response_set_header (call->response, "Accept-Ranges", "bytes");
  local_response_set_header (call->response, "X-Robots-Tag", "none");
  set_headers (call, object, with_cache_control);
  set_disposition (call);
  return TRUE;
}

/**
 * local_storage_download:
 * @call: GET or HEAD of an object
 * @door: by which address
 * @error: return location of an error
 *
 * Sends an object.
 *
 * Returns: %TRUE if it may be read
 */
gboolean
local_storage_download (LocalStorageCall *call, LocalStorageDoor door, GError **error)
{
  PGresult *object = open_door (call, door, error);

  return object != NULL && send_object (call, object, TRUE, error);
}

/**
 * local_storage_info:
 * @call: GET or HEAD of what is known of an object
 * @door: by which address
 * @error: return location of an error
 *
 * Tells what is known of an object.
 *
 * Returns: %TRUE if it may be read
 */
gboolean
local_storage_info (LocalStorageCall *call, LocalStorageDoor door, GError **error)
{
  g_autoptr (PGresult) object = open_door (call, door, error);

  if (object == NULL)
    return FALSE;

  local_response_set_text (call->response, 200, "application/json; charset=utf-8",
                           local_storage_get (object, COLUMN_INFO));
  set_headers (call, object, TRUE);
  return TRUE;
}

/**
 * local_storage_download_signed:
 * @call: GET or HEAD of a signed address
 * @error: return location of an error
 *
 * Sends an object to whoever has its signed address, as long as it is valid.
 *
 * Returns: %TRUE if the token is good
 */
gboolean
local_storage_download_signed (LocalStorageCall *call, GError **error)
{
  g_autofree gchar *token = local_storage_call_get_query (call, "token");
  g_autofree gchar *path = g_strconcat (call->bucket, "/", call->name, NULL);
  g_autofree gchar *expires = NULL;
  g_autoptr (JsonObject) claims = NULL;
  PGresult *object;
  const gchar *scope;

  if (token == NULL)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                           "querystring must have required property 'token'");
      return FALSE;
    }

  claims = local_storage_call_verify (call, token, LOCAL_STORAGE_ERROR_INVALID_JWT, error);
  if (claims == NULL)
    return FALSE;

  /* Old tokens have no scope. */
  scope = json_object_get_string_member_with_default (claims, "scope", "download");
  if (g_strcmp0 (json_object_get_string_member_with_default (claims, "url", NULL), path) != 0 ||
      g_strcmp0 (scope, "download") != 0)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_SIGNATURE, "Invalid signature");
      return FALSE;
    }

  object = find_object (call, LOCAL_STORAGE_AS_SERVICE, error);
  if (object == NULL || !send_object (call, object, FALSE, error))
    return FALSE;

  expires = write_http_date (json_object_get_int_member_with_default (claims, "exp", 0));
  local_response_set_header (call->response, "Expires", expires);
  return TRUE;
}
