/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-audit-log.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-audit-private.h"
#include "desk-support-wire.h"

#define PAGE 50

struct _DeskAuditLog
{
  GObject parent_instance;

  DeskSession *session;
  GPtrArray *events;
  GPtrArray *page;              /* loaded, but without the names of who did it */
  gboolean page_is_more;
  char *target_type;
  char *actor_id;
  gint64 loaded_at;
  guint total;
  gboolean filtered;            /* what is loaded, not what is asked for */
  GCancellable *cancellable;    /* while it loads */
  GError *trouble;
};

static void desk_audit_log_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskAuditLog, desk_audit_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_audit_log_list_model_init))

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
desk_audit_log_get_item_type (GListModel *model)
{
  return DESK_TYPE_AUDIT_EVENT;
}

static guint
desk_audit_log_get_n_items (GListModel *model)
{
  return DESK_AUDIT_LOG (model)->events->len;
}

static gpointer
desk_audit_log_get_item (GListModel *model, guint position)
{
  DeskAuditLog *self = DESK_AUDIT_LOG (model);

  return position < self->events->len ? g_object_ref (g_ptr_array_index (self->events, position)) : NULL;
}

static void
desk_audit_log_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_audit_log_get_item_type;
  iface->get_n_items = desk_audit_log_get_n_items;
  iface->get_item = desk_audit_log_get_item;
}

static void
stop (DeskAuditLog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
desk_audit_log_dispose (GObject *object)
{
  stop (DESK_AUDIT_LOG (object));

  G_OBJECT_CLASS (desk_audit_log_parent_class)->dispose (object);
}

static void
desk_audit_log_finalize (GObject *object)
{
  DeskAuditLog *self = DESK_AUDIT_LOG (object);

  g_clear_error (&self->trouble);
  g_ptr_array_unref (self->events);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_free (self->target_type);
  g_free (self->actor_id);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_audit_log_parent_class)->finalize (object);
}

static void
desk_audit_log_class_init (DeskAuditLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_audit_log_dispose;
  object_class->finalize = desk_audit_log_finalize;

  /**
   * DeskAuditLog::changed:
   * @self: the log
   *
   * It is loading, was loaded, or could not be.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_audit_log_init (DeskAuditLog *self)
{
  self->events = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * desk_audit_log_new:
 * @session: of somebody of operations, or an administrator
 *
 * Returns: (transfer full): nothing is loaded yet
 */
DeskAuditLog *
desk_audit_log_new (DeskSession *session)
{
  DeskAuditLog *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_AUDIT_LOG, NULL);
  self->session = g_object_ref (session);
  return self;
}

/** desk_audit_log_get_loaded_at: microseconds since 1970 UTC, 0 for not yet. */
gint64
desk_audit_log_get_loaded_at (DeskAuditLog *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_LOG (self), 0);
  return self->loaded_at;
}

/** desk_audit_log_get_loading: whether the backend was asked and has not answered. */
gboolean
desk_audit_log_get_loading (DeskAuditLog *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_LOG (self), FALSE);
  return self->cancellable != NULL;
}

/** desk_audit_log_get_trouble: (transfer none) (nullable): why the last question had no answer. */
const GError *
desk_audit_log_get_trouble (DeskAuditLog *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_LOG (self), NULL);
  return self->trouble;
}

/** desk_audit_log_get_has_more: whether there are older ones. */
gboolean
desk_audit_log_get_has_more (DeskAuditLog *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_LOG (self), FALSE);
  return self->events->len < self->total;
}

/** desk_audit_log_is_filtered: whether what is loaded is only a part of all. */
gboolean
desk_audit_log_is_filtered (DeskAuditLog *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_LOG (self), FALSE);
  return self->filtered;
}

/** desk_audit_log_get_total: how many there are in all, of those that are asked for. */
guint
desk_audit_log_get_total (DeskAuditLog *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_LOG (self), 0);
  return self->total;
}

/* Loading ------------------------------------------------------------------------------------------------------------------------ */

static void
finish (DeskAuditLog *self, GError *trouble)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_clear_error (&self->trouble);
  self->trouble = trouble;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_page (DeskAuditLog *self)
{
  guint n_before = self->events->len;
  guint n_new = self->page->len;

  if (!self->page_is_more)
    g_ptr_array_set_size (self->events, 0);
  g_ptr_array_extend_and_steal (self->events, g_steal_pointer (&self->page));
  if (self->page_is_more)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_new);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, n_new);
  self->filtered = self->target_type != NULL || self->actor_id != NULL;
  self->loaded_at = desk_clock_get_now (desk_session_get_clock (self->session));
  finish (self, NULL);
}

static void
name_actor (DeskAuditLog *self, const char *user_id, const char *name)
{
  for (guint i = 0; user_id != NULL && i < self->page->len; i++)
    if (g_strcmp0 (desk_audit_event_get_actor_id (g_ptr_array_index (self->page, i)), user_id) == 0)
      desk_audit_event_set_actor (g_ptr_array_index (self->page, i), name);
}

/* Without names the record shows ids, which is better than nothing. */
static void
on_people (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskAuditLog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonArray *people = answer != NULL && JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; people != NULL && i < json_array_get_length (people); i++)
    {
      JsonObject *person = desk_wire_get_element (people, i);

      if (person != NULL)
        name_actor (self, desk_wire_get_text (person, "user_id"), desk_wire_get_text (person, "display_name"));
    }
  take_page (self);
}

static JsonNode *
dup_actors (DeskAuditLog *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *ids = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->page->len; i++)
    {
      const char *id = desk_audit_event_get_actor_id (g_ptr_array_index (self->page, i));

      if (id != NULL && g_hash_table_add (seen, (gpointer) id))
        json_array_add_string_element (ids, id);
    }
  json_node_take_array (node, ids);
  return node;
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskAuditLog) self = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonArray *rows = answer != NULL ? desk_wire_get_rows (answer) : NULL;
  JsonObject *meta = rows != NULL ? desk_wire_get_object (json_node_get_object (answer), "meta") : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  if (rows == NULL || meta == NULL)
    {
      finish (self, error != NULL ? error : g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "audit_list: no rows"));
      return;
    }

  self->total = desk_wire_read_number (meta, "total");
  self->page = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (desk_wire_get_element (rows, i) != NULL)
      g_ptr_array_add (self->page, desk_audit_event_new (desk_wire_get_element (rows, i)));
  desk_inquiry_call_async (self->session, "people", desk_inquiry_arguments ("user_ids", 'n', dup_actors (self), NULL), self->cancellable, on_people,
                           g_object_ref (self));
}

static void
ask (DeskAuditLog *self, gboolean more)
{
  self->page_is_more = more;
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->page, g_ptr_array_unref);
  desk_inquiry_call_async (self->session, "audit_list",
                           desk_inquiry_arguments ("target_type", 's', self->target_type, "actor_id", 's', self->actor_id, "max_rows", 'i', PAGE, "skip", 'i',
                                                   more ? (int) self->events->len : 0, NULL),
                           self->cancellable, on_rows, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_audit_log_load: asks for the newest; #DeskAuditLog::changed says when they are there, or why not. */
void
desk_audit_log_load (DeskAuditLog *self)
{
  g_return_if_fail (DESK_IS_AUDIT_LOG (self));

  stop (self);
  ask (self, FALSE);
}

/** desk_audit_log_load_more: asks for older ones, unless it is asking already or there are none. */
void
desk_audit_log_load_more (DeskAuditLog *self)
{
  g_return_if_fail (DESK_IS_AUDIT_LOG (self));

  if (self->cancellable == NULL && desk_audit_log_get_has_more (self))
    ask (self, TRUE);
}

/**
 * desk_audit_log_choose:
 * @self: the log
 * @target_type: (nullable): only what was done to this kind of thing
 * @actor_id: (nullable): only what this person did
 *
 * Loads those only.
 */
void
desk_audit_log_choose (DeskAuditLog *self, const char *target_type, const char *actor_id)
{
  g_return_if_fail (DESK_IS_AUDIT_LOG (self));

  if (g_strcmp0 (self->target_type, target_type) == 0 && g_strcmp0 (self->actor_id, actor_id) == 0)
    return;

  g_free (self->target_type);
  self->target_type = g_strdup (target_type);
  g_free (self->actor_id);
  self->actor_id = g_strdup (actor_id);
  desk_audit_log_load (self);
}

/** desk_audit_log_cancel: asks no further; what was loaded stays. */
void
desk_audit_log_cancel (DeskAuditLog *self)
{
  g_return_if_fail (DESK_IS_AUDIT_LOG (self));

  if (self->cancellable == NULL)
    return;
  stop (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
