/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "stopwatch.h"
#include "ui-fixture.h"

/* How long every page of a large help desk takes to its first rows, against those of a small one in the same run, and what it loads for them. A real
 * backend, the real window on a screen, an administrator whose cache is full. Each page is opened anew in several windows, one after the other; the
 * least time is that of the program, what is above it that of the machine. The limit is for what all threads of the program compute, which other programs
 * on the machine change little, or for the clock on the wall where that says less: threads compute at the same time. Fails where first rows take longer
 * than they may, or where a page loads more because there is more that it does not show. With GUICHET_BENCH_ROOM (queue, thread, places, settings,
 * windows) only those pages. */

#define SMALL 1000
#define WINDOWS 3
#define MOST_MS 100
#define MOST_ROWS 600
/* Of a large desk, more than this times what a small one loads, and this much more: it loads what it does not show. */
#define MOST_RATIO 2
#define MOST_MORE (32 * 1024)

typedef struct
{
  Take take;
  guint rows;
} Result;

/* What the machine took for one and the same computation in this run, at the least and at the most. */
static double machine_least = G_MAXDOUBLE;
static double machine_most;

static void
keep_best (Result *best,
           const Take *take,
           guint rows,
           gboolean first)
{
  best->rows = MAX (best->rows, rows);
  if (first || take->rows < best->take.rows)
    best->take.rows = take->rows;
  if (first || take->work < best->take.work)
    best->take.work = take->work;
  if (first || take->whole < best->take.whole)
    best->take.whole = take->whole;
  if (first || take->stall < best->take.stall)
    best->take.stall = take->stall;
  /* What the first window loads, the others may have. */
  if (take->wire.bytes > best->take.wire.bytes)
    best->take.wire = take->wire;
}

static void
look (Pages *self,
      const Page *page,
      Result *best,
      gboolean first)
{
  const double machine = stopwatch_measure_machine ();
  Take take;

  machine_least = MIN (machine_least, machine);
  machine_most = MAX (machine_most, machine);
  stopwatch_start ();
  page->go (self);
  take = stopwatch_stop (self->other != NULL ? self->other : self->window, page->shows, self, page->kept, page->name);
  stopwatch_quiet (&take, 250, 120);
  keep_best (best, &take, self->page != NULL ? pages_count_rows (self->page, FALSE) : 0, first);
}

static Result *
measure (GPtrArray *pages,
         guint n_tickets,
         double *sync)
{
  LargeDesk *desk = large_desk_new (n_tickets);
  Result *results = g_new0 (Result, pages->len);

  *sync = desk->sync;
  for (guint i = 0; i < WINDOWS; i++)
    {
      Pages *self = pages_new (desk);

      for (guint p = 0; p < pages->len; p++)
        look (self, pages->pdata[p], &results[p], i == 0);
      pages_free (self);
    }
  large_desk_free (desk);

  return results;
}

static gboolean
loads_too_much (const Result *small,
                const Result *large)
{
  return large->take.wire.bytes > MOST_RATIO * small->take.wire.bytes + MOST_MORE || large->rows > MOST_ROWS;
}

static gboolean
judge (const Page *page,
       const Result *small,
       const Result *large)
{
  gboolean late = MIN (large->take.work, large->take.rows) > MOST_MS;
  gboolean greedy = loads_too_much (small, large);

  g_print ("%-28s %8.1f %8.1f %6.1f %8.1f %8.1f %8.1f %5u %8.1f %8.1f %5u%s%s\n", page->name, small->take.work, large->take.work,
           large->take.work / MAX (small->take.work, .1), large->take.rows, large->take.whole, large->take.stall, large->take.wire.requests,
           small->take.wire.bytes / 1024., large->take.wire.bytes / 1024., large->rows, late ? "  TOO LATE" : "", greedy ? "  LOADS TOO MUCH" : "");

  return !late && !greedy;
}

int
main (int argc,
      char *argv[])
{
  const char *wanted = g_getenv ("GUICHET_BENCH_TICKETS");
  guint n = wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : 100000;
  g_autoptr(GPtrArray) pages = pages_dup_all (g_getenv ("GUICHET_BENCH_ROOM"));
  g_autofree Result *small = NULL;
  g_autofree Result *large = NULL;
  double small_sync, large_sync;
  gboolean good = TRUE;

  ui_fixture_init (&argc, &argv);
  /* What GLib says of each connection is not for the table. */
  g_log_set_default_handler (g_log_default_handler, NULL);
  small = measure (pages, SMALL, &small_sync);
  large = measure (pages, n, &large_sync);

  g_print ("Seconds until the cache was full: %.1f with %u tickets, %.1f with %u\n", small_sync, SMALL, large_sync, n);
  g_print ("Milliseconds that the program computes from when the data is there until the first rows are painted, and their ratio; by the clock on the"
           " wall;\nwith the backend's time; in the longest turn of the main loop. What a page asks for and loads, and the widgets of its rows.\n");
  g_print ("%-28s %8u %8u %6s %8s %8s %8s %5s %8u %8u %5s\n", "tickets:", SMALL, n, "ratio", "wall", "whole", "turn", "asked", SMALL, n, "rows");
  for (guint i = 0; i < pages->len; i++)
    good = judge (pages->pdata[i], &small[i], &large[i]) && good;

  g_print ("Milliseconds that the machine took for one and the same computation: %.1f at the least, %.1f at the most\n", machine_least, machine_most);

  return good ? 0 : 1;
}
