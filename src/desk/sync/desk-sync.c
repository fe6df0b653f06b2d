/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-sync.h"

#include "desk-catch-up.h"
#include "desk-inflow.h"
#include "desk-problem.h"
#include "desk-reconcile.h"
#include "desk-sync-internal.h"

/* Loss without any sign is possible (wire facts I.8). */
#define LOOK_EVERY_S (5 * 60)
#define FIRST_RETRY_S 2
#define LONGEST_RETRY_S 60

static const char *const live_tables[] = {
  "tickets", "ticket_messages", "ticket_attachments", "ticket_events", "ticket_triage", "ticket_reads", "ticket_company_link",
  "saved_views", "canned_replies",
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ARRIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskSync, desk_sync, G_TYPE_OBJECT)

static void catch_up (DeskSync *self);

static void
desk_sync_dispose (GObject *object)
{
  DeskSync *self = DESK_SYNC (object);

  desk_sync_stop (self);
  g_clear_object (&self->account);
  g_clear_pointer (&self->wanted, g_hash_table_unref);

  G_OBJECT_CLASS (desk_sync_parent_class)->dispose (object);
}

static void
desk_sync_class_init (DeskSyncClass *class)
{
  G_OBJECT_CLASS (class)->dispose = desk_sync_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DESK_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ARRIVED]
    = g_signal_new ("arrived", DESK_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_BOOLEAN);
}

static void
desk_sync_init (DeskSync *self)
{
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->retry_s = FIRST_RETRY_S;
}

/** desk_sync_new: (transfer full): the sync of an account; nothing happens before desk_sync_start(). */
DeskSync *
desk_sync_new (DeskAccount *account)
{
  DeskSync *self = g_object_new (DESK_TYPE_SYNC, NULL);

  self->account = g_object_ref (account);
  return self;
}

static gboolean
on_timer (gpointer user_data)
{
  DeskSync *self = DESK_SYNC (user_data);

  self->timer = 0;
  catch_up (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (DeskSync *self, guint seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (seconds, on_timer, self);
}

static gboolean
keep_synced_at (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  return desk_sync_state_set (db, "synced_at", data, error);
}

static void
end_catch_up (DeskSync *self, GPtrArray *new_messages)
{
  self->retry_s = FIRST_RETRY_S;
  self->first_load = FALSE;
  self->synced_at = desk_account_get_now (self->account);
  set_timer (self, LOOK_EVERY_S);
  desk_account_write (self->account, keep_synced_at, g_strdup_printf ("%" G_GINT64_FORMAT, self->synced_at), g_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  desk_sync_load_wanted (self);
  if (new_messages->len > 0)
    {
      g_ptr_array_add (new_messages, NULL);
      g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, new_messages->pdata, FALSE);
    }
}

static void
on_caught_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) new_messages = desk_catch_up_finish (result, &error);

  self->catching_up = FALSE;
  if (!self->running || !desk_account_take_answer (self->account, error))
    return;

  desk_inflow_hold (self->inflow, FALSE);
  if (new_messages != NULL)
    {
      end_catch_up (self, new_messages);
    }
  else
    {
      /* No line is told by the connection; anything else the person should know, or it would go wrong in silence for ever. */
      if (!desk_problem_is_transient (error))
        desk_account_tell (self->account, error);
      set_timer (self, self->retry_s);
      self->retry_s = MIN (self->retry_s * 2, LONGEST_RETRY_S);
    }
  if (self->again)
    catch_up (self);
}

/* One at a time: what is asked for meanwhile is done after it. */
static void
catch_up (DeskSync *self)
{
  if (!self->running)
    return;
  self->again = self->catching_up;
  if (self->catching_up)
    return;
  self->catching_up = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  desk_inflow_hold (self->inflow, !self->first_load);
  desk_catch_up_async (self->account, on_caught_up, g_object_ref (self));
}

static void
on_ready (SupaChannel *channel, gpointer user_data)
{
  DeskSync *self = DESK_SYNC (user_data);

  self->live = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  catch_up (self);
}

/* Whether the backend is still there shows when it is asked. */
static void
on_lost (SupaChannel *channel, gpointer user_data)
{
  DeskSync *self = DESK_SYNC (user_data);

  self->live = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  catch_up (self);
}

static char *
dup_key (const DeskRowType *type, JsonObject *record)
{
  JsonNode *node = record != NULL ? json_object_get_member (record, type->fields[0].name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static void
on_change (SupaChannel   *channel,
           SupaChangeType change,
           const char    *table,
           JsonObject    *record,
           JsonObject    *old_record,
           gboolean       complete,
           gpointer       user_data)
{
  DeskSync *self = DESK_SYNC (user_data);
  const DeskRowType *type = desk_row_type_find (table);
  g_autofree char *key = NULL;

  if (type == NULL)
    return;
  key = dup_key (type, change == SUPA_CHANGE_DELETE ? old_record : record);
  if (key == NULL)
    return;
  /* Everybody is told of a deletion, and of the key alone: a ticket's read mark is also keyed by who read it. */
  if (change == SUPA_CHANGE_DELETE && type != &desk_row_read)
    desk_inflow_remove (self->inflow, type, key);
  else if (change != SUPA_CHANGE_DELETE && complete)
    desk_inflow_add (self->inflow, type, record);
  else if (change != SUPA_CHANGE_DELETE)
    desk_inflow_fetch (self->inflow, type, key);
}

static void
on_refused (SupaChannel *channel, const GError *error, gpointer user_data)
{
  g_info ("Live changes are refused: %s", error->message);
}

/* No row that goes out of sight tells so: the person's own says that their sight is another, and all of it is looked at. */
static void
on_access_changed (SupaChannel   *channel,
                   SupaChangeType change,
                   const char    *table,
                   JsonObject    *record,
                   JsonObject    *old_record,
                   gboolean       complete,
                   gpointer       user_data)
{
  if (change != SUPA_CHANGE_DELETE)
    catch_up (DESK_SYNC (user_data));
}

/* What happened before one listened has to be asked for, unless that is still to come with the other channel. */
static void
on_access_ready (SupaChannel *channel, gpointer user_data)
{
  DeskSync *self = DESK_SYNC (user_data);

  if (self->live)
    catch_up (self);
}

static void
on_arrived (DeskInflow *inflow, const char * const *ids, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_ARRIVED], 0, ids, TRUE);
}

/* A channel of its own: a backend that does not have the table yet refuses this one alone. */
static void
join_access (DeskSync *self)
{
  self->access = g_object_ref (supa_realtime_get_channel (supa_client_get_realtime (self->account->client), "guichet-access", FALSE));
  supa_channel_listen (self->access, "public", "access_changes", NULL);
  g_signal_connect (self->access, "ready", G_CALLBACK (on_access_ready), self);
  g_signal_connect (self->access, "change", G_CALLBACK (on_access_changed), self);
  g_signal_connect (self->access, "refused", G_CALLBACK (on_refused), self);
  supa_channel_join (self->access);
}

static void
join (DeskSync *self)
{
  self->channel = g_object_ref (supa_realtime_get_channel (supa_client_get_realtime (self->account->client), "guichet", FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (live_tables); i++)
    supa_channel_listen (self->channel, "public", live_tables[i], NULL);
  g_signal_connect (self->channel, "ready", G_CALLBACK (on_ready), self);
  g_signal_connect (self->channel, "lost", G_CALLBACK (on_lost), self);
  g_signal_connect (self->channel, "change", G_CALLBACK (on_change), self);
  g_signal_connect (self->channel, "refused", G_CALLBACK (on_refused), self);
  supa_channel_join (self->channel);
}

static gboolean
read_synced_at (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  *result = desk_sync_state_get (db, "synced_at", error);
  return error == NULL || *error == NULL;
}

static void
on_synced_at (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (!self->running)
    return;
  if (error != NULL)
    desk_account_tell (self->account, error);
  self->synced_at = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  self->first_load = self->synced_at == 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  join_access (self);
  join (self);
  catch_up (self);
}

/** desk_sync_start: begins; from now on the cache follows the backend. */
void
desk_sync_start (DeskSync *self)
{
  g_return_if_fail (!self->running);

  self->running = TRUE;
  self->inflow = desk_inflow_new (self->account);
  self->inflow_handler = g_signal_connect (self->inflow, "arrived", G_CALLBACK (on_arrived), self);
  desk_store_read_async (self->account->store, read_synced_at, NULL, NULL, g_free, NULL, on_synced_at, g_object_ref (self));
}

static void
leave (DeskSync *self, SupaChannel **channel)
{
  g_signal_handlers_disconnect_by_data (*channel, self);
  supa_channel_leave (*channel);
  g_clear_object (channel);
}

/** desk_sync_stop: ends; the account's cancellable stops what is under way. */
void
desk_sync_stop (DeskSync *self)
{
  self->running = FALSE;
  self->live = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->inflow != NULL)
    g_clear_signal_handler (&self->inflow_handler, self->inflow);
  g_clear_object (&self->inflow);
  if (self->channel != NULL)
    {
      leave (self, &self->access);
      leave (self, &self->channel);
      supa_realtime_close (supa_client_get_realtime (self->account->client));
    }
}

/** desk_sync_catch_up: asks for what has changed. */
void
desk_sync_catch_up (DeskSync *self)
{
  if (self->channel != NULL)
    catch_up (self);
}

/** desk_sync_wake: time may have passed unseen: catches up now. */
void
desk_sync_wake (DeskSync *self)
{
  self->retry_s = FIRST_RETRY_S;
  if (self->channel == NULL)
    return;
  supa_realtime_wake (supa_client_get_realtime (self->account->client));
  catch_up (self);
}

static gboolean
forget (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  return desk_reconcile_forget (db, changes, error);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSync) self = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (!self->running)
    return;
  if (error != NULL)
    desk_account_tell (self->account, error);
  catch_up (self);
}

/** desk_sync_start_over: what the person may see has changed throughout: the cache is filled anew. */
void
desk_sync_start_over (DeskSync *self)
{
  desk_store_write_async (self->account->store, forget, NULL, NULL, NULL, NULL, on_forgotten, g_object_ref (self));
}

/** desk_sync_is_live: whether changes come by themselves now. */
gboolean
desk_sync_is_live (DeskSync *self)
{
  return self->live;
}

/** desk_sync_is_first_load: whether the cache is being filled for the first time. */
gboolean
desk_sync_is_first_load (DeskSync *self)
{
  return self->first_load;
}

/** desk_sync_get_synced_at: when the cache was last known to be complete; 0 for never. */
gint64
desk_sync_get_synced_at (DeskSync *self)
{
  return self->synced_at;
}
