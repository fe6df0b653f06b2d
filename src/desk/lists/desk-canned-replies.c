/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-canned-replies.h"

#include "desk-canned-reply-record.h"
#include "desk-list-sync.h"
#include "desk-session-private.h"
#include "desk-sql.h"

struct _DeskCannedReplies
{
  GObject parent_instance;

  DeskCache *cache;             /* (nullable): nobody is signed in */
  gulong changed_handler;
  gulong role_handler;
  GListStore *replies;
  gboolean reading;
  gboolean read_again;
};

static void desk_canned_replies_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskCannedReplies, desk_canned_replies, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_canned_replies_model_init))

static void read_replies (DeskCannedReplies *self);

static GType
desk_canned_replies_get_item_type (GListModel *model)
{
  return DESK_TYPE_CANNED_REPLY;
}

static guint
desk_canned_replies_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DESK_CANNED_REPLIES (model)->replies));
}

static gpointer
desk_canned_replies_get_item (GListModel *model,
                              guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DESK_CANNED_REPLIES (model)->replies), position);
}

static void
desk_canned_replies_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_canned_replies_get_item_type;
  iface->get_n_items = desk_canned_replies_get_n_items;
  iface->get_item = desk_canned_replies_get_item;
}

static void
record_free (gpointer record)
{
  desk_slots_free (&desk_canned_reply_slots, record);
}

static gboolean
read_records (sqlite3 *db,
              gpointer data,
              gpointer *result,
              GError **error)
{
  g_autofree char *columns = desk_slots_dup_select (&desk_canned_reply_slots);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM canned_replies WHERE deleted_at IS NULL AND (owner_id IS NULL OR owner_id IS :me)"
                                          " ORDER BY lower (title), id", columns);
  g_autoptr(sqlite3_stmt) select = desk_sql_prepare (db, sql, error);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (record_free);
  gboolean has_row = TRUE;

  if (select == NULL)
    return FALSE;

  desk_sql_bind_text (select, ":me", data);
  while (has_row)
    {
      if (!desk_sql_step (select, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (records, desk_slots_read (&desk_canned_reply_slots, select));
    }
  *result = g_steal_pointer (&records);

  return TRUE;
}

/* (transfer full): the reply of the same id, or a new one */
static DeskCannedReply *
dup_reply (DeskCannedReplies *self,
           const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->replies)); i++)
    {
      g_autoptr(DeskCannedReply) reply = g_list_model_get_item (G_LIST_MODEL (self->replies), i);

      if (g_strcmp0 (desk_canned_reply_get_id (reply), id) == 0)
        return g_steal_pointer (&reply);
    }

  return desk_canned_reply_new ();
}

static void
on_read (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr(DeskCannedReplies) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = desk_store_read_finish (DESK_STORE (source), result, &error);
  g_autoptr(GPtrArray) replies = g_ptr_array_new_with_free_func (g_object_unref);

  self->reading = FALSE;
  if (records == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot read the canned replies: %s", error->message);
      return;
    }
  if (self->cache == NULL)
    return;

  for (guint i = 0; i < records->len && desk_cache_is_staff (self->cache); i++)
    {
      DeskCannedReplyRecord *record = records->pdata[i];
      DeskCannedReply *reply = dup_reply (self, record->id);

      desk_canned_reply_update (reply, record);
      g_ptr_array_add (replies, reply);
    }
  desk_list_sync (self->replies, replies);
  if (self->read_again)
    read_replies (self);
}

static void
read_replies (DeskCannedReplies *self)
{
  self->read_again = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  desk_store_read_async (desk_cache_get_store (self->cache), read_records, g_strdup (desk_cache_get_user_id (self->cache)), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, on_read, g_object_ref (self));
}

static void
on_changed (DeskCannedReplies *self,
            DeskStoreChanges *changes)
{
  if (desk_store_changes_has_table (changes, "canned_replies"))
    read_replies (self);
}

static void
on_items_changed (DeskCannedReplies *self,
                  guint position,
                  guint removed,
                  guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
desk_canned_replies_dispose (GObject *object)
{
  DeskCannedReplies *self = DESK_CANNED_REPLIES (object);

  if (self->cache != NULL)
    {
      g_clear_signal_handler (&self->changed_handler, desk_cache_get_store (self->cache));
      g_clear_signal_handler (&self->role_handler, self->cache);
    }
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (desk_canned_replies_parent_class)->dispose (object);
}

static void
desk_canned_replies_finalize (GObject *object)
{
  g_clear_object (&DESK_CANNED_REPLIES (object)->replies);

  G_OBJECT_CLASS (desk_canned_replies_parent_class)->finalize (object);
}

static void
desk_canned_replies_class_init (DeskCannedRepliesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_canned_replies_dispose;
  object_class->finalize = desk_canned_replies_finalize;
}

static void
desk_canned_replies_init (DeskCannedReplies *self)
{
  self->replies = g_list_store_new (DESK_TYPE_CANNED_REPLY);
  g_signal_connect_object (self->replies, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
}

/**
 * desk_canned_replies_new:
 * @session: who writes
 *
 * Makes the list of the canned replies that the person has.
 *
 * Returns: (transfer full): a new list, empty until the reader has answered
 */
DeskCannedReplies *
desk_canned_replies_new (DeskSession *session)
{
  DeskCannedReplies *self;

  g_return_val_if_fail (session != NULL, NULL);

  self = g_object_new (DESK_TYPE_CANNED_REPLIES, NULL);
  g_set_object (&self->cache, desk_session_get_cache (session));
  if (self->cache == NULL)
    return self;

  self->changed_handler = g_signal_connect_swapped (desk_cache_get_store (self->cache), "changed", G_CALLBACK (on_changed), self);
  self->role_handler = g_signal_connect_swapped (self->cache, "role-changed", G_CALLBACK (read_replies), self);
  read_replies (self);

  return self;
}
