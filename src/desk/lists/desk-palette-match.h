/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-palette-record.h"
#include "desk-palette.h"

G_BEGIN_DECLS

/* How well words match a title, for the palette. Pure; any thread. Private to desk. */

#define DESK_PALETTE_NUMBER 500 /* it is the ticket with this number */
#define DESK_PALETTE_COMPANYS 120 /* of a ticket: its company matches, not its subject */
#define DESK_PALETTE_TEXT 60    /* of a ticket: what was written in it matches */

char **desk_palette_dup_words  (const char *text);
int    desk_palette_match      (const char *text, const char *title);
int    desk_palette_favour     (int n_uses, gint64 used_at, gint64 now);
int    desk_palette_compare    (DeskPaletteItem *a, DeskPaletteItem *b);

G_END_DECLS
