/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-list-internal.h"

#include "desk-alarm.h"
#include "desk-enums.h"
#include "desk-session-private.h"
#include "desk-ticket-keys.h"
#include "desk-ticket-list-private.h"

/* Up to so many touched tickets are looked at one by one; above, the reader answers anew. */
#define MAX_TOUCHED 16

/* So many come first where the question is another one: more than anybody sees at once, and than can be selected at once. */
#define FIRST 512

typedef struct
{
  DeskTicketList *list;
  guint generation;
  GPtrArray *ids;
} Asked;

static void desk_ticket_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskTicketList, desk_ticket_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_ticket_list_model_init))

enum
{
  SIGNAL_GROUPS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[DESK_TICKET_LIST_N_PROPS];

static void ask_next (DeskTicketList *self);

static GType
desk_ticket_list_get_item_type (GListModel *model)
{
  return DESK_TYPE_TICKET;
}

static guint
desk_ticket_list_get_n_items (GListModel *model)
{
  return DESK_TICKET_LIST (model)->keys->len;
}

static gpointer
desk_ticket_list_get_item (GListModel *model,
                           guint position)
{
  DeskTicketList *self = DESK_TICKET_LIST (model);

  if (position >= self->keys->len)
    return NULL;

  return desk_cache_dup_ticket (self->cache, g_array_index (self->keys, DeskTicketKey, position).id);
}

static void
desk_ticket_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_ticket_list_get_item_type;
  iface->get_n_items = desk_ticket_list_get_n_items;
  iface->get_item = desk_ticket_list_get_item;
}

static void
say_changed (DeskTicketList *self,
             const DeskListRange *range)
{
  g_list_model_items_changed (G_LIST_MODEL (self), range->position, range->removed, range->added);
  if (range->removed != range->added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[DESK_TICKET_LIST_PROP_N_ITEMS]);
}

/** desk_ticket_list_take: shows these. Private to the list. */
void
desk_ticket_list_take (DeskTicketList *self,
                       GArray *keys)
{
  g_autoptr(GArray) old = self->keys;
  DeskListRange range;

  self->keys = g_array_ref (keys);
  if (desk_ticket_keys_compare (old, keys, &range))
    say_changed (self, &range);
}

/* What follows the first ones comes by itself, whatever has changed among those meanwhile. */
static void
take_answer (DeskTicketList *self,
             DeskTicketAnswer *answer,
             gboolean anew)
{
  g_autoptr(GArray) shown = NULL;
  guint generation = self->generation;

  if (self->partial && !answer->partial && answer->keys->len > FIRST)
    {
      g_autoptr(GArray) first = desk_ticket_keys_dup_first (answer->keys, FIRST);

      desk_ticket_list_take (self, first);
    }
  /* Who follows these changes may have asked for something else. */
  if (generation != self->generation)
    return;

  self->partial = answer->partial;
  self->n_last_group = answer->n_last_group;
  shown = anew ? desk_ticket_list_hold (self, answer->keys) : g_array_ref (answer->keys);
  desk_ticket_list_take (self, shown);
}

static void
take_touched (DeskTicketList *self,
              GPtrArray *ids,
              GArray *found)
{
  for (guint i = 0; i < ids->len; i++)
    {
      guint place = desk_ticket_keys_find (found, ids->pdata[i]);
      const DeskTicketKey *key = place != G_MAXUINT ? &g_array_index (found, DeskTicketKey, place) : NULL;
      DeskListRange range;

      if (desk_ticket_keys_put (self->keys, ids->pdata[i], key, &range))
        say_changed (self, &range);
    }
}

static void
set_loading (DeskTicketList *self,
             gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[DESK_TICKET_LIST_PROP_LOADING]);
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->list);
  g_clear_pointer (&asked->ids, g_ptr_array_unref);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

/** desk_ticket_list_ask_rest: asks for all, where the first ones are shown, and else for what has changed meanwhile. Private to the list. */
void
desk_ticket_list_ask_rest (DeskTicketList *self)
{
  self->under_way = FALSE;
  self->all_touched |= self->partial;
  set_loading (self, self->partial);
  ask_next (self);
}

/* Until the rest has come, changes are gathered. */
static void
go_on (DeskTicketList *self)
{
  if (!desk_ticket_list_is_partial (self))
    {
      ask_next (self);
      return;
    }

  self->under_way = TRUE;
  desk_ticket_list_wait_for_rest (self);
}

static void
on_answer (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr(Asked) asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskTicketAnswer) answer = desk_store_read_finish (DESK_STORE (source), result, &error);
  DeskTicketList *self = asked->list;
  const gboolean anew = self->anew;

  if (asked->generation != self->generation)
    return;

  self->under_way = FALSE;
  self->anew = FALSE;
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot read the list of tickets: %s", error->message);
      set_loading (self, FALSE);
      return;
    }

  if (asked->ids != NULL)
    take_touched (self, asked->ids, answer->keys);
  else
    take_answer (self, answer, anew);
  if (asked->generation != self->generation)
    return;

  desk_alarm_set (self->alarm, answer->next_change);
  if (self->order.group != DESK_GROUP_NONE)
    g_signal_emit (self, signals[SIGNAL_GROUPS_CHANGED], 0);
  set_loading (self, desk_ticket_list_is_partial (self));
  if (asked->generation == self->generation)
    go_on (self);
}

static GPtrArray *
dup_touched (DeskTicketList *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));

  return ids;
}

/* One question at a time: changes that come meanwhile are gathered for the next. */
static void
ask_next (DeskTicketList *self)
{
  const gboolean all = self->all_touched || g_hash_table_size (self->touched) > MAX_TOUCHED;
  DeskTicketPart part = { 0 };
  Asked *asked;

  if (self->cache == NULL || self->under_way || (!all && g_hash_table_size (self->touched) == 0))
    return;

  asked = g_new0 (Asked, 1);
  asked->list = g_object_ref (self);
  asked->generation = self->generation;
  asked->ids = all ? NULL : dup_touched (self);
  part.n_first = self->anew ? FIRST : 0;
  part.ids = asked->ids;
  part.later = self->partial && !self->anew;

  self->all_touched = FALSE;
  g_hash_table_remove_all (self->touched);
  self->under_way = TRUE;
  desk_ticket_query_async (desk_cache_get_store (self->cache),
                           desk_ticket_filter_new (self->cache, self->filter, &self->order, self->search),
                           &part, self->cancellable, on_answer, asked);
}

/** desk_ticket_list_ask_anew: the question itself is another one: what is under way does not count any more. Private to the list. */
void
desk_ticket_list_ask_anew (DeskTicketList *self)
{
  self->generation++;
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->held, g_array_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->under_way = FALSE;
  self->anew = TRUE;
  self->all_touched = TRUE;
  ask_next (self);
}

static void
ask_again (gpointer user_data)
{
  DeskTicketList *self = user_data;

  self->all_touched = TRUE;
  ask_next (self);
}

/* Whether more than the tickets themselves decides which of them are shown. */
static gboolean
follows_what_hangs_on (DeskTicketList *self)
{
  return self->filter->labels->len > 0 || self->filter->companies->len > 0 || self->filter->unread;
}

/* Whether a change may concern any ticket. */
static gboolean
touches_all (DeskTicketList *self,
             DeskStoreChanges *changes)
{
  if (self->follows_words && (desk_store_changes_has_table (changes, "ticket_messages") || desk_store_changes_has_table (changes, "clients")))
    return TRUE;
  if (self->order.group == DESK_GROUP_COMPANY && desk_store_changes_has_table (changes, "clients"))
    return TRUE;

  return (self->filter->priorities != 0 || self->order.sort == DESK_SORT_PRIORITY) &&
         desk_store_changes_has_table (changes, "ticket_priorities");
}

static void
on_changed (DeskTicketList *self,
            DeskStoreChanges *changes)
{
  g_autoptr(GPtrArray) ids = follows_what_hangs_on (self) ? desk_store_changes_get_tickets (changes) :
                                                            desk_store_changes_get_ids (changes, "tickets");

  self->all_touched |= ids->len > MAX_TOUCHED || touches_all (self, changes);
  for (guint i = 0; !self->all_touched && i < ids->len; i++)
    g_hash_table_add (self->touched, g_strdup (ids->pdata[i]));

  ask_next (self);
}

static void
desk_ticket_list_get_property (GObject *object,
                               guint property_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  DeskTicketList *self = DESK_TICKET_LIST (object);

  switch (property_id)
    {
    case DESK_TICKET_LIST_PROP_VIEW:
      g_value_set_enum (value, self->filter->view);
      break;
    case DESK_TICKET_LIST_PROP_STATUS_MASK:
      g_value_set_uint (value, self->filter->statuses);
      break;
    case DESK_TICKET_LIST_PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case DESK_TICKET_LIST_PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case DESK_TICKET_LIST_PROP_N_ITEMS:
      g_value_set_uint (value, self->keys->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_ticket_list_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  DeskTicketList *self = DESK_TICKET_LIST (object);

  switch (property_id)
    {
    case DESK_TICKET_LIST_PROP_VIEW:
      desk_ticket_list_set_view (self, g_value_get_enum (value));
      break;
    case DESK_TICKET_LIST_PROP_STATUS_MASK:
      desk_ticket_list_set_status_mask (self, g_value_get_uint (value));
      break;
    case DESK_TICKET_LIST_PROP_SEARCH:
      desk_ticket_list_set_search (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_ticket_list_dispose (GObject *object)
{
  DeskTicketList *self = DESK_TICKET_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->alarm, desk_alarm_free);
  if (self->cache != NULL)
    {
      g_clear_signal_handler (&self->changed_handler, desk_cache_get_store (self->cache));
      g_clear_signal_handler (&self->role_handler, self->cache);
    }

  G_OBJECT_CLASS (desk_ticket_list_parent_class)->dispose (object);
}

static void
desk_ticket_list_finalize (GObject *object)
{
  DeskTicketList *self = DESK_TICKET_LIST (object);

  g_clear_object (&self->cache);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->filter, desk_list_filter_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->held, g_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);

  G_OBJECT_CLASS (desk_ticket_list_parent_class)->finalize (object);
}

static void
desk_ticket_list_class_init (DeskTicketListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_ticket_list_get_property;
  object_class->set_property = desk_ticket_list_set_property;
  object_class->dispose = desk_ticket_list_dispose;
  object_class->finalize = desk_ticket_list_finalize;

  properties[DESK_TICKET_LIST_PROP_VIEW] = g_param_spec_enum ("view", NULL, NULL, DESK_TYPE_VIEW_KIND, DESK_VIEW_ALL, read_write);
  properties[DESK_TICKET_LIST_PROP_STATUS_MASK] = g_param_spec_uint ("status-mask", NULL, NULL, 0, G_MAXUINT, 0, read_write);
  properties[DESK_TICKET_LIST_PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, read_write);
  properties[DESK_TICKET_LIST_PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, read_only);
  properties[DESK_TICKET_LIST_PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  g_object_class_install_properties (object_class, DESK_TICKET_LIST_N_PROPS, properties);

  /**
   * DeskTicketList::groups-changed:
   * @self: a list
   *
   * Groups may begin at other positions, or hold more or fewer tickets, than before.
   */
  signals[SIGNAL_GROUPS_CHANGED] = g_signal_new ("groups-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
}

static void
desk_ticket_list_init (DeskTicketList *self)
{
  self->filter = desk_list_filter_new ();
  self->keys = g_array_new (FALSE, TRUE, sizeof (DeskTicketKey));
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/** desk_ticket_list_notify: a property has changed. Private to the list. */
void
desk_ticket_list_notify (DeskTicketList *self,
                         DeskTicketListProp prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/** desk_ticket_list_new_for_cache: desk_ticket_list_new() without a session. Private to desk. */
DeskTicketList *
desk_ticket_list_new_for_cache (DeskCache *cache)
{
  DeskTicketList *self = g_object_new (DESK_TYPE_TICKET_LIST, NULL);
  DeskStore *store = desk_cache_get_store (cache);

  self->cache = g_object_ref (cache);
  self->loading = TRUE;
  self->alarm = desk_alarm_new (desk_cache_get_clock (cache), ask_again, self);
  self->changed_handler = g_signal_connect_swapped (store, "changed", G_CALLBACK (on_changed), self);
  self->role_handler = g_signal_connect_swapped (cache, "role-changed", G_CALLBACK (desk_ticket_list_ask_anew), self);
  desk_ticket_list_ask_anew (self);

  return self;
}

/**
 * desk_ticket_list_new:
 * @session: who looks
 *
 * Makes a list of all tickets that the cache has. While nobody is signed in it is empty, and stays so.
 *
 * Returns: (transfer full): a new list
 */
DeskTicketList *
desk_ticket_list_new (DeskSession *session)
{
  DeskCache *cache;

  g_return_val_if_fail (session != NULL, NULL);

  cache = desk_session_get_cache (session);
  if (cache == NULL)
    return g_object_new (DESK_TYPE_TICKET_LIST, NULL);

  return desk_ticket_list_new_for_cache (cache);
}
