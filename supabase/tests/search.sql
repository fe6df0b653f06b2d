-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Search: who finds which text, what may be typed, what is quoted, and that nothing tells of a text out of sight.
begin;
\ir support/world.psql

-- Each text of the world has a word of its own.
insert into tickets (id, client_id, subject, created_by) values
  (tests.id('idle'), tests.id('Idle'), 'Sujet subjectidle', tests.id('ivan')),
  (tests.id('quiet'), tests.id('North'), 'Sujet subjectquiet', tests.id('nora'));
alter table tickets disable trigger user;
update tickets set subject = 'Sujet subjectnamed' where id = tests.id('named');
update tickets set subject = 'Sujet subjecteveryone' where id = tests.id('everyone');
update tickets set subject = 'Sujet subjectplain' where id = tests.id('plain');
update tickets set subject = 'Sujet subjectforeign' where id = tests.id('foreign');
alter table tickets enable trigger user;
insert into ticket_messages (ticket_id, author_id, body, visibility)
select tests.id(t), tests.id('agent'), format('un texte %s%s alltexts', v, t), v
from unnest(array['named', 'everyone', 'plain', 'foreign', 'idle']) t, unnest(array['public', 'announcement', 'internal']) v;

create temporary table cells (place serial, word text, expected text[]);
insert into cells (word, expected) values
--                          nora   colin  sam    olga   ivan   guest  agent  ops    admin
('subjectnamed',         '{named,named,named,-,-,-,named,named,named}'),
('subjecteveryone',      '{everyone,everyone,everyone,everyone,-,-,everyone,everyone,everyone}'),
('subjectplain',         '{plain,plain,-,-,-,-,plain,plain,plain}'),
('subjectforeign',       '{-,-,-,foreign,-,-,foreign,foreign,foreign}'),
('subjectidle',          '{-,-,-,-,idle,-,idle,idle,idle}'),
('publicnamed',          '{named,named,-,-,-,-,named,named,named}'),
('publiceveryone',       '{everyone,everyone,-,-,-,-,everyone,everyone,everyone}'),
('publicplain',          '{plain,plain,-,-,-,-,plain,plain,plain}'),
('publicforeign',        '{-,-,-,foreign,-,-,foreign,foreign,foreign}'),
('publicidle',           '{-,-,-,-,idle,-,idle,idle,idle}'),
('announcementnamed',    '{named,named,named,-,-,-,named,named,named}'),
('announcementeveryone', '{everyone,everyone,everyone,everyone,-,-,everyone,everyone,everyone}'),
('announcementplain',    '{plain,plain,-,-,-,-,plain,plain,plain}'),
('announcementforeign',  '{-,-,-,foreign,-,-,foreign,foreign,foreign}'),
('announcementidle',     '{-,-,-,-,idle,-,idle,idle,idle}'),
('internalnamed',        '{-,-,-,-,-,-,named,named,named}'),
('internaleveryone',     '{-,-,-,-,-,-,everyone,everyone,everyone}'),
('internalplain',        '{-,-,-,-,-,-,plain,plain,plain}'),
('internalforeign',      '{-,-,-,-,-,-,foreign,foreign,foreign}'),
('internalidle',         '{-,-,-,-,-,-,idle,idle,idle}'),
('alltexts',             array['everyone named plain', 'everyone named plain', 'everyone named', 'everyone foreign', 'idle', '-',
                               'everyone foreign idle named plain', 'everyone foreign idle named plain', 'everyone foreign idle named plain']),
('sujet subj',           array['everyone named plain quiet', 'everyone named plain quiet', 'everyone named', 'everyone foreign', 'idle', '-',
                               'everyone foreign idle named plain quiet', 'everyone foreign idle named plain quiet',
                               'everyone foreign idle named plain quiet']);

create function tests.found(typed text, most integer default 50) returns text language sql
as $$
  select coalesce(string_agg(w, ' ' order by w), '-')
  from search_tickets(typed, most) s
  left join unnest(array['named', 'everyone', 'plain', 'foreign', 'idle', 'quiet', 'accents', 'old', 'new', 'files']) w
    on tests.id(w) = s.ticket_id
  where w is not null
$$;
create function tests.headline(typed text) returns text language sql
as $$ select translate(headline, chr(57344) || chr(57345), '[]') from search_tickets(typed) limit 1 $$;
grant execute on all functions in schema tests to anon, authenticated, service_role;

select plan((select count(*)::int * 18 from cells) + 74);

select is(tests.value(p.person, format('select tests.found(%L)', c.word)), c.expected[p.place], c.word || ', by ' || p.person)
from cells c cross join unnest(tests.people()) with ordinality as p (person, place)
order by c.place, p.place;
-- No more than what they read: every row is a ticket in sight, and every quotation a text in sight.
select is(tests.value(p.person, format($$
            select count(*) from search_tickets(%L) s
            where not exists (select from tickets t where t.id = s.ticket_id)
               or not (exists (select from tickets t where t.id = s.ticket_id
                               and translate(s.headline, chr(57344) || chr(57345), '') = t.subject)
                       or exists (select from ticket_messages m where m.ticket_id = s.ticket_id
                                  and translate(s.headline, chr(57344) || chr(57345), '') = m.body))$$, c.word)),
          '0', 'nothing out of sight by ' || c.word || ', for ' || p.person)
from cells c cross join unnest(tests.people()) as p (person)
order by c.place;
select is(tests.outcome('anon', $$select from search_tickets('alltexts')$$), '42501', 'a visitor searches nothing');
select is(tests.value('service_role', $$select tests.found('internalnamed')$$), 'named', 'the service key finds all');

-- the rank of a ticket is that of what one reads: the note that says the word three times adds nothing for a client
insert into ticket_messages (ticket_id, author_id, body, visibility) values
  (tests.id('named'), tests.id('agent'), 'publicnamed publicnamed publicnamed', 'internal');
select is(tests.value('nora', $$select headline not like '%publicnamed%publicnamed%' from search_tickets('publicnamed')$$), 'true',
          'a client is quoted the message, not the note');
select is(tests.value('nora', $$select rank from search_tickets('publicnamed')$$),
          tests.value('nora', $$select rank from search_tickets('publicplain')$$), 'and ranked by it alone');
select is(tests.value('agent', $$select (select rank from search_tickets('publicnamed')) > (select rank from search_tickets('publicplain'))$$),
          'true', 'staff is ranked by the note too');
-- the limit counts what one may read
select is(tests.value('sam', $$select count(*) from search_tickets('alltexts', 1)$$), '1', 'one of the own is found with room for one');
insert into ticket_messages (ticket_id, author_id, body, visibility)
select tests.id('foreign'), tests.id('olga'), 'alltexts again', 'public' from generate_series(1, 600);
select is(tests.value('nora', $$select tests.found('alltexts')$$), 'everyone named plain',
          'hundreds of newer matches of others do not push one''s own out');
select is(tests.value('sam', $$select tests.found('alltexts')$$), 'everyone named', 'nor what concerns one');
select is(tests.value('agent', $$select tests.found('internalidle')$$), 'idle', 'staff finds an old rare word');

-- who leaves, and who is no longer named
delete from client_members where user_id = tests.id('colin');
select is(tests.value('colin', $$select tests.found('alltexts')$$), '-', 'a former member finds nothing');
select tests.act('agent', $$select from set_ticket_scope(tests.id('named'), false, '{}')$$);
select is(tests.value('sam', $$select tests.found('alltexts')$$), 'everyone', 'who is not named any more finds it no more');

-- Words: case, accents, signs, beginnings, numbers
insert into tickets (id, client_id, subject, created_by) values
  (tests.id('accents'), tests.id('North'), 'Problème à l’entrepôt de Genève', tests.id('nora')),
  (tests.id('files'), tests.id('North'), 'About some names', tests.id('nora'));
insert into ticket_messages (ticket_id, author_id, body) values
  (tests.id('accents'), tests.id('nora'), 'L’ŒUVRE coûte 1 284,00 €, voir l’avoir AV-318 et cafe' || U&'\0301' || 's.'),
  (tests.id('files'), tests.id('nora'), 'See <b>rapport_final-2026.pdf</b> from jane.doe@example.com & call +33 1 23 45');
select is(tests.value('nora', format('select tests.found(%L)', typed)), expected, format('%s finds %s', typed, expected))
from (values ('probleme', 'accents'), ('PROBLÈME', 'accents'), ('Geneve', 'accents'), ('œuvre', 'accents'), ('oeuvre', 'accents'),
             ('cafés', 'accents'), ('AV-318', 'accents'), ('318', 'accents'), ('1284', '-'), ('1 284', 'accents'),
             ('entrep', 'accents'), ('trepot', '-'), ('coute vo', '-'), ('coute voi', 'accents'), ('coute genève', '-'),
             ('"avoir av"', 'accents'), ('"av avoir"', '-'), ('coute -avoir', '-'), ('coute -facture', 'accents'),
             ('facture or coute', 'accents'), ('rapport', 'files'), ('rapport_final-2026.pdf', 'files'), ('example.com', 'files'),
             ('jane.doe@example.com', 'files'), ('doe', 'files'), ('<b>rapport', 'files'), ('23 45', 'files')) v (typed, expected);
select is(tests.value('nora', format('select tests.found(''#'' || number) from tickets where id = tests.id(%L)', 'accents')), 'accents',
          'a number with its sign');
select is(tests.value('nora', format('select tests.found('' '' || number || '' '') from tickets where id = tests.id(%L)', 'accents')), 'accents',
          'and without, between blanks');
select is(tests.value('sam', (select format('select tests.found(%L)', '#' || number) from tickets where id = tests.id('accents'))), '-',
          'a number out of sight finds nothing');
select is(tests.value('agent', (select format('select tests.found(%L)', number) from tickets where id = tests.id('foreign'))), 'foreign',
          'staff finds every number');

-- Anything can be typed.
select is(tests.outcome('nora', format('select from search_tickets(%L)', typed)), '0', 'finds nothing, without a mistake: ' || left(typed, 20))
from unnest(array['', '   ', '"', '-', '--', 'or', 'or or', '!!! &&& |', ':*', '(((', '''', '\', '<->', '😀', '-nothing', '#', '99999999999999999999',
                  '"" ""', repeat('x', 5000), repeat('é ', 3000)]) typed;
select is(tests.outcome('nora', 'select from search_tickets(null)'), '0', 'nothing typed finds nothing');

-- How many
insert into tickets (id, client_id, subject, created_by)
select tests.id('many ' || n), tests.id('Other'), 'manifold', tests.id('olga') from generate_series(1, 205) n;
select is(tests.outcome('olga', format('select from search_tickets(%L, %s)', 'manifold', most)), expected, format('%s rows asked for: %s', most, expected))
from (values ('3', '3'), ('0', '1'), ('-5', '1'), ('null', '50'), ('1000000', '200')) v (most, expected);

-- Order: the number, then the subject, then the text; the newest first where all is the same
insert into tickets (id, client_id, subject, created_by) values (tests.id('old'), tests.id('North'), 'ordering', tests.id('nora'));
insert into tickets (id, client_id, subject, created_by) values (tests.id('new'), tests.id('North'), 'ordering', tests.id('nora'));
insert into ticket_messages (ticket_id, author_id, body) values (tests.id('quiet'), tests.id('nora'), 'ordering ordering ordering');
select is(tests.value('nora', $$select string_agg(case ticket_id when tests.id('old') then 'old' when tests.id('new') then 'new'
                                                  when tests.id('quiet') then 'text' end, ' ') from search_tickets('ordering')$$),
          'new old text', 'the subject before the text, the newest first');

-- What is quoted
select is(tests.value('nora', $$select tests.headline('coute AV-318')$$),
          'L’ŒUVRE [coûte] 1 284,00 €, voir l’avoir [AV]-[318] et cafés.', 'as it is written, with marks around the words');
select is(tests.value('nora', $$select tests.headline('rapport')$$),
          'See <b>[rapport]_final-2026.pdf</b> from jane.doe@example.com & call +33 1 23 45', 'signs stay what they are');
select is(private.search_headline(chr(57344) || 'a ' || chr(57345) || E'forged\n\tmark', private.search_query('mark')),
          'a forged ' || chr(57344) || 'mark' || chr(57345), 'marks in a text are taken out of it, and lines joined');
select is(private.search_headline(repeat('lorem ipsum ', 40) || 'the needle here' || repeat(' dolor sit', 40), private.search_query('needle'))
            ~ ('^… (lorem|ipsum)( ipsum| lorem)* the ' || chr(57344) || 'needle' || chr(57345) || ' here( dolor| sit)* …$'), true,
          'of a long text, what is around the word');
select cmp_ok(length(private.search_headline(repeat('needle ', 2000), private.search_query('needle'))), '<', 280, 'and not much');

select * from finish();
rollback;
