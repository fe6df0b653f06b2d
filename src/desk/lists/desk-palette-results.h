/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-palette-record.h"

G_BEGIN_DECLS

/* What the palette shows: gathered from several answers, grouped, ranked, cut to what a person looks at. Private to desk; main thread only. */
typedef struct _DeskPaletteResults DeskPaletteResults;

DeskPaletteResults *desk_palette_results_new    (void);
void                desk_palette_results_free   (DeskPaletteResults *self);
GListModel         *desk_palette_results_get    (DeskPaletteResults *self);
void                desk_palette_results_begin  (DeskPaletteResults *self);
void                desk_palette_results_add    (DeskPaletteResults *self, DeskPaletteItem *item);
void                desk_palette_results_append (DeskPaletteResults *self, DeskPaletteItem *item);
gboolean            desk_palette_results_has    (DeskPaletteResults *self, const char *key);
void                desk_palette_results_show   (DeskPaletteResults *self, gboolean everything);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPaletteResults, desk_palette_results_free)

G_END_DECLS
