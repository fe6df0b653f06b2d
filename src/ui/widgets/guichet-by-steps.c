/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-by-steps.h"

/* Microseconds of one turn: it and the frame after it stay below what is noticed. */
#define TURN 8000

typedef struct
{
  guint *id;
  GuichetStepFunc step;
  gpointer user_data;
} Steps;

static gboolean
on_idle (gpointer user_data)
{
  Steps *steps = user_data;
  gint64 end = g_get_monotonic_time () + TURN;

  do
    if (!steps->step (steps->user_data))
      {
        *steps->id = 0;
        return G_SOURCE_REMOVE;
      }
  while (g_get_monotonic_time () < end);

  return G_SOURCE_CONTINUE;
}

/**
 * guichet_by_steps_begin:
 * @id: (inout): what g_source_remove() takes while steps are left, else 0
 * @step: does a little
 * @user_data: of @step
 *
 * Does what takes long in small steps, after the window was painted and what the person does was answered. What still runs under @id ends.
 */
void
guichet_by_steps_begin (guint *id,
                     GuichetStepFunc step,
                     gpointer user_data)
{
  Steps *steps = g_new (Steps, 1);

  g_clear_handle_id (id, g_source_remove);
  *steps = (Steps) { id, step, user_data };
  *id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle, steps, g_free);
}
