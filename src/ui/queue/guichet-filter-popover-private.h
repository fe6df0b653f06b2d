/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-filter-popover.h"

G_BEGIN_DECLS

struct _GuichetFilterPopover
{
  GtkPopover parent_instance;

  GtkWidget *stack;
  GtkWidget *main_box;
  GtkWidget *back;
  GtkWidget *title;
  GtkWidget *page_bin;
  GtkWidget *opened;            /* (nullable): the row that led to the page */
  GtkWidget *clear;
  GtkWidget *save;
  GtkWidget *footer;
  GtkWidget *rows[GUICHET_N_CRITERIA];
  GtkWidget *sort_row;
  GtkWidget *group_row;
  GtkWidget *density_row;

  DeskSession *session;
  DeskListFilter *filter;
  DeskListOrder order;
  gboolean compact;
  gboolean updating;
};

void        guichet_filter_popover_say_changed   (GuichetFilterPopover *self);
void        guichet_filter_popover_show_page     (GuichetFilterPopover *self, GtkWidget *row, const char *title, GtkWidget *page);

/* guichet-filter-order.c: the pages of sorting, grouping and the height of rows */
const char *guichet_filter_popover_density_words (gboolean compact);
void        guichet_filter_popover_open_sort     (GuichetFilterPopover *self);
void        guichet_filter_popover_open_group    (GuichetFilterPopover *self);
void        guichet_filter_popover_open_density  (GuichetFilterPopover *self);

G_END_DECLS
