/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-saved-views.h"
#include "desk-ticket-list.h"
#include "desk-view-counts.h"

G_BEGIN_DECLS

DeskTicketList *desk_ticket_list_new_for_cache (DeskCache *cache);
DeskSavedViews *desk_saved_views_new_for_cache (DeskCache *cache);
DeskViewCounts *desk_view_counts_new_for_cache (DeskCache *cache);

G_END_DECLS
