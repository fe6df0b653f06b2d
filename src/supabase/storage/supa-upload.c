/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sends a file, straight from the disk. */

#include "config.h"

#include "supa-storage-private.h"

typedef struct
{
  char *address;
  GFile *file;
  char *content_type;
  GFileProgressCallback progress;
  gpointer progress_data;

  char *user_id;
  char *token;
  gboolean token_replaced;
  GFileInputStream *stream;
  SoupMessage *message;
  goffset size;
  goffset sent;
} SupaUpload;

static void on_token (GObject *source, GAsyncResult *result, gpointer data);

static void
supa_upload_clear_try (SupaUpload *upload)
{
  if (upload->message != NULL)
    g_signal_handlers_disconnect_by_data (upload->message, upload);
  g_clear_object (&upload->message);
  g_clear_object (&upload->stream);
}

static void
supa_upload_free (gpointer data)
{
  SupaUpload *upload = data;

  supa_upload_clear_try (upload);
  g_free (upload->address);
  g_clear_object (&upload->file);
  g_free (upload->content_type);
  g_free (upload->user_id);
  g_free (upload->token);
  g_free (upload);
}

static SupaAuth *
get_auth (GTask *task)
{
  return supa_storage_get_auth (g_task_get_source_object (task));
}

static void
on_wrote_data (SoupMessage *message,
               guint        chunk_size,
               SupaUpload  *upload)
{
  upload->sent += chunk_size;
  if (upload->progress != NULL)
    upload->progress (upload->sent, upload->size, upload->progress_data);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaUpload *upload = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = supa_transport_send_finish (SUPA_TRANSPORT (source), result, &error);

  supa_upload_clear_try (upload);
  if (body != NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, SUPA_ERROR, SUPA_ERROR_TOKEN) && upload->token != NULL && !upload->token_replaced)
    {
      g_autofree char *refused = g_steal_pointer (&upload->token);

      upload->token_replaced = TRUE;
      supa_auth_replace_token_async (get_auth (task), refused, g_task_get_cancellable (task), on_token,
                                     g_object_ref (task));
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_measured (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaUpload *upload = g_task_get_task_data (task);
  SupaTransport *transport = supa_auth_get_transport (get_auth (task));
  GError *error = NULL;
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (source), result, &error);
  SoupMessageHeaders *headers;

  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  upload->message = supa_transport_new_message (transport, "POST", upload->address, upload->token, &error);
  if (upload->message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  upload->size = g_file_info_get_size (info);
  upload->sent = 0;
  headers = soup_message_get_request_headers (upload->message);
  soup_message_headers_replace (headers, "Cache-Control", "max-age=3600");
  soup_message_headers_replace (headers, "x-upsert", "false");
  soup_message_set_request_body (upload->message, upload->content_type, G_INPUT_STREAM (upload->stream),
                                 upload->size);
  g_signal_connect (upload->message, "wrote-body-data", G_CALLBACK (on_wrote_data), upload);
  supa_transport_send_async (transport, upload->message, SUPA_SERVICE_STORAGE, upload->token == NULL,
                             g_task_get_cancellable (task), on_answered, g_object_ref (task));
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaUpload *upload = g_task_get_task_data (task);
  GError *error = NULL;

  upload->stream = g_file_read_finish (G_FILE (source), result, &error);
  if (upload->stream == NULL)
    g_task_return_error (task, error);
  else
    g_file_input_stream_query_info_async (upload->stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_PRIORITY_DEFAULT,
                                          g_task_get_cancellable (task), on_measured, g_object_ref (task));
}

static void
open_file (GTask *task)
{
  SupaUpload *upload = g_task_get_task_data (task);

  g_file_read_async (upload->file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_opened, g_object_ref (task));
}

static void
on_token (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaUpload *upload = g_task_get_task_data (task);
  SupaSession *session = supa_auth_get_session (SUPA_AUTH (source));
  GError *error = NULL;

  upload->token = supa_auth_get_token_finish (SUPA_AUTH (source), result, &error);
  if (upload->token == NULL)
    g_task_return_error (task, error);
  else if (session == NULL || !g_str_equal (supa_session_get_user_id (session), upload->user_id))
    g_task_return_error (task, supa_error_new (SUPA_ERROR_SESSION_ENDED, 0, NULL, NULL, "Somebody else is signed in"));
  else
    open_file (task);
}

/**
 * supa_storage_upload_async:
 * @self: the object
 * @bucket: the bucket
 * @path: the path in the bucket, not escaped; what signs the server takes is told in wire facts E.2
 * @file: the file; it must not change meanwhile
 * @content_type: its MIME type
 * @progress: (nullable) (scope call): told bytes sent and bytes in all; after a refused token it begins anew
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Uploads a new file. It is sent from the disk as it goes, and never replaces a file that is there.
 */
void
supa_storage_upload_async (SupaStorage           *self,
                           const char            *bucket,
                           const char            *path,
                           GFile                 *file,
                           const char            *content_type,
                           GFileProgressCallback  progress,
                           gpointer               progress_data,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GCancellable) chained = NULL;
  g_autofree char *escaped = NULL;
  SupaUpload *upload;
  SupaAuth *auth;
  SupaSession *session;

  g_return_if_fail (SUPA_IS_STORAGE (self));
  g_return_if_fail (bucket != NULL && path != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (content_type != NULL);

  auth = supa_storage_get_auth (self);
  session = supa_auth_get_session (auth);
  escaped = supa_storage_escape_path (bucket, path);
  upload = g_new0 (SupaUpload, 1);
  upload->address = g_strconcat ("/storage/v1/object/", escaped, NULL);
  upload->file = g_object_ref (file);
  upload->content_type = g_strdup (content_type);
  upload->progress = progress;
  upload->progress_data = progress_data;
  upload->user_id = session != NULL ? g_strdup (supa_session_get_user_id (session)) : NULL;

  chained = supa_transport_chain (supa_auth_get_transport (auth), cancellable);
  task = g_task_new (self, chained, callback, user_data);
  g_task_set_source_tag (task, supa_storage_upload_async);
  g_task_set_task_data (task, upload, supa_upload_free);

  if (upload->user_id == NULL)
    open_file (task);
  else
    supa_auth_get_token_async (auth, FALSE, chained, on_token, g_object_ref (task));
}

/**
 * supa_storage_upload_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: %SUPA_ERROR_CONFLICT for a path that is taken, %SUPA_ERROR_TOO_LARGE, %SUPA_ERROR_FORBIDDEN, a GIOError where the file
 *   cannot be read, and so on
 *
 * Returns: whether the server has the whole file
 */
gboolean
supa_storage_upload_finish (SupaStorage   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
