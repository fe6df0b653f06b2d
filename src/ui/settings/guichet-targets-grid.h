/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-office.h"

G_BEGIN_DECLS

/* The targets of a priority, in the order of the columns. */
typedef enum
{
  GUICHET_TARGET_RESPONSE,
  GUICHET_TARGET_RESOLVE,
  GUICHET_TARGET_NEXT,
  GUICHET_N_TARGETS,
} GuichetTarget;

#define GUICHET_TYPE_TARGETS_GRID (guichet_targets_grid_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTargetsGrid, guichet_targets_grid, GUICHET, TARGETS_GRID, AdwBin)

GtkWidget     *guichet_targets_grid_new           (void);
void           guichet_targets_grid_set_rows      (GuichetTargetsGrid *self, GListModel *priorities, GListModel *calendars);
void           guichet_targets_grid_reset         (GuichetTargetsGrid *self);
void           guichet_targets_grid_take_row      (GuichetTargetsGrid *self, guint line, DeskOfficeRow *row);

guint          guichet_targets_grid_get_n_lines   (GuichetTargetsGrid *self);
guint          guichet_targets_grid_get_current   (GuichetTargetsGrid *self);
guint          guichet_targets_grid_count_changes (GuichetTargetsGrid *self, gboolean *valid);
DeskOfficeRow *guichet_targets_grid_get_row       (GuichetTargetsGrid *self, guint line);
int            guichet_targets_grid_get_minutes   (GuichetTargetsGrid *self, guint line, GuichetTarget target);
DeskOfficeRow *guichet_targets_grid_get_calendar  (GuichetTargetsGrid *self, guint line);
GVariant      *guichet_targets_grid_dup_changes   (GuichetTargetsGrid *self, guint line);
void           guichet_targets_grid_show_wrong    (GuichetTargetsGrid *self);

G_END_DECLS
