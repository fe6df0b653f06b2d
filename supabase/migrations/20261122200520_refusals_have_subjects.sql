-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A call about an incident or a privacy request is about the person behind it, also when it was refused: the record of that person
-- would lack it otherwise.
create or replace function public.incident_update(incident_id uuid default null, status text default null, priority text default null,
                                                  title text default null, description text default null, assignee_id uuid default null,
                                                  clear_assignee boolean default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_incident_update',
    jsonb_build_object('incident_id', incident_id, 'status', status, 'priority', priority, 'title', title,
                       'description', description, 'assignee_id', assignee_id, 'clear_assignee', clear_assignee),
    '{support,ops,admin}', case when status = 'closed' then 'support_incident_close' else 'support_incident_update' end,
    'support_incident', incident_id, (select i.user_id from public.support_incidents i where i.id = incident_id))
$$;

create or replace function public.incident_get(incident_id uuid default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_incident_get', jsonb_build_object('incident_id', incident_id), '{support,ops,admin}',
                              'support_incident_read', 'support_incident', incident_id,
                              (select i.user_id from public.support_incidents i where i.id = incident_id))
$$;

create or replace function public.privacy_request_update(privacy_request_id uuid default null, status text default null,
                                                         note text default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_privacy_request_update',
    jsonb_build_object('privacy_request_id', privacy_request_id, 'status', status, 'note', note),
    '{support,ops,admin}', 'privacy_request_update', 'privacy_request', privacy_request_id,
    (select r.user_id from public.privacy_requests r where r.id = privacy_request_id))
$$;

create or replace function public.erase_user(privacy_request_id uuid default null) returns jsonb
language sql volatile security definer set search_path = '' set statement_timeout = '300s'
as $$
  select private.support_call('do_erase', jsonb_build_object('privacy_request_id', privacy_request_id), '{admin}', 'user_erase',
                              'privacy_request', privacy_request_id,
                              (select r.user_id from public.privacy_requests r where r.id = privacy_request_id))
$$;
