-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Live: who joins which topic, in both modes, for listening and for speaking, and what goes out by Postgres changes.
begin;
\ir support/world.psql

-- What the realtime service does when a person joins: it puts a row there and asks whether the person sees it (listening), then
-- tries to add one as the person (speaking).
create function tests.joins(person text, topic text, extension text) returns text language plpgsql
as $$
declare
  heard boolean := false;
  said boolean := false;
begin
  perform set_config('realtime.topic', topic, true);
  begin
    insert into realtime.messages (topic, extension, private) values (topic, extension, true);
    perform tests.become(person);
    heard := exists (select from realtime.messages m where m.topic = joins.topic and m.extension = joins.extension);
    insert into realtime.messages (topic, extension, private) values (topic, extension, true);
    said := true;
    raise exception using errcode = 'TEST1';
  exception
    when sqlstate 'TEST1' or insufficient_privilege then null;
  end;
  perform tests.become('owner');
  return case when heard and said then 'both' when heard then 'hears' when said then 'speaks' else 'no' end;
end $$;

create function tests.topic(ticket text, mode text) returns text language sql immutable
as $$ select 'ticket:' || tests.id(ticket) || ':' || mode $$;

create temporary table cells (place serial, topic text, extension text, expected text[]);
insert into cells (topic, extension, expected) values
--                                                  nora  colin sam  olga  ivan guest agent ops  admin
(tests.topic('named', 'public'), 'broadcast',      '{both,both,no,no,no,no,both,both,both}'),
(tests.topic('named', 'internal'), 'broadcast',    '{no,no,no,no,no,no,both,both,both}'),
(tests.topic('named', 'internal'), 'presence',     '{no,no,no,no,no,no,both,both,both}'),
(tests.topic('named', 'public'), 'presence',       '{no,no,no,no,no,no,no,no,no}'),
(tests.topic('everyone', 'public'), 'broadcast',   '{both,both,no,no,no,no,both,both,both}'),
(tests.topic('everyone', 'internal'), 'broadcast', '{no,no,no,no,no,no,both,both,both}'),
(tests.topic('foreign', 'public'), 'broadcast',    '{no,no,no,both,no,no,both,both,both}'),
(tests.topic('foreign', 'internal'), 'presence',   '{no,no,no,no,no,no,both,both,both}'),
(tests.topic('no ticket', 'public'), 'broadcast',  '{no,no,no,no,no,no,no,no,no}'),
(tests.topic('named', 'secret'), 'broadcast',      '{no,no,no,no,no,no,no,no,no}'),
('ticket:' || upper(tests.id('named')::text) || ':public', 'broadcast', '{no,no,no,no,no,no,no,no,no}'),
('ticket:named:public', 'broadcast',               '{no,no,no,no,no,no,no,no,no}'),
(tests.topic('named', 'public') || ':internal', 'broadcast', '{no,no,no,no,no,no,no,no,no}'),
('anything', 'broadcast',                          '{no,no,no,no,no,no,no,no,no}');

select plan((select count(*)::int * 9 from cells) + 4);

select is(tests.joins(p.person, c.topic, c.extension), c.expected[p.place], format('%s on %s, %s', c.extension, c.topic, p.person))
from cells c cross join unnest(tests.people()) with ordinality as p (person, place)
order by c.place, p.place;

select is(tests.joins('anon', tests.topic('named', 'public'), 'broadcast'), 'no', 'a visitor joins nothing');

select results_eq($$select tablename::text collate "default" from pg_publication_tables where pubname = 'supabase_realtime' order by 1$$,
                  $$values ('access_changes'), ('canned_replies'), ('saved_views'), ('ticket_attachments'), ('ticket_company_link'), ('ticket_events'), ('ticket_messages'), ('ticket_reads'),
                           ('ticket_triage'), ('tickets')$$, 'what is told live');
select results_eq($$select p.tablename::text collate "default", string_agg(a.attname::text collate "default", ', ')
                    from pg_publication_tables p
                    join pg_class c on c.relname = p.tablename and c.relnamespace = 'public'::regnamespace
                    join pg_index i on i.indrelid = c.oid and case c.relreplident when 'd' then i.indisprimary else i.indisreplident end
                    join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
                    where p.pubname = 'supabase_realtime' and c.relreplident in ('d', 'i') group by 1 order by 1$$,
                  $$values ('access_changes', 'id'), ('canned_replies', 'id'), ('saved_views', 'id'), ('ticket_attachments', 'id'), ('ticket_company_link', 'id'), ('ticket_events', 'id'), ('ticket_messages', 'id'),
                           ('ticket_reads', 'id'), ('ticket_triage', 'ticket_id'), ('tickets', 'id')$$,
                  'of a row that is gone, nothing but an id that says nothing of anybody');
select is((select count(*) from pg_publication_tables p join pg_class c on c.relname = p.tablename and c.relnamespace = 'public'::regnamespace
           join pg_index i on i.indrelid = c.oid and i.indisprimary where p.pubname = 'supabase_realtime'), 10::bigint,
          'which every table has');

select * from finish();
rollback;
