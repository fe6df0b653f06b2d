-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The sweep that knows no name: everything that the catalogue has, and what a visitor, a client of South and an agent can read,
-- write and call of it, by what is granted and by really trying, as one sorted list of lines. It is compared with the list in
-- support/surface.psql, so that a table without a policy, or a function open to all, shows as a line too many.
--
-- After a wanted change, write the list anew and read its difference:
--   GUICHET_SURFACE=$PWD/supabase/tests/support/surface.psql tests/database/run-pgtap . supabase/tests/surface.sql
begin;
\ir support/world.psql

-- What belongs to Guichet: the schemas of postgres that are neither the platform's nor this test's, without extensions.
create temporary view our_schemas as
  select n.oid, n.nspname::text collate "C" as name from pg_namespace n
  where n.nspname in ('public', 'private')
     or (n.nspowner = (select r.oid from pg_roles r where r.rolname = 'postgres')
         and n.nspname not in ('tests', 'supabase_migrations', 'extensions', 'graphql_public', 'vault', 'cron', 'net')
         and n.nspname !~ '^pg_');
create temporary view our_tables as
  select c.oid, s.name || '.' || c.relname as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.reloptions
  from pg_class c join our_schemas s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f')
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');
create temporary view our_sequences as
  select c.oid, s.name || '.' || c.relname as name from pg_class c join our_schemas s on s.oid = c.relnamespace
  where c.relkind = 'S'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');
create temporary view our_functions as
  select p.oid, format('%s.%s(%s) returns %s', s.name, p.proname, pg_get_function_identity_arguments(p.oid),
                       coalesce(pg_get_function_result(p.oid), 'nothing')) as name,
         p.prosecdef, p.proconfig, p.proowner, p.proacl
  from pg_proc p join our_schemas s on s.oid = p.pronamespace
  where not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e');

create temporary table found (line text collate "C");

-- What is granted ---------------------------------------------------------------------------------------------------

create function tests.granted(privileges text[], holds text) returns text language plpgsql
as $$
declare
  who text;
  privilege text;
  held boolean;
  words text := '';
  answer text := '';
begin
  foreach who in array array['anon', 'authenticated', 'service_role'] loop
    words := '';
    foreach privilege in array privileges loop
      execute format(holds, who, privilege) into held;
      if held then
        words := words || ' ' || lower(privilege);
      end if;
    end loop;
    if words <> '' then
      answer := answer || '; ' || who || words;
    end if;
  end loop;
  return case when answer = '' then 'nobody' else substr(answer, 3) end;
end $$;

insert into found
select format('schema %s: %s', s.name,
              tests.granted(array['USAGE', 'CREATE'], format('select has_schema_privilege(%%L, %s, %%L)', s.oid)))
from our_schemas s;
insert into found
select format('%s %s: %s', case when t.relkind in ('v', 'm') then 'view' else 'table' end, t.name,
              tests.granted(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
                            format('select has_table_privilege(%%L, %s, %%L)', t.oid)))
from our_tables t;
insert into found
select format('column %s.%s: %s', t.name, a.attname,
              tests.granted(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
                            format('select has_column_privilege(%%L, %s, %s::smallint, %%L)', t.oid, a.attnum)))
from our_tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped;
insert into found
select format('sequence %s: %s', q.name,
              tests.granted(array['USAGE', 'SELECT', 'UPDATE'], format('select has_sequence_privilege(%%L, %s, %%L)', q.oid)))
from our_sequences q;
insert into found
select format('function %s, as %s: %s', f.name, case when f.prosecdef then 'owner' else 'caller' end,
              tests.granted(array['EXECUTE'], format('select has_function_privilege(%%L, %s, %%L)', f.oid)))
from our_functions f;
insert into found
select format('policy on %s.%s for %s to %s: %s', p.schemaname, p.tablename, lower(p.cmd), array_to_string(p.roles, ', '), p.policyname)
from pg_policies p where p.schemaname in ('storage', 'realtime') or p.schemaname in (select s.name from our_schemas s);
insert into found
select format('bucket %s: %s', b.id, case when b.public then 'public' else 'private' end) from storage.buckets b;
insert into found
select format('live: %s.%s%s', p.schemaname, p.tablename,
              case when coalesce(cardinality(p.attnames), 0)
                        = (select count(*) from pg_attribute a where a.attrelid = format('%I.%I', p.schemaname, p.tablename)::regclass
                             and a.attnum > 0 and not a.attisdropped)
                   then '' else ' (' || array_to_string(p.attnames, ', ') || ')' end)
from pg_publication_tables p where p.pubname = 'supabase_realtime';

-- What happens ------------------------------------------------------------------------------------------------------

-- The rows of this world are those that name one of its ids or people; a table that has none is looked at whole.
create temporary table world_marks as
  select '%' || tests.id(w) || '%' as mark
  from unnest(tests.people() || array['North', 'South', 'Other', 'Idle', 'named', 'everyone', 'plain', 'foreign']) w
  union all select '% of the tests%'
  union all select '%@tests.test%';

create function tests.columns(of_table oid, privilege text) returns text language sql
as $$
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
  where a.attrelid = of_table and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and has_column_privilege('authenticated', of_table, a.attnum, privilege)
$$;

-- An outcome of five digits is the code of a refusal.
create function tests.share(part text, total bigint) returns text language sql
as $$
  select case when part !~ '^\d{1,4}$' then part when total = 0 then 'empty' when part = '0' then 'none'
              when part::bigint = total then 'all' else 'some' end
$$;

-- Tries all that may be done with a table and says for each step how many of the rows it reaches, or why it is refused.
create function tests.tried(person text, of_table oid) returns text language plpgsql
as $$
declare
  name text := of_table::regclass::text;
  readable text := tests.columns(of_table, 'SELECT');
  insertable text := tests.columns(of_table, 'INSERT');
  updatable text := tests.columns(of_table, 'UPDATE');
  words text := '';
  marks text[];
  chosen text;
  total bigint;
  copy jsonb;
  outcome text;
  outcomes text[] := '{}';
begin
  if person = 'anon' then
    return format('selects %s, inserts %s, updates %s, deletes %s',
                  tests.share(tests.outcome(person, format('select from %s', name)), 1),
                  tests.share(tests.outcome(person, format('insert into %s default values', name)), 1),
                  tests.share(tests.outcome(person, format('update %s set %s = default', name,
                    (select quote_ident(a.attname) from pg_attribute a where a.attrelid = of_table and a.attnum > 0
                     and not a.attisdropped and a.attgenerated = '' order by a.attnum limit 1))), 1),
                  tests.share(tests.outcome(person, format('delete from %s', name)), 1));
  end if;
  if readable is null then
    return 'selects nothing';
  end if;
  select array_agg(w.mark) into marks from world_marks w;
  execute format('select count(*) from %s t where row(%s)::text like any (%L)', name, readable, marks) into total;
  chosen := case when total > 0 then format('where row(%s)::text like any (%L)', readable, marks) else '' end;
  execute format('select count(*) from %s t %s', name, chosen) into total;
  words := 'selects ' || tests.share(tests.outcome(person, format('select from %s t %s', name, chosen)), total);

  if insertable is not null then
    for copy in execute format('select to_jsonb(t) from %s t %s limit 100', name, chosen) loop
      outcome := tests.outcome(person, format('insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, %3$L)',
                                              name, insertable, copy));
      -- A copy of a row stumbles over its key only after the policy has let it pass.
      outcome := case outcome when '42501' then 'refused' when '1' then 'taken' when '23505' then 'taken' else outcome end;
      if outcome <> all (outcomes) then
        outcomes := outcomes || outcome;
      end if;
    end loop;
    words := words || ', inserts '
             || coalesce((select string_agg(o, '/' order by o collate "C") from unnest(outcomes) o), 'empty');
  end if;
  if updatable is not null then
    words := words || ', updates '
             || tests.share(tests.outcome(person, format('update %s t set %s %s', name,
                  (select string_agg(c || ' = ' || c, ', ') from unnest(string_to_array(updatable, ', ')) c), chosen)), total);
  end if;
  if has_table_privilege('authenticated', of_table, 'DELETE') then
    words := words || ', deletes ' || tests.share(tests.outcome(person, format('delete from %s t %s', name, chosen)), total);
  end if;
  return words;
end $$;

-- as the storage service sets it
select set_config('storage.allow_delete_query', 'true', true);
insert into found
select format('tried on %s by %s: %s', t.name, p.label, tests.tried(p.person, t.oid))
from (select oid, name from our_tables
      union all select 'storage.objects'::regclass, 'storage.objects'
      union all select 'storage.buckets'::regclass, 'storage.buckets') t
cross join (values ('anon', 'a visitor'), ('sam', 'a client of South'), ('agent', 'an agent')) p (person, label);

-- The comparison ----------------------------------------------------------------------------------------------------

\set surface_file `printf %s "$GUICHET_SURFACE"`
select :'surface_file' <> '' as write_it \gset
\if :write_it
  \pset format unaligned
  \pset tuples_only on
  \o :surface_file
  \qecho '-- SPDX-FileCopyrightText: The Guichet authors'
  \qecho '-- SPDX-License-Identifier: GPL-3.0-or-later'
  \qecho
  \qecho '-- Written by surface.sql, which says how. Every line is something that somebody can do, or that nobody can.'
  \qecho 'copy expected (line) from stdin;'
  select line from found order by line;
  \qecho '\\.'
  \o
\endif

create temporary table expected (line text collate "C");
\ir support/surface.psql

select plan(11);

select ok((select count(*) > 200 from found), 'there is something to look at');
create temporary view difference as
  select '+ ' || line as difference, line from (select line from found except all select line from expected) s
  union all
  select '- ' || line, line from (select line from expected except all select line from found) s;
select is_empty('select difference from difference order by line, difference', 'the surface is the one of the list');
select diag('If the difference above (+ new, - gone) is wanted, write the list anew and read it again before it is kept:' || E'\n'
            || 'GUICHET_SURFACE=$PWD/supabase/tests/support/surface.psql tests/database/run-pgtap . supabase/tests/surface.sql')
where exists (select from difference);

-- What holds for everything, whatever a list may say.
select is_empty($$select name from our_tables where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)$$,
                'row level security is enabled and forced on every table');
select is_empty($$select name from our_tables where relkind in ('m', 'f')$$,
                'there is no materialised view and no foreign table, which know no row level security');
select is_empty($$select name from our_tables where relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}'$$,
                'every view looks with the eyes of the caller');
select is_empty($$select line from found where line ~ '^(table|view|column|sequence|function|bucket) .*: (.*; )?(anon |public$)'
                  or line ~ '^tried on (public|private)\..* by a visitor: .*(all|some|none|empty|taken)'
                  or line ~ '^policy on .* to [^:]*\m(anon|public)\M'$$,
                'a visitor has no right on anything');
select is_empty($$select t.name, a.privilege_type from our_tables t join pg_class c on c.oid = t.oid,
                  aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a where a.grantee = 0
                  union all
                  select q.name, a.privilege_type from our_sequences q join pg_class c on c.oid = q.oid,
                  aclexplode(coalesce(c.relacl, acldefault('s', c.relowner))) a where a.grantee = 0
                  union all
                  select f.name, a.privilege_type from our_functions f,
                  aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a where a.grantee = 0$$,
                'nor has PUBLIC');
select is_empty($$select name from our_functions where proowner <> 'postgres'::regrole
                  union all select name from our_tables where relowner <> 'postgres'::regrole$$, 'everything belongs to postgres');
select is_empty($$select name from our_functions where prosecdef and not coalesce(proconfig, '{}') @> array['search_path=""']$$,
                'what runs as the owner looks nothing up in a search path');
select is_empty($$select s.name from our_schemas s where has_schema_privilege('authenticated', s.oid, 'CREATE')
                  or has_schema_privilege('anon', s.oid, 'CREATE')$$, 'nobody makes anything in our schemas');
select is((select string_agg(b.id, ', ') from storage.buckets b where b.public), null, 'no bucket is public');

select * from finish();
rollback;
