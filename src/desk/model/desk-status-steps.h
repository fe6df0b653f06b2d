/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* The steps that a status may take (mission, 4), as the database has them. Private to desk. */
gboolean desk_status_step_exists (DeskStatus from, DeskStatus to);
gboolean desk_status_may_step    (DeskStatus from, DeskStatus to, DeskRole role);

G_END_DECLS
