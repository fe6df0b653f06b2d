/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-schema-load.h"

#include <stdlib.h>
#include <string.h>

#include "database/local-statement.h"

/* Tables, views, materialised views, foreign and partitioned tables, but no partition. */
static const char tables_sql[] =
  "select c.oid, n.nspname, c.relname, c.relkind in ('v', 'm'),"
  "  c.relkind in ('r', 'p') or pg_catalog.pg_relation_is_updatable(c.oid, true) & 8 <> 0,"
  "  c.relkind in ('r', 'p') or pg_catalog.pg_relation_is_updatable(c.oid, true) & 4 <> 0,"
  "  c.relkind in ('r', 'p') or pg_catalog.pg_relation_is_updatable(c.oid, true) & 16 <> 0,"
  "  (select pg_catalog.string_agg(a.attname, E'\\n' order by k.place) from pg_catalog.pg_constraint p,"
  "     unnest(p.conkey) with ordinality k (number, place), pg_catalog.pg_attribute a"
  "   where p.conrelid = c.oid and p.contype = 'p' and a.attrelid = c.oid and a.attnum = k.number)"
  " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
  " where c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition"
  "   and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'"
  " order by n.nspname, c.relname";

/* Columns, with the default that "missing=default" puts in. */
static const char columns_sql[] =
  "select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),"
  "  coalesce(nullif(t.typbasetype, 0), t.oid) = 'pg_catalog.tsvector'::pg_catalog.regtype,"
  "  case when a.attidentity = 'd' then (select 'nextval(' || pg_catalog.quote_literal(s.objid::pg_catalog.regclass) || ')'"
  "      from pg_catalog.pg_depend s where s.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.refobjid = a.attrelid"
  "        and s.refobjsubid = a.attnum and s.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.deptype = 'i' limit 1)"
  "    when a.attgenerated <> '' then null"
  "    when d.adbin is not null then pg_catalog.pg_get_expr(d.adbin, d.adrelid)"
  "    when t.typtype = 'd' then pg_catalog.pg_get_expr(t.typdefaultbin, 0) end"
  " from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid"
  " join pg_catalog.pg_type t on t.oid = a.atttypid left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid"
  "   and d.adnum = a.attnum"
  " where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'm', 'f', 'p')"
  " order by a.attrelid, a.attnum";

/* Only what authenticator may set; "role" and the like would be no setting. */
static const char settings_sql[] =
  "select r.rolname, pg_catalog.split_part(kv, '=', 1), pg_catalog.substr(kv, pg_catalog.strpos(kv, '=') + 1)"
  " from pg_catalog.pg_db_role_setting s join pg_catalog.pg_roles r on r.oid = s.setrole, unnest(s.setconfig) kv"
  " where s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))"
  "   and pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER') and r.rolname <> session_user"
  "   and coalesce((select p.context = 'user' from pg_catalog.pg_settings p"
  "     where p.name = pg_catalog.lower(pg_catalog.split_part(kv, '=', 1))), pg_catalog.strpos(pg_catalog.split_part(kv, '=', 1), '.') > 0)";

/**
 * local_rest_column_key:
 * @table: the number of a table
 * @number: the number of a column
 *
 * Returns: (transfer full): what the names of columns are found by
 */
char *
local_rest_column_key (guint table,
                       int   number)
{
  return g_strdup_printf ("%u.%d", table, number);
}

/**
 * local_rest_split_array:
 * @arena: where the parts are kept
 * @text: (nullable): parts, each on a line
 *
 * Returns: (transfer none) (element-type utf8): the parts
 */
GPtrArray *
local_rest_split_array (LocalArena *arena,
                        const char *text)
{
  GPtrArray *parts = local_arena_array (arena);

  while (text != NULL && *text != '\0') {
    gsize length = strcspn (text, "\n");

    g_ptr_array_add (parts, local_arena_strndup (arena, text, length));
    text += length;
    if (*text != '\0')
      text++;
  }

  return parts;
}

static gboolean
is_true (PGresult *result,
         int       row,
         int       column)
{
  return *PQgetvalue (result, row, column) == 't';
}

static gboolean
load_tables (LocalRestSchema  *self,
             PGconn           *connection,
             GError          **error)
{
  g_autoptr (PGresult) result = local_statement_run (connection, error, tables_sql, 0, NULL);

  if (result == NULL)
    return FALSE;
  for (int row = 0; row < PQntuples (result); row++) {
    LocalRestTable *table = local_arena_new0 (self->arena, LocalRestTable);

    table->oid = (guint) strtoul (PQgetvalue (result, row, 0), NULL, 10);
    table->schema = local_arena_strdup (self->arena, PQgetvalue (result, row, 1));
    table->name = local_arena_strdup (self->arena, PQgetvalue (result, row, 2));
    table->is_view = is_true (result, row, 3);
    table->can_insert = is_true (result, row, 4);
    table->can_update = is_true (result, row, 5);
    table->can_delete = is_true (result, row, 6);
    table->columns = local_arena_array (self->arena);
    table->key = local_rest_split_array (self->arena, PQgetvalue (result, row, 7));
    g_ptr_array_add (self->tables, table);
    g_hash_table_insert (self->tables_by_oid, GUINT_TO_POINTER (table->oid), table);
  }

  return TRUE;
}

static gboolean
load_columns (LocalRestSchema  *self,
              PGconn           *connection,
              GHashTable       *column_names,
              GError          **error)
{
  g_autoptr (PGresult) result = local_statement_run (connection, error, columns_sql, 0, NULL);

  if (result == NULL)
    return FALSE;
  for (int row = 0; row < PQntuples (result); row++) {
    guint oid = (guint) strtoul (PQgetvalue (result, row, 0), NULL, 10);
    LocalRestTable *table = g_hash_table_lookup (self->tables_by_oid, GUINT_TO_POINTER (oid));
    LocalRestColumn *column;

    if (table == NULL)
      continue;
    column = local_arena_new0 (self->arena, LocalRestColumn);
    column->name = local_arena_strdup (self->arena, PQgetvalue (result, row, 2));
    column->type = local_arena_strdup (self->arena, PQgetvalue (result, row, 3));
    column->is_tsvector = is_true (result, row, 4);
    if (!PQgetisnull (result, row, 5))
      column->default_value = local_arena_strdup (self->arena, PQgetvalue (result, row, 5));
    g_ptr_array_add (table->columns, column);
    g_hash_table_insert (column_names, local_rest_column_key (oid, atoi (PQgetvalue (result, row, 1))), column->name);
  }

  return TRUE;
}

static gboolean
load_settings (LocalRestSchema  *self,
               PGconn           *connection,
               GError          **error)
{
  g_autoptr (PGresult) result = local_statement_run (connection, error, settings_sql, 0, NULL);

  if (result == NULL)
    return FALSE;
  for (int row = 0; row < PQntuples (result); row++) {
    GPtrArray *settings = g_hash_table_lookup (self->settings, PQgetvalue (result, row, 0));

    if (settings == NULL) {
      settings = local_arena_array (self->arena);
      g_hash_table_insert (self->settings, local_arena_strdup (self->arena, PQgetvalue (result, row, 0)), settings);
    }
    g_ptr_array_add (settings, local_arena_strdup (self->arena, PQgetvalue (result, row, 1)));
    g_ptr_array_add (settings, local_arena_strdup (self->arena, PQgetvalue (result, row, 2)));
  }

  return TRUE;
}

/* With an empty search path, the names of types, functions and sequences come out qualified. */
static gboolean
load_all (LocalRestSchema  *self,
          PGconn           *connection,
          GError          **error)
{
  g_autoptr (GHashTable) column_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return local_statement_script (connection, "begin isolation level repeatable read read only; set local search_path = ''", error)
         && load_tables (self, connection, error) && load_columns (self, connection, column_names, error)
         && local_rest_schema_load_relations (self, connection, column_names, error)
         && local_rest_schema_load_computed (self, connection, error)
         && local_rest_schema_load_functions (self, connection, error) && load_settings (self, connection, error)
         && local_statement_script (connection, "commit", error);
}

/**
 * local_rest_schema_load:
 * @connection: a connection as authenticator, outside of any transaction
 * @error: return location of an error
 *
 * Reads the catalogues of PostgreSQL.
 *
 * Returns: (transfer full) (nullable): what they say
 */
LocalRestSchema *
local_rest_schema_load (PGconn  *connection,
                        GError **error)
{
  g_autoptr (LocalRestSchema) self = g_new0 (LocalRestSchema, 1);

  g_atomic_ref_count_init (&self->references);
  self->arena = local_arena_create ();
  self->tables = local_arena_array (self->arena);
  self->tables_by_oid = g_hash_table_new (NULL, NULL);
  self->relations = local_arena_array (self->arena);
  self->functions = local_arena_array (self->arena);
  self->settings = g_hash_table_new (g_str_hash, g_str_equal);
  if (!load_all (self, connection, error))
    return NULL;

  return g_steal_pointer (&self);
}
