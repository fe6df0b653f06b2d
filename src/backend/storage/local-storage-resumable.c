/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-resumable.h"

#include <string.h>

#include "database/local-pool.h"
#include "storage/local-storage-names.h"
#include "storage/local-storage-upload.h"
#include "storage/local-storage-upload-state.h"

/* Uploads in several requests, by the protocol tus 1.0.0 (https://tus.io/protocols/resumable-upload). */

#define PREFIX "/upload/resumable"
#define SIGNED_PREFIX PREFIX "/sign"
#define CHUNK_TYPE "application/offset+octet-stream"
#define TEXT_TYPE "text/plain;charset=UTF-8"

/* One request at a time changes what is on disk; a chunk is in memory as a whole by then, so nobody waits for a network. */
static GMutex writing;

/* Refuses in the words of the protocol's server. Always FALSE. */
static gboolean
refuse (LocalStorageCall *call, guint status, const gchar *text)
{
  local_response_set_text (call->response, status, TEXT_TYPE, text);
  return FALSE;
}

static gboolean
refuse_error (LocalStorageCall *call, GError *error)
{
  local_storage_error_answer_text (error, call->response);
  g_error_free (error);
  return FALSE;
}

static const gchar *
get_header (LocalStorageCall *call, const gchar *name)
{
  return local_request_get_header (call->request, name);
}

static gboolean
read_number (LocalStorageCall *call, const gchar *name, gint64 *number)
{
  const gchar *text = get_header (call, name);

  return text == NULL || g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

/* What is the same for all requests: the version of the protocol, and headers that are numbers. */
static gboolean
check_headers (LocalStorageCall *call, gint64 *length, gint64 *offset)
{
  const gchar *version = get_header (call, "tus-resumable");
  const gchar *type = get_header (call, "content-type");

  if (version == NULL)
    return refuse (call, 412, "Tus-Resumable Required\n");
  if (!g_str_equal (version, "1.0.0"))
    return refuse (call, 400, "Invalid tus-resumable\n");
  if (!read_number (call, "upload-length", length))
    return refuse (call, 400, "Invalid upload-length\n");
  if (!read_number (call, "upload-offset", offset))
    return refuse (call, 400, "Invalid upload-offset\n");
  if (type != NULL && g_str_equal (call->request->method, "PATCH") && !g_str_equal (type, CHUNK_TYPE))
    return refuse (call, 400, "Invalid content-type\n");

  return TRUE;
}

/* Finds out who asks: a person, or whoever has the token of a signed upload. Token trouble is told as JSON. */
static gboolean
identify (LocalStorageCall *call, gboolean is_signed)
{
  const LocalRequest *request = call->request;
  const gchar *token = is_signed ? get_header (call, "x-signature")
                                 : (request->token != NULL ? request->token : request->authorization);
  g_autoptr (GError) error = NULL;
  const gchar *role;

  call->claims = local_storage_call_verify (call, token != NULL ? token : "",
                                            is_signed ? LOCAL_STORAGE_ERROR_INVALID_JWT : LOCAL_STORAGE_ERROR_ACCESS_DENIED,
                                            &error);
  if (call->claims == NULL)
    {
      local_storage_error_answer (error, call->response);
      return FALSE;
    }

  role = is_signed ? "service_role" : json_object_get_string_member_with_default (call->claims, "role", "anon");
  call->role = g_strdup (role);
  call->subject = g_strdup (json_object_get_string_member_with_default (call->claims, is_signed ? "owner" : "sub", NULL));
  return TRUE;
}

/* Whether this person may write this path, or this token is for it. It is asked with every request that changes something. */
static gboolean
check_right (LocalStorageCall *call, gboolean is_signed)
{
  g_autofree gchar *path = g_strconcat (call->bucket, "/", call->name, NULL);
  gboolean upsert = local_storage_call_wants_upsert (call);
  GError *error = NULL;

  if (is_signed && (g_strcmp0 (json_object_get_string_member_with_default (call->claims, "url", NULL), path) != 0 ||
                    g_strcmp0 (json_object_get_string_member_with_default (call->claims, "scope", NULL), "upload") != 0))
    {
      g_autoptr (GError) wrong = g_error_new_literal (LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_SIGNATURE,
                                                      "Invalid signature");

      local_storage_error_answer (wrong, call->response);
      return FALSE;
    }

  if (is_signed)
    upsert = json_object_get_boolean_member_with_default (call->claims, "upsert", FALSE);
  if (local_storage_probe (call, is_signed ? LOCAL_STORAGE_AS_SERVICE : LOCAL_STORAGE_AS_PERSON, call->subject, "{}", upsert,
                           &error))
    return TRUE;
  return refuse_error (call, error);
}

/* Holds an upload against the limits of its bucket. */
static gboolean
check_bucket (LocalStorageCall *call, GHashTable *metadata, gint64 length)
{
  static const gchar sql[] =
    "select file_size_limit, array_to_string(allowed_mime_types, e'\\n') from storage.buckets where id = $1";
  const gchar *mime = g_hash_table_lookup (metadata, "contentType");
  g_autoptr (PGresult) bucket = NULL;
  g_auto (GStrv) types = NULL;
  gint64 limit = LOCAL_STORAGE_MAX_SIZE;
  GError *error = NULL;

  bucket = local_storage_run_once (call, LOCAL_STORAGE_AS_SERVICE, sql, LOCAL_STORAGE_VALUES (call->bucket), &error);
  if (bucket == NULL)
    return refuse_error (call, error);
  if (PQntuples (bucket) == 0)
    return refuse (call, 404, "Bucket not found");

  if (local_storage_get (bucket, 0) != NULL)
    limit = MIN (limit, g_ascii_strtoll (local_storage_get (bucket, 0), NULL, 10));
  if (length > limit)
    return refuse (call, 413, "Maximum size exceeded\n");

  types = local_storage_get (bucket, 1) != NULL ? g_strsplit (local_storage_get (bucket, 1), "\n", -1) : NULL;
  if (mime != NULL && !local_storage_mime_is_allowed (mime, (const gchar *const *) types))
    {
      g_autofree gchar *text = g_strdup_printf ("mime type %s is not supported", mime);

      return refuse (call, 415, text);
    }

  return TRUE;
}

/* Puts a complete upload in as an object. */
static gboolean
finish (LocalStorageCall *call, LocalUploadState *state)
{
  g_autofree gchar *part = local_upload_state_get_part (state, call->files);
  g_autofree gchar *replaced = NULL;
  g_autofree gchar *id = NULL;
  g_autoptr (GMappedFile) mapped = NULL;
  LocalStorageUpload upload = { .mime = state->mime, .cache_control = state->cache_control, .user_metadata = state->user_metadata };
  GError *error = NULL;
  gboolean done;

  mapped = g_mapped_file_new (part, FALSE, &error);
  if (mapped == NULL)
    return refuse_error (call, error);
  if (!local_storage_files_adopt (call->files, state->version, part, &error))
    return refuse_error (call, error);

  upload.body = g_mapped_file_get_bytes (mapped);
  done = local_storage_store_row (call, call->subject, &upload, state->version, &id, &replaced, &error);
  g_bytes_unref (upload.body);
  if (!done)
    {
      local_storage_files_remove (call->files, state->version);
      return refuse_error (call, error);
    }

  local_storage_files_remove (call->files, replaced);
  state->is_finished = TRUE;
  local_upload_state_remove (state, call->files);
  if (!local_upload_state_save (state, call->files, &error))
    return refuse_error (call, error);

  local_response_set_header (call->response, "Tus-Complete", "1");
  return TRUE;
}

/* Adds what a request brought, and finishes when that was the last of it. */
static gboolean
add (LocalStorageCall *call, LocalUploadState *state, GBytes *bytes)
{
  gint64 offset = local_upload_state_get_offset (state, call->files);
  gint64 size = (gint64) g_bytes_get_size (bytes);
  GError *error = NULL;

  if (offset + size > (state->length >= 0 ? state->length : LOCAL_STORAGE_MAX_SIZE))
    return refuse (call, 413, "upload's size exceeded\n");
  if (state->is_finished)
    {
      local_response_set_header (call->response, "Tus-Complete", "1");
      return TRUE;
    }
  if (!local_upload_state_append (state, call->files, bytes, &error))
    return refuse_error (call, error);

  return offset + size != state->length || finish (call, state);
}

static void
set_number (LocalStorageCall *call, const gchar *name, gint64 number)
{
  g_autofree gchar *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  local_response_set_header (call->response, name, text);
}

static gboolean
check_name (LocalStorageCall *call)
{
  g_autofree gchar *text = NULL;
  GError *error = NULL;

  if (call->bucket == NULL || !local_storage_name_is_bucket (call->bucket))
    return refuse (call, 400, "Bucket name invalid");
  if (!local_storage_check_key (call->name != NULL ? call->name : "", &error))
    return refuse_error (call, error);
  if (!local_storage_name_has_dot_segment (call->name))
    return TRUE;

  text = g_strdup_printf ("Invalid key: %s/%s contains dot path segment", call->bucket, call->name);
  return refuse (call, 400, text);
}

static void
create (LocalStorageCall *call, gboolean is_signed, gint64 length)
{
  const gchar *header = get_header (call, "upload-metadata");
  gboolean brings = g_strcmp0 (get_header (call, "content-type"), CHUNK_TYPE) == 0;
  g_autoptr (GHashTable) metadata = header != NULL ? local_upload_metadata_parse (header) : NULL;
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (LocalUploadState) state = NULL;
  g_autofree gchar *id = NULL;
  g_autofree gchar *location = NULL;
  GError *error = NULL;

  if (header != NULL && metadata == NULL)
    refuse (call, 400, "Invalid upload-metadata\n");
  else if (metadata == NULL)
    refuse (call, 400, "Metadata header is required");
  else if (length < 0 && g_strcmp0 (get_header (call, "upload-defer-length"), "1") != 0)
    refuse (call, 400, "Upload-Length or Upload-Defer-Length header required\n");
  if (metadata == NULL || call->response->status >= 400)
    return;

  call->bucket = g_strdup (g_hash_table_lookup (metadata, "bucketName"));
  call->name = g_strdup (g_hash_table_lookup (metadata, "objectName"));
  if (!check_name (call) || !check_bucket (call, metadata, length) || !check_right (call, is_signed))
    return;

  state = local_upload_state_new (metadata, header, length);
  if (!local_upload_state_save (state, call->files, &error))
    {
      refuse_error (call, error);
      return;
    }
  if (((brings && g_bytes_get_size (call->request->body) > 0) || length == 0) &&
      !add (call, state, brings ? call->request->body : nothing))
    return;

  id = local_upload_state_write_id (state);
  location = g_strconcat (call->request->origin, "/storage/v1", is_signed ? SIGNED_PREFIX : PREFIX, "/", id, NULL);
  local_response_set_text (call->response, 201, TEXT_TYPE, "");
  local_response_set_header (call->response, "Location", location);
  if (brings && g_bytes_get_size (call->request->body) > 0)
    set_number (call, "Upload-Offset", local_upload_state_get_offset (state, call->files));
}

static void
tell (LocalStorageCall *call, const LocalUploadState *state)
{
  local_response_set_text (call->response, 200, TEXT_TYPE, "");
  local_response_set_header (call->response, "Cache-Control", "no-store");
  local_response_set_header (call->response, "Upload-Metadata", state->wire_metadata);
  set_number (call, "Upload-Offset", local_upload_state_get_offset (state, call->files));
  if (state->length >= 0)
    set_number (call, "Upload-Length", state->length);
  else
    local_response_set_header (call->response, "Upload-Defer-Length", "1");
}

static void
go_on (LocalStorageCall *call, LocalUploadState *state, gint64 length, gint64 offset)
{
  GError *error = NULL;

  if (get_header (call, "upload-offset") == NULL)
    refuse (call, 403, "Upload-Offset header required\n");
  else if (get_header (call, "content-type") == NULL)
    refuse (call, 403, "Content-Type header required\n");
  else if (offset != local_upload_state_get_offset (state, call->files))
    refuse (call, 409, "Upload-Offset conflict\n");
  else if (length >= 0 && state->length >= 0 && length != state->length)
    refuse (call, 400, "Invalid upload-length\n");
  else if (length > LOCAL_STORAGE_MAX_SIZE)
    refuse (call, 413, "Maximum size exceeded\n");
  if (call->response->status >= 400)
    return;

  if (length >= 0 && state->length < 0)
    {
      state->length = length;
      if (!local_upload_state_save (state, call->files, &error))
        {
          refuse_error (call, error);
          return;
        }
    }
  if (!add (call, state, call->request->body))
    return;

  call->response->status = 204;
  set_number (call, "Upload-Offset", local_upload_state_get_offset (state, call->files));
}

static void
end (LocalStorageCall *call, LocalUploadState *state)
{
  if (state->is_finished)
    {
      refuse (call, 400, "Cannot terminate an already completed upload");
      return;
    }

  local_upload_state_remove (state, call->files);
  call->response->status = 204;
}

/* HEAD asks for a token and for no right, as with the reference. */
static void
handle_upload (LocalStorageCall *call, gboolean is_signed, const gchar *id, gint64 length, gint64 offset)
{
  const gchar *method = call->request->method;
  gboolean is_head = g_str_equal (method, "HEAD");
  g_autofree gchar *version = NULL;
  g_autoptr (LocalUploadState) state = NULL;
  g_autoptr (GMutexLocker) locker = NULL;

  if (!local_upload_id_parse (id, &call->bucket, &call->name, &version))
    {
      refuse (call, 400, "Invalid upload id");
      return;
    }

  locker = g_mutex_locker_new (&writing);
  state = local_upload_state_load (call->files, version);
  if (state == NULL || !g_str_equal (state->bucket, call->bucket) || !g_str_equal (state->name, call->name))
    refuse (call, 404, "The file for this url was not found\n");
  else if (is_head)
    tell (call, state);
  else if (!check_right (call, is_signed))
    return;
  else if (g_str_equal (method, "PATCH"))
    go_on (call, state, length, offset);
  else
    end (call, state);
}

/**
 * local_storage_is_resumable:
 * @path: a path
 *
 * Returns: whether it is one of resumable uploads
 */
gboolean
local_storage_is_resumable (const gchar *path)
{
  return g_str_has_prefix (path, PREFIX) && (path[strlen (PREFIX)] == '\0' || path[strlen (PREFIX)] == '/');
}

/**
 * local_storage_resumable:
 * @call: a request about an upload in several requests
 *
 * Answers it.
 */
void
local_storage_resumable (LocalStorageCall *call)
{
  const gchar *path = call->request->path;
  const gchar *method = call->request->method;
  gboolean is_signed = g_str_has_prefix (path, SIGNED_PREFIX) && strchr ("/", path[strlen (SIGNED_PREFIX)]) != NULL;
  const gchar *id = path + strlen (is_signed ? SIGNED_PREFIX : PREFIX);
  gboolean creates = *id == '\0' || g_str_equal (id, "/");
  gint64 length = -1;
  gint64 offset = -1;

  call->operation = creates ? "storage.tus.upload.create" : g_str_equal (method, "HEAD") ? "storage.tus.upload.get"
                  : g_str_equal (method, "PATCH") ? "storage.tus.upload.part" : "storage.tus.upload.delete";
  if (!identify (call, is_signed))
    return;

  local_response_set_header (call->response, "Tus-Resumable", "1.0.0");
  if (!check_headers (call, &length, &offset))
    return;
  if (creates && g_str_equal (method, "POST"))
    create (call, is_signed, length);
  else if (!creates && (g_str_equal (method, "HEAD") || g_str_equal (method, "PATCH") || g_str_equal (method, "DELETE")))
    handle_upload (call, is_signed, id + 1, length, offset);
  else
    refuse (call, 404, "Not found\n");
}
