/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times as they travel (timestamptz in ISO 8601) and as desk keeps them (microseconds since 1970 UTC). */
gboolean desk_time_parse    (const char *text, gint64 *time);
char    *desk_time_dup_wire (gint64 time);

G_END_DECLS
