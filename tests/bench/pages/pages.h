/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "large-desk.h"

G_BEGIN_DECLS

/* The program's window on a large help desk, and where its person is. */
typedef struct
{
  LargeDesk *desk;
  GtkWidget *window;
  GtkWidget *other;             /* a window that was opened beside it */
  GtkWidget *page;              /* what the first rows are looked for in */
  char *wanted;                 /* the id of the ticket that is to show */
  gboolean changed;             /* whether the list of tickets has another content than before */
} Pages;

/**
 * Page:
 * @name: what the table calls it
 * @go: does what the person does
 * @shows: whether the first rows are there
 * @kept: whether the data is there from the beginning, in the cache
 *
 * A page, or something that a page can show.
 */
typedef struct
{
  const char *name;
  void (*go) (Pages *self);
  gboolean (*shows) (gpointer self);
  gboolean kept;
} Page;

extern const Page pages[];
extern const guint n_pages;

Pages *pages_new        (LargeDesk *desk);
void   pages_free       (Pages *self);
guint  pages_count_rows (Pages *self);

G_END_DECLS
