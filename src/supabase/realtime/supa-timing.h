/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*< private >
 * SupaTiming:
 *
 * How long things take, in milliseconds; tests make them short.
 */
typedef struct
{
  guint heartbeat; /* between two signs of life */
  guint answer;    /* for the answer to one */
  guint tick;      /* between two looks at the clock */
  guint join;      /* for the reply to a join; refusals come five seconds late */
  guint ready;     /* from there to "Subscribed to PostgreSQL" */
  guint stable;    /* until a connection counts as good */
  guint probe;     /* between two tries of a topic that was refused */
  guint stagger;   /* between the joins of several channels */
  double backoff;  /* a factor on the waits between tries */
  gint64 (*get_boottime) (void);
} SupaTiming;

G_END_DECLS
