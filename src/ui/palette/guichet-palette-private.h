/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-palette.h"

G_BEGIN_DECLS

struct _GuichetPalette
{
  GtkBox parent_instance;

  GtkWidget *card;
  GtkWidget *entry;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *nothing;
  GtkWidget *hints;
  GtkWidget *count;

  DeskSession *session;
  DeskPalette *results;
  GtkSliceListModel *made;      /* those of them that have a row */
  guint filling_id;
  GtkSingleSelection *selection;
  GtkWidget *focus;             /* (nullable): what had it before; weak */
  gboolean enter;               /* Return was pressed before the results came */
  gulong focus_id;
};

/* guichet-palette.c */
void     guichet_palette_choose        (GuichetPalette *self, DeskPaletteItem *item);
void     guichet_palette_choose_number (GuichetPalette *self, gint64 number);

/* guichet-palette-keys.c */
void     guichet_palette_enter         (GuichetPalette *self);
gboolean guichet_palette_press_key     (GuichetPalette *self, guint keyval, guint keycode, GdkModifierType state);

G_END_DECLS
