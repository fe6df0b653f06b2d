/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-office-private.h"

#include "desk-error-private.h"
#include "desk-inquiry.h"

/* Adding, changing and taking away, never over what somebody else has changed meanwhile. */

/* The refusal of this room itself: the row is another than the one that was changed. */
#define CHANGED_MEANWHILE "changed_meanwhile"

typedef struct
{
  const DeskOfficeDescription *table;
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
name_row (const DeskOfficeDescription *table,
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

  save->theirs = desk_office_read_row (answer);
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

  row = desk_office_read_row (answer);
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

  save->table = desk_office_describe (table);
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
  g_return_if_fail (desk_office_describe (table) != NULL);

  task = begin_save (self, table, NULL, desk_office_add_async, cancellable, callback, user_data);
  desk_inquiry_insert_async (desk_office_get_session (self), desk_office_describe (table)->name, desk_office_to_json (given),
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
  g_return_if_fail (desk_office_describe (table) != NULL);
  g_return_if_fail (DESK_IS_OFFICE_ROW (row));

  task = begin_save (self, table, row, desk_office_change_async, cancellable, callback, user_data);
  query = supa_query_eq (name_row (desk_office_describe (table), row), "updated_at", desk_office_row_get_text (row, "updated_at"));
  desk_inquiry_update_async (desk_office_get_session (self), query, desk_office_to_json (given), cancellable, on_saved, task);
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

/* What the backend does not let somebody remove it leaves, without a word. */
static void
on_left (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (DeskOfficeRow) left = NULL;
  GError *error = NULL;

  answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  if (answer == NULL)
    {
      desk_office_fail (task, error);
      return;
    }

  desk_inquiry_catch_up (DESK_SESSION (source));
  left = desk_office_read_row (answer);
  if (left != NULL)
    desk_office_fail (task, desk_error_new_refused (DESK_ERROR_FORBIDDEN, "The row may not be removed", "42501", NULL, 0));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_removed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (SupaQuery) query = NULL;
  GError *error = NULL;

  answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  if (answer == NULL)
    {
      desk_office_fail (task, error);
      return;
    }

  query = name_row (save->table, save->row);
  desk_inquiry_select_async (DESK_SESSION (source), query, g_task_get_cancellable (task), on_left, g_object_ref (task));
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
  g_return_if_fail (desk_office_describe (table) != NULL);
  g_return_if_fail (DESK_IS_OFFICE_ROW (row));

  task = begin_save (self, table, row, desk_office_remove_async, cancellable, callback, user_data);
  query = name_row (desk_office_describe (table), row);
  desk_inquiry_delete_async (desk_office_get_session (self), query, cancellable, on_removed, task);
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

static void
on_moved (GObject *source,
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
  g_task_return_pointer (task, desk_office_read_rows (answer), g_object_unref);
}

/* (transfer full): the number that tells a row from others. */
static JsonNode *
id_node (DeskOfficeRow *row)
{
  return json_node_init_int (json_node_alloc (), desk_office_row_get_number (row, "id", 0));
}

/**
 * desk_office_move_category_async:
 * @self: the office
 * @category: which
 * @after: (nullable): which one it is to follow; %NULL for none: it becomes the first
 *
 * Moves a category. desk_office_list_finish() gives all of them in their order, with what others changed meanwhile.
 */
void
desk_office_move_category_async (DeskOffice *self,
                                 DeskOfficeRow *category,
                                 DeskOfficeRow *after,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_OFFICE (self));
  g_return_if_fail (DESK_IS_OFFICE_ROW (category));
  g_return_if_fail (after == NULL || DESK_IS_OFFICE_ROW (after));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_office_move_category_async);
  desk_inquiry_call_async (desk_office_get_session (self), "move_category",
                           desk_inquiry_arguments ("category_id", 'n', id_node (category), "after_id", 'n', after != NULL ? id_node (after) : NULL, NULL),
                           cancellable, on_moved, task);
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
