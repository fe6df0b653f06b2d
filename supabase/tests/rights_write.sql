-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Who does what: every writing cell of the matrix, for every person, both what is taken and what is refused. A number is how many
-- rows were written (0: there was nothing in sight to write to), a code is a refusal.
begin;
\ir support/world.psql

select tests.act('nora', $$select create_ticket(tests.id('resolved'), tests.id('North'), 'A resolved ticket', 'text')$$);
select tests.act('agent', $$update tickets set status = 'resolved' where id = tests.id('resolved')$$);
select tests.act('nora', $$select create_ticket(tests.id('closed'), tests.id('North'), 'A closed ticket', 'text')$$);
select tests.act('agent', $$update tickets set status = 'closed' where id = tests.id('closed')$$);

create temporary table cells (place serial, what text, statement text, expected text[]);
insert into cells (what, statement, expected) values
--                                                                           nora  colin  sam  olga  ivan  guest  agent  ops  admin
('ticket for North', $$insert into tickets (client_id, subject) values (tests.id('North'), 'new')$$,
 '{1,1,42501,42501,42501,42501,1,1,1}'),
('ticket for North by create_ticket', $$select create_ticket(gen_random_uuid(), tests.id('North'), 'new', 'text')$$,
 '{1,1,42501,42501,42501,42501,1,1,1}'),
('ticket with another organisation''s project', $$insert into tickets (client_id, subject, project_id)
   values (tests.id('North'), 'new', tests.id('other project'))$$,
 '{23503,23503,42501,42501,42501,42501,23503,23503,23503}'),
('ticket that follows up a foreign one', $$insert into tickets (client_id, subject, follow_up_of)
   values (tests.id('North'), 'new', tests.id('foreign'))$$,
 '{42501,42501,42501,42501,42501,42501,1,1,1}'),
('ticket that follows up nothing that exists', $$insert into tickets (client_id, subject, follow_up_of)
   values (tests.id('North'), 'new', tests.id('no ticket'))$$,
 '{42501,42501,42501,42501,42501,42501,23503,23503,23503}'),
('ticket with a contact of another organisation', $$insert into tickets (client_id, subject, contact_user_id)
   values (tests.id('North'), 'new', tests.id('olga'))$$,
 '{42501,42501,42501,42501,42501,42501,1,1,1}'),

('public message', $$insert into ticket_messages (ticket_id, body) values (tests.id('named'), 'text')$$,
 '{1,1,42501,42501,42501,42501,1,1,1}'),
('public message, everyone''s ticket', $$insert into ticket_messages (ticket_id, body) values (tests.id('everyone'), 'text')$$,
 '{1,1,42501,42501,42501,42501,1,1,1}'),
('internal note', $$insert into ticket_messages (ticket_id, body, visibility) values (tests.id('named'), 'text', 'internal')$$,
 '{42501,42501,42501,42501,42501,42501,1,1,1}'),
('announcement', $$insert into ticket_messages (ticket_id, body, visibility) values (tests.id('named'), 'text', 'announcement')$$,
 '{42501,42501,42501,42501,42501,42501,1,1,1}'),
('reply on a closed ticket', $$insert into ticket_messages (ticket_id, body) values (tests.id('closed'), 'text')$$,
 '{PT409,PT409,42501,42501,42501,42501,PT409,PT409,PT409}'),
('note on a closed ticket', $$insert into ticket_messages (ticket_id, body, visibility)
   values (tests.id('closed'), 'text', 'internal')$$,
 '{42501,42501,42501,42501,42501,42501,1,1,1}'),
('a message is changed', $$update ticket_messages set body = 'other'$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('a message is deleted', $$delete from ticket_messages$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),

('status: close', $$update tickets set status = 'closed' where id = tests.id('named')$$,
 '{1,1,0,0,0,0,1,1,1}'),
('status: start', $$update tickets set status = 'in_progress' where id = tests.id('named')$$,
 '{PT409,PT409,0,0,0,0,1,1,1}'),
('status: wait', $$update tickets set status = 'waiting_customer' where id = tests.id('named')$$,
 '{PT409,PT409,0,0,0,0,1,1,1}'),
('status: resolve', $$update tickets set status = 'resolved' where id = tests.id('named')$$,
 '{PT409,PT409,0,0,0,0,1,1,1}'),
('status: reopen a resolved one', $$update tickets set status = 'in_progress' where id = tests.id('resolved')$$,
 '{1,1,0,0,0,0,1,1,1}'),
('status: a resolved one waits', $$update tickets set status = 'waiting_customer' where id = tests.id('resolved')$$,
 '{PT409,PT409,0,0,0,0,PT409,PT409,PT409}'),
('status: back to open', $$update tickets set status = 'open' where id = tests.id('resolved')$$,
 '{PT409,PT409,0,0,0,0,PT409,PT409,PT409}'),
('status: close a resolved one', $$update tickets set status = 'closed' where id = tests.id('resolved')$$,
 '{1,1,0,0,0,0,1,1,1}'),
('status: reopen a closed one', $$update tickets set status = 'in_progress' where id = tests.id('closed')$$,
 '{PT409,PT409,0,0,0,0,PT409,PT409,1}'),
('status: resolve a closed one', $$update tickets set status = 'resolved' where id = tests.id('closed')$$,
 '{PT409,PT409,0,0,0,0,PT409,PT409,PT409}'),
('status: no such', $$update tickets set status = 'done' where id = tests.id('named')$$,
 '{PT409,PT409,0,0,0,0,PT409,PT409,PT409}'),
('priority', $$update tickets set priority_id = 4 where id = tests.id('named')$$,
 '{42501,42501,0,0,0,0,1,1,1}'),
('category', $$update tickets set category_id = 9001 where id = tests.id('named')$$,
 '{42501,42501,0,0,0,0,1,1,1}'),
('subject', $$update tickets set subject = 'other' where id = tests.id('named')$$,
 '{42501,42501,0,0,0,0,1,1,1}'),
('assignee', $$update tickets set assignee_id = tests.id('ops') where id = tests.id('named')$$,
 '{42501,42501,0,0,0,0,1,1,1}'),
('assignee who is not staff', $$update tickets set assignee_id = tests.id('nora') where id = tests.id('named')$$,
 '{42501,42501,0,0,0,0,PT422,PT422,PT422}'),
('scope', $$update tickets set affects_all_companies = true where id = tests.id('named')$$,
 '{42501,42501,0,0,0,0,1,1,1}'),
('move to another organisation', $$update tickets set client_id = tests.id('South') where id = tests.id('named')$$,
 '{42501,42501,0,0,0,0,42501,42501,42501}'),
('a ticket is deleted', $$delete from tickets where id = tests.id('named')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),

('labels', $$update ticket_triage set labels = '{vat}' where ticket_id = tests.id('named')$$,
 '{0,0,0,0,0,0,1,1,1}'),
('labels, as an upsert', $$insert into ticket_triage (ticket_id, labels) values (tests.id('named'), '{vat}')
   on conflict (ticket_id) do update set labels = excluded.labels$$,
 '{42501,42501,42501,42501,42501,42501,1,1,1}'),
('link, affected', $$insert into ticket_company_link (ticket_id, company_id, role)
   values (tests.id('named'), tests.id('Other'), 'affected')$$,
 '{42501,42501,42501,42501,42501,42501,1,1,1}'),
('link, a second reporter', $$insert into ticket_company_link (ticket_id, company_id, role)
   values (tests.id('named'), tests.id('North'), 'reporter')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('link on a ticket of everyone', $$insert into ticket_company_link (ticket_id, company_id, role)
   values (tests.id('everyone'), tests.id('South'), 'affected')$$,
 '{42501,42501,42501,42501,42501,42501,PT409,PT409,PT409}'),
('link taken back', $$delete from ticket_company_link where ticket_id = tests.id('named') and role = 'affected'$$,
 '{0,0,0,0,0,0,1,1,1}'),
('link of the reporter taken back', $$delete from ticket_company_link where ticket_id = tests.id('named') and role = 'reporter'$$,
 '{0,0,0,0,0,0,0,0,0}'),
('link turned over', $$update ticket_company_link set company_id = tests.id('Other')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),

('event', $$insert into ticket_events (ticket_id, client_id, kind) values (tests.id('named'), tests.id('North'), 'status')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('event changed', $$update ticket_events set visibility = 'public'$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('pause', $$insert into ticket_pauses (ticket_id, kind, started_at) values (tests.id('named'), 'waiting', now())$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('pause changed', $$update ticket_pauses set started_at = now()$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),

('unread mark', $$insert into ticket_reads (ticket_id, last_read_at) values (tests.id('named'), now())$$,
 '{1,1,1,42501,42501,42501,1,1,1}'),
('unread mark in the name of another', $$with m as (insert into ticket_reads (ticket_id, user_id, last_read_at)
   values (tests.id('named'), tests.id('admin'), now()) returning user_id) select from m where user_id = auth.uid()$$,
 '{1,1,1,42501,42501,42501,1,1,1}'),
('unread mark deleted', $$delete from ticket_reads$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),

('category added', $$insert into ticket_categories (id, label) values (9002, 'New')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,1}'),
('category renamed', $$update ticket_categories set label = 'New' where id = 9001$$,
 '{0,0,0,0,0,0,0,0,1}'),
('target changed', $$update ticket_priorities set response_sla_minutes = 5 where code = 'low'$$,
 '{0,0,0,0,0,0,0,0,1}'),
('own name and language', $$update profiles set full_name = 'Somebody', locale = 'fr' where user_id = auth.uid()$$,
 '{1,1,1,1,1,1,1,1,1}'),
('the name of another', $$update profiles set full_name = 'Somebody' where user_id = tests.id('guest')$$,
 '{0,0,0,0,0,1,0,0,1}'),
('own e-mail address', $$update profiles set email = 'other@tests.test' where user_id = auth.uid()$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('own role', $$update profiles set role = case role when 'admin' then 'ops' else 'admin' end where user_id = auth.uid()$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('the role of another', $$update profiles set role = 'support' where user_id = tests.id('colin')$$,
 '{0,42501,0,0,0,0,0,0,1}'),
('a profile made by hand', $$insert into profiles (user_id, role) values (gen_random_uuid(), 'admin')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('organisation added', $$insert into clients (name) values ('New')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,1}'),
('organisation renamed', $$update clients set name = 'New' where id = tests.id('North')$$,
 '{0,0,0,0,0,0,0,0,1}'),
('organisation renamed by the view', $$update companies set name = 'New'$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('membership', $$insert into client_members (client_id, user_id) values (tests.id('North'), tests.id('guest'))$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,1}'),
('membership ended', $$delete from client_members where client_id = tests.id('North') and user_id = tests.id('colin')$$,
 '{0,0,0,0,0,0,0,0,1}'),
('project', $$insert into projects (client_id, name) values (tests.id('North'), 'New')$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,1}');

select plan((select count(*)::int * 9 from cells) + 7);

select is(tests.outcome(p.person, c.statement), c.expected[p.place], c.what || ', by ' || p.person)
from cells c cross join unnest(tests.people()) with ordinality as p (person, place)
order by c.place, p.place;

select is(tests.outcome('anon', $$insert into tickets (client_id, subject) values (tests.id('North'), 'new')$$), '42501',
          'a visitor files nothing');
select is(tests.outcome('anon', $$select create_ticket(gen_random_uuid(), tests.id('North'), 'new', 'text')$$), '42501',
          'nor by the call');

-- a refusal says the same of what exists elsewhere and of what does not exist
create function tests.refusal(person text, statement text) returns text language plpgsql
as $$
declare
  message text; detail text; hint text;
begin
  perform tests.become(person);
  begin
    execute statement;
  exception when others then
    get stacked diagnostics message = message_text, detail = pg_exception_detail, hint = pg_exception_hint;
  end;
  perform tests.become('owner');
  return concat_ws('|', message, detail, hint);
end $$;
select is(tests.refusal('sam', $$insert into ticket_messages (ticket_id, body) values (tests.id('foreign'), 'x')$$),
          tests.refusal('sam', $$insert into ticket_messages (ticket_id, body) values (tests.id('no ticket'), 'x')$$),
          'a reply to a hidden ticket fails like one to none');
select is(tests.refusal('sam', $$select create_ticket(tests.id('foreign'), tests.id('South'), 'x', 'x')$$),
          tests.refusal('sam', $$insert into tickets (client_id, subject) values (tests.id('Other'), 'x')$$), 'a taken id is refused like anything out of sight');
select is(tests.refusal('sam', $$insert into ticket_attachments (ticket_id, label, storage_path)
                                  values (tests.id('foreign'), 'x', tests.path('foreign', 'x'))$$),
          tests.refusal('sam', $$insert into ticket_attachments (ticket_id, label, storage_path)
                                  values (tests.id('no ticket'), 'x', tests.path('no ticket', 'x'))$$),
          'a file on a hidden ticket fails like one on none');
select is(tests.refusal('nora', $$insert into tickets (client_id, subject, project_id)
                                   values (tests.id('North'), 'x', tests.id('other project'))$$)
            = replace(tests.refusal('nora', $$insert into tickets (client_id, subject, project_id)
                                   values (tests.id('North'), 'x', tests.id('no project'))$$),
                      tests.id('no project')::text, tests.id('other project')::text), true,
          'another organisation''s project fails like none');
select is(tests.refusal('nora', $$insert into ticket_messages (ticket_id, body) values (tests.id('closed'), 'x')$$),
          'ticket_closed|A closed ticket takes no reply.|File a follow-up ticket.', 'a reply to a closed ticket says so');

select * from finish();
rollback;
