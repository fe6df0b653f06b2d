/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "database/local-pool.h"

G_BEGIN_DECLS

gboolean  local_statement_check  (PGconn             *connection,
                                  PGresult           *result,
                                  GError            **error);
gboolean  local_statement_script (PGconn             *connection,
                                  const char         *sql,
                                  GError            **error);
PGresult *local_statement_run    (PGconn             *connection,
                                  GError            **error,
                                  const char         *sql,
                                  guint               n_parameters,
                                  const char *const  *parameters);

G_END_DECLS
