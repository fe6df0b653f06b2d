/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LocalArena:
 *
 * Memory that lives as long as a request: what is taken out of it is freed with it, all at once.
 */
typedef struct _LocalArena LocalArena;

LocalArena *local_arena_create  (void);
void        local_arena_free    (LocalArena *self);
gpointer    local_arena_alloc0  (LocalArena *self,
                                 gsize       size);
char       *local_arena_strdup  (LocalArena *self,
                                 const char *text);
char       *local_arena_strndup (LocalArena *self,
                                 const char *text,
                                 gsize       length);
char       *local_arena_take    (LocalArena *self,
                                 char       *text);
char       *local_arena_printf  (LocalArena *self,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (2, 3);
GPtrArray  *local_arena_array   (LocalArena *self);

#define local_arena_new0(arena, type) ((type *) local_arena_alloc0 ((arena), sizeof (type)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalArena, local_arena_free)

G_END_DECLS
