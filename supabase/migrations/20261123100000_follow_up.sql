-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A ticket with its first message in one call may follow up another one of the same organisation: a closed ticket takes no more answers.
drop function public.create_ticket(uuid, uuid, text, text, integer, integer, uuid, uuid);
create function public.create_ticket(id uuid, client_id uuid, subject text, body text, category_id integer default null,
                                     priority_id integer default null, project_id uuid default null,
                                     message_id uuid default null, follow_up_of uuid default null)
returns public.tickets
language plpgsql volatile set search_path = ''
as $$
#variable_conflict use_column
declare
  ticket public.tickets;
  ticket_id uuid := coalesce(create_ticket.id, gen_random_uuid());
begin
  insert into public.tickets (id, client_id, subject, category_id, priority_id, project_id, follow_up_of)
  values (ticket_id, create_ticket.client_id, create_ticket.subject, create_ticket.category_id, create_ticket.priority_id,
          create_ticket.project_id, create_ticket.follow_up_of)
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
revoke all on function public.create_ticket(uuid, uuid, text, text, integer, integer, uuid, uuid, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.create_ticket(uuid, uuid, text, text, integer, integer, uuid, uuid, uuid) to authenticated, service_role;
