/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "local-context.h"

G_BEGIN_DECLS

/**
 * LocalDeno:
 *
 * The process that runs the edge functions. All of it happens in the main thread.
 */
typedef struct _LocalDeno LocalDeno;

LocalDeno *local_deno_new              (LocalContext         *context,
                                        const char           *functions,
                                        GError              **error);
void       local_deno_free             (LocalDeno            *self);
void       local_deno_get_port_async   (LocalDeno            *self,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
guint      local_deno_get_port_finish  (LocalDeno            *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
