/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "storage/local-storage-call.h"

G_BEGIN_DECLS

/**
 * LocalStorageUpload:
 * @body: the content
 * @mime: its type
 * @cache_control: how it may be cached
 * @user_metadata: what the client says about it, JSON text
 * @declared_size: the length that the request declared
 *
 * A file on its way in.
 */
typedef struct
{
  GBytes *body;
  gchar *mime;
  gchar *cache_control;
  gchar *user_metadata;
  gsize declared_size;
} LocalStorageUpload;

void     local_storage_upload_clear (LocalStorageUpload *upload);
gboolean local_storage_upload_read  (LocalStorageCall *call, LocalStorageUpload *upload, GError **error);
gboolean local_storage_probe        (LocalStorageCall *call,
                                     LocalStorageWho   who,
                                     const gchar      *owner,
                                     const gchar      *metadata,
                                     gboolean          upsert,
                                     GError          **error);
gboolean local_storage_check_key    (const gchar *name, GError **error);
gboolean local_storage_store_row    (LocalStorageCall         *call,
                                     const gchar              *owner,
                                     const LocalStorageUpload *upload,
                                     const gchar              *version,
                                     gchar                   **id,
                                     gchar                   **replaced,
                                     GError                  **error);
gboolean local_storage_store        (LocalStorageCall         *call,
                                     const gchar              *owner,
                                     const LocalStorageUpload *upload,
                                     gchar                   **id,
                                     GError                  **error);
gboolean local_storage_upload       (LocalStorageCall *call, GError **error);
gboolean local_storage_sign_upload  (LocalStorageCall *call, GError **error);
gboolean local_storage_upload_signed (LocalStorageCall *call, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LocalStorageUpload, local_storage_upload_clear)

G_END_DECLS
