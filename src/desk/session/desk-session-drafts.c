/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Drafts of a session, and messages that are given up and become drafts again. */

#include "config.h"

#include "desk-session.h"

#include "desk-db.h"
#include "desk-draft-private.h"
#include "desk-outbox.h"
#include "desk-session-internal.h"

static void
on_draft_gone (gpointer user_data, GObject *where_it_was)
{
  DeskSession *self = user_data;
  GHashTableIter iter;
  gpointer draft;

  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, NULL, &draft))
    {
      if (draft == where_it_was)
        g_hash_table_iter_remove (&iter);
    }
}

/* The drafts that somebody still holds outlive the account; they save what they have, and send nothing any more. */
void
desk_session_forget_drafts (DeskSession *self)
{
  GHashTableIter iter;
  gpointer draft;

  if (self->drafts == NULL)
    return;
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, NULL, &draft))
    g_object_weak_unref (draft, on_draft_gone, self);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
}

/**
 * desk_session_open_draft:
 * @ticket_id: (nullable): whose draft; of a request, the ticket that it follows up, or %NULL
 * @mode: a reply, a note, or a request
 *
 * Returns: (transfer full): the one draft for that, as long as somebody holds it
 */
DeskDraft *
desk_session_open_draft (DeskSession *self, const char *ticket_id, DeskDraftMode mode)
{
  g_autofree char *key = NULL;
  DeskDraft *draft;

  g_return_val_if_fail (DESK_IS_SESSION (self) && self->account != NULL, NULL);
  g_return_val_if_fail (ticket_id != NULL || mode == DESK_DRAFT_REQUEST, NULL);

  key = desk_draft_dup_key (ticket_id, mode);
  draft = g_hash_table_lookup (self->drafts, key);
  if (draft != NULL)
    return g_object_ref (draft);

  draft = desk_draft_new (self->account, self->transfers, G_LIST_MODEL (self->companies), ticket_id, mode);
  g_object_weak_ref (G_OBJECT (draft), on_draft_gone, self);
  g_hash_table_insert (self->drafts, g_steal_pointer (&key), draft);
  return draft;
}

/* A message that is given up. */
typedef struct
{
  DeskSession *session;
  char *row_id;                 /* (nullable): the last reply of the ticket that is held back */
  char *ticket_id;              /* (nullable) */
  GPtrArray *busy_keys;         /* drafts on screen that are not empty: they keep what they have */
  char *restored_key;           /* (out) */
  gint64 now;
} Discard;

static void
discard_free (Discard *discard)
{
  g_object_unref (discard->session);
  g_free (discard->row_id);
  g_free (discard->ticket_id);
  g_ptr_array_unref (discard->busy_keys);
  g_free (discard->restored_key);
  g_free (discard);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : "";
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static char *
print_request_fields (JsonObject *payload)
{
  g_autoptr (JsonObject) fields = json_object_new ();

  json_object_set_string_member (fields, "subject", get_text (payload, "subject"));
  json_object_set_int_member (fields, "category_id", get_number (payload, "category_id"));
  json_object_set_int_member (fields, "priority_id", get_number (payload, "priority_id"));
  json_object_set_string_member (fields, "project_id", get_text (payload, "project_id"));
  json_object_set_string_member (fields, "client_id", get_text (payload, "client_id"));
  return desk_outbox_print (fields);
}

/* The words, and for a request the choices, become the draft again; so do the files. */
static gboolean
put_back (sqlite3 *db, const Discard *discard, const DeskOutboxRow *row, const char *key, GError **error)
{
  g_autoptr (JsonObject) payload = desk_outbox_parse (row->payload, error);
  gboolean request = g_str_equal (row->kind, DESK_OUTBOX_CREATE_TICKET);
  g_autofree char *fields = NULL;
  g_autofree char *held = g_strconcat ("outbox/", discard->row_id, NULL);

  if (payload == NULL)
    return FALSE;
  if (request)
    fields = print_request_fields (payload);
  return desk_db_run (db, error,
                      "INSERT INTO drafts (key, body, fields, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                      " body = excluded.body, fields = excluded.fields, updated_at = excluded.updated_at",
                      "sssi", key, get_text (payload, "body"), fields, discard->now)
         && (!request
             || desk_db_run (db, error, "UPDATE draft_files SET ticket_id = NULL, storage_path = NULL, state = ? WHERE draft_key = ?",
                             "is", (gint64) DESK_DELIVERY_WAITING, held))
         && desk_db_run (db, error, "UPDATE draft_files SET draft_key = ? WHERE draft_key = ?", "ss", key, held);
}

static char *
dup_draft_key (const DeskOutboxRow *row)
{
  g_autoptr (JsonObject) payload = desk_outbox_parse (row->payload, NULL);
  const char *followed = payload != NULL ? get_text (payload, "follow_up_of") : "";

  if (g_str_equal (row->kind, DESK_OUTBOX_CREATE_TICKET))
    return desk_draft_dup_key (*followed != '\0' ? followed : NULL, DESK_DRAFT_REQUEST);
  if (strstr (row->payload, "\"visibility\":\"internal\"") != NULL)
    return desk_draft_dup_key (row->ticket_id, DESK_DRAFT_NOTE);
  if (strstr (row->payload, "\"visibility\":\"announcement\"") != NULL)
    return desk_draft_dup_key (row->ticket_id, DESK_DRAFT_ANNOUNCEMENT);
  return desk_draft_dup_key (row->ticket_id, DESK_DRAFT_REPLY);
}

static gboolean
may_put_back (sqlite3 *db, const Discard *discard, const char *key, gboolean *may, GError **error)
{
  gint64 used;

  *may = FALSE;
  if (g_ptr_array_find_with_equal_func (discard->busy_keys, key, g_str_equal, NULL))
    return TRUE;
  if (!desk_db_get_int (db, &used, error, "SELECT count(*) FROM drafts WHERE key = ? AND ifnull(body, '') <> ''", "s", key))
    return FALSE;
  *may = used == 0;
  return TRUE;
}

/* The draft has other words already: those of the message are among the earlier ones, and its files go with it. What lies in the spool is swept at
 * the next start. */
static gboolean
set_aside (sqlite3 *db, const Discard *discard, const DeskOutboxRow *row, const char *key, GError **error)
{
  g_autofree char *held = g_strconcat ("outbox/", discard->row_id, NULL);
  g_autoptr (JsonObject) payload = desk_outbox_parse (row->payload, error);

  return payload != NULL && desk_draft_versions_keep (db, key, get_text (payload, "body"), discard->now, error)
         && desk_db_run (db, error, "DELETE FROM draft_files WHERE draft_key = ?", "s", held);
}

static gboolean
run_discard (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  Discard *discard = data;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GError) failure = NULL;

  if (discard->row_id == NULL)
    discard->row_id = desk_outbox_find_held (db, discard->ticket_id, discard->now, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (discard->row_id == NULL)
    return TRUE;
  gone = desk_outbox_discard (db, changes, discard->row_id, error);

  for (guint i = 0; gone != NULL && i < gone->len; i++)
    {
      const DeskOutboxRow *row = g_ptr_array_index (gone, i);
      g_autofree char *key = NULL;
      gboolean may;

      if (!g_str_equal (row->kind, DESK_OUTBOX_MESSAGE) && !g_str_equal (row->kind, DESK_OUTBOX_CREATE_TICKET))
        continue;
      if (g_strcmp0 (row->row_id, discard->row_id) != 0)
        continue;
      key = dup_draft_key (row);
      if (!may_put_back (db, discard, key, &may, error)
          || !(may ? put_back (db, discard, row, key, error) : set_aside (db, discard, row, key, error)))
        return FALSE;
      if (may)
        discard->restored_key = g_steal_pointer (&key);
    }
  return gone != NULL;
}

static void
on_discarded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Discard *discard = user_data;
  DeskSession *self = discard->session;
  g_autoptr (GError) error = NULL;
  DeskDraft *draft;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (self->account != NULL && error != NULL)
    desk_account_tell (self->account, error);
  if (self->drafts != NULL && error == NULL && discard->restored_key != NULL)
    {
      draft = g_hash_table_lookup (self->drafts, discard->restored_key);
      if (draft != NULL)
        desk_draft_reload (draft);
    }
  discard_free (discard);
}

static void
begin_discard (DeskSession *self, const char *message_id, const char *ticket_id)
{
  Discard *discard = g_new0 (Discard, 1);
  GHashTableIter iter;
  gpointer key, draft;

  discard->session = g_object_ref (self);
  discard->row_id = g_strdup (message_id);
  discard->ticket_id = g_strdup (ticket_id);
  discard->now = desk_account_get_now (self->account);
  discard->busy_keys = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &key, &draft))
    {
      if (!desk_draft_get_empty (draft))
        g_ptr_array_add (discard->busy_keys, g_strdup (key));
    }
  desk_store_write_async (self->store, run_discard, discard, NULL, NULL, NULL, on_discarded, discard);
}

/** desk_session_undo_send: takes back the last reply of a ticket while it is held back; what has gone is gone, and nothing happens. */
void
desk_session_undo_send (DeskSession *self, const char *ticket_id)
{
  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (ticket_id != NULL);

  begin_discard (self, NULL, ticket_id);
}

/** desk_session_discard: gives up a message that failed or waits; its words and files go back into the draft when that is empty. */
void
desk_session_discard (DeskSession *self, const char *message_id)
{
  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (message_id != NULL);

  begin_discard (self, message_id, NULL);
}
