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
  GtkSingleSelection *selection;
  DeskViewKind kind;
  char *ticket_id;
  gboolean staff;
  gboolean narrow;
  gboolean views_hidden;
  gboolean window_buttons;
  gboolean selecting;
  guint loading_id;
};

/* guichet-list-states.c: what stands there instead of rows */
void guichet_list_pane_update_state (GuichetListPane *self);
void guichet_list_pane_press_state  (GuichetListPane *self);

/* guichet-list-filter.c: a chip for each status that is asked for */
void guichet_list_pane_filter_changed (GuichetListPane *self);

G_END_DECLS
