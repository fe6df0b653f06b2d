-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The clock of the targets: stories of tickets with the time passed in, and what the database makes of each. Times are minutes
-- after the creation.
begin;
\ir support/world.psql

-- The owner sets the clock of the triggers for this transaction.
create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select current_setting('tests.clock')::timestamptz $$;

-- Steps are 'minute person what': reply, note, announce, a status, a priority, or staff-files at the beginning.
create function tests.story(name text, start timestamptz, priority text, filer text, steps text[]) returns text language plpgsql
as $$
declare
  step text;
  part text[];
  t public.tickets;
  ticket uuid := tests.id('story ' || name);
begin
  perform set_config('tests.clock', start::text, true);
  perform tests.become(filer);
  insert into tickets (id, client_id, subject, priority_id)
  values (ticket, tests.id('North'), name, (select p.id from ticket_priorities p where p.code = priority));
  foreach step in array steps loop
    part := string_to_array(step, ' ');
    perform tests.become(part[2]);
    perform set_config('tests.clock', (start + make_interval(mins => part[1]::int))::text, true);
    case
      when part[3] in ('reply', 'note', 'announce') then
        insert into ticket_messages (ticket_id, body, visibility)
        values (ticket, step, case part[3] when 'reply' then 'public' when 'note' then 'internal' else 'announcement' end);
      when part[3] in ('low', 'normal', 'high', 'urgent') then
        update tickets set priority_id = (select p.id from ticket_priorities p where p.code = part[3]) where id = ticket;
      else
        update tickets set status = part[3] where id = ticket;
    end case;
  end loop;
  perform tests.become('owner');
  select * into t from tickets where id = ticket;
  return format('%s first %s%s resolve %s%s waited %s resolved %s',
    t.status,
    coalesce((extract(epoch from t.first_response_due_at - start) / 60)::int::text, 'none'),
    case when not t.first_response_applies then ' n/a'
         when t.first_responded_at is not null
           then case when t.first_responded_at <= t.first_response_due_at then ' met' else ' missed' end
         when t.resolved_at is not null then ' missed' else '' end,
    (extract(epoch from t.resolve_due_at - start) / 60)::int,
    case when t.resolved_at is not null then case when t.resolved_at <= t.resolve_due_at then ' met' else ' missed' end else '' end,
    t.waiting_seconds / 60, t.resolved_seconds / 60);
end $$;

create temporary table stories (place serial, name text, priority text, filer text, steps text[], expected text);
insert into stories (name, priority, filer, steps, expected) values
-- rule 1
('low, as filed', 'low', 'nora', '{}', 'open first 1440 resolve 7200 waited 0 resolved 0'),
('normal, as filed', 'normal', 'nora', '{}', 'open first 480 resolve 2880 waited 0 resolved 0'),
('high, as filed', 'high', 'nora', '{}', 'open first 120 resolve 480 waited 0 resolved 0'),
('urgent, as filed', 'urgent', 'nora', '{}', 'open first 30 resolve 240 waited 0 resolved 0'),
-- rule 2
('a public answer in time', 'high', 'nora', '{"60 agent reply"}', 'open first 120 met resolve 480 waited 0 resolved 0'),
('a public answer at the last moment', 'high', 'nora', '{"120 agent reply"}', 'open first 120 met resolve 480 waited 0 resolved 0'),
('a public answer too late', 'high', 'nora', '{"121 agent reply"}', 'open first 120 missed resolve 480 waited 0 resolved 0'),
('only the first answer counts', 'high', 'nora', '{"60 agent reply", "200 agent reply"}',
 'open first 120 met resolve 480 waited 0 resolved 0'),
('a note is no answer', 'high', 'nora', '{"60 agent note"}', 'open first 120 resolve 480 waited 0 resolved 0'),
('an announcement is no answer', 'high', 'nora', '{"60 agent announce"}', 'open first 120 resolve 480 waited 0 resolved 0'),
('a status is no answer', 'high', 'nora', '{"60 agent in_progress"}', 'in_progress first 120 resolve 480 waited 0 resolved 0'),
('a colleague of the client is no answer', 'high', 'nora', '{"60 colin reply"}', 'open first 120 resolve 480 waited 0 resolved 0'),
('resolved without answer before the due time', 'high', 'nora', '{"60 agent resolved"}',
 'resolved first 120 n/a resolve 480 met waited 0 resolved 0'),
('resolved without answer after the due time', 'high', 'nora', '{"121 agent resolved"}',
 'resolved first 120 missed resolve 480 met waited 0 resolved 0'),
('closed without answer before the due time', 'high', 'nora', '{"60 nora closed"}',
 'closed first 120 n/a resolve 480 met waited 0 resolved 0'),
('resolved without answer, reopened: the target is back', 'high', 'nora', '{"60 agent resolved", "100 nora in_progress"}',
 'in_progress first 160 resolve 520 waited 0 resolved 40'),
('resolved without answer, reopened, answered', 'high', 'nora',
 '{"60 agent resolved", "100 nora in_progress", "155 agent reply"}', 'in_progress first 160 met resolve 520 waited 0 resolved 40'),
('answered while resolved, then reopened', 'high', 'nora',
 '{"60 agent resolved", "200 agent reply", "300 nora in_progress"}', 'in_progress first 260 met resolve 720 waited 0 resolved 240'),
('staff filed it: no first response', 'high', 'agent', '{}', 'open first none n/a resolve 480 waited 0 resolved 0'),
('staff filed and answered it', 'high', 'agent', '{"1 agent reply", "5 nora reply", "9 agent reply"}',
 'open first none n/a resolve 480 waited 0 resolved 0'),
('staff filed, resolved, reopened', 'high', 'agent', '{"10 agent resolved", "30 nora reply"}',
 'in_progress first none n/a resolve 500 waited 0 resolved 20'),
-- rule 3
('waiting: the due times stand', 'high', 'nora', '{"20 agent waiting_customer"}',
 'waiting_customer first 120 resolve 480 waited 0 resolved 0'),
('a pause ended by staff', 'high', 'nora', '{"20 agent waiting_customer", "80 agent in_progress"}',
 'in_progress first 180 resolve 540 waited 60 resolved 0'),
('a pause ended by the reply of the client', 'high', 'nora', '{"20 agent waiting_customer", "80 nora reply"}',
 'in_progress first 180 resolve 540 waited 60 resolved 0'),
('a pause ended by the reply of a colleague', 'high', 'nora', '{"20 agent waiting_customer", "80 colin reply"}',
 'in_progress first 180 resolve 540 waited 60 resolved 0'),
('a note does not end a pause', 'high', 'nora', '{"20 agent waiting_customer", "80 agent note"}',
 'waiting_customer first 120 resolve 480 waited 0 resolved 0'),
('an answer of staff does not end a pause', 'high', 'nora', '{"20 agent waiting_customer", "80 agent reply"}',
 'waiting_customer first 180 met resolve 480 waited 0 resolved 0'),
('an answer in a pause that began too late is late', 'high', 'nora', '{"130 agent waiting_customer", "200 agent reply"}',
 'waiting_customer first 190 missed resolve 480 waited 0 resolved 0'),
('two pauses', 'high', 'nora',
 '{"10 agent waiting_customer", "40 nora reply", "60 agent waiting_customer", "160 nora reply"}',
 'in_progress first 250 resolve 610 waited 130 resolved 0'),
('an answered target does not move with a later pause', 'high', 'nora',
 '{"10 agent reply", "10 agent waiting_customer", "70 nora reply"}', 'in_progress first 120 met resolve 540 waited 60 resolved 0'),
('resolved from waiting closes the pause', 'high', 'nora', '{"20 agent waiting_customer", "80 agent resolved"}',
 'resolved first 180 n/a resolve 540 met waited 60 resolved 0'),
('resolved from waiting past the old due time is in time', 'high', 'nora', '{"20 agent waiting_customer", "500 agent resolved"}',
 'resolved first 600 n/a resolve 960 met waited 480 resolved 0'),
('resolved from waiting, reopened: two counters', 'high', 'nora',
 '{"20 agent waiting_customer", "80 agent resolved", "200 nora reply"}', 'in_progress first 300 resolve 660 waited 60 resolved 120'),
('closed from waiting', 'high', 'nora', '{"20 agent waiting_customer", "80 nora closed"}',
 'closed first 180 n/a resolve 540 met waited 60 resolved 0'),
-- rule 4
('resolved in time', 'high', 'nora', '{"10 agent reply", "400 agent resolved"}',
 'resolved first 120 met resolve 480 met waited 0 resolved 0'),
('resolved too late', 'high', 'nora', '{"10 agent reply", "481 agent resolved"}',
 'resolved first 120 met resolve 480 missed waited 0 resolved 0'),
('a reply reopens, the time resolved does not count', 'high', 'nora', '{"10 agent reply", "100 agent resolved", "700 nora reply"}',
 'in_progress first 120 met resolve 1080 waited 0 resolved 600'),
('reopened and resolved again', 'high', 'nora',
 '{"10 agent reply", "100 agent resolved", "700 nora reply", "1080 agent resolved"}',
 'resolved first 120 met resolve 1080 met waited 0 resolved 600'),
('a reply of staff does not reopen', 'high', 'nora', '{"10 agent reply", "100 agent resolved", "200 agent reply"}',
 'resolved first 120 met resolve 480 met waited 0 resolved 0'),
('closed after resolved, reopened by an administrator', 'high', 'nora',
 '{"10 agent reply", "100 agent resolved", "200 nora closed", "300 admin in_progress"}',
 'in_progress first 120 met resolve 680 waited 0 resolved 200'),
-- rule 5
('a higher priority counts from the creation', 'low', 'nora', '{"50 agent high"}',
 'open first 120 resolve 480 waited 0 resolved 0'),
('a new priority after a pause', 'low', 'nora', '{"10 agent waiting_customer", "40 nora reply", "50 agent high"}',
 'in_progress first 150 resolve 510 waited 30 resolved 0'),
('a new priority in a pause', 'low', 'nora', '{"10 agent waiting_customer", "40 agent high"}',
 'waiting_customer first 150 resolve 510 waited 0 resolved 0'),
('a new priority in a pause, which then ends', 'low', 'nora', '{"10 agent waiting_customer", "40 agent high", "70 nora reply"}',
 'in_progress first 180 resolve 540 waited 60 resolved 0'),
('a met target stays met', 'low', 'nora', '{"300 agent reply", "310 agent high"}',
 'open first 1440 met resolve 480 waited 0 resolved 0'),
('a resolved ticket keeps its due time', 'low', 'nora', '{"300 agent reply", "1000 agent resolved", "1010 agent high"}',
 'resolved first 1440 met resolve 7200 met waited 0 resolved 0');

select plan((select count(*)::int from stories) * 2 + 21);

select is(tests.story(s.name, '2026-03-03 08:00+00', s.priority, s.filer, s.steps), s.expected, s.name)
from stories s order by s.place;
-- The same across the night in which Europe goes to summer time: around the clock is around the clock.
select is(tests.story(s.name || ', in the night of the summer time', '2026-03-28 22:00+00', s.priority, s.filer, s.steps), s.expected,
          s.name || ', in the night of the summer time')
from stories s order by s.place;

-- add_business_time
select is(public.add_business_time('2026-03-28 22:00+00', '1 day', null), '2026-03-29 22:00+00', 'a day is 24 hours');
select is(public.add_business_time('2026-03-28 22:00+00', '90 minutes'), '2026-03-28 23:30+00', 'the calendar may be left out');
select is(public.add_business_time('2026-03-28 22:00+00', '1.000001 seconds', null), '2026-03-28 22:00:01.000001+00',
          'to the microsecond');
select throws_ok($$select public.add_business_time(now(), '1 day', gen_random_uuid())$$, 'PT404', 'calendar_not_found',
                 'a calendar that does not exist is refused');

-- exactly: microseconds of a pause are not lost
do $$
begin
  perform set_config('tests.clock', '2026-03-03 08:00:00.000001+00', true);
  perform tests.become('nora');
  insert into tickets (id, client_id, subject) values (tests.id('exact'), tests.id('North'), 'exact');
  perform tests.become('agent');
  perform set_config('tests.clock', '2026-03-03 08:10:00.5+00', true);
  update tickets set status = 'waiting_customer' where id = tests.id('exact');
  perform set_config('tests.clock', '2026-03-03 08:10:01.250003+00', true);
  update tickets set status = 'in_progress' where id = tests.id('exact');
  perform tests.become('owner');
end $$;
select is(first_response_due_at, '2026-03-03 16:00:00.750004+00'::timestamptz, 'a pause counts exactly')
from tickets where id = tests.id('exact');
select results_eq($$select kind, ended_at - started_at from ticket_pauses where ticket_id = tests.id('exact')$$,
                  $$values ('waiting', interval '0.750003 seconds')$$, 'and is kept as a row');

-- a change of a priority's targets is for later tickets
select tests.act('admin', $$update ticket_priorities set response_sla_minutes = 60, resolve_sla_minutes = 600,
                            next_response_sla_minutes = 45 where code = 'normal'$$);
select set_config('tests.clock', '2026-03-03 08:20:00+00', true);
select tests.act('agent', $$update tickets set status = 'waiting_customer' where id = tests.id('exact')$$);
select set_config('tests.clock', '2026-03-03 08:30:00+00', true);
select tests.act('agent', $$update tickets set status = 'in_progress' where id = tests.id('exact')$$);
select is(first_response_due_at, '2026-03-03 16:10:00.750004+00'::timestamptz, 'an older ticket keeps its targets')
from tickets where id = tests.id('exact');
select tests.act('nora', $$insert into tickets (id, client_id, subject) values (tests.id('next'), tests.id('North'), 'next')$$);
select results_eq($$select first_response_due_at - created_at, resolve_due_at - created_at, next_response_due_at from tickets
                    where id = tests.id('next')$$,
                  $$values (interval '60 minutes', interval '600 minutes', null::timestamptz)$$, 'the next one follows them');

-- rule 9: the next response
select tests.act('nora', $$insert into ticket_messages (ticket_id, body) values (tests.id('next'), 'one')$$);
select set_config('tests.clock', '2026-03-03 08:40:00+00', true);
select tests.act('nora', $$insert into ticket_messages (ticket_id, body) values (tests.id('next'), 'two')$$);
select results_eq($$select awaiting_reply_since, next_response_due_at from tickets where id = tests.id('next')$$,
                  $$values ('2026-03-03 08:30+00'::timestamptz, '2026-03-03 09:15+00'::timestamptz)$$,
                  'the oldest message that nobody answered counts');
select tests.act('agent', $$insert into ticket_messages (ticket_id, body, visibility) values (tests.id('next'), 'n', 'internal')$$);
select is(awaiting_reply_since, '2026-03-03 08:30+00', 'a note does not answer it') from tickets where id = tests.id('next');
select tests.act('agent', $$update tickets set status = 'waiting_customer' where id = tests.id('next')$$);
select set_config('tests.clock', '2026-03-03 08:50:00+00', true);
select tests.act('agent', $$update tickets set status = 'in_progress' where id = tests.id('next')$$);
select is(next_response_due_at, '2026-03-03 09:25+00', 'a pause moves it') from tickets where id = tests.id('next');
select tests.act('agent', $$insert into ticket_messages (ticket_id, body) values (tests.id('next'), 'answer')$$);
select results_eq($$select awaiting_reply_since, next_response_due_at from tickets where id = tests.id('next')$$,
                  $$values (null::timestamptz, null::timestamptz)$$, 'a public answer ends it');

-- what programs send for these columns is ignored
select set_config('tests.clock', '2026-03-03 10:00:00+00', true);
select tests.act('nora', $$insert into tickets (id, client_id, subject, first_response_due_at, resolve_due_at, first_responded_at,
    resolved_at, waiting_since, waiting_seconds, resolved_seconds, first_response_applies, created_at, status, closed_at)
  values (tests.id('sent'), tests.id('North'), 'sent', '2030-01-01', '2030-01-01', '2030-01-01', '2030-01-01', '2030-01-01', 5, 5,
          false, '2020-01-01', 'closed', '2030-01-01')$$);
select results_eq($$select status, created_at, first_response_due_at, resolve_due_at, first_responded_at, resolved_at, closed_at,
                           waiting_since, waiting_seconds, resolved_seconds, first_response_applies
                    from tickets where id = tests.id('sent')$$,
                  $$values ('open', '2026-03-03 10:00+00'::timestamptz, '2026-03-03 11:00+00'::timestamptz,
                            '2026-03-03 20:00+00'::timestamptz, null::timestamptz, null::timestamptz, null::timestamptz,
                            null::timestamptz, 0::bigint, 0::bigint, true)$$, 'an insert sets nothing of the clock');
select is(tests.act('agent', $$update tickets set first_response_due_at = '2030-01-01', resolve_due_at = '2030-01-01',
    waiting_seconds = 9, resolved_seconds = 9, first_responded_at = '2030-01-01', resolved_at = '2030-01-01', closed_at = '2030-01-01',
    created_at = '2020-01-01', number = 1, created_by = tests.id('agent'), staff_filed = true, last_customer_activity = '2030-01-01',
    last_admin_activity = '2030-01-01', last_activity_at = '2030-01-01', awaiting_reply_since = '2030-01-01',
    next_response_due_at = '2030-01-01', waiting_since = '2030-01-01', first_response_applies = false, response_sla_minutes = 1,
    resolve_sla_minutes = 1, next_response_sla_minutes = 1
  where id = tests.id('sent')$$), '1', 'an update of staff passes,');
select results_eq($$select first_response_due_at, resolve_due_at, waiting_seconds, resolved_seconds, first_responded_at, resolved_at,
                           closed_at, created_at, number > 1000, created_by, staff_filed, last_customer_activity, last_admin_activity,
                           last_activity_at, awaiting_reply_since, next_response_due_at, waiting_since, first_response_applies,
                           response_sla_minutes, resolve_sla_minutes, next_response_sla_minutes
                    from tickets where id = tests.id('sent')$$,
                  $$values ('2026-03-03 11:00+00'::timestamptz, '2026-03-03 20:00+00'::timestamptz, 0::bigint, 0::bigint,
                            null::timestamptz, null::timestamptz, null::timestamptz, '2026-03-03 10:00+00'::timestamptz, true,
                            tests.id('nora'), false, null::timestamptz, null::timestamptz, '2026-03-03 10:00+00'::timestamptz,
                            null::timestamptz, null::timestamptz, null::timestamptz, true, 60, 600, 45)$$,
                  'and leaves all that is the database''s');
select is(tests.act('nora', $$update tickets set first_response_due_at = '2030-01-01', number = 5 where id = tests.id('sent')$$), '1',
          'an update of a client passes,');
select results_eq($$select first_response_due_at, number > 1000 from tickets where id = tests.id('sent')$$,
                  $$values ('2026-03-03 11:00+00'::timestamptz, true)$$, 'and changes nothing of it');

-- closed is final for everybody but an administrator; waiting_since is there while it waits, and only then
select tests.act('agent', $$update tickets set status = 'waiting_customer' where id = tests.id('sent')$$);
select is(waiting_since, '2026-03-03 10:00+00', 'waiting since') from tickets where id = tests.id('sent');
select tests.act('nora', $$insert into ticket_messages (ticket_id, body) values (tests.id('sent'), 'here')$$);
select is(waiting_since, null, 'no longer waiting') from tickets where id = tests.id('sent');
select is((select count(*) from ticket_pauses p where p.ended_at is null and not exists (
             select from tickets t where t.id = p.ticket_id and t.status in ('waiting_customer', 'resolved', 'closed'))), 0::bigint,
          'no pause is open in a ticket that runs');
select is((select count(*) from tickets t where t.status in ('waiting_customer', 'resolved', 'closed') and not exists (
             select from ticket_pauses p where p.ticket_id = t.id and p.ended_at is null)), 0::bigint,
          'and in one that stands there is one');

select * from finish();
rollback;
