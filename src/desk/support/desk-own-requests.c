/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-own-requests.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

#define MOST 50

struct _DeskOwnRequests
{
  GObject parent_instance;

  DeskSession *session;
  GListStore *list;
  gint64 loaded_at;
  GCancellable *cancellable;    /* while it loads */
  GError *trouble;
};

G_DEFINE_FINAL_TYPE (DeskOwnRequests, desk_own_requests, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
desk_own_requests_dispose (GObject *object)
{
  DeskOwnRequests *self = DESK_OWN_REQUESTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (desk_own_requests_parent_class)->dispose (object);
}

static void
desk_own_requests_finalize (GObject *object)
{
  DeskOwnRequests *self = DESK_OWN_REQUESTS (object);

  g_clear_error (&self->trouble);
  g_object_unref (self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_own_requests_parent_class)->finalize (object);
}

static void
desk_own_requests_class_init (DeskOwnRequestsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_own_requests_dispose;
  object_class->finalize = desk_own_requests_finalize;

  /**
   * DeskOwnRequests::changed:
   * @self: one's own requests
   *
   * They are loading, were loaded, or could not be.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_own_requests_init (DeskOwnRequests *self)
{
  self->list = g_list_store_new (DESK_TYPE_PRIVACY_REQUEST);
}

/**
 * desk_own_requests_new:
 * @session: whose requests
 *
 * Returns: (transfer full): nothing is loaded yet
 */
DeskOwnRequests *
desk_own_requests_new (DeskSession *session)
{
  DeskOwnRequests *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_OWN_REQUESTS, NULL);
  self->session = g_object_ref (session);
  return self;
}

/** desk_own_requests_get_list: (transfer none): of #DeskPrivacyRequest, newest first. */
GListModel *
desk_own_requests_get_list (DeskOwnRequests *self)
{
  g_return_val_if_fail (DESK_IS_OWN_REQUESTS (self), NULL);
  return G_LIST_MODEL (self->list);
}

/** desk_own_requests_get_loaded_at: microseconds since 1970 UTC, 0 for not yet. */
gint64
desk_own_requests_get_loaded_at (DeskOwnRequests *self)
{
  g_return_val_if_fail (DESK_IS_OWN_REQUESTS (self), 0);
  return self->loaded_at;
}

/** desk_own_requests_get_loading: whether the backend was asked and has not answered. */
gboolean
desk_own_requests_get_loading (DeskOwnRequests *self)
{
  g_return_val_if_fail (DESK_IS_OWN_REQUESTS (self), FALSE);
  return self->cancellable != NULL;
}

/** desk_own_requests_get_trouble: (transfer none) (nullable): why the last question had no answer. */
const GError *
desk_own_requests_get_trouble (DeskOwnRequests *self)
{
  g_return_val_if_fail (DESK_IS_OWN_REQUESTS (self), NULL);
  return self->trouble;
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskOwnRequests) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *rows;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  if (answer == NULL || !JSON_NODE_HOLDS_ARRAY (answer))
    {
      self->trouble = answer == NULL ? g_steal_pointer (&error)
                                     : g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "privacy_requests: no rows");
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
  rows = json_node_get_array (answer);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (desk_wire_get_element (rows, i) != NULL)
      g_ptr_array_add (requests, desk_case_new (DESK_TYPE_PRIVACY_REQUEST, self->session, desk_wire_get_element (rows, i)));
  g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)), requests->pdata, requests->len);
  self->loaded_at = desk_clock_get_now (desk_session_get_clock (self->session));
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_own_requests_load: asks the backend; #DeskOwnRequests::changed says when they are there, or why not. */
void
desk_own_requests_load (DeskOwnRequests *self)
{
  g_autoptr (SupaQuery) query = NULL;

  g_return_if_fail (DESK_IS_OWN_REQUESTS (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  query = supa_query_limit (supa_query_order (supa_query_new ("privacy_requests"), "created_at", FALSE), MOST);
  /* Staff may read everybody's. */
  if (desk_session_get_user_id (self->session) != NULL)
    supa_query_eq (query, "user_id", desk_session_get_user_id (self->session));
  desk_inquiry_select_async (self->session, query, self->cancellable, on_rows, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_filed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskOwnRequests *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (JSON_NODE_HOLDS_ARRAY (answer) && json_array_get_length (json_node_get_array (answer)) > 0)
    {
      JsonObject *row = desk_wire_get_element (json_node_get_array (answer), 0);
      g_autoptr (DeskPrivacyRequest) request = row != NULL ? desk_case_new (DESK_TYPE_PRIVACY_REQUEST, self->session, row) : NULL;

      if (request != NULL)
        g_list_store_insert (self->list, 0, request);
    }
  g_task_return_boolean (task, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_own_requests_file_async: files a request for oneself; it is in the list by the end. */
void
desk_own_requests_file_async (DeskOwnRequests *self, DeskPrivacyKind kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_OWN_REQUESTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_own_requests_file_async);
  desk_inquiry_insert_async (self->session, "privacy_requests", desk_inquiry_arguments ("kind", 's', desk_wire_privacy_kinds[kind], NULL),
                             NULL, cancellable, on_filed, task);
}

/** desk_own_requests_file_finish: %FALSE with @error set. */
gboolean
desk_own_requests_file_finish (DeskOwnRequests *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
