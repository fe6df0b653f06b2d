/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* The words of the wire for what desk has as enumerations, and back. Private to desk. */
const char *desk_wire_status     (DeskStatus status);
DeskRole    desk_wire_parse_role (const char *word);

G_END_DECLS
