/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth-private.h"
#include "supa-storage.h"

G_BEGIN_DECLS

SupaStorage *supa_storage_new         (SupaAuth    *auth);
SupaAuth    *supa_storage_get_auth    (SupaStorage *self);
char        *supa_storage_escape_path (const char  *bucket,
                                       const char  *path);

G_END_DECLS
