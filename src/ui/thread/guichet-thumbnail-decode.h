/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

void        guichet_thumbnail_decode_async  (GFile *file, int width, int height, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *guichet_thumbnail_decode_finish (GAsyncResult *result, GError **error);

G_END_DECLS
