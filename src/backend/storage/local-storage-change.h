/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "storage/local-storage-call.h"

G_BEGIN_DECLS

gboolean local_storage_remove      (LocalStorageCall *call, GError **error);
gboolean local_storage_remove_many (LocalStorageCall *call, GError **error);
gboolean local_storage_move        (LocalStorageCall *call, GError **error);
gboolean local_storage_copy        (LocalStorageCall *call, GError **error);

G_END_DECLS
