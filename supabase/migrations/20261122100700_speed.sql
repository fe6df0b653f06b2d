-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The same rights, asked in a way that PostgreSQL answers from its indexes among 100,000 tickets and a million messages.
-- tests/bench/database measures it.

-- Helpers ---------------------------------------------------------------------------------------------------------------

-- In plpgsql, which keeps its plans from one request of a connection to the next; a function in SQL that cannot be inlined is
-- planned anew in every statement, which costs more than a short list does.

create or replace function private.is_staff() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from public.profiles p where p.user_id = auth.uid() and p.role in ('support', 'ops', 'admin'));
end $$;

create or replace function private.my_client_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 2
as $$
begin
  return query select m.client_id from public.client_members m where m.user_id = auth.uid();
end $$;

create or replace function private.is_active_member() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from public.client_members m join public.clients c on c.id = m.client_id
                 where m.user_id = auth.uid() and c.is_active);
end $$;

create or replace function private.affected_ticket_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 100
as $$
begin
  return query
    select l.ticket_id from public.ticket_company_link l
    join public.client_members m on m.client_id = l.company_id
    where m.user_id = auth.uid() and l.role = 'affected';
end $$;

-- The sight of tickets ----------------------------------------------------------------------------------------------------

-- Staff sees every ticket and does best to walk an index in the order asked for; a client sees few of them and does best to
-- fetch those. One policy serves both, and what it asks inside (select …) is not known when a statement is planned: left alone,
-- the planner takes a guess that fits one of the two, and the other waits for a walk through every ticket.
--
-- So the policy tells the planner what it cannot find out. It evaluates a stable function that a column is compared with, to
-- estimate how many rows there will be. The two below say whose tickets are in sight, and stand behind a condition that no row
-- fulfils and that the planner, having no statistics of it, does not see through: uuid_cmp(id, id) is 0 for every row. They are
-- called when a statement is planned and when a scan of an index begins, and never for a row. If ever they were, they would say
-- the truth.
--
-- For the same reason the conditions that decide are made small in its eyes (uuid_cmp(…) = …, by default one row of 200), and the
-- one of staff is a comparison with an index of its own instead of a plain yes or no: a client's tickets can be gathered from
-- indexes only if every condition of the "or" has one.

-- The organisations whose tickets the caller sees; none for staff.
create function private.likely_client_ids() returns uuid[]
language plpgsql stable security definer set search_path = '' cost 0.01
as $$
begin
  return array(select private.my_client_ids());
end $$;

-- The first organisation there could be, if the caller sees the tickets of all; else null.
create function private.likely_least_client() returns uuid
language plpgsql stable security definer set search_path = '' cost 0.01
as $$
begin
  return case when private.is_staff() then '00000000-0000-0000-0000-000000000000'::uuid end;
end $$;

revoke all on function private.likely_client_ids(), private.likely_least_client() from public, anon, authenticated, service_role;
grant execute on function private.likely_client_ids(), private.likely_least_client() to authenticated, service_role;

create index tickets_all on public.tickets (uuid_cmp(client_id, client_id));
alter index public.tickets_all alter column 1 set statistics 0;

-- The rest of what the policy looks at stands in the indexes that are counted from, so that counting reads no ticket.
drop index public.tickets_newest;
create index tickets_newest on public.tickets (last_activity_at desc, id) include (client_id, affects_all_companies);
drop index public.tickets_by_status;
create index tickets_by_status on public.tickets (status, last_activity_at desc, id) include (client_id, affects_all_companies);

drop policy "staff, the reporter's members, and whom it concerns" on public.tickets;
create policy "staff, the reporter's members, and whom it concerns" on public.tickets for select to authenticated
  using ((uuid_cmp(client_id, client_id) = (select case when private.is_staff() then 0 end) and uuid_cmp(id, id) = (select 0))
         or (client_id = any (array(select private.my_client_ids())) and uuid_cmp(id, id) = (select 0))
         or (affects_all_companies and (select private.is_active_member()))
         or id = any (array(select private.affected_ticket_ids()))
         -- never so, see above
         or (uuid_cmp(id, id) <> (select 0) and client_id >= private.likely_least_client())
         or (uuid_cmp(id, id) > (select 0) and client_id = any (private.likely_client_ids())));

-- Targets -----------------------------------------------------------------------------------------------------------------

-- The same rows, in parts: a few thousand targets that are open, however old the help desk is, found by the indexes of their due
-- times; and those that are over, which do not depend on the moment, one part for each of their states. A filter for what is
-- overdue, due soon, paused or running leaves the latter out when it is planned.
create or replace view public.ticket_targets with (security_invoker = true) as
  select t.id as ticket_id, 'first_response'::text as target, s.state, s.due_at, s.remaining_seconds
  from (select private.clock() as at) c, public.tickets t, private.target_state(t, 'first_response', c.at) s
  where t.first_responded_at is null and t.resolved_at is null and t.first_response_applies and t.first_response_due_at is not null
  union all
  select t.id, 'resolution', s.state, s.due_at, s.remaining_seconds
  from (select private.clock() as at) c, public.tickets t, private.target_state(t, 'resolution', c.at) s
  where t.resolved_at is null and t.resolve_due_at is not null
  union all
  select t.id, 'next_response', s.state, s.due_at, s.remaining_seconds
  from (select private.clock() as at) c, public.tickets t, private.target_state(t, 'next_response', c.at) s
  where t.next_response_due_at is not null and t.awaiting_reply_since is not null and t.resolved_at is null
  union all
  select t.id, n.target, 'met', s.due_at, s.remaining_seconds
  from public.tickets t, (values ('first_response'), ('resolution')) n (target), private.target_state(t, n.target, t.created_at) s
  where s.state = 'met'
  union all
  select t.id, n.target, 'missed', s.due_at, s.remaining_seconds
  from public.tickets t, (values ('first_response'), ('resolution')) n (target), private.target_state(t, n.target, t.created_at) s
  where s.state = 'missed'
  union all
  select t.id, n.target, 'not_applicable', s.due_at, s.remaining_seconds
  from public.tickets t, (values ('first_response'), ('resolution'), ('next_response')) n (target),
    private.target_state(t, n.target, t.created_at) s
  where s.state = 'not_applicable';

-- One ticket, looked at once, with a plan that is kept.
create or replace function public.ticket_sla(ticket_id uuid)
returns table (target text, state text, due_at timestamptz, remaining_seconds bigint)
language plpgsql stable set search_path = ''
as $$
declare
  at constant timestamptz := private.clock();
begin
  return query
    select n.target, s.state, s.due_at, s.remaining_seconds
    from public.tickets t, (values ('first_response'), ('resolution'), ('next_response')) n (target),
      private.target_state(t, n.target, at) s
    where t.id = ticket_sla.ticket_id;
end $$;

create index tickets_next_response_due on public.tickets (next_response_due_at)
  where next_response_due_at is not null and resolved_at is null;

-- Names -------------------------------------------------------------------------------------------------------------------

drop index public.ticket_messages_author;
create index ticket_messages_author on public.ticket_messages (author_id, client_id) where visibility in ('public', 'announcement');

create or replace function public.people(user_ids uuid[])
returns table (user_id uuid, display_name text, is_staff boolean)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me uuid := auth.uid();
  staff boolean := private.is_staff();
  mine uuid[] := array(select private.my_client_ids());
  others uuid[] := case when not staff then array(select private.concerned_ticket_ids()) end;
begin
  return query
    select p.user_id, p.full_name, p.role in ('support', 'ops', 'admin')
    from public.profiles p
    where p.user_id = any (people.user_ids)
      and (staff
           or p.user_id = me
           or exists (select from public.client_members m where m.user_id = p.user_id and m.client_id = any (mine))
           or exists (select from public.ticket_messages m
                      where m.author_id = p.user_id and m.client_id = any (mine) and m.visibility in ('public', 'announcement'))
           or exists (select from public.ticket_events e
                      where e.actor_id = p.user_id and e.client_id = any (mine) and e.visibility = 'public')
           or exists (select from public.tickets t where t.assignee_id = p.user_id and t.client_id = any (mine))
           or exists (select from public.tickets t where t.id = any (others) and t.assignee_id = p.user_id)
           or exists (select from public.ticket_messages m
                      where m.ticket_id = any (others) and m.author_id = p.user_id and m.visibility = 'announcement'));
end $$;
