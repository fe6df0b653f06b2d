/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-choice-list.h"

#include "desk-choice-record.h"
#include "desk-list-sync.h"
#include "desk-sql.h"

struct _DeskChoiceList
{
  GObject parent_instance;

  DeskCache *cache;             /* (nullable): nobody is signed in */
  gulong changed_handler;
  DeskChoiceKind kind;
  GListStore *choices;
  guint generation;             /* of the account: an answer for another one is dropped */
};

/* Per kind: the tables that it is made of, and the question, with a column for each slot of a choice by its name. */
static const struct
{
  const char *tables[3];
  const char *sql;
} kinds[] = {
  [DESK_CHOICES_CATEGORIES] = {
    { "ticket_categories" },
    "SELECT CAST (id AS TEXT) AS id, label, NULL AS code, 0 AS response_minutes, 0 AS resolve_minutes, NULL AS parent_id,"
    " 0 AS is_staff, 0 AS is_me, 0 AS in_working_time, 0 AS n_tickets FROM ticket_categories"
    " ORDER BY position, iif (position IS NULL, lower (label), NULL), id",
  },
  [DESK_CHOICES_PRIORITIES] = {
    { "ticket_priorities" },
    "SELECT CAST (id AS TEXT) AS id, code AS label, code, response_sla_minutes AS response_minutes,"
    " resolve_sla_minutes AS resolve_minutes, NULL AS parent_id, 0 AS is_staff, 0 AS is_me,"
    " calendar_id IS NOT NULL AS in_working_time, 0 AS n_tickets FROM ticket_priorities"
    " ORDER BY CASE code WHEN 'low' THEN 0 WHEN 'normal' THEN 1 WHEN 'high' THEN 2 WHEN 'urgent' THEN 3 ELSE 4 END, id",
  },
  [DESK_CHOICES_PROJECTS] = {
    { "projects" },
    "SELECT id, name AS label, NULL AS code, 0 AS response_minutes, 0 AS resolve_minutes, client_id AS parent_id,"
    " 0 AS is_staff, 0 AS is_me, 0 AS in_working_time, 0 AS n_tickets FROM projects ORDER BY lower (name), id",
  },
  [DESK_CHOICES_COMPANIES] = {
    { "clients" },
    "SELECT id, name AS label, NULL AS code, 0 AS response_minutes, 0 AS resolve_minutes, NULL AS parent_id,"
    " 0 AS is_staff, 0 AS is_me, 0 AS in_working_time, 0 AS n_tickets FROM clients WHERE is_active ORDER BY lower (name), id",
  },
  [DESK_CHOICES_STAFF] = {
    { "profiles" },
    "SELECT user_id AS id, coalesce (nullif (full_name, ''), email) AS label, NULL AS code, 0 AS response_minutes,"
    " 0 AS resolve_minutes, NULL AS parent_id, 1 AS is_staff, user_id = :me AS is_me,"
    " 0 AS in_working_time, 0 AS n_tickets FROM profiles WHERE role <> 'client'"
    " ORDER BY user_id <> :me, lower (coalesce (nullif (full_name, ''), email)), user_id",
  },
  [DESK_CHOICES_LABELS] = {
    { "ticket_triage" },
    "SELECT label AS id, label, NULL AS code, 0 AS response_minutes, 0 AS resolve_minutes, NULL AS parent_id, 0 AS is_staff, 0 AS is_me,"
    " 0 AS in_working_time, n_tickets FROM label_counts ORDER BY lower (label), label",
  },
};

typedef struct
{
  DeskChoiceKind kind;
  char *user_id;
} Question;

typedef struct
{
  DeskChoiceList *list;
  guint generation;
} Asked;

static void desk_choice_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskChoiceList, desk_choice_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_choice_list_model_init))

static GType
desk_choice_list_get_item_type (GListModel *model)
{
  return DESK_TYPE_CHOICE;
}

static guint
desk_choice_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DESK_CHOICE_LIST (model)->choices));
}

static gpointer
desk_choice_list_get_item (GListModel *model,
                           guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DESK_CHOICE_LIST (model)->choices), position);
}

static void
desk_choice_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_choice_list_get_item_type;
  iface->get_n_items = desk_choice_list_get_n_items;
  iface->get_item = desk_choice_list_get_item;
}

static void
on_items_changed (DeskChoiceList *self,
                  guint position,
                  guint removed,
                  guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->user_id);
  g_free (question);
}

static void
record_free (gpointer record)
{
  desk_slots_free (&desk_choice_slots, record);
}

static gboolean
read_choices (sqlite3 *db,
              gpointer data,
              gpointer *result,
              GError **error)
{
  Question *question = data;
  g_autofree char *columns = desk_slots_dup_select (&desk_choice_slots);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM (%s)", columns, kinds[question->kind].sql);
  g_autoptr(sqlite3_stmt) select = desk_sql_prepare (db, sql, error);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (record_free);
  gboolean has_row;

  if (select == NULL)
    return FALSE;

  desk_sql_bind_text (select, ":me", question->user_id);
  for (;;)
    {
      if (!desk_sql_step (select, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      g_ptr_array_add (records, desk_slots_read (&desk_choice_slots, select));
    }
  *result = g_steal_pointer (&records);

  return TRUE;
}

/* (transfer full): the choice of the same id, or a new one */
static DeskChoice *
dup_choice (DeskChoiceList *self,
            const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->choices));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

      if (g_strcmp0 (desk_choice_get_id (choice), id) == 0)
        return g_steal_pointer (&choice);
    }

  return desk_choice_new ();
}

static void
take_records (DeskChoiceList *self,
              GPtrArray *records)
{
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      DeskChoiceRecord *record = records->pdata[i];
      DeskChoice *choice = dup_choice (self, record->id);

      desk_choice_update (choice, record);
      g_ptr_array_add (choices, choice);
    }
  desk_list_sync (self->choices, choices);
}

static void
on_choices_read (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr(DeskChoiceList) self = asked->list;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (records == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot read the choices: %s", error->message);
      return;
    }
  if (asked->generation == self->generation)
    take_records (self, records);
}

static void
ask (DeskChoiceList *self)
{
  Question *question = g_new0 (Question, 1);
  Asked *asked = g_new0 (Asked, 1);

  question->kind = self->kind;
  question->user_id = g_strdup (desk_cache_get_user_id (self->cache));
  asked->list = g_object_ref (self);
  asked->generation = self->generation;
  desk_store_read_async (desk_cache_get_store (self->cache), read_choices, question, question_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, on_choices_read, asked);
}

static void
on_changed (DeskChoiceList *self,
            DeskStoreChanges *changes)
{
  for (guint i = 0; kinds[self->kind].tables[i] != NULL; i++)
    {
      if (desk_store_changes_has_table (changes, kinds[self->kind].tables[i]))
        {
          ask (self);
          return;
        }
    }
}

static void
desk_choice_list_dispose (GObject *object)
{
  DeskChoiceList *self = DESK_CHOICE_LIST (object);

  if (self->cache != NULL)
    g_clear_signal_handler (&self->changed_handler, desk_cache_get_store (self->cache));
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (desk_choice_list_parent_class)->dispose (object);
}

static void
desk_choice_list_finalize (GObject *object)
{
  g_clear_object (&DESK_CHOICE_LIST (object)->choices);

  G_OBJECT_CLASS (desk_choice_list_parent_class)->finalize (object);
}

static void
desk_choice_list_class_init (DeskChoiceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_choice_list_dispose;
  object_class->finalize = desk_choice_list_finalize;
}

static void
desk_choice_list_init (DeskChoiceList *self)
{
  self->choices = g_list_store_new (DESK_TYPE_CHOICE);
  g_signal_connect_object (self->choices, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
}

/**
 * desk_choice_list_new:
 * @cache: (nullable): whose cache, %NULL while nobody is signed in
 * @kind: what to choose from
 *
 * Makes a list of choices, empty until the reader has answered.
 *
 * Returns: (transfer full): a new list
 */
DeskChoiceList *
desk_choice_list_new (DeskCache *cache,
                      DeskChoiceKind kind)
{
  DeskChoiceList *self;

  g_return_val_if_fail (cache == NULL || DESK_IS_CACHE (cache), NULL);
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), NULL);

  self = g_object_new (DESK_TYPE_CHOICE_LIST, NULL);
  self->kind = kind;
  if (cache != NULL)
    desk_choice_list_set_cache (self, cache);

  return self;
}

/**
 * desk_choice_list_set_cache:
 * @self: a list
 * @cache: (nullable): whose cache, %NULL while nobody is signed in
 *
 * Shows the choices of another account; without one the list is empty.
 */
void
desk_choice_list_set_cache (DeskChoiceList *self,
                            DeskCache *cache)
{
  g_autoptr(GPtrArray) none = NULL;

  g_return_if_fail (DESK_IS_CHOICE_LIST (self));
  g_return_if_fail (cache == NULL || DESK_IS_CACHE (cache));

  if (self->cache == cache)
    return;

  none = g_ptr_array_new ();
  self->generation++;
  if (self->cache != NULL)
    g_clear_signal_handler (&self->changed_handler, desk_cache_get_store (self->cache));
  g_set_object (&self->cache, cache);
  desk_list_sync (self->choices, none);
  if (cache == NULL)
    return;

  self->changed_handler = g_signal_connect_swapped (desk_cache_get_store (cache), "changed", G_CALLBACK (on_changed), self);
  ask (self);
}
