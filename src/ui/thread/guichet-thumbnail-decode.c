/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thumbnail-decode.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* An image that somebody sent is made small in a worker thread. Only formats of photos and screenshots, and none whose size when unpacked is out of
 * all proportion. */
#define MOST_PIXELS (64 * 1000 * 1000)

typedef struct
{
  char *path;
  int width, height;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->path);
  g_free (order);
}

static gboolean
is_acceptable (const char *path,
               int *width,
               int *height)
{
  static const char *const formats[] = { "png", "jpeg", "gif", "webp", "bmp" };
  GdkPixbufFormat *format = gdk_pixbuf_get_file_info (path, width, height);
  g_autofree char *name = format != NULL ? gdk_pixbuf_format_get_name (format) : NULL;

  if (name == NULL || *width <= 0 || *height <= 0 || (gint64) *width * *height > MOST_PIXELS)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (name, formats[i]))
      return TRUE;

  return FALSE;
}

static void
decode (GTask *task,
        gpointer source,
        gpointer task_data,
        GCancellable *cancellable)
{
  Order *order = task_data;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  GError *error = NULL;
  int width, height;
  double scale;

  if (!is_acceptable (order->path, &width, &height))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not an image that is shown small");
      return;
    }

  scale = MIN (1.0, MIN ((double) order->width / width, (double) order->height / height));
  pixbuf = gdk_pixbuf_new_from_file_at_scale (order->path, MAX (1, width * scale), MAX (1, height * scale), FALSE, &error);
  if (pixbuf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  g_task_return_pointer (task, gdk_texture_new_for_pixbuf (upright), g_object_unref);
}

/**
 * guichet_thumbnail_decode_async:
 * @file: an image on this computer
 * @width: in pixels, at most
 * @height: in pixels, at most
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads an image and makes it small, in a worker thread.
 */
void
guichet_thumbnail_decode_async (GFile *file,
                                int width,
                                int height,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order;

  g_return_if_fail (G_IS_FILE (file));

  order = g_new0 (Order, 1);
  order->path = g_file_get_path (file);
  order->width = width;
  order->height = height;
  g_task_set_source_tag (task, guichet_thumbnail_decode_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, decode);
}

/**
 * guichet_thumbnail_decode_finish:
 * @result: what the callback got
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the image
 */
GdkTexture *
guichet_thumbnail_decode_finish (GAsyncResult *result,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
