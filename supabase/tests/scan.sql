-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The scan: each of the four reminders once for each due time, breaches, the label and its event, and what it leaves alone.
-- Times are minutes after the creation; high is two hours and eight.
begin;
\ir support/world.psql

create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select current_setting('tests.clock')::timestamptz $$;

create function tests.at(minute numeric) returns timestamptz language sql stable
as $$ select '2026-03-03 08:00Z'::timestamptz + minute * interval '1 minute' $$;
create function tests.clock(minute numeric) returns void language sql
as $$ select set_config('tests.clock', tests.at(minute)::text, true) $$;
create function tests.file(name text, person text default 'nora', priority text default 'high') returns void language plpgsql
as $$
begin
  perform tests.clock(0), tests.become(person);
  insert into tickets (id, client_id, subject, priority_id)
  values (tests.id(name), tests.id('North'), name, (select p.id from ticket_priorities p where p.code = priority));
  perform tests.become('owner');
end $$;
create function tests.does(minute numeric, person text, what text, ticket text) returns void language plpgsql
as $$
begin
  perform tests.clock(minute), tests.become(person);
  if what in ('reply', 'note') then
    insert into ticket_messages (ticket_id, body, visibility) values (tests.id(ticket), what, case what when 'note' then 'internal' else 'public' end);
  elsif what in ('low', 'normal', 'high', 'urgent') then
    update tickets set priority_id = (select p.id from ticket_priorities p where p.code = what) where id = tests.id(ticket);
  else
    update tickets set status = what where id = tests.id(ticket);
  end if;
  perform tests.become('owner');
end $$;
create function tests.scan(minute numeric) returns text language plpgsql
as $$
declare
  answer jsonb;
begin
  perform tests.clock(minute), tests.become('service_role');
  answer := public.sla_scan(tests.at(minute));
  perform tests.become('owner');
  return format('%s %s %s', answer ->> 'queued', answer ->> 'escalated', answer ->> 'cleared');
end $$;
create function tests.reminders(ticket text) returns text language sql stable
as $$
  select coalesce(string_agg(format('%s %s %s', r.target, r.kind, floor(extract(epoch from r.due_at - tests.at(0)) / 60)), ', '
                             order by r.created_at, r.due_at, r.kind), '')
  from sla_reminders r where r.ticket_id = tests.id(ticket)
$$;
create function tests.labels(ticket text) returns text[] language sql stable
as $$ select g.labels from ticket_triage g where g.ticket_id = tests.id(ticket) $$;
create function tests.events(ticket text) returns text language sql stable
as $$
  select coalesce(string_agg(format('%s>%s', e.old_value, e.new_value), ' ' order by e.created_at), '')
  from ticket_events e where e.ticket_id = tests.id(ticket) and e.kind = 'escalation' and e.visibility = 'internal'
$$;
grant execute on all functions in schema tests to authenticated, service_role;

select plan(75);

-- The four, once each ----------------------------------------------------------------------------------------------
select tests.file('four');
update ticket_triage set labels = '{vip,slow}' where ticket_id = tests.id('four');
update tickets set assignee_id = tests.id('agent') where id = tests.id('four');
create temporary table before as select t.xmin::text as version, t::text as row from tickets t where id = tests.id('four');

select is(tests.scan(104.99), '0 0 0', 'more than fifteen minutes before there is nothing to say');
select is(tests.scan(105), '1 0 0', 'fifteen minutes before');
select is(tests.scan(105), '0 0 0', 'once');
select is(tests.scan(120), '0 0 0', 'at the due moment nothing is late');
select is(tests.labels('four'), '{vip,slow}', 'nor escalated');
select is(tests.scan(120.01), '1 1 0', 'overdue');
select is(tests.scan(121), '0 0 0', 'once');
select is(tests.scan(465), '1 0 0', 'fifteen minutes before the resolution');
select is(tests.scan(481), '1 0 0', 'overdue as well; it is escalated already');
select is(tests.scan(482), '0 0 0', 'once');
select is(tests.scan(99999), '0 0 0', 'for ever');
select is(tests.reminders('four'), 'first_response due_soon 120, first_response overdue 120, resolution due_soon 480, resolution overdue 480',
          'the four reminders');
select is(tests.labels('four'), '{vip,slow,escalated}', 'the label comes to the others, once');
select is(tests.events('four'), '>escalated', 'with one event');
select is((select count(*) from ticket_events where ticket_id = tests.id('four') and kind = 'labels' and new_value like '%escalated%'), 0::bigint,
          'and none for the labels');
select is((select array_agg(target || ':' || target_minutes order by target) from sla_breaches where ticket_id = tests.id('four')),
          '{first_response:120,resolution:480}', 'both breaches are kept');
select results_eq($$select t.xmin::text, t::text from tickets t where id = tests.id('four')$$, 'select version, row from before',
                  'the row of the ticket is the same, not even written again');
select is((select count(*) from email_events where ticket_id = tests.id('four') and type = 'sla.reminder' and recipient_id = tests.id('agent')),
          4::bigint, 'the assignee gets four mails');
select is((select count(*) from email_events where ticket_id = tests.id('four') and type = 'sla.reminder' and recipient_id <> tests.id('agent')
           and not private.is_staff_user(recipient_id)), 0::bigint, 'and no client any');

-- Late looks and stopped clocks --------------------------------------------------------------------------------------
select tests.file('late look');
select is(tests.scan(500), '2 1 0', 'a first look after both due times');
select is(tests.reminders('late look'), 'first_response overdue 120, resolution overdue 480', 'sends the overdue ones alone');

select tests.file('paused'), tests.file('resolved'), tests.file('closed'), tests.file('staff', 'agent');
select tests.does(60, 'agent', 'waiting_customer', 'paused'), tests.does(60, 'agent', 'resolved', 'resolved'), tests.does(60, 'nora', 'closed', 'closed');
select is(tests.scan(110), '0 0 0', 'a ticket that is paused, resolved or closed, or that staff filed, is not due soon,');
select is(tests.scan(470), '1 0 0', 'but for the resolution of the last');
select is(tests.scan(500), '1 1 0', 'nor overdue, but for that one');
select is(tests.reminders('paused') || tests.reminders('resolved') || tests.reminders('closed'), '', 'none of the others was reminded of');
select is(tests.reminders('staff'), 'resolution due_soon 480, resolution overdue 480', 'what staff filed has a resolution');

select tests.file('answered late');
select is(tests.scan(110), '1 0 0', 'due soon');
select tests.does(123, 'agent', 'reply', 'answered late');
select is(tests.scan(125), '0 0 0', 'answered late between two scans: no reminder any more');
select is(tests.labels('answered late'), '{}', 'no label');
select is((select due_at from sla_breaches where ticket_id = tests.id('answered late')), tests.at(120), 'but a breach');

-- New due times --------------------------------------------------------------------------------------------------------
select tests.file('moved');
select is(tests.scan(110), '1 0 0', 'due soon');
select tests.does(112, 'agent', 'waiting_customer', 'moved'), tests.does(212, 'agent', 'in_progress', 'moved');
select is(tests.scan(213), '1 0 0', 'a new due time after a pause has a reminder of its own');
select tests.does(214, 'agent', 'urgent', 'moved');
select is(tests.scan(215), '1 1 0', 'and after a new priority');
select is(tests.reminders('moved'), 'first_response due_soon 120, first_response due_soon 220, first_response overdue 130', 'each once');
select tests.does(216, 'agent', 'high', 'moved'), tests.does(217, 'agent', 'urgent', 'moved');
select is(tests.scan(218), '0 1 0', 'back at a due time that was reminded of: escalated again, but not reminded again');

-- The label goes -------------------------------------------------------------------------------------------------------
select tests.file('eased ' || how) from unnest(array['reply', 'resolved', 'waiting_customer', 'low']) how;
select is(tests.scan(130), '4 4 0', 'four that are overdue');
select tests.does(140, 'agent', how, 'eased ' || how) from unnest(array['reply', 'resolved', 'waiting_customer', 'low']) how;
select is(tests.labels('eased ' || how), '{}', 'the label goes at once with ' || how)
from unnest(array['reply', 'resolved', 'waiting_customer', 'low']) how;
select is(tests.events('eased reply'), '>escalated escalated>', 'with its event');
select is((select actor_id from ticket_events where ticket_id = tests.id('eased reply') and kind = 'escalation' and new_value is null),
          tests.id('agent'), 'by whom it ended');
select is(tests.scan(141), '0 0 0', 'and nothing is left for the scan');
select tests.file('two overdue');
select tests.scan(490);
select tests.does(495, 'agent', 'reply', 'two overdue');
select is(tests.labels('two overdue'), '{escalated}', 'it stays while the other target is overdue');
select tests.does(496, 'agent', 'note', 'two overdue');
select is(tests.events('two overdue'), '>escalated', 'without a second event');
select tests.does(500, 'agent', 'resolved', 'two overdue');
select is(tests.labels('two overdue'), '{}', 'and goes with the last');

-- What no change ends, the scan does: targets that another rule moved.
select tests.file('forgotten');
select tests.scan(130);
alter table tickets disable trigger user;
update tickets set first_response_due_at = tests.at(700), resolve_due_at = tests.at(900) where id = tests.id('forgotten');
alter table tickets enable trigger user;
select is(tests.scan(129), '0 0 0', 'a scan of an earlier moment takes back nothing');
select is(tests.scan(131), '0 0 1', 'the next scan clears it');
select is(tests.labels('forgotten') || tests.events('forgotten')::text, '{">escalated escalated>"}', 'label and event');
select is(tests.scan(132), '0 0 0', 'once');

-- A scan that comes late with an earlier moment does not announce what is overdue, also when it has something else to say.
select tests.file('out of order');
select is(tests.scan(121), '1 1 0', 'overdue');
alter table tickets disable trigger user;
update tickets set resolve_due_at = tests.at(130) where id = tests.id('out of order');
alter table tickets enable trigger user;
select is(tests.scan(119), '1 0 0', 'of another target');
select is(tests.reminders('out of order'), 'resolution due_soon 130, first_response overdue 120', 'and of no other');
select tests.does(122, 'agent', 'closed', 'out of order');

-- Labels of people -----------------------------------------------------------------------------------------------------
select tests.file('by hand');
select tests.clock(1);
select tests.act('agent', $$update ticket_triage set labels = '{escalated}' where ticket_id = tests.id('by hand')$$);
select is(tests.events('by hand') || (select string_agg(new_value, '') from ticket_events where ticket_id = tests.id('by hand') and kind = 'labels'),
          'escalated', 'staff may give the same label: a change of labels');
select is(tests.scan(2), '0 0 0', 'which the scan leaves alone');
select is(tests.scan(121), '1 1 0', 'until the clock has the ticket escalated as well');
select is(tests.labels('by hand'), '{escalated}', 'the label is there once');
select is(tests.events('by hand'), '>escalated', 'and the event comes');
select tests.clock(122);
select tests.act('agent', $$update ticket_triage set labels = '{mine}' where ticket_id = tests.id('by hand')$$);
select is(tests.scan(123), '0 0 0', 'a label that staff took away is not put back,');
select is(tests.labels('by hand'), '{mine}', 'however long it stays overdue');
select is(tests.act('agent', $$update ticket_triage set escalated_at = null where ticket_id = tests.id('by hand')$$), '1', 'the clock''s own column');
select is(tests.scan(124), '0 0 0', 'is not for programs to write');
select tests.does(125, 'agent', 'waiting_customer', 'by hand'), tests.does(130, 'agent', 'in_progress', 'by hand');
select is(tests.scan(131), '1 1 0', 'another time overdue escalates again');
select is(tests.labels('by hand'), '{mine,escalated}', 'with the label');

-- Who may, and what time it is -----------------------------------------------------------------------------------------
select is(array[tests.outcome('admin', 'select sla_scan()'), tests.outcome('agent', 'select sla_scan()'), tests.outcome('nora', 'select sla_scan()'),
                tests.outcome('anon', 'select sla_scan()'), tests.outcome('service_role', 'select sla_scan()')],
          '{42501,42501,42501,42501,1}', 'the service role alone scans');
select is(tests.value('service_role', 'select sla_scan(null) ?& array[''queued'', ''escalated'', ''cleared'']'), 'true', 'no moment is now');
select is(tests.outcome('agent', 'insert into sla_reminders (ticket_id, target, kind, due_at) values (tests.id(''plain''), ''resolution'', ''overdue'', now())'),
          '42501', 'nobody writes reminders');
select results_eq($$select p.person, tests.outcome(p.person, 'select from sla_reminders') > '0' from unnest(tests.people()) p (person)$$,
                  $$select p.person, p.person in ('agent', 'ops', 'admin') from unnest(tests.people()) p (person)$$, 'and staff alone reads them');

-- Among many tickets ---------------------------------------------------------------------------------------------------
alter table tickets disable trigger user;
insert into tickets (id, number, client_id, priority_id, subject, status, created_by, response_sla_minutes, resolve_sla_minutes,
                     first_response_due_at, resolve_due_at, first_responded_at, resolved_at, created_at)
select tests.id('many ' || i), 2000000 + i, tests.id('North'), 3, 'many', case when i % 5 = 0 then 'open' else 'resolved' end, tests.id('nora'), 120, 480,
       tests.at(8000 + 5 * i), tests.at(300000), case when i % 5 <> 0 then tests.at(4000) end, case when i % 5 <> 0 then tests.at(5000) end, tests.at(0)
from generate_series(1, 20000) i;
insert into ticket_triage (ticket_id) select tests.id('many ' || i) from generate_series(1, 20000) i;
alter table tickets enable trigger user;
analyze tickets, ticket_triage, sla_reminders, sla_breaches;
create function tests.counts() returns table (looked_at bigint, walked bigint, written bigint) language sql volatile
as $$
  select sum(s.seq_tup_read + s.idx_tup_fetch) filter (where s.relname = 'tickets'),
         sum(s.seq_tup_read) filter (where s.relname in ('tickets', 'ticket_triage')), sum(s.n_tup_upd) filter (where s.relname = 'tickets')
  from pg_stat_xact_user_tables s where s.schemaname = 'public'
$$;
create temporary table counted as select * from tests.counts();
-- of the four thousand that are open: thirty-nine answers were due before 9000, one is due then, no other and no resolution up to 9015
select is(tests.scan(9000), '40 39 0', 'forty of twenty thousand');
select results_eq('select walked, written from tests.counts()', 'select walked, written from counted', 'it neither walks through the tickets nor writes one');
select cmp_ok((select n.looked_at - c.looked_at from tests.counts() n, counted c), '<', 1000::bigint, 'nor looks at those that are not due');
-- by 60000 two thousand and eighty are due, forty of which were looked at: the newest first, of which the very last is due just then
select is(tests.scan(60000), '1000 999 0', 'a thousand at a time, the newest first');
select is(tests.scan(60000), '1000 1000 0', 'and the next thousand');
select tests.scan(60000);
select is((select count(*) from sla_reminders r join tickets t on t.id = r.ticket_id where t.subject = 'many' and r.kind = 'overdue'), 2079::bigint,
          'until all had theirs');
select is(tests.scan(60000), '0 0 0', 'and no more');

select * from finish();
rollback;
