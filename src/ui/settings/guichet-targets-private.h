/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-targets-grid.h"

G_BEGIN_DECLS

#define MOST_LINES 4

typedef struct
{
  DeskOfficeRow *row;
  GtkWidget *name;
  GtkWidget *entries[GUICHET_N_TARGETS];
  GtkWidget *calendar;
} Line;

struct _GuichetTargetsGrid
{
  AdwBin parent_instance;

  GtkWidget *bin;
  GtkWidget *grid;
  GListModel *calendars;
  Line lines[MOST_LINES];
  guint n_lines;
  guint current;                /* the line that the person is at */
  gboolean filling;
};

/* guichet-targets-values.c */
const char *guichet_targets_grid_get_column    (GuichetTarget target);
gboolean    guichet_targets_grid_is_changed    (GuichetTargetsGrid *self, guint line, GuichetTarget target);
int         guichet_targets_grid_get_saved_day (GuichetTargetsGrid *self, DeskOfficeRow *row);

/* guichet-targets-layout.c */
const char *guichet_targets_grid_get_title (guint column);
GtkWidget  *guichet_targets_grid_create_calendars (GListModel *names);
void        guichet_targets_grid_lay_out   (GuichetTargetsGrid *self);

G_END_DECLS
