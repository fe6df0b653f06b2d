/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-mail-log.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-mail-private.h"
#include "desk-support-wire.h"
#include "desk-time.h"

#define PAGE 50
#define COLUMNS "id,type,to,locale,status,provider_id,payload_excerpt,attempts,error,next_attempt_at,created_at,sent_at,ticket_id,tickets(number)"

struct _DeskMailLog
{
  GObject parent_instance;

  DeskSession *session;
  GPtrArray *mails;
  int status;                   /* -1 for all */
  int kind;
  char *recipient;
  gint64 loaded_at;
  gboolean has_more;
  gboolean filtered;            /* what is loaded, not what is asked for */
  GCancellable *cancellable;    /* while it loads */
  GError *trouble;
  DeskMailHealth health;
  gboolean has_health;
};

static void desk_mail_log_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskMailLog, desk_mail_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_mail_log_list_model_init))

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
desk_mail_log_get_item_type (GListModel *model)
{
  return DESK_TYPE_MAIL;
}

static guint
desk_mail_log_get_n_items (GListModel *model)
{
  return DESK_MAIL_LOG (model)->mails->len;
}

static gpointer
desk_mail_log_get_item (GListModel *model, guint position)
{
  DeskMailLog *self = DESK_MAIL_LOG (model);

  return position < self->mails->len ? g_object_ref (g_ptr_array_index (self->mails, position)) : NULL;
}

static void
desk_mail_log_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_mail_log_get_item_type;
  iface->get_n_items = desk_mail_log_get_n_items;
  iface->get_item = desk_mail_log_get_item;
}

static void
stop (DeskMailLog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
desk_mail_log_dispose (GObject *object)
{
  stop (DESK_MAIL_LOG (object));

  G_OBJECT_CLASS (desk_mail_log_parent_class)->dispose (object);
}

static void
desk_mail_log_finalize (GObject *object)
{
  DeskMailLog *self = DESK_MAIL_LOG (object);

  g_clear_error (&self->trouble);
  g_ptr_array_unref (self->mails);
  g_free (self->recipient);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_mail_log_parent_class)->finalize (object);
}

static void
desk_mail_log_class_init (DeskMailLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_mail_log_dispose;
  object_class->finalize = desk_mail_log_finalize;

  /**
   * DeskMailLog::changed:
   * @self: the log
   *
   * It is loading, was loaded, or could not be.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_mail_log_init (DeskMailLog *self)
{
  self->mails = g_ptr_array_new_with_free_func (g_object_unref);
  self->status = -1;
  self->kind = -1;
}

/**
 * desk_mail_log_new:
 * @session: of somebody of staff
 *
 * Returns: (transfer full): nothing is loaded yet
 */
DeskMailLog *
desk_mail_log_new (DeskSession *session)
{
  DeskMailLog *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_MAIL_LOG, NULL);
  self->session = g_object_ref (session);
  return self;
}

/** desk_mail_log_get_loaded_at: microseconds since 1970 UTC, 0 for not yet. */
gint64
desk_mail_log_get_loaded_at (DeskMailLog *self)
{
  g_return_val_if_fail (DESK_IS_MAIL_LOG (self), 0);
  return self->loaded_at;
}

/** desk_mail_log_get_loading: whether the backend was asked and has not answered. */
gboolean
desk_mail_log_get_loading (DeskMailLog *self)
{
  g_return_val_if_fail (DESK_IS_MAIL_LOG (self), FALSE);
  return self->cancellable != NULL;
}

/** desk_mail_log_get_trouble: (transfer none) (nullable): why the last question had no answer. */
const GError *
desk_mail_log_get_trouble (DeskMailLog *self)
{
  g_return_val_if_fail (DESK_IS_MAIL_LOG (self), NULL);
  return self->trouble;
}

/** desk_mail_log_get_has_more: whether there are older ones. */
gboolean
desk_mail_log_get_has_more (DeskMailLog *self)
{
  g_return_val_if_fail (DESK_IS_MAIL_LOG (self), FALSE);
  return self->has_more;
}

/** desk_mail_log_is_filtered: whether what is loaded is only a part of all. */
gboolean
desk_mail_log_is_filtered (DeskMailLog *self)
{
  g_return_val_if_fail (DESK_IS_MAIL_LOG (self), FALSE);
  return self->filtered;
}

/** desk_mail_log_get_health: (transfer none) (nullable): %NULL where it is not known, or not for this person. */
const DeskMailHealth *
desk_mail_log_get_health (DeskMailLog *self)
{
  g_return_val_if_fail (DESK_IS_MAIL_LOG (self), NULL);
  return self->has_health ? &self->health : NULL;
}

/* Loading ------------------------------------------------------------------------------------------------------------------------ */

static void
take_rows (DeskMailLog *self, JsonArray *rows, gboolean more)
{
  guint n_before = self->mails->len;

  if (!more)
    g_ptr_array_set_size (self->mails, 0);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (desk_wire_get_element (rows, i) != NULL)
      g_ptr_array_add (self->mails, desk_mail_new (desk_wire_get_element (rows, i)));
  self->has_more = json_array_get_length (rows) == PAGE;
  if (more)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, self->mails->len - n_before);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->mails->len);
}

static void
take_answer (DeskMailLog *self, GObject *source, GAsyncResult *result, gboolean more)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  if (answer != NULL && JSON_NODE_HOLDS_ARRAY (answer))
    {
      take_rows (self, json_node_get_array (answer), more);
      self->filtered = self->status >= 0 || self->kind >= 0 || self->recipient != NULL;
      self->loaded_at = desk_clock_get_now (desk_session_get_clock (self->session));
    }
  else
    self->trouble = error != NULL ? g_steal_pointer (&error) : g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "email_events: no rows");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_first (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskMailLog) self = user_data;

  take_answer (self, source, result, FALSE);
}

static void
on_more (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskMailLog) self = user_data;

  take_answer (self, source, result, TRUE);
}

static void
ask (DeskMailLog *self, gboolean more)
{
  g_autoptr (SupaQuery) query = supa_query_limit (supa_query_select (supa_query_new ("email_events"), COLUMNS), PAGE);

  supa_query_order (supa_query_order (query, "created_at", FALSE), "id", FALSE);
  if (self->status >= 0)
    supa_query_eq (query, "status", desk_mail_statuses[self->status]);
  if (self->kind >= 0)
    supa_query_eq (query, "type", desk_mail_types[self->kind]);
  if (self->recipient != NULL)
    supa_query_contains (query, "to", self->recipient);
  if (more)
    {
      DeskMail *last = g_ptr_array_index (self->mails, self->mails->len - 1);
      g_autofree char *time = desk_time_dup_wire (desk_mail_get_created_at (last));

      supa_query_before (query, "created_at", time, "id", desk_mail_get_id (last));
    }
  self->cancellable = g_cancellable_new ();
  desk_inquiry_select_async (self->session, query, self->cancellable, more ? on_more : on_first, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_job (DeskMailLog *self, JsonObject *job)
{
  JsonObject *run = desk_wire_get_object (job, "last_run");

  if (g_strcmp0 (desk_wire_get_text (job, "job"), "guichet-send-emails") != 0)
    return;

  self->health.late = json_object_has_member (job, "late") && json_object_get_boolean_member (job, "late");
  self->health.ran_at = run != NULL ? desk_wire_read_time (run, "finished_at") : 0;
}

/* That it is not known is said by its absence; the log itself says what is wrong with the connection. */
static void
on_health (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskMailLog) self = user_data;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, NULL);
  JsonObject *mail = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? desk_wire_get_object (json_node_get_object (answer), "mail") : NULL;
  JsonArray *jobs;

  self->has_health = mail != NULL;
  if (mail == NULL)
    return;

  memset (&self->health, 0, sizeof self->health);
  self->health.waiting = desk_wire_read_number (mail, "queued") + desk_wire_read_number (mail, "sending");
  self->health.failed = desk_wire_read_number (mail, "failed");
  self->health.oldest_at = desk_wire_read_time (mail, "oldest_unsent_at");
  jobs = desk_wire_get_array (json_node_get_object (answer), "jobs");
  for (guint i = 0; jobs != NULL && i < json_array_get_length (jobs); i++)
    if (desk_wire_get_element (jobs, i) != NULL)
      take_job (self, desk_wire_get_element (jobs, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_mail_log_load: asks for the newest; #DeskMailLog::changed says when they are there, or why not. */
void
desk_mail_log_load (DeskMailLog *self)
{
  g_return_if_fail (DESK_IS_MAIL_LOG (self));

  stop (self);
  ask (self, FALSE);
  if (desk_session_get_role (self->session) >= DESK_ROLE_OPS)
    desk_inquiry_call_async (self->session, "help_desk_health", NULL, self->cancellable, on_health, g_object_ref (self));
}

/** desk_mail_log_load_more: asks for older ones, unless it is asking already or there are none. */
void
desk_mail_log_load_more (DeskMailLog *self)
{
  g_return_if_fail (DESK_IS_MAIL_LOG (self));

  if (self->cancellable == NULL && self->has_more && self->mails->len > 0)
    ask (self, TRUE);
}

/**
 * desk_mail_log_choose:
 * @self: the log
 * @status: a #DeskMailStatus, or -1 for any
 * @kind: a #DeskMailType, or -1 for any
 * @recipient: (nullable): a part of the address
 *
 * Loads those only.
 */
void
desk_mail_log_choose (DeskMailLog *self, int status, int kind, const char *recipient)
{
  const char *wanted = recipient != NULL && *recipient != '\0' ? recipient : NULL;

  g_return_if_fail (DESK_IS_MAIL_LOG (self));

  if (self->status == status && self->kind == kind && g_strcmp0 (self->recipient, wanted) == 0)
    return;

  self->status = status;
  self->kind = kind;
  g_free (self->recipient);
  self->recipient = g_strdup (wanted);
  desk_mail_log_load (self);
}

/** desk_mail_log_cancel: asks no further; what was loaded stays. */
void
desk_mail_log_cancel (DeskMailLog *self)
{
  g_return_if_fail (DESK_IS_MAIL_LOG (self));

  if (self->cancellable == NULL)
    return;
  stop (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Acting --------------------------------------------------------------------------------------------------------------------------- */

static void
show_again (DeskMailLog *self, DeskMail *mail)
{
  for (guint i = 0; i < self->mails->len; i++)
    if (g_strcmp0 (desk_mail_get_id (g_ptr_array_index (self->mails, i)), desk_mail_get_id (mail)) == 0)
      {
        desk_mail_keep_number (mail, g_ptr_array_index (self->mails, i));
        g_object_unref (g_ptr_array_index (self->mails, i));
        g_ptr_array_index (self->mails, i) = g_object_ref (mail);
        g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
        return;
      }
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  DeskMail *mail;

  if (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer))
    {
      g_task_return_error (task, error != NULL ? error : g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "email_events: no row"));
      return;
    }

  mail = desk_mail_new (json_node_get_object (answer));
  show_again (g_task_get_source_object (task), mail);
  g_task_return_pointer (task, mail, g_object_unref);
}

/** desk_mail_log_retry_async: begins again with a mail that failed or waits. */
void
desk_mail_log_retry_async (DeskMailLog *self, DeskMail *mail, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_MAIL_LOG (self) && DESK_IS_MAIL (mail));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_mail_log_retry_async);
  desk_inquiry_call_async (self->session, "retry_email_event", desk_inquiry_arguments ("event_id", 's', desk_mail_get_id (mail), NULL), cancellable,
                           on_acted, task);
}

/** desk_mail_log_test_async: queues a mail that says that mail arrives, to @recipient, or to who asks. */
void
desk_mail_log_test_async (DeskMailLog *self, const char *recipient, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DESK_IS_MAIL_LOG (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_mail_log_test_async);
  desk_inquiry_call_async (self->session, "queue_test_email",
                           desk_inquiry_arguments ("recipient", 's', recipient != NULL && *recipient != '\0' ? recipient : NULL, NULL), cancellable,
                           on_acted, task);
}

/** desk_mail_log_act_finish: (transfer full): the mail as it stands now; %NULL with @error set. */
DeskMail *
desk_mail_log_act_finish (DeskMailLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
