/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "http/local-server.h"
#include "local-context.h"

G_BEGIN_DECLS

/**
 * LocalService:
 * @name: how it is called in the log
 * @start: makes what the service needs and adds its handlers to the server; called in the main thread, in the order of the table,
 *   after the migrations and before the server listens, so it may wait. Sets @state, which is handed to @stop
 * @stop: (nullable): ends its threads and connections; called in the main thread, when no handler runs any more and before
 *   PostgreSQL is stopped
 *
 * One part of the backend. Each folder defines one, declares it in its own header, and is listed in local-services.c.
 */
typedef struct {
  const char *name;
  gboolean (*start) (LocalContext  *context,
                     LocalServer   *server,
                     gpointer      *state,
                     GError       **error);
  void (*stop) (gpointer state);
} LocalService;

gboolean local_services_start (LocalContext  *context,
                               LocalServer   *server,
                               GError       **error);
void     local_services_stop  (void);

G_END_DECLS
