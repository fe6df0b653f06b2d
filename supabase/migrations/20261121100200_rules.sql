-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What the database does by itself: defaults, the status machine, the clock of the targets, the events of the timeline.
--
-- Each table has a guard (as the caller, so that current_user tells a program's statement from what another trigger does)
-- and then rules (as the owner, because they read and write what the caller may not).

-- The one function that counts working time. Without a calendar that is around the clock; seconds, so that no session time
-- zone and no daylight-saving change can bend it.
create function public.add_business_time(start timestamptz, amount interval, calendar_id uuid default null) returns timestamptz
language plpgsql stable parallel safe set search_path = ''
as $$
begin
  if calendar_id is not null then
    raise exception using errcode = '0A000', message = 'calendar_not_supported', detail = 'No calendar can be kept yet.';
  end if;
  return start + make_interval(secs => extract(epoch from amount)::double precision);
end $$;

-- How long the clock of a ticket stood still from `since` until `until`, the pause still open included.
create function private.stopped_time(ticket uuid, since timestamptz, until timestamptz) returns interval
language sql stable security definer set search_path = ''
as $$
  select coalesce(sum(least(coalesce(p.ended_at, until), until) - greatest(p.started_at, since)), interval '0')
  from public.ticket_pauses p
  where p.ticket_id = ticket and least(coalesce(p.ended_at, until), until) > greatest(p.started_at, since)
$$;

create function private.stopped_seconds(ticket uuid, pause_kind text) returns bigint
language sql stable security definer set search_path = ''
as $$
  select coalesce(floor(extract(epoch from sum(p.ended_at - p.started_at))), 0)::bigint
  from public.ticket_pauses p
  where p.ticket_id = ticket and p.kind = pause_kind and p.ended_at is not null
$$;

create function private.due_at(start timestamptz, minutes integer, stopped interval, calendar uuid) returns timestamptz
language sql stable set search_path = ''
as $$
  select case when minutes is not null then public.add_business_time(start, make_interval(mins => minutes) + stopped, calendar) end
$$;

-- Tickets, inserted -----------------------------------------------------------------------------------------------

create function private.guard_ticket_insert() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user <> 'authenticated' then
    new.created_by := coalesce(new.created_by, auth.uid());
    return new;
  end if;
  new.created_by := auth.uid();
  if private.is_staff() then
    return new;
  end if;
  new.assignee_id := null;
  new.affects_all_companies := false;
  new.contact_user_id := coalesce(new.contact_user_id, new.created_by);
  if not private.is_member(new.contact_user_id, new.client_id) and new.contact_user_id <> new.created_by then
    raise exception using errcode = '42501', message = 'contact_not_a_member',
      detail = 'The contact of a ticket is a member of its organisation.';
  end if;
  if new.follow_up_of is not null
     and not exists (select from public.tickets t where t.id = new.follow_up_of and t.client_id = new.client_id) then
    raise exception using errcode = '42501', message = 'follow_up_not_allowed',
      detail = 'A ticket follows up one of the same organisation.';
  end if;
  return new;
end $$;

create function private.set_ticket_targets(ticket public.tickets) returns public.tickets
language plpgsql stable security definer set search_path = ''
as $$
begin
  select p.response_sla_minutes, p.resolve_sla_minutes, p.next_response_sla_minutes, p.calendar_id
    into ticket.response_sla_minutes, ticket.resolve_sla_minutes, ticket.next_response_sla_minutes, ticket.calendar_id
    from public.ticket_priorities p where p.id = ticket.priority_id;
  return ticket;
end $$;

-- Due times of the targets that are still open, at a moment.
create function private.set_ticket_due(ticket public.tickets, at timestamptz) returns public.tickets
language plpgsql stable security definer set search_path = ''
as $$
declare
  stopped interval := private.stopped_time(ticket.id, ticket.created_at, at);
begin
  if ticket.first_responded_at is null then
    ticket.first_response_due_at :=
      case when not ticket.staff_filed
           then private.due_at(ticket.created_at, ticket.response_sla_minutes, stopped, ticket.calendar_id) end;
  end if;
  ticket.resolve_due_at := private.due_at(ticket.created_at, ticket.resolve_sla_minutes, stopped, ticket.calendar_id);
  ticket.next_response_due_at := null;
  if ticket.awaiting_reply_since is not null then
    ticket.next_response_due_at :=
      private.due_at(ticket.awaiting_reply_since, ticket.next_response_sla_minutes,
                     private.stopped_time(ticket.id, ticket.awaiting_reply_since, at), ticket.calendar_id);
  end if;
  return ticket;
end $$;

create function private.check_assignee(person uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if person is not null and not private.is_staff_user(person) then
    raise exception using errcode = 'PT422', message = 'assignee_not_staff', detail = 'A ticket is assigned to a member of staff.';
  end if;
end $$;

create function private.rule_ticket_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.id := coalesce(new.id, gen_random_uuid());
  -- A repeated insert that will do nothing takes no number.
  new.number := case when exists (select from public.tickets t where t.id = new.id) then 0
                     else nextval('public.ticket_number_seq') end;
  new.status := 'open';
  new.created_at := private.clock();
  new.updated_at := new.created_at;
  new.last_activity_at := new.created_at;
  new.first_responded_at := null;
  new.resolved_at := null;
  new.closed_at := null;
  new.awaiting_reply_since := null;
  new.waiting_since := null;
  new.waiting_seconds := 0;
  new.resolved_seconds := 0;
  new.last_customer_activity := null;
  new.last_admin_activity := null;
  new.affects_all_companies := coalesce(new.affects_all_companies, false);
  new.priority_id := coalesce(new.priority_id, (select p.id from public.ticket_priorities p where p.code = 'normal'));
  new.staff_filed := private.is_staff_user(new.created_by);
  new.first_response_applies := not new.staff_filed;
  perform private.check_assignee(new.assignee_id);
  new := private.set_ticket_targets(new);
  new := private.set_ticket_due(new, new.created_at);
  return new;
end $$;

create function private.add_event(ticket public.tickets, event_kind text, old_one text, new_one text, seen text) returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.ticket_events (ticket_id, client_id, actor_id, kind, old_value, new_value, visibility, created_at)
  values (ticket.id, ticket.client_id, auth.uid(), event_kind, old_one, new_one, seen, private.clock())
$$;

create function private.after_ticket_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.ticket_triage (ticket_id) values (new.id);
  insert into public.ticket_company_link (ticket_id, company_id, role) values (new.id, new.client_id, 'reporter');
  insert into public.ticket_events (ticket_id, client_id, actor_id, kind, new_value, visibility, created_at)
  values (new.id, new.client_id, new.created_by, 'created', new.status, 'public', new.created_at);
  if new.assignee_id is not null then
    perform private.add_event(new, 'assignee', null, new.assignee_id::text, 'public');
  end if;
  if new.affects_all_companies then
    perform private.add_event(new, 'scope', null, 'all', 'internal');
  end if;
  return null;
end $$;

create trigger a_guard_insert before insert on public.tickets for each row execute function private.guard_ticket_insert();
create trigger b_rule_insert before insert on public.tickets for each row execute function private.rule_ticket_insert();
create trigger after_insert after insert on public.tickets for each row execute function private.after_ticket_insert();

-- Tickets, changed ------------------------------------------------------------------------------------------------

-- Which steps there are at all; who may take which is the guard's affair.
create function private.status_step_exists(old_status text, new_status text) returns boolean
language sql immutable set search_path = ''
as $$
  select new_status = any (case old_status
    when 'open' then array['in_progress', 'waiting_customer', 'resolved', 'closed']
    when 'in_progress' then array['waiting_customer', 'resolved', 'closed']
    when 'waiting_customer' then array['in_progress', 'resolved', 'closed']
    when 'resolved' then array['in_progress', 'closed']
    when 'closed' then array['in_progress']
    else array[]::text[] end)
$$;

create function private.guard_ticket_update() returns trigger
language plpgsql set search_path = ''
as $$
declare
  wanted public.tickets := new;
begin
  if new.client_id is distinct from old.client_id or new.id is distinct from old.id then
    raise exception using errcode = '42501', message = 'ticket_stays_with_its_company',
      detail = 'The organisation of a ticket never changes.';
  end if;
  if current_user not in ('anon', 'authenticated', 'service_role') then
    return new;
  end if;

  -- What programs may set at all; every other column stays as the database has it.
  new := old;
  new.subject := wanted.subject;
  new.project_id := wanted.project_id;
  new.category_id := wanted.category_id;
  new.priority_id := wanted.priority_id;
  new.contact_user_id := wanted.contact_user_id;
  new.assignee_id := wanted.assignee_id;
  new.affects_all_companies := wanted.affects_all_companies;
  new.follow_up_of := wanted.follow_up_of;
  new.status := wanted.status;
  if current_user = 'service_role' then
    return new;
  end if;

  if private.is_staff() then
    if old.status = 'closed' and new.status <> 'closed' and not private.is_admin() then
      raise exception using errcode = 'PT409', message = 'invalid_status_change',
        detail = format('from %s to %s', old.status, new.status), hint = 'Only an administrator reopens a closed ticket.';
    end if;
    return new;
  end if;

  if (new.subject, new.project_id, new.category_id, new.priority_id, new.contact_user_id, new.assignee_id,
      new.affects_all_companies, new.follow_up_of)
     is distinct from
     (old.subject, old.project_id, old.category_id, old.priority_id, old.contact_user_id, old.assignee_id,
      old.affects_all_companies, old.follow_up_of) then
    raise exception using errcode = '42501', message = 'only_staff_changes_this',
      detail = 'A client closes or reopens a ticket, and changes nothing else of it.';
  end if;
  if new.status <> old.status
     and not (old.status <> 'closed' and new.status = 'closed')
     and not (old.status = 'resolved' and new.status = 'in_progress') then
    raise exception using errcode = 'PT409', message = 'invalid_status_change',
      detail = format('from %s to %s', old.status, new.status), hint = 'A client closes a ticket, or reopens a resolved one.';
  end if;
  return new;
end $$;

create function private.rule_ticket_update() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  pausing constant text[] := array['waiting_customer', 'resolved', 'closed'];
  ends boolean := false;
begin
  if new is not distinct from old then
    return new;
  end if;
  new.updated_at := at;
  new.last_activity_at := greatest(new.created_at, new.last_customer_activity, new.last_admin_activity);

  if new.assignee_id is distinct from old.assignee_id then
    perform private.check_assignee(new.assignee_id);
  end if;
  if new.priority_id is distinct from old.priority_id then
    new := private.set_ticket_targets(new);
  end if;

  -- The first answer may come while the clock stands still: that time does not count against it.
  if old.first_responded_at is null and new.first_responded_at is not null and not new.staff_filed
     and old.status = any (pausing) then
    new.first_response_due_at :=
      private.due_at(new.created_at, new.response_sla_minutes,
                     private.stopped_time(new.id, new.created_at, new.first_responded_at), new.calendar_id);
  end if;

  if new.status <> old.status then
    if not private.status_step_exists(old.status, new.status) then
      raise exception using errcode = 'PT409', message = 'invalid_status_change',
        detail = format('from %s to %s', old.status, new.status);
    end if;
    ends := new.status in ('resolved', 'closed') and old.status not in ('resolved', 'closed');
    -- leave the old status
    if old.status = 'waiting_customer' then
      update public.ticket_pauses set ended_at = at where ticket_id = new.id and ended_at is null;
      new.waiting_since := null;
      new.waiting_seconds := private.stopped_seconds(new.id, 'waiting');
    elsif old.status in ('resolved', 'closed') and new.status = 'in_progress' then
      update public.ticket_pauses set ended_at = at where ticket_id = new.id and ended_at is null;
      new.resolved_seconds := private.stopped_seconds(new.id, 'resolved');
      new.resolved_at := null;
      new.closed_at := null;
      new.first_response_applies := not new.staff_filed;
    end if;
  end if;

  -- A target that has ended keeps its due time; the open ones follow the priority and the pauses.
  if new.resolved_at is null
     and (new.status <> old.status or new.priority_id is distinct from old.priority_id
          or new.awaiting_reply_since is distinct from old.awaiting_reply_since) then
    new := private.set_ticket_due(new, at);
  elsif new.awaiting_reply_since is null then
    new.next_response_due_at := null;
  end if;

  if new.status <> old.status then
    -- enter the new one
    if new.status = 'waiting_customer' then
      new.waiting_since := at;
      insert into public.ticket_pauses (ticket_id, kind, started_at) values (new.id, 'waiting', at);
    elsif ends then
      new.resolved_at := at;
      if new.first_responded_at is null and (new.first_response_due_at is null or at <= new.first_response_due_at) then
        new.first_response_applies := false;
      end if;
      insert into public.ticket_pauses (ticket_id, kind, started_at) values (new.id, 'resolved', at);
    end if;
    if new.status = 'closed' then
      new.closed_at := at;
    end if;
  end if;
  return new;
end $$;

create function private.priority_code(priority integer) returns text
language sql stable security definer set search_path = ''
as $$ select p.code from public.ticket_priorities p where p.id = priority $$;

create function private.after_ticket_update() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.status <> old.status then
    perform private.add_event(new, 'status', old.status, new.status, 'public');
  end if;
  if new.priority_id <> old.priority_id then
    perform private.add_event(new, 'priority', private.priority_code(old.priority_id), private.priority_code(new.priority_id),
                              'public');
  end if;
  if new.assignee_id is distinct from old.assignee_id then
    perform private.add_event(new, 'assignee', old.assignee_id::text, new.assignee_id::text, 'public');
  end if;
  if new.category_id is distinct from old.category_id then
    perform private.add_event(new, 'category', old.category_id::text, new.category_id::text, 'internal');
  end if;
  if new.affects_all_companies <> old.affects_all_companies then
    if new.affects_all_companies then
      delete from public.ticket_company_link where ticket_id = new.id and role = 'affected';
    end if;
    perform private.add_event(new, 'scope', case when old.affects_all_companies then 'all' end,
                              case when new.affects_all_companies then 'all' end, 'internal');
  end if;
  return null;
end $$;

create trigger a_guard_update before update on public.tickets for each row execute function private.guard_ticket_update();
create trigger b_rule_update before update on public.tickets for each row execute function private.rule_ticket_update();
create trigger after_update after update on public.tickets for each row execute function private.after_ticket_update();

-- Messages --------------------------------------------------------------------------------------------------------

create function private.guard_message() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user = 'authenticated' then
    new.author_id := auth.uid();
  else
    new.author_id := coalesce(new.author_id, auth.uid());
  end if;
  new.visibility := coalesce(new.visibility, 'public');
  new.from_staff := private.is_staff_user(new.author_id);
  new.created_at := private.clock();
  -- Read as the caller: a ticket out of sight gives null, which the policy refuses like any other.
  new.client_id := (select t.client_id from public.tickets t where t.id = new.ticket_id);
  return new;
end $$;

create function private.after_message() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  t public.tickets;
begin
  -- A note leaves the ticket untouched: clients see when a row changes.
  if new.visibility = 'internal' then
    return null;
  end if;
  -- Not a plain `for update`: two replies at once each hold the key share lock of their foreign key, and would wait for each other.
  select * into t from public.tickets where id = new.ticket_id for no key update;
  if t.status = 'closed' then
    raise exception using errcode = 'PT409', message = 'ticket_closed', detail = 'A closed ticket takes no reply.',
      hint = 'File a follow-up ticket.';
  end if;
  if not new.from_staff then
    update public.tickets
      set last_customer_activity = new.created_at,
          awaiting_reply_since = coalesce(awaiting_reply_since, new.created_at),
          status = case when status in ('waiting_customer', 'resolved') then 'in_progress' else status end
      where id = new.ticket_id;
  elsif new.visibility = 'public' then
    update public.tickets
      set last_admin_activity = new.created_at,
          awaiting_reply_since = null,
          first_responded_at = case when staff_filed then null else coalesce(first_responded_at, new.created_at) end
      where id = new.ticket_id;
  else
    update public.tickets set last_admin_activity = new.created_at where id = new.ticket_id;
  end if;
  return null;
end $$;

create trigger guard before insert on public.ticket_messages for each row execute function private.guard_message();
create trigger after_insert after insert on public.ticket_messages for each row execute function private.after_message();

-- Attachments -----------------------------------------------------------------------------------------------------

-- What storage knows of an object that the caller uploaded; no row for anybody else's.
create function private.own_object(bucket text, path text) returns setof jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(o.metadata, '{}'::jsonb) from storage.objects o
  where o.bucket_id = bucket and o.name = path and o.owner_id = auth.uid()::text
$$;

create function private.guard_attachment() returns trigger
language plpgsql set search_path = ''
as $$
declare
  ticket public.tickets;
  message public.ticket_messages;
  file jsonb;
begin
  select * into ticket from public.tickets t where t.id = new.ticket_id;
  new.client_id := ticket.client_id;
  new.created_at := private.clock();
  new.storage_bucket := coalesce(new.storage_bucket, 'project-files');
  if current_user = 'authenticated' then
    new.created_by := auth.uid();
    -- The same file told twice: the first row stands, and this one will do nothing.
    if exists (select from public.ticket_attachments a where a.id = new.id and a.created_by = new.created_by
               and a.ticket_id = new.ticket_id and a.storage_path = new.storage_path) then
      new.visibility := (select a.visibility from public.ticket_attachments a where a.id = new.id);
      return new;
    end if;
  else
    new.created_by := coalesce(new.created_by, auth.uid());
  end if;

  if new.message_id is null then
    new.visibility := case when private.is_staff_user(new.created_by) then 'internal' else 'public' end;
  else
    select * into message from public.ticket_messages m
      where m.id = new.message_id and m.ticket_id = new.ticket_id and m.author_id = new.created_by;
    if not found then
      raise exception using errcode = '42501', message = 'attachment_not_allowed',
        detail = 'A file goes with one''s own message in the same ticket.';
    end if;
    new.visibility := message.visibility;
  end if;
  if new.storage_bucket <> 'project-files'
     or storage.foldername(new.storage_path) is distinct from array['tickets', new.ticket_id::text] then
    raise exception using errcode = '42501', message = 'attachment_not_allowed',
      detail = 'A file of a ticket lies in the folder of the ticket.';
  end if;
  if current_user = 'authenticated' then
    select * into file from private.own_object(new.storage_bucket, new.storage_path) as o;
    if not found then
      raise exception using errcode = '42501', message = 'attachment_not_allowed',
        detail = 'A file is uploaded before it is named, by the same person.';
    end if;
    new.size_bytes := coalesce((file ->> 'size')::bigint, new.size_bytes);
    new.mime_type := coalesce(file ->> 'mimetype', new.mime_type);
    if ticket.status = 'closed' and new.message_id is null and new.visibility = 'public' then
      raise exception using errcode = 'PT409', message = 'ticket_closed', detail = 'A closed ticket takes no file.',
        hint = 'File a follow-up ticket.';
    end if;
  end if;
  return new;
end $$;

create trigger guard before insert on public.ticket_attachments for each row execute function private.guard_attachment();

-- Links -----------------------------------------------------------------------------------------------------------

create function private.rule_link_insert() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.created_at := private.clock();
  return new;
end $$;

-- Checked after the policies, so that a refusal tells nothing of a ticket out of sight.
create function private.after_link() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  t public.tickets;
begin
  if tg_op = 'DELETE' then
    if pg_trigger_depth() = 1 then
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
  -- What another rule does (the reporter's link, a ticket that comes to concern everyone) has its own event.
  if pg_trigger_depth() = 1 then
    perform private.add_event(t, 'scope', null, new.company_id::text, 'internal');
  end if;
  return null;
end $$;

create trigger rule_insert before insert on public.ticket_company_link for each row execute function private.rule_link_insert();
create trigger after_change after insert or delete on public.ticket_company_link for each row execute function private.after_link();

-- Labels and unread marks -----------------------------------------------------------------------------------------

create function private.rule_triage() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.updated_at := private.clock();
  -- trimmed, without blanks, each once, in the order given
  new.labels := coalesce((select array_agg(l.label order by l.place) from (
      select btrim(u.label) as label, min(u.place) as place from unnest(new.labels) with ordinality as u (label, place)
      where btrim(u.label) <> '' group by 1) l), '{}');
  if tg_op = 'UPDATE' then
    new.ticket_id := old.ticket_id;
  end if;
  return new;
end $$;

create function private.after_triage() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  t public.tickets;
begin
  if new.labels is distinct from old.labels then
    select * into t from public.tickets where id = new.ticket_id;
    perform private.add_event(t, 'labels', array_to_string(old.labels, ', '), array_to_string(new.labels, ', '), 'internal');
  end if;
  return null;
end $$;

create trigger rule before insert or update on public.ticket_triage for each row execute function private.rule_triage();
create trigger after_update after update on public.ticket_triage for each row execute function private.after_triage();

-- A mark never goes backwards and never ahead of the clock here, whatever the clock of the machine that sent it.
create function private.guard_read() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user = 'authenticated' then
    new.user_id := auth.uid();
  end if;
  new.updated_at := private.clock();
  new.last_read_at := least(new.last_read_at, new.updated_at);
  if tg_op = 'UPDATE' then
    new.ticket_id := old.ticket_id;
    new.user_id := old.user_id;
    new.last_read_at := greatest(new.last_read_at, old.last_read_at);
  end if;
  return new;
end $$;

create trigger guard before insert or update on public.ticket_reads for each row execute function private.guard_read();

-- Nobody calls any of this by name but the triggers, as the owner; what guards call as the caller is granted by name.
revoke all on all functions in schema private from public, anon;
revoke all on function
  private.touch(), private.on_user_created(), private.on_user_email_changed(), private.guard_profile(),
  private.stopped_time(uuid, timestamptz, timestamptz), private.stopped_seconds(uuid, text),
  private.due_at(timestamptz, integer, interval, uuid), private.set_ticket_targets(public.tickets),
  private.set_ticket_due(public.tickets, timestamptz), private.check_assignee(uuid),
  private.add_event(public.tickets, text, text, text, text), private.priority_code(integer),
  private.status_step_exists(text, text), private.own_object(text, text),
  private.guard_ticket_insert(), private.rule_ticket_insert(), private.after_ticket_insert(), private.guard_ticket_update(),
  private.rule_ticket_update(), private.after_ticket_update(), private.guard_message(), private.after_message(),
  private.guard_attachment(), private.rule_link_insert(), private.after_link(), private.rule_triage(), private.after_triage(),
  private.guard_read()
  from public, anon, authenticated, service_role;
grant execute on function private.own_object(text, text) to authenticated, service_role;

revoke all on function public.add_business_time(timestamptz, interval, uuid) from public, anon, authenticated, service_role;
grant execute on function public.add_business_time(timestamptz, interval, uuid) to authenticated, service_role;
