/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

gboolean desk_unsent_is_marked (const char *path);
gboolean desk_unsent_commit    (sqlite3 *db, const char *path, gboolean *marked, GError **error);

G_END_DECLS
