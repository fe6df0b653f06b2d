-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What an administrator sees before they save, and what they may let follow: targets worked out by the functions that the tickets are worked out by,
-- open tickets counted anew, a calendar saved as a whole.

-- What a target means -------------------------------------------------------------------------------------------------

-- So much working time from now on: when it has passed, and the hours that it is made of. More than three of them are told as the first, the last and
-- what lies between.
create function public.preview_target(minutes integer, calendar_id uuid default null) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  due timestamptz;
  zone text;
  parts jsonb;
  between_seconds numeric;
  n integer;
begin
  perform private.check_mail_admin();
  due := public.add_business_time(at, make_interval(mins => minutes), preview_target.calendar_id);
  select c.time_zone into zone from public.calendars c where c.id = preview_target.calendar_id;
  with hours as (
    select greatest((d.day + r.starts) at time zone zone, at) as opens_at, least((d.day + r.ends) at time zone zone, due) as closes_at
    from (select day::date from generate_series((at at time zone zone)::date - 1, (due at time zone zone)::date, interval '1 day') g (day)) d
    join public.calendar_ranges r on r.calendar_id = preview_target.calendar_id and r.weekday = extract(isodow from d.day)
    where not exists (select from public.calendar_holidays h where h.calendar_id = preview_target.calendar_id and h.day = d.day)
  ), part as (
    select h.opens_at, h.closes_at, extract(epoch from h.closes_at - h.opens_at) as seconds,
           row_number() over (order by h.opens_at) as place, count(*) over () as places
    from hours h where h.closes_at > h.opens_at
  )
  select max(p.places),
         coalesce(jsonb_agg(jsonb_build_object('opens_at', p.opens_at, 'closes_at', p.closes_at, 'seconds', round(p.seconds)) order by p.place)
                    filter (where p.places <= 3 or p.place in (1, p.places)), '[]'),
         sum(p.seconds) filter (where p.places > 3 and p.place not in (1, p.places))
    into n, parts, between_seconds
    from part p;
  return jsonb_build_object('starts_at', at, 'due_at', due, 'parts', parts, 'seconds_left_out', round(coalesce(between_seconds, 0)),
                            'parts_left_out', case when n > 3 then n - 2 else 0 end);
end $$;

-- An open ticket with other targets, as a new priority would leave it: a target that was met or missed keeps its minutes and its due time.
create function private.with_targets(ticket public.tickets, response integer, resolve integer, next integer, calendar uuid, at timestamptz)
returns public.tickets
language plpgsql stable security definer set search_path = ''
as $$
begin
  if ticket.first_responded_at is null then
    ticket.response_sla_minutes := response;
  end if;
  ticket.resolve_sla_minutes := resolve;
  ticket.next_response_sla_minutes := next;
  ticket.calendar_id := calendar;
  return private.set_ticket_due(ticket, at);
end $$;

-- How many open tickets a priority has, and how many of them would be late at once with these targets that are not late now. Where there are more
-- than a thousand the second is not worked out, and null.
create function public.preview_priority(priority_id integer, response_minutes integer default null, resolve_minutes integer default null,
                                        next_minutes integer default null, calendar_id uuid default null) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  n integer;
  late integer;
begin
  perform private.check_mail_admin();
  select count(*) into n from public.tickets t where t.priority_id = preview_priority.priority_id and t.resolved_at is null;
  if n <= 1000 then
    select count(*) into late
    from public.tickets t
    where t.priority_id = preview_priority.priority_id and t.resolved_at is null
      and private.is_overdue(private.with_targets(t, response_minutes, resolve_minutes, next_minutes, preview_priority.calendar_id, at), at)
      and not private.is_overdue(t, at);
  end if;
  return jsonb_build_object('tickets', n, 'late', late);
end $$;

-- Lets the open tickets of a priority follow its targets as they are now, at most two hundred a call: `left` says how many do not yet. A breach
-- that happened stays recorded.
create function public.recompute_open_tickets(priority_id integer) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  priority public.ticket_priorities;
  ticket public.tickets;
  n integer := 0;
  remaining integer;
begin
  perform private.check_mail_admin();
  select * into priority from public.ticket_priorities p where p.id = recompute_open_tickets.priority_id for share;
  if priority.id is null then
    raise exception using errcode = 'PT404', message = 'priority_not_found', detail = 'There is no such priority.';
  end if;
  for ticket in
    select t.* from public.tickets t
    where t.priority_id = priority.id and t.resolved_at is null
      and ((t.first_responded_at is null and t.response_sla_minutes is distinct from priority.response_sla_minutes)
           or t.resolve_sla_minutes is distinct from priority.resolve_sla_minutes
           or t.next_response_sla_minutes is distinct from priority.next_response_sla_minutes
           or t.calendar_id is distinct from priority.calendar_id)
    order by t.id limit 200 for update
  loop
    -- As with a new priority: the pause that is still open goes on as a second one, so that what remains while a ticket waits is its due time
    -- less waiting_since.
    if ticket.status = 'waiting_customer' then
      update public.ticket_pauses p set ended_at = at where p.ticket_id = ticket.id and p.ended_at is null;
      insert into public.ticket_pauses (ticket_id, kind, started_at) values (ticket.id, 'waiting', at);
      ticket.waiting_since := at;
    end if;
    ticket := private.with_targets(ticket, priority.response_sla_minutes, priority.resolve_sla_minutes, priority.next_response_sla_minutes,
                                   priority.calendar_id, at);
    update public.tickets t
      set response_sla_minutes = ticket.response_sla_minutes, resolve_sla_minutes = ticket.resolve_sla_minutes,
          next_response_sla_minutes = ticket.next_response_sla_minutes, calendar_id = ticket.calendar_id,
          first_response_due_at = ticket.first_response_due_at, resolve_due_at = ticket.resolve_due_at,
          next_response_due_at = ticket.next_response_due_at, waiting_since = ticket.waiting_since
      where t.id = ticket.id;
    n := n + 1;
  end loop;
  select count(*) into remaining from public.tickets t
    where t.priority_id = priority.id and t.resolved_at is null
      and ((t.first_responded_at is null and t.response_sla_minutes is distinct from priority.response_sla_minutes)
           or t.resolve_sla_minutes is distinct from priority.resolve_sla_minutes
           or t.next_response_sla_minutes is distinct from priority.next_response_sla_minutes
           or t.calendar_id is distinct from priority.calendar_id);
  perform private.audit('ticket_priority_recompute', 'ticket_priority', null, 'ok', jsonb_build_object('id', priority.id, 'tickets', n));
  return jsonb_build_object('tickets', n, 'left', remaining);
end $$;

-- Calendars ---------------------------------------------------------------------------------------------------------------

-- The names of time zones that a calendar and the desk may have.
create function public.time_zones() returns setof text
language sql stable security definer set search_path = ''
as $$
  select z.name from pg_catalog.pg_timezone_names z
  where z.name !~ '^(posix|right)/' and z.name not in ('localtime', 'posixrules', 'Factory')
  order by z.name
$$;

-- A calendar with its hours and holidays, at once or not at all; a new one without an id. `seen_at` is the updated_at that the person saw: who
-- comes second is refused. With the rights of whoever calls.
create function public.save_calendar(name text, time_zone text, hours jsonb, holidays jsonb, calendar_id uuid default null,
                                     seen_at timestamptz default null) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  saved uuid;
begin
  if not private.is_admin() then
    raise exception using errcode = '42501', message = 'administrator_only', detail = 'Only an administrator does this.';
  end if;
  if save_calendar.calendar_id is null then
    insert into public.calendars (name, time_zone) values (btrim(save_calendar.name), save_calendar.time_zone) returning id into saved;
  else
    update public.calendars c set name = btrim(save_calendar.name), time_zone = save_calendar.time_zone
      where c.id = save_calendar.calendar_id and c.updated_at = seen_at returning c.id into saved;
    if saved is null then
      if exists (select from public.calendars c where c.id = save_calendar.calendar_id) then
        raise exception using errcode = 'PT409', message = 'changed_meanwhile', detail = 'Somebody else has changed this calendar.';
      end if;
      raise exception using errcode = 'PT404', message = 'calendar_not_found', detail = 'There is no such calendar.';
    end if;
  end if;

  -- In one statement, so that the rules look at the hours as they are at its end.
  with wanted as (
    select h.weekday, h.starts, h.ends from jsonb_to_recordset(hours) as h (weekday smallint, starts time, ends time)
  ), gone as (
    delete from public.calendar_ranges r
    where r.calendar_id = saved and not exists (select from wanted w where (w.weekday, w.starts, w.ends) = (r.weekday, r.starts, r.ends))
  )
  insert into public.calendar_ranges (calendar_id, weekday, starts, ends)
  select saved, w.weekday, w.starts, w.ends from wanted w
  where not exists (select from public.calendar_ranges r
                    where r.calendar_id = saved and (w.weekday, w.starts, w.ends) = (r.weekday, r.starts, r.ends));

  delete from public.calendar_holidays c
    where c.calendar_id = saved
      and not exists (select from jsonb_to_recordset(holidays) as h (day date, name text) where (h.day, coalesce(h.name, '')) = (c.day, c.name));
  insert into public.calendar_holidays (calendar_id, day, name)
    select saved, h.day, coalesce(h.name, '') from jsonb_to_recordset(holidays) as h (day date, name text)
    where not exists (select from public.calendar_holidays c where c.calendar_id = saved and (h.day, coalesce(h.name, '')) = (c.day, c.name));
  return (select to_jsonb(c) from public.calendars c where c.id = saved);
end $$;

-- Roles -------------------------------------------------------------------------------------------------------------------

-- A role is given by an administrator, and never by oneself, so that whoever gives it stays one. Two who take it from each other at the same moment go
-- one after the other, and the second is none any more: a desk does not lose its last administrator.
create or replace function private.guard_profile() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user = 'authenticated' and new.role is distinct from old.role then
    perform pg_advisory_xact_lock(hashtextextended('guichet roles', 0));
    if old.user_id = auth.uid() or not private.is_admin() then
      raise exception using errcode = '42501', message = 'role_not_allowed',
        detail = 'Only an administrator gives a role, and never to themselves.';
    end if;
  end if;
  return new;
end $$;

revoke all on function
  private.with_targets(public.tickets, integer, integer, integer, uuid, timestamptz), public.preview_target(integer, uuid),
  public.preview_priority(integer, integer, integer, integer, uuid), public.recompute_open_tickets(integer), public.time_zones(),
  public.save_calendar(text, text, jsonb, jsonb, uuid, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function
  public.preview_target(integer, uuid), public.preview_priority(integer, integer, integer, integer, uuid),
  public.recompute_open_tickets(integer), public.time_zones(), public.save_calendar(text, text, jsonb, jsonb, uuid, timestamptz)
  to authenticated;
