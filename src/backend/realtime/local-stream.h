/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "realtime/local-pgoutput.h"

G_BEGIN_DECLS

/**
 * LocalStream:
 *
 * A connection that follows what is committed, through a slot that goes when the connection goes. It belongs to one thread.
 */
typedef struct _LocalStream LocalStream;

LocalStream   *local_stream_open (const gchar *conninfo, const gchar *publications, GError **error);
void           local_stream_free (LocalStream *stream);
gboolean       local_stream_wait (LocalStream *stream, gint wake_fd, GError **error);
gboolean       local_stream_next (LocalStream *stream, LocalPgoutput **message, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalStream, local_stream_free)

G_END_DECLS
