/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_CACHE_TICKETS,
  DESK_CACHE_ATTACHMENTS,
} DeskCacheKind;

void desk_cache_query_read (DeskCache *cache, const char *account_dir, DeskCacheKind kind, GPtrArray *ids,
                            GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
