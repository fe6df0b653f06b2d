/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-storage-private.h"

#include <json-glib/json-glib.h>

#include "supa-json.h"
#include "supa-request.h"

/**
 * SupaStorage:
 *
 * The files of the project (wire facts E). Files are streamed, never read whole. Main thread only; progress is told there too.
 */
struct _SupaStorage
{
  GObject parent_instance;

  SupaAuth *auth;
};

G_DEFINE_FINAL_TYPE (SupaStorage, supa_storage, G_TYPE_OBJECT)

static void
supa_storage_finalize (GObject *object)
{
  SupaStorage *self = SUPA_STORAGE (object);

  g_clear_object (&self->auth);

  G_OBJECT_CLASS (supa_storage_parent_class)->finalize (object);
}

static void
supa_storage_class_init (SupaStorageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = supa_storage_finalize;
}

static void
supa_storage_init (SupaStorage *self)
{
}

/*< private >
 * supa_storage_new:
 */
SupaStorage *
supa_storage_new (SupaAuth *auth)
{
  SupaStorage *self = g_object_new (SUPA_TYPE_STORAGE, NULL);

  g_set_object (&self->auth, auth);
  return self;
}

SupaAuth *
supa_storage_get_auth (SupaStorage *self)
{
  return self->auth;
}

/*< private >
 * supa_storage_escape_path:
 *
 * Returns: (transfer full): bucket and path with what an address cannot hold escaped; the slashes between segments stay
 */
char *
supa_storage_escape_path (const char *bucket,
                          const char *path)
{
  g_autofree char *escaped_bucket = g_uri_escape_string (bucket, NULL, FALSE);
  g_autofree char *escaped_path = g_uri_escape_string (path, "/", FALSE);

  return g_strconcat (escaped_bucket, "/", escaped_path, NULL);
}

static void
on_sign_parsed (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaStorage *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = supa_json_parse_finish (result, &error);
  const char *signed_url = NULL;
  const char *query;

  if (root == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (JSON_NODE_HOLDS_OBJECT (root))
    signed_url = supa_json_get_text (json_node_get_object (root), "signedURL");
  query = signed_url != NULL ? strstr (signed_url, "?token=") : NULL;

  /* The address comes back without its escapes, so it is put together here: only the token is new (wire facts E.2). */
  if (query == NULL)
    g_task_return_error (task, supa_error_new (SUPA_ERROR_SERVER, 0, NULL, NULL, "The answer holds no signed address"));
  else
    g_task_return_pointer (task,
                           g_strconcat (supa_transport_get_url (supa_auth_get_transport (self->auth)),
                                        "/storage/v1/object/sign/", g_task_get_task_data (task), query, NULL),
                           g_free);
}

static void
on_sign_answered (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GBytes) body = supa_request_send_finish (result, &error);

  if (body == NULL)
    g_task_return_error (task, error);
  else
    supa_json_parse_async (body, g_task_get_cancellable (task), on_sign_parsed, g_object_ref (task));
}

/**
 * supa_storage_sign_async:
 * @self: the object
 * @bucket: the bucket
 * @path: the path in the bucket, not escaped
 * @seconds: how long the address shall be good, at least 1
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Asks for an address that anybody can read the file by, without a key, until it runs out.
 */
void
supa_storage_sign_async (SupaStorage         *self,
                         const char          *bucket,
                         const char          *path,
                         guint                seconds,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autofree char *escaped = NULL;
  g_autofree char *address = NULL;
  SupaRequest *request;
  GTask *task;

  g_return_if_fail (SUPA_IS_STORAGE (self));
  g_return_if_fail (bucket != NULL && path != NULL);
  g_return_if_fail (seconds > 0);

  escaped = supa_storage_escape_path (bucket, path);
  address = g_strconcat ("/storage/v1/object/sign/", escaped, NULL);
  request = supa_request_new (SUPA_SERVICE_STORAGE, "POST", address);
  supa_request_take_json (request, g_strdup_printf ("{\"expiresIn\":%u}", seconds));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, supa_storage_sign_async);
  g_task_set_task_data (task, g_steal_pointer (&escaped), g_free);
  supa_request_send_async (request, self->auth, cancellable, on_sign_answered, task);
}

/**
 * supa_storage_sign_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: %SUPA_ERROR_NOT_FOUND for a file that is not there or hidden, and so on
 *
 * Returns: (transfer full) (nullable): the whole address
 */
char *
supa_storage_sign_finish (SupaStorage   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
