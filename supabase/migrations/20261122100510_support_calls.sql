-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The calls of the support console. Each is a thin function that anybody who is signed in may call, and a worker behind it;
-- between the two stands support_call, which counts the call, asks for the role, and writes the event and the answer. A
-- refusal is answered, not raised: a raised error would take the event of the refusal with it.

-- How often -------------------------------------------------------------------------------------------------------

-- One row a call of the running minute, and no counter that all would wait for. It may be lost in a crash: unlogged.
create unlogged table private.support_calls (
  minute timestamptz not null,
  user_id uuid not null,
  role text not null
);
create index support_calls_minute on private.support_calls (minute, user_id, role);
alter table private.support_calls enable row level security;
alter table private.support_calls force row level security;
revoke all on private.support_calls from public, anon, authenticated, service_role;

-- Null, or which limit was reached and when the next call may come. The calls of one person go one after the other, so that
-- theirs is exact; those of a role and of all are not held up by each other, and may go over by as many as run at once.
-- A call over the limit of a person counts for nobody, so that one program gone wild leaves the others theirs.
create function private.count_call() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me constant uuid := coalesce(auth.uid(), '00000000-0000-0000-0000-000000000000');
  my_role constant text := private.my_role();
  at timestamptz;
  this_minute timestamptz;
  by_me bigint;
  by_role bigint;
  by_all bigint;
  reached text;
begin
  perform pg_advisory_xact_lock(hashtextextended('guichet support calls of ' || me, 0));
  at := private.clock();
  this_minute := date_trunc('minute', at, 'UTC');
  select count(*) filter (where c.user_id = me), count(*) filter (where c.role = my_role), count(*)
    into by_me, by_role, by_all
    from private.support_calls c where c.minute = this_minute;
  reached := case when by_me >= 120 then 'user' when by_role >= 600 then 'role' when by_all >= 1200 then 'overall' end;
  if reached is not null then
    return jsonb_build_object('limit', reached, 'retry_after',
                              greatest(1, ceil(extract(epoch from this_minute + interval '1 minute' - at)))::integer);
  end if;
  insert into private.support_calls (minute, user_id, role) values (this_minute, me, my_role);
  -- each call takes a little of the old away, and none waits for another that does
  delete from private.support_calls c
  where c.ctid = any (array(select o.ctid from private.support_calls o where o.minute < this_minute - interval '1 minute'
                            limit 20 for update skip locked));
  return null;
end $$;

-- Refusals --------------------------------------------------------------------------------------------------------

-- Leaves the worker; support_call answers with it.
create function private.refuse(code text, message text, fields jsonb default null, hint text default null) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  raise exception using errcode = 'GUREF', message = refuse.code,
    detail = jsonb_build_object('message', refuse.message, 'fields', refuse.fields, 'hint', refuse.hint)::text;
end $$;

create function private.refusal_status(code text) returns integer
language sql immutable set search_path = ''
as $$
  select case code
    when 'insufficient_role' then 403
    when 'incident_not_found' then 404
    when 'user_not_found' then 404
    when 'privacy_request_not_found' then 404
    when 'incident_invalid_transition' then 409
    when 'privacy_request_invalid_transition' then 409
    when 'user_not_erasable' then 409
    when 'validation_error' then 422
    when 'rate_limited' then 429
    else 500 end
$$;

-- The fields that are wrong, each with what it should be.
create function private.check_one_of(fields jsonb, name text, value text, choices text[]) returns jsonb
language sql immutable set search_path = ''
as $$
  select case when value is null or value = any (choices) then fields
              else fields || jsonb_build_object(name, 'must be one of ' || array_to_string(choices, ', ')) end
$$;

create function private.check_length(fields jsonb, name text, value text, shortest integer, longest integer) returns jsonb
language sql immutable set search_path = ''
as $$
  select case when value is null or length(value) between shortest and longest then fields
              else fields || jsonb_build_object(name, format('must have %s to %s characters', shortest, longest)) end
$$;

create function private.check_given(fields jsonb, args jsonb, variadic names text[]) returns jsonb
language sql immutable set search_path = ''
as $$
  select fields || coalesce(jsonb_object_agg(n, 'must be given'), '{}') from unnest(names) n where args ->> n is null
$$;

create function private.check_fields(fields jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if fields <> '{}' then
    perform private.refuse('validation_error', 'Some of what was sent is not valid.', fields);
  end if;
end $$;

create function private.check_user(person uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if not exists (select from public.profiles p where p.user_id = person) then
    perform private.refuse('user_not_found', 'There is no such user.');
  end if;
end $$;

-- One call --------------------------------------------------------------------------------------------------------

-- A worker answers {data, meta?, audit?: {target_id, subject_id, details}}.
create function private.support_call(worker text, args jsonb, allowed text[], action text, target_type text default null,
                                     target_id uuid default null, subject_id uuid default null) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_variable
declare
  limited jsonb;
  done jsonb;
  outcome text := 'ok';
  code text;
  refusal jsonb := '{}';
  details jsonb := '{}';
  headers jsonb;
  request text;
  failed_state text;
  failed_place text;
begin
  perform set_config('guichet.request_id', '', true);
  request := private.request_id();
  limited := private.count_call();
  begin
    if limited is not null then
      perform private.refuse('rate_limited', 'Too many calls in this minute.', null, 'Try again when the time in Retry-After is over.');
    end if;
    if private.my_role() <> all (allowed) then
      perform private.refuse('insufficient_role', 'Your role does not allow this call.');
    end if;
    execute format('select private.%I($1)', worker) into strict done using args;
  exception
    when sqlstate 'GUREF' then
      get stacked diagnostics code = message_text, failed_place = pg_exception_detail;
      outcome := 'refused';
      refusal := failed_place::jsonb;
    -- What nobody foresaw: undone, recorded and told, without the text, which may hold what somebody wrote.
    when others then
      get stacked diagnostics failed_state = returned_sqlstate, failed_place = pg_exception_context;
      outcome := 'error';
      code := 'internal_error';
      refusal := jsonb_build_object('message', 'The call failed. The log of the server tells where.');
      raise log '%', jsonb_build_object('request_id', request, 'action', action, 'sqlstate', failed_state, 'place', failed_place);
  end;

  headers := jsonb_build_array(jsonb_build_object('x-request-id', request));
  if outcome = 'ok' then
    details := coalesce(done #> '{audit,details}', '{}');
  else
    details := jsonb_strip_nulls(jsonb_build_object('code', code, 'limit', limited ->> 'limit', 'sqlstate', failed_state,
                                                    'fields', (select jsonb_agg(f) from jsonb_object_keys(nullif(refusal -> 'fields', 'null')) f)));
    if limited is not null then
      headers := headers || jsonb_build_object('Retry-After', limited ->> 'retry_after');
    end if;
    perform set_config('response.status', private.refusal_status(code)::text, true);
  end if;
  perform set_config('response.headers', headers::text, true);
  perform private.audit(action, target_type, coalesce((done #>> '{audit,target_id}')::uuid, target_id), outcome, details,
                        coalesce((done #>> '{audit,subject_id}')::uuid, subject_id));

  if outcome = 'ok' then
    return jsonb_build_object('data', done -> 'data', 'meta', coalesce(done -> 'meta', '{}') || jsonb_build_object('request_id', request));
  end if;
  return jsonb_build_object(
    'code', code,
    'message', refusal ->> 'message',
    'details', jsonb_strip_nulls(jsonb_build_object('request_id', request, 'fields', refusal -> 'fields', 'limit', limited ->> 'limit')),
    'hint', refusal -> 'hint');
end $$;

-- Lists: fifty rows when nothing is said, two hundred at most; what was really used is told in meta.
create function private.page_size(args jsonb) returns integer
language sql immutable set search_path = ''
as $$ select least(greatest(coalesce((args ->> 'max_rows')::integer, 50), 1), 200) $$;

create function private.page_start(args jsonb) returns integer
language sql immutable set search_path = ''
as $$ select greatest(coalesce((args ->> 'skip')::integer, 0), 0) $$;

create function private.page(args jsonb, total bigint, found jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select jsonb_build_object('data', coalesce(found, '[]'), 'meta', jsonb_build_object(
    'total', total, 'max_rows', private.page_size(args), 'skip', private.page_start(args)))
$$;

-- Users -----------------------------------------------------------------------------------------------------------

-- By id, or by a part of the name or of the e-mail address.
create function private.do_find_user(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  query text := btrim(args ->> 'query');
  pattern text := '%' || replace(replace(replace(query, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  total bigint;
  found jsonb;
  ids jsonb;
begin
  perform private.check_fields(private.check_length(private.check_given('{}', args, 'query'), 'query', query, 2, 200));
  select max(f.total), jsonb_agg(to_jsonb(f) - 'total' order by f.full_name, f.user_id),
         jsonb_agg(f.user_id order by f.full_name, f.user_id)
    into total, found, ids
    from (select p.user_id, p.full_name, p.email, p.role, p.locale, p.created_at, p.erased_at, count(*) over () as total
          from public.profiles p
          where p.user_id = private.to_uuid(lower(query)) or p.full_name ilike pattern or p.email ilike pattern
          order by p.full_name, p.user_id limit 20) f;
  return jsonb_build_object('data', coalesce(found, '[]'),
    'meta', jsonb_build_object('total', coalesce(total, 0), 'max_rows', 20, 'skip', 0),
    'audit', jsonb_build_object('details', jsonb_build_object('found', coalesce(ids, '[]'))));
end $$;

create function private.do_context(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person uuid := (args ->> 'user_id')::uuid;
  is_client boolean;
begin
  perform private.check_fields(private.check_given('{}', args, 'user_id'));
  perform private.check_user(person);
  is_client := not private.is_staff_user(person);
  return jsonb_build_object('data', jsonb_build_object(
    'profile', (select jsonb_build_object('user_id', p.user_id, 'full_name', p.full_name, 'email', p.email, 'role', p.role,
                         'locale', p.locale, 'created_at', p.created_at, 'erased_at', p.erased_at,
                         'email_confirmed_at', u.email_confirmed_at, 'last_sign_in_at', u.last_sign_in_at, 'banned_until', u.banned_until)
                from public.profiles p join auth.users u on u.id = p.user_id where p.user_id = person),
    'companies', coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'is_active', c.is_active, 'member_since', m.created_at)
                                            order by c.name, c.id)
                           from public.client_members m join public.clients c on c.id = m.client_id where m.user_id = person), '[]'),
    'subscription', (select to_jsonb(s) from public.subscriptions s where s.user_id = person),
    'privacy_requests', coalesce((select jsonb_agg(to_jsonb(r) order by r.created_at desc, r.id)
                                  from (select * from public.privacy_requests q where q.user_id = person
                                        order by q.created_at desc, q.id limit 50) r), '[]'),
    'incidents', coalesce((select jsonb_agg(to_jsonb(i) order by i.created_at desc, i.id)
                           from (select * from public.support_incidents q where q.user_id = person
                                 order by q.created_at desc, q.id limit 50) i), '[]'),
    -- What was done about the person, and by them; of a colleague only the former, or their whole day would be told here.
    'audit', coalesce((select jsonb_agg(to_jsonb(e) order by e.created_at desc, e.id desc)
                       from (select * from public.audit_events q
                             where q.subject_id = person or (is_client and q.actor_id = person)
                             order by q.created_at desc, q.id desc limit 50) e), '[]')));
end $$;

-- Incidents -------------------------------------------------------------------------------------------------------

create function private.check_incident(args jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select private.check_length(private.check_length(private.check_one_of(private.check_one_of(private.check_one_of('{}',
    'category', args ->> 'category', array['account', 'subscription', 'content']),
    'priority', args ->> 'priority', array['low', 'medium', 'high']),
    'status', args ->> 'status', array['open', 'in_progress', 'resolved', 'closed']),
    'title', btrim(args ->> 'title'), 1, 200),
    'description', args ->> 'description', 0, 10000)
$$;

create function private.incident_answer(incident public.support_incidents) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object('data', to_jsonb(incident), 'audit', jsonb_build_object(
    'target_id', incident.id, 'subject_id', incident.user_id, 'details', jsonb_build_object('status', incident.status)))
$$;

create function private.do_incident_create(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  incident public.support_incidents;
begin
  perform private.check_fields(private.check_given(private.check_incident(args), args, 'user_id', 'category', 'title'));
  perform private.check_user((args ->> 'user_id')::uuid);
  insert into public.support_incidents (user_id, category, priority, title, description, created_by)
  values ((args ->> 'user_id')::uuid, args ->> 'category', coalesce(args ->> 'priority', 'medium'), args ->> 'title',
          coalesce(args ->> 'description', ''), auth.uid())
  returning * into incident;
  return private.incident_answer(incident);
end $$;

create function private.do_incident_update(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  incident public.support_incidents;
  fields jsonb := private.check_given(private.check_incident(args), args, 'incident_id');
  changes constant jsonb := jsonb_strip_nulls(args - 'incident_id');
  clear boolean := coalesce((args ->> 'clear_assignee')::boolean, false);
begin
  if changes - 'clear_assignee' = '{}' and not clear then
    fields := fields || '{"changes": "at least one must be given"}';
  end if;
  if clear and args ->> 'assignee_id' is not null then
    fields := fields || '{"clear_assignee": "must not come with assignee_id"}';
  elsif args ->> 'assignee_id' is not null and not private.is_staff_user((args ->> 'assignee_id')::uuid) then
    fields := fields || '{"assignee_id": "must be a member of staff"}';
  end if;
  perform private.check_fields(fields);

  select * into incident from public.support_incidents i where i.id = (args ->> 'incident_id')::uuid for no key update;
  if not found then
    perform private.refuse('incident_not_found', 'There is no such incident.');
  end if;
  if args ->> 'status' is not null and not private.incident_step_exists(incident.status, args ->> 'status') then
    perform private.refuse('incident_invalid_transition',
                           format('An incident does not go from %s to %s.', incident.status, args ->> 'status'));
  end if;
  update public.support_incidents i
  set status = coalesce(args ->> 'status', i.status),
      priority = coalesce(args ->> 'priority', i.priority),
      title = coalesce(args ->> 'title', i.title),
      description = coalesce(args ->> 'description', i.description),
      assignee_id = case when clear then null else coalesce((args ->> 'assignee_id')::uuid, i.assignee_id) end
  where i.id = incident.id
  returning * into incident;
  return jsonb_set(private.incident_answer(incident), '{audit,details,columns}',
                   (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(changes) k));
end $$;

create function private.do_incident_get(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  incident public.support_incidents;
begin
  perform private.check_fields(private.check_given('{}', args, 'incident_id'));
  select * into incident from public.support_incidents i where i.id = (args ->> 'incident_id')::uuid;
  if not found then
    perform private.refuse('incident_not_found', 'There is no such incident.');
  end if;
  return private.incident_answer(incident);
end $$;

create function private.do_incident_list(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  of_status text := args ->> 'status';
  of_priority text := args ->> 'priority';
  of_category text := args ->> 'category';
  of_user uuid := (args ->> 'user_id')::uuid;
  of_assignee uuid := (args ->> 'assignee_id')::uuid;
begin
  perform private.check_fields(private.check_incident(args));
  return private.page(args,
    (select count(*) from public.support_incidents i
     where (of_status is null or i.status = of_status) and (of_priority is null or i.priority = of_priority)
       and (of_category is null or i.category = of_category) and (of_user is null or i.user_id = of_user)
       and (of_assignee is null or i.assignee_id = of_assignee)),
    (select jsonb_agg(to_jsonb(f) order by f.created_at desc, f.id)
     from (select * from public.support_incidents i
           where (of_status is null or i.status = of_status) and (of_priority is null or i.priority = of_priority)
             and (of_category is null or i.category = of_category) and (of_user is null or i.user_id = of_user)
             and (of_assignee is null or i.assignee_id = of_assignee)
           order by i.created_at desc, i.id limit private.page_size(args) offset private.page_start(args)) f));
end $$;

-- Privacy requests ------------------------------------------------------------------------------------------------

create function private.check_privacy_request(args jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select private.check_length(private.check_one_of(private.check_one_of('{}',
    'status', args ->> 'status', array['requested', 'processing', 'completed', 'rejected']),
    'kind', args ->> 'kind', array['access', 'export', 'erasure', 'rectification']),
    'note', args ->> 'note', 0, 2000)
$$;

create function private.do_privacy_request_list(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  of_status text := args ->> 'status';
  of_kind text := args ->> 'kind';
  of_user uuid := (args ->> 'user_id')::uuid;
begin
  perform private.check_fields(private.check_privacy_request(args));
  return private.page(args,
    (select count(*) from public.privacy_requests r
     where (of_status is null or r.status = of_status) and (of_kind is null or r.kind = of_kind)
       and (of_user is null or r.user_id = of_user)),
    (select jsonb_agg(to_jsonb(f) order by f.created_at desc, f.id)
     from (select * from public.privacy_requests r
           where (of_status is null or r.status = of_status) and (of_kind is null or r.kind = of_kind)
             and (of_user is null or r.user_id = of_user)
           order by r.created_at desc, r.id limit private.page_size(args) offset private.page_start(args)) f));
end $$;

-- An empty note takes the note back.
create function private.do_privacy_request_update(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  request public.privacy_requests;
  fields jsonb := private.check_given(private.check_privacy_request(args), args, 'privacy_request_id');
begin
  if args ->> 'status' is null and args ->> 'note' is null then
    fields := fields || '{"changes": "at least one must be given"}';
  end if;
  perform private.check_fields(fields);
  select * into request from public.privacy_requests r where r.id = (args ->> 'privacy_request_id')::uuid for no key update;
  if not found then
    perform private.refuse('privacy_request_not_found', 'There is no such privacy request.');
  end if;
  if args ->> 'status' is not null and not private.privacy_step_exists(request.status, args ->> 'status') then
    perform private.refuse('privacy_request_invalid_transition',
                           format('A privacy request does not go from %s to %s.', request.status, args ->> 'status'));
  end if;
  update public.privacy_requests r
  set status = coalesce(args ->> 'status', r.status),
      note = case when args ->> 'note' is null then r.note else nullif(btrim(args ->> 'note'), '') end
  where r.id = request.id
  returning * into request;
  return jsonb_build_object('data', to_jsonb(request), 'audit', jsonb_build_object(
    'target_id', request.id, 'subject_id', request.user_id, 'details', jsonb_build_object('status', request.status)));
end $$;

-- Operations ------------------------------------------------------------------------------------------------------

create function private.do_audit_list(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  of_type text := args ->> 'target_type';
  of_action text := args ->> 'action';
  of_actor uuid := (args ->> 'actor_id')::uuid;
begin
  return private.page(args,
    (select count(*) from public.audit_events e
     where (of_type is null or e.target_type = of_type) and (of_action is null or e.action = of_action)
       and (of_actor is null or e.actor_id = of_actor)),
    (select jsonb_agg(to_jsonb(f) order by f.created_at desc, f.id desc)
     from (select * from public.audit_events e
           where (of_type is null or e.target_type = of_type) and (of_action is null or e.action = of_action)
             and (of_actor is null or e.actor_id = of_actor)
           order by e.created_at desc, e.id desc limit private.page_size(args) offset private.page_start(args)) f));
end $$;

-- Open is what is neither resolved nor closed; the time to resolve counts from the creation to the last resolution.
create function private.do_metrics(args jsonb) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with incidents as (
    select i.*, extract(epoch from i.resolved_at - i.created_at) as seconds from public.support_incidents i),
  by_category as (
    select i.category, count(*) as total, count(*) filter (where i.status in ('open', 'in_progress')) as open,
           count(i.seconds) as resolved, round(avg(i.seconds)) as average
    from incidents i group by i.category),
  by_priority as (
    select i.priority, count(*) as total, count(*) filter (where i.status in ('open', 'in_progress')) as open,
           count(i.seconds) as resolved, round(avg(i.seconds)) as average
    from incidents i group by i.priority)
  select jsonb_build_object('data', jsonb_build_object(
    'support_incidents_total', (select count(*) from incidents),
    'support_incidents_open', (select count(*) from incidents i where i.status in ('open', 'in_progress')),
    'support_incidents_resolution_seconds', (
      select jsonb_build_object('count', count(i.seconds), 'sum', coalesce(round(sum(i.seconds)), 0), 'average', round(avg(i.seconds)))
      from incidents i),
    'by_status', (select coalesce(jsonb_object_agg(s.status, s.n), '{}') from (select i.status, count(*) as n from incidents i group by i.status) s),
    'by_category', (select coalesce(jsonb_object_agg(c.category, to_jsonb(c) - 'category'), '{}') from by_category c),
    'by_priority', (select coalesce(jsonb_object_agg(p.priority, to_jsonb(p) - 'priority'), '{}') from by_priority p)))
$$;

-- What programs call ----------------------------------------------------------------------------------------------

create function public.support_find_user(query text default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_find_user', jsonb_build_object('query', query), '{support,ops,admin}', 'support_user_find', 'user')
$$;

create function public.support_context(user_id uuid default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_context', jsonb_build_object('user_id', user_id), '{support,ops,admin}', 'support_context_read',
                              'user', user_id, user_id)
$$;

create function public.incident_create(user_id uuid default null, category text default null, priority text default null,
                                       title text default null, description text default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_incident_create',
    jsonb_build_object('user_id', user_id, 'category', category, 'priority', priority, 'title', title, 'description', description),
    '{support,ops,admin}', 'support_incident_create', 'support_incident', null, user_id)
$$;

create function public.incident_update(incident_id uuid default null, status text default null, priority text default null,
                                       title text default null, description text default null, assignee_id uuid default null,
                                       clear_assignee boolean default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_incident_update',
    jsonb_build_object('incident_id', incident_id, 'status', status, 'priority', priority, 'title', title,
                       'description', description, 'assignee_id', assignee_id, 'clear_assignee', clear_assignee),
    '{support,ops,admin}', case when status = 'closed' then 'support_incident_close' else 'support_incident_update' end,
    'support_incident', incident_id)
$$;

create function public.incident_get(incident_id uuid default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_incident_get', jsonb_build_object('incident_id', incident_id), '{support,ops,admin}',
                              'support_incident_read', 'support_incident', incident_id)
$$;

create function public.incident_list(status text default null, priority text default null, category text default null,
                                     user_id uuid default null, assignee_id uuid default null, max_rows integer default null,
                                     skip integer default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_incident_list',
    jsonb_build_object('status', status, 'priority', priority, 'category', category, 'user_id', user_id,
                       'assignee_id', assignee_id, 'max_rows', max_rows, 'skip', skip),
    '{support,ops,admin}', 'support_incident_list', 'support_incident', null, user_id)
$$;

create function public.privacy_request_list(status text default null, kind text default null, user_id uuid default null,
                                            max_rows integer default null, skip integer default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_privacy_request_list',
    jsonb_build_object('status', status, 'kind', kind, 'user_id', user_id, 'max_rows', max_rows, 'skip', skip),
    '{support,ops,admin}', 'privacy_request_list', 'privacy_request', null, user_id)
$$;

create function public.privacy_request_update(privacy_request_id uuid default null, status text default null,
                                              note text default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_privacy_request_update',
    jsonb_build_object('privacy_request_id', privacy_request_id, 'status', status, 'note', note),
    '{support,ops,admin}', 'privacy_request_update', 'privacy_request', privacy_request_id)
$$;

create function public.audit_list(target_type text default null, action text default null, actor_id uuid default null,
                                  max_rows integer default null, skip integer default null) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.support_call('do_audit_list',
    jsonb_build_object('target_type', target_type, 'action', action, 'actor_id', actor_id, 'max_rows', max_rows, 'skip', skip),
    '{ops,admin}', 'audit_list', 'audit_event')
$$;

create function public.support_metrics() returns jsonb
language sql volatile security definer set search_path = ''
as $$ select private.support_call('do_metrics', '{}', '{ops,admin}', 'support_metrics_read') $$;

revoke all on function
  private.count_call(), private.refuse(text, text, jsonb, text), private.refusal_status(text),
  private.check_one_of(jsonb, text, text, text[]), private.check_length(jsonb, text, text, integer, integer),
  private.check_given(jsonb, jsonb, text[]), private.check_fields(jsonb), private.check_user(uuid),
  private.support_call(text, jsonb, text[], text, text, uuid, uuid), private.page_size(jsonb), private.page_start(jsonb),
  private.page(jsonb, bigint, jsonb), private.do_find_user(jsonb), private.do_context(jsonb), private.check_incident(jsonb),
  private.incident_answer(public.support_incidents), private.do_incident_create(jsonb), private.do_incident_update(jsonb),
  private.do_incident_get(jsonb), private.do_incident_list(jsonb), private.check_privacy_request(jsonb),
  private.do_privacy_request_list(jsonb), private.do_privacy_request_update(jsonb), private.do_audit_list(jsonb),
  private.do_metrics(jsonb)
  from public, anon, authenticated, service_role;

do $$
declare
  call regprocedure;
begin
  foreach call in array array[
    'public.support_find_user(text)', 'public.support_context(uuid)', 'public.incident_create(uuid, text, text, text, text)',
    'public.incident_update(uuid, text, text, text, text, uuid, boolean)', 'public.incident_get(uuid)',
    'public.incident_list(text, text, text, uuid, uuid, integer, integer)',
    'public.privacy_request_list(text, text, uuid, integer, integer)', 'public.privacy_request_update(uuid, text, text)',
    'public.audit_list(text, text, uuid, integer, integer)', 'public.support_metrics()']::regprocedure[] loop
    execute format('revoke all on function %s from public, anon, authenticated, service_role', call);
    execute format('grant execute on function %s to authenticated', call);
  end loop;
end $$;
