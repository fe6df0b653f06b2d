/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-name-list.h"

G_BEGIN_DECLS

struct _GuichetNameList
{
  AdwBin parent_instance;

  GuichetSettingsSection *section;      /* not owned: it holds this list */
  DeskOfficeTable table;
  const char *column;
  char *row_title;
  char *of_column;
  char *of_id;

  guint most;                   /* letters of a name */
  GtkWidget *box;
  GtkWidget *add;
  GPtrArray *rows;

  /* guichet-name-list-order.c; only what has an order */
  gboolean ordered;
  gboolean moving;              /* the backend is asked */
  GQueue moves;                 /* that it is not asked yet */
  GPtrArray *before;            /* (nullable): the rows as they were before it was asked */
};

/* guichet-name-list.c */
DeskOfficeRow *guichet_name_list_get_values  (GtkWidget *row);
GtkWidget     *guichet_name_list_find_row    (GuichetNameList *self, DeskOfficeRow *values);

/* guichet-name-list-order.c: rows are moved by dragging them, by their menus, and by keys */
void           guichet_name_list_watch_row   (GuichetNameList *self, GtkWidget *row);
void           guichet_name_list_call_row    (GtkWidget *row, const char *name);
void           guichet_name_list_place_rows  (GuichetNameList *self);
gboolean       guichet_name_list_is_moving   (GuichetNameList *self);
void           guichet_name_list_forget_moves (GuichetNameList *self);

G_END_DECLS
