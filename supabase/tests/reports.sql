-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The report of four days in Paris, with the night in which the clocks change among them. Every number was worked out by hand.
begin;
\ir support/world.psql

create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select current_setting('tests.clock')::timestamptz $$;
select set_config('tests.clock', '2025-03-24 00:00Z', true);
update desk_settings set value = 'Europe/Paris' where key = 'time_zone';

create function tests.at(moment text) returns void language sql
as $$ select set_config('tests.clock', moment, true) $$;
create function tests.file(name text, person text, client text, priority text, moment text) returns void language plpgsql
as $$
begin
  perform tests.at(moment), tests.become(person);
  insert into tickets (id, client_id, subject, priority_id, category_id)
  values (tests.id(name), tests.id(client), name, (select p.id from ticket_priorities p where p.code = priority),
          case when name in ('A', 'B', 'G') then 9001 end);
  perform tests.become('owner');
end $$;
create function tests.answer(name text, moment text) returns void language plpgsql
as $$
begin
  perform tests.at(moment), tests.become('agent');
  insert into ticket_messages (ticket_id, body) values (tests.id(name), 'An answer');
  perform tests.become('owner');
end $$;
create function tests.step(name text, status text, moment text) returns void language plpgsql
as $$
begin
  perform tests.at(moment), tests.become('agent');
  update tickets t set status = step.status where t.id = tests.id(name);
  perform tests.become('owner');
end $$;
create function tests.report(person text, path text, more text default '') returns text language plpgsql
as $$
begin
  return tests.value(person, format($q$select report_overview('2025-03-27 23:00Z', '2025-03-31 22:00Z'%s) #>> '{%s}'$q$, more, path));
end $$;
grant execute on all functions in schema tests to authenticated, service_role;

-- G is of the days before, and was resolved, late, within them; E is filed at their end, and is not of them.
select tests.file('G', 'nora', 'North', 'high', '2025-03-25 10:00Z'), tests.answer('G', '2025-03-25 10:10Z');
select tests.file('A', 'nora', 'North', 'high', '2025-03-28 09:00Z'), tests.answer('A', '2025-03-28 09:04Z');
select tests.step('A', 'resolved', '2025-03-28 10:00Z');
-- half past midnight of the 29th in Paris; answered ten minutes late
select tests.file('B', 'nora', 'North', 'urgent', '2025-03-28 23:30Z'), tests.answer('B', '2025-03-29 00:10Z');
select tests.step('G', 'resolved', '2025-03-29 08:00Z');
-- filed by staff: no first response
select tests.file('F', 'agent', 'North', 'normal', '2025-03-29 12:00Z'), tests.answer('F', '2025-03-29 12:01Z');
select tests.step('F', 'resolved', '2025-03-29 13:00Z');
-- exactly five minutes, and then paused
select tests.file('C', 'olga', 'Other', 'normal', '2025-03-30 00:30Z'), tests.answer('C', '2025-03-30 00:35Z');
select tests.step('C', 'waiting_customer', '2025-03-30 00:36Z');
-- the last second of the 31st, which is summer time
select tests.file('D', 'olga', 'Other', 'low', '2025-03-31 21:59:59Z');
select tests.file('E', 'olga', 'Other', 'low', '2025-03-31 22:00Z');
update tickets set affects_all_companies = true where id = tests.id('D');

-- those of the seed are not of this story
alter table support_incidents disable trigger user;
delete from support_incidents;
insert into support_incidents (id, user_id, category, priority, status, title, created_by, created_at, updated_at, resolved_at)
select tests.id('incident ' || v.name), tests.id(v.person), 'account', v.priority, v.status, v.name, tests.id('agent'),
       v.created::timestamptz, v.created::timestamptz, v.resolved::timestamptz
from (values ('one', 'nora', 'high', 'resolved', '2025-03-20 10:00Z', '2025-03-28 10:00Z'),
             ('two', 'nora', 'high', 'closed', '2025-03-28 10:00Z', '2025-03-28 12:00Z'),
             ('three', 'olga', 'low', 'in_progress', '2025-03-30 10:00Z', null)) v (name, person, priority, status, created, resolved);
alter table support_incidents enable trigger user;
select tests.at('2025-04-02 12:00Z');

select plan(36);

-- who may
select is(tests.outcome(p.person, $$select report_overview('2025-03-27 23:00Z', '2025-03-31 22:00Z')$$), p.expected, 'reads the report: ' || p.person)
from (values ('nora', '42501'), ('colin', '42501'), ('sam', '42501'), ('olga', '42501'), ('ivan', '42501'), ('guest', '42501'),
             ('agent', '1'), ('ops', '1'), ('admin', '1'), ('anon', '42501'), ('service_role', '1')) p (person, expected);
select is(tests.report('agent', 'incidents'), null, 'an agent reads nothing of incidents');

-- the period
select is(tests.outcome('agent', format('select report_overview(%s)', p.words)), 'PT422', 'no period: ' || p.words)
from (values ('null, now()'), ($$'2025-01-02', '2025-01-02'$$), ($$'2025-01-02', '2025-01-01'$$), ($$'-infinity', '2025-01-01'$$),
             ($$'2010-01-02', '2025-01-01'$$), ($$'2025-01-02', '2025-01-03', null, '2025-01-04'$$)) p (words);
select is(tests.report('agent', 'days'),
          '[{"day": "2025-03-28", "filed": 1, "resolved": 1}, {"day": "2025-03-29", "filed": 2, "resolved": 2}, '
          '{"day": "2025-03-30", "filed": 1, "resolved": 0}, {"day": "2025-03-31", "filed": 1, "resolved": 0}]',
          'each day is one of Paris, the short one too');

-- the sums
select is(tests.report('agent', 'totals')::jsonb,
          '{"filed": 5, "resolved": 3, "for_everyone": 1, "first_response_met": 2, "first_response_missed": 2, "resolution_met": 2,
            "resolution_missed": 1, "answered": 3, "median_answer_seconds": 300}'::jsonb, 'the totals of the period');
select is(tests.report('agent', 'totals_before')::jsonb,
          '{"filed": 1, "resolved": 0, "for_everyone": 0, "first_response_met": 1, "first_response_missed": 0, "resolution_met": 0,
            "resolution_missed": 1, "answered": 1, "median_answer_seconds": 600}'::jsonb, 'and of the time before');
select is(tests.report('agent', 'totals_before,filed', $$, null, '2025-03-26 00:00Z'$$), '0', 'which begins where it is told to');
select is(tests.report('agent', 'statuses'),
          '[{"status": "open", "tickets": 1}, {"status": "in_progress", "tickets": 1}, {"status": "waiting_customer", "tickets": 1}, '
          '{"status": "resolved", "tickets": 2}, {"status": "closed", "tickets": 0}]', 'by status')
  from tests.step('B', 'in_progress', '2025-04-02 12:00Z');
select is(tests.report('agent', 'categories'),
          '[{"label": null, "tickets": 3, "category_id": null}, {"label": "Category of the tests", "tickets": 2, "category_id": 9001}]',
          'by category, those without one too');
select is((select string_agg(format('%s %s %s %s', c ->> 'name', c ->> 'tickets', c ->> 'unfinished', c ->> 'for_everyone'), '; ')
           from jsonb_array_elements(tests.report('agent', 'companies')::jsonb) c),
          'North of the tests 3 1 0; Other of the tests 2 2 1', 'a ticket that concerns everyone counts once, for who filed it');
select is((select sum((c ->> 'tickets')::int) from jsonb_array_elements(tests.report('agent', 'companies')::jsonb) c), 5::bigint,
          'the companies add up to what was filed');

-- the targets
select is((select string_agg(format('%s %s: %s/%s/%s %s/%s/%s', p ->> 'code', p ->> 'filed', p #>> '{first_response,met}', p #>> '{first_response,missed}',
                                    p #>> '{first_response,breaches}', p #>> '{resolution,met}', p #>> '{resolution,missed}',
                                    p #>> '{resolution,breaches}'), '; ')
           from jsonb_array_elements(tests.report('agent', 'priorities')::jsonb) p),
          'urgent 1: 0/1/1 0/1/1; high 1: 1/0/0 1/0/0; normal 2: 1/0/0 1/0/0; low 1: 0/1/0 0/0/0',
          'met, missed and breaches of each priority: paused and running count for neither');
select is((select string_agg(b ->> 'tickets', ' ') from jsonb_array_elements(tests.report('agent', 'first_answers')::jsonb) b),
          '2 0 0 1 0 0 0 0', 'five minutes belong to the first five minutes');
select is((select sum((v.missed)::int) from (select (p #>> '{first_response,missed}') as missed
                                             from jsonb_array_elements(tests.report('agent', 'priorities')::jsonb) p) v),
          (select count(*) from ticket_targets v join tickets t on t.id = v.ticket_id
           where v.target = 'first_response' and v.state in ('missed', 'overdue') and t.id in (select tests.id(n) from unnest('{A,B,C,D,F}'::text[]) n)),
          'as the view of the targets has it');

-- one company
select is(tests.report('agent', 'totals,filed', format(', %L', tests.id('Other'))), '2', 'of one company alone');
select is(tests.report('agent', 'totals,resolved', format(', %L', tests.id('Other'))), '0', 'nothing of which was resolved');
select is(tests.report('agent', 'totals,filed', format(', %L', tests.id('South'))), '0', 'a company that filed nothing');
select is(tests.report('agent', 'totals,median_answer_seconds', format(', %L', tests.id('South'))), null, 'has no median');

-- incidents
select is(tests.report('ops', 'incidents')::jsonb - 'priorities',
          '{"open": 1, "opened": 2, "resolved": 2, "median_seconds": 349200}'::jsonb, 'eight days and two hours make four days and an hour');
select is((select string_agg(format('%s %s %s %s %s', p ->> 'priority', p ->> 'open', p ->> 'opened', p ->> 'resolved', p ->> 'median_seconds'), '; ')
           from jsonb_array_elements(tests.report('admin', 'incidents,priorities')::jsonb) p),
          'high 0 1 2 349200; medium 0 0 0 ; low 1 1 0 ', 'by priority');
select is(tests.report('ops', 'incidents,open', format(', %L', tests.id('North'))), '0', 'those of a company are of its members');

select * from finish();
rollback;
