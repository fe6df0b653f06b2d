/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "storage/local-storage-call.h"

G_BEGIN_DECLS

gboolean local_storage_bucket_list   (LocalStorageCall *call, GError **error);
gboolean local_storage_bucket_get    (LocalStorageCall *call, GError **error);
gboolean local_storage_bucket_create (LocalStorageCall *call, GError **error);
gboolean local_storage_bucket_update (LocalStorageCall *call, GError **error);
gboolean local_storage_bucket_empty  (LocalStorageCall *call, GError **error);
gboolean local_storage_bucket_delete (LocalStorageCall *call, GError **error);

G_END_DECLS
