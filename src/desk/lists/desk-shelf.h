/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The one object per id, held weakly, and the ids that wait for the reader. Main thread only; private to desk. */
typedef struct
{
  GHashTable *alive;            /* id → private entry */
  GHashTable *wanted;           /* set of ids */
  GPtrArray *queue;             /* (element-type utf8): the same, those that were asked for first before the others; not owned */
} DeskShelf;

void       desk_shelf_init        (DeskShelf *shelf);
void       desk_shelf_clear       (DeskShelf *shelf);
gpointer   desk_shelf_find        (DeskShelf *shelf, const char *id);
void       desk_shelf_put         (DeskShelf *shelf, const char *id, gpointer object);
void       desk_shelf_want        (DeskShelf *shelf, const char *id);
GPtrArray *desk_shelf_take_wanted (DeskShelf *shelf);

G_END_DECLS
