/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* What is left of it while the writer has nothing else to do. */
typedef struct _DeskScrub DeskScrub;

gboolean   desk_scrub_note       (sqlite3 *db, GError **error);
DeskScrub *desk_scrub_new_if_due (sqlite3 *db);
gboolean   desk_scrub_step       (DeskScrub *self, sqlite3 *db);
void       desk_scrub_free       (DeskScrub *self);

G_END_DECLS
