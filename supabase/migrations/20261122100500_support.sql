-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What support needs beside tickets: incidents, subscriptions, privacy requests, files to erase, and the record of who did what.
-- Nobody writes these tables but through the calls of the next migration; the exceptions are granted by name at the end.

-- When the person behind a profile was erased: what they wrote stays, they do not.
alter table public.profiles add column erased_at timestamptz;

-- user_id is the one way from an incident to a profile, so that embedding is not ambiguous.
create table public.support_incidents (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (user_id),
  category text not null check (category in ('account', 'subscription', 'content')),
  priority text not null default 'medium' check (priority in ('low', 'medium', 'high')),
  status text not null default 'open' check (status in ('open', 'in_progress', 'resolved', 'closed')),
  title text not null check (length(btrim(title)) between 1 and 200),
  description text not null default '' check (length(description) <= 10000),
  assignee_id uuid references auth.users (id),
  created_by uuid references auth.users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  resolved_at timestamptz,
  closed_at timestamptz
);
create index support_incidents_user on public.support_incidents (user_id, created_at desc, id);
create index support_incidents_newest on public.support_incidents (created_at desc, id);
create index support_incidents_status on public.support_incidents (status, created_at desc, id);
create index support_incidents_assignee on public.support_incidents (assignee_id, created_at desc, id) where assignee_id is not null;

create table public.subscriptions (
  user_id uuid primary key references public.profiles (user_id) on delete cascade,
  plan text not null check (length(btrim(plan)) between 1 and 100),
  -- the words of whoever bills
  status text not null check (status ~ '^[a-z_]{1,40}$'),
  current_period_end timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.privacy_requests (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (user_id),
  kind text not null check (kind in ('access', 'export', 'erasure', 'rectification')),
  status text not null default 'requested' check (status in ('requested', 'processing', 'completed', 'rejected')),
  due_at timestamptz not null,
  -- what the person is told; they may read it
  note text check (length(note) between 1 and 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz
);
create index privacy_requests_user on public.privacy_requests (user_id, created_at desc, id);
create index privacy_requests_newest on public.privacy_requests (created_at desc, id);
create index privacy_requests_due on public.privacy_requests (due_at) where closed_at is null;

-- Files of erased persons, until storage has let go of them. The path is gone with the file: people name files after themselves.
create table public.file_erasures (
  id uuid primary key default gen_random_uuid(),
  bucket text not null,
  path text check (path is not null or erased_at is not null),
  requested_at timestamptz not null default now(),
  erased_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  error text
);
create unique index file_erasures_once on public.file_erasures (bucket, path) where erased_at is null;
create index file_erasures_due on public.file_erasures (next_attempt_at) where erased_at is null;

-- Ids and codes alone, never a text and never personal data. No foreign keys: an event outlives what it tells of.
create table public.audit_events (
  id bigint generated always as identity primary key,
  request_id text not null check (length(request_id) between 1 and 128),
  actor_id uuid,
  actor_role text not null,
  action text not null,
  target_type text,
  target_id uuid,
  -- the person whom it is about, where there is one
  subject_id uuid,
  status text not null default 'ok' check (status in ('ok', 'refused', 'error')),
  details jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index audit_events_newest on public.audit_events (created_at desc, id desc);
create index audit_events_subject on public.audit_events (subject_id, created_at desc, id desc) where subject_id is not null;
create index audit_events_actor on public.audit_events (actor_id, created_at desc, id desc);
create index audit_events_action on public.audit_events (action, created_at desc, id desc);

-- Helpers ---------------------------------------------------------------------------------------------------------

create function private.is_ops() returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.profiles p where p.user_id = auth.uid() and p.role in ('ops', 'admin')) $$;

-- The role of the caller in the help desk; of a program or the owner, which role they run as.
create function private.my_role() returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce((select p.role from public.profiles p where p.user_id = auth.uid()), nullif(auth.role(), ''), session_user::text)
$$;

-- The id of the request, as it was sent (when it is one), or made once a transaction.
create function private.request_id() returns text
language plpgsql volatile set search_path = ''
as $$
declare
  sent text := nullif(current_setting('request.headers', true), '')::json ->> 'x-request-id';
  made text := nullif(current_setting('guichet.request_id', true), '');
begin
  -- no @ and no blank: an e-mail address or a name is no id
  if sent ~ '^[A-Za-z0-9._:-]{1,128}$' then
    return sent;
  end if;
  if made is null then
    made := gen_random_uuid()::text;
    perform set_config('guichet.request_id', made, true);
  end if;
  return made;
end $$;

-- One event, in the table and as a line of the server's log.
create function private.audit(action text, target_type text, target_id uuid, status text default 'ok', details jsonb default '{}',
                              subject_id uuid default null)
returns bigint
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_variable
declare
  event bigint;
  request text := private.request_id();
  role_name text := private.my_role();
begin
  insert into public.audit_events (request_id, actor_id, actor_role, action, target_type, target_id, subject_id, status, details, created_at)
  values (request, auth.uid(), role_name, action, target_type, target_id, subject_id, status, coalesce(details, '{}'), private.clock())
  returning id into event;
  raise log '%', jsonb_build_object('request_id', request, 'role', role_name, 'action', action, 'target_id', target_id,
                                    'status', status);
  return event;
end $$;

create function private.guard_audit() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user <> (select pg_catalog.pg_get_userbyid(c.relowner) from pg_catalog.pg_class c where c.oid = tg_relid) then
    raise exception using errcode = '42501', message = 'audit_is_append_only', detail = 'What was recorded stays as it is.';
  end if;
  return null;
end $$;
-- by the statement, so that one that finds no row is refused as well
create trigger guard before update or delete or truncate on public.audit_events
  for each statement execute function private.guard_audit();

-- The steps of incidents and of privacy requests ------------------------------------------------------------------

create function private.incident_step_exists(old_status text, new_status text) returns boolean
language sql immutable set search_path = ''
as $$
  select new_status = any (case old_status
    when 'open' then array['in_progress', 'resolved']
    when 'in_progress' then array['resolved', 'open']
    when 'resolved' then array['closed', 'in_progress']
    else array[]::text[] end)
$$;

create function private.privacy_step_exists(old_status text, new_status text) returns boolean
language sql immutable set search_path = ''
as $$
  select new_status = any (case old_status
    when 'requested' then array['processing', 'rejected']
    when 'processing' then array['completed', 'rejected']
    else array[]::text[] end)
$$;

create function private.rule_incident() returns trigger
language plpgsql set search_path = ''
as $$
declare
  at timestamptz := private.clock();
begin
  new.updated_at := at;
  new.title := btrim(new.title);
  if tg_op = 'INSERT' then
    new.status := 'open';
    new.created_at := at;
    new.resolved_at := null;
    new.closed_at := null;
    return new;
  end if;
  new.user_id := old.user_id;
  new.created_by := old.created_by;
  new.created_at := old.created_at;
  new.resolved_at := old.resolved_at;
  new.closed_at := old.closed_at;
  if new.status <> old.status then
    if not private.incident_step_exists(old.status, new.status) then
      raise exception using errcode = 'PT409', message = 'incident_invalid_transition',
        detail = format('from %s to %s', old.status, new.status);
    end if;
    case new.status
      when 'resolved' then new.resolved_at := at;
      when 'closed' then new.closed_at := at;
      else new.resolved_at := null;
    end case;
  end if;
  return new;
end $$;

-- A person files for themselves and says of what kind; staff may take down what somebody asked for by telephone.
create function private.rule_privacy_request() returns trigger
language plpgsql set search_path = ''
as $$
declare
  at timestamptz := private.clock();
begin
  new.updated_at := at;
  if tg_op = 'INSERT' then
    if current_user = 'authenticated' and (new.user_id is null or not private.is_staff()) then
      new.user_id := auth.uid();
    end if;
    if current_user = 'authenticated' then
      new.id := gen_random_uuid();
      -- read as the caller: oneself, and everybody for staff
      if exists (select from public.profiles p where p.user_id = new.user_id and p.erased_at is not null) then
        raise exception using errcode = '42501', message = 'person_erased', detail = 'Nothing is written about a person who was erased.';
      end if;
    end if;
    new.status := 'requested';
    new.created_at := at;
    -- thirty days of 24 hours, whatever the session's time zone makes of a day
    new.due_at := at + interval '720 hours';
    new.note := null;
    new.closed_at := null;
    return new;
  end if;
  new.user_id := old.user_id;
  new.kind := old.kind;
  new.created_at := old.created_at;
  new.due_at := old.due_at;
  new.closed_at := old.closed_at;
  if new.status <> old.status then
    if not private.privacy_step_exists(old.status, new.status) then
      raise exception using errcode = 'PT409', message = 'privacy_request_invalid_transition',
        detail = format('from %s to %s', old.status, new.status);
    end if;
    if new.status in ('completed', 'rejected') then
      new.closed_at := at;
    end if;
  end if;
  return new;
end $$;

create function private.after_privacy_request() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.audit('privacy_request_create', 'privacy_request', new.id, 'ok', jsonb_build_object('kind', new.kind), new.user_id);
  return null;
end $$;

create trigger rule before insert or update on public.support_incidents for each row execute function private.rule_incident();
create trigger rule before insert or update on public.privacy_requests for each row execute function private.rule_privacy_request();
create trigger after_insert after insert on public.privacy_requests for each row execute function private.after_privacy_request();
create trigger touch before insert or update on public.subscriptions for each row execute function private.touch();

-- An erased person may hold a valid token for a while, and writes nothing into their profile with it.
create function private.guard_erased() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user in ('authenticated', 'service_role') and (old.erased_at is not null or new.erased_at is distinct from old.erased_at) then
    raise exception using errcode = '42501', message = 'person_erased', detail = 'Nothing is written about a person who was erased.';
  end if;
  return new;
end $$;
create trigger guard_erased before update on public.profiles for each row execute function private.guard_erased();

-- What administrators change leaves an event ----------------------------------------------------------------------

-- Arguments: the name of the thing, then the columns that say which one. The names of the columns changed are told, not what
-- stands in them.
create function private.audit_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  given jsonb := coalesce(after, before);
  details jsonb := '{}';
  changed text[];
  key text;
begin
  foreach key in array tg_argv[1:] loop
    details := details || jsonb_build_object(key, given -> key);
  end loop;
  if tg_op = 'UPDATE' then
    changed := array(select n.key from jsonb_each(after) n
                     where n.key <> 'updated_at' and n.value is distinct from before -> n.key order by 1);
    if changed = '{}' then
      return null;
    end if;
    details := details || jsonb_build_object('columns', changed);
  end if;
  perform private.audit(tg_argv[0] || '_' || case tg_op when 'INSERT' then 'create' when 'UPDATE' then 'update' else 'delete' end,
                        tg_argv[0], private.to_uuid(given ->> 'id'), 'ok', details, private.to_uuid(given ->> 'user_id'));
  return null;
end $$;

create function private.audit_role() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.audit('profile_role_update', 'user', new.user_id, 'ok',
                        jsonb_build_object('old_role', old.role, 'new_role', new.role), new.user_id);
  return null;
end $$;

create trigger audit_role after update of role on public.profiles for each row
  when (old.role is distinct from new.role) execute function private.audit_role();

do $$
declare
  watched record;
begin
  for watched in select * from (values
      ('ticket_priorities', 'ticket_priority', array['id']),
      ('ticket_categories', 'ticket_category', array['id']),
      ('clients', 'client', array[]::text[]),
      ('client_members', 'client_member', array['client_id', 'user_id']),
      ('calendars', 'calendar', array[]::text[]),
      ('calendar_ranges', 'calendar_range', array['calendar_id']),
      ('calendar_holidays', 'calendar_holiday', array['calendar_id']),
      ('email_templates', 'email_template', array['event', 'locale'])) as v (name, thing, keys)
    where to_regclass('public.' || v.name) is not null
  loop
    execute format('create trigger audit after insert or update or delete on public.%I for each row execute function private.audit_change(%s)',
                   watched.name, (select string_agg(quote_literal(a), ', ') from unnest(array[watched.thing] || watched.keys) a));
  end loop;
end $$;

-- Rights ----------------------------------------------------------------------------------------------------------

do $$
declare
  t text;
begin
  foreach t in array array['support_incidents', 'subscriptions', 'privacy_requests', 'file_erasures', 'audit_events'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('alter table public.%I force row level security', t);
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', t);
    execute format('grant select on public.%I to authenticated, service_role', t);
  end loop;
end $$;
revoke all on sequence public.audit_events_id_seq from public, anon, authenticated, service_role;

create policy "staff reads" on public.support_incidents for select to authenticated using ((select private.is_staff()));
create policy "staff reads" on public.subscriptions for select to authenticated using ((select private.is_staff()));
create policy "one's own, and all for staff" on public.privacy_requests for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_staff()));
create policy "for oneself, and staff for others" on public.privacy_requests for insert to authenticated
  with check (user_id = (select auth.uid()) or (select private.is_staff()));
create policy "operations and administrators read" on public.audit_events for select to authenticated using ((select private.is_ops()));
create policy "an administrator reads" on public.file_erasures for select to authenticated using ((select private.is_admin()));

-- Incidents and events are written by the calls alone, not even with the service key; subscriptions come from whoever bills.
grant insert on public.privacy_requests to authenticated, service_role;
grant insert, update, delete on public.subscriptions to service_role;

revoke all on function
  private.is_ops(), private.my_role(), private.request_id(), private.audit(text, text, uuid, text, jsonb, uuid), private.guard_audit(),
  private.incident_step_exists(text, text), private.privacy_step_exists(text, text), private.rule_incident(),
  private.rule_privacy_request(), private.after_privacy_request(), private.guard_erased(), private.audit_change(), private.audit_role()
  from public, anon, authenticated, service_role;
grant execute on function private.is_ops() to authenticated, service_role;
