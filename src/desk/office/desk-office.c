/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-office-private.h"

#include "desk-error-private.h"
#include "desk-inquiry.h"

/* The refusal of this room itself: the row is another than the one that was changed. */
#define CHANGED_MEANWHILE "changed_meanwhile"

struct _DeskOffice
{
  GObject parent_instance;

  DeskSession *session;
};

G_DEFINE_FINAL_TYPE (DeskOffice, desk_office, G_TYPE_OBJECT)

/* One description a table: what is asked for, what tells its rows apart, what they hang on, and in which order they come. */
typedef struct
{
  const char *name;
  const char *columns;
  const char *keys[2];
  const char *of;
  const char *order;
  gboolean descending;
  gboolean cached;              /* the cache of tickets keeps it as well */
  guint limit;
} Table;

static const Table tables[] = {
  [DESK_OFFICE_CATEGORIES] = { "ticket_categories", "id,label,updated_at", { "id" }, NULL, "label", FALSE, TRUE, 1000 },
  [DESK_OFFICE_PRIORITIES] = { "ticket_priorities", "id,code,response_sla_minutes,resolve_sla_minutes,next_response_sla_minutes,calendar_id,updated_at",
                               { "id" }, NULL, "id", TRUE, TRUE, 100 },
  [DESK_OFFICE_CALENDARS] = { "calendars", "id,name,time_zone,updated_at,calendar_ranges(weekday,starts,ends),calendar_holidays(day,name),ticket_priorities(code)",
                              { "id" }, NULL, "name", FALSE, FALSE, 200 },
  [DESK_OFFICE_TEMPLATES] = { "email_templates", "event,locale,subject,body,updated_at", { "event", "locale" }, NULL, "event", FALSE, FALSE, 1000 },
  [DESK_OFFICE_COMPANIES] = { "clients", "id,name,is_active,updated_at", { "id" }, NULL, "name", FALSE, TRUE, 1000 },
  [DESK_OFFICE_MEMBERS] = { "client_members", "client_id,user_id,updated_at,profiles(full_name,email,role)", { "client_id", "user_id" }, "client_id",
                            "created_at", FALSE, TRUE, 1000 },
  [DESK_OFFICE_PROJECTS] = { "projects", "id,client_id,name,updated_at", { "id" }, "client_id", "name", FALSE, TRUE, 1000 },
  [DESK_OFFICE_STAFF] = { "profiles", "user_id,full_name,email,role,updated_at,mail_choices(event,wanted)", { "user_id" }, NULL, "full_name", FALSE,
                          TRUE, 1000 },
  [DESK_OFFICE_PROFILE] = { "profiles", "user_id,full_name,email,role,updated_at,mail_choices(event,wanted)", { "user_id" }, "user_id", "full_name", FALSE,
                            TRUE, 1 },
  [DESK_OFFICE_MAIL_CHOICES] = { "mail_choices", "user_id,event,wanted,updated_at", { "user_id", "event" }, "user_id", "event", FALSE, FALSE, 100 },
  [DESK_OFFICE_SETTINGS] = { "desk_settings", "key,value,updated_at", { "key" }, NULL, "key", FALSE, FALSE, 100 },
  [DESK_OFFICE_TICKETS] = { "tickets", "id,number,subject,clients(name)", { "id" }, NULL, "number", TRUE, FALSE, 20 },
};

static void
desk_office_finalize (GObject *object)
{
  g_clear_object (&DESK_OFFICE (object)->session);

  G_OBJECT_CLASS (desk_office_parent_class)->finalize (object);
}

static void
desk_office_class_init (DeskOfficeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_office_finalize;
}

static void
desk_office_init (DeskOffice *self)
{
}

/**
 * desk_office_new:
 * @session: who is signed in
 *
 * Returns: (transfer full): the office
 */
DeskOffice *
desk_office_new (DeskSession *session)
{
  DeskOffice *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_OFFICE, NULL);
  self->session = g_object_ref (session);

  return self;
}

/**
 * desk_office_get_session:
 * @self: the office
 *
 * Returns: (transfer none): who is signed in
 */
DeskSession *
desk_office_get_session (DeskOffice *self)
{
  g_return_val_if_fail (DESK_IS_OFFICE (self), NULL);

  return self->session;
}

/* (transfer full): what stands in a variant of the type a{sv} or v, as it travels; maybes that hold nothing are null. */
JsonNode *
desk_office_to_json (GVariant *values)
{
  return json_gvariant_serialize (values);
}

/* (transfer full) (nullable): what travelled. */
GVariant *
desk_office_from_json (JsonNode *node)
{
  GVariant *values = json_gvariant_deserialize (node, NULL, NULL);

  return values != NULL ? g_variant_ref_sink (values) : NULL;
}

/* Of an object, or of the first of a list of them; NULL where there is none. */
static DeskOfficeRow *
read_row (JsonNode *answer)
{
  g_autoptr (GVariant) values = NULL;

  if (JSON_NODE_HOLDS_ARRAY (answer) && json_array_get_length (json_node_get_array (answer)) > 0)
    answer = json_array_get_element (json_node_get_array (answer), 0);
  if (!JSON_NODE_HOLDS_OBJECT (answer))
    return NULL;
  values = desk_office_from_json (answer);

  return values != NULL ? desk_office_row_new (values) : NULL;
}

static GListStore *
read_rows (JsonNode *answer)
{
  GListStore *rows = g_list_store_new (DESK_TYPE_OFFICE_ROW);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr (DeskOfficeRow) row = read_row (json_array_get_element (array, i));

      if (row != NULL)
        g_list_store_append (rows, row);
    }

  return rows;
}

/* Who is not allowed what this page is for may have lost their role meanwhile: the cache learns of it at once. */
void
desk_office_fail (GTask *task,
                  GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_FORBIDDEN))
    desk_inquiry_catch_up (desk_office_get_session (g_task_get_source_object (task)));
  g_task_return_error (task, error);
}

static void
on_listed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  if (answer == NULL)
    desk_office_fail (task, error);
  else
    g_task_return_pointer (task, read_rows (answer), g_object_unref);
}

/**
 * desk_office_list_async:
 * @self: the office
 * @table: what
 * @of: (nullable): what the rows hang on: the company, or the person
 *
 * Asks for what is set.
 */
void
desk_office_list_async (DeskOffice *self,
                        DeskOfficeTable table,
                        const char *of,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  static const char *const staff[] = { "support", "ops", "admin", NULL };
  const Table *description;
  g_autoptr (SupaQuery) query = NULL;
  GTask *task;

  g_return_if_fail (DESK_IS_OFFICE (self));
  g_return_if_fail (table < G_N_ELEMENTS (tables));
  g_return_if_fail ((tables[table].of != NULL) == (of != NULL));

  description = &tables[table];
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_office_list_async);
  query = supa_query_select (supa_query_new (description->name), description->columns);
  if (of != NULL)
    supa_query_eq (query, description->of, of);
  if (table == DESK_OFFICE_STAFF)
    supa_query_in (query, "role", staff);
  supa_query_order (query, description->order, !description->descending);
  supa_query_limit (query, description->limit);
  desk_inquiry_select_async (self->session, query, cancellable, on_listed, task);
}

/**
 * desk_office_list_finish:
 *
 * Returns: (transfer full): the rows, of DeskOfficeRow
 */
GListModel *
desk_office_list_finish (DeskOffice *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Saving -------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const Table *table;
  DeskOfficeRow *row;           /* as it stood when the person began; NULL for a new one */
  DeskOfficeRow *theirs;        /* as somebody else left it */
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->row);
  g_clear_object (&save->theirs);
  g_free (save);
}

/* That row and no other. */
static SupaQuery *
name_row (const Table *table,
          DeskOfficeRow *row)
{
  SupaQuery *query = supa_query_select (supa_query_new (table->name), table->columns);

  for (guint i = 0; i < G_N_ELEMENTS (table->keys) && table->keys[i] != NULL; i++)
    {
      const char *text = desk_office_row_get_text (row, table->keys[i]);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, desk_office_row_get_number (row, table->keys[i], -1));

      supa_query_eq (query, table->keys[i], text != NULL ? text : number);
    }

  return query;
}

static void
on_theirs (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  if (answer == NULL)
    {
      desk_office_fail (task, error);
      return;
    }

  save->theirs = read_row (answer);
  if (save->theirs == NULL)
    g_task_return_error (task, desk_error_new_refused (DESK_ERROR_NOT_FOUND, "The row is gone", NULL, NULL, 0));
  else if (g_strcmp0 (desk_office_row_get_text (save->theirs, "updated_at"), desk_office_row_get_text (save->row, "updated_at")) == 0)
    desk_office_fail (task, desk_error_new_refused (DESK_ERROR_FORBIDDEN, "The row may not be changed", "42501", NULL, 0));
  else
    g_task_return_error (task, desk_error_new_refused (DESK_ERROR_INVALID, "The row was changed by somebody else", CHANGED_MEANWHILE, NULL, 0));
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  DeskSession *session = DESK_SESSION (source);
  g_autoptr (JsonNode) answer = NULL;
  DeskOfficeRow *row;
  GError *error = NULL;

  answer = desk_inquiry_finish (session, result, &error);
  if (answer == NULL)
    {
      desk_office_fail (task, error);
      return;
    }

  row = read_row (answer);
  if (row != NULL)
    {
      if (save->table->cached)
        desk_inquiry_catch_up (session);
      g_task_return_pointer (task, row, g_object_unref);
    }
  else if (save->row != NULL)
    {
      g_autoptr (SupaQuery) query = name_row (save->table, save->row);

      desk_inquiry_select_async (session, query, g_task_get_cancellable (task), on_theirs, g_object_ref (task));
    }
  else
    desk_office_fail (task, desk_error_new_refused (DESK_ERROR_FORBIDDEN, "Nothing was added", "42501", NULL, 0));
}

static GTask *
begin_save (DeskOffice *self,
            DeskOfficeTable table,
            DeskOfficeRow *row,
            gpointer tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);

  save->table = &tables[table];
  save->row = row != NULL ? g_object_ref (row) : NULL;
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_set_source_tag (task, tag);

  return task;
}

/**
 * desk_office_add_async:
 * @self: the office
 * @table: of what
 * @values: of the type a{sv}; a floating one is taken
 *
 * Adds a row. One with the same key is changed instead where rows are told apart by what they say: the choices of mail.
 */
void
desk_office_add_async (DeskOffice *self,
                       DeskOfficeTable table,
                       GVariant *values,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (values);
  GTask *task;

  g_return_if_fail (DESK_IS_OFFICE (self));
  g_return_if_fail (table < G_N_ELEMENTS (tables));

  task = begin_save (self, table, NULL, desk_office_add_async, cancellable, callback, user_data);
  desk_inquiry_insert_async (self->session, tables[table].name, desk_office_to_json (given),
                             table == DESK_OFFICE_MAIL_CHOICES ? "user_id,event" : NULL, cancellable, on_saved, task);
}

/**
 * desk_office_change_async:
 * @self: the office
 * @table: of what
 * @row: the row as it stood when the person began
 * @changes: of the type a{sv}: what is to be another, a maybe of nothing for none; a floating one is taken
 *
 * Changes a row, unless somebody else has changed it since: then it fails so that desk_office_error_is_conflict() says so.
 */
void
desk_office_change_async (DeskOffice *self,
                          DeskOfficeTable table,
                          DeskOfficeRow *row,
                          GVariant *changes,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (changes);
  g_autoptr (SupaQuery) query = NULL;
  GTask *task;

  g_return_if_fail (DESK_IS_OFFICE (self));
  g_return_if_fail (table < G_N_ELEMENTS (tables));
  g_return_if_fail (DESK_IS_OFFICE_ROW (row));

  task = begin_save (self, table, row, desk_office_change_async, cancellable, callback, user_data);
  query = supa_query_eq (name_row (&tables[table], row), "updated_at", desk_office_row_get_text (row, "updated_at"));
  desk_inquiry_update_async (self->session, query, desk_office_to_json (given), cancellable, on_saved, task);
}

/**
 * desk_office_save_finish:
 * @theirs: (out) (optional) (nullable) (transfer full): where somebody else has changed the row, what they left
 *
 * Returns: (transfer full): the row as the backend has it now
 */
DeskOfficeRow *
desk_office_save_finish (DeskOffice *self,
                         GAsyncResult *result,
                         DeskOfficeRow **theirs,
                         GError **error)
{
  Save *save;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  save = g_task_get_task_data (G_TASK (result));
  if (theirs != NULL)
    *theirs = g_steal_pointer (&save->theirs);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_removed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *session = DESK_SESSION (source);
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  answer = desk_inquiry_finish (session, result, &error);
  if (answer == NULL)
    {
      desk_office_fail (task, error);
      return;
    }

  desk_inquiry_catch_up (session);
  g_task_return_boolean (task, TRUE);
}

/**
 * desk_office_remove_async:
 * @self: the office
 * @table: of what
 * @row: the row
 *
 * Takes a row away: a member, or a calendar that nothing counts by.
 */
void
desk_office_remove_async (DeskOffice *self,
                          DeskOfficeTable table,
                          DeskOfficeRow *row,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (SupaQuery) query = NULL;
  GTask *task;

  g_return_if_fail (DESK_IS_OFFICE (self));
  g_return_if_fail (table < G_N_ELEMENTS (tables));
  g_return_if_fail (DESK_IS_OFFICE_ROW (row));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_office_remove_async);
  query = name_row (&tables[table], row);
  desk_inquiry_delete_async (self->session, query, cancellable, on_removed, task);
}

/**
 * desk_office_remove_finish:
 *
 * Returns: whether it is gone
 */
gboolean
desk_office_remove_finish (DeskOffice *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_office_error_is_conflict:
 * @error: what a change ended with
 *
 * Returns: whether somebody else changed the same row meanwhile, so that nothing was saved
 */
gboolean
desk_office_error_is_conflict (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return g_strcmp0 (desk_error_get_refusal (error), CHANGED_MEANWHILE) == 0;
}
