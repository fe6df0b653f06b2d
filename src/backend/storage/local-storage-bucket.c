/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-bucket.h"

#include "database/local-pool.h"
#include "storage/local-storage-names.h"

#define JSON_TYPE "application/json; charset=utf-8"

#define BUCKET_MEMBERS \
  "'id', id, 'name', name, 'owner', coalesce(owner::text, ''), 'public', public, 'file_size_limit', file_size_limit," \
  " 'allowed_mime_types', allowed_mime_types, 'created_at', created_at, 'updated_at', updated_at"

static void
answer_member (LocalStorageCall *call, const gchar *name, const gchar *text)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, name, text);
  json_node_set_object (node, object);
  local_response_set_json (call->response, 200, node);
}

static void
set_no_bucket (GError **error)
{
  g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_NO_SUCH_BUCKET, "Bucket not found");
}

static gint64
get_number (LocalStorageCall *call, const gchar *name, gint64 otherwise)
{
  g_autofree gchar *text = local_storage_call_get_query (call, name);
  gint64 value = otherwise;

  if (text != NULL && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &value, NULL))
    return otherwise;
  return value;
}

/**
 * local_storage_bucket_list:
 * @call: GET of the buckets
 * @error: return location of an error
 *
 * Lists the buckets that the person sees.
 *
 * Returns: %TRUE unless the request makes no sense
 */
gboolean
local_storage_bucket_list (LocalStorageCall *call, GError **error)
{
  static const gchar *const columns[] = { "id", "name", "created_at", "updated_at", NULL };
  g_autofree gchar *column = local_storage_call_get_query (call, "sortColumn");
  g_autofree gchar *order = local_storage_call_get_query (call, "sortOrder");
  g_autofree gchar *search = local_storage_call_get_query (call, "search");
  g_autofree gchar *limit = g_strdup_printf ("%" G_GINT64_FORMAT, get_number (call, "limit", G_MAXINT32));
  g_autofree gchar *offset = g_strdup_printf ("%" G_GINT64_FORMAT, get_number (call, "offset", 0));
  g_autofree gchar *sql = NULL;
  g_autoptr (PGresult) result = NULL;

  if (column != NULL && !g_strv_contains (columns, column))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                           "querystring/sortColumn must be equal to one of the allowed values");
      return FALSE;
    }

  sql = g_strdup_printf ("select coalesce(json_agg(json_build_object(" BUCKET_MEMBERS ", 'type', type)), '[]')"
                         " from (select * from storage.buckets where strpos(lower(name), lower($1)) > 0"
                         "  order by %s %s limit $2::bigint offset $3::bigint) page",
                         column != NULL ? column : "name", g_strcmp0 (order, "desc") == 0 ? "desc" : "asc");
  result = local_storage_run_once (call, LOCAL_STORAGE_AS_PERSON, sql,
                                   LOCAL_STORAGE_VALUES (search != NULL ? search : "", limit, offset), error);
  if (result == NULL)
    return FALSE;

  local_response_set_text (call->response, 200, JSON_TYPE, local_storage_get (result, 0));
  return TRUE;
}

/**
 * local_storage_bucket_get:
 * @call: GET of a bucket
 * @error: return location of an error
 *
 * Tells what is known of a bucket.
 *
 * Returns: %TRUE if the person sees it
 */
gboolean
local_storage_bucket_get (LocalStorageCall *call, GError **error)
{
  static const gchar sql[] = "select json_build_object(" BUCKET_MEMBERS ") from storage.buckets where id = $1";
  g_autoptr (PGresult) result = NULL;

  result = local_storage_run_once (call, LOCAL_STORAGE_AS_PERSON, sql, LOCAL_STORAGE_VALUES (call->bucket), error);
  if (result == NULL)
    return FALSE;
  if (PQntuples (result) == 0)
    {
      set_no_bucket (error);
      return FALSE;
    }

  local_response_set_text (call->response, 200, JSON_TYPE, local_storage_get (result, 0));
  return TRUE;
}

/* The size limit is a number of bytes or a text such as 6MB. Gives NULL for none. */
static gboolean
read_limit (JsonObject *body, gchar **limit, GError **error)
{
  JsonNode *node = json_object_get_member (body, "file_size_limit");
  gint64 size;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return TRUE;

  size = json_node_get_value_type (node) == G_TYPE_STRING ? local_storage_parse_size (json_node_get_string (node))
                                                          : json_node_get_int (node);
  if (size < 0)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_PARAMETER,
                           "Invalid Parameter file_size_limit");
      return FALSE;
    }
  if (size > LOCAL_STORAGE_MAX_SIZE)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_TOO_LARGE,
                           "The object exceeded the maximum allowed size");
      return FALSE;
    }

  *limit = g_strdup_printf ("%" G_GINT64_FORMAT, size);
  return TRUE;
}

static gchar *
write_member (JsonObject *body, const gchar *name)
{
  JsonNode *node = json_object_get_member (body, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_to_string (node, FALSE) : NULL;
}

static gchar *
get_text (JsonObject *body, const gchar *name)
{
  JsonNode *node = json_object_get_member (body, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

/* Runs a statement on a bucket and commits it. Gives FALSE with NoSuchBucket when it touched none. */
static gboolean
change (LocalStorageCall *call, const gchar *sql, guint n_values, const gchar *const *values, GError **error)
{
  PGconn *connection = local_storage_begin (call, LOCAL_STORAGE_AS_PERSON, error);
  g_autoptr (PGresult) result = NULL;

  if (connection == NULL)
    return FALSE;

  result = local_storage_run (connection, sql, n_values, values, LOCAL_STORAGE_ERROR_BUCKET_EXISTS, error);
  if (result == NULL || g_str_equal (PQcmdTuples (result), "0"))
    {
      if (result != NULL)
        set_no_bucket (error);
      local_storage_end (call, connection);
      return FALSE;
    }

  return local_storage_commit (call, connection, error);
}

/**
 * local_storage_bucket_create:
 * @call: POST of a bucket
 * @error: return location of an error
 *
 * Makes a bucket.
 *
 * Returns: %TRUE if it is made
 */
gboolean
local_storage_bucket_create (LocalStorageCall *call, GError **error)
{
  static const gchar sql[] =
    "insert into storage.buckets (id, name, owner, owner_id, public, file_size_limit, allowed_mime_types)"
    " values ($1, $2, $3, $4, coalesce($5::boolean, false), $6,"
    "  (select array_agg(m) from jsonb_array_elements_text($7::jsonb) m))";
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autofree gchar *name = body != NULL ? get_text (body, "name") : NULL;
  g_autofree gchar *id = body != NULL ? get_text (body, "id") : NULL;
  g_autofree gchar *is_public = body != NULL ? write_member (body, "public") : NULL;
  g_autofree gchar *mime_types = body != NULL ? write_member (body, "allowed_mime_types") : NULL;
  g_autofree gchar *limit = NULL;
  const gchar *uuid = call->subject != NULL && g_uuid_string_is_valid (call->subject) ? call->subject : NULL;

  if (body == NULL || !read_limit (body, &limit, error))
    return FALSE;
  if (name == NULL)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                           "body must have required property 'name'");
      return FALSE;
    }
  if (!local_storage_name_is_bucket (name) || (id != NULL && !local_storage_name_is_bucket (id)))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_BUCKET, "Bucket name invalid");
      return FALSE;
    }

  if (!change (call, sql,
               LOCAL_STORAGE_VALUES (id != NULL ? id : name, name, uuid, call->subject, is_public, limit, mime_types),
               error))
    return FALSE;

  answer_member (call, "name", id != NULL ? id : name);
  return TRUE;
}

/**
 * local_storage_bucket_update:
 * @call: PUT of a bucket
 * @error: return location of an error
 *
 * Changes those settings of a bucket that the request names.
 *
 * Returns: %TRUE if it is changed
 */
gboolean
local_storage_bucket_update (LocalStorageCall *call, GError **error)
{
  static const gchar sql[] =
    "update storage.buckets set public = coalesce($2::boolean, public),"
    " file_size_limit = case when $3::boolean then $4::bigint else file_size_limit end,"
    " allowed_mime_types = case when $5::boolean"
    "  then (select array_agg(m) from jsonb_array_elements_text($6::jsonb) m) else allowed_mime_types end,"
    " updated_at = now() where id = $1";
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autofree gchar *is_public = body != NULL ? write_member (body, "public") : NULL;
  g_autofree gchar *mime_types = body != NULL ? write_member (body, "allowed_mime_types") : NULL;
  g_autofree gchar *limit = NULL;

  if (body == NULL || !read_limit (body, &limit, error))
    return FALSE;

  if (!change (call, sql,
               LOCAL_STORAGE_VALUES (call->bucket, is_public,
                                     json_object_has_member (body, "file_size_limit") ? "true" : "false", limit,
                                     json_object_has_member (body, "allowed_mime_types") ? "true" : "false", mime_types),
               error))
    return FALSE;

  answer_member (call, "message", "Successfully updated");
  return TRUE;
}

/**
 * local_storage_bucket_empty:
 * @call: POST to empty a bucket
 * @error: return location of an error
 *
 * Removes all objects of a bucket, which only the service may do.
 *
 * Returns: %TRUE if it is empty
 */
gboolean
local_storage_bucket_empty (LocalStorageCall *call, GError **error)
{
  static const gchar find[] = "select 1 from storage.buckets where id = $1";
  static const gchar sql[] = "delete from storage.objects where bucket_id = $1 returning version";
  g_autoptr (PGresult) found = NULL;
  g_autoptr (PGresult) removed = NULL;
  PGconn *connection;

  if (!g_str_equal (call->role, "service_role"))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_ROLE, "Access denied: Invalid role");
      return FALSE;
    }

  connection = local_storage_begin (call, LOCAL_STORAGE_AS_PERSON, error);
  if (connection == NULL)
    return FALSE;
  found = local_storage_run (connection, find, LOCAL_STORAGE_VALUES (call->bucket), LOCAL_STORAGE_ERROR_BUCKET_EXISTS,
                             error);
  if (found != NULL && PQntuples (found) > 0)
    removed = local_storage_run (connection, sql, LOCAL_STORAGE_VALUES (call->bucket),
                                 LOCAL_STORAGE_ERROR_BUCKET_EXISTS, error);
  else if (found != NULL)
    set_no_bucket (error);
  if (removed == NULL)
    {
      local_storage_end (call, connection);
      return FALSE;
    }
  if (!local_storage_commit (call, connection, error))
    return FALSE;

  for (gint i = 0; i < PQntuples (removed); i++)
    local_storage_files_remove (call->files, PQgetvalue (removed, i, 0));
  answer_member (call, "message", "Empty bucket has been queued. Completion may take up to an hour.");
  return TRUE;
}

/**
 * local_storage_bucket_delete:
 * @call: DELETE of a bucket
 * @error: return location of an error
 *
 * Deletes a bucket, which must be empty. That it is not is told to anybody.
 *
 * Returns: %TRUE if it is gone
 */
gboolean
local_storage_bucket_delete (LocalStorageCall *call, GError **error)
{
  static const gchar count[] = "select 1 from storage.objects where bucket_id = $1 limit 1";
  static const gchar sql[] = "delete from storage.buckets where id = $1";
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autoptr (PGresult) objects = NULL;

  if (body == NULL)
    return FALSE;
  objects = local_storage_run_once (call, LOCAL_STORAGE_AS_SERVICE, count, LOCAL_STORAGE_VALUES (call->bucket), error);
  if (objects == NULL)
    return FALSE;
  if (PQntuples (objects) > 0)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_NOT_EMPTY,
                           "The bucket you tried to delete is not empty");
      return FALSE;
    }
  if (!change (call, sql, LOCAL_STORAGE_VALUES (call->bucket), error))
    return FALSE;

  answer_member (call, "message", "Successfully deleted");
  return TRUE;
}
