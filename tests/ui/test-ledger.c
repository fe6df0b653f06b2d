/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ledger-line.h"
#include "ui-fixture.h"

/* Why a target is due when it is: each line says what it is, when, and what it adds, to the minute. */

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define AGO(minutes) (UI_FIXTURE_NOW - (minutes) * MINUTE)

static void
test_lines (void)
{
  /* The clock stands at Tuesday 30 June 2026, 09:33. */
  struct
  {
    DeskDeadlineLine line;
    gint64 minutes;
    const char *heard;
  } cases[] = {
    { { DESK_DEADLINE_FILED, 0, AGO (945), 0, 0, (char *) "Nadia Benali", (char *) "North Logistics" }, 0,
      "Filed. by Nadia Benali, North Logistics. Yesterday, 17:48" },
    { { DESK_DEADLINE_FILED, 0, AGO (18), 0, 0, NULL, NULL }, 0, "The client wrote. Today, 09:15" },
    { { DESK_DEADLINE_TARGET, 14400, AGO (22), 0, 0, (char *) "high", (char *) "normal" }, 240,
      "Priority High. since today 09:11, Normal before. + 4\u00a0h" },
    { { DESK_DEADLINE_TARGET, 28800, 0, 0, 0, (char *) "normal", NULL }, 480, "Priority Normal. + 8\u00a0h" },
    { { DESK_DEADLINE_CLOSED, 54000, AGO (933), AGO (33), 1, (char *) "Office", NULL }, 900,
      "Outside office hours. yesterday 18:00 to today 09:00. + 15\u00a0h" },
    { { DESK_DEADLINE_CLOSED, 108000, AGO (2373), AGO (33), 2, (char *) "Office", NULL }, 1800,
      "Outside office hours. 2 times, Sunday, 18:00 to today 09:00. + 1\u00a0d 6\u00a0h" },
    { { DESK_DEADLINE_WAITING, 660, AGO (29), AGO (18), 1, NULL, NULL }, 11, "Waiting for the client. today 09:04 to 09:15. + 11\u00a0min" },
    { { DESK_DEADLINE_WAITING, 0, AGO (29), 0, 1, NULL, NULL }, 0, "Waiting for the client. since today 09:04; counts when it ends. + 0 min" },
    { { DESK_DEADLINE_RESOLVED, 3600, AGO (120), AGO (60), 1, NULL, NULL }, 60, "Resolved meanwhile. today 07:33 to 08:33. + 1\u00a0h" },
    { { DESK_DEADLINE_CHANGED, -1500, 0, 0, 0, NULL, NULL }, -25, "Hours changed since. − 25\u00a0min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *row = g_object_ref_sink (guichet_ledger_line_new (&cases[i].line, cases[i].minutes, UI_FIXTURE_NOW));

      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, cases[i].heard);
      g_assert_finalize_object (row);
    }
}

/* Not a minute is lost, however long it is. */
static void
test_amounts (void)
{
  const struct
  {
    gint64 minutes;
    const char *words;
  } cases[] = {
    { 0, "+ 0 min" }, { 1, "+ 1\u00a0min" }, { 59, "+ 59\u00a0min" }, { 60, "+ 1\u00a0h" }, { 61, "+ 1\u00a0h 01\u00a0min" }, { 1440, "+ 1\u00a0d" }, { 1441, "+ 1\u00a0d 1\u00a0min" },
    { 2 * 1440 + 3 * 60 + 5, "+ 2\u00a0d 3\u00a0h 05\u00a0min" }, { -61, "− 1\u00a0h 01\u00a0min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = guichet_ledger_dup_amount (cases[i].minutes);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ledger/lines", test_lines);
  g_test_add_func ("/ledger/amounts", test_amounts);

  return g_test_run ();
}
