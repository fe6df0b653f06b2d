/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-change.h"

#include <string.h>

#include "database/local-pool.h"
#include "storage/local-storage-upload.h"

#define MAX_PREFIXES 1000

/* A row as the reference shows it; what is null there is empty. */
#define ROW_MEMBERS \
  "'name', name, 'bucket_id', bucket_id, 'owner', coalesce(owner::text, ''), 'owner_id', coalesce(owner_id, '')," \
  " 'version', version, 'id', id, 'updated_at', updated_at, 'created_at', created_at," \
  " 'last_accessed_at', last_accessed_at, 'metadata', metadata, 'user_metadata', user_metadata"

static void
answer_message (LocalStorageCall *call, const gchar *text)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "message", text);
  json_node_set_object (node, object);
  local_response_set_json (call->response, 200, node);
}

/* Tells a stranger whether the object exists, as the reference does. */
static void
refuse_removal (LocalStorageCall *call, GError **error)
{
  static const gchar sql[] = "select 1 from storage.objects where bucket_id = $1 and name = $2";
  g_autoptr (PGresult) found = NULL;

  found = local_storage_run_once (call, LOCAL_STORAGE_AS_SERVICE, sql, LOCAL_STORAGE_VALUES (call->bucket, call->name),
                                  error);
  if (found == NULL)
    return;
  if (PQntuples (found) > 0)
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_ACCESS_DENIED, "Access denied");
  else
    local_storage_error_set_no_key (error);
}

/**
 * local_storage_remove:
 * @call: DELETE of an object
 * @error: return location of an error
 *
 * Removes an object, its row first.
 *
 * Returns: %TRUE if it is gone
 */
gboolean
local_storage_remove (LocalStorageCall *call, GError **error)
{
  static const gchar sql[] = "delete from storage.objects where bucket_id = $1 and name = $2 returning version";
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autoptr (PGresult) removed = NULL;
  PGconn *connection;

  if (body == NULL)
    return FALSE;
  connection = local_storage_begin (call, LOCAL_STORAGE_AS_PERSON, error);
  if (connection == NULL)
    return FALSE;

  removed = local_storage_run (connection, sql, LOCAL_STORAGE_VALUES (call->bucket, call->name),
                               LOCAL_STORAGE_ERROR_RESOURCE_EXISTS, error);
  if (removed == NULL || PQntuples (removed) == 0)
    {
      local_storage_end (call, connection);
      if (removed != NULL)
        refuse_removal (call, error);
      return FALSE;
    }
  if (!local_storage_commit (call, connection, error))
    return FALSE;

  local_storage_files_remove (call->files, local_storage_get (removed, 0));
  answer_message (call, "Successfully deleted");
  return TRUE;
}

static gchar *
read_prefixes (JsonObject *body, GError **error)
{
  JsonNode *node = json_object_get_member (body, "prefixes");

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                         node == NULL ? "body must have required property 'prefixes'" : "body/prefixes must be array");
  else if (json_array_get_length (json_node_get_array (node)) > MAX_PREFIXES)
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                         "body/prefixes must NOT have more than 1000 items");
  else
    return json_to_string (node, FALSE);

  return NULL;
}

/**
 * local_storage_remove_many:
 * @call: DELETE with a list of objects
 * @error: return location of an error
 *
 * Removes what the person may remove of a list, and answers with the rows that went.
 *
 * Returns: %TRUE unless the request makes no sense
 */
gboolean
local_storage_remove_many (LocalStorageCall *call, GError **error)
{
  static const gchar sql[] =
    "delete from storage.objects where bucket_id = $1 and name in (select jsonb_array_elements_text($2::jsonb))"
    " returning version, json_build_object(" ROW_MEMBERS ")";
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autofree gchar *prefixes = body != NULL ? read_prefixes (body, error) : NULL;
  g_autoptr (GString) rows = g_string_new ("[");
  g_autoptr (PGresult) removed = NULL;
  PGconn *connection;

  if (prefixes == NULL)
    return FALSE;
  connection = local_storage_begin (call, LOCAL_STORAGE_AS_PERSON, error);
  if (connection == NULL)
    return FALSE;

  removed = local_storage_run (connection, sql, LOCAL_STORAGE_VALUES (call->bucket, prefixes),
                               LOCAL_STORAGE_ERROR_RESOURCE_EXISTS, error);
  if (removed == NULL)
    {
      local_storage_end (call, connection);
      return FALSE;
    }
  if (!local_storage_commit (call, connection, error))
    return FALSE;

  for (gint i = 0; i < PQntuples (removed); i++)
    {
      local_storage_files_remove (call->files, PQgetvalue (removed, i, 0));
      g_string_append_printf (rows, "%s%s", i > 0 ? "," : "", PQgetvalue (removed, i, 1));
    }
  g_string_append_c (rows, ']');
  local_response_set_text (call->response, 200, "application/json; charset=utf-8", rows->str);
  return TRUE;
}

/* Where something comes from and where it goes. */
typedef struct
{
  gchar *bucket;
  gchar *name;
  gchar *to_bucket;
  gchar *to_name;
} Journey;

static void
clear_journey (Journey *journey)
{
  g_free (journey->bucket);
  g_free (journey->name);
  g_free (journey->to_bucket);
  g_free (journey->to_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Journey, clear_journey)

static gboolean
read_member (JsonObject *body, const gchar *name, gchar **value, GError **error)
{
  JsonNode *node = json_object_get_member (body, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      *value = json_node_dup_string (node);
      return TRUE;
    }

  g_set_error (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
               node == NULL ? "body must have required property '%s'" : "body/%s must be string", name);
  return FALSE;
}

static gboolean
read_journey (LocalStorageCall *call, JsonObject *body, Journey *journey, GError **error)
{
  if (!read_member (body, "bucketId", &journey->bucket, error) || !read_member (body, "sourceKey", &journey->name, error) ||
      !read_member (body, "destinationKey", &journey->to_name, error))
    return FALSE;
  if (json_object_has_member (body, "destinationBucket") &&
      !read_member (body, "destinationBucket", &journey->to_bucket, error))
    return FALSE;
  if (journey->to_bucket == NULL)
    journey->to_bucket = g_strdup (journey->bucket);

  return local_storage_check_key (journey->to_name, error);
}

/* The version of what the person may read. */
static gchar *
find_version (PGconn *connection, const Journey *journey, gboolean lock, GError **error)
{
  const gchar *sql = lock ? "select version from storage.objects where bucket_id = $1 and name = $2 for update"
                          : "select version from storage.objects where bucket_id = $1 and name = $2";
  g_autoptr (PGresult) found = NULL;

  found = local_storage_run (connection, sql, LOCAL_STORAGE_VALUES (journey->bucket, journey->name),
                             LOCAL_STORAGE_ERROR_RESOURCE_EXISTS, error);
  if (found == NULL)
    return NULL;
  if (local_storage_get (found, 0) == NULL)
    {
      local_storage_error_set_no_key (error);
      return NULL;
    }

  return g_strdup (local_storage_get (found, 0));
}

static gboolean
move_row (PGconn *connection, const Journey *journey, const gchar *version, GError **error)
{
  static const gchar sql[] =
    "update storage.objects set bucket_id = $3, name = $4, version = $5 where bucket_id = $1 and name = $2 returning id";
  g_autoptr (PGresult) moved = NULL;

  moved = local_storage_run (connection, sql,
                             LOCAL_STORAGE_VALUES (journey->bucket, journey->name, journey->to_bucket, journey->to_name,
                                                   version),
                             LOCAL_STORAGE_ERROR_RESOURCE_EXISTS, error);
  if (moved != NULL && PQntuples (moved) == 0)
    local_storage_error_set_no_key (error);

  return moved != NULL && PQntuples (moved) > 0;
}

/**
 * local_storage_move:
 * @call: POST to move an object
 * @error: return location of an error
 *
 * Moves an object; it keeps its id and gets a new version.
 *
 * Returns: %TRUE if it is moved
 */
gboolean
local_storage_move (LocalStorageCall *call, GError **error)
{
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_auto (Journey) journey = { NULL };
  g_autofree gchar *old = NULL;
  g_autofree gchar *version = NULL;
  PGconn *connection;
  gboolean moved;

  if (body == NULL || !read_journey (call, body, &journey, error))
    return FALSE;
  connection = local_storage_begin (call, LOCAL_STORAGE_AS_PERSON, error);
  if (connection == NULL)
    return FALSE;

  old = find_version (connection, &journey, TRUE, error);
  version = old != NULL ? local_storage_files_link (call->files, old, error) : NULL;
  moved = version != NULL && move_row (connection, &journey, version, error);
  if (moved)
    moved = local_storage_commit (call, connection, error);
  else
    local_storage_end (call, connection);
  if (!moved)
    {
      local_storage_files_remove (call->files, version);
      return FALSE;
    }

  local_storage_files_remove (call->files, old);
  answer_message (call, "Successfully moved");
  return TRUE;
}

/* Writes the row of the copy as the service, once the policies let the person have it. */
static gboolean
copy_row (LocalStorageCall *call, const Journey *journey, const gchar *version, gchar **replaced, gchar **answer, GError **error)
{
  static const gchar lock[] = "select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";
  static const gchar old[] = "select version from storage.objects where bucket_id = $1 and name = $2 for update";
  static const gchar sql[] =
    "insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata, user_metadata)"
    " select $3, $4, $5, $6, $7, metadata, user_metadata from storage.objects where bucket_id = $1 and name = $2"
    " on conflict (bucket_id, name) do update set owner = excluded.owner, owner_id = excluded.owner_id,"
    "  version = excluded.version, metadata = excluded.metadata, user_metadata = excluded.user_metadata"
    " returning json_build_object('Key', bucket_id || '/' || name, 'Id', id, " ROW_MEMBERS ")";
  const gchar *uuid = call->subject != NULL && g_uuid_string_is_valid (call->subject) ? call->subject : NULL;
  PGconn *connection = local_storage_begin (call, LOCAL_STORAGE_AS_SERVICE, error);
  g_autoptr (PGresult) locked = NULL;
  g_autoptr (PGresult) found = NULL;
  g_autoptr (PGresult) copied = NULL;

  if (connection == NULL)
    return FALSE;

  locked = local_storage_run (connection, lock, LOCAL_STORAGE_VALUES (journey->to_bucket, journey->to_name),
                              LOCAL_STORAGE_ERROR_KEY_EXISTS, error);
  if (locked != NULL)
    found = local_storage_run (connection, old, LOCAL_STORAGE_VALUES (journey->to_bucket, journey->to_name),
                               LOCAL_STORAGE_ERROR_KEY_EXISTS, error);
  if (found != NULL)
    copied = local_storage_run (connection, sql,
                                LOCAL_STORAGE_VALUES (journey->bucket, journey->name, journey->to_bucket,
                                                      journey->to_name, uuid, call->subject, version),
                                LOCAL_STORAGE_ERROR_KEY_EXISTS, error);
  if (copied == NULL || PQntuples (copied) == 0)
    {
      if (copied != NULL)
        local_storage_error_set_no_key (error);
      local_storage_end (call, connection);
      return FALSE;
    }

  *replaced = g_strdup (local_storage_get (found, 0));
  *answer = g_strdup (local_storage_get (copied, 0));
  return local_storage_commit (call, connection, error);
}

/**
 * local_storage_copy:
 * @call: POST to copy an object
 * @error: return location of an error
 *
 * Copies an object; who copies owns the copy.
 *
 * Returns: %TRUE if there are two
 */
gboolean
local_storage_copy (LocalStorageCall *call, GError **error)
{
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_auto (Journey) journey = { NULL };
  g_autofree gchar *source = NULL;
  g_autofree gchar *version = NULL;
  g_autofree gchar *replaced = NULL;
  g_autofree gchar *answer = NULL;
  PGconn *connection;

  if (body == NULL || !read_journey (call, body, &journey, error))
    return FALSE;
  connection = local_storage_begin (call, LOCAL_STORAGE_AS_PERSON, error);
  if (connection == NULL)
    return FALSE;
  source = find_version (connection, &journey, FALSE, error);
  local_storage_end (call, connection);
  if (source == NULL)
    return FALSE;

  call->bucket = g_strdup (journey.to_bucket);
  call->name = g_strdup (journey.to_name);
  if (!local_storage_probe (call, LOCAL_STORAGE_AS_PERSON, call->subject, "{}", local_storage_call_wants_upsert (call),
                            error))
    return FALSE;

  version = local_storage_files_link (call->files, source, error);
  if (version == NULL || !copy_row (call, &journey, version, &replaced, &answer, error))
    {
      local_storage_files_remove (call->files, version);
      return FALSE;
    }

  local_storage_files_remove (call->files, replaced);
  local_response_set_text (call->response, 200, "application/json; charset=utf-8", answer);
  return TRUE;
}
