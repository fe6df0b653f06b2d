/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What works behind a session while somebody is signed in, and how the line stands. */

#include "config.h"

#include "desk-session.h"

#include "desk-draft-private.h"
#include "desk-session-internal.h"
#include "desk-step-private.h"

static void
update_connection (DeskSession *self)
{
  DeskConnection connection = DESK_CONNECTION_OFFLINE;

  if (self->sync != NULL && desk_sync_is_live (self->sync))
    connection = DESK_CONNECTION_ONLINE;
  else if (self->client != NULL && self->answered)
    connection = DESK_CONNECTION_CONNECTING;
  if (self->connection == connection)
    return;
  self->connection = connection;
  desk_session_notify_prop (self, DESK_SESSION_PROP_CONNECTION);
}

/* The line is back, or may be: nothing waits for its time any more. */
static void
hurry (DeskSession *self)
{
  GHashTableIter iter;
  gpointer draft;

  desk_sender_hurry (self->sender);
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, NULL, &draft))
    desk_draft_hurry (draft);
}

static void
on_heard (DeskAccount *account, gboolean answered, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);
  gboolean back = answered && !self->answered;

  self->answered = answered;
  update_connection (self);
  if (back)
    hurry (self);
}

static void
on_problem (DeskAccount *account, const GError *problem, gpointer user_data)
{
  desk_session_emit_problem (DESK_SESSION (user_data), problem);
}

/* A file that a message has taken along shows how far it is. */
static void
on_progress (DeskTransfers *transfers, const char *id, double fraction, gpointer user_data)
{
  g_autoptr (DeskAttachment) attachment = desk_cache_dup_attachment (DESK_SESSION (user_data)->cache, id);

  desk_attachment_set_progress (attachment, fraction);
}

static void
on_counted (DeskSender *sender, guint pending, guint failed, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);

  if (self->pending != pending)
    {
      self->pending = pending;
      desk_session_notify_prop (self, DESK_SESSION_PROP_PENDING);
    }
  if (self->failed != failed)
    {
      self->failed = failed;
      desk_session_notify_prop (self, DESK_SESSION_PROP_FAILED);
    }
}

/* What one writes moves more than its own row (a reply takes the ticket out of waiting): that comes live, or has to be asked for. */
static void
on_delivered (DeskSender *sender, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);

  if (self->sync != NULL && !desk_sync_is_live (self->sync))
    desk_sync_catch_up (self->sync);
}

/* Nobody tells a program that a role was taken away: what is refused for want of a right says that it may be another. */
static void
on_forbidden (DeskSender *sender, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);

  if (self->sync != NULL)
    desk_sync_catch_up (self->sync);
}

static void
on_sync_changed (DeskSync *sync, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);
  gboolean was_online = self->connection == DESK_CONNECTION_ONLINE;

  update_connection (self);
  if (!was_online && self->connection == DESK_CONNECTION_ONLINE)
    hurry (self);
  if (self->synced_at != desk_sync_get_synced_at (sync))
    {
      self->synced_at = desk_sync_get_synced_at (sync);
      desk_session_notify_prop (self, DESK_SESSION_PROP_SYNCED_AT);
    }
  if (self->first_load != desk_sync_is_first_load (sync))
    {
      self->first_load = desk_sync_is_first_load (sync);
      desk_session_notify_prop (self, DESK_SESSION_PROP_FIRST_LOAD);
    }
}

static void
on_store_changed (DeskStore *store, DeskStoreChanges *changes, gpointer user_data)
{
  if (desk_store_changes_has_table (changes, "profiles"))
    desk_session_read_person (DESK_SESSION (user_data));
}

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, gpointer user_data)
{
  if (available)
    desk_session_wake (DESK_SESSION (user_data));
}

static void
on_arrived (DeskSync *sync, const char * const *message_ids, gboolean live, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);

  if (self->announcer != NULL)
    desk_announcer_consider (self->announcer, message_ids, live);
}

static void
on_typing_changed (DeskTyping *typing, const char *ticket_id, gpointer user_data)
{
  desk_session_emit_typing (DESK_SESSION (user_data), ticket_id);
}

/* The list that the session has handed out outlives the account: it shows whoever is signed in. */
static void
on_choices_changed (GListModel *choices, guint position, guint removed, guint added, gpointer user_data)
{
  g_autoptr (GPtrArray) new_ones = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (new_ones, g_list_model_get_item (choices, position + i));
  g_list_store_splice (G_LIST_STORE (user_data), position, removed, new_ones->pdata, added);
}

static void
mirror_choices (DeskSession *self, DeskChoiceKind kind, GListStore *mirror)
{
  DeskChoiceList *choices = desk_choice_list_new (self->cache, kind);

  g_signal_connect_object (choices, "items-changed", G_CALLBACK (on_choices_changed), mirror, 0);
  on_choices_changed (G_LIST_MODEL (choices), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (choices)), mirror);
  g_ptr_array_add (self->choice_lists, choices);
}

/* What is there without a line: objects over the cache, choices, drafts. */
static void
start_local (DeskSession *self)
{
  self->cache = desk_cache_new (self->store, self->clock, self->account_dir, self->user_id, self->role);
  self->account = desk_account_new (self->store, self->cache, self->client, self->clock, self->new_id, self->id_data, self->account_dir,
                                    self->user_id);
  self->transfers = desk_transfers_new (self->account);
  self->sender = desk_sender_new (self->account, self->transfers);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->choice_lists = g_ptr_array_new_with_free_func (g_object_unref);
  mirror_choices (self, DESK_CHOICES_CATEGORIES, self->categories);
  mirror_choices (self, DESK_CHOICES_PRIORITIES, self->priorities);
  mirror_choices (self, DESK_CHOICES_PROJECTS, self->projects);
  mirror_choices (self, DESK_CHOICES_COMPANIES, self->companies);
  mirror_choices (self, DESK_CHOICES_STAFF, self->staff);
  mirror_choices (self, DESK_CHOICES_LABELS, self->labels);
  g_signal_connect_object (self->account, "heard", G_CALLBACK (on_heard), self, 0);
  g_signal_connect_object (self->account, "problem", G_CALLBACK (on_problem), self, 0);
  g_signal_connect_object (self->transfers, "progress", G_CALLBACK (on_progress), self, 0);
  g_signal_connect_object (self->sender, "delivered", G_CALLBACK (on_delivered), self, 0);
  g_signal_connect_object (self->sender, "forbidden", G_CALLBACK (on_forbidden), self, 0);
  g_signal_connect_object (self->sender, "counted", G_CALLBACK (on_counted), self, 0);
}

/* The account is open, and who it is is known. */
void
desk_session_start_services (DeskSession *self)
{
  start_local (self);
  desk_session_watch_store (self);
  desk_spool_sweep_async (self->account);
  desk_session_keep_limit (self);
  desk_sender_start (self->sender);
  if (self->client == NULL)
    return;

  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_store_changed), self, 0);
  self->network_handler = g_signal_connect (g_network_monitor_get_default (), "network-changed", G_CALLBACK (on_network_changed), self);
  self->answered = TRUE;
  self->sync = desk_sync_new (self->account);
  g_signal_connect_object (self->sync, "changed", G_CALLBACK (on_sync_changed), self, 0);
  g_signal_connect_object (self->sync, "arrived", G_CALLBACK (on_arrived), self, 0);
  if (self->notifier != NULL)
    {
      self->announcer = desk_announcer_new (self->account, self->notifier);
      desk_announcer_set_rules (self->announcer, &self->notify_rules);
    }
  self->typing = desk_typing_new (self->account);
  desk_typing_set_name (self->typing, self->user_name);
  g_signal_connect_object (self->typing, "changed", G_CALLBACK (on_typing_changed), self, 0);
  desk_sync_start (self->sync);
  on_sync_changed (self->sync, self);
}

static void
disconnect_from (gpointer object, DeskSession *self)
{
  if (object != NULL)
    g_signal_handlers_disconnect_by_data (object, self);
}

/* Nothing works any more; answers that still come find nobody. */
void
desk_session_stop_services (DeskSession *self)
{
  if (self->network_handler != 0)
    g_clear_signal_handler (&self->network_handler, g_network_monitor_get_default ());
  if (self->account != NULL)
    g_cancellable_cancel (self->account->cancellable);
  if (self->sync != NULL)
    desk_sync_stop (self->sync);
  if (self->sender != NULL)
    desk_sender_stop (self->sender);
  if (self->announcer != NULL)
    desk_announcer_stop (self->announcer);
  disconnect_from (self->account, self);
  disconnect_from (self->typing, self);
  disconnect_from (self->transfers, self);
  disconnect_from (self->sender, self);
  disconnect_from (self->sync, self);
  disconnect_from (self->store, self);
  g_clear_pointer (&self->choice_lists, g_ptr_array_unref);
  if (self->account == NULL)
    return;
  g_list_store_remove_all (self->categories);
  g_list_store_remove_all (self->priorities);
  g_list_store_remove_all (self->projects);
  g_list_store_remove_all (self->companies);
  g_list_store_remove_all (self->staff);
  g_list_store_remove_all (self->labels);
  desk_session_forget_drafts (self);
  desk_session_forget_steps (self);
  g_clear_object (&self->typing);
  g_clear_object (&self->announcer);
  g_clear_object (&self->sync);
  g_clear_object (&self->sender);
  g_clear_object (&self->transfers);
  g_clear_object (&self->account);
  g_clear_object (&self->cache);
  self->answered = FALSE;
  update_connection (self);
  on_counted (NULL, 0, 0, self);
}

/** desk_session_wake: the computer or the network is back: catches up and sends at once. */
void
desk_session_wake (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  desk_clock_emit_jumped (self->clock);
  if (self->sync == NULL)
    return;
  desk_sync_wake (self->sync);
  hurry (self);
}
