/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libpq-fe.h>

#include "realtime/local-pgoutput.h"

G_BEGIN_DECLS

/**
 * LocalColumn:
 * @name: its name
 * @quoted: its name, as SQL
 * @type: the name of its type in `pg_type`, as clients know it
 * @sql_type: its type, as SQL
 * @number: its number in the table
 * @wire: its place in the stream, -1 when it is not streamed (generated columns)
 * @is_primary: whether it belongs to the primary key
 *
 * A column of a table that is published.
 */
typedef struct
{
  gchar *name;
  gchar *quoted;
  gchar *type;
  gchar *sql_type;
  gint number;
  gint wire;
  gboolean is_primary;
} LocalColumn;

/**
 * LocalRelation:
 * @oid: the table
 * @schema: its schema
 * @name: its name
 * @quoted: schema and name, as SQL
 * @columns: (element-type LocalColumn): its columns
 * @has_primary: whether it has a primary key
 * @has_rls: whether row level security is on
 *
 * A table that is published, as it was when the stream announced it.
 */
typedef struct
{
  guint32 oid;
  gchar *schema;
  gchar *name;
  gchar *quoted;
  GArray *columns;
  gboolean has_primary;
  gboolean has_rls;
} LocalRelation;

LocalRelation *local_relation_new  (PGconn *connection, const LocalPgoutput *message, GError **error);
void           local_relation_free (LocalRelation *relation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRelation, local_relation_free)

G_END_DECLS
