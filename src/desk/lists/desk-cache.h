/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-attachment.h"
#include "desk-clock.h"
#include "desk-store.h"
#include "desk-ticket.h"

G_BEGIN_DECLS

#define DESK_TYPE_CACHE (desk_cache_get_type ())
G_DECLARE_FINAL_TYPE (DeskCache, desk_cache, DESK, CACHE, GObject)

/**
 * DeskCache:
 *
 * What the lists look through: a store, the person who looks, and the one object per ticket and attachment. The objects are held weakly,
 * filled in batches by the reader thread, and updated in place whenever the store says that their rows changed. A session owns one per account.
 * Private to desk (the header names the store, which nobody outside can include). Main thread only.
 *
 * Signal `role-changed` (): who looks has become staff, or no longer is.
 */
DeskCache  *desk_cache_new            (DeskStore *store, DeskClock *clock, const char *account_dir, const char *user_id, DeskRole role);
DeskStore  *desk_cache_get_store      (DeskCache *self);
DeskClock  *desk_cache_get_clock      (DeskCache *self);
const char *desk_cache_get_user_id    (DeskCache *self);
DeskRole    desk_cache_get_role       (DeskCache *self);
gboolean    desk_cache_is_staff       (DeskCache *self);
void        desk_cache_set_role       (DeskCache *self, DeskRole role);

/* (transfer full): never NULL; `loaded` is FALSE until the reader has answered, and stays so for an id that the cache does not have. */
DeskTicket     *desk_cache_dup_ticket     (DeskCache *self, const char *ticket_id);
DeskAttachment *desk_cache_dup_attachment (DeskCache *self, const char *attachment_id);

G_END_DECLS
