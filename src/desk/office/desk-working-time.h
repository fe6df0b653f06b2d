/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-office-row.h"

G_BEGIN_DECLS

/* Working time as a person writes it. */
gboolean desk_working_time_parse   (const char *text, int day_minutes, int *minutes);
int      desk_working_time_get_day (DeskOfficeRow *calendar);
gboolean desk_working_time_read_clock (const char *text, int *minutes);

G_END_DECLS
