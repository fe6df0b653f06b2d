/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program that the demo needs: where it is, how it is started, and what its last words mean. Private to platform. */
#define DESK_DEMO_PROGRAM "guichet-backend"

char        *desk_demo_program_find    (void);
GSubprocess *desk_demo_program_spawn   (const char *folder, GError **error);
GError      *desk_demo_program_explain (const GQueue *lines);

G_END_DECLS
