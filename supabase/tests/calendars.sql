-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Working time by calendars: hours and lunch breaks, nights, holidays, clocks that change in both directions, and who may change
-- a calendar how. The expected moments were worked out by hand.
begin;
\ir support/world.psql

create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select '2026-03-02 09:00+01'::timestamptz $$;

insert into calendars (id, name, time_zone)
select tests.id(name), name, time_zone from (values
  ('office', 'Europe/Paris'), ('always', 'Europe/Paris'), ('night', 'Europe/Paris'), ('shift', 'Europe/Paris'),
  ('gap', 'Europe/Paris'), ('dawn', 'Europe/Paris'), ('sunday', 'Europe/Paris'), ('kathmandu', 'Asia/Kathmandu'), ('chatham', 'Pacific/Chatham'),
  ('howe', 'Australia/Lord_Howe'), ('newfoundland', 'America/St_Johns'), ('havana', 'America/Havana'),
  ('santiago', 'America/Santiago'), ('new york', 'America/New_York'), ('old newfoundland', 'America/St_Johns'), ('closed', 'UTC')) c (name, time_zone);
insert into calendar_ranges (calendar_id, weekday, starts, ends)
select tests.id(name), d, r.starts::time, r.ends::time
from (values
  ('office', 1, 5, '{09:00-12:00,13:00-18:00}'), ('always', 1, 7, '{00:00-24:00}'), ('night', 1, 7, '{01:00-04:00}'),
  ('shift', 1, 7, '{22:00-24:00,00:00-06:00}'), ('gap', 7, 7, '{02:15-02:45}'), ('dawn', 7, 7, '{02:30-03:30,01:30-02:30}'),
  ('sunday', 7, 7, '{00:00-24:00}'), ('kathmandu', 1, 5, '{09:30-17:30}'), ('chatham', 1, 7, '{00:00-06:00}'),
  ('howe', 1, 7, '{00:00-04:00}'), ('newfoundland', 1, 7, '{00:00-08:00}'), ('havana', 1, 7, '{00:00-02:00}'),
  ('santiago', 1, 7, '{22:00-24:00,00:00-02:00}'), ('new york', 1, 6, '{08:15-11:45,12:30-16:59:30}'),
  ('old newfoundland', 1, 7, '{22:00-24:00}')) c (name, first, last, hours)
cross join lateral generate_series(c.first, c.last) d
cross join lateral (select split_part(h, '-', 1), split_part(h, '-', 2) from unnest(c.hours::text[]) h) r (starts, ends);
insert into calendar_holidays (calendar_id, day, name)
select tests.id('office'), day::date, name
from (values ('2026-04-06', 'Easter Monday'), ('2026-05-01', 'Labour Day'), ('2026-05-14', 'Ascension Day'), ('2026-12-25', 'Christmas'))
  h (day, name);
insert into calendar_holidays (calendar_id, day) values (tests.id('santiago'), '2026-04-04'), (tests.id('old newfoundland'), '2010-11-06');

create temporary table sums (place serial, name text, calendar text, start text, amount interval, due text);
insert into sums (name, calendar, start, amount, due) values
-- hours: Monday to Friday 9 to 12 and 13 to 18, eight a day
('within a range', 'office', '2026-03-02 09:30+01', '1 hour', '2026-03-02 10:30+01'),
('before it opens', 'office', '2026-03-02 07:00+01', '30 minutes', '2026-03-02 09:30+01'),
('from the opening to the last moment of the morning', 'office', '2026-03-02 09:00+01', '3 hours', '2026-03-02 12:00+01'),
('over lunch', 'office', '2026-03-02 09:00+01', '181 minutes', '2026-03-02 13:01+01'),
('begun at lunch', 'office', '2026-03-02 12:30+01', '1 hour', '2026-03-02 14:00+01'),
('begun as lunch begins', 'office', '2026-03-02 12:00+01', '1 minute', '2026-03-02 13:01+01'),
('begun as lunch ends', 'office', '2026-03-02 13:00+01', '5 hours', '2026-03-02 18:00+01'),
('begun as it closes', 'office', '2026-03-02 18:00+01', '1 minute', '2026-03-03 09:01+01'),
('begun in the evening', 'office', '2026-03-02 20:00+01', '8 hours', '2026-03-03 18:00+01'),
('over the night', 'office', '2026-03-02 17:00+01', '2 hours', '2026-03-03 10:00+01'),
('over the week-end', 'office', '2026-03-06 17:30+01', '1 hour', '2026-03-09 09:30+01'),
('begun at the week-end', 'office', '2026-03-07 12:00+01', '8 hours', '2026-03-09 18:00+01'),
('a week', 'office', '2026-03-02 09:00+01', '40 hours', '2026-03-06 18:00+01'),
('a week and a minute', 'office', '2026-03-02 09:00+01', '40 hours 1 minute', '2026-03-09 09:01+01'),
('a week from the middle of a day', 'office', '2026-03-04 15:00+01', '40 hours', '2026-03-11 15:00+01'),
('7200 minutes are three weeks', 'office', '2026-03-02 09:00+01', '7200 minutes', '2026-03-20 18:00+01'),
('a day of an interval is 24 hours', 'office', '2026-03-02 09:00+01', '1 day', '2026-03-04 18:00+01'),
('to the microsecond', 'office', '2026-03-02 17:59:59.5+01', '0.500001 seconds', '2026-03-03 09:00:00.000001+01'),
('nothing is the start itself', 'office', '2026-03-02 20:00+01', '0', '2026-03-02 20:00+01'),
('the start in another zone', 'office', '2026-03-02 23:30+15', '1 hour', '2026-03-02 10:30+01'),
-- clocks that change while it is closed
('over the week-end of summer time', 'office', '2026-03-27 17:00+01', '2 hours', '2026-03-30 10:00+02'),
('two weeks up to summer time', 'office', '2026-03-16 09:00+01', '80 hours', '2026-03-27 18:00+01'),
('two weeks and a minute, in summer time', 'office', '2026-03-16 09:00+01', '4801 minutes', '2026-03-30 09:01+02'),
('over the week-end of winter time', 'office', '2026-10-23 17:00+02', '2 hours', '2026-10-26 10:00+01'),
-- 7:59:30 a day, 47:57 a week, 35 weeks
('half a year over one change up to the other', 'new york', '2026-03-02 00:00-05', '1678 hours 15 minutes', '2026-10-31 16:59:30-04'),
('half a year and a second', 'new york', '2026-03-02 00:00-05', '1678 hours 15 minutes 1 second', '2026-11-02 08:15:01-05'),
-- holidays
('over a holiday', 'office', '2026-04-30 17:00+02', '2 hours', '2026-05-04 10:00+02'),
('over Easter Monday', 'office', '2026-04-03 17:00+02', '2 hours', '2026-04-07 10:00+02'),
('begun on a holiday', 'office', '2026-05-01 10:00+02', '1 hour', '2026-05-04 10:00+02'),
('a week with a holiday in it', 'office', '2026-05-11 09:00+02', '40 hours', '2026-05-18 18:00+02'),
('twenty days with two holidays', 'office', '2026-04-06 00:00+02', '160 hours', '2026-05-05 18:00+02'),
-- clocks that change while it is open
('around the clock into summer time', 'always', '2026-03-28 12:00+01', '24 hours', '2026-03-29 13:00+02'),
('around the clock into winter time', 'always', '2026-10-24 12:00+02', '24 hours', '2026-10-25 11:00+01'),
('around the clock for a year', 'always', '2026-01-01 00:00+01', '8760 hours', '2027-01-01 00:00+01'),
('a night of two hours', 'night', '2026-03-29 00:30+01', '2 hours', '2026-03-29 04:00+02'),
('a night of two hours, and a minute', 'night', '2026-03-29 00:30+01', '121 minutes', '2026-03-30 01:01+02'),
('three nights, the second short', 'night', '2026-03-28 01:00+01', '6 hours', '2026-03-30 02:00+02'),
('a night of four hours', 'night', '2026-10-25 00:30+02', '4 hours', '2026-10-25 04:00+01'),
('a night of four hours, and a minute', 'night', '2026-10-25 00:30+02', '241 minutes', '2026-10-26 01:01+01'),
('half past two for the first time', 'night', '2026-10-25 00:30+02', '90 minutes', '2026-10-25 02:30+02'),
('half past two for the second time', 'night', '2026-10-25 00:30+02', '150 minutes', '2026-10-25 02:30+01'),
('begun between the two', 'night', '2026-10-25 02:30+02', '1 hour', '2026-10-25 02:30+01'),
('a shift over midnight', 'shift', '2026-03-02 23:00+01', '2 hours', '2026-03-03 01:00+01'),
('24:00 is the end of the day', 'shift', '2026-03-02 22:00+01', '2 hours', '2026-03-03 00:00+01'),
('a shift of seven hours', 'shift', '2026-03-28 21:00+01', '7 hours', '2026-03-29 06:00+02'),
('a shift of nine hours', 'shift', '2026-10-24 21:00+02', '9 hours', '2026-10-25 06:00+01'),
('hours that do not exist that day', 'gap', '2026-03-28 12:00+01', '30 minutes', '2026-04-05 02:45+02'),
('hours that come twice that day', 'gap', '2026-10-18 12:00+02', '60 minutes', '2026-10-25 02:45+01'),
('hours that end in the gap', 'dawn', '2026-03-28 12:00+01', '30 minutes', '2026-03-29 03:00+02'),
('hours that begin in the gap', 'dawn', '2026-03-28 12:00+01', '60 minutes', '2026-03-29 03:30+02'),
('the Sunday of 23 hours', 'sunday', '2026-03-28 12:00+01', '23 hours', '2026-03-30 00:00+02'),
('the Sunday of 25 hours', 'sunday', '2026-10-24 12:00+02', '25 hours', '2026-10-26 00:00+01'),
('begun in the gap''s last second', 'night', '2026-03-29 01:59:59+01', '2 seconds', '2026-03-29 03:00:01+02'),
-- zones with other offsets
('5:45 ahead', 'kathmandu', '2026-03-02 03:00Z', '1 hour', '2026-03-02 10:30+05:45'),
('5:45 ahead, over the week-end', 'kathmandu', '2026-03-06 17:00+05:45', '1 hour', '2026-03-09 10:00+05:45'),
('12:45 ahead, into summer time', 'chatham', '2026-09-26 12:00+12:45', '5 hours', '2026-09-27 06:00+13:45'),
('12:45 ahead, into summer time, and a minute', 'chatham', '2026-09-26 12:00+12:45', '301 minutes', '2026-09-28 00:01+13:45'),
('12:45 ahead, into winter time', 'chatham', '2026-04-04 12:00+13:45', '7 hours', '2026-04-05 06:00+12:45'),
('by half an hour into summer time', 'howe', '2026-10-03 12:00+10:30', '210 minutes', '2026-10-04 04:00+11:00'),
('by half an hour into winter time', 'howe', '2026-04-04 12:00+11', '270 minutes', '2026-04-05 04:00+10:30'),
('3:30 behind, into summer time', 'newfoundland', '2026-03-07 12:00-03:30', '7 hours', '2026-03-08 08:00-02:30'),
('3:30 behind, into winter time', 'newfoundland', '2026-10-31 12:00-02:30', '9 hours', '2026-11-01 08:00-03:30'),
('a midnight that does not exist', 'havana', '2026-03-07 12:00-05', '1 hour', '2026-03-08 02:00-04'),
('a midnight that comes twice', 'havana', '2026-10-31 12:00-04', '3 hours', '2026-11-01 02:00-05'),
('back over midnight, into a holiday', 'santiago', '2026-04-04 12:00-03', '2 hours', '2026-04-05 02:00-04'),
-- at one minute past midnight back to 23:01 of a holiday that was over
('back into a holiday that was over', 'old newfoundland', '2010-11-06 12:00-02:30', '2 hours', '2010-11-08 00:00-03:30'),
('forward at midnight', 'santiago', '2026-09-05 12:00-04', '3 hours', '2026-09-06 02:00-03'),
-- without a calendar
('without a calendar, into summer time', null, '2026-03-28 12:00+01', '24 hours', '2026-03-29 13:00+02'),
('without a calendar, a month is thirty days', null, '2026-01-31 12:00Z', '1 month', '2026-03-02 12:00Z');

create temporary table randoms as
  select x.i, c.name as calendar, x.start, x.amount
  from (select setseed(0.20261122)) s,
  lateral (select i, '2024-01-01 00:00Z'::timestamptz + random() * 3000 * interval '24 hours' as start,
                  date_trunc('milliseconds', interval '1 second' * (power(random(), 3) * 700000)) + interval '1 microsecond' as amount,
                  1 + floor(random() * 15)::int as place
           from generate_series(1, 1500) i) x
  join (select row_number() over (order by c.name) as place, c.name from calendars c where c.name <> 'closed') c using (place);

select plan((select count(*)::int from sums) * 2 + 37);

select is(public.add_business_time(s.start::timestamptz, s.amount, tests.id(s.calendar)), s.due::timestamptz, s.name) from sums s order by s.place;
select is(private.business_time_between(s.start::timestamptz, s.due::timestamptz, tests.id(s.calendar)), s.amount,
          'and back: ' || s.name) from sums s order by s.place;

-- The inverse, and one counted in quite another way: minute by minute, by what the clocks on the wall show.
select is((select count(distinct calendar) from randoms), 15::bigint, 'every calendar was drawn');
select is_empty($$select * from (select r.*, private.business_time_between(r.start, public.add_business_time(r.start, r.amount, tests.id(r.calendar)),
                                                                  tests.id(r.calendar)) as back from randoms r) x
                  where x.back is distinct from x.amount$$, 'what was added is what lies between, 1500 times');
select is_empty($$select * from randoms r where private.business_time_between(r.start,
                    public.add_business_time(r.start, r.amount, tests.id(r.calendar)) - interval '1 microsecond', tests.id(r.calendar)) >= r.amount$$,
                'and a microsecond before, it has not passed');
create function tests.minutes_open(calendar text, since timestamptz, until timestamptz) returns bigint language sql stable
as $$
  select count(*) from (
    select m at time zone c.time_zone as wall
    from calendars c, generate_series(since, until - interval '1 minute', interval '1 minute') m where c.id = tests.id(calendar)) w
  where exists (select from calendar_ranges r where r.calendar_id = tests.id(calendar) and r.weekday = extract(isodow from w.wall)
                and w.wall::time >= r.starts and w.wall::time < r.ends)
    and not exists (select from calendar_holidays h where h.calendar_id = tests.id(calendar) and h.day = w.wall::date)
$$;
create temporary table weeks as
  select c.name as calendar, s.start::timestamptz as start, s.start::timestamptz + n * interval '20 hours' as until
  from calendars c, (values ('2026-03-06 09:07Z'), ('2026-03-27 22:30Z'), ('2026-04-03 13:01Z'), ('2026-09-04 10:00Z'), ('2026-09-25 00:59Z'),
                            ('2026-10-02 12:00Z'), ('2026-10-23 23:00Z'), ('2026-10-30 15:45Z')) s (start), generate_series(1, 3) n
  where c.name not in ('closed', 'new york');
select is_empty($$select w.*, tests.minutes_open(w.calendar, w.start, w.until), private.business_time_between(w.start, w.until, tests.id(w.calendar))
                  from weeks w where private.business_time_between(w.start, w.until, tests.id(w.calendar))
                                     <> tests.minutes_open(w.calendar, w.start, w.until) * interval '1 minute'$$,
                'as by the clock on the wall, minute by minute, around every change of the year');
select ok((select count(*) > 250 from weeks), 'of many days');

-- The session's time zone and the order of the hours in the table bend nothing.
set local timezone = 'Australia/Lord_Howe';
select is_empty($$select s.name from sums s where public.add_business_time(s.start::timestamptz, s.amount, tests.id(s.calendar)) <> s.due::timestamptz$$,
                'the same in a session of another zone');
reset timezone;

-- What cannot be counted
select is(public.add_business_time(null, '1 hour', tests.id('office')), null, 'no start, no end');
select is(public.add_business_time(now(), null, tests.id('office')), null, 'no amount, no end');
select throws_ok($$select public.add_business_time(now(), '-1 second', tests.id('office'))$$, 'PT422', 'working_time_out_of_range', 'never backwards');
select throws_ok($$select public.add_business_time(now(), '-1 second', null)$$, 'PT422', 'working_time_out_of_range', 'nor without a calendar');
select throws_ok($$select public.add_business_time('infinity', '1 second', tests.id('office'))$$, 'PT422', 'working_time_out_of_range',
                 'not from the end of time');
select throws_ok($$select public.add_business_time(now(), '1 second', tests.id('closed'))$$, 'PT409', 'calendar_without_hours',
                 'a calendar without hours is refused, not waited for');
select throws_ok($$select public.add_business_time(now(), '2000 years', tests.id('office'))$$, 'PT422', 'working_time_out_of_range',
                 'an amount that never comes too');
select throws_ok($$select public.add_business_time(now(), '100 years', tests.id('gap'))$$, 'PT422', 'working_time_out_of_range',
                 'also one that comes half an hour a week');
select is(private.business_time_between('2026-03-02 10:00Z', '2026-03-02 09:00Z', tests.id('office')), interval '0', 'no time lies between backwards');
select is(private.business_time_between('2026-03-07 10:00Z', '2026-03-08 10:00Z', tests.id('office')), interval '0', 'nor within a week-end');
select is(private.business_time_between('2026-03-28 12:00+01', '2026-03-29 12:00+02', null), interval '23 hours', 'without a calendar it is what elapses');

-- Months of holidays do not make it slow: a whole company's closing, a thousand sums.
insert into calendar_holidays (calendar_id, day)
select tests.id('office'), d::date from generate_series('2027-01-04'::date, '2027-06-30', '1 day') d where extract(isodow from d) <> 3;
do $$
declare
  began timestamptz := clock_timestamp();
begin
  perform public.add_business_time('2027-01-01 12:00+01', '7200 minutes', tests.id('office')) from generate_series(1, 200);
  perform set_config('tests.each', (extract(epoch from clock_timestamp() - began) / 200 * 1000)::text, true);
end $$;
-- five hours on Friday, fourteen Wednesdays of eight from 6 January on, and three hours of the fifteenth
select is(public.add_business_time('2027-01-01 12:00+01', '7200 minutes', tests.id('office')), '2027-04-14 12:00+02', 'months of holidays');
select cmp_ok(current_setting('tests.each')::numeric, '<', 8::numeric, 'and in no time (milliseconds, on a busy machine)');

-- Rights: everybody reads, an administrator writes
create temporary table attempts (place serial, what text, statement text, admin text);
insert into attempts (what, statement, admin) values
('add a calendar', $$insert into calendars (name, time_zone) values ('new', 'Europe/Rome')$$, '1'),
('rename one', $$update calendars set name = 'renamed' where id = tests.id('gap')$$, '1'),
('add hours', $$insert into calendar_ranges (calendar_id, weekday, starts, ends) values (tests.id('closed'), 1, '09:00', '24:00')$$, '1'),
('change hours', $$update calendar_ranges set ends = '18:30' where calendar_id = tests.id('office') and ends = '18:00'$$, '5'),
('remove holidays', $$delete from calendar_holidays where day = '2026-05-01'$$, '1');
select is(array[tests.outcome('admin', a.statement), tests.outcome('agent', a.statement), tests.outcome('nora', a.statement), tests.outcome('anon', a.statement)],
          array[a.admin, case when a.statement like 'insert%' then '42501' else '0' end,
                case when a.statement like 'insert%' then '42501' else '0' end, '42501'], a.what)
from attempts a order by a.place;
select is(tests.outcome('nora', 'select from calendar_ranges r join calendars c on c.id = r.calendar_id where c.name = ''office'''), '10',
          'clients read when their help desk works');

-- Bad changes
select is(tests.outcome('admin', $$insert into calendars (name, time_zone) values ('moon', 'Moon/Tranquility')$$), 'PT422', 'a zone that does not exist');
select is(tests.outcome('admin', $$update calendars set time_zone = 'localtime' where id = tests.id('gap')$$), 'PT422', 'nor what each machine has its own of');
select is(tests.outcome('admin', $$insert into calendar_ranges (calendar_id, weekday, starts, ends) values (tests.id('office'), 1, '11:59', '13:00')$$), 'PT409',
          'hours that overlap');
select is(tests.outcome('admin', $$insert into calendar_ranges (calendar_id, weekday, starts, ends) values (tests.id('office'), 1, '12:00', '13:00')$$), '1',
          'but may touch');
select is(tests.outcome('admin', $$insert into calendar_ranges (calendar_id, weekday, starts, ends) values (tests.id('closed'), 1, '12:00', '12:00')$$), '23514',
          'hours that take no time');
select throws_ok($$update ticket_priorities set calendar_id = tests.id('closed') where code = 'high'$$, 'PT409', 'calendar_without_hours',
                 'a priority does not count by a calendar without hours');
update ticket_priorities set calendar_id = tests.id('gap') where code = 'high';
select throws_ok($$delete from calendar_ranges where calendar_id = tests.id('gap')$$, 'PT409', 'calendar_in_use', 'the last hours of a calendar in use stay');
select throws_ok($$delete from calendars where id = tests.id('gap')$$, 'PT409', 'calendar_in_use', 'and so does the calendar');
select tests.act('nora', $$insert into tickets (id, client_id, subject, priority_id) values (tests.id('by gap'), tests.id('North'), 'by gap', 3)$$);
-- half an hour each Sunday from 8 March on, none on 29 March: the fourth comes on 5 April
select is(first_response_due_at, '2026-04-05 02:45+02', 'a ticket counts by the calendar of its priority') from tickets where id = tests.id('by gap');
update ticket_priorities set calendar_id = null where code = 'high';
select throws_ok($$delete from calendar_ranges where calendar_id = tests.id('gap')$$, 'PT409', 'calendar_in_use', 'also while a ticket counts by it');
select lives_ok($$delete from calendars where id = tests.id('dawn')$$, 'a calendar that nothing counts by goes,');
select is((select count(*) from calendar_ranges where calendar_id = tests.id('dawn')), 0::bigint, 'with its hours');

select * from finish();
rollback;
