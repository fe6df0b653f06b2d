/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-deadline.h"

#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-support-wire.h"

struct _DeskDeadline
{
  GObject parent_instance;

  DeskSession *session;
  char *ticket_id;
  DeskSlaTarget target;
  GArray *lines;                /* DeskDeadlineLine */
  GCancellable *cancellable;    /* while it loads */
  GError *trouble;
};

G_DEFINE_FINAL_TYPE (DeskDeadline, desk_deadline, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const kinds[] = { "filed", "target", "closed", "waiting", "resolved", "changed", "due" };

static void
clear_line (gpointer data)
{
  DeskDeadlineLine *line = data;

  g_free (line->name);
  g_free (line->before);
}

static void
desk_deadline_dispose (GObject *object)
{
  DeskDeadline *self = DESK_DEADLINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (desk_deadline_parent_class)->dispose (object);
}

static void
desk_deadline_finalize (GObject *object)
{
  DeskDeadline *self = DESK_DEADLINE (object);

  g_clear_error (&self->trouble);
  g_array_unref (self->lines);
  g_free (self->ticket_id);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_deadline_parent_class)->finalize (object);
}

static void
desk_deadline_class_init (DeskDeadlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_deadline_dispose;
  object_class->finalize = desk_deadline_finalize;

  /**
   * DeskDeadline::changed:
   * @self: a deadline
   *
   * It is loading, was loaded, or could not be.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_deadline_init (DeskDeadline *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (DeskDeadlineLine));
  g_array_set_clear_func (self->lines, clear_line);
}

/**
 * desk_deadline_new:
 * @session: who asks; staff
 * @ticket_id: of which ticket
 * @target: which of its targets
 *
 * Returns: (transfer full): nothing is loaded yet
 */
DeskDeadline *
desk_deadline_new (DeskSession *session, const char *ticket_id, DeskSlaTarget target)
{
  DeskDeadline *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (ticket_id != NULL, NULL);

  self = g_object_new (DESK_TYPE_DEADLINE, NULL);
  self->session = g_object_ref (session);
  self->ticket_id = g_strdup (ticket_id);
  self->target = target;

  return self;
}

/* A kind that this program does not know is left out. */
static void
take_row (DeskDeadline *self, JsonObject *row)
{
  const char *kind = desk_wire_get_text (row, "kind");
  DeskDeadlineLine line = { 0 };
  JsonNode *seconds = json_object_get_member (row, "seconds");
  guint i = 0;

  while (i < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[i], kind) != 0)
    i++;
  if (i == G_N_ELEMENTS (kinds))
    return;

  line.kind = (DeskDeadlineKind) i;
  if (seconds != NULL && JSON_NODE_HOLDS_VALUE (seconds))
    line.seconds = json_node_get_double (seconds);
  line.since = desk_wire_read_time (row, "since");
  line.until = desk_wire_read_time (row, "until");
  line.n = desk_wire_read_number (row, "n");
  line.name = desk_wire_dup_text (row, "name");
  line.before = desk_wire_dup_text (row, "before");
  g_array_append_val (self->lines, line);
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDeadline) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);
  JsonArray *rows;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_array_set_size (self->lines, 0);
  if (answer == NULL || !JSON_NODE_HOLDS_ARRAY (answer))
    self->trouble = answer == NULL ? g_steal_pointer (&error) : g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "No rows");
  else
    {
      rows = json_node_get_array (answer);
      for (guint i = 0; i < json_array_get_length (rows); i++)
        if (desk_wire_get_element (rows, i) != NULL)
          take_row (self, desk_wire_get_element (rows, i));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_deadline_load: asks the backend; #DeskDeadline::changed says when the lines are there, or why not. */
void
desk_deadline_load (DeskDeadline *self)
{
  static const char *const targets[] = {
    [DESK_SLA_TARGET_FIRST_RESPONSE] = "first_response",
    [DESK_SLA_TARGET_NEXT_RESPONSE] = "next_response",
    [DESK_SLA_TARGET_RESOLUTION] = "resolution",
  };

  g_return_if_fail (DESK_IS_DEADLINE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  self->cancellable = g_cancellable_new ();
  desk_inquiry_call_async (self->session, "ticket_deadline",
                           desk_inquiry_arguments ("ticket_id", 's', self->ticket_id, "target", 's', targets[self->target], NULL),
                           self->cancellable, on_rows, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_deadline_get_loading: whether the backend was asked and has not answered. */
gboolean
desk_deadline_get_loading (DeskDeadline *self)
{
  g_return_val_if_fail (DESK_IS_DEADLINE (self), FALSE);
  return self->cancellable != NULL;
}

/** desk_deadline_get_trouble: (transfer none) (nullable): why the last question had no answer. */
const GError *
desk_deadline_get_trouble (DeskDeadline *self)
{
  g_return_val_if_fail (DESK_IS_DEADLINE (self), NULL);
  return self->trouble;
}

/** desk_deadline_get_n_lines: how many lines the ledger has; none for a target that does not apply. */
guint
desk_deadline_get_n_lines (DeskDeadline *self)
{
  g_return_val_if_fail (DESK_IS_DEADLINE (self), 0);
  return self->lines->len;
}

/** desk_deadline_get_line: (transfer none): a line, valid until the ledger is loaded again. */
const DeskDeadlineLine *
desk_deadline_get_line (DeskDeadline *self, guint position)
{
  g_return_val_if_fail (DESK_IS_DEADLINE (self), NULL);
  g_return_val_if_fail (position < self->lines->len, NULL);
  return &g_array_index (self->lines, DeskDeadlineLine, position);
}
