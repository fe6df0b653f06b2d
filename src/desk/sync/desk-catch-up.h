/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"

G_BEGIN_DECLS

/* Everything since the last time, table after table; the first time everything there is. Gives the ids of messages that the cache did not have (transfer
 * container); none the first time. Private to desk. */
void       desk_catch_up_async  (DeskAccount *account, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *desk_catch_up_finish (GAsyncResult *result, GError **error);

/* All of some conversations. */
void       desk_conversations_load_async  (DeskAccount *account, const char * const *ticket_ids, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean   desk_conversations_load_finish (GAsyncResult *result, GError **error);

/* Names of people whom the cache does not know: of @candidates (nullable: of everybody who is named anywhere). */
void       desk_people_fill_async  (DeskAccount *account, GPtrArray *candidates, GAsyncReadyCallback callback, gpointer user_data);
gboolean   desk_people_fill_finish (GAsyncResult *result, GError **error);

/* The state of sync, in write and read jobs. */
char      *desk_sync_state_get     (sqlite3 *db, const char *key, GError **error);
gboolean   desk_sync_state_set     (sqlite3 *db, const char *key, const char *value, GError **error);

G_END_DECLS
