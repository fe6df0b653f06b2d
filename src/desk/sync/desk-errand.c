/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-errand.h"

#include "desk-problem.h"
#include "desk-scope-errand.h"
#include "supa-error.h"

typedef struct
{
  DeskAccount *account;
  char *kind;
  char *ticket_id;
  char *row_id;
  JsonObject *payload;
  GPtrArray *fetched;
  GError *refusal;              /* why an insert was refused, until it is known whether the row is there already */
} Errand;

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->account);
  g_free (errand->kind);
  g_free (errand->ticket_id);
  g_free (errand->row_id);
  g_clear_pointer (&errand->payload, json_object_unref);
  g_clear_pointer (&errand->fetched, g_ptr_array_unref);
  g_clear_error (&errand->refusal);
  g_free (errand);
}

static SupaRest *
get_rest (Errand *errand)
{
  return supa_client_get_rest (errand->account->client);
}

static void
give_fetched (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&errand->fetched), (GDestroyNotify) g_ptr_array_unref);
}

static const DeskRowType *
get_inserted_type (Errand *errand)
{
  if (g_str_equal (errand->kind, DESK_OUTBOX_VIEW))
    return &desk_row_saved_view;

  return g_str_equal (errand->kind, DESK_OUTBOX_ATTACHMENT) ? &desk_row_attachment : &desk_row_message;
}

static gboolean
has_rows (JsonNode *answer)
{
  return answer != NULL && JSON_NODE_HOLDS_ARRAY (answer) && json_array_get_length (json_node_get_array (answer)) > 0;
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_inserted_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_select_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (has_rows (answer))
    {
      desk_fetched_add (errand->fetched, get_inserted_type (errand), answer);
      give_fetched (task);
    }
  else if (errand->refusal != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&errand->refusal));
    }
  else
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_INVALID, "The id is somebody else's");
    }
}

static void
look_up (GTask *task, const DeskRowType *type, const char *id, GAsyncReadyCallback callback)
{
  Errand *errand = g_task_get_task_data (task);
  g_autofree char *columns = desk_row_type_dup_select (type);
  g_autoptr (SupaQuery) query = supa_query_new (type->table);

  supa_query_eq (supa_query_select (query, columns), "id", id);
  supa_rest_select_async (get_rest (errand), query, errand->account->cancellable, callback, g_object_ref (task));
}

/* No row in the answer: it was there before, by an earlier try whose answer was lost. A refusal may mean the same: a message that arrived just before the
 * ticket was closed is refused the second time. Looking by id tells. */
static void
on_inserted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_insert_finish (SUPA_REST (source), result, &error);

  if (has_rows (answer))
    {
      desk_fetched_add (errand->fetched, get_inserted_type (errand), answer);
      give_fetched (task);
      return;
    }
  if (error != NULL && (desk_problem_is_transient (error) || is_cancelled (error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  errand->refusal = g_steal_pointer (&error);
  look_up (task, get_inserted_type (errand), errand->row_id, on_inserted_looked_up);
}

static void
insert (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (JsonNode) row = json_node_init_object (json_node_alloc (), errand->payload);

  supa_rest_insert_async (get_rest (errand), get_inserted_type (errand)->table, row,
                          SUPA_WRITE_RETURN | SUPA_WRITE_IGNORE_DUPLICATES, "id", errand->account->cancellable, on_inserted,
                          g_object_ref (task));
}

static void
on_read_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_insert_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  desk_fetched_add (errand->fetched, &desk_row_read, answer);
  give_fetched (task);
}

static void
mark_read (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (JsonNode) row = json_node_init_object (json_node_alloc (), errand->payload);

  supa_rest_insert_async (get_rest (errand), desk_row_read.table, row, SUPA_WRITE_RETURN | SUPA_WRITE_MERGE_DUPLICATES,
                          "ticket_id,user_id", errand->account->cancellable, on_read_marked, g_object_ref (task));
}

static const DeskRowType *
get_patched_type (Errand *errand)
{
  return g_str_equal (errand->kind, DESK_OUTBOX_VIEW_PATCH) ? &desk_row_saved_view : &desk_row_ticket;
}

static void
on_patched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_update_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (!has_rows (answer))
    {
      /* Policies hide what one may not change: no row, and no error. */
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_FORBIDDEN, "No row was changed");
    }
  else
    {
      desk_fetched_add (errand->fetched, get_patched_type (errand), answer);
      give_fetched (task);
    }
}

static void
patch (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (SupaQuery) which = supa_query_new (get_patched_type (errand)->table);
  g_autoptr (JsonNode) change = json_node_init_object (json_node_alloc (), errand->payload);

  supa_query_eq (which, "id", errand->ticket_id);
  supa_rest_update_async (get_rest (errand), which, change, SUPA_WRITE_RETURN, errand->account->cancellable, on_patched,
                          g_object_ref (task));
}

static void
on_labels_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_call_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  desk_fetched_add (errand->fetched, &desk_row_triage, answer);
  give_fetched (task);
}

static void
change_labels (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (JsonNode) arguments = NULL;
  JsonArray *tickets = json_array_new ();

  json_array_add_string_element (tickets, errand->ticket_id);
  json_object_set_array_member (errand->payload, "ticket_ids", tickets);
  arguments = json_node_init_object (json_node_alloc (), errand->payload);
  supa_rest_call_async (get_rest (errand), "change_labels", arguments, errand->account->cancellable, on_labels_changed,
                        g_object_ref (task));
}

static void
on_opening_message (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_select_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  desk_fetched_add (errand->fetched, &desk_row_message, answer);
  give_fetched (task);
}

static void
on_ticket_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_call_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  desk_fetched_add (errand->fetched, &desk_row_ticket, answer);
  look_up (task, &desk_row_message, errand->row_id, on_opening_message);
}

static void
create_ticket (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (JsonNode) arguments = json_node_init_object (json_node_alloc (), errand->payload);

  supa_rest_call_async (get_rest (errand), "create_ticket", arguments, errand->account->cancellable, on_ticket_created,
                        g_object_ref (task));
}

static void
on_file_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_transfers_upload_finish (DESK_TRANSFERS (source), result, &error))
    give_fetched (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_scope_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *fetched = desk_scope_errand_finish (result, &error);

  if (fetched != NULL)
    g_task_return_pointer (task, fetched, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * desk_errand_run_async:
 * @row: what to deliver; copied
 *
 * Takes one row of the outbox to the backend. Every kind is safe to repeat: rows carry ids made here, and what exists is left alone.
 */
void
desk_errand_run_async (DeskAccount         *account,
                       DeskTransfers       *transfers,
                       const DeskOutboxRow *row,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (account, NULL, callback, user_data);
  g_autoptr (GError) error = NULL;
  Errand *errand = g_new0 (Errand, 1);

  g_task_set_source_tag (task, desk_errand_run_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  errand->account = g_object_ref (account);
  errand->kind = g_strdup (row->kind);
  errand->ticket_id = g_strdup (row->ticket_id);
  errand->row_id = g_strdup (row->row_id);
  errand->fetched = desk_fetched_new ();
  errand->payload = desk_outbox_parse (row->payload, &error);

  if (errand->payload == NULL)
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_INVALID, "%s", error->message);
  else if (g_str_equal (row->kind, DESK_OUTBOX_CREATE_TICKET))
    create_ticket (task);
  else if (g_str_equal (row->kind, DESK_OUTBOX_MESSAGE) || g_str_equal (row->kind, DESK_OUTBOX_ATTACHMENT) ||
           g_str_equal (row->kind, DESK_OUTBOX_VIEW))
    insert (task);
  else if (g_str_equal (row->kind, DESK_OUTBOX_PATCH) || g_str_equal (row->kind, DESK_OUTBOX_VIEW_PATCH))
    patch (task);
  else if (g_str_equal (row->kind, DESK_OUTBOX_LABELS))
    change_labels (task);
  else if (g_str_equal (row->kind, DESK_OUTBOX_SCOPE))
    desk_scope_errand_async (account, row->ticket_id, errand->payload, on_scope_set, g_object_ref (task));
  else if (g_str_equal (row->kind, DESK_OUTBOX_READ))
    mark_read (task);
  else if (g_str_equal (row->kind, DESK_OUTBOX_UPLOAD))
    desk_transfers_upload_async (transfers, row->row_id, on_file_uploaded, g_object_ref (task));
  else
    g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_INVALID, "Unknown kind %s", row->kind);
}

/** desk_errand_run_finish: (transfer container) (element-type DeskFetched): what the backend has now; %NULL with @error set. */
GPtrArray *
desk_errand_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
