/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean local_storage_name_is_key          (const gchar *name);
gboolean local_storage_name_is_bucket       (const gchar *name);
gboolean local_storage_name_has_dot_segment (const gchar *name);
gboolean local_storage_name_is_version      (const gchar *name);
gchar   *local_storage_name_decode          (const gchar *encoded);
gchar   *local_storage_name_encode          (const gchar *name);
gboolean local_storage_mime_is_valid        (const gchar *mime);
gboolean local_storage_mime_is_allowed      (const gchar *mime, const gchar *const *allowed);
gint64   local_storage_parse_size           (const gchar *text);
gboolean local_storage_parse_range          (const gchar *header, gsize size, gsize *start, gsize *length);

G_END_DECLS
