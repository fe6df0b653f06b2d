-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What waits for support: privacy requests that are not answered, the next due first, and incidents that are not resolved, the gravest and then the oldest
-- first; each with the name of whom it is about.
create index support_incidents_open on public.support_incidents
  ((case priority when 'high' then 0 when 'medium' then 1 else 2 end), created_at, id) where status in ('open', 'in_progress');

create function private.do_open_cases(args jsonb) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with requests as (
    select r.* from public.privacy_requests r where r.closed_at is null order by r.due_at, r.id limit private.page_size(args)),
  incidents as (
    select i.*, case i.priority when 'high' then 0 when 'medium' then 1 else 2 end as rank from public.support_incidents i
    where i.status in ('open', 'in_progress')
    order by case i.priority when 'high' then 0 when 'medium' then 1 else 2 end, i.created_at, i.id limit private.page_size(args))
  select jsonb_build_object(
    'data', jsonb_build_object(
      'privacy_requests', coalesce((
        select jsonb_agg(to_jsonb(r) || jsonb_build_object('full_name', p.full_name, 'email', p.email) order by r.due_at, r.id)
        from requests r left join public.profiles p on p.user_id = r.user_id), '[]'),
      'incidents', coalesce((
        select jsonb_agg(to_jsonb(i) - 'rank' || jsonb_build_object('full_name', p.full_name, 'email', p.email) order by i.rank, i.created_at, i.id)
        from incidents i left join public.profiles p on p.user_id = i.user_id), '[]')),
    'meta', jsonb_build_object(
      'privacy_requests_total', (select count(*) from public.privacy_requests r where r.closed_at is null),
      'incidents_total', (select count(*) from public.support_incidents i where i.status in ('open', 'in_progress')),
      'max_rows', private.page_size(args)))
$$;

create function public.support_open_cases(max_rows integer default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_open_cases', jsonb_build_object('max_rows', max_rows), '{support,ops,admin}', 'support_open_cases_read')
$$;

revoke all on function private.do_open_cases(jsonb), public.support_open_cases(integer) from public, anon, authenticated, service_role;
grant execute on function public.support_open_cases(integer) to authenticated;
