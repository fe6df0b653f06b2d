/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "functions/local-deno.h"

G_BEGIN_DECLS

/**
 * LocalSchedule:
 *
 * Calls the functions of the project at the times at which pg_cron calls them in a hosted one.
 */
typedef struct _LocalSchedule LocalSchedule;

LocalSchedule *local_schedule_new  (LocalContext  *context,
                                    LocalDeno     *deno,
                                    SoupSession   *session);
void           local_schedule_free (LocalSchedule *self);

G_END_DECLS
