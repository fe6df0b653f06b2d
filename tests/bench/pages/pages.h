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

/* Pages that are near each other. */
typedef struct
{
  const char *name;
  const Page *pages;
  guint n_pages;
} PageRoom;

extern const PageRoom pages_queue;
extern const PageRoom pages_thread;
extern const PageRoom pages_places;
extern const PageRoom pages_settings;
extern const PageRoom pages_windows;

Pages     *pages_new              (LargeDesk *desk);
void       pages_free             (Pages *self);
GPtrArray *pages_dup_all          (const char *only);

/* What shows. */
gboolean   pages_say_something    (GtkWidget *widget);
guint      pages_count_rows       (GtkWidget *widget, gboolean with_words);
gboolean   pages_have_rows        (gpointer self);
gboolean   pages_have_first_rows  (gpointer self);
GtkWidget *pages_find             (Pages *self, GType type);
GtkWidget *pages_find_sidebar     (GtkWidget *widget);

/* Where the person goes. */
void       pages_show_place       (Pages *self, const char *name, GType type);
void       pages_close_other      (Pages *self);
void       pages_leave_queue      (Pages *self);

G_END_DECLS
