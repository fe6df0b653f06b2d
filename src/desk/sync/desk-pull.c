/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-pull.h"

#include "desk-db.h"
#include "desk-time.h"

typedef struct
{
  DeskAccount *account;
  const DeskRowType *type;
  DeskPullOrder order;
  char *since;
  char *in_column;
  char **in_values;
  gboolean ids_only;
  guint max_pages;

  guint n_pages;
  char *last_time;
  char *last_key;
  gboolean short_page;
  gint64 newest_time;
  DeskPulled *pulled;
} Run;

/** desk_pulled_free: frees what desk_pull_finish() gave. */
void
desk_pulled_free (DeskPulled *pulled)
{
  g_free (pulled->newest);
  g_ptr_array_unref (pulled->keys);
  g_ptr_array_unref (pulled->new_messages);
  g_free (pulled);
}

static void
run_free (Run *run)
{
  g_clear_object (&run->account);
  g_free (run->since);
  g_free (run->in_column);
  g_strfreev (run->in_values);
  g_free (run->last_time);
  g_free (run->last_key);
  g_clear_pointer (&run->pulled, desk_pulled_free);
  g_free (run);
}

static const char *
get_key_column (Run *run)
{
  return run->type->fields[0].name;
}

static SupaQuery *
build_query (Run *run)
{
  SupaQuery *query = supa_query_new (run->type->table);
  g_autofree char *columns = run->ids_only ? g_strdup (get_key_column (run)) : desk_row_type_dup_select (run->type);
  gboolean by_time = run->order != DESK_PULL_ALL;
  gboolean ascending = run->order != DESK_PULL_NEWEST_FIRST;

  supa_query_select (query, columns);
  if (run->in_column != NULL)
    supa_query_in (query, run->in_column, (const char * const *) run->in_values);

  if (run->last_key != NULL && !by_time)
    supa_query_gt (query, get_key_column (run), run->last_key);
  else if (run->last_key != NULL && ascending)
    supa_query_after (query, run->type->cursor, run->last_time, get_key_column (run), run->last_key);
  else if (run->last_key != NULL)
    supa_query_before (query, run->type->cursor, run->last_time, get_key_column (run), run->last_key);
  else if (run->since != NULL)
    supa_query_gte (query, run->type->cursor, run->since);

  if (by_time)
    supa_query_order (query, run->type->cursor, ascending);
  supa_query_order (query, get_key_column (run), ascending);
  return supa_query_limit (query, DESK_PULL_PAGE);
}

/** desk_pull_merge: rows into the cache by the one merge, inside a write job. */
gboolean
desk_pull_merge (sqlite3           *db,
                 const DeskRowType *type,
                 JsonArray         *rows,
                 GPtrArray         *new_messages,
                 DeskStoreChanges  *changes,
                 GError           **error)
{
  for (guint i = 0; type == &desk_row_message && i < json_array_get_length (rows); i++)
    {
      const char *id = json_object_get_string_member_with_default (json_array_get_object_element (rows, i), "id", NULL);
      gint64 known;

      if (id == NULL || !desk_db_get_int (db, &known, error, "SELECT count(*) FROM ticket_messages WHERE id = ?", "s", id))
        return FALSE;
      if (known == 0)
        g_ptr_array_add (new_messages, g_strdup (id));
    }
  return desk_store_merge (db, type, rows, changes, error);
}

typedef struct
{
  const DeskRowType *type;
  JsonArray *rows;
} Page;

static void
page_free (Page *page)
{
  json_array_unref (page->rows);
  g_free (page);
}

static gboolean
merge_page (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Page *page = data;
  g_autoptr (GPtrArray) new_messages = g_ptr_array_new_with_free_func (g_free);

  if (!desk_pull_merge (db, page->type, page->rows, new_messages, changes, error))
    return FALSE;
  *result = g_steal_pointer (&new_messages);
  return TRUE;
}

static char *
dup_key (JsonObject *row, const char *column)
{
  JsonNode *node = json_object_get_member (row, column);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

/* Notes where the page ends. FALSE where the rows have no keys: a server that does not answer what was asked. */
static gboolean
note_page (Run *run, JsonArray *rows)
{
  guint length = json_array_get_length (rows);

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      char *key = row != NULL ? dup_key (row, get_key_column (run)) : NULL;
      gint64 when;

      if (key == NULL)
        return FALSE;
      g_free (run->last_key);
      run->last_key = g_strdup (key);
      g_ptr_array_add (run->pulled->keys, key);

      if (run->order == DESK_PULL_ALL)
        continue;
      g_free (run->last_time);
      run->last_time = dup_key (row, run->type->cursor);
      if (run->last_time == NULL || !desk_time_parse (run->last_time, &when))
        return FALSE;
      if (when > run->newest_time)
        {
          run->newest_time = when;
          g_free (run->pulled->newest);
          run->pulled->newest = g_strdup (run->last_time);
        }
    }
  run->n_pages++;
  run->short_page = length < DESK_PULL_PAGE || run->n_pages == run->max_pages;
  return TRUE;
}

static void next_page (GTask *task);

static void
go_on (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->short_page)
    g_task_return_pointer (task, g_steal_pointer (&run->pulled), (GDestroyNotify) desk_pulled_free);
  else
    next_page (task);
}

static void
on_page_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) new_messages = desk_store_write_finish (DESK_STORE (source), result, &error);

  if (new_messages == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_ptr_array_extend_and_steal (run->pulled->new_messages, g_steal_pointer (&new_messages));
  go_on (task);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_select_finish (SUPA_REST (source), result, &error);
  Page *page;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!JSON_NODE_HOLDS_ARRAY (answer) || !note_page (run, json_node_get_array (answer)))
    {
      g_task_return_new_error (task, SUPA_ERROR, SUPA_ERROR_SERVER, "%s: rows without a key", run->type->table);
      return;
    }
  if (run->ids_only)
    {
      go_on (task);
      return;
    }

  page = g_new0 (Page, 1);
  page->type = run->type;
  page->rows = json_array_ref (json_node_get_array (answer));
  desk_store_write_async (run->account->store, merge_page, page, (GDestroyNotify) page_free, (GDestroyNotify) g_ptr_array_unref,
                          run->account->cancellable, on_page_merged, g_steal_pointer (&task));
}

static void
next_page (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (SupaQuery) query = build_query (run);

  supa_rest_select_async (supa_client_get_rest (run->account->client), query, run->account->cancellable, on_page, g_object_ref (task));
}

/**
 * desk_pull_async:
 * @pull: what to fetch
 *
 * Fetches rows page by page, each merged into the cache before the next is asked for, so that what came first shows first. Pages go on after the last
 * row seen (by cursor and key), so that rows that come or change meanwhile neither hide nor repeat others.
 */
void
desk_pull_async (DeskAccount *account, const DeskPull *pull, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, desk_pull_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  run->account = g_object_ref (account);
  run->type = pull->type;
  run->order = pull->order;
  run->since = g_strdup (pull->since);
  run->in_column = g_strdup (pull->in_column);
  run->in_values = g_strdupv ((char **) pull->in_values);
  run->ids_only = pull->ids_only;
  run->max_pages = pull->max_pages;
  run->pulled = g_new0 (DeskPulled, 1);
  run->pulled->keys = g_ptr_array_new_with_free_func (g_free);
  run->pulled->new_messages = g_ptr_array_new_with_free_func (g_free);
  next_page (task);
}

/** desk_pull_finish: (transfer full): what came; %NULL with @error set, of %SUPA_ERROR where it was the backend's. */
DeskPulled *
desk_pull_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
