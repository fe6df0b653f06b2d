/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage.h"

#include <string.h>

#include "storage/local-storage-bucket.h"
#include "storage/local-storage-change.h"
#include "storage/local-storage-download.h"
#include "storage/local-storage-list.h"
#include "storage/local-storage-names.h"
#include "storage/local-storage-resumable.h"
#include "storage/local-storage-upload.h"
#include "storage/local-storage-upload-state.h"

/* How long an upload that nothing is added to is kept. */
#define UPLOAD_SECONDS (24 * 60 * 60)

static gboolean
download_authenticated (LocalStorageCall *call, GError **error)
{
  return local_storage_download (call, LOCAL_STORAGE_DOOR_AUTHENTICATED, error);
}

static gboolean
download_public (LocalStorageCall *call, GError **error)
{
  return local_storage_download (call, LOCAL_STORAGE_DOOR_PUBLIC, error);
}

static gboolean
download_either (LocalStorageCall *call, GError **error)
{
  return local_storage_download (call, LOCAL_STORAGE_DOOR_EITHER, error);
}

static gboolean
info_authenticated (LocalStorageCall *call, GError **error)
{
  return local_storage_info (call, LOCAL_STORAGE_DOOR_AUTHENTICATED, error);
}

static gboolean
info_public (LocalStorageCall *call, GError **error)
{
  return local_storage_info (call, LOCAL_STORAGE_DOOR_PUBLIC, error);
}

static gboolean
info_either (LocalStorageCall *call, GError **error)
{
  return local_storage_info (call, LOCAL_STORAGE_DOOR_EITHER, error);
}

/* What an address holds after its fixed beginning. */
typedef enum
{
  REST_NONE,
  REST_BUCKET,
  REST_OBJECT,
} Rest;

/* The first route that fits is taken, so those with more fixed text stand before those with less. */
static const struct
{
  const gchar *method;
  const gchar *path;
  Rest rest;
  const gchar *suffix;
  const gchar *operation;
  gboolean identify;
  gboolean (*handle) (LocalStorageCall *call, GError **error);
} routes[] = {
  { "GET", "/bucket", REST_NONE, NULL, "storage.bucket.list", TRUE, local_storage_bucket_list },
  { "POST", "/bucket", REST_NONE, NULL, "storage.bucket.create", TRUE, local_storage_bucket_create },
  { "POST", "/bucket", REST_BUCKET, "/empty", "storage.bucket.empty", TRUE, local_storage_bucket_empty },
  { "GET", "/bucket", REST_BUCKET, NULL, "storage.bucket.get", TRUE, local_storage_bucket_get },
  { "PUT", "/bucket", REST_BUCKET, NULL, "storage.bucket.update", TRUE, local_storage_bucket_update },
  { "DELETE", "/bucket", REST_BUCKET, NULL, "storage.bucket.delete", TRUE, local_storage_bucket_delete },
  { "POST", "/object/move", REST_NONE, NULL, "storage.object.move", TRUE, local_storage_move },
  { "POST", "/object/copy", REST_NONE, NULL, "storage.object.copy", TRUE, local_storage_copy },
  { "POST", "/object/list", REST_BUCKET, NULL, "storage.object.list", TRUE, local_storage_list },
  { "POST", "/object/list-v2", REST_BUCKET, NULL, "storage.object.list_v2", TRUE, local_storage_list_v2 },
  { "POST", "/object/upload/sign", REST_OBJECT, NULL, "storage.object.sign_upload_url", TRUE, local_storage_sign_upload },
  { "PUT", "/object/upload/sign", REST_OBJECT, NULL, "storage.object.upload_signed", FALSE, local_storage_upload_signed },
  { "POST", "/object/sign", REST_OBJECT, NULL, "storage.object.sign", TRUE, local_storage_sign },
  { "POST", "/object/sign", REST_BUCKET, NULL, "storage.object.sign_many", TRUE, local_storage_sign_many },
  { "GET", "/object/sign", REST_OBJECT, NULL, "storage.object.get_signed", FALSE, local_storage_download_signed },
  { "GET", "/object/info/authenticated", REST_OBJECT, NULL, "object.get_authenticated_info", FALSE, info_authenticated },
  { "GET", "/object/info/public", REST_OBJECT, NULL, "storage.object.info_public", FALSE, info_public },
  { "GET", "/object/info", REST_OBJECT, NULL, "object.get_authenticated_info", FALSE, info_either },
  { "GET", "/object/authenticated", REST_OBJECT, NULL, "storage.object.get_authenticated", FALSE, download_authenticated },
  { "GET", "/object/public", REST_OBJECT, NULL, "storage.object.get_public", FALSE, download_public },
  { "GET", "/object", REST_OBJECT, NULL, "storage.object.get_authenticated", FALSE, download_either },
  { "POST", "/object", REST_OBJECT, NULL, "storage.object.upload", TRUE, local_storage_upload },
  { "PUT", "/object", REST_OBJECT, NULL, "storage.object.upload_update", TRUE, local_storage_upload },
  { "DELETE", "/object", REST_OBJECT, NULL, "storage.object.delete", TRUE, local_storage_remove },
  { "DELETE", "/object", REST_BUCKET, NULL, "storage.object.delete_many", TRUE, local_storage_remove_many },
};

/* Takes bucket and name out of what follows the fixed text. A percent sign that encodes nothing leaves both unset. */
static gboolean
fits (LocalStorageCall *call, const gchar *path, Rest rest, const gchar *suffix, const gchar *fixed)
{
  gsize length = strlen (fixed);
  g_autofree gchar *tail = NULL;
  gchar *slash;

  if (strncmp (path, fixed, length) != 0)
    return FALSE;
  if (rest == REST_NONE)
    return path[length] == '\0' || g_str_equal (path + length, "/");
  if (path[length] != '/' || path[length + 1] == '\0')
    return FALSE;

  tail = g_strdup (path + length + 1);
  if (suffix != NULL)
    {
      if (!g_str_has_suffix (tail, suffix))
        return FALSE;
      tail[strlen (tail) - strlen (suffix)] = '\0';
    }
  slash = strchr (tail, '/');
  if ((rest == REST_OBJECT) != (slash != NULL))
    return FALSE;

  if (slash != NULL)
    {
      *slash = '\0';
      call->name = local_storage_name_decode (slash + 1);
    }
  call->bucket = local_storage_name_decode (tail);
  return TRUE;
}

static void
answer_unknown_route (LocalStorageCall *call)
{
  const LocalRequest *request = call->request;
  g_autofree gchar *message = g_strdup_printf ("Route %s:%s not found", request->method, request->path);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (g_str_has_prefix (request->path, "/object") || g_str_has_prefix (request->path, "/bucket"))
    {
      g_autoptr (GError) error = g_error_new_literal (LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_NO_ROUTE, message);

      local_storage_error_answer (error, call->response);
      return;
    }

  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_object_set_string_member (object, "message", message);
  json_object_set_string_member (object, "error", "Not Found");
  json_object_set_int_member (object, "statusCode", 404);
  json_node_set_object (node, object);
  local_response_set_json (call->response, 404, node);
}

/* The reference never gets to see such an address: its web framework answers. */
static void
answer_bad_address (LocalStorageCall *call)
{
  g_autofree gchar *message = g_strdup_printf ("'%s' is not a valid url component", call->request->path);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "error", "Bad Request");
  json_object_set_string_member (object, "code", "FST_ERR_BAD_URL");
  json_object_set_string_member (object, "message", message);
  json_object_set_int_member (object, "statusCode", 400);
  json_node_set_object (node, object);
  local_response_set_json (call->response, 400, node);
  local_response_set_header (call->response, "Content-Type", "application/json");
}

static void
dispatch (LocalStorageCall *call)
{
  const gchar *method = g_str_equal (call->request->method, "HEAD") ? "GET" : call->request->method;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!g_str_equal (routes[i].method, method))
        continue;
      if (!fits (call, call->request->path, routes[i].rest, routes[i].suffix, routes[i].path))
        continue;

      if ((routes[i].rest != REST_NONE && call->bucket == NULL) || (routes[i].rest == REST_OBJECT && call->name == NULL))
        {
          answer_bad_address (call);
          return;
        }
      call->operation = routes[i].operation;
      if ((routes[i].identify && !local_storage_call_identify (call, &error)) || !routes[i].handle (call, &error))
        local_storage_error_answer (error, call->response);
      return;
    }

  answer_unknown_route (call);
}

/**
 * local_storage_handle:
 * @context: what all services share
 * @request: a request below `/storage/v1`
 * @response: the answer
 * @user_data: the #LocalStorageFiles
 *
 * Answers for storage. Runs in a worker thread, and waits for database and disk.
 */
void
local_storage_handle (LocalContext *context, const LocalRequest *request, LocalResponse *response, gpointer user_data)
{
  g_auto (LocalStorageCall) call = { .context = context, .files = user_data, .request = request, .response = response };

  if (g_str_equal (request->path, "/status"))
    {
      g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

      local_response_set_bytes (response, 200, NULL, nothing);
      return;
    }

  if (local_storage_is_resumable (request->path))
    local_storage_resumable (&call);
  else
    dispatch (&call);
}

static gboolean
start (LocalContext *context, LocalServer *server, gpointer *state, GError **error)
{
  g_autofree gchar *directory = g_build_filename (context->data_dir, "storage", NULL);
  LocalStorageFiles *files = local_storage_files_new (directory, error);

  if (files == NULL)
    return FALSE;

  local_upload_sweep (files, g_get_real_time () / G_USEC_PER_SEC - UPLOAD_SECONDS);
  *state = files;
  local_server_add_service (server, "/storage/v1", local_storage_handle, files);
  return TRUE;
}

static void
stop (gpointer state)
{
  local_storage_files_free (state);
}

const LocalService local_storage_service = { "storage", start, stop };
