/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-outbox.h"

G_BEGIN_DECLS

/* The write jobs of the sender. Each ends in desk_store_write_finish(). Private to desk. */

/* The result is whether the row still waits (GPOINTER_TO_INT). */
void desk_delivery_start_async  (DeskAccount *account, const char *id, GAsyncReadyCallback callback, gpointer user_data);
void desk_delivery_settle_async (DeskAccount *account, const DeskOutboxRow *row, GPtrArray *fetched, const GError *error,
                                 gint64 again_at, GAsyncReadyCallback callback, gpointer user_data);
void desk_delivery_revive_async (DeskAccount *account, GAsyncReadyCallback callback, gpointer user_data);
void desk_delivery_hurry_async  (DeskAccount *account, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
