-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Nothing leaks sideways: not by counts, embedded rows, answers to writes, conflicts, error texts or names, and not when people
-- or organisations change what they are.
begin;
\ir support/world.psql

create function tests.refusal(person text, statement text) returns text language plpgsql
as $$
declare
  code text; message text; detail text; hint text;
begin
  perform tests.become(person);
  begin
    execute statement;
    raise exception using errcode = 'TEST1';
  exception when others then
    get stacked diagnostics code = returned_sqlstate, message = message_text, detail = pg_exception_detail, hint = pg_exception_hint;
  end;
  perform tests.become('owner');
  return concat_ws('|', code, message, detail, hint);
end $$;
-- All that a person counts, over every table and view that anybody may read, of rows that name one of this world's tickets.
create function tests.total(person text, of_relation text, condition text default 'true') returns text language sql
as $$ select tests.value(person, format('select count(*) from %s where %s', of_relation, condition)) $$;

select plan(201);

-- Counts ----------------------------------------------------------------------------------------------------------------
-- what comes out of an aggregate is what comes out of the rows
create temporary table sights (place serial, what text, query text, expected text[]);
insert into sights (what, query, expected) values
--                                                                                 nora colin sam olga ivan guest agent ops admin
('counts messages', $$select count(*) from ticket_messages where body like any (array['%by nora', '%by agent', '%everyone', '%to all', '%plain', '%foreign'])$$,
                                                                                   '{6,6,2,2,0,0,9,9,9}'),
('sums file sizes', $$select coalesce(sum(size_bytes), 0) from ticket_attachments where storage_path like any (array[
                      'tickets/' || tests.id('named') || '/%', 'tickets/' || tests.id('everyone') || '/%', 'tickets/' || tests.id('foreign') || '/%'])$$,
                                                                                   '{60,60,24,24,0,0,96,96,96}'),
('newest note', $$select count(max) from (select max(created_at) from ticket_messages where visibility = 'internal') m$$,
                                                                                   '{0,0,0,0,0,0,1,1,1}'),
('groups events by actor', $$select count(*) from (select actor_id from ticket_events where ticket_id = tests.id('named') group by 1) a$$,
                                                                                   '{2,2,0,0,0,0,2,2,2}'),
('asks whether a label exists', $$select exists (select from ticket_triage where 'secret' = any (labels))::int$$,
                                                                                   '{0,0,0,0,0,0,1,1,1}'),
('tickets with a note, by embedding', $$select count(*) from tickets t where exists (select from ticket_messages m
                                         where m.ticket_id = t.id and m.visibility = 'internal')
                                         and t.id in (tests.id('named'), tests.id('everyone'))$$,
                                                                                   '{0,0,0,0,0,0,2,2,2}'),
('tickets with another company, by embedding', $$select count(*) from tickets t where t.id = tests.id('named') and exists (
   select from ticket_company_link l where l.ticket_id = t.id and l.role = 'affected')$$,
                                                                                   '{0,0,1,0,0,0,1,1,1}'),
('the reporter of a ticket, by embedding', $$select count(c.name) from tickets t left join clients c on c.id = t.client_id
                                              where t.id in (tests.id('named'), tests.id('everyone'))$$,
                                                                                   '{2,2,0,0,0,0,2,2,2}'),
('authors, by embedding', $$select count(p.full_name) from ticket_messages m left join profiles p on p.user_id = m.author_id
                             where m.ticket_id = tests.id('named')$$,              '{1,0,0,0,0,0,4,4,4}'),
('counts companies', $$select count(*) from report_tickets_by_company where company_name like '% of the tests'$$,
                                                                                   '{1,1,1,1,1,0,4,4,4}'),
('counts by a company', $$select coalesce(sum(tickets), 0) from report_tickets_by_company where company_name like '% of the tests'$$,
                                                                                   '{3,3,0,1,0,0,4,4,4}');
select is(tests.value(p.person, s.query), s.expected[p.place], s.what || ', ' || p.person)
from sights s cross join unnest(tests.people()) with ordinality as p (person, place) order by s.place, p.place;

-- Answers to writes ---------------------------------------------------------------------------------------------------------
-- what is not in sight is not told by the answer of an update that would change nothing, nor by a conflict with it
create temporary table probes (place serial, what text, statement text, expected text[]);
insert into probes (what, statement, expected) values
--                                                                                nora colin sam olga ivan guest agent ops admin
('an update answers rows', $$update tickets set status = status where id in (tests.id('named'), tests.id('foreign')) returning *$$,
                                                                                  '{1,1,0,1,0,0,2,2,2}'),
('a link taken back answers rows', $$delete from ticket_company_link where ticket_id = tests.id('named') returning *$$,
                                                                                  '{0,0,0,0,0,0,1,1,1}'),
('a note repeated by its id', $$insert into ticket_messages (id, ticket_id, body) values (tests.id('internal by agent'), tests.id('named'), 'x')
   on conflict (id) do nothing returning body$$,                                  '{0,0,42501,42501,42501,42501,0,0,0}'),
('a note changed by a conflict', $$insert into ticket_messages (id, ticket_id, body) values (tests.id('internal by agent'), tests.id('named'), 'x')
   on conflict (id) do update set body = excluded.body returning body$$,          '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('a foreign ticket repeated by its id', $$insert into tickets (id, client_id, subject)
   select tests.id('foreign'), m.client_id, 'x' from client_members m where m.user_id = auth.uid() on conflict (id) do nothing returning subject$$,
                                                                                  '{0,0,0,0,0,0,0,0,0}'),
('a foreign ticket changed by a conflict', $$insert into tickets (id, client_id, subject)
   values (tests.id('foreign'), tests.id('North'), 'x') on conflict (id) do update set subject = excluded.subject returning subject$$,
                                                                                  '{42501,42501,42501,42501,42501,42501,1,1,1}'),
('create_ticket with the id of another', $$select from create_ticket(tests.id('foreign'), tests.id('North'), 'x', 'x')$$,
                                                                                  '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('labels of another by a conflict', $$insert into ticket_triage (ticket_id, labels) values (tests.id('named'), '{x}')
   on conflict (ticket_id) do nothing returning labels$$,                         '{42501,42501,42501,42501,42501,42501,0,0,0}');
select is(tests.outcome(p.person, s.statement), s.expected[p.place], s.what || ', ' || p.person)
from probes s cross join unnest(tests.people()) with ordinality as p (person, place) order by s.place, p.place;

-- Refusals say the same of what is hidden and of what does not exist ------------------------------------------------------------
select is(replace(tests.refusal(person, format(statement, tests.id(hidden))), tests.id(hidden)::text, ''),
          replace(tests.refusal(person, format(statement, tests.id('nothing'))), tests.id('nothing')::text, ''), person || ' and ' || what)
from (values
  ('sam', 'a look at a hidden ticket', $$insert into ticket_reads (ticket_id, last_read_at) values (%L, now())$$, 'foreign'),
  ('sam', 'a scope', $$select from set_ticket_scope(%L, true, '{}')$$, 'foreign'),
  ('sam', 'a link', $$insert into ticket_company_link (ticket_id, company_id, role) values (%L, tests.id('South'), 'affected')$$, 'foreign'),
  ('sam', 'labels', $$insert into ticket_triage (ticket_id, labels) values (%L, '{x}')$$, 'foreign'),
  ('sam', 'an upload', $$insert into storage.objects (bucket_id, name, owner_id)
                         values ('project-files', 'tickets/%s/x.txt', auth.uid()::text)$$, 'foreign'),
  ('sam', 'an update', $$with u as (update tickets set status = 'closed' where id = %L returning 1) select 1 / count(*) from u$$, 'foreign'),
  ('sam', 'a message in a concerned ticket of others', $$insert into ticket_messages (ticket_id, body) values (%L, 'x')$$, 'foreign'),
  ('nora', 'a follow-up', $$insert into tickets (client_id, subject, follow_up_of) values (tests.id('North'), 'x', %L)$$, 'foreign'),
  ('nora', 'a contact', $$insert into tickets (client_id, subject, contact_user_id) values (tests.id('North'), 'x', %L)$$, 'olga'),
  ('nora', 'a contact who is staff', $$insert into tickets (client_id, subject, contact_user_id) values (tests.id('North'), 'x', %L)$$, 'agent'),
  ('nora', 'a company', $$insert into tickets (client_id, subject) values (%L, 'x')$$, 'Other'),
  ('nora', 'a file on a note', $$insert into ticket_attachments (ticket_id, message_id, label, storage_path)
                                values (tests.id('named'), %L, 'x', tests.path('named', 'orphan'))$$, 'internal by agent'),
  ('nora', 'a member', $$insert into client_members (client_id, user_id) values (tests.id('North'), %L)$$, 'olga')
) r (person, what, statement, hidden);
select isnt(tests.refusal('nora', $$insert into tickets (client_id, subject) values (tests.id('Other'), '')$$) like '%Failing row%', true,
            'no refusal quotes a row');

-- When people and organisations change what they are ---------------------------------------------------------------------------
delete from client_members where user_id = tests.id('colin');
insert into client_members (client_id, user_id) values (tests.id('South'), tests.id('colin'));
select is(tests.total('colin', 'tickets', $$id = tests.id('plain')$$), '0', 'who moved to another company leaves the tickets of the old one');
select is(tests.total('colin', 'tickets', $$id = tests.id('named')$$), '1', 'and has those that concern the new one');
select is(tests.total('colin', 'ticket_messages', $$ticket_id = tests.id('named')$$), '1', 'with the announcement alone');
select is(tests.outcome('colin', $$insert into ticket_messages (ticket_id, body) values (tests.id('named'), 'x')$$), '42501', 'and writes no more there');

update profiles set role = 'client' where user_id = tests.id('agent');
select is(tests.total('agent', 'tickets'), '0', 'who is no longer staff sees nothing');
select is(tests.total('agent', 'ticket_messages', $$author_id = auth.uid()$$), '0', 'not even what they wrote');
select is(tests.total('agent', 'storage.objects', $$name like '%-staff-message.txt'$$), '0', 'nor the files that messages carry');
select is(tests.outcome('agent', $$select from set_ticket_scope(tests.id('plain'), true, '{}')$$), '42501', 'nor says what concerns whom');
update profiles set role = 'support' where user_id = tests.id('agent');

select tests.act('ivan', $$select create_ticket(tests.id('idle'), tests.id('Idle'), 'Of an inactive company', 'text')$$);
select is(tests.total('ivan', 'tickets'), '1', 'members of an inactive company keep their own tickets');
select is(tests.total('ivan', 'ticket_messages'), '1', 'and their messages');
update clients set is_active = false where id = tests.id('South');
select is(tests.total('sam', 'tickets', $$id = tests.id('named')$$), '1', 'who is named stays concerned though the company became inactive');
select is(tests.total('sam', 'tickets', $$id = tests.id('everyone')$$), '0', 'but is not reached by what concerns everyone');
select is(tests.total('sam', 'ticket_messages', $$id = tests.id('announcement to all')$$), '0', 'nor by its announcements');
select is(tests.total('sam', 'storage.objects', $$name like '%announcement-to-all%'$$), '0', 'nor by its files');
insert into client_members (client_id, user_id) values (tests.id('Other'), tests.id('sam'));
select is(tests.total('sam', 'tickets', $$id = tests.id('everyone')$$), '1', 'unless by another company that is active');

-- Erased people: what is told live of an unread mark that goes is in live.sql; the marks of others never were in sight
select tests.act('nora', $$insert into ticket_reads (ticket_id, last_read_at) values (tests.id('named'), now())$$);
select is(tests.outcome('nora', $$insert into ticket_reads (ticket_id, last_read_at) values (tests.id('named'), now())
                                  on conflict (ticket_id, user_id) do update set last_read_at = excluded.last_read_at$$), '1',
          'a mark is set again by ticket and person');

select * from finish();
rollback;
