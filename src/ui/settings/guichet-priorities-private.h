/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-priorities-section.h"

#include "guichet-targets-grid.h"

G_BEGIN_DECLS

struct _GuichetPrioritiesSection
{
  GuichetSettingsSection parent_instance;

  GtkWidget *grid;
  GtkWidget *hint;

  GtkWidget *example;           /* what this means now */
  GtkWidget *example_rows[2];
  GtkWidget *example_times[2];
  GtkWidget *effect;            /* tickets that are open now */
  GtkWidget *recompute;
  GtkWidget *effect_row;
  guint preview_id;
  GCancellable *preview;
  guint tickets;                /* of the priorities that are changed */
  guint late;
  gboolean late_known;

  GListModel *priorities;       /* while loading */
  guint line;                   /* while saving: which comes next */
  guint saved_mask;             /* lines that were saved */
  guint followed;               /* tickets that followed */
};

/* guichet-priorities-effect.c */
void guichet_priorities_build_effect  (GuichetPrioritiesSection *self, GtkBox *column);
void guichet_priorities_update_effect (GuichetPrioritiesSection *self);

G_END_DECLS
