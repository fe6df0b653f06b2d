/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-view-counts.h"

#include "desk-alarm.h"
#include "desk-session-private.h"
#include "desk-sql.h"
#include "desk-ticket-list-private.h"
#include "desk-ticket-query.h"

#define N_VIEWS (DESK_VIEW_ALL + 1)
/* Milliseconds: rows are read and painted before they are counted. */
#define PATIENCE 250

struct _DeskViewCounts
{
  GObject parent_instance;

  DeskCache *cache;             /* (nullable): nobody is signed in */
  gulong changed_handler;
  gulong role_handler;
  DeskAlarm *alarm;
  guint first;                  /* the first question waits for whoever opens the window */
  gboolean under_way;
  gboolean touched;             /* ask again, once what is under way has come */
  guint counts[N_VIEWS];
};

typedef struct
{
  guint counts[N_VIEWS];
  gint64 next_change;
} Answer;

G_DEFINE_FINAL_TYPE (DeskViewCounts, desk_view_counts, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask_next (gpointer user_data);

static gboolean
count_view (sqlite3 *db,
            DeskTicketFilter *filter,
            DeskViewKind view,
            guint *count,
            GError **error)
{
  g_autofree char *condition = NULL;
  g_autofree char *sql = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  filter->wanted->view = view;
  condition = desk_ticket_filter_dup_condition (filter);
  sql = g_strdup_printf ("SELECT count(*) FROM tickets t WHERE %s", condition);
  statement = desk_sql_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;

  desk_ticket_filter_bind (filter, statement);
  if (!desk_sql_step (statement, &has_row, error))
    return FALSE;
  *count = sqlite3_column_int (statement, 0);

  return TRUE;
}

static gboolean
read_counts (sqlite3 *db,
             gpointer data,
             gpointer *result,
             GError **error)
{
  DeskTicketFilter *filter = data;
  g_autofree Answer *answer = g_new0 (Answer, 1);

  for (DeskViewKind view = 0; view < N_VIEWS; view++)
    {
      if (!count_view (db, filter, view, &answer->counts[view], error))
        return FALSE;
    }
  filter->wanted->view = DESK_VIEW_OVERDUE;
  answer->next_change = desk_ticket_filter_read_next_change (filter, db);
  *result = g_steal_pointer (&answer);

  return TRUE;
}

static void
on_counts_read (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr(DeskViewCounts) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree Answer *answer = desk_store_read_finish (DESK_STORE (source), result, &error);

  self->under_way = FALSE;
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot count the tickets: %s", error->message);
      return;
    }
  /* Its owner has let it go meanwhile. */
  if (self->alarm == NULL)
    return;

  desk_alarm_set (self->alarm, answer->next_change);
  if (memcmp (self->counts, answer->counts, sizeof (self->counts)) != 0)
    {
      memcpy (self->counts, answer->counts, sizeof (self->counts));
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  if (self->touched)
    ask_next (self);
}

static void
ask_next (gpointer user_data)
{
  DeskViewCounts *self = user_data;
  const DeskListOrder usual = { 0 };
  g_autoptr(DeskListFilter) all = NULL;

  g_clear_handle_id (&self->first, g_source_remove);
  self->touched = self->under_way;
  if (self->under_way)
    return;

  self->under_way = TRUE;
  all = desk_list_filter_new ();
  desk_store_read_later_async (desk_cache_get_store (self->cache), read_counts,
                               desk_ticket_filter_new (self->cache, all, &usual, NULL), (GDestroyNotify) desk_ticket_filter_free,
                               g_free, NULL, on_counts_read, g_object_ref (self));
}

static gboolean
on_patient (gpointer user_data)
{
  DeskViewCounts *self = user_data;

  self->first = 0;
  ask_next (self);

  return G_SOURCE_REMOVE;
}

static void
on_changed (DeskViewCounts *self,
            DeskStoreChanges *changes)
{
  if (desk_store_changes_has_table (changes, "tickets"))
    ask_next (self);
}

static void
desk_view_counts_dispose (GObject *object)
{
  DeskViewCounts *self = DESK_VIEW_COUNTS (object);

  g_clear_pointer (&self->alarm, desk_alarm_free);
  g_clear_handle_id (&self->first, g_source_remove);
  if (self->cache != NULL)
    {
      g_clear_signal_handler (&self->changed_handler, desk_cache_get_store (self->cache));
      g_clear_signal_handler (&self->role_handler, self->cache);
    }
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (desk_view_counts_parent_class)->dispose (object);
}

static void
desk_view_counts_class_init (DeskViewCountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_view_counts_dispose;

  /**
   * DeskViewCounts::changed:
   * @self: counts
   *
   * A count is another one than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
desk_view_counts_init (DeskViewCounts *self)
{
}

/** desk_view_counts_new_for_cache: desk_view_counts_new() without a session. Private to desk. */
DeskViewCounts *
desk_view_counts_new_for_cache (DeskCache *cache)
{
  DeskViewCounts *self = g_object_new (DESK_TYPE_VIEW_COUNTS, NULL);
  DeskStore *store = desk_cache_get_store (cache);

  self->cache = g_object_ref (cache);
  self->alarm = desk_alarm_new (desk_cache_get_clock (cache), ask_next, self);
  self->changed_handler = g_signal_connect_swapped (store, "changed", G_CALLBACK (on_changed), self);
  self->role_handler = g_signal_connect_swapped (cache, "role-changed", G_CALLBACK (ask_next), self);
  self->first = g_timeout_add_full (G_PRIORITY_LOW, PATIENCE, on_patient, self, NULL);

  return self;
}

/**
 * desk_view_counts_new:
 * @session: who looks
 *
 * Counts the tickets of each view, over the cache, live; clocks included: a ticket becomes due soon without any change of the cache.
 *
 * Returns: (transfer full): counts, all 0 until the first #DeskViewCounts::changed
 */
DeskViewCounts *
desk_view_counts_new (DeskSession *session)
{
  DeskCache *cache;

  g_return_val_if_fail (session != NULL, NULL);

  cache = desk_session_get_cache (session);
  if (cache == NULL)
    return g_object_new (DESK_TYPE_VIEW_COUNTS, NULL);

  return desk_view_counts_new_for_cache (cache);
}

/**
 * desk_view_counts_get:
 * @self: counts
 * @view: a view
 *
 * Tells how many tickets a view holds.
 *
 * Returns: the number
 */
guint
desk_view_counts_get (DeskViewCounts *self,
                      DeskViewKind view)
{
  g_return_val_if_fail (DESK_IS_VIEW_COUNTS (self), 0);
  g_return_val_if_fail ((guint) view < N_VIEWS, 0);

  return self->counts[view];
}
