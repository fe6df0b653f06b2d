/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-saved-views.h"

#include "desk-alarm.h"
#include "desk-list-sync.h"
#include "desk-saved-view-record.h"
#include "desk-session-private.h"
#include "desk-sql.h"
#include "desk-ticket-list-private.h"
#include "desk-ticket-query.h"

struct _DeskSavedViews
{
  GObject parent_instance;

  DeskCache *cache;             /* (nullable): nobody is signed in */
  gulong changed_handler;
  gulong role_handler;
  DeskAlarm *alarm;
  GListStore *views;
  gboolean reading;
  gboolean read_again;
  gboolean counting;
  gboolean count_again;
  guint counted;                /* so many views of this round are counted */
  gint64 next_change;           /* of those, when time alone changes a count */
};

static void desk_saved_views_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskSavedViews, desk_saved_views, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_saved_views_model_init))

/* What a view may be made of. */
static const char *const counted_tables[] = {
  "tickets", "ticket_triage", "ticket_company_link", "ticket_reads", "ticket_priorities", "ticket_messages", "clients",
};

typedef struct
{
  DeskTicketFilter *filter;
  guint count;
  gint64 next_change;
} Count;

static void read_views (DeskSavedViews *self);
static void count_next (DeskSavedViews *self);

static GType
desk_saved_views_get_item_type (GListModel *model)
{
  return DESK_TYPE_SAVED_VIEW;
}

static guint
desk_saved_views_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DESK_SAVED_VIEWS (model)->views));
}

static gpointer
desk_saved_views_get_item (GListModel *model,
                           guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DESK_SAVED_VIEWS (model)->views), position);
}

static void
desk_saved_views_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_saved_views_get_item_type;
  iface->get_n_items = desk_saved_views_get_n_items;
  iface->get_item = desk_saved_views_get_item;
}

static void
count_free (gpointer data)
{
  Count *count = data;

  desk_ticket_filter_free (count->filter);
  g_free (count);
}

static gboolean
read_count (sqlite3 *db,
            gpointer data,
            gpointer *result,
            GError **error)
{
  Count *count = data;
  g_autofree char *condition = desk_ticket_filter_dup_condition (count->filter);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM tickets t WHERE %s", condition);
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, sql, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  desk_ticket_filter_bind (count->filter, statement);
  if (!desk_sql_step (statement, &has_row, error))
    return FALSE;
  count->count = sqlite3_column_int (statement, 0);
  if (desk_ticket_filter_follows_clock (count->filter))
    count->next_change = desk_ticket_filter_read_next_change (count->filter, db);
  *result = g_memdup2 (count, sizeof (*count));

  return TRUE;
}

/* A view that is counted, and the list that wants to know. */
typedef struct
{
  DeskSavedViews *list;
  DeskSavedView *view;
} Counted;

static void
on_counted (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autofree Counted *counted = user_data;
  g_autoptr(DeskSavedViews) self = counted->list;
  g_autoptr(DeskSavedView) view = counted->view;
  g_autoptr(GError) error = NULL;
  g_autofree Count *count = desk_store_read_finish (DESK_STORE (source), result, &error);

  self->counting = FALSE;
  if (count == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot count the tickets of a view: %s", error->message);
      return;
    }
  if (self->alarm == NULL)
    return;

  desk_saved_view_set_count (view, count->count);
  if (count->next_change != 0)
    self->next_change = self->next_change == 0 ? count->next_change : MIN (self->next_change, count->next_change);
  self->counted++;
  count_next (self);
}

/* One view after another, so that a list that somebody looks at need not wait for all of them. */
static void
count_next (DeskSavedViews *self)
{
  DeskCache *cache = self->cache;
  const DeskListOrder usual = { 0 };
  Counted *counted;
  Count *count;

  if (self->counting)
    return;
  if (self->counted >= g_list_model_get_n_items (G_LIST_MODEL (self->views)))
    {
      desk_alarm_set (self->alarm, self->next_change);
      if (!self->count_again)
        return;
      self->count_again = FALSE;
      self->counted = 0;
      self->next_change = 0;
      if (g_list_model_get_n_items (G_LIST_MODEL (self->views)) == 0)
        return;
    }

  counted = g_new0 (Counted, 1);
  counted->list = g_object_ref (self);
  counted->view = g_list_model_get_item (G_LIST_MODEL (self->views), self->counted);
  count = g_new0 (Count, 1);
  count->filter = desk_ticket_filter_new (cache, desk_saved_view_get_filter (counted->view), &usual, NULL);
  self->counting = TRUE;
  desk_store_read_later_async (desk_cache_get_store (cache), read_count, count, count_free, g_free, NULL, on_counted, counted);
}

static void
count_again (gpointer user_data)
{
  DeskSavedViews *self = user_data;

  self->count_again = TRUE;
  count_next (self);
}

static DeskSavedViewRecord *
read_record (sqlite3_stmt *row)
{
  DeskSavedViewRecord *record = g_new0 (DeskSavedViewRecord, 1);
  const char *json = (const char *) sqlite3_column_text (row, 2);

  record->id = g_strdup ((const char *) sqlite3_column_text (row, 0));
  record->name = g_strdup ((const char *) sqlite3_column_text (row, 1));
  record->filter = json != NULL ? desk_list_filter_new_from_json (json, NULL) : NULL;
  if (record->filter == NULL)
    record->filter = desk_list_filter_new ();
  desk_list_order_parse (&record->order, (const char *) sqlite3_column_text (row, 3), (const char *) sqlite3_column_text (row, 4));
  record->shared = sqlite3_column_int (row, 5);
  record->mine = sqlite3_column_int (row, 6);

  return record;
}

static gboolean
read_records (sqlite3 *db,
              gpointer data,
              gpointer *result,
              GError **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_saved_view_record_free);
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row = TRUE;

  statement = desk_sql_prepare (db, "SELECT id, coalesce (name, ''), filter, sort, grouping, coalesce (shared, 0), owner_id IS :me"
                                    " FROM saved_views WHERE deleted_at IS NULL AND (coalesce (shared, 0) OR owner_id IS :me)"
                                    " ORDER BY position, id", error);
  if (statement == NULL)
    return FALSE;

  desk_sql_bind_text (statement, ":me", data);
  while (has_row)
    {
      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (records, read_record (statement));
    }
  *result = g_steal_pointer (&records);

  return TRUE;
}

static void
take_records (DeskSavedViews *self,
              GPtrArray *records)
{
  g_autoptr(GPtrArray) views = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      const DeskSavedViewRecord *record = records->pdata[i];
      DeskSavedView *view = desk_saved_views_find (self, record->id);

      view = view != NULL ? g_object_ref (view) : desk_saved_view_new (record->id);
      desk_saved_view_update (view, record);
      g_ptr_array_add (views, view);
    }
  desk_list_sync (self->views, views);
}

static void
on_views_read (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr(DeskSavedViews) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = desk_store_read_finish (DESK_STORE (source), result, &error);

  self->reading = FALSE;
  if (records == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot read the saved views: %s", error->message);
      return;
    }
  if (self->alarm == NULL)
    return;

  if (!desk_cache_is_staff (self->cache))
    g_ptr_array_set_size (records, 0);
  take_records (self, records);
  count_again (self);
  if (self->read_again)
    read_views (self);
}

static void
read_views (DeskSavedViews *self)
{
  self->read_again = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  desk_store_read_async (desk_cache_get_store (self->cache), read_records, g_strdup (desk_cache_get_user_id (self->cache)), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, on_views_read, g_object_ref (self));
}

static void
on_changed (DeskSavedViews *self,
            DeskStoreChanges *changes)
{
  if (desk_store_changes_has_table (changes, "saved_views"))
    read_views (self);
  for (guint i = 0; i < G_N_ELEMENTS (counted_tables); i++)
    {
      if (desk_store_changes_has_table (changes, counted_tables[i]))
        {
          count_again (self);
          return;
        }
    }
}

static void
on_items_changed (DeskSavedViews *self,
                  guint position,
                  guint removed,
                  guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
desk_saved_views_dispose (GObject *object)
{
  DeskSavedViews *self = DESK_SAVED_VIEWS (object);

  g_clear_pointer (&self->alarm, desk_alarm_free);
  if (self->cache != NULL)
    {
      g_clear_signal_handler (&self->changed_handler, desk_cache_get_store (self->cache));
      g_clear_signal_handler (&self->role_handler, self->cache);
    }
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (desk_saved_views_parent_class)->dispose (object);
}

static void
desk_saved_views_finalize (GObject *object)
{
  g_clear_object (&DESK_SAVED_VIEWS (object)->views);

  G_OBJECT_CLASS (desk_saved_views_parent_class)->finalize (object);
}

static void
desk_saved_views_class_init (DeskSavedViewsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_saved_views_dispose;
  object_class->finalize = desk_saved_views_finalize;
}

static void
desk_saved_views_init (DeskSavedViews *self)
{
  self->views = g_list_store_new (DESK_TYPE_SAVED_VIEW);
  g_signal_connect_object (self->views, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
}

/** desk_saved_views_new_for_cache: desk_saved_views_new() without a session. Private to desk. */
DeskSavedViews *
desk_saved_views_new_for_cache (DeskCache *cache)
{
  DeskSavedViews *self = g_object_new (DESK_TYPE_SAVED_VIEWS, NULL);

  self->cache = g_object_ref (cache);
  self->alarm = desk_alarm_new (desk_cache_get_clock (cache), count_again, self);
  self->changed_handler = g_signal_connect_swapped (desk_cache_get_store (cache), "changed", G_CALLBACK (on_changed), self);
  self->role_handler = g_signal_connect_swapped (cache, "role-changed", G_CALLBACK (read_views), self);
  read_views (self);

  return self;
}

/**
 * desk_saved_views_new:
 * @session: who looks
 *
 * Makes the list of the views that the person has, with how many tickets each holds.
 *
 * Returns: (transfer full): a new list, empty until the reader has answered
 */
DeskSavedViews *
desk_saved_views_new (DeskSession *session)
{
  DeskCache *cache;

  g_return_val_if_fail (session != NULL, NULL);

  cache = desk_session_get_cache (session);
  if (cache == NULL)
    return g_object_new (DESK_TYPE_SAVED_VIEWS, NULL);

  return desk_saved_views_new_for_cache (cache);
}

/**
 * desk_saved_views_find:
 * @self: a list
 * @id: the id of a view
 *
 * Finds a view.
 *
 * Returns: (transfer none) (nullable): the view, or %NULL when the list has none of that id
 */
DeskSavedView *
desk_saved_views_find (DeskSavedViews *self,
                       const char *id)
{
  guint n;

  g_return_val_if_fail (DESK_IS_SAVED_VIEWS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->views));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskSavedView) view = g_list_model_get_item (G_LIST_MODEL (self->views), i);

      if (g_str_equal (desk_saved_view_get_id (view), id))
        return view;
    }

  return NULL;
}
