/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include "guichet-format.h"

/* Time and size in words: a table each. The clock stands at Tuesday 30 June 2026, 09:33 UTC, and TZ is UTC. */

#define NOW G_GINT64_CONSTANT (1782811980000000)
#define S ((gint64) G_USEC_PER_SEC)
#define NB "\u00a0"

static void
test_age (void)
{
  static const struct
  {
    gint64 seconds;
    const char *words;
    const char *sentence;
  } cases[] = {
    { -5, "now", "just now" }, /* a server's clock may be ahead */
    { 0, "now", "just now" },
    { 59, "now", "just now" },
    { 60, "1" NB "min", "1" NB "minute ago" },
    { 18 * 60, "18" NB "min", "18" NB "minutes ago" },
    { 3599, "59" NB "min", "59" NB "minutes ago" },
    { 3600, "1" NB "h", "1" NB "hour ago" },
    { 9 * 3600 + 33 * 60, "9" NB "h", "9" NB "hours ago" }, /* midnight */
    { 9 * 3600 + 33 * 60 + 1, "yesterday", "yesterday" },
    { 33 * 3600 + 33 * 60, "yesterday", "yesterday" },
    { 33 * 3600 + 33 * 60 + 1, "Sunday", "Sunday" },
    { 6 * 86400, "Wednesday", "Wednesday" },
    { 7 * 86400, "23 June", "23 June" },
    { 18 * 86400, "12 June", "12 June" },
    { 180 * 86400, "1 January", "1 January" },
    { 181 * 86400, "31 December 2025", "31 December 2025" },
  };

  /* Half past midnight: what was before midnight is hours old for a while. */
  const gint64 late = NOW - (9 * 3600 + 3 * 60) * S;
  g_autofree char *hour = guichet_format_age (late - 3600 * S, late);
  g_autofree char *hour_sentence = guichet_format_age_sentence (late - 3600 * S, late);
  g_autofree char *evening = guichet_format_age (late - 6 * 3600 * S, late);

  g_assert_cmpstr (hour, ==, "1" NB "h");
  g_assert_cmpstr (hour_sentence, ==, "1" NB "hour ago");
  g_assert_cmpstr (evening, ==, "yesterday");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = guichet_format_age (NOW - cases[i].seconds * S, NOW);
      g_autofree char *sentence = guichet_format_age_sentence (NOW - cases[i].seconds * S, NOW);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_day (void)
{
  static const struct
  {
    int hours;
    const char *words;
  } cases[] = {
    { 0, "Today" },     { -9, "Today" },   { -10, "Yesterday" },   { 14, "Today" },           { 15, "Tomorrow" },
    { -48, "Sunday" }, { 72, "Friday" }, { -24 * 18, "12 June" }, { -24 * 366, "29 June 2025" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = guichet_format_day (NOW + cases[i].hours * 3600 * S, NOW);

      g_assert_cmpstr (words, ==, cases[i].words);
    }

  g_autofree char *capital = guichet_format_capital ("\u00e9t\u00e9");
  g_assert_cmpstr (capital, ==, "\u00c9t\u00e9");
  g_autofree char *both = guichet_format_day_and_time (NOW + 12 * 60 * S, NOW);
  g_assert_cmpstr (both, ==, "Today, 09:45");
}

static void
test_duration (void)
{
  static const struct
  {
    gint64 seconds;
    const char *words;
  } cases[] = {
    { 0, "0" NB "s" },
    { 59, "59" NB "s" },
    { 60, "1" NB "min" },
    { 59 * 60 + 59, "59" NB "min" },
    { 3600, "1" NB "h" },
    { 3 * 3600 + 5 * 60, "3" NB "h 05" NB "min" },
    { 86399, "23" NB "h 59" NB "min" },
    { 86400, "1" NB "d" },
    { 93600, "1" NB "d 2" NB "h" },
    { 40 * 86400 + 7200, "40" NB "d 2" NB "h" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = guichet_format_duration (cases[i].seconds);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_promise (void)
{
  static const struct
  {
    int minutes;
    const char *words;
  } cases[] = {
    { 1, "1" NB "minute" }, { 30, "30" NB "minutes" }, { 60, "1" NB "hour" },   { 90, "90" NB "minutes" },
    { 240, "4" NB "hours" }, { 1440, "24" NB "hours" }, { 2880, "2" NB "days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = guichet_format_minutes (cases[i].minutes);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_size (void)
{
  static const struct
  {
    gint64 bytes;
    const char *words;
  } cases[] = {
    { -1, "0" NB "bytes" },      { 0, "0" NB "bytes" },     { 1, "1" NB "byte" },        { 999, "999" NB "bytes" },
    { 1000, "1.0" NB "kB" },     { 9949, "9.9" NB "kB" },   { 9950, "10" NB "kB" },      { 38000, "38" NB "kB" },
    { 212000, "212" NB "kB" },   { 999499, "999" NB "kB" }, { 999500, "1.0" NB "MB" },   { 1200000, "1.2" NB "MB" },
    { 48000000, "48" NB "MB" }, { 52428800, "52" NB "MB" }, { 5000000000, "5.0" NB "GB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = guichet_format_size (cases[i].bytes);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_sla (void)
{
  static const struct
  {
    DeskSlaState state;
    gint64 remaining;
    const char *pill;
    const char *beside;
    const char *sentence;
  } cases[] = {
    { DESK_SLA_STATE_RUNNING, 9600, "2" NB "h 40" NB "min", "2" NB "h 40" NB "min", "Next response due in 2" NB "h 40" NB "min." },
    { DESK_SLA_STATE_DUE_SOON, 720, "due in 12" NB "min", "in 12" NB "min", "Next response due in 12" NB "min." },
    { DESK_SLA_STATE_DUE_SOON, 45, "due in 45" NB "s", "in 45" NB "s", "Next response due in 45" NB "s." },
    { DESK_SLA_STATE_OVERDUE, -2400, "late 40" NB "min", "late 40" NB "min", "Next response late by 40" NB "min." },
    { DESK_SLA_STATE_PAUSED, 600, "paused", "paused", "Next response: the clock is paused." },
    { DESK_SLA_STATE_MET, 0, "met", "met", "Next response: met." },
    { DESK_SLA_STATE_MISSED, 0, "missed", "missed", "Next response: missed." },
    { DESK_SLA_STATE_NOT_APPLICABLE, 0, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeskSla sla = { DESK_SLA_TARGET_NEXT_RESPONSE, cases[i].state, NOW + cases[i].remaining * S, cases[i].remaining };
      g_autofree char *pill = guichet_format_sla (&sla);
      g_autofree char *beside = guichet_format_sla_time (&sla);
      g_autofree char *sentence = guichet_format_sla_sentence (&sla);

      g_assert_cmpstr (pill, ==, cases[i].pill);
      g_assert_cmpstr (beside, ==, cases[i].beside);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

/* Each second while seconds show, else on the minute, and exactly when the state turns. */
static void
test_next_change (void)
{
  gint64 now = NOW + 20 * S;
  struct
  {
    DeskSlaState state;
    gint64 remaining;
    gint64 after;
  } cases[] = {
    { DESK_SLA_STATE_RUNNING, 9600, 40 },
    { DESK_SLA_STATE_RUNNING, 15 * 60 + 7, 7 }, /* turns to due soon before the minute is over */
    { DESK_SLA_STATE_DUE_SOON, 720, 40 },
    { DESK_SLA_STATE_DUE_SOON, 65, 5 }, /* shows seconds from then on */
    { DESK_SLA_STATE_DUE_SOON, 60, 1 },
    { DESK_SLA_STATE_DUE_SOON, 1, 1 },
    { DESK_SLA_STATE_OVERDUE, -1, 1 },
    { DESK_SLA_STATE_OVERDUE, -61, 40 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeskSla sla = { DESK_SLA_TARGET_RESOLUTION, cases[i].state, now + cases[i].remaining * S, cases[i].remaining };

      g_assert_cmpint (guichet_format_sla_next_change (&sla, now) - now, ==, cases[i].after * S);
    }

  DeskSla paused = { DESK_SLA_TARGET_RESOLUTION, DESK_SLA_STATE_PAUSED, now, 600 };
  g_assert_cmpint (guichet_format_sla_next_change (&paused, now), ==, G_MAXINT64);
}

/* Paragraphs follow each other with one space between; what is no blank of ASCII stays. */
static void
test_excerpt (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { " \r\n\t ", "" },
    { "Hello,\n\n  thank you.\r\n", "Hello, thank you." },
    { "20" NB "%  é", "20" NB "% é" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = guichet_format_excerpt (cases[i][0]);

      g_assert_cmpstr (line, ==, cases[i][1]);
    }
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/age", test_age);
  g_test_add_func ("/format/day", test_day);
  g_test_add_func ("/format/duration", test_duration);
  g_test_add_func ("/format/promise", test_promise);
  g_test_add_func ("/format/size", test_size);
  g_test_add_func ("/format/excerpt", test_excerpt);
  g_test_add_func ("/format/sla", test_sla);
  g_test_add_func ("/format/next-change", test_next_change);

  return g_test_run ();
}
