/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* What a result of the palette is. */
typedef enum
{
  DESK_PALETTE_TICKET,
  DESK_PALETTE_COMMAND,
  DESK_PALETTE_VIEW,            /* a part of the queue, built in or saved, or a place beside it */
  DESK_PALETTE_COMPANY,
  DESK_PALETTE_PERSON,
  DESK_PALETTE_N_KINDS,
} DeskPaletteKind;

#define DESK_TYPE_PALETTE_ITEM (desk_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (DeskPaletteItem, desk_palette_item, DESK, PALETTE_ITEM, GObject)

/**
 * DeskPaletteItem:
 *
 * One result of the palette. Main thread only, once it is in a list.
 *
 * Read-only properties: `title`, `begins` (boolean: a heading stands above it).
 */
DeskPaletteItem *desk_palette_item_new          (DeskPaletteKind kind, const char *id, const char *title, const char *subtitle);
DeskPaletteKind  desk_palette_item_get_kind     (DeskPaletteItem *self);
const char      *desk_palette_item_get_id       (DeskPaletteItem *self);
const char      *desk_palette_item_get_key      (DeskPaletteItem *self);
const char      *desk_palette_item_get_title    (DeskPaletteItem *self);
const char      *desk_palette_item_get_subtitle (DeskPaletteItem *self);
const char      *desk_palette_item_get_excerpt  (DeskPaletteItem *self);
const char      *desk_palette_item_get_company  (DeskPaletteItem *self);
int              desk_palette_item_get_mark     (DeskPaletteItem *self);
gboolean         desk_palette_item_get_begins   (DeskPaletteItem *self);
gboolean         desk_palette_item_get_late     (DeskPaletteItem *self);
gboolean         desk_palette_item_get_recent   (DeskPaletteItem *self);
void             desk_palette_item_set_mark     (DeskPaletteItem *self, int mark);

G_END_DECLS
