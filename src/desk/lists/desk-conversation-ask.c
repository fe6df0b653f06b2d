/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-conversation-internal.h"

#include "desk-session-private.h"

/* What a conversation asks of the cache, and what becomes of the answers. */

static void
take_flag (DeskConversation *self, gboolean *place, gboolean value, guint property)
{
  if (*place == value)
    return;

  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), desk_conversation_properties[property]);
}

/* An empty conversation is loading while its rows may be on their way; without a network nothing comes, and what is gone does not come back. */
void
desk_conversation_update_loading (DeskConversation *self)
{
  gboolean empty = g_list_model_get_n_items (desk_conversation_get_rows (self)) == 0;
  gboolean may_come = desk_session_get_connection (self->session) != DESK_CONNECTION_OFFLINE;

  take_flag (self, &self->loading, !self->answered || (empty && !self->known && may_come), PROP_LOADING);
}

static void
update_first_unread (DeskConversation *self)
{
  guint position = desk_conversation_rows_find_unread (self->rows);

  if (self->first_unread == position)
    return;

  self->first_unread = position;
  g_object_notify_by_pspec (G_OBJECT (self), desk_conversation_properties[PROP_FIRST_UNREAD]);
}

/* What is unread when the conversation opens stays marked while it is open. */
static void
decide_unread (DeskConversation *self,
               DeskConversationAnswer *answer)
{
  if (self->unread_decided || (answer->records->len == 0 && !answer->known))
    return;

  self->unread_decided = TRUE;
  self->first_unread_id = g_steal_pointer (&answer->first_unread_id);
}

static void
take_answer (DeskConversation *self,
             DeskConversationAnswer *answer)
{
  decide_unread (self, answer);
  self->from = answer->from;
  self->known |= answer->known || answer->records->len > 0;
  self->answered = TRUE;

  g_object_freeze_notify (G_OBJECT (self));
  desk_conversation_rows_take (self->rows, answer, self->first_unread_id);
  take_flag (self, &self->has_older, answer->has_older, PROP_HAS_OLDER);
  take_flag (self, &self->complete, self->complete || answer->known, PROP_COMPLETE);
  update_first_unread (self);
  desk_conversation_update_loading (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_answer (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr(DeskConversation) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskConversationAnswer) answer = desk_store_read_finish (DESK_STORE (source), result, &error);

  self->under_way = FALSE;
  self->older_under_way = FALSE;
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot read the conversation: %s", error->message);
      self->answered = TRUE;
      desk_conversation_update_loading (self);
      return;
    }

  take_answer (self, answer);
  desk_conversation_ask_next (self);
}

/* While everything fits, the newest page is asked for anew, with room to grow: the backend's rows may come in only now. Once there is more, the
 * conversation keeps where it begins. */
static DeskConversationStep
find_step (DeskConversation *self)
{
  if (self->wants_all && self->answered)
    return DESK_CONVERSATION_SAME;
  if (!self->answered || (!self->has_older && !self->went_back))
    return DESK_CONVERSATION_NEWEST;

  return self->wants_older ? DESK_CONVERSATION_OLDER : DESK_CONVERSATION_SAME;
}

void
desk_conversation_ask_next (DeskConversation *self)
{
  DeskConversationStep step = find_step (self);
  guint page = DESK_CONVERSATION_PAGE;

  if (self->cache == NULL || self->under_way || !(self->touched || self->wants_older))
    return;

  if (step == DESK_CONVERSATION_NEWEST && self->answered)
    page += g_list_model_get_n_items (desk_conversation_get_rows (self));
  if (self->wants_all && self->answered)
    self->from = (DeskThreadPlace) { 0, G_MININT64 };
  self->went_back |= self->wants_older;
  self->older_under_way = self->wants_older;
  self->wants_older = FALSE;
  self->touched = FALSE;
  self->under_way = TRUE;
  desk_conversation_query_async (self->cache, self->ticket_id, step, self->from, page, on_answer, g_object_ref (self));
}

void
desk_conversation_ask (DeskConversation *self)
{
  self->touched = TRUE;
  desk_conversation_ask_next (self);
}

void
desk_conversation_on_changed (DeskConversation *self,
                              DeskStoreChanges *changes)
{
  if (desk_store_changes_has_ticket (changes, self->ticket_id) || desk_store_changes_has_table (changes, "profiles") ||
      desk_store_changes_has_table (changes, "people") || desk_store_changes_has_table (changes, "clients"))
    desk_conversation_ask (self);
}
