/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the address of a ticket in a text begins with. */
#define GUICHET_LINKIFY_TICKET "guichet://ticket/"

char *guichet_linkify (const char *text);

G_END_DECLS
