/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "desk-types.h"

G_BEGIN_DECLS

typedef struct _DeskSession DeskSession;

#define DESK_TYPE_VIEW_COUNTS (desk_view_counts_get_type ())
G_DECLARE_FINAL_TYPE (DeskViewCounts, desk_view_counts, DESK, VIEW_COUNTS, GObject)

/* How many tickets each view holds, live, clocks included (a ticket becomes due soon without any change of the cache).
 * Signal `changed` (): ask again. */
DeskViewCounts *desk_view_counts_new (DeskSession *session);
guint           desk_view_counts_get (DeskViewCounts *self, DeskViewKind view);

G_END_DECLS
