/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-outbox.h"
#include "desk-row-type.h"
#include "desk-transfers.h"

G_BEGIN_DECLS

/* Rows of one type that the backend gave. */
typedef struct
{
  const DeskRowType *type;
  JsonArray *rows;
} DeskFetched;

void       desk_fetched_free   (DeskFetched *fetched);
GPtrArray *desk_fetched_new    (void);
void       desk_fetched_add    (GPtrArray *all, const DeskRowType *type, JsonNode *answer);
gboolean   desk_fetched_merge  (sqlite3 *db, GPtrArray *all, DeskStoreChanges *changes, GError **error);

/* One row of the outbox taken to the backend. Doing it twice does it once. The answer is what the backend has now, for the merge; the error is the Supabase
 * client's own. Private to desk. */
void       desk_errand_run_async  (DeskAccount *account, DeskTransfers *transfers, const DeskOutboxRow *row,
                                   GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *desk_errand_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
