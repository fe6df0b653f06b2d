/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-report-page.h"

#include <glib/gi18n.h>

#include "guichet-columns-chart.h"
#include "guichet-report-words.h"
#include "guichet-rows-chart.h"
#include "guichet-targets-chart.h"
#include "guichet-words.h"

/* Up to as many days each has a column; else each week has one. */
#define MOST_DAYS 92
#define MOST_COMPANIES 4
#define MOST_CATEGORIES 5

static double
percent (gint64 part,
         gint64 rest)
{
  return part + rest == 0 ? GUICHET_NO_NUMBER : 100.0 * part / (part + rest);
}

/* Tickets per day ------------------------------------------------------------------------------------------------------------------- */

static void
add_column (GuichetColumnsChart *chart,
            const GDate *date,
            gint64 filed,
            gint64 resolved)
{
  g_autofree char *day = guichet_report_dup_day (date, FALSE);
  /* Translators: what a column of the chart stands for: a day (or the first of a week), and two numbers of tickets */
  g_autofree char *words = g_strdup_printf (_("%1$s: %2$d filed, %3$d resolved"), day, (int) filed, (int) resolved);

  guichet_columns_chart_add (chart, day, filed, resolved, words);
}

static void
fill_days (GuichetReportCard *card,
           DeskReport *report)
{
  GuichetColumnsChart *chart = GUICHET_COLUMNS_CHART (guichet_report_card_get_chart (card));
  GuichetTable *table = guichet_report_card_get_table (card);
  const DeskReportTotals *totals = desk_report_get_totals (report);
  g_autofree char *summary = NULL;
  guint n_days;
  const DeskReportDay *days = desk_report_get_days (report, &n_days);
  guint unit = n_days > MOST_DAYS ? 7 : 1;

  guichet_report_card_set_title (card, unit == 7 ? _("Tickets per week") : _("Tickets per day"));
  guichet_columns_chart_clear (chart, TRUE, unit == 7 ? 1 : 7);
  for (guint i = 0; i < n_days;)
    {
      guint first = i;
      gint64 filed = 0, resolved = 0;

      /* A week begins on Monday; the first and the last may be shorter. */
      do
        {
          filed += days[i].filed;
          resolved += days[i].resolved;
          i++;
        }
      while (unit == 7 && i < n_days && g_date_get_weekday (&days[i].date) != G_DATE_MONDAY);
      add_column (chart, &days[first].date, filed, resolved);
    }
  for (guint i = 0; i < n_days; i++)
    {
      g_autofree char *name = guichet_report_dup_day (&days[i].date, TRUE);
      g_autofree char *raw = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&days[i].date), g_date_get_month (&days[i].date),
                                              g_date_get_day (&days[i].date));

      guichet_table_add_row (table, name, raw, (double) days[i].filed, (double) days[i].resolved);
    }
  /* Translators: what a chart says in one sentence: two numbers of tickets */
  summary = g_strdup_printf (_("Tickets per day: %1$d filed, %2$d resolved"), (int) totals->filed, (int) totals->resolved);
  guichet_chart_set_summary (GUICHET_CHART (chart), summary);
}

/* Targets --------------------------------------------------------------------------------------------------------------------------- */

static void
fill_targets (GuichetReportCard *card,
              DeskReport *report)
{
  GuichetTargetsChart *chart = GUICHET_TARGETS_CHART (guichet_report_card_get_chart (card));
  const DeskReportTotals *totals = desk_report_get_totals (report);
  g_autofree char *first = guichet_report_dup_share (totals->met[0], totals->missed[0], TRUE);
  g_autofree char *second = guichet_report_dup_share (totals->met[1], totals->missed[1], TRUE);
  g_autofree char *summary = NULL;
  guint n;
  const DeskReportPriority *priorities = desk_report_get_priorities (report, &n);

  guichet_targets_chart_clear (chart);
  for (guint i = 0; i < n; i++)
    {
      const DeskReportPriority *p = &priorities[i];
      const char *name = guichet_words_priority (p->code);

      guichet_targets_chart_add (chart, name, p->met, p->missed);
      guichet_table_add_row (guichet_report_card_get_table (card), name, NULL, (double) p->filed, (double) p->met[0], (double) p->missed[0],
                             percent (p->met[0], p->missed[0]), (double) p->met[1], (double) p->missed[1], percent (p->met[1], p->missed[1]),
                             (double) (p->breaches[0] + p->breaches[1]));
    }
  /* Translators: two shares */
  summary = g_strdup_printf (_("Targets met: first response %1$s, resolution %2$s"), first, second);
  guichet_chart_set_summary (GUICHET_CHART (chart), summary);
}

/* Time to first response ---------------------------------------------------------------------------------------------------------------- */

/* Where a length of time stands on the axis of groups: within its group as far as it is between the limits. */
static double
find_position (gint64 seconds)
{
  int from = 0;

  for (guint i = 0; i < DESK_REPORT_N_ANSWERS - 1; i++)
    {
      if (seconds <= desk_report_answer_limits[i])
        return i + (double) (seconds - from) / (desk_report_answer_limits[i] - from);
      from = desk_report_answer_limits[i];
    }

  return DESK_REPORT_N_ANSWERS - .5;
}

static void
fill_answers (GuichetReportCard *card,
              DeskReport *report)
{
  GuichetColumnsChart *chart = GUICHET_COLUMNS_CHART (guichet_report_card_get_chart (card));
  const DeskReportTotals *totals = desk_report_get_totals (report);
  const gint64 *answers = desk_report_get_answers (report);
  g_autofree char *median = guichet_report_dup_span (totals->median_answer);
  g_autofree char *summary = NULL;

  guichet_columns_chart_clear (chart, FALSE, 1);
  for (guint i = 0; i < DESK_REPORT_N_ANSWERS; i++)
    {
      const char *name = guichet_report_answer_group (i, TRUE);
      g_autofree char *number = guichet_report_dup_number (answers[i]);
      /* Translators: how many tickets belong to something: “Up to 15 minutes: 118” */
      g_autofree char *words = g_strdup_printf (_("%1$s: %2$s"), name, number);

      guichet_columns_chart_add (chart, guichet_report_answer_group (i, FALSE), answers[i], 0, words);
      guichet_table_add_row (guichet_report_card_get_table (card), name, NULL, (double) answers[i], percent (answers[i], totals->answered - answers[i]));
    }
  if (totals->median_answer >= 0)
    {
      /* Translators: beside a mark in a chart: median 24 min */
      g_autofree char *words = g_strdup_printf (_("median %s"), median);

      guichet_columns_chart_set_marker (chart, find_position (totals->median_answer), words);
      summary = g_strdup_printf (_("Time to first response: median %s"), median);
    }
  else
    summary = g_strdup (_("Time to first response: nothing was answered"));
  guichet_chart_set_summary (GUICHET_CHART (chart), summary);
}

/* Companies, categories, statuses -------------------------------------------------------------------------------------------------------- */

/* The first of them by name, and all others in one row. */
static void
fill_counts (GuichetReportCard *card,
             const DeskReportCount *counts,
             guint n,
             guint most,
             const char *nameless,
             gboolean companies)
{
  GuichetRowsChart *chart = GUICHET_ROWS_CHART (guichet_report_card_get_chart (card));
  GuichetTable *table = guichet_report_card_get_table (card);
  g_autofree char *first = n > 0 ? guichet_report_dup_number (counts[0].tickets) : NULL;
  g_autofree char *summary = NULL;
  gint64 rest = 0, all = 0;

  for (guint i = 0; i < n; i++)
    all += counts[i].tickets;
  guichet_rows_chart_clear (chart);
  for (guint i = 0; i < n; i++)
    {
      const char *name = counts[i].name != NULL ? counts[i].name : nameless;

      if (i < most || n == most + 1)
        guichet_rows_chart_add (chart, name, counts[i].tickets, FALSE);
      else
        rest += counts[i].tickets;
      if (companies)
        guichet_table_add_row (table, name, NULL, (double) counts[i].tickets, percent (counts[i].tickets, all - counts[i].tickets),
                               (double) counts[i].unfinished, (double) counts[i].for_everyone);
      else
        guichet_table_add_row (table, name, NULL, (double) counts[i].tickets, percent (counts[i].tickets, all - counts[i].tickets));
    }
  if (n > most + 1)
    {
      g_autofree char *others = g_strdup_printf (ngettext ("%u other", "%u others", n - most), n - most);

      guichet_rows_chart_add (chart, others, rest, TRUE);
    }
  /* Translators: what a chart says in one sentence: its title, then which row is the longest, and how many tickets it has */
  if (n > 0)
    summary = g_strdup_printf (_("%1$s: most %2$s, %3$s"), guichet_table_get_title (table), counts[0].name != NULL ? counts[0].name : nameless, first);
  guichet_chart_set_summary (GUICHET_CHART (chart), summary != NULL ? summary : guichet_table_get_title (table));
}

static void
fill_companies (GuichetReportCard *card,
                DeskReport *report)
{
  gint64 for_everyone = desk_report_get_totals (report)->for_everyone;
  g_autofree char *note = NULL;
  guint n;
  const DeskReportCount *companies = desk_report_get_companies (report, &n);

  fill_counts (card, companies, n, MOST_COMPANIES, "", TRUE);
  if (for_everyone > 0)
    note = g_strdup_printf (ngettext ("Of these, %d concerns every company. It is counted once, for the company that filed it.",
                                      "Of these, %d concern every company. Each is counted once, for the company that filed it.", for_everyone),
                            (int) for_everyone);
  guichet_report_card_set_note (card, note);
}

static void
fill_categories (GuichetReportCard *card,
                 DeskReport *report)
{
  guint n;
  const DeskReportCount *categories = desk_report_get_categories (report, &n);

  fill_counts (card, categories, n, MOST_CATEGORIES, _("Without category"), FALSE);
}

static void
fill_statuses (GuichetReportCard *card,
               DeskReport *report)
{
  DeskReportCount counts[DESK_STATUS_CLOSED + 1] = { 0 };
  guint most = 0;
  g_autofree char *number = NULL;
  g_autofree char *summary = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      counts[i].name = (char *) guichet_words_status (i, TRUE);
      counts[i].tickets = desk_report_get_of_status (report, i);
      if (counts[i].tickets > counts[most].tickets)
        most = i;
    }
  fill_counts (card, counts, G_N_ELEMENTS (counts), G_N_ELEMENTS (counts), "", FALSE);
  number = guichet_report_dup_number (counts[most].tickets);
  summary = g_strdup_printf (_("%1$s: most %2$s, %3$s"), guichet_table_get_title (guichet_report_card_get_table (card)), counts[most].name, number);
  guichet_chart_set_summary (GUICHET_CHART (guichet_report_card_get_chart (card)), summary);
}

/* Incidents ------------------------------------------------------------------------------------------------------------------------------ */

static void
fill_incidents (GuichetReportCard *card,
                DeskReport *report)
{
  GuichetRowsChart *chart = GUICHET_ROWS_CHART (guichet_report_card_get_chart (card));
  const DeskReportIncidents *all = desk_report_get_incidents (report, -1);
  g_autofree char *median = guichet_report_dup_span (all->median);
  g_autofree char *opened = g_strdup_printf (ngettext ("%d was opened in this period", "%d were opened in this period", all->opened), (int) all->opened);
  g_autofree char *note = NULL;
  g_autofree char *summary = NULL;

  guichet_rows_chart_clear (chart);
  for (int priority = 2; priority >= 0; priority--)
    {
      const DeskReportIncidents *incidents = desk_report_get_incidents (report, priority);
      const char *name = guichet_report_incident (priority);

      guichet_rows_chart_add (chart, name, incidents->open, FALSE);
      guichet_table_add_row (guichet_report_card_get_table (card), name, NULL, (double) incidents->open, (double) incidents->opened,
                             (double) incidents->resolved, (double) incidents->median);
    }
  if (all->resolved > 0)
    /* Translators: %1$s is how many were opened, as a sentence without its end; %3$s is a length of time */
    note = g_strdup_printf (ngettext ("%1$s, %2$d was resolved, after %3$s.", "%1$s, %2$d were resolved, half of them within %3$s.", all->resolved),
                            opened, (int) all->resolved, median);
  else
    /* Translators: %s is how many were opened, as a sentence without its end */
    note = g_strdup_printf (_("%s, none was resolved."), opened);
  guichet_report_card_set_note (card, note);
  summary = g_strdup_printf (ngettext ("Open incidents: %d", "Open incidents: %d", all->open), (int) all->open);
  guichet_chart_set_summary (GUICHET_CHART (chart), summary);
}

/* Cards ------------------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *title;
  const char *columns[9];       /* untranslated; the first is of the names */
  GuichetCellKind kinds[9];
  void (*fill) (GuichetReportCard *card, DeskReport *report);
} Plan;

static const Plan plans[GUICHET_N_CARDS] = {
  [GUICHET_CARD_DAYS] = { N_("Tickets per day"), { N_("Day"), N_("Filed"), N_("Resolved") },
                          { GUICHET_CELL_TEXT, GUICHET_CELL_NUMBER, GUICHET_CELL_NUMBER }, fill_days },
  [GUICHET_CARD_TARGETS] = { N_("Targets met, by priority"),
                             { N_("Priority"), N_("Filed"), N_("First response in time"), N_("Late"), N_("First response in time, share"),
                               N_("Resolved in time"), N_("Late"), N_("Resolved in time, share"), N_("Breaches") },
                             { GUICHET_CELL_TEXT, GUICHET_CELL_NUMBER, GUICHET_CELL_NUMBER, GUICHET_CELL_NUMBER, GUICHET_CELL_SHARE, GUICHET_CELL_NUMBER,
                               GUICHET_CELL_NUMBER, GUICHET_CELL_SHARE, GUICHET_CELL_NUMBER }, fill_targets },
  [GUICHET_CARD_ANSWERS] = { N_("Time to first response"), { N_("Answered"), N_("Tickets"), N_("Share") },
                             { GUICHET_CELL_TEXT, GUICHET_CELL_NUMBER, GUICHET_CELL_SHARE }, fill_answers },
  [GUICHET_CARD_COMPANIES] = { N_("By company"), { N_("Company"), N_("Tickets"), N_("Share"), N_("Not finished"), N_("Concern everyone") },
                               { GUICHET_CELL_TEXT, GUICHET_CELL_NUMBER, GUICHET_CELL_SHARE, GUICHET_CELL_NUMBER, GUICHET_CELL_NUMBER }, fill_companies },
  [GUICHET_CARD_CATEGORIES] = { N_("By category"), { N_("Category"), N_("Tickets"), N_("Share") },
                                { GUICHET_CELL_TEXT, GUICHET_CELL_NUMBER, GUICHET_CELL_SHARE }, fill_categories },
  [GUICHET_CARD_STATUSES] = { N_("By status now"), { N_("Status"), N_("Tickets"), N_("Share") },
                              { GUICHET_CELL_TEXT, GUICHET_CELL_NUMBER, GUICHET_CELL_SHARE }, fill_statuses },
  [GUICHET_CARD_INCIDENTS] = { N_("Open incidents"), { N_("Priority"), N_("Open now"), N_("Opened"), N_("Resolved"), N_("Median time to resolve") },
                               { GUICHET_CELL_TEXT, GUICHET_CELL_NUMBER, GUICHET_CELL_NUMBER, GUICHET_CELL_NUMBER, GUICHET_CELL_SPAN }, fill_incidents },
};

static GtkWidget *
create_chart (GuichetCard card)
{
  switch (card)
    {
    case GUICHET_CARD_DAYS:
      return guichet_columns_chart_new (124, 3, .64);
    case GUICHET_CARD_ANSWERS:
      return guichet_columns_chart_new (88, 2, .72);
    case GUICHET_CARD_TARGETS:
      return guichet_targets_chart_new (_("First response"), _("Resolution"));
    case GUICHET_CARD_COMPANIES:
    case GUICHET_CARD_CATEGORIES:
    case GUICHET_CARD_STATUSES:
    case GUICHET_CARD_INCIDENTS:
    case GUICHET_N_CARDS:
    default:
      return guichet_rows_chart_new ();
    }
}

/**
 * guichet_report_card_create:
 * @card: which one
 *
 * Returns: the card, with nothing in it yet
 */
GtkWidget *
guichet_report_card_create (GuichetCard card)
{
  const Plan *plan = &plans[card];
  g_autoptr (GuichetTable) table = guichet_table_new (_(plan->title));
  GtkWidget *widget;

  for (guint i = 0; i < G_N_ELEMENTS (plan->columns) && plan->columns[i] != NULL; i++)
    guichet_table_add_column (table, _(plan->columns[i]), plan->kinds[i]);
  widget = guichet_report_card_new (create_chart (card), table);
  if (card == GUICHET_CARD_DAYS)
    {
      guichet_report_card_add_legend (GUICHET_REPORT_CARD (widget), "filed", _("filed"));
      guichet_report_card_add_legend (GUICHET_REPORT_CARD (widget), "resolved", _("resolved"));
    }
  else if (card == GUICHET_CARD_TARGETS)
    {
      guichet_report_card_add_legend (GUICHET_REPORT_CARD (widget), "filed", _("met"));
      guichet_report_card_add_legend (GUICHET_REPORT_CARD (widget), "missed", _("missed"));
    }

  return widget;
}

/**
 * guichet_report_card_fill:
 * @self: a card
 * @card: which one it is
 * @report: a report
 *
 * Returns: whether the report has anything for it
 */
gboolean
guichet_report_card_fill (GuichetReportCard *self,
                          GuichetCard card,
                          DeskReport *report)
{
  gboolean has = card != GUICHET_CARD_INCIDENTS || desk_report_get_incidents (report, -1) != NULL;

  if (has)
    plans[card].fill (self, report);
  guichet_table_commit (guichet_report_card_get_table (self));

  return has;
}
