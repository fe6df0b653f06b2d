/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-thread-record.h"

G_BEGIN_DECLS

/* More events in a row than this are folded into one line. */
#define DESK_THREAD_FOLD_ABOVE 3

/* One row of a conversation over a sorted array of DeskThreadRecord. Private to desk. */
typedef struct
{
  DeskThreadKind kind;
  guint first;                  /* the record it stands for, or stands in front of */
  guint count;                  /* how many records it stands for; 0 for separators */
  gint64 time;
  guint32 day;                  /* of a day separator: its Julian day in local time */
} DeskThreadRow;

GArray *desk_thread_group (GPtrArray *records, const char *first_unread_id, GTimeZone *zone);

G_END_DECLS
