/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a person changes: into the outbox, shown at once. */

#include "config.h"

#include "desk-session.h"

#include "desk-error.h"
#include "desk-outbox.h"
#include "desk-problem.h"
#include "desk-session-internal.h"
#include "desk-status-steps.h"
#include "desk-step-private.h"

typedef struct
{
  char *id;
  char *ticket_id;
  char *user_id;
  gint64 now;
} Change;

static void
change_free (Change *change)
{
  g_free (change->id);
  g_free (change->ticket_id);
  g_free (change->user_id);
  g_free (change);
}

static Change *
change_new (DeskSession *self, const char *ticket_id)
{
  Change *change = g_new0 (Change, 1);

  change->id = desk_account_new_id (self->account);
  change->ticket_id = g_strdup (ticket_id);
  change->user_id = g_strdup (self->user_id);
  change->now = desk_account_get_now (self->account);
  return change;
}

/* Takes @step. */
static void
take (DeskSession *self, const char *ticket_id, DeskStep *step)
{
  desk_session_take_as_asked (self, step, ticket_id);
  g_object_unref (step);
}

/** desk_session_set_status: changes the status of a ticket. */
void
desk_session_set_status (DeskSession *self, const char *ticket_id, DeskStatus status)
{
  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (ticket_id != NULL);

  take (self, ticket_id, desk_step_new_status (status));
}

/** desk_session_set_priority: changes the priority of a ticket. */
void
desk_session_set_priority (DeskSession *self, const char *ticket_id, int priority_id)
{
  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (ticket_id != NULL);

  take (self, ticket_id, desk_step_new_priority (priority_id));
}

/** desk_session_set_assignee: gives a ticket to somebody of staff, or to nobody (%NULL). */
void
desk_session_set_assignee (DeskSession *self, const char *ticket_id, const char *user_id)
{
  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (ticket_id != NULL);

  take (self, ticket_id, desk_step_new_assignee (user_id));
}

/** desk_session_may_set_status: whether the person may take a ticket from its status to another. */
gboolean
desk_session_may_set_status (DeskSession *self, DeskTicket *ticket, DeskStatus status)
{
  gboolean reporter_side;

  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (DESK_IS_TICKET (ticket), FALSE);

  /* An affected company reads the ticket, and changes nothing of it. */
  g_object_get (ticket, "reporter-side", &reporter_side, NULL);
  return (desk_session_is_staff (self) || reporter_side) && desk_status_may_step (desk_ticket_get_status (ticket), status, self->role);
}

static gboolean
keep_read (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Change *change = data;

  return desk_outbox_add_read (db, changes, change->id, change->ticket_id, change->user_id, change->now, error);
}

/** desk_session_mark_read: everything of the ticket that the cache has now is read. */
void
desk_session_mark_read (DeskSession *self, const char *ticket_id)
{
  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (ticket_id != NULL);

  if (self->account == NULL)
    return;
  desk_account_write (self->account, keep_read, change_new (self, ticket_id), (GDestroyNotify) change_free);
  if (self->announcer != NULL)
    desk_announcer_withdraw (self->announcer, ticket_id);
}

static gboolean
keep_retry (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  return desk_outbox_retry (db, changes, data, error);
}

/** desk_session_retry: sends a message again that failed, with its files. */
void
desk_session_retry (DeskSession *self, const char *message_id)
{
  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (message_id != NULL);

  desk_account_write (self->account, keep_retry, g_strdup (message_id), g_free);
}

/** desk_session_retry_ticket: sends everything again that failed of a ticket. */
void
desk_session_retry_ticket (DeskSession *self, const char *ticket_id)
{
  desk_session_retry (self, ticket_id);
}
