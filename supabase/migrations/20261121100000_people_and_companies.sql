-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Who there is: people, organisations, who belongs to which, and the helpers that every policy is built from.

-- What policies and triggers need and nobody calls over the network. The schema is not among those that the API exposes.
create schema private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

-- The one clock of all triggers, so that the demonstration data and the tests can tell a story of several days in one
-- transaction: the owner of the database replaces this function there and puts it back.
create function private.clock() returns timestamptz
language sql volatile set search_path = ''
as $$ select pg_catalog.clock_timestamp() $$;

-- Keeps updated_at, by which programs ask for what changed since they last looked.
create function private.touch() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := private.clock();
  return new;
end $$;

create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  full_name text not null default '' check (length(full_name) <= 200),
  email text,
  role text not null default 'client' check (role in ('client', 'support', 'ops', 'admin')),
  locale text not null default 'en' check (locale ~ '^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*$'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.clients (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 200),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.client_members (
  client_id uuid not null references public.clients (id),
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (client_id, user_id)
);
create index client_members_user on public.client_members (user_id, client_id);

create table public.projects (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references public.clients (id),
  name text not null check (length(btrim(name)) between 1 and 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- lets a ticket name its project and its organisation in one foreign key
  unique (id, client_id)
);
create index projects_client on public.projects (client_id);

create trigger touch before insert or update on public.profiles for each row execute function private.touch();
create trigger touch before insert or update on public.clients for each row execute function private.touch();
create trigger touch before insert or update on public.client_members for each row execute function private.touch();
create trigger touch before insert or update on public.projects for each row execute function private.touch();

-- Helpers ---------------------------------------------------------------------------------------------------------
-- Policies call them inside (select …), so that they run once a statement and not once a row.

create function private.is_staff_user(person uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.profiles p where p.user_id = person and p.role in ('support', 'ops', 'admin')) $$;

create function private.is_staff() returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.profiles p where p.user_id = auth.uid() and p.role in ('support', 'ops', 'admin')) $$;

create function private.is_admin() returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.profiles p where p.user_id = auth.uid() and p.role = 'admin') $$;

create function private.my_client_ids() returns setof uuid
language sql stable security definer set search_path = '' rows 2
as $$ select m.client_id from public.client_members m where m.user_id = auth.uid() $$;

-- Somebody who merely signed up belongs to nothing, and a ticket that concerns everyone does not reach them.
create function private.is_active_member() returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.client_members m join public.clients c on c.id = m.client_id
                 where m.user_id = auth.uid() and c.is_active)
$$;

create function private.is_member(person uuid, client uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.client_members m where m.user_id = person and m.client_id = client) $$;

-- Profiles come from sign-ups -------------------------------------------------------------------------------------

-- Always as a client: what people say about themselves (raw_user_meta_data) may name them, never raise them.
create function private.on_user_created() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  said jsonb := coalesce(new.raw_user_meta_data, '{}'::jsonb);
  locale text := said ->> 'locale';
begin
  insert into public.profiles (user_id, full_name, email, locale)
  values (new.id,
          left(btrim(coalesce(said ->> 'full_name', said ->> 'name', '')), 200),
          new.email,
          case when locale ~ '^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*$' then locale else 'en' end)
  on conflict (user_id) do nothing;
  return null;
end $$;

create function private.on_user_email_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles set email = new.email where user_id = new.id;
  return null;
end $$;

create trigger guichet_profile after insert on auth.users for each row execute function private.on_user_created();
create trigger guichet_profile_email after update of email on auth.users for each row
  when (old.email is distinct from new.email) execute function private.on_user_email_changed();

-- A project may have users already when Guichet moves in.
insert into public.profiles (user_id, full_name, email)
select u.id, left(btrim(coalesce(u.raw_user_meta_data ->> 'full_name', u.raw_user_meta_data ->> 'name', '')), 200), u.email
from auth.users u
on conflict (user_id) do nothing;

-- A role is given by an administrator, and never by oneself. Statements of the owner and of the service key pass.
create function private.guard_profile() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if current_user = 'authenticated' and new.role is distinct from old.role
     and (old.user_id = auth.uid() or not private.is_admin()) then
    raise exception using errcode = '42501', message = 'role_not_allowed',
      detail = 'Only an administrator gives a role, and never to themselves.';
  end if;
  return new;
end $$;
create trigger guard before update on public.profiles for each row execute function private.guard_profile();

-- Rights ----------------------------------------------------------------------------------------------------------

alter table public.profiles enable row level security;
alter table public.profiles force row level security;
alter table public.clients enable row level security;
alter table public.clients force row level security;
alter table public.client_members enable row level security;
alter table public.client_members force row level security;
alter table public.projects enable row level security;
alter table public.projects force row level security;

create policy "oneself, and everybody for staff" on public.profiles for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_staff()));
create policy "oneself, and everybody for an administrator" on public.profiles for update to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()))
  with check (user_id = (select auth.uid()) or (select private.is_admin()));

create policy "one's own organisations, and all for staff" on public.clients for select to authenticated
  using ((select private.is_staff()) or id = any (array(select private.my_client_ids())));
create policy "an administrator adds" on public.clients for insert to authenticated
  with check ((select private.is_admin()));
create policy "an administrator changes" on public.clients for update to authenticated
  using ((select private.is_admin())) with check ((select private.is_admin()));

create policy "one's own organisations, and all for staff" on public.client_members for select to authenticated
  using ((select private.is_staff()) or client_id = any (array(select private.my_client_ids())));
create policy "an administrator adds" on public.client_members for insert to authenticated
  with check ((select private.is_admin()));
create policy "an administrator removes" on public.client_members for delete to authenticated
  using ((select private.is_admin()));

create policy "one's own organisations, and all for staff" on public.projects for select to authenticated
  using ((select private.is_staff()) or client_id = any (array(select private.my_client_ids())));
create policy "an administrator adds" on public.projects for insert to authenticated
  with check ((select private.is_admin()));
create policy "an administrator changes" on public.projects for update to authenticated
  using ((select private.is_admin())) with check ((select private.is_admin()));

-- The other name of the same thing.
create view public.companies with (security_invoker = true) as
  select c.id, c.name, c.is_active, c.created_at, c.updated_at from public.clients c;

-- Older projects grant everything to everybody by default, newer ones nothing: begin from nothing in both.
revoke all on public.profiles, public.clients, public.client_members, public.projects, public.companies
  from public, anon, authenticated, service_role;
grant select, update (full_name, locale, role) on public.profiles to authenticated;
grant select, insert, update on public.clients, public.projects to authenticated;
grant select, insert, delete on public.client_members to authenticated;
grant select on public.companies to authenticated, service_role;
grant select, insert, update on public.profiles, public.clients, public.projects to service_role;
grant select, insert, update, delete on public.client_members to service_role;

revoke all on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function
  private.clock(), private.is_staff_user(uuid), private.is_staff(), private.is_admin(), private.my_client_ids(),
  private.is_active_member(), private.is_member(uuid, uuid)
  to authenticated, service_role;
