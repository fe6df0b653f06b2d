/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fetches a file by a signed address, into a temporary file that takes its place only when it is whole. */

#include "config.h"

#include "supa-storage-private.h"

#define CHUNK_BYTES (64 * 1024)

typedef struct
{
  GFile *destination;
  GFile *partial; /* nullable: made already */
  GFileProgressCallback progress;
  gpointer progress_data;

  SoupMessage *message;
  GInputStream *input;
  GOutputStream *output;
  GBytes *chunk;
  goffset size; /* -1: the server did not tell */
  goffset received;
  GError *failure;
} SupaDownload;

static void read_chunk (GTask *task);

static void
supa_download_free (gpointer data)
{
  SupaDownload *download = data;

  g_clear_object (&download->destination);
  g_clear_object (&download->partial);
  g_clear_object (&download->message);
  g_clear_object (&download->input);
  g_clear_object (&download->output);
  g_clear_pointer (&download->chunk, g_bytes_unref);
  g_clear_error (&download->failure);
  g_free (download);
}

static void
on_partial_deleted (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaDownload *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (source), result, &error))
    g_message ("A partial download stays behind: %s", error->message);
  g_task_return_error (task, g_steal_pointer (&download->failure));
}

/* Takes @error; leaves no partial file behind. */
static void
fail (GTask  *task,
      GError *error)
{
  SupaDownload *download = g_task_get_task_data (task);

  if (download->partial == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  download->failure = error;
  if (download->output != NULL)
    g_output_stream_close_async (download->output, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_file_delete_async (download->partial, G_PRIORITY_DEFAULT, NULL, on_partial_deleted, g_object_ref (task));
}

static void
on_moved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_file_move_finish (G_FILE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

static void
on_closed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaDownload *download = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    {
      fail (task, error);
      return;
    }

  /* From here on it is done or not done; a cancellation could only leave the question open. */
  g_task_set_check_cancellable (task, FALSE);
  g_file_move_async (download->partial, download->destination, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                     G_PRIORITY_DEFAULT, NULL, NULL, NULL, on_moved, g_object_ref (task));
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaDownload *download = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      fail (task, error);
      return;
    }

  download->received += (goffset) g_bytes_get_size (download->chunk);
  g_clear_pointer (&download->chunk, g_bytes_unref);
  if (download->progress != NULL)
    download->progress (download->received, download->size >= 0 ? download->size : download->received,
                        download->progress_data);
  read_chunk (task);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaDownload *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  download->chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (download->chunk == NULL)
    fail (task, supa_failure_from_transport (error));
  else if (g_bytes_get_size (download->chunk) > 0)
    {
      gsize size;
      const void *bytes = g_bytes_get_data (download->chunk, &size);

      g_output_stream_write_all_async (download->output, bytes, size, G_PRIORITY_DEFAULT,
                                       g_task_get_cancellable (task), on_written, g_object_ref (task));
    }
  else if (download->size >= 0 && download->received != download->size)
    fail (task, supa_error_new (SUPA_ERROR_OFFLINE, 0, NULL, NULL, "The connection ended before the file did"));
  else
    g_output_stream_close_async (download->output, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_closed,
                                 g_object_ref (task));
}

static void
read_chunk (GTask *task)
{
  SupaDownload *download = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (download->input, CHUNK_BYTES, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   on_read, g_object_ref (task));
}

static void
on_created (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaDownload *download = g_task_get_task_data (task);
  GError *error = NULL;
  GFileOutputStream *output = g_file_create_finish (G_FILE (source), result, &error);

  if (output == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  download->partial = g_object_ref (G_FILE (source));
  download->output = G_OUTPUT_STREAM (output);
  read_chunk (task);
}

static void
create_partial (GTask *task)
{
  SupaDownload *download = g_task_get_task_data (task);
  g_autoptr (GFile) folder = g_file_get_parent (download->destination);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (".", unique, ".part", NULL);
  g_autoptr (GFile) partial = folder != NULL ? g_file_get_child (folder, name) : NULL;

  if (partial == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "A file cannot take the place of the root");
  else
    /* Not to be cancelled: the file might be there and nobody know of it. */
    g_file_create_async (partial, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, NULL, on_created, g_object_ref (task));
}

static void
on_refusal_read (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaDownload *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (body == NULL)
    g_task_return_error (task, supa_failure_from_transport (error));
  else
    g_task_return_error (task, supa_failure_from_answer (SUPA_SERVICE_STORAGE, FALSE,
                                                         soup_message_get_status (download->message), body));
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  SupaDownload *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;

  download->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (download->input == NULL)
    {
      g_task_return_error (task, supa_failure_from_transport (error));
      return;
    }

  if (soup_message_get_status (download->message) != SOUP_STATUS_OK)
    {
      g_input_stream_read_bytes_async (download->input, CHUNK_BYTES, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                       on_refusal_read, g_object_ref (task));
      return;
    }

  /* Storage serves no HTML, not even a file that is HTML; a captive portal does (wire facts E.2). */
  headers = soup_message_get_response_headers (download->message);
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "text/html") == 0)
    {
      g_task_return_error (task, supa_failure_not_supabase (SOUP_STATUS_OK));
      return;
    }

  /* What is compressed on the way has another length than what arrives. */
  download->size = -1;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_one (headers, "Content-Encoding") == NULL)
    download->size = soup_message_headers_get_content_length (headers);
  create_partial (task);
}

/**
 * supa_storage_download_async:
 * @self: the object
 * @signed_url: what supa_storage_sign_finish() gave
 * @destination: where the file goes; what is there is replaced
 * @progress: (nullable) (scope call): told bytes received, and bytes in all as far as the server told
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop it
 * @callback: (scope async): called when done
 * @user_data: for @callback
 *
 * Downloads a file. It goes into a temporary file beside @destination, which is renamed when it is whole; a download that fails leaves
 * nothing behind. Neither key nor token is sent.
 */
void
supa_storage_download_async (SupaStorage           *self,
                             const char            *signed_url,
                             GFile                 *destination,
                             GFileProgressCallback  progress,
                             gpointer               progress_data,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GCancellable) chained = NULL;
  SupaTransport *transport;
  SupaDownload *download;

  g_return_if_fail (SUPA_IS_STORAGE (self));
  g_return_if_fail (signed_url != NULL);
  g_return_if_fail (G_IS_FILE (destination));

  transport = supa_auth_get_transport (supa_storage_get_auth (self));
  download = g_new0 (SupaDownload, 1);
  download->destination = g_object_ref (destination);
  download->progress = progress;
  download->progress_data = progress_data;
  download->message = soup_message_new ("GET", signed_url);

  chained = supa_transport_chain (transport, cancellable);
  task = g_task_new (self, chained, callback, user_data);
  g_task_set_source_tag (task, supa_storage_download_async);
  g_task_set_task_data (task, download, supa_download_free);

  if (download->message == NULL)
    g_task_return_error (task, supa_error_new (SUPA_ERROR_NO_SERVER, 0, NULL, NULL, "The file's address is not valid"));
  else
    soup_session_send_async (supa_transport_get_session (transport), download->message, G_PRIORITY_DEFAULT, chained,
                             on_sent, g_object_ref (task));
}

/**
 * supa_storage_download_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: %SUPA_ERROR_TOKEN where the address ran out (sign again), %SUPA_ERROR_NOT_FOUND, %SUPA_ERROR_OFFLINE, a GIOError where
 *   the disk failed, and so on
 *
 * Returns: whether the whole file is at its place
 */
gboolean
supa_storage_download_finish (SupaStorage   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
