/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "stopwatch.h"

#include <time.h>

#define PATIENCE 120
/* A program that computes for less than this part of the time does nothing in particular. */
#define CALM 10

static WireTap *tap;
static gint64 started_at;
static gint64 started_work;
static gint64 stall;

/* Microseconds that were computed, by all threads or by this one. */
static gint64
get_work (clockid_t of)
{
  struct timespec work;

  clock_gettime (of, &work);

  return work.tv_sec * G_USEC_PER_SEC + work.tv_nsec / 1000;
}

/** stopwatch_init: what passes there tells when data was there. */
void
stopwatch_init (WireTap *wire)
{
  tap = wire;
}

static void
turn (void)
{
  gint64 begin = get_work (CLOCK_THREAD_CPUTIME_ID);

  g_main_context_iteration (NULL, TRUE);
  stall = MAX (stall, get_work (CLOCK_THREAD_CPUTIME_ID) - begin);
}

static gboolean
look_again (gpointer nothing)
{
  return G_SOURCE_CONTINUE;
}

void
stopwatch_wait (StopwatchShows so,
                gpointer data,
                const char *what,
                guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  guint look = g_timeout_add (20, look_again, NULL);

  while (!so (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("Waited in vain for %s", what);
      turn ();
    }
  g_source_remove (look);
}

/** stopwatch_measure_machine: the milliseconds that it computes for what is always the same, to tell a slow machine from a slow page. */
double
stopwatch_measure_machine (void)
{
  static const guchar block[1 << 16];
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gint64 begin = get_work (CLOCK_THREAD_CPUTIME_ID);

  for (guint i = 0; i < 32; i++)
    g_checksum_update (checksum, block, sizeof (block));
  g_assert_nonnull (g_checksum_get_string (checksum));

  return (get_work (CLOCK_THREAD_CPUTIME_ID) - begin) / 1000.0;
}

/** stopwatch_start: the person does something. */
void
stopwatch_start (void)
{
  wire_tap_reset (tap);
  stall = 0;
  started_at = g_get_monotonic_time ();
  started_work = get_work (CLOCK_PROCESS_CPUTIME_ID);
}

typedef struct
{
  StopwatchShows shows;
  gpointer data;
  gboolean kept;
  gint64 painted_at;
  gint64 data_at;               /* when the last of the data came, as far as this was seen */
  gint64 data_work;             /* and what had been computed until then */
  gint64 seen_work;
  gint64 work;                  /* from there until the paint */
} Frames;

/* Looks after every turn whether data came, so that the work after it is known from the work before. */
static gboolean
is_painted (gpointer data)
{
  Frames *frames = data;
  gint64 last_at = wire_tap_count (tap).last_at;

  if (!frames->kept && frames->painted_at == 0 && last_at > frames->data_at)
    {
      frames->data_at = last_at;
      frames->data_work = frames->seen_work;
    }
  frames->seen_work = get_work (CLOCK_PROCESS_CPUTIME_ID);

  return frames->painted_at != 0;
}

/* What is there after a frame was painted is on the screen. */
static void
on_painted (Frames *frames)
{
  if (frames->painted_at == 0 && frames->shows (frames->data))
    {
      is_painted (frames);
      frames->painted_at = g_get_monotonic_time ();
      frames->work = frames->seen_work - frames->data_work;
    }
}

/**
 * stopwatch_stop:
 * @toplevel: the window that paints
 * @shows: whether the first rows are there
 * @data: of @shows
 * @kept: whether the data was there from the beginning, so that no answer counts
 * @what: what is waited for
 *
 * Returns: how long it took until they were painted
 */
Take
stopwatch_stop (GtkWidget *toplevel,
                StopwatchShows shows,
                gpointer data,
                gboolean kept,
                const char *what)
{
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (toplevel);
  Frames frames = { shows, data, kept, 0, started_at, started_work, started_work, 0 };
  gulong handler = g_signal_connect_data (frame_clock, "after-paint", G_CALLBACK (on_painted), &frames, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  Take take = { 0 };

  gtk_widget_queue_draw (toplevel);
  stopwatch_wait (is_painted, &frames, what, PATIENCE);
  g_signal_handler_disconnect (frame_clock, handler);
  take.whole = (frames.painted_at - started_at) / 1000.0;
  take.rows = (frames.painted_at - frames.data_at) / 1000.0;
  take.work = frames.work / 1000.0;

  return take;
}

typedef struct
{
  gint64 since;
  gint64 length;
  gint64 work;                  /* what had been computed then */
} Quiet;

/* Without an answer for so long, and with hardly anything computed: what a page leaves for later is not the next one's. */
static gboolean
is_quiet (gpointer data)
{
  Quiet *quiet = data;
  gint64 last_at = wire_tap_count (tap).last_at;
  gint64 now = g_get_monotonic_time ();
  gboolean busy;

  if (last_at <= quiet->since && now - quiet->since <= quiet->length)
    return FALSE;

  busy = last_at > quiet->since || get_work (CLOCK_PROCESS_CPUTIME_ID) - quiet->work > quiet->length / CALM;
  quiet->since = now;
  quiet->work = get_work (CLOCK_PROCESS_CPUTIME_ID);

  return !busy;
}

/**
 * stopwatch_quiet:
 * @take: (out): what came until then
 * @milliseconds: so long without an answer and with hardly anything to compute, nothing more is under way
 * @seconds: how long to wait for that
 */
void
stopwatch_quiet (Take *take,
                 guint milliseconds,
                 guint seconds)
{
  Quiet quiet = { g_get_monotonic_time (), milliseconds * G_GINT64_CONSTANT (1000), get_work (CLOCK_PROCESS_CPUTIME_ID) };

  stopwatch_wait (is_quiet, &quiet, "quiet", seconds);
  take->wire = wire_tap_count (tap);
  take->stall = stall / 1000.0;
}
