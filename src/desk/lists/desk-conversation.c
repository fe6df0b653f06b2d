/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-conversation.h"

#include "desk-conversation-rows.h"
#include "desk-enums.h"
#include "desk-session-private.h"

struct _DeskConversation
{
  GObject parent_instance;

  DeskSession *session;
  DeskCache *cache;
  char *ticket_id;
  DeskTicket *ticket;
  DeskConversationRows *rows;
  gulong changed_handler;
  char *typing;

  DeskThreadPlace from;
  char *first_unread_id;        /* where the line is; decided once */
  gboolean unread_decided;
  guint first_unread;
  gboolean answered;
  gboolean known;
  gboolean loading;
  gboolean has_older;
  gboolean went_back;           /* the person asked for older rows */

  gboolean under_way;
  gboolean touched;             /* ask again, once what is under way has come */
  gboolean wants_older;
  gboolean older_under_way;
};

static void desk_conversation_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskConversation, desk_conversation, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_conversation_model_init))

enum
{
  PROP_TICKET = 1,
  PROP_LOADING,
  PROP_HAS_OLDER,
  PROP_FIRST_UNREAD,
  PROP_FILES,
  PROP_TYPING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void ask_next (DeskConversation *self);

#define get_rows(self) G_LIST_MODEL (desk_conversation_rows_get ((self)->rows))

static GType
desk_conversation_get_item_type (GListModel *model)
{
  return DESK_TYPE_THREAD_ITEM;
}

static guint
desk_conversation_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (get_rows (DESK_CONVERSATION (model)));
}

static gpointer
desk_conversation_get_item (GListModel *model,
                            guint position)
{
  return g_list_model_get_item (get_rows (DESK_CONVERSATION (model)), position);
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
take_flag (DeskConversation *self, gboolean *place, gboolean value, guint property)
{
  if (*place == value)
    return;

  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* An empty conversation is loading while its rows may be on their way; without a network nothing comes, and what is gone does not come back. */
static void
update_loading (DeskConversation *self)
{
  gboolean empty = g_list_model_get_n_items (get_rows (self)) == 0;
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_UNREAD]);
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
  update_first_unread (self);
  update_loading (self);
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
      update_loading (self);
      return;
    }

  take_answer (self, answer);
  ask_next (self);
}

/* While everything fits, the newest page is asked for anew, with room to grow: the backend's rows may come in only now. Once there is more, the
 * conversation keeps where it begins. */
static DeskConversationStep
find_step (DeskConversation *self)
{
  if (!self->answered || (!self->has_older && !self->went_back))
    return DESK_CONVERSATION_NEWEST;

  return self->wants_older ? DESK_CONVERSATION_OLDER : DESK_CONVERSATION_SAME;
}

static void
ask_next (DeskConversation *self)
{
  DeskConversationStep step = find_step (self);
  guint page = DESK_CONVERSATION_PAGE;

  if (self->cache == NULL || self->under_way || !(self->touched || self->wants_older))
    return;

  if (step == DESK_CONVERSATION_NEWEST && self->answered)
    page += g_list_model_get_n_items (get_rows (self));
  self->went_back |= self->wants_older;
  self->older_under_way = self->wants_older;
  self->wants_older = FALSE;
  self->touched = FALSE;
  self->under_way = TRUE;
  desk_conversation_query_async (self->cache, self->ticket_id, step, self->from, page, on_answer, g_object_ref (self));
}

static void
ask (DeskConversation *self)
{
  self->touched = TRUE;
  ask_next (self);
}

static void
on_changed (DeskConversation *self,
            DeskStoreChanges *changes)
{
  if (desk_store_changes_has_ticket (changes, self->ticket_id) || desk_store_changes_has_table (changes, "profiles") ||
      desk_store_changes_has_table (changes, "people") || desk_store_changes_has_table (changes, "clients"))
    ask (self);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPING]);
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

  properties[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, DESK_TYPE_TICKET, read_only);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, read_only);
  properties[PROP_HAS_OLDER] = g_param_spec_boolean ("has-older", NULL, NULL, FALSE, read_only);
  properties[PROP_FIRST_UNREAD] = g_param_spec_uint ("first-unread", NULL, NULL, 0, G_MAXUINT, G_MAXUINT, read_only);
  properties[PROP_FILES] = g_param_spec_object ("files", NULL, NULL, G_TYPE_LIST_MODEL, read_only);
  properties[PROP_TYPING] = g_param_spec_string ("typing", NULL, NULL, NULL, read_only);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
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
  g_signal_connect_object (get_rows (self), "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  self->changed_handler = g_signal_connect_swapped (desk_cache_get_store (self->cache), "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_object (session, "notify::connection", G_CALLBACK (update_loading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "typing", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  desk_session_want_conversation (session, ticket_id);
  ask (self);

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
  ask_next (self);
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
