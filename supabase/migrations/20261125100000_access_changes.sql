-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What a client may see becomes another with what they are a member of, with a company that is made inactive, with a ticket that does not concern
-- theirs any more, and when they are erased. A row that goes out of their sight is not theirs to be told of, and so nothing tells their program. This row does: it is their own, says when and nothing else,
-- and is told live, so that a program looks again at once. Its key is no id of anybody, since deletions are told to all.

create table public.access_changes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique references public.profiles (user_id) on delete cascade,
  changed_at timestamptz not null
);

-- Always in the same order, so that no two wait for each other; somebody who is just being deleted is not there any more.
create function private.note_access_change(people uuid[]) returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.access_changes (user_id, changed_at)
  select p.user_id, private.clock() from public.profiles p where p.user_id = any (people) order by p.user_id
  on conflict (user_id) do update set changed_at = greatest(excluded.changed_at, access_changes.changed_at + interval '1 microsecond')
$$;

create function private.note_member() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.note_access_change(array[old.user_id, new.user_id]);
  return null;
end $$;
create trigger tell_access after insert or update or delete on public.client_members for each row execute function private.note_member();

create function private.note_person() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.note_access_change(array[new.user_id]);
  return null;
end $$;
create trigger tell_access after update on public.profiles for each row
  when (old.erased_at is distinct from new.erased_at) execute function private.note_person();

create function private.note_company() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.note_access_change(array(select m.user_id from public.client_members m where m.client_id = new.id));
  return null;
end $$;
create trigger tell_access after update on public.clients for each row
  when (old.is_active is distinct from new.is_active) execute function private.note_company();

-- All that one statement takes back is told at once: two of them never wait for each other.
create function private.note_concerned() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.note_access_change(array(select m.user_id from gone l join public.client_members m on m.client_id = l.company_id where l.role = 'affected'));
  return null;
end $$;
create trigger tell_access after delete on public.ticket_company_link referencing old table as gone
  for each statement execute function private.note_concerned();

-- A ticket that concerns everyone no more is still seen by the company that filed it.
create function private.note_everyone() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.note_access_change(array(select m.user_id from public.client_members m where m.client_id <> new.client_id));
  return null;
end $$;
create trigger tell_access after update on public.tickets for each row
  when (old.affects_all_companies and not new.affects_all_companies) execute function private.note_everyone();

alter table public.access_changes enable row level security;
alter table public.access_changes force row level security;
revoke all on public.access_changes from public, anon, authenticated, service_role;
revoke all on function private.note_access_change(uuid[]), private.note_member(), private.note_person(), private.note_company(), private.note_concerned(),
  private.note_everyone()
  from public, anon, authenticated, service_role;
grant select on public.access_changes to authenticated, service_role;

create policy "one's own" on public.access_changes for select to authenticated using (user_id = (select auth.uid()));

alter publication supabase_realtime add table public.access_changes;
