/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a person is looking at: conversations that are open, the ticket in view, who is typing there. */

#include "config.h"

#include "desk-session.h"

#include "desk-session-internal.h"

/* Private to desk. Documented in its header. */
void
desk_session_want_conversation (DeskSession *self, const char *ticket_id)
{
  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (ticket_id != NULL);

  if (self->sync != NULL)
    desk_sync_want (self->sync, ticket_id);
  if (self->typing != NULL)
    desk_typing_open (self->typing, ticket_id);
}

/* Private to desk. Documented in its header. */
void
desk_session_leave_conversation (DeskSession *self, const char *ticket_id)
{
  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (ticket_id != NULL);

  if (self->typing != NULL)
    desk_typing_close (self->typing, ticket_id);
}

/* Private to desk. Documented in its header. */
void
desk_session_set_typing (DeskSession *self, const char *ticket_id, DeskDraftMode mode, gboolean typing)
{
  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (ticket_id != NULL);

  if (self->typing != NULL && typing && mode != DESK_DRAFT_REQUEST)
    desk_typing_tell (self->typing, ticket_id, mode, self->user_name);
}

/* Private to desk. Documented in its header. */
char *
desk_session_dup_typing (DeskSession *self, const char *ticket_id)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return self->typing != NULL ? desk_typing_dup_names (self->typing, ticket_id) : NULL;
}

/* Private to desk. Documented in its header. */
GPtrArray *
desk_session_dup_present (DeskSession *self, const char *ticket_id)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return self->typing != NULL ? desk_typing_dup_present (self->typing, ticket_id)
                              : g_ptr_array_new_with_free_func ((GDestroyNotify) desk_present_free);
}

/**
 * desk_session_set_ticket_in_view:
 * @ticket_id: (nullable): what the person is looking at; %NULL for none, or while the window is not in front
 *
 * There is no notification for it, and the one that there is goes.
 */
void
desk_session_set_ticket_in_view (DeskSession *self, const char *ticket_id)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  if (self->announcer != NULL)
    desk_announcer_set_in_view (self->announcer, ticket_id);
}

/* Private to desk. Transfer full. */
DeskTicket *
desk_session_dup_ticket (DeskSession *self, const char *ticket_id)
{
  g_return_val_if_fail (DESK_IS_SESSION (self) && self->cache != NULL, NULL);
  return desk_cache_dup_ticket (self->cache, ticket_id);
}

/* Private to desk. Transfer full. */
DeskAttachment *
desk_session_dup_attachment (DeskSession *self, const char *attachment_id)
{
  g_return_val_if_fail (DESK_IS_SESSION (self) && self->cache != NULL, NULL);
  return desk_cache_dup_attachment (self->cache, attachment_id);
}
