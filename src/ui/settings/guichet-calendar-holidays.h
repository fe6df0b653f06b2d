/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_CALENDAR_HOLIDAYS (guichet_calendar_holidays_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCalendarHolidays, guichet_calendar_holidays, GUICHET, CALENDAR_HOLIDAYS, AdwBin)

GtkWidget *guichet_calendar_holidays_new        (void);
void       guichet_calendar_holidays_fill       (GuichetCalendarHolidays *self, GListModel *holidays);
gboolean   guichet_calendar_holidays_is_changed (GuichetCalendarHolidays *self);
GVariant  *guichet_calendar_holidays_dup_rows   (GuichetCalendarHolidays *self);

G_END_DECLS
