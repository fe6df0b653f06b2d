/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-scope-errand.h"

typedef struct
{
  DeskAccount *account;
  char *ticket_id;
  GPtrArray *fetched;
} ScopeErrand;

static void
scope_errand_free (ScopeErrand *errand)
{
  g_object_unref (errand->account);
  g_free (errand->ticket_id);
  g_clear_pointer (&errand->fetched, g_ptr_array_unref);
  g_free (errand);
}

static SupaRest *
get_rest (ScopeErrand *errand)
{
  return supa_client_get_rest (errand->account->client);
}

static SupaQuery *
create_query (ScopeErrand *errand, const DeskRowType *type, const char *column)
{
  g_autofree char *columns = desk_row_type_dup_select (type);
  SupaQuery *query = supa_query_new (type->table);

  supa_query_eq (supa_query_select (query, columns), column, errand->ticket_id);
  return query;
}

static void
on_links (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ScopeErrand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_select_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  desk_fetched_add (errand->fetched, &desk_row_company_link, answer);
  g_task_return_pointer (task, g_steal_pointer (&errand->fetched), (GDestroyNotify) g_ptr_array_unref);
}

/* Takes @task over. */
static void
take_ticket (GTask *task, JsonNode *ticket, GError *error)
{
  ScopeErrand *errand = g_task_get_task_data (task);
  g_autoptr (SupaQuery) query = create_query (errand, &desk_row_company_link, "ticket_id");

  if (ticket == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  desk_fetched_add (errand->fetched, &desk_row_ticket, ticket);
  json_node_unref (ticket);
  supa_rest_select_async (get_rest (errand), query, errand->account->cancellable, on_links, task);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  JsonNode *ticket = supa_rest_call_finish (SUPA_REST (source), result, &error);

  take_ticket (user_data, ticket, error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  JsonNode *ticket = supa_rest_select_finish (SUPA_REST (source), result, &error);

  take_ticket (user_data, ticket, error);
}

static JsonNode *
create_arguments (const char *ticket_id, JsonObject *scope)
{
  g_autoptr (JsonObject) arguments = json_object_new ();

  json_object_set_string_member (arguments, "ticket_id", ticket_id);
  json_object_set_boolean_member (arguments, "affects_all", json_object_get_boolean_member (scope, "affects_all_companies"));
  json_object_set_member (arguments, "company_ids", json_object_dup_member (scope, "company_ids"));

  return json_node_init_object (json_node_alloc (), arguments);
}

/**
 * desk_scope_errand_async:
 * @scope: (nullable): what the ticket is to concern, as a row of the outbox has it; %NULL to ask alone
 *
 * Sets what a ticket concerns, which is safe to repeat, and fetches what it concerns now.
 */
void
desk_scope_errand_async (DeskAccount *account, const char *ticket_id, JsonObject *scope, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (account, NULL, callback, user_data);
  ScopeErrand *errand = g_new0 (ScopeErrand, 1);

  g_task_set_source_tag (task, desk_scope_errand_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) scope_errand_free);
  errand->account = g_object_ref (account);
  errand->ticket_id = g_strdup (ticket_id);
  errand->fetched = desk_fetched_new ();
  if (scope != NULL)
    {
      g_autoptr (JsonNode) arguments = create_arguments (ticket_id, scope);

      supa_rest_call_async (get_rest (errand), "set_ticket_scope", arguments, account->cancellable, on_set, task);
    }
  else
    {
      g_autoptr (SupaQuery) query = create_query (errand, &desk_row_ticket, "id");

      supa_rest_select_async (get_rest (errand), query, account->cancellable, on_looked, task);
    }
}

/** desk_scope_errand_finish: (transfer container) (element-type DeskFetched): the ticket and its links; %NULL with @error set. */
GPtrArray *
desk_scope_errand_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
