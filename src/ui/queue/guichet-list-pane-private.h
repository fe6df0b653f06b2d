/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-list-pane.h"

#include "desk-ticket-list.h"
#include "guichet-filter-popover.h"
#include "guichet-sight.h"
#include "guichet-wrap.h"

G_BEGIN_DECLS

struct _GuichetListPane
{
  AdwBin parent_instance;

  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *views_button;
  GtkWidget *menu_button;
  GtkWidget *filter_button;
  GuichetFilterPopover *popover;
  GtkWidget *new_button;
  GtkWidget *search_revealer;
  GtkWidget *search;
  GtkWidget *chips;
  GtkWidget *stack;
  GtkWidget *scroller;
  GtkWidget *view;
  GtkWidget *state;
  GtkWidget *state_button;

  DeskSession *session;
  DeskViewCounts *counts;
  DeskTicketList *tickets;
  GuichetSight *sight;          /* which of its rows are seen */
  GtkSelectionModel *selection;
  DeskViewKind kind;
  DeskListFilter *filter;       /* what the list shows */
  DeskListOrder order;
  DeskSavedView *saved;         /* (nullable): the view that it was opened for */
  DeskListFilter *saved_filter; /* as that was kept */
  DeskListOrder saved_order;
  gboolean compact;
  char *ticket_id;
  gboolean staff;
  gboolean narrow;
  gboolean views_hidden;
  gboolean window_buttons;
  gboolean selecting;
  guint n_several;         /* how many are selected to do the same to them; 0 for one or none */
  GHashTable *several;     /* the ids of those, which the list may show again later */
  gboolean picking;        /* with one page: clicks pick */
  guint loading_id;
  GPtrArray *spare;             /* (element-type GuichetTicketRow): rows that no ticket needs now */
};

/* guichet-list-states.c: what stands there instead of rows */
void guichet_list_pane_update_state (GuichetListPane *self);
void guichet_list_pane_press_state  (GuichetListPane *self);

/* guichet-list-selection.c: the open ticket, or several */
void guichet_list_pane_create_selection  (GuichetListPane *self);
void guichet_list_pane_restore_selection (GuichetListPane *self);
void guichet_list_pane_select_open       (GuichetListPane *self);
void guichet_list_pane_pick              (GuichetListPane *self, const char *ticket_id);


/* guichet-list-header.c */
void guichet_list_pane_update_header (GuichetListPane *self);
void guichet_list_pane_keep_width    (GuichetListPane *self);

/* guichet-list-chips.c: a chip for each value that is asked for */
void guichet_list_pane_update_chips (GuichetListPane *self);

/* guichet-list-saved.c: what is shown, and the views that people keep of it */
void     guichet_list_pane_update_title    (GuichetListPane *self);
gboolean guichet_list_pane_is_changed      (GuichetListPane *self);
void     guichet_list_pane_show_filter     (GuichetListPane *self, const DeskListFilter *filter, const DeskListOrder *order);
void     guichet_list_pane_show_all        (GuichetListPane *self, DeskViewKind kind);
void     guichet_list_pane_leave_saved     (GuichetListPane *self);
void     guichet_list_pane_save_changes    (GuichetListPane *self);
void     guichet_list_pane_popover_changed (GuichetListPane *self);

/* guichet-list-groups.c: headings, and how high rows are */
void guichet_list_pane_dress_row     (GuichetListPane *self, GtkListItem *item);
void guichet_list_pane_update_groups (GuichetListPane *self);

G_END_DECLS
