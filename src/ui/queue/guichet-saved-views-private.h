/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-saved-views.h"

G_BEGIN_DECLS

struct _GuichetSavedViews
{
  AdwBin parent_instance;

  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *menu;

  DeskSession *session;
  DeskSavedViews *views;
  char *marked;                 /* (nullable): the id of the view that the list shows */
  char *wanted;                 /* (nullable): the id of one that was made just now and is not here yet */
  DeskSavedView *menu_view;     /* (nullable): the one that the menu is about */
  char *focused;                /* (nullable): the id of the one that had the focus before the list changes */
  int focused_place;
};

DeskSavedView *guichet_saved_views_get_view (GtkWidget *row);
GtkWidget     *guichet_saved_views_find_row (GuichetSavedViews *self, const char *view_id);

/* guichet-saved-views-edit.c: renaming, moving, sharing, giving up */
void guichet_saved_views_install_edit (GuichetSavedViews *self);
void guichet_saved_views_watch_row    (GuichetSavedViews *self, GtkWidget *row);

G_END_DECLS
