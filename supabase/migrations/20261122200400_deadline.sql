-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Why a target is due when it is: a ledger that adds up, from the numbers by which the due time was computed.

-- The times in which a calendar is closed between two moments: how many, when the first begins and when the last ends.
create function private.closed_times(calendar uuid, since timestamptz, until timestamptz,
                                     out n integer, out begins timestamptz, out ends timestamptz)
language sql stable security definer set search_path = ''
as $$
  with hours as (
    select range_merge(range_agg(tstzrange(greatest((d.day + r.starts) at time zone c.time_zone, since),
                                           least((d.day + r.ends) at time zone c.time_zone, until)))) as whole,
           range_agg(tstzrange(greatest((d.day + r.starts) at time zone c.time_zone, since),
                               least((d.day + r.ends) at time zone c.time_zone, until))) as open
    from public.calendars c
    cross join lateral (select (since at time zone c.time_zone)::date - 1 + i as day
                        from generate_series(0, (until at time zone c.time_zone)::date - (since at time zone c.time_zone)::date + 2) i) d
    join public.calendar_ranges r on r.calendar_id = c.id and r.weekday = extract(isodow from d.day)
    where c.id = closed_times.calendar
      and not exists (select from public.calendar_holidays h where h.calendar_id = c.id and h.day = d.day)
      and (d.day + r.starts) at time zone c.time_zone < until and (d.day + r.ends) at time zone c.time_zone > since
      and (d.day + r.starts) at time zone c.time_zone < (d.day + r.ends) at time zone c.time_zone
  ), closed as (
    select unnest(tstzmultirange(tstzrange(since, until)) - coalesce(h.open, '{}'::tstzmultirange)) as span from hours h
  )
  select count(*)::integer, min(lower(s.span)), max(upper(s.span)) from closed s
$$;

-- One row a line, in the order in which they are read: filed, target, closed, waiting, resolved, changed, due. The seconds of all of
-- them together lead from the first moment to the last. Nothing for a target that does not apply. A pause that is still open
-- has no seconds yet: it moves the due time when it ends. 'changed' stands for hours that are others now than when the due time was computed.
create function private.deadline_rows(ticket_id uuid, target text)
returns table (kind text, seconds double precision, since timestamptz, until timestamptz, n integer, name text, before text)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  t public.tickets;
  due timestamptz;
  start timestamptz;
  counted_until timestamptz;
  minutes integer;
  worked interval;
  stopped interval;
  closed interval;
  zone text;
  hours text;
  change public.ticket_events;
  gaps record;
begin
  select x.* into t from public.tickets x where x.id = deadline_rows.ticket_id;
  if not found then
    raise exception using errcode = 'PT404', message = 'ticket_not_found', detail = 'There is no such ticket.';
  end if;

  select s.due_at into due from private.target_state(t, deadline_rows.target, private.clock()) s;
  if due is null then
    return;
  end if;
  start := case deadline_rows.target when 'next_response' then t.awaiting_reply_since else t.created_at end;
  minutes := case deadline_rows.target when 'first_response' then t.response_sla_minutes
                                         when 'next_response' then t.next_response_sla_minutes else t.resolve_sla_minutes end;
  -- A first answer may have come in the middle of a pause, which then counts as far as that.
  counted_until := case when deadline_rows.target = 'first_response' then t.first_responded_at end;
  worked := private.business_time_between(start, due, t.calendar_id);
  closed := make_interval(secs => extract(epoch from due - start)::double precision) - worked;
  select coalesce(sum(private.business_time_between(greatest(p.started_at, start),
                                                    least(coalesce(p.ended_at, counted_until), coalesce(counted_until, p.ended_at)), t.calendar_id)),
                  interval '0')
    into stopped
    from public.ticket_pauses p
    where p.ticket_id = t.id and coalesce(p.ended_at, counted_until) > start and (counted_until is null or p.started_at < counted_until)
      and (counted_until is not null or p.ended_at is not null);

  select e.* into change from public.ticket_events e
    where e.ticket_id = t.id and e.kind = 'priority' order by e.created_at desc, e.id desc limit 1;
  -- A target that had ended when the priority changed keeps the minutes of then.
  if change.id is not null and change.created_at > coalesce(counted_until, t.resolved_at) then
    minutes := round(extract(epoch from worked - stopped) / 60);
    change := null;
  end if;
  select c.name, c.time_zone into hours, zone from public.calendars c where c.id = t.calendar_id;

  return query select 'filed'::text, 0::double precision, start, null::timestamptz, null::integer,
    case when deadline_rows.target = 'next_response' then null else (select pr.full_name from public.profiles pr where pr.user_id = t.created_by) end,
    (select c.name from public.clients c where c.id = t.client_id);
  return query select 'target'::text, (minutes * 60)::double precision, change.created_at, null::timestamptz, null::integer,
    (select p.code from public.ticket_priorities p where p.id = t.priority_id), change.old_value;
  if closed > interval '0' then
    select x.* into gaps from private.closed_times(t.calendar_id, start, due) x;
    return query select 'closed'::text, extract(epoch from closed)::double precision, gaps.begins, gaps.ends, gaps.n, hours, null::text;
  end if;
  return query
    select p.kind,
           coalesce(extract(epoch from private.business_time_between(greatest(p.started_at, start),
             least(coalesce(p.ended_at, counted_until), coalesce(counted_until, p.ended_at)), t.calendar_id)), 0)::double precision,
           greatest(p.started_at, start), p.ended_at, null::integer, null::text, null::text
    from public.ticket_pauses p
    where p.ticket_id = t.id and (p.ended_at is null or p.ended_at > start) and (counted_until is null or p.started_at < counted_until)
      -- what a ticket rests after its end moves nothing
      and not (p.ended_at is null and p.kind = 'resolved')
    order by p.started_at;
  if abs(extract(epoch from worked - stopped) - minutes * 60) >= 0.001 then
    return query select 'changed'::text, (extract(epoch from worked - stopped) - minutes * 60)::double precision, null::timestamptz,
      null::timestamptz, null::integer, null::text, null::text;
  end if;
  return query select 'due'::text, 0::double precision, due, null::timestamptz, null::integer, hours, zone;
end $$;

create function public.ticket_deadline(ticket_id uuid, target text)
returns table (kind text, seconds double precision, since timestamptz, until timestamptz, n integer, name text, before text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.is_staff() then
    raise exception using errcode = '42501', message = 'only_staff_reads_this', detail = 'How a due time was computed is for staff.';
  end if;
  if ticket_deadline.target is null or ticket_deadline.target not in ('first_response', 'next_response', 'resolution') then
    raise exception using errcode = 'PT422', message = 'target_not_known', detail = 'first_response, next_response or resolution';
  end if;
  return query select * from private.deadline_rows(ticket_deadline.ticket_id, ticket_deadline.target);
end $$;

revoke all on function private.deadline_rows(uuid, text), private.closed_times(uuid, timestamptz, timestamptz), public.ticket_deadline(uuid, text)
  from public, anon, authenticated, service_role;
grant execute on function public.ticket_deadline(uuid, text) to authenticated, service_role;
