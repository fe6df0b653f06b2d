-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What is held about a person is told, and a person is forgotten: afterwards no column of any table holds their name or address.
begin;
\ir support/world.psql

create function tests.call(person text, call text) returns jsonb language plpgsql
as $$
declare
  body jsonb;
begin
  perform set_config('response.status', '', true);
  perform tests.become(person);
  execute 'select public.' || call into body;
  perform tests.become('owner');
  return jsonb_build_object('status', coalesce(nullif(current_setting('response.status', true), ''), '200')::int, 'body', body);
end $$;
create function tests.refusal(person text, call text) returns text language sql
as $$ select concat_ws(' ', a ->> 'status', a #>> '{body,code}', a #>> '{body,details,fields}') from tests.call(person, call) a $$;

-- Zenobia of North, whose name and address stand wherever a name can stand ----------------------------------------------------

insert into auth.users (id, aud, role, email, phone, encrypted_password, email_confirmed_at, raw_user_meta_data, raw_app_meta_data, last_sign_in_at)
values (tests.id('zenobia'), 'authenticated', 'authenticated', 'zenobia_q@quill.test', '33123456', 'hash', now(),
        '{"full_name": "Zenobia Quillfeather", "name": "Quillfeather-Nobody", "locale": "fr"}', '{"provider": "email"}', now());
insert into auth.identities (provider_id, user_id, identity_data, provider)
values (tests.id('zenobia')::text, tests.id('zenobia'), '{"email": "Zenobia_Q@quill.test", "full_name": "Zenobia Quillfeather"}', 'email');
insert into auth.sessions (id, user_id, created_at, user_agent, ip) values (tests.id('session'), tests.id('zenobia'), now(), 'Zenobia Quillfeather''s browser', '192.0.2.1');
insert into auth.refresh_tokens (id, token, user_id, session_id) values (990001, 'tok1', tests.id('zenobia')::text, tests.id('session')),
                                                                        (990002, 'tok2', tests.id('zenobia')::text, null);
insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, created_at, updated_at, secret)
values (tests.id('factor'), tests.id('zenobia'), 'Phone of Zenobia Quillfeather', 'totp', 'verified', now(), now(), 's');
insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to)
values (tests.id('otp'), tests.id('zenobia'), 'recovery_token', 'h', 'zenobia_q@quill.test');
insert into auth.flow_state (id, user_id, provider_type, authentication_method) values (tests.id('flow'), tests.id('zenobia'), 'email', 'recovery');
insert into auth.audit_log_entries (id, payload, created_at) values
  (tests.id('log 1'), json_build_object('actor_id', tests.id('zenobia'), 'actor_username', 'zenobia_q@quill.test', 'action', 'login'), now()),
  (tests.id('log 2'), json_build_object('actor_id', tests.id('admin'), 'traits', json_build_object('user_email', 'zenobia_q@quill.test')), now()),
  (tests.id('log 3'), json_build_object('actor_id', tests.id('nora'), 'actor_username', 'nora@tests.test', 'action', 'login'), now());
insert into client_members values (tests.id('North'), tests.id('zenobia'));
insert into mail_choices (user_id, event, wanted) values (tests.id('ops'), 'ticket.created', true);
insert into subscriptions (user_id, plan, status) values (tests.id('zenobia'), 'team', 'active');
-- kept from a time when she was staff
insert into saved_views (owner_id, name) values (tests.id('zenobia'), 'Printers');
insert into canned_replies (owner_id, title, body) values (tests.id('zenobia'), 'Printers', 'Have you tried another printer?');

do $$
begin
  perform tests.become('zenobia');
  perform public.create_ticket(tests.id('hers'), tests.id('North'), 'Zenobia Quillfeather cannot print',
                               E'Good day,\nplease write to Zenobia_Q@quill.test.\nZENOBIA\nQuillfeather', null, null, null, tests.id('by zenobia'));
  insert into public.ticket_reads (ticket_id, last_read_at) values (tests.id('hers'), now());
  insert into public.mail_choices (event, wanted) values ('ticket.status.changed', true);
  perform tests.become('agent');
  insert into public.ticket_messages (id, ticket_id, body, visibility) values
    (tests.id('answer'), tests.id('hers'), 'Dear zenobia quillfeather, the printer of Zenobia Quillfeathers is another.', 'public'),
    (tests.id('note on her'), tests.id('hers'), 'Call Quillfeather-Nobody, or zenobia_q@quill.test', 'internal'),
    -- elsewhere: the address is hers wherever it stands, the name may be somebody else's
    (tests.id('elsewhere'), tests.id('foreign'), 'Ask zenobia_q@quill.test or x.zenobia_q@quill.test about Zenobia Quillfeather', 'internal');
  update public.ticket_triage set labels = '{printer,Zenobia Quillfeather}' where ticket_id = tests.id('hers');
  update public.tickets set assignee_id = tests.id('agent') where id = tests.id('hers');
  perform tests.become('owner');
  perform tests.upload('zenobia', 'hers', 'letter'), tests.upload('zenobia', 'hers', 'zenobia-quillfeather'), tests.upload('agent', 'hers', 'manual');
  perform tests.become('zenobia');
  insert into public.ticket_attachments (id, ticket_id, message_id, label, storage_path)
  values (tests.id('her file'), tests.id('hers'), tests.id('by zenobia'), 'Zenobia Quillfeather.pdf', tests.path('hers', 'letter'));
  perform tests.become('agent');
  insert into public.ticket_attachments (id, ticket_id, message_id, label, storage_path)
  values (tests.id('manual'), tests.id('hers'), tests.id('answer'), 'For Zenobia Quillfeather', tests.path('hers', 'manual'));
  perform tests.become('zenobia');
  insert into public.privacy_requests (kind) values ('export'), ('erasure');
  perform tests.become('owner');
end $$;
select tests.call('agent', $$incident_create(tests.id('zenobia'), 'account', 'low', 'Zenobia Quillfeather locked out', 'of zenobia_q@quill.test')$$);
select tests.call('agent', $$incident_create(tests.id('nora'), 'account', 'low', 'Same as zenobia_q@quill.test', '')$$);
select tests.call('agent', format('privacy_request_update(%L, note => %L)', id, 'Dear Zenobia Quillfeather')) from privacy_requests
  where user_id = tests.id('zenobia') and kind = 'export';
update email_events set payload_excerpt = '#1 Cut: Ask Zenobia Quillf…' where id = (select id from email_events where ticket_id = tests.id('hers')
  and recipient_id is distinct from tests.id('zenobia') limit 1);
update email_events set error = 'no box zenobia_q@quill.test', payload_excerpt = 'Zenobia Quillfeather' where recipient_id = tests.id('zenobia');
create temporary table erasure as select id from privacy_requests where user_id = tests.id('zenobia') and kind = 'erasure';
insert into privacy_requests (id, user_id, kind) values
  (tests.id('of nora'), tests.id('nora'), 'erasure'), (tests.id('of agent'), tests.id('agent'), 'erasure'),
  (tests.id('again'), tests.id('zenobia'), 'erasure'), (tests.id('no erasure'), tests.id('sam'), 'access');
update privacy_requests set status = 'processing' where id in (tests.id('of agent'), tests.id('again'), tests.id('no erasure'));

-- Every column of every table that can hold a text: where does it stand?
create function tests.places(pattern text) returns setof text language plpgsql
as $$
declare
  c record;
  found bigint;
begin
  for c in select t.oid::regclass as relation, a.attname from pg_class t join pg_attribute a on a.attrelid = t.oid
           join pg_type y on y.oid = a.atttypid
           where t.relnamespace in ('public'::regnamespace, 'auth'::regnamespace, 'storage'::regnamespace, 'private'::regnamespace)
             and t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
             and (y.typcategory in ('S', 'A') or y.typname in ('json', 'jsonb')) loop
    execute format('select count(*) from %s t where t.%I::text ~* $1', c.relation, c.attname) into found using pattern;
    if found > 0 then
      return next c.relation || '.' || c.attname;
    end if;
  end loop;
end $$;
-- x.zenobia_q@… is somebody else, and so is the Zenobia Quillfeather whom a ticket of another organisation tells of
create function tests.her_places() returns setof text language sql
as $$
  select tests.places('(?<![[:alnum:]_.])zenobia_q@quill') union
  select tests.places('zenobia[\s_-]+quillfeather(?!s)|quillfeather-nobody|33123456')
$$;

select plan(79);

-- Exporting -----------------------------------------------------------------------------------------------------------------

select is(tests.refusal(p.person, $$export_user_data(tests.id('zenobia'))$$), p.expected, 'exporting, by ' || p.person)
from (values ('nora', '403 insufficient_role'), ('colin', '403 insufficient_role'), ('sam', '403 insufficient_role'),
             ('olga', '403 insufficient_role'), ('ivan', '403 insufficient_role'), ('guest', '403 insufficient_role'),
             ('zenobia', '403 insufficient_role'), ('agent', '200'), ('ops', '200'), ('admin', '200')) as p (person, expected);
select is(tests.refusal('agent', 'export_user_data()'), '422 validation_error {"user_id": "must be given"}', 'of nobody');
select is(tests.refusal('agent', $$export_user_data(tests.id('nobody'))$$), '404 user_not_found', 'of nobody known');
select is((select count(*) from audit_events where action = 'user_data_export' and subject_id = tests.id('zenobia') and status = 'ok'
           and target_id = tests.id('zenobia')), 3::bigint, 'each export is recorded');
select is((select count(*) from audit_events where action = 'user_data_export' and status = 'refused'), 9::bigint, 'each refusal too');

create temporary table told as select tests.call('agent', $$export_user_data(tests.id('zenobia'))$$) #> '{body,data}' as d;
select is((select array_agg(k order by k) from told, jsonb_object_keys(d) k),
          array['access_changes', 'account', 'attachments', 'audit', 'canned_replies', 'client_members', 'companies', 'email_events', 'exported_at', 'files', 'identities', 'incidents',
                'mail_choices', 'messages', 'privacy_requests', 'profile', 'saved_views', 'second_factors', 'sessions', 'sign_in_log', 'subscriptions',
                'ticket_events', 'ticket_reads', 'tickets'], 'everything is told');
select is_empty($$select k from told, jsonb_each(d) e (k, v) where v in ('[]', '{}', 'null')$$, 'and nothing of it is empty');
select ok((select d #>> '{profile,email}' = 'zenobia_q@quill.test' and d #>> '{messages,0,body}' ~ 'Good day'
                  and d #>> '{attachments,0,label}' = 'Zenobia Quillfeather.pdf' and d #>> '{tickets,0,id}' = tests.id('hers')::text
                  and d #>> '{sessions,0,ip}' = '192.0.2.1' from told), 'what is told is hers');
select ok((select d::text !~ ('Dear zenobia|Call Quill|tok1|hash|' || tests.id('agent')) from told),
          'not what colleagues wrote, nor who they are, nor what would let anybody sign in');

-- Who is erased, by whom and when -----------------------------------------------------------------------------------------------

select is(tests.refusal(p.person, format('erase_user(%L)', (select id from erasure))), '403 insufficient_role', 'erasing, by ' || p.person)
from unnest(array['nora', 'colin', 'sam', 'olga', 'ivan', 'guest', 'zenobia', 'agent', 'ops']) p (person);
select is(tests.refusal('admin', format('erase_user(%L)', (select id from erasure))), '409 privacy_request_invalid_transition', 'not before processing');
select is(tests.refusal('admin', 'erase_user()'), '422 validation_error {"privacy_request_id": "must be given"}', 'not without a request');
select is(tests.refusal('admin', $$erase_user(tests.id('nothing'))$$), '404 privacy_request_not_found', 'nor one that is not there');
select is(tests.refusal('admin', $$erase_user(tests.id('no erasure'))$$),
          '422 validation_error {"privacy_request_id": "must be a request of the kind erasure"}', 'nor one that asks something else');
select is(tests.refusal('admin', $$erase_user(tests.id('of nora'))$$), '409 privacy_request_invalid_transition', 'nor one that was only filed');
select is(tests.refusal('admin', $$erase_user(tests.id('of agent'))$$), '409 user_not_erasable', 'never anybody of staff');
select is((select count(*) from profiles where erased_at is not null), 0::bigint, 'so nobody was');

select ok(exists (select from email_events where payload_excerpt ~ 'Quillf…'), 'staff was told of her ticket by mail');
select ok((select count(*) >= 18 from tests.her_places()), 'her name and address stand in many places');
create temporary table before as select t.updated_at, t.number from tickets t where id = tests.id('hers');
select is(tests.refusal('agent', format('privacy_request_update(%L, %L)', id, 'processing')), '200', 'processing') from erasure;
create temporary table answer as select tests.call('admin', format('erase_user(%L)', (select id from erasure))) as a;
select is((select concat_ws(' ', a ->> 'status', a #>> '{body,data,privacy_request,status}', a #>> '{body,data,files_queued}') from answer),
          '200 completed 2', 'she is erased, her two files are queued');
select is((select concat_ws(' ', action, actor_role, status, target_id, subject_id, details) from audit_events where action = 'user_erase' and status = 'ok'),
          format('user_erase admin ok %s %s {"files": 2}', (select id from erasure), tests.id('zenobia')), 'which is recorded');
select is((select count(*) from audit_events where action = 'user_erase' and status = 'refused'), 15::bigint, 'as were all refusals');

-- What is left -----------------------------------------------------------------------------------------------------------------

select is_empty($$select p from tests.her_places() p where p not in ('file_erasures.path', 'storage.objects.name', 'storage.objects.path_tokens',
                                                                       'ticket_messages.body')$$,
                'nothing of her but the files to erase');
select is((select array_agg(m.id) from ticket_messages m where m.body ~* 'zenobia quillfeather(?!s)'), array[tests.id('elsewhere')],
          'and somebody of that name in a ticket of others');
select is((select concat_ws('|', full_name, email, locale, role) || (erased_at is not null) from profiles where user_id = tests.id('zenobia')),
          'Deleted user|en|clienttrue', 'her profile');
select is((select concat_ws('|', email, phone, encrypted_password, raw_user_meta_data, raw_app_meta_data, last_sign_in_at, email_confirmed_at)
           from auth.users where id = tests.id('zenobia')), 'erased-' || tests.id('zenobia') || '@erased.invalid||{}|{}', 'her account');
select ok((select banned_until > now() + interval '99 years' and isfinite(banned_until) from auth.users where id = tests.id('zenobia')), 'is closed');
select is((select count(*) from auth.identities where user_id = tests.id('zenobia')) + (select count(*) from auth.sessions where user_id = tests.id('zenobia'))
          + (select count(*) from auth.refresh_tokens where user_id = tests.id('zenobia')::text) + (select count(*) from auth.mfa_factors where user_id = tests.id('zenobia'))
          + (select count(*) from auth.one_time_tokens where user_id = tests.id('zenobia')) + (select count(*) from auth.flow_state where user_id = tests.id('zenobia')),
          0::bigint, 'nothing lets her in');
select is((select array_agg(id) from auth.audit_log_entries), array[tests.id('log 3')], 'the log of sign-ins knows only others');
select is((select count(*) from client_members where user_id = tests.id('zenobia')) + (select count(*) from ticket_reads where user_id = tests.id('zenobia'))
          + (select count(*) from mail_choices where user_id = tests.id('zenobia')) + (select count(*) from subscriptions where user_id = tests.id('zenobia'))
          + (select count(*) from saved_views where owner_id = tests.id('zenobia'))
          + (select count(*) from canned_replies where owner_id = tests.id('zenobia')),
          0::bigint, 'what was hers alone is gone');
select ok((select count(*) > 0 and bool_and("to" = 'erased@erased.invalid' and payload_excerpt = '' and error is null and status <> 'queued')
           from email_events where recipient_id = tests.id('zenobia')), 'no mail waits for her');
select is((select count(*) from email_events where payload_excerpt ~ 'Quillf|Cut'), 0::bigint, 'no excerpt is cut through her name');
select is((select string_agg(concat_ws('|', title, description), ',') from support_incidents where user_id = tests.id('zenobia')), 'Erased|', 'her incident');
select is((select title from support_incidents where user_id = tests.id('nora')), 'Same as [erased]', 'and another that tells her address');

-- The company still reads its ticket -------------------------------------------------------------------------------------------

select is(tests.value('nora', $$select subject from tickets where id = tests.id('hers')$$), '[erased] cannot print', 'a colleague reads the ticket');
select is(tests.value('nora', $$select body from ticket_messages where id = tests.id('by zenobia')$$),
          E'Good day,\nplease write to [erased].\n[erased]', 'what she wrote');
select is(tests.value('nora', $$select body from ticket_messages where id = tests.id('answer')$$),
          'Dear [erased], the printer of Zenobia Quillfeathers is another.', 'and the answer');
select is(tests.value('nora', $$select display_name || is_staff from people(array[tests.id('zenobia')])$$), 'Deleted userfalse', 'by whom');
select is((select body from ticket_messages where id = tests.id('elsewhere')), 'Ask [erased] or x.zenobia_q@quill.test about Zenobia Quillfeather',
          'elsewhere her address alone is taken out');
select is((select labels from ticket_triage where ticket_id = tests.id('hers')), array['printer', '[erased]'], 'labels');
select is(tests.value('nora', $$select string_agg(label, ', ' order by label) from ticket_attachments where ticket_id = tests.id('hers')$$),
          'Deleted file, For [erased]', 'files');
select is((select storage_path from ticket_attachments where id = tests.id('manual')), tests.path('hers', 'manual'), 'the file of staff stays');
select is(tests.outcome('nora', format('select from storage.objects where name = %L', tests.path('hers', 'letter'))), '0', 'hers is out of sight');
select is((select number from tickets where id = tests.id('hers')), (select number from before), 'the ticket is the same');
select ok((select t.updated_at > b.updated_at from tickets t, before b where t.id = tests.id('hers')), 'and programs hear of it');

-- Never twice, and never again ------------------------------------------------------------------------------------------------

select is(tests.refusal('admin', format('erase_user(%L)', (select id from erasure))), '409 privacy_request_invalid_transition', 'a request erases once');
select is(tests.refusal('admin', $$erase_user(tests.id('again'))$$), '409 user_not_erasable', 'and a person too');
select is(tests.outcome('zenobia', $$update profiles set full_name = 'Zenobia' where user_id = tests.id('zenobia')$$), '42501',
          'a token that is still valid writes no name');
select is(tests.outcome('zenobia', 'select from tickets'), '0', 'and reads no ticket');
select is(tests.outcome('zenobia', $$insert into privacy_requests (kind) values ('access')$$), '42501', 'nor asks for anything');
select is(tests.outcome('service_role', $$update profiles set full_name = 'Zenobia' where user_id = tests.id('zenobia')$$), '42501', 'nor does a program');
select is(tests.call('agent', $$support_context(tests.id('zenobia'))$$) #>> '{body,data,profile,full_name}', 'Deleted user', 'support sees who is gone');

-- The files -------------------------------------------------------------------------------------------------------------------

select is(tests.outcome(p.person, 'select claim_file_erasures(5)'), p.expected, 'claiming, by ' || p.person)
from (values ('nora', '42501'), ('agent', '42501'), ('admin', '42501'), ('service_role', '2')) as p (person, expected);
create temporary table claimed (id uuid, bucket text, path text);
grant all on claimed to service_role;
select tests.act('service_role', 'insert into claimed select id, bucket, path from claim_file_erasures(5)');
select set_eq('select path from claimed', array[tests.path('hers', 'letter'), tests.path('hers', 'zenobia-quillfeather')], 'both are claimed');
select is(tests.value('service_role', 'select count(*) from claim_file_erasures(5)'), '0', 'by one job alone');
select tests.act('service_role', format('select fail_file_erasure(%L, %L)', (select min(id::text) from claimed), 'timeout'));
select is((select error || ' ' || attempts || ' ' || (next_attempt_at > now() + interval '9 minutes') from file_erasures where id::text = (select min(id::text) from claimed)),
          'timeout 1 true', 'what fails is tried later');
select set_config('storage.allow_delete_query', 'true', true);
delete from storage.objects o using claimed c where o.bucket_id = c.bucket and o.name = c.path;
select tests.act('service_role', format('select complete_file_erasure(%L)', id)) from claimed;
select is((select count(*) from file_erasures where erased_at is not null and path is null and error is null), 2::bigint, 'what is gone leaves no name');
select is_empty($$select p from tests.her_places() p where p <> 'ticket_messages.body'$$, 'then nothing at all holds her name or address');

select * from finish();
rollback;
