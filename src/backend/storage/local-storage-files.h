/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LocalStorageFiles:
 *
 * The bytes of the objects, on disk. Each lies under its version, a random name that the server makes: no name that came from
 * the network is ever part of a path. Every thread may use it.
 */
typedef struct _LocalStorageFiles LocalStorageFiles;

LocalStorageFiles *local_storage_files_new    (const gchar *directory, GError **error);
void               local_storage_files_free   (LocalStorageFiles *files);
gchar             *local_storage_files_write  (LocalStorageFiles *files, GBytes *bytes, GError **error);
gchar             *local_storage_files_link   (LocalStorageFiles *files, const gchar *version, GError **error);
GBytes            *local_storage_files_read   (LocalStorageFiles *files, const gchar *version, GError **error);
gboolean           local_storage_files_adopt  (LocalStorageFiles *files, const gchar *version, const gchar *path, GError **error);
const gchar       *local_storage_files_get_uploads (LocalStorageFiles *files);
void               local_storage_files_remove (LocalStorageFiles *files, const gchar *version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalStorageFiles, local_storage_files_free)

G_END_DECLS
