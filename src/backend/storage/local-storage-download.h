/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "storage/local-storage-call.h"

G_BEGIN_DECLS

/**
 * LocalStorageDoor:
 * @LOCAL_STORAGE_DOOR_AUTHENTICATED: for a person, whom policies let through
 * @LOCAL_STORAGE_DOOR_PUBLIC: for anybody, to a public bucket
 * @LOCAL_STORAGE_DOOR_EITHER: for a person, or for anybody to a public bucket
 *
 * By which kind of address an object is read.
 */
typedef enum
{
  LOCAL_STORAGE_DOOR_AUTHENTICATED,
  LOCAL_STORAGE_DOOR_PUBLIC,
  LOCAL_STORAGE_DOOR_EITHER,
} LocalStorageDoor;

gboolean local_storage_download        (LocalStorageCall *call, LocalStorageDoor door, GError **error);
gboolean local_storage_info            (LocalStorageCall *call, LocalStorageDoor door, GError **error);
gboolean local_storage_download_signed (LocalStorageCall *call, GError **error);
gboolean local_storage_sign            (LocalStorageCall *call, GError **error);
gboolean local_storage_sign_many       (LocalStorageCall *call, GError **error);

G_END_DECLS
