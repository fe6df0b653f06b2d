/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskKept:
 * @tickets: the cache with its drafts and what waits to be sent, in bytes
 * @files: attachments that were opened or sent, in bytes; each can be fetched again
 *
 * How much of the help desk is kept on this computer.
 */
typedef struct
{
  guint64 tickets;
  guint64 files;
} DeskKept;

void     desk_kept_measure_async  (DeskSession *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean desk_kept_measure_finish (DeskSession *session, GAsyncResult *result, DeskKept *kept, GError **error);

/* The files that were used longest ago go when there are more than @bytes of them; 0 for no limit. Also for who signs in later. */
void     desk_kept_set_limit      (DeskSession *session, guint64 bytes);

/* Down to @bytes, once. */
void     desk_kept_trim_async     (DeskSession *session, guint64 bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
guint64  desk_kept_trim_finish    (DeskSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
