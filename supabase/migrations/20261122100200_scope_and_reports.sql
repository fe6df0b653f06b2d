-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Which companies a ticket concerns: set in one call, right under concurrent writes, and counted in reports.

-- Events -----------------------------------------------------------------------------------------------------------

-- As before, but for the scope of a ticket whose scope is just being set as a whole: that call tells it in one event.
create or replace function private.add_event(ticket public.tickets, event_kind text, old_one text, new_one text, seen text)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.ticket_events (ticket_id, client_id, actor_id, kind, old_value, new_value, visibility, created_at)
  select ticket.id, ticket.client_id, auth.uid(), event_kind, old_one, new_one, seen, private.clock()
  where event_kind <> 'scope' or current_setting('guichet.scope_of', true) is distinct from ticket.id::text
$$;

-- Links ------------------------------------------------------------------------------------------------------------

-- The ticket is locked before its link exists: whoever sets the scope holds that lock first and the links afterwards, and in
-- the other order each would wait for the other. Not for those whom the policy is about to refuse: they wait for nothing.
create or replace function private.rule_link_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.created_at := private.clock();
  if new.role = 'affected' and (auth.uid() is null or private.is_staff()) then
    perform from public.tickets t where t.id = new.ticket_id for share;
  end if;
  return new;
end $$;

-- As before; the reporter's link comes with the ticket and is no event.
create or replace function private.after_link() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  t public.tickets;
begin
  if tg_op = 'DELETE' then
    if old.role = 'affected' and pg_trigger_depth() = 1 then
      select * into t from public.tickets where id = old.ticket_id;
      perform private.add_event(t, 'scope', old.company_id::text, null, 'internal');
    end if;
    return null;
  end if;
  -- Locked, so that a ticket cannot come to concern everyone between this look and the end of the transaction.
  select * into t from public.tickets where id = new.ticket_id for share;
  if new.role = 'affected' and t.affects_all_companies then
    raise exception using errcode = 'PT409', message = 'ticket_concerns_everyone',
      detail = 'A ticket that concerns every company names none.';
  end if;
  if new.role = 'reporter' and new.company_id is distinct from t.client_id then
    raise exception using errcode = '42501', message = 'reporter_is_the_company_of_the_ticket';
  end if;
  -- What another rule does (a ticket that comes to concern everyone) has its own event.
  if new.role = 'affected' and pg_trigger_depth() = 1 then
    perform private.add_event(t, 'scope', null, new.company_id::text, 'internal');
  end if;
  return null;
end $$;

-- Policies keep staff from the reporter's link; this keeps the service key from it, which no policy binds.
create function private.guard_link_delete() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if old.role = 'reporter' and current_user in ('authenticated', 'service_role') then
    raise exception using errcode = '42501', message = 'reporter_is_the_company_of_the_ticket',
      detail = 'The link of the reporter stays as long as the ticket.';
  end if;
  return old;
end $$;
create trigger guard_delete before delete on public.ticket_company_link
  for each row execute function private.guard_link_delete();

-- What every ticket has, for those that have it not: the reporter's link and the row for staff. Answers how many were made.
create function private.complete_tickets() returns bigint
language plpgsql volatile security definer set search_path = ''
as $$
declare
  links bigint;
  rows bigint;
begin
  insert into public.ticket_company_link (ticket_id, company_id, role)
  select t.id, t.client_id, 'reporter' from public.tickets t
  where not exists (select from public.ticket_company_link l where l.ticket_id = t.id and l.role = 'reporter')
  on conflict do nothing;
  get diagnostics links = row_count;
  insert into public.ticket_triage (ticket_id)
  select t.id from public.tickets t where not exists (select from public.ticket_triage r where r.ticket_id = t.id)
  on conflict do nothing;
  get diagnostics rows = row_count;
  return links + rows;
end $$;
select private.complete_tickets();

-- The call ---------------------------------------------------------------------------------------------------------

create function private.scope_of(ticket uuid, affects_all boolean) returns text
language sql stable security definer set search_path = ''
as $$
  select case when affects_all then 'all'
              else (select string_agg(l.company_id::text, ', ' order by l.company_id)
                    from public.ticket_company_link l where l.ticket_id = ticket and l.role = 'affected') end
$$;

-- What a ticket concerns, as a whole: everyone, or the companies named, beside the reporter's own (which may be among them and
-- is no affected one). One transaction, one event, and none when it was so before. A company that is named already stays
-- nameable when it is no longer active; a new one must be.
create function public.set_ticket_scope(ticket_id uuid, affects_all boolean default false, company_ids uuid[] default '{}')
returns public.tickets
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  ticket public.tickets;
  for_all boolean := coalesce(set_ticket_scope.affects_all, false);
  wanted uuid[];
  refused uuid[];
  before text;
  after text;
begin
  if not private.is_staff() and coalesce(auth.role(), '') <> 'service_role' then
    raise exception using errcode = '42501', message = 'only_staff_changes_this',
      detail = 'What a ticket concerns is for staff to say.';
  end if;
  -- Whoever else names companies or sets the scope of this ticket waits here.
  select t.* into ticket from public.tickets t where t.id = set_ticket_scope.ticket_id for no key update;
  if not found then
    raise exception using errcode = 'PT404', message = 'ticket_not_found', detail = 'There is no such ticket.';
  end if;
  before := private.scope_of(ticket.id, ticket.affects_all_companies);

  wanted := case when for_all then '{}'::uuid[]
                 else array(select distinct c.id from unnest(set_ticket_scope.company_ids) as c (id)
                            where c.id is distinct from ticket.client_id) end;
  refused := array(select w.id from unnest(wanted) as w (id)
                   where not exists (select from public.clients c where c.id = w.id and c.is_active)
                     and not exists (select from public.ticket_company_link l
                                     where l.ticket_id = ticket.id and l.company_id = w.id and l.role = 'affected')
                   order by 1);
  if cardinality(refused) > 0 then
    raise exception using errcode = 'PT422', message = 'company_not_active',
      detail = format('No active company: %s.', array_to_string(refused, ', ', 'null'));
  end if;

  perform set_config('guichet.scope_of', ticket.id::text, true);
  delete from public.ticket_company_link l
    where l.ticket_id = ticket.id and l.role = 'affected' and l.company_id <> all (wanted);
  if ticket.affects_all_companies <> for_all then
    update public.tickets t set affects_all_companies = for_all where t.id = ticket.id returning t.* into ticket;
  end if;
  insert into public.ticket_company_link (ticket_id, company_id, role)
  select ticket.id, w.id, 'affected' from unnest(wanted) as w (id)
  on conflict do nothing;
  perform set_config('guichet.scope_of', '', true);

  after := private.scope_of(ticket.id, for_all);
  if after is distinct from before then
    perform private.add_event(ticket, 'scope', before, after, 'internal');
  end if;
  return ticket;
end $$;

-- Reports ----------------------------------------------------------------------------------------------------------
-- With the eyes of the caller: staff counts everything, a client their own organisations.

create view public.report_tickets_by_company with (security_invoker = true) as
  select c.id as company_id, c.name as company_name, c.is_active,
         coalesce(t.tickets, 0) as tickets, coalesce(t.unfinished, 0) as unfinished, coalesce(t.finished, 0) as finished,
         coalesce(t.open, 0) as open, coalesce(t.in_progress, 0) as in_progress,
         coalesce(t.waiting_customer, 0) as waiting_customer, coalesce(t.resolved, 0) as resolved, coalesce(t.closed, 0) as closed,
         coalesce(t.low, 0) as low, coalesce(t.normal, 0) as normal, coalesce(t.high, 0) as high, coalesce(t.urgent, 0) as urgent,
         -- among those above, which the company reported, and which concern everyone
         coalesce(t.for_everyone, 0) as for_everyone,
         -- reported by others, and naming this company
         coalesce(a.affected, 0) as affected, coalesce(a.affected_unfinished, 0) as affected_unfinished
  from public.clients c
  left join (
    select t.client_id, count(*) as tickets,
           count(*) filter (where t.status not in ('resolved', 'closed')) as unfinished,
           count(*) filter (where t.status in ('resolved', 'closed')) as finished,
           count(*) filter (where t.status = 'open') as open,
           count(*) filter (where t.status = 'in_progress') as in_progress,
           count(*) filter (where t.status = 'waiting_customer') as waiting_customer,
           count(*) filter (where t.status = 'resolved') as resolved,
           count(*) filter (where t.status = 'closed') as closed,
           count(*) filter (where p.code = 'low') as low,
           count(*) filter (where p.code = 'normal') as normal,
           count(*) filter (where p.code = 'high') as high,
           count(*) filter (where p.code = 'urgent') as urgent,
           count(*) filter (where t.affects_all_companies) as for_everyone
    from public.tickets t join public.ticket_priorities p on p.id = t.priority_id
    group by t.client_id) t on t.client_id = c.id
  left join (
    select l.company_id, count(*) as affected, count(*) filter (where t.status not in ('resolved', 'closed')) as affected_unfinished
    from public.ticket_company_link l join public.tickets t on t.id = l.ticket_id
    where l.role = 'affected' and t.client_id <> l.company_id
    group by l.company_id) a on a.company_id = c.id;

-- The same counts of what concerns everyone, apart, in one row.
create view public.report_tickets_for_everyone with (security_invoker = true) as
  select count(*) as tickets,
         count(*) filter (where t.status not in ('resolved', 'closed')) as unfinished,
         count(*) filter (where t.status in ('resolved', 'closed')) as finished,
         count(*) filter (where t.status = 'open') as open,
         count(*) filter (where t.status = 'in_progress') as in_progress,
         count(*) filter (where t.status = 'waiting_customer') as waiting_customer,
         count(*) filter (where t.status = 'resolved') as resolved,
         count(*) filter (where t.status = 'closed') as closed,
         count(*) filter (where p.code = 'low') as low,
         count(*) filter (where p.code = 'normal') as normal,
         count(*) filter (where p.code = 'high') as high,
         count(*) filter (where p.code = 'urgent') as urgent
  from public.tickets t join public.ticket_priorities p on p.id = t.priority_id
  where t.affects_all_companies;

-- Delete events ----------------------------------------------------------------------------------------------------

-- A deletion is told live to everybody who listens, with the key of the row. Unread marks go when a person is erased, and their
-- key would tell all who read which ticket: a random id is told instead.
alter table public.ticket_reads add column id uuid not null default gen_random_uuid();
create unique index ticket_reads_identity on public.ticket_reads (id);
alter table public.ticket_reads replica identity using index ticket_reads_identity;

-- Rights -----------------------------------------------------------------------------------------------------------

revoke all on public.report_tickets_by_company, public.report_tickets_for_everyone
  from public, anon, authenticated, service_role;
grant select on public.report_tickets_by_company, public.report_tickets_for_everyone to authenticated, service_role;

revoke all on function
  private.guard_link_delete(), private.complete_tickets(), private.scope_of(uuid, boolean),
  public.set_ticket_scope(uuid, boolean, uuid[])
  from public, anon, authenticated, service_role;
grant execute on function public.set_ticket_scope(uuid, boolean, uuid[]) to authenticated, service_role;
