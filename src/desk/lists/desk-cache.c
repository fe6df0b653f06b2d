/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-cache.h"

#include "desk-attachment-record.h"
#include "desk-cache-query.h"
#include "desk-shelf.h"
#include "desk-ticket-record.h"

struct _DeskCache
{
  GObject parent_instance;

  DeskStore *store;
  DeskClock *clock;
  char *account_dir;
  char *user_id;
  DeskRole role;
  gulong changed_handler;
  guint flush;
  DeskShelf tickets;
  DeskShelf attachments;
};

G_DEFINE_FINAL_TYPE (DeskCache, desk_cache, G_TYPE_OBJECT)

enum
{
  SIGNAL_ROLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A list view keeps some two hundred rows ready, and asks for those in sight first: they do not wait for the others. */
#define FIRST 32

/* Tables whose rows show in many tickets. */
static const char *const shared_tables[] = {
  "profiles", "people", "clients", "projects", "ticket_categories", "ticket_priorities",
};

static GPtrArray *
finish_reading (GObject *source,
                GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *records = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("Cannot read the cache: %s", error->message);

  return records;
}

static void
on_tickets_read (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr(DeskCache) self = user_data;
  g_autoptr(GPtrArray) records = finish_reading (source, result);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      DeskTicketRecord *record = records->pdata[i];
      DeskTicket *ticket = desk_shelf_find (&self->tickets, record->id);

      if (ticket != NULL)
        desk_ticket_update (ticket, record);
    }
}

static void
on_attachments_read (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr(DeskCache) self = user_data;
  g_autoptr(GPtrArray) records = finish_reading (source, result);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      DeskAttachmentRecord *record = records->pdata[i];
      DeskAttachment *attachment = desk_shelf_find (&self->attachments, record->id);

      if (attachment == NULL)
        continue;
      g_object_freeze_notify (G_OBJECT (attachment));
      desk_attachment_set_local_path (attachment, record->local_path);
      desk_attachment_update (attachment, record);
      g_object_thaw_notify (G_OBJECT (attachment));
    }
}

static void
ask (DeskCache *self,
     DeskShelf *shelf,
     DeskCacheKind kind,
     GAsyncReadyCallback callback)
{
  g_autoptr(GPtrArray) ids = desk_shelf_take_wanted (shelf);
  g_autoptr(GPtrArray) first = NULL;

  if (ids->len > FIRST)
    {
      first = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < FIRST; i++)
        g_ptr_array_add (first, g_steal_pointer (&ids->pdata[i]));
      g_ptr_array_remove_range (ids, 0, FIRST);
      desk_cache_query_read (self, self->account_dir, kind, first, callback, g_object_ref (self));
    }
  if (ids->len > 0)
    desk_cache_query_read (self, self->account_dir, kind, ids, callback, g_object_ref (self));
}

static gboolean
on_flush (gpointer user_data)
{
  DeskCache *self = user_data;

  self->flush = 0;
  ask (self, &self->tickets, DESK_CACHE_TICKETS, on_tickets_read);
  ask (self, &self->attachments, DESK_CACHE_ATTACHMENTS, on_attachments_read);

  return G_SOURCE_REMOVE;
}

/* What is asked for in one turn of the main loop goes to the reader together. */
static void
want (DeskCache *self,
      DeskShelf *shelf,
      const char *id)
{
  desk_shelf_want (shelf, id);
  if (self->flush == 0)
    self->flush = g_idle_add_full (G_PRIORITY_DEFAULT, on_flush, self, NULL);
}

static void
want_all (DeskCache *self,
          DeskShelf *shelf)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, shelf->alive);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    want (self, shelf, id);
}

static gboolean
touches_all (DeskStoreChanges *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared_tables); i++)
    {
      if (desk_store_changes_has_table (changes, shared_tables[i]))
        return TRUE;
    }

  return FALSE;
}

static void
want_attachments_of (DeskCache *self,
                     DeskStoreChanges *changes)
{
  g_autoptr(GPtrArray) ids = desk_store_changes_get_ids (changes, "ticket_attachments");
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < ids->len; i++)
    {
      if (desk_shelf_find (&self->attachments, ids->pdata[i]) != NULL)
        want (self, &self->attachments, ids->pdata[i]);
    }
  if (!desk_store_changes_has_table (changes, "outbox"))
    return;

  g_hash_table_iter_init (&iter, self->attachments.alive);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const char *ticket_id = desk_attachment_get_ticket_id (desk_shelf_find (&self->attachments, id));

      if (ticket_id != NULL && desk_store_changes_has_ticket (changes, ticket_id))
        want (self, &self->attachments, id);
    }
}

static void
on_changed (DeskCache *self,
            DeskStoreChanges *changes)
{
  g_autoptr(GPtrArray) tickets = NULL;

  want_attachments_of (self, changes);
  if (touches_all (changes))
    {
      want_all (self, &self->tickets);
      return;
    }

  tickets = desk_store_changes_get_tickets (changes);
  for (guint i = 0; i < tickets->len; i++)
    {
      if (desk_shelf_find (&self->tickets, tickets->pdata[i]) != NULL)
        want (self, &self->tickets, tickets->pdata[i]);
    }
}

static void
desk_cache_finalize (GObject *object)
{
  DeskCache *self = DESK_CACHE (object);

  g_clear_handle_id (&self->flush, g_source_remove);
  g_clear_signal_handler (&self->changed_handler, self->store);
  desk_shelf_clear (&self->tickets);
  desk_shelf_clear (&self->attachments);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_free (self->account_dir);
  g_free (self->user_id);

  G_OBJECT_CLASS (desk_cache_parent_class)->finalize (object);
}

static void
desk_cache_class_init (DeskCacheClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_cache_finalize;

  /**
   * DeskCache::role-changed:
   * @self: a cache
   *
   * Who looks has become staff, or no longer is: views and unread marks mean something else now.
   */
  signals[SIGNAL_ROLE_CHANGED] = g_signal_new ("role-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 0);
}

static void
desk_cache_init (DeskCache *self)
{
  desk_shelf_init (&self->tickets);
  desk_shelf_init (&self->attachments);
}

/**
 * desk_cache_new:
 * @store: the account's store
 * @clock: the time
 * @account_dir: the account's folder, where local copies of files lie
 * @user_id: who looks
 * @role: what they are, as far as it is known
 *
 * Makes what lists look through.
 *
 * Returns: (transfer full): a new cache
 */
DeskCache *
desk_cache_new (DeskStore *store,
                DeskClock *clock,
                const char *account_dir,
                const char *user_id,
                DeskRole role)
{
  DeskCache *self;

  g_return_val_if_fail (DESK_IS_STORE (store), NULL);
  g_return_val_if_fail (DESK_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (account_dir != NULL, NULL);
  g_return_val_if_fail (user_id != NULL, NULL);

  self = g_object_new (DESK_TYPE_CACHE, NULL);
  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->account_dir = g_strdup (account_dir);
  self->user_id = g_strdup (user_id);
  self->role = role;
  self->changed_handler = g_signal_connect_swapped (store, "changed", G_CALLBACK (on_changed), self);

  return self;
}

/**
 * desk_cache_get_store:
 * @self: a cache
 *
 * Gives the store behind it.
 *
 * Returns: (transfer none): the store
 */
DeskStore *
desk_cache_get_store (DeskCache *self)
{
  g_return_val_if_fail (DESK_IS_CACHE (self), NULL);

  return self->store;
}

/**
 * desk_cache_get_clock:
 * @self: a cache
 *
 * Gives the time by which views are filtered.
 *
 * Returns: (transfer none): the clock
 */
DeskClock *
desk_cache_get_clock (DeskCache *self)
{
  g_return_val_if_fail (DESK_IS_CACHE (self), NULL);

  return self->clock;
}

/**
 * desk_cache_get_user_id:
 * @self: a cache
 *
 * Tells who looks.
 *
 * Returns: the id of the person
 */
const char *
desk_cache_get_user_id (DeskCache *self)
{
  g_return_val_if_fail (DESK_IS_CACHE (self), NULL);

  return self->user_id;
}

/**
 * desk_cache_get_role:
 * @self: a cache
 *
 * Tells what the person who looks is.
 *
 * Returns: the role
 */
DeskRole
desk_cache_get_role (DeskCache *self)
{
  g_return_val_if_fail (DESK_IS_CACHE (self), DESK_ROLE_CLIENT);

  return self->role;
}

/**
 * desk_cache_is_staff:
 * @self: a cache
 *
 * Tells whether the person who looks works at the help desk.
 *
 * Returns: %TRUE for support, operations and administrators
 */
gboolean
desk_cache_is_staff (DeskCache *self)
{
  g_return_val_if_fail (DESK_IS_CACHE (self), FALSE);

  return self->role != DESK_ROLE_CLIENT;
}

/**
 * desk_cache_set_role:
 * @self: a cache
 * @role: what the person is
 *
 * Says what the person who looks is, once the backend has said so.
 */
void
desk_cache_set_role (DeskCache *self,
                     DeskRole role)
{
  gboolean was_staff;

  g_return_if_fail (DESK_IS_CACHE (self));

  if (self->role == role)
    return;

  was_staff = desk_cache_is_staff (self);
  self->role = role;
  if (was_staff == desk_cache_is_staff (self))
    return;
  want_all (self, &self->tickets);
  g_signal_emit (self, signals[SIGNAL_ROLE_CHANGED], 0);
}

/**
 * desk_cache_dup_ticket:
 * @self: a cache
 * @ticket_id: a ticket's id
 *
 * Gives the one object of a ticket. A new one is filled by the reader soon.
 *
 * Returns: (transfer full): the ticket
 */
DeskTicket *
desk_cache_dup_ticket (DeskCache *self,
                       const char *ticket_id)
{
  DeskTicket *ticket;

  g_return_val_if_fail (DESK_IS_CACHE (self), NULL);
  g_return_val_if_fail (ticket_id != NULL, NULL);

  ticket = desk_shelf_find (&self->tickets, ticket_id);
  if (ticket != NULL)
    return g_object_ref (ticket);

  ticket = desk_ticket_new (ticket_id);
  desk_shelf_put (&self->tickets, ticket_id, ticket);
  want (self, &self->tickets, ticket_id);

  return ticket;
}

/**
 * desk_cache_dup_attachment:
 * @self: a cache
 * @attachment_id: a file's id
 *
 * Gives the one object of a file. A new one is filled by the reader soon.
 *
 * Returns: (transfer full): the file
 */
DeskAttachment *
desk_cache_dup_attachment (DeskCache *self,
                           const char *attachment_id)
{
  DeskAttachment *attachment;

  g_return_val_if_fail (DESK_IS_CACHE (self), NULL);
  g_return_val_if_fail (attachment_id != NULL, NULL);

  attachment = desk_shelf_find (&self->attachments, attachment_id);
  if (attachment != NULL)
    return g_object_ref (attachment);

  attachment = desk_attachment_new (attachment_id);
  desk_shelf_put (&self->attachments, attachment_id, attachment);
  want (self, &self->attachments, attachment_id);

  return attachment;
}
