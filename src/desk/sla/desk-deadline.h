/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/* What a line of the ledger is. */
typedef enum /*< prefix=DESK_DEADLINE >*/
{
  DESK_DEADLINE_FILED,          /* when the clock began; name: by whom, before: of which company */
  DESK_DEADLINE_TARGET,         /* name: the priority's code; since, before: when it was set, and which one was before */
  DESK_DEADLINE_CLOSED,         /* outside the hours of the calendar, n times from since to until; name: the calendar */
  DESK_DEADLINE_WAITING,        /* for the client, from since to until (0: still) */
  DESK_DEADLINE_RESOLVED,       /* while it was resolved */
  DESK_DEADLINE_CHANGED,        /* the hours are others than when the due time was computed */
  DESK_DEADLINE_DUE,            /* since: the due time; name: the calendar, before: its time zone; none around the clock */
} DeskDeadlineKind;

typedef struct
{
  DeskDeadlineKind kind;
  double seconds;               /* what it adds to the lines before */
  gint64 since;
  gint64 until;
  guint n;
  char *name;
  char *before;
} DeskDeadlineLine;

#define DESK_TYPE_DEADLINE (desk_deadline_get_type ())
G_DECLARE_FINAL_TYPE (DeskDeadline, desk_deadline, DESK, DEADLINE, GObject)

/**
 * DeskDeadline:
 *
 * Why a target of a ticket is due when it is, from the numbers of the database. Asked of the backend when it is wanted. Main thread only.
 *
 * Signals: `changed`: it is loading, was loaded, or could not be.
 */
DeskDeadline           *desk_deadline_new         (DeskSession *session, const char *ticket_id, DeskSlaTarget target);
void                    desk_deadline_load        (DeskDeadline *self);
gboolean                desk_deadline_get_loading (DeskDeadline *self);
const GError           *desk_deadline_get_trouble (DeskDeadline *self);
guint                   desk_deadline_get_n_lines (DeskDeadline *self);
const DeskDeadlineLine *desk_deadline_get_line    (DeskDeadline *self, guint position);

G_END_DECLS
