-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Who sees what: every reading cell of the matrix, for every person, both what is seen and what is not. Rows are looked for by
-- their ids, as somebody who guessed them would.
begin;
\ir support/world.psql

create temporary table cells (place serial, what text, query text, expected bigint[]);
insert into cells (what, query, expected) values
--                                                                                nora colin sam olga ivan guest agent ops admin
('ticket, named', $$select from tickets where id = tests.id('named')$$,                 '{1,1,1,0,0,0,1,1,1}'),
('ticket, everyone', $$select from tickets where id = tests.id('everyone')$$,           '{1,1,1,1,0,0,1,1,1}'),
('ticket, plain', $$select from tickets where id = tests.id('plain')$$,                 '{1,1,0,0,0,0,1,1,1}'),
('ticket, foreign', $$select from tickets where id = tests.id('foreign')$$,             '{0,0,0,1,0,0,1,1,1}'),
('tickets by subject', $$select from tickets where subject like 'A ticket of Oth%'$$,   '{0,0,0,1,0,0,1,1,1}'),
('ticket by number', $$select from tickets where number = any (array(select generate_series(1, 100000)))
                      and id in (tests.id('plain'), tests.id('foreign'))$$,             '{1,1,0,1,0,0,2,2,2}'),
('triage', $$select from ticket_triage where ticket_id = tests.id('named')$$,           '{0,0,0,0,0,0,1,1,1}'),
('triage by label', $$select from ticket_triage where labels @> '{secret}'$$,           '{0,0,0,0,0,0,1,1,1}'),
('public message of a client', $$select from ticket_messages where id = tests.id('public by nora')$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('public message of staff', $$select from ticket_messages where id = tests.id('public by agent')$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('public message, everyone', $$select from ticket_messages where body = 'public, everyone'$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('announcement, named', $$select from ticket_messages where id = tests.id('announcement by agent')$$,
                                                                                        '{1,1,1,0,0,0,1,1,1}'),
('announcement, everyone', $$select from ticket_messages where id = tests.id('announcement to all')$$,
                                                                                        '{1,1,1,1,0,0,1,1,1}'),
('internal note, named', $$select from ticket_messages where id = tests.id('internal by agent')$$,
                                                                                        '{0,0,0,0,0,0,1,1,1}'),
('internal note, everyone', $$select from ticket_messages where id = tests.id('note, everyone')$$,
                                                                                        '{0,0,0,0,0,0,1,1,1}'),
('foreign message', $$select from ticket_messages where ticket_id = tests.id('foreign')$$,
                                                                                        '{0,0,0,1,0,0,1,1,1}'),
('file of a client''s message', $$select from ticket_attachments where label = 'client-message'$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('file of staff''s message', $$select from ticket_attachments where label = 'staff-message'$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('file of a note', $$select from ticket_attachments where label = 'note-file'$$,        '{0,0,0,0,0,0,1,1,1}'),
('file of an announcement, named', $$select from ticket_attachments where label = 'announcement-file'$$,
                                                                                        '{1,1,1,0,0,0,1,1,1}'),
('file of an announcement, everyone', $$select from ticket_attachments where label = 'announcement-to-all-file'$$,
                                                                                        '{1,1,1,1,0,0,1,1,1}'),
('file without message of a client', $$select from ticket_attachments where label = 'client-alone'$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('file without message of staff', $$select from ticket_attachments where label = 'staff-alone'$$,
                                                                                        '{0,0,0,0,0,0,1,1,1}'),
('foreign file', $$select from ticket_attachments where ticket_id = tests.id('foreign')$$,
                                                                                        '{0,0,0,1,0,0,1,1,1}'),
('public events', $$select from ticket_events where ticket_id = tests.id('named') and visibility = 'public'$$,
                                                                                        '{2,2,0,0,0,0,2,2,2}'),
('internal events', $$select from ticket_events where ticket_id = tests.id('named') and visibility = 'internal'$$,
                                                                                        '{0,0,0,0,0,0,2,2,2}'),
('public events, everyone', $$select from ticket_events where ticket_id = tests.id('everyone') and visibility = 'public'$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('foreign events', $$select from ticket_events where ticket_id = tests.id('foreign')$$, '{0,0,0,1,0,0,1,1,1}'),
('link of the reporter', $$select from ticket_company_link where ticket_id = tests.id('named') and role = 'reporter'$$,
                                                                                        '{1,1,0,0,0,0,1,1,1}'),
('link of the affected', $$select from ticket_company_link where ticket_id = tests.id('named') and role = 'affected'$$,
                                                                                        '{0,0,1,0,0,0,1,1,1}'),
('link of a foreign ticket', $$select from ticket_company_link where ticket_id = tests.id('foreign')$$,
                                                                                        '{0,0,0,1,0,0,1,1,1}'),
('own profile', $$select from profiles where user_id = auth.uid()$$,                    '{1,1,1,1,1,1,1,1,1}'),
('profile of a colleague', $$select from profiles where user_id = tests.id('colin')$$,  '{0,1,0,0,0,0,1,1,1}'),
('profile of staff', $$select from profiles where user_id = tests.id('agent')$$,        '{0,0,0,0,0,0,1,1,1}'),
('e-mail addresses', $$select from profiles where email like '%@tests.test'$$,          '{1,1,1,1,1,1,9,9,9}'),
('clients', $$select from clients where name like '% of the tests'$$,                   '{1,1,1,1,1,0,4,4,4}'),
('companies, the view', $$select from companies where name like '% of the tests'$$,     '{1,1,1,1,1,0,4,4,4}'),
('the reporter''s organisation', $$select from clients where id = tests.id('North')$$,  '{1,1,0,0,0,0,1,1,1}'),
('members', $$select from client_members where client_id = tests.id('North')$$,         '{2,2,0,0,0,0,2,2,2}'),
('projects', $$select from projects where id in (tests.id('north project'), tests.id('other project'))$$,
                                                                                        '{1,1,0,1,0,0,2,2,2}'),
('categories', $$select from ticket_categories where id = 9001$$,                       '{1,1,1,1,1,1,1,1,1}'),
('priorities', $$select from ticket_priorities where code in ('low', 'normal', 'high', 'urgent')$$,
                                                                                        '{4,4,4,4,4,4,4,4,4}'),
-- embedded selects, as the REST interface writes them
('client of a ticket', $$select from tickets t join lateral (select from clients c where c.id = t.client_id) c on true
                        where t.id = tests.id('named')$$,                               '{1,1,0,0,0,0,1,1,1}'),
('triage of a ticket', $$select from tickets t join lateral (select from ticket_triage x where x.ticket_id = t.id) x on true
                        where t.id = tests.id('named')$$,                               '{0,0,0,0,0,0,1,1,1}'),
('messages of a ticket', $$select from tickets t join lateral (select from ticket_messages m where m.ticket_id = t.id) m on true
                          where t.id = tests.id('named')$$,                             '{3,3,1,0,0,0,4,4,4}'),
('messages of everyone''s ticket', $$select from tickets t
   join lateral (select from ticket_messages m where m.ticket_id = t.id) m on true where t.id = tests.id('everyone')$$,
                                                                                        '{2,2,1,1,0,0,3,3,3}'),
('files of a ticket', $$select from tickets t join lateral (select from ticket_attachments a where a.ticket_id = t.id) a on true
                       where t.id = tests.id('named')$$,                                '{4,4,1,0,0,0,6,6,6}'),
('events of a ticket', $$select from tickets t join lateral (select from ticket_events e where e.ticket_id = t.id) e on true
                        where t.id = tests.id('named')$$,                               '{2,2,0,0,0,0,4,4,4}'),
('ticket of a message, from below', $$select from ticket_messages m join tickets t on t.id = m.ticket_id
                                     where m.id = tests.id('internal by agent')$$,      '{0,0,0,0,0,0,1,1,1}'),
('unread marks of others', $$select from ticket_reads where user_id <> auth.uid()$$,    '{0,0,0,0,0,0,0,0,0}');

select tests.act('agent', $$insert into ticket_reads (ticket_id, last_read_at) values (tests.id('named'), now())$$);
select tests.act('nora', $$insert into ticket_reads (ticket_id, last_read_at) values (tests.id('named'), now())$$);

select plan((select count(*)::int * 9 from cells) + 7);

select is(tests.outcome(p.person, c.query), c.expected[p.place]::text, c.what || ', for ' || p.person)
from cells c cross join unnest(tests.people()) with ordinality as p (person, place)
order by c.place, p.place;

select is(tests.outcome('nora', 'select from ticket_reads'), '1', 'one sees one''s own unread marks');
select is(tests.outcome('anon', 'select from tickets'), '42501', 'a visitor reads no tickets');
select is(tests.outcome('anon', 'select from ticket_categories'), '42501', 'a visitor reads no categories');

-- somebody who leaves an organisation sees nothing of it any more, files that they uploaded included
delete from public.client_members where user_id = tests.id('colin');
select is(tests.outcome('colin', $$select from tickets where client_id = tests.id('North') and not affects_all_companies$$), '0',
          'a former member sees no ticket');
-- an affected company that is taken back sees nothing any more
select tests.act('agent', $$delete from ticket_company_link where ticket_id = tests.id('named') and role = 'affected'$$);
select is(tests.outcome('sam', $$select from tickets where id = tests.id('named')$$), '0', 'no longer concerned, no longer seen');
select is(tests.outcome('sam', $$select from ticket_messages where ticket_id = tests.id('named')$$), '0',
          'nor are its announcements');
select is(tests.outcome('sam', $$select from ticket_attachments where ticket_id = tests.id('named')$$), '0', 'nor their files');

select * from finish();
rollback;
