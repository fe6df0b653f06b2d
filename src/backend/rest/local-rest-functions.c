/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-schema-load.h"

#include "database/local-statement.h"

/* A function with an unnamed parameter can be called only if it is the one parameter and takes the whole body. */
static const char functions_sql[] =
  "select n.nspname, p.proname, coalesce(c.relname, t.typname), p.proretset,"
  "  t.typtype = 'c' or coalesce(p.proargmodes::text[] && '{t,b,o}', false),"
  "  t.oid = 'pg_catalog.void'::pg_catalog.regtype, p.provolatile = 'v', a.arguments,"
  "  (select pg_catalog.string_agg(pg_catalog.split_part(kv, '=', 1) || E'\\n' || pg_catalog.substr(kv, pg_catalog.strpos(kv, '=') + 1), E'\\n')"
  "   from unnest(p.proconfig) kv where pg_catalog.split_part(kv, '=', 1) in ('statement_timeout', 'default_transaction_isolation'))"
  " from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
  " join pg_catalog.pg_type d on d.oid = p.prorettype"
  " join pg_catalog.pg_type t on t.oid = coalesce(nullif(d.typbasetype, 0), d.oid)"
  " left join pg_catalog.pg_class c on c.oid = t.typrelid"
  " left join lateral (select"
  "    pg_catalog.string_agg(coalesce(x.name, '') || E'\\n' || pg_catalog.format_type(x.type, null) || E'\\n'"
  "      || case x.type when 'pg_catalog.bit'::pg_catalog.regtype then 'bit varying'"
  "         when 'pg_catalog.bit[]'::pg_catalog.regtype then 'bit varying[]'"
  "         when 'pg_catalog.bpchar'::pg_catalog.regtype then 'character varying'"
  "         when 'pg_catalog.bpchar[]'::pg_catalog.regtype then 'character varying[]'"
  "         else pg_catalog.format_type(x.type, null) end || E'\\n'"
  "      || (x.place <= p.pronargs - p.pronargdefaults)::text || E'\\n' || coalesce(x.mode = 'v', false)::text, E'\\n'"
  "      order by x.place) as arguments,"
  "    case pg_catalog.count(*) - pg_catalog.count(nullif(x.name, '')) when 0 then true"
  "      when 1 then pg_catalog.count(*) = 1 and (pg_catalog.array_agg(x.type))[1] in ('pg_catalog.bytea'::pg_catalog.regtype,"
  "        'pg_catalog.json'::pg_catalog.regtype, 'pg_catalog.jsonb'::pg_catalog.regtype, 'pg_catalog.text'::pg_catalog.regtype,"
  "        'pg_catalog.xml'::pg_catalog.regtype) else false end as callable"
  "    from unnest(p.proargnames, p.proargtypes::oid[], p.proargmodes) with ordinality x (name, type, mode, place)"
  "    where x.type is not null) a on true"
  " where n.nspname not in ('pg_catalog', 'information_schema') and p.prokind = 'f' and a.callable"
  "   and t.oid not in ('pg_catalog.trigger'::pg_catalog.regtype, 'pg_catalog.event_trigger'::pg_catalog.regtype)"
  " order by n.nspname, p.proname, p.oid";

/* A function of one row of a table that returns rows of a table. */
static const char computed_sql[] =
  "select n.nspname, p.proname, a.typrelid, r.typrelid, not p.proretset or p.prorows = 1"
  " from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
  " join pg_catalog.pg_type a on a.oid = p.proargtypes[0] join pg_catalog.pg_type r on r.oid = p.prorettype"
  " where p.pronargs = 1 and p.prokind = 'f' and a.typrelid <> 0 and r.typrelid <> 0"
  " order by n.nspname, p.proname, p.oid";

static char *
take (GPtrArray *parts,
      guint      index)
{
  return g_ptr_array_index (parts, index);
}

/* Splitting drops empty lines only at the end, and a name may be empty; so this one counts the line ends. */
static GPtrArray *
split_lines (LocalArena *arena,
             const char *text)
{
  GPtrArray *parts = local_arena_array (arena);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    g_ptr_array_add (parts, local_arena_strdup (arena, *line));

  return parts;
}

static GPtrArray *
read_parameters (LocalArena *arena,
                 const char *text)
{
  GPtrArray *parameters = local_arena_array (arena);
  GPtrArray *parts = split_lines (arena, text);

  for (guint i = 0; i + 5 <= parts->len; i += 5) {
    LocalRestParameter *parameter = local_arena_new0 (arena, LocalRestParameter);

    parameter->name = take (parts, i);
    parameter->type = take (parts, i + 1);
    parameter->cast_type = take (parts, i + 2);
    parameter->is_required = g_str_equal (take (parts, i + 3), "true");
    parameter->is_variadic = g_str_equal (take (parts, i + 4), "true");
    g_ptr_array_add (parameters, parameter);
  }

  return parameters;
}

/**
 * local_rest_schema_load_functions:
 * @self: a schema that is being loaded
 * @connection: a connection, in the transaction of the load
 * @error: return location of an error
 *
 * Reads the functions that can be called.
 *
 * Returns: whether that worked
 */
gboolean
local_rest_schema_load_functions (LocalRestSchema  *self,
                                  PGconn           *connection,
                                  GError          **error)
{
  g_autoptr (PGresult) result = local_statement_run (connection, error, functions_sql, 0, NULL);

  if (result == NULL)
    return FALSE;
  for (int row = 0; row < PQntuples (result); row++) {
    LocalRestFunction *function = local_arena_new0 (self->arena, LocalRestFunction);

    function->schema = local_arena_strdup (self->arena, PQgetvalue (result, row, 0));
    function->name = local_arena_strdup (self->arena, PQgetvalue (result, row, 1));
    function->returns = local_arena_strdup (self->arena, PQgetvalue (result, row, 2));
    function->is_set = *PQgetvalue (result, row, 3) == 't';
    function->is_composite = *PQgetvalue (result, row, 4) == 't';
    function->is_void = *PQgetvalue (result, row, 5) == 't';
    function->is_volatile = *PQgetvalue (result, row, 6) == 't';
    function->parameters = read_parameters (self->arena, PQgetvalue (result, row, 7));
    function->settings = local_rest_split_array (self->arena, PQgetvalue (result, row, 8));
    g_ptr_array_add (self->functions, function);
  }

  return TRUE;
}

/**
 * local_rest_schema_load_computed:
 * @self: a schema that is being loaded
 * @connection: a connection, in the transaction of the load
 * @error: return location of an error
 *
 * Reads the relations that functions compute.
 *
 * Returns: whether that worked
 */
gboolean
local_rest_schema_load_computed (LocalRestSchema  *self,
                                 PGconn           *connection,
                                 GError          **error)
{
  g_autoptr (PGresult) result = local_statement_run (connection, error, computed_sql, 0, NULL);

  if (result == NULL)
    return FALSE;
  for (int row = 0; row < PQntuples (result); row++) {
    gpointer from = GUINT_TO_POINTER ((guint) g_ascii_strtoull (PQgetvalue (result, row, 2), NULL, 10));
    gpointer to = GUINT_TO_POINTER ((guint) g_ascii_strtoull (PQgetvalue (result, row, 3), NULL, 10));
    LocalRestRelation *relation = local_arena_new0 (self->arena, LocalRestRelation);

    relation->cardinality = LOCAL_REST_COMPUTED;
    relation->table = g_hash_table_lookup (self->tables_by_oid, from);
    relation->target = g_hash_table_lookup (self->tables_by_oid, to);
    relation->function_schema = local_arena_strdup (self->arena, PQgetvalue (result, row, 0));
    relation->function = local_arena_strdup (self->arena, PQgetvalue (result, row, 1));
    relation->is_single = *PQgetvalue (result, row, 4) == 't';
    if (relation->table != NULL && relation->target != NULL)
      g_ptr_array_add (self->relations, relation);
  }

  return TRUE;
}
