/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-thread-grouping.h"

static const DeskThreadRecord *
get_record (GPtrArray *records,
            guint i)
{
  return records->pdata[i];
}

static guint32
find_day (gint64 time,
          GTimeZone *zone,
          gint64 *start)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr(GDateTime) midnight = NULL;
  GDate date;
  int year, month, day;

  *start = time;
  if (local == NULL)
    return 0;

  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_set_dmy (&date, day, month, year);
  midnight = g_date_time_new (zone, year, month, day, 0, 0, 0);
  if (midnight != NULL)
    *start = g_date_time_to_unix (midnight) * G_USEC_PER_SEC;

  return g_date_get_julian (&date);
}

static gboolean
is_unread_start (const DeskThreadRecord *record,
                 const char *first_unread_id)
{
  return first_unread_id != NULL && g_strcmp0 (record->id, first_unread_id) == 0;
}

/* How many records from @first on are events of the same day with no separator in between. */
static guint
count_events (GPtrArray *records,
              guint first,
              const char *first_unread_id,
              GTimeZone *zone)
{
  gint64 start;
  guint32 day = find_day (get_record (records, first)->time, zone, &start);
  guint count = 0;

  for (guint i = first; i < records->len; i++)
    {
      const DeskThreadRecord *record = get_record (records, i);

      if (record->kind != DESK_THREAD_EVENT || (i > first && is_unread_start (record, first_unread_id)) ||
          find_day (record->time, zone, &start) > day)
        break;
      count++;
    }

  return count;
}

static void
append_row (GArray *rows,
            DeskThreadKind kind,
            guint first,
            guint count,
            gint64 time,
            guint32 day)
{
  DeskThreadRow row = { kind, first, count, time, day };

  g_array_append_val (rows, row);
}

/**
 * desk_thread_group:
 * @records: (element-type DeskThreadRecord): messages and events, oldest first, those that wait at the end
 * @first_unread_id: (nullable): above which record the line for new ones goes
 * @zone: whose days
 *
 * Groups what happened into rows: a separator above each day, the line above the first unread, and more than three events in a row folded into
 * one. A pure function. What waits may be older by this computer's clock than what is above it; days never go back.
 *
 * Returns: (transfer full) (element-type DeskThreadRow): the rows
 */
GArray *
desk_thread_group (GPtrArray *records,
                   const char *first_unread_id,
                   GTimeZone *zone)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (DeskThreadRow));
  guint32 last_day = 0;

  for (guint i = 0; i < records->len;)
    {
      const DeskThreadRecord *record = get_record (records, i);
      gint64 start;
      guint32 day = find_day (record->time, zone, &start);
      guint n_events = 0;

      if (day > last_day)
        append_row (rows, DESK_THREAD_DAY, i, 0, start, day);
      last_day = MAX (day, last_day);
      if (is_unread_start (record, first_unread_id))
        append_row (rows, DESK_THREAD_NEW, i, 0, record->time, 0);

      if (record->kind == DESK_THREAD_EVENT)
        n_events = count_events (records, i, first_unread_id, zone);
      if (n_events > DESK_THREAD_FOLD_ABOVE)
        {
          append_row (rows, DESK_THREAD_EVENTS, i, n_events, record->time, 0);
          i += n_events;
        }
      else
        {
          append_row (rows, record->kind, i, 1, record->time, 0);
          i++;
        }
    }

  return rows;
}
