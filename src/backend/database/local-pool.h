/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

/**
 * LOCAL_DATABASE_ERROR:
 *
 * The domain of errors in reaching PostgreSQL; its one code is %LOCAL_DATABASE_ERROR_CONNECT. What a statement answers is not a
 * #GError: look at its PGresult.
 */
#define LOCAL_DATABASE_ERROR (local_database_error_quark ())
GQuark local_database_error_quark (void);

typedef enum {
  LOCAL_DATABASE_ERROR_CONNECT,
  LOCAL_DATABASE_ERROR_STATEMENT,
} LocalDatabaseError;

typedef struct _LocalPool LocalPool;

LocalPool *local_pool_new  (const char  *conninfo);
void       local_pool_free (LocalPool   *self);
PGconn    *local_pool_take (LocalPool   *self,
                            GError     **error);
void       local_pool_give (LocalPool   *self,
                            PGconn      *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalPool, local_pool_free)

G_END_DECLS
