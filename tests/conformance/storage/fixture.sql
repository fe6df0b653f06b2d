-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What the recorded cases find: four buckets, the tickets of two organisations, and who may do what with their files. Run by
-- a superuser on a database that has no project in it.

create schema recorded;
grant usage on schema recorded to anon, authenticated, service_role;

create table recorded.members (ticket uuid, person uuid, primary key (ticket, person));
insert into recorded.members
select ticket::uuid, person::uuid
from (values ('aaaaaaaa-0000-4000-8000-000000000001'), ('aaaaaaaa-0000-4000-8000-000000000002'),
             ('aaaaaaaa-0000-4000-8000-000000000003')) as t (ticket),
     (values ('a1a1a1a1-0000-4000-8000-00000000000a'), ('a2a2a2a2-0000-4000-8000-00000000000a')) as p (person)
union all
values ('bbbbbbbb-0000-4000-8000-000000000001'::uuid, 'b1b1b1b1-0000-4000-8000-00000000000b'::uuid);

create function recorded.is_staff() returns boolean language sql stable as $$
  select auth.uid() = '51515151-0000-4000-8000-000000000005'
$$;

-- A path is tickets/{ticket}/…; whoever is a member of that ticket's organisation may see and add files.
create function recorded.is_open_to_me(path text) returns boolean
language sql stable security definer set search_path = '' as $$
  select recorded.is_staff() or exists (
    select from recorded.members m
    where split_part(path, '/', 1) = 'tickets' and split_part(path, '/', 2) = m.ticket::text and m.person = auth.uid())
$$;
grant execute on all functions in schema recorded to anon, authenticated, service_role;

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('project-files', 'project-files', false, null, null),
  ('limited-files', 'limited-files', false, 1048576, array['image/png', 'text/*']),
  ('public-files', 'public-files', true, null, null),
  ('inbox-files', 'inbox-files', false, null, null);

create policy "members read" on storage.objects for select to authenticated
  using (bucket_id = 'project-files' and recorded.is_open_to_me(name));
create policy "members add" on storage.objects for insert to authenticated
  with check (bucket_id = 'project-files' and recorded.is_open_to_me(name));
create policy "owners replace" on storage.objects for update to authenticated
  using (bucket_id = 'project-files' and recorded.is_open_to_me(name)
         and (owner_id = auth.uid()::text or recorded.is_staff()))
  with check (bucket_id = 'project-files' and recorded.is_open_to_me(name)
              and (owner_id = auth.uid()::text or recorded.is_staff()));
create policy "owners remove" on storage.objects for delete to authenticated
  using (bucket_id = 'project-files' and recorded.is_open_to_me(name)
         and (owner_id = auth.uid()::text or recorded.is_staff()));
create policy "anybody, within limits" on storage.objects for all to authenticated
  using (bucket_id = 'limited-files') with check (bucket_id = 'limited-files');
create policy "staff publishes" on storage.objects for all to authenticated
  using (bucket_id = 'public-files' and recorded.is_staff()) with check (bucket_id = 'public-files' and recorded.is_staff());
create policy "a letter box" on storage.objects for insert to authenticated with check (bucket_id = 'inbox-files');
