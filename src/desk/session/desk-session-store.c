/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a person has to know of the cache file: that it was damaged, and whether something of theirs went with it. */

#include "config.h"

#include "desk-session.h"

#include "desk-error.h"
#include "desk-session-internal.h"

static void
tell (DeskSession *self, DeskError code)
{
  g_autoptr (GError) problem = g_error_new_literal (DESK_ERROR, code, "The cache file is damaged");

  desk_session_emit_problem (self, problem);
}

static void
on_damaged (DeskSession *self)
{
  tell (self, DESK_ERROR_CACHE_DAMAGED);
}

static gboolean
on_condition_known (gpointer user_data)
{
  DeskSession *self = user_data;

  if (self->store == NULL)
    return G_SOURCE_REMOVE;

  switch (desk_store_get_condition (self->store))
    {
    case DESK_STORE_REBUILT:
      tell (self, DESK_ERROR_CACHE_REBUILT);
      break;
    case DESK_STORE_OUTBOX_LOST:
      tell (self, DESK_ERROR_OUTBOX_LOST);
      break;
    case DESK_STORE_INTACT:
    default:
      break;
    }

  return G_SOURCE_REMOVE;
}

/* Private to desk. Says once how the file was found, when whoever opened the account can hear it, and later whether it breaks. */
void
desk_session_watch_store (DeskSession *self)
{
  g_signal_connect_object (self->store, "damaged", G_CALLBACK (on_damaged), self, G_CONNECT_SWAPPED);
  if (desk_store_get_condition (self->store) != DESK_STORE_INTACT)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_condition_known, g_object_ref (self), g_object_unref);
}
