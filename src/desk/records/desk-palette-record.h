/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-palette-item.h"

G_BEGIN_DECLS

/* How a result stands among the others. Private to desk. */
typedef struct
{
  int score;                    /* how well it matches, and how often it was used; higher is better */
  gint64 moment;                /* of equal ones the later first: its last activity, or its last use */
} DeskPaletteRank;

DeskPaletteRank *desk_palette_item_get_rank    (DeskPaletteItem *self);
void             desk_palette_item_set_company (DeskPaletteItem *self, const char *company_id);
void             desk_palette_item_set_excerpt (DeskPaletteItem *self, const char *excerpt);
void             desk_palette_item_set_begins  (DeskPaletteItem *self, gboolean begins);
void             desk_palette_item_set_late    (DeskPaletteItem *self, gboolean late);
void             desk_palette_item_set_recent  (DeskPaletteItem *self, gboolean recent);

G_END_DECLS
