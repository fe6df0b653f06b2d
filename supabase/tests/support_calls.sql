-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The calls of the support console: status, headers, body and event of each, for who may and who may not.
begin;
\ir support/world.psql

-- What a call answers to a person: {status, headers, body}, as the REST interface would send it. What it did stays.
create function tests.call(person text, call text) returns jsonb language plpgsql
as $$
declare
  body jsonb;
begin
  perform set_config('response.status', '', true), set_config('response.headers', '', true);
  perform tests.become(person);
  execute 'select public.' || call into body;
  perform tests.become('owner');
  return jsonb_build_object('status', coalesce(nullif(current_setting('response.status', true), ''), '200')::int,
                            'headers', nullif(current_setting('response.headers', true), '')::jsonb, 'body', body);
end $$;
-- status, code and fields alone
create function tests.refusal(person text, call text) returns text language sql
as $$
  select concat_ws(' ', a ->> 'status', a #>> '{body,code}', a #>> '{body,details,fields}') from tests.call(person, call) a
$$;
create function tests.last_event() returns text language sql
as $$
  select concat_ws(' ', e.action, e.actor_role, e.status, e.target_type, e.target_id, e.subject_id, e.details)
  from public.audit_events e order by e.id desc limit 1
$$;
-- A new minute, so that the limit of calls is out of the way.
create function tests.next_minute() returns void language plpgsql
as $$
begin
  perform set_config('tests.minutes', (coalesce(nullif(current_setting('tests.minutes', true), ''), '0')::int + 1)::text, true);
end $$;
create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select '2026-03-02 10:00:00+00'::timestamptz + make_interval(mins => coalesce(nullif(current_setting('tests.minutes', true), ''), '0')::int)
             + make_interval(secs => coalesce(nullif(current_setting('tests.seconds', true), ''), '0')::int) $$;

insert into support_incidents (id, user_id, category, title) values (tests.id('incident'), tests.id('nora'), 'account', 'Locked out');
insert into privacy_requests (id, user_id, kind) values (tests.id('request'), tests.id('nora'), 'access');
insert into subscriptions (user_id, plan, status) values (tests.id('nora'), 'team', 'active');

-- Every call, for every person: 200 or 403 --------------------------------------------------------------------------------
create temporary table calls (place serial, call text, action text, expected int[]);
insert into calls (call, action, expected) values
--                                                                            nora colin sam olga ivan guest agent ops admin
($$support_find_user('nora')$$, 'support_user_find',                   '{403,403,403,403,403,403,200,200,200}'),
($$support_context(tests.id('nora'))$$, 'support_context_read',        '{403,403,403,403,403,403,200,200,200}'),
($$incident_create(tests.id('nora'), 'account', 'low', 'T', 'D')$$, 'support_incident_create',
                                                                       '{403,403,403,403,403,403,200,200,200}'),
($$incident_update(tests.id('incident'), priority => 'high')$$, 'support_incident_update',
                                                                       '{403,403,403,403,403,403,200,200,200}'),
($$incident_get(tests.id('incident'))$$, 'support_incident_read',      '{403,403,403,403,403,403,200,200,200}'),
($$incident_list()$$, 'support_incident_list',                         '{403,403,403,403,403,403,200,200,200}'),
($$privacy_request_list()$$, 'privacy_request_list',                   '{403,403,403,403,403,403,200,200,200}'),
($$privacy_request_update(tests.id('request'), note => 'n')$$, 'privacy_request_update',
                                                                       '{403,403,403,403,403,403,200,200,200}'),
($$support_open_cases()$$, 'support_open_cases_read',                  '{403,403,403,403,403,403,200,200,200}'),
($$audit_list()$$, 'audit_list',                                       '{403,403,403,403,403,403,403,200,200}'),
($$support_metrics()$$, 'support_metrics_read',                        '{403,403,403,403,403,403,403,200,200}');

create temporary table incident_steps as
  select a as old, b as new, (a, b) in (values ('open', 'in_progress'), ('in_progress', 'resolved'), ('resolved', 'closed'),
                                               ('open', 'resolved'), ('in_progress', 'open'), ('resolved', 'in_progress')) as exists
  from unnest(array['open', 'in_progress', 'resolved', 'closed']) a, unnest(array['open', 'in_progress', 'resolved', 'closed']) b;
create temporary table request_steps as
  select a as old, b as new, (a, b) in (values ('requested', 'processing'), ('requested', 'rejected'), ('processing', 'completed'),
                                               ('processing', 'rejected')) as exists
  from unnest(array['requested', 'processing', 'completed', 'rejected']) a,
       unnest(array['requested', 'processing', 'completed', 'rejected']) b;
create function tests.incident_in(wanted text) returns uuid language plpgsql
as $$
declare
  made uuid;
begin
  insert into public.support_incidents (user_id, category, title) values (tests.id('sam'), 'content', 'step') returning id into made;
  if wanted in ('in_progress', 'resolved') then
    update public.support_incidents set status = wanted where id = made;
  elsif wanted = 'closed' then
    update public.support_incidents set status = 'resolved' where id = made;
    update public.support_incidents set status = 'closed' where id = made;
  end if;
  return made;
end $$;
create function tests.request_in(wanted text) returns uuid language plpgsql
as $$
declare
  made uuid;
begin
  insert into public.privacy_requests (user_id, kind) values (tests.id('sam'), 'access') returning id into made;
  if wanted in ('processing', 'completed') then
    update public.privacy_requests set status = 'processing' where id = made;
  end if;
  if wanted in ('completed', 'rejected') then
    update public.privacy_requests set status = wanted where id = made;
  end if;
  return made;
end $$;
grant execute on all functions in schema tests to anon, authenticated, service_role;

select plan((select count(*)::int * 11 from calls) + 32 + 91);

create temporary table answers as
  select c.place, c.call, c.action, p.person, c.expected[p.place] as expected, p.place as person_place, tests.call(p.person, c.call) as answer
  from calls c cross join unnest(tests.people()) with ordinality as p (person, place);
select is((answer ->> 'status')::int, expected, call || ' by ' || person) from answers order by place, person_place;
select is_empty(format($$select person, answer from answers where place = %s and expected = 403
                         and answer #>> '{body,code}' is distinct from 'insufficient_role'$$, c.place),
                c.call || ': the code of a refusal') from calls c order by c.place;
-- each left its event, refused or not, with the id of the request that the answer tells
select results_eq(
  format($$select person, case expected when 200 then 'ok' else 'refused' end from answers where place = %s order by person$$, c.place),
  format($$select a.person, e.status from answers a join audit_events e
           on e.request_id = coalesce(a.answer #>> '{body,meta,request_id}', a.answer #>> '{body,details,request_id}')
           and e.action = %L and e.actor_id = tests.id(a.person) and a.answer #>> '{headers,0,x-request-id}' = e.request_id
           where a.place = %s order by a.person$$, c.action, c.place),
  c.call || ': its events') from calls c order by c.place;

-- Steps ---------------------------------------------------------------------------------------------------------------------

select is(tests.refusal('agent', format('incident_update(%L, status => %L)', tests.incident_in(s.old), s.new)),
          case when s.exists then '200' else '409 incident_invalid_transition' end, format('an incident from %s to %s', s.old, s.new))
from incident_steps s order by s.old, s.new;
select tests.next_minute();
select is(tests.refusal('agent', format('privacy_request_update(%L, %L)', tests.request_in(s.old), s.new)),
          case when s.exists then '200' else '409 privacy_request_invalid_transition' end, format('a privacy request from %s to %s', s.old, s.new))
from request_steps s order by s.old, s.new;
select tests.next_minute();

-- Shapes --------------------------------------------------------------------------------------------------------------------

create temporary table told as select tests.call('guest', $$incident_get(tests.id('incident'))$$) as a;
select is((select array_agg(k order by k) from told, jsonb_object_keys(a -> 'body') k), array['code', 'details', 'hint', 'message'],
          'a refusal has the members of every error');
select is((select array_agg(k order by k) from told, jsonb_object_keys(a #> '{body,details}') k), array['request_id'],
          'and names the request');
select is(tests.last_event(), format('support_incident_read client refused support_incident %s %s {"code": "insufficient_role"}', tests.id('incident'),
                                     tests.id('nora')), 'the event of a refusal says why, and whom it is about');
select set_config('request.headers', '{"x-request-id": "desk-42"}', true);
select is(tests.call('agent', $$incident_get(tests.id('incident'))$$) #>> '{body,meta,request_id}', 'desk-42', 'the id that was sent comes back');
select is(tests.call('agent', $$incident_get(tests.id('incident'))$$) #>> '{headers,0,x-request-id}', 'desk-42', 'in the headers too');
select is((select request_id from audit_events order by id desc limit 1), 'desk-42', 'and is recorded');
select set_config('request.headers', '', true);
select isnt(tests.call('agent', 'incident_list()') #>> '{body,meta,request_id}', tests.call('agent', 'incident_list()') #>> '{body,meta,request_id}',
            'each call makes one of its own');

-- Incidents -----------------------------------------------------------------------------------------------------------------

create temporary table made as
  select tests.call('agent', $$incident_create(user_id => tests.id('colin'), category => 'subscription', title => ' Paid twice ',
                                               description => 'In May.')$$) #> '{body,data}' as i;
select is((select concat_ws(' ', i ->> 'user_id', i ->> 'category', i ->> 'priority', i ->> 'status', i ->> 'title', i ->> 'description',
                            i ->> 'created_by', i ->> 'assignee_id') from made),
          concat_ws(' ', tests.id('colin'), 'subscription medium open Paid twice In May.', tests.id('agent')), 'an incident is opened');
select is(tests.last_event(), format('support_incident_create support ok support_incident %s %s {"status": "open"}', (select i ->> 'id' from made),
                                     tests.id('colin')), 'and recorded');
create function tests.change(what text) returns jsonb language sql
as $$ select tests.call('ops', format('incident_update(incident_id => %L, %s)', (select i ->> 'id' from pg_temp.made), what)) #> '{body,data}' $$;
select is(tests.change($$assignee_id => tests.id('agent')$$) ->> 'assignee_id', tests.id('agent')::text, 'it is assigned');
select is(tests.change($$title => 'Charged twice'$$) ->> 'assignee_id', tests.id('agent')::text, 'what is not named stays');
select is(tests.change($$assignee_id => null, description => ''$$) ->> 'assignee_id', tests.id('agent')::text, 'null is not named');
select is(tests.change($$clear_assignee => true$$) ->> 'assignee_id', null, 'until it is taken back');
select is(tests.change($$priority => 'high'$$) ->> 'title', 'Charged twice', 'the title stood');
select is(tests.change($$status => 'resolved'$$) ->> 'status', 'resolved', 'it is resolved');
select is(tests.change($$status => 'closed'$$) ->> 'status', 'closed', 'and closed');
select is(tests.last_event(), format('support_incident_close ops ok support_incident %s %s {"status": "closed", "columns": ["status"]}',
                                     (select i ->> 'id' from made), tests.id('colin')), 'and closing has a name of its own');
select is(tests.refusal('ops', format('incident_update(%L, status => %L)', (select i ->> 'id' from made), 'open')),
          '409 incident_invalid_transition', 'closed is closed');
select is((select action || ' ' || status || ' ' || target_id || ' ' || subject_id from audit_events order by id desc limit 1),
          'support_incident_update refused ' || (select i ->> 'id' from made) || ' ' || tests.id('colin'), 'also in the record, of the person');

select is(tests.refusal('agent', call), expected, call) from (values
  ('incident_create()', '422 validation_error {"title": "must be given", "user_id": "must be given", "category": "must be given"}'),
  ($$incident_create(tests.id('nora'), 'money', 'huge', '   ')$$,
   '422 validation_error {"title": "must have 1 to 200 characters", "category": "must be one of account, subscription, content", "priority": "must be one of low, medium, high"}'),
  ($$incident_create(tests.id('nora'), 'account', 'low', 'x', repeat('x', 10001))$$,
   '422 validation_error {"description": "must have 0 to 10000 characters"}'),
  ($$incident_create(tests.id('nobody'), 'account', 'low', 'x')$$, '404 user_not_found'),
  ($$incident_update()$$, '422 validation_error {"changes": "at least one must be given", "incident_id": "must be given"}'),
  ($$incident_update(tests.id('incident'))$$, '422 validation_error {"changes": "at least one must be given"}'),
  ($$incident_update(tests.id('incident'), 'done')$$, '422 validation_error {"status": "must be one of open, in_progress, resolved, closed"}'),
  ($$incident_update(tests.id('incident'), assignee_id => tests.id('nora'))$$, '422 validation_error {"assignee_id": "must be a member of staff"}'),
  ($$incident_update(tests.id('incident'), assignee_id => tests.id('agent'), clear_assignee => true)$$,
   '422 validation_error {"clear_assignee": "must not come with assignee_id"}'),
  ($$incident_update(tests.id('nothing'), 'resolved')$$, '404 incident_not_found'),
  ($$incident_get(tests.id('nothing'))$$, '404 incident_not_found'),
  ($$incident_get()$$, '422 validation_error {"incident_id": "must be given"}'),
  ($$incident_list(status => 'x')$$, '422 validation_error {"status": "must be one of open, in_progress, resolved, closed"}'),
  ($$privacy_request_list(kind => 'x')$$, '422 validation_error {"kind": "must be one of access, export, erasure, rectification"}'),
  ($$privacy_request_update(tests.id('nothing'), 'processing')$$, '404 privacy_request_not_found'),
  ($$privacy_request_update(tests.id('request'))$$, '422 validation_error {"changes": "at least one must be given"}'),
  ($$privacy_request_update(tests.id('request'), 'open')$$,
   '422 validation_error {"status": "must be one of requested, processing, completed, rejected"}'),
  ($$privacy_request_update(tests.id('request'), note => repeat('x', 2001))$$, '422 validation_error {"note": "must have 0 to 2000 characters"}'),
  ($$support_context(tests.id('nobody'))$$, '404 user_not_found'),
  ($$support_context()$$, '422 validation_error {"user_id": "must be given"}'),
  ($$support_find_user(' a ')$$, '422 validation_error {"query": "must have 2 to 200 characters"}'),
  ($$support_find_user()$$, '422 validation_error {"query": "must be given"}')) as v (call, expected);
select is(tests.last_event(), 'support_user_find support refused user {"code": "validation_error", "fields": ["query"]}',
          'the record names the fields that were wrong, not what stood in them');
select tests.next_minute();

-- Lists ---------------------------------------------------------------------------------------------------------------------

delete from support_incidents;
insert into support_incidents (user_id, category, priority, title) select tests.id('sam'), 'content', 'low', 'n' || n from generate_series(1, 230) n;
insert into support_incidents (user_id, category, priority, title, assignee_id) values (tests.id('olga'), 'account', 'high', 'hers', tests.id('agent'));
create function tests.listed(call text) returns text language sql
as $$
  select jsonb_array_length(a #> '{body,data}') || ((a #> '{body,meta}') - 'request_id'::text)::text from tests.call('agent', call) a
$$;
select is(tests.listed('incident_list()'), '50{"skip": 0, "total": 231, "max_rows": 50}', 'a page of fifty');
select is(tests.listed('incident_list(max_rows => 1000)'), '200{"skip": 0, "total": 231, "max_rows": 200}', 'two hundred at most');
select is(tests.listed('incident_list(max_rows => 200, skip => 200)'), '31{"skip": 200, "total": 231, "max_rows": 200}', 'the next page');
select is(tests.listed('incident_list(max_rows => -1, skip => -7)'), '1{"skip": 0, "total": 231, "max_rows": 1}', 'nonsense is put right, and told');
select is(tests.listed($$incident_list(priority => 'high')$$), '1{"skip": 0, "total": 1, "max_rows": 50}', 'by priority');
select is(tests.listed($$incident_list(category => 'account', status => 'open')$$), '1{"skip": 0, "total": 1, "max_rows": 50}', 'by category and status');
select is(tests.listed($$incident_list(user_id => tests.id('olga'))$$), '1{"skip": 0, "total": 1, "max_rows": 50}', 'by user');
select is(tests.listed($$incident_list(assignee_id => tests.id('agent'))$$), '1{"skip": 0, "total": 1, "max_rows": 50}', 'by assignee');
select is(tests.listed($$privacy_request_list(user_id => tests.id('nora'), status => 'requested', kind => 'access')$$),
          '1{"skip": 0, "total": 1, "max_rows": 50}', 'privacy requests likewise');
select is((select array_agg(distinct e ->> 'action') from jsonb_array_elements(
             tests.call('ops', $$audit_list(action => 'support_incident_close', actor_id => tests.id('ops'), max_rows => 5)$$) #> '{body,data}') e),
          array['support_incident_close'], 'the record by action and actor');
select cmp_ok((tests.call('admin', $$audit_list(target_type => 'privacy_request')$$) #>> '{body,meta,total}')::int, '>', 10, 'and by what it is about');

-- What waits for support
create function tests.waiting(what text) returns text language sql
as $$
  select string_agg(e ->> 'full_name', ', ' order by place)
  from jsonb_array_elements(tests.call('agent', 'support_open_cases(max_rows => 2)') #> array['body', 'data', what]) with ordinality c (e, place)
$$;
select is(tests.waiting('incidents'), 'Olga, Sam', 'the gravest incident first, and who it is about');
select is((tests.call('agent', 'support_open_cases(max_rows => 2)') #> '{body,meta}') - 'request_id' - 'privacy_requests_total',
          '{"max_rows": 2, "incidents_total": 231}', 'how many there are in all');
update support_incidents set status = 'resolved' where title = 'hers';
select is(tests.waiting('incidents'), 'Sam, Sam', 'what is resolved waits no more');
insert into privacy_requests (user_id, kind) values (tests.id('olga'), 'export');
alter table privacy_requests disable trigger user;
update privacy_requests set due_at = '2001-01-01' where user_id = tests.id('olga') and kind = 'export';
alter table privacy_requests enable trigger user;
select matches(tests.waiting('privacy_requests'), '^Olga, ', 'the privacy request that is due first');
select is((select array_agg(r ->> 'id') from jsonb_array_elements(tests.call('agent', 'support_open_cases()') #> '{body,data,privacy_requests}') r),
          (select array_agg(q.id::text order by q.due_at, q.id)
           from (select r.id, r.due_at from privacy_requests r where r.closed_at is null order by r.due_at, r.id limit 50) q),
          'and then the others that nobody has answered');
select is((tests.call('agent', 'support_open_cases()') #>> '{body,meta,privacy_requests_total}')::int,
          (select count(*)::int from privacy_requests where closed_at is null), 'and how many those are');

-- People --------------------------------------------------------------------------------------------------------------------

select is((select array_agg(u ->> 'email') from jsonb_array_elements(tests.call('agent', $$support_find_user('NORA@')$$) #> '{body,data}') u),
          array['nora@tests.test'], 'found by e-mail');
select is(tests.last_event(), format('support_user_find support ok user {"found": ["%s"]}', tests.id('nora')), 'recorded by id alone');
select is((select array_agg(u ->> 'full_name') from jsonb_array_elements(tests.call('agent', $$support_find_user(' oli')$$) #> '{body,data}') u),
          array['Colin'], 'by name');
select is((select array_agg(u ->> 'full_name') from jsonb_array_elements(
             tests.call('agent', format('support_find_user(%L)', upper(tests.id('sam')::text))) #> '{body,data}') u), array['Sam'], 'by id');
select is(tests.call('agent', $$support_find_user('%_%')$$) #> '{body,data}', '[]', 'a pattern is a text like any other');

create temporary table context as select tests.call('agent', $$support_context(tests.id('nora'))$$) #> '{body,data}' as c;
select is((select array_agg(k order by k) from context, jsonb_object_keys(c) k),
          array['audit', 'companies', 'incidents', 'privacy_requests', 'profile', 'subscription'], 'the context of a person');
select is((select concat_ws(' ', c #>> '{profile,email}', c #>> '{profile,role}', c #>> '{companies,0,name}', c #>> '{subscription,plan}',
                            c #>> '{privacy_requests,0,kind}', jsonb_array_length(c -> 'incidents')) from context),
          'nora@tests.test client North of the tests team access 0', 'what is in it');
select is_empty($$select from context, jsonb_array_elements(c -> 'audit') e
                  where tests.id('nora')::text not in (coalesce(e ->> 'subject_id', ''), coalesce(e ->> 'actor_id', ''))$$, 'the record about them alone');
select ok((select c -> 'audit' @> '[{"action": "support_context_read", "status": "refused"}]' from context), 'what they tried is in it');
select is_empty($$select from jsonb_array_elements(tests.call('agent', $c$support_context(tests.id('ops'))$c$) #> '{body,data,audit}') e
                  where e ->> 'subject_id' is distinct from tests.id('ops')::text$$, 'of a colleague not what they did with others');
select is(tests.call('agent', $$support_context(tests.id('guest'))$$) #> '{body,data,subscription}', 'null', 'no subscription');

-- Metrics -------------------------------------------------------------------------------------------------------------------

delete from support_incidents;
insert into support_incidents (id, user_id, category, priority, title) values
  (tests.id('i1'), tests.id('sam'), 'account', 'low', '1'), (tests.id('i2'), tests.id('sam'), 'account', 'high', '2'),
  (tests.id('i3'), tests.id('sam'), 'content', 'low', '3'), (tests.id('i4'), tests.id('sam'), 'content', 'low', '4');
select tests.next_minute();
update support_incidents set status = 'in_progress' where id = tests.id('i4');
update support_incidents set status = 'resolved' where id = tests.id('i1');
select tests.next_minute();
update support_incidents set status = 'resolved' where id = tests.id('i3');
update support_incidents set status = 'closed' where id = tests.id('i3');
select is(tests.call('ops', 'support_metrics()') #> '{body,data}',
  '{"support_incidents_total": 4, "support_incidents_open": 2,
    "support_incidents_resolution_seconds": {"count": 2, "sum": 180, "average": 90},
    "by_status": {"open": 1, "in_progress": 1, "resolved": 1, "closed": 1},
    "by_category": {"account": {"total": 2, "open": 1, "resolved": 1, "average": 60}, "content": {"total": 2, "open": 1, "resolved": 1, "average": 120}},
    "by_priority": {"low": {"total": 3, "open": 1, "resolved": 2, "average": 90}, "high": {"total": 1, "open": 1, "resolved": 0, "average": null}}}',
  'incidents are counted and timed');

-- What nobody foresaw ---------------------------------------------------------------------------------------------------------

alter table support_incidents add constraint unforeseen check (title <> 'boom');
create temporary table broken as select tests.call('agent', $$incident_create(tests.id('sam'), 'account', 'low', 'boom')$$) as a;
select is((select concat_ws(' ', a ->> 'status', a #>> '{body,code}') from broken), '500 internal_error', 'an error is answered as one');
select ok((select a::text !~ 'boom' from broken), 'without what was sent');
select is(tests.last_event(), format('support_incident_create support error support_incident %s {"code": "internal_error", "sqlstate": "23514"}',
                                     tests.id('sam')), 'and recorded as one');

-- Who may call at all -----------------------------------------------------------------------------------------------------------

select is(tests.outcome('anon', 'select support_metrics()'), '42501', 'nobody calls who is not signed in');
select is(tests.outcome('service_role', 'select support_metrics()'), '42501', 'a program has no role in the help desk');

-- How often -------------------------------------------------------------------------------------------------------------------

select tests.next_minute();
create function tests.calls(person text, times int) returns bigint language sql
as $$ select count(*) filter (where tests.call(person, 'incident_list(max_rows => 1)') ->> 'status' = '429') from generate_series(1, times) $$;
select is(tests.calls('agent', 120), 0::bigint, 'a hundred and twenty calls in a minute');
select set_config('tests.seconds', '37', true);
create temporary table limited as select tests.call('agent', 'incident_list()') as a;
select is((select a #> '{headers,1}' from limited), '{"Retry-After": "23"}', 'and then no more before the next');
select is((select concat_ws(' ', a ->> 'status', a #>> '{body,code}', a #>> '{body,details,limit}') from limited), '429 rate_limited user', 'it is said why');
select is(tests.last_event(), 'support_incident_list support refused support_incident {"code": "rate_limited", "limit": "user"}', 'and recorded');
select is(tests.call('ops', 'incident_list()') ->> 'status', '200', 'others go on');
select is(tests.calls('guest', 121), 1::bigint, 'refused calls count');
select tests.next_minute();
select is(tests.call('agent', 'incident_list()') ->> 'status', '200', 'the next minute is new');

-- Six hundred calls of a role are those of five people. Written as if they had been made.
create function tests.calls_of(person text, role text, n int) returns void language sql
as $$
  insert into private.support_calls (minute, user_id, role)
  select date_trunc('minute', private.clock()), tests.id(person || g % 7), role from generate_series(1, n) g
$$;
select tests.next_minute();
select tests.calls_of('support', 'support', 599);
select is(tests.call('agent', 'incident_list()') ->> 'status', '200', 'the six hundredth call of a role');
select is(tests.call('agent', 'incident_list()') #>> '{body,details,limit}', 'role', 'and the next');
select is(tests.call('admin', 'incident_list()') ->> 'status', '200', 'another role goes on');
select tests.calls_of('client', 'client', 598);
select is(tests.call('admin', 'incident_list()') ->> 'status', '200', 'the twelve hundredth call of all');
select is(tests.call('admin', 'incident_list()') #>> '{body,details,limit}', 'overall', 'and the next');
select tests.next_minute(), tests.next_minute();
select is(tests.call('admin', 'incident_list()') ->> 'status', '200', 'a new minute for all');
select tests.calls('admin', 70);
select is((select count(*) from private.support_calls where minute < date_trunc('minute', private.clock()) - interval '1 minute'), 0::bigint,
          'old minutes are cleared away');

select is((select count(*) from audit_events where details::text ~* '@tests|nora|colin|locked|twice'), 0::bigint, 'no text and no name in the record');

select * from finish();
rollback;
