/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-palette-results.h"
#include "desk-palette.h"

G_BEGIN_DECLS

/* The inside of a palette, shared by the files that it is split into. */
struct _DeskPalette
{
  GObject parent_instance;

  DeskSession *session;
  DeskCache *cache;             /* (nullable): nobody is signed in */
  GListModel *commands;         /* (nullable) */
  GHashTable *uses;             /* (nullable): of commands and views */
  char *text;
  DeskPaletteResults *results;
  GCancellable *cancellable;    /* of all that is asked for these words */
  guint pause_id;
  GHashTable *excerpts;         /* of what the server has found, by id */
  gboolean ready;
  gboolean searching;
  char *trouble;
};

typedef enum
{
  DESK_PALETTE_PROP_SEARCHING = 1,
  DESK_PALETTE_PROP_READY,
  DESK_PALETTE_PROP_TROUBLE,
  DESK_PALETTE_N_PROPS
} DeskPaletteProp;

/* desk-palette.c */
void desk_palette_notify   (DeskPalette *self, DeskPaletteProp prop);

/* desk-palette-ask.c: what is asked, and what comes of it */
void desk_palette_ask_anew (DeskPalette *self);
void desk_palette_give_up  (DeskPalette *self);

G_END_DECLS
