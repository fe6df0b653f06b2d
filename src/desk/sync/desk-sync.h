/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"

G_BEGIN_DECLS

#define DESK_TYPE_SYNC (desk_sync_get_type ())
G_DECLARE_FINAL_TYPE (DeskSync, desk_sync, DESK, SYNC, GObject)

/**
 * DeskSync:
 *
 * Brings what the backend has into the cache: everything at first, then what changes, live; after every gap it catches up. Private to desk.
 * Main thread only.
 *
 * Signals: `changed` (): live, synced_at or first_load have; `arrived` (GStrv message_ids, gboolean live): messages that the cache did not have,
 * in the order they came; not live: they filled a gap.
 */
DeskSync *desk_sync_new              (DeskAccount *account);
void      desk_sync_start            (DeskSync *self);
void      desk_sync_stop             (DeskSync *self);
void      desk_sync_catch_up         (DeskSync *self);
void      desk_sync_wake             (DeskSync *self);
void      desk_sync_start_over       (DeskSync *self);
gboolean  desk_sync_is_live          (DeskSync *self);
gboolean  desk_sync_is_first_load    (DeskSync *self);
gint64    desk_sync_get_synced_at    (DeskSync *self);
void      desk_sync_want             (DeskSync *self, const char *ticket_id);

G_END_DECLS
