/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-report-private.h"

#include <stdio.h>

#include "desk-support-wire.h"
#include "desk-time.h"

/* Seconds up to which an answer belongs to each group; the last one has no end. */
const int desk_report_answer_limits[] = { 300, 900, 1800, 3600, 7200, 14400, 28800 };

static const char *const statuses[] = { "open", "in_progress", "waiting_customer", "resolved", "closed", NULL };
static const char *const priorities[] = { "low", "normal", "high", "urgent", NULL };
static const char *const targets[] = { "first_response", "resolution" };
static const char *const incident_priorities[] = { "low", "medium", "high", NULL };

struct _DeskReport
{
  GObject parent_instance;

  gint64 at;
  GDate first_day;
  GDate last_day;
  GDate day_before;
  char *time_zone;
  DeskReportTotals totals;
  DeskReportTotals totals_before;
  GArray *days;
  GArray *priorities;
  GArray *categories;
  GArray *companies;
  gint64 of_status[G_N_ELEMENTS (statuses) - 1];
  gint64 answers[DESK_REPORT_N_ANSWERS];
  gboolean has_incidents;
  DeskReportIncidents incidents[G_N_ELEMENTS (incident_priorities)];    /* low, medium, high, all */
};

G_DEFINE_FINAL_TYPE (DeskReport, desk_report, G_TYPE_OBJECT)

static void
clear_count (gpointer count)
{
  g_free (((DeskReportCount *) count)->name);
}

static void
desk_report_finalize (GObject *object)
{
  DeskReport *self = DESK_REPORT (object);

  g_free (self->time_zone);
  g_array_unref (self->days);
  g_array_unref (self->priorities);
  g_array_unref (self->categories);
  g_array_unref (self->companies);

  G_OBJECT_CLASS (desk_report_parent_class)->finalize (object);
}

static void
desk_report_class_init (DeskReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_report_finalize;
}

static void
desk_report_init (DeskReport *self)
{
  self->days = g_array_new (FALSE, TRUE, sizeof (DeskReportDay));
  self->priorities = g_array_new (FALSE, TRUE, sizeof (DeskReportPriority));
  self->categories = g_array_new (FALSE, TRUE, sizeof (DeskReportCount));
  self->companies = g_array_new (FALSE, TRUE, sizeof (DeskReportCount));
  g_array_set_clear_func (self->categories, clear_count);
  g_array_set_clear_func (self->companies, clear_count);
}

/* Reading the answer ------------------------------------------------------------------------------------------------------------- */

static gint64
read_seconds (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member) && !json_object_get_null_member (object, member) ? desk_wire_read_number (object, member) : -1;
}

static gboolean
read_totals (JsonObject *answer, const char *member, DeskReportTotals *totals)
{
  JsonObject *sums = desk_wire_get_object (answer, member);

  if (sums == NULL)
    return FALSE;

  totals->filed = desk_wire_read_number (sums, "filed");
  totals->resolved = desk_wire_read_number (sums, "resolved");
  totals->for_everyone = desk_wire_read_number (sums, "for_everyone");
  totals->met[0] = desk_wire_read_number (sums, "first_response_met");
  totals->missed[0] = desk_wire_read_number (sums, "first_response_missed");
  totals->met[1] = desk_wire_read_number (sums, "resolution_met");
  totals->missed[1] = desk_wire_read_number (sums, "resolution_missed");
  totals->answered = desk_wire_read_number (sums, "answered");
  totals->median_answer = read_seconds (sums, "median_answer_seconds");
  return TRUE;
}

static void
read_day (DeskReport *self, JsonObject *row)
{
  const char *text = desk_wire_get_text (row, "day");
  DeskReportDay day = { 0 };
  int year, month, of_month;

  if (text == NULL || sscanf (text, "%4d-%2d-%2d", &year, &month, &of_month) != 3 || !g_date_valid_dmy (of_month, month, year))
    return;

  g_date_clear (&day.date, 1);
  g_date_set_dmy (&day.date, of_month, month, year);
  day.filed = desk_wire_read_number (row, "filed");
  day.resolved = desk_wire_read_number (row, "resolved");
  g_array_append_val (self->days, day);
}

static void
read_priority (DeskReport *self, JsonObject *row)
{
  DeskReportPriority priority = { desk_wire_read_word (row, "code", priorities), desk_wire_read_number (row, "filed") };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      JsonObject *target = desk_wire_get_object (row, targets[i]);

      if (target == NULL)
        continue;
      priority.met[i] = desk_wire_read_number (target, "met");
      priority.missed[i] = desk_wire_read_number (target, "missed");
      priority.breaches[i] = desk_wire_read_number (target, "breaches");
    }
  g_array_append_val (self->priorities, priority);
}

static void
add_count (GArray *counts, JsonObject *row, const char *name)
{
  DeskReportCount count = { desk_wire_dup_text (row, name), desk_wire_read_number (row, "tickets"), desk_wire_read_number (row, "unfinished"),
                            desk_wire_read_number (row, "for_everyone") };

  g_array_append_val (counts, count);
}

static void
read_category (DeskReport *self, JsonObject *row)
{
  add_count (self->categories, row, "label");
}

static void
read_company (DeskReport *self, JsonObject *row)
{
  add_count (self->companies, row, "name");
}

static void
read_status (DeskReport *self, JsonObject *row)
{
  self->of_status[desk_wire_read_word (row, "status", statuses)] += desk_wire_read_number (row, "tickets");
}

static void
read_answers (DeskReport *self, JsonObject *row)
{
  gint64 limit = desk_wire_read_number (row, "up_to_seconds");
  guint i = 0;

  while (i < G_N_ELEMENTS (desk_report_answer_limits) && desk_report_answer_limits[i] != limit)
    i++;
  self->answers[i] += desk_wire_read_number (row, "tickets");
}

static void
read_incidents_of (JsonObject *row, DeskReportIncidents *incidents)
{
  incidents->open = desk_wire_read_number (row, "open");
  incidents->opened = desk_wire_read_number (row, "opened");
  incidents->resolved = desk_wire_read_number (row, "resolved");
  incidents->median = read_seconds (row, "median_seconds");
}

static void
read_incident_priority (DeskReport *self, JsonObject *row)
{
  read_incidents_of (row, &self->incidents[desk_wire_read_word (row, "priority", incident_priorities)]);
}

static void
for_each (DeskReport *self, JsonObject *object, const char *member, void (*read) (DeskReport *self, JsonObject *row))
{
  JsonArray *rows = desk_wire_get_array (object, member);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (desk_wire_get_element (rows, i) != NULL)
      read (self, desk_wire_get_element (rows, i));
}

/* The day before which a period ends is its last one. */
static void
read_date (GDate *date, JsonObject *answer, const char *member, GTimeZone *zone, gint64 offset)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((desk_wire_read_time (answer, member) + offset) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  int year, month, day;

  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_clear (date, 1);
  g_date_set_dmy (date, day, month, year);
}

static void
read_dates (DeskReport *self, JsonObject *answer)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->time_zone);

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  read_date (&self->first_day, answer, "since", zone, 0);
  read_date (&self->last_day, answer, "until", zone, -G_USEC_PER_SEC);
  read_date (&self->day_before, answer, "before", zone, 0);
}

/*< private >
 * desk_report_parse:
 * @answer: what report_overview answered
 *
 * Returns: (transfer full) (nullable): the report; %NULL where it is none
 */
DeskReport *
desk_report_parse (JsonNode *answer)
{
  g_autoptr (DeskReport) self = g_object_new (DESK_TYPE_REPORT, NULL);
  JsonObject *object;
  JsonObject *incidents;

  if (!JSON_NODE_HOLDS_OBJECT (answer))
    return NULL;
  object = json_node_get_object (answer);
  if (!read_totals (object, "totals", &self->totals) || !read_totals (object, "totals_before", &self->totals_before))
    return NULL;

  self->at = desk_wire_read_time (object, "at");
  self->time_zone = g_strdup (desk_wire_get_text (object, "time_zone") != NULL ? desk_wire_get_text (object, "time_zone") : "UTC");
  read_dates (self, object);
  for_each (self, object, "days", read_day);
  for_each (self, object, "priorities", read_priority);
  for_each (self, object, "categories", read_category);
  for_each (self, object, "companies", read_company);
  for_each (self, object, "statuses", read_status);
  for_each (self, object, "first_answers", read_answers);
  incidents = desk_wire_get_object (object, "incidents");
  if (incidents != NULL)
    {
      self->has_incidents = TRUE;
      read_incidents_of (incidents, &self->incidents[G_N_ELEMENTS (incident_priorities) - 1]);
      for_each (self, incidents, "priorities", read_incident_priority);
    }
  return g_steal_pointer (&self);
}

/* What it says --------------------------------------------------------------------------------------------------------------------- */

/** desk_report_get_at: when the backend counted, in microseconds since 1970 UTC. */
gint64
desk_report_get_at (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), 0);
  return self->at;
}

/** desk_report_get_first_day: (transfer none): in the desk's time zone. */
const GDate *
desk_report_get_first_day (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), NULL);
  return &self->first_day;
}

/** desk_report_get_last_day: (transfer none): the last day that is part of it. */
const GDate *
desk_report_get_last_day (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), NULL);
  return &self->last_day;
}

/** desk_report_get_day_before: (transfer none): the first day of the time that it is compared with, which ends with its own first day. */
const GDate *
desk_report_get_day_before (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), NULL);
  return &self->day_before;
}

/** desk_report_get_time_zone: (transfer none): the name of the zone whose days these are. */
const char *
desk_report_get_time_zone (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), NULL);
  return self->time_zone;
}

/** desk_report_get_totals: (transfer none): of the period. */
const DeskReportTotals *
desk_report_get_totals (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), NULL);
  return &self->totals;
}

/** desk_report_get_totals_before: (transfer none): of the time before it. */
const DeskReportTotals *
desk_report_get_totals_before (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), NULL);
  return &self->totals_before;
}

/** desk_report_get_days: (array length=n) (transfer none): every day, oldest first. */
const DeskReportDay *
desk_report_get_days (DeskReport *self, guint *n)
{
  g_return_val_if_fail (DESK_IS_REPORT (self) && n != NULL, NULL);
  *n = self->days->len;
  return (const DeskReportDay *) self->days->data;
}

/** desk_report_get_priorities: (array length=n) (transfer none): the most urgent first. */
const DeskReportPriority *
desk_report_get_priorities (DeskReport *self, guint *n)
{
  g_return_val_if_fail (DESK_IS_REPORT (self) && n != NULL, NULL);
  *n = self->priorities->len;
  return (const DeskReportPriority *) self->priorities->data;
}

/** desk_report_get_categories: (array length=n) (transfer none): the most tickets first. */
const DeskReportCount *
desk_report_get_categories (DeskReport *self, guint *n)
{
  g_return_val_if_fail (DESK_IS_REPORT (self) && n != NULL, NULL);
  *n = self->categories->len;
  return (const DeskReportCount *) self->categories->data;
}

/** desk_report_get_companies: (array length=n) (transfer none): the most tickets first; each ticket counts once, for the company that filed it. */
const DeskReportCount *
desk_report_get_companies (DeskReport *self, guint *n)
{
  g_return_val_if_fail (DESK_IS_REPORT (self) && n != NULL, NULL);
  *n = self->companies->len;
  return (const DeskReportCount *) self->companies->data;
}

/** desk_report_get_of_status: how many of those filed in the period are in @status now. */
gint64
desk_report_get_of_status (DeskReport *self, DeskStatus status)
{
  g_return_val_if_fail (DESK_IS_REPORT (self) && status < G_N_ELEMENTS (self->of_status), 0);
  return self->of_status[status];
}

/** desk_report_get_answers: (array fixed-size=8) (transfer none): how many were first answered within each of desk_report_answer_limits, and later. */
const gint64 *
desk_report_get_answers (DeskReport *self)
{
  g_return_val_if_fail (DESK_IS_REPORT (self), NULL);
  return self->answers;
}

/**
 * desk_report_get_incidents:
 * @self: a report
 * @priority: 0 low, 1 medium, 2 high; -1 for all
 *
 * Returns: (transfer none) (nullable): incidents; %NULL where the person may not know of them
 */
const DeskReportIncidents *
desk_report_get_incidents (DeskReport *self, int priority)
{
  g_return_val_if_fail (DESK_IS_REPORT (self) && priority < (int) G_N_ELEMENTS (self->incidents) - 1, NULL);
  return self->has_incidents ? &self->incidents[priority < 0 ? (int) G_N_ELEMENTS (self->incidents) - 1 : priority] : NULL;
}
