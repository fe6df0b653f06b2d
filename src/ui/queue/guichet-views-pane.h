/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-view-counts.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_VIEWS_PANE (guichet_views_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetViewsPane, guichet_views_pane, GUICHET, VIEWS_PANE, AdwBin)

GtkWidget   *guichet_views_pane_new        (DeskSession *session, DeskViewCounts *counts);
DeskViewKind guichet_views_pane_get_view   (GuichetViewsPane *self);
void         guichet_views_pane_set_view   (GuichetViewsPane *self, DeskViewKind view);
void         guichet_views_pane_set_place  (GuichetViewsPane *self, const char *name);
void         guichet_views_pane_set_role   (GuichetViewsPane *self, DeskRole role);
void         guichet_views_pane_popup_menu (GuichetViewsPane *self);
void         guichet_views_pane_choose_saved (GuichetViewsPane *self, const char *view_id);

G_END_DECLS
