/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Shows one change of the outbox, of the row @id. %FALSE with @error set ends the walk. */
typedef gboolean (*DeskWaitingFunc) (sqlite3 *db, const char *id, JsonObject *change, gpointer data, GError **error);

gboolean desk_waiting_lay (sqlite3 *db, const char *sql, const char *id, DeskWaitingFunc show, gpointer data, GError **error);

G_END_DECLS
