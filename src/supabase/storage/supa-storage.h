/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SUPA_TYPE_STORAGE (supa_storage_get_type ())
G_DECLARE_FINAL_TYPE (SupaStorage, supa_storage, SUPA, STORAGE, GObject)

void     supa_storage_upload_async    (SupaStorage            *self,
                                       const char             *bucket,
                                       const char             *path,
                                       GFile                  *file,
                                       const char             *content_type,
                                       GFileProgressCallback   progress,
                                       gpointer                progress_data,
                                       GCancellable           *cancellable,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data);
gboolean supa_storage_upload_finish   (SupaStorage            *self,
                                       GAsyncResult           *result,
                                       GError                **error);
void     supa_storage_sign_async      (SupaStorage            *self,
                                       const char             *bucket,
                                       const char             *path,
                                       guint                   seconds,
                                       GCancellable           *cancellable,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data);
char    *supa_storage_sign_finish     (SupaStorage            *self,
                                       GAsyncResult           *result,
                                       GError                **error);
void     supa_storage_download_async  (SupaStorage            *self,
                                       const char             *signed_url,
                                       GFile                  *destination,
                                       GFileProgressCallback   progress,
                                       gpointer                progress_data,
                                       GCancellable           *cancellable,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data);
gboolean supa_storage_download_finish (SupaStorage            *self,
                                       GAsyncResult           *result,
                                       GError                **error);

G_END_DECLS
