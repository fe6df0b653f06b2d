/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint supa_backoff_get_delay (guint  attempt,
                              double chance,
                              double scale);

G_END_DECLS
