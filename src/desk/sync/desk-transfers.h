/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-attachment.h"

G_BEGIN_DECLS

#define DESK_BUCKET "project-files"
#define DESK_FILE_LIMIT (50 * 1024 * 1024)

#define DESK_TYPE_TRANSFERS (desk_transfers_get_type ())
G_DECLARE_FINAL_TYPE (DeskTransfers, desk_transfers, DESK, TRANSFERS, GObject)

/**
 * DeskTransfers:
 *
 * Files on their way: uploads from the spool, downloads into the account's files. The same file asked for twice travels once. Private to desk.
 * Main thread only.
 *
 * Signal `progress` (const char *id, double fraction): of an upload.
 */
DeskTransfers *desk_transfers_new            (DeskAccount *account);
void           desk_transfers_upload_async   (DeskTransfers *self, const char *file_id, GAsyncReadyCallback callback, gpointer user_data);
gboolean       desk_transfers_upload_finish  (DeskTransfers *self, GAsyncResult *result, GError **error);
gboolean       desk_transfers_is_uploading   (DeskTransfers *self, const char *file_id);
void           desk_transfers_cancel         (DeskTransfers *self, const char *file_id);
void           desk_transfers_fetch_async    (DeskTransfers *self, DeskAttachment *attachment, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
GFile         *desk_transfers_fetch_finish   (DeskTransfers *self, GAsyncResult *result, GError **error);

char         **desk_transfers_dup_downloads  (DeskTransfers *self);

/* tickets/{ticket}/{id}-{ASCII form of the name} (transfer full); pure. */
char          *desk_transfers_dup_path       (const char *ticket_id, const char *file_id, const char *label);

G_END_DECLS
