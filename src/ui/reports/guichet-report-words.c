/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-report-words.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "guichet-format.h"

#define MINUS "\u2212"
#define MANY_TIMES 10

static double
share_of (gint64 met,
          gint64 missed)
{
  return met + missed == 0 ? 0 : 100.0 * met / (met + missed);
}

/* From right to left the sign would come before the number, from which a space parts it. */
static char *
keep_order (char *words)
{
  g_autofree char *given = words;

  if (gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return g_steal_pointer (&given);

  return g_strconcat ("\u2066", given, "\u2069", NULL);
}

/**
 * guichet_report_dup_percent:
 * @percent: a share, of 100
 * @exact: whether with a decimal
 *
 * Returns: (transfer full): the share in words
 */
char *
guichet_report_dup_percent (double percent,
                            gboolean exact)
{
  /* Translators: a share, as in 94.2 %; with the no-break space that your language wants before the sign, or none */
  return keep_order (exact ? g_strdup_printf (_("%.1f %%"), percent) : g_strdup_printf (_("%.0f %%"), percent));
}

/**
 * guichet_report_dup_share:
 * @met: how many were met
 * @missed: how many were missed
 * @exact: whether with a decimal
 *
 * What was missed is never rounded away, nor what was met.
 *
 * Returns: (transfer full): the share, or a dash where there is nothing to share
 */
char *
guichet_report_dup_share (gint64 met,
                          gint64 missed,
                          gboolean exact)
{
  double grain = exact ? .1 : 1;
  double share = share_of (met, missed);

  if (met + missed == 0)
    return g_strdup ("–");

  if (missed > 0)
    share = MIN (share, 100 - grain);
  if (met > 0)
    share = MAX (share, grain);

  return guichet_report_dup_percent (share, exact);
}

char *
guichet_report_dup_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

static char *
format_day (const GDate *date,
            const char *format)
{
  g_autoptr (GDateTime) moment = g_date_time_new_utc (g_date_get_year (date), g_date_get_month (date), g_date_get_day (date), 0, 0, 0);

  return g_date_time_format (moment, format);
}

char *
guichet_report_dup_day (const GDate *date,
                        gboolean with_year)
{
  /* Translators: strftime's letters; with and without the year, as in 12 June 2026 and 12 June */
  return with_year ? format_day (date, _("%-e %B %Y")) : format_day (date, _("%-e %B"));
}

/**
 * guichet_report_dup_days:
 * @report: a report
 *
 * Returns: (transfer full): its days, as in 1 to 30 June 2026
 */
char *
guichet_report_dup_days (DeskReport *report)
{
  const GDate *first = desk_report_get_first_day (report);
  const GDate *last = desk_report_get_last_day (report);
  gboolean same_year = g_date_get_year (first) == g_date_get_year (last);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (g_date_compare (first, last) == 0)
    return guichet_report_dup_day (last, TRUE);

  if (same_year && g_date_get_month (first) == g_date_get_month (last))
    {
      /* Translators: the first day of a period within one month: strftime's letters, as the 1 in “1 to 30 June 2026” */
      from = format_day (first, C_ ("day of a period", "%-e"));
      to = guichet_report_dup_day (last, TRUE);
    }
  else
    {
      /* Translators: the days of a period over several months, which has to be short: strftime's letters, as in “24 Oct to 22 Nov 2026” */
      from = format_day (first, same_year ? C_ ("day of a period", "%-e %b") : C_ ("day of a period", "%-e %b %Y"));
      to = format_day (last, C_ ("day of a period", "%-e %b %Y"));
    }

  /* Translators: a period, as in 1 to 30 June 2026 */
  return g_strdup_printf (_("%1$s to %2$s"), from, to);
}

/* Whether it is about whole months, which have names. */
static gboolean
is_month (DeskReport *report)
{
  const GDate *first = desk_report_get_first_day (report);
  const GDate *last = desk_report_get_last_day (report);
  const GDate *before = desk_report_get_day_before (report);

  return g_date_get_day (first) == 1 && g_date_is_last_of_month (last) && g_date_get_month (first) == g_date_get_month (last) &&
         g_date_get_day (before) == 1;
}

static int
count_days_before (DeskReport *report)
{
  return g_date_days_between (desk_report_get_day_before (report), desk_report_get_first_day (report));
}

/**
 * guichet_report_dup_growth:
 * @report: a report
 * @now: how many there are
 * @before: how many there were
 *
 * Hundreds of per cent are no length that one sees: what grew tenfold says how many times as many there are.
 *
 * Returns: (transfer full): how many more or less, as in + 6 % since May
 */
char *
guichet_report_dup_growth (DeskReport *report,
                           gint64 now,
                           gint64 before)
{
  const char *sign = now < before ? MINUS : "+";
  g_autofree char *change = NULL;
  int days = count_days_before (report);

  if (now == before)
    change = g_strdup (_("as many"));
  else if (before == 0)
    change = g_strdup_printf ("%s\u00a0%'" G_GINT64_FORMAT, sign, now);
  else if (now / before >= MANY_TIMES)
    change = g_strdup_printf ("\u00d7\u00a0%.0f", (double) now / before);
  else
    /* Translators: how much more or less: a sign and a number, as in + 6 %; joined by no-break spaces */
    change = g_strdup_printf (_("%1$s %2$.0f %%"), sign, 100.0 * ABS (now - before) / before);

  if (is_month (report))
    {
      g_autofree char *month = format_day (desk_report_get_day_before (report), "%OB");

      /* Translators: a change and a month, as in + 6 % since May */
      return g_strdup_printf (now == before ? _("%1$s as in %2$s") : _("%1$s since %2$s"), change, month);
    }
  if (days >= 365)
    /* Translators: a change, as in + 6 % on the year before */
    return g_strdup_printf (now == before ? _("%s as the year before") : _("%s on the year before"), change);

  if (now == before)
    return g_strdup_printf (ngettext ("%1$s as the day before", "%1$s as %2$d days before", days), change, days);

  /* Translators: a change and how many days it took, which has to be short, as in + 6 % in 30 days */
  return g_strdup_printf (ngettext ("%1$s on the day before", "%1$s in %2$d days", days), change, days);
}

/**
 * guichet_report_dup_points:
 * @met: what was met
 * @missed: what was missed
 * @met_before: what was met before
 * @missed_before: what was missed before
 * @direction: (out): 1 for more, -1 for less, 0 for neither
 *
 * Returns: (transfer full): by how much the share changed, as in + 1.8 points
 */
char *
guichet_report_dup_points (gint64 met,
                           gint64 missed,
                           gint64 met_before,
                           gint64 missed_before,
                           int *direction)
{
  double points = share_of (met, missed) - share_of (met_before, missed_before);
  gboolean compared = met + missed > 0 && met_before + missed_before > 0;
  gboolean same = ABS (points) < .05;      /* nothing that one decimal shows */

  *direction = !compared || same ? 0 : points > 0 ? 1 : -1;
  if (met + missed == 0)
    return g_strdup (_("no target yet"));
  if (!compared)
    return g_strdup (_("nothing before"));
  if (same)
    return g_strdup (_("as before"));

  /* Translators: by how many percentage points a share changed: a sign and a number, as in + 1.8 points */
  return g_strdup_printf (_("%1$s %2$.1f points"), points < 0 ? MINUS : "+", ABS (points));
}

char *
guichet_report_dup_span (gint64 seconds)
{
  return seconds < 0 ? g_strdup ("–") : guichet_format_duration (seconds);
}

/**
 * guichet_report_dup_spans:
 * @now: seconds, -1 for none
 * @before: seconds before, -1 for none
 * @direction: (out): 1 for longer, -1 for shorter, 0 for neither
 *
 * Returns: (transfer full): how much longer or shorter, as in − 4 min
 */
char *
guichet_report_dup_spans (gint64 now,
                          gint64 before,
                          int *direction)
{
  g_autofree char *change = NULL;

  *direction = now < 0 || before < 0 || now == before ? 0 : now > before ? 1 : -1;
  if (now < 0)
    return g_strdup (_("nothing answered"));
  if (before < 0)
    return g_strdup (_("nothing before"));
  if (now == before)
    return g_strdup (_("as before"));

  change = guichet_format_duration (ABS (now - before));
  return g_strdup_printf ("%s\u00a0%s", now < before ? MINUS : "+", change);
}

/**
 * guichet_report_answer_group:
 * @group: one of desk_report_get_answers()
 * @whole: whether in whole words, for a table, or as under a column
 *
 * Returns: its name
 */
const char *
guichet_report_answer_group (guint group,
                             gboolean whole)
{
  static const char *const names[][2] = {
    { N_("≤ 5 min"), N_("Up to 5 minutes") }, { N_("15"), N_("Up to 15 minutes") },  { N_("30"), N_("Up to 30 minutes") },
    { N_("60"), N_("Up to 1 hour") },         { N_("2 h"), N_("Up to 2 hours") },    { N_("4 h"), N_("Up to 4 hours") },
    { N_("8 h"), N_("Up to 8 hours") },       { N_("more"), N_("More than 8 hours") },
  };

  g_return_val_if_fail (group < G_N_ELEMENTS (names), NULL);

  return _(names[group][whole]);
}

const char *
guichet_report_period (DeskPeriod period)
{
  static const char *const names[] = { N_("Last 7 days"), N_("Last 30 days"), N_("Last 90 days"), N_("This month"), N_("Last month"), N_("Last 12 months") };

  g_return_val_if_fail (period < G_N_ELEMENTS (names), NULL);

  return _(names[period]);
}

/* Of incidents, whose priorities are not those of tickets: 0 low, 1 medium, 2 high. */
const char *
guichet_report_incident (int priority)
{
  static const char *const names[] = { NC_ ("incident", "Low"), NC_ ("incident", "Medium"), NC_ ("incident", "High") };

  g_return_val_if_fail (priority >= 0 && priority < (int) G_N_ELEMENTS (names), NULL);

  return g_dpgettext2 (NULL, "incident", names[priority]);
}
