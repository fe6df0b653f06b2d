/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-saved-views.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SAVED_VIEWS (guichet_saved_views_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSavedViews, guichet_saved_views, GUICHET, SAVED_VIEWS, AdwBin)

void        guichet_saved_views_set_session (GuichetSavedViews *self, DeskSession *session);
void        guichet_saved_views_choose      (GuichetSavedViews *self, const char *view_id);
void        guichet_saved_views_mark        (GuichetSavedViews *self, const char *view_id);
void        guichet_saved_views_show_mark   (GuichetSavedViews *self, gboolean shown);
const char *guichet_saved_views_get_marked  (GuichetSavedViews *self);

G_END_DECLS
