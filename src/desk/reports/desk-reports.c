/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-reports.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-report-private.h"
#include "desk-support-wire.h"
#include "desk-time.h"

struct _DeskReports
{
  GObject parent_instance;

  DeskSession *session;
  GTimeZone *zone;              /* of the desk, once it is known */
  DeskPeriod period;
  char *company_id;
  DeskReport *report;
  GCancellable *cancellable;    /* while it loads */
  GError *trouble;
};

G_DEFINE_FINAL_TYPE (DeskReports, desk_reports, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
stop (DeskReports *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
desk_reports_dispose (GObject *object)
{
  stop (DESK_REPORTS (object));

  G_OBJECT_CLASS (desk_reports_parent_class)->dispose (object);
}

static void
desk_reports_finalize (GObject *object)
{
  DeskReports *self = DESK_REPORTS (object);

  g_clear_error (&self->trouble);
  g_clear_object (&self->report);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->company_id);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_reports_parent_class)->finalize (object);
}

static void
desk_reports_class_init (DeskReportsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_reports_dispose;
  object_class->finalize = desk_reports_finalize;

  /**
   * DeskReports::changed:
   * @self: the reports
   *
   * One is loading, was loaded, or could not be.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_reports_init (DeskReports *self)
{
  self->period = DESK_PERIOD_30_DAYS;
}

/**
 * desk_reports_new:
 * @session: of somebody of staff
 *
 * Returns: (transfer full): the last thirty days of all companies; nothing is loaded yet
 */
DeskReports *
desk_reports_new (DeskSession *session)
{
  DeskReports *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_REPORTS, NULL);
  self->session = g_object_ref (session);
  return self;
}

/** desk_reports_get_report: (transfer none) (nullable): what was loaded last. */
DeskReport *
desk_reports_get_report (DeskReports *self)
{
  g_return_val_if_fail (DESK_IS_REPORTS (self), NULL);
  return self->report;
}

/** desk_reports_get_loading: whether the backend was asked and has not answered. */
gboolean
desk_reports_get_loading (DeskReports *self)
{
  g_return_val_if_fail (DESK_IS_REPORTS (self), FALSE);
  return self->cancellable != NULL;
}

/** desk_reports_get_trouble: (transfer none) (nullable): why the last question had no answer. */
const GError *
desk_reports_get_trouble (DeskReports *self)
{
  g_return_val_if_fail (DESK_IS_REPORTS (self), NULL);
  return self->trouble;
}

/** desk_reports_get_period: the period that is asked for. */
DeskPeriod
desk_reports_get_period (DeskReports *self)
{
  g_return_val_if_fail (DESK_IS_REPORTS (self), DESK_PERIOD_30_DAYS);
  return self->period;
}

/** desk_reports_get_company: (transfer none) (nullable): the company that is asked for; %NULL for all. */
const char *
desk_reports_get_company (DeskReports *self)
{
  g_return_val_if_fail (DESK_IS_REPORTS (self), NULL);
  return self->company_id;
}

/* The period ----------------------------------------------------------------------------------------------------------------------- */

static GDateTime *
start_of_day (GDateTime *day)
{
  int year, month, of_month;

  g_date_time_get_ymd (day, &year, &month, &of_month);
  return g_date_time_new (g_date_time_get_timezone (day), year, month, of_month, 0, 0, 0);
}

static GDateTime *
add_days (GDateTime *day, int days)
{
  g_autoptr (GDateTime) moved = g_date_time_add_days (day, days);

  return start_of_day (moved);
}

static GDateTime *
start_of_month (GDateTime *day, int months)
{
  g_autoptr (GDateTime) first = g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day), g_date_time_get_month (day), 1, 0, 0, 0);

  return g_date_time_add_months (first, months);
}

typedef struct
{
  GDateTime *since;
  GDateTime *until;
  GDateTime *before;
} Bounds;

/* What it is compared with is as many days, or the whole month before. */
static void
find_bounds (DeskReports *self, Bounds *bounds)
{
  static const int days[] = { [DESK_PERIOD_7_DAYS] = 7, [DESK_PERIOD_30_DAYS] = 30, [DESK_PERIOD_90_DAYS] = 90 };
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (desk_clock_get_now (desk_session_get_clock (self->session)) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, self->zone);
  g_autoptr (GDateTime) year_ago = NULL;

  bounds->until = add_days (now, 1);
  switch (self->period)
    {
    case DESK_PERIOD_THIS_MONTH:
      bounds->since = start_of_month (now, 0);
      bounds->before = add_days (bounds->since, -g_date_time_get_day_of_month (now));
      break;
    case DESK_PERIOD_LAST_MONTH:
      g_clear_pointer (&bounds->until, g_date_time_unref);
      bounds->until = start_of_month (now, 0);
      bounds->since = start_of_month (now, -1);
      bounds->before = start_of_month (now, -2);
      break;
    case DESK_PERIOD_12_MONTHS:
      year_ago = g_date_time_add_years (bounds->until, -1);
      bounds->since = start_of_day (year_ago);
      bounds->before = g_date_time_add_years (bounds->since, -1);
      break;
    case DESK_PERIOD_7_DAYS:
    case DESK_PERIOD_30_DAYS:
    case DESK_PERIOD_90_DAYS:
    default:
      bounds->since = add_days (now, 1 - days[self->period]);
      bounds->before = add_days (bounds->since, -days[self->period]);
      break;
    }
}

static char *
dup_wire (GDateTime *moment)
{
  return desk_time_dup_wire (g_date_time_to_unix (moment) * G_USEC_PER_SEC);
}

static JsonNode *
dup_arguments (DeskReports *self)
{
  Bounds bounds = { NULL };
  g_autofree char *since = NULL;
  g_autofree char *until = NULL;
  g_autofree char *before = NULL;

  find_bounds (self, &bounds);
  since = dup_wire (bounds.since);
  until = dup_wire (bounds.until);
  before = dup_wire (bounds.before);
  g_date_time_unref (bounds.since);
  g_date_time_unref (bounds.until);
  g_date_time_unref (bounds.before);

  return desk_inquiry_arguments ("since", 's', since, "until", 's', until, "before", 's', before, "client_id", 's', self->company_id, NULL);
}

/* Loading ---------------------------------------------------------------------------------------------------------------------------- */

static void
finish (DeskReports *self, GError *trouble)
{
  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  self->trouble = trouble;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_report (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskReports) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  g_autoptr (DeskReport) report = answer != NULL ? desk_report_parse (answer) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (report != NULL)
    g_set_object (&self->report, report);
  else if (error == NULL)
    error = g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "report_overview: no report");
  finish (self, g_steal_pointer (&error));
}

static void
ask (DeskReports *self)
{
  desk_inquiry_call_async (self->session, "report_overview", dup_arguments (self), self->cancellable, on_report, g_object_ref (self));
}

/* A zone that this computer does not know is counted as UTC, as a day has to begin somewhere. */
static void
on_zone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskReports) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonObject *row = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      finish (self, g_steal_pointer (&error));
      return;
    }

  if (JSON_NODE_HOLDS_ARRAY (answer) && json_array_get_length (json_node_get_array (answer)) > 0)
    row = desk_wire_get_element (json_node_get_array (answer), 0);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  if (row != NULL && desk_wire_get_text (row, "value") != NULL)
    self->zone = g_time_zone_new_identifier (desk_wire_get_text (row, "value"));
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  ask (self);
}

/** desk_reports_load: asks the backend; #DeskReports::changed says when it has answered, or why not. */
void
desk_reports_load (DeskReports *self)
{
  g_autoptr (SupaQuery) query = NULL;

  g_return_if_fail (DESK_IS_REPORTS (self));

  stop (self);
  self->cancellable = g_cancellable_new ();
  query = supa_query_eq (supa_query_select (supa_query_new ("desk_settings"), "value"), "key", "time_zone");
  desk_inquiry_select_async (self->session, query, self->cancellable, on_zone, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * desk_reports_choose:
 * @self: the reports
 * @period: which days
 * @company_id: (nullable): which company; %NULL for all
 *
 * Loads another report. The one that is there stays until then.
 */
void
desk_reports_choose (DeskReports *self, DeskPeriod period, const char *company_id)
{
  g_return_if_fail (DESK_IS_REPORTS (self));

  if (self->period == period && g_strcmp0 (self->company_id, company_id) == 0)
    return;

  self->period = period;
  g_free (self->company_id);
  self->company_id = g_strdup (company_id);
  desk_reports_load (self);
}

/** desk_reports_cancel: asks no further; what was loaded stays. */
void
desk_reports_cancel (DeskReports *self)
{
  g_return_if_fail (DESK_IS_REPORTS (self));

  if (self->cancellable == NULL)
    return;
  stop (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
