-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- At the end of the upgrade: what was missing is there, and the desk goes on.

begin;
create extension pgtap with schema tests;
set local search_path = tests, public, extensions;
select no_plan();

select cmp_ok((select count(*) from tests.lost_links), '>', 10::bigint, 'links had been lost');
select is_empty($$
  select t.number from public.tickets t
  where (select array_agg(l.company_id) from public.ticket_company_link l where l.ticket_id = t.id and l.role = 'reporter')
        is distinct from array[t.client_id] $$,
  'every ticket has one link of its reporter');
select is_empty('select t.number from public.tickets t where not exists (select from public.ticket_triage g where g.ticket_id = t.id)',
  'every ticket has its row for staff');
select is_empty($$
  select t.number from public.tickets t join public.ticket_company_link l on l.ticket_id = t.id and l.role = 'affected'
  where t.affects_all_companies $$,
  'a ticket that concerns everyone names nobody');
select is_empty('select * from public.email_events', 'the upgrade writes to nobody');
select is((select max(number) + 1 from public.tickets), (select last_value + 1 from public.ticket_number_seq), 'numbers go on');

-- What is new tells nobody of a ticket, an organisation or a person that they did not see before.
create function tests.read_new(person text) returns table (name text, content text) language plpgsql
as $$
declare
  r record;
  found text[];
begin
  for r in select c.oid::regclass::text as relation from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p')
             and c.oid::regclass::text not in (select o.name from tests.old_relations o) loop
    perform tests.become(person);
    begin
      execute format('select array_agg(to_jsonb(x)::text) from %s x', r.relation) into found;
    exception when insufficient_privilege then
      found := null;
    end;
    perform tests.become('owner');
    return query select r.relation, f from unnest(found) f;
  end loop;
end $$;
create temporary table new_sight as
  select p.person, r.name, m[1] as id
  from unnest(tests.people()) as p (person), tests.read_new(p.person) r,
       regexp_matches(r.content, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m;
create temporary table known as
  select person, e.value as id from tests.sight_before s, jsonb_each_text(s.key::jsonb) e
  where s.name in ('tickets', 'clients', 'profiles', 'projects');
select cmp_ok((select count(*) from new_sight where person = 'agent'), '>', 100::bigint, 'staff read of tickets in what is new');
select cmp_ok((select count(*) from new_sight where person = 'sam'), '>', 10::bigint, 'and so does a client');
select is_empty($$
  select n.person, n.name, n.id from new_sight n
  where n.id in (select id from known) and not exists (select from known k where k.person = n.person and k.id = n.id) $$,
  'what is new tells nobody of what they did not see before');

-- The clock of the tickets goes on where it stood.
create function tests.now() returns timestamptz language sql as $$ select current_setting('tests.now')::timestamptz $$;
create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select current_setting('tests.now')::timestamptz $$;
grant usage on schema tests to service_role;

create temporary table waiting as
  select t.id, t.number, t.created_at, t.waiting_since, t.response_sla_minutes, t.resolve_sla_minutes, c.person
  from public.tickets t
  join (values ('North', 'nora'), ('South', 'sam'), ('Idle', 'ivan')) as c (company, person) on tests.id(c.company) = t.client_id
  where t.status = 'waiting_customer' and not t.staff_filed;
select cmp_ok((select count(*) from waiting), '>', 5::bigint, 'tickets wait');
do $$
declare
  w record;
begin
  for w in select * from waiting loop
    perform tests.at(w.waiting_since + interval '100 hours');
    perform tests.say(w.person, w.id, 'Back after the upgrade');
  end loop;
end $$;
select is_empty($$
  select t.number, t.status, t.resolve_due_at, t.first_response_due_at from waiting w join public.tickets t using (id)
  where t.status <> 'in_progress'
     or t.resolve_due_at is distinct from w.created_at + make_interval(mins => w.resolve_sla_minutes) + interval '100 hours'
     or t.first_response_due_at is distinct from w.created_at + make_interval(mins => w.response_sla_minutes) + interval '100 hours' $$,
  'a reply ends a pause that began before the upgrade, and the due times move by it');

-- The first scan finds what is late, the second at the same time nothing more.
create function tests.scan(at timestamptz) returns jsonb language plpgsql
as $$
declare
  answer jsonb;
begin
  perform set_config('request.jwt.claims', '{"role": "service_role"}', true), set_config('role', 'service_role', true);
  answer := to_jsonb(public.sla_scan(at));
  perform set_config('role', 'postgres', true);
  return case jsonb_typeof(answer) when 'array' then answer -> 0 else answer end;
end $$;
create temporary table scans as select tests.scan('2026-06-01 12:00:00+00') as first;
select cmp_ok((select (first ->> 'queued')::integer from scans), '>', 10, 'the first scan reminds of what is late');
select is((select (tests.scan('2026-06-01 12:00:00+00') ->> 'queued')::integer), 0, 'the second of nothing more');
select is_empty($$
  select r.* from public.sla_reminders r join public.tickets t on t.id = r.ticket_id
  where t.status in ('waiting_customer', 'resolved', 'closed') $$,
  'nobody is reminded of what waits, is resolved or closed');

select * from finish();
rollback;
