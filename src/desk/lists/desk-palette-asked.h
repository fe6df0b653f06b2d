/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-palette-query.h"
#include "desk-sql.h"

G_BEGIN_DECLS

/* What is asked, and what it is answered from. */
typedef struct
{
  DeskPaletteQuestion question;
  char *text;
  char **words;
  GPtrArray *ids;
  gboolean staff;
  gint64 now;
  sqlite3 *db;
  GPtrArray *items;
} DeskPaletteAsked;

/* desk-palette-tickets.c: private to the palette's questions, in the reader thread. They add to the items. */
gboolean desk_palette_find_number  (DeskPaletteAsked *self, GError **error);
gboolean desk_palette_find_tickets (DeskPaletteAsked *self, GError **error);
gboolean desk_palette_find_texts   (DeskPaletteAsked *self, GError **error);
gboolean desk_palette_find_ticket  (DeskPaletteAsked *self, const char *id, gint64 moment, GError **error);
void     desk_palette_bind_words   (DeskPaletteAsked *self, sqlite3_stmt *statement);

G_END_DECLS
