-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Views of the queue that staff keep: what a list shows, in which order, under a name. One's own, or shared with all staff by an administrator.
-- The program that keeps a view says what its filter means; the database only sees to it that it is an object of a sane size. A view that is
-- given up keeps its row, so that every program hears of it.

create table public.saved_views (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid() references public.profiles (user_id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  filter jsonb not null default '{}' check (jsonb_typeof(filter) = 'object' and length(filter::text) <= 20000),
  sort text not null default 'activity.desc' check (sort ~ '^[a-z_]{1,40}\.(asc|desc)$'),
  grouping text not null default 'none' check (grouping ~ '^[a-z_]{1,40}$'),
  position bigint not null default 0,
  shared boolean not null default false,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index saved_views_owner on public.saved_views (owner_id);
create index saved_views_shared on public.saved_views (id) where shared;

-- Whose a view is never changes, whatever was sent.
create function private.guard_saved_view() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    new.id := old.id;
    new.owner_id := old.owner_id;
  elsif current_user = 'authenticated' then
    new.owner_id := auth.uid();
  end if;
  return new;
end $$;
create trigger guard before insert or update on public.saved_views for each row execute function private.guard_saved_view();
create trigger touch before insert or update on public.saved_views for each row execute function private.touch();

alter table public.saved_views enable row level security;
alter table public.saved_views force row level security;
revoke all on public.saved_views from public, anon, authenticated, service_role;
revoke all on function private.guard_saved_view() from public, anon, authenticated, service_role;
grant select, insert, update on public.saved_views to authenticated, service_role;

create policy "one's own, and what is shared" on public.saved_views for select to authenticated
  using ((select private.is_staff()) and (shared or owner_id = (select auth.uid())));
create policy "one's own; shared by an administrator" on public.saved_views for insert to authenticated
  with check ((select private.is_staff()) and owner_id = (select auth.uid()) and (not shared or (select private.is_admin())));
create policy "one's own; what is shared by an administrator" on public.saved_views for update to authenticated
  using ((select private.is_staff())
         and ((owner_id = (select auth.uid()) and not shared) or (shared and (select private.is_admin()))))
  with check ((select private.is_staff())
              and ((owner_id = (select auth.uid()) and not shared) or (shared and (select private.is_admin()))));

alter publication supabase_realtime add table public.saved_views;
