/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-palette-record.h"

G_BEGIN_DECLS

/* What the palette asks the reader. Each answer is a GPtrArray of DeskPaletteItem with their ranks, in no order. Private to desk. */

typedef enum
{
  DESK_PALETTE_RECENT,          /* what was chosen last */
  DESK_PALETTE_NAMES,           /* tickets by number, subject and company; companies; saved views: quick, however much there is */
  DESK_PALETTE_TEXTS,           /* people; tickets by what was written in them */
  DESK_PALETTE_FOUND,           /* tickets that the server has found; those that the cache does not have are left out */
} DeskPaletteQuestion;

void     desk_palette_query_async  (DeskCache *cache, DeskPaletteQuestion question, const char *text, GPtrArray *ids, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean desk_palette_query_answer (sqlite3 *db, DeskPaletteQuestion question, const char *text, GPtrArray *ids, gboolean staff, gint64 now,
                                    GPtrArray *items, GError **error);

/* How often something was chosen, by key. */
void     desk_palette_count_use    (DeskCache *cache, const char *key);
void     desk_palette_uses_async   (DeskCache *cache, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
