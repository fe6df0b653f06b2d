/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-conversation-internal.h"

#include "desk-enums.h"
#include "desk-session-private.h"

static void desk_conversation_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskConversation, desk_conversation, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_conversation_model_init))

GParamSpec *desk_conversation_properties[N_PROPERTIES];

static GType
desk_conversation_get_item_type (GListModel *model)
{
  return DESK_TYPE_THREAD_ITEM;
}

static guint
desk_conversation_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (desk_conversation_get_rows (DESK_CONVERSATION (model)));
}

static gpointer
desk_conversation_get_item (GListModel *model,
                            guint position)
{
  return g_list_model_get_item (desk_conversation_get_rows (DESK_CONVERSATION (model)), position);
}

static void
desk_conversation_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_conversation_get_item_type;
  iface->get_n_items = desk_conversation_get_n_items;
  iface->get_item = desk_conversation_get_item;
}

static void
on_items_changed (DeskConversation *self,
                  guint position,
                  guint removed,
                  guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
on_typing (DeskConversation *self,
           const char *ticket_id)
{
  g_autofree char *typing = NULL;

  if (g_strcmp0 (ticket_id, self->ticket_id) != 0)
    return;

  typing = desk_session_dup_typing (self->session, self->ticket_id);
  if (g_strcmp0 (typing, self->typing) == 0)
    return;
  g_free (self->typing);
  self->typing = g_steal_pointer (&typing);
  g_object_notify_by_pspec (G_OBJECT (self), desk_conversation_properties[PROP_TYPING]);
}

static void
desk_conversation_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  DeskConversation *self = DESK_CONVERSATION (object);

  switch (property_id)
    {
    case PROP_TICKET:
      g_value_set_object (value, self->ticket);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_HAS_OLDER:
      g_value_set_boolean (value, self->has_older);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_FIRST_UNREAD:
      g_value_set_uint (value, self->first_unread);
      break;
    case PROP_FILES:
      g_value_set_object (value, desk_conversation_get_files (self));
      break;
    case PROP_TYPING:
      g_value_set_string (value, self->typing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_conversation_dispose (GObject *object)
{
  DeskConversation *self = DESK_CONVERSATION (object);

  if (self->cache != NULL)
    {
      g_clear_signal_handler (&self->changed_handler, desk_cache_get_store (self->cache));
      desk_session_leave_conversation (self->session, self->ticket_id);
    }
  g_clear_object (&self->cache);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_conversation_parent_class)->dispose (object);
}

static void
desk_conversation_finalize (GObject *object)
{
  DeskConversation *self = DESK_CONVERSATION (object);

  g_clear_object (&self->ticket);
  g_clear_pointer (&self->rows, desk_conversation_rows_free);
  g_free (self->ticket_id);
  g_free (self->typing);
  g_free (self->first_unread_id);

  G_OBJECT_CLASS (desk_conversation_parent_class)->finalize (object);
}

static void
desk_conversation_class_init (DeskConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_conversation_get_property;
  object_class->dispose = desk_conversation_dispose;
  object_class->finalize = desk_conversation_finalize;

  desk_conversation_properties[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, DESK_TYPE_TICKET, read_only);
  desk_conversation_properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, read_only);
  desk_conversation_properties[PROP_HAS_OLDER] = g_param_spec_boolean ("has-older", NULL, NULL, FALSE, read_only);
  desk_conversation_properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, read_only);
  desk_conversation_properties[PROP_FIRST_UNREAD] = g_param_spec_uint ("first-unread", NULL, NULL, 0, G_MAXUINT, G_MAXUINT, read_only);
  desk_conversation_properties[PROP_FILES] = g_param_spec_object ("files", NULL, NULL, G_TYPE_LIST_MODEL, read_only);
  desk_conversation_properties[PROP_TYPING] = g_param_spec_string ("typing", NULL, NULL, NULL, read_only);
  g_object_class_install_properties (object_class, N_PROPERTIES, desk_conversation_properties);
}

static void
desk_conversation_init (DeskConversation *self)
{
  self->loading = TRUE;
  self->first_unread = G_MAXUINT;
}

/**
 * desk_conversation_new:
 * @session: who looks; signed in
 * @ticket_id: of which ticket
 *
 * Opens a conversation: what the cache has shows soon, and what it lacks is fetched. It is live as long as somebody holds it.
 *
 * Returns: (transfer full): a new conversation
 */
DeskConversation *
desk_conversation_new (DeskSession *session,
                       const char *ticket_id)
{
  DeskConversation *self;

  g_return_val_if_fail (session != NULL, NULL);
  g_return_val_if_fail (ticket_id != NULL, NULL);
  g_return_val_if_fail (desk_session_get_cache (session) != NULL, NULL);

  self = g_object_new (DESK_TYPE_CONVERSATION, NULL);
  self->session = g_object_ref (session);
  self->cache = g_object_ref (desk_session_get_cache (session));
  self->ticket_id = g_strdup (ticket_id);
  self->ticket = desk_cache_dup_ticket (self->cache, ticket_id);
  self->rows = desk_conversation_rows_new (self->cache);
  g_signal_connect_object (desk_conversation_get_rows (self), "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  self->changed_handler = g_signal_connect_swapped (desk_cache_get_store (self->cache), "changed", G_CALLBACK (desk_conversation_on_changed), self);
  g_signal_connect_object (session, "notify::connection", G_CALLBACK (desk_conversation_update_loading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "typing", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  desk_session_want_conversation (session, ticket_id);
  desk_conversation_ask (self);

  return self;
}

/**
 * desk_conversation_get_ticket:
 * @self: a conversation
 *
 * Gives the ticket.
 *
 * Returns: (transfer none): the ticket
 */
DeskTicket *
desk_conversation_get_ticket (DeskConversation *self)
{
  g_return_val_if_fail (DESK_IS_CONVERSATION (self), NULL);

  return self->ticket;
}

/**
 * desk_conversation_get_files:
 * @self: a conversation
 *
 * Lists all files of the ticket, whether their messages show or not, oldest first.
 *
 * Returns: (transfer none): a live list of #DeskAttachment
 */
GListModel *
desk_conversation_get_files (DeskConversation *self)
{
  g_return_val_if_fail (DESK_IS_CONVERSATION (self), NULL);

  return G_LIST_MODEL (desk_conversation_rows_files (self->rows));
}

/**
 * desk_conversation_get_loading:
 * @self: a conversation
 *
 * Tells whether the first rows are still to come.
 *
 * Returns: %FALSE when what shows is what there is
 */
gboolean
desk_conversation_get_loading (DeskConversation *self)
{
  g_return_val_if_fail (DESK_IS_CONVERSATION (self), FALSE);

  return self->loading;
}

/**
 * desk_conversation_get_has_older:
 * @self: a conversation
 *
 * Tells whether the cache has rows from before the first one.
 *
 * Returns: whether desk_conversation_load_older() brings any
 */
gboolean
desk_conversation_get_has_older (DeskConversation *self)
{
  g_return_val_if_fail (DESK_IS_CONVERSATION (self), FALSE);

  return self->has_older;
}

/**
 * desk_conversation_get_first_unread:
 * @self: a conversation
 *
 * Tells where the first message is that was unread when the conversation was opened: the row below the line.
 *
 * Returns: its position now, or %G_MAXUINT (GTK_INVALID_LIST_POSITION) when nothing was unread
 */
guint
desk_conversation_get_first_unread (DeskConversation *self)
{
  g_return_val_if_fail (DESK_IS_CONVERSATION (self), G_MAXUINT);

  return self->first_unread;
}

/**
 * desk_conversation_load_older:
 * @self: a conversation
 *
 * Puts a page of older rows in front, if there are any. Asking again before they have come does nothing.
 */
void
desk_conversation_load_older (DeskConversation *self)
{
  g_return_if_fail (DESK_IS_CONVERSATION (self));

  if (!self->has_older || self->wants_older || self->older_under_way)
    return;

  self->wants_older = TRUE;
  desk_conversation_ask_next (self);
}

/**
 * desk_conversation_load_all:
 * @self: a conversation
 *
 * Brings everything that the cache has, for who wants the whole of it, as to print it. It is there when `has-older` and `loading` are %FALSE
 * and, unless the program is offline, `complete` is %TRUE.
 */
void
desk_conversation_load_all (DeskConversation *self)
{
  g_return_if_fail (DESK_IS_CONVERSATION (self));

  if (self->wants_all)
    return;

  self->wants_all = TRUE;
  desk_conversation_ask (self);
}

/**
 * desk_conversation_get_complete:
 * @self: a conversation
 *
 * Tells whether the backend's rows have been fetched, all of them.
 *
 * Returns: %FALSE while the cache has some of them at most
 */
gboolean
desk_conversation_get_complete (DeskConversation *self)
{
  g_return_val_if_fail (DESK_IS_CONVERSATION (self), FALSE);

  return self->complete;
}

/**
 * desk_conversation_mark_read:
 * @self: a conversation
 *
 * Says that the person has read everything that is in it now. The line above what was new stays while the conversation is open.
 */
void
desk_conversation_mark_read (DeskConversation *self)
{
  g_return_if_fail (DESK_IS_CONVERSATION (self));

  desk_session_mark_read (self->session, self->ticket_id);
}

/**
 * desk_conversation_set_typing:
 * @self: a conversation
 * @mode: which of the two buffers the person writes in
 * @typing: whether they write now
 *
 * Tells the others that the person is typing, or has stopped: those who may see what is written, and nobody else.
 */
void
desk_conversation_set_typing (DeskConversation *self,
                              DeskDraftMode mode,
                              gboolean typing)
{
  g_return_if_fail (DESK_IS_CONVERSATION (self));

  desk_session_set_typing (self->session, self->ticket_id, mode, typing);
}
