/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-person.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TIMELINE_VIEW (guichet_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTimelineView, guichet_timeline_view, GUICHET, TIMELINE_VIEW, GtkBox)

GtkWidget *guichet_timeline_view_new (DeskClock *clock);
void       guichet_timeline_view_set (GuichetTimelineView *self, DeskTimeline *timeline);

G_END_DECLS
