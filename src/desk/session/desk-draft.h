/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_DRAFT_FILE (desk_draft_file_get_type ())
G_DECLARE_FINAL_TYPE (DeskDraftFile, desk_draft_file, DESK, DRAFT_FILE, GObject)

/* A file that is attached and not sent yet: copied beside the cache at once (so that nothing can take it away), then uploaded. Read-only
 * properties: id, label, mime-type, size (int64), delivery (DeskDelivery; SENT: uploaded), progress (double 0 to 1), error (string, nullable: a sentence). */
const char  *desk_draft_file_get_id       (DeskDraftFile *self);
const char  *desk_draft_file_get_label    (DeskDraftFile *self);
gint64       desk_draft_file_get_size     (DeskDraftFile *self);
const char  *desk_draft_file_get_mime_type (DeskDraftFile *self);
DeskDelivery desk_draft_file_get_delivery (DeskDraftFile *self);
double       desk_draft_file_get_progress (DeskDraftFile *self);
const char  *desk_draft_file_get_error    (DeskDraftFile *self);

#define DESK_TYPE_DRAFT (desk_draft_get_type ())
G_DECLARE_FINAL_TYPE (DeskDraft, desk_draft, DESK, DRAFT, GObject)

/**
 * DeskDraft:
 *
 * What a person is writing: one per ticket and mode, or the one new request. Kept on disk within a second of each change, so that a
 * crash loses nothing; remote changes never touch it. Main thread only.
 *
 * Properties (read and write): `body`, and for a request `subject`, `category-id` (int, 0 none), `priority-id` (int, 0 none),
 * `project-id` (string, nullable), `client-id` (string, nullable). Read-only: `mode`, `ticket-id` (nullable), `saved` (boolean: all is on disk), `ready` (boolean:
 * read from disk), `empty` (boolean), `files` (GListModel of DeskDraftFile).
 */
GListModel *desk_draft_get_files     (DeskDraft *self);
const char *desk_draft_get_body      (DeskDraft *self);
void        desk_draft_set_body      (DeskDraft *self, const char *body);
gboolean    desk_draft_get_saved     (DeskDraft *self);
gboolean    desk_draft_get_empty     (DeskDraft *self);
void        desk_draft_add_file      (DeskDraft *self, GFile *file);
void        desk_draft_add_bytes     (DeskDraft *self, const char *label, const char *mime_type, GBytes *bytes);
void        desk_draft_remove_file   (DeskDraft *self, DeskDraftFile *file);
void        desk_draft_retry_file    (DeskDraft *self, DeskDraftFile *file);

/* As many characters as a message may have; no file is counted. */
#define DESK_DRAFT_LONGEST_BODY 100000

/**
 * desk_draft_send:
 * @then_status: a status to set after it, or -1 for none
 * @error: nothing to send, too much of it, or a field that is missing (DESK_ERROR_INVALID); the draft is as before
 *
 * Puts it into the outbox in one transaction and empties the draft; shows at once in the lists. Files that are still being
 * uploaded go on and the message waits for them.
 *
 * Returns: (transfer full) (nullable): the id of the ticket, or %NULL with @error set
 */
char       *desk_draft_send          (DeskDraft *self, int then_status, GError **error);
/* The same; a reply waits @hold_seconds before it goes, and desk_session_undo_send() takes it back meanwhile. That survives the program. */
char       *desk_draft_send_later    (DeskDraft *self, int then_status, guint hold_seconds, GError **error);
/* The same; @body (nullable) goes in place of what was written, with a signature under it. What cannot be put into the outbox comes back as it was written. */
char       *desk_draft_send_as       (DeskDraft *self, const char *body, int then_status, guint hold_seconds, GError **error);
void        desk_draft_discard       (DeskDraft *self);

/* What others said in public since the draft was begun, oldest first: an answer of colleagues, or the client again. The person's own words are not among
 * them. desk_draft_take_seen() says that the person has read them. */
typedef struct
{
  char *id;
  char *author_name;            /* (nullable) */
  gboolean author_is_staff;
  char *body;
  gint64 time;
} DeskMissed;

void        desk_draft_find_missed_async  (DeskDraft *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray  *desk_draft_find_missed_finish (DeskDraft *self, GAsyncResult *result, GError **error);
void        desk_draft_take_seen          (DeskDraft *self);

/* What the draft was before: the last texts that were sent, given up or written over, newest first. */
typedef struct
{
  char *body;
  gint64 time;
} DeskDraftVersion;

void        desk_draft_list_versions_async  (DeskDraft *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray  *desk_draft_list_versions_finish (DeskDraft *self, GAsyncResult *result, GError **error);

G_END_DECLS
