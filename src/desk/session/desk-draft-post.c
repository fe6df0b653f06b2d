/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A draft that becomes a message or a request: rows of the cache and of the outbox, in one transaction. */

#include "config.h"

#include <json-glib/json-glib.h>

#include "desk-db.h"
#include "desk-draft-private.h"
#include "desk-enums.h"
#include "desk-outbox.h"
#include "desk-wire-words.h"

typedef struct
{
  DeskDraftRow *row;
  DeskDraftMode mode;
  char *user_id;
  char *ticket_id;
  char *message_id;
  GPtrArray *outbox_ids;        /* as many as can be needed */
  guint n_used;
  int then_status;
  gint64 hold_until;
  gint64 now;
} Post;

static void
post_free (Post *post)
{
  desk_draft_row_free (post->row);
  g_free (post->user_id);
  g_free (post->ticket_id);
  g_free (post->message_id);
  g_ptr_array_unref (post->outbox_ids);
  g_free (post);
}

static const char *
next_id (Post *post)
{
  g_assert (post->n_used < post->outbox_ids->len);
  return g_ptr_array_index (post->outbox_ids, post->n_used++);
}

static const char *
get_visibility (Post *post)
{
  return post->mode == DESK_DRAFT_NOTE ? "internal" : post->mode == DESK_DRAFT_ANNOUNCEMENT ? "announcement" : "public";
}

static gboolean
show_message (sqlite3 *db, DeskStoreChanges *changes, Post *post, GError **error)
{
  desk_store_changes_add (changes, "ticket_messages", post->message_id, post->ticket_id);
  return desk_db_run (db, error,
                      "INSERT INTO ticket_messages (id, ticket_id, author_id, body, visibility, created_at, local)"
                      " VALUES (?, ?, ?, ?, ?, ?, 1)",
                      "sssssi", post->message_id, post->ticket_id, post->user_id, post->row->body, get_visibility (post), post->now);
}

static gboolean
show_ticket (sqlite3 *db, DeskStoreChanges *changes, Post *post, GError **error)
{
  const DeskDraftRow *row = post->row;

  desk_store_changes_add (changes, "tickets", post->ticket_id, post->ticket_id);
  return desk_db_run (db, error,
                      "INSERT INTO tickets (id, client_id, project_id, category_id, priority_id, subject, status, created_by, created_at,"
                      " updated_at, follow_up_of, affects_all_companies, local) VALUES (?, ?, ?, nullif(?, 0),"
                      " coalesce(nullif(?, 0), (SELECT id FROM ticket_priorities WHERE code = 'normal')), ?, 'open', ?, ?, ?, ?, 0, 1)",
                      "sssiissiis", post->ticket_id, row->client_id, row->project_id, (gint64) row->category_id, (gint64) row->priority_id,
                      row->subject, post->user_id, post->now, post->now, row->follow_up_of);
}

static void
set_int_or_null (JsonObject *object, const char *name, int value)
{
  if (value != 0)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static gboolean
add_creation (sqlite3 *db, DeskStoreChanges *changes, Post *post, const char **goes_first, GError **error)
{
  const DeskDraftRow *row = post->row;
  g_autoptr (JsonObject) arguments = json_object_new ();

  json_object_set_string_member (arguments, "id", post->ticket_id);
  json_object_set_string_member (arguments, "client_id", row->client_id);
  json_object_set_string_member (arguments, "subject", row->subject);
  json_object_set_string_member (arguments, "body", row->body);
  set_int_or_null (arguments, "category_id", row->category_id);
  set_int_or_null (arguments, "priority_id", row->priority_id);
  if (row->project_id != NULL)
    json_object_set_string_member (arguments, "project_id", row->project_id);
  else
    json_object_set_null_member (arguments, "project_id");
  json_object_set_string_member (arguments, "message_id", post->message_id);
  if (row->follow_up_of != NULL)
    json_object_set_string_member (arguments, "follow_up_of", row->follow_up_of);

  *goes_first = next_id (post);
  return desk_outbox_add (db, changes, *goes_first, DESK_OUTBOX_CREATE_TICKET, post->ticket_id, post->message_id, NULL, arguments,
                          post->now, error);
}

static gboolean
add_uploads (sqlite3 *db, DeskStoreChanges *changes, Post *post, const char **goes_first, GError **error)
{
  for (guint i = 0; i < post->row->files->len; i++)
    {
      const DeskDraftFileRow *file = g_ptr_array_index (post->row->files, i);
      g_autoptr (JsonObject) payload = json_object_new ();
      g_autofree char *path = desk_transfers_dup_path (post->ticket_id, file->id, file->label);
      g_autofree char *held = g_strconcat ("outbox/", post->message_id, NULL);
      const char *id;

      if (!desk_db_run (db, error,
                        "UPDATE draft_files SET draft_key = ?, ticket_id = ?, storage_path = coalesce(storage_path, ?) WHERE id = ?",
                        "ssss", held, post->ticket_id, path, file->id))
        return FALSE;
      if (file->state == DESK_DELIVERY_SENT)
        continue;
      json_object_set_string_member (payload, "path", path);
      id = next_id (post);
      if (!desk_outbox_add (db, changes, id, DESK_OUTBOX_UPLOAD, post->ticket_id, file->id, *goes_first, payload, post->now, error))
        return FALSE;
      *goes_first = id;
    }
  return TRUE;
}

static gboolean
add_message (sqlite3 *db, DeskStoreChanges *changes, Post *post, const char **goes_first, GError **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  const char *id = next_id (post);

  json_object_set_string_member (payload, "id", post->message_id);
  json_object_set_string_member (payload, "ticket_id", post->ticket_id);
  json_object_set_string_member (payload, "body", post->row->body);
  json_object_set_string_member (payload, "visibility", get_visibility (post));
  if (!desk_outbox_add (db, changes, id, DESK_OUTBOX_MESSAGE, post->ticket_id, post->message_id, *goes_first, payload, post->now, error))
    return FALSE;
  *goes_first = id;
  return TRUE;
}

static gboolean
add_attachment (sqlite3 *db, DeskStoreChanges *changes, Post *post, const DeskDraftFileRow *file, const char *goes_first, GError **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *path = desk_transfers_dup_path (post->ticket_id, file->id, file->label);

  json_object_set_string_member (payload, "id", file->id);
  json_object_set_string_member (payload, "ticket_id", post->ticket_id);
  json_object_set_string_member (payload, "message_id", post->message_id);
  json_object_set_string_member (payload, "label", file->label);
  json_object_set_string_member (payload, "storage_path", path);
  json_object_set_string_member (payload, "mime_type", file->mime_type);
  json_object_set_int_member (payload, "size_bytes", file->size);

  desk_store_changes_add (changes, "ticket_attachments", file->id, post->ticket_id);
  return desk_outbox_add (db, changes, next_id (post), DESK_OUTBOX_ATTACHMENT, post->ticket_id, file->id, goes_first, payload,
                          post->now, error)
         && desk_db_run (db, error,
                         "INSERT INTO ticket_attachments (id, ticket_id, message_id, label, storage_bucket, storage_path, mime_type,"
                         " size_bytes, created_by, created_at, local) VALUES (?, ?, ?, ?, '" DESK_BUCKET "', ?, ?, ?, ?, ?, 1)",
                         "ssssssisi", file->id, post->ticket_id, post->message_id, file->label, path, file->mime_type, file->size,
                         post->user_id, post->now);
}

/* After the message, and not without it. */
static gboolean
add_status (sqlite3 *db, DeskStoreChanges *changes, Post *post, const char *goes_first, GError **error)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), desk_wire_status (post->then_status));
  g_autofree char *before = desk_db_get_text (db, error, "SELECT status FROM tickets WHERE id = ?", "s", post->ticket_id);
  const char *id = next_id (post);

  return before != NULL && desk_outbox_add_patch (db, changes, id, post->ticket_id, "status", value, post->now, error)
         && desk_outbox_tie (db, id, goes_first, before, error);
}

/* Only the message waits: the rest of the ticket waits for it anyway. */
static gboolean
hold (sqlite3 *db, Post *post, const char *message, GError **error)
{
  return post->hold_until == 0 || desk_outbox_hold (db, message, post->hold_until, error);
}

static gboolean
run_post (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  Post *post = data;
  const char *goes_first = NULL;

  if (post->mode == DESK_DRAFT_REQUEST)
    {
      if (!show_ticket (db, changes, post, error) || !show_message (db, changes, post, error)
          || !add_creation (db, changes, post, &goes_first, error) || !add_uploads (db, changes, post, &goes_first, error))
        return FALSE;
    }
  else if (!show_message (db, changes, post, error) || !add_uploads (db, changes, post, &goes_first, error)
           || !add_message (db, changes, post, &goes_first, error) || !hold (db, post, goes_first, error))
    {
      return FALSE;
    }

  for (guint i = 0; i < post->row->files->len; i++)
    {
      if (!add_attachment (db, changes, post, g_ptr_array_index (post->row->files, i), goes_first, error))
        return FALSE;
    }
  if (post->then_status >= 0 && !add_status (db, changes, post, goes_first, error))
    return FALSE;
  return desk_draft_versions_keep (db, post->row->key, post->row->body, post->now, error)
         && desk_db_run (db, error, "DELETE FROM drafts WHERE key = ?", "s", post->row->key);
}

/**
 * desk_draft_post_async:
 * @row: (transfer full): what was written
 * @ticket_id: whose it is; for a request the new ticket's
 * @then_status: a DeskStatus to set after it, or -1
 * @hold_seconds: how long a reply waits before it goes; 0 for not at all
 *
 * Ends in desk_draft_disk_finish().
 */
void
desk_draft_post_async (DeskAccount        *account,
                       DeskDraftRow       *row,
                       DeskDraftMode       mode,
                       const char         *ticket_id,
                       int                 then_status,
                       guint               hold_seconds,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  Post *post = g_new0 (Post, 1);

  post->row = row;
  if (row->body == NULL)
    row->body = g_strdup ("");
  post->mode = mode;
  post->user_id = g_strdup (account->user_id);
  post->ticket_id = g_strdup (ticket_id);
  post->message_id = desk_account_new_id (account);
  post->outbox_ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 2 + 2 * row->files->len; i++)
    g_ptr_array_add (post->outbox_ids, desk_account_new_id (account));
  post->then_status = then_status;
  post->now = desk_account_get_now (account);
  post->hold_until = hold_seconds > 0 && mode == DESK_DRAFT_REPLY ? post->now + hold_seconds * G_TIME_SPAN_SECOND : 0;
  desk_store_write_async (account->store, run_post, post, (GDestroyNotify) post_free, NULL, NULL, callback, user_data);
}
