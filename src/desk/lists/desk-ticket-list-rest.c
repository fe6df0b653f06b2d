/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* When what follows the first tickets of a list is asked for. A list view of GTK looks through all that come at once for the row that it holds on to, and
 * so would make an object of each of a hundred thousand; but not of what comes after it. */

#include "config.h"

#include "desk-ticket-list-internal.h"

#include "desk-ticket-keys.h"

/* Milliseconds after the first ones have been read, for the screen. */
#define PATIENCE 150
/* More rows than a screen has. A list view makes two hundred if it can, and paints none of them before all are made. */
#define SIGHT 64

typedef struct
{
  DeskTicketList *list;
  guint generation;
} Wait;

/** desk_ticket_list_hold: (transfer full): of the first ones those that are in sight; the others wait until these are painted. Private to the list. */
GArray *
desk_ticket_list_hold (DeskTicketList *self,
                       GArray *keys)
{
  g_clear_pointer (&self->held, g_array_unref);
  if (keys->len <= SIGHT)
    return g_array_ref (keys);

  self->held = g_array_ref (keys);

  return desk_ticket_keys_dup_first (keys, SIGHT);
}

/**
 * desk_ticket_list_show_read:
 * @self: a list
 *
 * Shows at once all that has been read: what is not in sight comes a moment after it, for whoever needs more than that now.
 */
void
desk_ticket_list_show_read (DeskTicketList *self)
{
  g_autoptr(GArray) held = NULL;

  g_return_if_fail (DESK_IS_TICKET_LIST (self));

  held = g_steal_pointer (&self->held);
  if (held != NULL)
    desk_ticket_list_take (self, held);
}

static gboolean
on_patient (gpointer user_data)
{
  g_autoptr(DeskTicketList) self = g_object_ref (user_data);
  const guint generation = self->generation;

  self->rest = 0;
  desk_ticket_list_show_read (self);
  if (generation == self->generation)
    desk_ticket_list_ask_rest (self);

  return G_SOURCE_REMOVE;
}

static gboolean
read_nothing (sqlite3 *db,
              gpointer data,
              gpointer *result,
              GError **error)
{
  return TRUE;
}

/* The reader has nothing else to do, so the rows that somebody looks at have been read. Where the machine is slow, they are painted first. */
static void
on_rows_read (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autofree Wait *wait = user_data;
  g_autoptr(DeskTicketList) self = wait->list;
  g_autoptr(GError) error = NULL;

  desk_store_read_finish (DESK_STORE (source), result, &error);
  if (wait->generation != self->generation || error != NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  self->rest = g_timeout_add_full (G_PRIORITY_LOW, PATIENCE, on_patient, self, NULL);
}

/* Whoever follows the list has asked for the rows in sight. */
static gboolean
on_rows_wanted (gpointer user_data)
{
  DeskTicketList *self = user_data;
  Wait *wait = g_new0 (Wait, 1);

  self->rest = 0;
  wait->list = g_object_ref (self);
  wait->generation = self->generation;
  desk_store_read_later_async (desk_cache_get_store (self->cache), read_nothing, NULL, NULL, NULL, self->cancellable, on_rows_read, wait);

  return G_SOURCE_REMOVE;
}

/** desk_ticket_list_wait_for_rest: asks for all once the first ones show, but for a list that nobody has any more. Private to the list. */
void
desk_ticket_list_wait_for_rest (DeskTicketList *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->rest = g_idle_add_full (G_PRIORITY_LOW, on_rows_wanted, self, NULL);
}
