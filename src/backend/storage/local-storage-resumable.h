/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "storage/local-storage-call.h"

G_BEGIN_DECLS

gboolean local_storage_is_resumable (const gchar *path);
void     local_storage_resumable    (LocalStorageCall *call);

G_END_DECLS
