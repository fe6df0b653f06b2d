/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-draft.h"
#include "desk-transfers.h"

G_BEGIN_DECLS

/* The inside of drafts, for session and the files that they are split into. Private to desk. */

DeskDraftFile *desk_draft_file_new          (const char *id, const char *label, const char *mime_type, gint64 size);
void           desk_draft_file_take_state   (DeskDraftFile *self, DeskDelivery delivery, const GError *error);
void           desk_draft_file_take_size    (DeskDraftFile *self, gint64 size);
void           desk_draft_file_take_mime_type (DeskDraftFile *self, const char *mime_type);
void           desk_draft_file_take_progress (DeskDraftFile *self, double progress);
gboolean       desk_draft_file_is_copied    (DeskDraftFile *self);
void           desk_draft_file_take_copied  (DeskDraftFile *self);

DeskDraft     *desk_draft_new               (DeskAccount *account, DeskTransfers *transfers, GListModel *companies,
                                             const char *ticket_id, DeskDraftMode mode);
char          *desk_draft_dup_key           (const char *ticket_id, DeskDraftMode mode);
void           desk_draft_reload            (DeskDraft *self);
void           desk_draft_hurry             (DeskDraft *self);

/* What a draft is on disk. */
typedef struct
{
  char *key;
  char *ticket_id;
  char *body;
  char *subject;
  int category_id;
  int priority_id;
  char *project_id;
  char *client_id;
  char *follow_up_of;           /* of a request, by its key */
  GPtrArray *files;             /* DeskDraftFileRow */
  gboolean on_server;           /* read only: the ticket is at the backend, so that files can go ahead */
} DeskDraftRow;

typedef struct
{
  char *id;
  char *label;
  char *mime_type;
  gint64 size;
  DeskDelivery state;
  int error_code;
} DeskDraftFileRow;

DeskDraftRow     *desk_draft_row_new       (const char *key, const char *ticket_id);
void              desk_draft_row_free      (DeskDraftRow *row);
DeskDraftFileRow *desk_draft_file_row_new  (DeskDraftFile *file);
void              desk_draft_file_row_free (DeskDraftFileRow *row);

void          desk_draft_disk_load_async  (DeskAccount *account, const char *key, const char *ticket_id, GAsyncReadyCallback callback,
                                           gpointer user_data);
DeskDraftRow *desk_draft_disk_load_finish (DeskAccount *account, GAsyncResult *result, GError **error);
/* (transfer full) row */
void          desk_draft_disk_save_async  (DeskAccount *account, DeskDraftRow *row, GAsyncReadyCallback callback, gpointer user_data);
/* The result is whether the file may be uploaded now. */
void          desk_draft_disk_add_file_async (DeskAccount *account, const char *key, const char *ticket_id, DeskDraftFile *file, guint position,
                                              GAsyncReadyCallback callback, gpointer user_data);
gboolean      desk_draft_disk_add_file_finish (DeskAccount *account, GAsyncResult *result, GError **error);
void          desk_draft_disk_remove_file_async (DeskAccount *account, const char *file_id, GAsyncReadyCallback callback, gpointer user_data);
gboolean      desk_draft_disk_finish      (DeskAccount *account, GAsyncResult *result, GError **error);

/* Copying into the spool, in a worker; gives the size. */
void          desk_spool_copy_async       (DeskAccount *account, const char *id, GFile *file, GBytes *bytes, GAsyncReadyCallback callback,
                                           gpointer user_data);
gint64        desk_spool_copy_finish      (DeskAccount *account, GAsyncResult *result, char **mime_type, GError **error);

/* What a crash has left in the spool and no draft names. Before anything is copied. */
void          desk_spool_sweep_async      (DeskAccount *account);

/* (transfer full) row: into the outbox in one transaction. @ids: a message's, and for a request the ticket's. */
void          desk_draft_post_async       (DeskAccount *account, DeskDraftRow *row, DeskDraftMode mode, const char *ticket_id,
                                           int then_status, guint hold_seconds, GAsyncReadyCallback callback, gpointer user_data);

/* What a draft was before: the last few texts that were sent, given up or written over. In write jobs. */
gboolean      desk_draft_versions_keep    (sqlite3 *db, const char *key, const char *body, gint64 now, GError **error);
gboolean      desk_draft_versions_follow  (sqlite3 *db, const char *key, const char *body, char **longest, gint64 now, GError **error);

G_END_DECLS
