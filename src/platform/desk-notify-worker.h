/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DeskNotifyWorker DeskNotifyWorker;

/* Called in the main context of who started the worker. */
typedef void (*DeskNotifyAction) (const char *ticket_id,
                                  const char *action,
                                  gpointer    data);

DeskNotifyWorker *desk_notify_worker_start    (DeskNotifyAction   on_action,
                                               gpointer           data);
void              desk_notify_worker_stop     (DeskNotifyWorker  *self);
void              desk_notify_worker_show     (DeskNotifyWorker  *self,
                                               const char        *ticket_id,
                                               const char        *title,
                                               const char        *body);
void              desk_notify_worker_withdraw (DeskNotifyWorker  *self,
                                               const char        *ticket_id);

G_END_DECLS
