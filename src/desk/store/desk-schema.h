/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The tables of the cache file and how older files become this one. Private to desk. */
guint    desk_schema_get_version (void);
gboolean desk_schema_read        (sqlite3 *db, guint *version, GError **error);
gboolean desk_schema_migrate     (sqlite3 *db, guint target, GError **error);

G_END_DECLS
