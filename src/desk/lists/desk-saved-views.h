/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-saved-view.h"

G_BEGIN_DECLS

typedef struct _DeskSession DeskSession;

#define DESK_TYPE_SAVED_VIEWS (desk_saved_views_get_type ())
G_DECLARE_FINAL_TYPE (DeskSavedViews, desk_saved_views, DESK, SAVED_VIEWS, GObject)

/**
 * DeskSavedViews:
 *
 * A #GListModel of #DeskSavedView: one's own and those that are shared, in the order that people gave them, live. A view keeps its object while it is there.
 * Counts are computed in the reader thread, one view after another, and follow the cache and the clock. Main thread only. A client has none.
 */
DeskSavedViews *desk_saved_views_new  (DeskSession *session);
DeskSavedView  *desk_saved_views_find (DeskSavedViews *self, const char *id);

G_END_DECLS
