/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-report.h"
#include "desk-session.h"

G_BEGIN_DECLS

/* In days of the desk's time zone, today included. */
typedef enum
{
  DESK_PERIOD_7_DAYS,
  DESK_PERIOD_30_DAYS,
  DESK_PERIOD_90_DAYS,
  DESK_PERIOD_THIS_MONTH,
  DESK_PERIOD_LAST_MONTH,
  DESK_PERIOD_12_MONTHS,
} DeskPeriod;

#define DESK_TYPE_REPORTS (desk_reports_get_type ())
G_DECLARE_FINAL_TYPE (DeskReports, desk_reports, DESK, REPORTS, GObject)

/**
 * DeskReports:
 *
 * Asks the backend for the report of a period, of all companies or of one. What was loaded stays until something newer comes. Main thread only.
 *
 * Signal `changed` (): loading, loaded or failed.
 */
DeskReports  *desk_reports_new         (DeskSession *session);
DeskReport   *desk_reports_get_report  (DeskReports *self);
gboolean      desk_reports_get_loading (DeskReports *self);
const GError *desk_reports_get_trouble (DeskReports *self);
DeskPeriod    desk_reports_get_period  (DeskReports *self);
const char   *desk_reports_get_company (DeskReports *self);
void          desk_reports_choose      (DeskReports *self, DeskPeriod period, const char *company_id);
void          desk_reports_load        (DeskReports *self);
void          desk_reports_cancel      (DeskReports *self);

G_END_DECLS
