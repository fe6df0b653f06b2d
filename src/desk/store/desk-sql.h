/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Small helpers over SQLite, for jobs of the store. They set errors of DESK_ERROR, or G_IO_ERROR_CANCELLED. Private to desk. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

gboolean      desk_sql_set_error  (sqlite3 *db, GError **error);
void          desk_sql_heed       (sqlite3 *db, GCancellable *cancellable);
gboolean      desk_sql_exec       (sqlite3 *db, const char *sql, GError **error);
sqlite3_stmt *desk_sql_prepare    (sqlite3 *db, const char *sql, GError **error);
gboolean      desk_sql_step       (sqlite3_stmt *statement, gboolean *has_row, GError **error);
gboolean      desk_sql_run        (sqlite3_stmt *statement, GError **error);

/* By name of the parameter; one that the statement does not have is left out. */
void          desk_sql_bind_text  (sqlite3_stmt *statement, const char *name, const char *value);
void          desk_sql_bind_int64 (sqlite3_stmt *statement, const char *name, gint64 value);

G_END_DECLS
