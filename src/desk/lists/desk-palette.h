/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-palette-item.h"

G_BEGIN_DECLS

typedef struct _DeskSession DeskSession;

#define DESK_TYPE_PALETTE (desk_palette_get_type ())
G_DECLARE_FINAL_TYPE (DeskPalette, desk_palette, DESK, PALETTE, GObject)

/**
 * DeskPalette:
 *
 * A #GListModel of #DeskPaletteItem: what matches the words that a person types, whatever it is, ranked by how well it matches and how often it was
 * chosen. Tickets, companies, people and saved views come from the cache; commands and other views from the ui; and what only the server
 * knows comes after a pause in typing, below the rest. Without words it shows what was chosen last, and all commands. A stale answer is dropped. Main thread only.
 *
 * Read-only properties: `searching` (boolean: the server has not answered yet), `ready` (boolean: what shows belongs to the words), `trouble`
 * (string, nullable: why the server was not asked, as a sentence).
 */
DeskPalette *desk_palette_new           (DeskSession *session);
void         desk_palette_set_commands  (DeskPalette *self, GListModel *commands);
void         desk_palette_set_text      (DeskPalette *self, const char *text);
const char  *desk_palette_get_text      (DeskPalette *self);
gboolean     desk_palette_get_ready     (DeskPalette *self);
gboolean     desk_palette_get_searching (DeskPalette *self);
void         desk_palette_choose        (DeskPalette *self, DeskPaletteItem *item);

gint64       desk_palette_get_number    (const char *text);

G_END_DECLS
