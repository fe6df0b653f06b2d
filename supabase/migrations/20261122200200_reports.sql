-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The report of a period in one call, for staff: two walks of an index, however old the help desk is.

create index tickets_filed on public.tickets (created_at, client_id);
create index tickets_resolved on public.tickets (resolved_at, client_id) where resolved_at is not null;
create index support_incidents_resolved on public.support_incidents (resolved_at) where resolved_at is not null;

-- What was filed from `since` until before `until`, of one company or of all, and the same totals from `before` (by default as long
-- a time) until `since`. Days are those of the desk's time zone. A ticket counts once, for the company that filed it; those that concern everyone
-- are counted apart as well. `resolved` is what was resolved in the period, whenever it was filed; all else is about what was filed in it.
--
-- Whether a target was met is what private.target_state says: a target that is overdue is missed, one that runs, is paused or does not apply counts
-- for neither. The time to the first answer is by the clock on the wall, which is what the client waited; the targets go by the calendar. What
-- staff filed themselves has none. Incidents are for operations and administrators; of one company, they are those of its members.
create function public.report_overview(since timestamptz, until timestamptz, client_id uuid default null, before timestamptz default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  at constant timestamptz := private.clock();
  zone constant text := coalesce(private.desk_setting('time_zone'), 'UTC');
  first_at constant timestamptz := report_overview.since;
  end_at constant timestamptz := report_overview.until;
  earlier timestamptz := report_overview.before;
  company constant uuid := report_overview.client_id;
  limits constant numeric[] := array[300, 900, 1800, 3600, 7200, 14400, 28800];
  answer jsonb;
  incidents jsonb;
begin
  if current_setting('role') = 'authenticated' and not private.is_staff() then
    raise exception using errcode = '42501', message = 'staff_only', detail = 'Only staff sees reports.';
  end if;
  if isfinite(first_at) and isfinite(end_at) then
    earlier := coalesce(earlier, first_at - (end_at - first_at));
  end if;
  if (isfinite(first_at) and isfinite(end_at) and isfinite(earlier) and first_at < end_at and earlier <= first_at
      and earlier > end_at - interval '3660 days') is not true then
    raise exception using errcode = 'PT422', message = 'period_not_valid', detail = 'A report is about a period of ten years at most.';
  end if;

  with filed as materialized (
    select t.id, t.client_id, t.category_id, t.priority_id, t.status, t.affects_all_companies, t.created_at, t.created_at >= first_at as inside,
           f.state = 'met' as first_met, f.state in ('missed', 'overdue') as first_missed,
           r.state = 'met' as resolution_met, r.state in ('missed', 'overdue') as resolution_missed,
           case when not t.staff_filed then extract(epoch from t.first_responded_at - t.created_at) end as answered
    from public.tickets t, private.target_state(t, 'first_response', at) f, private.target_state(t, 'resolution', at) r
    where t.created_at >= earlier and t.created_at < end_at and (company is null or t.client_id = company)
  ), resolved as materialized (
    select t.resolved_at, t.resolved_at >= first_at as inside
    from public.tickets t
    where t.resolved_at >= earlier and t.resolved_at < end_at and (company is null or t.client_id = company)
  ), totals as (
    select p.inside, jsonb_build_object(
             'filed', count(f.id), 'resolved', (select count(*) from resolved r where r.inside = p.inside),
             'for_everyone', count(*) filter (where f.affects_all_companies),
             'first_response_met', count(*) filter (where f.first_met), 'first_response_missed', count(*) filter (where f.first_missed),
             'resolution_met', count(*) filter (where f.resolution_met), 'resolution_missed', count(*) filter (where f.resolution_missed),
             'answered', count(f.answered),
             'median_answer_seconds', round(percentile_cont(0.5) within group (order by f.answered)::numeric)) as sums
    from (values (true), (false)) p (inside) left join filed f on f.inside = p.inside
    group by p.inside
  ), days as (
    select d.day, coalesce(f.n, 0) as filed, coalesce(r.n, 0) as resolved
    from (select g::date as day
          from generate_series(date_trunc('day', first_at at time zone zone), (end_at - interval '1 microsecond') at time zone zone,
                               interval '1 day') g) d
    left join (select (f.created_at at time zone zone)::date as day, count(*) as n from filed f where f.inside group by 1) f using (day)
    left join (select (r.resolved_at at time zone zone)::date as day, count(*) as n from resolved r where r.inside group by 1) r using (day)
  ), breaches as (
    select f.priority_id, b.target, count(*) as n
    from filed f join public.sla_breaches b on b.ticket_id = f.id where f.inside
    group by f.priority_id, b.target
  ), priorities as (
    select p.id, p.code, count(f.id) as filed,
           count(*) filter (where f.first_met) as first_met, count(*) filter (where f.first_missed) as first_missed,
           count(*) filter (where f.resolution_met) as resolution_met, count(*) filter (where f.resolution_missed) as resolution_missed
    from public.ticket_priorities p left join filed f on f.priority_id = p.id and f.inside
    group by p.id
  )
  select jsonb_build_object(
    'at', at, 'since', first_at, 'until', end_at, 'before', earlier, 'time_zone', zone, 'client_id', company,
    'totals', (select t.sums from totals t where t.inside),
    'totals_before', (select t.sums from totals t where not t.inside),
    'days', (select jsonb_agg(jsonb_build_object('day', d.day, 'filed', d.filed, 'resolved', d.resolved) order by d.day) from days d),
    'statuses', (select jsonb_agg(jsonb_build_object('status', s.status, 'tickets', s.n) order by s.place)
                 from (select w.status, w.place, count(f.id) as n
                       from unnest(array['open', 'in_progress', 'waiting_customer', 'resolved', 'closed']) with ordinality w (status, place)
                       left join filed f on f.status = w.status and f.inside
                       group by w.status, w.place) s),
    'categories', (select coalesce(jsonb_agg(jsonb_build_object('category_id', c.category_id, 'label', c.label, 'tickets', c.n)
                                             order by c.n desc, c.label), '[]')
                   from (select f.category_id, g.label, count(*) as n
                         from filed f left join public.ticket_categories g on g.id = f.category_id where f.inside
                         group by f.category_id, g.label) c),
    'companies', (select coalesce(jsonb_agg(jsonb_build_object('client_id', c.client_id, 'name', g.name, 'tickets', c.n,
                                                               'unfinished', c.unfinished, 'for_everyone', c.for_everyone)
                                            order by c.n desc, g.name), '[]')
                  from (select f.client_id, count(*) as n, count(*) filter (where f.status not in ('resolved', 'closed')) as unfinished,
                               count(*) filter (where f.affects_all_companies) as for_everyone
                        from filed f where f.inside group by f.client_id) c
                  join public.clients g on g.id = c.client_id),
    'priorities', (select jsonb_agg(jsonb_build_object(
                       'code', p.code, 'filed', p.filed,
                       'first_response', jsonb_build_object('met', p.first_met, 'missed', p.first_missed, 'breaches', coalesce(
                         (select b.n from breaches b where b.priority_id = p.id and b.target = 'first_response'), 0)),
                       'resolution', jsonb_build_object('met', p.resolution_met, 'missed', p.resolution_missed, 'breaches', coalesce(
                         (select b.n from breaches b where b.priority_id = p.id and b.target = 'resolution'), 0)))
                     order by array_position(array['urgent', 'high', 'normal', 'low'], p.code))
                   from priorities p),
    'first_answers', (select jsonb_agg(jsonb_build_object('up_to_seconds', limits[b.bucket + 1], 'tickets', b.n) order by b.bucket)
                      from (select s.bucket, count(a.bucket) as n
                            from generate_series(0, 7) s (bucket)
                            -- a limit belongs to what it ends; times are whole microseconds
                            left join (select width_bucket(f.answered - 0.000001, limits) as bucket
                                       from filed f where f.inside and f.answered is not null) a on a.bucket = s.bucket
                            group by s.bucket) b))
  into answer;

  if current_setting('role') <> 'authenticated' or private.is_ops() then
    with incidents as (
      select i.priority, i.status not in ('resolved', 'closed') as open,
             i.created_at >= first_at and i.created_at < end_at as opened,
             case when i.resolved_at >= first_at and i.resolved_at < end_at then extract(epoch from i.resolved_at - i.created_at) end as seconds
      from public.support_incidents i
      where ((i.created_at >= first_at and i.created_at < end_at) or (i.resolved_at >= first_at and i.resolved_at < end_at)
             or i.status in ('open', 'in_progress'))
        and (company is null or exists (select from public.client_members m where m.user_id = i.user_id and m.client_id = company))
    )
    select jsonb_build_object(
      'open', count(*) filter (where i.open), 'opened', count(*) filter (where i.opened), 'resolved', count(i.seconds),
      'median_seconds', round(percentile_cont(0.5) within group (order by i.seconds)::numeric),
      'priorities', (select jsonb_agg(jsonb_build_object('priority', p.priority, 'open', p.open, 'opened', p.opened, 'resolved', p.resolved,
                                                         'median_seconds', p.median) order by p.place)
                     from (select w.priority, w.place, count(*) filter (where j.open) as open, count(*) filter (where j.opened) as opened,
                                  count(j.seconds) as resolved,
                                  round(percentile_cont(0.5) within group (order by j.seconds)::numeric) as median
                           from unnest(array['high', 'medium', 'low']) with ordinality w (priority, place)
                           left join incidents j on j.priority = w.priority
                           group by w.priority, w.place) p))
    into incidents from incidents i;
  end if;

  return answer || jsonb_build_object('incidents', incidents);
end $$;

revoke all on function public.report_overview(timestamptz, timestamptz, uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.report_overview(timestamptz, timestamptz, uuid, timestamptz) to authenticated, service_role;
