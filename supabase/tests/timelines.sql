-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Lives of tickets as one table: what happens when, and how each target stands at a moment. The clock is passed in; every due
-- time was worked out by hand. Nothing is ever paused and overdue: looked at after each step of each of them.
begin;
\ir support/world.psql

create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select current_setting('tests.clock')::timestamptz $$;
select set_config('tests.clock', '2026-01-01 00:00Z', true);

-- office: eight hours a day with lunch at noon, two holidays; night: from one to four, in which the clocks change
insert into calendars (id, name, time_zone)
select tests.id(name), name, time_zone from (values
  ('office', 'Europe/Paris'), ('night', 'Europe/Paris'), ('kathmandu', 'Asia/Kathmandu'), ('chatham', 'Pacific/Chatham')) c (name, time_zone);
insert into calendar_ranges (calendar_id, weekday, starts, ends)
select tests.id(c.name), d, c.starts::time, c.ends::time
from (values ('office', 5, '09:00', '12:00'), ('office', 5, '13:00', '18:00'), ('night', 7, '01:00', '04:00'),
             ('kathmandu', 5, '09:30', '17:30'), ('chatham', 7, '00:00', '06:00')) c (name, last, starts, ends), generate_series(1, c.last) d;
insert into calendar_holidays (calendar_id, day, name)
values (tests.id('office'), '2026-04-06', 'Easter Monday'), (tests.id('office'), '2026-05-01', 'Labour Day');

-- Times are minutes after the start, or a day and time of 2026 in the zone of the calendar (or of Paris).
create function tests.zone(calendar text) returns text language sql stable
as $$ select coalesce((select c.time_zone from calendars c where c.id = tests.id(calendar)), 'Europe/Paris') $$;
create function tests.moment(word text, start timestamptz, zone text) returns timestamptz language sql stable
as $$ select case when word ~ '^\d+$' then start + word::int * interval '1 minute' else ('2026-' || word)::timestamp at time zone zone end $$;
create function tests.word(moment timestamptz, start timestamptz, zone text, by_minutes boolean) returns text language sql stable
as $$
  select case when by_minutes then floor(extract(epoch from moment - start) / 60)::text
              else to_char(moment at time zone zone, 'MM-DD"T"HH24:MI') end
$$;

create temporary table violations (name text, step text, what text);
create function tests.look_for_violations(name text, step text) returns void language sql
as $$
  insert into violations
  select name, step, t.status || ' ' || v.target || ' ' || v.state
  from tickets t join ticket_targets v on v.ticket_id = t.id
  where t.id = tests.id('timeline ' || name)
    and ((t.status = 'waiting_customer' and v.state in ('running', 'due_soon', 'overdue'))
         or (t.status <> 'waiting_customer' and v.state = 'paused')
         or (t.status in ('resolved', 'closed') and v.state in ('running', 'due_soon', 'overdue', 'paused')));
  insert into violations
  select name, step, 'escalated without a target that is overdue'
  from ticket_triage g join tickets t on t.id = g.ticket_id
  where t.id = tests.id('timeline ' || name) and g.escalated_at is not null and not private.is_overdue(t, private.clock());
  -- the ledger of each target adds up to its due time, by hours that are those of then
  insert into violations
  select name, step, 'the ledger of ' || n.target || ' does not add up: ' || l.lines
  from unnest(array['first_response', 'resolution', 'next_response']) n (target),
       lateral (select string_agg(concat_ws(' ', r.kind, r.seconds), ', ') as lines, sum(r.seconds) as seconds,
                       bool_or(r.kind = 'changed') as corrected,
                       min(r.since) filter (where r.kind = 'filed') as since, max(r.since) filter (where r.kind = 'due') as due
                from private.deadline_rows(tests.id('timeline ' || name), n.target) r) l
  where abs(extract(epoch from l.due - l.since) - l.seconds) > 0.001 or (l.corrected and name not like 'new hours%')
     or (l.due is null) <> (select s.due_at is null from tickets t, private.target_state(t, n.target, private.clock()) s
                            where t.id = tests.id('timeline ' || name));
  -- what is paused stands still, also tomorrow
  insert into violations
  select name, step, 'a frozen time moves'
  from tickets t, unnest(array['first_response', 'resolution', 'next_response']) n (target),
       private.target_state(t, n.target, private.clock()) now, private.target_state(t, n.target, private.clock() + interval '26 hours') later
  where t.id = tests.id('timeline ' || name) and now.state = 'paused' and now is distinct from later
$$;

-- The three targets as 'state due remaining', in minutes, '-' where there is none; then the breaches.
create function tests.timeline(name text, calendar text, priority text, filer text, start timestamptz, steps text[], look text)
returns text language plpgsql
as $$
declare
  step text;
  part text[];
  zone text := tests.zone(calendar);
  by_minutes boolean := look ~ '^\d+$';
  ticket uuid := tests.id('timeline ' || name);
  answer text;
begin
  perform set_config('tests.clock', start::text, true);
  update calendar_ranges set ends = '12:00' where calendar_id = tests.id('office') and ends = '12:30';
  update ticket_priorities p set calendar_id = tests.id(timeline.calendar), response_sla_minutes = v.response, resolve_sla_minutes = v.resolve,
    next_response_sla_minutes = v.next
  from (values ('low', 1440, 7200, null), ('normal', 480, 2880, null), ('high', 120, 480, 60), ('urgent', 30, 240, null)) v (code, response, resolve, next)
  where p.code = v.code;
  perform tests.become(filer);
  insert into tickets (id, client_id, subject, priority_id)
  values (ticket, tests.id('North'), name, (select p.id from ticket_priorities p where p.code = priority));
  perform tests.become('owner');
  foreach step in array steps loop
    part := string_to_array(step, ' ');
    perform set_config('tests.clock', tests.moment(part[1], start, zone)::text, true);
    perform tests.become(case part[2] when 'scan' then 'service_role' else part[2] end);
    case
      when part[2] = 'scan' then
        perform sla_scan(tests.moment(part[1], start, zone));
      when part[3] in ('reply', 'note', 'announce') then
        insert into ticket_messages (ticket_id, body, visibility)
        values (ticket, step, case part[3] when 'reply' then 'public' when 'note' then 'internal' else 'announcement' end);
      when part[3] in ('low', 'normal', 'high', 'urgent') then
        update tickets set priority_id = (select p.id from ticket_priorities p where p.code = part[3]) where id = ticket;
      when part[3] = 'high-and-resolved' then
        update tickets set priority_id = (select p.id from ticket_priorities p where p.code = 'high'), status = 'resolved' where id = ticket;
      when part[3] = 'calendar' then
        update ticket_priorities set calendar_id = tests.id(part[4]);
      when part[3] = 'minutes' then
        update ticket_priorities set response_sla_minutes = part[4]::int, resolve_sla_minutes = part[5]::int;
      when part[3] = 'untargeted' then
        update ticket_priorities set response_sla_minutes = null, resolve_sla_minutes = null;
      when part[3] = 'late-lunch' then
        update calendar_ranges set ends = '12:30' where calendar_id = tests.id('office') and ends = '12:00';
      else
        update tickets set status = part[3] where id = ticket;
    end case;
    perform tests.become('owner');
    perform tests.look_for_violations(name, step);
  end loop;
  perform set_config('tests.clock', tests.moment(look, start, zone)::text, true);
  perform tests.look_for_violations(name, 'look');
  perform tests.become('agent');
  select string_agg(case when s.state = 'not_applicable' then '-'
                    else concat_ws(' ', s.state, tests.word(s.due_at, start, zone, by_minutes), to_char(s.remaining_seconds / 60, 'FMSG9999990')) end,
                    '; ' order by array_position(array['first_response', 'resolution', 'next_response'], s.target))
    into answer from ticket_sla(ticket) s;
  answer := answer || coalesce((select ' | ' || string_agg(concat(b.target, ':', b.target_minutes, '@', tests.word(b.due_at, start, zone, by_minutes)),
                                                           ' ' order by b.due_at, b.target)
                                from sla_breaches b where b.ticket_id = ticket), '');
  perform tests.become('owner');
  return answer;
end $$;

create temporary table timelines (place serial, name text, calendar text, priority text, filer text, start text, steps text[], look text, expected text);

-- Around the clock, in minutes
insert into timelines (name, priority, filer, start, steps, look, expected)
select v.name, v.priority, v.filer, '2026-03-03 08:00Z', v.steps::text[], v.look, v.expected from (values
-- rules 1 and 7
('as filed', 'high', 'nora', '{}', '0', 'running 120 +120; running 480 +480; -'),
('as filed, low', 'low', 'nora', '{}', '0', 'running 1440 +1440; running 7200 +7200; -'),
('as filed, urgent', 'urgent', 'nora', '{}', '0', 'running 30 +30; running 240 +240; -'),
('sixteen minutes before', 'high', 'nora', '{}', '104', 'running 120 +16; running 480 +376; -'),
('fifteen minutes before', 'high', 'nora', '{}', '105', 'due_soon 120 +15; running 480 +375; -'),
('at the due moment', 'high', 'nora', '{}', '120', 'due_soon 120 +0; running 480 +360; -'),
('a minute after', 'high', 'nora', '{}', '121', 'overdue 120 -1; running 480 +359; -'),
('a minute after, scanned', 'high', 'nora', '{"121 scan"}', '121', 'overdue 120 -1; running 480 +359; - | first_response:120@120'),
('a minute after, scanned again', 'high', 'nora', '{"121 scan", "126 scan", "131 scan"}', '131',
 'overdue 120 -11; running 480 +349; - | first_response:120@120'),
('both overdue, one scan', 'high', 'nora', '{"500 scan"}', '500',
 'overdue 120 -380; overdue 480 -20; - | first_response:120@120 resolution:480@480'),
('a priority without targets', 'high', 'nora', '{"0 admin untargeted", "0 agent low"}', '9999', '-; -; -'),
('targets taken away while overdue', 'high', 'nora', '{"130 admin untargeted", "131 agent low"}', '140', '-; -; - | first_response:120@120'),
-- rule 2
('answered in time', 'high', 'nora', '{"60 agent reply"}', '200', 'met 120; running 480 +280; -'),
('answered at the last moment', 'high', 'nora', '{"120 agent reply"}', '130', 'met 120; running 480 +350; -'),
('answered late, between two scans', 'high', 'nora', '{"119 scan", "123 agent reply", "124 scan"}', '124',
 'missed 120; running 480 +356; - | first_response:120@120'),
('answered late, after the scan saw it', 'high', 'nora', '{"121 scan", "130 agent reply", "135 scan"}', '135',
 'missed 120; running 480 +345; - | first_response:120@120'),
('answered late, never scanned', 'high', 'nora', '{"300 agent reply"}', '300', 'missed 120; running 480 +180; - | first_response:120@120'),
('only the first answer counts', 'high', 'nora', '{"60 agent reply", "200 agent reply"}', '201', 'met 120; running 480 +279; -'),
('a note is no answer', 'high', 'nora', '{"60 agent note"}', '130', 'overdue 120 -10; running 480 +350; -'),
('a note when it is overdue changes nothing', 'high', 'nora', '{"130 agent note"}', '131', 'overdue 120 -11; running 480 +349; -'),
('an announcement is no answer', 'high', 'nora', '{"60 agent announce"}', '110', 'due_soon 120 +10; running 480 +370; -'),
('a status is no answer', 'high', 'nora', '{"60 agent in_progress"}', '119', 'due_soon 120 +1; running 480 +361; -'),
('a colleague of the client is no answer', 'low', 'nora', '{"60 colin reply"}', '70', 'running 1440 +1370; running 7200 +7130; -'),
('a change while it is overdue records the breach', 'high', 'nora', '{"130 agent in_progress"}', '131',
 'overdue 120 -11; running 480 +349; - | first_response:120@120'),
('resolved without answer in time', 'high', 'nora', '{"60 agent resolved"}', '300', '-; met 480; -'),
('resolved without answer at the last moment', 'high', 'nora', '{"120 agent resolved"}', '300', '-; met 480; -'),
('resolved without answer too late', 'high', 'nora', '{"130 agent resolved"}', '300', 'missed 120; met 480; - | first_response:120@120'),
('closed without answer in time', 'high', 'nora', '{"60 nora closed"}', '999', '-; met 480; -'),
('closed without answer, all too late', 'high', 'nora', '{"500 nora closed"}', '999',
 'missed 120; missed 480; - | first_response:120@120 resolution:480@480'),
('resolved without answer, reopened: the target is back', 'high', 'nora', '{"60 agent resolved", "100 nora reply"}', '100',
 'running 160 +60; running 520 +420; running 160 +60'),
('resolved without answer, reopened, overdue', 'high', 'nora', '{"60 agent resolved", "100 nora reply", "165 scan"}', '165',
 'overdue 160 -5; running 520 +355; overdue 160 -5 | first_response:120@160'),
('resolved without answer too late, reopened, answered', 'high', 'nora', '{"130 agent resolved", "150 nora in_progress", "160 agent reply"}', '170',
 'missed 140; running 500 +330; - | first_response:120@120'),
('staff filed it', 'high', 'agent', '{}', '200', '-; running 480 +280; -'),
('staff filed it, a client asks', 'high', 'agent', '{"5 nora reply"}', '10', '-; running 480 +470; running 65 +55'),
('staff filed it and was late', 'high', 'agent', '{"10 agent reply", "490 scan"}', '490', '-; overdue 480 -10; - | resolution:480@480'),
('staff filed it and resolved it late', 'high', 'agent', '{"490 agent resolved"}', '500', '-; missed 480; - | resolution:480@480'),
('staff filed it, resolved, reopened', 'high', 'agent', '{"100 agent resolved", "150 nora in_progress"}', '200', '-; running 530 +330; -'),
-- rule 3
('waiting', 'high', 'nora', '{"20 agent waiting_customer"}', '300', 'paused 120 +100; paused 480 +460; -'),
('waiting is not due soon', 'high', 'nora', '{"110 agent waiting_customer", "112 scan"}', '118', 'paused 120 +10; paused 480 +370; -'),
('waiting past the due time', 'high', 'nora', '{"110 agent waiting_customer", "130 scan", "500 scan"}', '600', 'paused 120 +10; paused 480 +370; -'),
('a pause ended by the client''s reply', 'high', 'nora', '{"20 agent waiting_customer", "80 nora reply"}', '80',
 'running 180 +100; running 540 +460; running 140 +60'),
('a pause ended by staff', 'high', 'nora', '{"20 agent waiting_customer", "80 agent in_progress"}', '170', 'due_soon 180 +10; running 540 +370; -'),
('a note does not end a pause', 'high', 'nora', '{"20 agent waiting_customer", "80 agent note"}', '90', 'paused 120 +100; paused 480 +460; -'),
('overdue, then waiting', 'high', 'nora', '{"130 agent waiting_customer", "140 scan"}', '400',
 'paused 120 -10; paused 480 +350; - | first_response:120@120'),
('overdue, waiting, and on again', 'high', 'nora', '{"130 agent waiting_customer", "230 agent in_progress", "235 scan"}', '235',
 'overdue 220 -15; running 580 +345; - | first_response:120@120'),
('two pauses', 'high', 'nora', '{"10 agent waiting_customer", "40 nora reply", "60 agent waiting_customer", "160 nora reply"}', '160',
 'running 250 +90; running 610 +450; running 200 +40'),
('a pause begun at the due moment', 'high', 'nora', '{"120 agent waiting_customer", "125 scan", "180 agent in_progress"}', '180',
 'due_soon 180 +0; running 540 +360; -'),
('answered while waiting', 'high', 'nora', '{"0 nora reply", "20 agent waiting_customer", "80 agent reply"}', '90', 'met 180; paused 480 +460; -'),
('answered while waiting, and on again', 'high', 'nora', '{"0 nora reply", "20 agent waiting_customer", "80 agent reply", "120 agent in_progress"}', '120',
 'met 180; running 580 +460; -'),
('answered while waiting, but too late', 'high', 'nora', '{"130 agent waiting_customer", "200 agent reply"}', '210',
 'missed 190; paused 480 +350; - | first_response:120@120'),
('resolved from waiting', 'high', 'nora', '{"20 agent waiting_customer", "80 agent resolved"}', '200', '-; met 540; -'),
('resolved from long waiting', 'high', 'nora', '{"10 agent reply", "20 agent waiting_customer", "900 agent resolved"}', '999', 'met 120; met 1360; -'),
('late, then waiting, then resolved', 'high', 'nora', '{"10 agent reply", "490 agent waiting_customer", "600 agent resolved"}', '999',
 'met 120; missed 590; - | resolution:480@480'),
('resolved from waiting, reopened', 'high', 'nora', '{"20 agent waiting_customer", "80 agent resolved", "200 nora in_progress"}', '200',
 'running 300 +100; running 660 +460; -'),
('closed from waiting', 'high', 'nora', '{"20 agent waiting_customer", "80 nora closed"}', '90', '-; met 540; -'),
-- rule 4
('resolved late, between two scans', 'high', 'nora', '{"10 agent reply", "479 scan", "485 agent resolved", "490 scan"}', '490',
 'met 120; missed 480; - | resolution:480@480'),
('resolved, then closed', 'high', 'nora', '{"10 agent reply", "100 agent resolved", "700 nora closed", "705 scan"}', '800', 'met 120; met 480; -'),
('reopened twice', 'high', 'nora',
 '{"10 agent reply", "100 agent resolved", "200 nora in_progress", "300 agent resolved", "350 nora in_progress"}', '400', 'met 120; running 630 +230; -'),
('late, reopened, late again: one breach', 'high', 'nora', '{"10 agent reply", "500 agent resolved", "600 nora in_progress", "700 scan"}', '700',
 'met 120; overdue 580 -120; - | resolution:480@480'),
('reopened by an administrator', 'high', 'nora', '{"10 agent reply", "100 agent closed", "200 admin in_progress"}', '300', 'met 120; running 580 +280; -'),
('a reply of staff does not reopen', 'high', 'nora', '{"10 agent reply", "100 agent resolved", "600 agent reply", "605 scan"}', '700', 'met 120; met 480; -'),
('answered while resolved, then reopened', 'high', 'nora', '{"60 agent resolved", "200 agent reply", "300 nora in_progress"}', '300',
 'met 260; running 720 +420; -'),
-- rule 5
('a higher priority', 'low', 'nora', '{"50 agent high"}', '60', 'running 120 +60; running 480 +420; -'),
('a higher priority, overdue at once', 'low', 'nora', '{"130 agent high"}', '130', 'overdue 120 -10; running 480 +350; -'),
('a higher priority, overdue at once, scanned', 'low', 'nora', '{"130 agent high", "135 scan"}', '135',
 'overdue 120 -15; running 480 +345; - | first_response:120@120'),
('a lower priority: the breach stays', 'high', 'nora', '{"125 agent low"}', '126', 'running 1440 +1314; running 7200 +7074; - | first_response:120@120'),
('a lower priority, then late again: two breaches', 'high', 'nora', '{"121 scan", "125 agent low", "1441 scan"}', '1441',
 'overdue 1440 -1; running 7200 +5759; - | first_response:120@120 first_response:1440@1440'),
('there and back: one breach', 'high', 'nora', '{"121 scan", "122 agent low", "123 agent high", "124 scan"}', '124',
 'overdue 120 -4; running 480 +356; - | first_response:120@120'),
('a lower priority when both were late', 'urgent', 'nora', '{"250 agent high", "255 scan"}', '255',
 'overdue 120 -135; running 480 +225; - | first_response:30@30 first_response:120@120 resolution:240@240'),
('what was met stays met', 'low', 'nora', '{"300 agent reply", "310 agent high"}', '320', 'met 1440; running 480 +160; -'),
('a new priority while waiting: frozen', 'low', 'nora', '{"10 agent waiting_customer", "40 agent high"}', '50', 'paused 150 +110; paused 510 +470; -'),
('a new priority while waiting, then on', 'low', 'nora', '{"10 agent waiting_customer", "40 agent high", "70 nora reply"}', '70',
 'running 180 +110; running 540 +470; running 130 +60'),
('two new priorities while waiting', 'normal', 'nora', '{"10 agent waiting_customer", "40 agent high", "100 agent urgent"}', '200',
 'paused 120 +20; paused 330 +230; -'),
('a new priority after a pause', 'low', 'nora', '{"10 agent waiting_customer", "40 nora reply", "50 agent high"}', '50',
 'running 150 +100; running 510 +460; running 100 +50'),
('a higher priority by which it ends too late', 'low', 'nora', '{"500 agent high-and-resolved"}', '510',
 'missed 120; missed 480; - | first_response:120@120 resolution:480@480'),
('a new priority of a resolved ticket', 'high', 'nora', '{"10 agent reply", "100 agent resolved", "110 agent urgent"}', '120', 'met 120; met 480; -'),
('a new priority of a resolved ticket, reopened', 'high', 'nora',
 '{"10 agent reply", "100 agent resolved", "110 agent urgent", "200 nora in_progress"}', '200', 'met 120; running 340 +140; -'),
('new minutes of the priority are for later tickets', 'high', 'nora', '{"50 admin minutes 60 600", "60 agent in_progress"}', '100',
 'running 120 +20; running 480 +380; -'),
-- rule 9
('a client asks', 'high', 'nora', '{"0 nora reply"}', '10', 'running 120 +110; running 480 +470; running 60 +50'),
('a client asks twice: the oldest counts', 'high', 'nora', '{"0 nora reply", "10 nora reply"}', '46', 'running 120 +74; running 480 +434; due_soon 60 +14'),
('the next response has no breach', 'high', 'nora', '{"0 nora reply", "61 scan", "70 agent reply"}', '71', 'met 120; running 480 +409; -'),
('the next response overdue', 'high', 'nora', '{"0 nora reply", "61 scan"}', '62', 'running 120 +58; running 480 +418; overdue 60 -2'),
('answered, then asked again', 'high', 'nora', '{"0 nora reply", "30 agent reply", "100 nora reply", "110 colin reply"}', '120',
 'met 120; running 480 +360; running 160 +40'),
('a note answers nothing', 'high', 'nora', '{"0 nora reply", "30 agent note"}', '40', 'running 120 +80; running 480 +440; running 60 +20'),
('a priority without next response', 'low', 'nora', '{"0 nora reply"}', '10', 'running 1440 +1430; running 7200 +7190; -'),
('the next response stands still as well', 'high', 'nora', '{"0 nora reply", "20 agent waiting_customer"}', '100',
 'paused 120 +100; paused 480 +460; paused 60 +40'),
('the next response after a pause', 'high', 'nora', '{"0 nora reply", "20 agent waiting_customer", "70 agent in_progress"}', '80',
 'running 170 +90; running 530 +450; running 110 +30'),
('nothing is owed once it is resolved', 'high', 'nora', '{"10 agent reply", "20 nora reply", "30 agent resolved"}', '200', 'met 120; met 480; -')
) v (name, priority, filer, steps, look, expected);

-- The same clock over the nights in which Europe changes its clocks: without a calendar nothing notices
insert into timelines (name, priority, filer, start, steps, look, expected) values
('without a calendar, into summer time', 'high', 'nora', '2026-03-28 23:00Z', '{"20 agent waiting_customer", "200 agent in_progress"}', '200',
 'running 300 +100; running 660 +460; -'),
('without a calendar, into winter time', 'high', 'nora', '2026-10-25 00:00Z', '{"20 agent waiting_customer", "200 agent in_progress"}', '200',
 'running 300 +100; running 660 +460; -');

-- By calendars: two hours and eight hours of working time for high, half an hour and four for urgent
insert into timelines (name, calendar, priority, filer, start, steps, look, expected) values
('office, in the morning', 'office', 'high', 'nora', '2026-03-02 09:00+01', '{}', '03-02T10:00', 'running 03-02T11:00 +60; running 03-02T18:00 +480; -'),
('office, over lunch', 'office', 'high', 'nora', '2026-03-02 11:00+01', '{}', '03-02T12:30', 'running 03-02T14:00 +90; running 03-03T11:00 +1350; -'),
('office, at lunch, sixteen minutes before', 'office', 'high', 'nora', '2026-03-02 10:05+01', '{}', '03-02T12:49',
 'running 03-02T13:05 +16; running 03-03T10:05 +1276; -'),
('office, at lunch, fifteen minutes before', 'office', 'high', 'nora', '2026-03-02 10:05+01', '{}', '03-02T12:50',
 'due_soon 03-02T13:05 +15; running 03-03T10:05 +1275; -'),
('office, over the night', 'office', 'high', 'nora', '2026-03-02 17:30+01', '{}', '03-02T20:00', 'running 03-03T10:30 +870; running 03-03T17:30 +1290; -'),
('office, over the week-end', 'office', 'high', 'nora', '2026-03-06 17:00+01', '{}', '03-08T12:00',
 'running 03-09T10:00 +1320; running 03-09T17:00 +1740; -'),
('office, filed on a Sunday', 'office', 'high', 'nora', '2026-03-08 12:00+01', '{}', '03-09T10:50', 'due_soon 03-09T11:00 +10; running 03-09T18:00 +430; -'),
('office, over Easter Monday', 'office', 'high', 'nora', '2026-04-03 17:00+02', '{}', '04-06T12:00',
 'running 04-07T10:00 +1320; running 04-07T17:00 +1740; -'),
('office, over Labour Day', 'office', 'normal', 'nora', '2026-04-30 09:00+02', '{"05-01T12:00 scan"}', '05-01T12:00',
 'overdue 04-30T18:00 -1080; running 05-08T18:00 +10440; - | first_response:480@04-30T18:00'),
('office, three weeks over Easter and summer time', 'office', 'low', 'nora', '2026-03-27 09:00+01', '{}', '03-27T09:00',
 'running 03-31T18:00 +6240; running 04-17T18:00 +30720; -'),
('office, over the Sunday of 23 hours', 'office', 'high', 'nora', '2026-03-27 17:00+01', '{}', '03-28T12:00',
 'running 03-30T10:00 +2700; running 03-30T17:00 +3120; -'),
('office, over the Sunday of 25 hours', 'office', 'high', 'nora', '2026-10-23 17:00+02', '{}', '10-24T12:00',
 'running 10-26T10:00 +2820; running 10-26T17:00 +3240; -'),
('office, answered in the evening, in time', 'office', 'high', 'nora', '2026-03-02 17:30+01', '{"03-02T22:00 agent reply"}', '03-02T23:00',
 'met 03-03T10:30; running 03-03T17:30 +1110; -'),
('office, answered in the morning, too late', 'office', 'high', 'nora', '2026-03-02 16:00+01', '{"03-03T09:00 agent reply"}', '03-03T09:00',
 'missed 03-02T18:00; running 03-03T16:00 +420; - | first_response:120@03-02T18:00'),
('office, a pause by night costs nothing', 'office', 'high', 'nora', '2026-03-02 17:00+01',
 '{"03-02T19:00 agent waiting_customer", "03-03T08:00 nora reply"}', '03-03T08:00',
 'running 03-03T10:00 +120; running 03-03T17:00 +540; running 03-03T10:00 +120'),
('office, a pause over lunch', 'office', 'high', 'nora', '2026-03-02 09:00+01', '{"03-02T10:00 agent waiting_customer", "03-02T13:30 agent in_progress"}',
 '03-02T13:30', 'running 03-02T14:30 +60; running 03-03T11:30 +1320; -'),
('office, a pause over the week-end', 'office', 'high', 'nora', '2026-03-06 16:00+01',
 '{"03-06T17:00 agent waiting_customer", "03-09T10:00 agent in_progress"}', '03-09T10:00', 'running 03-09T11:00 +60; running 03-09T18:00 +480; -'),
('office, a pause over the week-end, still open', 'office', 'high', 'nora', '2026-03-06 16:00+01', '{"03-06T17:00 agent waiting_customer", "03-08T11:00 scan"}',
 '03-08T12:00', 'paused 03-06T18:00 +60; paused 03-09T16:00 +4260; -'),
('office, a new priority in a pause', 'office', 'low', 'nora', '2026-03-02 09:00+01', '{"03-02T10:00 agent waiting_customer", "03-02T14:00 agent high"}',
 '03-02T16:00', 'paused 03-02T15:00 +60; paused 03-03T12:00 +1320; -'),
('office, resolved over the week-end, reopened', 'office', 'high', 'nora', '2026-03-06 09:00+01',
 '{"03-06T10:00 agent reply", "03-06T15:00 agent resolved", "03-09T14:00 nora in_progress"}', '03-09T14:00',
 'met 03-06T11:00; running 03-09T17:00 +180; -'),
('office, a higher priority in the afternoon', 'office', 'low', 'nora', '2026-03-02 09:00+01', '{"03-02T16:00 agent urgent"}', '03-02T16:00',
 'overdue 03-02T09:30 -390; overdue 03-02T14:00 -120; -'),
('office, the next response', 'office', 'high', 'nora', '2026-03-02 09:00+01', '{"03-02T09:10 agent reply", "03-02T17:45 nora reply"}', '03-02T17:50',
 'met 03-02T11:00; due_soon 03-02T18:00 +10; running 03-03T09:45 +955'),
('office, overdue by night', 'office', 'high', 'nora', '2026-03-02 16:00+01', '{"03-02T22:00 scan"}', '03-02T22:00',
 'overdue 03-02T18:00 -240; running 03-03T16:00 +1080; - | first_response:120@03-02T18:00'),
('night, of two hours', 'night', 'high', 'nora', '2026-03-28 12:00+01', '{}', '03-29T03:30', 'running 03-29T04:00 +30; running 03-31T04:00 +2910; -'),
('night, of four hours', 'night', 'high', 'nora', '2026-10-24 12:00+02', '{}', '10-25T00:00', 'running 10-25T02:00 +180; running 10-27T02:00 +3060; -'),
('night, a pause over the short one', 'night', 'high', 'nora', '2026-03-28 02:00+01',
 '{"03-28T03:00 agent waiting_customer", "03-30T02:00 agent in_progress"}', '03-30T02:00', 'running 03-30T03:00 +60; running 04-01T03:00 +2940; -'),
('night, a pause over the long one', 'night', 'high', 'nora', '2026-10-24 02:00+02',
 '{"10-24T03:00 agent waiting_customer", "10-26T02:00 agent in_progress"}', '10-26T02:00', 'running 10-26T03:00 +60; running 10-28T03:00 +2940; -'),
('night, late in the short one', 'night', 'high', 'nora', '2026-03-28 12:00+01', '{"03-29T04:01 agent reply"}', '03-29T04:01',
 'missed 03-29T04:00; running 03-31T04:00 +2879; - | first_response:120@03-29T04:00'),
('5:45 ahead', 'kathmandu', 'high', 'nora', '2026-03-02 16:30+05:45', '{}', '03-02T17:30', 'running 03-03T10:30 +1020; running 03-03T16:30 +1380; -'),
('12:45 ahead, into summer time', 'chatham', 'high', 'nora', '2026-09-26 12:00+12:45', '{}', '09-27T00:00',
 'running 09-27T02:00 +120; running 09-28T03:00 +1560; -'),
('a calendar for the priority is for later tickets', null, 'high', 'nora', '2026-03-02 17:00+01',
 '{"03-02T17:10 admin calendar office", "03-02T17:20 agent in_progress"}', '03-02T17:30', 'running 03-02T19:00 +90; running 03-03T01:00 +450; -'),
('a new priority brings its calendar', null, 'low', 'nora', '2026-03-02 17:00+01',
 '{"03-02T17:10 admin calendar office", "03-02T17:30 agent high"}', '03-02T17:30', 'running 03-03T10:00 +990; running 03-03T17:00 +1410; -'),
('new hours of a calendar move nothing by themselves', 'office', 'high', 'nora', '2026-03-02 09:00+01', '{"03-02T09:30 admin late-lunch"}', '03-02T10:00',
 'running 03-02T11:00 +60; running 03-02T18:00 +480; -'),
('new hours of a calendar count from the next change on', 'office', 'high', 'nora', '2026-03-02 09:00+01',
 '{"03-02T09:30 admin late-lunch", "03-02T10:00 agent in_progress"}', '03-02T10:00', 'running 03-02T11:00 +60; running 03-02T17:30 +450; -');

select plan((select count(*)::int from timelines) + 14);

select is(tests.timeline(l.name, l.calendar, l.priority, l.filer, l.start::timestamptz, l.steps, l.look), l.expected, l.name)
from timelines l order by l.place;

select cmp_ok((select count(distinct name) from timelines), '>=', 80::bigint, 'at least eighty of them');
select is((select count(*) from timelines), (select count(distinct name) from timelines), 'each with its own name');
select is_empty('select * from violations', 'nothing was ever paused and overdue, escalated without cause, or frozen and moving');
-- and the look at that finds something where there is something
savepoint broken;
update tickets set status = 'waiting_customer' where id = tests.id('timeline a minute after');
alter table tickets disable trigger user;
update tickets set status = 'in_progress' where id = tests.id('timeline waiting');
update tickets set status = 'resolved' where id = tests.id('timeline a note is no answer');
alter table tickets enable trigger user;
select tests.look_for_violations('waiting', 'broken'), tests.look_for_violations('a note is no answer', 'broken');
select cmp_ok((select count(*) from violations where step = 'broken'), '>', 0::bigint, 'which it would have seen');
rollback to broken;

-- Whoever sees the ticket sees its targets, nobody else any.
select results_eq($$select p.person, tests.outcome(p.person, $q$select * from ticket_sla(tests.id('timeline as filed'))$q$)
                    from unnest(tests.people()) p (person)$$,
                  $$select p.person, case when p.person in ('nora', 'colin', 'agent', 'ops', 'admin') then '3' else '0' end
                    from unnest(tests.people()) p (person)$$, 'the targets are seen by whom the ticket is');
select is(tests.outcome('sam', $$select * from ticket_sla(tests.id('named'))$$), '3', 'and by a company that it names');
select is(tests.outcome('anon', $$select * from ticket_sla(tests.id('named'))$$), '42501', 'not by a visitor');
select results_eq($$select p.person, tests.value(p.person, 'select count(*) from ticket_targets')::int
                    from unnest(tests.people()) p (person)$$,
                  $$select p.person, 3 * tests.value(p.person, 'select count(*) from tickets')::int from unnest(tests.people()) p (person)$$,
                  'the view has the three of every ticket in sight, and no other');
select results_eq($$select p.person, tests.outcome(p.person, 'select from sla_breaches') > '0' from unnest(tests.people()) p (person)$$,
                  $$select p.person, p.person in ('agent', 'ops', 'admin') from unnest(tests.people()) p (person)$$, 'breaches are for staff');
select is(tests.outcome('agent', $$insert into sla_breaches (ticket_id, target, due_at, target_minutes) values (tests.id('plain'), 'resolution', now(), 1)$$),
          '42501', 'and nobody writes them');

-- How a due time came about is for staff.
select results_eq($$select p.person, tests.outcome(p.person, $q$select from ticket_deadline(tests.id('timeline as filed'), 'resolution')$q$)
                    from unnest(tests.people()) p (person)$$,
                  $$select p.person, case when p.person in ('agent', 'ops', 'admin') then '3' else '42501' end
                    from unnest(tests.people()) p (person)$$, 'the ledger of a due time is for staff');
select is(tests.outcome('anon', $$select from ticket_deadline(tests.id('timeline as filed'), 'resolution')$$), '42501', 'not for a visitor');
select is(tests.outcome('agent', $$select from ticket_deadline(tests.id('timeline as filed'), 'lunch')$$), 'PT422', 'a target that there is none of');
select is(tests.outcome('agent', $$select from ticket_deadline(tests.id('no ticket'), 'resolution')$$), 'PT404', 'a ticket that there is none of');

select * from finish();
rollback;
