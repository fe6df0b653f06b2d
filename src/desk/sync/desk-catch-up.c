/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-catch-up.h"

#include "desk-db.h"
#include "desk-pull.h"
#include "desk-reconcile.h"
#include "desk-time.h"

/* A transaction commits after its times were taken: what was on its way when the last look ended lies this far back at most. */
#define OVERLAP (30 * G_TIME_SPAN_SECOND)

/* So many conversations are kept for staff without being opened. */
#define RECENT_CONVERSATIONS 50

/* So many ids fit into an address. */
#define MISSING_AT_ONCE 100

typedef enum
{
  STEP_REPLACE,                 /* small: all of it, and what is gone goes */
  STEP_FOLLOW,                  /* what changed since the cursor */
  STEP_FOLLOW_NEWEST_FIRST,     /* the same; the first time the newest come first, so that the list shows early */
  STEP_FOLLOW_LATELY,           /* the same; the first time staff gets the latest page alone, the rest comes with its conversation */
  STEP_RECONCILE,               /* no event tells of lost visibility: compare ids */
} StepKind;

typedef struct
{
  const DeskRowType *type;
  StepKind kind;
  gboolean staff_only;
} Step;

static const Step steps[] = {
  { &desk_row_priority, STEP_REPLACE, FALSE },
  { &desk_row_category, STEP_REPLACE, FALSE },
  { &desk_row_client, STEP_REPLACE, FALSE },
  { &desk_row_project, STEP_REPLACE, FALSE },
  { &desk_row_profile, STEP_REPLACE, FALSE },
  { &desk_row_saved_view, STEP_REPLACE, TRUE },
  { &desk_row_canned_reply, STEP_REPLACE, TRUE },
  { &desk_row_read, STEP_FOLLOW, FALSE },
  { &desk_row_ticket, STEP_FOLLOW_NEWEST_FIRST, FALSE },
  { &desk_row_triage, STEP_FOLLOW, TRUE },
  { &desk_row_company_link, STEP_FOLLOW, FALSE },
  { &desk_row_message, STEP_FOLLOW_LATELY, FALSE },
  { &desk_row_event, STEP_FOLLOW_LATELY, FALSE },
  { &desk_row_attachment, STEP_FOLLOW_LATELY, FALSE },
  { &desk_row_ticket, STEP_RECONCILE, FALSE },
  { &desk_row_company_link, STEP_RECONCILE, FALSE },
};

typedef struct
{
  DeskAccount *account;
  guint step;
  gboolean staff;
  gboolean first;               /* the messages have no cursor yet */
  char *cursor;                 /* of the step under way */
  GPtrArray *known;             /* keys that the cache had before the backend was asked */
  GPtrArray *missing;           /* keys that the backend shows and the cache did not have: sight was gained */
  GPtrArray *new_messages;
} CatchUp;

static void
catch_up_free (CatchUp *self)
{
  g_clear_object (&self->account);
  g_free (self->cursor);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->new_messages, g_ptr_array_unref);
  g_free (self);
}

static void run_step (GTask *task);

static const Step *
get_step (CatchUp *self)
{
  return &steps[self->step];
}

static void
next_step (GTask *task)
{
  CatchUp *self = g_task_get_task_data (task);

  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  self->step++;
  run_step (task);
}

static void fetch_missing (GTask *task);

static void
on_missing_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPulled) pulled = desk_pull_finish (result, &error);

  if (pulled == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    fetch_missing (task);
}

/* Rows that came into sight did not change, so that no cursor finds them. */
static void
fetch_missing (GTask *task)
{
  CatchUp *self = g_task_get_task_data (task);
  DeskPull pull = { .type = get_step (self)->type, .order = DESK_PULL_ALL, .in_column = get_step (self)->type->fields[0].name };
  g_autoptr (GPtrArray) some = g_ptr_array_new_with_free_func (g_free);

  while (self->missing != NULL && self->missing->len > 0 && some->len < MISSING_AT_ONCE)
    g_ptr_array_add (some, g_ptr_array_steal_index_fast (self->missing, self->missing->len - 1));
  if (some->len == 0)
    {
      next_step (task);
      return;
    }
  g_ptr_array_add (some, NULL);
  pull.in_values = (const char * const *) some->pdata;
  desk_pull_async (self->account, &pull, on_missing_fetched, g_object_ref (task));
}

static char *
dup_cursor_key (const DeskRowType *type)
{
  return g_strconcat ("cursor/", type->table, NULL);
}

/** desk_sync_state_get: (transfer full) (nullable): what is noted under @key; %NULL without @error where nothing is. */
char *
desk_sync_state_get (sqlite3 *db, const char *key, GError **error)
{
  return desk_db_get_text (db, error, "SELECT value FROM sync_state WHERE key = ?", "s", key);
}

/** desk_sync_state_set: notes something, in a write job. */
gboolean
desk_sync_state_set (sqlite3 *db, const char *key, const char *value, GError **error)
{
  return desk_db_run (db, error, "INSERT INTO sync_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                      "ss", key, value);
}

/* How a step ended: the cursor moves on, or what is gone from the backend goes here. */
typedef struct
{
  const Step *step;
  char *newest;
  GPtrArray *known;
  GPtrArray *keys;
} Ending;

static void
ending_free (Ending *ending)
{
  g_free (ending->newest);
  g_clear_pointer (&ending->known, g_ptr_array_unref);
  g_ptr_array_unref (ending->keys);
  g_free (ending);
}

static gboolean
keep_ending (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Ending *ending = data;
  g_autofree char *key = dup_cursor_key (ending->step->type);

  if (ending->known != NULL)
    return desk_reconcile_remove (db, ending->step->type, ending->known, ending->keys, changes, error);
  /* An empty table has been followed as well: from the beginning of time. */
  if (ending->newest != NULL)
    return desk_sync_state_set (db, key, ending->newest, error);
  return desk_db_run (db, error, "INSERT OR IGNORE INTO sync_state (key, value) VALUES (?, '1970-01-01T00:01:00Z')", "s", key);
}

static void
on_ending_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    fetch_missing (task);
}

static void
on_pulled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CatchUp *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPulled) pulled = desk_pull_finish (result, &error);
  Ending *ending;

  if (pulled == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!self->first)
    {
      for (guint i = 0; i < pulled->new_messages->len; i++)
        g_ptr_array_add (self->new_messages, g_strdup (g_ptr_array_index (pulled->new_messages, i)));
    }

  if (get_step (self)->kind == STEP_RECONCILE)
    self->missing = desk_reconcile_find_missing (self->known, pulled->keys);

  ending = g_new0 (Ending, 1);
  ending->step = get_step (self);
  ending->newest = g_strdup (pulled->newest);
  ending->known = self->known != NULL ? g_ptr_array_ref (self->known) : NULL;
  ending->keys = g_ptr_array_ref (pulled->keys);
  desk_store_write_async (self->account->store, keep_ending, ending, (GDestroyNotify) ending_free, NULL, self->account->cancellable,
                          on_ending_kept, g_steal_pointer (&task));
}

static char *
dup_overlapped (const char *cursor)
{
  gint64 when;

  return desk_time_parse (cursor, &when) ? desk_time_dup_wire (when - OVERLAP) : NULL;
}

static void
pull_step (GTask *task)
{
  CatchUp *self = g_task_get_task_data (task);
  const Step *step = get_step (self);
  g_autofree char *since = self->cursor != NULL ? dup_overlapped (self->cursor) : NULL;
  DeskPull pull = { .type = step->type, .order = DESK_PULL_SINCE, .since = since };

  if (step->kind == STEP_REPLACE || step->kind == STEP_RECONCILE)
    {
      pull.order = DESK_PULL_ALL;
      pull.ids_only = step->kind == STEP_RECONCILE;
    }
  else if (since == NULL && (step->kind == STEP_FOLLOW_NEWEST_FIRST || (step->kind == STEP_FOLLOW_LATELY && self->staff)))
    {
      pull.order = DESK_PULL_NEWEST_FIRST;
      pull.max_pages = step->kind == STEP_FOLLOW_LATELY ? 1 : 0;
    }
  desk_pull_async (self->account, &pull, on_pulled, g_object_ref (task));
}

/* What the cache has before the backend is asked: the cursor, or the keys. A row that comes live meanwhile is not among them, and stays. */
static gboolean
read_before (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  CatchUp *self = data;
  const Step *step = get_step (self);
  g_autofree char *key = dup_cursor_key (step->type);
  g_autoptr (GError) failure = NULL;

  if (step->kind == STEP_REPLACE || step->kind == STEP_RECONCILE)
    {
      self->known = desk_reconcile_list (db, step->type, error);
      return self->known != NULL;
    }
  self->cursor = desk_sync_state_get (db, key, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (step->type == &desk_row_message)
    self->first = self->cursor == NULL;
  return TRUE;
}

static void
on_read_before (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_read_finish (DESK_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    pull_step (task);
}

static void
give (GTask *task)
{
  CatchUp *self = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&self->new_messages), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_people (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_people_fill_finish (result, &error))
    give (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
fill_people (GTask *task)
{
  CatchUp *self = g_task_get_task_data (task);

  desk_people_fill_async (self->account, NULL, on_people, g_object_ref (task));
}

static void
on_recent_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_conversations_load_finish (result, &error))
    fill_people (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
list_recent (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  *result = desk_db_get_texts (db, error,
                               "SELECT id FROM tickets WHERE local = 0 AND id NOT IN (SELECT ticket_id FROM conversations WHERE complete)"
                               " ORDER BY activity DESC LIMIT ?",
                               "i", (gint64) RECENT_CONVERSATIONS);
  return *result != NULL;
}

static void
on_recent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CatchUp *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (ids == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (ids->len == 0)
    {
      fill_people (task);
      return;
    }
  g_ptr_array_add (ids, NULL);
  desk_conversations_load_async (self->account, (const char * const *) ids->pdata, on_recent_loaded, g_steal_pointer (&task));
}

/* Takes no reference; each answer does. */
static void
run_step (GTask *task)
{
  CatchUp *self = g_task_get_task_data (task);

  while (self->step < G_N_ELEMENTS (steps) && get_step (self)->staff_only && !self->staff)
    self->step++;
  if (self->step < G_N_ELEMENTS (steps))
    desk_store_read_async (self->account->store, read_before, self, NULL, NULL, self->account->cancellable, on_read_before,
                           g_object_ref (task));
  else if (self->first)
    desk_store_read_async (self->account->store, list_recent, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->account->cancellable,
                           on_recent, g_object_ref (task));
  else
    fill_people (task);
}

/** desk_catch_up_async: brings the cache up to what the backend has now. */
void
desk_catch_up_async (DeskAccount *account, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, NULL, callback, user_data);
  CatchUp *self = g_new0 (CatchUp, 1);

  g_task_set_source_tag (task, desk_catch_up_async);
  g_task_set_task_data (task, self, (GDestroyNotify) catch_up_free);
  self->account = g_object_ref (account);
  self->staff = desk_cache_is_staff (account->cache);
  self->new_messages = g_ptr_array_new_with_free_func (g_free);
  run_step (task);
}

/** desk_catch_up_finish: (transfer container): ids of new messages, oldest first; %NULL with @error set. */
GPtrArray *
desk_catch_up_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
