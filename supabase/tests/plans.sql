-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Among 20,000 tickets and 60,000 messages: lists and threads come from their indexes, for a client as for staff, and policies
-- call their helpers once a statement.
begin;
\ir support/world.psql

alter table tickets disable trigger user;
alter table ticket_messages disable trigger user;
insert into clients (id, name) select tests.id('c' || i), 'Company ' || i from generate_series(1, 100) i;
insert into client_members (client_id, user_id) values (tests.id('c7'), tests.id('guest'));
insert into tickets (id, number, client_id, priority_id, subject, status, created_by, assignee_id, created_at, updated_at, last_activity_at)
select tests.id('t' || i), 1000000 + i, tests.id('c' || 1 + i % 100), 1 + i % 4, 'Subject ' || i,
       (array['open', 'in_progress', 'waiting_customer', 'resolved', 'closed'])[1 + (i / 100) % 5], tests.id('guest'),
       case when i % 3 = 0 then tests.id('agent') end, at, at, at
from (select i, now() - (20000 - i) * interval '10 minutes' as at from generate_series(1, 20000) i) x;
insert into ticket_messages (ticket_id, client_id, author_id, body, visibility, created_at)
select tests.id('t' || i), tests.id('c' || 1 + i % 100), tests.id('guest'), 'text',
       (array['public', 'internal', 'announcement'])[k], now() - (20000 - i) * interval '10 minutes' + k * interval '1 minute'
from generate_series(1, 20000) i, generate_series(1, 3) k;
insert into ticket_company_link (ticket_id, company_id, role)
select tests.id('t' || i), tests.id('c7'), 'affected' from generate_series(3, 20000, 200) i;
alter table tickets enable trigger user;
alter table ticket_messages enable trigger user;
analyze clients, client_members, tickets, ticket_messages, ticket_company_link;

create function tests.plan_of(person text, query text) returns jsonb language plpgsql
as $$
declare
  answer json;
begin
  perform tests.become(person);
  execute 'explain (analyze, verbose, timing off, format json) ' || query into answer;
  perform tests.become('owner');
  return answer::jsonb;
end $$;

-- What tells the planner how much is in sight is called while a statement is planned and when a scan begins: it counts here how often.
create sequence tests.calls;
grant usage, select on sequence tests.calls to public;
create or replace function private.likely_client_ids() returns uuid[] language plpgsql stable security definer set search_path = '' cost 0.01
as $$ begin perform nextval('tests.calls'); return array(select private.my_client_ids()); end $$;
create or replace function private.likely_least_client() returns uuid language plpgsql stable security definer set search_path = '' cost 0.01
as $$ begin perform nextval('tests.calls');
  return case when private.is_staff() then '00000000-0000-0000-0000-000000000000'::uuid end; end $$;
create function tests.calls_so_far() returns bigint language sql as $$ select last_value from tests.calls $$;

-- Staff walks an index in the order asked for; a client's tickets are gathered from the index of their organisations.
create temporary table queries (place serial, what text, query text, index_name text, guest_index text);
insert into queries (what, query, index_name, guest_index) values
('newest activity first', $$select * from tickets order by last_activity_at desc, id limit 50$$, 'tickets_newest', 'tickets_by_client'),
('changed last', $$select * from tickets order by updated_at desc, id desc limit 500$$, 'tickets_changed', 'tickets_by_client'),
('counted', $$select count(*) from tickets$$, 'tickets_newest', 'tickets_by_client'),
('by status', $$select * from tickets where status = 'open' order by last_activity_at desc, id limit 50$$, 'tickets_by_status', 'tickets_by_client'),
('by assignee', $$select * from tickets where assignee_id = tests.id('agent') order by last_activity_at desc, id limit 50$$,
 'tickets_by_assignee', 'tickets_assignee_client');
insert into queries (what, query, index_name) values
('by client', $$select * from tickets where client_id = tests.id('c7') order by last_activity_at desc, id limit 50$$,
 'tickets_by_client'),
('changed since', $$select * from tickets where updated_at >= now() - interval '1 day' order by updated_at, id limit 500$$,
 'tickets_changed'),
('a thread', $$select * from ticket_messages where ticket_id = tests.id('t19906') order by created_at, id limit 200$$,
 'ticket_messages_thread'),
('messages since', $$select * from ticket_messages where created_at >= now() - interval '3 hours' order by created_at, id limit 500$$,
 'ticket_messages_newest');
create temporary table plans as
  select q.place, q.what, case p.person when 'guest' then coalesce(q.guest_index, q.index_name) else q.index_name end as index_name, p.person,
         null::jsonb as plan, null::bigint as calls, q.query
  from queries q, unnest(array['guest', 'agent']) p (person)
  -- for staff it takes what a vacuum writes down, which no transaction can wait for
  where not (q.what = 'counted' and p.person = 'agent');
do $$
declare
  one plans;
  answer jsonb;
  before bigint;
begin
  for one in select * from plans loop
    before := tests.calls_so_far();
    answer := tests.plan_of(one.person, one.query);
    update plans p set plan = answer, calls = tests.calls_so_far() - before where p.place = one.place and p.person = one.person;
  end loop;
end $$;

select plan((select count(*)::int from plans) * 4 + 5);

select ok(jsonb_path_exists(plan, '$.**."Index Name" ? (@ == $name)', jsonb_build_object('name', index_name)),
          format('%s, for %s, comes from its index', what, person)) from plans order by place, person;
select ok(not jsonb_path_exists(plan, '$.** ? (@."Node Type" == "Seq Scan" && (@."Relation Name" == "tickets" || @."Relation Name" == "ticket_messages"))'),
          format('%s, for %s, reads no whole table', what, person)) from plans order by place, person;
-- helpers stand in sub-plans of their own, which run once at most; the filter of the rows calls nothing
select ok(not exists (select from jsonb_path_query(plan, '$.**.Filter') f where replace(replace(f #>> '{}', 'private.likely_client_ids()', ''), 'private.likely_least_client()', '') ~ '(private|auth)\.')
          and not jsonb_path_exists(plan, '$.** ? (@."Parent Relationship" == "InitPlan" && @."Actual Loops" > 1)')
          and not jsonb_path_exists(plan, '$.** ? (@."Parent Relationship" == "SubPlan" && @."Actual Loops" > 1)'),
          format('%s, for %s, calls a helper once at most', what, person)) from plans order by place, person;
select cmp_ok(calls, '<=', 20::bigint, format('%s, for %s, asks for what is likely when it is planned alone', what, person)) from plans order by place, person;
select cmp_ok(sum(calls), '>', 0::numeric, 'and it does ask') from plans;

-- and gives what it should
select is(tests.outcome('guest', $$select from tickets where number > 1000000$$), '300', 'a client sees their own and what concerns them');
select is(tests.outcome('agent', $$select from tickets where number > 1000000$$), '20000', 'staff sees all');
select is(tests.outcome('guest', $$select from ticket_messages where body = 'text'$$), '500', 'two messages of each of one''s own, one of each that concerns them');
select is(tests.outcome('agent', $$select from ticket_messages where body = 'text'$$), '60000', 'staff sees every message');

select * from finish();
rollback;
