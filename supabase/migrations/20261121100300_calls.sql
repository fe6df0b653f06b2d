-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What programs call by name.

-- A ticket and its first message in one transaction, as the caller: the policies and rules of plain inserts decide. Calling
-- again with the same id gives the same ticket; somebody else's id is refused like anything else out of sight.
create function public.create_ticket(id uuid, client_id uuid, subject text, body text, category_id integer default null,
                                     priority_id integer default null, project_id uuid default null,
                                     message_id uuid default null)
returns public.tickets
language plpgsql volatile set search_path = ''
as $$
#variable_conflict use_column
declare
  ticket public.tickets;
  ticket_id uuid := coalesce(create_ticket.id, gen_random_uuid());
begin
  insert into public.tickets (id, client_id, subject, category_id, priority_id, project_id)
  values (ticket_id, create_ticket.client_id, create_ticket.subject, create_ticket.category_id, create_ticket.priority_id,
          create_ticket.project_id)
  on conflict (id) do nothing;
  if found then
    insert into public.ticket_messages (id, ticket_id, body)
    values (coalesce(create_ticket.message_id, gen_random_uuid()), ticket_id, coalesce(create_ticket.body, ''));
  end if;
  select t.* into ticket from public.tickets t where t.id = ticket_id and t.created_by = (select auth.uid());
  if not found then
    raise exception using errcode = '42501', message = 'new row violates row-level security policy for table "tickets"';
  end if;
  return ticket;
end $$;

-- The names of others, for whom the caller can see: colleagues, and authors, actors and assignees in the caller's own
-- tickets (the assignee also of a ticket that concerns them). Never an e-mail address.
create function public.people(user_ids uuid[])
returns table (user_id uuid, display_name text, is_staff boolean)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me uuid := auth.uid();
  staff boolean := private.is_staff();
  mine uuid[] := array(select private.my_client_ids());
begin
  return query
    select p.user_id, p.full_name, p.role in ('support', 'ops', 'admin')
    from public.profiles p
    where p.user_id = any (people.user_ids)
      and (staff
           or p.user_id = me
           or exists (select from public.client_members m where m.user_id = p.user_id and m.client_id = any (mine))
           or exists (select from public.ticket_messages m
                      where m.author_id = p.user_id and m.client_id = any (mine) and m.visibility = 'public')
           or exists (select from public.ticket_events e
                      where e.actor_id = p.user_id and e.client_id = any (mine) and e.visibility = 'public')
           or exists (select from public.tickets t where t.assignee_id = p.user_id and t.client_id = any (mine))
           or exists (select from private.concerned_ticket_ids() as c (id)
                      join public.tickets t on t.id = c.id where t.assignee_id = p.user_id)
           or exists (select from private.concerned_ticket_ids() as c (id)
                      join public.ticket_messages m on m.ticket_id = c.id
                      where m.author_id = p.user_id and m.visibility = 'announcement')
           or exists (select from public.ticket_messages m
                      where m.author_id = p.user_id and m.client_id = any (mine) and m.visibility = 'announcement'));
end $$;

revoke all on function
  public.create_ticket(uuid, uuid, text, text, integer, integer, uuid, uuid), public.people(uuid[])
  from public, anon, authenticated, service_role;
grant execute on function
  public.create_ticket(uuid, uuid, text, text, integer, integer, uuid, uuid), public.people(uuid[])
  to authenticated, service_role;
