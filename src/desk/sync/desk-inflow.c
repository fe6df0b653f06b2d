/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-inflow.h"

#include "desk-catch-up.h"
#include "desk-db.h"
#include "desk-pull.h"

/* One thing that happened to a row. */
typedef struct
{
  const DeskRowType *type;
  JsonObject *record;           /* (nullable): gone */
  char *key;
} Event;

struct _DeskInflow
{
  GObject parent_instance;

  DeskAccount *account;
  GPtrArray *events;
  guint idle;
  gboolean held;
  gboolean merging;
  GHashTable *asked;            /* tickets out of sight, so that they are asked for once */
};

static guint arrived_signal;

G_DEFINE_FINAL_TYPE (DeskInflow, desk_inflow, G_TYPE_OBJECT)

static void
event_free (Event *event)
{
  g_clear_pointer (&event->record, json_object_unref);
  g_free (event->key);
  g_free (event);
}

static void
desk_inflow_dispose (GObject *object)
{
  DeskInflow *self = DESK_INFLOW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->account);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);

  G_OBJECT_CLASS (desk_inflow_parent_class)->dispose (object);
}

static void
desk_inflow_class_init (DeskInflowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = desk_inflow_dispose;

  arrived_signal = g_signal_new ("arrived", DESK_TYPE_INFLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
desk_inflow_init (DeskInflow *self)
{
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* What a batch has done, and what it still needs. */
typedef struct
{
  GPtrArray *new_messages;
  GPtrArray *unknown_tickets;
  GPtrArray *people;
} Merged;

static void
merged_free (Merged *merged)
{
  g_ptr_array_unref (merged->new_messages);
  g_ptr_array_unref (merged->unknown_tickets);
  g_ptr_array_unref (merged->people);
  g_free (merged);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Merged, merged_free)

static const char *
get_text (JsonObject *record, const char *name)
{
  JsonNode *node = json_object_get_member (record, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                                          : NULL;
}

static void
note_people (JsonObject *record, GPtrArray *people)
{
  static const char *const members[] = { "author_id", "actor_id", "assignee_id", "created_by" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *id = get_text (record, members[i]);

      if (id != NULL && !g_ptr_array_find_with_equal_func (people, id, g_str_equal, NULL))
        g_ptr_array_add (people, g_strdup (id));
    }
}

static gboolean
merge_event (sqlite3 *db, const Event *event, Merged *merged, DeskStoreChanges *changes, GError **error)
{
  g_autoptr (JsonArray) rows = NULL;
  const char *ticket_id;
  gint64 known;

  if (event->record == NULL)
    return desk_store_remove (db, event->type, event->key, changes, error);

  rows = json_array_new ();
  json_array_add_object_element (rows, json_object_ref (event->record));
  if (!desk_pull_merge (db, event->type, rows, merged->new_messages, changes, error))
    return FALSE;
  note_people (event->record, merged->people);

  ticket_id = get_text (event->record, "ticket_id");
  if (ticket_id == NULL)
    return TRUE;
  if (!desk_db_get_int (db, &known, error, "SELECT count(*) FROM tickets WHERE id = ?", "s", ticket_id))
    return FALSE;
  if (known == 0 && !g_ptr_array_find_with_equal_func (merged->unknown_tickets, ticket_id, g_str_equal, NULL))
    g_ptr_array_add (merged->unknown_tickets, g_strdup (ticket_id));
  return TRUE;
}

static gboolean
merge_events (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  GPtrArray *events = data;
  g_autoptr (Merged) merged = g_new0 (Merged, 1);

  merged->new_messages = g_ptr_array_new_with_free_func (g_free);
  merged->unknown_tickets = g_ptr_array_new_with_free_func (g_free);
  merged->people = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < events->len; i++)
    {
      if (!merge_event (db, g_ptr_array_index (events, i), merged, changes, error))
        return FALSE;
    }
  *result = g_steal_pointer (&merged);
  return TRUE;
}

static void flush (DeskInflow *self);

/* The messages can be told now: their ticket and their author's name are there. */
typedef struct
{
  DeskInflow *inflow;
  GPtrArray *new_messages;
  GPtrArray *people;
  GPtrArray *tickets;           /* (nullable): ids that are asked for, with an end */
} Telling;

static void
tell (Telling *telling)
{
  if (telling->new_messages->len > 0 && telling->inflow->account != NULL)
    {
      g_ptr_array_add (telling->new_messages, NULL);
      g_signal_emit (telling->inflow, arrived_signal, 0, telling->new_messages->pdata);
    }
  g_object_unref (telling->inflow);
  g_ptr_array_unref (telling->new_messages);
  g_ptr_array_unref (telling->people);
  g_clear_pointer (&telling->tickets, g_ptr_array_unref);
  g_free (telling);
}

static void
on_people (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Telling *telling = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_people_fill_finish (result, &error) && telling->inflow->account != NULL)
    desk_account_take_answer (telling->inflow->account, error);
  tell (telling);
}

static void
fill_people (Telling *telling)
{
  if (telling->inflow->account != NULL)
    desk_people_fill_async (telling->inflow->account, telling->people, on_people, telling);
  else
    tell (telling);
}

/* What had no answer may be asked for again. */
static void
forget_asking (Telling *telling)
{
  if (telling->inflow->asked == NULL)
    return;
  for (guint i = 0; i + 1 < telling->tickets->len; i++)
    g_hash_table_remove (telling->inflow->asked, g_ptr_array_index (telling->tickets, i));
}

static void
on_tickets (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPulled) pulled = desk_pull_finish (result, &error);

  if (error != NULL)
    {
      forget_asking (user_data);
      desk_account_take_answer (DESK_ACCOUNT (source), error);
    }
  fill_people (user_data);
}

static void
fetch_tickets (DeskInflow *self, Telling *telling, GPtrArray *unknown)
{
  DeskPull pull = { .type = &desk_row_ticket, .order = DESK_PULL_ALL, .in_column = "id" };

  for (guint i = unknown->len; i > 0; i--)
    {
      if (!g_hash_table_add (self->asked, g_strdup (g_ptr_array_index (unknown, i - 1))))
        g_ptr_array_remove_index (unknown, i - 1);
    }
  if (unknown->len == 0)
    {
      fill_people (telling);
      return;
    }
  g_ptr_array_add (unknown, NULL);
  telling->tickets = g_ptr_array_ref (unknown);
  pull.in_values = (const char * const *) unknown->pdata;
  desk_pull_async (self->account, &pull, on_tickets, telling);
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskInflow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Merged) merged = desk_store_write_finish (DESK_STORE (source), result, &error);
  Telling *telling;

  self->merging = FALSE;
  if (self->account == NULL)
    return;
  if (merged == NULL)
    {
      desk_account_tell (self->account, error);
      return;
    }

  telling = g_new0 (Telling, 1);
  telling->inflow = g_object_ref (self);
  telling->new_messages = g_ptr_array_ref (merged->new_messages);
  telling->people = g_ptr_array_ref (merged->people);
  fetch_tickets (self, telling, merged->unknown_tickets);
  flush (self);
}

static gboolean
on_idle (gpointer user_data)
{
  DeskInflow *self = DESK_INFLOW (user_data);

  self->idle = 0;
  if (self->merging || self->held || self->events->len == 0)
    return G_SOURCE_REMOVE;
  self->merging = TRUE;
  desk_store_write_async (self->account->store, merge_events, g_steal_pointer (&self->events), (GDestroyNotify) g_ptr_array_unref,
                          (GDestroyNotify) merged_free, NULL, on_merged, g_object_ref (self));
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  return G_SOURCE_REMOVE;
}

/* What comes at once goes at once; drawing and reading do not keep it waiting. */
static void
flush (DeskInflow *self)
{
  if (self->idle == 0 && self->events->len > 0 && !self->held)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT, on_idle, self, NULL);
}

/** desk_inflow_new: (transfer full): the way into the cache for what comes live. */
DeskInflow *
desk_inflow_new (DeskAccount *account)
{
  DeskInflow *self = g_object_new (DESK_TYPE_INFLOW, NULL);

  self->account = g_object_ref (account);
  return self;
}

static void
add_event (DeskInflow *self, const DeskRowType *type, JsonObject *record, const char *key)
{
  Event *event = g_new0 (Event, 1);

  event->type = type;
  event->record = record != NULL ? json_object_ref (record) : NULL;
  event->key = g_strdup (key);
  g_ptr_array_add (self->events, event);
  flush (self);
}

/** desk_inflow_add: a row as it is now. */
void
desk_inflow_add (DeskInflow *self, const DeskRowType *type, JsonObject *record)
{
  add_event (self, type, record, NULL);
}

/** desk_inflow_remove: a row that is gone. */
void
desk_inflow_remove (DeskInflow *self, const DeskRowType *type, const char *key)
{
  add_event (self, type, NULL, key);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskInflow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPulled) pulled = desk_pull_finish (result, &error);

  if (!desk_account_take_answer (DESK_ACCOUNT (source), error) || pulled == NULL || pulled->new_messages->len == 0)
    return;
  g_ptr_array_add (pulled->new_messages, NULL);
  g_signal_emit (self, arrived_signal, 0, pulled->new_messages->pdata);
}

/** desk_inflow_fetch: a row that came without all of its values. */
void
desk_inflow_fetch (DeskInflow *self, const DeskRowType *type, const char *key)
{
  const char *const keys[] = { key, NULL };
  DeskPull pull = { .type = type, .order = DESK_PULL_ALL, .in_column = type->fields[0].name, .in_values = keys };

  desk_pull_async (self->account, &pull, on_fetched, g_object_ref (self));
}

/** desk_inflow_hold: while a gap is being filled, what comes live waits behind it. */
void
desk_inflow_hold (DeskInflow *self, gboolean hold)
{
  self->held = hold;
  flush (self);
}
