/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-upload.h"

#include "auth/local-jwt.h"
#include "database/local-pool.h"
#include "storage/local-storage-names.h"

/* How long the token of a signed upload is valid. */
#define SIGNED_UPLOAD_SECONDS 7200

/**
 * local_storage_check_key:
 * @name: the name of an object
 * @error: return location of an error
 *
 * Refuses a name that storage does not take.
 *
 * Returns: %TRUE if it is one
 */
gboolean
local_storage_check_key (const gchar *name, GError **error)
{
  if (local_storage_name_is_key (name))
    return TRUE;

  g_set_error (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_KEY, "Invalid key: %s", name);
  return FALSE;
}

/**
 * local_storage_probe:
 * @call: a request
 * @who: who wants to write
 * @owner: (nullable): who will own the row
 * @metadata: what policies see of it, JSON text
 * @upsert: whether a row that is there may be replaced
 * @error: return location of an error
 *
 * Tries to write the row, and takes it back: this is when the policies say whether an upload may happen.
 *
 * Returns: %TRUE if it may
 */
gboolean
local_storage_probe (LocalStorageCall *call,
                     LocalStorageWho   who,
                     const gchar      *owner,
                     const gchar      *metadata,
                     gboolean          upsert,
                     GError          **error)
{
  static const gchar insert[] =
    "insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata)"
    " values ($1, $2, $3, $4, '1', $5)";
  static const gchar replace[] =
    "insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata)"
    " values ($1, $2, $3, $4, '1', $5)"
    " on conflict (bucket_id, name) do update set owner = excluded.owner, owner_id = excluded.owner_id,"
    " version = excluded.version, metadata = excluded.metadata returning id";
  const gchar *uuid = owner != NULL && g_uuid_string_is_valid (owner) ? owner : NULL;
  PGconn *connection = local_storage_begin (call, who, error);
  g_autoptr (PGresult) result = NULL;

  if (connection == NULL)
    return FALSE;

  result = local_storage_run (connection, upsert ? replace : insert,
                              LOCAL_STORAGE_VALUES (call->bucket, call->name, uuid, owner, metadata),
                              LOCAL_STORAGE_ERROR_KEY_EXISTS, error);
  local_storage_end (call, connection);

  return result != NULL;
}

/**
 * local_storage_store_row:
 * @call: a request that was allowed
 * @owner: (nullable): who owns the object
 * @upload: the file, whose bytes are on disk
 * @version: under which name they are
 * @id: (out): the id of the object
 * @replaced: (out) (nullable): the version that was there before
 * @error: return location of an error
 *
 * Writes the row of an object as it stays. Who writes a path holds its lock, so the version that is replaced is known.
 *
 * Returns: %TRUE when the row is committed
 */
gboolean
local_storage_store_row (LocalStorageCall         *call,
                         const gchar              *owner,
                         const LocalStorageUpload *upload,
                         const gchar              *version,
                         gchar                   **id,
                         gchar                   **replaced,
                         GError                  **error)
{
  static const gchar lock[] = "select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";
  static const gchar old[] = "select version from storage.objects where bucket_id = $1 and name = $2 for update";
  static const gchar write[] =
    "insert into storage.objects (bucket_id, name, owner, owner_id, version, user_metadata, metadata)"
    " values ($1, $2, $3, $4, $5, $6, jsonb_build_object('eTag', $7::text, 'size', $8::bigint, 'mimetype', $9::text,"
    "  'cacheControl', $10::text, 'lastModified', to_char(now() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'),"
    "  'contentLength', $8::bigint, 'httpStatusCode', 200))"
    " on conflict (bucket_id, name) do update set owner = excluded.owner, owner_id = excluded.owner_id,"
    "  version = excluded.version, metadata = excluded.metadata, user_metadata = excluded.user_metadata"
    " returning id";
  const gchar *uuid = owner != NULL && g_uuid_string_is_valid (owner) ? owner : NULL;
  g_autofree gchar *checksum = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, upload->body);
  g_autofree gchar *etag = g_strdup_printf ("\"%s\"", checksum);
  g_autofree gchar *size = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (upload->body));
  PGconn *connection = local_storage_begin (call, LOCAL_STORAGE_AS_SERVICE, error);
  g_autoptr (PGresult) locked = NULL;
  g_autoptr (PGresult) found = NULL;
  g_autoptr (PGresult) written = NULL;

  if (connection == NULL)
    return FALSE;

  locked = local_storage_run (connection, lock, LOCAL_STORAGE_VALUES (call->bucket, call->name),
                              LOCAL_STORAGE_ERROR_KEY_EXISTS, error);
  if (locked != NULL)
    found = local_storage_run (connection, old, LOCAL_STORAGE_VALUES (call->bucket, call->name),
                               LOCAL_STORAGE_ERROR_KEY_EXISTS, error);
  if (found != NULL)
    written = local_storage_run (connection, write,
                                 LOCAL_STORAGE_VALUES (call->bucket, call->name, uuid, owner, version,
                                                       upload->user_metadata, etag, size, upload->mime,
                                                       upload->cache_control),
                                 LOCAL_STORAGE_ERROR_KEY_EXISTS, error);
  if (written == NULL)
    {
      local_storage_end (call, connection);
      return FALSE;
    }

  *replaced = g_strdup (local_storage_get (found, 0));
  *id = g_strdup (local_storage_get (written, 0));
  return local_storage_commit (call, connection, error);
}

/**
 * local_storage_store:
 * @call: a request that was allowed
 * @owner: (nullable): who owns the object
 * @upload: the file
 * @id: (out): the id of the object
 * @error: return location of an error
 *
 * Puts a file in. The bytes are on disk before the row is committed, so that no row is ever without them; what a crash leaves
 * in between is a file that no row names.
 *
 * Returns: %TRUE if it is in
 */
gboolean
local_storage_store (LocalStorageCall         *call,
                     const gchar              *owner,
                     const LocalStorageUpload *upload,
                     gchar                   **id,
                     GError                  **error)
{
  g_autofree gchar *version = local_storage_files_write (call->files, upload->body, error);
  g_autofree gchar *replaced = NULL;

  if (version == NULL)
    return FALSE;

  if (!local_storage_store_row (call, owner, upload, version, id, &replaced, error))
    {
      local_storage_files_remove (call->files, version);
      return FALSE;
    }

  local_storage_files_remove (call->files, replaced);
  return TRUE;
}

static gchar *
describe (const LocalStorageUpload *upload)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "mimetype", upload->mime);
  json_object_set_int_member (object, "contentLength", (gint64) upload->declared_size);
  json_node_set_object (node, object);

  return json_to_string (node, FALSE);
}

static gboolean
refuse_dots (LocalStorageCall *call, GError **error)
{
  if (!local_storage_name_has_dot_segment (call->name))
    return FALSE;

  g_set_error (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_KEY,
               "Invalid key: %s/%s contains dot path segment", call->bucket, call->name);
  return TRUE;
}

static void
answer_key (LocalStorageCall *call, const gchar *id)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree gchar *key = g_strconcat (call->bucket, "/", call->name, NULL);

  json_object_set_string_member (object, "Key", key);
  if (id != NULL)
    json_object_set_string_member (object, "Id", id);
  json_node_set_object (node, object);
  local_response_set_json (call->response, 200, node);
}

/**
 * local_storage_upload:
 * @call: POST or PUT of an object
 * @error: return location of an error
 *
 * Takes an upload. PUT always replaces what is there.
 *
 * Returns: %TRUE if the object is in
 */
gboolean
local_storage_upload (LocalStorageCall *call, GError **error)
{
  g_auto (LocalStorageUpload) upload = { NULL };
  g_autofree gchar *metadata = NULL;
  g_autofree gchar *id = NULL;
  gboolean upsert = g_str_equal (call->request->method, "PUT") || local_storage_call_wants_upsert (call);

  if (!local_storage_check_key (call->name, error) || !local_storage_upload_read (call, &upload, error))
    return FALSE;

  metadata = describe (&upload);
  if (!local_storage_probe (call, LOCAL_STORAGE_AS_PERSON, call->subject, metadata, upsert, error) ||
      refuse_dots (call, error) || !local_storage_store (call, call->subject, &upload, &id, error))
    return FALSE;

  answer_key (call, id);
  return TRUE;
}

/**
 * local_storage_sign_upload:
 * @call: POST to sign an upload
 * @error: return location of an error
 *
 * Makes an address that takes an upload from whoever has it, for two hours.
 *
 * Returns: %TRUE if the person may upload there
 */
gboolean
local_storage_sign_upload (LocalStorageCall *call, GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean upsert = local_storage_call_wants_upsert (call);
  g_autoptr (JsonObject) claims = json_object_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree gchar *path = g_strconcat (call->bucket, "/", call->name, NULL);
  g_autofree gchar *token = NULL;
  g_autofree gchar *url = NULL;

  if (!local_storage_check_key (call->name, error) ||
      !local_storage_probe (call, LOCAL_STORAGE_AS_PERSON, call->subject, "{}", upsert, error))
    return FALSE;

  if (call->subject != NULL)
    json_object_set_string_member (claims, "owner", call->subject);
  json_object_set_string_member (claims, "url", path);
  json_object_set_boolean_member (claims, "upsert", upsert);
  json_object_set_string_member (claims, "scope", "upload");
  json_object_set_int_member (claims, "iat", now);
  json_object_set_int_member (claims, "exp", now + SIGNED_UPLOAD_SECONDS);
  token = local_jwt_sign (claims, call->context->jwt_secret);

  url = g_strconcat ("/object/upload/sign/", path, "?token=", token, NULL);
  json_object_set_string_member (object, "url", url);
  json_object_set_string_member (object, "token", token);
  json_node_set_object (node, object);
  local_response_set_json (call->response, 200, node);
  return TRUE;
}

/**
 * local_storage_upload_signed:
 * @call: PUT to a signed address
 * @error: return location of an error
 *
 * Takes an upload by whoever has the address. The owner is who signed it.
 *
 * Returns: %TRUE if the object is in
 */
gboolean
local_storage_upload_signed (LocalStorageCall *call, GError **error)
{
  g_auto (LocalStorageUpload) upload = { NULL };
  g_autoptr (JsonObject) claims = NULL;
  g_autofree gchar *token = local_storage_call_get_query (call, "token");
  g_autofree gchar *path = g_strconcat (call->bucket, "/", call->name, NULL);
  g_autofree gchar *metadata = NULL;
  g_autofree gchar *id = NULL;
  const gchar *owner;

  if (token == NULL)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                           "querystring must have required property 'token'");
      return FALSE;
    }

  claims = local_storage_call_verify (call, token, LOCAL_STORAGE_ERROR_INVALID_JWT, error);
  if (claims == NULL)
    return FALSE;
  if (g_strcmp0 (json_object_get_string_member_with_default (claims, "url", NULL), path) != 0 ||
      g_strcmp0 (json_object_get_string_member_with_default (claims, "scope", NULL), "upload") != 0)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_SIGNATURE, "Invalid signature");
      return FALSE;
    }

  if (!local_storage_check_key (call->name, error) || !local_storage_upload_read (call, &upload, error))
    return FALSE;

  owner = json_object_get_string_member_with_default (claims, "owner", NULL);
  metadata = describe (&upload);
  if (!local_storage_probe (call, LOCAL_STORAGE_AS_SERVICE, owner, metadata,
                            json_object_get_boolean_member_with_default (claims, "upsert", FALSE), error) ||
      refuse_dots (call, error) || !local_storage_store (call, owner, &upload, &id, error))
    return FALSE;

  answer_key (call, NULL);
  return TRUE;
}
