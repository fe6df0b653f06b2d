/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-store.h"

G_BEGIN_DECLS

/* What a person may no longer see goes from the cache. In jobs of the store; private to desk. */
GPtrArray *desk_reconcile_list   (sqlite3 *db, const DeskRowType *type, GError **error);
GPtrArray *desk_reconcile_find_missing (GPtrArray *known, GPtrArray *present);
gboolean   desk_reconcile_forget (sqlite3 *db, DeskStoreChanges *changes, GError **error);
gboolean   desk_reconcile_remove (sqlite3 *db, const DeskRowType *type, GPtrArray *known, GPtrArray *present, DeskStoreChanges *changes,
                                  GError **error);

G_END_DECLS
