-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Files in storage, and what goes out live.

insert into storage.buckets (id, name, public, file_size_limit)
values ('project-files', 'project-files', false, 52428800)
on conflict (id) do nothing;

-- The ticket of a path or topic, or null: text from outside is never cast unseen.
create function private.to_uuid(word text) returns uuid
language sql immutable set search_path = ''
as $$
  select case when word ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then word::uuid end
$$;

create function private.may_write(ticket uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.tickets t
                 where t.id = ticket and (private.is_staff() or t.client_id in (select private.my_client_ids())))
$$;

-- tickets/{ticket_id}/{name}, in a ticket that the caller writes in
create function private.may_upload(path text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select case when array_length(string_to_array(path, '/'), 1) = 3 and split_part(path, '/', 1) = 'tickets'
                   and split_part(path, '/', 3) <> ''
              then private.may_write(private.to_uuid(split_part(path, '/', 2)))
              else false end
$$;

create function private.has_attachment(bucket text, path text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.ticket_attachments a where a.storage_bucket = bucket and a.storage_path = path)
$$;

-- As the attachment (whose own policies apply inside); an object that no attachment names is seen by its uploader alone.
create policy "guichet: as the attachment" on storage.objects for select to authenticated
  using (bucket_id = 'project-files'
         and (exists (select from public.ticket_attachments a where a.storage_bucket = bucket_id and a.storage_path = name)
              or (owner_id = (select auth.uid()::text) and not private.has_attachment(bucket_id, name))));
create policy "guichet: into the folder of a ticket" on storage.objects for insert to authenticated
  with check (bucket_id = 'project-files' and owner_id = (select auth.uid()::text) and private.may_upload(name));
-- No policy for update and delete: an object is never moved, replaced or deleted but by the service key.

-- ticket:{id}:public is for whoever writes in the ticket, ticket:{id}:internal for staff. Presence is told on the internal
-- one alone, or clients would see who of staff is looking.
create function private.may_join(topic text, wanted text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select case
    when topic is null or array_length(string_to_array(topic, ':'), 1) <> 3 or split_part(topic, ':', 1) <> 'ticket' then false
    when split_part(topic, ':', 3) = 'public' and wanted = 'broadcast' then private.may_write(private.to_uuid(split_part(topic, ':', 2)))
    when split_part(topic, ':', 3) = 'internal' and wanted in ('broadcast', 'presence')
      then private.is_staff() and private.may_write(private.to_uuid(split_part(topic, ':', 2)))
    else false end
$$;

create policy "guichet: hear" on realtime.messages for select to authenticated
  using ((extension = 'broadcast' and (select private.may_join(realtime.topic(), 'broadcast')))
         or (extension = 'presence' and (select private.may_join(realtime.topic(), 'presence'))));
create policy "guichet: say" on realtime.messages for insert to authenticated
  with check ((extension = 'broadcast' and (select private.may_join(realtime.topic(), 'broadcast')))
              or (extension = 'presence' and (select private.may_join(realtime.topic(), 'presence'))));

revoke all on function
  private.to_uuid(text), private.may_write(uuid), private.may_upload(text), private.has_attachment(text, text),
  private.may_join(text, text)
  from public, anon, authenticated, service_role;
grant execute on function private.may_upload(text), private.has_attachment(text, text), private.may_join(text, text)
  to authenticated, service_role;

do $$
declare
  t text;
begin
  if not exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
  foreach t in array array['tickets', 'ticket_messages', 'ticket_attachments', 'ticket_events', 'ticket_triage', 'ticket_reads',
                           'ticket_company_link'] loop
    if not exists (select from pg_catalog.pg_publication_tables
                   where pubname = 'supabase_realtime' and schemaname = 'public' and tablename = t) then
      execute format('alter publication supabase_realtime add table public.%I', t);
    end if;
  end loop;
end $$;
