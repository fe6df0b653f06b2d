/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "guichet-list-pane.h"
#include "guichet-place.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PANES (guichet_panes_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPanes, guichet_panes, GUICHET, PANES, AdwBin)

/* How many panes have room; the widths are design.md's. */
typedef enum
{
  GUICHET_LEVEL_ONE_PAGE,       /* below 640 */
  GUICHET_LEVEL_DETAILS_SHEET,  /* 640 to 859 */
  GUICHET_LEVEL_TWO_PANES,      /* 860 to 999 */
  GUICHET_LEVEL_THREE_PANES,    /* 1000 to 1179 */
  GUICHET_LEVEL_FOUR_PANES,     /* from 1180 */
} GuichetLevel;

#define GUICHET_LEVEL_WIDTHS { 640, 860, 1000, 1180 }

GtkWidget  *guichet_panes_new            (DeskSession *session);
void        guichet_panes_set_level      (GuichetPanes *self, GuichetLevel level);
void        guichet_panes_open_ticket    (GuichetPanes *self, const char *ticket_id);
DeskTicket *guichet_panes_get_ticket     (GuichetPanes *self);
gboolean    guichet_panes_in_triage      (GuichetPanes *self);
void        guichet_panes_toggle_triage  (GuichetPanes *self);
void        guichet_panes_triage_move    (GuichetPanes *self, int step);
void        guichet_panes_triage_decided (GuichetPanes *self);
void        guichet_panes_triage_wait    (GuichetPanes *self);
void        guichet_panes_undo           (GuichetPanes *self);
void        guichet_panes_triage_labels  (GuichetPanes *self);
gboolean    guichet_panes_has_several    (GuichetPanes *self);
GPtrArray  *guichet_panes_dup_targets    (GuichetPanes *self);
gboolean    guichet_panes_select_none    (GuichetPanes *self);
void        guichet_panes_set_active     (GuichetPanes *self, gboolean active);
void        guichet_panes_show_view      (GuichetPanes *self, DeskViewKind view);
void        guichet_panes_show_company   (GuichetPanes *self, const char *company_id);
void        guichet_panes_show_person    (GuichetPanes *self, const char *user_id, const char *company_id);
void        guichet_panes_show_saved_view (GuichetPanes *self, const char *view_id);
GuichetListPane *guichet_panes_get_list  (GuichetPanes *self);
void        guichet_panes_show_place     (GuichetPanes *self, const char *name);
gboolean    guichet_panes_has_place      (GuichetPanes *self);
gboolean    guichet_panes_has_changes    (GuichetPanes *self);
GuichetPlace *guichet_panes_show_unsaved (GuichetPanes *self);
void        guichet_panes_toggle_views   (GuichetPanes *self);
void        guichet_panes_toggle_details (GuichetPanes *self);
void        guichet_panes_move           (GuichetPanes *self, int step);
void        guichet_panes_find           (GuichetPanes *self);
void        guichet_panes_write          (GuichetPanes *self, DeskDraftMode mode);
void        guichet_panes_print          (GuichetPanes *self);
void        guichet_panes_next_pane      (GuichetPanes *self, int step);
gboolean    guichet_panes_step_back      (GuichetPanes *self);
void        guichet_panes_popup_menu     (GuichetPanes *self);

gboolean guichet_panes_get_staff (GuichetPanes *self);

G_END_DECLS
