-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Calendars: the hours in which the clock of a target runs, and how working time is counted by them.

create table public.calendars (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(btrim(name)) between 1 and 100),
  -- a name as in pg_timezone_names
  time_zone text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Local times of the calendar's zone; a day that ends at midnight ends at 24:00. Ranges of a day may touch, never overlap.
create table public.calendar_ranges (
  id uuid primary key default gen_random_uuid(),
  calendar_id uuid not null references public.calendars (id) on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  starts time not null,
  ends time not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint calendar_ranges_forward check (starts < ends)
);
create index calendar_ranges_calendar on public.calendar_ranges (calendar_id, weekday, starts);

create table public.calendar_holidays (
  id uuid primary key default gen_random_uuid(),
  calendar_id uuid not null references public.calendars (id) on delete cascade,
  day date not null check (isfinite(day)),
  name text not null default '' check (length(name) <= 100),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (calendar_id, day)
);

create trigger touch before insert or update on public.calendars for each row execute function private.touch();
create trigger touch before insert or update on public.calendar_ranges for each row execute function private.touch();
create trigger touch before insert or update on public.calendar_holidays for each row execute function private.touch();

alter table public.ticket_priorities drop constraint ticket_priorities_around_the_clock;
alter table public.ticket_priorities add constraint ticket_priorities_calendar_fkey
  foreign key (calendar_id) references public.calendars (id);
create index ticket_priorities_calendar on public.ticket_priorities (calendar_id);
-- A ticket keeps the calendar that it got with its priority, so that one stays as long as a ticket counts by it.
alter table public.tickets add constraint tickets_calendar_fkey foreign key (calendar_id) references public.calendars (id);
create index tickets_calendar on public.tickets (calendar_id) where calendar_id is not null;

-- Working time ----------------------------------------------------------------------------------------------------

-- By how much the clocks of a zone are ahead of UTC at a moment.
create function private.zone_offset(moment timestamptz, zone text) returns interval
language sql immutable parallel safe
as $$ select (moment at time zone zone) - (moment at time zone 'UTC') $$;

-- When the clocks of a zone change, where they are known to do so after `since` and not after `until`; on a whole second.
create function private.clock_change(since timestamptz, until timestamptz, zone text) returns timestamptz
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  before bigint := floor(extract(epoch from since));
  after bigint := ceil(extract(epoch from until));
  old_offset interval := private.zone_offset(since, zone);
  middle bigint;
begin
  while after - before > 1 loop
    middle := (before + after) / 2;
    if private.zone_offset(to_timestamp(middle), zone) = old_offset then
      before := middle;
    else
      after := middle;
    end if;
  end loop;
  return to_timestamp(after);
end $$;

-- Walks through the hours of a calendar from `start` on, until `until` or until `amount` microseconds of them have passed, and
-- says when that is and how many have passed. It is open whenever the clocks of the zone show a time of its hours: time that is
-- jumped over does not pass, and time that comes twice passes twice.
--
-- A day is walked with one offset from UTC. Where the clocks change, the walk goes on from that moment with the new one, on
-- whatever local day that is. A whole week without holidays and without a change is one step.
create function private.walk_calendar(calendar uuid, start timestamptz, until timestamptz, amount bigint,
                                      out moment timestamptz, out passed bigint)
language plpgsql stable parallel safe security definer set search_path = ''
as $$
declare
  zone text;
  weekdays smallint[];
  opening interval[];
  closing interval[];
  -- where the ranges of each weekday begin and end in these arrays
  first_range integer[] := array[1, 1, 1, 1, 1, 1, 1];
  last_range integer[] := array[0, 0, 0, 0, 0, 0, 0];
  week bigint;
  holidays date[];
  next_holiday integer := 1;
  ahead interval;
  today date;
  midnight timestamptz;
  day_end timestamptz;
  opens timestamptz;
  closes timestamptz;
  weekday integer;
  open bigint;
begin
  passed := 0;
  select c.time_zone into zone from public.calendars c where c.id = calendar;
  if not found then
    raise exception using errcode = 'PT404', message = 'calendar_not_found', detail = 'There is no such calendar.';
  end if;
  select array_agg(r.weekday order by r.weekday, r.starts), array_agg(r.starts::interval order by r.weekday, r.starts),
         array_agg(r.ends::interval order by r.weekday, r.starts), (sum(extract(epoch from r.ends - r.starts)) * 1000000)::bigint
    into weekdays, opening, closing, week
    from public.calendar_ranges r where r.calendar_id = calendar;
  if weekdays is null then
    raise exception using errcode = 'PT409', message = 'calendar_without_hours', detail = 'A calendar without hours never opens.';
  end if;
  for i in 1 .. cardinality(weekdays) loop
    if last_range[weekdays[i]] = 0 then
      first_range[weekdays[i]] := i;
    end if;
    last_range[weekdays[i]] := i;
  end loop;

  moment := start;
  ahead := private.zone_offset(start, zone);
  today := (start at time zone zone)::date;
  holidays := array(select h.day from public.calendar_holidays h where h.calendar_id = calendar and h.day >= today - 1 order by 1);
  while moment < until loop
    if moment > start + interval '1753200 hours' then
      raise exception using errcode = 'PT422', message = 'working_time_out_of_range',
        detail = 'The calendar does not have that much working time in two hundred years.';
    end if;
    midnight := (today::timestamp at time zone 'UTC') - ahead;
    while holidays[next_holiday] < today loop
      next_holiday := next_holiday + 1;
    end loop;

    if moment = midnight and week < amount - passed
       and (next_holiday > cardinality(holidays) or holidays[next_holiday] > today + 6) then
      day_end := midnight + interval '168 hours';
      if day_end <= until and private.zone_offset(day_end, zone) = ahead then
        passed := passed + week;
        moment := day_end;
        today := today + 7;
        continue;
      end if;
    end if;

    day_end := midnight + interval '24 hours';
    if private.zone_offset(day_end, zone) <> ahead then
      day_end := private.clock_change(moment, day_end, zone);
    end if;
    if next_holiday > cardinality(holidays) or holidays[next_holiday] > today then
      weekday := extract(isodow from today);
      for i in first_range[weekday] .. last_range[weekday] loop
        opens := greatest(midnight + opening[i], moment);
        closes := least(midnight + closing[i], day_end, until);
        if closes > opens then
          open := (extract(epoch from closes - opens) * 1000000)::bigint;
          if passed + open >= amount then
            moment := opens + (amount - passed) * interval '1 microsecond';
            passed := amount;
            return;
          end if;
          passed := passed + open;
        end if;
      end loop;
    end if;
    moment := day_end;
    if day_end = midnight + interval '24 hours' and private.zone_offset(day_end, zone) = ahead then
      today := today + 1;
    else
      ahead := private.zone_offset(day_end, zone);
      today := (day_end at time zone zone)::date;
      -- back over midnight: a holiday that was passed comes again
      next_holiday := greatest(next_holiday - 1, 1);
    end if;
  end loop;
  moment := until;
end $$;

-- The one function that adds working time: the first moment at which that much has passed since `start`. Without a calendar it
-- runs around the clock. An amount of nothing gives `start`, also outside the hours; a day of an interval is 24 hours of
-- working time and a month 30 days; null gives null.
create or replace function public.add_business_time(start timestamptz, amount interval, calendar_id uuid default null)
returns timestamptz
language plpgsql stable parallel safe security definer set search_path = ''
as $$
declare
  -- seconds, so that no session time zone and no daylight-saving change can bend it
  seconds numeric := extract(epoch from amount);
begin
  if start is null or amount is null then
    return null;
  elsif not isfinite(start) or seconds < 0 or seconds > 100000000000 then
    raise exception using errcode = 'PT422', message = 'working_time_out_of_range',
      detail = 'Working time is added to a moment, and is neither negative nor endless.';
  elsif calendar_id is null or seconds = 0 then
    return start + make_interval(secs => seconds::double precision);
  end if;
  return (private.walk_calendar(calendar_id, start, 'infinity', (seconds * 1000000)::bigint)).moment;
end $$;

-- Its inverse: the working time between two moments; nothing when the second is not after the first.
create function private.business_time_between(since timestamptz, until timestamptz, calendar_id uuid) returns interval
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  if since is null or until is null then
    return null;
  elsif not (isfinite(since) and isfinite(until)) then
    raise exception using errcode = 'PT422', message = 'working_time_out_of_range',
      detail = 'Working time is counted between two moments.';
  elsif until <= since then
    return interval '0';
  elsif calendar_id is null then
    return make_interval(secs => extract(epoch from until - since)::double precision);
  end if;
  return (private.walk_calendar(calendar_id, since, until, 9223372036854775807)).passed * interval '1 microsecond';
end $$;

-- Rules of calendars ----------------------------------------------------------------------------------------------

create function private.calendar_in_use(calendar uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.ticket_priorities p where p.calendar_id = calendar)
      or exists (select from public.tickets t where t.calendar_id = calendar)
$$;

create function private.check_calendar_in_use(calendar uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if private.calendar_in_use(calendar) then
    raise exception using errcode = 'PT409', message = 'calendar_in_use',
      detail = 'A calendar by which a priority or a ticket counts stays, with hours.';
  end if;
end $$;

create function private.rule_calendar() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    perform private.check_calendar_in_use(old.id);
    return old;
  end if;
  if tg_op = 'UPDATE' and new.time_zone = old.time_zone then
    return new;
  end if;
  -- of these three each machine has its own idea
  if new.time_zone in ('localtime', 'posixrules', 'Factory')
     or not exists (select from pg_catalog.pg_timezone_names z where z.name = new.time_zone) then
    raise exception using errcode = 'PT422', message = 'time_zone_not_known', detail = format('no time zone %s', new.time_zone),
      hint = 'A name such as Europe/Paris.';
  end if;
  return new;
end $$;

-- One change of a calendar's hours at a time, and none while a priority comes to count by it.
create function private.lock_calendar() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.calendars c where c.id in (old.calendar_id, new.calendar_id) order by c.id for no key update;
  return coalesce(new, old);
end $$;

create function private.after_range() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op <> 'DELETE' and exists (select from public.calendar_ranges r
      where r.calendar_id = new.calendar_id and r.weekday = new.weekday and r.id <> new.id
        and r.starts < new.ends and new.starts < r.ends) then
    raise exception using errcode = 'PT409', message = 'calendar_hours_overlap',
      detail = 'The hours of a day come one after the other.';
  end if;
  if tg_op <> 'INSERT' and not exists (select from public.calendar_ranges r where r.calendar_id = old.calendar_id) then
    perform private.check_calendar_in_use(old.calendar_id);
  end if;
  return null;
end $$;

create function private.rule_priority() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.calendar_id is not null then
    perform from public.calendars c where c.id = new.calendar_id for share;
    -- refuses one that does not exist, has no hours, or not enough of them
    perform public.add_business_time(private.clock(), make_interval(mins => coalesce(target.minutes, 1)), new.calendar_id)
      from unnest(array[new.response_sla_minutes, new.resolve_sla_minutes, new.next_response_sla_minutes]) as target (minutes);
  end if;
  return new;
end $$;

create trigger rule before insert or update or delete on public.calendars for each row execute function private.rule_calendar();
create trigger lock before insert or update or delete on public.calendar_ranges for each row execute function private.lock_calendar();
create trigger after_change after insert or update or delete on public.calendar_ranges
  for each row execute function private.after_range();
create trigger rule before insert or update on public.ticket_priorities for each row execute function private.rule_priority();

-- Rights ----------------------------------------------------------------------------------------------------------

do $$
declare
  t text;
begin
  foreach t in array array['calendars', 'calendar_ranges', 'calendar_holidays'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('alter table public.%I force row level security', t);
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', t);
    execute format('grant select, insert, delete on public.%I to authenticated, service_role', t);
    execute format('create policy "everybody reads" on public.%I for select to authenticated using (true)', t);
    execute format('create policy "an administrator adds" on public.%I for insert to authenticated
                      with check ((select private.is_admin()))', t);
    execute format('create policy "an administrator changes" on public.%I for update to authenticated
                      using ((select private.is_admin())) with check ((select private.is_admin()))', t);
    execute format('create policy "an administrator removes" on public.%I for delete to authenticated
                      using ((select private.is_admin()))', t);
  end loop;
end $$;
-- Hours and holidays stay with their calendar.
grant update (name, time_zone) on public.calendars to authenticated, service_role;
grant update (weekday, starts, ends) on public.calendar_ranges to authenticated, service_role;
grant update (day, name) on public.calendar_holidays to authenticated, service_role;

-- Due times -------------------------------------------------------------------------------------------------------

-- How much working time the clock of a ticket stood still for from `since` until `until`, the pause still open included.
drop function private.stopped_time(uuid, timestamptz, timestamptz);
create function private.stopped_time(ticket uuid, since timestamptz, until timestamptz, calendar uuid) returns interval
language sql stable security definer set search_path = ''
as $$
  select coalesce(sum(private.business_time_between(greatest(p.started_at, since), least(coalesce(p.ended_at, until), until), calendar)),
                  interval '0')
  from public.ticket_pauses p where p.ticket_id = ticket
$$;

create function private.next_response_due(ticket public.tickets, at timestamptz) returns timestamptz
language sql stable security definer set search_path = ''
as $$
  select case when ticket.awaiting_reply_since is not null and ticket.next_response_sla_minutes is not null
    then private.due_at(ticket.awaiting_reply_since, ticket.next_response_sla_minutes,
                        private.stopped_time(ticket.id, ticket.awaiting_reply_since, at, ticket.calendar_id), ticket.calendar_id) end
$$;

-- Due times of the targets that are still open, at a moment.
create or replace function private.set_ticket_due(ticket public.tickets, at timestamptz) returns public.tickets
language plpgsql stable security definer set search_path = ''
as $$
declare
  stopped interval := private.stopped_time(ticket.id, ticket.created_at, at, ticket.calendar_id);
begin
  if ticket.first_responded_at is null then
    ticket.first_response_due_at :=
      case when not ticket.staff_filed
           then private.due_at(ticket.created_at, ticket.response_sla_minutes, stopped, ticket.calendar_id) end;
  end if;
  ticket.resolve_due_at := private.due_at(ticket.created_at, ticket.resolve_sla_minutes, stopped, ticket.calendar_id);
  ticket.next_response_due_at := private.next_response_due(ticket, at);
  return ticket;
end $$;

create or replace function private.rule_ticket_update() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  pausing constant text[] := array['waiting_customer', 'resolved', 'closed'];
  ends boolean := false;
begin
  if new is not distinct from old then
    return new;
  end if;
  new.updated_at := at;
  new.last_activity_at := greatest(new.created_at, new.last_customer_activity, new.last_admin_activity);

  if new.assignee_id is distinct from old.assignee_id then
    perform private.check_assignee(new.assignee_id);
  end if;
  if new.priority_id is distinct from old.priority_id then
    new := private.set_ticket_targets(new);
    -- The due times are about to take in the pause that is still open. It goes on as a second one from here, so that the time
    -- that remains while a ticket waits is always its due time less waiting_since.
    if old.status = 'waiting_customer' and new.status = 'waiting_customer' then
      update public.ticket_pauses set ended_at = at where ticket_id = new.id and ended_at is null;
      insert into public.ticket_pauses (ticket_id, kind, started_at) values (new.id, 'waiting', at);
      new.waiting_since := at;
    end if;
  end if;

  -- The first answer may come while the clock stands still: that time does not count against it.
  if old.first_responded_at is null and new.first_responded_at is not null and not new.staff_filed
     and old.status = any (pausing) then
    new.first_response_due_at :=
      private.due_at(new.created_at, new.response_sla_minutes,
                     private.stopped_time(new.id, new.created_at, new.first_responded_at, new.calendar_id), new.calendar_id);
  end if;

  if new.status <> old.status then
    if not private.status_step_exists(old.status, new.status) then
      raise exception using errcode = 'PT409', message = 'invalid_status_change',
        detail = format('from %s to %s', old.status, new.status);
    end if;
    ends := new.status in ('resolved', 'closed') and old.status not in ('resolved', 'closed');
    -- leave the old status
    if old.status = 'waiting_customer' then
      update public.ticket_pauses set ended_at = at where ticket_id = new.id and ended_at is null;
      new.waiting_since := null;
      new.waiting_seconds := private.stopped_seconds(new.id, 'waiting');
    elsif old.status in ('resolved', 'closed') and new.status = 'in_progress' then
      update public.ticket_pauses set ended_at = at where ticket_id = new.id and ended_at is null;
      new.resolved_seconds := private.stopped_seconds(new.id, 'resolved');
      new.resolved_at := null;
      new.closed_at := null;
      new.first_response_applies := not new.staff_filed;
    end if;
  end if;

  -- A target that has ended keeps its due time; the open ones follow the priority and the pauses, when one of these changes.
  if new.resolved_at is null and (new.status <> old.status or new.priority_id is distinct from old.priority_id) then
    new := private.set_ticket_due(new, at);
  elsif new.awaiting_reply_since is null then
    new.next_response_due_at := null;
  elsif new.resolved_at is null and new.awaiting_reply_since is distinct from old.awaiting_reply_since then
    new.next_response_due_at := private.next_response_due(new, at);
  end if;

  if new.status <> old.status then
    -- enter the new one
    if new.status = 'waiting_customer' then
      new.waiting_since := at;
      insert into public.ticket_pauses (ticket_id, kind, started_at) values (new.id, 'waiting', at);
    elsif ends then
      new.resolved_at := at;
      if new.first_responded_at is null and (new.first_response_due_at is null or at <= new.first_response_due_at) then
        new.first_response_applies := false;
      end if;
      insert into public.ticket_pauses (ticket_id, kind, started_at) values (new.id, 'resolved', at);
    end if;
    if new.status = 'closed' then
      new.closed_at := at;
    end if;
  end if;
  return new;
end $$;

revoke all on function
  private.zone_offset(timestamptz, text), private.clock_change(timestamptz, timestamptz, text),
  private.walk_calendar(uuid, timestamptz, timestamptz, bigint),
  private.business_time_between(timestamptz, timestamptz, uuid), private.calendar_in_use(uuid),
  private.check_calendar_in_use(uuid), private.rule_calendar(), private.lock_calendar(), private.after_range(),
  private.rule_priority(), private.stopped_time(uuid, timestamptz, timestamptz, uuid),
  private.next_response_due(public.tickets, timestamptz)
  from public, anon, authenticated, service_role;
