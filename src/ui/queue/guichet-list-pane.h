/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-saved-view.h"
#include "desk-session.h"
#include "desk-view-counts.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_LIST_PANE (guichet_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetListPane, guichet_list_pane, GUICHET, LIST_PANE, AdwBin)

GtkWidget  *guichet_list_pane_new            (DeskSession *session, DeskViewCounts *counts);
void        guichet_list_pane_set_view       (GuichetListPane *self, DeskViewKind view);
void        guichet_list_pane_set_saved_view (GuichetListPane *self, DeskSavedView *view);
void        guichet_list_pane_set_filter     (GuichetListPane *self, const DeskListFilter *filter);
void        guichet_list_pane_open_filters   (GuichetListPane *self);
void        guichet_list_pane_clear_filters  (GuichetListPane *self);
void        guichet_list_pane_ask_to_save    (GuichetListPane *self);
void        guichet_list_pane_select         (GuichetListPane *self, const char *ticket_id);
guint       guichet_list_pane_get_n_several  (GuichetListPane *self);
GPtrArray  *guichet_list_pane_dup_several    (GuichetListPane *self);
GPtrArray  *guichet_list_pane_dup_ids        (GuichetListPane *self);
void        guichet_list_pane_add_bar        (GuichetListPane *self, GtkWidget *bar);
gboolean    guichet_list_pane_select_none    (GuichetListPane *self);
void        guichet_list_pane_move           (GuichetListPane *self, int step);
void        guichet_list_pane_activate       (GuichetListPane *self);
void        guichet_list_pane_focus          (GuichetListPane *self);
void        guichet_list_pane_start_search   (GuichetListPane *self);
gboolean    guichet_list_pane_stop_search    (GuichetListPane *self);
void        guichet_list_pane_popup_menu     (GuichetListPane *self);

G_END_DECLS
