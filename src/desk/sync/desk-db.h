/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-sql.h"

G_BEGIN_DECLS

/* SQL with values, for the jobs of outbox, drafts and sync. Values are bound, never printed into the text. @types has one letter a value:
 * `s` const char * (NULL is SQL's null), `i` gint64. Private to desk. */
sqlite3_stmt *desk_db_prepare   (sqlite3 *db, GError **error, const char *sql, const char *types, ...);
gboolean      desk_db_run       (sqlite3 *db, GError **error, const char *sql, const char *types, ...);
char         *desk_db_dup_text  (sqlite3_stmt *statement, int column);
gboolean      desk_db_get_int   (sqlite3 *db, gint64 *value, GError **error, const char *sql, const char *types, ...);
char         *desk_db_get_text  (sqlite3 *db, GError **error, const char *sql, const char *types, ...);
GPtrArray    *desk_db_get_texts (sqlite3 *db, GError **error, const char *sql, const char *types, ...);

G_END_DECLS
