/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-list-filter.h"

G_BEGIN_DECLS

#define DESK_TYPE_SAVED_VIEW (desk_saved_view_get_type ())
G_DECLARE_FINAL_TYPE (DeskSavedView, desk_saved_view, DESK, SAVED_VIEW, GObject)

/**
 * DeskSavedView:
 *
 * A view of the queue that somebody keeps: what a list shows, and in which order, under a name. Main thread only.
 *
 * Read-only properties: `id`, `name` (string), `shared` (boolean: with all staff), `mine` (boolean), `count` (uint: how many tickets it
 * holds now). Signal `changed` (): what it shows, or how, is another than before.
 */
const char           *desk_saved_view_get_id     (DeskSavedView *self);
const char           *desk_saved_view_get_name   (DeskSavedView *self);
gboolean              desk_saved_view_get_shared (DeskSavedView *self);
gboolean              desk_saved_view_get_mine   (DeskSavedView *self);
guint                 desk_saved_view_get_count  (DeskSavedView *self);
const DeskListFilter *desk_saved_view_get_filter (DeskSavedView *self);
const DeskListOrder  *desk_saved_view_get_order  (DeskSavedView *self);

G_END_DECLS
