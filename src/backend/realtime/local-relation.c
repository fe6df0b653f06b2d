/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-relation.h"

#include <string.h>

#include "database/local-pool.h"

static void
clear_column (gpointer data)
{
  LocalColumn *column = data;

  g_free (column->name);
  g_free (column->quoted);
  g_free (column->type);
  g_free (column->sql_type);
}

static gint
find_wire (const LocalPgoutput *message, const gchar *name)
{
  for (guint i = 0; i < message->columns->len; i++)
    if (strcmp (g_array_index (message->columns, LocalWireColumn, i).name, name) == 0)
      return (gint) i;

  return -1;
}

/**
 * local_relation_new:
 * @connection: a connection with full rights
 * @message: what the stream says of the table
 * @error: return location of an error
 *
 * Learns about a table what the stream does not tell: names of types, the primary key, whether row level security is on.
 *
 * Returns: (transfer full) (nullable): the table
 */
LocalRelation *
local_relation_new (PGconn *connection, const LocalPgoutput *message, GError **error)
{
  static const gchar sql[] =
    "select a.attname, quote_ident(a.attname), t.typname, format_type(a.atttypid, a.atttypmod), a.attnum,"
    "  coalesce(a.attnum = any (i.indkey), false), c.relrowsecurity, format('%I.%I', n.nspname, c.relname)"
    " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    "  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
    "  join pg_type t on t.oid = a.atttypid left join pg_index i on i.indrelid = c.oid and i.indisprimary"
    " where c.oid = $1::oid order by a.attnum";
  g_autofree gchar *oid = g_strdup_printf ("%u", message->relation);
  const gchar *values[] = { oid };
  g_autoptr (PGresult) result = PQexecParams (connection, sql, 1, NULL, values, NULL, NULL, 0);
  g_autoptr (LocalRelation) relation = g_new0 (LocalRelation, 1);

  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    {
      g_set_error_literal (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_STATEMENT, PQresultErrorMessage (result));
      return NULL;
    }

  relation->oid = message->relation;
  relation->schema = g_strdup (message->schema);
  relation->name = g_strdup (message->name);
  relation->columns = g_array_new (FALSE, TRUE, sizeof (LocalColumn));
  g_array_set_clear_func (relation->columns, clear_column);
  for (gint i = 0; i < PQntuples (result); i++)
    {
      LocalColumn column = {
        g_strdup (PQgetvalue (result, i, 0)), g_strdup (PQgetvalue (result, i, 1)), g_strdup (PQgetvalue (result, i, 2)),
        g_strdup (PQgetvalue (result, i, 3)), atoi (PQgetvalue (result, i, 4)),
        find_wire (message, PQgetvalue (result, i, 0)), g_str_equal (PQgetvalue (result, i, 5), "t"),
      };

      relation->has_primary |= column.is_primary;
      relation->has_rls = g_str_equal (PQgetvalue (result, i, 6), "t");
      if (relation->quoted == NULL)
        relation->quoted = g_strdup (PQgetvalue (result, i, 7));
      g_array_append_val (relation->columns, column);
    }

  return g_steal_pointer (&relation);
}

/**
 * local_relation_free:
 * @relation: (transfer full) (nullable): a table
 *
 * Forgets a table.
 */
void
local_relation_free (LocalRelation *relation)
{
  if (relation == NULL)
    return;

  g_free (relation->schema);
  g_free (relation->name);
  g_free (relation->quoted);
  g_clear_pointer (&relation->columns, g_array_unref);
  g_free (relation);
}
