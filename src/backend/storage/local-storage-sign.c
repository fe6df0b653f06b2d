/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-download.h"

#include <string.h>

#include "auth/local-jwt.h"
#include "database/local-pool.h"
#include "storage/local-storage-upload.h"

/* Beyond this no date can be written. */
#define MAX_SECONDS G_GINT64_CONSTANT (8640000000000)

static gboolean
read_integer (JsonNode *node, gint64 *value)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64, value, NULL);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      gdouble number = json_node_get_double (node);

      *value = (gint64) CLAMP (number, -1e18, 1e18);
      return (gdouble) *value == number;
    }

  *value = json_node_get_int (node);
  return json_node_get_value_type (node) == G_TYPE_INT64;
}

static gboolean
read_expiry (JsonObject *body, gint64 now, gint64 *seconds, GError **error)
{
  JsonNode *node = json_object_get_member (body, "expiresIn");
  const gchar *problem = NULL;

  if (node == NULL)
    problem = "body must have required property 'expiresIn'";
  else if (!read_integer (node, seconds))
    problem = "body/expiresIn must be integer";
  else if (*seconds < 1)
    problem = "body/expiresIn must be >= 1";

  if (problem != NULL)
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST, problem);
  else if (*seconds > MAX_SECONDS - now)
    g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_PARAMETER,
                         "Invalid Parameter expiresIn");
  else
    return TRUE;

  return FALSE;
}

static gboolean
refuse_transform (JsonObject *body, GError **error)
{
  JsonNode *node = json_object_get_member (body, "transform");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) == 0)
    return FALSE;

  g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                       "feature not enabled for this tenant");
  return TRUE;
}

static gchar *
sign_url (LocalStorageCall *call, const gchar *name, gint64 now, gint64 seconds)
{
  g_autoptr (JsonObject) claims = json_object_new ();
  g_autofree gchar *path = g_strconcat (call->bucket, "/", name, NULL);
  g_autofree gchar *token = NULL;

  json_object_set_string_member (claims, "url", path);
  json_object_set_string_member (claims, "scope", "download");
  json_object_set_int_member (claims, "iat", now);
  json_object_set_int_member (claims, "exp", now + seconds);
  token = local_jwt_sign (claims, call->context->jwt_secret);

  /* The path is not percent-encoded, and the client has to do it: that is how the reference answers. */
  return g_strconcat ("/object/sign/", path, "?token=", token, NULL);
}

/**
 * local_storage_sign:
 * @call: POST to sign an object
 * @error: return location of an error
 *
 * Makes an address of an object that works for whoever has it, for some time.
 *
 * Returns: %TRUE if the person may read the object
 */
gboolean
local_storage_sign (LocalStorageCall *call, GError **error)
{
  static const gchar sql[] = "select 1 from storage.objects where bucket_id = $1 and name = $2";
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (PGresult) found = NULL;
  g_autofree gchar *url = NULL;
  gint64 seconds = 0;

  if (body == NULL || !read_expiry (body, now, &seconds, error) || refuse_transform (body, error))
    return FALSE;

  found = local_storage_run_once (call, LOCAL_STORAGE_AS_PERSON, sql, LOCAL_STORAGE_VALUES (call->bucket, call->name),
                                  error);
  if (found == NULL)
    return FALSE;
  if (PQntuples (found) == 0)
    {
      local_storage_error_set_no_key (error);
      return FALSE;
    }

  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  url = sign_url (call, call->name, now, seconds);
  json_object_set_string_member (object, "signedURL", url);
  json_node_set_object (node, object);
  local_response_set_json (call->response, 200, node);
  return TRUE;
}

static GHashTable *
find_visible (LocalStorageCall *call, const gchar *paths, GError **error)
{
  static const gchar sql[] =
    "select name from storage.objects where bucket_id = $1"
    " and name in (select jsonb_array_elements_text($2::jsonb))";
  g_autoptr (GHashTable) visible = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PGresult) found = NULL;

  found = local_storage_run_once (call, LOCAL_STORAGE_AS_PERSON, sql, LOCAL_STORAGE_VALUES (call->bucket, paths), error);
  if (found == NULL)
    return NULL;

  for (gint i = 0; i < PQntuples (found); i++)
    g_hash_table_add (visible, g_strdup (PQgetvalue (found, i, 0)));

  return g_steal_pointer (&visible);
}

static void
add_signed (JsonArray *answers, LocalStorageCall *call, const gchar *name, gboolean is_visible, gint64 now, gint64 seconds)
{
  JsonObject *answer = json_object_new ();
  g_autofree gchar *url = is_visible ? sign_url (call, name, now, seconds) : NULL;

  if (is_visible)
    json_object_set_null_member (answer, "error");
  else
    json_object_set_string_member (answer, "error", "Either the object does not exist or you do not have access to it");
  json_object_set_string_member (answer, "path", name);
  if (is_visible)
    json_object_set_string_member (answer, "signedURL", url);
  else
    json_object_set_null_member (answer, "signedURL");
  json_array_add_object_element (answers, answer);
}

/**
 * local_storage_sign_many:
 * @call: POST to sign several objects
 * @error: return location of an error
 *
 * Makes addresses of several objects, in the order of the request. One that may not be read has an error in its place.
 *
 * Returns: %TRUE unless the request makes no sense
 */
gboolean
local_storage_sign_many (LocalStorageCall *call, GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autoptr (JsonArray) answers = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GHashTable) visible = NULL;
  g_autofree gchar *text = NULL;
  JsonNode *paths;
  gint64 seconds = 0;

  if (body == NULL || !read_expiry (body, now, &seconds, error))
    return FALSE;

  paths = json_object_get_member (body, "paths");
  if (paths == NULL || !JSON_NODE_HOLDS_ARRAY (paths))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                           paths == NULL ? "body must have required property 'paths'" : "body/paths must be array");
      return FALSE;
    }

  text = json_to_string (paths, FALSE);
  visible = find_visible (call, text, error);
  if (visible == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (paths)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (paths), i);
      const gchar *name = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;

      if (name != NULL)
        add_signed (answers, call, name, g_hash_table_contains (visible, name), now, seconds);
    }
  json_node_set_array (node, answers);
  local_response_set_json (call->response, 200, node);
  return TRUE;
}
