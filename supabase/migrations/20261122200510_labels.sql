-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Labels of tickets, put on and taken off one by one, so that two people who change other labels of a ticket at the same time both find theirs.

-- Who sends the same twice has sent it once. What a ticket has by the clock (escalated) is the clock's alone.
create function public.change_labels(ticket_ids uuid[], add text[] default '{}', remove text[] default '{}')
returns setof public.ticket_triage
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  wanted text[];
  unwanted text[];
  known uuid[];
begin
  if not private.is_staff() and coalesce(auth.role(), '') <> 'service_role' then
    raise exception using errcode = '42501', message = 'only_staff_changes_this', detail = 'Labels are for staff.';
  end if;
  if cardinality(change_labels.ticket_ids) > 1000 then
    raise exception using errcode = 'PT422', message = 'too_many_tickets', detail = 'At most 1000 tickets at once.';
  end if;

  wanted := array(select btrim(l.label) from unnest(change_labels.add) with ordinality as l (label, place)
                  where btrim(l.label) not in ('', 'escalated') group by 1 order by min(l.place));
  unwanted := array(select distinct btrim(l.label) from unnest(change_labels.remove) as l (label)
                    where btrim(l.label) not in ('', 'escalated'));
  if exists (select from unnest(wanted) as l (label) where length(l.label) > 60 or l.label ~ '[[:cntrl:]]') then
    raise exception using errcode = 'PT422', message = 'label_not_valid', detail = 'A label has at most 60 characters, on one line.';
  end if;

  known := array(select t.id from public.tickets t where t.id = any (change_labels.ticket_ids) order by t.id);
  if cardinality(known) < (select count(distinct i.id) from unnest(change_labels.ticket_ids) as i (id)) then
    raise exception using errcode = 'PT404', message = 'ticket_not_found', detail = 'There is no such ticket.';
  end if;
  insert into public.ticket_triage (ticket_id) select k.id from unnest(known) as k (id) on conflict do nothing;
  -- In the order of their ids, so that no two calls wait for each other.
  perform from public.ticket_triage g where g.ticket_id = any (known) order by g.ticket_id for no key update;

  update public.ticket_triage g
    set labels = array(select l.label from unnest(g.labels) with ordinality as l (label, place)
                       where l.label <> all (unwanted) or l.label = any (wanted) order by l.place)
                 || array(select w.label from unnest(wanted) with ordinality as w (label, place)
                          where w.label <> all (g.labels) order by w.place)
    where g.ticket_id = any (known)
      and (exists (select from unnest(unwanted) as l (label) where l.label = any (g.labels) and l.label <> all (wanted))
           or not g.labels @> wanted);

  return query select g.* from public.ticket_triage g where g.ticket_id = any (known) order by g.ticket_id;
end $$;

revoke all on function public.change_labels(uuid[], text[], text[]) from public, anon, authenticated, service_role;
grant execute on function public.change_labels(uuid[], text[], text[]) to authenticated, service_role;
