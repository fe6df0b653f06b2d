/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-attachment.h"

G_BEGIN_DECLS

/* One file fetched into the account's folder. Private to desk; DeskTransfers is the door. */
void   desk_download_start  (DeskAccount *account, DeskAttachment *attachment, GAsyncReadyCallback callback, gpointer user_data);
GFile *desk_download_finish (GAsyncResult *result, GError **error);
char  *desk_download_dup_id (GAsyncResult *result);

G_END_DECLS
