/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-reports.h"

G_BEGIN_DECLS

/* The words of the reports (transfer full, but for names that are constants). */
char       *guichet_report_dup_share     (gint64 met, gint64 missed, gboolean exact);
char       *guichet_report_dup_percent  (double percent, gboolean exact);
char       *guichet_report_dup_days      (DeskReport *report);
char       *guichet_report_dup_day       (const GDate *date, gboolean with_year);
char       *guichet_report_dup_growth    (DeskReport *report, gint64 now, gint64 before);
char       *guichet_report_dup_points    (gint64 met, gint64 missed, gint64 met_before, gint64 missed_before, int *direction);
char       *guichet_report_dup_span      (gint64 seconds);
char       *guichet_report_dup_spans     (gint64 now, gint64 before, int *direction);
char       *guichet_report_dup_number    (gint64 number);
const char *guichet_report_answer_group  (guint group, gboolean whole);
const char *guichet_report_period        (DeskPeriod period);
const char *guichet_report_incident      (int priority);

G_END_DECLS
