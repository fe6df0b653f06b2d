/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-store.h"

G_BEGIN_DECLS

/* Opening the cache file, and what happens when it is broken. Private to desk. */

sqlite3  *desk_database_open         (const char *path, DeskStoreCondition *condition, GError **error);
sqlite3  *desk_database_open_reader  (const char *path, GError **error);
gboolean  desk_database_is_damage    (int sqlite_code);
void      desk_database_mark_damaged (const char *path);

G_END_DECLS
