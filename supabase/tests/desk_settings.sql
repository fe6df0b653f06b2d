-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What the desk's settings ask: previews, open tickets that follow, calendars as a whole, roles.
begin;
\ir support/world.psql

select no_plan();

-- Thursday 25 June 2026, 16:40 in Paris, for everything but the rows that the world has made.
create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select timestamptz '2026-06-25 14:40:00+00' $$;

-- The message of a refusal, or how many rows.
create function tests.refusal(person text, statement text) returns text language plpgsql
as $$
declare
  n bigint;
begin
  perform tests.become(person);
  begin
    execute statement;
    get diagnostics n = row_count;
    raise exception using errcode = 'TEST1';
  exception
    when sqlstate 'TEST1' then
      perform tests.become('owner');
      return n::text;
    when others then
      perform tests.become('owner');
      return sqlerrm;
  end;
end $$;

create function tests.hours() returns text language sql immutable
as $$ select jsonb_agg(jsonb_build_object('weekday', d, 'starts', '09:00', 'ends', '18:00'))::text from generate_series(1, 5) d $$;
create function tests.save(hours text default tests.hours(), holidays text default '[]', more text default '') returns text language sql immutable
as $$ select format('select public.save_calendar(%L, %L, %L, %L%s)', 'Office hours', 'Europe/Paris', hours, holidays, more) $$;
create function tests.calendar() returns uuid language sql stable as $$ select c.id from public.calendars c where c.name = 'Office hours' $$;
create function tests.again() returns text language sql stable
as $$ select format(', %L, %L', c.id, c.updated_at) from public.calendars c where c.name = 'Office hours' $$;

-- Calendars
select is(tests.refusal(person, tests.save()), 'administrator_only', person || ' saves no calendar')
from unnest(array['agent', 'ops', 'nora']) person;
select is(tests.act('admin', tests.save()), '1', 'an administrator saves one');
select is((select count(*) from public.calendar_ranges), 5::bigint, 'with its hours');
update public.ticket_priorities set calendar_id = tests.calendar(), response_sla_minutes = 30, resolve_sla_minutes = 240 where code = 'high';
select is(tests.act('admin', tests.save('[{"weekday": 1, "starts": "09:00", "ends": "17:00"}]', '[{"day": "2026-06-26", "name": "Feast"}]', tests.again())), '1',
          'hours are replaced as a whole, also while a priority counts by them');
select is((select string_agg(format('%s %s %s', weekday, starts, ends), ', ') from public.calendar_ranges), '1 09:00:00 17:00:00', 'by the new ones');
select is((select string_agg(name, ', ') from public.calendar_holidays), 'Feast', 'with holidays');
select is(tests.refusal('admin', tests.save('[]', '[]', tests.again())), 'calendar_in_use', 'not by none at all');
select is(tests.refusal('admin', tests.save('[{"weekday": 1, "starts": "09:00", "ends": "12:00"}, {"weekday": 1, "starts": "11:00", "ends": "17:00"}]', '[]',
                                            tests.again())), 'calendar_hours_overlap', 'nor by ones that overlap');
select is(tests.refusal('admin', tests.save(tests.hours(), '[]', format(', %L, %L', tests.calendar(), '2020-01-01'))), 'changed_meanwhile',
          'who comes second is refused');
select is(tests.refusal('admin', tests.save(tests.hours(), '[]', format(', %L, %L', tests.id('none'), '2020-01-01'))), 'calendar_not_found',
          'one that is gone is not made again');
select is(tests.act('admin', tests.save(tests.hours(), '[]', tests.again())), '1', 'and back');
select ok('Europe/Paris' in (select public.time_zones()) and 'localtime' not in (select public.time_zones()), 'time zones by their names');

-- What a target means
select is(tests.refusal(person, 'select public.preview_target(30)'), 'administrator_only', person || ' previews nothing')
from unnest(array['agent', 'ops', 'nora']) person;
select is(tests.value('admin', format($$select public.preview_target(30, %L) ->> 'due_at'$$, tests.calendar()))::timestamptz,
          timestamptz '2026-06-25 15:10:00+00', 'half an hour today');
select is(tests.value('admin', format($$select (public.preview_target(240, %L) ->> 'due_at')$$, tests.calendar()))::timestamptz,
          timestamptz '2026-06-26 09:40:00+00', 'four hours end tomorrow');
select is(tests.value('admin', format($$select jsonb_path_query_array(public.preview_target(240, %L), '$.parts[*].seconds')::text$$, tests.calendar())),
          '[4800, 9600]', 'after 1 h 20 today and 2 h 40 tomorrow');
select is(tests.value('admin', format($$select concat_ws(' ', p ->> 'parts_left_out', p ->> 'seconds_left_out', jsonb_array_length(p -> 'parts'))
                                        from public.preview_target(2700, %L) p$$, tests.calendar())), '4 129600 2', 'a long one is told in short');
select is(tests.value('admin', $$select public.preview_target(60) ->> 'due_at'$$)::timestamptz, timestamptz '2026-06-25 15:40:00+00',
          'around the clock');

-- Open tickets that follow: of the demonstration none has this priority
update public.tickets set priority_id = (select id from public.ticket_priorities where code = 'low')
  where priority_id = (select id from public.ticket_priorities where code = 'high');
create function tests.high() returns integer language sql stable as $$ select p.id from public.ticket_priorities p where p.code = 'high' $$;
update public.ticket_priorities set calendar_id = null, response_sla_minutes = 120, resolve_sla_minutes = 480 where code = 'high';
create function tests.file(word text) returns void language sql
as $$ insert into public.tickets (id, client_id, subject, priority_id, created_by) values (tests.id(word), tests.id('North'), word, tests.high(), tests.id('nora')) $$;
select tests.become('owner');
select tests.file(word) from unnest(array['running', 'answered', 'waits', 'ended', 'late']) word;
update public.tickets set first_responded_at = private.clock() where id = tests.id('answered');
update public.tickets set status = 'waiting_customer' where id = tests.id('waits');
update public.tickets set status = 'resolved' where id = tests.id('ended');
create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select timestamptz '2026-06-25 15:40:00+00' $$;
select is(tests.value('admin', format($$select concat_ws(' ', p ->> 'tickets', p ->> 'late') from public.preview_priority(%s, 30, 480) p$$, tests.high())),
          '4 2', 'an hour later, two of four open ones would be late with half an hour');
select is(tests.value('admin', format($$select concat_ws(' ', p ->> 'tickets', p ->> 'late') from public.preview_priority(%s, 90, 480) p$$, tests.high())),
          '4 0', 'and none with an hour and a half');
select is(tests.refusal(person, format('select public.recompute_open_tickets(%s)', tests.high())), 'administrator_only', person || ' lets nothing follow')
from unnest(array['agent', 'ops', 'nora']) person;
update public.ticket_priorities set response_sla_minutes = 30, resolve_sla_minutes = 240 where code = 'high';
select is((select first_response_due_at from public.tickets where id = tests.id('running')), timestamptz '2026-06-25 16:40:00+00',
          'new targets are for later tickets');
select is(tests.value('admin', format($$select concat_ws(' ', r ->> 'tickets', r ->> 'left') from public.recompute_open_tickets(%s) r$$, tests.high())),
          '4 0', 'unless the open ones are to follow');
select is((select format('%s %s', first_response_due_at at time zone 'UTC', resolve_due_at at time zone 'UTC') from public.tickets where id = tests.id('running')),
          '2026-06-25 15:10:00 2026-06-25 18:40:00', 'which they do, from when they were filed');
select is((select format('%s %s', first_response_due_at at time zone 'UTC', response_sla_minutes) from public.tickets where id = tests.id('answered')),
          '2026-06-25 16:40:00 120', 'what was met stays so');
select is((select format('%s %s', resolve_due_at at time zone 'UTC', resolve_sla_minutes) from public.tickets where id = tests.id('ended')),
          '2026-06-25 22:40:00 480', 'a ticket that has ended is left alone');
select is((select state || ' ' || remaining_seconds from public.ticket_targets where ticket_id = tests.id('waits') and target = 'first_response'), 'paused 1800',
          'one that waits has all of its time left');
select is(tests.value('admin', format($$select r ->> 'tickets' from public.recompute_open_tickets(%s) r$$, tests.high())), '0', 'once is enough');
select is((select count(*) from public.audit_events where action = 'ticket_priority_recompute'), 2::bigint, 'it is on record');
select is(tests.refusal('admin', 'select public.recompute_open_tickets(77)'), 'priority_not_found', 'of a priority that there is');
create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select timestamptz '2026-06-25 16:00:00+00' $$;
update public.ticket_priorities set response_sla_minutes = 600 where code = 'high';
select tests.value('admin', format($$select public.recompute_open_tickets(%s)::text$$, tests.high()));
select is((select count(*) from public.sla_breaches where ticket_id = tests.id('late') and target = 'first_response' and target_minutes = 30), 1::bigint,
          'a breach that happened stays recorded');

-- Roles
select is(tests.refusal('admin', $$update public.profiles set role = 'client' where user_id = tests.id('admin')$$), 'role_not_allowed',
          'an administrator does not step down alone');
select is(tests.act('admin', $$update public.profiles set role = 'admin' where user_id = tests.id('ops')$$), '1', 'and makes another one');
select is(tests.act('ops', $$update public.profiles set role = 'support' where user_id = tests.id('admin')$$), '1', 'who may take the role back');
select is(tests.refusal('admin', $$update public.profiles set role = 'client' where user_id = tests.id('ops')$$), '0',
          'and then is the last one');

select * from finish();
rollback;
