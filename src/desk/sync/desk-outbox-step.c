/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-outbox-step.h"

#include "desk-db.h"
#include "desk-enums.h"
#include "desk-slot.h"
#include "desk-status-steps.h"

/* As long as the person is offered to undo it. */
#define PATIENCE (10 * G_TIME_SPAN_SECOND)

/** desk_outbox_step_new: (transfer full): a step that is not taken yet. */
DeskOutboxStep *
desk_outbox_step_new (const char *id, const char *field, GPtrArray *ticket_ids)
{
  DeskOutboxStep *self = g_new0 (DeskOutboxStep, 1);

  self->id = g_strdup (id);
  self->field = g_strdup (field);
  self->ticket_ids = g_ptr_array_ref (ticket_ids);
  return self;
}

/** desk_outbox_step_free: frees a step. */
void
desk_outbox_step_free (DeskOutboxStep *self)
{
  g_free (self->id);
  g_free (self->field);
  g_free (self->value);
  g_strfreev (self->add);
  g_strfreev (self->remove);
  g_ptr_array_unref (self->ticket_ids);
  g_free (self);
}

static void
trace_free (gpointer data)
{
  DeskOutboxTrace *trace = data;

  g_free (trace->ticket_id);
  g_free (trace->before);
  g_strfreev (trace->added);
  g_strfreev (trace->removed);
  g_free (trace);
}

/** desk_outbox_taken_free: frees what a step has done. */
void
desk_outbox_taken_free (DeskOutboxTaken *self)
{
  g_ptr_array_unref (self->traces);
  g_free (self);
}

static char *
dup_row_id (const char *step_id, const char *ticket_id)
{
  return g_strconcat (step_id, ":", ticket_id, NULL);
}

static JsonNode *
create_value (const char *field, const char *value)
{
  JsonNode *node = json_node_alloc ();

  if (value == NULL)
    return json_node_init_null (node);
  if (g_str_equal (field, "priority_id") || g_str_equal (field, "category_id"))
    return json_node_init_int (node, g_ascii_strtoll (value, NULL, 10));
  return json_node_init_string (node, value);
}

static gboolean
is_labels (const DeskOutboxStep *step)
{
  return g_str_equal (step->field, DESK_STEP_LABELS);
}

/* @there: whether the cache has the ticket. */
static gboolean
read_value (sqlite3 *db, const char *ticket_id, const char *field, char **value, gboolean *there, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM tickets WHERE id = ?", field);
  g_autoptr (sqlite3_stmt) statement = desk_db_prepare (db, error, sql, "s", ticket_id);

  *value = NULL;
  if (statement == NULL || !desk_sql_step (statement, there, error))
    return FALSE;
  if (*there)
    *value = desk_db_dup_text (statement, 0);
  return TRUE;
}

static gboolean
status_may_step (const char *from, const char *to, DeskRole role)
{
  int before, after;

  return desk_slot_enum_parse (DESK_TYPE_STATUS, from, &before) && desk_slot_enum_parse (DESK_TYPE_STATUS, to, &after)
         && desk_status_may_step (before, after, role);
}

static gboolean
wait_while_undoable (sqlite3 *db, const DeskOutboxStep *step, const char *row_id, const char *before, GError **error)
{
  if (!step->patient || !g_str_equal (step->field, "status") || status_may_step (step->value, before, step->role))
    return TRUE;
  return desk_db_run (db, error, "UPDATE outbox SET next_attempt_at = ? WHERE id = ?", "is", step->now + PATIENCE, row_id);
}

static gboolean
take_value (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxStep *step, const char *ticket_id, DeskOutboxTaken *taken,
            GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *row_id = dup_row_id (step->id, ticket_id);
  g_autoptr (JsonNode) value = create_value (step->field, step->value);
  DeskOutboxTrace *trace;
  gboolean there;

  if (!read_value (db, ticket_id, step->field, &before, &there, error))
    return FALSE;
  if (!step->as_asked && (!there || g_strcmp0 (before, step->value) == 0))
    return TRUE;
  if (!step->as_asked && g_str_equal (step->field, "status") && !status_may_step (before, step->value, step->role))
    {
      taken->n_refused++;
      return TRUE;
    }

  if (!desk_outbox_add_patch (db, changes, row_id, ticket_id, step->field, value, step->now, error)
      || !wait_while_undoable (db, step, row_id, before, error))
    return FALSE;
  trace = g_new0 (DeskOutboxTrace, 1);
  trace->ticket_id = g_strdup (ticket_id);
  trace->before = g_steal_pointer (&before);
  g_ptr_array_add (taken->traces, trace);
  return TRUE;
}

static gboolean
has_label (JsonArray *labels, const char *label)
{
  for (guint i = 0; i < json_array_get_length (labels); i++)
    if (g_str_equal (json_array_get_string_element (labels, i), label))
      return TRUE;
  return FALSE;
}

/* Those of @wanted that the ticket has, or has not. */
static char **
choose (char **wanted, JsonArray *labels, gboolean there)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    if (has_label (labels, wanted[i]) == there)
      g_strv_builder_add (chosen, wanted[i]);
  return g_strv_builder_end (chosen);
}

static JsonArray *
create_array (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  return array;
}

/**
 * desk_outbox_add_labels:
 * @add: (nullable): labels to put on
 * @remove: (nullable): labels to take off
 *
 * A change of a ticket's labels: shown in the cache at once, and put into the outbox.
 */
gboolean
desk_outbox_add_labels (sqlite3           *db,
                        DeskStoreChanges  *changes,
                        const char        *id,
                        const char        *ticket_id,
                        const char *const *add,
                        const char *const *remove,
                        gint64             now,
                        GError           **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_array_member (payload, "add", create_array (add));
  json_object_set_array_member (payload, "remove", create_array (remove));
  desk_store_changes_add (changes, "ticket_triage", ticket_id, ticket_id);
  return desk_store_show_labels (db, ticket_id, payload, error)
         && desk_outbox_add (db, changes, id, DESK_OUTBOX_LABELS, ticket_id, DESK_STEP_LABELS, NULL, payload, now, error);
}

static gboolean
take_labels (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxStep *step, const char *ticket_id, DeskOutboxTaken *taken,
             GError **error)
{
  g_autoptr (JsonArray) labels = NULL;
  g_autofree char *row_id = dup_row_id (step->id, ticket_id);
  g_auto (GStrv) added = NULL;
  g_auto (GStrv) removed = NULL;
  DeskOutboxTrace *trace;

  if (!desk_store_read_labels (db, ticket_id, &labels, error))
    return FALSE;
  added = choose (step->add, labels, FALSE);
  removed = choose (step->remove, labels, TRUE);
  if (added[0] == NULL && removed[0] == NULL)
    return TRUE;
  if (!desk_outbox_add_labels (db, changes, row_id, ticket_id, (const char *const *) added, (const char *const *) removed, step->now,
                               error))
    return FALSE;

  trace = g_new0 (DeskOutboxTrace, 1);
  trace->ticket_id = g_strdup (ticket_id);
  trace->added = g_steal_pointer (&added);
  trace->removed = g_steal_pointer (&removed);
  g_ptr_array_add (taken->traces, trace);
  return TRUE;
}

/**
 * desk_outbox_take_step:
 *
 * Does the same to each ticket of a step, but to those that are so already and those that cannot take it: shown in the cache at once, and put into the
 * outbox.
 *
 * Returns: (transfer full): what it did, for undoing it; %NULL with @error set
 */
DeskOutboxTaken *
desk_outbox_take_step (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxStep *step, GError **error)
{
  g_autoptr (DeskOutboxTaken) taken = g_new0 (DeskOutboxTaken, 1);

  taken->traces = g_ptr_array_new_with_free_func (trace_free);
  for (guint i = 0; i < step->ticket_ids->len; i++)
    {
      const char *ticket_id = g_ptr_array_index (step->ticket_ids, i);

      if (is_labels (step) ? !take_labels (db, changes, step, ticket_id, taken, error)
                           : !take_value (db, changes, step, ticket_id, taken, error))
        return NULL;
    }
  return g_steal_pointer (&taken);
}

/* A row that was never sent need not be sent at all. */
static gboolean
drop_unsent (sqlite3 *db, DeskStoreChanges *changes, const char *row_id, const char *ticket_id, gboolean *dropped, GError **error)
{
  if (!desk_db_run (db, error, "DELETE FROM outbox WHERE id = ? AND state = ? AND attempts = 0", "si", row_id,
                    (gint64) DESK_DELIVERY_WAITING))
    return FALSE;
  *dropped = sqlite3_changes (db) > 0;
  if (*dropped)
    desk_store_changes_add (changes, "outbox", row_id, ticket_id);
  return TRUE;
}

/* Somebody who changed it since has the last word. */
static gboolean
is_still_so (sqlite3 *db, const DeskOutboxStep *step, const char *ticket_id, gboolean *so, GError **error)
{
  g_autofree char *now = NULL;
  gboolean there;

  if (!read_value (db, ticket_id, step->field, &now, &there, error))
    return FALSE;
  *so = there && g_strcmp0 (now, step->value) == 0;
  return TRUE;
}

static gboolean
undo_value (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxStep *step, const DeskOutboxTrace *trace, const char *undo_id,
            gint64 now, gboolean *undone, GError **error)
{
  g_autofree char *row_id = dup_row_id (step->id, trace->ticket_id);
  g_autofree char *new_id = dup_row_id (undo_id, trace->ticket_id);
  g_autoptr (JsonNode) before = create_value (step->field, trace->before);

  if (!is_still_so (db, step, trace->ticket_id, undone, error))
    return FALSE;
  if (!*undone)
    return TRUE;
  if (!drop_unsent (db, changes, row_id, trace->ticket_id, undone, error))
    return FALSE;
  if (*undone)
    return desk_outbox_show_patch (db, changes, trace->ticket_id, step->field, before, error);

  *undone = !g_str_equal (step->field, "status") || status_may_step (step->value, trace->before, step->role);
  return !*undone || desk_outbox_add_patch (db, changes, new_id, trace->ticket_id, step->field, before, now, error);
}

static gboolean
undo_labels (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxStep *step, const DeskOutboxTrace *trace, const char *undo_id,
             gint64 now, gboolean *undone, GError **error)
{
  const char *const *add = (const char *const *) trace->removed;
  const char *const *remove = (const char *const *) trace->added;
  g_autofree char *row_id = dup_row_id (step->id, trace->ticket_id);
  g_autofree char *new_id = dup_row_id (undo_id, trace->ticket_id);
  g_autoptr (JsonObject) change = NULL;
  gboolean dropped;

  *undone = TRUE;
  if (!drop_unsent (db, changes, row_id, trace->ticket_id, &dropped, error))
    return FALSE;
  if (!dropped)
    return desk_outbox_add_labels (db, changes, new_id, trace->ticket_id, add, remove, now, error);

  change = json_object_new ();
  json_object_set_array_member (change, "add", create_array (add));
  json_object_set_array_member (change, "remove", create_array (remove));
  desk_store_changes_add (changes, "ticket_triage", trace->ticket_id, trace->ticket_id);
  return desk_store_show_labels (db, trace->ticket_id, change, error);
}

/**
 * desk_outbox_undo_step:
 * @undo_id: what undoing is called
 * @n_undone: (out): how many tickets are as they were
 *
 * Takes a step back: what was not sent is never sent; what was is changed back, unless somebody changed it since, or the status has no way back.
 */
gboolean
desk_outbox_undo_step (sqlite3               *db,
                       DeskStoreChanges      *changes,
                       const DeskOutboxStep  *step,
                       const DeskOutboxTaken *taken,
                       const char            *undo_id,
                       gint64                 now,
                       guint                 *n_undone,
                       GError               **error)
{
  *n_undone = 0;
  for (guint i = 0; i < taken->traces->len; i++)
    {
      const DeskOutboxTrace *trace = g_ptr_array_index (taken->traces, i);
      gboolean undone;

      if (is_labels (step) ? !undo_labels (db, changes, step, trace, undo_id, now, &undone, error)
                           : !undo_value (db, changes, step, trace, undo_id, now, &undone, error))
        return FALSE;
      *n_undone += undone;
    }
  return TRUE;
}
