-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Incidents, subscriptions, privacy requests and the record of events, as tables: who reads and writes them, which steps there
-- are, and that the record only grows. The calls of the console are tested in support_calls.sql.
begin;
\ir support/world.psql

insert into support_incidents (id, user_id, category, title, created_by)
values (tests.id('incident'), tests.id('nora'), 'account', '  Cannot sign in ', tests.id('agent'));
insert into subscriptions (user_id, plan, status) values (tests.id('nora'), 'team', 'active'), (tests.id('sam'), 'solo', 'past_due');
insert into privacy_requests (id, user_id, kind) values
  (tests.id('request of nora'), tests.id('nora'), 'export'), (tests.id('request of sam'), tests.id('sam'), 'access');
insert into file_erasures (bucket, path) values ('project-files', 'tickets/of/the tests');
-- only what these tests made counts in their cells
create function tests.recorded() returns setof bigint language sql stable security definer
as $$ select id from public.audit_events where subject_id in (tests.id('nora'), tests.id('sam')) and action = 'privacy_request_create' $$;

create temporary table cells (place serial, what text, statement text, expected text[]);
insert into cells (what, statement, expected) values
--                                                          nora colin sam olga ivan guest agent ops admin
('an incident', $$select from support_incidents where id = tests.id('incident')$$,          '{0,0,0,0,0,0,1,1,1}'),
('subscriptions', $$select from subscriptions where user_id in (tests.id('nora'), tests.id('sam'))$$,             '{0,0,0,0,0,0,2,2,2}'),
('privacy requests', $$select from privacy_requests where id in (tests.id('request of nora'), tests.id('request of sam'))$$,
                                                                                            '{1,0,1,0,0,0,2,2,2}'),
('somebody''s privacy request', $$select from privacy_requests where id = tests.id('request of sam')$$,
                                                                                            '{0,0,1,0,0,0,1,1,1}'),
('the record', $$select from audit_events where id in (select tests.recorded())$$,          '{0,0,0,0,0,0,0,2,2}'),
('files to erase', $$select from file_erasures where path = 'tickets/of/the tests'$$,       '{0,0,0,0,0,0,0,0,1}'),
('file a request', $$insert into privacy_requests (kind) values ('access')$$,               '{1,1,1,1,1,1,1,1,1}'),
('file one of no kind', $$insert into privacy_requests (kind) values ('other')$$,
                                          '{23514,23514,23514,23514,23514,23514,23514,23514,23514}'),
('change a request', $$update privacy_requests set status = 'processing'$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('delete a request', $$delete from privacy_requests$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('open an incident by hand', $$insert into support_incidents (user_id, category, title) values (tests.id('nora'), 'account', 'x')$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('change an incident by hand', $$update support_incidents set status = 'resolved'$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('write a subscription', $$insert into subscriptions (user_id, plan, status) values (auth.uid(), 'free', 'active')$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('write the record', $$insert into audit_events (request_id, actor_role, action) values ('x', 'x', 'x')$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('change the record', $$update audit_events set status = 'ok'$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('delete from the record', $$delete from audit_events$$,
                                          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}');

create temporary table incident_steps as
  select a as old, b as new, (a, b) in (values ('open', 'in_progress'), ('in_progress', 'resolved'), ('resolved', 'closed'),
                                               ('open', 'resolved'), ('in_progress', 'open'), ('resolved', 'in_progress')) as exists
  from unnest(array['open', 'in_progress', 'resolved', 'closed']) a, unnest(array['open', 'in_progress', 'resolved', 'closed']) b
  where a <> b;
create temporary table request_steps as
  select a as old, b as new, (a, b) in (values ('requested', 'processing'), ('requested', 'rejected'), ('processing', 'completed'),
                                               ('processing', 'rejected')) as exists
  from unnest(array['requested', 'processing', 'completed', 'rejected']) a,
       unnest(array['requested', 'processing', 'completed', 'rejected']) b
  where a <> b;

-- Puts a row into a status along the steps that exist.
create function tests.incident_in(wanted text) returns uuid language plpgsql
as $$
declare
  made uuid;
begin
  insert into public.support_incidents (user_id, category, title) values (tests.id('nora'), 'content', 'step') returning id into made;
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

select plan((select count(*)::int * 9 from cells) + (select count(*)::int from incident_steps)
            + (select count(*)::int from request_steps) + 45);

select is(tests.outcome(p.person, c.statement), c.expected[p.place], c.what || ', by ' || p.person)
from cells c cross join unnest(tests.people()) with ordinality as p (person, place)
order by c.place, p.place;

select is(tests.outcome('owner', format('update support_incidents set status = %L where id = %L', s.new, tests.incident_in(s.old))),
          case when s.exists then '1' else 'PT409' end, format('an incident from %s to %s', s.old, s.new))
from incident_steps s order by s.old, s.new;
select is(tests.outcome('owner', format('update privacy_requests set status = %L where id = %L', s.new, tests.request_in(s.old))),
          case when s.exists then '1' else 'PT409' end, format('a privacy request from %s to %s', s.old, s.new))
from request_steps s order by s.old, s.new;

-- What the database owns -----------------------------------------------------------------------------------------------

select is((select title from support_incidents where id = tests.id('incident')), 'Cannot sign in', 'a title is trimmed');
select is((select status from support_incidents where id = tests.id('incident')), 'open', 'an incident begins open');
update support_incidents set status = 'resolved' where id = tests.id('incident');
select isnt((select resolved_at from support_incidents where id = tests.id('incident')), null, 'when it was resolved is kept');
update support_incidents set status = 'in_progress' where id = tests.id('incident');
select is((select resolved_at from support_incidents where id = tests.id('incident')), null, 'and no longer when it was not for good');
update support_incidents set status = 'resolved' where id = tests.id('incident');
update support_incidents set status = 'closed', user_id = tests.id('sam'), created_at = '2000-01-01', closed_at = '2000-01-01'
  where id = tests.id('incident');
select ok((select resolved_at is not null and closed_at > '2020-01-01' and created_at > '2020-01-01' and user_id = tests.id('nora')
           from support_incidents where id = tests.id('incident')), 'whose it is and its times are not to be set');

select tests.act('nora', $$insert into privacy_requests (user_id, kind, status, due_at, note, created_at, closed_at)
                           values (tests.id('sam'), 'rectification', 'completed', '2000-01-01', 'hello', '2000-01-01', '2000-01-01')$$);
select is((select count(*) from privacy_requests where kind = 'rectification' and user_id = tests.id('nora')), 1::bigint,
          'a client files for themselves, whoever they say they are');
select is((select (status, note, closed_at)::text from privacy_requests where kind = 'rectification'), '(requested,,)',
          'whatever else a client sends is overwritten');
select is((select due_at - created_at from privacy_requests where kind = 'rectification'), interval '720 hours', 'due after thirty days');
select ok((select created_at > '2020-01-01' from privacy_requests where kind = 'rectification'), 'from now');
select tests.act('agent', $$insert into privacy_requests (user_id, kind) values (tests.id('olga'), 'erasure')$$);
select is((select count(*) from privacy_requests where kind = 'erasure' and user_id = tests.id('olga')), 1::bigint,
          'staff takes down what somebody asked for');
select is((select e.actor_id || ' ' || e.subject_id || ' ' || e.actor_role || e.details::text from audit_events e
           join privacy_requests r on r.id = e.target_id where r.kind = 'erasure' and e.action = 'privacy_request_create'),
          tests.id('agent') || ' ' || tests.id('olga') || ' support{"kind": "erasure"}', 'and the record says who and for whom');
update privacy_requests set status = 'processing', kind = 'access', user_id = tests.id('sam'), due_at = '2000-01-01'
  where kind = 'erasure' and user_id = tests.id('olga');
select ok((select status = 'processing' and due_at > '2020-01-01' and closed_at is null from privacy_requests
           where kind = 'erasure' and user_id = tests.id('olga')), 'a step changes neither kind, nor whose it is, nor when it is due');
update privacy_requests set status = 'rejected' where kind = 'erasure' and user_id = tests.id('olga');
select isnt((select closed_at from privacy_requests where kind = 'erasure' and user_id = tests.id('olga')), null, 'the end of a request is kept');

-- Programs with the service key ----------------------------------------------------------------------------------------

select is(tests.outcome('service_role', $$insert into subscriptions (user_id, plan, status) values (tests.id('olga'), 'team', 'active')$$), '1',
          'billing writes subscriptions');
select is(tests.outcome('service_role', $$update subscriptions set status = 'canceled' where user_id = tests.id('nora')$$), '1', 'changes them');
select is(tests.outcome('service_role', $$delete from subscriptions where user_id = tests.id('nora')$$), '1', 'and takes them away');
select is(tests.outcome('service_role', $$update support_incidents set title = 'x'$$), '42501', 'but changes no incident');
select is(tests.outcome('service_role', $$update privacy_requests set note = 'x'$$), '42501', 'nor a privacy request');
select is(tests.outcome('service_role', $$insert into audit_events (request_id, actor_role, action) values ('x', 'x', 'x')$$), '42501',
          'writes nothing into the record');
select is(tests.outcome('service_role', 'update audit_events set status = $a$ok$a$'), '42501', 'changes nothing there');
select is(tests.outcome('service_role', 'delete from audit_events'), '42501', 'deletes nothing there');
select is(tests.outcome('service_role', 'truncate audit_events'), '42501', 'nor all of it');

-- Even with a right that somebody gave by mistake.
grant update, delete, truncate on audit_events to service_role, authenticated;
select is(tests.outcome('service_role', 'update audit_events set status = $a$ok$a$'), '42501', 'a stray right does not change the record');
select is(tests.outcome('service_role', 'delete from audit_events'), '42501', 'nor delete from it');
select is(tests.outcome('service_role', 'truncate audit_events'), '42501', 'nor empty it');
select is(tests.outcome('admin', 'delete from audit_events'), '42501', 'not for an administrator either');
select is(tests.outcome('owner', 'delete from audit_events where false'), '0', 'its owner may, when the law says so');
revoke update, delete, truncate on audit_events from service_role, authenticated;

-- What administrators change --------------------------------------------------------------------------------------------

create function tests.last_event() returns text language sql
as $$
  select concat_ws(' ', action, actor_role, target_id, subject_id, details) from public.audit_events order by id desc limit 1
$$;
select tests.act('admin', $$update profiles set role = 'support' where user_id = tests.id('olga')$$);
select is(tests.last_event(), format('profile_role_update admin %s %s {"new_role": "support", "old_role": "client"}',
                                     tests.id('olga'), tests.id('olga')), 'a new role is recorded');
select tests.act('admin', $$update profiles set role = 'client' where user_id = tests.id('olga')$$);
create temporary table recorded as select max(id) as id from audit_events;
select tests.act('nora', $$update profiles set full_name = 'Nora N.' where user_id = tests.id('nora')$$);
select tests.act('admin', $$update profiles set role = role where user_id = tests.id('olga')$$);
select is((select max(id) from audit_events), (select id from recorded), 'a new name is not, nor the role that it was');
select tests.act('admin', $$update ticket_priorities set resolve_sla_minutes = 77 where code = 'low'$$);
select is(tests.last_event(), format('ticket_priority_update admin {"id": %s, "columns": ["resolve_sla_minutes"]}',
                                     (select id from ticket_priorities where code = 'low')), 'a new target is, by the name of its column');
select tests.act('admin', $$update ticket_categories set label = 'Renamed' where id = 9001$$);
select is(tests.last_event(), 'ticket_category_update admin {"id": 9001, "columns": ["label"]}', 'a category');
select tests.act('admin', $$insert into clients (id, name) values (tests.id('New'), 'Secret name')$$);
select is(tests.last_event(), format('client_create admin %s {}', tests.id('New')), 'an organisation');
select tests.act('admin', $$insert into client_members values (tests.id('New'), tests.id('guest'))$$);
select is(tests.last_event(), format('client_member_create admin %s {"user_id": "%s", "client_id": "%s"}', tests.id('guest'),
                                     tests.id('guest'), tests.id('New')), 'a member who comes');
select tests.act('admin', $$delete from client_members where user_id = tests.id('guest')$$);
select is(tests.last_event(), format('client_member_delete admin %s {"user_id": "%s", "client_id": "%s"}', tests.id('guest'),
                                     tests.id('guest'), tests.id('New')), 'and who goes');
select is((select count(*) from pg_trigger where tgname = 'audit'
           and tgrelid in ('email_templates'::regclass, 'clients'::regclass, 'client_members'::regclass,
                           'ticket_priorities'::regclass, 'ticket_categories'::regclass)), 5::bigint, 'templates are watched like these');
insert into email_templates (event, locale, subject, body) values ('test', 'eo', 'Subject', 'Body');
select tests.act('admin', $$update email_templates set subject = 'Secret subject' where event = 'test' and locale = 'eo'$$);
select is(tests.last_event(), 'email_template_update admin {"event": "test", "locale": "eo", "columns": ["subject"]}', 'a template');
select tests.act('admin', $$update email_templates set subject = subject where event = 'test' and locale = 'eo'$$);
update ticket_priorities set resolve_sla_minutes = 78 where code = 'low';
select is((select count(*) from audit_events where action = 'email_template_update'), 1::bigint, 'what changes nothing is not recorded');
select is((select actor_role from audit_events order by id desc limit 1), session_user::text, 'the owner of the database is told as such');
select is((select count(*) from audit_events where details::text ~* 'secret|@tests|nora n'), 0::bigint, 'no text and no name in the record');

-- Request ids -------------------------------------------------------------------------------------------------------------

create function tests.request_of(sent text) returns text language plpgsql
as $$
begin
  perform set_config('request.headers', json_build_object('x-request-id', sent)::text, true);
  perform private.audit('tests', 'tests', null);
  return (select request_id from public.audit_events order by id desc limit 1);
end $$;
select is(tests.request_of('abc-123.X_y:z'), 'abc-123.X_y:z', 'the id that was sent is kept');
select is(tests.request_of(repeat('a', 128)), repeat('a', 128), 'of 128 characters at most');
select matches(tests.request_of(repeat('a', 129)), '^[0-9a-f-]{36}$', 'a longer one is not');
select matches(tests.request_of('nora@tests.test'), '^[0-9a-f-]{36}$', 'nor one that could be an address');
select matches(tests.request_of(E'a\nb'), '^[0-9a-f-]{36}$', 'nor one that would break a line of the log');
select is(tests.request_of(null), tests.request_of(null), 'what is made is made once a transaction');

select * from finish();
rollback;
