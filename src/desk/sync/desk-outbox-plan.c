/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-outbox.h"

/* 2 s, 4 s, 8 s, ... but never more than five minutes apart. */
#define FIRST_DELAY (2 * G_TIME_SPAN_SECOND)
#define LONGEST_DELAY (5 * G_TIME_SPAN_MINUTE)

/**
 * desk_outbox_back_off:
 * @attempts: how many attempts have failed, at least one
 *
 * Returns: how long to wait before the next one, in microseconds
 */
gint64
desk_outbox_back_off (guint attempts)
{
  guint doublings = attempts > 0 ? MIN (attempts - 1, 16) : 0;

  return MIN (FIRST_DELAY << doublings, LONGEST_DELAY);
}

/* What goes one after another: all of a ticket, but for read marks, which wait for nothing that is written. */
static char *
dup_lane (const DeskOutboxRow *row)
{
  return g_str_equal (row->kind, DESK_OUTBOX_READ) ? g_strconcat (row->ticket_id, "/read", NULL) : g_strdup (row->ticket_id);
}

/**
 * desk_outbox_plan:
 * @rows: (element-type DeskOutboxRow): the outbox, oldest first
 * @now: the time
 * @max_parallel: how many may be under way at once
 * @look_again_at: (out): when the first of those that wait for their time may go, 0 for none
 *
 * A ticket's rows go in order, one at a time; a row whose dependency is still here waits; what failed holds up only what depends
 * on it; different tickets do not wait for each other.
 *
 * Returns: (transfer container) (element-type DeskOutboxRow): what may start now
 */
GPtrArray *
desk_outbox_plan (GPtrArray *rows, gint64 now, guint max_parallel, gint64 *look_again_at)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *start = g_ptr_array_new ();
  guint under_way = 0;

  g_assert (rows != NULL);

  *look_again_at = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const DeskOutboxRow *row = g_ptr_array_index (rows, i);

      g_hash_table_add (present, row->id);
      if (row->state == DESK_DELIVERY_SENDING)
        {
          g_hash_table_add (taken, dup_lane (row));
          under_way++;
        }
    }

  for (guint i = 0; i < rows->len; i++)
    {
      DeskOutboxRow *row = g_ptr_array_index (rows, i);
      gint64 not_before = MAX (row->next_attempt_at, row->hold_until);
      char *lane;

      if (row->state == DESK_DELIVERY_FAILED)
        continue;
      lane = dup_lane (row);
      if (!g_hash_table_add (taken, lane) || row->state != DESK_DELIVERY_WAITING)
        continue;
      if (row->depends_on != NULL && g_hash_table_contains (present, row->depends_on))
        continue;
      /* Further away than any delay: the clock was set back meanwhile. */
      if (not_before > now && not_before <= now + LONGEST_DELAY)
        *look_again_at = *look_again_at == 0 ? not_before : MIN (*look_again_at, not_before);
      else if (under_way + start->len < max_parallel)
        g_ptr_array_add (start, row);
    }
  return start;
}
