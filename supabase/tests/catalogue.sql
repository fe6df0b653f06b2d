-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Rules that everything in the catalogue keeps, whatever is added later. What there is, by name, is the list of surface.sql.
begin;
\ir support/world.psql

select plan(12);

-- What belongs to Guichet: the tables and functions of public and private that no extension brought.
create temporary view our_tables as
  select c.oid, c.relname::text collate "default" as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.reloptions
  from pg_class c where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e');
create temporary view our_functions as
  select p.oid, p.oid::regprocedure::text collate "default" as name, p.prosecdef, p.proconfig, p.proowner, p.proacl, p.pronamespace
  from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');

select ok((select count(*) >= 14 from our_tables where relkind = 'r'), 'there are tables to look at');
select is_empty($$select name from our_tables where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)$$,
                'row level security is enabled and forced on every table');
select is_empty($$select name from our_tables where relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}'$$,
                'every view looks with the eyes of the caller');
select is_empty($$select t.name, g.privilege from our_tables t,
                  unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) g (privilege)
                  where has_table_privilege('anon', t.oid, g.privilege)$$, 'a visitor has no right on any table');
select is_empty($$select t.name, a.attname from our_tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                  where has_column_privilege('anon', t.oid, a.attnum, 'SELECT, INSERT, UPDATE, REFERENCES')$$, 'nor on any column');
select is_empty($$select t.name, g.privilege from our_tables t, unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER']) g (privilege),
                  unnest(array['authenticated', 'service_role']) r (role) where has_table_privilege(r.role, t.oid, g.privilege)$$,
                'nobody truncates, refers to or hangs triggers on a table');
select is_empty($$select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
                  and (has_sequence_privilege('anon', c.oid, 'USAGE, SELECT, UPDATE')
                       or has_sequence_privilege('authenticated', c.oid, 'USAGE, SELECT, UPDATE'))$$,
                'and takes no number from a sequence');

select is_empty($$select p.tablename, p.policyname from pg_policies p
                  where p.schemaname = 'public' and p.roles <> '{authenticated}'$$, 'every policy is for whoever is signed in');
-- two tell the planner how much is in sight, and are not called for a row: plans.sql counts
select is_empty($$select p.tablename, p.policyname from pg_policies p
                  where p.schemaname = 'public'
                    and regexp_replace(concat(p.qual, ' ', p.with_check),
                          'SELECT\s+(private\.|auth\.|CASE\s+WHEN private\.is_staff\(\))|private\.likely_(client_ids|least_client)\(\)', '', 'g')
                        ~ '(private|auth)\.'$$,
                'a policy calls its helpers once a statement, not once a row');
select is_empty($$select name from our_functions where prosecdef and not coalesce(proconfig, '{}') @> array['search_path=""']$$,
                'what runs as the owner looks nothing up in a search path');
select is_empty($$select name from our_functions where proowner <> 'postgres'::regrole$$, 'and belongs to postgres');
select is_empty($$select f.name from our_functions f where has_function_privilege('anon', f.oid, 'EXECUTE')$$,
                'a visitor calls nothing');
select * from finish();
rollback;
