-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What the project holds before the upgrade, and what of it each person sees.

create table tests.old_tables as
  select c.oid::regclass::text as name,
         -- names a row: the primary key, but for links, which the upgrade makes again with a new id
         case c.oid::regclass when 'public.ticket_company_link'::regclass then array['ticket_id', 'company_id', 'role']
              else (select array_agg(a.attname::text order by a.attnum) from pg_index i
                    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                    where i.indrelid = c.oid and i.indisprimary) end as key,
         array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' or c.oid = 'storage.objects'::regclass;
create table tests.old_relations as
  select c.oid::regclass::text as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p');
grant select on tests.old_tables to authenticated;

-- The rows of the tables of that time, in the columns of that time.
create function tests.rows() returns table (name text, key text, content jsonb) language plpgsql
as $$
declare
  t record;
begin
  for t in select * from tests.old_tables loop
    return query execute format(
      'select %L, (select jsonb_object_agg(k, to_jsonb(r) -> k) from unnest(%L::text[]) k)::text,
              (select jsonb_object_agg(k, to_jsonb(r) -> k) from unnest(%L::text[]) k) from %s r',
      t.name, t.key, t.columns, t.name);
  end loop;
end $$;

-- The keys of what a person reads of them.
create function tests.sight(person text) returns table (name text, key text) language plpgsql
as $$
declare
  t record;
  n text[] := '{}';
  k text[] := '{}';
  found text[];
begin
  for t in select * from tests.old_tables loop
    perform tests.become(person);
    execute format('select coalesce(array_agg((select jsonb_object_agg(k, to_jsonb(r) -> k) from unnest(%L::text[]) k)::text), ''{}'')
                    from %s r', t.key, t.name) into found;
    perform tests.become('owner');
    n := n || array_fill(t.name, array[cardinality(found)]);
    k := k || found;
  end loop;
  return query select * from unnest(n, k);
end $$;

create table tests.rows_before as select * from tests.rows();
create table tests.sight_before as select p.person, s.* from unnest(tests.people()) as p (person), tests.sight(p.person) s;
