/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "local-context.h"

G_BEGIN_DECLS

/**
 * LocalSeed:
 * @LOCAL_SEED_EMPTY: nothing but what the migrations put in
 * @LOCAL_SEED_DEMO: seed.sql and seed-files of the project
 *
 * What a new database holds.
 */
typedef enum {
  LOCAL_SEED_EMPTY,
  LOCAL_SEED_DEMO,
} LocalSeed;

int local_backend_run (LocalContext *context,
                       const char   *jwt_secret,
                       guint         port,
                       LocalSeed     seed);

G_END_DECLS
