/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-context.h"

G_BEGIN_DECLS

gboolean local_bootstrap_run       (LocalContext  *context,
                                    GError       **error);
gboolean local_migrations_run      (LocalContext  *context,
                                    GError       **error);
PGconn  *local_migrations_connect  (LocalContext  *context,
                                    const char    *user,
                                    GError       **error);

G_END_DECLS
