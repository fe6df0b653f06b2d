/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-conversation-rows.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-list-sync.h"
#include "desk-thread-grouping.h"

struct _DeskConversationRows
{
  DeskCache *cache;
  GListStore *rows;             /* DeskThreadItem */
  GListStore *files;            /* DeskAttachment */
  GHashTable *items;            /* id → DeskThreadItem: rows, and what folded rows fold */
};

/** desk_conversation_rows_new: makes rows that show nothing yet. */
DeskConversationRows *
desk_conversation_rows_new (DeskCache *cache)
{
  DeskConversationRows *self = g_new0 (DeskConversationRows, 1);

  self->cache = g_object_ref (cache);
  self->rows = g_list_store_new (DESK_TYPE_THREAD_ITEM);
  self->files = g_list_store_new (DESK_TYPE_ATTACHMENT);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  return self;
}

/** desk_conversation_rows_free: lets go of the rows; objects that others hold stay as they are. */
void
desk_conversation_rows_free (DeskConversationRows *self)
{
  g_hash_table_unref (self->items);
  g_object_unref (self->files);
  g_object_unref (self->rows);
  g_object_unref (self->cache);
  g_free (self);
}

/** desk_conversation_rows_get: (transfer none): the rows, a list of DeskThreadItem */
GListStore *
desk_conversation_rows_get (DeskConversationRows *self)
{
  return self->rows;
}

/** desk_conversation_rows_files: (transfer none): all files of the ticket */
GListStore *
desk_conversation_rows_files (DeskConversationRows *self)
{
  return self->files;
}

/** desk_conversation_rows_find_unread: the position below the line for new rows, or G_MAXUINT. */
guint
desk_conversation_rows_find_unread (DeskConversationRows *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i + 1 < n; i++)
    {
      g_autoptr(DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (desk_thread_item_get_kind (item) == DESK_THREAD_NEW)
        return i + 1;
    }

  return G_MAXUINT;
}

/* The outbox knows a code; a person wants a sentence. */
static void
fill_in_error (DeskThreadRecord *record)
{
  g_autofree char *code = g_steal_pointer (&record->error);
  g_autoptr(GError) error = NULL;

  if (code == NULL)
    return;
  error = g_error_new_literal (DESK_ERROR, atoi (code), "not delivered");
  record->error = desk_error_dup_sentence (error);
}

/* An id is no word for a person. */
static void
fill_in_person (DeskThreadRecord *record,
                char **name)
{
  if (g_strcmp0 (record->event_kind, "assignee") != 0 || *name == NULL || **name != '\0')
    return;

  g_free (*name);
  /* Translators: stands for a person whose name is not known, as in: Ada assigned it to somebody */
  *name = g_strdup (C_("person", "somebody"));
}

/* (transfer none): the item of an id, moved over from @old or made */
static DeskThreadItem *
take_item (DeskConversationRows *self,
           GHashTable *old,
           DeskThreadKind kind,
           const char *id,
           gint64 time)
{
  gpointer key, item;

  if (!g_hash_table_steal_extended (old, id, &key, &item))
    {
      key = g_strdup (id);
      item = desk_thread_item_new (kind, id, time);
    }
  g_hash_table_insert (self->items, key, item);

  return item;
}

/* (transfer full): for each message the files that came with it */
static GHashTable *
sort_files (DeskConversationRows *self,
            GPtrArray *files)
{
  GHashTable *by_message = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < files->len; i++)
    {
      DeskThreadFile *file = files->pdata[i];
      DeskAttachment *attachment = desk_cache_dup_attachment (self->cache, file->id);
      GPtrArray *of_message;

      g_ptr_array_add (all, attachment);
      if (file->message_id == NULL)
        continue;
      of_message = g_hash_table_lookup (by_message, file->message_id);
      if (of_message == NULL)
        {
          of_message = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (by_message, g_strdup (file->message_id), of_message);
        }
      g_ptr_array_add (of_message, g_object_ref (attachment));
    }
  desk_list_sync (self->files, all);

  return by_message;
}

/* (transfer container) (element-type DeskThreadItem): an item for each record */
static GPtrArray *
take_records (DeskConversationRows *self,
              GHashTable *old,
              DeskConversationAnswer *answer)
{
  g_autoptr(GHashTable) files = sort_files (self, answer->files);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < answer->records->len; i++)
    {
      DeskThreadRecord *record = answer->records->pdata[i];
      g_autofree char *id = g_strdup (record->id);
      DeskThreadItem *item = take_item (self, old, record->kind, id, record->time);
      GPtrArray *of_message = g_hash_table_lookup (files, id);

      fill_in_error (record);
      fill_in_person (record, &record->old_value);
      fill_in_person (record, &record->new_value);
      desk_thread_item_update (item, record);
      desk_thread_item_set_attachments (item, of_message != NULL ? of_message : none);
      g_ptr_array_add (items, item);
    }

  return items;
}

static char *
dup_row_id (const DeskThreadRow *row,
            DeskThreadItem *first)
{
  switch (row->kind)
    {
    case DESK_THREAD_DAY:
      return g_strdup_printf ("day-%u", row->day);
    case DESK_THREAD_NEW:
      return g_strdup ("new");
    case DESK_THREAD_EVENTS:
      return g_strconcat ("events-", desk_thread_item_get_id (first), NULL);
    case DESK_THREAD_MESSAGE:
    case DESK_THREAD_NOTE:
    case DESK_THREAD_ANNOUNCEMENT:
    case DESK_THREAD_EVENT:
    default:
      return NULL;
    }
}

/* (transfer none): the item that shows a row */
static DeskThreadItem *
take_row (DeskConversationRows *self,
          GHashTable *old,
          const DeskThreadRow *row,
          GPtrArray *items)
{
  g_autofree char *id = dup_row_id (row, items->pdata[row->first]);
  DeskThreadItem *item;

  if (id == NULL)
    return items->pdata[row->first];

  item = take_item (self, old, row->kind, id, row->time);
  if (row->kind == DESK_THREAD_EVENTS)
    {
      g_autoptr(GPtrArray) folded = g_ptr_array_new ();

      for (guint i = 0; i < row->count; i++)
        g_ptr_array_add (folded, items->pdata[row->first + i]);
      desk_thread_item_set_events (item, folded);
    }

  return item;
}

/** desk_conversation_rows_take: takes over what a reader job has read: one items-changed over the smallest range, and properties for the
 * rest. */
void
desk_conversation_rows_take (DeskConversationRows *self,
                             DeskConversationAnswer *answer,
                             const char *first_unread_id)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GHashTable) old = g_steal_pointer (&self->items);
  g_autoptr(GArray) grouped = desk_thread_group (answer->records, first_unread_id, zone);
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  items = take_records (self, old, answer);
  for (guint i = 0; i < grouped->len; i++)
    g_ptr_array_add (rows, take_row (self, old, &g_array_index (grouped, DeskThreadRow, i), items));
  desk_list_sync (self->rows, rows);
}
