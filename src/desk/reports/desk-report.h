/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_REPORT_N_ANSWERS 8

/* Sums of a period. */
typedef struct
{
  gint64 filed;
  gint64 resolved;
  gint64 for_everyone;          /* of those filed: which concern every company */
  gint64 met[2];                /* first response, resolution */
  gint64 missed[2];
  gint64 answered;
  gint64 median_answer;         /* seconds by the clock on the wall, -1 where nothing was answered */
} DeskReportTotals;

typedef struct
{
  GDate date;
  gint64 filed;
  gint64 resolved;
} DeskReportDay;

typedef struct
{
  char *name;                   /* NULL: without one */
  gint64 tickets;
  gint64 unfinished;            /* of companies */
  gint64 for_everyone;          /* of companies */
} DeskReportCount;

typedef struct
{
  DeskPriorityCode code;
  gint64 filed;
  gint64 met[2];                /* first response, resolution */
  gint64 missed[2];
  gint64 breaches[2];
} DeskReportPriority;

/* Of one priority of incidents, or of all. */
typedef struct
{
  gint64 open;
  gint64 opened;
  gint64 resolved;
  gint64 median;                /* seconds, -1 where nothing was resolved */
} DeskReportIncidents;

#define DESK_TYPE_REPORT (desk_report_get_type ())
G_DECLARE_FINAL_TYPE (DeskReport, desk_report, DESK, REPORT, GObject)

/**
 * DeskReport:
 *
 * The numbers of a period, as the backend had them at a moment. It never changes. Arrays belong to the report.
 */
gint64                     desk_report_get_at            (DeskReport *self);
const GDate               *desk_report_get_first_day     (DeskReport *self);
const GDate               *desk_report_get_last_day      (DeskReport *self);
const GDate               *desk_report_get_day_before    (DeskReport *self);
const char                *desk_report_get_time_zone     (DeskReport *self);
const DeskReportTotals    *desk_report_get_totals        (DeskReport *self);
const DeskReportTotals    *desk_report_get_totals_before (DeskReport *self);
const DeskReportDay       *desk_report_get_days          (DeskReport *self, guint *n);
const DeskReportPriority  *desk_report_get_priorities    (DeskReport *self, guint *n);
const DeskReportCount     *desk_report_get_categories    (DeskReport *self, guint *n);
const DeskReportCount     *desk_report_get_companies     (DeskReport *self, guint *n);
gint64                     desk_report_get_of_status     (DeskReport *self, DeskStatus status);
const gint64              *desk_report_get_answers       (DeskReport *self);
const DeskReportIncidents *desk_report_get_incidents     (DeskReport *self, int priority);

extern const int desk_report_answer_limits[DESK_REPORT_N_ANSWERS - 1];

G_END_DECLS
