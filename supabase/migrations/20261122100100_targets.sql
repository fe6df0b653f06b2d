-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- How each target of a ticket stands, the breaches that are kept, and the scan that reminds and escalates. None of it ever
-- writes the row of a ticket, which clients see.

-- Rows are only ever added. A pause moves a due time, and does not breach the same target again; other minutes may.
create table public.sla_breaches (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references public.tickets (id),
  target text not null check (target in ('first_response', 'resolution')),
  due_at timestamptz not null,
  target_minutes integer not null,
  created_at timestamptz not null default now(),
  unique (ticket_id, target, target_minutes)
);
create index sla_breaches_newest on public.sla_breaches (created_at, id);

-- Which reminders went out: the key is what makes each the only one.
create table public.sla_reminders (
  ticket_id uuid not null references public.tickets (id),
  target text not null check (target in ('first_response', 'resolution')),
  kind text not null check (kind in ('due_soon', 'overdue')),
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (ticket_id, target, kind, due_at)
);

-- Since when the clock has the ticket escalated; null when it has not, whatever labels staff gave it.
alter table public.ticket_triage add column escalated_at timestamptz;
create index ticket_triage_escalated on public.ticket_triage (ticket_id) where escalated_at is not null;

-- The state of the targets ----------------------------------------------------------------------------------------

-- How a target stands at a moment, with the whole seconds that remain (wall clock, rounded down; those that remained when the
-- pause began while it is paused). Written to be inlined: filters over many tickets see plain columns.
create function private.target_state(ticket public.tickets, target text, at timestamptz)
returns table (state text, due_at timestamptz, remaining_seconds bigint)
language sql stable parallel safe
as $$
  select s.state,
         case when s.state <> 'not_applicable' then d.due_at end,
         case when s.state in ('running', 'due_soon', 'overdue') then pg_catalog.floor(extract(epoch from d.due_at - at))::bigint
              when s.state = 'paused' then pg_catalog.floor(extract(epoch from d.due_at - ticket.waiting_since))::bigint end
  from (select case target
                 when 'first_response' then case when ticket.first_response_applies then ticket.first_response_due_at end
                 when 'resolution' then ticket.resolve_due_at
                 when 'next_response' then case when ticket.awaiting_reply_since is not null and ticket.resolved_at is null
                                                then ticket.next_response_due_at end end,
               case target
                 when 'first_response' then coalesce(ticket.first_responded_at, ticket.resolved_at)
                 when 'resolution' then ticket.resolved_at end) as d (due_at, ended_at),
  lateral (select case
    when d.due_at is null then 'not_applicable'
    when d.ended_at is not null then case when d.ended_at <= d.due_at then 'met' else 'missed' end
    when ticket.status = 'waiting_customer' then 'paused'
    when at > d.due_at then 'overdue'
    when d.due_at - at <= interval '15 minutes' then 'due_soon'
    else 'running' end) as s (state)
$$;

-- One branch a target, so that the planner knows which columns each looks at.
create view public.ticket_targets with (security_invoker = true) as
  select t.id as ticket_id, 'first_response'::text as target, s.state, s.due_at, s.remaining_seconds
  from (select private.clock() as at) c, public.tickets t, private.target_state(t, 'first_response', c.at) s
  union all
  select t.id, 'resolution', s.state, s.due_at, s.remaining_seconds
  from (select private.clock() as at) c, public.tickets t, private.target_state(t, 'resolution', c.at) s
  union all
  select t.id, 'next_response', s.state, s.due_at, s.remaining_seconds
  from (select private.clock() as at) c, public.tickets t, private.target_state(t, 'next_response', c.at) s;

-- The three targets of a ticket that the caller sees; no rows for any other.
create function public.ticket_sla(ticket_id uuid)
returns table (target text, state text, due_at timestamptz, remaining_seconds bigint)
language sql stable set search_path = ''
as $$
  select v.target, v.state, v.due_at, v.remaining_seconds from public.ticket_targets v where v.ticket_id = ticket_sla.ticket_id
$$;

-- Breaches and escalations end with the change that ends them -----------------------------------------------------

create function private.add_breach(ticket public.tickets, breached text, at timestamptz) returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.sla_breaches (ticket_id, target, due_at, target_minutes, created_at)
  select ticket.id, breached,
         case breached when 'first_response' then ticket.first_response_due_at else ticket.resolve_due_at end,
         case breached when 'first_response' then ticket.response_sla_minutes else ticket.resolve_sla_minutes end, at
  on conflict do nothing
$$;

create function private.is_overdue(ticket public.tickets, at timestamptz) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from unnest(array['first_response', 'resolution']) n (target), private.target_state(ticket, n.target, at) s
                 where s.state = 'overdue')
$$;

create function private.end_escalation(ticket uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.ticket_triage set labels = array_remove(labels, 'escalated'), escalated_at = null
  where ticket_id = ticket and escalated_at is not null
$$;

-- A target that was overdue when the ticket changed, or that this change ended too late, was breached, whether a scan has seen
-- it or not.
create function private.after_ticket_clock() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  name text;
  at timestamptz;
  before text;
  after text;
begin
  foreach name in array array['first_response', 'resolution'] loop
    at := case when name = 'first_response' and old.first_responded_at is null then coalesce(new.first_responded_at, new.updated_at)
               else new.updated_at end;
    select b.state, a.state into before, after from private.target_state(old, name, at) b, private.target_state(new, name, at) a;
    if before = 'overdue' then
      perform private.add_breach(old, name, new.updated_at);
    end if;
    if after = 'missed' and before <> 'missed' then
      perform private.add_breach(new, name, new.updated_at);
    end if;
  end loop;
  if not private.is_overdue(new, new.updated_at) then
    perform private.end_escalation(new.id);
  end if;
  return null;
end $$;
create trigger after_update_clock after update on public.tickets for each row
  when (old.* is distinct from new.*) execute function private.after_ticket_clock();

-- Labels ----------------------------------------------------------------------------------------------------------

-- What programs send for the column of the clock is ignored.
create function private.guard_triage() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user in ('authenticated', 'service_role') then
    new.escalated_at := case when tg_op = 'UPDATE' then old.escalated_at end;
  end if;
  return new;
end $$;
create trigger a_guard before insert or update on public.ticket_triage for each row execute function private.guard_triage();

-- An escalation, and its end, is one event of its own, not one more of the labels.
create or replace function private.after_triage() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  t public.tickets;
  by_clock boolean := (new.escalated_at is null) <> (old.escalated_at is null);
begin
  if not by_clock and new.labels is not distinct from old.labels then
    return null;
  end if;
  select * into t from public.tickets where id = new.ticket_id;
  if by_clock then
    perform private.add_event(t, 'escalation', case when old.escalated_at is not null then 'escalated' end,
                              case when new.escalated_at is not null then 'escalated' end, 'internal');
  else
    perform private.add_event(t, 'labels', array_to_string(old.labels, ', '), array_to_string(new.labels, ', '), 'internal');
  end if;
  return null;
end $$;

-- The scan --------------------------------------------------------------------------------------------------------

-- Looks at every target that is due within a quarter of an hour or was due before `at`: queues the reminder that is new, records
-- the breach, escalates, and ends the escalations that are over. Answers how many of each (reminders, not mails).
--
-- At most a thousand tickets at a time, the newest due times first, so that the first scan of an old help desk ends as well: the
-- next ones go on with it. One transaction: it is all there or nothing is. One scan runs at a time; a second one waits and
-- then finds nothing to do. A ticket that somebody is changing just now is left to the next scan, so that an answer on its way
-- is not met by a reminder, and so that no scan ever waits for a person while it holds what the person may want.
create function public.sla_scan(at timestamptz default now()) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  moment timestamptz := coalesce(sla_scan.at, now());
  found_ids uuid[];
  locked public.tickets[];
  reminders public.sla_reminders[];
  reminder public.sla_reminders;
  escalated bigint;
  cleared bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('guichet: sla_scan', 0));

  -- The scalar subquery is never made into a list of all that is not escalated.
  found_ids := array(
    select c.id
    from (select t.id, 'first_response' as target, t.first_response_due_at as due_at
          from public.tickets t
          where t.first_responded_at is null and t.resolved_at is null and t.first_response_applies
            and t.first_response_due_at <= moment + interval '15 minutes' and t.status in ('open', 'in_progress')
          union all
          select t.id, 'resolution', t.resolve_due_at
          from public.tickets t
          where t.resolved_at is null and t.resolve_due_at <= moment + interval '15 minutes' and t.status in ('open', 'in_progress')) c
    where not exists (select from public.sla_reminders r
                      where r.ticket_id = c.id and r.target = c.target and r.due_at = c.due_at
                        and (r.kind = 'overdue' or moment <= c.due_at))
       or (moment > c.due_at and (select g.escalated_at is null from public.ticket_triage g where g.ticket_id = c.id))
    group by c.id order by max(c.due_at) desc limit 1000);

  -- as they are now, not as they were found
  locked := array(select t from public.tickets t join public.ticket_triage g on g.ticket_id = t.id
                  where t.id = any (found_ids) order by t.id for no key update skip locked);

  with stand as (
    select t.id, n.target, s.state, s.due_at,
           case n.target when 'first_response' then t.response_sla_minutes else t.resolve_sla_minutes end as minutes
    from unnest(locked) t cross join (values ('first_response'), ('resolution')) n (target)
    cross join lateral private.target_state(t, n.target, moment) s
    where s.state in ('due_soon', 'overdue')
  ), breached as (
    insert into public.sla_breaches (ticket_id, target, due_at, target_minutes, created_at)
    select st.id, st.target, st.due_at, st.minutes, private.clock() from stand st where st.state = 'overdue'
    on conflict do nothing
  ), escalated as (
    update public.ticket_triage g set escalated_at = moment,
      labels = case when 'escalated' = any (g.labels) then g.labels else g.labels || 'escalated'::text end
    where g.escalated_at is null and g.ticket_id in (select st.id from stand st where st.state = 'overdue')
    returning g.ticket_id
  ), reminded as (
    insert into public.sla_reminders (ticket_id, target, kind, due_at, created_at)
    select st.id, st.target, st.state, st.due_at, private.clock() from stand st
    -- a scan that comes late with an earlier moment does not announce what is overdue
    where not exists (select from public.sla_reminders r where r.ticket_id = st.id and r.target = st.target and r.due_at = st.due_at
                      and r.kind = 'overdue')
    on conflict do nothing
    returning *
  )
  select (select count(*) from escalated), array(select r::public.sla_reminders from reminded r order by r.due_at, r.ticket_id, r.target)
    into escalated, reminders;

  foreach reminder in array reminders loop
    perform private.queue_sla_reminder(reminder.ticket_id, reminder.target, reminder.kind, reminder.due_at);
  end loop;

  -- Changes end their escalation themselves; this is for what changed while nobody looked, as a breach of an older clock. One that
  -- began after this moment is not this scan's.
  with over as (
    select g.ticket_id
    from public.ticket_triage g
    -- the limit keeps it at one look by key for each that is escalated, however many there are
    cross join lateral (select f.state as first_response, r.state as resolution
                        from public.tickets t, private.target_state(t, 'first_response', moment) f,
                             private.target_state(t, 'resolution', moment) r
                        where t.id = g.ticket_id limit 1) s
    where g.escalated_at <= moment and s.first_response <> 'overdue' and s.resolution <> 'overdue'
    order by g.ticket_id for no key update of g skip locked
  ), ended as (
    update public.ticket_triage g set labels = array_remove(g.labels, 'escalated'), escalated_at = null
    from over where g.ticket_id = over.ticket_id
    returning g.ticket_id
  )
  select count(*) into cleared from ended;

  return jsonb_build_object('queued', cardinality(reminders), 'escalated', escalated, 'cleared', cleared);
end $$;

-- Rights ----------------------------------------------------------------------------------------------------------

do $$
declare
  t text;
begin
  foreach t in array array['sla_breaches', 'sla_reminders'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('alter table public.%I force row level security', t);
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', t);
    execute format('grant select on public.%I to authenticated, service_role', t);
    execute format('create policy "staff reads" on public.%I for select to authenticated using ((select private.is_staff()))', t);
  end loop;
end $$;
revoke all on public.ticket_targets from public, anon, authenticated, service_role;
grant select on public.ticket_targets to authenticated, service_role;

revoke all on function
  private.target_state(public.tickets, text, timestamptz), private.add_breach(public.tickets, text, timestamptz),
  private.is_overdue(public.tickets, timestamptz), private.end_escalation(uuid), private.after_ticket_clock(),
  private.guard_triage(), public.ticket_sla(uuid), public.sla_scan(timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function private.target_state(public.tickets, text, timestamptz), public.ticket_sla(uuid)
  to authenticated, service_role;
grant execute on function public.sla_scan(timestamptz) to service_role;
