/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "guichet-place.h"
#include "guichet-report-page.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_REPORTS_PLACE (guichet_reports_place_get_type ())
G_DECLARE_FINAL_TYPE (GuichetReportsPlace, guichet_reports_place, GUICHET, REPORTS_PLACE, GuichetPlace)

gboolean guichet_reports_place_show_tables (GuichetReportsPlace *self, gboolean tables);
void     guichet_reports_place_export_to   (GuichetReportsPlace *self, GFile *file);

G_END_DECLS
