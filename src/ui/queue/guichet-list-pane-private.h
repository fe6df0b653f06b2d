/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-list-pane.h"

#include "desk-ticket-list.h"
#include "guichet-status-filter.h"

G_BEGIN_DECLS

struct _GuichetListPane
{
  AdwBin parent_instance;

  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *views_button;
  GtkWidget *menu_button;
  GtkWidget *filter_button;
  GuichetStatusFilter *filter;
  GtkWidget *search_button;
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
  GtkSelectionModel *selection;
  DeskViewKind kind;
  char *ticket_id;
  gboolean staff;
  gboolean narrow;
  gboolean views_hidden;
  gboolean window_buttons;
  gboolean selecting;
  guint n_several;         /* how many are selected to do the same to them; 0 for one or none */
  gboolean picking;        /* with one page: clicks pick */
  guint loading_id;
};

/* guichet-list-states.c: what stands there instead of rows */
void guichet_list_pane_update_state (GuichetListPane *self);
void guichet_list_pane_press_state  (GuichetListPane *self);

/* guichet-list-selection.c: the open ticket, or several */
void guichet_list_pane_create_selection  (GuichetListPane *self);
void guichet_list_pane_restore_selection (GuichetListPane *self);
void guichet_list_pane_select_open       (GuichetListPane *self);
void guichet_list_pane_pick              (GuichetListPane *self, const char *ticket_id);

/* guichet-list-pane.c */
void guichet_list_pane_update_title      (GuichetListPane *self);

/* guichet-list-filter.c: a chip for each status that is asked for */
void guichet_list_pane_filter_changed (GuichetListPane *self);

G_END_DECLS
