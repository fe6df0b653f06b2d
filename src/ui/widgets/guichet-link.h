/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char  *guichet_link_dup_ticket (gint64 number);
gint64 guichet_link_get_number (const char *uri);

G_END_DECLS
