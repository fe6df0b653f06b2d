/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-open-cases.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

struct _DeskOpenCases
{
  GObject parent_instance;

  DeskSession *session;
  GCancellable *cancellable;    /* while it loads */
  GError *trouble;
  gint64 loaded_at;
  GListStore *privacy_requests;
  GListStore *incidents;
  guint n_privacy_requests;
  guint n_incidents;
};

G_DEFINE_FINAL_TYPE (DeskOpenCases, desk_open_cases, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
desk_open_cases_dispose (GObject *object)
{
  DeskOpenCases *self = DESK_OPEN_CASES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (desk_open_cases_parent_class)->dispose (object);
}

static void
desk_open_cases_finalize (GObject *object)
{
  DeskOpenCases *self = DESK_OPEN_CASES (object);

  g_clear_error (&self->trouble);
  g_object_unref (self->privacy_requests);
  g_object_unref (self->incidents);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_open_cases_parent_class)->finalize (object);
}

static void
desk_open_cases_class_init (DeskOpenCasesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_open_cases_dispose;
  object_class->finalize = desk_open_cases_finalize;

  /**
   * DeskOpenCases::changed:
   * @self: what waits
   *
   * It is loading, was loaded, or could not be.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_open_cases_init (DeskOpenCases *self)
{
  self->privacy_requests = g_list_store_new (DESK_TYPE_PRIVACY_REQUEST);
  self->incidents = g_list_store_new (DESK_TYPE_INCIDENT);
}

/**
 * desk_open_cases_new:
 * @session: who looks
 *
 * Returns: (transfer full): nothing is loaded yet
 */
DeskOpenCases *
desk_open_cases_new (DeskSession *session)
{
  DeskOpenCases *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_OPEN_CASES, NULL);
  self->session = g_object_ref (session);
  return self;
}

static void
take_rows (DeskOpenCases *self, GListStore *store, JsonArray *rows)
{
  GType type = g_list_model_get_item_type (G_LIST_MODEL (store));
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (desk_wire_get_element (rows, i) != NULL)
      g_ptr_array_add (cases, desk_case_new (type, self->session, desk_wire_get_element (rows, i)));
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), cases->pdata, cases->len);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskOpenCases) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonObject *data = answer != NULL ? desk_wire_get_data (answer) : NULL;
  JsonObject *meta = data != NULL ? desk_wire_get_object (json_node_get_object (answer), "meta") : NULL;

  /* It was asked anew, or nobody wants to know any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  if (meta == NULL)
    self->trouble = answer == NULL ? g_steal_pointer (&error)
                                   : g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "support_open_cases: no object");
  else
    {
      take_rows (self, self->privacy_requests, desk_wire_get_array (data, "privacy_requests"));
      take_rows (self, self->incidents, desk_wire_get_array (data, "incidents"));
      self->n_privacy_requests = desk_wire_read_number (meta, "privacy_requests_total");
      self->n_incidents = desk_wire_read_number (meta, "incidents_total");
      self->loaded_at = desk_clock_get_now (desk_session_get_clock (self->session));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_open_cases_load: asks the backend; #DeskOpenCases::changed says when they are there, or why not. */
void
desk_open_cases_load (DeskOpenCases *self)
{
  g_return_if_fail (DESK_IS_OPEN_CASES (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  desk_inquiry_call_async (self->session, "support_open_cases", desk_inquiry_arguments (NULL), self->cancellable, on_answer,
                           g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_open_cases_get_privacy_requests: (transfer none): of #DeskPrivacyRequest, the next due first. */
GListModel *
desk_open_cases_get_privacy_requests (DeskOpenCases *self)
{
  g_return_val_if_fail (DESK_IS_OPEN_CASES (self), NULL);
  return G_LIST_MODEL (self->privacy_requests);
}

/** desk_open_cases_get_incidents: (transfer none): of #DeskIncident, the gravest first, and then the oldest. */
GListModel *
desk_open_cases_get_incidents (DeskOpenCases *self)
{
  g_return_val_if_fail (DESK_IS_OPEN_CASES (self), NULL);
  return G_LIST_MODEL (self->incidents);
}

/** desk_open_cases_get_n_privacy_requests: how many there are; not all of them are in the list when there are many. */
guint
desk_open_cases_get_n_privacy_requests (DeskOpenCases *self)
{
  g_return_val_if_fail (DESK_IS_OPEN_CASES (self), 0);
  return self->n_privacy_requests;
}

/** desk_open_cases_get_n_incidents: how many there are; not all of them are in the list when there are many. */
guint
desk_open_cases_get_n_incidents (DeskOpenCases *self)
{
  g_return_val_if_fail (DESK_IS_OPEN_CASES (self), 0);
  return self->n_incidents;
}

/** desk_open_cases_get_loaded_at: microseconds since 1970 UTC, 0 for not yet. */
gint64
desk_open_cases_get_loaded_at (DeskOpenCases *self)
{
  g_return_val_if_fail (DESK_IS_OPEN_CASES (self), 0);
  return self->loaded_at;
}

/** desk_open_cases_get_loading: whether the backend was asked and has not answered. */
gboolean
desk_open_cases_get_loading (DeskOpenCases *self)
{
  g_return_val_if_fail (DESK_IS_OPEN_CASES (self), FALSE);
  return self->cancellable != NULL;
}

/** desk_open_cases_get_trouble: (transfer none) (nullable): why the last question had no answer. */
const GError *
desk_open_cases_get_trouble (DeskOpenCases *self)
{
  g_return_val_if_fail (DESK_IS_OPEN_CASES (self), NULL);
  return self->trouble;
}
