/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wire-tap.h"

G_BEGIN_DECLS

typedef gboolean (*StopwatchShows) (gpointer data);

/* Milliseconds. */
typedef struct
{
  double whole;                 /* from what the person did until the first rows were painted, the backend's time in it */
  double rows;                  /* from the moment when the data was there until they were */
  double work;                  /* what all threads of the program computed from the one to the other: other programs are not in it */
  double stall;                 /* what the longest turn of the main loop computed, until all was quiet */
  WireCount wire;               /* until all was quiet */
} Take;

void   stopwatch_init    (WireTap *tap);
double stopwatch_measure_machine (void);
void   stopwatch_start   (void);
Take   stopwatch_stop    (GtkWidget *toplevel, StopwatchShows shows, gpointer data, gboolean kept, const char *what);
void   stopwatch_quiet   (Take *take, guint milliseconds, guint seconds);

/* Turns the main loop until something is so; a bench that waits in vain ends. */
void   stopwatch_wait    (StopwatchShows so, gpointer data, const char *what, guint seconds);

G_END_DECLS
