-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Canned replies: texts that staff put into what they write, never sent by themselves. Those without an owner are the desk's: all staff read
-- them, administrators write them. The others are one person's own. What `{{client}}` and the like stand for is the program's affair. One that
-- is given up keeps its row, so that every program hears of it.

create table public.canned_replies (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid default auth.uid() references public.profiles (user_id) on delete cascade,
  title text not null check (length(btrim(title)) between 1 and 80 and title !~ '[\n\r]'),
  body text not null check (length(btrim(body, E' \n\r\t')) >= 1 and length(body) <= 20000),
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index canned_replies_owner on public.canned_replies (owner_id);
create index canned_replies_cursor on public.canned_replies (updated_at, id);

-- Whose a reply is never changes, whatever was sent; nobody writes one for somebody else.
create function private.guard_canned_reply() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    new.id := old.id;
    new.owner_id := old.owner_id;
  elsif current_user = 'authenticated' and new.owner_id is not null then
    new.owner_id := auth.uid();
  end if;
  return new;
end $$;
create trigger guard before insert or update on public.canned_replies for each row execute function private.guard_canned_reply();
create trigger touch before insert or update on public.canned_replies for each row execute function private.touch();

alter table public.canned_replies enable row level security;
alter table public.canned_replies force row level security;
revoke all on public.canned_replies from public, anon, authenticated, service_role;
revoke all on function private.guard_canned_reply() from public, anon, authenticated, service_role;
grant select, insert, update on public.canned_replies to authenticated, service_role;

create policy "the desk's, and one's own" on public.canned_replies for select to authenticated
  using ((select private.is_staff()) and (owner_id is null or owner_id = (select auth.uid())));
create policy "new: one's own; the desk's by an administrator" on public.canned_replies for insert to authenticated
  with check ((select private.is_staff()) and (owner_id = (select auth.uid()) or (owner_id is null and (select private.is_admin()))));
create policy "one's own; the desk's by an administrator" on public.canned_replies for update to authenticated
  using ((select private.is_staff()) and (owner_id = (select auth.uid()) or (owner_id is null and (select private.is_admin()))))
  with check ((select private.is_staff()) and (owner_id = (select auth.uid()) or (owner_id is null and (select private.is_admin()))));

alter publication supabase_realtime add table public.canned_replies;
