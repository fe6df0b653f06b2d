/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error.h"
#include "desk-row-value.h"
#include "desk-sql.h"
#include "desk-store.h"
#include "desk-waiting.h"

/* The longest row type has room; a test counts. */
#define MAX_FIELDS 32

/* One run of the merge: the statements are compiled once for all rows. The columns of `find` are the fields in their order, then `local`. */
typedef struct
{
  const DeskRowType *type;
  sqlite3_stmt *find;
  sqlite3_stmt *put;
  int cursor;                   /* the field's number, -1 for none */
  int ticket;                   /* the field that names the ticket, -1 for none */
} Merge;

static int
find_field_number (const DeskRowType *type,
                   const char *name)
{
  for (guint i = 0; name != NULL && i < type->n_fields; i++)
    {
      if (g_str_equal (type->fields[i].name, name))
        return i;
    }

  return -1;
}

static int
find_ticket_field (const DeskRowType *type)
{
  return find_field_number (type, type == &desk_row_ticket ? "id" : "ticket_id");
}

static char *
dup_key_condition (const DeskRowType *type)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (type->fields[i].flags & DESK_FIELD_KEY)
        g_string_append_printf (text, "%s%s = ?%u", text->len > 0 ? " AND " : "", type->fields[i].name, i + 1);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_put_sql (const DeskRowType *type)
{
  g_autofree char *names = desk_row_type_dup_select (type);
  g_autoptr(GString) values = g_string_new (NULL);
  g_autoptr(GString) keys = g_string_new (NULL);
  g_autoptr(GString) updates = g_string_new (NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const char *name = type->fields[i].name;

      g_string_append_printf (values, "?%u, ", i + 1);
      if (type->fields[i].flags & DESK_FIELD_KEY)
        g_string_append_printf (keys, "%s%s", keys->len > 0 ? ", " : "", name);
      else
        g_string_append_printf (updates, "%s = excluded.%s, ", name, name);
    }

  return g_strdup_printf ("INSERT INTO %s (%s, local) VALUES (%s0) ON CONFLICT (%s) DO UPDATE SET %slocal = 0",
                          type->table, names, values->str, keys->str, updates->str);
}

static gboolean
merge_prepare (Merge *self,
               sqlite3 *db,
               const DeskRowType *type,
               GError **error)
{
  g_autofree char *names = desk_row_type_dup_select (type);
  g_autofree char *condition = dup_key_condition (type);
  g_autofree char *find = g_strdup_printf ("SELECT %s, local FROM %s WHERE %s", names, type->table, condition);
  g_autofree char *put = dup_put_sql (type);

  g_assert (type->n_fields <= MAX_FIELDS);

  self->type = type;
  self->cursor = find_field_number (type, type->cursor);
  self->ticket = find_ticket_field (type);
  self->find = desk_sql_prepare (db, find, error);
  if (self->find != NULL)
    self->put = desk_sql_prepare (db, put, error);

  return self->put != NULL;
}

static void
merge_clear (Merge *self)
{
  sqlite3_finalize (self->find);
  sqlite3_finalize (self->put);
}

static void
clear_values (DeskRowValue *values,
              guint n_values)
{
  for (guint i = 0; i < n_values; i++)
    desk_row_value_clear (&values[i]);
}

static gboolean
decode_row (const DeskRowType *type,
            JsonObject *row,
            DeskRowValue *values,
            GError **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const DeskField *field = &type->fields[i];

      if (!desk_row_value_decode (&values[i], field, json_object_get_member (row, field->name), error))
        {
          g_prefix_error (error, "Table %s: ", type->table);
          return FALSE;
        }
      if ((field->flags & DESK_FIELD_KEY) && !values[i].present)
        {
          g_set_error (error, DESK_ERROR, DESK_ERROR_INVALID, "Table %s: a row without %s", type->table, field->name);
          return FALSE;
        }
    }

  return TRUE;
}

/* What was written here gives way to anything the backend says about it: its times are those of this computer. */
static gboolean
is_stale (Merge *self,
          const DeskRowValue *values)
{
  if (self->cursor < 0 || values[self->cursor].type != SQLITE_INTEGER)
    return FALSE;
  if (sqlite3_column_int (self->find, self->type->n_fields) != 0)
    return FALSE;

  return (sqlite3_column_type (self->find, self->cursor) == SQLITE_INTEGER &&
          values[self->cursor].integer < sqlite3_column_int64 (self->find, self->cursor));
}

static gboolean
is_unchanged (Merge *self,
              const DeskRowValue *values)
{
  if (sqlite3_column_int (self->find, self->type->n_fields) != 0)
    return FALSE;

  for (guint i = 0; i < self->type->n_fields; i++)
    {
      if (values[i].present && !desk_row_value_equals (&values[i], self->find, i))
        return FALSE;
    }

  return TRUE;
}

/* Realtime leaves values out that are too long for it: what the cache knows stays. */
static void
bind_row (Merge *self,
          const DeskRowValue *values,
          gboolean exists)
{
  for (guint i = 0; i < self->type->n_fields; i++)
    {
      if (!values[i].present && exists)
        sqlite3_bind_value (self->put, i + 1, sqlite3_column_value (self->find, i));
      else
        desk_row_value_bind (&values[i], self->put, i + 1);
    }
}

static char *
dup_key_text (const DeskRowValue *value)
{
  if (value->type == SQLITE_TEXT)
    return g_strdup (value->text);

  return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
}

static void
note_change (Merge *self,
             const DeskRowValue *values,
             gboolean exists,
             DeskStoreChanges *changes)
{
  g_autofree char *key = dup_key_text (&values[0]);
  const char *ticket_id = NULL;

  if (self->ticket >= 0)
    ticket_id = values[self->ticket].text;
  if (self->ticket >= 0 && ticket_id == NULL && exists)
    ticket_id = (const char *) sqlite3_column_text (self->find, self->ticket);

  desk_store_changes_add (changes, self->type->table, key, ticket_id);
}

static gboolean
merge_values (Merge *self,
              const DeskRowValue *values,
              DeskStoreChanges *changes,
              gboolean *written,
              GError **error)
{
  gboolean exists, done;

  *written = FALSE;
  for (guint i = 0; i < self->type->n_fields; i++)
    {
      if (self->type->fields[i].flags & DESK_FIELD_KEY)
        desk_row_value_bind (&values[i], self->find, i + 1);
    }
  if (!desk_sql_step (self->find, &exists, error))
    return FALSE;

  if (exists && (is_stale (self, values) || is_unchanged (self, values)))
    {
      sqlite3_reset (self->find);
      return TRUE;
    }

  bind_row (self, values, exists);
  note_change (self, values, exists, changes);
  done = desk_sql_run (self->put, error);
  sqlite3_reset (self->find);
  *written = done;

  return done;
}

/* The person's own change is not undone on the screen by an older state of the ticket that arrives before it is delivered. */
static gboolean
lay_patch (sqlite3 *db,
           const char *ticket_id,
           JsonObject *patch,
           gpointer data,
           GError **error)
{
  for (guint i = 0; i < desk_row_ticket.n_fields; i++)
    {
      const DeskField *field = &desk_row_ticket.fields[i];
      g_auto(DeskRowValue) value = { 0 };
      g_autoptr(sqlite3_stmt) update = NULL;
      g_autofree char *sql = NULL;

      if (!(field->flags & DESK_FIELD_PATCHABLE) || !json_object_has_member (patch, field->name))
        continue;
      sql = g_strdup_printf ("UPDATE tickets SET %s = ?1 WHERE id = ?2", field->name);
      update = desk_sql_prepare (db, sql, error);
      if (update == NULL || !desk_row_value_decode (&value, field, json_object_get_member (patch, field->name), error))
        return FALSE;
      desk_row_value_bind (&value, update, 1);
      sqlite3_bind_text (update, 2, ticket_id, -1, SQLITE_TRANSIENT);
      if (!desk_sql_run (update, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * desk_store_lay_patches:
 * @db: the writer's connection
 * @ticket_id: a ticket
 * @error: return location
 *
 * Lays what the outbox still has to send for a ticket over its row, oldest first. In a write job.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_store_lay_patches (sqlite3 *db,
                        const char *ticket_id,
                        GError **error)
{
  return desk_waiting_lay (db, "SELECT ticket_id, payload FROM outbox WHERE ticket_id = ?1 AND kind IN ('patch', 'scope') ORDER BY seq", ticket_id,
                           lay_patch, NULL, error);
}

/* The ticket that is followed up shows by what. */
static void
note_followed (JsonObject *row,
               DeskStoreChanges *changes)
{
  JsonNode *followed = json_object_get_member (row, "follow_up_of");

  if (followed != NULL && JSON_NODE_HOLDS_VALUE (followed) && json_node_get_string (followed) != NULL)
    desk_store_changes_add (changes, "tickets", json_node_get_string (followed), json_node_get_string (followed));
}

static gboolean
merge_row (Merge *self,
           sqlite3 *db,
           JsonNode *row,
           DeskStoreChanges *changes,
           GError **error)
{
  DeskRowValue values[MAX_FIELDS] = { 0 };
  gboolean written = FALSE, ok = FALSE;

  if (!JSON_NODE_HOLDS_OBJECT (row))
    g_set_error (error, DESK_ERROR, DESK_ERROR_INVALID, "Table %s: a row is not an object", self->type->table);
  else if (decode_row (self->type, json_node_get_object (row), values, error))
    ok = merge_values (self, values, changes, &written, error);
  if (ok && written && self->type == &desk_row_ticket)
    ok = desk_store_lay_patches (db, values[0].text, error);
  if (ok && written && self->type == &desk_row_ticket)
    note_followed (json_node_get_object (row), changes);
  if (ok && written && self->type == &desk_row_triage)
    ok = desk_store_lay_labels (db, values[0].text, error);
  if (ok && written && self->type == &desk_row_saved_view)
    ok = desk_store_lay_views (db, values[0].text, error);
  clear_values (values, self->type->n_fields);

  return ok;
}

/**
 * desk_store_merge:
 * @db: the writer's connection
 * @type: what the rows are
 * @rows: an array of objects
 * @changes: notes what was touched; a row that says nothing new is not noted
 * @error: return location; %DESK_ERROR_INVALID for a row without its key or with a value of the wrong type
 *
 * The one way by which the backend's rows come into the cache: from the first load, from gap filling, from realtime and from the outbox's
 * answers. A row older than the stored one is dropped; members that a row does not have keep their stored values. In a write job.
 *
 * Returns: %FALSE with @error set; the job then fails as a whole
 */
gboolean
desk_store_merge (sqlite3 *db,
                  const DeskRowType *type,
                  JsonArray *rows,
                  DeskStoreChanges *changes,
                  GError **error)
{
  Merge merge = { 0 };
  gboolean ok;

  g_return_val_if_fail (db != NULL, FALSE);
  g_return_val_if_fail (type != NULL, FALSE);
  g_return_val_if_fail (rows != NULL, FALSE);
  g_return_val_if_fail (changes != NULL, FALSE);

  ok = merge_prepare (&merge, db, type, error);
  for (guint i = 0; ok && i < json_array_get_length (rows); i++)
    ok = merge_row (&merge, db, json_array_get_element (rows, i), changes, error);
  merge_clear (&merge);
  if (ok && type == &desk_row_company_link)
    ok = desk_store_lay_scopes (db, changes, error);

  return ok;
}
